// Whether a provision that is enacted had begun on a day. The release was read up to one day; what the law has not
// fixed by then is decided by the law as read for orders and events up to that day, and not known after it, unless a
// policy file sets the date.
#pragma once
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "law/standards.hpp"

namespace probation {

inline constexpr Date law_read_until = date(2026, 5, 11);  // the last day on which the law was read

enum class Begun { yes, no, not_known };
// `name`: of commencements(). A provision whose rule is never decided without its date asks `commencement` instead.
Begun begun(const Policy& policy, std::string_view name, Date day);

// The name of the missing fact: law:NAME.
std::string law_fact(std::string_view name);

}  // namespace probation
