#include "tools/common/progress.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/common/cli.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

std::string grouped(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

Progress::Progress(std::int64_t total, bool is_quiet, std::string_view counted)
    : total_(total), is_shown_(!is_quiet && stderr_is_terminal()), counted_(counted) {}

std::string Progress::line(std::int64_t files, std::int64_t total, std::int64_t cases, std::int64_t number,
                           double seconds, std::string_view counted) {
  const double rate = seconds > 0 ? static_cast<double>(files) / seconds : 0;
  std::string text = fmt::format("{} of {} files, {} cases, {} {}", grouped(files), grouped(total), grouped(cases),
                                 grouped(number), counted);
  if (rate >= 1)
    text += fmt::format(", {} files/s, {} s left", grouped(std::llround(rate)),
                        grouped(std::llround(std::ceil(static_cast<double>(total - files) / rate))));
  return text;
}

void Progress::say(std::int64_t files, std::int64_t cases, std::int64_t number) {
  if (!is_shown_) return;
  const Clock::time_point now = Clock::now();
  using std::chrono::milliseconds;
  if (now - begun_ < milliseconds(1000) || now - said_ < milliseconds(250)) return;
  said_ = now;
  stands_ = true;
  write_terminal(fmt::format(
      "\r{}\x1b[K", line(files, total_, cases, number, std::chrono::duration<double>(now - begun_).count(), counted_)));
}

void Progress::clear() {
  if (!stands_) return;
  stands_ = false;
  write_terminal("\r\x1b[K");
}

int say_interrupted(std::string_view tool, std::int64_t files, std::size_t total, std::string_view rest) {
  write_fault(tool, fmt::format("interrupted after {} of {} files; {}", files, total, rest));
  return ExitCode::interrupted;
}

}  // namespace probation::tools
