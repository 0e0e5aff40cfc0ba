// A whole catalogue on one day, looked at once: what several rules ask about every entry and would each go through all
// of them for. Every answer costs about the same whatever the size of the catalogue.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/catalogue/life.hpp"

namespace probation {

// Others of which one can be taken for this one.
struct Likeness {
  std::vector<std::size_t> ids;     // entries whose id differs by case alone
  std::vector<std::size_t> titles;  // of one kind, whose title is equal or differs by case, spaces, Unicode form alone
};

// How an intervention in use overlaps those before it by id.
struct OverlapsBefore {
  std::int64_t count = 0;
  std::vector<std::size_t> first;  // at most ten of them, by id
  bool others = false;             // there is another one in use in its need area
};

class CatalogueIndex {
 public:
  // `catalogue` must outlive the index and stay as it is.
  CatalogueIndex(const CatalogueFacts& catalogue, Date as_of);
  ~CatalogueIndex();
  CatalogueIndex(const CatalogueIndex&) = delete;
  CatalogueIndex& operator=(const CatalogueIndex&) = delete;

  [[nodiscard]] const CatalogueFacts& catalogue() const { return catalogue_; }
  [[nodiscard]] Date as_of() const { return as_of_; }
  [[nodiscard]] const Life& life(std::size_t entry) const { return lives_[entry]; }
  [[nodiscard]] std::size_t place_of(const CatalogueEntry& entry) const;  // index among the entries
  [[nodiscard]] const std::vector<std::size_t>& with_id(std::string_view id) const;

  // The end of the way of an amalgamation as of the day; see way_on. Whole ways are shared.
  struct WayEnd {
    std::string id;  // the last one on the way
    bool goes_round = false;
    bool leads_nowhere = false;
  };
  [[nodiscard]] WayEnd way_end(std::string_view id) const;

  // The ids of a circle of `sequence` that the entry lies on, in order and itself first; empty: none. Of a circle of
  // more than twelve the first twelve; `size` is the number of entries that come before themselves together with it.
  struct Circle {
    std::vector<std::string> ids;
    std::size_t size = 0;
  };
  [[nodiscard]] Circle circle_of(std::string_view id) const;

  [[nodiscard]] const Likeness& likeness(std::size_t entry) const;
  [[nodiscard]] const OverlapsBefore& overlaps_before(std::size_t entry) const;
  // Entries judged whose approval rests on no sheet at hand and no `evidence: none`; in the order of the entries.
  [[nodiscard]] const std::vector<std::size_t>& without_evidence() const;
  // The ids whose `sequence` or successor names the id.
  [[nodiscard]] std::vector<std::string> dependants_of(std::string_view id) const;

 private:
  struct Later;  // answers that cost something and are asked by one rule
  const CatalogueFacts& catalogue_;
  Date as_of_;
  std::vector<Life> lives_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_id_;
  mutable std::unordered_map<std::string, WayEnd> ways_;
  std::unique_ptr<Later> later_;
};

// A title as it is compared: case folded, composed (NFKC), runs of white space one blank, none at the ends.
std::string folded(std::string_view text);

}  // namespace probation
