#include "law/history.hpp"

#include "law/law_rows.hpp"
#include "law/spoken_times.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

constexpr Source where_read{"An Act", "s. 1", date(2015, 2, 1), "2026-11-21", "S"};
constexpr auto closed_then_open = history<AskedBy::order>(
    "closed_then_open", "days",
    {Dated<int>{date(2016, 2, 1), date(2019, 12, 31), 1, where_read}, Dated<int>{date(2021, 1, 1), {}, 2, where_read}});
constexpr auto open_then_open = history<AskedBy::order>(
    "open_then_open", "days",
    {Dated<int>{date(2016, 2, 1), {}, 1, where_read}, Dated<int>{date(2021, 1, 1), {}, 2, where_read}});
constexpr auto since_always =
    history<AskedBy::order>("since_always", "days", {Dated<int>{law_start, {}, 1, where_read}});
constexpr auto from_its_day = since_always.exact();
// Rows out of order, or two of one day, do not compile: tests/compile holds that.

static_assert(open_then_open.at(ByOrder{date(2020, 12, 31)})->value == 1);

}  // namespace

TEST_CASE("A history has no row before its first day, and an open row gives way to the next") {
  CHECK(open_then_open.at(ByOrder{date(2016, 1, 31)}) == nullptr);
  CHECK(open_then_open.at(ByOrder{date(2016, 2, 1)})->value == 1);
  CHECK(open_then_open.at(ByOrder{date(2020, 12, 31)})->value == 1);
  CHECK(open_then_open.at(ByOrder{date(2021, 1, 1)})->value == 2);
  CHECK(open_then_open.at(ByOrder{date(9999, 12, 31)})->value == 2);
}

TEST_CASE("A history with a gap has no row in the gap, and its last days count") {
  CHECK(closed_then_open.at(ByOrder{date(2019, 12, 31)})->value == 1);
  CHECK(closed_then_open.at(ByOrder{date(2020, 1, 1)}) == nullptr);
  CHECK(closed_then_open.at(ByOrder{date(2020, 12, 31)}) == nullptr);
  CHECK(closed_then_open.at(ByOrder{date(2021, 1, 1)})->value == 2);
}

TEST_CASE("A row from the first day that is judged stands for the time before, unless its day is exact") {
  CHECK(since_always.at(ByOrder{date(2014, 1, 1)})->value == 1);
  CHECK(from_its_day.at(ByOrder{date(2015, 1, 31)}) == nullptr);
  CHECK(from_its_day.at(ByOrder{date(2015, 2, 1)})->value == 1);
}

TEST_CASE("A date that is not recorded is answered only where every day is answered alike") {
  CHECK(since_always.at(ByOrder{})->value == 1);
  CHECK(open_then_open.at(ByOrder{}) == nullptr);
  CHECK(open_then_open.candidates(ByOrder{}).size() == 3);  // none, the first, the second
  CHECK(open_then_open.candidates(ByOrder{date(2022, 1, 1)}).size() == 1);
}

TEST_CASE("The times in force are those of the rows together, and spoken so") {
  const auto gap = closed_then_open.times();
  CHECK(spoken_times(gap) == "from 2016-02-01 to 2019-12-31 or from 2021-01-01");
  CHECK(spoken_times(gap, "on or after") == "from 2016-02-01 to 2019-12-31 or on or after 2021-01-01");
  CHECK(spoken_times(open_then_open.times()) == "from 2016-02-01");
  CHECK(days_beside(date(2016, 1, 30), nearest_day(gap, date(2016, 1, 30))) == "2 days before 2016-02-01");
  CHECK(days_beside(date(2020, 12, 31), nearest_day(gap, date(2020, 12, 31))) == "1 day before 2021-01-01");
  CHECK(outside_of(gap, date(2016, 1, 31)) == "before 2016-02-01");
  CHECK(outside_of(gap, date(2020, 6, 1)) == "outside the days from 2016-02-01 to 2019-12-31 or from 2021-01-01");
  auto ended = history<AskedBy::event>("ended", "true/false", {Dated<bool>{date(2016, 2, 1), {}, true, where_read}});
  const Dated<bool> end{date(2017, 2, 1), {}, false, where_read};
  ended.amend_for_test(&end);
  CHECK(spoken_times(ended.times()) == "from 2016-02-01 to 2017-01-31");
  CHECK(days_beside(date(2017, 2, 1), nearest_day(ended.times(), date(2017, 2, 1))) == "1 day after 2017-01-31");
}

TEST_CASE("Every row of the law has its source, and rows of one name do not overlap") {
  const std::vector<LawRow> rows = law_rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LawRow& row = rows[i];
    INFO(row.name);
    CHECK_FALSE(row.value.empty());
    CHECK_FALSE(row.unit.empty());
    CHECK_FALSE(row.source.title.empty());
    CHECK_FALSE(row.source.provision.empty());
    CHECK(parse_date(row.source.checked));
    CHECK((row.source.confidence == "S" || row.source.confidence == "S2" || row.source.confidence == "K" ||
           row.source.confidence == "U"));
    if (row.from && row.until) CHECK(*row.from <= *row.until);
    if (i == 0) continue;
    CHECK(rows[i - 1].name <= row.name);
    if (rows[i - 1].name != row.name) continue;
    REQUIRE((rows[i - 1].from && row.from));
    CHECK(*rows[i - 1].from < *row.from);
    if (rows[i - 1].until) CHECK(*rows[i - 1].until < *row.from);
  }
}

TEST_CASE("A commencement that was not fixed at release is listed without a date") {
  int not_fixed = 0;
  for (const LawRow& row : law_rows())
    if (!row.from) {
      ++not_fixed;
      INFO(row.name);
      CHECK(row.value == "not fixed");
      CHECK(row.source.confidence == "U");
    }
  CHECK(not_fixed == 7);
}

TEST_CASE("A history says the last day of the time in force that a date lies in, or of the last before it") {
  const Date end = date(2019, 12, 31);
  CHECK(closed_then_open.last_day(ByOrder{date(2016, 2, 1)}) == end);
  CHECK(closed_then_open.last_day(ByOrder{end}) == end);
  CHECK(closed_then_open.last_day(ByOrder{date(2020, 6, 1)}) == end);
  CHECK(!closed_then_open.last_day(ByOrder{date(2021, 1, 1)}));   // it goes on
  CHECK(!closed_then_open.last_day(ByOrder{date(2016, 1, 31)}));  // none was before
  CHECK(!closed_then_open.last_day(ByOrder{}));                   // it began again
  CHECK(!open_then_open.last_day(ByOrder{date(2022, 1, 1)}));
}
