// What is missing, said once: the undetermined findings of a run by the fact they wait for. A gap is one fact that one
// case (or catalogue entry, or sheet) lacks; what is suppressed or known before asks for nothing.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/shared_text.hpp"
#include "rules/finding.hpp"
#include "rules/missing_fact.hpp"

namespace probation::caseload {

struct Gap {
  SharedText crn, file;
  std::uint32_t document = 0;
  std::string subject;  // of the record that lacks it
  std::string fact;
  rules::Location location;    // where it would stand
  std::int64_t questions = 0;  // undetermined findings that wait for it
  std::int64_t alone = 0;      // those that wait for nothing else
  std::map<std::string, std::int64_t, std::less<>> rules;
  rules::Severity severity = rules::Severity::note;  // the highest of them
  std::optional<std::string> fix;
  SharedText region, pdu, team, officer;
  std::string table;
  std::int64_t questions_of_case = 0;  // undetermined findings of the case, each once
};

// By case in path order; of a case the fact that most questions wait for alone first, then by questions, then by fact.
std::vector<Gap> gaps(std::span<const rules::Finding> findings, std::span<const rules::DocumentLacks> lacks);

// "9 questions wait for /enforcement: RAR215, RAR216".
std::string said(const Gap& gap);
// The same for the same fact of the same case on another day and another line.
std::string fingerprint(const Gap& gap);
// As a run with shards keeps it, typed again. Throws std::invalid_argument where a member is missing.
Gap gap_from(const Json& saved);

// ---- over a caseload -----------------------------------------------------------------------------------------------

// What is asked first over a group of cases, and what is decided once it and all before it are recorded.
struct GapTotal {
  std::string group;  // value of what the totals are by; empty: not recorded, or one group
  std::string fact;
  std::int64_t cases = 0, questions = 0, alone = 0;
  std::int64_t decided = 0;  // with all before
  std::int64_t open = 0;     // all questions of the group
  std::map<std::string, std::int64_t, std::less<>> rules;
  std::string table;  // that carries it in most cases; empty: in none
};

enum class GapsBy : std::uint8_t { fact, region, pdu, team, officer, table };

// Groups by name; in a group the fact that decides most beside those before it comes first, then the one that most of
// the open questions wait for.
std::vector<GapTotal> gap_totals(std::span<const rules::Finding> findings, std::span<const rules::DocumentLacks> lacks,
                                 GapsBy by);

// The same added up case by case: what stays is a row a group and fact, and the sets of facts that questions wait for.
class GapSums {
 public:
  explicit GapSums(GapsBy by) : by_(by) {}
  // Of whole documents; in any order, each once.
  void add(std::span<const rules::Finding> findings, std::span<const rules::DocumentLacks> lacks) {
    add(gaps(findings, lacks), findings, lacks);
  }
  void add(std::span<const Gap> of_them, std::span<const rules::Finding> findings,
           std::span<const rules::DocumentLacks> lacks);
  void add(GapSums&& other);  // by the same
  [[nodiscard]] std::vector<GapTotal> totals() const;

 private:
  struct Group {
    std::map<std::string, GapTotal> facts;
    std::map<std::string, std::map<std::string, std::int64_t>> tables;  // of each fact, with their cases
    std::map<std::string, std::int64_t, std::less<>> waiting;  // questions that wait for the same facts, joined
  };
  static std::vector<GapTotal> in_greedy_order(Group group, const std::string& name);
  void add_waiting(std::span<const Gap> of_them, std::span<const rules::Finding> findings,
                   std::span<const rules::DocumentLacks> lacks);
  GapsBy by_;
  std::map<std::string, Group> groups_;
};

}  // namespace probation::caseload
