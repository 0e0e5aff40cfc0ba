#include "law/commencement.hpp"

#include <fmt/format.h>

namespace probation {

Begun begun(const Policy& policy, std::string_view name, Date day) {
  if (const LocalCommencement* set = policy.commencement_set(name); set != nullptr) {
    if (set->is_known()) return day >= set->from ? Begun::yes : Begun::no;
    return day < set->from ? Begun::no : Begun::not_known;
  }
  return day <= law_read_until ? Begun::no : Begun::not_known;
}

std::string law_fact(std::string_view name) { return fmt::format("law:{}", name); }

}  // namespace probation
