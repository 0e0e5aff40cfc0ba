// Properties that must hold whatever the case: the order of contacts changes no finding, an unrelated contact removes
// none, and dates read back as they are written.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "document/limits.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/rar_days.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

const Policy policy = Policy::national();
// Rules on which another contact can only weigh against the person, or not at all. A first appointment, a session of
// its day or a purposeful activity may well answer a finding of the others.
const rules::Selection select{{"DOC", "ORD", "RAR", "ENF", "REV"}, {"RAR211", "RAR212", "RAR213", "RAR214"}};

// Rule, outcome, subject: what a finding is about, apart from its place.
std::multiset<std::string> said(const std::string& text, Date as_of) {
  FileContent content;
  document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
  rules::Origin origin;
  origin.file = "x.yaml";
  origin.text = text;
  const rules::Judgement judgement = rules::judge(decoded, content, origin, {as_of, &policy, nullptr, select});
  std::multiset<std::string> all;
  for (const rules::Finding& f : judgement.findings)
    if (f.outcome != rules::Verdict::pass)
      all.insert(std::string(f.rule->id) + " " + std::string(rules::word(f.outcome)) + " " + f.subject);
  return all;
}

struct Generated {
  std::vector<std::string> contacts;
  std::string head, tail;
  [[nodiscard]] std::string text() const {
    std::string all = head + "contacts:\n";
    for (const std::string& contact : contacts) all += contact;
    if (contacts.empty()) all = head + "contacts: []\n";
    return all + tail;
  }
};

Generated generate(std::mt19937& random) {
  const auto pick = [&](auto... options) {
    const std::array<std::string, sizeof...(options)> all{options...};
    return all[random() % all.size()];
  };
  Generated g;
  const bool suspended = random() % 3 == 0;
  g.head =
      "schema: case/1\ncrn: X123456\norders:\n  - id: O1\n    type: " +
      std::string(suspended ? "suspended_sentence_order" : "community_order") +
      "\n    conviction_date: 2025-01-06\n    sentence_date: 2025-01-13\n" +
      (suspended ? "    operational_end_date: 2026-07-12\n    supervision_end_date: 2025-09-12\n"
                 : "    end_date: 2026-01-12\n") +
      "    requirements:\n      - {id: R1, type: rehabilitation_activity, max_days: " + std::to_string(random() % 6) +
      ", status: active}\n      - {id: R2, type: unpaid_work, hours: 40, status: active}\n"
      "plan:\n  activities:\n    - {id: A1, requirement: R1, kind: structured_intervention, planned_days: 3, status: " +
      pick("planned", "in_progress", "completed") + "}\n";
  const std::size_t n = random() % 12;
  for (std::size_t i = 1; i <= n; ++i) {
    const int day = static_cast<int>(random() % 330);
    std::string contact = "  - {id: C" + std::to_string(i) + ", date: " + format(date(2025, 1, 1) + Days{day}) +
                          ", type: " + pick("activity_session", "supervision_appointment", "supplier_assessment");
    contact += pick(", activity: A1", ", requirement: R1", ", requirement: R2", "");
    contact += pick(", rar_activity: true", ", rar_activity: true", ", rar_activity: false", "");
    contact += pick(", outcome: attended_complied", ", outcome: attended_complied", ", outcome: unacceptable_absence",
                    ", outcome: attended_failed_to_comply", ", outcome: acceptable_absence",
                    ", outcome: attended_sent_home_service", "");
    g.contacts.push_back(contact + "}\n");
  }
  g.tail = "reviews: []\n";
  if (random() % 4 != 0) {
    g.tail += "enforcement:\n";
    for (int i = 1; i <= 3; ++i)
      g.tail += "  - {id: E" + std::to_string(i) +
                ", date: " + format(date(2025, 1, 13) + Days{static_cast<int>(random() % 300)}) + ", action: " +
                pick("warning", "warning_withdrawn", "referral_to_enforcement_officer", "no_further_action") + "}\n";
  }
  return g;
}

// The strict count once more, as plainly as it can be said: a set of dates over one loop.
std::size_t plain_strict(const std::string& text, Date as_of) {
  FileContent content;
  const document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
  const auto& file = std::get<CaseFile>(content);
  const Order& order = file.orders[0];
  const Date last = order.type.is(OrderType::suspended_sentence_order) ? *order.supervision_end_date : *order.end_date;
  std::set<std::string> dates;
  for (const Contact& c : file.contacts) {
    const bool linked = (c.requirement && c.requirement->text == "R1") || c.activity.recorded();
    const bool done = c.outcome.is(Outcome::attended_complied) && *c.date <= as_of;
    if (linked && done && c.rar_activity.is(true) && !c.type.is(ContactType::supplier_assessment) &&
        *c.date >= *order.sentence_date && *c.date <= last)
      dates.insert(format(*c.date));
  }
  return dates.size();
}

}  // namespace

TEST_CASE("The order in which contacts stand in the file changes no finding but which of two is the later") {
  std::mt19937 random(20251024);
  for (int round = 0; round < rounds_of(1000, 10000, 250); ++round) {
    Generated g = generate(random);
    const Date as_of = date(2025, 6, 1) + Days{static_cast<int>(random() % 300)};
    auto without_205 = [&](const std::string& text) {
      auto all = said(text, as_of);
      for (auto it = all.begin(); it != all.end();) it = it->starts_with("RAR205") ? all.erase(it) : std::next(it);
      return all;
    };
    const auto before = without_205(g.text());
    const std::string text = g.text();
    std::shuffle(g.contacts.begin(), g.contacts.end(), random);
    INFO(text);
    REQUIRE(without_205(g.text()) == before);
  }
}

TEST_CASE("A contact that has nothing to do with the requirements removes no finding") {
  std::mt19937 random(7);
  for (int round = 0; round < rounds_of(1000, 10000, 250); ++round) {
    Generated g = generate(random);
    const Date as_of = date(2025, 6, 1) + Days{static_cast<int>(random() % 300)};
    const auto before = said(g.text(), as_of);
    g.contacts.push_back(
        "  - {id: C99, date: 2025-02-20, type: home_visit, order: O1, rar_activity: false, outcome: "
        "attended_complied}\n");
    const auto after = said(g.text(), as_of);
    INFO(g.text());
    REQUIRE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  }
}

TEST_CASE("A second, plain count of strict days agrees with the first on generated cases") {
  std::mt19937 random(99);
  for (int round = 0; round < rounds_of(4000, 40000, 1000); ++round) {
    const Generated g = generate(random);
    const std::string text = g.text();
    const Date as_of = date(2025, 6, 1) + Days{static_cast<int>(random() % 300)};
    const std::size_t plain = plain_strict(text, as_of);
    FileContent content;
    const document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
    auto& file = std::get<CaseFile>(content);
    const auto later = cut_to(file, as_of, {});
    const CaseFacts facts(file, later, as_of, policy, nullptr);
    const RarDays days = strict_days(facts, file.orders[0], file.orders[0].requirements[0]);
    INFO(text);
    REQUIRE(days.counted);
    REQUIRE(static_cast<std::size_t>(*days.counted) == plain);
  }
}
