#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/sheets.hpp"
#include "facts/panel/panel_facts.hpp"
#include "law/panel_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/panel/sheet.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::board_ratifies};

void check_sheet(const PanelFacts& facts, Report& report) {
  const std::string subject = subject_of(facts.sheet);
  const auto& ratification = facts.sheet.ratification;
  if (!ratification || !ratification->decision || !facts.recommendation) {
    report.not_applicable(subject);
    return;
  }
  if (!board_differs(facts.recommendation, ratification->decision.value)) {
    report.pass(subject, ratification->decision.place);
    return;
  }
  report
      .fail(subject, ratification->decision.place,
            fmt::format("the panel recommends {}, and the board decided {}", word(*facts.recommendation),
                        word(*ratification->decision)))
      .here("the board's decision")
      .fact("recommendation", std::string(word(*facts.recommendation)))
      .fact("decision", std::string(word(*ratification->decision)))
      .fix("nothing where the board meant it; its reason belongs in the minutes");
}

std::optional<PanelDecision> decision_of(const Life& life) {
  if (life.in_use()) return PanelDecision::approved;
  if (life.is(LifecycleState::provisional)) return PanelDecision::provisional;
  if (life.is(LifecycleState::rejected)) return PanelDecision::not_approved;
  return std::nullopt;
}

void check_register(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const Life& life = life_of(facts);
  const auto move = move_in_use(it, life, facts.as_of);
  const std::optional<Date> moved = move ? std::optional(move->question.moved) : life.since;
  std::vector<std::string> words;
  bool asked = false;
  for (const CatalogueSheet& sheet : facts.catalogue->sheets) {
    const bool of_it = sheet.intervention == subject && sheet.ratified &&
                       (!sheet.version || !life.version || *sheet.version == *life.version) &&
                       (life.framework.empty() || sheet.framework == life.framework) &&
                       !(sheet.ratified_on && facts.as_of < *sheet.ratified_on);
    if (!of_it) continue;
    asked = true;
    if (board_differs(sheet.recommendation, sheet.ratified))
      words.push_back(fmt::format("{}: the panel recommends {}, and the board decided {}", sheet.file,
                                  word(*sheet.recommendation), word(*sheet.ratified)));
    const std::optional<PanelDecision> stands = decision_of(life);
    const bool newer = moved && sheet.ratified_on && *moved < *sheet.ratified_on && sheet.quorum_met.value_or(false);
    if (newer && stands && *stands != *sheet.ratified)
      words.push_back(fmt::format("{}: ratified as {} on {}, after the move of {}", sheet.file, word(*sheet.ratified),
                                  format(*sheet.ratified_on), format(*moved)));
  }
  if (words.empty()) {
    if (asked) report.pass(subject, state_place(it));
    else report.not_applicable(subject);
    return;
  }
  auto finding = report.fail(subject, state_place(it), join(words, "; "));
  finding.here("the state in the register").fact("sheets", static_cast<std::int64_t>(words.size()));
  for (const std::string& said : words) finding.trace(said);
  finding.fix("record the newer decision as a move; nothing where the board meant what it decided");
}

}  // namespace

extern const Rule eip910;
constinit const Rule eip910{
    .id = "EIP910",
    .slug = "board-differs",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Panel and board differ, or a ratification newer than the move says otherwise.",
    .explanation = {.checks = "Each ratified sheet: that the board neither approved what the panel refused nor refused "
                              "what it approved; and of what the register holds, that no newer ratification of the "
                              "version says otherwise.",
                    .matters = "The board may decide otherwise, and whoever reads the register must be told that it "
                               "did.",
                    .to_do = "Look whether the board meant it, and record the newer decision as a move."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check_register,
    .check_panel = &check_sheet,
};

}  // namespace probation::rules
