// What stands in a case, as an import asks for it: entries by where they came from, what replaced what, and which ids
// are used.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "recording/record.hpp"
#include "recording/sources/mapping.hpp"

namespace probation::recording {

struct Source {
  std::string system, table, key;
  friend auto operator<=>(const Source&, const Source&) = default;
};
Source source_of(const document::Value& entry);
document::Value source_value(const Source& source);  // without a key where it has none

struct Entry {
  std::string list;  // contacts, activities, orders, …
  std::optional<EntryKind> kind;
  std::string id;
  document::Value value;  // conformed where it could be
  Source source;
  std::size_t order = 0;                   // of requirements, amendments, terminations: index of the order
  std::optional<std::size_t> replaced_by;  // index of the entry that supersedes it
  std::string supersedes;
  bool is_void = false;
};

class Standing {
 public:
  explicit Standing(const CaseText& file);
  [[nodiscard]] const document::Value& root() const { return root_; }
  [[nodiscard]] bool is_limited() const { return is_limited_; }  // fails closed
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const std::vector<std::size_t>& by_source(const Source& source) const;  // in the order of the file
  [[nodiscard]] const Entry* by_id(std::string_view id) const;
  [[nodiscard]] const Entry& head_of(const Entry& entry) const;  // what stands for it now
  [[nodiscard]] bool has_id(std::string_view id) const { return ids_.contains(std::string(id)); }
  [[nodiscard]] bool has_system(const std::string& system) const { return systems_.contains(system); }
  [[nodiscard]] bool has_list(std::string_view key) const;

 private:
  void take(const document::Value& list, std::string_view name, std::optional<EntryKind> kind, std::size_t order);
  document::Value root_;
  bool is_limited_;
  std::vector<Entry> entries_;
  std::map<Source, std::vector<std::size_t>> by_source_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::set<std::string> ids_, systems_;
};

// What an entry says, without what tells when, by whom and instead of what it was written.
document::Value content_of(const document::Value& entry);

}  // namespace probation::recording
