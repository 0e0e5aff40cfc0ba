#include "recording/history.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace probation::recording {

namespace {

using Ids = std::set<std::string, std::less<>>;

// A value in a few words: lists with blanks, records and maps in brackets.
std::string in_words(const document::Value& value, const document::Field& field, const document::Type& type,
                     Sight sight, const Ids& ids) {
  std::string words;
  for (const document::Value& item : value.items)
    words += (words.empty() ? "" : " ") +
             (type.kind == document::Type::Kind::list ? in_words(item, field, type.element(), sight, ids) : item.text);
  if (value.kind == document::Value::Kind::list) return words;
  if (value.kind != document::Value::Kind::map)
    return sight != Sight::all && refers_to_nothing(field, type, value.text, ids) ? "…" : value.text;
  for (const auto& [key, member] : value.members) {
    std::string name = key, shown = member.text;
    if (type.kind == document::Type::Kind::record) {
      const document::Field* inner = field_of(type.shape(), key);
      if (inner == nullptr || (sight != Sight::all && !may_be_seen(*inner, inner->type()))) continue;
      shown = in_words(member, *inner, inner->type(), sight, ids);
    } else if (sight != Sight::all && !may_be_seen(field, type)) {
      continue;
    } else if (sight != Sight::all && !key_may_be_seen(key, ids)) {
      name = "…";
    }
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", name, shown);
  }
  return "(" + words + ")";
}

}  // namespace

bool is_outcome_of(const Recorded& entry, const Recorded& booking) {
  if (entry.kind != EntryKind::contact || booking.kind != EntryKind::contact || entry.withdraws ||
      entry.value.find("reason") != nullptr || entry.value.find("outcome") == nullptr ||
      booking.value.find("outcome") != nullptr)
    return false;
  return text_at(entry.value, "date") == text_at(booking.value, "date");
}

std::vector<LogRow> history(const CaseText& file, Sight sight) {
  std::vector<LogRow> rows;
  const Ids ids = sight == Sight::all ? Ids{} : ids_in(file.root());
  for (const Recorded& entry : file.entries()) {
    if (!entry.superseded_by.empty())
      if (const Recorded* by = file.find(entry.superseded_by); by != nullptr && is_outcome_of(*by, entry)) continue;
    std::string words, free;
    for (const document::Field& field : shape_of(entry.kind).fields) {
      const document::Value* value = entry.value.find(field.key);
      if (value == nullptr || is_bookkeeping(field.key) || field.key == "date" || field.key == "recorded_by") continue;
      const document::Type& type = field.type();
      if (type.kind == document::Type::Kind::scalar && type.scalar == document::ScalarKind::text) {
        if (sight == Sight::all || may_be_seen(field, type))
          free +=
              fmt::format("{}{}: {}", free.empty() ? "" : ", ", field.key, in_words(*value, field, type, sight, ids));
        continue;
      }
      if (sight != Sight::all && !may_be_seen(field, type)) continue;
      std::string shown = in_words(*value, field, type, sight, ids);
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
    return std::tuple(entry.change, entry.change != 0 ? date(1600, 1, 1) : day,
                      entry.change != 0 ? 0
                      : entry.recorded  ? entry.recorded->minute_of_day.value_or(24 * 60)
                                        : 24 * 60 + 1);
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const LogRow& a, const LogRow& b) { return key(a) < key(b); });
  return rows;
}

}  // namespace probation::recording
