// What an intervention asks of the risk scores: the score on the bound and beside it, which facts are missing by their
// names, and which member of the case decides.
#include "facts/case/eligibility_risk.hpp"

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::Written;

namespace {

// One item of an entry asked of a case with one assessment, whose further members are given.
struct Asked {
  document::Decoded decoded;
  FileContent content;
  Written made;
  EligibilityReason reason;
  Names missing;

  Asked(const std::string& item, const std::string& of_assessment)
      : made("schema: case/1\ncrn: X955203\nassessments:\n  - {id: A1, completed_date: 2025-02-03" + of_assessment +
             "}\n") {
    decoded = document::decode({"schema: intervention/1\nid: asked\ntitle: Asked\nkind: structured_intervention\n"
                                "eligibility:\n  risk_all:\n    - " +
                                    item + "\n",
                                1},
                               file_kinds(), &content);
    REQUIRE(decoded.problems.empty());
    reason = risk_reason(made.facts, &assessment(), entry().eligibility->risk_all[0]);
    missing = made.names(reason.missing);
  }
  [[nodiscard]] const Intervention& entry() const { return std::get<Intervention>(content); }
  [[nodiscard]] const Assessment& assessment() const { return made.file.assessments[0]; }
};

Eligible verdict(const std::string& item, const std::string& of_assessment) {
  return Asked(item, of_assessment).reason.verdict;
}

constexpr Eligible yes = Eligible::eligible, no = Eligible::not_eligible, open = Eligible::undetermined;
const Names no_scores{"/assessments/0/scores"}, no_ogrs{"/assessments/0/scores/ogrs3"},
    no_ovp{"/assessments/0/scores/ovp"};

}  // namespace

TEST_CASE("A score is let in from its lowest, and not from the first that is not") {
  const std::string both = "{score: ogrs3, min: 25, below: 50}", high = "{score: rsr, min: 3}",
                    low = "{score: ovp, below: 30}";
  CHECK(verdict(both, ", scores: {ogrs3: 24.99}") == no);
  CHECK(verdict(both, ", scores: {ogrs3: 25}") == yes);
  CHECK(verdict(both, ", scores: {ogrs3: 49.99}") == yes);
  CHECK(verdict(both, ", scores: {ogrs3: 50}") == no);
  CHECK(verdict(high, ", scores: {rsr: 2.99}") == no);
  CHECK(verdict(high, ", scores: {rsr: 3}") == yes);
  CHECK(verdict(low, ", scores: {ovp: 29.99}") == yes);
  CHECK(verdict(low, ", scores: {ovp: 30}") == no);
}

TEST_CASE("What is asked of a score is said with its side") {
  CHECK(Asked("{score: ogrs3, min: 25, below: 50}", ", scores: {ogrs3: 30}").reason.message ==
        "asks for ogrs3 25 or more and below 50");
  CHECK(Asked("{score: ovp, below: 30}", ", scores: {ovp: 10}").reason.message == "asks for ovp below 30");
  CHECK(Asked("{score: rosh, levels: [low, medium]}", ", rosh: low").reason.message == "asks for rosh low, medium");
  CHECK(Asked("{any: [{score: ogrs3, min: 25}, {score: rsr, min: 3}]}", "").reason.message ==
        "asks for ogrs3 25 or more or rsr 3 or more; not recorded");
  CHECK(Asked("{first_known: [{score: ogrs3, min: 25}, {score: rsr, min: 3}]}", "").reason.message ==
        "asks for ogrs3 25 or more, where that is not recorded rsr 3 or more; not recorded");
}

TEST_CASE("A score that is not recorded is missing by the innermost name that is") {
  CHECK(Asked("{score: ogrs3, min: 25}", "").missing == no_scores);
  CHECK(Asked("{score: ogrs3, min: 25}", ", scores: {ovp: 1}").missing == no_ogrs);
  CHECK(Asked("{score: sara_partner, levels: [low]}", ", scores: {ovp: 1}").missing ==
        Names{"/assessments/0/scores/sara_partner"});
  CHECK(Asked("{score: rosh, levels: [low]}", ", scores: {ovp: 1}").missing == Names{"/assessments/0/rosh"});
  const Asked lacks("{score: ogrs3, min: 25}", ", scores: {ovp: 1}");
  CHECK(lacks.reason.verdict == open);
  CHECK(lacks.reason.place == lacks.assessment().scores->place);
  CHECK(lacks.reason.condition == lacks.entry().eligibility->risk_all[0].place);
  const Asked asked("{score: ogrs3, min: 25}", "");
  const EligibilityReason none = risk_reason(asked.made.facts, nullptr, asked.entry().eligibility->risk_all[0]);
  CHECK(none.verdict == open);
  CHECK(asked.made.names(none.missing) == Names{"/assessments"});
  CHECK(none.place == asked.made.file.place);
}

TEST_CASE("Levels are asked of words and figures of numbers, and nothing else is decided") {
  CHECK(verdict("{score: rosh, levels: [low, medium]}", ", rosh: medium") == yes);
  CHECK(verdict("{score: rosh, levels: [low, medium]}", ", rosh: high") == no);
  CHECK(verdict("{score: rosh, min: 2}", ", rosh: high") == open);
  CHECK(verdict("{score: ogrs3, levels: [low]}", ", scores: {ogrs3: 30}") == open);
  CHECK(verdict("{min: 2}", ", rosh: high") == open);
  CHECK(Asked("{min: 2}", ", rosh: high").missing.empty());
}

TEST_CASE("Any of several scores is enough, and what is missing is asked only where none is met") {
  const std::string any = "{any: [{score: ogrs3, min: 25}, {score: ovp, min: 30}]}";
  const Asked second(any, ", scores: {ogrs3: 24, ovp: 30}");
  CHECK(second.reason.verdict == yes);
  CHECK(second.reason.place == second.assessment().scores->ovp.place);
  const Asked first(any, ", scores: {ogrs3: 25, ovp: 29}");
  CHECK(first.reason.verdict == yes);
  CHECK(first.reason.place == first.assessment().scores->ogrs3.place);
  CHECK(Asked(any, ", scores: {ogrs3: 25}").missing.empty());
  CHECK(Asked(any, ", scores: {ovp: 30}").missing.empty());
  CHECK(verdict(any, ", scores: {ovp: 30}") == yes);
  CHECK(verdict(any, ", scores: {ogrs3: 24, ovp: 29}") == no);
  CHECK(Asked(any, ", scores: {ogrs3: 24}").reason.verdict == open);
  CHECK(Asked(any, ", scores: {ogrs3: 24}").missing == no_ovp);
  CHECK(Asked(any, ", scores: {ovp: 29}").missing == no_ogrs);
  CHECK(Asked(any, "").missing == no_scores);  // once, though both ask for it
  const Asked one("{any: [{score: ogrs3, min: 25}]}", ", scores: {ogrs3: 24}");
  CHECK(one.reason.verdict == no);
  CHECK(one.reason.place == one.assessment().scores->ogrs3.place);
}

TEST_CASE("The first score that is recorded decides, whatever a later one says") {
  const std::string known = "{first_known: [{score: ogrs3, min: 25}, {score: ovp, min: 30}]}";
  CHECK(verdict(known, ", scores: {ogrs3: 24, ovp: 90}") == no);
  CHECK(verdict(known, ", scores: {ogrs3: 25, ovp: 1}") == yes);
  const Asked second(known, ", scores: {ovp: 29}");
  CHECK(second.reason.verdict == no);
  CHECK(second.missing.empty());
  CHECK(second.reason.place == second.assessment().scores->ovp.place);
  CHECK(Asked(known, ", scores: {rsr: 1}").missing ==
        Names{"/assessments/0/scores/ogrs3", "/assessments/0/scores/ovp"});
}

TEST_CASE("Several demands of one item hold together: one that fails decides, one that is open leaves it open") {
  const std::string item = "{score: rosh, levels: [low], any: [{score: ogrs3, min: 25}]}";
  CHECK(verdict(item, ", rosh: low, scores: {ogrs3: 25}") == yes);
  CHECK(verdict(item, ", rosh: high, scores: {ogrs3: 25}") == no);
  CHECK(verdict(item, ", rosh: low, scores: {ogrs3: 24}") == no);
  const Asked failing(item, ", rosh: high");
  CHECK(failing.reason.verdict == no);
  CHECK(failing.missing.empty());
  CHECK(failing.reason.place == failing.assessment().rosh.place);
  const Asked late(item, ", scores: {ogrs3: 24}");
  CHECK(late.reason.verdict == no);
  CHECK(late.missing.empty());
  CHECK(late.reason.place == late.assessment().scores->ogrs3.place);
  CHECK(Asked(item, ", rosh: low").missing == no_scores);
  CHECK(Asked(item, ", scores: {ogrs3: 25}").missing == Names{"/assessments/0/rosh"});
  CHECK(Asked(item, "").missing == Names{"/assessments/0/rosh", "/assessments/0/scores"});
  CHECK(Asked(item, "").reason.message == "asks for rosh low, and ogrs3 25 or more; not recorded");
}
