#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

struct Link {
  const Entry* entry;
  int kind;  // which list it stands in
};

template <class List>
void collect(const List& list, int kind, std::vector<Link>& all) {
  for (const Entry& entry : list) all.push_back({&entry, kind});
}

using ById = std::map<std::string_view, Link>;

// The ids that a chain of corrections comes by, up to its end or back to where it was.
std::set<std::string_view> chain_from(std::string_view id, const ById& by_id) {
  std::set<std::string_view> seen;
  while (seen.insert(id).second) {
    const auto next = by_id.find(id);
    if (next == by_id.end() || !next->second.entry->supersedes) break;
    id = next->second.entry->supersedes->text;
  }
  return seen;
}

// The ids whose chain comes back to them. No chain is walked twice.
std::set<std::string_view> in_circles(const ById& by_id) {
  std::set<std::string_view> circles;
  std::map<std::string_view, std::string_view> walked_from;
  for (const auto& [start, link] : by_id) {
    std::string_view at = start;
    for (auto next = by_id.find(at); next != by_id.end() && next->second.entry->supersedes; next = by_id.find(at)) {
      const auto [known, fresh] = walked_from.emplace(at, start);
      if (!fresh) {
        // Met again on this walk: everything from here on is a circle.
        if (known->second == start)
          for (std::string_view step = at; circles.insert(step).second;) step = by_id.at(step).entry->supersedes->text;
        break;
      }
      at = next->second.entry->supersedes->text;
    }
  }
  return circles;
}

void check(const CaseFacts& facts, Report& report) {
  std::vector<Link> all;
  collect(facts.file.contacts, 0, all);
  collect(facts.file.enforcement, 1, all);
  collect(facts.file.reviews, 2, all);
  collect(facts.file.suspensions, 3, all);
  if (facts.file.plan) collect(facts.file.plan->activities, 4, all);
  // In most cases nothing was corrected, and no link is followed.
  if (std::none_of(all.begin(), all.end(), [](const Link& link) { return link.entry->supersedes.recorded(); })) return;
  ById by_id;
  for (const Link& link : all)
    if (link.entry->id) by_id.emplace(link.entry->id->text, link);
  std::set<std::string_view> withdrawn;  // corrections that were taken back count in no fork
  for (const Link& link : all)
    if (link.entry->withdrawn.is(true) && link.entry->supersedes) withdrawn.insert(link.entry->supersedes->text);
  const std::set<std::string_view> circles = in_circles(by_id);
  std::map<std::string_view, const Entry*> replaced_by;
  std::set<std::string_view> in_known_loop;
  for (const Link& link : all) {
    const Entry& entry = *link.entry;
    if (!entry.supersedes) continue;
    const Subject subject = subject_of(entry);
    const Place place = entry.supersedes.place;
    const std::string_view target = entry.supersedes->text;
    const auto at = by_id.find(target);
    if (at == by_id.end()) continue;  // DOC106
    if (at->second.kind != link.kind) {
      report.fail(subject, place, fmt::format("{} replaces {}, an entry of another kind", subject, target))
          .here("another kind")
          .related(at->second.entry->place, "this entry")
          .trace("a correction replaces an entry of its own list")
          .fix("name the entry that was meant");
      continue;
    }
    if (entry.id && withdrawn.contains(entry.id->text)) {
      report.pass(subject, place);
      continue;
    }
    const auto [first, fresh] = replaced_by.emplace(target, &entry);
    if (!fresh) {
      report.fail(subject, place, fmt::format("{} and {} both replace {}", subject_of(*first->second), subject, target))
          .here("replaced twice")
          .related(first->second->place, "replaces it too")
          .trace(fmt::format("{} is named by two corrections; which of them stands is not said", target))
          .fix("let one correct the other, or withdraw one");
      continue;
    }
    // A loop: following the chain comes back here. Said once, at its first entry in the file.
    const bool loops = entry.id && (by_id.at(entry.id->text).entry == &entry
                                        ? circles.contains(entry.id->text)
                                        : chain_from(target, by_id).contains(entry.id->text));  // an id used twice
    if (loops && !in_known_loop.contains(entry.id->text)) {
      const std::set<std::string_view> seen = chain_from(target, by_id);
      in_known_loop.insert(seen.begin(), seen.end());
      report.fail(subject, place, fmt::format("the corrections of {} come back to it", subject))
          .here("a loop")
          .trace(fmt::format("{} entries replace one another in a circle; none of them stands", seen.size()))
          .fix("remove the circle: the last correction replaces, the first does not");
    } else if (!loops) {
      report.pass(subject, place);
    }
  }
}

}  // namespace

extern const Rule rec505;
constinit const Rule rec505{
    .id = "REC505",
    .slug = "supersession-broken",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "A correction forks, loops, or replaces an entry of another kind.",
    .explanation = {.checks = "Every `supersedes`: two entries that replace the same one, chains that come back to "
                              "themselves, and entries that replace one of another list.",
                    .matters = "What stands can no longer be told; each reader would count something else.",
                    .to_do =
                        "Let one entry replace one other of its kind; withdraw the surplus one with `void: true`."},
    .sources = {},
    .policy = {},
    .reads = contacts | enforcement | reviews | suspensions | plan,
    .check_case = &check,
};

}  // namespace probation::rules
