// Krippendorff's alpha after Krippendorff, Content Analysis (2004), ch. 11.
#include <algorithm>
#include <cmath>

#include "appraisal/agreement_parts.hpp"

namespace probation::appraisal {
namespace {

// Squared distance of two categories for alpha; `given` counts each category among the pairable marks.
double distance(const MarkScale& scale, MeasurementLevel level, const std::vector<double>& given, std::size_t c,
                std::size_t k) {
  if (c == k) return 0;
  switch (level) {
    case MeasurementLevel::nominal: return 1;
    case MeasurementLevel::ordinal: {
      double between = 0;
      for (std::size_t g = std::min(c, k); g <= std::max(c, k); ++g) between += given[g];
      between -= (given[c] + given[k]) / 2;
      return between * between;
    }
    case MeasurementLevel::interval: return (scale.values[c] - scale.values[k]) * (scale.values[c] - scale.values[k]);
    case MeasurementLevel::ratio: {
      const double share = (scale.values[c] - scale.values[k]) / (scale.values[c] + scale.values[k]);
      return share * share;
    }
  }
  return 0;
}

// Alpha of the units but `left_out`; nothing where nothing was expected to differ. `why` then says it.
std::optional<double> alpha_value(const Counts& counts, const MarkScale& scale, MeasurementLevel level,
                                  std::size_t left_out, std::string_view& why) {
  const std::size_t q = scale.labels.size();
  Matrix coincidences(q, std::vector<double>(q, 0.0));
  std::vector<double> given(q, 0.0);
  double n = 0;
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) {
    const double r = counts.total[i];
    if (i == left_out || r < 2) continue;
    const std::vector<double>& m = counts.by_unit[i];
    for (std::size_t c = 0; c < q; ++c)
      for (std::size_t k = 0; k < q; ++k) coincidences[c][k] += m[c] * (m[k] - (c == k ? 1 : 0)) / (r - 1);
    for (std::size_t c = 0; c < q; ++c) given[c] += m[c];
    n += r;
  }
  if (n == 0) {
    why = no_pairs;
    return std::nullopt;
  }
  double differ = 0, expected = 0;
  for (std::size_t c = 0; c < q; ++c)
    for (std::size_t k = 0; k < q; ++k) {
      const double d = distance(scale, level, given, c, k);
      differ += coincidences[c][k] * d;
      expected += given[c] * given[k] * d;
    }
  if (expected <= 0) {
    why = no_variation;
    return std::nullopt;
  }
  return 1 - (n - 1) * differ / expected;
}

}  // namespace

Statistic krippendorff_alpha(const MarkTable& table, MeasurementLevel level) {
  const std::string_view words = word(level);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined("krippendorff_alpha", words, why);
  const bool needs_values = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  if (needs_values && table.scale.values.empty()) return undefined("krippendorff_alpha", words, only_words);
  const Counts counts = counts_of(table);
  std::string_view why;
  const std::optional<double> value = alpha_value(counts, table.scale, level, counts.by_unit.size(), why);
  if (!value) return undefined("krippendorff_alpha", words, why);
  Statistic statistic{"krippendorff_alpha", std::string(words), *value, {}, {}, {}, {}};
  // Jackknife over the units that have a mark.
  std::vector<double> left;
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) {
    const auto without = alpha_value(counts, table.scale, level, i, why);
    if (!without) return statistic;  // one unit holds all the variation: no standard error
    left.push_back(*without);
  }
  if (left.size() < 2) return statistic;
  const double n = static_cast<double>(left.size());
  double mean = 0, sum = 0;
  for (const double x : left) mean += x / n;
  for (const double x : left) sum += (x - mean) * (x - mean);
  add_interval(statistic, (n - 1) / n * sum, n);
  return statistic;
}

}  // namespace probation::appraisal
