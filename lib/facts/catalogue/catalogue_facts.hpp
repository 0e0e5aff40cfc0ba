// A catalogue as given: its interventions with the files they came from, and questions about them.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/place.hpp"
#include "law/standards.hpp"
#include "model/intervention.hpp"
#include "model/panel.hpp"
#include "model/selection.hpp"

namespace probation {

struct CatalogueFacts;

// How the catalogue that the program carries with it is called in output.
inline constexpr std::string_view national_catalogue_name = "the national catalogue built in";

struct CatalogueEntry {
  std::string file;  // as it was given
  std::string text;  // of the file, for excerpts
  Intervention intervention;
  std::shared_ptr<const PlaceTable> places;
  bool complete = true;     // false: a DOC finding; what decoded is here
  bool background = false;  // at hand for the rules on the others, and not judged itself
};

// A mark sheet that lies beside the interventions: what the board made of it.
struct CatalogueSheet {
  std::string file;
  std::string intervention;  // id; empty: not recorded
  std::optional<std::int64_t> version;
  std::optional<PanelDecision> ratified;  // nothing: not ratified
};

// What a rule about one intervention sees.
struct InterventionFacts {
  const Intervention& intervention;
  const std::string& file;
  Date as_of;
  const Policy& policy;
  const CatalogueFacts* catalogue;  // nothing: judged by itself
  Date run_date;                    // the day of the run, which as-of need not be
};

// What one region chose from the catalogue, by one file.
struct RegionSelection {
  std::string file;
  std::string region;
  std::optional<Date> from, until;  // first and last day; nothing: open
  std::vector<std::string> selected;
  [[nodiscard]] bool in_force(Date date) const { return (!from || *from <= date) && (!until || date <= *until); }
};

// A selection file that is judged itself.
struct SelectionEntry {
  std::string file;  // as it was given
  std::string text;  // of the file, for excerpts
  SelectionFile selection;
  std::shared_ptr<const PlaceTable> places;
  bool complete = true;
  bool background = false;  // read for what the others add up to; a region with no other file is not judged
  [[nodiscard]] bool in_force(Date date) const {
    return !(selection.from && date < *selection.from) && !(selection.until && *selection.until < date);
  }
};

// What a rule about one region sees: its files that hold on the day (several hold together), or the last one where none
// does.
struct RegionFacts {
  const std::string& region;
  const std::vector<const SelectionEntry*>& files;  // at least one, in path order; findings stand in the first
  bool in_force;                                    // false: none of the region's files holds on the day
  bool ahead;                                       // false, or none holds yet and one will
  Date as_of;
  const Policy& policy;
  const CatalogueFacts& catalogue;
};

struct CatalogueFacts {
  std::vector<CatalogueEntry> entries;  // in path order
  std::vector<CatalogueSheet> sheets;   // mark sheets beside them, in path order; empty: none at hand
  std::string name;                     // of the whole, for messages: a folder, or the national catalogue
  // Nothing: no selections were given, and what regions chose is not judged.
  std::optional<std::vector<RegionSelection>> selections;
  [[nodiscard]] const CatalogueEntry* find_entry(std::string_view id) const {
    for (const CatalogueEntry& entry : entries)
      if (entry.intervention.id && entry.intervention.id->text == id) return &entry;
    return nullptr;
  }
  [[nodiscard]] const Intervention* find(std::string_view id) const {
    const CatalogueEntry* entry = find_entry(id);
    return entry == nullptr ? nullptr : &entry->intervention;
  }
};

}  // namespace probation
