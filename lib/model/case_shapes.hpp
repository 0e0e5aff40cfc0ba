// The field tables of case/1: each key once, with the sentence that docs and schema show.
#pragma once
#include "model/case_file.hpp"

namespace probation::document {

// The keys every entry may carry; `own` are those of its type. Its id is required unless `id` says otherwise.
template <class T, std::size_t N>
constexpr std::array<Field, N + 9> entry_fields(Field id, const std::array<Field, N>& own) {
  std::array<Field, N + 9> all{};
  all[0] = id;
  for (std::size_t i = 0; i < N; ++i) all[i + 1] = own[i];
  all[N + 1] = field<&T::supersedes>("supersedes", "The entry that this one replaces for every calculation.")
                   .refers_to(IdKind::any_entry);
  all[N + 2] = field<&T::withdrawn>("void", "True: the superseded entry is withdrawn altogether.");
  all[N + 3] = field<&T::reason>("reason", "Why it was chosen, corrected or withdrawn.");
  all[N + 4] = field<&T::recorded>("recorded", "When the entry was written: a date, or a date and time.");
  all[N + 5] = field<&T::recorded_by>("recorded_by", "Code of the officer who wrote it.");
  all[N + 6] = field<&T::change>("change", "Which command of this file's history wrote it, from 1.").at_least(1);
  all[N + 7] = field<&T::undoes>("undoes", "The change it takes back: its number, or the id of an entry without one.");
  all[N + 8] = field<&T::source>("source", "Where it came from, where an import wrote it.");
  return all;
}
template <class T>
constexpr Field entry_id(IdKind kind) {
  return field<&T::id>("id", "Identifier of the entry, unique in the file and never reused.").declares(kind);
}
template <class T, std::size_t N>
constexpr std::array<Field, N + 9> entry_fields(IdKind kind, const std::array<Field, N>& own) {
  return entry_fields<T>(entry_id<T>(kind).required(), own);
}

#define PROBATION_SHAPE(TYPE, NAME, SENTENCE, ...)            \
  template <>                                                 \
  struct Shaped<TYPE> {                                       \
    using T = TYPE;                                           \
    static constexpr std::array fields{__VA_ARGS__};          \
    static constexpr Shape shape{NAME, SENTENCE, fields, {}}; \
  }

PROBATION_SHAPE(EntrySource, "source", "Where something came from that an import wrote.",
                field<&T::system>("system", "Name of the source system."),
                field<&T::table>("table", "Its table, as the mapping calls it."),
                field<&T::key>("key", "Its own key there; absent: its table has none."));

PROBATION_SHAPE(Person, "person", "The person on probation, as far as eligibility asks.",
                field<&T::sex>("sex", "Sex, used for eligibility only.").personal(),
                field<&T::date_of_birth>("date_of_birth", "Date of birth.").personal(),
                field<&T::previous_offence_categories>("previous_offence_categories",
                                                       "Categories of earlier offences; [] none, absent not known.")
                    .personal(),
                field<&T::preferred_language>("preferred_language", "Preferred language.").personal());

PROBATION_SHAPE(Manager, "manager", "Who manages the case, in codes; names are never held.",
                field<&T::region>("region", "Provider code of the region."),
                field<&T::pdu>("pdu", "Probation delivery unit."), field<&T::team>("team", "Team code."),
                field<&T::officer>("officer", "Officer code."));

PROBATION_SHAPE(Offence, "offence", "An offence of the order.",
                field<&T::last_date>("last_date", "Last day of the offence."),
                field<&T::categories>("categories", "What kind of offence it was."));

PROBATION_SHAPE(PreSentenceReport, "pre_sentence_report", "The report to the court before sentence.",
                field<&T::date>("date", "Date of the report."), field<&T::type>("type", "Kind of report."),
                field<&T::proposed_days>("proposed_days", "RAR days proposed to the court.").at_least(0),
                field<&T::considered>("considered", "Requirements considered before a RAR."));

PROBATION_SHAPE(Term, "custodial_term", "A term in one or more units.", field<&T::days>("days", "Days.").at_least(0),
                field<&T::weeks>("weeks", "Weeks.").at_least(0), field<&T::months>("months", "Months.").at_least(0),
                field<&T::years>("years", "Years.").at_least(0));

template <>
struct Shaped<Amendment> {
  using T = Amendment;
  static constexpr auto fields = entry_fields<T>(
      entry_id<T>(IdKind::amendment),
      std::array{
          field<&T::date>("date", "Date of the amendment."), field<&T::kind>("kind", "What was amended."),
          field<&T::end_date>("end_date", "New last day of the order."),
          field<&T::supervision_end_date>("supervision_end_date", "New last day of the supervision period."),
          field<&T::operational_end_date>("operational_end_date", "New last day of the operational period."),
          field<&T::until>("until", "Unpaid work extended: the last day."),
          field<&T::requirement>("requirement", "The requirement that was amended.").refers_to(IdKind::requirement),
          field<&T::max_days>("max_days", "New maximum of RAR days.").at_least(0),
          field<&T::hours>("hours", "New hours of unpaid work.").at_least(0)});
  static constexpr Shape shape{"amendment", "A change of the order by the court.", fields, {}};
};

PROBATION_SHAPE(
    Termination, "termination", "How the order ended; absent while it runs.",
    field<&T::date>("date", "Last day of the order."), field<&T::reason>("reason", "Why it ended."),
    field<&T::unused_days>("unused_days", "By requirement: why days were left.").refers_to(IdKind::requirement));

template <>
struct Shaped<TerminationEntry> {
  using T = TerminationEntry;
  static constexpr auto fields = entry_fields<T>(
      IdKind::termination,
      std::array{
          field<&T::requirement>("requirement", "The requirement that ended; absent: the whole order.")
              .refers_to(IdKind::requirement),
          field<&T::date>("date", "Last day of the order, or of the requirement."),
          field<&T::kind>("kind", "Why it ended."),
          field<&T::unused_days>("unused_days", "By requirement: why days were left.").refers_to(IdKind::requirement)});
  static constexpr Shape shape{"termination_entry", "How the order or a requirement of it ended.", fields, {}};
};

PROBATION_SHAPE(EarlyTermination, "early_termination",
                "The officer's consideration of ending the order early; absent: not recorded.",
                field<&T::considered_date>("considered_date", "Date of the consideration."),
                field<&T::special_procedures>("special_procedures",
                                              "The order is reviewed by the court under special procedures."),
                field<&T::no_further_instructions_needed>("no_further_instructions_needed",
                                                          "The officer sees no need for further instructions."),
                field<&T::objectives_met>("objectives_met", "The objectives of the sentence plan are met."),
                field<&T::objectives_to_add>("objectives_to_add", "Objectives have to be added."),
                field<&T::told_date>("told_date", "The day the person was told."),
                field<&T::decision>("decision", "What was decided."));

PROBATION_SHAPE(Transfer, "transfer", "Transfer of the order to another jurisdiction; absent: none.",
                field<&T::to>("to", "Where it is governed from then on."),
                field<&T::date>("date", "The first day there."));

PROBATION_SHAPE(Adjustment, "adjustment", "Time added to or taken off unpaid work.",
                field<&T::date>("date", "Date of the adjustment."),
                field<&T::minutes>("minutes", "Minutes; minus takes time off."), field<&T::reason>("reason", "Why."));

PROBATION_SHAPE(
    Requirement, "requirement", "A requirement of the order, or a condition of a licence.",
    field<&T::id>("id", "Identifier, unique in the file.").required().declares(IdKind::requirement),
    field<&T::type>("type", "What is required.").required(),
    field<&T::max_days>("max_days", "RAR: the most days of activity that may be instructed.").at_least(0),
    field<&T::programme>("programme", "Accredited programme: its id in the catalogue."),
    field<&T::days>("days", "Days of a programme, of alcohol abstinence or of a prohibited activity.").at_least(0),
    field<&T::hours>("hours", "Hours of unpaid work or attendance centre.").at_least(0),
    field<&T::imposed_on>("imposed_on", "Unpaid work: with the sentence, or first on breach."),
    field<&T::concurrent>("concurrent", "Unpaid work: served at the same time as other hours of the occasion."),
    field<&T::no_monitoring_reason>("no_monitoring_reason",
                                    "Curfew, exclusion: why there is no electronic monitoring."),
    field<&T::hours_per_day>("hours_per_day", "Curfew: hours a day.").at_least(0),
    field<&T::hours_per_week>("hours_per_week", "Curfew: hours in any seven days.").at_least(0),
    field<&T::months>("months", "Treatment: months.").at_least(0),
    field<&T::willing>("willing", "Treatment: the person's willingness is recorded."),
    field<&T::court_reviews>("court_reviews", "Drug rehabilitation: the court reviews it."),
    field<&T::purposes>("purposes", "The court's purposes; never inferred from the type."),
    field<&T::start_date>("start_date", "First day."),
    field<&T::end_date>("end_date", "Last day, where the court set one."),
    field<&T::status>("status", "Where it stands."),
    field<&T::termination_date>("termination_date", "The day it ended."),
    field<&T::adjustments>("adjustments", "Unpaid work: time added or taken off; absent: none."),
    field<&T::source>("source", "Where it came from, where an import wrote it."));

template <>
struct Shaped<Order> {
  using T = Order;
  static constexpr std::array fields{
      field<&T::id>("id", "Identifier, unique in the file.").required().declares(IdKind::order),
      field<&T::type>("type", "Kind of order."),
      field<&T::court>("court", "The court."),
      field<&T::offences>("offences", "The offences it was made for; absent: not known."),
      field<&T::conviction_date>("conviction_date", "Date of conviction."),
      field<&T::pre_sentence_report>("pre_sentence_report", "The report before sentence."),
      field<&T::sentence_date>("sentence_date", "The day the order was made."),
      field<&T::end_date>("end_date",
                          "Community order: last day as first made; licence and post-sentence supervision: expiry."),
      field<&T::custodial_term>("custodial_term", "Suspended sentence order: the suspended term."),
      field<&T::operational_end_date>("operational_end_date", "Last day of the operational period."),
      field<&T::supervision_end_date>("supervision_end_date", "Last day of the supervision period."),
      field<&T::fine>("fine", "A fine was imposed as well."),
      field<&T::exceptional_circumstances>("exceptional_circumstances",
                                           "The court recorded why no punitive element was imposed."),
      field<&T::amendments>("amendments", "Changes by the court; absent: none."),
      field<&T::termination>("termination", "How it ended; absent while it runs."),
      field<&T::terminations>("terminations",
                              "How it or its requirements ended, in the order recorded; the last that stands counts."),
      field<&T::early_termination>("early_termination", "The officer's consideration of an early end."),
      field<&T::transferred>("transferred", "To Scotland or Northern Ireland; absent: no."),
      field<&T::source>("source", "Where it came from, where an import wrote it."),
      field<&T::requirements>("requirements", "Its requirements; absent: not known.")};
  static constexpr Shape shape{
      "order", "A court order, licence or period of supervision.", fields, {"termination", "terminations"}};
};

PROBATION_SHAPE(Scores, "scores", "Risk scores of the assessment.",
                field<&T::ogrs3>("ogrs3", "Offender Group Reconviction Scale 3, per cent.").at_least(0).at_most(100),
                field<&T::ovp>("ovp", "OASys Violence Predictor, per cent.").at_least(0).at_most(100),
                field<&T::rsr>("rsr", "Risk of Serious Recidivism, per cent.").at_least(0).at_most(100),
                field<&T::sara_partner>("sara_partner", "SARA, risk to the partner."),
                field<&T::sara_others>("sara_others", "SARA, risk to others."),
                field<&T::osp_dc>("osp_dc", "OASys Sexual Predictor, direct contact."),
                field<&T::osp_iic>("osp_iic", "OASys Sexual Predictor, indirect images of children."));

PROBATION_SHAPE(Need, "need", "An area that was assessed.", field<&T::area>("area", "The need area."),
                field<&T::score>("score", "Its score.").at_least(0),
                field<&T::linked_to_reoffending>("linked_to_reoffending", "Linked to reoffending."),
                field<&T::linked_to_harm>("linked_to_harm", "Linked to harm."),
                field<&T::priority>("priority", "Rank in the plan; 1 is first.").at_least(1));

template <>
struct Shaped<Assessment> {
  using T = Assessment;
  static constexpr auto fields = entry_fields<T>(
      IdKind::assessment,
      std::array{field<&T::tool>("tool", "The tool used."),
                 field<&T::completed_date>("completed_date", "The day it was completed."),
                 field<&T::rosh>("rosh", "Risk of serious harm."), field<&T::scores>("scores", "Risk scores."),
                 field<&T::items>("items", "OASys items by number, as \"11.3\".").at_least(0),
                 field<&T::needs>("needs", "One row per area that was assessed.")});
  static constexpr Shape shape{"assessment", "An assessment of risk and needs.", fields, {}};
};

PROBATION_SHAPE(Considers, "considers", "What the plan says it considered.",
                field<&T::public_protection>("public_protection", "Public protection."),
                field<&T::diversity>("diversity", "Diversity."));

PROBATION_SHAPE(Objective, "objective", "An objective of the sentence plan.",
                field<&T::id>("id", "Identifier, unique in the file.").required().declares(IdKind::objective),
                field<&T::need>("need", "The need it serves."), field<&T::text>("text", "The objective in words."),
                field<&T::status>("status", "Where it stands."));

PROBATION_SHAPE(Unavailable, "unavailable", "A weekly time at which the person cannot attend.",
                field<&T::weekday>("weekday", "Day of the week."), field<&T::from>("from", "From this time."),
                field<&T::until>("until", "Until this time."), field<&T::reason>("reason", "Why."));

PROBATION_SHAPE(UnavailableDates, "dates_unavailable", "Dates on which the person cannot attend.",
                field<&T::from>("from", "First day."), field<&T::until>("until", "Last day."),
                field<&T::reason>("reason", "Why."));

PROBATION_SHAPE(Constraints, "constraints", "What the planner and the clash rule have to respect.",
                field<&T::unavailable>("unavailable", "Weekly times."),
                field<&T::dates_unavailable>("dates_unavailable", "Dates."),
                field<&T::travel_minutes>("travel_minutes", "Minutes one way, by place or intervention.").at_least(0),
                field<&T::substance_use_stable>("substance_use_stable", "Substance use is stable."));

template <>
struct Shaped<PlannedSession> {
  using T = PlannedSession;
  static constexpr std::array fields{
      field<&T::date>("date", "The day.").required(), field<&T::time>("time", "When it begins."),
      field<&T::minutes>("minutes", "How long it takes.").at_least(1), field<&T::where>("place", "Where it is."),
      field<&T::entry>("entry", "Id of the directory's entry it belongs to.")};
  static constexpr Shape shape{
      "planned_session", "A planned session; a plain date where nothing else is known of it.", fields, {}, "date"};
};

template <>
struct Shaped<Activity> {
  using T = Activity;
  static constexpr auto fields = entry_fields<T>(
      IdKind::activity,
      std::array{field<&T::requirement>("requirement", "The requirement these days count against.")
                     .refers_to(IdKind::requirement),
                 field<&T::intervention>("intervention", "Id of the intervention in the catalogue."),
                 field<&T::kind>("kind", "As in the catalogue, for when no catalogue is at hand."),
                 field<&T::need>("need", "The need it serves."), field<&T::provider>("provider", "Who delivers it."),
                 field<&T::planned_days>("planned_days", "RAR days it is planned to use.").at_least(0),
                 field<&T::sessions>("sessions", "Planned sessions."),
                 field<&T::referred_date>("referred_date", "The day of the referral."),
                 field<&T::start_date>("start_date", "First day."), field<&T::end_date>("end_date", "Last day."),
                 field<&T::status>("status", "Where it stands.")});
  static constexpr Shape shape{"activity", "An activity of the plan: an intervention, its need, its days.", fields, {}};
};

PROBATION_SHAPE(Plan, "plan", "The sentence plan; absent: not carried by the source.",
                field<&T::completed_date>("completed_date", "The day the plan was completed."),
                field<&T::assessment>("assessment", "The assessment it rests on.").refers_to(IdKind::assessment),
                field<&T::considers>("considers", "What the plan considered."),
                field<&T::objectives>("objectives", "Its objectives."),
                field<&T::constraints>("constraints", "When and where the person can attend."),
                field<&T::activities>("activities", "Its activities."));

template <>
struct Shaped<Contact> {
  using T = Contact;
  static constexpr auto fields = entry_fields<T>(
      IdKind::contact,
      std::array{field<&T::date>("date", "The day of the contact.").required(),
                 field<&T::time>("time", "When it began."),
                 field<&T::minutes>("minutes", "How long it took, in minutes.").at_least(0),
                 field<&T::type>("type", "What kind of contact.").required(),
                 field<&T::mode>("mode", "Where or how it took place."),
                 field<&T::order>("order", "The order, where a file has several.").refers_to(IdKind::order),
                 field<&T::activity>("activity", "The activity it delivers; not beside `requirement`.")
                     .refers_to(IdKind::activity),
                 field<&T::requirement>("requirement", "The requirement it serves; not beside `activity`.")
                     .refers_to(IdKind::requirement),
                 field<&T::rar_activity>("rar_activity",
                                         "True: a RAR activity; absent on a contact linked to a RAR: not decided."),
                 field<&T::national_standards>("national_standards", "An enforceable contact; absent: not known."),
                 field<&T::minutes_credited>("minutes_credited", "Unpaid work: minutes credited.").at_least(0),
                 field<&T::ete>("ete", "Unpaid work: education, training and employment."),
                 field<&T::travel_minutes>("travel_minutes", "Minutes one way.").at_least(0),
                 field<&T::outcome>("outcome", "What came of it; absent while the appointment lies ahead."),
                 field<&T::absence_reason>("absence_reason", "Why the absence was acceptable.")});
  static constexpr Shape shape{
      "contact", "An appointment or contact, appended in the order recorded.", fields, {"activity", "requirement"}};
};

template <>
struct Shaped<EnforcementEntry> {
  using T = EnforcementEntry;
  static constexpr auto fields = entry_fields<T>(
      IdKind::enforcement,
      std::array{field<&T::date>("date", "The day of the action.").required(),
                 field<&T::action>("action", "What was done.").required(),
                 field<&T::contact>("contact", "The contact it answers.").refers_to(IdKind::contact),
                 field<&T::contacts>("contacts", "The contacts it answers, where several.").refers_to(IdKind::contact),
                 field<&T::order>("order", "The order, where a file has several.").refers_to(IdKind::order),
                 field<&T::enforcement>("enforcement", "The entry it is about, for a withdrawal.")
                     .refers_to(IdKind::enforcement),
                 field<&T::states>("states", "What a warning states; absent: not known."),
                 field<&T::outcome>("outcome", "How breach proceedings ended.")});
  static constexpr Shape shape{"enforcement_entry", "An enforcement action.", fields, {}};
};

template <>
struct Shaped<Review> {
  using T = Review;
  static constexpr auto fields = entry_fields<T>(
      IdKind::review,
      std::array{field<&T::date>("date", "The day of the review.").required(),
                 field<&T::kind>("kind", "What was reviewed.").required(),
                 field<&T::requirement>("requirement", "The requirement reviewed.").refers_to(IdKind::requirement),
                 field<&T::order>("order", "The order, where a file has several.").refers_to(IdKind::order),
                 field<&T::outcome>("outcome", "What came of it.")});
  static constexpr Shape shape{"review", "A review that took place.", fields, {}};
};

template <>
struct Shaped<Suspension> {
  using T = Suspension;
  static constexpr auto fields = entry_fields<T>(
      IdKind::suspension,
      std::array{
          field<&T::policy>("policy", "The policy under which delivery is suspended."),
          field<&T::from>("from", "First day."), field<&T::until>("until", "Last day; absent: to the end."),
          field<&T::order>("order", "The order, where a file has several.").refers_to(IdKind::order),
          field<&T::exemption_checked>("exemption_checked", "Whether an exemption was looked for is recorded.")});
  static constexpr Shape shape{"suspension", "A suspension of RAR delivery.", fields, {}};
};

PROBATION_SHAPE(Reported, "reported", "Figures another system claims; checked, never believed.",
                field<&T::rar_days>("rar_days", "RAR days by requirement.").at_least(0).refers_to(IdKind::requirement),
                field<&T::failures_to_comply>("failures_to_comply",
                                              "Failures to comply by order; one number where the file has one order.")
                    .at_least(0)
                    .refers_to(IdKind::order)
                    .or_bare_value());

PROBATION_SHAPE(PartialMark, "partial_mark",
                "A list of which something is known to be missing, or that holds all there is again.",
                field<&T::list>("list", "The list."),
                field<&T::of>("of", "The members concerned; absent: whole entries may be missing."),
                field<&T::reason>("reason", "Why."), field<&T::on>("on", "The day it was said."),
                field<&T::whole>("whole", "True: the list now holds all there is."),
                field<&T::recorded_by>("recorded_by", "Code of the officer who wrote it."),
                field<&T::change>("change", "Which command of this file's history wrote it, from 1.").at_least(1),
                field<&T::undoes>("undoes", "The change it takes back."));

PROBATION_SHAPE(CaseFile, "case", "One person's orders, plan and record.",
                field<&T::schema>("schema", "What this file is: case/1."),
                field<&T::crn>("crn", "Case reference number: one capital letter, six digits.").required(),
                field<&T::person>("person", "The person on probation.").personal(),
                field<&T::manager>("manager", "Who manages the case."),
                field<&T::flags>("flags", "[]: none of them; absent: not known."),
                field<&T::limited_access>("limited_access",
                                          "True: output leaves out excerpts and the manager's codes; absent: no."),
                field<&T::orders>("orders", "The orders; absent: not known."),
                field<&T::assessments>("assessments", "The assessments; absent: not known."),
                field<&T::plan>("plan", "The sentence plan."),
                field<&T::contacts>("contacts", "Contacts in the order recorded; absent: not known."),
                field<&T::enforcement>("enforcement", "Enforcement actions; absent: not known."),
                field<&T::reviews>("reviews", "Reviews; absent: not known."),
                field<&T::suspensions>("suspensions", "Suspensions of delivery; absent: not known."),
                field<&T::reported>("reported", "Figures another system claims."),
                field<&T::partial>("partial", "Lists of which something is known to be missing; absent: nothing is."));

}  // namespace probation::document
