// Runs the selected rules over a document and counts every outcome. It decides nothing itself: it cuts the case to
// the as-of date, keeps rules away from what did not decode, and puts findings in the order of the file.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "document/decode.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/panel/panel_facts.hpp"
#include "law/standards.hpp"
#include "model/files.hpp"
#include "rules/missing_fact.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"

namespace probation::rules {

// Which rules run: ids and prefixes (`RAR`, `REV601`). Empty select: all.
struct Selection {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  [[nodiscard]] bool includes(std::string_view id) const {
    return (select.empty() && ignore.empty()) || includes_named(id);
  }
  // Words that match no rule: a usage error.
  [[nodiscard]] std::vector<std::string> unknown() const;

 private:
  [[nodiscard]] bool includes_named(std::string_view id) const;
};

struct Settings {
  Date as_of;
  const Policy* policy = nullptr;
  const CatalogueFacts* catalogue = nullptr;  // nothing: none given
  Selection selection;
  std::optional<Date> run_date{};  // today, as the caller says; nothing: as-of. Asked by INT817 alone
  Detail detail{};
};

struct OutcomeCounts {
  std::array<std::int64_t, 5> by_verdict{};  // indexed by Verdict
  std::int64_t& operator[](Verdict v) { return by_verdict[static_cast<std::size_t>(v)]; }
  std::int64_t operator[](Verdict v) const { return by_verdict[static_cast<std::size_t>(v)]; }
  OutcomeCounts& operator+=(const OutcomeCounts& other) {
    for (std::size_t i = 0; i < by_verdict.size(); ++i) by_verdict[i] += other.by_verdict[i];
    return *this;
  }
};

// Outcomes by rule, in the order of the rule book. It is gone through in that order, again and again.
class RuleRows {
 public:
  using Row = std::pair<std::string_view, OutcomeCounts>;
  OutcomeCounts& of(std::string_view id) {
    if (at_ < rows_.size() && rows_[at_].first.data() == id.data()) return rows_[at_].second;  // once more
    if (++at_ < rows_.size() && rows_[at_].first.data() == id.data()) return rows_[at_].second;
    return search(id);
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] auto begin() const { return rows_.begin(); }
  [[nodiscard]] auto end() const { return rows_.end(); }

 private:
  OutcomeCounts& search(std::string_view id);
  std::vector<Row> rows_;
  std::size_t at_ = 0;  // of the row asked for last
};

struct RequirementSummary {
  std::string requirement_id;
  std::string type;
  std::optional<std::int64_t> max_days, days_counted, days_at_most, days_left;
  std::vector<std::string> awaiting_outcome, awaiting_rar_decision, in_force_not_known;
};
struct OrderSummary {
  std::string order_id;
  std::string type;  // empty: not recorded
  std::optional<Date> start_date, end_date;
  std::vector<RequirementSummary> requirements;
};
struct CaseSummary {
  std::string crn;
  std::string file;
  std::vector<OrderSummary> orders;
  OutcomeCounts outcomes;
  // Fails by severity, and what could not be decided, that stand: once a run is marked, nothing that is lived with.
  std::array<std::int64_t, 3> findings{};
  std::int64_t undetermined = 0;
  std::uint32_t line = 0, column = 0;  // of the CRN, else of the document
  std::string digest;                  // of the document's bytes: the same record has the same
  std::string policy = {};             // id of the practice policy it was judged under
  std::uint32_t document = 0;          // the line on which its document begins
  std::uint32_t file_of_crn = 1;       // with this CRN it is the so manieth case of the run
  bool is_limited = false;             // of limited access, and whoever runs the command may not see such cases
};

// What came of one document.
struct Judgement {
  std::vector<Finding>
      findings;  // every outcome but not_applicable and not_assessed (and passes, unless kept), in file order
  RuleRows by_rule;
  std::vector<DocumentLacks> lacks;  // what the undetermined findings wait for, by document; none where they have none
  std::optional<CaseSummary> case_summary;
  std::int64_t later = 0;        // entries left out because they came after as-of
  std::optional<Date> run_date;  // the day of the run, where it decided something
  bool readable = true;          // false: DOC001–DOC104 was found, the answer is incomplete
};

// Judges one decoded document. Cuts a case to as-of in place. `look`: shown the facts of a case once the rules have
// spoken, for whoever prints more of it than its findings.
using Look = std::function<void(const CaseFacts&)>;
Judgement judge(document::Decoded& decoded, FileContent& content, Origin origin, const Settings& settings,
                const Look& look = {});
// Rules about one intervention of a catalogue, and about the catalogue as a whole (its findings name their files).
Judgement judge_catalogue(const CatalogueFacts& catalogue, const Settings& settings);

// Rules about what each region chose, one region after another.
Judgement judge_selections(const std::vector<SelectionEntry>& selections, const CatalogueFacts& catalogue,
                           const Settings& settings);

// Rules about one mark sheet, once it is appraised.
Judgement judge_panel(const PanelFacts& facts, const Origin& origin, const Settings& settings);

// Findings of a document: by line, column, rule, subject. Independent of the order in which rules ran.
void sort_findings(std::vector<Finding>& findings);

}  // namespace probation::rules
