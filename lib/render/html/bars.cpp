// Small pictures beside figures: days against their maximum, a share between its bounds.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "render/html/parts.hpp"
#include "render/html/timeline.hpp"

namespace probation::render::web {

std::string gauge(const DayGauge& gauge, Date as_of) {
  if (!gauge.max_days || *gauge.max_days <= 0 || !gauge.counted) return {};
  const auto most = static_cast<double>(std::max({*gauge.max_days, *gauge.counted, gauge.at_most.value_or(0)}));
  const auto place = [&](double days) { return 2 + 336 * days / most; };
  const auto max = static_cast<double>(*gauge.max_days), counted = static_cast<double>(*gauge.counted);
  std::string drawn =
      fmt::format("<rect class=\"ground\" x=\"2\" y=\"8\" width=\"{:.1f}\" height=\"18\"/>", place(max) - 2);
  if (gauge.at_most && *gauge.at_most > *gauge.counted)
    drawn += fmt::format("<rect class=\"open\" x=\"2\" y=\"8\" width=\"{:.1f}\" height=\"18\"/>",
                         place(static_cast<double>(*gauge.at_most)) - 2);
  drawn += fmt::format("<rect class=\"full\" x=\"2\" y=\"8\" width=\"{:.1f}\" height=\"18\"/>",
                       place(std::min(max, counted)) - 2);
  if (counted > max)
    drawn += fmt::format("<rect class=\"over\" x=\"{:.1f}\" y=\"8\" width=\"{:.1f}\" height=\"18\"/>", place(max),
                         place(counted) - place(max));
  std::string words = fmt::format("{} of at most {} RAR days", *gauge.counted, *gauge.max_days);
  if (gauge.at_most && *gauge.at_most > *gauge.counted)
    words += fmt::format(", and {} that may count still (the light part)", *gauge.at_most - *gauge.counted);
  if (gauge.first && gauge.last && *gauge.first < *gauge.last) {
    const double gone = std::clamp(
        static_cast<double>(days_between(*gauge.first, as_of)) / days_between(*gauge.first, *gauge.last), 0.0, 1.0);
    drawn += fmt::format("<line class=\"tick\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"3\" y2=\"31\"/>", place(max * gone));
    words += fmt::format("; {:.0f} in 100 of the time is gone (the line)", std::floor(100 * gone));
  }
  return fmt::format(
      "<svg class=\"gauge\" viewBox=\"0 0 340 34\" role=\"img\" aria-label=\"{0}\">{1}</svg>\n<p>{0}</p>\n",
      text(words), drawn);
}

std::string share_bar(std::optional<double> at_least, std::optional<double> at_most) {
  if (!at_least || !at_most) return {};
  const bool exact = *at_least == *at_most;
  const std::string words = exact ? fmt::format("{:.1f} in 100", *at_least)
                                  : fmt::format("between {:.1f} and {:.1f} in 100", *at_least, *at_most);
  return fmt::format(
      "<svg class=\"bar\" viewBox=\"0 0 104 12\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\"><rect "
      "class=\"ground\" x=\"2\" y=\"1\" width=\"100\" height=\"10\"/><rect class=\"open\" x=\"2\" y=\"1\" "
      "width=\"{:.1f}\" height=\"10\"/><rect class=\"full\" x=\"2\" y=\"1\" width=\"{:.1f}\" height=\"10\"/></svg>",
      words, *at_most, *at_least);
}

}  // namespace probation::render::web
