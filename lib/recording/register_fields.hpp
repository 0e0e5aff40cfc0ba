// What the fields of a lifecycle are, and what the rows of its history alone would make of them: the ground on which a
// move is written and taken back.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/catalogue/life.hpp"

namespace probation::lifecycle {

struct Fields {
  std::optional<LifecycleState> state;
  std::optional<std::int64_t> version;
  std::optional<Date> approved_date, review_date;
  std::optional<std::string> framework, amalgamated_into;
  std::size_t conditions = 0;
};
Fields of_file(const Intervention& intervention);
// Of the rows that stand, without the file's own fields.
Fields told_by_rows(const Intervention& intervention);
// The same file with another history.
Intervention with_history(const Intervention& intervention, std::vector<HistoryRow> rows);

std::string date_or_null(const std::optional<Date>& date);
std::string text_or_null(const std::optional<std::string>& text);

}  // namespace probation::lifecycle
