// What the statistics of agreement share: counts of marks, weights of categories, the reasons for being undefined.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appraisal/agreement.hpp"

namespace probation::appraisal {

inline constexpr std::string_view one_unit = "one unit: agreement needs at least two";
inline constexpr std::string_view one_rater = "one rater: agreement needs at least two";
inline constexpr std::string_view no_marks = "no marks";
inline constexpr std::string_view no_pairs = "no unit has two marks";
inline constexpr std::string_view few_pairs = "fewer than two units have two marks";
inline constexpr std::string_view no_variation = "no variation: every mark is the same";
inline constexpr std::string_view incomplete = "incomplete table: a mark is missing";
inline constexpr std::string_view only_words = "the scale is of words, which have no distances";

using Matrix = std::vector<std::vector<double>>;

// How often each category was given to each unit that has a mark.
struct Counts {
  Matrix by_unit;             // [unit][category]
  std::vector<double> total;  // [unit]
};
Counts counts_of(const MarkTable& table);

// The reason that no statistic of this table can have, or nothing.
std::string_view too_small(const MarkTable& table);

std::string_view text_of(Weighting weighting);
// Agreement weights: 1 on the diagonal. Linear and quadratic go by value, ordinal by position.
Matrix weights_of(const MarkScale& scale, Weighting weighting);
bool by_value(Weighting weighting);

Statistic undefined(std::string name, std::string_view weights, std::string_view why);
// Standard error and the interval by Student's t. An interval that would not hold the value is none, with the reason.
void add_interval(Statistic& statistic, double variance, double units);

}  // namespace probation::appraisal
