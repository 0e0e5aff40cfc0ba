// What is gone of an order and what still fits into it, whom Reset leaves alone, and when an order may end early:
// tables worked out by hand, and days counted one by one.
#include "facts/case/early_termination.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/share_gone.hpp"
#include "facts/case/suspended.hpp"
#include "facts/case/term.hpp"

#include "unit/catch.hpp"

using namespace probation;

namespace {

template <class T>
Located<T> known(T value) {
  return {std::move(value), Place{1, 1, 0}};
}

const Policy& as_the_nation() {
  static const Policy policy = Policy::national();
  return policy;
}

CaseFile community_order(Date first, Date last) {
  CaseFile file;
  Requirement rar;
  rar.id = known(Id{"R1"});
  rar.type = known(RequirementType::rehabilitation_activity);
  rar.status = known(RequirementStatus::active);
  Order order;
  order.id = known(Id{"O1"});
  order.type = known(OrderType::community_order);
  order.sentence_date = known(Date{first});
  order.end_date = known(Date{last});
  order.requirements = {true, {}, {rar}};
  file.orders = {true, {}, {order}};
  file.contacts.recorded = file.suspensions.recorded = file.flags.recorded = true;
  return file;
}

template <class Ask>
auto on(Date as_of, const CaseFile& file, Ask ask) {
  const std::vector<LaterEntry> later;
  const CaseFacts facts(file, later, as_of, as_the_nation(), nullptr);
  return ask(facts, file.orders[0]);
}

ShareGone gone(Date first, Date last, Date as_of) {
  return on(as_of, community_order(first, last), [](const CaseFacts& facts, const Order& order) {
    return share_gone(facts, order, &order.requirements[0]);
  });
}

// The order of the contract's example, under Reset.
CaseFile reset_case(std::optional<Date> from = {}, std::optional<Date> until = {}) {
  CaseFile file = community_order(date(2024, 6, 3), date(2025, 6, 2));
  Suspension reset;
  reset.id = known(Id{"P1"});
  reset.policy = known(SuspensionPolicy::probation_reset);
  if (from) reset.from = known(Date{*from});
  if (until) reset.until = known(Date{*until});
  file.suspensions.items.push_back(reset);
  return file;
}

Horizon horizon_on(Date as_of, const CaseFile& file) {
  return on(as_of, file,
            [](const CaseFacts& facts, const Order& order) { return horizon(facts, order, order.requirements[0]); });
}

Assessment assessed(Date completed, std::optional<RiskLevel> rosh) {
  Assessment assessment;
  assessment.completed_date = known(Date{completed});
  if (rosh) assessment.rosh = known(RiskLevel{*rosh});
  return assessment;
}

constexpr Date in_may = date(2025, 5, 12);
std::optional<bool> exempt(const CaseFile& file, Date as_of = in_may) {
  return on(as_of, file, [](const CaseFacts& facts, const Order&) { return reset_exemption(facts).exempt; });
}

// Every condition, in the order the law names them: y met, n not met, ? not known.
std::string conditions(const CaseFile& file) {
  return on(date(2026, 6, 1), file, [](const CaseFacts& facts, const Order& order) {
    std::string answers;
    for (const TerminationCondition& condition : termination_conditions(facts, order)) {
      answers += !condition.met ? '?' : *condition.met ? 'y' : 'n';
      CHECK(condition.missing.empty() == condition.met.has_value());
      CHECK(condition.why.empty() == (condition.met == true));
    }
    return answers;
  });
}

CaseFile considered() {
  CaseFile file = community_order(date(2025, 11, 17), date(2026, 11, 16));
  EarlyTermination words;
  words.special_procedures = known(false);
  words.no_further_instructions_needed = known(true);
  words.objectives_met = known(true);
  words.objectives_to_add = known(false);
  file.orders.items[0].early_termination = words;
  return file;
}

}  // namespace

TEST_CASE("The share gone is that of days counted one by one, and fires above the limit, not on it") {
  for (const int days : {1, 2, 3, 7, 100, 364, 365, 366, 1096}) {
    const Date first = date(2024, 2, 27), last = first + Days{days - 1};
    int counted = 0;
    for (Date as_of = first; as_of <= last; as_of = as_of + Days{1}, ++counted) {
      const ShareGone share = gone(first, last, as_of);
      REQUIRE(share.days_gone == counted);
      REQUIRE(share.days_in_all == days);
      for (const std::int64_t limit : {0, 10, 25, 50, 99})
        REQUIRE(share.over(limit) == (static_cast<double>(counted) / days * 100 > static_cast<double>(limit) + 1e-9));
    }
  }
}

TEST_CASE("Before its first day nothing of an order is gone, after its last all of it") {
  CHECK(gone(date(2022, 1, 17), date(2023, 1, 15), date(2022, 1, 1)).days_gone == 0);
  CHECK(gone(date(2022, 1, 17), date(2023, 1, 15), date(2023, 1, 15)).days_gone == 363);
  CHECK(gone(date(2022, 1, 17), date(2023, 1, 15), date(2023, 1, 16)).days_gone == 364);
  CHECK(gone(date(2022, 1, 17), date(2023, 1, 15), date(2030, 1, 1)).days_gone == 364);
  CHECK(gone(date(2022, 1, 17), date(2023, 1, 15), date(2022, 7, 18)).words() == "182 of 364 days are gone (50 %)");
  CHECK_FALSE(gone(date(2023, 1, 16), date(2023, 1, 15), date(2023, 1, 15)).days_gone);  // an end before the start
  const ShareGone backwards = gone(date(2023, 1, 16), date(2023, 1, 15), date(2023, 1, 15));
  REQUIRE(backwards.missing.size() == 1);
  CHECK(backwards.missing[0].key == "end_date");
  CHECK(gone(date(2023, 1, 15), date(2023, 1, 15), date(2023, 1, 15)).missing.empty());
}

TEST_CASE("What fits is whole days at so much a week, rounded down") {
  struct Row {
    int days;
    std::int64_t per_week, fits;
  };
  for (const Row& row :
       {Row{0, 2, 0}, Row{3, 2, 0}, Row{4, 2, 1}, Row{6, 2, 1}, Row{7, 2, 2}, Row{10, 2, 2}, Row{11, 2, 3},
        Row{13, 2, 3}, Row{14, 2, 4}, Row{6, 1, 0}, Row{7, 1, 1}, Row{14, 7, 14}, Row{365, 2, 104}}) {
    CAPTURE(row.days, row.per_week);
    CHECK(fits(row.days, row.per_week) == row.fits);
  }
  CHECK(days_left_until(date(2023, 1, 1), date(2023, 1, 15)) == 14);
  CHECK(days_left_until(date(2023, 1, 15), date(2023, 1, 15)) == 0);
  CHECK(days_left_until(date(2023, 1, 16), date(2023, 1, 15)) == 0);
}

TEST_CASE("The final third begins when two thirds of the days have passed, a part of a day counting whole") {
  struct Row {
    int days, before;
  };
  for (const Row& row : {Row{1, 1}, Row{2, 2}, Row{3, 2}, Row{4, 3}, Row{5, 4}, Row{6, 4}, Row{182, 122}, Row{364, 243},
                         Row{365, 244}, Row{366, 244}, Row{367, 245}, Row{1096, 731}}) {
    CAPTURE(row.days);
    const Date first = date(2024, 6, 3);
    CHECK(final_third_begins({first, first + Days{row.days - 1}}, 2, 3) == first + Days{row.before});
  }
  CHECK(final_third_begins({date(2024, 6, 3), date(2025, 6, 2)}, 2, 3) == date(2025, 2, 2));
}

TEST_CASE("Work can be delivered to the end, or to the day before Reset stops it") {
  const Date day = date(2025, 1, 10), end = date(2025, 6, 2);
  CHECK(horizon_on(day, community_order(date(2024, 6, 3), end)).last == end);
  CHECK(horizon_on(day, reset_case()).last == date(2025, 2, 1));
  CHECK(horizon_on(day, reset_case(date(2025, 3, 1))).last == date(2025, 2, 28));
  CHECK(horizon_on(day, reset_case(date(2025, 7, 1))).last == end);  // begins after the order
  CHECK(horizon_on(day, reset_case(date(2025, 7, 1))).stopped == false);

  SECTION("a Reset that was lifted stops nothing that lies ahead") {
    const CaseFile lifted = reset_case(date(2025, 2, 2), date(2025, 3, 31));
    CHECK(horizon_on(date(2025, 3, 30), lifted).last == date(2025, 2, 1));
    CHECK(horizon_on(date(2025, 3, 31), lifted).last == end);
    CHECK(horizon_on(date(2025, 4, 1), lifted).last == end);
  }
  SECTION("exempt: to the end") {
    CaseFile file = reset_case();
    file.flags.items.push_back(known(CaseFlag::mappa));
    CHECK(horizon_on(day, file).last == end);
  }
  SECTION("flags not known: to the one or the other") {
    CaseFile file = reset_case();
    file.flags.recorded = false;
    const Horizon found = horizon_on(day, file);
    CHECK_FALSE(found.last);
    CHECK(found.earliest == date(2025, 2, 1));
    CHECK(found.end == end);
    CHECK(found.missing.size() == 1);
  }
  SECTION("suspensions not known: by the end at the latest") {
    CaseFile file = community_order(date(2024, 6, 3), end);
    file.suspensions.recorded = false;
    const Horizon found = horizon_on(day, file);
    CHECK_FALSE(found.last);
    CHECK_FALSE(found.earliest);
    CHECK(found.end == end);
  }
  SECTION("the order's end missing: by the requirement's at the latest") {
    CaseFile file = community_order(date(2024, 6, 3), end);
    file.orders.items[0].end_date = {};
    file.orders.items[0].requirements.items[0].end_date = known(date(2025, 4, 1));
    const Horizon found = horizon_on(day, file);
    CHECK_FALSE(found.last);
    CHECK(found.end == date(2025, 4, 1));
    CHECK(found.missing.size() == 1);
  }
}

TEST_CASE("Reset leaves alone whom a flag or the newest assessment exempts") {
  CaseFile file = reset_case();
  CHECK(exempt(file) == false);
  for (const CaseFlag flag : {CaseFlag::mappa, CaseFlag::national_security_division, CaseFlag::very_high_rosh,
                              CaseFlag::active_child_protection, CaseFlag::intensive_supervision_court}) {
    file.flags.items = {known(CaseFlag{flag})};
    CHECK(exempt(file) == true);
  }
  file.flags.items.clear();
  struct Row {
    std::vector<Assessment> assessments;
    std::optional<bool> with_flags, without;
  };
  const Date old = date(2024, 7, 1), fresh = date(2025, 1, 6), ahead = date(2025, 5, 13);
  const std::vector<Row> rows{
      {{}, false, {}},
      {{assessed(old, RiskLevel::high)}, false, {}},
      {{assessed(old, {})}, false, {}},
      {{assessed(old, RiskLevel::very_high)}, true, true},
      {{assessed(old, RiskLevel::very_high), assessed(fresh, RiskLevel::medium)}, false, {}},
      {{assessed(fresh, RiskLevel::medium), assessed(old, RiskLevel::very_high)}, false, {}},
      {{assessed(old, RiskLevel::low), assessed(fresh, RiskLevel::very_high)}, true, true},
      {{assessed(old, RiskLevel::low), assessed(ahead, RiskLevel::very_high)}, false, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows.data());
    file.assessments = {true, {}, row.assessments};
    file.flags.recorded = true;
    CHECK(exempt(file) == row.with_flags);
    file.flags.recorded = false;
    CHECK(exempt(file) == row.without);
  }
}

TEST_CASE("Delivery is suspended from the first to the last day of a suspension") {
  const CaseFile file = reset_case(date(2025, 2, 2), date(2025, 3, 31)), computed = reset_case();
  const auto now = [](Date as_of, const CaseFile& of) {
    return on(as_of, of, [](const CaseFacts& facts, const Order& order) { return suspended(facts, order).now; });
  };
  CHECK(now(date(2025, 2, 1), file) == false);
  CHECK(now(date(2025, 2, 2), file) == true);
  CHECK(now(date(2025, 3, 31), file) == true);
  CHECK(now(date(2025, 4, 1), file) == false);
  CHECK(now(date(2025, 2, 1), computed) == false);
  CHECK(now(date(2025, 2, 2), computed) == true);
}

TEST_CASE("The conditions of early termination are asked as the law asks them") {
  CaseFile file = considered();
  auto& words = *file.orders.items[0].early_termination;
  auto& requirements = file.orders.items[0].requirements.items;
  CHECK(conditions(file) == "yyyy");  // procedures, instructions, objectives met, none to add; the plan is not carried
  words.special_procedures = known(true);
  CHECK(conditions(file) == "nyyy");
  words.special_procedures = {};
  CHECK(conditions(file) == "?yyy");
  words.special_procedures = known(false);

  SECTION("without a plan there are no objectives to meet") {
    file.plan.emplace();
    words.objectives_met = words.objectives_to_add = {};
    CHECK(conditions(file) == "yy");
  }
  SECTION("a plan that says otherwise is believed over the officer") {
    struct Row {
      ObjectiveStatus status;
      char answer;
    };
    for (const Row& row : {Row{ObjectiveStatus::achieved, 'y'}, Row{ObjectiveStatus::removed, 'y'},
                           Row{ObjectiveStatus::active, 'n'}, Row{ObjectiveStatus::future, 'n'}}) {
      Objective objective;
      objective.status = known(ObjectiveStatus{row.status});
      file.plan.emplace();
      file.plan->objectives = {true, {}, {objective}};
      CHECK(conditions(file) == std::string("yyyy") + row.answer);
    }
  }
  SECTION("instructions are asked of with a rehabilitation activity or probation requirement only") {
    words.no_further_instructions_needed = known(false);
    CHECK(conditions(file) == "ynyy");
    requirements[0].type = known(RequirementType::probation_requirement);
    CHECK(conditions(file) == "ynyy");
    requirements.clear();
    CHECK(conditions(file) == "yyy");
  }
  SECTION("every other requirement, by its status") {
    Requirement other;
    other.id = known(Id{"R2"});
    other.type = known(RequirementType::residence);
    requirements.push_back(other);
    CHECK(conditions(file) == "yy?yy");
    struct Row {
      RequirementStatus status;
      char answer;
    };
    for (const Row& row : {Row{RequirementStatus::active, 'n'}, Row{RequirementStatus::completed, 'y'},
                           Row{RequirementStatus::revoked, 'y'}, Row{RequirementStatus::terminated, '?'}}) {
      requirements[1].status = known(RequirementStatus{row.status});
      CHECK(conditions(file) == std::string("yy") + row.answer + "yy");
    }
  }
  SECTION("nothing is taken for recorded") {
    file.orders.items[0].early_termination.reset();
    CHECK(conditions(file) == "????");
    file.orders.items[0].requirements.recorded = false;
    requirements.clear();
    CHECK(conditions(file) == "????");
  }
}

TEST_CASE("A term is compared with months as far as its units allow") {
  struct Row {
    std::int64_t days, weeks, months, years;
    std::optional<bool> over_24;
  };
  for (const Row& row :
       {Row{0, 0, 24, 0, false}, Row{0, 0, 25, 0, true}, Row{0, 0, 0, 2, false}, Row{0, 0, 1, 2, true},
        Row{1, 0, 24, 0, true}, Row{0, 104, 0, 0, false}, Row{0, 105, 0, 0, true}, Row{730, 0, 0, 0, false},
        Row{731, 0, 0, 0, {}}, Row{733, 0, 0, 0, true}, Row{28, 0, 23, 0, false}, Row{29, 0, 23, 0, {}},
        Row{31, 0, 23, 0, {}}, Row{32, 0, 23, 0, true}}) {
    CAPTURE(row.days, row.weeks, row.months, row.years);
    const auto length = [](std::int64_t n) { return n == 0 ? Located<std::int64_t>{} : known(std::int64_t{n}); };
    Term term;
    term.days = length(row.days);
    term.weeks = length(row.weeks);
    term.months = length(row.months);
    term.years = length(row.years);
    CHECK(term_exceeds(term, 24) == row.over_24);
  }
  CHECK_FALSE(term_exceeds(std::nullopt, 24));
  CHECK_FALSE(term_exceeds(Term{}, 24));
}

TEST_CASE("A term is under so many days where its longest months are, and not where the shortest are not") {
  const auto under = [](std::int64_t days, std::int64_t weeks, std::int64_t months, int limit) {
    Term term;
    if (days > 0) term.days = known(std::int64_t{days});
    if (weeks > 0) term.weeks = known(std::int64_t{weeks});
    if (months > 0) term.months = known(std::int64_t{months});
    return term_is_under(term, limit);
  };
  CHECK(under(13, 0, 0, 14) == true);
  CHECK(under(14, 0, 0, 14) == false);
  CHECK(under(0, 2, 0, 14) == false);
  CHECK(under(6, 1, 0, 14) == true);
  CHECK(under(0, 0, 1, 14) == false);
  CHECK(under(0, 0, 1, 28) == false);
  CHECK_FALSE(under(0, 0, 1, 29));
  CHECK_FALSE(under(0, 0, 1, 31));
  CHECK(under(0, 0, 1, 32) == true);
  CHECK(under(1, 0, 1, 29) == false);
  CHECK_FALSE(under(1, 0, 1, 30));
  CHECK_FALSE(term_is_under(Term{}, 14));
}
