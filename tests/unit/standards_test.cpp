#include "law/standards.hpp"

#include <algorithm>

#include "unit/catch.hpp"

using namespace probation;

namespace {

constexpr DatedBy as_at = DatedBy::as_at, event = DatedBy::event, due_date = DatedBy::due_date,
                  approval = DatedBy::approval;
constexpr Stricter no_value = Stricter::none, lower = Stricter::lower, higher = Stricter::higher;

struct Expected {
  std::string_view name;
  StandardValue value;
  Date from;
  DatedBy dated_by;
  Stricter stricter;
  bool assumption;
};

StandardValue whole(std::int64_t n) { return n; }

// The policy written down a second time, apart from the table.
const std::vector<Expected>& expected() {
  static const std::vector<Expected> rows{
      {"day_count_profile", std::string("strict"), date(2015, 2, 1), as_at, no_value, true},
      {"first_rar_day_share_percent", whole(25), date(2015, 2, 1), as_at, lower, true},
      {"pace_margin_percent", whole(25), date(2015, 2, 1), as_at, lower, true},
      {"rar_days_per_week", whole(2), date(2015, 2, 1), as_at, lower, true},
      {"local_completion_percent", std::monostate{}, date(2015, 2, 1), as_at, no_value, false},
      {"minimum_day_minutes", std::monostate{}, date(2015, 2, 1), as_at, no_value, false},
      {"plan_working_days", whole(15), date(2021, 6, 26), event, lower, true},
      {"first_appointment_working_days", whole(5), date(2015, 2, 1), event, lower, true},
      {"purposeful_activity_share_percent", whole(25), date(2015, 2, 1), as_at, lower, true},
      {"travel_minutes", whole(60), date(2021, 6, 26), event, lower, false},
      {"outcome_decision_working_days", whole(10), date(2015, 2, 1), event, lower, true},
      {"warning_record_working_days", whole(2), date(2015, 2, 1), event, lower, true},
      {"breach_action_working_days", whole(10), date(2000, 4, 1), event, lower, true},
      {"failure_trigger", whole(2), date(2000, 4, 1), as_at, lower, true},
      {"late_record_days", whole(14), date(2015, 2, 1), event, lower, true},
      {"completion_review_first_months", whole(6), date(2021, 6, 26), due_date, no_value, false},
      {"completion_review_second_months", whole(3), date(2019, 10, 1), due_date, no_value, true},
      {"completion_review_second_months", whole(3), date(2021, 6, 26), due_date, no_value, false},
      {"unpaid_work_review_first_months", whole(6), date(2021, 6, 26), due_date, no_value, false},
      {"unpaid_work_review_second_months", whole(9), date(2021, 6, 26), due_date, no_value, false},
      {"review_window_days", whole(28), date(2019, 10, 1), due_date, lower, true},
      {"ete_share_percent", whole(20), date(2021, 6, 26), as_at, lower, false},
      {"ete_share_percent", whole(30), date(2024, 5, 16), as_at, lower, false},
      {"unpaid_work_travel_minutes", whole(90), date(2021, 6, 26), event, lower, false},
      {"unpaid_work_induction_travel_minutes", whole(60), date(2021, 6, 26), event, lower, false},
      {"unpaid_work_hours_per_week", whole(7), date(2015, 2, 1), as_at, lower, true},
      {"structured_intervention_min_sessions", whole(6), date(2015, 2, 1), approval, higher, true},
      {"structured_intervention_min_sessions", whole(4), date(2021, 6, 26), approval, higher, false},
      {"count_pre_group", true, date(2015, 2, 1), approval, no_value, true},
      {"programme_group_size_max", whole(12), date(2021, 6, 26), approval, lower, false},
      {"programme_facilitators_min", whole(2), date(2021, 6, 26), approval, higher, false},
      {"programmes_minimum",
       std::vector<std::string>{"thinking_skills", "intimate_partner_violence", "sexual_offending"}, date(2021, 6, 26),
       as_at, no_value, false},
      {"catalogue_review_notice_months", whole(6), date(2019, 10, 1), as_at, higher, true},
      {"final_third_numerator", whole(2), date(2024, 4, 29), event, no_value, true},
      {"final_third_denominator", whole(3), date(2024, 4, 29), event, no_value, true},
      {"unpaid_work_review_after_repeal", StandardValue{}, date(2026, 5, 11), DatedBy::due_date, Stricter::either,
       false},
      {"sessions_per_week", whole(2), date(2015, 2, 1), event, lower, true},
      {"referral_lead_days", whole(7), date(2015, 2, 1), as_at, higher, true},
      {"rolling_hours",
       std::vector<std::string>{"monday 10:00", "monday 14:00", "tuesday 10:00", "tuesday 14:00", "wednesday 10:00",
                                "wednesday 14:00", "thursday 10:00", "thursday 14:00", "friday 10:00", "friday 14:00",
                                "tuesday 18:00", "thursday 18:00"},
       date(2015, 2, 1), as_at, Stricter::either, true},
      {"session_minutes", whole(120), date(2015, 2, 1), as_at, higher, true},
      {"group_size_min", whole(6), date(2015, 2, 1), as_at, no_value, true},
  };
  return rows;
}

LocalValue local(std::string name, std::int64_t value, std::optional<Date> from = {}, std::optional<Date> until = {}) {
  return {std::move(name), value, from, until, "Instruction", "region.yaml", 1};
}

}  // namespace

TEST_CASE("The national policy is what was decided, row by row, with the day before each row") {
  const Policy policy = Policy::national();
  CHECK(national_standards().size() == expected().size());
  for (const Expected& want : expected()) {
    INFO(want.name);
    const StandardRow* row = policy.at(want.name, want.from);
    REQUIRE(row != nullptr);
    CHECK(row->from == want.from);
    CHECK(row->value == want.value);
    CHECK(row->dated_by == want.dated_by);
    CHECK(row->stricter == want.stricter);
    CHECK(row->assumption == want.assumption);
    CHECK_FALSE(row->source.empty());
    CHECK_FALSE(row->unit.empty());
    CHECK(policy.at(want.name, want.from - Days{1}) != row);
  }
}

TEST_CASE("National rows of one name follow each other without overlap") {
  const auto rows = national_standards();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO(rows[i].name);
    CHECK(rows[i - 1].name <= rows[i].name);
    if (rows[i - 1].name != rows[i].name) continue;
    REQUIRE(rows[i - 1].until);
    CHECK(*rows[i - 1].until + Days{1} == rows[i].from);
  }
  CHECK(standard_names().size() == 38);
}

TEST_CASE("Of two stricter local values the strictest decides, in either order") {
  for (const bool swapped : {false, true}) {
    Policy policy = Policy::national();
    policy.add_local(local("outcome_decision_working_days", swapped ? 7 : 5));
    policy.add_local(local("outcome_decision_working_days", swapped ? 5 : 7));
    policy.add_local(local("structured_intervention_min_sessions", swapped ? 8 : 9));
    policy.add_local(local("structured_intervention_min_sessions", swapped ? 9 : 8));
    INFO(swapped);
    CHECK(policy.resolve("outcome_decision_working_days", date(2026, 1, 1))->number() == 5);
    CHECK(policy.resolve("structured_intervention_min_sessions", date(2026, 1, 1))->number() == 9);
  }
}

TEST_CASE("A local value is stricter than the row of its own day, not of another") {
  Policy policy = Policy::national();
  policy.add_local(local("structured_intervention_min_sessions", 5));
  CHECK(policy.resolve("structured_intervention_min_sessions", date(2021, 6, 25))->number() == 6);
  CHECK(policy.resolve("structured_intervention_min_sessions", date(2021, 6, 26))->number() == 5);
  CHECK(policy.not_used().empty());
}

TEST_CASE("A local value equal to the national one, or in force on no day, is not used") {
  Policy policy = Policy::national();
  policy.add_local(local("outcome_decision_working_days", 10));
  policy.add_local(local("late_record_days", 7, date(2026, 2, 1), date(2026, 1, 31)));
  policy.add_local(local("warning_record_working_days", 1, date(2026, 1, 31), date(2026, 1, 31)));
  CHECK(policy.resolve("outcome_decision_working_days", date(2026, 1, 1))->local == nullptr);
  CHECK(policy.resolve("warning_record_working_days", date(2026, 1, 31))->number() == 1);
  CHECK(policy.resolve("warning_record_working_days", date(2026, 2, 1))->number() == 2);
  const auto unused = policy.not_used();
  REQUIRE(unused.size() == 2);
  CHECK(unused[0]->name == "outcome_decision_working_days");
  CHECK(unused[1]->name == "late_record_days");
}

TEST_CASE("A local value does not make a rule speak before the national row begins") {
  Policy policy = Policy::national();
  policy.add_local(local("plan_working_days", 5));
  CHECK_FALSE(policy.resolve("plan_working_days", date(2021, 6, 25)));
  CHECK(policy.resolve("plan_working_days", date(2021, 6, 26))->number() == 5);
}

TEST_CASE("The day-count profile cannot be set, and local-only values can") {
  Policy policy = Policy::national();
  policy.add_local({"day_count_profile", std::string("overview"), {}, {}, "Instruction", "region.yaml", 1});
  policy.add_local(local("local_completion_percent", 60));
  CHECK(policy.resolve("day_count_profile", date(2026, 1, 1))->local == nullptr);
  CHECK(policy.resolve("local_completion_percent", date(2026, 1, 1))->number() == 60);
  REQUIRE(policy.not_used().size() == 1);
  CHECK(policy.not_used()[0]->name == "day_count_profile");
}

TEST_CASE("Commencement dates are unknown until a policy sets them, and only these seven can be set") {
  Policy policy = Policy::national();
  std::vector<std::string_view> names;
  for (const Commencement& row : commencements()) {
    names.push_back(row.name);
    CHECK_FALSE(policy.commencement(row.name));
  }
  CHECK(names == std::vector<std::string_view>{
                     "driving_prohibition_commencement", "drinking_establishment_prohibition_commencement",
                     "probation_requirement_commencement", "public_event_prohibition_commencement",
                     "rar_maximum_days_repeal", "restriction_zone_commencement", "unpaid_work_incentive_commencement"});
  policy.set_commencement("rar_maximum_days_repeal", date(2027, 4, 1));
  CHECK(policy.commencement("rar_maximum_days_repeal") == date(2027, 4, 1));
  CHECK_FALSE(policy.commencement("probation_requirement_commencement"));
  CHECK_FALSE(Policy::national().commencement("rar_maximum_days_repeal"));
}
