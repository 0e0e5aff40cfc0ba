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

}  // namespace probation::rules
