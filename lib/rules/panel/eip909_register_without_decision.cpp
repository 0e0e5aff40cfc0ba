#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/sheets.hpp"
#include "law/panel_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::board_ratifies};

// Said once for the catalogue, by the first of them.
void say_without_evidence(const InterventionFacts& facts, Report& report) {
  const std::vector<std::size_t>& without = facts.index->without_evidence();
  const std::size_t here = facts.index->place_of(*facts.entry);
  if (without.empty() || without.front() != here) {
    report.not_applicable(subject_of(facts.intervention));
    return;
  }
  std::vector<std::string> ids;
  constexpr std::size_t most_named = 10;
  for (const std::size_t i : without)
    if (ids.size() < most_named) ids.push_back(subject_of(facts.catalogue->entries[i].intervention));
  const auto more = without.size() - ids.size();
  report
      .undetermined("file", state_place(facts.intervention),
                    fmt::format("no mark sheet is at hand for {} in the register as approved: {}{}",
                                counted(static_cast<long long>(without.size()), "intervention"), join(ids, ", "),
                                more > 0 ? fmt::format(" and {} more", more) : std::string{}),
                    {"input:sheets"})
      .fact("entries", without.size());
}

// A sheet that a row names and that is no longer what it was.
std::optional<std::string> lost_sheet(const InterventionFacts& facts, const MoveInUse& move) {
  if (move.row == nullptr || !move.row->sheet) return std::nullopt;
  for (const NamedSheet& named : facts.entry->named_sheets) {
    if (named.row != move.index) continue;
    if (named.gone) return fmt::format("the sheet {} is gone", *move.row->sheet);
    if (move.row->digest && *move.row->digest != named.digest)
      return fmt::format("the sheet {} is no longer what it was: its digest is {}", *move.row->sheet, named.digest);
  }
  return std::nullopt;
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const auto move = move_in_use(it, life_of(facts), facts.as_of);
  if (!move) {
    report.not_applicable(subject);
    return;
  }
  const Place place = move->row != nullptr ? move->row->state.place : state_place(it);
  const std::string_view state = document::word(move->question.state);
  if (const auto lost = lost_sheet(facts, *move)) {
    report.undetermined(subject, move->row->sheet.place, *lost, {report.pointer(move->row->place, "sheet")});
    return;
  }
  const SheetEvidence evidence = evidence_of(facts.catalogue->sheets, move->question);
  const auto tell = [&](auto finding) {
    for (const auto& [sheet, words] : evidence.about)
      finding.trace(fmt::format("{}: version {}, {}", sheet->file,
                                sheet->version ? fmt::format("{}", *sheet->version) : "not recorded", words));
    return finding;
  };
  switch (evidence.answer) {
    case SheetEvidence::Answer::none: say_without_evidence(facts, report); return;
    case SheetEvidence::Answer::supported: report.pass(subject, place, evidence.sheet->file); return;
    case SheetEvidence::Answer::unknown:
      tell(report.undetermined(subject, place,
                               fmt::format("{} in the register on {}; whether the newest ratification says so is not "
                                           "known",
                                           state, format(move->question.moved)),
                               evidence.missing));
      return;
    case SheetEvidence::Answer::against: break;
  }
  tell(report.fail(subject, place,
                   evidence.sheet != nullptr
                       ? fmt::format("{} in the register on {}, and the newest ratification, of {}, says {}", state,
                                     format(move->question.moved), format(*evidence.sheet->ratified_on),
                                     word(*evidence.sheet->ratified))
                       : fmt::format("{} in the register, and no ratified decision supports it", state)))
      .here("the state in the register")
      .fix("correct the state, or add the sheet that was ratified");
}

}  // namespace

extern const Rule eip909;
constinit const Rule eip909{
    .id = "EIP909",
    .slug = "register-without-decision",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The register says approved or provisional, and the newest ratification does not.",
    .explanation = {.checks =
                        "The newest ratification dated on or before the move, of the same version and scoring policy, "
                        "held with quorum and ratified on or after its sitting: that it says what the register says.",
                    .matters = "The panel recommends, the board decides: what is delivered as approved must have been.",
                    .to_do = "Add the sheet with its ratification, or correct the state."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
