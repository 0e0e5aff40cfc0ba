// intervention/1: one intervention of a catalogue.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/words.hpp"

namespace probation {

struct Sessions {
  Place place;
  Located<std::int64_t> pre_group, group, one_to_one, post;
  Located<std::int64_t> minutes;  // of one session
  Located<std::int64_t> per_week;
  Located<bool> fixed_order;
  Located<std::int64_t> min, max;  // toolkits with a flexible number
};
struct Delivery {
  Place place;
  List<Located<Setting>> settings;
  List<Located<DeliveryFormat>> formats;
  Located<std::int64_t> group_size_max, facilitators_min;
};
struct AgeRange {  // both ends included
  Place place;
  Located<std::int64_t> min, max;
};
struct RiskRow {  // min and below are half-open; levels for scores that are words
  Place place;
  Located<ScoreName> score;
  Located<double> min, below;
  List<Located<RiskLevel>> levels;
};
struct RiskItem {  // a row, or any: [rows], or first_known: [rows]
  Place place;
  Located<ScoreName> score;
  Located<double> min, below;
  List<Located<RiskLevel>> levels;
  List<RiskRow> any, first_known;
};
struct MonthsRemaining {
  Place place;
  Located<std::int64_t> community_order, suspended_sentence_order, licence;
  Located<BelowMonths> below;
};
struct Eligibility {
  Place place;
  List<Located<Sex>> sexes;
  std::optional<AgeRange> age;
  List<Located<OffenceCategory>> offences_any, offences_none;
  List<RiskItem> risk_all;
  Located<NeedRule> need_rule;
  List<Located<Exclusion>> excluded_if;
  std::optional<MonthsRemaining> months_remaining;
};
struct Sequence {
  Place place;
  List<Located<std::string>> after, before;
};
struct Condition {
  Place place;
  Located<std::string> text, owner;
  Located<Date> due, met;           // met: the day, absent while it is not
  Located<std::string> by, reason;  // who said that it is met, and on what
};
struct Withdrawn {
  Place place;
  Located<Date> date;
  Located<std::string> by, reason;
};
// What the file said before a move, as far as the rows before it do not tell.
struct BeforeMove {
  Place place;
  Located<LifecycleState> state;
  Located<std::int64_t> version;
  Located<Date> approved_date, review_date;
  Located<std::string> framework, amalgamated_into;
  Located<std::int64_t> conditions;   // how many there were
  List<Located<std::string>> absent;  // keys that rows before the move would tell and the file had not
};
struct HistoryRow {
  Place place;
  Located<Date> date;
  Located<HistoryState> state;
  Located<std::int64_t> version;  // absent: that of the row before
  Located<std::string> sitting, sheet, digest, board, by, reason, framework;
  Located<Date> review_date;
  Located<std::string> successor;
  Located<HistoryEvidence> evidence;
  List<Located<std::string>> allowed;  // ids of rules
  std::optional<BeforeMove> was;
  std::optional<Withdrawn> withdrawn;  // such a row counts on no day
};
struct Lifecycle {
  Place place;
  Located<LifecycleState> state;
  Located<std::string> framework;
  Located<Date> approved_date, review_date;
  Located<std::string> amalgamated_into;
  List<Condition> conditions;
  List<HistoryRow> history;
};
struct Study {
  Place place;
  Located<std::string> title;
  Located<std::int64_t> year;
  Located<std::string> design;
};
struct Evidence {
  Place place;
  List<Study> evidence_base;
  Map<IndicatorMark> indicators;  // by indicator, "P1.1"
};
struct SourceRow {
  Place place;
  Located<std::string> title;
  Located<Date> date;
};
struct Intervention {
  Place place;
  Located<std::string> schema;
  Located<document::Id> id;
  Located<std::string> title;
  Located<std::int64_t> version;
  Located<InterventionKind> kind;
  Located<InterventionNeedArea> need_area;
  List<Located<NeedArea>> needs;
  std::optional<Sessions> sessions;
  std::optional<Delivery> delivery;
  std::optional<Eligibility> eligibility;
  Located<bool> alongside_allowed;
  List<Located<ProgrammeCover>> covers;  // absent: told from offences and needs
  std::optional<Sequence> sequence;
  std::optional<Lifecycle> lifecycle;
  std::optional<Evidence> evidence;
  List<SourceRow> sources;
};

}  // namespace probation
