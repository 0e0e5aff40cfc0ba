// The bytes a library writes that can only write to a named file: the name leads into memory, so that nothing of a case
// stands on a disk meanwhile.
#pragma once
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace probation::tools {

// Throws WorldFailure where the system has no memory for it.
std::string bytes_written(const std::function<void(const std::string& path)>& write);

// The same where the bytes may be many: the name leads to a file without one on a disk, of which nothing is left
// however the run ends. Throws WorldFailure.
class NamelessFile {
 public:
  NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  ~NamelessFile();
  [[nodiscard]] std::string path() const;
  void give(const std::function<void(std::string_view)>& take) const;  // from the beginning

 private:
  std::FILE* file_;
};

}  // namespace probation::tools
