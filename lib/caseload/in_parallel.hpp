// Work shared out over threads by an atomic counter.
#pragma once
#include <cstddef>
#include <functional>

namespace probation::caseload {

// Runs `work(i, thread)` for every i below `count` on `threads` threads, numbered from 0; the first exception is thrown
// again here. Where so many threads cannot be made, half of those that could do the work: the others would leave it no
// memory.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work);

}  // namespace probation::caseload
