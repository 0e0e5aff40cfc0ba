#include "facts/catalogue/catalogue_index.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "facts/catalogue/index_parts.hpp"
#include "facts/catalogue/sheets.hpp"

namespace probation {

struct CatalogueIndex::Later {
  std::optional<SequenceCircles> circles;
  std::optional<std::vector<Likeness>> likenesses;
  std::optional<std::vector<OverlapsBefore>> overlaps;
  std::optional<std::vector<std::size_t>> without_evidence;
};

CatalogueIndex::CatalogueIndex(const CatalogueFacts& catalogue, Date as_of)
    : catalogue_(catalogue), as_of_(as_of), later_(std::make_unique<Later>()) {
  lives_.reserve(catalogue.entries.size());
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    const Intervention& it = catalogue.entries[i].intervention;
    lives_.push_back(life_on(it, as_of));
    if (it.id) by_id_[it.id->text].push_back(i);
  }
}
CatalogueIndex::~CatalogueIndex() = default;

std::size_t CatalogueIndex::place_of(const CatalogueEntry& entry) const {
  return static_cast<std::size_t>(&entry - catalogue_.entries.data());
}

const std::vector<std::size_t>& CatalogueIndex::with_id(std::string_view id) const {
  static const std::vector<std::size_t> none;
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? none : at->second;
}

CatalogueIndex::WayEnd CatalogueIndex::way_end(std::string_view id) const {
  std::vector<std::string> way{std::string(id)};
  std::set<std::string> met{way.front()};
  WayEnd end;
  for (;;) {
    if (const auto known = ways_.find(way.back()); known != ways_.end()) {
      end = known->second;
      break;
    }
    const std::vector<std::size_t>& here = with_id(way.back());
    const Life* life = here.empty() ? nullptr : &lives_[here.front()];
    end = {way.back(), false, life == nullptr || (life->is(LifecycleState::amalgamated) && life->successor.empty())};
    if (end.leads_nowhere || !life->is(LifecycleState::amalgamated)) break;
    way.push_back(life->successor);
    if (met.insert(life->successor).second) continue;
    end = {life->successor, true, false};
    break;
  }
  for (const std::string& each : way) ways_.emplace(each, end);
  return end;
}

CatalogueIndex::Circle CatalogueIndex::circle_of(std::string_view id) const {
  if (!later_->circles) later_->circles.emplace(catalogue_);
  return later_->circles->of(id);
}

const Likeness& CatalogueIndex::likeness(std::size_t entry) const {
  if (!later_->likenesses) later_->likenesses = likenesses_of(catalogue_);
  return (*later_->likenesses)[entry];
}

const OverlapsBefore& CatalogueIndex::overlaps_before(std::size_t entry) const {
  if (!later_->overlaps) later_->overlaps = overlaps_before_each(catalogue_, lives_);
  return (*later_->overlaps)[entry];
}

const std::vector<std::size_t>& CatalogueIndex::without_evidence() const {
  if (later_->without_evidence) return *later_->without_evidence;
  std::set<std::string_view> about;
  for (const CatalogueSheet& sheet : catalogue_.sheets) about.insert(sheet.intervention);
  std::vector<std::size_t>& without = later_->without_evidence.emplace();
  for (std::size_t i = 0; i < catalogue_.entries.size(); ++i) {
    const CatalogueEntry& entry = catalogue_.entries[i];
    if (entry.background || !entry.complete || !entry.intervention.id || about.contains(entry.intervention.id->text))
      continue;
    const auto move = move_in_use(entry.intervention, lives_[i], as_of_);
    const bool names_a_sheet = move && move->row != nullptr && move->row->sheet;
    if (move && !names_a_sheet && !(move->row != nullptr && move->row->evidence)) without.push_back(i);
  }
  return without;
}

std::vector<std::string> CatalogueIndex::dependants_of(std::string_view id) const {
  std::set<std::string> ids;
  for (const CatalogueEntry& entry : catalogue_.entries) {
    const Intervention& it = entry.intervention;
    if (!it.id || it.id->text == id) continue;
    const auto names = [&](const List<Located<std::string>>& list) {
      return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one && *one == id; });
    };
    const bool follows = it.sequence && (names(it.sequence->after) || names(it.sequence->before));
    const bool became = it.lifecycle && it.lifecycle->amalgamated_into && *it.lifecycle->amalgamated_into == id;
    if (follows || became) ids.insert(it.id->text);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace probation
