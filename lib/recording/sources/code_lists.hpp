// Codes of source systems and what they mean here: data files under `data`, compiled in. A region's own file adds codes
// to the outcomes; it never changes one.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "recording/entry.hpp"

namespace probation::recording {

struct Code {
  std::string word;
  std::optional<bool> attended, complied;  // of outcomes; nothing: any
  std::string absence_reason;
};

class CodeList {
 public:
  // `text`: a table that begins with `code,word`. Throws Mistake, with the place.
  CodeList(std::string name, std::string_view text);
  // A code whole, in any letter case; else the first pattern (with `*`) that it matches.
  [[nodiscard]] const Code* find(std::string_view code) const;
  // Takes in the outcomes of a region. Throws Mistake where a code is there with another meaning, or its word is none.
  void add(const CodeList& region);
  [[nodiscard]] bool has_word(std::string_view word) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  void check_outcome(const std::string& code, const Code& entry) const;
  std::string name_;
  std::map<std::string, Code, std::less<>> codes_;  // in capitals
  std::vector<std::pair<std::string, Code>> patterns_;
};

// The list of that name; nullptr where there is none.
const CodeList* code_list(std::string_view name);
// The word that the format has for a need area or region by any of its names; nothing: none.
std::optional<std::string> need_area_named(std::string_view name);
std::optional<std::string> region_coded(std::string_view code);

}  // namespace probation::recording
