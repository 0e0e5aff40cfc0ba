// Changing a file that other people and programs change too: one writer at a time by an advisory lock beside the file,
// and the file replaced whole or not at all. What was read is compared again before it is replaced. Symbolic links are
// followed and stay links; a file that has several names is not replaced, because its other names would keep the old
// text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "document/shape.hpp"
#include "intake/world.hpp"

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

 private:
  [[nodiscard]] std::string beside(std::string_view ending) const;
  void take_lock(double timeout_seconds);
  std::string path_;    // as given
  std::string target_;  // the file itself, links followed
  std::string folder_;
  std::string name_;
  int lock_ = -1;
  bool exists_ = false;
  std::string bytes_;
  std::optional<std::string> distrust_;
  struct Was {
    unsigned long long device = 0, inode = 0;
    unsigned mode = 0666;
    unsigned owner = 0, group = 0;
  } was_;
};

// The time of day in London now.
document::Moment now_in_london();
// Makes the folder (not its parents) where there is none. Throws WorldFailure.
void make_folder(const std::string& path);

}  // namespace probation::tools
