// Which facts to record first: the questions of a caseload by the facts they wait for, and these in greedy order.
#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "caseload/gaps.hpp"
#include "caseload/lacks.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;

// Questions that wait for the same facts.
struct Waiting {
  std::set<std::string> facts;
  std::int64_t questions = 0;
};

constexpr char elsewhere = '\x01';  // before the name of a fact that another group records
constexpr char between = '\x02';    // two facts that one question waits for

template <class GapOrFinding>
std::string_view manager_of(const GapOrFinding& what, GapsBy by) {
  switch (by) {
    case GapsBy::region: return what.region;
    case GapsBy::pdu: return what.pdu;
    case GapsBy::team: return what.team;
    case GapsBy::officer: return what.officer;
    case GapsBy::table:
    case GapsBy::fact: break;
  }
  return {};
}

std::string value_of(const Gap& gap, GapsBy by) {
  return by == GapsBy::table ? gap.table : std::string(manager_of(gap, by));
}

}  // namespace

// In the order in which most is decided soonest.
std::vector<GapTotal> GapSums::in_greedy_order(Group group, const std::string& name) {
  std::vector<Waiting> open;
  std::int64_t all = 0;
  for (auto& [facts, questions] : group.waiting) {
    const std::vector<std::string> names = split(facts, between);
    open.push_back({{names.begin(), names.end()}, questions});
    all += questions;
  }
  std::vector<GapTotal> out;
  std::int64_t decided = 0;
  while (!group.facts.empty()) {
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> worth;  // decided by it now, waiting for it
    for (const Waiting& some : open)
      for (const std::string& fact : some.facts) {
        worth[fact].second += some.questions;
        if (some.facts.size() == 1) worth[fact].first += some.questions;
      }
    auto best = group.facts.begin();
    for (auto at = group.facts.begin(); at != group.facts.end(); ++at)
      if (worth[at->first] > worth[best->first]) best = at;
    decided += worth[best->first].first;
    for (Waiting& some : open) some.facts.erase(best->first);
    std::erase_if(open, [](const Waiting& some) { return some.facts.empty(); });
    GapTotal& total = out.emplace_back(std::move(best->second));
    total.group = name;
    total.fact = best->first;
    total.decided = decided;
    total.open = all;
    std::int64_t most = 0;
    for (const auto& [table, cases] : group.tables[total.fact])
      if (!table.empty() && cases > most) {
        most = cases;
        total.table = table;
      }
    group.facts.erase(best);
  }
  return out;
}

void GapSums::add(std::span<const Gap> of_them, std::span<const Finding> findings,
                  std::span<const rules::DocumentLacks> lacks) {
  for (const Gap& gap : of_them) {
    Group& group = groups_[value_of(gap, by_)];
    GapTotal& total = group.facts[gap.fact];
    ++total.cases;
    total.questions += gap.questions;
    total.alone += gap.alone;
    for (const auto& [id, count] : gap.rules) total.rules[id] += count;
    ++group.tables[gap.fact][gap.table];
  }
  if (by_ == GapsBy::table) return add_waiting(of_them, findings, lacks);
  Lacks known(lacks);
  std::string facts;
  for (const Finding& finding : findings) {
    if (!is_open(finding)) continue;
    facts.clear();
    for (const rules::MissingFact* fact : known.of(finding)) {
      if (!facts.empty()) facts += between;
      facts += fact->fact;
    }
    if (facts.empty()) continue;
    Group& group = groups_[std::string(manager_of(finding, by_))];
    const auto at = group.waiting.find(facts);
    if (at == group.waiting.end()) group.waiting.emplace(facts, 1);
    else ++at->second;
  }
}

// By table the facts of one question may stand in several groups; it is open in each, and what another group would have
// to record decides nothing here.
void GapSums::add_waiting(std::span<const Gap> of_them, std::span<const Finding> findings,
                          std::span<const rules::DocumentLacks> lacks) {
  std::map<std::tuple<std::string_view, std::uint32_t, std::string_view>, const Gap*> by_fact;
  for (const Gap& gap : of_them) by_fact[{gap.file, gap.document, gap.fact}] = &gap;
  Lacks known(lacks);
  for (const Finding& finding : findings) {
    if (!is_open(finding)) continue;
    std::map<std::string, std::string> group_of;
    for (const rules::MissingFact* fact : known.of(finding))
      group_of[fact->fact] = value_of(*by_fact.at({finding.location.file, finding.document, fact->fact}), by_);
    std::set<std::string> names;
    for (const auto& [fact, name] : group_of) names.insert(name);
    for (const std::string& name : names) {
      std::set<std::string> facts;
      for (const auto& [fact, own] : group_of) facts.insert(own == name ? fact : elsewhere + fact);
      std::string joined;
      for (const std::string& fact : facts) joined += (joined.empty() ? "" : std::string(1, between)) + fact;
      ++groups_[name].waiting[joined];
    }
  }
}

void GapSums::add(GapSums&& other) {
  for (auto& [name, from] : other.groups_) {
    Group& group = groups_[name];
    for (auto& [fact, some] : from.facts) {
      GapTotal& total = group.facts[fact];
      total.cases += some.cases;
      total.questions += some.questions;
      total.alone += some.alone;
      for (const auto& [id, count] : some.rules) total.rules[id] += count;
    }
    for (const auto& [fact, tables] : from.tables)
      for (const auto& [table, cases] : tables) group.tables[fact][table] += cases;
    for (const auto& [facts, questions] : from.waiting) group.waiting[facts] += questions;
  }
}

std::vector<GapTotal> GapSums::totals() const {
  std::vector<GapTotal> out;
  for (const auto& [name, group] : groups_)
    for (GapTotal& total : in_greedy_order(group, name)) out.push_back(std::move(total));
  return out;
}

std::vector<GapTotal> gap_totals(std::span<const Finding> findings, std::span<const rules::DocumentLacks> lacks,
                                 GapsBy by) {
  GapSums sums(by);
  sums.add(findings, lacks);
  return sums.totals();
}

}  // namespace probation::caseload
