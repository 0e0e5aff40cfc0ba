// Whose case stands where in a folder: by file name where that is a CRN, else by what the file says. Subfolders and
// .yml count.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "tools/world/files.hpp"

namespace probation::tools {

class CaseFinder {
 public:
  CaseFinder(RealWorld& world, std::string folder);
  [[nodiscard]] bool is_empty() const { return is_empty_; }  // nothing is there but what begins with a dot
  // Every file of the person's case: none, one, or more than there may be.
  [[nodiscard]] const std::vector<std::string>& files_of(const std::string& crn) const;
  [[nodiscard]] std::string path_for(const std::string& crn) const;  // of a case that is begun

 private:
  void search(RealWorld& world, const std::string& folder, int depth);
  std::string folder_;
  bool is_empty_ = true;
  std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace probation::tools
