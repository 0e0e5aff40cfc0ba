#include "law/law_rows.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "law/bank_holidays.hpp"
#include "law/limits.hpp"
#include "law/older_law.hpp"
#include "law/reading.hpp"
#include "law/standards.hpp"

namespace probation {
namespace {

// A table that is not named here would be missing from the docs; tests count the names in limits.hpp.
const auto tables = std::tie(
    limits::rar_available, limits::community_order_max_months, limits::community_order_age_min,
    limits::suspended_term_min_days, limits::punitive_requirement_reaches,
    limits::drug_rehabilitation_reviews_over_months, limits::extension_on_breach_max_months,
    limits::extension_on_application_max_months, limits::operational_min_months, limits::operational_max_months,
    limits::operational_max_months_long_term, limits::long_term_months, limits::supervision_min_months,
    limits::supervision_max_months, limits::suspended_term_max_months, limits::unpaid_work_min_hours,
    limits::unpaid_work_max_hours, limits::unpaid_work_on_breach_min_hours, limits::unpaid_work_period_months,
    limits::unpaid_work_period_repealed, limits::curfew_min_hours_per_day, limits::curfew_max_hours_per_day,
    limits::curfew_max_hours_per_week, limits::curfew_max_months, limits::curfew_from_the_order,
    limits::foreign_travel_from_the_order, limits::exclusion_max_months, limits::foreign_travel_max_months,
    limits::alcohol_abstinence_max_days, limits::attendance_centre_min_hours, limits::attendance_centre_max_hours,
    limits::attendance_centre_session_max_hours, limits::attendance_centre_age_min, limits::attendance_centre_age_max,
    limits::drug_testing_available, limits::incentive_after_percent, limits::incentive_minutes_per_hour,
    limits::incentive_max_percent, limits::warning_months, limits::early_termination_available,
    limits::post_sentence_supervision_exists, limits::code_conviction, limits::record_under_intervention,
    limits::needs_a_min_sum, limits::needs_b_item_score, limits::oasys_item_max);

template <class H>
void add(const H& history, std::vector<LawRow>& rows) {
  for (const auto& row : history.rows())
    rows.push_back({std::string(history.name), row.from, row.until, fmt::format("{}", row.value),
                    std::string(history.unit), H::asked_by, row.source});
}

}  // namespace

std::vector<LawRow> law_rows() {
  std::vector<LawRow> rows;
  std::apply([&](const auto&... history) { (add(history, rows), ...); }, tables);
  for (const Commencement& row : commencements())
    rows.push_back({std::string(row.name), std::nullopt, std::nullopt, "not fixed", "set by a policy file",
                    date_test_of(row),
                    Source{"Not commenced at release", row.provision, date(2026, 1, 22), sources::checked, "U"}});
  for (const OlderProvision& row : older_provisions)
    rows.push_back({fmt::format("before_the_code {}", row.of_the_code), row.before.from, sources::code_start - Days{1},
                    std::string(row.before.provision), "provision, by conviction date", AskedBy::conviction,
                    row.before});
  const Period covered = bank_holiday_coverage();
  rows.push_back({"bank_holidays", covered.first, covered.last, fmt::format("{}", bank_holidays().size()),
                  "days, England and Wales", AskedBy::event,
                  Source{"Banking and Financial Dealings Act 1971", "Sch. 1 and proclamations", covered.first,
                         sources::checked, "S"}});
  std::sort(rows.begin(), rows.end(), [](const LawRow& a, const LawRow& b) {
    return std::tuple(a.name, a.from.value_or(date(1600, 1, 1))) <
           std::tuple(b.name, b.from.value_or(date(1600, 1, 1)));
  });
  return rows;
}

}  // namespace probation
