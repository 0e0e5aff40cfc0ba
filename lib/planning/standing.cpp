// What a set of items is worth, and which two may not stand together.
#include <algorithm>
#include <map>

#include "planning/search.hpp"

namespace probation::planning {
namespace {

constexpr int minutes_of_a_day = 24 * 60;

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool clash(const std::vector<Slot>& a, const std::vector<Slot>& b) {
  std::size_t from = 0;
  for (const Slot& x : a) {
    while (from < b.size() && b[from].day < x.day - 1) ++from;
    for (std::size_t j = from; j < b.size() && b[j].day <= x.day + 1; ++j) {
      const Slot& y = b[j];
      const int apart = (y.day - x.day) * minutes_of_a_day;
      if (x.from >= 0 && y.from >= 0 && x.from < y.until + apart && y.from + apart < x.until) return true;
    }
  }
  return false;
}

// A work of the plan, chosen or kept, for the question which need begins first.
struct Begun {
  int group;
  std::uint32_t serves;
  std::optional<int> begins;
  const std::vector<int>*follows, *before;
};

// The day by which a work counts among others: its own, but that of what it precedes where `sequence` asks for it
// first. `asked`: the works on the way here; kept work may stand in a ring.
std::optional<int> counts_from(const std::vector<Begun>& works, std::size_t at, std::vector<char>& asked) {
  const Begun& work = works[at];
  std::optional<int> earliest;
  bool precedes = false;
  asked[at] = 1;
  for (std::size_t other = 0; other < works.size(); ++other) {
    if (other == at || work.group < 0 ||
        !(contains(*works[other].follows, work.group) || contains(*work.before, works[other].group)))
      continue;
    precedes = true;
    if (asked[other] != 0) continue;
    const auto later = counts_from(works, other, asked);
    if (later && (!earliest || *later < *earliest)) earliest = later;
  }
  asked[at] = 0;
  return precedes ? earliest : work.begins;
}

void find_begins(const Problem& problem, const std::vector<std::size_t>& chosen, Standing& standing) {
  std::vector<Begun> works;
  std::vector<std::optional<int>> own;
  for (const KeptItem& kept : problem.kept)
    works.push_back({kept.group, kept.serves, kept.begins, &kept.follows, &kept.before});
  for (const std::size_t i : chosen) {
    const Item& item = problem.items[i];
    works.push_back({item.group, item.serves, item.first(), &item.follows, &item.before});
  }
  std::vector<std::optional<int>> counting(static_cast<std::size_t>(problem.needs));
  standing.starts.assign(static_cast<std::size_t>(problem.needs), std::nullopt);
  const auto lower = [](std::optional<int>& best, std::optional<int> day) {
    if (day && (!best || *day < *best)) best = day;
  };
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (works[w].serves == 0) continue;
    std::vector<char> asked(works.size(), 0);
    const std::optional<int> from = counts_from(works, w, asked);
    for (std::size_t r = 0; r < standing.starts.size(); ++r) {
      if ((works[w].serves >> r & 1U) == 0) continue;
      lower(standing.starts[r], works[w].begins);
      lower(counting[r], from);
    }
  }
  for (std::size_t high = 0; high < counting.size(); ++high)
    for (std::size_t low = high + 1; low < counting.size(); ++low)
      if (counting[high] && counting[low] && *counting[low] < *counting[high]) ++standing.inversions;
}

}  // namespace

int week_of(int day) {
  const int since_monday = ((day + 3) % 7 + 7) % 7;
  return day - since_monday;
}

int weeks_after(int as_of, int day) {
  const int days = day - as_of;
  return days >= 0 ? days / 7 : -((6 - days) / 7);
}

int pair_breaks(const Item& a, const Item& b) {
  if (a.group == b.group) return -1;
  if (clash(a.slots, b.slots)) return 4;
  if (a.main && b.main && !a.alongside && !b.alongside && a.first() <= b.last() && b.first() <= a.last()) return 5;
  const auto over_before = [](const Item& first, const Item& second) { return first.last() < second.first(); };
  if ((contains(a.follows, b.group) || contains(b.before, a.group)) && !over_before(b, a)) return 6;
  if ((contains(b.follows, a.group) || contains(a.before, b.group)) && !over_before(a, b)) return 6;
  return 0;
}

Standing standing_of(const Problem& problem, const std::vector<std::size_t>& chosen) {
  Standing standing;
  standing.strength.assign(static_cast<std::size_t>(problem.needs), 0);
  const auto serve = [&](std::uint32_t serves, int how_well, std::int64_t sessions) {
    for (int r = 0; r < problem.needs; ++r) {
      if ((serves >> r & 1U) == 0) continue;
      int& best = standing.strength[static_cast<std::size_t>(r)];
      best = std::max(best, how_well);
      standing.weighted_sessions += sessions << (problem.needs - 1 - r);
    }
  };
  for (const KeptItem& kept : problem.kept) serve(kept.serves, kept.strength, 0);
  std::vector<int> days;
  for (const std::size_t i : chosen) {
    const Item& item = problem.items[i];
    serve(item.serves, item.strength, static_cast<std::int64_t>(item.slots.size()));
    standing.sessions += static_cast<std::int64_t>(item.slots.size());
    for (const Slot& slot : item.slots)
      if (!std::binary_search(problem.spoken_days.begin(), problem.spoken_days.end(), slot.day))
        days.push_back(slot.day);
    standing.last_day = std::max(standing.last_day.value_or(item.last()), item.last());
  }
  std::sort(days.begin(), days.end());
  standing.distinct_days = std::unique(days.begin(), days.end()) - days.begin();
  find_begins(problem, chosen, standing);
  return standing;
}

}  // namespace probation::planning
