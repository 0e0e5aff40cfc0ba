// The page of a command that prints a table: its records in their order, state first, each with the marks by which it
// is found; what is assumed stands once, at the end.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "render/html/speech.hpp"
#include "render/html/views.hpp"

namespace probation::render::web {

struct RecordsView {
  explicit RecordsView(Date date) : as_of(date) {}
  std::string command;  // due, forecast, …
  Date as_of;
  std::vector<Json> records;
  std::vector<std::string> columns;  // as for CSV
  Totals totals;
  std::vector<UnreadFile> unreadable;
  std::vector<std::pair<std::string, std::string>> about;  // term, markup
  // Instead of `records`, of a table that is not held: how many, and each of them in its order, as often as asked.
  std::size_t count = 0;
  std::function<void(const std::function<void(const Json&)>& take)> each = {};
};
std::string records_page(const RecordsView& view, const Speech& speech);
void write_records_page(const RecordsView& view, const Speech& speech, const Write& write);

// One value of a record, spoken: words of enumerations, dates, missing facts, lists.
std::string spoken_value(const Json& value, std::string_view schema, std::string_view member, const Speech& speech);

}  // namespace probation::render::web
