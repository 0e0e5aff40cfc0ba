// What a rule is: a constant that says everything about itself, and one function. Rules hold no state, read no
// clock and contain no number and no date of the law; those come from law/ with their source.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "law/source.hpp"
#include "rules/finding.hpp"

namespace probation {
struct CaseFacts;
struct InterventionFacts;
struct PanelFacts;
struct RegionFacts;
namespace document {
struct Problem;
}
}  // namespace probation

namespace probation::rules {

class Report;
struct DocumentFacts;

// Parts of a case file. A rule names those it reads; where one of them did not decode, the rule is not assessed.
enum Section : std::uint32_t {
  no_section = 0,
  person = 1U << 0,
  flags = 1U << 1,
  orders = 1U << 2,
  assessments = 1U << 3,
  plan = 1U << 4,
  contacts = 1U << 5,
  enforcement = 1U << 6,
  reviews = 1U << 7,
  suspensions = 1U << 8,
  reported = 1U << 9,
  manager = 1U << 10
};
std::uint32_t section_named(std::string_view key);

// Explanation under the fixed headings of docs/rules.md. Plain sentences.
struct Explanation {
  std::string_view checks;   // what it checks
  std::string_view matters;  // why it matters
  std::string_view to_do;    // what to do
};

struct Rule {
  std::string_view id;    // "ORD104": stable, never reused
  std::string_view slug;  // "community-order-too-long"
  Severity severity;
  Basis basis;
  DateTest date_test;
  std::string_view summary;  // one sentence
  Explanation explanation;
  std::span<const Source> sources;
  std::span<const std::string_view> policy;  // names of the practice policy values it uses
  std::uint32_t reads = no_section;
  // What it judges; EIP910 judges sheets and the register. None: a rule over several files, judged once all are read.
  void (*check_case)(const CaseFacts&, Report&) = nullptr;
  void (*check_document)(const DocumentFacts&, Report&) = nullptr;  // DOC rules: problems the decoder met
  void (*check_intervention)(const InterventionFacts&,
                             Report&) = nullptr;                // one file of a catalogue, beside the others
  void (*check_panel)(const PanelFacts&, Report&) = nullptr;    // one mark sheet, after its appraisal
  void (*check_region)(const RegionFacts&, Report&) = nullptr;  // what one region chose, by all of its files
  bool across_files = false;                                    // DOC107
};

// All rules, sorted by id.
std::span<const Rule* const> rule_book();
const Rule* find_rule(std::string_view id);

}  // namespace probation::rules
