// A scoring policy ready to be applied: numbers instead of located values, and the list of what it assumes. It refuses
// a policy whose bands leave a total undecided or decide it twice, or under which a better mark could mean a worse
// decision.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "document/problem.hpp"
#include "model/panel.hpp"

namespace probation {

struct ScoringGate {
  std::optional<Principle> principle;  // nothing: any
  double below = 0;
  PanelDecision at_best{};
};
struct ScoringBand {
  double from = 0;
  std::optional<double> below;
  PanelDecision decision{};
};
struct ScoringPolicy {
  std::string id, title;
  std::vector<double> scale;  // rising
  MeasurementLevel level{};
  std::vector<Principle> principles;
  std::vector<double> weights;  // in the order of `principles`
  Aggregate aggregate{};
  std::vector<ScoringGate> gates;
  std::vector<ScoringBand> bands;  // rising
  std::int64_t quorum_members = 0;
  bool quorum_chair = false;
  VoteTie tie{};
  bool gates_bind = false;
  std::optional<double> fragile_below, agreement_low_below;
  std::optional<std::int64_t> review_years;
  std::vector<PolicyPart> assumptions;  // parts without a published source

  [[nodiscard]] bool on_scale(double mark) const;
  [[nodiscard]] double minimum() const;  // of the weighted total
  [[nodiscard]] double maximum() const;
  [[nodiscard]] double total(const std::vector<double>& marks) const;  // weighted and settled; a mark a principle
  // The part in words with its numbers: "bands: not_approved from 0, provisional from 10, approved from 13".
  [[nodiscard]] std::string describe(PolicyPart part) const;
};

struct ScoringPolicyReading {
  std::optional<ScoringPolicy> policy;      // nothing where a problem was found
  std::vector<document::Problem> problems;  // located in the policy file; `rule` is empty
};
ScoringPolicyReading scoring_policy(const EipPolicy& file);

// A sum of means meets the bound of a band exactly where arithmetic on paper does. Settle what is compared, never what
// is summed afterwards: a rounded third, three times, is no longer one.
double settled(double value);

// A mark or total as output writes it: 2, 1.5, 13.333333.
std::string number_text(double value);

}  // namespace probation
