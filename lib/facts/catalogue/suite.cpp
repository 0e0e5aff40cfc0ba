#include "facts/catalogue/suite.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "facts/catalogue/catalogue_index.hpp"
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

// From the rows up to as-of, each intervention once.
void count_appraisals(Suite& suite, const Intervention& it, const std::string& kind, Date as_of) {
  bool appraised = false, earmarked = false, provisional = false;
  std::set<std::string> sittings;
  for (const LifeRow& row : life_rows(it)) {
    if (as_of < row.date) continue;
    const HistoryState state = *row.row->state;
    appraised = appraised || state == HistoryState::appraised;
    earmarked = earmarked || state == HistoryState::earmarked;
    provisional = provisional || state == HistoryState::provisional;
    if (state == HistoryState::appraised && row.row->sitting) sittings.insert(*row.row->sitting);
  }
  if (appraised) ++suite.appraised[kind];
  if (earmarked) ++suite.earmarked[kind];
  if (provisional) ++suite.provisional[kind];
  for (const std::string& sitting : sittings) ++suite.by_sitting[sitting];
}

std::string id_of(const Intervention& intervention) { return intervention.id ? intervention.id->text : std::string{}; }

}  // namespace

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
  const CatalogueIndex index(catalogue, as_of);
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    const Intervention& it = catalogue.entries[i].intervention;
    const Life& life = index.life(i);
    if (life.recorded && !life.state) continue;  // not in the register on the day
    const std::string kind = it.kind ? std::string(word(*it.kind)) : std::string("not_recorded");
    ++suite.by_state[life.state ? std::string(word(*life.state)) : std::string("not_recorded")];
    count_appraisals(suite, it, kind, as_of);
    if (life.in_use()) {
      ++suite.approved[kind];
      if (it.kind.is(InterventionKind::structured_intervention) && it.need_area)
        ++suite.by_area[std::string(word(*it.need_area))];
    }
    std::string successor;
    if (life.is(LifecycleState::amalgamated) && !life.successor.empty()) {
      successor = index.way_end(it.id ? it.id->text : life.successor).id;
      const Intervention* next = catalogue.find(successor);
      successors.emplace(successor, next != nullptr && next->kind ? std::string(word(*next->kind)) : kind);
    }
    suite.interventions.push_back({&it, life, successor});
  }
  for (const auto& [id, kind] : successors) suite.successors[kind].push_back(id);
  std::stable_sort(
      suite.interventions.begin(), suite.interventions.end(),
      [](const Suite::Row& a, const Suite::Row& b) { return id_of(*a.intervention) < id_of(*b.intervention); });
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

std::vector<Overlap> overlaps(const CatalogueFacts& catalogue, Date as_of) {
  std::vector<const Intervention*> in_use;
  for (const CatalogueEntry& entry : catalogue.entries)
    if (life_on(entry.intervention, as_of).in_use()) in_use.push_back(&entry.intervention);
  std::vector<Overlap> all;
  for (std::size_t i = 0; i < in_use.size(); ++i)
    for (std::size_t j = i + 1; j < in_use.size(); ++j)
      if (auto pair = overlap_of(*in_use[i], *in_use[j])) all.push_back(std::move(*pair));
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

std::vector<CatalogueReview> catalogue_reviews(const CatalogueFacts& catalogue, const Policy& policy, Date as_of) {
  std::vector<CatalogueReview> all;
  const auto notice = policy.resolve("catalogue_review_notice_months", as_of);
  for (const CatalogueEntry& entry : catalogue.entries) {
    const Intervention& it = entry.intervention;
    const Life life = life_on(it, as_of);
    const bool reviewed = life.in_use() || life.is(LifecycleState::provisional) || life.is(LifecycleState::suspended);
    if (!reviewed || !life.review_date) continue;
    CatalogueReview row{&it, *life.review_date, false, false, 0, {}};
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
