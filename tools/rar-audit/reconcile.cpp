// reconcile: a supplier's session list against the record. A path that a table of the mapping is for, and -, is rows;
// all else is cases.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/each_document.hpp"
#include "recording/sources/reconcile.hpp"
#include "render/run/json.hpp"
#include "render/run/text.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/mapping_file.hpp"
#include "tools/rar-audit/reconcile_command.hpp"
#include "tools/world/byte_stream.hpp"

namespace probation::tools {

using recording::SessionRow;

namespace {

// The rows of the list, each with its person; what cannot be read is said at its line.
std::vector<SessionRow> session_rows(RealWorld& world, const recording::Mapping& mapping,
                                     const std::vector<std::string>& files, bool& is_good) {
  std::vector<SessionRow> rows;
  recording::Reading reading = reading_of(world, mapping);
  recording::Extract extract(mapping, files, [](const std::string& path) { return byte_stream(path); });
  reading.extract = &extract;
  const auto trouble = [&](const std::string& file, std::uint32_t line, const std::string& why) {
    write_fault("rar-audit", fmt::format("{}:{}: {}", render::visible(file), line, render::visible(why)));
    is_good = false;
  };
  extract.read([&](const recording::RawRow& raw) {
    const recording::TableFile& file = extract.files()[raw.file];
    if (mapping.tables[file.table].rows != recording::RowKind::contact) return;
    recording::Item item = recording::item_of(reading, raw);
    if (!item.problem.empty()) return trouble(file.path, raw.line, item.problem);
    if (item.is_deleted || !item.left_out.empty()) return;
    rows.push_back({raw.crn, file.path, std::move(item)});
  });
  for (const recording::TableFile& file : extract.files())
    if (!file.problem.empty()) {
      write_fault("rar-audit", fmt::format("{}", render::visible(file.problem)));
      is_good = false;
    }
  return rows;
}

// Of the paths given those that a table of the mapping is for, and the cases.
struct Paths {
  std::vector<std::string> lists, cases;
};

Paths told_apart(World& world, const recording::Mapping& mapping, const std::vector<std::string>& paths) {
  Paths out;
  for (const std::string& path : paths) {
    const std::string name = path.substr(path.rfind('/') + 1);
    const bool is_list = path == "-" || (world.kind(path) != PathKind::folder &&
                                         std::any_of(mapping.tables.begin(), mapping.tables.end(),
                                                     [&](const auto& table) { return table.takes(name); }));
    (is_list ? out.lists : out.cases).push_back(path);
  }
  if (out.lists.empty()) throw UsageError{"reconcile: none of the paths is a table of the mapping"};
  if (out.cases.empty()) throw UsageError{"reconcile: name the cases beside the list"};
  return out;
}

using Standings = std::vector<std::pair<std::string, recording::Standing>>;

// What stands in each case; what could not be read is in the result.
Standings standings_of(Invocation& invocation, caseload::Result& result) {
  Standings standing;
  for (const std::string& path : invocation.request().paths) {
    std::string bytes;
    const auto lost = [&](const std::string& why) {
      result.unreadable.push_back({path, why});
      caseload::add_file(result, path, bytes, false);
      ++result.unreadable_files;
    };
    try {
      bytes = invocation.world().read(path);
      const recording::CaseText file(path, bytes);
      standing.emplace_back(file.crn(), recording::Standing(file));
      ++result.files;
      caseload::add_file(result, path, bytes, true);
    } catch (const recording::NotUnderstood& problem) {
      lost(problem.message);
    } catch (const WorldFailure& failure) {
      lost(failure.why());
    }
  }
  return standing;
}

using Kinds = std::map<std::string, std::map<std::string, std::int64_t>>;  // by provider

std::string text_of(const std::string& system, Date as_of, const std::vector<Json>& records, const Kinds& kinds) {
  std::string out = fmt::format("reconciled with {}, as of {}\n", system, format(as_of));
  for (const Json& record : records)
    out += fmt::format("{:<13} {} {:<8} {}{}\n", record["kind"].text(), render::visible(record["crn"].text()),
                       record["activity"].is_null() ? "-" : render::visible(record["activity"].text()),
                       render::visible(record["message"].text()),
                       record["theirs"].is_null()
                           ? std::string{}
                           : fmt::format(" ({}:{})", render::visible(record["theirs"]["file"].text()),
                                         record["theirs"]["line"].whole()));
  for (const auto& [provider, counts] : kinds) {
    out += fmt::format("{}:", render::visible(provider));
    for (const auto& [kind, n] : counts) out += fmt::format(" {} {}", n, kind);
    out += "\n";
  }
  return out;
}

// The last line has how many of each kind, by provider; a list that could not be read whole makes the answer
// incomplete.
std::string ndjson_of(const Invocation& invocation, const caseload::Result& result, const std::vector<Json>& shown,
                      const Kinds& kinds, bool is_good) {
  render::RunOutput run = invocation.asked(result, shown);
  if (!is_good) {
    run.summary.verdict = "unreadable";
    run.summary.exit = unreadable;
  }
  Json summary = render::summary_json(run);
  Json by_provider = Json::object();
  for (const auto& [provider, counts] : kinds)
    for (const auto& [kind, n] : counts) by_provider[provider][kind] = n;
  summary["kinds"] = by_provider;
  return render::ndjson(shown, summary);
}

recording::ReconcileQuestion question_of(const Invocation& invocation, const Options& options,
                                         const ReconcileOptions& own) {
  recording::ReconcileQuestion question;
  question.as_of = invocation.as_of();
  if (!own.from.empty()) question.from = date_option("--from", own.from);
  if (!options.until.empty()) question.until = until_option("--until", options.until);
  if (!own.provider.empty()) question.provider = own.provider;
  return question;
}

}  // namespace

void add_reconcile_flags(Command& command, ReconcileOptions& own, Options& options) {
  command.option("--mapping", &own.mapping, "A mapping/2 file: what the columns of the list mean");
  command.option("--from", &own.from, "From this day");
  command.option("--until", &options.until, "Up to this day");
  command.option("--provider", &own.provider, "Only activities of this provider");
  command.flag("--all", options.all, "Also what agrees");
}

int run_reconcile(Options& options, const ReconcileOptions& own) {
  RealWorld world;
  bool is_good = true;
  try {
    if (own.mapping.empty()) throw UsageError{"reconcile: --mapping FILE says what the columns of the list mean"};
    const recording::Mapping mapping = mapping_named(world, own.mapping);
    const Paths paths = told_apart(world, mapping, options.paths);
    options.paths = paths.cases;
    Invocation invocation("rar-audit", options, "case/1");  // first: it knows what may be said of the rows
    const std::vector<SessionRow> rows = session_rows(world, mapping, paths.lists, is_good);
    const recording::ReconcileQuestion question = question_of(invocation, options, own);
    caseload::Result result;
    const Standings standing = standings_of(invocation, result);
    Kinds kinds;
    std::vector<Json> records;
    for (const Json& record : recording::reconcile(standing, rows, mapping.system, question)) {
      ++kinds[record["provider"].is_null() ? std::string("not_known") : record["provider"].text()]
             [record["kind"].text()];
      if (options.all || record["kind"].text() != "agrees") records.push_back(record);
    }
    const int exit = invocation.finish_records(
        "reconcile", result, records,
        case_table_columns({"activity", "intervention", "provider", "kind", "ours/id", "ours/date", "ours/outcome",
                            "ours/minutes", "theirs/file", "theirs/line", "theirs/date", "theirs/outcome",
                            "theirs/minutes", "message"}),
        [&] { return text_of(mapping.system, invocation.as_of(), records, kinds); },
        {{"ndjson", [&](const std::vector<Json>& shown, const Target&) {
            return ndjson_of(invocation, result, shown, kinds, is_good);
          }}});
    return exit == done && !is_good ? static_cast<int>(unreadable) : exit;
  } catch (const recording::Mistake& mistake) {
    throw UsageError{mistake.message};
  }
}

}  // namespace probation::tools
