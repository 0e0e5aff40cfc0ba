// Changing a file that other people and programs change too: one writer at a time by an advisory lock beside the file
// and one on the file itself, and the file replaced whole or not at all. What was read is compared again before it is
// replaced. A symbolic link of one's own is followed and stays a link; a file that has several names, may not be
// written by whoever runs the command, or cannot be replaced with the rights it has, is not replaced.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "document/shape.hpp"
#include "intake/world.hpp"
#include "tools/world/file_rights.hpp"
#include "tools/world/world_call.hpp"

namespace probation::tools {

using intake::WorldFailure;

// Somebody else is at work on the file, or changed it underneath: exit 4, safe to try again.
class WorldConflict : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// The file is of a kind that cannot be replaced without harm: exit 5.
class WorldRefusal : public std::runtime_error {
 public:
  WorldRefusal(const std::string& why, std::string fix) : std::runtime_error(why), fix_(std::move(fix)) {}
  [[nodiscard]] const std::string& fix() const { return fix_; }

 private:
  std::string fix_;
};

// A file held for an edit: locked by `.NAME.lock` beside it (which stays), read, and kept as it was read. Throws
// WorldConflict where the lock is not had in time, WorldRefusal, WorldFailure.
class FileEdit {
 public:
  FileEdit(const std::string& path, double lock_timeout_seconds);
  ~FileEdit();
  FileEdit(const FileEdit&) = delete;
  FileEdit& operator=(const FileEdit&) = delete;

  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  // Locks cannot be trusted here (a network file system, or none at all): only the comparison protects.
  [[nodiscard]] const std::optional<std::string>& distrust() const { return distrust_; }
  // Throws WorldConflict where the file is no longer what was read, WorldFailure where the world fails; the old file is
  // then still there, whole. A file that did not exist is made, and never over one that has appeared since.
  void replace(std::string_view bytes);
  // Takes away the lock that this edit made beside the file: who waits for it finds that its name means another. The
  // last thing that is done with an edit.
  void leave_no_lock();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string beside(std::string_view ending) const;
  void follow_links();
  // The rights a file that does not exist yet is to have.
  [[nodiscard]] FileRights rights_of_new_file() const;
  void take_lock(Clock::time_point until, double timeout_seconds);
  [[nodiscard]] int open_lock();
  [[nodiscard]] int make_lock(const std::string& lock_path);
  void check_lock(int fd, const std::string& lock_path) const;
  // Whether the lock is had; false: try again.
  [[nodiscard]] bool try_lock(int fd);
  void open_file(Clock::time_point until, double timeout_seconds);
  void write_new(int fd, std::string_view bytes);
  void put_in_place(const std::string& fresh);
  void compare_again();
  void sync_folder();
  std::string path_;    // as given
  std::string target_;  // the file itself, links followed
  std::string folder_;
  std::string name_;
  Descriptor lock_, file_;
  bool exists_ = false, made_lock_ = false;
  std::string bytes_;
  std::optional<std::string> distrust_;
  FileRights rights_;  // of the file, or those that a new one is to have
};

// The time of day in London now.
document::Moment now_in_london();
// Makes the folder (not its parents) where there is none. Throws WorldFailure.
void make_folder(const std::string& path);

}  // namespace probation::tools
