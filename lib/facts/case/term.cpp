#include "facts/case/term.hpp"

#include <algorithm>

namespace probation {
namespace {

// Beyond it no term is told from another, and sums stay in range.
std::int64_t amount(const Located<std::int64_t>& value) {
  return std::clamp<std::int64_t>(value.value_or(0), 0, 1'000'000);
}

}  // namespace

std::optional<bool> term_exceeds(const std::optional<Term>& term, int months) {
  if (!term || !(term->days || term->weeks || term->months || term->years)) return std::nullopt;
  const std::int64_t whole = amount(term->months) + 12 * amount(term->years);
  const std::int64_t days = amount(term->days) + 7 * amount(term->weeks);
  if (days == 0) return whole > months;
  if (whole >= months) return true;
  const std::int64_t left = months - whole;  // months that the days would have to exceed
  // n months last from 28 n to 31 n days; over whole years from 365 n/12 to 366 n/12.
  const std::int64_t shortest = left / 12 * 365 + left % 12 * 28, longest = left / 12 * 366 + left % 12 * 31;
  if (days > longest) return true;
  if (days <= shortest) return false;
  return std::nullopt;
}

std::optional<bool> term_is_under(const std::optional<Term>& term, int days) {
  if (!term || (!term->days && !term->weeks && !term->months && !term->years)) return std::nullopt;
  const std::int64_t whole = amount(term->months) + 12 * amount(term->years);
  const std::int64_t beside = amount(term->days) + 7 * amount(term->weeks);
  if (whole * 28 + beside >= days) return false;
  if (whole * 31 + beside < days) return true;
  return std::nullopt;
}

}  // namespace probation
