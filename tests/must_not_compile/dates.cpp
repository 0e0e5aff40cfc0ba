// Each case is compiled alone; none may compile, and the compiler must complain of what the case is about.
// clang-format off: what stands after "case:" is one line.
#include "base/date.hpp"

using namespace probation;

constexpr Date day = date(2025, 1, 13);
bool ok() { return day < day + Days{1} && months_after(day, Months{1}) > day; }

// case: months and days do not compare | no match for .operator<
bool wrong() { return Days{30} < Months{1}; }
// case: nor are they equal | no match for .operator==
bool wrong() { return Days{30} == Months{1}; }
// case: days are not months | could not convert|no known conversion|cannot convert
Date wrong() { return months_after(day, Days{30}); }
// case: a month has no length to add | no match for .operator\+
Date wrong() { return day + Months{1}; }
// case: a number says neither days nor months | no match for .operator\+
Date wrong() { return day + 28; }
// case: a number of months is not a number | could not convert|no known conversion|cannot convert
Date wrong() { return months_after(day, 6); }
// case: there is no such day | not a constant expression|bad_optional_access
Date wrong() { return date(2025, 2, 30); }
// case: a written date is no variable | not a constant expression|call to consteval
Date wrong(int year) { return date(year, 1, 1); }
// case: dates are not made of numbers of days | private within this context|is private
Date wrong() { return Date{std::chrono::sys_days{}}; }
// case: two dates have no sum | no match for .operator\+
auto wrong() { return day + day; }
// case: a date is no number | cannot convert|no match for
int wrong() { return day; }
