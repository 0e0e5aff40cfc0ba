#include "facts/catalogue/suite.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "facts/catalogue/risk_window.hpp"

namespace probation {
namespace {

using document::word;

template <class Word>
std::vector<Word> shared(const List<Located<Word>>& a, const List<Located<Word>>& b) {
  std::vector<Word> all;
  for (const Located<Word>& x : a)
    if (x && std::any_of(b.begin(), b.end(), [&](const Located<Word>& y) { return y.is(*x); }) &&
        std::find(all.begin(), all.end(), *x) == all.end())
      all.push_back(*x);
  std::sort(all.begin(), all.end());
  return all;
}

std::string id_of(const Intervention& intervention) { return intervention.id ? intervention.id->text : std::string{}; }

}  // namespace

bool is_lapsed(LifecycleState state) {
  return state == LifecycleState::suspended || state == LifecycleState::amalgamated ||
         state == LifecycleState::rejected || state == LifecycleState::decommissioned;
}
bool is_state(const Intervention& intervention, LifecycleState state) {
  return intervention.lifecycle && intervention.lifecycle->state.is(state);
}
std::string_view state_words(const Intervention& intervention) {
  return intervention.lifecycle && intervention.lifecycle->state ? word(*intervention.lifecycle->state)
                                                                 : std::string_view("not recorded");
}

bool InSittingOrder::operator()(const std::string& a, const std::string& b) const {
  const auto parts = [](const std::string& name) {
    const std::size_t last = name.find_last_not_of("0123456789");
    const std::size_t digits = last == std::string::npos ? 0 : last + 1;
    const std::string number = name.substr(std::min(name.find_first_not_of('0', digits), name.size()));
    return std::tuple(name.substr(0, digits), number.size(), number, name);
  };
  return parts(a) < parts(b);
}

Suite suite_of(const CatalogueFacts& catalogue, Date as_of) {
  Suite suite;
  std::map<std::string, std::string> successors;  // with their kinds
  for (const InterventionNeedArea area :
       {InterventionNeedArea::attitudes_thinking_and_behaviour, InterventionNeedArea::domestic_abuse,
        InterventionNeedArea::emotional_management})
    suite.by_area[std::string(word(area))] = 0;
  for (const CatalogueEntry& entry : catalogue.entries) {
    const Intervention& it = entry.intervention;
    suite.interventions.push_back(&it);
    const std::string kind = it.kind ? std::string(word(*it.kind)) : std::string("not_recorded");
    ++suite.by_state[it.lifecycle && it.lifecycle->state ? std::string(word(*it.lifecycle->state))
                                                         : std::string("not_recorded")];
    if (!it.lifecycle) continue;
    bool appraised = false, earmarked = false, provisional = false;
    std::set<std::string> sittings;
    for (const HistoryRow& row : it.lifecycle->history) {
      if (!row.state || (row.date && as_of < *row.date)) continue;
      appraised = appraised || *row.state == HistoryState::appraised;
      earmarked = earmarked || *row.state == HistoryState::earmarked;
      provisional = provisional || *row.state == HistoryState::provisional;
      if (*row.state == HistoryState::appraised && row.sitting) sittings.insert(*row.sitting);
    }
    if (appraised) ++suite.appraised[kind];
    if (earmarked) ++suite.earmarked[kind];
    if (provisional) ++suite.provisional[kind];
    for (const std::string& sitting : sittings) ++suite.by_sitting[sitting];
    if (is_state(it, LifecycleState::approved)) {
      ++suite.approved[kind];
      if (it.kind.is(InterventionKind::structured_intervention) && it.need_area)
        ++suite.by_area[std::string(word(*it.need_area))];
    }
    const bool later =
        std::any_of(it.lifecycle->history.begin(), it.lifecycle->history.end(), [&](const HistoryRow& row) {
          return row.state.is(HistoryState::amalgamated) && row.date && as_of < *row.date;
        });
    if (it.lifecycle->amalgamated_into && !later) {
      const Intervention* next = catalogue.find(*it.lifecycle->amalgamated_into);
      successors.emplace(*it.lifecycle->amalgamated_into,
                         next != nullptr && next->kind ? std::string(word(*next->kind)) : kind);
    }
  }
  for (const auto& [id, kind] : successors) suite.successors[kind].push_back(id);
  std::stable_sort(suite.interventions.begin(), suite.interventions.end(),
                   [](const Intervention* a, const Intervention* b) { return id_of(*a) < id_of(*b); });
  return suite;
}

std::optional<Overlap> overlap_of(const Intervention& a, const Intervention& b) {
  if (!a.need_area || !b.need_area || *a.need_area != *b.need_area || !a.eligibility || !b.eligibility)
    return std::nullopt;
  if (!a.eligibility->risk_all.recorded || !b.eligibility->risk_all.recorded) return std::nullopt;
  Overlap out;
  const bool in_order = id_of(a) <= id_of(b);
  out.a = in_order ? &a : &b;
  out.b = in_order ? &b : &a;
  out.need_area = *a.need_area;
  out.needs = shared(a.needs, b.needs);
  out.sexes = shared(a.eligibility->sexes, b.eligibility->sexes);
  if (out.needs.empty() || out.sexes.empty()) return std::nullopt;
  const auto x = risk_window(*out.a), y = risk_window(*out.b);
  if (!x || !y) return std::nullopt;
  const RiskWindow shared_window = both(*x, *y);
  if (shared_window.nobody()) return std::nullopt;
  out.risk_window = shared_window.words();
  return out;
}

std::vector<Overlap> overlaps(const CatalogueFacts& catalogue) {
  std::vector<Overlap> all;
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i)
    for (std::size_t j = i + 1; j < catalogue.entries.size(); ++j) {
      const Intervention &a = catalogue.entries[i].intervention, &b = catalogue.entries[j].intervention;
      if (!is_state(a, LifecycleState::approved) || !is_state(b, LifecycleState::approved)) continue;
      if (auto pair = overlap_of(a, b)) all.push_back(std::move(*pair));
    }
  std::stable_sort(all.begin(), all.end(), [](const Overlap& x, const Overlap& y) {
    return std::pair(id_of(*x.a), id_of(*x.b)) < std::pair(id_of(*y.a), id_of(*y.b));
  });
  return all;
}

std::optional<std::int64_t> sessions_in_all(const Intervention& intervention) {
  if (!intervention.sessions) return std::nullopt;
  std::optional<std::int64_t> total;
  for (const Located<std::int64_t>* count : {&intervention.sessions->pre_group, &intervention.sessions->group,
                                             &intervention.sessions->one_to_one, &intervention.sessions->post})
    if (*count) total = total.value_or(0) + **count;
  return total;
}

Coverage coverage_of(const std::string& region, const std::vector<std::string>& chosen,
                     const CatalogueFacts& catalogue) {
  Coverage out;
  out.region = region;
  for (const InterventionNeedArea area :
       {InterventionNeedArea::attitudes_thinking_and_behaviour, InterventionNeedArea::domestic_abuse,
        InterventionNeedArea::emotional_management})
    out.areas[area] = {};
  for (const std::string& id : chosen) {
    const Intervention* it = catalogue.find(id);
    if (it == nullptr) {
      out.unknown.push_back(id);
    } else if (it->lifecycle && it->lifecycle->state && is_lapsed(*it->lifecycle->state)) {
      out.lapsed.push_back(id);
    } else if (it->kind.is(InterventionKind::structured_intervention)) {
      const bool state_known = it->lifecycle && it->lifecycle->state;
      if (state_known && !is_state(*it, LifecycleState::approved)) continue;
      if (state_known && it->need_area) out.areas[*it->need_area].push_back(id);
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
    region.ahead = !region.in_force && std::any_of(selections.begin(), selections.end(), [&](const SelectionEntry& e) {
      return e.selection.region && *e.selection.region == name && e.selection.from && as_of < *e.selection.from;
    });
    all.push_back(std::move(region));
  }
  return all;
}

std::vector<std::string> successors_of(const CatalogueFacts& catalogue, std::string_view id) {
  std::vector<std::string> way{std::string(id)};
  for (const Intervention* it = catalogue.find(id); it != nullptr && it->lifecycle && it->lifecycle->amalgamated_into;
       it = catalogue.find(way.back())) {
    const std::string& next = *it->lifecycle->amalgamated_into;
    const bool met = std::find(way.begin(), way.end(), next) != way.end();
    way.push_back(next);
    if (met) break;
  }
  return way;
}

std::vector<CatalogueReview> catalogue_reviews(const CatalogueFacts& catalogue, const Policy& policy, Date as_of) {
  std::vector<CatalogueReview> all;
  const auto notice = policy.resolve("catalogue_review_notice_months", as_of);
  for (const CatalogueEntry& entry : catalogue.entries) {
    const Intervention& it = entry.intervention;
    const bool in_use = is_state(it, LifecycleState::approved) || is_state(it, LifecycleState::provisional) ||
                        is_state(it, LifecycleState::review_due) || is_state(it, LifecycleState::suspended);
    if (!in_use || !it.lifecycle->review_date) continue;
    CatalogueReview row{&it, *it.lifecycle->review_date, false, false, 0, {}};
    if (notice) {
      row.in_notice = row.due <= months_after(as_of, Months{static_cast<int>(notice->number())});
      row.source = notice->local != nullptr ? notice->local->source : std::string(notice->national->source);
    }
    row.overdue = row.due < as_of;
    row.days_left = days_between(as_of, row.due);
    all.push_back(std::move(row));
  }
  std::stable_sort(all.begin(), all.end(), [](const CatalogueReview& a, const CatalogueReview& b) {
    return std::pair(a.due, id_of(*a.intervention)) < std::pair(b.due, id_of(*b.intervention));
  });
  return all;
}

}  // namespace probation
