// Where the time of a run goes, and how many documents the quick readers did not take: for --stats. Nothing is measured
// until somebody asks, and no answer depends on it.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace probation {

enum class Stage : std::uint8_t { search, read, judge, say, write };
inline constexpr std::array<std::string_view, 5> stage_words{"searching", "reading", "judging", "saying", "writing"};

// The time of this thread counts for the stage while this lives; of one within another, for the inner one alone.
class StageTimer {
 public:
  explicit StageTimer(Stage stage);
  ~StageTimer();
  StageTimer(const StageTimer&) = delete;
  StageTimer& operator=(const StageTimer&) = delete;

 private:
  int outer_ = 0;
  bool is_on_;
};

void count_document(bool slowly);

struct StageTimes {
  double wall = 0;                                       // seconds since it was turned on
  std::array<double, stage_words.size()> by_stage = {};  // of all threads together
  std::int64_t documents = 0, slow = 0;
};
void measure_stages();  // from now on
[[nodiscard]] bool stages_are_measured();
StageTimes stage_times();

}  // namespace probation
