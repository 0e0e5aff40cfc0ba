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
  const auto at = std::find_if(book.begin(), book.end(), [&](const Rule* rule) { return rule->id == id; });
  return at == book.end() ? nullptr : *at;
}

}  // namespace probation::rules
