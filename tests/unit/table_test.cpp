// Records as flat tables, and calendars laid over the ones that are there.
#include "render/table.hpp"

#include "render/calendar.hpp"
#include "render/run/csv.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::render;

TEST_CASE("A table has no structure in a cell") {
  const std::vector<Json> records{{{"schema", "x/1"},
                                   {"group", Json{{"team", "T1"}}},
                                   {"days", Json{{"strict", 3}, {"overview", nullptr}}},
                                   {"ids", std::vector<std::string>{"C1", "C2"}},
                                   {"parts", Json::array({Json{{"id", "P1"}}})}},
                                  {{"schema", "x/1"},
                                   {"group", Json::object()},
                                   {"days", Json{{"strict", 4}, {"late", 1}}},
                                   {"ids", Json::array()}}};
  const Table table = flat_table(records, {"group", "days", "ids", "parts"});
  CHECK(table.columns == std::vector<std::string>{"region", "pdu", "team", "officer", "order_type", "type", "provider",
                                                  "days_strict", "days_overview", "days_late", "ids"});
  CHECK(table.rows[0][2] == "T1");
  CHECK(table.rows[0][10] == "C1; C2");
  CHECK(table.rows[1][10].is_null());
  CHECK(table.rows[1][9] == 1);
  const auto inner = inner_tables("x/1", records);
  REQUIRE(inner.size() == 1);
  CHECK(inner[0].name == "parts");
  CHECK(inner[0].table.rows.size() == 1);
  CHECK(csv(records, {"ids"}) == "ids\r\nC1; C2\r\n\r\n");
}

TEST_CASE("The cells of a record made alone are its line in the table") {
  const std::vector<std::string> columns{"crn", "days/strict", "share", "is_due", "facts", "none", "not/there"};
  std::vector<Json> records;
  for (const char* crn : {"X1", "=1+1", "a,b", "say \"so\"", "two\nlines", "\x1b[1m", ""}) {
    Json& record = records.emplace_back(Json{{"schema", "any/1"}, {"crn", crn}});
    record["days"]["strict"] = -3;
    record["share"] = 12.5;
    record["is_due"] = true;
    record["facts"] = Json::array({"/orders", "a; b"});
    record["none"] = nullptr;
  }
  std::string expected = csv(records, columns), got = csv(std::vector<Json>{}, columns);
  for (const Json& record : records) got += csv_cells(record, columns) + "\r\n";
  CHECK(got == expected);
  CHECK_THROWS(csv_cells(records[0], {"days"}));
  records[0]["facts"].push_back(Json{{"a", 1}});
  CHECK_THROWS(csv_cells(records[0], {"facts"}));
}

TEST_CASE("Cells that a spreadsheet would run are text") {
  for (const char* text : {"=1", "+1", "-1", "@a", "\tx", "\rx"}) CHECK(csv_cell(text).find('\'') != std::string::npos);
}

TEST_CASE("Lines of a calendar are folded between characters, and what was told is not told again") {
  const Date day = *Date::from_ymd(2025, 10, 24);
  std::string long_words;
  for (int i = 0; i < 60; ++i) long_words += "é€";
  const CalendarEvent event{.uid = "X900001-O1--order_end", .day = day, .summary = "a, b; c\\d\ne " + long_words};
  const std::string first = calendar("t", day, {event});
  std::size_t from = 0;
  while (from < first.size()) {
    const std::size_t to = first.find("\r\n", from);
    REQUIRE(to != std::string::npos);
    CHECK(to - from <= 75);
    CHECK((static_cast<unsigned char>(first[from == 0 ? 0 : from + (first[from] == ' ' ? 1 : 0)]) & 0xC0U) != 0x80U);
    from = to + 2;
  }
  CHECK(first.find("SUMMARY:a\\, b\\; c\\\\d\\ne ") != std::string::npos);
  const auto all = [](std::string_view) { return true; };
  const Date next = day + Days{1};
  CHECK(merged_calendar(first, calendar("t", next, {event}), next, all) == first);
  const auto gone = merged_calendar(first, calendar("t", next, {}), next, all);
  REQUIRE(gone);
  CHECK(gone->find("STATUS:CANCELLED") != std::string::npos);
  CHECK(gone->find("SEQUENCE:1") != std::string::npos);
  CHECK(merged_calendar(*gone, calendar("t", next, {}), next, all) == gone);
  CHECK(merged_calendar(first, calendar("t", next, {}), next, [](std::string_view) { return false; }) == first);
  CHECK_FALSE(merged_calendar("BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n", first, day, all));
  CHECK_FALSE(merged_calendar("hello", first, day, all));
}
