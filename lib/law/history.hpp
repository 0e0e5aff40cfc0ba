// A value of the law that changes on dates: sorted rows, each with its first day and its source. A table is typed by
// the date that may ask it (the last day of the offence, the conviction, the order, an event, as-of), so that a rule
// cannot ask it by another. A further row is obeyed by every rule that asks: nobody takes a row by its position.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "law/source.hpp"

namespace probation {

enum class AskedBy : std::uint8_t { offence, conviction, order, event, as_at };
constexpr std::string_view word(AskedBy by) {
  constexpr std::array<std::string_view, 5> words{"offence", "conviction", "order", "event", "as_at"};
  static_assert(words.size() == static_cast<std::size_t>(AskedBy::as_at) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(by)];
}

// The date that a table is asked by; nothing: not recorded.
template <AskedBy By>
struct AskDate {
  std::optional<Date> date;
};
using ByOffence = AskDate<AskedBy::offence>;  // the last day of the offence
using ByConviction = AskDate<AskedBy::conviction>;
using ByOrder = AskDate<AskedBy::order>;  // the day the order was made
using ByEvent = AskDate<AskedBy::event>;
using AsAt = AskDate<AskedBy::as_at>;

struct TimeInForce {
  Date first;
  std::optional<Date> last;  // nothing: it goes on
};

template <class T>
struct Dated {
  Date from;                  // first day
  std::optional<Date> until;  // last day; nothing: open, or until the next row
  T value;
  Source source;
};

// Nothing earlier is judged: the first day of the RAR. A row from this day on stands for the time before it as well.
inline constexpr Date law_start = date(2015, 2, 1);

template <class T, std::size_t N, AskedBy By>
class History {
 public:
  static constexpr AskedBy asked_by = By;
  constexpr History(std::string_view table_name, std::string_view table_unit, std::array<Dated<T>, N> table_rows)
      : name(table_name), unit(table_unit), rows_(table_rows) {
    for (std::size_t i = 1; i < N; ++i)
      if (rows_[i].from <= rows_[i - 1].from) throw "the rows of a table of the law are sorted by their first day";
  }

  // The row in force on the date, or nothing: no law of this kind was in force. Where the date is not recorded, the row
  // that holds on every day, if there is one; `needs_date` says that there is none.
  [[nodiscard]] constexpr const Dated<T>* at(AskDate<By> by) const {
    if (!by.date) return needs_date() ? nullptr : &rows_[0];
    const Dated<T>* found = nullptr;
    for (const Dated<T>& row : rows_)
      if (covers(row, *by.date)) found = &row;
    return further_ != nullptr && covers(*further_, *by.date) ? further_ : found;
  }
  // Different days are answered differently, within the time that is judged.
  [[nodiscard]] constexpr bool needs_date() const {
    return N > 1 || rows_[0].until.has_value() || rows_[0].from > law_start || is_exact_ || further_ != nullptr;
  }
  // Every row that may be the one in force: that of the date, or where it is not recorded all of them; nothing stands
  // for a time before the first of them.
  [[nodiscard]] std::vector<const Dated<T>*> candidates(AskDate<By> by) const {
    if (by.date || !needs_date()) return {at(by)};
    std::vector<const Dated<T>*> all;
    if (rows_[0].from > law_start || is_exact_) all.push_back(nullptr);
    for (const Dated<T>& row : rows_) all.push_back(&row);
    if (further_ != nullptr) all.push_back(further_);
    return all;
  }
  // The last day of the time in force that the date lies in, or where it lies in none, of the last before it; nothing:
  // it goes on, or none was before. Where the date is not recorded, the end of the last time there is.
  [[nodiscard]] constexpr std::optional<Date> last_day(AskDate<By> by) const {
    std::optional<Date> found;
    const bool within = by.date && holds(*by.date);
    const auto look = [&](Date end) {
      if (!holds(end) || holds(end + Days{1})) return;
      if (within ? end >= *by.date && (!found || end < *found)
                 : (!by.date || end < *by.date) && (!found || end > *found))
        found = end;
    };
    const auto ends_of = [&](const Dated<T>& row) {
      look(row.from - Days{1});  // where the row takes back what held
      if (row.until) look(*row.until);
    };
    for (const Dated<T>& row : rows_) ends_of(row);
    if (further_ != nullptr) ends_of(*further_);
    const bool begins_again = !by.date && found && holds_after(*found);
    return begins_again ? std::nullopt : found;
  }
  // A row is in force on the day, and where it says true or false, it says true.
  [[nodiscard]] constexpr bool holds(Date day) const {
    const Dated<T>* row = at({day});
    if constexpr (std::is_same_v<T, bool>) return row != nullptr && row->value;
    return row != nullptr;
  }
  // The times in force, in order; for words, not for judging.
  [[nodiscard]] std::vector<TimeInForce> times() const {
    std::vector<Date> turns;  // days on which it may begin or be over
    const auto turns_of = [&](const Dated<T>& row) {
      turns.push_back(row.from);
      if (row.until) turns.push_back(*row.until + Days{1});
    };
    for (const Dated<T>& row : rows_) turns_of(row);
    if (further_ != nullptr) turns_of(*further_);
    std::sort(turns.begin(), turns.end());
    std::vector<TimeInForce> times;
    for (const Date day : turns) {
      const bool open = !times.empty() && !times.back().last;
      if (holds(day) && !open) times.push_back({day, {}});
      if (!holds(day) && open) times.back().last = day - Days{1};
    }
    return times;
  }
  [[nodiscard]] constexpr std::span<const Dated<T>> rows() const { return rows_; }

  // The first row begins on its first day and not before, though that is the first day judged.
  [[nodiscard]] constexpr History exact() const {
    History same = *this;
    same.is_exact_ = true;
    return same;
  }

  // A row in force from its first day on, over those of the table: how tests show that rules obey a change of the law.
  void amend_for_test(const Dated<T>* row) { further_ = row; }

  std::string_view name, unit;

 private:
  [[nodiscard]] constexpr bool covers(const Dated<T>& row, Date day) const {
    return (row.from <= day || (row.from == law_start && !is_exact_)) && (!row.until || day <= *row.until);
  }
  [[nodiscard]] constexpr bool holds_after(Date end) const {
    bool any = further_ != nullptr && further_->from > end && holds(further_->from);
    for (const Dated<T>& row : rows_) any = any || (row.from > end && holds(row.from));
    return any;
  }
  std::array<Dated<T>, N> rows_;
  const Dated<T>* further_ = nullptr;
  bool is_exact_ = false;
};

// As a table is written: the date it is asked by, its name and unit, its rows.
template <AskedBy By, class T, std::size_t N>
constexpr History<T, N, By> history(std::string_view name, std::string_view unit, const Dated<T> (&rows)[N]) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return History<T, N, By>(name, unit, std::array<Dated<T>, N>{rows[I]...});
  }
  (std::make_index_sequence<N>{});
}

}  // namespace probation
