// The parts of a catalogue's index that are computed on first asking.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/catalogue/catalogue_index.hpp"

namespace probation {

// Which entries come before themselves by what all of them say of their sequence: strongly connected sets, found in
// time linear in the steps.
class SequenceCircles {
 public:
  explicit SequenceCircles(const CatalogueFacts& catalogue);
  [[nodiscard]] CatalogueIndex::Circle of(std::string_view id) const;

 private:
  void connect();
  [[nodiscard]] std::vector<std::size_t> way_back(std::size_t from) const;  // within its set
  std::unordered_map<std::string, std::size_t> node_of_;
  std::vector<std::string> ids_;
  std::vector<std::vector<std::size_t>> next_;
  std::vector<std::size_t> set_, size_of_set_;
};

std::vector<Likeness> likenesses_of(const CatalogueFacts& catalogue);
// `lives`: of the entries, on the day.
std::vector<OverlapsBefore> overlaps_before_each(const CatalogueFacts& catalogue, const std::vector<Life>& lives);

}  // namespace probation
