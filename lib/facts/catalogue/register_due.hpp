// What the register waits for: reviews of what is in use or provisional, and conditions to be met.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/catalogue/life.hpp"

namespace probation {

struct RegisterDue {
  enum class Kind { catalogue_review, condition };
  enum class State { overdue, undetermined, due, ahead, done };
  const CatalogueEntry* entry = nullptr;
  Kind kind{};
  State state{};
  std::optional<Date> due;       // nothing: not known
  std::optional<int> days_left;  // negative: overdue
  std::string owner, text, source;
};
std::string_view word(RegisterDue::Kind kind);
std::string_view word(RegisterDue::State state);

// Overdue first, then by date (none last), id and kind. `until`: what falls due by then is due, later ones lie ahead.
std::vector<RegisterDue> register_due(const CatalogueFacts& catalogue, Date as_of, Date until);

}  // namespace probation
