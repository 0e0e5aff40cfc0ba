// A regional policy can only add. Whatever a looser value says, every finding of the nation stays; a stricter one may
// add findings, says of those that they are local, and takes none away. Tried with every value of the policy, over
// cases made at random.
#include <map>
#include <random>
#include <set>

#include "document/decode.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

// Findings that accuse, by rule, subject and basis; and every outcome by rule and subject.
struct Said {
  std::map<std::string, std::string> fails;  // "RAR211 O1/R1" → basis
  std::multiset<std::string> all;
};

Said judge(const std::string& text, Date as_of, const Policy& policy) {
  FileContent content;
  document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
  rules::Origin origin;
  origin.file = "x.yaml";
  origin.text = text;
  const rules::Judgement judgement = rules::judge(decoded, content, origin, {as_of, &policy, nullptr, {}});
  Said said;
  for (const rules::Finding& f : judgement.findings) {
    const std::string key = std::string(f.rule->id) + " " + f.subject;
    if (f.outcome == rules::Verdict::fail) said.fails[key] = std::string(rules::word(f.basis));
    if (f.outcome != rules::Verdict::pass) said.all.insert(key + " " + std::string(rules::word(f.outcome)));
  }
  return said;
}

std::string generate(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto day = [&](int from, int span) { return format(date(2025, 1, 13) + Days{from + below(span)}); };
  std::string text =
      "schema: case/1\ncrn: X123456\nflags: []\norders:\n  - id: O1\n    type: community_order\n    conviction_date: "
      "2025-01-06\n    sentence_date: 2025-01-13\n    end_date: 2026-01-12\n"
      "    requirements:\n      - {id: R1, type: rehabilitation_activity, max_days: " +
      std::to_string(2 + below(20)) +
      ", status: active}\n      - {id: R2, type: unpaid_work, hours: 60, status: active}\n"
      "assessments: [{id: S1, tool: oasys_layer_3, completed_date: " +
      day(0, 60) + ", needs: []}]\nplan:\n  completed_date: " + day(5, 40) +
      "\n  activities:\n    - {id: A1, requirement: R1, kind: structured_intervention, planned_days: 3, status: "
      "in_progress}\nsuspensions: []\nreviews:\n  - {id: V1, date: " +
      day(120, 80) +
      ", kind: completion_6_months, requirement: R1}\nenforcement:\n  - {id: E1, date: 2025-04-10, action: warning, "
      "contact: C1, recorded: " +
      format(date(2025, 4, 10) + Days{below(9)}) + "}\n  - {id: E2, date: " + day(90, 60) +
      ", action: breach_started, contact: C1}\ncontacts:\n  - {id: C1, date: 2025-04-09, type: activity_session, "
      "activity: A1, rar_activity: true, outcome: unacceptable_absence, recorded: " +
      format(date(2025, 4, 9) + Days{below(40)}) + "}\n  - {id: C2, date: " + day(60, 120) +
      ", type: activity_session, activity: A1, rar_activity: true, outcome: failed_to_attend}\n  - {id: C3, date: " +
      day(0, 20) + ", type: initial_appointment, outcome: attended_complied}\n  - {id: C4, date: " + day(10, 60) +
      ", type: unpaid_work_induction, requirement: R2, travel_minutes: " + std::to_string(30 + below(60)) +
      ", outcome: attended_complied}\n  - {id: C5, date: " + day(70, 60) +
      ", type: unpaid_work_session, requirement: R2, travel_minutes: " + std::to_string(60 + below(60)) +
      ", ete: true, minutes_credited: " + std::to_string(300 + 60 * below(15)) + ", outcome: attended_complied}\n";
  for (int i = below(6); i > 0; --i)
    text +=
        "  - {id: D" + std::to_string(i) + ", date: " + day(20, 250) +
        ", type: activity_session, activity: A1, rar_activity: true, minutes: " + std::to_string(20 * (1 + below(6))) +
        ", outcome: attended_complied}\n";
  return text;
}

LocalValue local(const StandardRow& row, std::int64_t value) {
  return {std::string(row.name), value, std::nullopt, std::nullopt, "a regional instruction", "region.yaml", 1};
}

}  // namespace

TEST_CASE(
    "A looser regional policy clears nothing and adds nothing; a stricter one only adds, and says that it is local") {
  std::mt19937 random(3);
  Policy looser = Policy::national(), stricter = Policy::national();
  for (const StandardRow& row : national_standards()) {
    const auto* number = std::get_if<std::int64_t>(&row.value);
    if (number == nullptr) continue;
    const bool lower = row.stricter != Stricter::higher;
    looser.add_local(local(row, lower ? *number + 40 : 0));
    stricter.add_local(local(row, lower ? *number / 3 : *number + 3));
  }
  int added = 0, fails = 0;
  for (int round = 0; round < rounds_of(400, 4000); ++round) {
    const std::string text = generate(random);
    const Date as_of = date(2025, 2, 1) + Days{static_cast<int>(random() % 400)};
    const Said nation = judge(text, as_of, Policy::national()), loose = judge(text, as_of, looser),
               strict = judge(text, as_of, stricter);
    INFO(text << format(as_of));
    REQUIRE(loose.all == nation.all);
    for (const auto& [key, basis] : nation.fails) {
      ++fails;
      INFO(key);
      REQUIRE(loose.fails.at(key) == basis);
      const auto still = strict.fails.find(key);
      REQUIRE(still != strict.fails.end());
      REQUIRE(still->second == basis);  // a finding of the nation stays the nation's
    }
    for (const auto& [key, basis] : strict.fails) {
      if (nation.fails.contains(key)) continue;
      INFO(key);
      REQUIRE(basis == "local");
      ++added;
    }
  }
  CHECK(fails > 1000);
  CHECK(added > 200);
}

TEST_CASE("An assessment that is late by the region's days alone is a local finding until the nation's are over too") {
  const std::string text =
      "schema: case/1\ncrn: X123456\norders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, "
      "sentence_date: 2025-01-13, end_date: 2026-01-12, requirements: []}\nassessments: []\n";
  Policy stricter = Policy::national();
  for (const StandardRow& row : national_standards())
    if (row.name == "plan_working_days") {
      stricter.add_local(local(row, 5));
      break;
    }
  const auto basis = [&](Date as_of, const Policy& policy) {
    const Said said = judge(text, as_of, policy);
    const auto found = said.fails.find("PLN301 O1");
    return found == said.fails.end() ? std::string("none") : found->second;
  };
  CHECK(basis(date(2025, 1, 20), stricter) == "none");   // the fifth working day
  CHECK(basis(date(2025, 1, 21), stricter) == "local");  // the day after it
  CHECK(basis(date(2025, 2, 3), stricter) == "local");   // the nation's fifteenth
  CHECK(basis(date(2025, 2, 3), Policy::national()) == "none");
  CHECK(basis(date(2025, 2, 4), stricter) == "policy");
  CHECK(basis(date(2025, 2, 4), Policy::national()) == "policy");
}
