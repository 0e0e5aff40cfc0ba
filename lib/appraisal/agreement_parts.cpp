#include "appraisal/agreement_parts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace probation::appraisal {
namespace {

constexpr double confidence = 0.95;

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
  const auto pairable = std::count_if(table.cells.begin(), table.cells.end(), [](const auto& row) {
    return std::count_if(row.begin(), row.end(), [](const auto& cell) { return cell.has_value(); }) >= 2;
  });
  if (pairable == 0) return no_pairs;
  if (pairable < 2) return few_pairs;
  return {};
}

std::string_view text_of(Weighting weighting) {
  static constexpr std::array<std::string_view, 4> words{"unweighted", "linear", "ordinal", "quadratic"};
  static_assert(words.size() == static_cast<std::size_t>(Weighting::quadratic) + 1 && !words.back().empty());
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
  if (!(variance >= 0) || !std::isfinite(variance)) {
    statistic.interval_undefined = "the variance cannot be computed";
    return;
  }
  const double error = std::sqrt(variance);
  const double t = student_t_quantile((1 + confidence) / 2, units - 1);
  statistic.standard_error = error;
  if (*statistic.value < -1 || *statistic.value > 1) {
    statistic.interval_undefined = "the value lies outside -1 to 1, where an interval is cut";
    return;
  }
  statistic.low = std::max(-1.0, *statistic.value - t * error);
  statistic.high = std::min(1.0, *statistic.value + t * error);
}

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

}  // namespace probation::appraisal
