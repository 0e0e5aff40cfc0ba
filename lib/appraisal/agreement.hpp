// How far raters agree over a table of marks: every statistic with its standard error, and the reason where one is
// undefined. Categories are those of the declared scale, never those that happened to be used; a missing mark is no
// category; where total agreement on one mark leaves nothing to divide by, a statistic is undefined, never 0 and
// never 1.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/panel.hpp"

namespace probation::appraisal {

// Categories in order. Without values (words) only what needs names or an order can be computed.
struct MarkScale {
  std::vector<std::string> labels;
  std::vector<double> values;  // empty: the categories are words
  MeasurementLevel level = MeasurementLevel::ordinal;
  // The category a mark means: by value where there are values ("2.0" is 2), else by word.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& mark) const;
};

// One row a unit, one column a rater, each cell a category of the scale or missing.
struct MarkTable {
  MarkScale scale;
  std::vector<std::string> units;
  std::vector<std::string> raters;
  std::vector<std::vector<std::optional<std::size_t>>> cells;  // [unit][rater]
  [[nodiscard]] std::int64_t marks() const;
  [[nodiscard]] MarkTable without_rater(std::size_t rater) const;
};

enum class Weighting { unweighted, linear, ordinal, quadratic };

struct Statistic {
  std::string name;     // krippendorff_alpha, gwet_ac2, …
  std::string weights;  // weighting, or alpha's level; empty: none
  std::optional<double> value;
  std::optional<double> standard_error, low, high;  // of the 95 per cent interval by Student's t
  std::string undefined;                            // why there is no value
  std::string interval_undefined{};                 // why there is no interval round a value that should have one
};

struct WithoutRater {
  std::string rater;
  std::string name, weights;
  std::optional<double> value;
};
struct RaterSeverity {
  std::string rater;
  std::optional<double> value;  // mean of own mark less the mean of the others' over the units; above 0: lenient
};
struct Agreement {
  MeasurementLevel level{};
  std::vector<std::string> scale;
  bool scale_is_numeric = true;
  std::int64_t units = 0, raters = 0, marks = 0, missing = 0;
  std::vector<Statistic> statistics;
  std::vector<WithoutRater> without;
  std::vector<RaterSeverity> severity;
  [[nodiscard]] const Statistic* find(std::string_view name, std::string_view weights) const;
};

Statistic krippendorff_alpha(const MarkTable& table, MeasurementLevel level);
Statistic percent_agreement(const MarkTable& table, Weighting weighting);
Statistic gwet(const MarkTable& table, Weighting weighting);  // gwet_ac1 unweighted, gwet_ac2 else
Statistic fleiss_kappa(const MarkTable& table, Weighting weighting);
Statistic brennan_prediger(const MarkTable& table, Weighting weighting);
// Mean of Cohen's kappa over the pairs of raters, each on the units both marked.
Statistic light_kappa(const MarkTable& table, Weighting weighting);
// Agreement as percent_agreement, chance from each rater's own shares, their mean and covariance.
Statistic conger_kappa(const MarkTable& table, Weighting weighting);
enum class IccForm { one_1, two_1, three_1, one_k, two_k, three_k };
Statistic icc(const MarkTable& table, IccForm form);
Statistic kendall_w(const MarkTable& table, bool corrected_for_ties);
std::vector<RaterSeverity> severities(const MarkTable& table);

// How many raters a mean mark needs to be known so well, of a complete table of numbers.
struct RatersNeeded {
  double half_width = 0;           // of the 95 per cent interval
  std::optional<double> variance;  // within units, of one rater
  std::optional<std::int64_t> raters;
  std::string undefined;
};
RatersNeeded raters_needed(const MarkTable& table, double half_width);

// Those printed by default, or with `all` every statistic at every weighting and level that the scale allows.
Agreement agreement_of(const MarkTable& table, bool all);

// Share q of Student's t with `degrees` of freedom: t with P(T <= t) = q.
double student_t_quantile(double q, double degrees);

}  // namespace probation::appraisal
