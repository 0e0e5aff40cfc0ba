// What rests on what: an enforcement entry on the contacts it names and the entry it withdraws, a contact on its
// activity, the plan on its assessment. Links follow supersession: who names C1 means what stands for C1.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "recording/write_down.hpp"

namespace probation::recording {

// The entries of a file, and those that are to be put into it.
class Record {
 public:
  struct Item {
    EntryKind kind;
    std::string id;
    document::Value value;
    std::string superseded_by;
    bool withdraws = false;
    [[nodiscard]] bool stands() const { return superseded_by.empty() && !withdraws; }
  };
  explicit Record(const CaseText& file);
  void put(const Draft& draft);
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  // The last of those that replaced the entry, itself if none did; nullptr where there is no such entry.
  [[nodiscard]] const Item* stands_for(std::string_view id) const;
  [[nodiscard]] const std::string& plan_assessment() const { return plan_assessment_; }

 private:
  std::vector<Item> items_;
  std::unordered_map<std::string, std::size_t> places_;
  std::string plan_assessment_;
};

// Ids of what stands and names the entry, in the order of the file; `plan` for the plan.
std::vector<std::string> rests_on(const Record& record, std::string_view id);
// What stands in `after` on nothing, and stood on something in `before`: the last contact it names is withdrawn, moved
// after it or no longer a failure, or its activity, warning or assessment is withdrawn.
std::vector<std::string> left_on_nothing(const Record& before, const Record& after);

// Takes along, as drafts of the same change, what the first drafts would leave on nothing; or throws Refusal that names
// it. `is_correction`: what happened is not taken back, a warning is withdrawn as of today. The first receipt names
// what rests on the entries that are replaced.
void take_along(const CaseText& file, std::vector<Draft>& drafts, const std::string& reason, const Clerk& clerk,
                const std::string& action, bool is_correction);

}  // namespace probation::recording
