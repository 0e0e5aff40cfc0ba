// The subject of a finding in a catalogue: the intervention's id. And what several of these rules say of one.
#pragma once
#include <string>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_index.hpp"

namespace probation::rules {

inline std::string subject_of(const Intervention& intervention) {
  return intervention.id ? intervention.id->text : std::string("file");
}

// A place in the file of another entry, as a trace names it.
inline std::string place_in(const CatalogueEntry& entry, Place place) {
  return fmt::format("{}:{}:{}", entry.file, place.line, place.column);
}

// The life of the entry judged, on as-of.
inline const Life& life_of(const InterventionFacts& facts) {
  return facts.index->life(facts.index->place_of(*facts.entry));
}

// Where the state stands, else the lifecycle, else the intervention.
inline Place state_place(const Intervention& it) {
  return it.lifecycle ? it.lifecycle->state ? it.lifecycle->state.place : it.lifecycle->place : it.place;
}

// A place in one of a region's files. The first of them speaks for all, and a finding stands where its fault does.
struct PlaceInFile {
  const SelectionEntry* entry = nullptr;
  Place place;
};
// What the first file's own table of places knows; `stands_at` then says where it is.
inline Place place_in_first(const RegionFacts& facts, const PlaceInFile& at) {
  return at.entry == facts.files.front() ? at.place : facts.files.front()->selection.selected.place;
}
template <class Draft>
void stands_at(Draft& finding, const RegionFacts& facts, const PlaceInFile& at) {
  if (at.entry == facts.files.front()) return;
  finding.stands_in(at.entry->file, at.entry->text, *at.entry->places, at.place);
}
template <class Draft>
void related_at(Draft& finding, const RegionFacts& facts, const PlaceInFile& at, const std::string& words) {
  if (at.entry == facts.files.front()) finding.related(at.place, words);
  else finding.related_in(at.entry->file, *at.entry->places, at.place, words);
}

}  // namespace probation::rules
