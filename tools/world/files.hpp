// The real world: files, clock, terminal. The only place in the project that makes system calls.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "intake/world.hpp"

namespace probation::tools {

using intake::FolderEntry;
using intake::PathKind;
using intake::PathStatus;
using intake::World;
using intake::WorldFailure;

class RealWorld : public World {
 public:
  std::string read(const std::string& path) override;
  std::unique_ptr<ByteSource> open(const std::string& path) override;
  PathStatus status(const std::string& path) override;
  std::vector<std::string> list(const std::string& folder) override;
  std::vector<FolderEntry> entries(const std::string& folder) override;
  std::string canonical(const std::string& path) override;
  std::string generation(const std::string& folder) override;
};

Date today_in_london();
// Answers whether so many seconds have passed since it was made.
std::function<bool()> after_seconds(double seconds);
unsigned processor_count();  // at least 1
bool stdout_is_terminal();
bool environment_has(const char* name);                                                      // set and not empty
std::string environment_word(const char* name);                                              // empty: not set
std::vector<std::pair<std::string, std::string>> environment_with(std::string_view prefix);  // sorted by name
std::optional<std::string> user_configuration();  // rar-tools/rar.yaml in the XDG config folder, whether it exists or
                                                  // not
// Puts a file in place whole or not at all: what stood there before stays until the new bytes are safe. A device or
// pipe is written to as it is. Throws WorldFailure.
void replace_file(const std::string& path, std::string_view bytes);
// The same of bytes that come piece by piece: `fill` gives them to what it is called with.
using Bytes = std::function<void(std::string_view)>;
void replace_file(const std::string& path, const std::function<void(const Bytes& write)>& fill);
// A file that is gone already is well; anything else throws WorldFailure.
void remove_file(const std::string& path);
// Writes at the end of a file, which is made where it is missing. Throws WorldFailure.
void append_to_file(const std::string& path, std::string_view bytes);
// Bytes that are kept until they are wanted, beyond a little on a disk, in a file without a name: however the run ends
// nothing is left of it. Throws WorldFailure.
class Spill {
 public:
  Spill() = default;
  ~Spill();
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;
  void add(std::string_view bytes);
  void give(const Bytes& take) const { give(0, size_, take); }  // from the beginning
  void give(std::size_t from, std::size_t size, const Bytes& take) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::string held_;  // not on the disk yet
  std::size_t size_ = 0;
  int fd_ = -1;
};
// While it lives, ^C and a request to end are noted instead of obeyed.
class Interruptions {
 public:
  Interruptions();
  ~Interruptions();
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;
  [[nodiscard]] static bool met();
};
bool stderr_is_terminal();
// Writes all of it to standard output or standard error. False: the reader went away.
bool write_out(std::string_view text);
void write_error(std::string_view text);
void write_terminal(std::string_view text);  // to standard error as it is: what moves a cursor is ours
// "TOOL: MESSAGE" on standard error: a line each, whatever names and values stand in them.
void write_fault(std::string_view tool, std::string_view message, const std::vector<std::string>& below = {});

}  // namespace probation::tools
