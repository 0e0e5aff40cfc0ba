#include "planning/question.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/order_kinds.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/limits.hpp"

namespace probation::planning {
namespace {

Refusal usage(std::string message) { return {Refusal::Kind::usage, std::move(message), {}}; }
Refusal refused_choice(std::string message) { return {Refusal::Kind::choice, std::move(message), {}}; }
Refusal lacks(std::string message, std::vector<Missing> missing) {
  return {Refusal::Kind::missing_fact, std::move(message), std::move(missing)};
}

// Of orders that did not decode no key is missing: what there is of them is not the record.
std::optional<Refusal> refused_half_read(const CaseFacts& facts) {
  if (!facts.is_half_read("orders")) return std::nullopt;
  return lacks("the orders did not decode: what is there is not the record", {{facts.file.place, "orders"}});
}

bool is_active(const Order& order, const Requirement& requirement) {
  return !order.termination && !requirement.termination_date &&
         (!requirement.status || requirement.status.is(RequirementStatus::active));
}

// The requirement to plan for: the named one, the one that is active, else the only one there is.
std::variant<const Requirement*, Refusal> requirement_asked(const CaseFacts& facts, const std::string& named) {
  if (auto refusal = refused_half_read(facts)) return *refusal;
  std::vector<const Requirement*> all, active;
  std::vector<std::string> ids;
  for (const Order& order : facts.file.orders)
    for (const Requirement& requirement : order.requirements) {
      if (!is_rar(requirement)) continue;
      all.push_back(&requirement);
      if (requirement.id) ids.push_back(requirement.id->text);
      if (is_active(order, requirement)) active.push_back(&requirement);
    }
  if (!named.empty()) {
    for (const Requirement* requirement : all)
      if (requirement->id && requirement->id->text == named) return requirement;
    return usage(fmt::format("--requirement {}: no rehabilitation activity requirement has this id{}", named,
                             ids.empty() ? std::string("; there is none") : "; known: " + join(ids, ", ")));
  }
  if (active.size() == 1) return active.front();
  if (active.size() > 1) {
    std::vector<std::string> names;
    for (const Requirement* requirement : active)
      names.push_back(requirement->id ? requirement->id->text : std::string("one without id"));
    return refused_choice(
        fmt::format("{} rehabilitation activity requirements are active ({}): say which with --requirement",
                    active.size(), join(names, ", ")));
  }
  if (all.size() == 1) return all.front();
  if (all.size() > 1)
    return refused_choice(
        fmt::format("no rehabilitation activity requirement is active: say which of {} is meant with --requirement",
                    join(ids, ", ")));
  if (!facts.file.orders.recorded) return lacks("orders are not recorded", {{facts.file.place, "orders"}});
  for (const Order& order : facts.file.orders)
    if (!facts.knows_requirements(order))
      return lacks(
          order.requirements.recorded ? "a requirement is known to be missing" : "requirements are not recorded",
          {{order.place, "requirements"}});
  return usage("the case has no rehabilitation activity requirement");
}

// ", nor of 2 more"
std::string more(const std::vector<Missing>& facts) {
  return facts.size() > 1 ? fmt::format(", nor of {} more", facts.size() - 1) : std::string{};
}

// What is planned or under way, and where it stands: an activity that is not in the file, or of which that is not
// recorded, may take days and hours, or be what would be planned again.
std::optional<Refusal> refused_activities(const CaseFacts& facts) {
  if (facts.is_half_read("plan"))
    return lacks("the plan did not decode: what is there is not the record", {{facts.file.place, "plan"}});
  if (facts.file.plan && !facts.is_whole(ListName::activities))
    return lacks("an activity is known to be missing, and the days it takes", {{facts.file.plan->place, "activities"}});
  std::vector<Missing> statuses, links;
  std::string open, loose;  // the first of each
  for (const Activity* activity : facts.activities) {
    if (!activity->status) {
      statuses.push_back({activity->place, "status"});
      if (open.empty()) open = subject_of(*activity).text();
    } else if (status_of(facts, *activity) == ActivityStatus::in_progress && !activity->requirement) {
      links.push_back({activity->place, "requirement"});
      if (loose.empty()) loose = subject_of(*activity).text();
    }
  }
  if (!statuses.empty())
    return lacks(fmt::format("whether {} is planned, under way or over is not recorded{}", open, more(statuses)),
                 statuses);
  if (!links.empty())
    return lacks(fmt::format("under which requirement {} is in progress is not recorded{}", loose, more(links)), links);
  return std::nullopt;
}

// A contact that is not in the file may be a day that is used, or an appointment at the hour of a session.
std::optional<Refusal> refused_contacts(const CaseFacts& facts) {
  if (!facts.file.contacts.recorded || facts.is_whole(ListName::contacts)) return std::nullopt;
  return lacks("a contact is known to be missing: it may be a day used or an appointment",
               {{facts.file.place, "contacts"}});
}

std::optional<Refusal> refused_kept(const CaseFacts& facts, const Requirement* requirement,
                                    const std::vector<std::string>& keep) {
  for (const std::string& id : keep) {
    const auto at = std::find_if(facts.activities.begin(), facts.activities.end(),
                                 [&](const Activity* a) { return a->id && facts.same_entry(a->id->text, id); });
    if (at == facts.activities.end()) return usage(fmt::format("--keep {}: no activity has this id", id));
    if (facts.requirement_of(**at) != requirement)
      return usage(fmt::format("--keep {}: not an activity of this requirement", id));
    const bool planned = (*at)->status.is(ActivityStatus::planned) || (*at)->status.is(ActivityStatus::in_progress);
    if (!planned)
      return usage(fmt::format("--keep {}: only planned work can be kept, and it is {}", id,
                               word_or((*at)->status, "without status")));
  }
  return std::nullopt;
}

std::optional<Refusal> refused_supply(const CaseFacts& facts, const Directory* directory) {
  if (facts.catalogue == nullptr || facts.catalogue->entries.empty())
    return usage("the catalogue has no intervention; give one with --catalogue");
  if (directory == nullptr) return std::nullopt;
  std::set<std::string> seen;
  for (const DirectoryEntry& entry : directory->entries) {
    if (!entry.id || !entry.intervention) continue;
    if (!seen.insert(entry.id->text).second)
      return usage(fmt::format("the directory has the entry {} twice", entry.id->text));
    if (facts.catalogue->find(*entry.intervention) == nullptr)
      return usage(fmt::format("the directory's entry {} names {}, which is not in the catalogue", entry.id->text,
                               *entry.intervention));
  }
  return std::nullopt;
}

std::optional<Refusal> add_needs(Question& question) {
  question.needs = ranked_needs(*question.facts);
  if (question.needs.assessment == nullptr)
    return lacks("no completed assessment up to as-of: there are no needs to plan for", question.needs.missing);
  // One that is not in the file may be the newest, and speak of other needs.
  if (!question.facts->is_whole(ListName::assessments))
    return lacks("an assessment is known to be missing: it may be the newest, and its needs those to plan for",
                 {{question.facts->file.place, "assessments"}});
  if (!question.needs.assessment->needs.recorded)
    return lacks("the newest assessment records no needs", {{question.needs.assessment->place, "needs"}});
  if (!question.needs.missing.empty())
    question.notes.emplace_back("an assessment without a date, or a need without an area, was left aside");
  return std::nullopt;
}

// What the practice policy says of work that begins in any week.
void add_policy(Question& question) {
  const Policy& policy = question.facts->policy;
  const Date day = question.from;
  if (const auto lead = policy.resolve("referral_lead_days", day)) question.lead_days = lead->number();
  if (const auto minutes = policy.resolve("session_minutes", day)) question.session_minutes = minutes->number();
  if (const auto hours = policy.resolve("rolling_hours", day))
    for (const std::string& words : hours->words()) {
      const std::vector<std::string> parts = split(words, ' ');
      for (int weekday = 0; weekday < 7 && parts.size() == 2 && parts[1].size() == 5; ++weekday)
        if (document::word(static_cast<Weekday>(weekday)) == parts[0])
          question.hours.push_back(
              {static_cast<Weekday>(weekday), 60 * std::stoi(parts[1].substr(0, 2)) + std::stoi(parts[1].substr(3))});
    }
}

}  // namespace

Date Question::first_day() const {
  const Date next = from + Days{1};
  return wishes.start && next < *wishes.start ? *wishes.start : next;
}

Date Question::first_rolling_day() const {
  const Date next = from + Days{static_cast<int>(lead_days) + 1};
  return wishes.start && next < *wishes.start ? *wishes.start : next;
}

std::optional<std::int64_t> Question::sessions_a_week(Date monday) const {
  return wishes.sessions_a_week ? wishes.sessions_a_week : probation::sessions_a_week(facts->policy, monday);
}

std::variant<Question, Refusal> ask(const CaseFacts& facts, const Wishes& wishes, const Directory* directory) {
  if (auto refusal = refused_supply(facts, directory)) return *refusal;
  const auto asked = requirement_asked(facts, wishes.requirement);
  if (const auto* refusal = std::get_if<Refusal>(&asked)) return *refusal;
  Question question;
  question.facts = &facts;
  question.requirement = std::get<const Requirement*>(asked);
  question.order = facts.order_of(*question.requirement);
  question.from = facts.as_of;
  question.directory = directory;
  question.wishes = wishes;
  if (auto refusal = refused_activities(facts)) return *refusal;
  if (auto refusal = refused_kept(facts, question.requirement, wishes.keep)) return *refusal;
  const PlanHorizon horizon = plan_horizon(facts, *question.order, *question.requirement);
  if (!horizon.missing.empty() || !horizon.last)
    return lacks("the last day a session may fall on is not known", horizon.missing);
  question.horizon = *horizon.last;
  question.horizon_words = horizon.words;
  question.notes = horizon.notes;
  if (!facts.file.plan || !facts.file.plan->activities.recorded)
    question.notes.emplace_back("activities are not recorded: planned as if none were planned or under way");
  const KnownAmount max_days = facts.max_days(*question.requirement);
  if (!max_days)
    return lacks(max_days.possible.empty() ? "the maximum of days is not recorded"
                                           : "which amendment of the maximum of days governs is not known",
                 max_days.missing);
  question.max_days = *max_days;
  const RarDays& days = strict_days(facts, *question.order, *question.requirement);
  if (!days.counted) return lacks("the days already used cannot be counted", days.missing);
  if (auto refusal = refused_contacts(facts)) return *refusal;
  if (auto refusal = add_needs(question)) return *refusal;
  question.kept = kept_work(facts, *question.order, *question.requirement, wishes.keep);
  for (const KeptWork& work : question.kept)
    if (work.own && !work.missing.empty())
      return lacks(fmt::format("how many days {} still takes is not recorded: it has neither sessions nor planned_days",
                               subject_of(*work.activity)),
                   work.missing);
  question.days = day_sums(facts, *question.order, *question.requirement, question.kept);
  add_policy(question);
  return question;
}

std::variant<Question, Refusal> ask_before_sentence(const CaseFacts& facts, const Wishes& wishes,
                                                    const Directory* directory) {
  if (auto refusal = refused_supply(facts, directory)) return *refusal;
  if (auto refusal = refused_half_read(facts)) return *refusal;
  if (auto refusal = refused_activities(facts)) return *refusal;
  if (auto refusal = refused_contacts(facts)) return *refusal;
  Question question;
  question.facts = &facts;
  question.directory = directory;
  question.wishes = wishes;
  // The order that is before the court: the one not yet made, else the only one there is.
  const Order* in_file = nullptr;
  for (const Order& order : facts.file.orders)
    if (!order.sentence_date || facts.file.orders.size() == 1) in_file = &order;
  auto order = std::make_shared<Order>();
  if (in_file != nullptr) *order = *in_file;
  else order->place = facts.file.place;
  const bool suspended = order->type.is(OrderType::suspended_sentence_order);
  if (!order->type) order->type.value = OrderType::community_order;
  if (wishes.sentence_date) {
    order->sentence_date.value = *wishes.sentence_date;
  } else if (!order->sentence_date) {
    order->sentence_date.value = facts.as_of;
    question.notes.push_back(
        fmt::format("sentence is assumed to be passed on {}; give --sentence-date", format(facts.as_of)));
  }
  question.from = std::max(facts.as_of, *order->sentence_date);
  if (suspended && !order->supervision_end_date) {
    if (const auto* most = limits::supervision_max_months.at(ByOrder{*order->sentence_date}))
      order->supervision_end_date.value = period_beginning_with(*order->sentence_date, Months{most->value});
  } else if (!suspended && !order->end_date) {
    if (const auto* most = limits::community_order_max_months.at(ByOrder{*order->sentence_date}))
      order->end_date.value = months_after(*order->sentence_date, Months{most->value});
  }
  order->requirements = {};
  order->requirements.recorded = true;
  Requirement& requirement = order->requirements.items.emplace_back();
  requirement.place = order->place;
  requirement.type.value = RequirementType::rehabilitation_activity;
  requirement.status.value = RequirementStatus::active;
  question.order = order.get();
  question.requirement = &order->requirements.items.front();
  question.proposed = order;
  const RelevantPeriod period = facts.relevant_period(*question.order, question.requirement);
  if (!period.last) return lacks("the last day a session may fall on is not known", period.missing);
  question.horizon = *period.last;
  question.horizon_words = "the longest order the law allows, or the one recorded, ends here";
  if (auto refusal = add_needs(question)) return *refusal;
  question.kept = kept_work(facts, *question.order, *question.requirement, {});
  add_policy(question);
  return question;
}

}  // namespace probation::planning
