#include "recording/history.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace probation::recording {

std::vector<LogRow> history(const CaseText& file, bool with_free_text) {
  std::vector<LogRow> rows;
  for (const Recorded& entry : file.entries()) {
    std::string words, free;
    for (const document::Field& field : shape_of(entry.kind).fields) {
      const document::Value* value = entry.value.find(field.key);
      if (value == nullptr || is_bookkeeping(field.key) || field.key == "date" || field.key == "recorded_by") continue;
      const document::Type& type = field.type();
      if (type.kind == document::Type::Kind::scalar && type.scalar == document::ScalarKind::text) {
        if (with_free_text || field.key == "intervention")
          free += fmt::format("{}{}: {}", free.empty() ? "" : ", ", field.key, value->text);
        continue;
      }
      std::string shown = value->text;
      if (value->kind == document::Value::Kind::list) {
        shown.clear();
        for (const document::Value& item : value->items) shown += (shown.empty() ? "" : " ") + item.text;
      }
      const bool speaks_for_itself =
          type.kind == document::Type::Kind::scalar && type.scalar == document::ScalarKind::word;
      words += fmt::format("{}{}", words.empty() ? "" : ", ",
                           speaks_for_itself ? shown : fmt::format("{}: {}", field.key, shown));
    }
    if (!free.empty()) words += (words.empty() ? "" : "; ") + free;
    for (char& c : words)  // a row is one line
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    rows.push_back({&entry, std::move(words)});
  }
  const auto key = [](const LogRow& row) {
    const Recorded& entry = *row.entry;
    const Date day = entry.recorded ? entry.recorded->date : entry.date.value_or(date(1600, 1, 1));
    return std::tuple(day, entry.recorded ? entry.recorded->minute_of_day.value_or(24 * 60) : 24 * 60 + 1);
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const LogRow& a, const LogRow& b) { return key(a) < key(b); });
  return rows;
}

}  // namespace probation::recording
