#include "caseload/gaps.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/lacks.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

using rules::DocumentLacks;
using rules::Finding;
using rules::MissingFact;

void begin_gap(Gap& gap, const Finding& finding, const MissingFact& fact) {
  gap.crn = finding.crn;
  gap.file = finding.location.file;
  gap.document = finding.document;
  gap.subject = fact.subject;
  gap.fact = fact.fact;
  gap.location = fact.location;
  gap.fix = fact.fix;
  gap.table = fact.table;
  gap.region = finding.region;
  gap.pdu = finding.pdu;
  gap.team = finding.team;
  gap.officer = finding.officer;
}

// Of two places that lack one fact the one that comes first in the file.
void take_earlier(Gap& gap, const MissingFact& fact) {
  const auto place = [](const rules::Location& l) { return std::tie(l.line, l.column, l.pointer); };
  if (place(gap.location) <= place(fact.location)) return;
  gap.subject = fact.subject;
  gap.location = fact.location;
  gap.fix = fact.fix;
  if (!fact.table.empty()) gap.table = fact.table;
}

std::string text_or_nothing(const Json& value) { return value.is_null() ? std::string{} : value.text(); }

}  // namespace

std::vector<Gap> gaps(std::span<const Finding> findings, std::span<const DocumentLacks> lacks) {
  Lacks known(lacks);
  using Key = std::pair<std::string_view, std::uint32_t>;
  struct OfFact {
    Gap gap;
    const MissingFact* taken =
        nullptr;  // looked at last: nearly every question that waits for a fact lacks it in one place
  };
  struct OfCase {
    std::map<std::string_view, OfFact> facts;
    std::int64_t questions = 0;
  };
  std::map<Key, OfCase> cases;
  auto last = cases.end();  // the findings of a case stand together
  for (const Finding& finding : findings) {
    if (!is_open(finding)) continue;
    const auto facts = known.of(finding);
    if (facts.empty()) continue;
    const Key key{finding.location.file, finding.document};
    if (last == cases.end() || last->first != key) last = cases.try_emplace(key).first;
    OfCase& here = last->second;
    ++here.questions;
    for (const MissingFact* fact : facts) {
      const auto [at, fresh] = here.facts.try_emplace(fact->fact);
      Gap& gap = at->second.gap;
      if (fresh) begin_gap(gap, finding, *fact);
      else if (at->second.taken != fact) take_earlier(gap, *fact);
      at->second.taken = fact;
      ++gap.questions;
      if (facts.size() == 1) ++gap.alone;
      if (const auto asked = gap.rules.find(finding.rule->id); asked != gap.rules.end()) ++asked->second;
      else gap.rules.emplace(finding.rule->id, 1);
      gap.severity = std::min(gap.severity, finding.severity);
    }
  }
  std::vector<Gap> out;
  std::vector<Gap*> ordered;
  for (auto& [key, here] : cases) {
    for (auto& [name, of] : here.facts) {
      of.gap.questions_of_case = here.questions;
      ordered.push_back(&of.gap);
    }
    // A gap is large to move: it is moved once.
    std::sort(ordered.begin(), ordered.end(), [](const Gap* a, const Gap* b) {
      return std::tie(b->alone, b->questions, a->fact) < std::tie(a->alone, a->questions, b->fact);
    });
    for (Gap* gap : ordered) out.push_back(std::move(*gap));
    ordered.clear();
  }
  return out;
}

std::string said(const Gap& gap) {
  std::vector<std::string> ids;
  for (const auto& [id, count] : gap.rules) ids.push_back(id);
  return fmt::format("{} {} for {}: {}", counted(gap.questions, "question"), gap.questions == 1 ? "waits" : "wait",
                     gap.fact, join(ids, ", "));
}

std::string fingerprint(const Gap& gap) {
  return rules::fingerprint("missing-fact", gap.crn.empty() ? gap.file : gap.crn, gap.subject, gap.fact);
}

Gap gap_from(const Json& saved) {
  try {
    Gap gap;
    gap.crn = text_or_nothing(saved.at("crn"));
    gap.file = saved.at("file").text();
    gap.subject = saved.at("subject").text();
    gap.fact = saved.at("fact").text();
    const Json& place = saved.at("location");
    gap.location.file = place.at("file").text();
    if (!place.at("line").is_null()) {
      gap.location.line = place["line"].get<std::uint32_t>();
      gap.location.column = place.at("column").get<std::uint32_t>();
    }
    gap.location.pointer = text_or_nothing(place.at("pointer"));
    gap.questions = saved.at("questions").whole();
    gap.alone = saved.at("alone").whole();
    for (const auto& [id, count] : saved.at("rules").items()) gap.rules[id] = count.whole();
    const std::string severity = saved.at("severity").text();
    for (const auto value : {rules::Severity::error, rules::Severity::warning, rules::Severity::note})
      if (rules::word(value) == severity) gap.severity = value;
    if (!saved.at("fix").is_null()) gap.fix = saved["fix"].text();
    gap.region = text_or_nothing(saved.at("region"));
    gap.pdu = text_or_nothing(saved.at("pdu"));
    gap.team = text_or_nothing(saved.at("team"));
    gap.officer = text_or_nothing(saved.at("officer"));
    gap.document = saved.at("document").get<std::uint32_t>();
    gap.questions_of_case = saved.at("questions_of_case").whole();
    return gap;
  } catch (const Json::Error& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace probation::caseload
