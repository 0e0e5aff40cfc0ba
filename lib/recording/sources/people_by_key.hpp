// Whose a key of a table is. An extract of millions of contacts may name people by nothing else: keys that are numbers,
// as nearly all are, take sixteen bytes each.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace probation::recording {

class PeopleByKey {
 public:
  void add(std::string_view key, std::string_view crn);
  void finish();  // after the last of them, before anything is looked for
  [[nodiscard]] bool empty() const { return numbers_.empty() && others_.empty(); }
  [[nodiscard]] std::size_t size() const { return numbers_.size() + others_.size(); }
  // The person; `several` where rows say different ones; empty where there is none.
  [[nodiscard]] std::string of(std::string_view key) const;
  static constexpr std::string_view several = "several";

 private:
  struct Number {
    std::uint64_t key;
    std::uint32_t person;
  };
  std::vector<Number> numbers_;
  std::unordered_map<std::string, std::uint32_t> others_;
};

}  // namespace probation::recording
