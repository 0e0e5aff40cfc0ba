// The real world: files, clock, terminal. The only place in the project that makes system calls.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "caseload/world.hpp"

namespace probation::tools {

class RealWorld : public World {
 public:
  std::string read(const std::string& path) override;
  PathKind kind(const std::string& path) override;
  std::vector<std::string> list(const std::string& folder) override;
  std::string canonical(const std::string& path) override;
};

Date today_in_london();
// Answers whether so many seconds have passed since it was made.
std::function<bool()> after_seconds(double seconds);
unsigned processor_count();          // at least 1
bool stdout_is_terminal();
bool environment_has(const char* name);  // set and not empty
// Writes all of it to standard output or standard error. False: the reader went away.
bool write_out(std::string_view text);
void write_error(std::string_view text);

}  // namespace probation::tools
