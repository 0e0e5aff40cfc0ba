#include "caseload/gaps.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

using rules::DocumentLacks;
using rules::Finding;
using rules::MissingFact;

// The documents of a run by name and number, with the facts that each lacks.
class Lacks {
 public:
  explicit Lacks(std::span<const DocumentLacks> documents) {
    for (const DocumentLacks& document : documents) {
      std::vector<const MissingFact*>& facts = by_document_[{document.file, document.document}];
      for (const MissingFact& fact : document.facts) facts.push_back(&fact);
      std::stable_sort(facts.begin(), facts.end(), by_pointer);
    }
  }
  // The facts a finding waits for, each once, in the order of their names; of a fact missing in several places the
  // place that the finding names first.
  [[nodiscard]] std::vector<const MissingFact*> of(const Finding& finding) const {
    std::vector<const MissingFact*> facts;
    const std::vector<const MissingFact*>* known = of_document(finding);
    if (known == nullptr) return facts;
    facts.reserve(finding.missing.size());
    for (const std::string& pointer : finding.missing) {
      const auto fact = std::lower_bound(known->begin(), known->end(), pointer,
                                         [](const MissingFact* f, const std::string& p) { return f->pointer < p; });
      if (fact == known->end() || (*fact)->pointer != pointer) continue;
      if (facts.empty() || facts.back()->fact != (*fact)->fact) facts.push_back(*fact);
    }
    std::stable_sort(facts.begin(), facts.end(),
                     [](const MissingFact* a, const MissingFact* b) { return a->fact < b->fact; });
    const auto same_fact = [](const MissingFact* a, const MissingFact* b) { return a->fact == b->fact; };
    facts.erase(std::unique(facts.begin(), facts.end(), same_fact), facts.end());
    return facts;
  }

 private:
  using Key = std::pair<std::string_view, std::uint32_t>;
  static bool by_pointer(const MissingFact* a, const MissingFact* b) { return a->pointer < b->pointer; }
  // The findings of a document stand together: it is looked up once.
  [[nodiscard]] const std::vector<const MissingFact*>* of_document(const Finding& finding) const {
    const Key key{finding.location.file, finding.document};
    if (!last_ || last_->first != key) {
      const auto at = by_document_.find(key);
      last_ = {key, at == by_document_.end() ? nullptr : &at->second};
    }
    return last_->second;
  }
  std::map<Key, std::vector<const MissingFact*>> by_document_;
  mutable std::optional<std::pair<Key, const std::vector<const MissingFact*>*>> last_;
};

bool is_open(const Finding& f) { return f.outcome == rules::Verdict::undetermined && f.stands(); }

void begin(Gap& gap, const Finding& finding, const MissingFact& fact) {
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
  const Lacks known(lacks);
  using Key = std::pair<std::string_view, std::uint32_t>;
  struct OfCase {
    std::map<std::string_view, Gap> facts;
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
      Gap& gap = at->second;
      if (fresh) begin(gap, finding, *fact);
      else take_earlier(gap, *fact);
      ++gap.questions;
      if (facts.size() == 1) ++gap.alone;
      ++gap.rules[std::string(finding.rule->id)];
      gap.severity = std::min(gap.severity, finding.severity);
    }
  }
  std::vector<Gap> out;
  for (auto& [key, here] : cases) {
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    for (auto& [name, gap] : here.facts) {
      gap.questions_of_case = here.questions;
      out.push_back(std::move(gap));
    }
    std::stable_sort(out.begin() + first, out.end(), [](const Gap& a, const Gap& b) {
      return std::tie(b.alone, b.questions) < std::tie(a.alone, a.questions);
    });
  }
  return out;
}

std::vector<Waits> waiting_facts(std::span<const Finding> findings, std::span<const DocumentLacks> lacks) {
  const Lacks known(lacks);
  std::vector<Waits> out;
  for (const Finding& finding : findings) {
    if (!is_open(finding)) continue;
    Waits waits{&finding, {}};
    for (const MissingFact* fact : known.of(finding)) waits.facts.push_back(fact->fact);
    if (!waits.facts.empty()) out.push_back(std::move(waits));
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
