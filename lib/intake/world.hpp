// The file system as the library sees it: an interface, so that tests can stand in for a disk. The only
// implementation that makes system calls is tools/world/files.
#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/byte_source.hpp"

namespace probation::intake {

// The world failed: a file cannot be opened, a disk is full. Thrown by World, caught once by the tool.
class WorldFailure : public std::runtime_error {
 public:
  WorldFailure(std::string path, const std::string& why)
      : std::runtime_error(path + ": " + why), path_(std::move(path)), why_(why) {}
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  std::string path_;
  std::string why_;
};

enum class PathKind { missing, file, folder };

// What makes two names one file or folder, however they are spelt and through whatever links they lead.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  auto operator<=>(const FileIdentity&) const = default;
};

// What a name leads to, links followed.
struct PathStatus {
  PathKind kind = PathKind::missing;
  bool is_special = false;  // a pipe, a socket or a device: of kind file, read where it is named
  FileIdentity identity;    // where it is not missing
  std::int64_t size = 0;    // of a file, in bytes
  std::string why;          // where it is missing: in words
  // Where it is missing: the name is there all the same, a link to nothing or in a circle, or nobody can tell.
  bool may_be_there = false;
};

// What stands in a folder. Of a link, the status is that of what it leads to.
struct FolderEntry {
  std::string name;
  PathStatus status;
  bool is_link = false;
};

class World {
 public:
  virtual ~World() = default;
  virtual std::string read(const std::string& path) = 0;  // throws WorldFailure; "-" is standard input
  // The same in pieces, however long it is. Throws WorldFailure, also while it is read.
  virtual std::unique_ptr<ByteSource> open(const std::string& path);
  virtual PathStatus status(const std::string& path) = 0;
  virtual std::vector<std::string> list(const std::string& folder) = 0;  // names, unsorted; throws WorldFailure
  // Unsorted; throws WorldFailure, also where the reading of the folder fails half-way: a list that ends early would
  // pass for a small folder.
  virtual std::vector<FolderEntry> entries(const std::string& folder) = 0;
  virtual std::string canonical(const std::string& path) = 0;  // without links, `.` and `..`; as it is where missing
  // Differs before and after several files of a register in this folder were changed as one; empty: they never are.
  virtual std::string generation(const std::string&) { return {}; }
  PathKind kind(const std::string& path) { return status(path).kind; }
  // Nothing has the name. What may be done without is absent only then: a link that leads nowhere was meant to be read.
  bool is_absent(const std::string& path) {
    const PathStatus found = status(path);
    return found.kind == PathKind::missing && !found.may_be_there;
  }
};

}  // namespace probation::intake
