// The second opinion on whole files: in force on every day, the strict count with its bounds, which entry answers which
// failure. A different answer is a defect in one of the two.
#include <array>

#include "document/limits.hpp"
#include "facts/case/answers.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/rar_days.hpp"
#include "model/files.hpp"
#include "property/plain_answers.hpp"
#include "rules/report.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

namespace {

using probation::CaseFacts;
using probation::CaseFile;
using probation::Date;
using probation::Policy;

plain::Known known(const probation::InForce& force) {
  return !force.answer ? plain::Known::not_known : *force.answer ? plain::Known::yes : plain::Known::no;
}

plain::Outcomes library(std::string_view id, const CaseFacts& facts) {
  namespace rules = probation::rules;
  std::vector<rules::Finding> findings;
  const rules::Origin nowhere{};
  const rules::Rule* rule = rules::find_rule(id);
  rules::Report report(*rule, nowhere, findings);
  rule->check_case(facts, report);
  plain::Outcomes outcomes;
  for (const rules::Finding& finding : findings)
    if (finding.outcome != rules::Verdict::not_applicable)
      outcomes[finding.subject] = std::string(rules::word(finding.outcome));
  return outcomes;
}

std::string words(const plain::Outcomes& outcomes) {
  std::string text;
  for (const auto& [subject, outcome] : outcomes) text += " " + subject + " " + outcome;
  return text;
}

class Comparison {
 public:
  Comparison(const plain::Case& made, const CaseFacts& facts) : made_(made), facts_(facts) {}

  void in_force() {
    for (std::size_t i = 0; i < made_.orders.size(); ++i) {
      const plain::Order& order = made_.orders[i];
      const probation::Order& own = facts_.file.orders[i];
      for (int day = -10; day < 950; day += 7) {
        const Date at = made_.at(day);
        agree(order, "order", day, plain::in_force(made_, order, plain::Asked::order, day),
              known(probation::in_force(facts_, own, at)));
        agree(order, "any requirement", day, plain::in_force(made_, order, plain::Asked::any, day),
              known(requirements_in_force(facts_, own, at)));
        agree(order, "RAR", day, plain::in_force(made_, order, plain::Asked::rar, day),
              known(probation::in_force(facts_, own, own.requirements[0], at)));
        if (order.work)
          agree(order, "unpaid work", day, plain::in_force(made_, order, plain::Asked::work, day),
                known(probation::in_force(facts_, own, own.requirements[1], at)));
      }
    }
  }
  void days() {
    const plain::Outcomes over = library("RAR201", facts_);
    for (std::size_t i = 0; i < made_.orders.size(); ++i) {
      const plain::Order& order = made_.orders[i];
      const probation::Order& own = facts_.file.orders[i];
      const plain::Days second = plain::strict(made_, order);
      const probation::RarDays& first = strict_days(facts_, own, own.requirements[0]);
      std::set<std::size_t> not_known;
      for (const std::string& id : first.in_force_not_known) not_known.insert(std::stoul(id.substr(1)));
      const auto n = [](const auto& number) { return number ? std::to_string(*number) : std::string("-"); };
      if (n(first.counted) != n(second.counted) || n(first.at_most) != n(second.at_most) ||
          not_known != second.not_known)
        complain(order.id + " days: library " + n(first.counted) + " at most " + n(first.at_most) + ", " +
                 std::to_string(not_known.size()) + " not known; second " + n(second.counted) + " at most " +
                 n(second.at_most) + ", " + std::to_string(second.not_known.size()) + " not known");
      const std::string subject = order.id + "/" + order.rar.id;
      const std::string expected = plain::over_maximum(made_, order);
      ++seen["RAR201 " + expected];
      if (!over.contains(subject) || over.at(subject) != expected)
        complain("RAR201 " + subject + ": second " + expected + ", library" + words(over));
    }
  }
  void answers() {
    same("ENF402", library("ENF402", facts_), plain::unanswered(made_));
    plain::Outcomes rests = library("ENF412", facts_);
    std::erase_if(rests, [](const auto& said) { return said.second == "pass"; });
    same("ENF412", rests, plain::on_nothing(made_));
    std::set<std::string> live;
    for (const probation::EnforcementEntry* entry : facts_.enforcement)
      if (life_of(facts_, *entry).answer == true) live.insert(entry->id->text);
    if (live != plain::live_warnings(made_)) complain("live warnings differ: library " + std::to_string(live.size()));
    seen["live"] += static_cast<int>(live.size());
  }

  static std::map<std::string, int> seen;  // that the cases are worth something

 private:
  void agree(const plain::Order& order, const char* what, int day, plain::Known second, plain::Known first) {
    constexpr std::array words{"no", "not known", "yes"};
    ++seen[std::string(what) + " " + words[static_cast<std::size_t>(second)]];
    if (first == second) return;
    complain(order.id + " " + what + " on " + format(made_.at(day)) + ": library " +
             words[static_cast<std::size_t>(first)] + ", second " + words[static_cast<std::size_t>(second)]);
  }
  void same(const std::string& rule, const plain::Outcomes& first, const plain::Outcomes& second) {
    for (const auto& [subject, outcome] : second) ++seen[rule + " " + outcome];
    if (first != second) complain(rule + ": library" + words(first) + "; second" + words(second));
  }
  void complain(const std::string& what) const {
    FAIL(what << "\nas of " << format(made_.at(made_.as_of)) << "\n" << plain::yaml(made_));
  }
  const plain::Case& made_;
  const CaseFacts& facts_;
};
std::map<std::string, int> Comparison::seen;

}  // namespace

TEST_CASE("A second opinion on in force, days and answers agrees on files with much that is missing") {
  const int rounds = rounds_of(3'000, 100'000, 999);
  plain::Generator generator(20261127);
  const Policy policy = Policy::national();
  for (int round = 0; round < rounds; ++round) {
    const plain::Case made = generator.next();
    const std::string text = plain::yaml(made);
    probation::FileContent content;
    const auto decoded = probation::document::decode({text, 1}, probation::file_kinds(), &content);
    INFO(text);
    REQUIRE(decoded.problems.empty());
    auto& file = std::get<CaseFile>(content);
    const Date as_of = made.at(made.as_of);
    const auto later = cut_to(file, as_of, {});
    const CaseFacts facts(file, later, as_of, policy, nullptr);
    Comparison comparison(made, facts);
    comparison.in_force();
    comparison.days();
    comparison.answers();
  }
  for (const char* outcome : {"order no",
                              "order not known",
                              "order yes",
                              "any requirement no",
                              "any requirement not known",
                              "any requirement yes",
                              "RAR no",
                              "RAR not known",
                              "RAR yes",
                              "unpaid work no",
                              "unpaid work not known",
                              "unpaid work yes",
                              "RAR201 pass",
                              "RAR201 fail",
                              "RAR201 undetermined",
                              "ENF402 pass",
                              "ENF402 fail",
                              "ENF402 undetermined",
                              "ENF412 fail",
                              "ENF412 undetermined",
                              "live"}) {
    INFO(outcome);
    CHECK(Comparison::seen[outcome] > rounds / 1'000);
  }
}
