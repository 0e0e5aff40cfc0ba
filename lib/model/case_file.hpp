// case/1: one person's orders, plan and record, as one file says it. Plain structs; every leaf knows its place,
// and what is not recorded is absent. Nothing here judges, counts or fills in.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/words.hpp"

namespace probation {

using document::ChangeName;
using document::ClockTime;
using document::Crn;
using document::Id;
using document::Moment;

struct Person {
  Place place;
  Located<Sex> sex;
  Located<Date> date_of_birth;
  List<Located<OffenceCategory>> previous_offence_categories;
  Located<Language> preferred_language;
};

struct Manager {  // codes, never names
  Place place;
  Located<std::string> region, pdu, team, officer;
};

struct Offence {
  Place place;
  Located<Date> last_date;
  List<Located<OffenceCategory>> categories;
};

struct PreSentenceReport {
  Place place;
  Located<Date> date;
  Located<ReportType> type;
  Located<std::int64_t> proposed_days;
  List<Located<ConsideredOption>> considered;
};

struct Term {  // a length of time in units that do not compare with one another
  Place place;
  Located<std::int64_t> days, weeks, months, years;
};

// Where something came from that an import wrote: the system's name, its table, and its own key there.
struct EntrySource {
  Place place;
  Located<std::string> system, table, key;
};

// What contacts, enforcement entries, reviews, suspensions, assessments, activities, amendments and terminations share:
// who wrote them when, in which change, and what they replace.
struct Entry {
  Place place;
  Located<Id> id;
  Located<Id> supersedes;
  Located<bool> withdrawn;  // key `void`
  Located<std::string> reason;
  Located<Moment> recorded;
  Located<std::string> recorded_by;
  Located<std::int64_t> change;  // which command of this file's history wrote it, from 1
  Located<ChangeName> undoes;    // the change it takes back: its number, or the id of an entry that has none
  std::optional<EntrySource> source;
};

struct Amendment : Entry {  // its id may be absent
  Located<Date> date;
  Located<AmendmentKind> kind;
  Located<Date> end_date, supervision_end_date, operational_end_date;
  Located<Id> requirement;
  Located<std::int64_t> max_days, hours;
  Located<Date> until;  // unpaid work extended: the last day for the hours
};

struct Termination {
  Place place;
  Located<Date> date;
  Located<TerminationReason> reason;
  Map<std::string> unused_days;  // by requirement: why days were left
};

// How an order, or one requirement of it, ended: the last that stands counts. Not beside `termination`.
struct TerminationEntry : Entry {
  Located<Id> requirement;  // absent: the whole order
  Located<Date> date;
  Located<TerminationReason> kind;
  Map<std::string> unused_days;
};

struct Transfer {  // to another jurisdiction, whose law governs from the date on
  Place place;
  Located<Jurisdiction> to;
  Located<Date> date;
};

struct EarlyTermination {
  Place place;
  Located<Date> considered_date;
  Located<bool> special_procedures, no_further_instructions_needed, objectives_met, objectives_to_add;
  Located<Date> told_date;
  Located<EarlyTerminationDecision> decision;
};

struct Adjustment {
  Place place;
  Located<Date> date;
  Located<std::int64_t> minutes;  // minus takes time off
  Located<std::string> reason;
};

struct Requirement {
  Place place;
  Located<Id> id;
  Located<RequirementType> type;
  Located<std::int64_t> max_days;
  Located<std::string> programme;
  Located<std::int64_t> days, hours;
  Located<ImposedOn> imposed_on;
  Located<bool> concurrent;                   // unpaid work: served at the same time as other such hours
  Located<std::string> no_monitoring_reason;  // curfew, exclusion: why it is not monitored
  Located<std::int64_t> hours_per_day, hours_per_week, months;
  Located<bool> willing, court_reviews;
  List<Located<Purpose>> purposes;
  Located<Date> start_date, end_date;
  Located<RequirementStatus> status;
  Located<Date> termination_date;
  List<Adjustment> adjustments;
  std::optional<EntrySource> source;
};

struct Order {
  Place place;
  Located<Id> id;
  Located<OrderType> type;
  Located<std::string> court;
  List<Offence> offences;
  Located<Date> conviction_date;
  std::optional<PreSentenceReport> pre_sentence_report;
  Located<Date> sentence_date;  // the day the order was made
  Located<Date> end_date;       // as first made; last day
  std::optional<Term> custodial_term;
  Located<Date> operational_end_date, supervision_end_date;  // last days
  Located<bool> fine, exceptional_circumstances;
  List<Amendment> amendments;
  std::optional<Termination> termination;
  List<TerminationEntry> terminations;
  // Of the two lists: what was replaced or withdrawn, which counts for nothing (cut_to sets it apart).
  std::vector<Amendment> past_amendments;
  std::vector<TerminationEntry> past_terminations;
  std::optional<EarlyTermination> early_termination;
  Place considered_later;  // of a consideration that was cut away, as it came after as-of
  std::optional<Transfer> transferred;
  std::optional<EntrySource> source;
  List<Requirement> requirements;
};

struct Scores {
  Place place;
  Located<double> ogrs3, ovp, rsr;
  Located<RiskLevel> sara_partner, sara_others, osp_dc, osp_iic;
};

struct Need {
  Place place;
  Located<NeedArea> area;
  Located<double> score;
  Located<bool> linked_to_reoffending, linked_to_harm;
  Located<std::int64_t> priority;  // 1 is first
};

struct Assessment : Entry {
  Located<AssessmentTool> tool;
  Located<Date> completed_date;
  Located<RiskLevel> rosh;
  std::optional<Scores> scores;
  Map<std::int64_t> items;  // by OASys item number, "11.3"
  List<Need> needs;
};

struct Considers {
  Place place;
  Located<bool> public_protection, diversity;
};

struct Objective {
  Place place;
  Located<Id> id;
  Located<NeedArea> need;
  Located<std::string> text;
  Located<ObjectiveStatus> status;
};

struct Unavailable {
  Place place;
  Located<Weekday> weekday;
  Located<ClockTime> from, until;
  Located<UnavailableReason> reason;
};

struct UnavailableDates {
  Place place;
  Located<Date> from, until;  // both included
  Located<UnavailableReason> reason;
};

struct Constraints {
  Place place;
  List<Unavailable> unavailable;
  List<UnavailableDates> dates_unavailable;
  Map<std::int64_t> travel_minutes;  // by intervention, one way
  Located<bool> substance_use_stable;
};

// A session of an activity as it is planned. A plain date stands for one whose time and place are not recorded.
struct PlannedSession {
  Place place;
  Located<Date> date;
  Located<ClockTime> time;
  Located<std::int64_t> minutes;
  Located<std::string> where;  // key `place`
  Located<std::string> entry;  // id in the directory
};

struct Activity : Entry {
  Located<Id> requirement;
  Located<std::string> intervention;
  Located<InterventionKind> kind;
  Located<NeedArea> need;
  Located<Provider> provider;
  Located<std::int64_t> planned_days;
  List<PlannedSession> sessions;
  Located<Date> referred_date, start_date, end_date;
  Located<ActivityStatus> status;
};

struct Plan {
  Place place;
  Located<Date> completed_date;
  Located<Id> assessment;
  std::optional<Considers> considers;
  List<Objective> objectives;
  std::optional<Constraints> constraints;
  List<Activity> activities;
};

struct Contact : Entry {
  Located<Date> date;
  Located<ClockTime> time;
  Located<std::int64_t> minutes;
  Located<ContactType> type;
  Located<ContactMode> mode;
  Located<Id> order, activity, requirement;
  Located<bool> rar_activity, national_standards;
  Located<std::int64_t> minutes_credited;
  Located<bool> ete;  // education, training and employment
  Located<std::int64_t> travel_minutes;
  Located<Outcome> outcome;
  Located<AbsenceReason> absence_reason;
};

struct EnforcementEntry : Entry {
  Located<Date> date;
  Located<EnforcementAction> action;
  Located<Id> contact;
  List<Located<Id>> contacts;
  Located<Id> order, enforcement;
  List<Located<WarningStatement>> states;
  Located<BreachOutcome> outcome;
};

struct Review : Entry {
  Located<Date> date;
  Located<ReviewKind> kind;
  Located<Id> requirement, order;
  Located<std::string> outcome;
};

struct Suspension : Entry {
  Located<SuspensionPolicy> policy;
  Located<Date> from, until;  // both included
  Located<Id> order;
  Located<bool> exemption_checked;
};

struct Reported {
  Place place;
  Map<std::int64_t> rar_days;            // by requirement
  Map<std::int64_t> failures_to_comply;  // by order
};

// A list of which something is known to be missing, or, with `whole`, that holds all there is again. The marks of a
// list since its last `whole` add up.
struct PartialMark {
  Place place;
  Located<ListName> list;
  List<Located<std::string>> of;  // the members that are concerned; absent: whole entries may be missing
  Located<std::string> reason;
  Located<Date> on;
  Located<bool> whole;
  Located<std::string> recorded_by;
  Located<std::int64_t> change;
  Located<ChangeName> undoes;
};

// Dates that cannot be: the later of the two chooses no law and is taken as not recorded. Found when a case is cut.
struct ImpossibleDate {
  std::size_t order = 0;  // its place in the file
  std::string words;
  Place earlier, later;  // of the date that should come first, and of the one that should come after
};

struct CaseFile {
  Place place;
  Located<std::string> schema;
  Located<Crn> crn;
  std::optional<Person> person;
  std::optional<Manager> manager;
  List<Located<CaseFlag>> flags;
  Located<bool> limited_access;
  List<Order> orders;
  List<Assessment> assessments;
  std::vector<Assessment> past_assessments;  // replaced or withdrawn: set apart by cut_to
  std::optional<Plan> plan;
  List<Contact> contacts;
  List<EnforcementEntry> enforcement;
  List<Review> reviews;
  List<Suspension> suspensions;
  std::optional<Reported> reported;
  List<PartialMark> partial;
  std::vector<ImpossibleDate> impossible;  // not of the format
  std::vector<std::string> half_read;      // likewise: the top-level keys whose record is there and did not decode
};

}  // namespace probation
