// Rows of the histories of a catalogue as records, and what of them may be shown.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "facts/catalogue/life.hpp"
#include "render/run/json.hpp"

namespace probation::tools {

struct RegisterRow {
  const CatalogueEntry* entry = nullptr;
  const HistoryRow* row = nullptr;
  std::size_t index = 0;
  std::optional<std::int64_t> version;
};
// By date, id and place; `later` counts those after the day, which are left out.
std::vector<RegisterRow> register_rows(const CatalogueFacts& catalogue, Date as_of, std::int64_t& later);

// Under --redact free text is left out, and who recorded something is officer-1, officer-2, in the order they come.
struct Shown {
  bool redact = false;
  std::string prefix = "officer";
  [[nodiscard]] render::Json who(const Located<std::string>& name) const;
  [[nodiscard]] render::Json words(const Located<std::string>& text) const;
};

render::Json json_of(const RegisterRow& row, const Shown& shown);  // register_entry/1
std::string text_of(const RegisterRow& row, const Shown& shown);

}  // namespace probation::tools
