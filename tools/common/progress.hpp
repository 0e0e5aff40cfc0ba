// A line on standard error that tells how far a long run is, where a terminal shows it.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace probation::tools {

class Progress {
 public:
  // `total`: files; nothing is said under --quiet. `counted`: what the third number counts.
  Progress(std::int64_t total, bool is_quiet, std::string_view counted = "findings");
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void say(std::int64_t files, std::int64_t cases, std::int64_t number);
  void clear();  // before anything else is written to standard error

  // "12,000 of 250,000 files, 12,000 cases, 314 findings, 21,000 files/s, 11 s left"
  static std::string line(std::int64_t files, std::int64_t total, std::int64_t cases, std::int64_t number,
                          double seconds, std::string_view counted = "findings");

 private:
  using Clock = std::chrono::steady_clock;
  std::int64_t total_;
  bool is_shown_;
  std::string_view counted_;
  bool stands_ = false;
  Clock::time_point begun_ = Clock::now(), said_ = begun_;
};

// "interrupted after 12 of 40 files; REST" on standard error, and the exit code for it.
int say_interrupted(std::string_view tool, std::int64_t files, std::size_t total, std::string_view rest);

}  // namespace probation::tools
