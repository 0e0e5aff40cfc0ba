// The rows of a lane: what would lie on something else goes a row further down.
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace probation::render::web {

class Rows {
 public:
  // The first row on which nothing stands from `from` on, a gap before it included; it is then taken until `until`.
  // Found by the least end of ever smaller groups of rows, for a case may have thousands of marks on one day.
  std::size_t take(double from, double until) {
    const auto is_free = [&](std::size_t node) { return ends_[node] + gap <= from; };
    while (!is_free(1)) grow();
    std::size_t node = 1;
    while (node < leaves()) node = is_free(2 * node) ? 2 * node : 2 * node + 1;
    const std::size_t row = node - leaves();
    ends_[node] = until;
    for (node /= 2; node > 0; node /= 2) ends_[node] = std::min(ends_[2 * node], ends_[2 * node + 1]);
    size_ = std::max(size_, row + 1);
    return row;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr double gap = 3, never_taken = -1e9;
  [[nodiscard]] std::size_t leaves() const { return ends_.size() / 2; }
  void grow() {
    std::vector<double> wider(ends_.size() * 2, never_taken);
    std::copy(ends_.begin() + static_cast<std::ptrdiff_t>(leaves()), ends_.end(),
              wider.begin() + static_cast<std::ptrdiff_t>(ends_.size()));
    for (std::size_t node = ends_.size() - 1; node > 0; --node)
      wider[node] = std::min(wider[2 * node], wider[2 * node + 1]);
    ends_ = std::move(wider);
  }
  std::vector<double> ends_ =
      std::vector<double>(2, never_taken);  // [1] of all rows, [2n] and [2n + 1] the halves of [n]
  std::size_t size_ = 0;
};

}  // namespace probation::render::web
