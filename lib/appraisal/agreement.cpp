#include "appraisal/agreement.hpp"

#include <utility>

namespace probation::appraisal {

std::vector<RaterSeverity> severities(const MarkTable& table) {
  std::vector<RaterSeverity> rows;
  std::vector<std::pair<double, double>> sums;  // of the marks of a unit, and how many
  for (const auto& row : table.cells) {
    auto& [sum, count] = sums.emplace_back(0.0, 0.0);
    for (const auto& cell : row)
      if (cell && !table.scale.values.empty()) {
        sum += table.scale.values[*cell];
        count += 1;
      }
  }
  for (std::size_t r = 0; r < table.raters.size(); ++r) {
    double sum = 0, units = 0;
    for (std::size_t u = 0; u < table.cells.size(); ++u) {
      const auto& cell = table.cells[u][r];
      if (!cell || table.scale.values.empty() || sums[u].second < 2) continue;
      const double own = table.scale.values[*cell];
      sum += own - (sums[u].first - own) / (sums[u].second - 1);
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
  for (const Weighting weighting : weightings) out.push_back(light_kappa(table, weighting));
  for (const Weighting weighting : weightings) out.push_back(conger_kappa(table, weighting));
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
