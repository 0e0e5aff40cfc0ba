// A second, deliberately simple opinion on the three things people act on: how many RAR days count, which failures were
// not answered, which reviews are overdue. It shares no code with the library but the calendar, knows nothing of places
// or reasons, and reads like the rule book's words. Both answer for 100,000 generated cases; a different answer is a
// defect in one of them.
#include <array>
#include <map>
#include <random>
#include <set>

#include "facts/case/case_facts.hpp"
#include "facts/case/rar_days.hpp"
#include "model/case_file.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

const int rounds = rounds_of(10'000, 100'000, 2'000);

// ---- the record, as plain as it can be
// -----------------------------------------------------------------------------------

enum class Link { none, rar, activity, unpaid_work };
struct PlainContact {
  int day;  // days since the origin
  ContactType type;
  Link link;
  std::optional<bool> flagged;
  std::optional<Outcome> outcome;
  std::optional<int> recorded;
  int replaces = -1;  // index of the contact it corrects
  bool withdrawn = false;
  int minutes = 0;  // credited
};
struct PlainAction {
  int day;
  EnforcementAction action;
  int contact = -1;  // named
  int warning = -1;  // withdrawn
};
struct PlainReview {
  int day;
  ReviewKind kind;
  bool of_rar;
};
struct PlainCase {
  bool suspended;
  int sentence, end, operational;
  std::optional<std::pair<int, int>> extended;  // on a day, to a day
  std::optional<int> terminated, requirement_end, requirement_terminated;
  ActivityStatus status;
  int hours;
  std::vector<PlainContact> contacts;
  std::vector<PlainAction> actions;
  std::vector<PlainReview> reviews;
  int as_of;
};

constexpr Date origin = date(2024, 1, 1);
Date at(int day) { return origin + Days{day}; }

PlainCase generate(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto chance = [&](int percent) { return below(100) < percent; };
  PlainCase c{};
  c.suspended = chance(35);
  c.sentence = below(200);
  c.end = c.sentence + 150 + below(500);
  c.operational = c.end + below(300);
  c.as_of = c.sentence + below(900);
  if (chance(15)) c.extended = {c.sentence + below(400), c.end + below(180)};
  if (chance(15)) c.terminated = c.sentence + below(600);
  if (chance(10)) c.requirement_end = c.sentence + below(500);
  if (chance(10)) c.requirement_terminated = c.sentence + below(500);
  constexpr std::array statuses{ActivityStatus::planned, ActivityStatus::in_progress, ActivityStatus::completed,
                                ActivityStatus::withdrawn};
  c.status = statuses[static_cast<std::size_t>(below(4))];
  c.hours = 40 + below(60);
  constexpr std::array types{ContactType::activity_session, ContactType::activity_session,
                             ContactType::supervision_appointment, ContactType::supplier_assessment};
  constexpr std::array outcomes{Outcome::attended_complied,
                                Outcome::attended_complied,
                                Outcome::attended_complied,
                                Outcome::attended_failed_to_comply,
                                Outcome::attended_sent_home_behaviour,
                                Outcome::attended_sent_home_service,
                                Outcome::attended_failure_deemed_acceptable,
                                Outcome::acceptable_absence,
                                Outcome::unacceptable_absence,
                                Outcome::unacceptable_absence,
                                Outcome::failed_to_attend,
                                Outcome::acceptable_failure};
  const int n = below(14);
  for (int i = 0; i < n; ++i) {
    PlainContact contact{};
    contact.day = c.sentence - 20 + below(700);
    if (i > 0 && chance(15)) contact.day = c.contacts.back().day;
    contact.link = chance(45) ? Link::activity : chance(60) ? Link::rar : chance(50) ? Link::unpaid_work : Link::none;
    contact.type = contact.link == Link::unpaid_work ? ContactType::unpaid_work_session
                                                     : types[static_cast<std::size_t>(below(4))];
    if (chance(85)) contact.flagged = contact.link != Link::unpaid_work && chance(85);
    if (chance(85)) contact.outcome = outcomes[static_cast<std::size_t>(below(12))];
    if (chance(20)) contact.recorded = contact.day + below(60) - 5;
    if (contact.link == Link::unpaid_work) contact.minutes = 60 * (1 + below(12));
    if (i > 0 && chance(12)) {  // corrects one that nothing corrects yet
      const int target = below(i);
      bool free = true;
      for (const PlainContact& other : c.contacts) free = free && other.replaces != target;
      if (free) {
        contact.replaces = target;
        contact.withdrawn = chance(25);
      }
    }
    c.contacts.push_back(contact);
  }
  const int actions = n > 0 ? below(4) : 0;
  for (int i = 0; i < actions; ++i) {
    PlainAction action{c.sentence + below(600), EnforcementAction::warning, below(n), -1};
    if (chance(35))
      action.action =
          chance(50) ? EnforcementAction::breach_started : EnforcementAction::referral_to_enforcement_officer;
    else if (i > 0 && chance(30) && c.actions[0].action == EnforcementAction::warning)
      action = {action.day, EnforcementAction::warning_withdrawn, -1, 0};
    c.actions.push_back(action);
  }
  constexpr std::array kinds{ReviewKind::completion_6_months, ReviewKind::completion_3_months,
                             ReviewKind::unpaid_work_6_months, ReviewKind::unpaid_work_9_months};
  for (int i = below(3); i > 0; --i) {
    const auto kind = kinds[static_cast<std::size_t>(below(4))];
    c.reviews.push_back({c.sentence + below(700), kind, kind == kinds[0] || kind == kinds[1]});
  }
  return c;
}

// ---- the same record as the library sees it
// -------------------------------------------------------------------------------

template <class T>
Located<T> known(T value) {
  return {std::move(value), Place{1, 1, 0}};
}
template <class T>
List<T> listed(std::vector<T> items) {
  return {true, Place{1, 1, 0}, std::move(items)};
}
Located<Id> entry_id(const std::string& text) { return known(Id{text}); }

CaseFile as_file(const PlainCase& c) {
  CaseFile file;
  file.place = {1, 1, 0};
  file.flags = listed(std::vector<Located<CaseFlag>>{});
  file.assessments = listed(std::vector<Assessment>{});
  file.suspensions = listed(std::vector<Suspension>{});
  Order order;
  order.id = entry_id("O1");
  order.type = known(c.suspended ? OrderType::suspended_sentence_order : OrderType::community_order);
  order.sentence_date = known(at(c.sentence));
  order.conviction_date = known(at(c.sentence - 7));
  (c.suspended ? order.supervision_end_date : order.end_date) = known(at(c.end));
  if (c.suspended) order.operational_end_date = known(at(c.operational));
  if (c.extended) {
    Amendment amendment;
    amendment.date = known(at(c.extended->first));
    amendment.kind = known(AmendmentKind::other);
    (c.suspended ? amendment.supervision_end_date : amendment.end_date) = known(at(c.extended->second));
    order.amendments = listed(std::vector<Amendment>{amendment});
  }
  if (c.terminated) {
    Termination termination;
    termination.date = known(at(*c.terminated));
    termination.reason = known(TerminationReason::other);
    order.termination = termination;
  }
  Requirement rar, work;
  rar.id = entry_id("R1");
  rar.type = known(RequirementType::rehabilitation_activity);
  rar.max_days = known(std::int64_t{20});
  rar.status = known(c.requirement_terminated ? RequirementStatus::terminated : RequirementStatus::active);
  if (c.requirement_end) rar.end_date = known(at(*c.requirement_end));
  if (c.requirement_terminated) rar.termination_date = known(at(*c.requirement_terminated));
  work.id = entry_id("R2");
  work.type = known(RequirementType::unpaid_work);
  work.hours = known(std::int64_t{c.hours});
  work.status = known(RequirementStatus::active);
  order.requirements = listed(std::vector<Requirement>{rar, work});
  file.orders = listed(std::vector<Order>{order});
  Plan plan;
  Activity activity;
  activity.id = entry_id("A1");
  activity.requirement = entry_id("R1");
  activity.kind = known(InterventionKind::structured_intervention);
  activity.status = known(c.status);
  plan.activities = listed(std::vector<Activity>{activity});
  file.plan = plan;
  std::vector<Contact> contacts;
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const PlainContact& plain = c.contacts[i];
    Contact contact;
    contact.id = entry_id("C" + std::to_string(i));
    contact.date = known(at(plain.day));
    contact.type = known(plain.type);
    if (plain.link == Link::rar) contact.requirement = entry_id("R1");
    if (plain.link == Link::activity) contact.activity = entry_id("A1");
    if (plain.link == Link::unpaid_work) contact.requirement = entry_id("R2");
    if (plain.flagged) contact.rar_activity = known(bool{*plain.flagged});
    if (plain.outcome) contact.outcome = known(Outcome{*plain.outcome});
    if (plain.recorded) contact.recorded = known(Moment{at(*plain.recorded), std::nullopt});
    if (plain.replaces >= 0) contact.supersedes = entry_id("C" + std::to_string(plain.replaces));
    if (plain.withdrawn) contact.withdrawn = known(true);
    if (plain.minutes > 0) contact.minutes_credited = known(std::int64_t{plain.minutes});
    contacts.push_back(contact);
  }
  file.contacts = listed(std::move(contacts));
  std::vector<EnforcementEntry> actions;
  for (std::size_t i = 0; i < c.actions.size(); ++i) {
    EnforcementEntry entry;
    entry.id = entry_id("E" + std::to_string(i));
    entry.date = known(at(c.actions[i].day));
    entry.action = known(EnforcementAction{c.actions[i].action});
    if (c.actions[i].contact >= 0) entry.contact = entry_id("C" + std::to_string(c.actions[i].contact));
    if (c.actions[i].warning >= 0) entry.enforcement = entry_id("E" + std::to_string(c.actions[i].warning));
    actions.push_back(entry);
  }
  file.enforcement = listed(std::move(actions));
  std::vector<Review> reviews;
  for (std::size_t i = 0; i < c.reviews.size(); ++i) {
    Review review;
    review.id = entry_id("V" + std::to_string(i));
    review.date = known(at(c.reviews[i].day));
    review.kind = known(ReviewKind{c.reviews[i].kind});
    review.requirement = entry_id(c.reviews[i].of_rar ? "R1" : "R2");
    reviews.push_back(review);
  }
  file.reviews = listed(std::move(reviews));
  return file;
}

// ---- the second opinion
// ---------------------------------------------------------------------------------------------------

// What stands at the end of as-of: entered by then, not corrected by an entry made by then, not withdrawn. An outcome
// on a day still to come, of which nobody says when it was entered, is not known yet.
struct Standing {
  PlainContact contact;
  int index;
};
std::vector<Standing> standing(const PlainCase& c) {
  std::vector<Standing> all;
  const auto entered = [&](const PlainContact& contact) { return !contact.recorded || *contact.recorded <= c.as_of; };
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    PlainContact contact = c.contacts[i];
    bool replaced = !entered(contact) || contact.withdrawn;
    for (const PlainContact& other : c.contacts)
      replaced = replaced || (other.replaces == static_cast<int>(i) && entered(other));
    if (replaced) continue;
    if (contact.day > c.as_of && !contact.recorded) contact.outcome.reset();
    all.push_back({contact, static_cast<int>(i)});
  }
  return all;
}

int amended_end(const PlainCase& c) { return c.extended && c.extended->first <= c.as_of ? c.extended->second : c.end; }

// Made after the end that stood, it may extend nothing.
bool extended_too_late(const PlainCase& c) {
  return c.extended && c.extended->first <= c.as_of && c.extended->first > c.end && c.extended->second > c.end;
}

// The end that governed the day: the first, or that of an amendment made by then while something was left to extend;
// the other is the end as it may have been.
std::pair<int, int> ends_on(const PlainCase& c, int day) {
  if (!c.extended || c.extended->first > std::min(day, c.as_of)) return {c.end, c.end};
  const auto [made, end] = *c.extended;
  return {made <= c.end || end <= c.end ? end : c.end, end};
}

std::size_t plain_days(const PlainCase& c) {
  std::set<int> days;
  for (const auto& [contact, index] : standing(c)) {
    if (contact.link != Link::rar && contact.link != Link::activity) continue;
    if (contact.flagged != true || contact.outcome != Outcome::attended_complied ||
        contact.type == ContactType::supplier_assessment)
      continue;
    if (contact.day > c.as_of || contact.day < c.sentence || contact.day > ends_on(c, contact.day).first) continue;
    if (c.terminated && *c.terminated <= c.as_of && contact.day > *c.terminated) continue;
    if (c.requirement_end && contact.day > *c.requirement_end) continue;
    if (c.requirement_terminated && *c.requirement_terminated <= c.as_of && contact.day > *c.requirement_terminated)
      continue;
    days.insert(contact.day);
  }
  return days.size();
}

bool failed(const PlainContact& contact) {
  return contact.outcome == Outcome::unacceptable_absence || contact.outcome == Outcome::attended_failed_to_comply ||
         contact.outcome == Outcome::attended_sent_home_behaviour;
}
// The contact an id speaks of: follow corrections back to the first entry.
int root(const PlainCase& c, int index) {
  while (c.contacts[static_cast<std::size_t>(index)].replaces >= 0) {
    const PlainContact& contact = c.contacts[static_cast<std::size_t>(index)];
    if (contact.recorded && *contact.recorded > c.as_of) break;  // not entered yet: it corrects nothing
    index = contact.replaces;
  }
  return index;
}
bool happened(const PlainCase& c, const PlainAction& action) { return action.day <= c.as_of; }
bool taken_back(const PlainCase& c, std::size_t warning) {
  for (const PlainAction& action : c.actions)
    if (action.action == EnforcementAction::warning_withdrawn && happened(c, action) &&
        action.warning == static_cast<int>(warning))
      return true;
  return false;
}
bool answered_by_referral(const PlainCase& c, int day, int index) {
  for (const PlainAction& action : c.actions)
    if ((action.action == EnforcementAction::referral_to_enforcement_officer ||
         action.action == EnforcementAction::breach_started) &&
        happened(c, action) && action.day >= day && root(c, action.contact) == root(c, index))
      return true;
  return false;
}

// Whether the order's requirements bound the person on the day; nothing: the record leaves it open.
std::optional<bool> bound(const PlainCase& c, int day) {
  if (day < c.sentence || (c.terminated && *c.terminated <= c.as_of && day > *c.terminated)) return false;
  int minutes = 0;
  for (const auto& [contact, index] : standing(c))
    if (contact.link == Link::unpaid_work && contact.day < day) minutes += contact.minutes;
  const bool work_left = minutes < 60 * c.hours && (!c.suspended || day <= c.operational);
  const auto [sure, perhaps] = ends_on(c, day);
  if (day <= sure || work_left) return true;
  if (day <= perhaps && (!c.suspended || day <= c.operational)) return std::nullopt;
  return false;
}

// The same of what the contact was under: past the end, while hours are left, rehabilitation activity is not known to.
std::optional<bool> bound(const PlainCase& c, const PlainContact& contact) {
  const std::optional<bool> by_any = bound(c, contact.day);
  const bool is_of_work = contact.link == Link::unpaid_work || contact.link == Link::none;
  if (is_of_work || !by_any.value_or(false) || contact.day <= ends_on(c, contact.day).first) return by_any;
  return std::nullopt;
}

using Answers = std::map<std::string, std::string>;  // subject → outcome, without "not applicable"

Answers plain_unanswered(const PlainCase& c) {  // ENF402
  Answers answers;
  for (const auto& [contact, index] : standing(c)) {
    if (!failed(contact) || contact.day >= c.as_of) continue;
    const std::optional<bool> in_force = bound(c, contact);
    if (in_force == false) continue;
    bool answered = answered_by_referral(c, contact.day, index);
    for (std::size_t i = 0; i < c.actions.size(); ++i) {
      const PlainAction& action = c.actions[i];
      if (action.action == EnforcementAction::warning && happened(c, action) && !taken_back(c, i) &&
          root(c, action.contact) == root(c, index) && action.day >= contact.day)
        answered = true;  // nothing answers a failure before it
    }
    // A contact without any link belongs to the only order.
    answers["C" + std::to_string(index)] = answered ? "pass" : in_force ? "fail" : "undetermined";
  }
  return answers;
}

Answers plain_in_warning_year(const PlainCase& c) {  // ENF403
  Answers answers;
  for (const auto& [contact, index] : standing(c)) {
    if (!failed(contact) || contact.day >= c.as_of) continue;
    const std::optional<bool> in_force = bound(c, contact);
    if (in_force == false) continue;
    bool live = false, open = false;
    for (std::size_t i = 0; i < c.actions.size(); ++i) {
      const PlainAction& action = c.actions[i];
      if (action.action != EnforcementAction::warning || !happened(c, action) || taken_back(c, i) ||
          root(c, action.contact) == root(c, index))
        continue;
      bool rests = false;  // on a contact that stands; else the warning stands on nothing
      for (const auto& other : standing(c)) rests = rests || root(c, other.index) == root(c, action.contact);
      if (!rests) continue;
      const Date given = at(action.day),
                 anniversary =
                     Date::from_ymd(given.year() + 1, given.month(), given.day()).value_or(at(action.day) + Days{366});
      const Date failure = at(contact.day);
      const bool leap_day = given.month() == 2 && given.day() == 29;
      const Date first_outside = leap_day ? Date::from_ymd(given.year() + 1, 3, 1).value() : anniversary;
      if (failure == given) open = true;
      else if (given < failure && failure < first_outside) live = true;
      else if (c.suspended && failure == (leap_day ? Date::from_ymd(given.year() + 1, 2, 28).value() : anniversary))
        open = true;
    }
    if (!live && !open) continue;
    answers["C" + std::to_string(index)] = answered_by_referral(c, contact.day, index) ? "pass"
                                           : live && in_force                          ? "fail"
                                                                                       : "undetermined";
  }
  return answers;
}

Date months_from(Date from, int months) {
  int year = from.year(), month = static_cast<int>(from.month()) + months;
  while (month > 12) {
    month -= 12;
    ++year;
  }
  while (month < 1) {
    month += 12;
    --year;
  }
  for (unsigned day = from.day();; --day)
    if (const auto found = Date::from_ymd(year, static_cast<unsigned>(month), day)) return *found;
}

// REV601 to REV604: the outcome, or nothing where the review does not apply, is done ahead of as-of, or lies ahead.
std::optional<std::string> plain_review(const PlainCase& c, ReviewKind kind) {
  const bool completion = kind == ReviewKind::completion_6_months || kind == ReviewKind::completion_3_months;
  const Date due = kind == ReviewKind::completion_6_months    ? months_from(at(amended_end(c)), -6)
                   : kind == ReviewKind::completion_3_months  ? months_from(at(amended_end(c)), -3)
                   : kind == ReviewKind::unpaid_work_6_months ? months_from(at(c.sentence), 6)
                                                              : months_from(at(c.sentence), 9);
  if (completion && c.status == ActivityStatus::withdrawn) return std::nullopt;
  if (completion && extended_too_late(c)) {  // the earlier end may be the end
    const Date earliest = months_from(at(c.end), kind == ReviewKind::completion_6_months ? -6 : -3);
    const bool over =
        c.requirement_terminated && *c.requirement_terminated <= c.as_of && at(*c.requirement_terminated) <= earliest;
    return over ? std::nullopt : std::optional<std::string>("undetermined");
  }
  if (due <= at(c.sentence)) return std::nullopt;
  const std::optional<bool> in_force = bound(c, days_between(origin, due));
  if (in_force == false) return std::nullopt;
  if (!in_force) {
    if (c.terminated && *c.terminated <= c.as_of && at(c.as_of) <= due) return std::nullopt;
    return "undetermined";
  }
  std::optional<bool> unfinished;
  if (completion) {
    if (c.requirement_terminated && *c.requirement_terminated <= c.as_of && at(*c.requirement_terminated) <= due)
      return std::nullopt;
    if (c.status != ActivityStatus::completed) unfinished = true;
    for (const auto& [contact, index] : standing(c)) {
      if (contact.link != Link::activity || !contact.outcome || c.status != ActivityStatus::completed) continue;
      const bool came = contact.outcome == Outcome::attended_complied ||
                        contact.outcome == Outcome::attended_failed_to_comply ||
                        contact.outcome == Outcome::attended_sent_home_behaviour ||
                        contact.outcome == Outcome::attended_sent_home_service ||
                        contact.outcome == Outcome::attended_failure_deemed_acceptable;
      if (came) unfinished = unfinished.value_or(false) || at(contact.day) > due;
    }
  } else {
    if (due >= date(2026, 5, 11)) return at(c.as_of) > due ? std::optional<std::string>("undetermined") : std::nullopt;
    // due before the repeal: as ever
    int minutes = 0;
    for (const auto& [contact, index] : standing(c))
      if (contact.link == Link::unpaid_work && at(contact.day) <= due) minutes += contact.minutes;
    unfinished = minutes < 60 * c.hours;
  }
  if (unfinished == false) return std::nullopt;
  bool done = false;
  for (const PlainReview& review : c.reviews)
    done = done || (review.kind == kind && review.day <= c.as_of && at(review.day) >= due - Days{28});
  if (done) return "pass";
  if (at(c.as_of) <= due) return std::nullopt;
  return unfinished ? "fail" : "undetermined";
}

Answers library(std::string_view rule, const CaseFacts& facts) {
  std::vector<rules::Finding> findings;
  const rules::Origin nowhere{};
  const rules::Rule* found = rules::find_rule(rule);
  rules::Report report(*found, nowhere, findings);
  found->check_case(facts, report);
  Answers answers;
  for (const rules::Finding& finding : findings)
    if (finding.outcome != rules::Verdict::not_applicable)
      answers[finding.subject] = std::string(rules::word(finding.outcome));
  return answers;
}

std::string told(const PlainCase& c) {
  std::string text = (c.suspended ? "suspended " : "community ") + format(at(c.sentence)) + " to " + format(at(c.end)) +
                     ", as of " + format(at(c.as_of)) + ", activity " + std::string(document::word(c.status)) + "\n";
  if (c.extended) text += "  on " + format(at(c.extended->first)) + " to " + format(at(c.extended->second)) + "\n";
  if (c.terminated) text += "  terminated " + format(at(*c.terminated)) + "\n";
  if (c.requirement_end) text += "  requirement ends " + format(at(*c.requirement_end)) + "\n";
  if (c.requirement_terminated) text += "  requirement terminated " + format(at(*c.requirement_terminated)) + "\n";
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const PlainContact& k = c.contacts[i];
    text += "  C" + std::to_string(i) + " " + format(at(k.day)) + " link " + std::to_string(static_cast<int>(k.link)) +
            " flag " + (k.flagged ? (*k.flagged ? "yes" : "no") : "-") + " " +
            (k.outcome ? std::string(document::word(*k.outcome)) : "-") +
            (k.replaces >= 0 ? " replaces C" + std::to_string(k.replaces) : "") + (k.withdrawn ? " void" : "") +
            (k.recorded ? " entered " + format(at(*k.recorded)) : "") + " " + std::to_string(k.minutes) + "\n";
  }
  for (std::size_t i = 0; i < c.actions.size(); ++i)
    text += "  E" + std::to_string(i) + " " + format(at(c.actions[i].day)) + " " +
            std::string(document::word(c.actions[i].action)) + " C" + std::to_string(c.actions[i].contact) + " E" +
            std::to_string(c.actions[i].warning) + "\n";
  for (const PlainReview& review : c.reviews)
    text += "  review " + format(at(review.day)) + " " + std::string(document::word(review.kind)) + "\n";
  return text;
}

}  // namespace

TEST_CASE("A second opinion on days, failures and reviews agrees with the library on generated cases") {
  std::mt19937 random(20261123);
  const Policy policy = Policy::national();
  constexpr std::array<std::pair<std::string_view, ReviewKind>, 4> reviews{
      {{"REV601", ReviewKind::completion_6_months},
       {"REV602", ReviewKind::completion_3_months},
       {"REV603", ReviewKind::unpaid_work_6_months},
       {"REV604", ReviewKind::unpaid_work_9_months}}};
  std::map<std::string, int> seen;  // that the cases are worth something: every outcome occurs
  for (int round = 0; round < rounds; ++round) {
    const PlainCase plain = generate(random);
    CaseFile file = as_file(plain);
    const Date as_of = at(plain.as_of);
    const std::vector<LaterEntry> later = cut_to(file, as_of, {});
    const CaseFacts facts(file, later, as_of, policy, nullptr);
    const RarDays days = strict_days(facts, file.orders[0], file.orders[0].requirements[0]);
    const std::size_t counted = plain_days(plain);
    if (!days.counted || static_cast<std::size_t>(*days.counted) != counted)
      FAIL("days " << (days.counted ? *days.counted : -1) << " against " << counted << "\n" << told(plain));
    ++seen[counted == 0 ? "no day" : "days"];
    const auto agree = [&](std::string_view rule, const Answers& second) {
      const Answers first = library(rule, facts);
      for (const auto& [subject, outcome] : second) ++seen[std::string(rule) + " " + outcome];
      if (first == second) return;
      std::string words = std::string(rule) + "\n";
      for (const auto& [subject, outcome] : first) words += "  library " + subject + " " + outcome + "\n";
      for (const auto& [subject, outcome] : second) words += "  second  " + subject + " " + outcome + "\n";
      FAIL(words << told(plain));
    };
    agree("ENF402", plain_unanswered(plain));
    agree("ENF403", plain_in_warning_year(plain));
    for (const auto& [rule, kind] : reviews) {
      Answers second;
      if (const auto outcome = plain_review(plain, kind))
        second[kind == ReviewKind::completion_6_months || kind == ReviewKind::completion_3_months ? "O1/R1" : "O1/R2"] =
            *outcome;
      agree(rule, second);
    }
  }
  for (const char* outcome : {"no day", "days", "ENF402 pass", "ENF402 fail", "ENF403 pass", "ENF403 fail",
                              "ENF403 undetermined", "REV601 pass", "REV601 fail", "REV601 undetermined", "REV602 fail",
                              "REV603 pass", "REV603 fail", "REV604 fail"}) {
    INFO(outcome);
    CHECK(seen[outcome] > rounds / 10'000);
  }
}
