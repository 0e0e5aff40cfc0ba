#include "facts/catalogue/regions.hpp"

#include <algorithm>

#include "facts/catalogue/life.hpp"

namespace probation {

Coverage coverage_of(const std::string& region, const std::vector<std::string>& chosen, const CatalogueFacts& catalogue,
                     Date as_of) {
  Coverage out;
  out.region = region;
  for (const InterventionNeedArea area :
       {InterventionNeedArea::attitudes_thinking_and_behaviour, InterventionNeedArea::domestic_abuse,
        InterventionNeedArea::emotional_management})
    out.areas[area] = {};
  for (const std::string& id : chosen) {
    const Intervention* it = catalogue.find(id);
    const Life life = it == nullptr ? Life{} : life_on(*it, as_of);
    if (it == nullptr || (life.recorded && !life.state)) {
      out.unknown.push_back(id);
    } else if (life.state && is_lapsed(*life.state)) {
      out.lapsed.push_back(id);
    } else if (it->kind.is(InterventionKind::structured_intervention)) {
      if (life.recorded && !life.in_use()) continue;
      if (life.recorded && it->need_area) out.areas[*it->need_area].push_back(id);
      else out.undecided.push_back(id);
    }
  }
  for (const auto& [area, ids] : out.areas)
    if (ids.empty()) out.missing.push_back(area);
  return out;
}

std::vector<std::string> RegionFiles::chosen() const {
  std::vector<std::string> ids;
  for (const SelectionEntry* file : files)
    for (const Located<std::string>& id : file->selection.selected)
      if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
  return ids;
}

std::vector<RegionFiles> by_region(const std::vector<SelectionEntry>& selections, Date as_of) {
  std::map<std::string, RegionFiles> regions;
  for (const SelectionEntry& entry : selections) {
    if (!entry.selection.region) continue;
    RegionFiles& region = regions[*entry.selection.region];
    region.region = *entry.selection.region;
    if (entry.in_force(as_of)) {
      if (!region.in_force) region.files.clear();
      region.in_force = true;
      region.files.push_back(&entry);
    } else if (!region.in_force) {
      // Ended ones have begun; of those the last ended speaks, of those ahead the first to begin.
      const auto ended = [&](const SelectionEntry& e) { return e.selection.until && *e.selection.until < as_of; };
      const SelectionEntry* best = region.files.empty() ? nullptr : region.files.front();
      bool better = best == nullptr;
      if (best != nullptr && ended(entry)) better = !ended(*best) || *best->selection.until < *entry.selection.until;
      if (best != nullptr && !ended(entry)) better = !ended(*best) && *entry.selection.from < *best->selection.from;
      if (better) region.files = {&entry};
    }
  }
  std::vector<RegionFiles> all;
  for (auto& [name, region] : regions) {
    region.ahead =
        !region.in_force &&
        std::any_of(selections.begin(), selections.end(), [&, &name = name](const SelectionEntry& e) {
          return e.selection.region && *e.selection.region == name && e.selection.from && as_of < *e.selection.from;
        });
    all.push_back(std::move(region));
  }
  return all;
}

std::string_view word(SelectionOnDay selection) {
  switch (selection) {
    case SelectionOnDay::open: return "open";
    case SelectionOnDay::ahead: return "ahead";
    case SelectionOnDay::ended: return "ended";
    case SelectionOnDay::none: return "none";
  }
  return {};
}

SelectionOnDay RegionFiles::on_day() const {
  return in_force        ? SelectionOnDay::open
         : ahead         ? SelectionOnDay::ahead
         : files.empty() ? SelectionOnDay::none
                         : SelectionOnDay::ended;
}

}  // namespace probation
