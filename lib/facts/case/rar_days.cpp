#include "facts/case/rar_days.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"

namespace probation {
namespace {

constexpr std::size_t at(Profile profile) { return static_cast<std::size_t>(profile); }

Stated attended_of(const Contact& contact) { return contact.outcome ? attended(*contact.outcome) : Stated::not_stated; }
Stated complied_of(const Contact& contact) { return contact.outcome ? complied(*contact.outcome) : Stated::not_stated; }

// Why a contact linked to the requirement makes no strict day; nothing where it makes one. Awaiting ones are none.
std::optional<std::string_view> not_strict(const Contact& contact) {
  if (!contact.rar_activity.recorded()) return "whether it is RAR activity is not recorded";
  if (contact.rar_activity.is(false)) return "not flagged RAR";
  if (contact.type.is(ContactType::supplier_assessment)) return "a supplier assessment is no day";
  if (!contact.outcome) return "no outcome yet";
  if (contact.outcome.is(Outcome::attended_sent_home_service)) return "sent home by the service: no session took place";
  if (attended(*contact.outcome) != Stated::yes)
    return attended(*contact.outcome) == Stated::no ? "not attended" : "attendance not stated";
  if (complied(*contact.outcome) != Stated::yes)
    return complied(*contact.outcome) == Stated::no ? "not complied" : "compliance not stated";
  return std::nullopt;
}

// A session that may make a day, on an activity of a plan that was not understood: under which requirement it was is
// not known.
bool is_of_unread_work(const CaseFacts& facts, const Order& order, const Contact& contact) {
  if (!contact.activity || contact.requirement || !contact.date || *contact.date > facts.as_of) return false;
  const Order* own = facts.order_of(contact);
  if (own != nullptr && own != &order) return false;
  return !contact.rar_activity.is(false) && !contact.type.is(ContactType::supplier_assessment) &&
         (!contact.outcome || attended(*contact.outcome) == Stated::yes);
}

// The link that would tell under which requirement it was, where it is not recorded: that of its activity, or its own
// where it is flagged RAR and names neither. Not even the only requirement there is is taken for it.
std::optional<Missing> missing_link(const CaseFacts& facts, const Order& order, const Contact& contact) {
  if (contact.requirement) return std::nullopt;
  const Activity* activity = contact.activity ? facts.activity(contact.activity->text) : nullptr;
  if (contact.activity ? activity == nullptr || activity->requirement.recorded() : !contact.rar_activity.is(true))
    return std::nullopt;
  const Order* own = facts.order_of(contact);
  if (own != nullptr && own != &order) return std::nullopt;
  return activity != nullptr ? Missing{activity->place, "requirement"} : Missing{contact.place, "requirement"};
}

// What else would tell whether it is a day; nothing where it is none for certain.
std::optional<std::vector<Missing>> missing_of_day(const CaseFacts& facts, const Contact& contact) {
  if (contact.rar_activity.is(false) || contact.type.is(ContactType::supplier_assessment)) return std::nullopt;
  std::vector<Missing> missing;
  if (!contact.rar_activity.recorded()) missing.push_back({contact.place, "rar_activity"});
  if (!contact.outcome) {
    if (*contact.date >= facts.as_of) return std::nullopt;
    missing.push_back({contact.place, "outcome"});
  } else if (attended(*contact.outcome) != Stated::yes || complied(*contact.outcome) != Stated::yes ||
             contact.outcome.is(Outcome::attended_sent_home_service)) {
    return std::nullopt;
  }
  return missing;
}

// Whether the count is the count, a bound, or neither, once every contact was asked. `force`: what would tell whether
// the requirement was in force on a day, or the contact its own.
void settle(const CaseFacts& facts, const Order& order, const std::vector<Missing>& force, RarDays& result) {
  if (!facts.file.contacts.recorded) result.missing.push_back({facts.file.place, "contacts"});
  if (result.missing.empty() && CaseFacts::is_judged(order))
    result.counted = static_cast<std::int64_t>(result.days.size());
  // A day whose place in the order is not known is a bound of the count; contacts that may be missing leave it open.
  if (facts.file.contacts.recorded && !facts.is_whole(ListName::contacts))
    result.missing.push_back({facts.file.place, "contacts"});
  result.bounded = result.missing.empty();
  if (result.bounded) result.at_most = static_cast<std::int64_t>(result.days.size() + result.possible_days.size());
  for (const Missing& fact : force) {
    const bool named = std::any_of(result.missing.begin(), result.missing.end(),
                                   [&](const Missing& m) { return m.record == fact.record && m.key == fact.key; });
    if (!named) result.missing.push_back(fact);
  }
}

RarDays count_strict_days(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  RarDays result;
  if (!facts.file.orders.recorded) result.missing.push_back({facts.file.place, "orders"});  // they did not decode
  if (!order.type) result.missing.push_back({order.place, "type"});
  std::vector<Missing> force;         // what would tell whether a date is a day of the requirement
  std::map<Date, std::size_t> dates;  // date → its place in result.days
  std::set<Date> possible;
  const auto could_add = [&](const Contact& contact) {
    possible.insert(*contact.date);
    result.possible.push_back(&contact);
  };
  if (!facts.file.plan && std::any_of(facts.contacts.begin(), facts.contacts.end(), [&](const Contact* contact) {
        return is_of_unread_work(facts, order, *contact);
      }))
    result.missing.push_back({facts.file.place, "plan"});
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || *contact->date > facts.as_of) continue;
    const Date day = *contact->date;
    const Requirement* of = facts.requirement_of(*contact);
    if (of == nullptr) {
      const auto link = missing_link(facts, order, *contact);
      const auto open = link ? missing_of_day(facts, *contact) : std::nullopt;
      if (!open || in_force(facts, order, requirement, day).is_no()) continue;
      force.push_back(*link);
      result.lacks_links = true;
      force.insert(force.end(), open->begin(), open->end());
      could_add(*contact);
      continue;
    }
    if (of != &requirement) continue;
    const InForce force_on_day = in_force(facts, order, requirement, day);
    const std::optional<bool> inside = force_on_day.answer;
    const auto why = not_strict(*contact);
    // A session on an activity that was withdrawn altogether (REC508) may have been none.
    if (!why && inside != false && facts.rests_on_withdrawn(*contact)) {
      force.push_back({contact->place, "activity"});
      could_add(*contact);
      continue;
    }
    if (!why) {
      if (!inside) {
        force.insert(force.end(), force_on_day.missing.begin(), force_on_day.missing.end());
        result.in_force_not_known.push_back(contact->id ? contact->id->text : std::string{});
        could_add(*contact);
      }
      if (!inside.value_or(false)) continue;
      const auto [at, fresh] = dates.emplace(day, result.days.size());
      if (fresh) result.days.push_back({day, contact, {contact}});
      else result.days[at->second].contacts.push_back(contact);
      continue;
    }
    if (!inside.value_or(true)) continue;
    const std::string id = contact->id ? contact->id->text : std::string{};
    const bool could_count = !contact->type.is(ContactType::supplier_assessment);  // it awaits its outcome all the same
    const bool is_open = !contact->outcome && day < facts.as_of, is_unsaid = !contact->rar_activity.recorded();
    if (is_open && (contact->rar_activity.is(true) || (is_unsaid && could_count))) {
      result.awaiting_outcome.push_back(id);
      if (could_count) could_add(*contact);
    }
    if (!could_count || !is_unsaid || !(is_open || attended_of(*contact) == Stated::yes)) continue;
    result.awaiting_rar_decision.push_back(id);
    if (complied_of(*contact) == Stated::yes && !contact->outcome.is(Outcome::attended_sent_home_service))
      could_add(*contact);
  }
  std::sort(result.days.begin(), result.days.end(),
            [](const CountedDay& a, const CountedDay& b) { return a.date < b.date; });
  for (const Date day : possible)
    if (!dates.contains(day)) result.possible_days.push_back(day);
  settle(facts, order, force, result);
  return result;
}

}  // namespace

const RarDays& strict_days(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  assert(facts.order_of(requirement) == &order);
  const auto known = facts.strict_days_.find(&requirement);
  if (known != facts.strict_days_.end()) return *known->second;
  auto days = std::make_unique<const RarDays>(count_strict_days(facts, order, requirement));
  return *facts.strict_days_.emplace(&requirement, std::move(days)).first->second;
}

std::vector<CountedDay> strict_days_of(const RarDays& days, const CaseFacts& facts, const Activity& activity) {
  // A date counts for the activity if one of its contacts of that date would make it a day by itself.
  std::map<Date, const Contact*> first;
  for (const Contact* contact : facts.contacts_of(activity))
    if (contact->date && !not_strict(*contact)) first.try_emplace(*contact->date, contact);
  std::vector<CountedDay> own;
  for (const auto& [date, contact] : first) {
    const auto day = std::lower_bound(days.days.begin(), days.days.end(), date,
                                      [](const CountedDay& d, Date wanted) { return d.date < wanted; });
    if (day != days.days.end() && day->date == date) own.push_back({date, contact, {contact}});
  }
  return own;
}

namespace {

struct Linked {
  const Contact* contact;
  const Requirement* requirement;   // a rehabilitation activity requirement of the order, else nothing
  std::string_view no_requirement;  // then why not
  bool direct;
};

bool is_active(const Requirement& requirement) {
  return !requirement.termination_date && (!requirement.status || requirement.status.is(RequirementStatus::active));
}

class Recounter {
 public:
  Recounter(const CaseFacts& facts, const Order& order) : facts_(facts) {
    for (const Contact* contact : facts.contacts) {
      if (!contact->date) continue;
      const Requirement* requirement = facts.requirement_of(*contact);
      std::string_view why;
      if (requirement == nullptr) why = "linked to no requirement";
      else if (!is_rar(*requirement)) why = "linked to another kind of requirement";
      else if (facts.order_of(*requirement) != &order) why = "linked to a requirement of another order";
      const bool flagged_here = contact->rar_activity.is(true) && facts.order_of(*contact) == &order;
      if (!why.empty() && !flagged_here) continue;
      if (contact->activity) linked_of_[facts.activity(contact->activity->text)].push_back(linked_.size());
      linked_.push_back({contact, why.empty() ? requirement : nullptr, why, contact->requirement.recorded()});
    }
  }

  Recount of(const Order& order, const Requirement& requirement) const {
    Recount result{&order, &requirement, {}, {}, strict_days(facts_, order, requirement), {}};
    result.days[at(Profile::strict)] = result.strict.counted;
    const bool known = facts_.file.contacts.recorded && facts_.file.orders.recorded;
    std::array<std::set<Date>, 7> dates;
    std::array<std::int64_t, 7> rows{};
    std::set<std::pair<const Activity*, Date>> activity_dates;

    for (const Linked& link : linked_) {
      ContactCount count{link.contact, {}, {}};
      judge(link, order, requirement, count);
      for (std::size_t p = 0; p < 7; ++p) {
        if (!count.counts[p]) continue;
        if (p == at(Profile::contact_rows) || p == at(Profile::overview)) {
          ++rows[p];
        } else if (p == at(Profile::referral)) {  // each activity counts its own dates
          if (!activity_dates.emplace(facts_.activity(link.contact->activity->text), *link.contact->date).second)
            count.why[p] = "second contact of the date";
        } else if (!dates[p].insert(*link.contact->date).second) {
          count.why[p] = "second contact of the date";
        }
      }
      if (link.requirement == &requirement || link.contact->rar_activity.is(true))
        result.contacts.push_back(std::move(count));
    }
    if (!known) return result;
    std::int64_t referral = 0;
    for (const Activity* activity : facts_.activities) {
      if (facts_.requirement_of(*activity) != &requirement) continue;
      const ActivityCount own = by_activity(*activity);
      referral += own.referral;
      result.by_activity.push_back(own);
    }
    result.days[at(Profile::delius_flag)] = static_cast<std::int64_t>(dates[at(Profile::delius_flag)].size());
    result.days[at(Profile::activity_log)] = static_cast<std::int64_t>(dates[at(Profile::activity_log)].size());
    result.days[at(Profile::contact_rows)] = is_active(requirement) ? rows[at(Profile::contact_rows)] : 0;
    result.days[at(Profile::overview)] = is_active(requirement) ? rows[at(Profile::overview)] : 0;
    result.days[at(Profile::referral)] = referral;
    result.days[at(Profile::self_service)] = static_cast<std::int64_t>(dates[at(Profile::self_service)].size());
    return result;
  }

 private:
  // Which profiles of `requirement` count the contact, and why the others do not.
  void judge(const Linked& link, const Order& order, const Requirement& requirement, ContactCount& count) const {
    const Contact& contact = *link.contact;
    if (link.requirement == nullptr) {
      count.why.fill(std::string(link.no_requirement));
      return;
    }
    const bool own = link.requirement == &requirement;
    const bool flagged = contact.rar_activity.is(true);
    const Stated came = attended_of(contact), did = complied_of(contact);
    const auto say = [&](Profile profile, bool counts, std::string why) {
      count.counts[at(profile)] = counts;
      if (!counts) count.why[at(profile)] = std::move(why);
    };
    const auto first_of = [](std::initializer_list<std::pair<bool, std::string_view>> hindrances) -> std::string {
      for (const auto& [hinders, words] : hindrances)
        if (hinders) return std::string(words);
      return {};
    };
    const auto decide = [&](Profile profile, std::initializer_list<std::pair<bool, std::string_view>> hindrances) {
      const std::string why = first_of(hindrances);
      say(profile, why.empty(), why);
    };
    const std::optional<bool> inside = in_force(facts_, order, requirement, *contact.date).answer;
    if (!own) say(Profile::strict, false, "another requirement");
    else if (const auto why = not_strict(contact)) say(Profile::strict, false, std::string(*why));
    else if (*contact.date > facts_.as_of) say(Profile::strict, false, "ahead of as-of");
    else if (!inside) say(Profile::strict, false, "whether the requirement was in force is not known");
    else say(Profile::strict, *inside, "outside the relevant period");
    decide(
        Profile::delius_flag,
        {{!flagged, "not flagged RAR"}, {!link.direct, "linked through an activity"}, {!own, "another requirement"}});
    decide(Profile::activity_log, {{!flagged, "not flagged RAR"},
                                   {came == Stated::no, "not attended"},
                                   {*contact.date > facts_.as_of + Days{1}, "later than the day after as-of"}});
    decide(Profile::contact_rows, {{!flagged, "not flagged RAR"},
                                   {!link.direct, "linked through an activity"},
                                   {!is_active(*link.requirement), "the requirement is not active"},
                                   {came == Stated::no, "not attended"},
                                   {came == Stated::not_stated, "attendance not stated"},
                                   {did == Stated::no, "not complied"}});
    decide(Profile::overview, {{!flagged, "not flagged RAR"},
                               {!is_active(*link.requirement), "the requirement is not active"},
                               {came == Stated::no, "not attended"},
                               {did == Stated::no, "not complied"}});
    decide(Profile::referral, {{!flagged, "not flagged RAR"},
                               {link.direct, "linked straight to the requirement"},
                               {!own, "another requirement"},
                               {came == Stated::no, "not attended"}});
    decide(Profile::self_service, {{!flagged, "not flagged RAR"},
                                   {link.direct, "linked straight to the requirement"},
                                   {!own, "another requirement"},
                                   {came == Stated::no, "not attended"},
                                   {came == Stated::not_stated, "attendance not stated"},
                                   {did == Stated::no, "not complied"},
                                   {did == Stated::not_stated, "compliance not stated"}});
  }

  ActivityCount by_activity(const Activity& activity) const {
    std::set<Date> flagged, referral;
    const auto own = linked_of_.find(&activity);
    if (own == linked_of_.end()) return {&activity, 0, 0};
    for (const std::size_t at : own->second) {
      const Linked& link = linked_[at];
      if (!link.contact->rar_activity.is(true)) continue;
      flagged.insert(*link.contact->date);
      if (attended_of(*link.contact) != Stated::no) referral.insert(*link.contact->date);
    }
    return {&activity, static_cast<std::int64_t>(flagged.size()), static_cast<std::int64_t>(referral.size())};
  }

  const CaseFacts& facts_;
  std::vector<Linked> linked_;
  std::unordered_map<const Activity*, std::vector<std::size_t>> linked_of_;  // by the activity a contact names
};

}  // namespace

void each_recount(const CaseFacts& facts, const std::function<void(Recount)>& take) {
  for (const Order& order : facts.file.orders) {
    const Recounter recounter(facts, order);
    for (const Requirement& requirement : order.requirements)
      if (is_rar(requirement)) take(recounter.of(order, requirement));
  }
}

std::vector<Recount> recount(const CaseFacts& facts) {
  std::vector<Recount> all;
  each_recount(facts, [&](Recount count) { all.push_back(std::move(count)); });
  return all;
}

}  // namespace probation
