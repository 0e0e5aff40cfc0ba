// Several files of a register changed as one: one lock a folder from reading to the last rename, and a journal beside
// the files, so that whoever reads sees all of them as before or all as after, also when the writer was stopped.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/world/file_edit.hpp"

namespace probation::tools {

// Holds `.register.lock` of each folder, taken in the order of their names. A journal that a stopped writer left is
// ended first. Throws WorldConflict where a lock is not had in time, or a file is neither as before nor as after.
class RegisterHold {
 public:
  RegisterHold(const std::set<std::string>& folders, double lock_timeout_seconds);
  ~RegisterHold();
  RegisterHold(const RegisterHold&) = delete;
  RegisterHold& operator=(const RegisterHold&) = delete;

  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }  // of journals that were ended
  // One file is replaced by its own rename; several through the journal. What was read is compared before.
  struct Change {
    FileEdit* edit = nullptr;
    std::string file;  // without links
    std::string bytes;
  };
  void replace(const std::vector<Change>& changes);

 private:
  void end_journal(const std::string& folder);
  double timeout_;
  std::vector<std::string> folders_;
  std::vector<int> locks_;
  std::vector<std::string> said_;
};

// The text that stands for a file while a journal says so; nothing: the file itself does.
std::optional<std::string> text_by_journal(const std::string& path);
// Differs before and after several files of the folder were changed as one.
std::string register_generation(const std::string& folder);

}  // namespace probation::tools
