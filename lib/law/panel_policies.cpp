#include "law/panel_policies.hpp"

#include <array>

namespace probation {

// The policies that come with the tool, as texts of the format that a region writes: long because they are data.
std::span<const PanelPolicyText> panel_policies() {
  static constexpr std::array policies{
      // The accreditation panel of 1999 to 2021 decided by a pass mark over criteria marked 0, 1 or 2: 16 or 18 of 20
      // in what is written about it. Taken over as shares of the total (80 and 90 in 100), with no gate, since its
      // total could make up for a weak criterion.
      PanelPolicyText{"csap-legacy", R"(schema: eip_policy/1
id: csap-legacy
title: Correctional Services Accreditation Panel, pass marks carried over to the seven principles
scale: {values: [0, 1, 2], level: ordinal, source: "CSAP practice, three marks a criterion; not confirmed", assumption: true}
principles: [evidence_base, rationale, replication, targeting, useful_skills, no_harm, quality_assurance, evaluation]
aggregate: lower_median
gates: []
bands:
  - {from: 0, below: 13, decision: not_approved}
  - {from: 13, below: 15, decision: provisional}
  - {from: 15, below: null, decision: approved}
quorum: {members: 3, chair: true}
votes: {majority: simple, tie: chair, gates_bind: true}
fragile_below: 0.80
agreement_low_below: 0.667
review_term: {years: 5, source: "Freedom of information answer 90719, 5 June 2014: accredited for five years"}
assumptions: [scale, weights, aggregate, gates, bands, quorum, votes, fragile_below, agreement_low_below]
)"},
      PanelPolicyText{"eip-2021", R"(schema: eip_policy/1
id: eip-2021
title: Effective Interventions Panel, sittings of 2020 and 2021
scale: {values: [0, 1, 2], level: ordinal, source: "CSAAP practice, three marks a criterion", assumption: true}
principles: [evidence_base, rationale, replication, targeting, useful_skills, no_harm, quality_assurance, evaluation]
weights: {useful_skills: 1, no_harm: 1}
aggregate: lower_median
gates:
  - {principle: no_harm, below: 1, at_best: not_approved}
  - {principle: no_harm, below: 2, at_best: provisional}
  - {principle: any, below: 1, at_best: provisional}
bands:
  - {from: 0, below: 10, decision: not_approved}
  - {from: 10, below: 13, decision: provisional}
  - {from: 13, below: null, decision: approved}
quorum: {members: 3, chair: true}
votes: {majority: simple, tie: chair, gates_bind: true}
fragile_below: 0.80
agreement_low_below: 0.667
review_term: {years: 5}
assumptions: [scale, weights, aggregate, gates, bands, quorum, votes, review_term, fragile_below, agreement_low_below]
)"},
      // The framework's criteria were not read in full: until they are, the panel's numbers of 2021 stand in, every one
      // an assumption.
      PanelPolicyText{"nfi", R"(schema: eip_policy/1
id: nfi
title: National Framework for Interventions, in force by 19 November 2025; its criteria stand in from eip-2021
scale: {values: [0, 1, 2], level: ordinal, assumption: true}
principles: [evidence_base, rationale, replication, targeting, useful_skills, no_harm, quality_assurance, evaluation]
aggregate: lower_median
gates:
  - {principle: no_harm, below: 1, at_best: not_approved}
  - {principle: no_harm, below: 2, at_best: provisional}
  - {principle: any, below: 1, at_best: provisional}
bands:
  - {from: 0, below: 10, decision: not_approved}
  - {from: 10, below: 13, decision: provisional}
  - {from: 13, below: null, decision: approved}
quorum: {members: 3, chair: true}
votes: {majority: simple, tie: chair, gates_bind: true}
fragile_below: 0.80
agreement_low_below: 0.667
review_term: {years: 5}
assumptions: [scale, weights, aggregate, gates, bands, quorum, votes, review_term, fragile_below, agreement_low_below]
)"},
  };
  return policies;
}

}  // namespace probation
