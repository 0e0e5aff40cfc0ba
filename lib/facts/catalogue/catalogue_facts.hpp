// A catalogue as given: its interventions with the files they came from, and questions about them.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
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
class CatalogueIndex;
struct ScoringPolicy;

// How the catalogue that the program carries with it is called in output.
inline constexpr std::string_view national_catalogue_name = "the national catalogue built in";

// A mark sheet that lies beside the interventions: what the panel recommended and what the board made of it.
struct CatalogueSheet {
  std::string file;          // as it was given
  std::string name;          // one name for one file
  std::string digest;        // of its bytes
  std::string id;            // of the sheet
  std::string intervention;  // id; empty: not recorded
  std::string framework;     // the scoring policy that decides it
  std::string sitting;       // empty: not recorded
  std::string board;         // that ratified it; empty: not recorded
  std::optional<std::int64_t> version;
  std::optional<Date> date;               // of the sitting
  std::optional<PanelDecision> ratified;  // nothing: not ratified
  std::optional<Date> ratified_on;
  std::optional<bool> quorum_met;               // nothing: its scoring policy is not at hand
  std::optional<PanelDecision> recommendation;  // nothing: undecided, or its scoring policy is not at hand
};

// A sheet that a row of history names.
struct NamedSheet {
  std::size_t row = 0;  // index in the history
  bool gone = false;    // it is not where the row says
  std::string digest;   // of its bytes now; empty: gone
};

struct CatalogueEntry {
  CatalogueEntry();
  CatalogueEntry(std::string its_file, std::string its_text, Intervention decoded,
                 std::shared_ptr<const PlaceTable> its_places, bool is_complete = true, bool is_background = false,
                 std::vector<NamedSheet> sheets = {});
  CatalogueEntry(const CatalogueEntry& other);
  CatalogueEntry(CatalogueEntry&& other) noexcept;
  CatalogueEntry& operator=(const CatalogueEntry& other);
  CatalogueEntry& operator=(CatalogueEntry&& other) noexcept;
  ~CatalogueEntry();

  std::string file;  // as it was given
  std::string text;  // of the file, for excerpts
  Intervention intervention;
  std::shared_ptr<const PlaceTable> places;
  bool complete = true;     // false: a DOC finding; what decoded is here
  bool background = false;  // at hand for the rules on the others, and not judged itself
  std::vector<NamedSheet> named_sheets{};
};

// What a rule about one intervention sees.
struct InterventionFacts {
  const Intervention& intervention;
  const std::string& file;
  Date as_of;
  const Policy& policy;
  const CatalogueFacts* catalogue;        // nothing: judged by itself
  Date run_date;                          // the day of the run, which as-of need not be
  const CatalogueEntry* entry = nullptr;  // the one judged
  const CatalogueIndex* index = nullptr;  // of the catalogue; nothing where that is nothing
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
  const std::vector<const SelectionEntry*>& files;  // at least one, in path order; what is of none stands in the first
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
  std::vector<std::shared_ptr<const ScoringPolicy>> scoring_policies;  // at hand: shipped, given, beside; by id
  // Nothing: no selections were given, and what regions chose is not judged.
  std::optional<std::vector<RegionSelection>> selections;
  // The first of the id, in the order of the entries. Quick once `remember_ids` was called; never wrong without.
  [[nodiscard]] const CatalogueEntry* find_entry(std::string_view id) const;
  void remember_ids();
  [[nodiscard]] const ScoringPolicy* scoring_policy(std::string_view id) const;
  [[nodiscard]] const Intervention* find(std::string_view id) const {
    const CatalogueEntry* entry = find_entry(id);
    return entry == nullptr ? nullptr : &entry->intervention;
  }

 private:
  std::shared_ptr<const std::map<std::string, std::size_t, std::less<>>> first_of_id_;
};

}  // namespace probation
