// A catalogue as given: its interventions with the files they came from, and questions about them.
#pragma once
#include <memory>
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

struct CatalogueFacts {
  std::vector<CatalogueEntry> entries;  // in path order
  [[nodiscard]] const Intervention* find(std::string_view id) const {
    for (const CatalogueEntry& entry : entries)
      if (entry.intervention.id && entry.intervention.id->text == id) return &entry.intervention;
    return nullptr;
  }
};

}  // namespace probation
