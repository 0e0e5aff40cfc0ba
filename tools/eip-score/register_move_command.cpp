#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/catalogue_evidence.hpp"
#include "facts/catalogue/sheets.hpp"
#include "intake/find_files.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/register_writing.hpp"

namespace probation::tools {
namespace {

using document::word;
using lifecycle::Move;
using lifecycle::MoveRefused;
using render::Json;

HistoryState state_option(const std::string& given) {
  std::vector<std::string_view> states;
  for (const document::Word& state : document::Worded<HistoryState>::words) states.push_back(state.text);
  one_of("--to", given, states);
  return static_cast<HistoryState>(std::find(states.begin(), states.end(), given) - states.begin());
}

void check_flags(const CatalogueOptions& flags, HistoryState to) {
  const bool is_provisional = to == HistoryState::provisional, rests = is_provisional || to == HistoryState::approved;
  if (!flags.successor.empty() && to != HistoryState::amalgamated)
    throw UsageError{"--successor belongs to --to amalgamated"};
  if ((!flags.conditions.empty() || !flags.owners.empty() || !flags.due.empty()) && !is_provisional)
    throw UsageError{"--condition, --owner and --due belong to --to provisional"};
  if (flags.conditions.size() != flags.owners.size() || flags.conditions.size() != flags.due.size())
    throw UsageError{fmt::format("each --condition needs its --owner and --due: {}, {} and {} were given",
                                 flags.conditions.size(), flags.owners.size(), flags.due.size())};
  if (!rests && (!flags.framework.empty() || !flags.sheet.empty() || !flags.sheets.empty()))
    throw UsageError{"--framework, --sheet and --sheets belong to --to approved or provisional"};
  if (!flags.review_date.empty() && !rests) throw UsageError{"--review-date belongs to --to approved or provisional"};
  if (!flags.allow.empty() && trim(flags.reason).empty()) throw UsageError{"--allow needs --reason: why it may stand"};
  for (const std::string& rule : flags.allow)
    if (rules::find_rule(rule) == nullptr) throw UsageError{fmt::format("--allow {}: no such rule", rule)};
}

Move wanted_move(const CatalogueOptions& flags) {
  const HistoryState to = state_option(flags.to);
  check_flags(flags, to);
  const auto given = [](const std::string& value) { return value.empty() ? std::nullopt : std::optional(value); };
  Move wanted{to,
              date_option("--date", flags.date),
              flags.version > 0 ? std::optional(flags.version) : std::nullopt,
              given(flags.sitting),
              given(flags.board),
              given(flags.by),
              given(flags.reason),
              given(flags.framework),
              {},
              given(flags.successor),
              {},
              {},
              false,
              flags.allow};
  for (std::size_t i = 0; i < flags.conditions.size(); ++i)
    wanted.conditions.push_back({flags.conditions[i], flags.owners[i], date_option("--due", flags.due[i])});
  if (!flags.review_date.empty()) wanted.review_date = date_option("--review-date", flags.review_date);
  return wanted;
}

// A path as seen from a folder; both without links.
std::string from_folder(const std::string& folder, const std::string& file) {
  const std::vector<std::string> a = split(folder, '/'), b = split(file, '/');
  std::size_t same = 0;
  while (same < a.size() && same + 1 < b.size() && a[same] == b[same]) ++same;
  std::string path;
  for (std::size_t i = same; i < a.size(); ++i) path += "../";
  for (std::size_t i = same; i < b.size(); ++i) path += (i > same ? "/" : "") + b[i];
  return path;
}

class Moving {
 public:
  Moving(Invocation& invocation, const Options& options, const CatalogueOptions& flags)
      : invocation_(invocation), options_(options), flags_(flags), wanted_(wanted_move(flags)) {}

  [[nodiscard]] const Move& wanted() const { return wanted_; }

  Proposal propose(const RegisterEntry& entry, const CatalogueFacts& catalogue) {
    Proposal proposal{MoveRefused{}, {}, {}, {}};
    Move wanted = wanted_;
    CatalogueFacts at_hand = catalogue;
    if (!lifecycle::is_recorded(*entry.intervention, wanted) && rests_on_evidence())
      if (auto no = add_evidence(entry, at_hand, wanted, proposal)) {
        proposal.result = std::move(*no);
        return proposal;
      }
    lifecycle::Ground ground{at_hand, invocation_.as_of(), {}};
    for (const std::string& path : invocation_.configuration().inputs) together(path, at_hand, ground.together);
    std::erase(ground.together, entry.id);
    proposal.result = lifecycle::move(entry.before, *entry.intervention, wanted, ground);
    if (const auto* written = std::get_if<lifecycle::Written>(&proposal.result))
      if (auto no = stands_in_the_way(entry, at_hand, written->bytes, proposal)) proposal.result = std::move(*no);
    return proposal;
  }

 private:
  [[nodiscard]] bool rests_on_evidence() const {
    return wanted_.to == HistoryState::approved || wanted_.to == HistoryState::provisional;
  }
  [[nodiscard]] bool is_allowed(std::string_view rule) const {
    return std::find(flags_.allow.begin(), flags_.allow.end(), rule) != flags_.allow.end();
  }
  static void together(const std::string& path, const CatalogueFacts& catalogue, std::vector<std::string>& ids) {
    for (const CatalogueEntry& entry : catalogue.entries)
      if (entry.file == path && entry.intervention.id) ids.push_back(entry.intervention.id->text);
  }

  void read_sheets(const RegisterEntry& entry, CatalogueFacts& catalogue) {
    std::vector<std::string> paths{folder_of(entry.path)};
    if (!options_.catalogue.empty()) paths.push_back(options_.catalogue);
    paths.insert(paths.end(), flags_.sheets.begin(), flags_.sheets.end());
    caseload::add_sheets(invocation_.world(), catalogue, caseload::find_sheets(invocation_.world(), paths));
  }

  // The sheet that --sheet names; throws UsageError where there is none.
  const CatalogueSheet* named_sheet(CatalogueFacts& catalogue) {
    if (invocation_.world().kind(flags_.sheet) != intake::PathKind::file)
      throw UsageError{fmt::format("--sheet {}: no such file", flags_.sheet)};
    const std::vector<caseload::SheetFile> read = caseload::find_sheets(invocation_.world(), {flags_.sheet});
    caseload::add_sheets(invocation_.world(), catalogue, read);
    const std::string name = invocation_.world().canonical(flags_.sheet);
    for (const CatalogueSheet& sheet : catalogue.sheets)
      if (sheet.name == name) return &sheet;
    throw UsageError{fmt::format("--sheet {}: not a panel/1 sheet that can be read", flags_.sheet)};
  }

  std::optional<MoveRefused> add_evidence(const RegisterEntry& entry, CatalogueFacts& catalogue, Move& wanted,
                                          Proposal& proposal) {
    const auto line = lifecycle::line_of_move(*entry.intervention, wanted);
    if (const auto* no = std::get_if<MoveRefused>(&line)) return *no;
    const auto& [version, from, begins, states] = std::get<lifecycle::LineOfMove>(line);
    if (wanted.to == HistoryState::approved) add_review_date(entry, catalogue, wanted, proposal);
    read_sheets(entry, catalogue);
    const Lifecycle& life = *entry.intervention->lifecycle;
    const EvidenceQuestion question{
        entry.id,
        version ? version : entry.intervention->version.value,
        wanted.framework ? *wanted.framework : life.framework.value_or(std::string{}),
        wanted.to == HistoryState::approved ? LifecycleState::approved : LifecycleState::provisional,
        wanted.date,
        from == LifecycleState::provisional && conditions_met(*entry.intervention, version, wanted.date)};
    std::vector<CatalogueSheet> looked_at = catalogue.sheets;
    if (!flags_.sheet.empty()) looked_at = {*named_sheet(catalogue)};
    const SheetEvidence evidence = evidence_of(looked_at, question);
    return rest_on(entry, evidence, wanted, proposal);
  }

  std::optional<MoveRefused> rest_on(const RegisterEntry& entry, const SheetEvidence& evidence, Move& wanted,
                                     Proposal& proposal) {
    using Answer = SheetEvidence::Answer;
    if (evidence.answer == Answer::none && flags_.sheet.empty()) {
      wanted.no_evidence = true;
      proposal.evidence = "none";
      proposal.notes.push_back(fmt::format("evidence: none: no mark sheet of {} is at hand", entry.id));
      return std::nullopt;
    }
    if (evidence.answer == Answer::none || evidence.answer == Answer::against) {
      if (is_allowed("EIP909")) return std::nullopt;
      std::vector<std::string> words;
      for (const auto& [sheet, why] : evidence.about) words.push_back(fmt::format("{}: {}", sheet->file, why));
      if (words.empty()) words.push_back(fmt::format("{}: about another intervention", flags_.sheet));
      return MoveRefused{fmt::format("EIP909: no ratification says {}: {}", word(wanted.to), join(words, "; ")),
                         "record what the board decided, or let it stand with --allow EIP909 --reason TEXT"};
    }
    const CatalogueSheet& sheet = *evidence.sheet;
    wanted.rests_on = lifecycle::RestsOn{from_folder(entry.folder, sheet.name), sheet.digest};
    if (!wanted.board && !sheet.board.empty()) wanted.board = sheet.board;
    proposal.evidence = Json{{"sheet", sheet.file},
                             {"digest", sheet.digest},
                             {"board", sheet.board.empty() ? Json(nullptr) : Json(sheet.board)},
                             {"missing", evidence.missing}};
    if (evidence.answer == Answer::unknown)
      proposal.notes.push_back(fmt::format("EIP909 stays undetermined: not known is {}", join(evidence.missing, ", ")));
    return std::nullopt;
  }

  void add_review_date(const RegisterEntry& entry, CatalogueFacts& catalogue, Move& wanted, Proposal& proposal) {
    if (wanted.review_date) return;
    const Located<std::string>& of_file = entry.intervention->lifecycle->framework;
    const std::string framework = wanted.framework ? *wanted.framework : of_file.value_or(std::string{});
    if (framework.empty()) return;
    caseload::add_scoring_policy(invocation_.world(), catalogue, framework);
    const ScoringPolicy* policy = catalogue.scoring_policy(framework);
    if (policy != nullptr && policy->review_years)
      wanted.review_date = months_after(wanted.date, Months{static_cast<int>(12 * *policy->review_years)});
    else
      proposal.notes.push_back(policy == nullptr
                                   ? fmt::format("no review date: the framework {} is not at hand", framework)
                                   : fmt::format("no review date: {} has no review term", framework));
  }

  // Errors of the file as the move would leave it: all that stand for an approval, else those that the move makes.
  std::optional<MoveRefused> stands_in_the_way(const RegisterEntry& entry, const CatalogueFacts& catalogue,
                                               const std::string& bytes, Proposal& proposal) {
    std::vector<std::string> problems;
    std::vector<rules::Finding> errors = errors_of(entry.path, bytes, catalogue, invocation_.settings(), problems);
    if (!problems.empty()) return MoveRefused{"the file would no longer be read as it should", problems.front()};
    if (wanted_.to != HistoryState::approved) {
      const std::vector<rules::Finding> old =
          errors_of(entry.path, entry.before, catalogue, invocation_.settings(), problems);
      std::erase_if(errors, [&](const rules::Finding& finding) {
        return std::any_of(old.begin(), old.end(), [&](const rules::Finding& known) {
          return known.rule == finding.rule && known.subject == finding.subject;
        });
      });
    }
    proposal.findings = errors;
    std::vector<std::string> words;
    for (const rules::Finding& error : errors)
      if (!is_allowed(error.rule->id)) words.push_back(fmt::format("{}: {}", error.rule->id, error.message));
    if (!words.empty())
      return MoveRefused{fmt::format("errors stand in the way: {}", join(words, "; ")),
                         "mend the file, or let a rule's error stand with --allow RULE --reason TEXT"};
    return successor_stays(entry, catalogue, bytes);
  }

  std::optional<MoveRefused> successor_stays(const RegisterEntry& entry, const CatalogueFacts& catalogue,
                                             const std::string& bytes) {
    const auto after = intake::documents_of(bytes, entry.path);
    const auto* intervention = std::get_if<Intervention>(&after->documents.front().content);
    if (intervention == nullptr) return std::nullopt;
    const auto left = lifecycle::left_without_successor(*entry.intervention, *intervention, catalogue);
    if (!left) return std::nullopt;
    return MoveRefused{
        fmt::format("{} was amalgamated into {}, which would not have been in use on that day", *left, entry.id),
        "give a later day, or take back the amalgamation first"};
  }

  Invocation& invocation_;
  const Options& options_;
  const CatalogueOptions& flags_;
  Move wanted_;
};

}  // namespace

int run_move(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  Moving moving(invocation, options, flags);
  const Move& wanted = moving.wanted();
  const RegisterCommand command{"move", wanted.successor.value_or(std::string{}), wanted.date};
  return change_register(
      invocation, options, flags, command,
      [&](const RegisterEntry& entry, const CatalogueFacts& catalogue) { return moving.propose(entry, catalogue); });
}

int run_undo(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  const auto given = [](const std::string& value) { return value.empty() ? std::nullopt : std::optional(value); };
  return change_register(
      invocation, options, flags, {"undo", {}, invocation.as_of()},
      [&](const RegisterEntry& entry, const CatalogueFacts& catalogue) {
        Proposal proposal{lifecycle::undo(entry.before, *entry.intervention, {given(flags.by), given(flags.reason)},
                                          invocation.as_of()),
                          {},
                          {},
                          {}};
        const auto* written = std::get_if<lifecycle::Written>(&proposal.result);
        if (written == nullptr) return proposal;
        const auto after = intake::documents_of(written->bytes, entry.path);
        const auto* intervention = std::get_if<Intervention>(&after->documents.front().content);
        if (intervention == nullptr || !after->documents.front().decoded.problems.empty()) {
          proposal.result = MoveRefused{"the file would no longer be read as it should", "correct it by hand"};
        } else if (const auto left = lifecycle::left_without_successor(*entry.intervention, *intervention, catalogue)) {
          proposal.result = MoveRefused{
              fmt::format("{} was amalgamated into {}, which would not have been in use on that day", *left, entry.id),
              "take back the amalgamation first"};
        }
        return proposal;
      });
}

int run_met(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  if (flags.conditions.size() != 1) throw UsageError{"register met: one --condition, its number from 1 or its text"};
  if (invocation.configuration().inputs.size() != 1) throw UsageError{"register met: one FILE"};
  const Date date = date_option("--date", flags.date);
  const auto given = [](const std::string& value) { return value.empty() ? std::nullopt : std::optional(value); };
  return change_register(invocation, options, flags, {"met", {}, invocation.as_of()},
                         [&](const RegisterEntry& entry, const CatalogueFacts&) {
                           return Proposal{
                               lifecycle::met(entry.before, *entry.intervention, flags.conditions.front(), date,
                                              {given(flags.by), given(flags.reason)}, invocation.as_of()),
                               {},
                               {},
                               {}};
                         });
}

}  // namespace probation::tools
