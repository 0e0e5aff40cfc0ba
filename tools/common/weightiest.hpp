// --max-findings of a run that is not held, for one output: the weightiest so many findings, and behind them facts that
// are missing; of those that weigh the same the first in path order. Held is what may still be among them.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "render/run/run.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

class Weightiest {
 public:
  // `of_gaps`: facts that are missing are cut too.
  Weightiest(std::int64_t most, bool of_gaps) : most_(most), of_gaps_(of_gaps) {}
  Weightiest(const Weightiest&) = delete;
  Weightiest& operator=(const Weightiest&) = delete;

  static constexpr std::size_t weights = 12;  // outcome and severity of findings, severity of facts behind them
  // A finding or a fact: its weight, and how many of that weight stand before it.
  struct Rank {
    std::size_t weight;
    std::int64_t before;
  };
  struct Part {
    render::RunOutput run;  // of its findings and facts those that may be printed
    std::vector<Rank> findings, gaps;
    std::array<std::int64_t, weights> counts{};  // of all
  };
  // What of a part, cut to what the output prints otherwise, may be printed. On many threads.
  [[nodiscard]] std::unique_ptr<Part> weigh(const render::RunOutput& part) const;

  // Parts in path order. `render` makes the texts of a part whose findings are settled; `put` gets them in order.
  using Render = std::function<std::vector<std::string>(const render::RunOutput&)>;
  using Put = std::function<bool(std::vector<std::string>)>;  // false: nobody reads it
  bool take(std::unique_ptr<Part> part, const Render& render, const Put& put);
  bool finish(const Render& render, const Put& put);

  // Once finished: what is not printed, passes among the findings or not, and the facts.
  struct Cut {
    std::int64_t counted = 0, findings = 0, gaps = 0;
  };
  [[nodiscard]] const Cut& cut() const { return cut_; }

 private:
  using Counts = std::array<std::int64_t, weights>;
  // Leaves out what has at least so many before it; what is left waits, or stands where `all` are counted.
  void leave_out(Part& part, const Counts& all);
  void keep(const std::vector<std::string>& texts);
  std::int64_t most_;
  bool of_gaps_;
  std::array<std::atomic<std::int64_t>, weights> so_far_{};
  // In path order: the texts of a part on a disk, or a part that waits.
  struct Waiting {
    std::unique_ptr<Part> part;
    std::vector<std::size_t> sizes = {};  // of the texts
  };
  std::vector<Waiting> waiting_;
  Spill texts_;
  Cut cut_;
};

}  // namespace probation::tools
