// Krippendorff's alpha after Krippendorff, Content Analysis (2004), ch. 11.
#include <algorithm>
#include <cmath>

#include "appraisal/agreement_parts.hpp"

namespace probation::appraisal {
namespace {

// Sums over units: what alpha is made of. A unit can be taken out again, so that the jackknife costs no more than the
// sums did.
struct Sums {
  Matrix coincidences;
  std::vector<double> given;  // how often each category was given in units with two marks or more
  double marks = 0;

  explicit Sums(std::size_t categories)
      : coincidences(categories, std::vector<double>(categories, 0.0)), given(categories, 0.0) {}
  void add(const std::vector<double>& unit, double total, double times) {
    if (total < 2) return;
    for (std::size_t c = 0; c < given.size(); ++c) {
      if (unit[c] == 0) continue;
      for (std::size_t k = 0; k < given.size(); ++k)
        coincidences[c][k] += times * unit[c] * (unit[k] - (c == k ? 1 : 0)) / (total - 1);
      given[c] += times * unit[c];
    }
    marks += times * total;
  }
};

// Squared distance of two categories; `below` sums how often the categories up to each were given.
double distance(const MarkScale& scale, MeasurementLevel level, const std::vector<double>& given,
                const std::vector<double>& below, std::size_t c, std::size_t k) {
  if (c == k) return 0;
  switch (level) {
    case MeasurementLevel::nominal: return 1;
    case MeasurementLevel::ordinal: {
      const std::size_t low = std::min(c, k), high = std::max(c, k);
      const double between = below[high] - below[low] + given[low] - (given[c] + given[k]) / 2;
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

// Nothing where nothing was expected to differ; `why` then says it.
std::optional<double> alpha_value(const Sums& sums, const MarkScale& scale, MeasurementLevel level,
                                  std::string_view& why) {
  const std::size_t q = sums.given.size();
  if (sums.marks < 0.5) {  // whole numbers, but for what adding and taking away leaves
    why = no_pairs;
    return std::nullopt;
  }
  std::vector<double> below(q, 0.0);
  for (std::size_t c = 0; c < q; ++c) below[c] = sums.given[c] + (c == 0 ? 0 : below[c - 1]);
  double differ = 0, expected = 0;
  for (std::size_t c = 0; c < q; ++c)
    for (std::size_t k = 0; k < q; ++k) {
      const double d = distance(scale, level, sums.given, below, c, k);
      differ += sums.coincidences[c][k] * d;
      expected += sums.given[c] * sums.given[k] * d;
    }
  if (expected <= 1e-9) {
    why = no_variation;
    return std::nullopt;
  }
  return 1 - (sums.marks - 1) * differ / expected;
}

}  // namespace

Statistic krippendorff_alpha(const MarkTable& table, MeasurementLevel level) {
  const std::string_view words = word(level);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined("krippendorff_alpha", words, why);
  const bool needs_values = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  if (needs_values && table.scale.values.empty()) return undefined("krippendorff_alpha", words, only_words);
  const Counts counts = counts_of(table);
  std::string_view why;
  Sums sums(table.scale.labels.size());
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) sums.add(counts.by_unit[i], counts.total[i], 1);
  const std::optional<double> value = alpha_value(sums, table.scale, level, why);
  if (!value) return undefined("krippendorff_alpha", words, why);
  Statistic statistic{"krippendorff_alpha", std::string(words), *value, {}, {}, {}, {}};
  // Jackknife over the units that have a mark.
  std::vector<double> left;
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) {
    sums.add(counts.by_unit[i], counts.total[i], -1);
    const auto without = alpha_value(sums, table.scale, level, why);
    sums.add(counts.by_unit[i], counts.total[i], 1);
    if (!without) {
      statistic.interval_undefined = "one unit holds all the variation";
      return statistic;
    }
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
