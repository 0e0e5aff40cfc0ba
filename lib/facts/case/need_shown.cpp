#include "facts/case/need_shown.hpp"

#include <fmt/format.h>

#include "base/sight.hpp"

namespace probation {

bool words_of_person_are_hidden(const CaseFacts& facts) { return sight().redact || facts.file.limited_access.is(true); }

std::string need_shown(const CaseFacts& facts, const RankedNeeds& ranked, NeedArea area) {
  if (!words_of_person_are_hidden(facts)) return std::string(document::word(area));
  const auto rank = ranked.rank(area);
  return rank ? fmt::format("need-{}", *rank + 1) : std::string("a need");
}

}  // namespace probation
