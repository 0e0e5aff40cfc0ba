// A mixed integer program, solved by CBC. The only place that includes it. One thread and no clock but the limit given:
// the same program, the same answer.
#pragma once
#include <utility>
#include <vector>

namespace probation::planning {

struct MipRow {
  double least, most;
  std::vector<std::pair<int, double>> terms;  // column, factor
};
struct Mip {
  std::vector<double> least, most;  // of each column
  std::vector<char> whole;
  std::vector<MipRow> rows;
  int add_column(double from, double until, bool is_whole) {
    least.push_back(from);
    most.push_back(until);
    whole.push_back(is_whole ? 1 : 0);
    return static_cast<int>(least.size()) - 1;
  }
};
struct MipAnswer {
  bool found = false, proved = false, infeasible = false;
  std::vector<double> columns;
  double value = 0, bound = 0;
};

// Greatest value of the terms. `gap` in 100 of the value; `start`: a solution known to hold, or empty.
MipAnswer maximise(const Mip& mip, const std::vector<std::pair<int, double>>& terms, double seconds, double gap,
                   const std::vector<double>& start);

}  // namespace probation::planning
