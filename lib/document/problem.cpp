#include "document/problem.hpp"

#include <algorithm>
#include <array>

namespace probation::document {

ProblemKind kind_of(std::string_view rule) {
  constexpr std::array<std::string_view, 5> of_whole{"DOC001", "DOC003", "DOC004", "DOC005", "DOC104"};
  constexpr std::array<std::string_view, 4> of_part{"DOC002", "DOC101", "DOC102", "DOC103"};
  const auto among = [&](const auto& rules) { return std::find(rules.begin(), rules.end(), rule) != rules.end(); };
  return among(of_whole) ? ProblemKind::of_whole : among(of_part) ? ProblemKind::of_part : ProblemKind::of_record;
}

}  // namespace probation::document
