// Days to places on a timeline.
#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "render/html/new_year.hpp"

namespace probation::render::web {

struct Tick {
  Date date;
  double x;
};

class Scale {
 public:
  static constexpr double width = 1000, left = 104, right = 14;

  explicit Scale(Date as_of) : first_(as_of), last_(as_of) {}
  void take(Date date) {
    first_ = std::min(first_, date);
    last_ = std::max(last_, date);
  }
  // Nothing lies on the edge; a timeline of one day is still a month wide.
  void close() {
    const int margin = std::max(15, days_between(first_, last_) / 50);
    first_ = first_ - Days{margin};
    last_ = last_ + Days{margin};
  }
  // A span whose beginning or end is not known reaches to the edge.
  [[nodiscard]] double x(const std::optional<Date>& date) const { return date ? at(*date) : left + 8; }
  [[nodiscard]] double x_end(const std::optional<Date>& date) const { return date ? at(*date) : width - right; }
  // First days of months, of quarters or of years: at most a dozen.
  [[nodiscard]] std::vector<Tick> ticks() const {
    const int months = days_between(first_, last_) / 30;
    unsigned every = 1;
    while (months / static_cast<int>(every) > 11) every = every == 1 ? 3 : every == 3 ? 6 : every + 12 - every % 12;
    std::vector<Tick> out;
    for (Date date = new_year_of(first_); date <= last_ && out.size() <= 24; date = months_after(date, Months{1})) {
      const int month = (date.year() * 12) + static_cast<int>(date.month()) - 1;
      if (month % static_cast<int>(every) == 0 && date >= first_) out.push_back({date, at(date)});
    }
    return out;
  }

 private:
  [[nodiscard]] double at(Date date) const {
    return left + (width - left - right) * days_between(first_, date) / std::max(1, days_between(first_, last_));
  }
  Date first_, last_;
};

}  // namespace probation::render::web
