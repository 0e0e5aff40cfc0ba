// panel/1, the mark sheet of one sitting about one intervention, and eip_policy/1, how such sheets are decided.
// Plain values as written; who counts, and what follows, is asked in facts and appraisal.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/word_table.hpp"
#include "model/words.hpp"

namespace probation {

// The seven principles; the fifth is marked under two names, so that a doubt about harm is not averaged away by skills.
enum class Principle {
  evidence_base,
  rationale,
  replication,
  targeting,
  useful_skills,
  no_harm,
  quality_assurance,
  evaluation
};
inline constexpr std::size_t principle_count = 8;
enum class GatePrinciple {
  evidence_base,
  rationale,
  replication,
  targeting,
  useful_skills,
  no_harm,
  quality_assurance,
  evaluation,
  any
};
enum class MemberRole { chair, member };
enum class MemberConflict { developer, employer, line_manager, deliverer, other };
enum class MarkStage { independent, final };
enum class Vote { approve, provisional, reject, abstain };
enum class PanelDecision { not_approved, provisional, approved };  // in rising order
enum class MeasurementLevel { nominal, ordinal, interval, ratio };
enum class Aggregate { lower_median, median, mean };
enum class VoteMajority { simple };
enum class VoteTie { chair, none };
enum class PolicyPart {
  scale,
  weights,
  aggregate,
  gates,
  bands,
  quorum,
  votes,
  review_term,
  fragile_below,
  agreement_low_below
};

struct PanelMember {
  Place place;
  Located<document::Id> id;
  Located<MemberRole> role;
  Located<MemberConflict> conflict;
};
struct MarkRow {
  Place place;
  Located<document::Id> member;
  Located<MarkStage> stage;
  Located<double> evidence_base, rationale, replication, targeting, useful_skills, no_harm, quality_assurance,
      evaluation;
  Located<Vote> vote;

  [[nodiscard]] const Located<double>& mark(Principle principle) const {
    static constexpr std::array<Located<double> MarkRow::*, principle_count> members{
        &MarkRow::evidence_base, &MarkRow::rationale, &MarkRow::replication,       &MarkRow::targeting,
        &MarkRow::useful_skills, &MarkRow::no_harm,   &MarkRow::quality_assurance, &MarkRow::evaluation};
    return this->*members[static_cast<std::size_t>(principle)];
  }
};
struct PanelComment {
  Place place;
  Located<document::Id> member;
  Located<Principle> principle;
  Located<std::string> text;
};
struct Ratification {
  Place place;
  Located<std::string> board;
  Located<Date> date;
  Located<PanelDecision> decision;
};
struct PanelSheet {
  Place place;
  Located<std::string> schema;
  Located<document::Id> id;
  Located<document::Id> intervention;
  Located<std::int64_t> version;
  Located<Date> date;
  Located<std::string> sitting;  // absent: told from date and policy
  Located<document::Id> policy;
  List<PanelMember> members;
  List<MarkRow> marks;
  List<PanelComment> comments;
  Located<std::string> chair_reason;
  std::optional<Ratification> ratification;
};

struct EipScale {
  Place place;
  List<Located<double>> values;
  Located<MeasurementLevel> level;
  Located<std::string> source;
  Located<bool> assumption;
};
struct EipWeights {
  Place place;
  Located<double> evidence_base, rationale, replication, targeting, useful_skills, no_harm, quality_assurance,
      evaluation;

  [[nodiscard]] const Located<double>& weight(Principle principle) const {
    static constexpr std::array<Located<double> EipWeights::*, principle_count> members{
        &EipWeights::evidence_base, &EipWeights::rationale, &EipWeights::replication,       &EipWeights::targeting,
        &EipWeights::useful_skills, &EipWeights::no_harm,   &EipWeights::quality_assurance, &EipWeights::evaluation};
    return this->*members[static_cast<std::size_t>(principle)];
  }
};
struct EipGate {
  Place place;
  Located<GatePrinciple> principle;
  Located<double> below;
  Located<PanelDecision> at_best;
  Located<std::string> source;
};
struct EipBand {
  Place place;
  Located<double> from, below;
  Located<PanelDecision> decision;
  Located<std::string> source;
};
struct EipQuorum {
  Place place;
  Located<std::int64_t> members;
  Located<bool> chair;
  Located<std::string> source;
};
struct EipVotes {
  Place place;
  Located<VoteMajority> majority;
  Located<VoteTie> tie;
  Located<bool> gates_bind;
  Located<std::string> source;
};
struct ReviewTerm {
  Place place;
  Located<std::int64_t> years;
  Located<std::string> source;
};
struct EipPolicy {
  Place place;
  Located<std::string> schema;
  Located<document::Id> id;
  Located<std::string> title;
  std::optional<EipScale> scale;
  List<Located<Principle>> principles;
  std::optional<EipWeights> weights;
  Located<Aggregate> aggregate;
  List<EipGate> gates;
  List<EipBand> bands;
  std::optional<EipQuorum> quorum;
  std::optional<EipVotes> votes;
  Located<double> fragile_below, agreement_low_below;
  std::optional<ReviewTerm> review_term;
  List<Located<PolicyPart>> assumptions;
};

#define PROBATION_PRINCIPLES                                                          \
  Word{"evidence_base", "P1: methods with evidence behind them."},                    \
      Word{"rationale", "P2: a credible account of how, why and for whom it works."}, \
      Word{"replication", "P3: structure that lets it be repeated."},                 \
      Word{"targeting", "P4: the right people are selected."},                        \
      Word{"useful_skills", "P5, first half: it teaches useful skills."},             \
      Word{"no_harm", "P5, second half: nobody is harmed or disadvantaged."},         \
      Word{"quality_assurance", "P6: delivery as designed is assured."}, Word {       \
    "evaluation", "P7: it is researched and evaluated."                               \
  }
PROBATION_WORDS(Principle, PROBATION_PRINCIPLES);
PROBATION_WORDS(GatePrinciple, PROBATION_PRINCIPLES, Word{"any", "Any principle."});
PROBATION_WORDS(MemberRole, Word{"chair", "Chairs the panel."}, Word{"member", "A member."});
PROBATION_WORDS(MemberConflict, Word{"developer", "Helped to develop it."},
                Word{"employer", "Employed by who offers it."},
                Word{"line_manager", "Manages somebody who developed or delivers it."},
                Word{"deliverer", "Delivers it."}, Word{"other", "Another conflict of interest."});
PROBATION_WORDS(MarkStage, Word{"independent", "Given alone, before the discussion."},
                Word{"final", "Given after the discussion; these decide."});
PROBATION_WORDS(Vote, Word{"approve", "Approve."}, Word{"provisional", "Approve with conditions."},
                Word{"reject", "Do not approve."}, Word{"abstain", "No vote."});
PROBATION_WORDS(PanelDecision, Word{"not_approved", "Not approved."}, Word{"provisional", "Approved with conditions."},
                Word{"approved", "Approved."});
PROBATION_WORDS(MeasurementLevel, Word{"nominal", "Names without order."}, Word{"ordinal", "An order."},
                Word{"interval", "Equal distances."}, Word{"ratio", "Distances from a true zero."});
PROBATION_WORDS(Aggregate, Word{"lower_median", "The lower of two middle marks."},
                Word{"median", "The mean of two middle marks."}, Word{"mean", "The mean."});
PROBATION_WORDS(VoteMajority, Word{"simple", "More than half of the votes cast."});
PROBATION_WORDS(VoteTie, Word{"chair", "The chair's vote decides."}, Word{"none", "The votes decide nothing."});
PROBATION_WORDS(PolicyPart, Word{"scale", "The scale."}, Word{"weights", "The weights."},
                Word{"aggregate", "How marks become one."}, Word{"gates", "The gates."}, Word{"bands", "The bands."},
                Word{"quorum", "The quorum."}, Word{"votes", "How votes count."},
                Word{"review_term", "When approval is reviewed."},
                Word{"fragile_below", "From where a decision is fragile."},
                Word{"agreement_low_below", "From where agreement is low."});
#undef PROBATION_PRINCIPLES

}  // namespace probation
