#include "planning/mip.hpp"

#include <coin/Cbc_C_Interface.h>
#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <numeric>
#include <string>

#include "base/late_library.hpp"

namespace probation::planning {
namespace {

struct Cbc {
  LateLibrary library{late::cbc};
  PROBATION_LATE(Cbc_deleteModel);
  PROBATION_LATE(Cbc_getBestPossibleObjValue);
  PROBATION_LATE(Cbc_getColSolution);
  PROBATION_LATE(Cbc_getObjValue);
  PROBATION_LATE(Cbc_isProvenInfeasible);
  PROBATION_LATE(Cbc_isProvenOptimal);
  PROBATION_LATE(Cbc_loadProblem);
  PROBATION_LATE(Cbc_newModel);
  PROBATION_LATE(Cbc_setAllowableFractionGap);
  PROBATION_LATE(Cbc_setInteger);
  PROBATION_LATE(Cbc_setLogLevel);
  PROBATION_LATE(Cbc_setMIPStartI);
  PROBATION_LATE(Cbc_setMaximumSeconds);
  PROBATION_LATE(Cbc_setObjSense);
  PROBATION_LATE(Cbc_setParameter);
  PROBATION_LATE(Cbc_solve);
};
const Cbc& cbc() {
  static const Cbc loaded;
  return loaded;
}

struct Model {
  Cbc_Model* one = cbc().Cbc_newModel();
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  ~Model() { cbc().Cbc_deleteModel(one); }
};

// Of programs with many more columns than rows Clp prints what it finds, whatever the level of its log: for as long as
// it solves, standard output leads nowhere, and what the tool says stays whole.
class Silence {
 public:
  Silence() {
    std::fflush(stdout);
    kept_ = ::dup(STDOUT_FILENO);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDOUT_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() {
    std::fflush(stdout);
    if (kept_ < 0) return;
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
  }

 private:
  int kept_ = -1;
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
  cbc().Cbc_setLogLevel(model.one, 0);
  cbc().Cbc_loadProblem(model.one, static_cast<int>(n), static_cast<int>(mip.rows.size()), matrix.starts.data(),
                        matrix.rows.data(), matrix.factors.data(), mip.least.data(), mip.most.data(), objective.data(),
                        least.data(), most.data());
  for (std::size_t c = 0; c < n; ++c)
    if (mip.whole[c] != 0) cbc().Cbc_setInteger(model.one, static_cast<int>(c));
  cbc().Cbc_setObjSense(model.one, 1);
  cbc().Cbc_setParameter(model.one, "log", "0");
  cbc().Cbc_setParameter(model.one, "threads", "0");
  cbc().Cbc_setParameter(model.one, "randomSeed", "1");
  cbc().Cbc_setMaximumSeconds(model.one, std::max(0.1, seconds));
  cbc().Cbc_setAllowableFractionGap(model.one, gap / 100);
  if (start.size() == n) {
    std::vector<int> columns(n);
    std::iota(columns.begin(), columns.end(), 0);
    cbc().Cbc_setMIPStartI(model.one, static_cast<int>(n), columns.data(), start.data());
  }
  {
    const Silence silence;
    cbc().Cbc_solve(model.one);
  }
  answer.infeasible = cbc().Cbc_isProvenInfeasible(model.one) != 0;
  const double* solution = cbc().Cbc_getColSolution(model.one);
  answer.proved = cbc().Cbc_isProvenOptimal(model.one) != 0 && !answer.infeasible;
  const double value = cbc().Cbc_getObjValue(model.one);
  if (solution != nullptr && !answer.infeasible && std::abs(value) < 1e40) {
    answer.found = true;
    answer.columns.assign(solution, solution + n);
    for (std::size_t c = 0; c < n; ++c)
      if (mip.whole[c] != 0) answer.columns[c] = std::round(answer.columns[c]);
    for (const auto& [column, factor] : terms)
      answer.value += factor * answer.columns[static_cast<std::size_t>(column)];
    answer.bound = answer.proved && gap <= 0 ? answer.value : -cbc().Cbc_getBestPossibleObjValue(model.one);
  }
  return answer;
}

}  // namespace probation::planning
