// Each case is compiled alone; none may compile, and the compiler must complain of what the case is about.
// clang-format off: what stands after "case:" is one line.
#include "law/history.hpp"

using namespace probation;

constexpr Date day = date(2025, 1, 13);
constexpr Source source{"a title", "a provision", date(2020, 12, 1)};
constexpr auto by_conviction = history<AskedBy::conviction, int>(
    "a table", "days", {{date(2020, 12, 1), {}, 1, source}, {date(2022, 6, 28), {}, 2, source}});
bool ok() { return by_conviction.at(ByConviction{day})->value == 2; }

// case: a table asked by the conviction is not asked by the offence | could not convert|no known conversion|cannot
// convert
auto wrong() { return by_conviction.at(ByOffence{day}); }
// case: nor by the order | could not convert|no known conversion|cannot convert
auto wrong() { return by_conviction.at(ByOrder{day}); }
// case: nor by as-of | could not convert|no known conversion|cannot convert
auto wrong() { return by_conviction.at(AsAt{day}); }
// case: a date that does not say which it is asks no table | could not convert|no known conversion|cannot convert
auto wrong() { return by_conviction.at(day); }
// case: nobody takes a row by its position | private within this context|is private
auto wrong() { return by_conviction.rows_[0]; }
// case: rows stand in the order of their first days | not a constant expression|throw
constexpr auto wrong = history<AskedBy::event, int>(
    "a table", "days", {{date(2022, 6, 28), {}, 1, source}, {date(2020, 12, 1), {}, 2, source}});
// case: a value is nothing without its row | no match for|cannot convert|invalid operands|forbids comparison
bool wrong() { return by_conviction.at(ByConviction{day}) > 12; }
