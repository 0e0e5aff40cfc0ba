// Krippendorff's alpha after Krippendorff, Content Analysis (2004), ch. 11; Gwet's coefficients and the linearised
// standard errors after Gwet, Handbook of Inter-Rater Reliability (2014), ch. 2-5; ICC after Shrout and Fleiss (1979);
// W after Kendall.
#include "appraisal/agreement.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace probation::appraisal {
namespace {

constexpr double confidence = 0.95;
constexpr std::string_view one_unit = "one unit: agreement needs at least two";
constexpr std::string_view one_rater = "one rater: agreement needs at least two";
constexpr std::string_view no_marks = "no marks";
constexpr std::string_view no_pairs = "no unit has two marks";
constexpr std::string_view no_variation = "no variation: every mark is the same";
constexpr std::string_view incomplete = "incomplete table: a mark is missing";
constexpr std::string_view only_words = "the scale is of words, which have no distances";

using Matrix = std::vector<std::vector<double>>;

// How often each category was given to each unit that has a mark.
struct Counts {
  Matrix by_unit;             // [unit][category]
  std::vector<double> total;  // [unit]
};

Counts counts_of(const MarkTable& table) {
  Counts counts;
  for (const auto& row : table.cells) {
    std::vector<double> of_unit(table.scale.labels.size(), 0.0);
    double total = 0;
    for (const auto& cell : row)
      if (cell) {
        of_unit[*cell] += 1;
        total += 1;
      }
    if (total == 0) continue;
    counts.by_unit.push_back(std::move(of_unit));
    counts.total.push_back(total);
  }
  return counts;
}

// The reason that no statistic of this table can have, or nothing.
std::string_view too_small(const MarkTable& table) {
  std::size_t units = 0, raters = 0;
  for (const auto& row : table.cells)
    units += std::any_of(row.begin(), row.end(), [](const auto& cell) { return cell.has_value(); }) ? 1 : 0;
  for (std::size_t r = 0; r < table.raters.size(); ++r)
    raters += std::any_of(table.cells.begin(), table.cells.end(), [&](const auto& row) { return row[r].has_value(); })
                  ? 1
                  : 0;
  if (units == 0) return no_marks;
  if (raters < 2) return one_rater;
  if (units < 2) return one_unit;
  return {};
}

std::string_view text_of(Weighting weighting) {
  static constexpr std::array<std::string_view, 4> words{"unweighted", "linear", "ordinal", "quadratic"};
  return words[static_cast<std::size_t>(weighting)];
}

// Agreement weights: 1 on the diagonal. Linear and quadratic go by value, ordinal by position.
Matrix weights_of(const MarkScale& scale, Weighting weighting) {
  const std::size_t q = scale.labels.size();
  Matrix weights(q, std::vector<double>(q, 0.0));
  for (std::size_t k = 0; k < q; ++k)
    for (std::size_t l = 0; l < q; ++l) {
      const double steps = std::abs(static_cast<double>(k) - static_cast<double>(l));
      double w = k == l ? 1 : 0;
      if (weighting == Weighting::ordinal && k != l) {
        const double last = static_cast<double>(q) - 1;
        w = 1 - (steps * (steps + 1)) / (last * (last + 1));
      } else if ((weighting == Weighting::linear || weighting == Weighting::quadratic) && k != l) {
        const double share = std::abs(scale.values[k] - scale.values[l]) / (scale.values.back() - scale.values.front());
        w = 1 - (weighting == Weighting::linear ? share : share * share);
      }
      weights[k][l] = w;
    }
  return weights;
}

bool by_value(Weighting weighting) { return weighting == Weighting::linear || weighting == Weighting::quadratic; }

Statistic undefined(std::string name, std::string_view weights, std::string_view why) {
  return {std::move(name), std::string(weights), {}, {}, {}, {}, std::string(why)};
}

void add_interval(Statistic& statistic, double variance, double units) {
  if (!(variance >= 0)) return;
  const double error = std::sqrt(variance);
  const double t = student_t_quantile((1 + confidence) / 2, units - 1);
  statistic.standard_error = error;
  statistic.low = std::max(-1.0, *statistic.value - t * error);
  statistic.high = std::min(1.0, *statistic.value + t * error);
}

// Agreement observed in each unit with two marks or more, and over all.
struct Observed {
  std::vector<double> by_unit;  // 0 where a unit has one mark
  double all = 0;
  double units = 0;  // with two marks or more
};

Observed observed_agreement(const Counts& counts, const Matrix& weights) {
  Observed observed;
  double sum = 0;
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) {
    const std::vector<double>& n = counts.by_unit[i];
    const double r = counts.total[i];
    double agree = 0;
    if (r >= 2) {
      for (std::size_t k = 0; k < n.size(); ++k) {
        double weighted = 0;
        for (std::size_t l = 0; l < n.size(); ++l) weighted += weights[k][l] * n[l];
        agree += n[k] * (weighted - 1);
      }
      agree /= r * (r - 1);
      sum += agree;
      observed.units += 1;
    }
    observed.by_unit.push_back(agree);
  }
  observed.all = observed.units > 0 ? sum / observed.units : 0;
  return observed;
}

// Share of each category: the mean over all units with a mark, those with a single one too.
std::vector<double> shares(const Counts& counts) {
  std::vector<double> pi(counts.by_unit.empty() ? 0 : counts.by_unit.front().size(), 0.0);
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i)
    for (std::size_t k = 0; k < pi.size(); ++k) pi[k] += counts.by_unit[i][k] / counts.total[i];
  for (double& share : pi) share /= static_cast<double>(counts.by_unit.size());
  return pi;
}

// Coefficients of the form (pa - pe) / (1 - pe). `chance` gives pe; `chance_of_unit` a unit's part in it for the
// linearised variance, nothing where pe does not depend on the marks.
Statistic chance_corrected(
    std::string name, const MarkTable& table, Weighting weighting,
    const std::function<double(const Matrix&, const std::vector<double>&)>& chance,
    const std::function<std::vector<double>(const Matrix&, const std::vector<double>&)>& part_of_category) {
  const std::string_view words = text_of(weighting);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined(std::move(name), words, why);
  if (by_value(weighting) && table.scale.values.empty()) return undefined(std::move(name), words, only_words);
  const Counts counts = counts_of(table);
  const Matrix weights = weights_of(table.scale, weighting);
  const Observed observed = observed_agreement(counts, weights);
  if (observed.units == 0) return undefined(std::move(name), words, no_pairs);
  const std::vector<double> pi = shares(counts);
  const double pe = chance(weights, pi);
  if (1 - pe < 1e-12) return undefined(std::move(name), words, no_variation);
  Statistic statistic{std::move(name), std::string(words), (observed.all - pe) / (1 - pe), {}, {}, {}, {}};
  const double n = static_cast<double>(counts.by_unit.size());
  const std::vector<double> parts = part_of_category(weights, pi);
  double sum = 0;
  for (std::size_t i = 0; i < counts.by_unit.size(); ++i) {
    const double r = counts.total[i];
    double of_unit = (n / observed.units) * (observed.by_unit[i] - (r >= 2 ? pe : 0)) / (1 - pe);
    if (!parts.empty()) {
      double pe_of_unit = 0;
      for (std::size_t k = 0; k < parts.size(); ++k) pe_of_unit += counts.by_unit[i][k] * parts[k];
      of_unit -= 2 * (1 - *statistic.value) * (pe_of_unit / r - pe) / (1 - pe);
    }
    sum += (of_unit - *statistic.value) * (of_unit - *statistic.value);
  }
  add_interval(statistic, sum / (n * (n - 1)), n);
  return statistic;
}

double sum_of(const Matrix& weights) {
  double sum = 0;
  for (const auto& row : weights)
    for (const double w : row) sum += w;
  return sum;
}

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

// Regularised incomplete beta function by its continued fraction (Lentz).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(b, a, 1 - x);
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x)) / a;
  constexpr double tiny = 1e-300;
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (std::abs(d) < tiny ? tiny : d);
  double fraction = d;
  for (int m = 1; m < 500; ++m) {
    for (const bool even : {true, false}) {
      const double numerator = even ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                    : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 + numerator * d;
      d = 1 / (std::abs(d) < tiny ? tiny : d);
      c = 1 + numerator / c;
      if (std::abs(c) < tiny) c = tiny;
      fraction *= c * d;
    }
    if (std::abs(c * d - 1) < 1e-15) break;
  }
  return front * fraction;
}

}  // namespace

double student_t_quantile(double q, double degrees) {
  const auto below = [&](double t) {
    const double middle = incomplete_beta(0.5, degrees / 2, t * t / (degrees + t * t)) / 2;
    return t >= 0 ? 0.5 + middle : 0.5 - middle;
  };
  double low = -1e6, high = 1e6;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (below(middle) < q ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::optional<std::size_t> MarkScale::find(const std::string& mark) const {
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == mark) return i;
  if (values.empty() || mark.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(mark.data(), mark.data() + mark.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != mark.data() + mark.size()) return std::nullopt;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] == value) return i;
  return std::nullopt;
}

std::int64_t MarkTable::marks() const {
  std::int64_t count = 0;
  for (const auto& row : cells)
    count += std::count_if(row.begin(), row.end(), [](const auto& cell) { return cell.has_value(); });
  return count;
}

MarkTable MarkTable::without_rater(std::size_t rater) const {
  MarkTable table = *this;
  table.raters.erase(table.raters.begin() + static_cast<std::ptrdiff_t>(rater));
  for (auto& row : table.cells) row.erase(row.begin() + static_cast<std::ptrdiff_t>(rater));
  return table;
}

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

Statistic percent_agreement(const MarkTable& table, Weighting weighting) {
  const std::string_view words = text_of(weighting);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined("percent_agreement", words, why);
  if (by_value(weighting) && table.scale.values.empty()) return undefined("percent_agreement", words, only_words);
  const Observed observed = observed_agreement(counts_of(table), weights_of(table.scale, weighting));
  if (observed.units == 0) return undefined("percent_agreement", words, no_pairs);
  return {"percent_agreement", std::string(words), observed.all, {}, {}, {}, {}};
}

Statistic gwet(const MarkTable& table, Weighting weighting) {
  const auto q = [](const Matrix& weights) { return static_cast<double>(weights.size()); };
  return chance_corrected(
      weighting == Weighting::unweighted ? "gwet_ac1" : "gwet_ac2", table, weighting,
      [&](const Matrix& weights, const std::vector<double>& pi) {
        double sum = 0;
        for (const double share : pi) sum += share * (1 - share);
        return sum_of(weights) * sum / (q(weights) * (q(weights) - 1));
      },
      [&](const Matrix& weights, const std::vector<double>& pi) {
        std::vector<double> parts;
        for (const double share : pi) parts.push_back(sum_of(weights) * (1 - share) / (q(weights) * (q(weights) - 1)));
        return parts;
      });
}

Statistic fleiss_kappa(const MarkTable& table, Weighting weighting) {
  return chance_corrected(
      "fleiss_kappa", table, weighting,
      [](const Matrix& weights, const std::vector<double>& pi) {
        double sum = 0;
        for (std::size_t k = 0; k < pi.size(); ++k)
          for (std::size_t l = 0; l < pi.size(); ++l) sum += weights[k][l] * pi[k] * pi[l];
        return sum;
      },
      [](const Matrix& weights, const std::vector<double>& pi) {
        std::vector<double> parts(pi.size(), 0.0);
        for (std::size_t k = 0; k < pi.size(); ++k)
          for (std::size_t l = 0; l < pi.size(); ++l) parts[k] += weights[k][l] * pi[l];
        return parts;
      });
}

Statistic brennan_prediger(const MarkTable& table, Weighting weighting) {
  return chance_corrected(
      "brennan_prediger", table, weighting,
      [](const Matrix& weights, const std::vector<double>&) {
        return sum_of(weights) / (static_cast<double>(weights.size()) * static_cast<double>(weights.size()));
      },
      [](const Matrix&, const std::vector<double>&) { return std::vector<double>{}; });
}

Statistic icc(const MarkTable& table, IccForm form) {
  static constexpr std::array<const char*, 6> names{"icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"};
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
    for (std::size_t i = 0; i < n; ++i) {
      if (!table.cells[i][r]) return undefined(name, {}, incomplete);
      double less = 0, same = 0;
      for (std::size_t other = 0; other < n; ++other) {
        if (!table.cells[other][r]) return undefined(name, {}, incomplete);
        less += *table.cells[other][r] < *table.cells[i][r] ? 1 : 0;
        same += *table.cells[other][r] == *table.cells[i][r] ? 1 : 0;
      }
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

std::vector<RaterSeverity> severities(const MarkTable& table) {
  std::vector<RaterSeverity> rows;
  for (std::size_t r = 0; r < table.raters.size(); ++r) {
    double sum = 0, units = 0;
    for (const auto& row : table.cells) {
      if (!row[r] || table.scale.values.empty()) continue;
      double others = 0, count = 0;
      for (std::size_t other = 0; other < row.size(); ++other)
        if (other != r && row[other]) {
          others += table.scale.values[*row[other]];
          count += 1;
        }
      if (count == 0) continue;
      sum += table.scale.values[*row[r]] - others / count;
      units += 1;
    }
    rows.push_back({table.raters[r], units > 0 ? std::optional(sum / units) : std::nullopt});
  }
  return rows;
}

const Statistic* Agreement::find(std::string_view name, std::string_view weights) const {
  for (const Statistic& statistic : statistics)
    if (statistic.name == name && statistic.weights == weights) return &statistic;
  return nullptr;
}

namespace {

std::vector<Statistic> printed(const MarkTable& table, bool all) {
  const MeasurementLevel level = table.scale.level;
  std::vector<Statistic> out;
  if (!all) {
    const Weighting weighting = level == MeasurementLevel::nominal   ? Weighting::unweighted
                                : level == MeasurementLevel::ordinal ? Weighting::ordinal
                                                                     : Weighting::quadratic;
    out.push_back(percent_agreement(table, weighting));
    out.push_back(krippendorff_alpha(table, level));
    out.push_back(gwet(table, weighting));
    out.push_back(icc(table, IccForm::two_k));
    return out;
  }
  const bool numeric = !table.scale.values.empty();
  std::vector<Weighting> weightings{Weighting::unweighted};
  if (numeric) weightings.push_back(Weighting::linear);
  if (numeric || level != MeasurementLevel::nominal) weightings.push_back(Weighting::ordinal);
  if (numeric) weightings.push_back(Weighting::quadratic);
  std::vector<MeasurementLevel> levels{MeasurementLevel::nominal};
  if (numeric || level != MeasurementLevel::nominal) levels.push_back(MeasurementLevel::ordinal);
  if (numeric) levels.push_back(MeasurementLevel::interval);
  if (numeric && table.scale.values.front() >= 0) levels.push_back(MeasurementLevel::ratio);
  for (const Weighting weighting : weightings) out.push_back(percent_agreement(table, weighting));
  for (const MeasurementLevel each : levels) out.push_back(krippendorff_alpha(table, each));
  for (const Weighting weighting : weightings) out.push_back(gwet(table, weighting));
  for (const Weighting weighting : weightings) out.push_back(fleiss_kappa(table, weighting));
  for (const Weighting weighting : weightings) out.push_back(brennan_prediger(table, weighting));
  for (const IccForm form :
       {IccForm::one_1, IccForm::two_1, IccForm::three_1, IccForm::one_k, IccForm::two_k, IccForm::three_k})
    out.push_back(icc(table, form));
  out.push_back(kendall_w(table, true));
  out.push_back(kendall_w(table, false));
  return out;
}

}  // namespace

Agreement agreement_of(const MarkTable& table, bool all) {
  Agreement agreement;
  agreement.level = table.scale.level;
  agreement.scale = table.scale.labels;
  agreement.scale_is_numeric = !table.scale.values.empty();
  agreement.units = static_cast<std::int64_t>(table.units.size());
  agreement.raters = static_cast<std::int64_t>(table.raters.size());
  agreement.marks = table.marks();
  agreement.missing = agreement.units * agreement.raters - agreement.marks;
  agreement.statistics = printed(table, all);
  for (std::size_t r = 0; r < table.raters.size(); ++r)
    for (Statistic& statistic : printed(table.without_rater(r), all))
      agreement.without.push_back(
          {table.raters[r], std::move(statistic.name), std::move(statistic.weights), statistic.value});
  agreement.severity = severities(table);
  return agreement;
}

}  // namespace probation::appraisal
