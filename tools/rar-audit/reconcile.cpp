// reconcile: a supplier's session list against the record. A path that a table of the mapping is for, and -, is rows;
// all else is cases.
#include <algorithm>
#include <map>
#include <set>
#include <variant>

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

// The record that the list is held against, and whose rows may not be shown.
struct Record {
  std::vector<std::pair<std::string, recording::Standing>> standing;
  std::set<std::string> closed;   // CRNs of limited access
  bool may_close_others = false;  // a document that was not understood may be of limited access, whoever it is about
  caseload::Result result;
  bool is_good = true;

  [[nodiscard]] bool hides(const std::string& crn) const {
    if (crn.empty()) return !closed.empty() || may_close_others;
    return closed.contains(crn) || (may_close_others && !holds(crn));
  }
  [[nodiscard]] bool holds(const std::string& crn) const {
    return std::any_of(standing.begin(), standing.end(), [&](const auto& one) { return one.first == crn; });
  }
};

// Before the list: what may be shown of its rows is known when every case has been read.
Record read_record(Invocation& invocation) {
  Record record;
  const caseload::Request request = invocation.request();
  const auto wanted = [&](const caseload::Document& document) {
    return !document.is_other_than(request.judged_schema);
  };
  const auto take = [&](const caseload::FileRead& file, caseload::Document& document) {
    const auto* content = std::get_if<CaseFile>(&document.content);
    const std::string crn = content != nullptr && content->crn ? content->crn->text : std::string{};
    if (document.decoded.limited) record.closed.insert(crn);
    try {
      const recording::CaseText text(file.path, std::string(document.text));
      if (record.holds(text.crn())) {
        write_fault("rar-audit", fmt::format("{}: {} has another case before it: this one is not compared",
                                             render::visible(file.path), text.crn()));
        return record.is_good = false;
      }
      record.standing.emplace_back(text.crn(), recording::Standing(text));
      return true;
    } catch (const recording::NotUnderstood& problem) {
      std::string_view why = problem.message;
      if (why.starts_with(file.path + ":")) why = trim(why.substr(file.path.size() + 1));
      record.result.unreadable.push_back({file.path, std::string(why)});
    } catch (const recording::Refusal& refusal) {
      record.result.unreadable.push_back({file.path, refusal.message});
    }
    record.may_close_others = record.may_close_others || document.decoded.limited;
    return false;
  };
  for (const std::string& path : request.paths)
    caseload::add(record.result, caseload::each_document(invocation.world(), path, request, wanted, take));
  return record;
}

// The rows of the list, each with its person; what cannot be read is said at its line, and of a person of limited
// access not in its words.
std::vector<SessionRow> session_rows(RealWorld& world, const recording::Mapping& mapping,
                                     const std::vector<std::string>& files, Record& record, bool is_quiet) {
  std::vector<SessionRow> rows;
  recording::Reading reading = reading_of(world, mapping);
  recording::Extract extract(mapping, files, [](const std::string& path) { return byte_stream(path); });
  reading.extract = &extract;
  const auto say = [&](const std::string& file, std::uint32_t line, const std::string& what) {
    write_fault("rar-audit", fmt::format("{}:{}: {}", render::visible(file), line, render::visible(what)));
  };
  const recording::RowsOfExtract of_extract(false);
  extract.read([&](const recording::RawRow& raw) {
    const recording::TableFile& file = extract.files()[raw.file];
    if (mapping.tables[file.table].rows != recording::RowKind::contact) return;
    const recording::CellsHidden hides(record.hides(raw.crn));
    recording::Item item = recording::item_of(reading, raw);
    if (!item.problem.empty()) {
      say(file.path, raw.line, item.problem);
      record.is_good = false;
      return;
    }
    if (item.is_deleted) return;
    if (!item.left_out.empty()) {
      say(file.path, raw.line, "left out: " + item.left_out);
      if (item.is_doubtful) record.is_good = false;
      return;
    }
    if (item.outcome_not_known)
      for (const std::string& remark : item.remarks) say(file.path, raw.line, remark);
    rows.push_back({raw.crn, file.path, std::move(item)});
  });
  if (!is_quiet)
    for (const std::string& note : extract.notes()) write_fault("rar-audit", render::visible(note));
  for (const recording::TableFile& file : extract.files())
    if (!file.problem.empty()) {
      write_fault("rar-audit", fmt::format("{}", render::visible(file.problem)));
      record.is_good = false;
    }
  return rows;
}

// Of the paths given those that a table of the mapping is for, and the cases.
struct Paths {
  std::vector<std::string> lists, cases;
};

// Lists are named one by one: one that only stands in a folder is not read, and one that leads nowhere is no list.
void say_lists_in(World& world, const recording::Mapping& mapping, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (world.kind(folder) != PathKind::folder) continue;
    for (const FolderEntry& entry : world.entries(folder)) {
      const std::string path = folder + (folder.ends_with('/') ? "" : "/") + entry.name;
      if (std::none_of(mapping.tables.begin(), mapping.tables.end(),
                       [&](const auto& table) { return table.takes(entry.name); }))
        continue;
      if (entry.status.kind == PathKind::missing)
        throw recording::NotUnderstood{fmt::format("{}: {}", path, entry.status.why)};
      if (entry.status.kind == PathKind::file)
        throw UsageError{fmt::format("reconcile: name the list itself: {}", path)};
    }
  }
}

Paths told_apart(World& world, const recording::Mapping& mapping, const std::vector<std::string>& paths) {
  Paths out;
  for (const std::string& path : paths) {
    const std::string name = path.substr(path.rfind('/') + 1);
    const bool is_list = path == "-" || (world.kind(path) != PathKind::folder &&
                                         std::any_of(mapping.tables.begin(), mapping.tables.end(),
                                                     [&](const auto& table) { return table.takes(name); }));
    (is_list ? out.lists : out.cases).push_back(path);
  }
  if (out.lists.empty()) {
    say_lists_in(world, mapping, out.cases);
    throw UsageError{"reconcile: none of the paths is a table of the mapping"};
  }
  if (out.cases.empty()) throw UsageError{"reconcile: name the cases beside the list"};
  return out;
}

// How many of each kind, by provider.
using Kinds = std::map<std::string, std::map<std::string, std::int64_t>>;

std::string in_text(const std::vector<Json>& records, const Kinds& kinds, const std::string& system, Date as_of) {
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
std::string in_ndjson(const Invocation& invocation, const caseload::Result& result, const std::vector<Json>& shown,
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
  try {
    if (own.mapping.empty()) throw UsageError{"reconcile: --mapping FILE says what the columns of the list mean"};
    const recording::Mapping mapping = mapping_named(world, own.mapping);
    const Paths paths = told_apart(world, mapping, options.paths);
    for (const std::string& list : paths.lists) {
      if (list == "-") continue;
      if (const PathStatus there = world.status(list); there.kind == PathKind::missing)
        throw recording::NotUnderstood{fmt::format("{}: {}", list, there.why)};
    }
    options.paths = paths.cases;
    Invocation invocation("rar-audit", options, "case/1");  // first: it knows what may be said of the rows
    Record record = read_record(invocation);
    const std::vector<SessionRow> rows = session_rows(world, mapping, paths.lists, record, options.quiet);
    Kinds kinds;
    std::vector<Json> records;
    for (const Json& one :
         recording::reconcile(record.standing, rows, mapping.system, question_of(invocation, options, own))) {
      ++kinds[one["provider"].is_null() ? std::string("not_known") : one["provider"].text()][one["kind"].text()];
      if (options.all || one["kind"].text() != "agrees") records.push_back(one);
    }
    const int exit = invocation.finish_records(
        "reconcile", record.result, records,
        case_table_columns({"activity", "intervention", "provider", "kind", "ours/id", "ours/date", "ours/outcome",
                            "ours/minutes", "theirs/file", "theirs/line", "theirs/date", "theirs/outcome",
                            "theirs/minutes", "message"}),
        [&] { return in_text(records, kinds, mapping.system, invocation.as_of()); },
        {{"ndjson", [&](const std::vector<Json>& shown, const Target&) {
            return in_ndjson(invocation, record.result, shown, kinds, record.is_good);
          }}});
    return (exit == done || exit == usage) && !record.is_good ? static_cast<int>(unreadable) : exit;
  } catch (const recording::Mistake& mistake) {
    throw UsageError{mistake.message};
  } catch (const recording::NotUnderstood& problem) {  // without the list nothing can be said of the record
    write_fault("rar-audit", render::visible(problem.message));
    return unreadable;
  }
}

}  // namespace probation::tools
