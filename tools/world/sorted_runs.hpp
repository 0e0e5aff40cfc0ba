// More records than fit into memory, in the order of their keys: sorted in pieces that go to a nameless file each, and
// merged when they are asked for. Records of one key come in the order in which they were added.
#pragma once
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probation::tools {

class SortedRuns {
 public:
  explicit SortedRuns(std::size_t most_bytes = std::size_t{96} << 20) : most_bytes_(most_bytes) {}
  void add(std::string key, std::string record);  // throws WorldFailure where the disk is full
  // Every record by key; may be asked for again. Nothing can be added afterwards.
  void each(const std::function<void(std::string_view key, std::string_view record)>& take);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void sort();
  void spill();
  std::size_t most_bytes_, bytes_ = 0;
  std::vector<std::pair<std::string, std::string>> held_;
  std::vector<std::unique_ptr<std::FILE, Closer>> runs_;
  bool is_sorted_ = false;
};

}  // namespace probation::tools
