// The rows of one case until their turn comes: beyond a little they wait on a disk, for a case of thousands of
// requirements makes a hundred times the bytes of its file.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "tools/common/record_stream.hpp"

namespace probation::tools {

class CaseRows {
 public:
  void add(RecordStream::Row row);  // throws WorldFailure where the disk is full
  // Every row, in the order in which they came; once.
  void give(const std::function<void(RecordStream::Row)>& take);

 private:
  void put_away();
  static constexpr std::size_t held_at_most = std::size_t{1} << 20;  // bytes
  std::vector<RecordStream::Row> held_;                              // behind those that are on the disk
  std::size_t bytes_ = 0;                                            // of `held_`
  std::unique_ptr<Spill> away_;                                      // nothing: all are held
};

}  // namespace probation::tools
