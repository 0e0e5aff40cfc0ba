// A value of the law that changes on dates: sorted rows, each with its first day and its source.
// Which date is asked for (offence, conviction, order, event, as-of) is the rule's choice, not the table's.
#pragma once
#include <array>
#include <cstddef>
#include <optional>

#include "base/date.hpp"
#include "law/source.hpp"

namespace probation {

template <class T>
struct Dated {
  Date from;                  // first day
  std::optional<Date> until;  // last day; nothing: open, or until the next row
  T value;
  Source source;
};

template <class T, std::size_t N>
struct History {
  std::string_view name;
  std::string_view unit;
  std::array<Dated<T>, N> rows;
  // The row in force on the date, or nothing.
  [[nodiscard]] constexpr const Dated<T>* at(Date date) const {
    const Dated<T>* found = nullptr;
    for (const Dated<T>& row : rows)
      if (row.from <= date && (!row.until || date <= *row.until)) found = &row;
    return found;
  }
  // For values that have never changed: the only row.
  [[nodiscard]] constexpr const Dated<T>& always() const {
    static_assert(N == 1);
    return rows[0];
  }
  [[nodiscard]] constexpr bool sorted() const {
    for (std::size_t i = 1; i < N; ++i)
      if (rows[i].from <= rows[i - 1].from) return false;
    return true;
  }
};

}  // namespace probation
