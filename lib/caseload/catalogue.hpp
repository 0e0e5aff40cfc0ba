// Catalogues and mark sheets: what lies in the files of a run, what lies beside them, and the rules over a catalogue as
// a whole.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "caseload/caseload.hpp"
#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::caseload {

// The interventions of a catalogue and what the regions chose from it.
struct Register {
  CatalogueFacts catalogue;
  std::vector<SelectionEntry> selections;
  std::vector<Unreadable> unreadable;  // of read_beside: folders that could not be looked into
};
// Reads interventions and selections, in path order. DOC findings stand in `result`.
Register read_register(World& world, const Request& request, const rules::Settings& settings, Result& result);
// Two interventions of one id, each a located line: such a catalogue cannot be used for anything but to be checked.
std::vector<std::string> ids_used_twice(const CatalogueFacts& catalogue);

// A mark sheet that is in order as a document, with what its findings need.
struct SheetRead {
  std::string file;
  std::string text;
  PanelSheet sheet;
  std::shared_ptr<const PlaceTable> places;
  [[nodiscard]] rules::Origin origin() const;
};
// Reads mark sheets, in path order. A sheet with a DOC finding is not among them: it counts as unreadable in `result`.
std::vector<SheetRead> read_sheets(World& world, const Request& request, const rules::Settings& settings,
                                   Result& result);

// Judges a catalogue: each document, each intervention and selection, and all of them together. Where the files given
// are not the whole catalogue, what lies `beside` them and then `settings.catalogue` say what else there is; a file
// given stands in the place of its entry there.
Result check_catalogue(World& world, const Request& request, const rules::Settings& settings, bool whole,
                       Register beside = {});
// What lies in the folders of these files and is none of them. What is wrong there is said when it is checked itself.
Register read_beside(World& world, const std::vector<std::string>& files, const rules::Settings& settings);

}  // namespace probation::caseload
