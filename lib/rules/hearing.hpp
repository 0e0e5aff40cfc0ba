// How a rule is heard, by whoever runs rules over a document: its report, and its row among those that spoke.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/engine.hpp"

namespace probation::rules {

// One after another the rules of a document, with what they say and how often.
class Bench {
 public:
  Bench(std::vector<Finding>& findings, RuleRows& rows, const Settings& settings)
      : findings_(findings), rows_(rows), detail_(settings.detail) {}

  // `check` makes one rule speak; it is handed the report.
  template <class Check>
  void hear(const Rule& rule, const Origin& origin, Check check) {
    const OutcomeCounts before = total;
    Report report(rule, origin, findings_, total.by_verdict, detail_);
    if (facts != nullptr) report.about(*facts);
    check(report);
    OutcomeCounts& row = rows_.of(rule.id);
    for (std::size_t i = 0; i < row.by_verdict.size(); ++i)
      row.by_verdict[i] += total.by_verdict[i] - before.by_verdict[i];
  }

  // One outcome that nobody is told.
  void count(const Rule& rule, Verdict verdict) {
    ++total[verdict];
    ++rows_.of(rule.id)[verdict];
  }

  OutcomeCounts total;
  const CaseFacts* facts = nullptr;  // of a case: whose orders its findings are about

 private:
  std::vector<Finding>& findings_;
  RuleRows& rows_;
  Detail detail_;
};

// The field table of a kind of file; nothing where it has none.
const document::Type* type_of_kind(std::string_view schema);

// What the undetermined findings from `first` on wait for; they are of one document.
void note_lacks(Judgement& out, Detail detail, std::size_t first, std::uint32_t number, const Lacking& document);

}  // namespace probation::rules
