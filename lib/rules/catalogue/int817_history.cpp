#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/life.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.lifecycle) {
    report.not_applicable(subject);  // INT806 says that the state is not recorded
    return;
  }
  // The file says what is so on the day of the run, whatever the day that is asked about.
  const std::vector<LifeFault> found = faults_of_life(it, facts.run_date);
  std::vector<std::string> words, missing;
  std::vector<Place> places;
  for (const LifeFault& fault : found) {
    if (fault.unknown) {
      missing.push_back(report.pointer(fault.place, fault.missing));
      continue;
    }
    words.push_back(fault.words);
    places.push_back(fault.place);
  }
  if (!words.empty()) {
    constexpr std::size_t most_said = 5;
    std::vector<std::string> said(words.begin(),
                                  words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), most_said)));
    if (words.size() > most_said) said.push_back(fmt::format("and {} more", words.size() - most_said));
    auto finding = report.fail(subject, places.front(), "the register contradicts itself: " + join(said, "; "));
    finding.here("this").fact("faults", static_cast<std::int64_t>(words.size()));
    for (std::size_t i = 0; i < words.size(); ++i) {
      finding.trace(words[i]);
      if (i > 0) finding.related(places[i], words[i]);
    }
    finding.fix("correct the row or the field that is wrong; a move is written by eip-score register move");
  } else if (!missing.empty()) {
    report.undetermined(subject, it.lifecycle->history.place, "a row of the history lacks its date or its state",
                        missing);
  } else {
    report.pass(subject, it.lifecycle->place);
  }
}

}  // namespace

extern const Rule int817;
constinit const Rule int817{
    .id = "INT817",
    .slug = "history-contradicts",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary =
        "The history of an intervention breaks the order of moves, or disagrees with what the file says beside it.",
    .explanation = {.checks = "The rows of `history`: that they stand in the order of their dates and none lies ahead, "
                              "that each state may follow the one before, and that they agree with `state`, `version`, "
                              "`approved_date` and `amalgamated_into`.",
                    .matters = "Who approved what, and when, is read from the history. Where the two differ nobody can "
                               "tell which is true.",
                    .to_do = "Correct the row or the field that is wrong."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
