// What a plan is worth, reckoned by the checker its own way.
#include <functional>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/verify_work.hpp"

namespace probation::planning {
namespace {

int strength(const Intervention& intervention) {
  return intervention.kind.is(InterventionKind::accredited_programme)      ? 3
         : intervention.kind.is(InterventionKind::structured_intervention) ? 2
                                                                           : 1;
}
bool serves(const Intervention& intervention, NeedArea area) {
  return std::any_of(intervention.needs.begin(), intervention.needs.end(),
                     [&](const Located<NeedArea>& one) { return one.is(area); });
}
bool asks_first(const Intervention& earlier, const Intervention& later) {
  return (later.sequence && lists(later.sequence->after, earlier.id->text)) ||
         (earlier.sequence && lists(earlier.sequence->before, later.id->text));
}

// Work, chosen or kept, with the day it begins, where that is known.
struct Begun {
  const Intervention* intervention;
  std::optional<Date> begins;
};

// What `sequence` asks for before another counts from the day that one counts from.
std::optional<Date> counts_from(const std::vector<Begun>& works, std::size_t at, std::vector<char>& asked) {
  std::optional<Date> earliest;
  bool precedes = false;
  asked[at] = 1;
  for (std::size_t other = 0; other < works.size(); ++other) {
    if (other == at || !asks_first(*works[at].intervention, *works[other].intervention)) continue;
    precedes = true;
    if (asked[other] != 0) continue;  // a ring of kept work: no first of it
    const auto day = counts_from(works, other, asked);
    if (day && (!earliest || *day < *earliest)) earliest = day;
  }
  asked[at] = 0;
  return precedes ? earliest : works[at].begins;
}

}  // namespace

Objective worth_of(const Question& question, const std::vector<JudgedWork>& works, const std::vector<KeptWork>& kept) {
  Objective objective;
  std::vector<Begun> begun;
  for (const KeptWork& work : kept)
    if (work.own && work.intervention != nullptr) begun.push_back({work.intervention, work.begins});
  const std::size_t given = begun.size();
  for (const JudgedWork& work : works) begun.push_back({work.intervention, work.first()});
  const RankedNeeds ranked = ranked_needs(*question.facts);
  const std::size_t needs = question.needs.needs.size();  // a rung of the ladder asks for fewer than there are
  std::vector<std::optional<Date>> counting;
  std::int64_t weight = std::int64_t{1} << (needs == 0 ? 0 : needs - 1);
  for (std::size_t r = 0; r < needs; ++r, weight /= 2) {
    const NeedArea area = ranked.needs[r].area;
    int best = 0;
    std::optional<Date> start, from;
    for (std::size_t w = 0; w < begun.size(); ++w) {
      if (!serves(*begun[w].intervention, area)) continue;
      best = std::max(best, strength(*begun[w].intervention));
      if (begun[w].begins && (!start || *begun[w].begins < *start)) start = begun[w].begins;
      std::vector<char> asked(begun.size(), 0);
      if (const auto day = counts_from(begun, w, asked); day && (!from || *day < *from)) from = day;
      if (w >= given) objective.weighted_sessions += weight * static_cast<std::int64_t>(works[w - given].ahead.size());
    }
    if (best == 0) continue;
    objective.covered.push_back(area);
    objective.strength.push_back(best);
    objective.starts.push_back(start);
    counting.push_back(from);
  }
  for (std::size_t low = 1; low < counting.size(); ++low)
    for (std::size_t high = 0; high < low; ++high)
      if (counting[low] && counting[high] && *counting[low] < *counting[high]) ++objective.inversions;
  for (const JudgedWork& work : works) {
    objective.sessions += static_cast<std::int64_t>(work.ahead.size());
    if (!objective.last_session || *objective.last_session < work.last()) objective.last_session = work.last();
  }
  return objective;
}

}  // namespace probation::planning
