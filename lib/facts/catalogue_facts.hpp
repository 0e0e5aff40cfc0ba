// A catalogue as given: its interventions with the files they came from, and questions about them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/place.hpp"
#include "law/standards.hpp"
#include "model/intervention.hpp"

namespace probation {

struct CatalogueFacts;

struct CatalogueEntry {
  std::string file;                          // as it was given
  std::string text;                          // of the file, for excerpts
  Intervention intervention;
  std::shared_ptr<const PlaceTable> places;
  bool complete = true;                      // false: a DOC finding; what decoded is here
};

// What a rule about one intervention sees.
struct InterventionFacts {
  const Intervention& intervention;
  const std::string& file;
  Date as_of;
  const Policy& policy;
  const CatalogueFacts* catalogue;  // nothing: judged by itself
};

// What one region chose from the catalogue, by one file.
struct RegionSelection {
  std::string file;
  std::string region;
  std::optional<Date> from, until;  // first and last day; nothing: open
  std::vector<std::string> selected;
  [[nodiscard]] bool in_force(Date date) const { return (!from || *from <= date) && (!until || date <= *until); }
};

struct CatalogueFacts {
  std::vector<CatalogueEntry> entries;  // in path order
  // Nothing: no selections were given, and what regions chose is not judged.
  std::optional<std::vector<RegionSelection>> selections;
  [[nodiscard]] const Intervention* find(std::string_view id) const {
    for (const CatalogueEntry& entry : entries)
      if (entry.intervention.id && entry.intervention.id->text == id) return &entry.intervention;
    return nullptr;
  }
};

}  // namespace probation
