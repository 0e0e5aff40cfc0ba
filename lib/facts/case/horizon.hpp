// Until when work can still be delivered under a requirement: the end of its relevant period, or the day before the
// final third where Reset applies to a person who is not exempt. And how much still fits before it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "facts/case/final_third.hpp"

namespace probation {

struct Horizon {
  std::optional<Date> end;                  // last day of the relevant period; nothing: not known
  std::optional<bool> stopped;              // Reset stops delivery before `end`; nothing: not known
  std::optional<Date> last;                 // last day on which work can be delivered; nothing: not known
  std::optional<Date> earliest;             // then: it is this day or a later one; nothing: not known either
  Place place;                              // of the date that ends it
  std::string_view last_words;              // "the order ends here"
  bool moved = false;                       // Reset moved `last`
  [[nodiscard]] std::string words() const;  // "the order ends here, 2026-01-12"
  std::string computed;                     // how Reset moved it; empty where it did not
  std::vector<Missing> missing;             // what keeps `last` unknown
};
Horizon horizon(const CaseFacts& facts, const Order& order, const Requirement& requirement);

// Whole days left after as-of up to and with `last`; none where it lies behind.
int days_left_until(Date as_of, Date last);
// What fits into that many days at so much a week, rounded down.
std::int64_t fits(std::int64_t whole_days, std::int64_t per_week);

}  // namespace probation
