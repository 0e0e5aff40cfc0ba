// From marks to a recommendation: each step of the order, its boundaries, and what the policy file may not be.
#include "appraisal/appraise.hpp"

#include <cmath>

#include "appraisal/feedback.hpp"
#include "facts/panel/decision.hpp"
#include "law/indicators.hpp"
#include "rules/engine.hpp"
#include "unit/catch.hpp"
#include "unit/panel_sheet.hpp"

using namespace probation;
using namespace probation::appraisal;
using namespace probation::test;

namespace {

constexpr auto approved = PanelDecision::approved;
constexpr auto provisional = PanelDecision::provisional;
constexpr auto not_approved = PanelDecision::not_approved;
constexpr std::nullopt_t undecided = std::nullopt;

Appraisal under(const PanelSheet& sheet, const ScoringPolicy& policy) { return appraise(sheet, policy, {7, 50}); }

std::vector<Row> three(const std::string& marks) {
  return {{"M1", marks, {}, {}, {}}, {"M2", marks, {}, {}, {}}, {"M3", marks, {}, {}, {}}};
}

void refused(const std::string& text, std::uint32_t line, const std::string& words) {
  const ScoringPolicyReading reading = policy_reading(text);
  CHECK_FALSE(reading.policy);
  std::string said;
  bool found = false;
  for (const document::Problem& problem : reading.problems) {
    said += std::to_string(problem.place.line) + ": " + problem.message + "\n";
    found = found || (problem.place.line == line && problem.message.find(words) != std::string::npos);
  }
  INFO("expected " << line << ": " << words << "; said\n" << said);
  CHECK(found);
}

}  // namespace

TEST_CASE("Bands are half-open at their bounds") {
  const ScoringPolicy policy = shipped("eip-2021");
  const auto decision = [&](const std::string& marks) {
    const PanelSheet sheet = sheet_of(three(marks));
    const Appraisal appraisal = under(sheet, policy);
    return std::pair(appraisal.total.value_or(-1), appraisal.facts.rule_decision);
  };
  CHECK(decision("11111211") == std::pair(9.0, std::optional(not_approved)));
  CHECK(decision("11112211") == std::pair(10.0, std::optional(provisional)));
  CHECK(decision("21212211") == std::pair(12.0, std::optional(provisional)));
  CHECK(decision("22212211") == std::pair(13.0, std::optional(approved)));
  CHECK(decision("22222222") == std::pair(16.0, std::optional(approved)));
}

TEST_CASE("Gates hold the decision down on the aggregated mark, and one is listed a principle") {
  const ScoringPolicy policy = shipped("eip-2021");
  const auto decided = [&](const PanelSheet& sheet) { return under(sheet, policy); };
  const PanelSheet harm = sheet_of(three("22222022"));
  CHECK(decided(harm).facts.rule_decision == not_approved);
  CHECK(decided(harm).band == approved);
  CHECK(decided(harm).facts.gates.size() == 1);
  CHECK(decided(harm).facts.gates.front().at_best == not_approved);
  const PanelSheet doubt = sheet_of(three("22222122"));
  CHECK(decided(doubt).facts.rule_decision == provisional);
  const PanelSheet floor = sheet_of(three("02222222"));
  CHECK(decided(floor).facts.rule_decision == provisional);
  const PanelSheet one =
      sheet_of({{"M1", "22222022", {}, {}, {}}, {"M2", "22222222", {}, {}, {}}, {"M3", "22222222", {}, {}, {}}});
  CHECK(decided(one).facts.gates.empty());
}

TEST_CASE("The lower median of an even number is the cautious one; median and mean are others") {
  const PanelSheet sheet = sheet_of({{"M1", "22212211", {}, {}, {}},
                                     {"M2", "22212211", {}, {}, {}},
                                     {"M3", "22222222", {}, {}, {}},
                                     {"M4", "22222222", {}, {}, {}}});
  CHECK(*under(sheet, shipped("eip-2021")).total == 13);
  const ScoringPolicy median =
      *policy_reading(replaced(shipped_text("eip-2021"), "aggregate: lower_median", "aggregate: median")).policy;
  CHECK(*under(sheet, median).total == 14.5);
  const ScoringPolicy mean =
      *policy_reading(replaced(shipped_text("eip-2021"), "aggregate: lower_median", "aggregate: mean")).policy;
  // Three principles at four thirds: 13, not a billionth less.
  const PanelSheet many =
      sheet_of({{"M1", "11122221", {}, {}, {}}, {"M2", "11122221", {}, {}, {}}, {"M3", "22222221", {}, {}, {}}});
  CHECK(*under(many, mean).total == 13);
  CHECK(under(many, mean).band == approved);
}

TEST_CASE("Weights enter the total and the maximum") {
  const ScoringPolicy policy = *policy_reading(replaced(shipped_text("eip-2021"), "{useful_skills: 1, no_harm: 1}",
                                                        "{useful_skills: 0.5, no_harm: 2}"))
                                    .policy;
  const PanelSheet sheet = sheet_of(three("11111211"));
  const Appraisal appraisal = under(sheet, policy);
  CHECK(*appraisal.total == 6 + 0.5 + 4);
  CHECK(appraisal.maximum == 12 + 1 + 4);
}

TEST_CASE("Votes: majority, tie, chair, conflict, reason and gates") {
  const ScoringPolicy policy = shipped("eip-2021");
  const std::string marks = "22211211";  // provisional
  const auto rows = [&](std::vector<std::optional<Vote>> votes, const std::string& sheet_marks) {
    std::vector<Row> out;
    for (std::size_t i = 0; i < votes.size(); ++i)
      out.push_back({"M" + std::to_string(i + 1), sheet_marks, votes[i], {}, {}});
    return out;
  };
  const auto recommendation = [&](const PanelSheet& sheet) { return under(sheet, policy).recommendation; };
  CHECK(recommendation(sheet_of(rows({{}, {}, {}}, marks))) == provisional);
  CHECK(recommendation(sheet_of(rows({Vote::approve, Vote::approve, Vote::provisional}, marks))) == undecided);
  CHECK(recommendation(sheet_of(rows({Vote::approve, Vote::approve, Vote::provisional}, marks), "shown to us")) ==
        approved);
  CHECK(recommendation(sheet_of(rows({Vote::reject, Vote::reject, Vote::approve}, marks), "not convinced")) ==
        not_approved);
  CHECK(recommendation(sheet_of(rows({Vote::provisional, Vote::approve, Vote::reject}, marks))) ==
        provisional);  // tie: the chair
  CHECK(recommendation(sheet_of(rows({Vote::approve, Vote::provisional, Vote::reject}, marks))) == undecided);
  CHECK(recommendation(sheet_of(rows({Vote::abstain, Vote::approve, Vote::reject}, marks))) ==
        provisional);  // no decision of the votes
  const std::string harmful = "22222022";
  CHECK(recommendation(sheet_of(rows({Vote::approve, Vote::approve, Vote::approve}, harmful), "we trust them")) ==
        not_approved);  // the gate binds
  const ScoringPolicy loose =
      *policy_reading(replaced(shipped_text("eip-2021"), "gates_bind: true", "gates_bind: false")).policy;
  const PanelSheet sheet = sheet_of(rows({Vote::approve, Vote::approve, Vote::approve}, harmful), "we trust them");
  CHECK(under(sheet, loose).recommendation == approved);
  const ScoringPolicy no_tie = *policy_reading(replaced(shipped_text("eip-2021"), "tie: chair", "tie: none")).policy;
  const PanelSheet tied = sheet_of(rows({Vote::approve, Vote::provisional, Vote::reject}, marks));
  CHECK(under(tied, no_tie).recommendation == provisional);
}

TEST_CASE("Distance and what would change go one step up, and down where it is approved") {
  const ScoringPolicy policy = shipped("eip-2021");
  const PanelSheet nine = sheet_of(three("11111211"));
  const Appraisal below = under(nine, policy);
  REQUIRE(below.distance);
  CHECK(below.distance->to == provisional);
  CHECK(below.distance->points == 1);
  CHECK(below.what_would_change.size() == 7);  // any of the seven ones to two
  const PanelSheet eleven = sheet_of(three("21211211"));
  CHECK(under(eleven, policy).what_would_change.empty());
  CHECK(under(eleven, policy).distance->points == 2);
  const PanelSheet thirteen = sheet_of(three("22212211"));
  const Appraisal top = under(thirteen, policy);
  CHECK_FALSE(top.distance);
  CHECK(top.what_would_change.size() == 8);
  for (const OneStepChange& change : top.what_would_change) {
    CHECK(change.to == change.from - 1);
    CHECK(change.decision == provisional);
  }
  const PanelSheet sixteen = sheet_of(three("22222222"));
  REQUIRE(under(sixteen, policy).what_would_change.size() == 1);  // only a doubt about harm
  CHECK(under(sixteen, policy).what_would_change.front().principle == Principle::no_harm);
}

TEST_CASE("The bootstrap agrees with counting every possible draw") {
  const ScoringPolicy policy = shipped("eip-2021");
  const std::vector<std::string> marks{"22212211", "22211211", "22211211"};  // approved, provisional, provisional
  const PanelSheet sheet =
      sheet_of({{"M1", marks[0], {}, {}, {}}, {"M2", marks[1], {}, {}, {}}, {"M3", marks[2], {}, {}, {}}});
  // The lower median of three draws is provisional unless two of them or more are the first member: 7 of 27.
  const Appraisal appraisal = appraise(sheet, policy, {1, 20000});
  CHECK(appraisal.facts.rule_decision == provisional);
  CHECK(std::abs(*appraisal.stability.same_decision - 20.0 / 27.0) < 0.012);
  CHECK(appraisal.stability.fragile == true);
  CHECK(appraisal.raters[1].decision_without == provisional);  // of two the lower one
  CHECK(appraisal.raters[0].decision_without == provisional);
}

TEST_CASE("The draws of a seed are the same with every library") {
  const ScoringPolicy policy = shipped("eip-2021");
  const PanelSheet sheet =
      sheet_of({{"M1", "22212211", {}, {}, {}}, {"M2", "22211211", {}, {}, {}}, {"M3", "22211211", {}, {}, {}}});
  CHECK(*appraise(sheet, policy, {1, 2000}).stability.same_decision == 0.7275);
  CHECK(*appraise(sheet, policy, {7, 100}).stability.same_decision == 0.72);
}

TEST_CASE("A sitting ranks what has a total, and says which order the members might have turned") {
  const ScoringPolicy policy = shipped("eip-2021");
  const PanelSheet first = sheet_of(three("22222222"));
  const PanelSheet second =
      sheet_of({{"M1", "22212211", {}, {}, {}}, {"M2", "22211211", {}, {}, {}}, {"M3", "22211211", {}, {}, {}}});
  const PanelSheet third =
      sheet_of({{"M1", "22211211", {}, {}, {}}, {"M2", "22212221", {}, {}, {}}, {"M3", "22111211", {}, {}, {}}});
  const PanelSheet open = sheet_of(three("2222222."));
  const Appraisal a = under(first, policy), b = under(second, policy), c = under(third, policy),
                  d = under(open, policy);
  const Sitting sitting = sitting_of({&a, &b, &c, &d}, {3, 500});
  REQUIRE(sitting.ranks.size() == 3);
  CHECK(sitting.ranks[0].sheet == 0);
  CHECK(sitting.ranks[0].same_rank == 1.0);
  CHECK(sitting.ranks[1].rank == 2);
  CHECK(sitting.ranks[2].rank == 2);  // equal totals share the better rank
  for (const RankSwap& swap : sitting.swaps) CHECK(swap.higher != 0);
  const Sitting nothing = sitting_of({&d}, {3, 500});
  CHECK(nothing.ranks.empty());
}

TEST_CASE("Every shipped policy is in order, and assumes what has no source") {
  for (const PanelPolicyText& policy : panel_policies()) {
    INFO(policy.id);
    CHECK(shipped(policy.id).id == policy.id);
    CHECK(shipped(policy.id).assumptions.size() >= 9);
  }
  const auto& legacy = shipped("csap-legacy").assumptions;
  CHECK(std::find(legacy.begin(), legacy.end(), PolicyPart::review_term) == legacy.end());
}

TEST_CASE("A policy that leaves a total open, decides it twice or turns the order is refused at its line") {
  const std::string good = shipped_text("eip-2021");
  refused(replaced(good, "{from: 10, below: 13", "{from: 9, below: 13"), 14,
          "overlap: a total of 9 would be not_approved and provisional");
  refused(replaced(good, "{from: 10, below: 13", "{from: 11, below: 13"), 14, "gap: totals from 10 to below 11");
  refused(replaced(good, "below: 10, decision", "below: null, decision"), 14, "overlap");
  refused(replaced(good, "{from: 13, below: null", "{from: 10, below: null"), 15,
          "overlap: a total of 10 would be provisional and approved");
  refused(replaced(good, "{from: 0, below", "{from: 1, below"), 13, "gap: totals from 0 to below 1");
  refused(replaced(good, "{from: 13, below: null", "{from: 13, below: 16"), 15, "gap: totals from 16 to 16");
  refused(
      replaced(good, "{from: 13, below: null, decision: approved", "{from: 13, below: null, decision: not_approved"),
      15, "a higher total must mean a better decision");
  refused(replaced(good, "{from: 10, below: 13", "{from: 10, below: 10"), 14, "empty band");
  // Totals are whole: a band up to 11, which is not in it, has none where it begins behind 10.
  const auto between = [&](const std::string& end) {
    std::string text = replaced(good, "below: 10, decision", "below: 10.2, decision");
    text = replaced(text, "{from: 10, below: 13", "{from: 10.2, below: " + end);
    return replaced(text, "{from: 13, below: null", "{from: " + end + ", below: null");
  };
  refused(between("11"), 14, "no total of the scale and weights is provisional: from 10.2 and below 11");
  CHECK(policy_reading(between("11.1")).policy);
  // Means lie close: every band up to the greatest total has one, that total itself included.
  const auto last_from = [&](const std::string& from) {
    std::string text = replaced(good, "aggregate: lower_median", "aggregate: mean");
    text = replaced(text, "{from: 10, below: 13", "{from: 10, below: " + from);
    return replaced(text, "{from: 13, below: null", "{from: " + from + ", below: null");
  };
  CHECK(policy_reading(last_from("16")).policy);
  refused(last_from("16.1"), 15, "no total of the scale and weights is approved: from 16.1");
  const auto first_below = [&](const std::string& below) {
    std::string text = replaced(good, "aggregate: lower_median", "aggregate: mean");
    text = replaced(text, "{from: 0, below: 10", "{from: -1, below: " + below);
    return replaced(text, "{from: 10, below: 13", "{from: " + below + ", below: 13");
  };
  CHECK(policy_reading(first_below("0.1")).policy);
  refused(first_below("0"), 13, "no total of the scale and weights is not_approved: from -1 and below 0");
  refused(replaced(good, "values: [0, 1, 2]", "values: [0, 2, 1]"), 4, "must rise");
  refused(replaced(good, "values: [0, 1, 2]", "values: [2]"), 4, "at least two marks");
  refused(replaced(good, "values: [0, 1, 2]", "values: [0, 2, 2]"), 4, "must rise; 2 stands after 2");
  CHECK(policy_reading(
            replaced(replaced(good, "values: [0, 1, 2]", "values: [0, 2]"), "any, below: 1,", "any, below: 2,"))
            .policy);
  CHECK(policy_reading(replaced(good, "level: ordinal", "level: ratio")).policy);
  refused(replaced(replaced(good, "level: ordinal", "level: ratio"), "values: [0, 1, 2]", "values: [-1, 1, 2]"), 4,
          "a ratio scale has no mark below 0");
  refused(replaced(good, "below: 10, decision: not_approved", "below: 10, decision: provisional"), 14,
          "a higher total must mean a better decision; provisional stands above provisional");
  refused(replaced(good, "rationale, replication", "rationale, rationale"), 5, "stands twice");
  refused(replaced(good, "any, below: 1,", "any, below: 0,"), 11, "no mark closes the gate below 0: the least is 0");
  CHECK(policy_reading(replaced(good, "any, below: 1,", "any, below: 0.5,")).policy);
  refused(replaced(good, "any, below: 1,", "any, below: 2.5,"), 11,
          "every mark closes the gate below 2.5: the greatest is 2");
  CHECK(policy_reading(replaced(good, "any, below: 1,", "any, below: 2,")).policy);
  refused(replaced(good, "useful_skills, no_harm, quality", "useful_skills, quality"), 9, "not among the principles");
  refused(replaced(good, "useful_skills, no_harm, quality", "useful_skills, quality"), 6,
          "a weight of no_harm, which is not among the principles");
  refused(replaced(replaced(good, "useful_skills, no_harm, quality_assurance, evaluation]", "useful_skills, no_harm]"),
                   "{useful_skills: 1, no_harm: 1}",
                   "{evidence_base: 0, rationale: 0, replication: 0, targeting: 0, useful_skills: 0, no_harm: 0}"),
          6, "every weight is 0");
  CHECK(policy_reading(replaced(good, "{from: 13, below: null", "{from: 13, below: 16.5")).policy);
}

TEST_CASE("What a policy gives a source for is no assumption, and nothing else escapes") {
  const std::string good = shipped_text("eip-2021");
  const std::string all =
      "assumptions: [scale, weights, aggregate, gates, bands, quorum, votes, review_term, fragile_below, "
      "agreement_low_below]";
  const ScoringPolicy silent = *policy_reading(replaced(good, all, "assumptions: []")).policy;
  CHECK(silent.assumptions.size() == 10);  // keeping silent makes no source
  std::string sourced = replaced(replaced(good, all, "assumptions: []"), "quorum: {members: 3, chair: true}",
                                 "quorum: {members: 3, chair: true, source: \"Terms of reference\"}");
  sourced = replaced(sourced, ", assumption: true", "");
  const ScoringPolicy policy = *policy_reading(sourced).policy;
  CHECK(policy.assumptions.size() == 8);
  const PanelSheet sheet = sheet_of(three("22222221"));
  ScoringPolicy none = policy;
  none.assumptions.clear();
  const Appraisal appraisal = appraise(sheet, none, {1, 1});
  const Policy practice = Policy::national();
  const rules::Judgement judgement =
      rules::judge_panel(appraisal.facts, {}, {date(2021, 2, 1), &practice, nullptr, {{"EIP906"}, {}}});
  REQUIRE(judgement.findings.size() == 1);
  CHECK(judgement.findings.front().outcome == rules::Verdict::pass);
}

TEST_CASE("Agreement on the bound of the policy is not low, any less is") {
  const Policy practice = Policy::national();
  const auto outcome = [&](const PanelSheet& sheet, std::optional<double> bound) {
    ScoringPolicy policy = shipped("eip-2021");
    policy.agreement_low_below = bound;
    const Appraisal appraisal = appraise(sheet, policy, {1, 1});
    const rules::Judgement judgement =
        rules::judge_panel(appraisal.facts, {}, {date(2021, 2, 1), &practice, nullptr, {{"EIP908"}, {}}});
    REQUIRE(judgement.findings.size() == 1);
    return judgement.findings.front().outcome;
  };
  const PanelSheet alike = sheet_of(three("22222221"));  // an agreement of 1
  CHECK(outcome(alike, 1.0) == rules::Verdict::pass);
  CHECK(outcome(alike, 1.001) == rules::Verdict::fail);
  CHECK(outcome(alike, std::nullopt) == rules::Verdict::pass);
  const PanelSheet apart =
      sheet_of({{"M1", "22222221", {}, {}, {}}, {"M2", "22222221", {}, {}, {}}, {"M3", "22222211", {}, {}, {}}});
  CHECK(outcome(apart, 1.0) == rules::Verdict::fail);
}

TEST_CASE("Feedback leaves out who has a conflict, and puts what moves the decision most first") {
  const ScoringPolicy policy = shipped("eip-2021");
  PanelSheet sheet = sheet_of({{"M1", "22222021", {}, {}, {}},
                               {"M2", "22222021", {}, {}, {}},
                               {"M3", "22222021", {}, {}, {}},
                               {"M4", "22222222", {}, MemberConflict::developer, {}}});
  PanelComment heard, dropped;
  heard.member = at(document::Id{"M2"});
  heard.principle = dropped.principle = at(Principle::no_harm);
  heard.text = at(std::string("Partners are not told"));
  dropped.member = at(document::Id{"M4"});
  dropped.text = at(std::string("We see no harm"));
  sheet.comments.items = {heard, dropped};
  Intervention intervention;
  intervention.evidence.emplace();
  intervention.evidence->indicators.items = {{"P5.4", {}, at(IndicatorMark::not_evidenced)},
                                             {"P7.1", {}, at(IndicatorMark::partly)},
                                             {"P1.1", {}, at(IndicatorMark::met)}};
  const Appraisal appraisal = under(sheet, policy);
  const Feedback feedback = feedback_of(appraisal, &intervention);
  const PrincipleFeedback& harm = feedback.principles[static_cast<std::size_t>(Principle::no_harm)];
  CHECK(harm.reasons == std::vector<std::string>{"Partners are not told"});
  CHECK(harm.missing == std::vector<std::string_view>{"P5.4"});
  CHECK(harm.not_recorded.size() == 2);
  REQUIRE(feedback.next_steps.size() == 3);
  CHECK(feedback.next_steps[0].find("Raise no_harm from 0 to at least 1") == 0);
  CHECK(feedback.next_steps[0].ends_with("One step, to 1, makes it provisional."));
  CHECK(feedback.next_steps[1].find("For no_harm, show P5.4") == 0);
  CHECK(feedback.next_steps[2].find("For evaluation, complete P7.1") == 0);
}

TEST_CASE("Where one step is not enough, the way shown leads there") {
  const ScoringPolicy policy = shipped("eip-2021");
  const PanelSheet sheet = sheet_of(three("02211111"));  // 9 points, a principle at the floor
  const Appraisal appraisal = under(sheet, policy);
  CHECK(appraisal.facts.rule_decision == not_approved);
  const PanelSheet low = sheet_of(three("00011101"));
  const Appraisal far = under(low, policy);
  const Feedback feedback = feedback_of(far, nullptr);
  const std::string words = feedback.next_steps[feedback.next_steps.size() - 2];
  CHECK(words.find("One short way to provisional") != std::string::npos);
  CHECK(feedback.next_steps.back().find("not recorded") != std::string::npos);
}

TEST_CASE("Every indicator belongs to the principle of its number") {
  CHECK(indicators().size() == 31);
  std::string_view last;
  for (const Indicator& indicator : indicators()) {
    CHECK(indicator.id > last);
    last = indicator.id;
    const std::string_view sentence =
        document::Worded<Principle>::words[static_cast<std::size_t>(indicator.principle)].sentence;
    CHECK(sentence.substr(0, 2) == indicator.id.substr(0, 2));
  }
}

TEST_CASE("Of gates that one mark closes the strictest counts, and the first of those that are as strict") {
  ScoringPolicy policy = shipped("eip-2021");
  const auto closed = [&](std::vector<ScoringGate> gates) {
    policy.gates = std::move(gates);
    const MarksVerdict verdict = decide_marks(policy, std::vector<double>(policy.principles.size(), 1.0));
    REQUIRE(verdict.gates.size() == policy.principles.size());
    CHECK(verdict.gates[0].mark == 1.0);
    return std::pair(verdict.gates[0].below, verdict.gates[0].at_best);
  };
  using Gate = std::pair<double, PanelDecision>;
  CHECK(closed({{{}, 1.5, provisional}, {{}, 2, provisional}}) == Gate{1.5, provisional});
  CHECK(closed({{{}, 1.5, provisional}, {{}, 2, not_approved}}) == Gate{2, not_approved});
  CHECK(closed({{{}, 1, not_approved}, {{}, 2, provisional}}) == Gate{2, provisional});  // a mark of 1 is not below 1
}
