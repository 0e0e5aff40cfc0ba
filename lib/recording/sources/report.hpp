// What an import came to, by table and by case: import_report/1.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "recording/sources/person.hpp"

namespace probation::recording {

class ImportReport {
 public:
  explicit ImportReport(const Terms& terms) : terms_(terms) {}
  void take(const RowReceipt& receipt);
  void take_case(const ImportedCase& imported, bool is_written, bool has_conflict);
  // A fact that is missing in a case, and the rule that waits for it.
  void take_missing(const std::string& crn, const std::string& rule, const std::string& pointer);
  [[nodiscard]] Json json() const;

 private:
  struct OfTable {
    std::size_t rows = 0, placed = 0, unchanged = 0, changed = 0, withdrawn = 0;
    std::map<std::string, std::size_t> left_out;
    std::vector<Json> faults;
    std::size_t more_faults = 0;
  };
  struct Missing {
    std::set<std::string> rules;
    std::string last_case;  // people come one after another
    std::size_t cases = 0, questions = 0;
  };
  [[nodiscard]] bool carries(const std::string& fact) const;
  [[nodiscard]] std::string table_for(const std::string& fact) const;
  const Terms& terms_;
  std::map<std::string, OfTable> tables_;
  std::map<std::string, Missing> missing_;
  std::size_t new_ = 0, changed_ = 0, unchanged_ = 0, conflicts_ = 0, refused_ = 0;
};

// A pointer without its indices: /contacts/3/outcome is a fact of /contacts/*/outcome.
std::string fact_of(const std::string& pointer);

}  // namespace probation::recording
