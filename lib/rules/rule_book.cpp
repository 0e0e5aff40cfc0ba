#include <algorithm>
#include <array>

#include "rules/rule.hpp"

namespace probation::rules {

#define RULE(name) extern const Rule name;
#include "rules/rule_book.def"
#undef RULE

namespace {
constexpr std::array book{
#define RULE(name) &name,
#include "rules/rule_book.def"
#undef RULE
};
}  // namespace

std::span<const Rule* const> rule_book() { return book; }

const Rule* find_rule(std::string_view id) {
  const auto at = std::lower_bound(book.begin(), book.end(), id,
                                   [](const Rule* rule, std::string_view name) { return rule->id < name; });
  return at == book.end() || (*at)->id != id ? nullptr : *at;
}

}  // namespace probation::rules
