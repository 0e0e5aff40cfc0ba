#include "law/history.hpp"

#include "law/law_rows.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

constexpr Source source{"An Act", "s. 1", date(2015, 2, 1), "2026-11-21", "S"};
constexpr History<int, 2> closed_then_open{
    "closed_then_open",
    "days",
    {{{date(2015, 2, 1), date(2019, 12, 31), 1, source}, {date(2021, 1, 1), {}, 2, source}}}};
constexpr History<int, 2> open_then_open{
    "open_then_open", "days", {{{date(2015, 2, 1), {}, 1, source}, {date(2021, 1, 1), {}, 2, source}}}};
constexpr History<int, 2> backwards{
    "backwards", "days", {{{date(2021, 1, 1), {}, 2, source}, {date(2015, 2, 1), {}, 1, source}}}};
constexpr History<int, 2> same_day{
    "same_day", "days", {{{date(2021, 1, 1), {}, 1, source}, {date(2021, 1, 1), {}, 2, source}}}};

static_assert(closed_then_open.sorted() && open_then_open.sorted());
static_assert(!backwards.sorted() && !same_day.sorted());
static_assert(open_then_open.at(date(2020, 12, 31))->value == 1);

}  // namespace

TEST_CASE("A history has no row before its first day, and an open row gives way to the next") {
  CHECK(open_then_open.at(date(2015, 1, 31)) == nullptr);
  CHECK(open_then_open.at(date(2015, 2, 1))->value == 1);
  CHECK(open_then_open.at(date(2020, 12, 31))->value == 1);
  CHECK(open_then_open.at(date(2021, 1, 1))->value == 2);
  CHECK(open_then_open.at(date(9999, 12, 31))->value == 2);
}

TEST_CASE("A history with a gap has no row in the gap, and its last days count") {
  CHECK(closed_then_open.at(date(2019, 12, 31))->value == 1);
  CHECK(closed_then_open.at(date(2020, 1, 1)) == nullptr);
  CHECK(closed_then_open.at(date(2020, 12, 31)) == nullptr);
  CHECK(closed_then_open.at(date(2021, 1, 1))->value == 2);
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
