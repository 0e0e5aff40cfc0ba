// ICC after Shrout and Fleiss (1979); W after Kendall.
#include <algorithm>
#include <array>
#include <cmath>

#include "appraisal/agreement_parts.hpp"

namespace probation::appraisal {
namespace {

// Mean squares of a complete table after Shrout and Fleiss.
struct MeanSquares {
  double between_units, between_raters, within_units, error;
  double units, raters;
};

std::optional<MeanSquares> mean_squares(const MarkTable& table, std::string_view& why) {
  why = too_small(table);
  if (!why.empty()) return std::nullopt;
  if (table.scale.values.empty()) {
    why = only_words;
    return std::nullopt;
  }
  const std::size_t n = table.units.size(), k = table.raters.size();
  std::vector<double> unit_mean(n, 0.0), rater_mean(k, 0.0);
  double mean = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      if (!table.cells[i][j]) {
        why = incomplete;
        return std::nullopt;
      }
      const double x = table.scale.values[*table.cells[i][j]];
      unit_mean[i] += x / static_cast<double>(k);
      rater_mean[j] += x / static_cast<double>(n);
      mean += x / static_cast<double>(n * k);
    }
  double units = 0, raters = 0, within = 0, error = 0;
  for (std::size_t i = 0; i < n; ++i) {
    units += static_cast<double>(k) * (unit_mean[i] - mean) * (unit_mean[i] - mean);
    for (std::size_t j = 0; j < k; ++j) {
      const double x = table.scale.values[*table.cells[i][j]];
      within += (x - unit_mean[i]) * (x - unit_mean[i]);
      const double rest = x - unit_mean[i] - rater_mean[j] + mean;
      error += rest * rest;
    }
  }
  for (std::size_t j = 0; j < k; ++j)
    raters += static_cast<double>(n) * (rater_mean[j] - mean) * (rater_mean[j] - mean);
  const double nn = static_cast<double>(n), kk = static_cast<double>(k);
  return MeanSquares{
      units / (nn - 1), raters / (kk - 1), within / (nn * (kk - 1)), error / ((nn - 1) * (kk - 1)), nn, kk};
}

}  // namespace

Statistic icc(const MarkTable& table, IccForm form) {
  static constexpr std::array names{"icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"};
  static_assert(names.size() == static_cast<std::size_t>(IccForm::three_k) + 1);
  const std::string name = names[static_cast<std::size_t>(form)];
  std::string_view why;
  const auto squares = mean_squares(table, why);
  if (!squares) return undefined(name, {}, why);
  const auto& [b, j, w, e, n, k] = *squares;
  double above = 0, below = 0;
  switch (form) {
    case IccForm::one_1:
      above = b - w;
      below = b + (k - 1) * w;
      break;
    case IccForm::two_1:
      above = b - e;
      below = b + (k - 1) * e + k * (j - e) / n;
      break;
    case IccForm::three_1:
      above = b - e;
      below = b + (k - 1) * e;
      break;
    case IccForm::one_k:
      above = b - w;
      below = b;
      break;
    case IccForm::two_k:
      above = b - e;
      below = b + (j - e) / n;
      break;
    case IccForm::three_k:
      above = b - e;
      below = b;
      break;
  }
  if (b < 1e-12 && w < 1e-12) return undefined(name, {}, no_variation);
  if (std::abs(below) < 1e-12) return undefined(name, {}, "the units do not vary");
  return {name, {}, above / below, {}, {}, {}, {}};
}

Statistic kendall_w(const MarkTable& table, bool corrected_for_ties) {
  const std::string name = corrected_for_ties ? "kendall_w" : "kendall_w_uncorrected";
  if (const std::string_view why = too_small(table); !why.empty()) return undefined(name, {}, why);
  if (table.scale.level == MeasurementLevel::nominal && table.scale.values.empty())
    return undefined(name, {}, "a nominal scale of words has no ranks");
  const std::size_t n = table.units.size(), m = table.raters.size();
  std::vector<double> rank_sum(n, 0.0);
  double ties = 0;
  bool varies = false;
  for (std::size_t r = 0; r < m; ++r) {
    std::vector<double> of_category(table.scale.labels.size(), 0.0), below(of_category.size(), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      if (!table.cells[i][r]) return undefined(name, {}, incomplete);
      of_category[*table.cells[i][r]] += 1;
    }
    for (std::size_t c = 1; c < below.size(); ++c) below[c] = below[c - 1] + of_category[c - 1];
    for (std::size_t i = 0; i < n; ++i) {
      const double less = below[*table.cells[i][r]], same = of_category[*table.cells[i][r]];
      rank_sum[i] += less + (same + 1) / 2;
      ties += same * same - 1;  // over a group of t units: t times (t² - 1), which is t³ - t
      varies = varies || same < static_cast<double>(n);
    }
  }
  if (!varies) return undefined(name, {}, "no variation: every rater gives every unit the same mark");
  const double nn = static_cast<double>(n), mm = static_cast<double>(m);
  double squares = 0;
  for (const double sum : rank_sum) squares += (sum - mm * (nn + 1) / 2) * (sum - mm * (nn + 1) / 2);
  const double most = mm * mm * (nn * nn * nn - nn) - (corrected_for_ties ? mm * ties : 0);
  return {name, {}, 12 * squares / most, {}, {}, {}, {}};
}

RatersNeeded raters_needed(const MarkTable& table, double half_width) {
  constexpr double normal_95 = 1.96;
  RatersNeeded needed{half_width, {}, {}, {}};
  std::string_view why;
  const auto squares = mean_squares(table, why);
  if (!squares) {
    needed.undefined = std::string(why);
    return needed;
  }
  needed.variance = (squares->between_raters - squares->error) / squares->units + squares->error;
  const double exact = normal_95 * normal_95 * std::max(0.0, *needed.variance) / (half_width * half_width);
  if (!(exact < 1e15)) {
    needed.undefined = "the half width is too small for any number of raters";
    return needed;
  }
  // What arithmetic on paper makes whole is not rounded up.
  needed.raters = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(exact - 1e-9)));
  return needed;
}

}  // namespace probation::appraisal
