// Gwet's coefficients, Fleiss' kappa and Brennan and Prediger's, with the linearised standard errors, after Gwet,
// Handbook of Inter-Rater Reliability (2014), ch. 2-5.
#include <cmath>
#include <functional>

#include "appraisal/agreement_parts.hpp"

namespace probation::appraisal {
namespace {

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

}  // namespace

namespace {

// Shares of the categories among the marks a rater gave, over the units for which `counts` says so.
template <class Counted>
std::optional<std::vector<double>> shares_of(const MarkTable& table, std::size_t rater, Counted counts) {
  std::vector<double> shares(table.scale.labels.size(), 0.0);
  double n = 0;
  for (const auto& row : table.cells)
    if (row[rater] && counts(row)) {
      shares[*row[rater]] += 1;
      n += 1;
    }
  if (n == 0) return std::nullopt;
  for (double& share : shares) share /= n;
  return shares;
}

double expected_of(const Matrix& weights, const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    for (std::size_t l = 0; l < b.size(); ++l) sum += weights[k][l] * a[k] * b[l];
  return sum;
}

// Cohen's kappa of two raters on the units both marked; nothing where it is undefined.
std::optional<double> cohen(const MarkTable& table, const Matrix& weights, std::size_t a, std::size_t b) {
  double agree = 0, n = 0;
  for (const auto& row : table.cells)
    if (row[a] && row[b]) {
      agree += weights[*row[a]][*row[b]];
      n += 1;
    }
  if (n < 2) return std::nullopt;
  const auto both = [&](const auto& row) { return row[a].has_value() && row[b].has_value(); };
  const double chance = expected_of(weights, *shares_of(table, a, both), *shares_of(table, b, both));
  if (1 - chance < 1e-12) return std::nullopt;
  return (agree / n - chance) / (1 - chance);
}

}  // namespace

Statistic light_kappa(const MarkTable& table, Weighting weighting) {
  const std::string_view words = text_of(weighting);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined("light_kappa", words, why);
  if (by_value(weighting) && table.scale.values.empty()) return undefined("light_kappa", words, only_words);
  const Matrix weights = weights_of(table.scale, weighting);
  double sum = 0, pairs = 0;
  for (std::size_t a = 0; a < table.raters.size(); ++a)
    for (std::size_t b = a + 1; b < table.raters.size(); ++b) {
      const auto kappa = cohen(table, weights, a, b);
      if (!kappa) return undefined("light_kappa", words, "the kappa of a pair of raters is undefined");
      sum += *kappa;
      pairs += 1;
    }
  return {"light_kappa", std::string(words), sum / pairs, {}, {}, {}, {}};
}

Statistic conger_kappa(const MarkTable& table, Weighting weighting) {
  const std::string_view words = text_of(weighting);
  if (const std::string_view why = too_small(table); !why.empty()) return undefined("conger_kappa", words, why);
  if (by_value(weighting) && table.scale.values.empty()) return undefined("conger_kappa", words, only_words);
  const Matrix weights = weights_of(table.scale, weighting);
  const Observed observed = observed_agreement(counts_of(table), weights);
  std::vector<std::vector<double>> own;
  for (std::size_t r = 0; r < table.raters.size(); ++r) {
    auto shares = shares_of(table, r, [](const auto&) { return true; });
    if (!shares) return undefined("conger_kappa", words, "a rater gave no mark");
    own.push_back(std::move(*shares));
  }
  const std::size_t q = table.scale.labels.size();
  const double r = static_cast<double>(own.size());
  std::vector<double> mean(q, 0.0);
  for (const auto& shares : own)
    for (std::size_t k = 0; k < q; ++k) mean[k] += shares[k] / r;
  double chance = 0;
  for (std::size_t k = 0; k < q; ++k)
    for (std::size_t l = 0; l < q; ++l) {
      double covariance = 0;
      for (const auto& shares : own) covariance += (shares[k] - mean[k]) * (shares[l] - mean[l]) / (r - 1);
      chance += weights[k][l] * (mean[k] * mean[l] - covariance / r);
    }
  if (1 - chance < 1e-12) return undefined("conger_kappa", words, no_variation);
  return {"conger_kappa", std::string(words), (observed.all - chance) / (1 - chance), {}, {}, {}, {}};
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

}  // namespace probation::appraisal
