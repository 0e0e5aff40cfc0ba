#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "intake/national_catalogue.hpp"
#include "recording/register_move.hpp"
#include "render/unified_diff.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/supply.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {
namespace {

using document::word;
using render::Json;

constexpr std::string_view tool = eip_score;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// What else there is: the catalogue named, else the files beside this one and the national catalogue behind them.
CatalogueFacts catalogue_beside(Invocation& invocation, const Options& options, const std::string& path) {
  if (!options.catalogue.empty()) return *invocation.settings().catalogue;
  CatalogueFacts catalogue = caseload::read_beside(invocation.world(), {path}, invocation.settings()).catalogue;
  for (const CatalogueEntry& entry : invocation.settings().catalogue->entries)
    if (catalogue.find(entry.intervention.id->text) == nullptr) catalogue.entries.push_back(entry);
  catalogue.name = fmt::format("{} or {}", folder_of(path), national_catalogue_name);
  return catalogue;
}

std::vector<rules::Finding> errors_of(const std::string& path, const std::string& bytes, CatalogueFacts catalogue,
                                      const rules::Settings& settings, std::vector<std::string>& problems) {
  FileContent content;
  document::Decoded decoded = document::decode(document::split_stream(bytes).front(), file_kinds(), &content);
  for (const document::Problem& problem : decoded.problems)
    problems.push_back(fmt::format("{}:{}:{}: {}", path, problem.place.line, problem.place.column, problem.message));
  auto* intervention = std::get_if<Intervention>(&content);
  if (intervention == nullptr || !problems.empty()) return {};
  const std::string id = intervention->id ? intervention->id->text : std::string{};
  std::erase_if(catalogue.entries, [&](const CatalogueEntry& entry) {
    return entry.intervention.id && entry.intervention.id->text == id;
  });
  for (CatalogueEntry& entry : catalogue.entries) entry.background = true;
  catalogue.entries.push_back(
      {path, bytes, std::move(*intervention), std::make_shared<PlaceTable>(std::move(decoded.places)), true, false});
  rules::Settings all = settings;
  all.selection = {{"INT", "EIP909"},
                   {}};  // the second where mark sheets lie beside it: the register takes what the board ratified
  std::vector<rules::Finding> errors = rules::judge_catalogue(catalogue, all).findings;
  std::erase_if(errors, [](const rules::Finding& finding) {
    return finding.outcome != rules::Verdict::fail || finding.severity != rules::Severity::error;
  });
  return errors;
}

lifecycle::Move wanted_move(const CatalogueOptions& flags) {
  lifecycle::Move wanted{{}, date_option("--date", flags.date), {}, {}, {}, {}, {}, {}};
  std::vector<std::string_view> states;
  for (const document::Word& state : document::Worded<LifecycleState>::words) states.push_back(state.text);
  one_of("--to", flags.to, states);
  wanted.to = static_cast<LifecycleState>(std::find(states.begin(), states.end(), flags.to) - states.begin());
  const bool amalgamates = wanted.to == LifecycleState::amalgamated,
             is_provisional = wanted.to == LifecycleState::provisional;
  if (!flags.successor.empty() && !amalgamates) throw UsageError{"--successor belongs to --to amalgamated"};
  if ((!flags.conditions.empty() || !flags.owners.empty() || !flags.due.empty()) && !is_provisional)
    throw UsageError{"--condition, --owner and --due belong to --to provisional"};
  if (flags.conditions.size() != flags.owners.size() || flags.conditions.size() != flags.due.size())
    throw UsageError{fmt::format("each --condition needs its --owner and --due: {}, {} and {} were given",
                                 flags.conditions.size(), flags.owners.size(), flags.due.size())};
  for (std::size_t i = 0; i < flags.conditions.size(); ++i)
    wanted.conditions.push_back({flags.conditions[i], flags.owners[i], date_option("--due", flags.due[i])});
  if (!flags.successor.empty()) wanted.successor = flags.successor;
  if (!flags.framework.empty()) wanted.framework = flags.framework;
  if (!flags.sitting.empty()) wanted.sitting = flags.sitting;
  if (!flags.review_date.empty()) wanted.review_date = date_option("--review-date", flags.review_date);
  if (flags.new_version > 0) {
    if (wanted.to != LifecycleState::submitted) throw UsageError{"--new-version belongs to --to submitted"};
    wanted.version = flags.new_version;
  }
  return wanted;
}

struct Receipt {
  std::string file, id, status, message, diff;
  std::uint32_t line = 0;
  std::vector<rules::Finding> findings;
};

int print_receipt(const Receipt& receipt, const Options& options, int code) {
  const std::vector<Target> outputs = targets(options, "register move", {"text", "json", "ndjson"});
  Json findings = Json::array();
  for (const rules::Finding& finding : receipt.findings) findings.push_back(render::to_json(finding));
  Json record{{"schema", "receipt/1"},
              {"file", receipt.file},
              {"crn", nullptr},
              {"action", "move"},
              {"id", or_null(receipt.id)},
              {"status", receipt.status},
              {"line", receipt.line == 0 ? Json(nullptr) : Json(receipt.line)},
              {"supersedes", nullptr},
              {"findings", findings},
              {"message", or_null(receipt.message)}};
  if (!receipt.diff.empty()) record["diff"] = receipt.diff;
  const bool wrong = receipt.status == "refused" || receipt.status == "conflict";
  const std::string where = receipt.line == 0 ? receipt.file : fmt::format("{}:{}", receipt.file, receipt.line);
  if (wrong) write_error(fmt::format("{}: {}: {}\n", tool, receipt.status, receipt.message));
  const int printed = deliver(outputs, [&](const Target& target) -> std::string {
    if (target.format == "json") return render::written(record, 2) + "\n";
    if (target.format == "ndjson") return render::written(record) + "\n";
    if (wrong) return {};
    if (receipt.status == "dry_run") return receipt.diff;
    return fmt::format("{}: {}: {}\n", where, receipt.status == "written" ? "written" : "already recorded",
                       receipt.message);
  });
  return printed == done ? code : printed;
}

}  // namespace

int run_move(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  const lifecycle::Move wanted = wanted_move(flags);
  if (invocation.configuration().inputs.size() != 1) throw UsageError{"register move: one FILE"};
  const std::string path = invocation.configuration().inputs.front();
  Receipt receipt;
  receipt.file = path;
  const auto refuse = [&](const std::string& message, std::string_view status, int code) {
    receipt.status = status;
    receipt.message = message;
    return print_receipt(receipt, options, code);
  };
  if (invocation.world().kind(path) != PathKind::file) {
    write_error(fmt::format("{}: {}: no such file\n", tool, path));
    return unreadable;
  }
  try {
    std::optional<FileEdit> edit;  // a dry run takes no lock: it leaves no trace
    if (!flags.dry_run) edit.emplace(path, flags.lock_timeout);
    if (edit && edit->distrust()) invocation.note(*edit->distrust());
    if (edit && !edit->exists()) throw WorldConflict(fmt::format("{}: the file went away meanwhile", path));
    const std::string before = edit ? edit->bytes() : invocation.world().read(path);
    FileContent content;
    const std::vector<document::Slice> documents = document::split_stream(before);
    const document::Decoded decoded = document::decode(documents.front(), file_kinds(), &content);
    const auto* intervention = std::get_if<Intervention>(&content);
    if (!decoded.problems.empty() || (intervention == nullptr && documents.size() == 1)) {
      for (const document::Problem& problem : decoded.problems)
        write_error(fmt::format("{}:{}:{}: {}[{}] {}\n", path, problem.place.line, problem.place.column, "error",
                                problem.rule, problem.message));
      if (decoded.problems.empty()) write_error(fmt::format("{}: {}: not an intervention/1 file\n", tool, path));
      return unreadable;
    }
    if (documents.size() != 1)
      return refuse("the file holds several documents; one intervention stands in one file", "refused", refused);
    receipt.id = intervention->id ? intervention->id->text : std::string{};
    const CatalogueFacts catalogue = catalogue_beside(invocation, options, path);
    const lifecycle::MoveResult result = lifecycle::move(before, *intervention, wanted, catalogue, invocation.as_of());
    if (const auto* no = std::get_if<lifecycle::MoveRefused>(&result))
      return refuse(fmt::format("{}; {}", no->why, no->fix), "refused", refused);
    if (std::holds_alternative<lifecycle::AlreadyMoved>(result)) {
      receipt.status = "already_recorded";
      receipt.message = fmt::format("{} is {} since {}", receipt.id, flags.to, flags.date);
      return print_receipt(receipt, options, done);
    }
    const auto& moved = std::get<lifecycle::Moved>(result);
    std::vector<std::string> problems;
    const std::vector<rules::Finding> old_errors = errors_of(path, before, catalogue, invocation.settings(), problems);
    std::vector<rules::Finding> errors = errors_of(path, moved.bytes, catalogue, invocation.settings(), problems);
    if (!problems.empty())
      return refuse("the file would no longer be read as it should; " + problems.front(), "refused", refused);
    std::erase_if(errors, [&](const rules::Finding& finding) {
      return std::any_of(old_errors.begin(), old_errors.end(), [&](const rules::Finding& old) {
        return old.rule == finding.rule && old.subject == finding.subject;
      });
    });
    receipt.findings = errors;
    if (!errors.empty())
      return refuse(fmt::format("the move would break {}: {}", errors.front().rule->id, errors.front().message),
                    "refused", refused);
    receipt.line = moved.line;
    receipt.message = fmt::format("{} moved from {} to {} on {}", receipt.id, word(*intervention->lifecycle->state),
                                  flags.to, flags.date);
    if (flags.dry_run) {
      receipt.status = "dry_run";
      receipt.diff = render::unified_diff(path, before, moved.bytes);
      return print_receipt(receipt, options, done);
    }
    edit->replace(moved.bytes);
    receipt.status = "written";
    return print_receipt(receipt, options, done);
  } catch (const WorldConflict& failed) {
    return refuse(failed.what(), "conflict", conflict);
  } catch (const WorldRefusal& failed) {
    return refuse(fmt::format("{}; {}", failed.what(), failed.fix()), "refused", refused);
  }
}

}  // namespace probation::tools
