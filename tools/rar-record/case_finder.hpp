// Whose case stands where in a folder and below it: by what each document says, wherever every other command would find
// it. What is excluded from judging may still be somebody's case, and counts.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "caseload/each_document.hpp"
#include "intake/find_files.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

// A case that stands somewhere.
struct CasePlace {
  std::string path;
  std::string name;         // the path, and which document of the file where it holds several
  std::string hindrance;    // why it cannot be changed where it stands, and what to do; empty: it can
  bool is_limited = false;  // of limited access; known where it cannot be changed
};

// Why no case is begun while a file, and so many others, cannot be read.
std::string doubt_about(const std::string& file, std::size_t others);

class CaseFinder {
 public:
  // A folder that is not there holds nothing. `rows` are files that an import reads as its rows.
  CaseFinder(RealWorld& world, std::string folder, const std::vector<std::string>& rows = {});
  // The same in what a command line names.
  CaseFinder(RealWorld& world, const caseload::Request& request, std::vector<intake::Unreadable> unreadable);
  [[nodiscard]] bool is_empty() const { return is_empty_; }  // nothing is there but what begins with a dot
  // Every place of the person's case: none, one, or more than there may be.
  [[nodiscard]] const std::vector<CasePlace>& places_of(const std::string& crn) const;
  [[nodiscard]] const std::map<std::string, std::vector<CasePlace>>& by_person() const { return places_; }
  [[nodiscard]] std::string path_for(const std::string& crn) const;  // of a case that is begun
  // Files, and folders, that may hold anybody's case: not read, or read without telling whose a case is.
  [[nodiscard]] const std::vector<intake::Unreadable>& unreadable() const { return unreadable_; }
  // Why nothing is written for the person: where the case stands or may stand; empty: something may be.
  [[nodiscard]] std::string why_not_written(const std::string& crn) const;

 private:
  void look_into(RealWorld& world, const std::string& path, const caseload::Request& request, bool is_large);
  std::string folder_;
  bool is_empty_ = true;
  std::map<std::string, std::vector<CasePlace>> places_;
  std::vector<intake::Unreadable> unreadable_;
};

}  // namespace probation::tools
