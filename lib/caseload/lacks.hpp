// The facts that the documents of a run lack, looked up for the findings that wait for them.
#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/finding.hpp"
#include "rules/missing_fact.hpp"

namespace probation::caseload {

// Points into `documents`, which must outlive it.
class Lacks {
 public:
  using MissingFact = rules::MissingFact;
  explicit Lacks(std::span<const rules::DocumentLacks> documents) {
    for (const rules::DocumentLacks& document : documents) {
      std::vector<const MissingFact*>& facts = by_document_[{document.file, document.document}];
      facts.reserve(facts.size() + document.facts.size());
      for (const MissingFact& fact : document.facts) facts.push_back(&fact);
      std::stable_sort(facts.begin(), facts.end(),
                       [](const MissingFact* a, const MissingFact* b) { return a->pointer < b->pointer; });
    }
  }
  // The facts a finding waits for, each once, in the order of their names; of a fact missing in several places the
  // place that the finding names first. Good until it is asked again.
  [[nodiscard]] std::span<const MissingFact* const> of(const rules::Finding& finding) {
    facts_.clear();
    const std::vector<const MissingFact*>* known = of_document(finding);
    if (known == nullptr) return facts_;
    for (const std::string& pointer : finding.missing) {
      const auto fact = std::lower_bound(known->begin(), known->end(), pointer,
                                         [](const MissingFact* f, const std::string& p) { return f->pointer < p; });
      if (fact == known->end() || (*fact)->pointer != pointer) continue;
      const auto at = std::lower_bound(facts_.begin(), facts_.end(), *fact,
                                       [](const MissingFact* a, const MissingFact* b) { return a->fact < b->fact; });
      if (at == facts_.end() || (*at)->fact != (*fact)->fact) facts_.insert(at, *fact);
    }
    return facts_;
  }

 private:
  using Key = std::pair<std::string_view, std::uint32_t>;
  // The findings of a document stand together: it is looked up once.
  [[nodiscard]] const std::vector<const MissingFact*>* of_document(const rules::Finding& finding) {
    const Key key{finding.location.file, finding.document};
    if (!last_ || last_->first != key) {
      const auto at = by_document_.find(key);
      last_ = {key, at == by_document_.end() ? nullptr : &at->second};
    }
    return last_->second;
  }
  std::map<Key, std::vector<const MissingFact*>> by_document_;
  std::optional<std::pair<Key, const std::vector<const MissingFact*>*>> last_;
  std::vector<const MissingFact*> facts_;
};

// An open question: one that a fact could decide.
inline bool is_open(const rules::Finding& f) { return f.outcome == rules::Verdict::undetermined && f.stands(); }

}  // namespace probation::caseload
