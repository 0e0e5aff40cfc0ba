#include "planning/mip.hpp"

#include <coin/Cbc_C_Interface.h>

#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <string>

namespace probation::planning {
namespace {

struct Model {
  Cbc_Model* cbc = Cbc_newModel();
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  ~Model() { Cbc_deleteModel(cbc); }
};

// Rows turned into columns, as CBC takes them.
struct ByColumn {
  std::vector<int> starts, rows;
  std::vector<double> factors;
};
ByColumn by_column(const Mip& mip) {
  ByColumn out;
  const std::size_t n = mip.least.size();
  std::vector<int> count(n + 1, 0);
  for (const MipRow& row : mip.rows)
    for (const auto& [column, factor] : row.terms) ++count[static_cast<std::size_t>(column) + 1];
  std::partial_sum(count.begin(), count.end(), count.begin());
  out.starts = count;
  out.rows.resize(static_cast<std::size_t>(count.back()));
  out.factors.resize(out.rows.size());
  for (std::size_t r = 0; r < mip.rows.size(); ++r)
    for (const auto& [column, factor] : mip.rows[r].terms) {
      const auto at = static_cast<std::size_t>(count[static_cast<std::size_t>(column)]++);
      out.rows[at] = static_cast<int>(r);
      out.factors[at] = factor;
    }
  return out;
}

}  // namespace

MipAnswer maximise(const Mip& mip, const std::vector<std::pair<int, double>>& terms, double seconds, double gap,
                   const std::vector<double>& start) {
  MipAnswer answer;
  const std::size_t n = mip.least.size();
  std::vector<double> objective(n, 0), least, most;
  for (const auto& [column, factor] : terms) objective[static_cast<std::size_t>(column)] -= factor;
  for (const MipRow& row : mip.rows) {
    least.push_back(row.least);
    most.push_back(row.most);
  }
  if (n == 0) return {true, true, false, {}, 0, 0};
  const ByColumn matrix = by_column(mip);
  const Model model;
  Cbc_setLogLevel(model.cbc, 0);
  Cbc_loadProblem(model.cbc, static_cast<int>(n), static_cast<int>(mip.rows.size()), matrix.starts.data(),
                  matrix.rows.data(), matrix.factors.data(), mip.least.data(), mip.most.data(), objective.data(),
                  least.data(), most.data());
  for (std::size_t c = 0; c < n; ++c)
    if (mip.whole[c] != 0) Cbc_setInteger(model.cbc, static_cast<int>(c));
  Cbc_setObjSense(model.cbc, 1);
  Cbc_setParameter(model.cbc, "log", "0");
  Cbc_setParameter(model.cbc, "threads", "0");
  Cbc_setParameter(model.cbc, "randomSeed", "1");
  Cbc_setMaximumSeconds(model.cbc, std::max(0.1, seconds));
  Cbc_setAllowableFractionGap(model.cbc, gap / 100);
  if (start.size() == n) {
    std::vector<int> columns(n);
    std::iota(columns.begin(), columns.end(), 0);
    Cbc_setMIPStartI(model.cbc, static_cast<int>(n), columns.data(), start.data());
  }
  Cbc_solve(model.cbc);
  answer.infeasible = Cbc_isProvenInfeasible(model.cbc) != 0;
  const double* solution = Cbc_getColSolution(model.cbc);
  answer.proved = Cbc_isProvenOptimal(model.cbc) != 0 && !answer.infeasible;
  const double value = Cbc_getObjValue(model.cbc);
  if (solution != nullptr && !answer.infeasible && std::abs(value) < 1e40) {
    answer.found = true;
    answer.columns.assign(solution, solution + n);
    for (std::size_t c = 0; c < n; ++c)
      if (mip.whole[c] != 0) answer.columns[c] = std::round(answer.columns[c]);
    for (const auto& [column, factor] : terms)
      answer.value += factor * answer.columns[static_cast<std::size_t>(column)];
    answer.bound = answer.proved && gap <= 0 ? answer.value : -Cbc_getBestPossibleObjValue(model.cbc);
  }
  return answer;
}

}  // namespace probation::planning
