#include "base/stage_times.hpp"

#include <atomic>
#include <chrono>

namespace probation {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int none = -1;

std::atomic<bool> is_measured{false};
Clock::time_point begun;
std::array<std::atomic<std::int64_t>, stage_words.size()> spent{};  // nanoseconds
std::atomic<std::int64_t> documents_read{0}, slow_documents{0};
thread_local int current = none;
thread_local Clock::time_point since;

// What passed since the last change belongs to the stage that this thread is in.
void change_to(int stage) {
  const Clock::time_point now = Clock::now();
  if (current != none)
    spent.at(static_cast<std::size_t>(current))
        .fetch_add(std::chrono::nanoseconds(now - since).count(), std::memory_order_relaxed);
  current = stage;
  since = now;
}

}  // namespace

StageTimer::StageTimer(Stage stage) : is_on_(is_measured.load(std::memory_order_relaxed)) {
  if (!is_on_) return;
  outer_ = current;
  change_to(static_cast<int>(stage));
}

StageTimer::~StageTimer() {
  if (is_on_) change_to(outer_);
}

void count_document(bool slowly) {
  if (!is_measured.load(std::memory_order_relaxed)) return;
  documents_read.fetch_add(1, std::memory_order_relaxed);
  if (slowly) slow_documents.fetch_add(1, std::memory_order_relaxed);
}

void measure_stages() {
  begun = Clock::now();
  is_measured = true;
}

bool stages_are_measured() { return is_measured; }

StageTimes stage_times() {
  StageTimes out;
  out.wall = std::chrono::duration<double>(Clock::now() - begun).count();
  for (std::size_t i = 0; i < spent.size(); ++i) out.by_stage.at(i) = static_cast<double>(spent.at(i)) / 1e9;
  out.documents = documents_read;
  out.slow = slow_documents;
  return out;
}

}  // namespace probation
