#include "render/html/weeks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/plan_terms.hpp"
#include "render/html/new_year.hpp"

namespace probation::render::web {

std::string iso_week(Date date) {
  const Date thursday = monday_of(date) + Days{3};  // the year of a week is that of its Thursday
  return fmt::format("{}-W{:02}", thursday.year(), days_between(new_year_of(thursday), thursday) / 7 + 1);
}

void add_week(Weeks& weeks, const Json& row) {
  if (row.at("due").is_null() || row.at("state") == "done" || row.at("state") == "done_late") return;
  if (const auto date = parse_date(row.at("due").text())) ++weeks[iso_week(*date)];
}

Table weeks_table(const Weeks& weeks, Date as_of, const Speech& speech) {
  Weeks counts = weeks;
  Table table{"Dates that are still to be met, by week",
              {{"Week that begins on", "week"}, {"Dates", "count", true}, {"", "bar"}},
              {},
              {},
              false};
  table.columns.back().words = "Drawn";
  std::int64_t most = 1;
  for (int i = 0; i < 13; ++i) most = std::max(most, counts[iso_week(monday_of(as_of) + Days{7 * i})]);
  for (int i = 0; i < 13; ++i) {
    const Date monday = monday_of(as_of) + Days{7 * i};
    const std::string week = iso_week(monday);
    const std::int64_t count = counts[week];
    table.rows.push_back(
        {{{"data-week", week}, {"data-count", std::to_string(count)}},
         {{speech.when(monday), format(monday)},
          {std::to_string(count), {}, true},
          {fmt::format(
              "<svg class=\"bar\" viewBox=\"0 0 104 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
              "class=\"full\" x=\"2\" y=\"1\" width=\"{:.1f}\" height=\"10\"/></svg>",
              100.0 * static_cast<double>(count) / static_cast<double>(most))}}});
  }
  return table;
}

}  // namespace probation::render::web
