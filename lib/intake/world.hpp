// The file system as the library sees it: an interface, so that tests can stand in for a disk. The only
// implementation that makes system calls is tools/common/world.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace probation {

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

// What stands in a folder. Of a link, the kind is that of what it leads to.
struct FolderEntry {
  std::string name;
  PathKind kind = PathKind::missing;
  bool is_link = false;
};

class World {
 public:
  virtual ~World() = default;
  virtual std::string read(const std::string& path) = 0;  // throws WorldFailure; "-" is standard input
  virtual PathKind kind(const std::string& path) = 0;
  virtual std::vector<std::string> list(const std::string& folder) = 0;     // names, unsorted; throws WorldFailure
  virtual std::vector<FolderEntry> entries(const std::string& folder) = 0;  // unsorted; throws WorldFailure
  virtual std::string canonical(const std::string& path) = 0;               // one name for one file
};

}  // namespace probation
