#include "facts/case/case_facts.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "facts/case/amended_end.hpp"
#include "facts/case/impossible_dates.hpp"
#include "facts/case/rar_days.hpp"
#include "law/limits.hpp"

namespace probation {
namespace {

template <class T, class Test, class Name>
void leave_out(List<T>& list, std::vector<LaterEntry>& later, Test is_later, Name name) {
  if (std::none_of(list.begin(), list.end(), is_later)) return;
  std::vector<T> kept;
  for (T& item : list.items) {
    if (is_later(item)) later.push_back({name(item), item.place, {}, false});
    else kept.push_back(std::move(item));
  }
  list.items = std::move(kept);
}

bool after(const Located<Date>& date, Date as_of) { return date && *date > as_of; }
bool after(const Located<Moment>& moment, Date as_of) { return moment && moment->date > as_of; }

template <class T>
std::string named(std::string_view kind, const T& item) {
  return fmt::format("{} {}", kind, item.id ? item.id->text : std::string("without id"));
}

template <class T>
void reset_date(Located<T>& value, std::string what, std::vector<LaterEntry>& later) {
  later.push_back({std::move(what), value.place, {}, false});
  value.value.reset();
}

}  // namespace

namespace {

// Entries that were replaced or withdrawn count for nothing; they are set apart.
template <class T>
void keep_standing(List<T>& list, std::vector<T>& past) {
  const auto replaced = [&](const T& entry) {
    return entry.id && std::any_of(list.begin(), list.end(), [&](const T& other) {
             return other.supersedes && other.supersedes->text == entry.id->text;
           });
  };
  if (std::none_of(list.begin(), list.end(), [](const T& e) { return e.supersedes || e.withdrawn.is(true); })) return;
  std::vector<T> kept;
  for (T& entry : list.items) (replaced(entry) || entry.withdrawn.is(true) ? past : kept).push_back(entry);
  list.items = std::move(kept);
}

RequirementStatus status_after(const Located<TerminationReason>& kind) {
  if (kind.is(TerminationReason::completed)) return RequirementStatus::completed;
  return kind.is(TerminationReason::revoked) ? RequirementStatus::revoked : RequirementStatus::terminated;
}

// The last entry that stands says how the order, or a requirement of it, ended.
void apply_terminations(Order& order) {
  for (const TerminationEntry& entry : order.terminations) {
    if (!entry.requirement) {
      order.termination = Termination{entry.place, entry.date, entry.kind, entry.unused_days};
      continue;
    }
    for (Requirement& requirement : order.requirements.items) {
      if (!requirement.id || requirement.id->text != entry.requirement->text) continue;
      requirement.termination_date = entry.date;
      requirement.status.value = status_after(entry.kind);
      requirement.status.place = entry.place;
    }
  }
}

// Half a list is not the record: it is not recorded. Of orders the ids and types remain, so that what they would have
// said can be named.
void withhold(CaseFile& file, const std::vector<std::string>& half_read) {
  const auto is_half_read = [&](std::string_view key) {
    return std::find(half_read.begin(), half_read.end(), key) != half_read.end();
  };
  const auto drop = [&](std::string_view key, auto& list) {
    if (!is_half_read(key)) return;
    list.recorded = false;
    list.items.clear();
  };
  drop("contacts", file.contacts);
  drop("enforcement", file.enforcement);
  drop("reviews", file.reviews);
  drop("suspensions", file.suspensions);
  drop("assessments", file.assessments);
  drop("flags", file.flags);
  if (is_half_read("person")) file.person.reset();
  if (is_half_read("plan")) file.plan.reset();
  if (is_half_read("reported")) file.reported.reset();
  if (!is_half_read("orders")) return;
  file.orders.recorded = false;  // what is missing is the section, not the keys taken out below
  for (Order& order : file.orders.items) {
    Order known;
    known.place = order.place;
    known.id = order.id;
    known.type = order.type;
    for (const Requirement& requirement : order.requirements) {
      Requirement named;
      named.place = requirement.place;
      named.id = requirement.id;
      named.type = requirement.type;
      known.requirements.items.push_back(std::move(named));
    }
    order = std::move(known);
  }
}

}  // namespace

std::vector<LaterEntry> cut_to(CaseFile& file, Date as_of, const std::vector<std::string>& half_read) {
  withhold(file, half_read);
  set_impossible_dates_apart(file, as_of);
  std::vector<LaterEntry> later;
  for (Order& order : file.orders.items) {
    leave_out(
        order.terminations, later,
        [&](const TerminationEntry& t) { return after(t.recorded, as_of) || after(t.date, as_of); },
        [&](const TerminationEntry&) { return named("termination of", order); });
    leave_out(
        order.amendments, later, [&](const Amendment& a) { return after(a.recorded, as_of); },
        [&](const Amendment&) { return named("amendment of", order); });
    keep_standing(order.terminations, order.past_terminations);
    keep_standing(order.amendments, order.past_amendments);
    apply_terminations(order);
  }
  leave_out(
      file.assessments, later, [&](const Assessment& a) { return after(a.recorded, as_of); },
      [](const Assessment& a) { return named("assessment", a); });
  keep_standing(file.assessments, file.past_assessments);
  for (Order& order : file.orders.items) {
    leave_out(
        order.amendments, later, [&](const Amendment& a) { return after(a.date, as_of); },
        [&](const Amendment&) { return named("amendment of", order); });
    if (order.termination && after(order.termination->date, as_of)) {
      later.push_back({named("termination of", order), order.termination->place, {}, false});
      order.termination.reset();
    }
    if (order.early_termination) {
      EarlyTermination& early = *order.early_termination;
      if (after(early.considered_date, as_of)) {
        later.push_back({named("consideration of early termination of", order), early.place, {}, false});
        order.early_termination.reset();
      } else if (after(early.told_date, as_of)) {
        reset_date(early.told_date, named("telling the person about the early termination of", order), later);
      }
    }
    for (Requirement& requirement : order.requirements.items) {
      leave_out(
          requirement.adjustments, later, [&](const Adjustment& a) { return after(a.date, as_of); },
          [&](const Adjustment&) { return named("adjustment of", requirement); });
      if (after(requirement.termination_date, as_of)) {
        reset_date(requirement.termination_date, named("termination of", requirement), later);
        if (requirement.status && !requirement.status.is(RequirementStatus::active))
          requirement.status.value = RequirementStatus::active;
      }
    }
  }
  leave_out(
      file.assessments, later, [&](const Assessment& a) { return after(a.completed_date, as_of); },
      [](const Assessment& a) { return named("assessment", a); });
  if (file.plan) {
    if (after(file.plan->completed_date, as_of)) reset_date(file.plan->completed_date, "completion of the plan", later);
    leave_out(
        file.plan->activities, later, [&](const Activity& a) { return after(a.recorded, as_of); },
        [](const Activity& a) { return named("activity", a); });
  }
  leave_out(
      file.contacts, later, [&](const Contact& c) { return after(c.recorded, as_of); },
      [](const Contact& c) { return named("contact", c); });
  for (Contact& contact : file.contacts.items)
    if (after(contact.date, as_of) && contact.outcome && !contact.recorded) {
      later.push_back(
          {named("outcome of", contact), contact.outcome.place, contact.id ? contact.id->text : std::string{}, true});
      contact.outcome.value.reset();
    }
  leave_out(
      file.enforcement, later,
      [&](const EnforcementEntry& e) { return after(e.recorded, as_of) || after(e.date, as_of); },
      [](const EnforcementEntry& e) { return named("enforcement entry", e); });
  leave_out(
      file.reviews, later, [&](const Review& r) { return after(r.recorded, as_of) || after(r.date, as_of); },
      [](const Review& r) { return named("review", r); });
  leave_out(
      file.suspensions, later, [&](const Suspension& s) { return after(s.recorded, as_of); },
      [](const Suspension& s) { return named("suspension", s); });
  return later;
}

template <class List>
void CaseFacts::stand(const List& list, std::vector<const typename List::value_type*>& standing) {
  for (const auto& entry : list) {
    if (entry.id && superseded_by_.contains(entry.id->text)) continue;
    if (entry.withdrawn.is(true)) continue;
    standing.push_back(&entry);
  }
}

CaseFacts::CaseFacts(const CaseFile& case_file, const std::vector<LaterEntry>& later_entries, Date date,
                     const Policy& practice, const CatalogueFacts* given_catalogue)
    : file(case_file), later(later_entries), as_of(date), policy(practice), catalogue(given_catalogue) {
  const auto note = [&](const auto& list) {
    for (const Entry& entry : list)
      if (entry.id && entry.supersedes) {
        superseded_by_[entry.supersedes->text] = entry.id->text;
        supersedes_[entry.id->text] = entry.supersedes->text;
      }
  };
  note(file.contacts);
  note(file.enforcement);
  note(file.reviews);
  note(file.suspensions);
  if (file.plan) note(file.plan->activities);
  stand(file.contacts, contacts);
  stand(file.enforcement, enforcement);
  stand(file.reviews, reviews);
  stand(file.suspensions, suspensions);
  if (file.plan) stand(file.plan->activities, activities);
  requirement_of_contact_.reserve(file.contacts.size());
  for (const Contact& contact : file.contacts) requirement_of_contact_.push_back(find_requirement_of(contact));
}

CaseFacts::~CaseFacts() = default;

bool CaseFacts::is_whole(ListName list) const {
  const auto carried = [&] {
    switch (list) {
      case ListName::contacts: return file.contacts.recorded;
      case ListName::enforcement: return file.enforcement.recorded;
      case ListName::reviews: return file.reviews.recorded;
      case ListName::suspensions: return file.suspensions.recorded;
      case ListName::assessments: return file.assessments.recorded;
      case ListName::flags: return file.flags.recorded;
      default: return true;
    }
  };
  bool whole = carried();
  for (const PartialMark& mark : file.partial) {
    if (!mark.list.is(list)) continue;
    if (mark.whole.is(true)) whole = carried();
    else if (mark.of.empty()) whole = false;
  }
  return whole;
}

const Order* CaseFacts::only_order() const { return file.orders.size() == 1 ? &file.orders[0] : nullptr; }

const Requirement* CaseFacts::requirement_of(const Activity& activity) const {
  return activity.requirement ? requirement(activity.requirement->text) : nullptr;
}

const Requirement* CaseFacts::requirement_of(const Contact& contact) const {
  const std::less<const Contact*> before;
  const Contact* first = file.contacts.items.data();
  const bool of_file = !before(&contact, first) && before(&contact, first + requirement_of_contact_.size());
  return of_file ? requirement_of_contact_[static_cast<std::size_t>(&contact - first)] : find_requirement_of(contact);
}

const Requirement* CaseFacts::find_requirement_of(const Contact& contact) const {
  if (contact.requirement) return requirement(contact.requirement->text);
  if (!contact.activity) return nullptr;
  const Activity* through = activity(contact.activity->text);
  return through == nullptr ? nullptr : requirement_of(*through);
}

const Order* CaseFacts::order_of(const Contact& contact) const {
  if (contact.order) return order(contact.order->text);
  if (const Requirement* requirement = requirement_of(contact)) return order_of(*requirement);
  return only_order();
}

const Order* CaseFacts::order_of(const EnforcementEntry& entry) const {
  if (entry.order) return order(entry.order->text);
  if (entry.contact)
    if (const Contact* about = contact(entry.contact->text))
      if (const Order* found = order_of(*about)) return found;
  for (const Located<Id>& id : entry.contacts)
    if (id)
      if (const Contact* about = contact(id->text))
        if (const Order* found = order_of(*about)) return found;
  if (entry.enforcement)
    if (const EnforcementEntry* other = lookup_unlinked(entry.enforcement->text)) return order_of(*other);
  return only_order();
}

const Order* CaseFacts::order_of(const Review& review) const {
  if (review.order) return order(review.order->text);
  if (review.requirement)
    if (const Requirement* about = requirement(review.requirement->text)) return order_of(*about);
  return only_order();
}

const Order* CaseFacts::order_of(const Subject& subject) const {
  return std::visit(
      [&](const auto& about) -> const Order* {
        using T = std::decay_t<decltype(about)>;
        if constexpr (std::is_same_v<T, const Order*>) return about;
        else if constexpr (std::is_same_v<T, Subject::OfRequirement>) return about.order;
        else if constexpr (std::is_same_v<T, const Activity*>) {
          const Requirement* requirement = requirement_of(*about);
          return requirement != nullptr ? order_of(*requirement) : only_order();
        } else if constexpr (std::is_same_v<T, const Contact*> || std::is_same_v<T, const EnforcementEntry*> ||
                             std::is_same_v<T, const Review*> || std::is_same_v<T, const Suspension*>)
          return order_of(*about);
        else return nullptr;
      },
      subject.about());
}

const Requirement* CaseFacts::requirement_of(const Subject& subject) const {
  if (const auto* of = std::get_if<Subject::OfRequirement>(&subject.about())) return of->requirement;
  if (const auto* contact = std::get_if<const Contact*>(&subject.about())) return requirement_of(**contact);
  if (const auto* activity = std::get_if<const Activity*>(&subject.about())) return requirement_of(**activity);
  if (const auto* review = std::get_if<const Review*>(&subject.about()))
    return (*review)->requirement ? requirement((*review)->requirement->text) : nullptr;
  return nullptr;
}

const Order* CaseFacts::order_of(const Suspension& suspension) const {
  return suspension.order ? order(suspension.order->text) : only_order();
}

namespace {

KnownAmount amended_amount(const Order& order, const Requirement& requirement, const Located<std::int64_t>& own,
                           const Located<std::int64_t> Amendment::*changed, std::string_view key) {
  KnownAmount amount{own.value, own.place.known() ? own.place : requirement.place, {}, {}};
  std::optional<bool> alone;
  const auto alone_of_its_type = [&] {
    if (alone) return *alone;
    const auto same = [&](const Requirement& other) {
      return other.type && requirement.type && *other.type == *requirement.type;
    };
    alone = std::count_if(order.requirements.begin(), order.requirements.end(), same) == 1;
    return *alone;
  };
  std::optional<Date> latest;
  std::vector<std::int64_t> perhaps;  // what an amendment may have made it
  for (const Amendment& amendment : order.amendments) {
    if (!(amendment.*changed)) continue;
    if (amendment.requirement) {
      if (!requirement.id || amendment.requirement->text != requirement.id->text) continue;
    } else if (!alone_of_its_type()) {  // it can only mean the one that has such an amount; of several, any
      amount.missing.push_back({amendment.place, "requirement"});
      perhaps.push_back(*(amendment.*changed));
      continue;
    }
    if (!amendment.date) {
      amount.missing.push_back({amendment.place, "date"});
      perhaps.push_back(*(amendment.*changed));
      continue;
    }
    if (latest && *amendment.date < *latest) continue;
    latest = *amendment.date;
    amount.value = (amendment.*changed).value;
    amount.place = (amendment.*changed).place;
  }
  if (perhaps.empty()) {
    if (!amount.value) amount.missing.push_back({requirement.place, key});
    else amount.possible = {*amount.value};
    return amount;
  }
  if (amount.value) {
    amount.possible = std::move(perhaps);
    amount.possible.push_back(*amount.value);
    std::sort(amount.possible.begin(), amount.possible.end());
    amount.possible.erase(std::unique(amount.possible.begin(), amount.possible.end()), amount.possible.end());
  } else {
    amount.missing.push_back({requirement.place, key});
  }
  if (amount.possible.size() == 1) amount.missing.clear();  // whatever it meant, it says the same
  else amount.value.reset();
  return amount;
}

}  // namespace

KnownDate CaseFacts::end_date(const Order& order) const { return end_of(order, EndOf::order).end; }
KnownDate CaseFacts::supervision_end(const Order& order) const { return end_of(order, EndOf::supervision).end; }
KnownDate CaseFacts::operational_end(const Order& order) const { return end_of(order, EndOf::operational).end; }
KnownDate CaseFacts::delivery_end(const Order& order) const {
  if (!order.type) return {std::nullopt, order.place, "type", false};
  return order.type.is(OrderType::suspended_sentence_order) ? supervision_end(order) : end_date(order);
}

KnownAmount CaseFacts::max_days(const Requirement& requirement) const {
  static const Order no_order;
  const Order* order = order_of(requirement);
  return amended_amount(order == nullptr ? no_order : *order, requirement, requirement.max_days, &Amendment::max_days,
                        "max_days");
}
KnownAmount CaseFacts::hours(const Requirement& requirement) const {
  static const Order no_order;
  const Order* order = order_of(requirement);
  return amended_amount(order == nullptr ? no_order : *order, requirement, requirement.hours, &Amendment::hours,
                        "hours");
}

RelevantPeriod CaseFacts::relevant_period(const Order& order, const Requirement* requirement) const {
  RelevantPeriod period;
  period.first = order.sentence_date.value;
  if (!period.first) period.missing.push_back({order.place, "sentence_date"});
  const auto ends = [&](Date date, Place place, std::string_view words) {
    if (period.last && *period.last <= date) return;
    period.last = date;
    period.last_place = place;
    period.last_words = words;
  };
  const KnownDate end = delivery_end(order);
  if (end) {
    ends(*end, end.place,
         order.type.is(OrderType::suspended_sentence_order) ? "the supervision period ends here"
                                                            : "the order ends here");
  } else {
    period.missing.push_back({end.place, end.key});
  }
  if (order.type.is(OrderType::post_sentence_supervision))
    for (const auto& row : limits::post_sentence_supervision_exists.rows())
      if (row.until) ends(*row.until, order.type.place, "post-sentence supervision ended for everybody");
  if (order.transferred) {
    if (order.transferred->date)
      ends(*order.transferred->date - Days{1}, order.transferred->date.place,
           "the order was transferred the day after");
    else period.missing.push_back({order.transferred->place, "date"});
  }
  if (order.termination) {
    if (order.termination->date)
      ends(*order.termination->date, order.termination->date.place, "the order was terminated here");
    else period.missing.push_back({order.termination->place, "date"});
  } else if (order.early_termination && order.early_termination->decision.is(EarlyTerminationDecision::terminated)) {
    period.missing.push_back({order.place, "termination"});  // decided, and whether it ended is not recorded
  }
  if (requirement != nullptr) {
    if (requirement->end_date) ends(*requirement->end_date, requirement->end_date.place, "the requirement ends here");
    if (requirement->termination_date) {
      ends(*requirement->termination_date, requirement->termination_date.place, "the requirement was terminated here");
    } else if (requirement->status && !requirement->status.is(RequirementStatus::active)) {
      period.missing.push_back({requirement->place, "termination_date"});
    }
  }
  return period;
}

std::string_view spoken(RequirementType type) {
  static constexpr std::array<std::string_view, word_count<RequirementType>> names{
      "rehabilitation activity requirement",
      "probation requirement",
      "accredited programme requirement",
      "unpaid work requirement",
      "attendance centre requirement",
      "curfew requirement",
      "exclusion requirement",
      "residence requirement",
      "foreign travel prohibition",
      "prohibited activity requirement",
      "mental health treatment requirement",
      "drug rehabilitation requirement",
      "drug testing requirement",
      "alcohol treatment requirement",
      "alcohol abstinence and monitoring requirement",
      "electronic compliance monitoring requirement",
      "electronic whereabouts monitoring requirement",
      "driving prohibition",
      "public event attendance prohibition",
      "drinking establishment entry prohibition",
      "restriction zone requirement"};
  return names[static_cast<std::size_t>(type)];
}

std::string_view spoken(OrderType type) {
  static constexpr std::array<std::string_view, word_count<OrderType>> names{
      "community order", "suspended sentence order", "licence", "post-sentence supervision", "other order"};
  return names[static_cast<std::size_t>(type)];
}

namespace {
struct OutcomeRow {
  std::string_view spoken;
  Stated attended, complied;
};
// In the order of the enumerators.
constexpr std::array<OutcomeRow, word_count<Outcome>> outcome_rows{{
    {"attended and complied", Stated::yes, Stated::yes},
    {"attended, failed to comply", Stated::yes, Stated::no},
    {"attended, sent home for behaviour", Stated::yes, Stated::no},
    {"attended, sent home by the service", Stated::yes, Stated::yes},
    {"attended, failure deemed acceptable", Stated::yes, Stated::not_stated},
    {"attended, compliance not stated", Stated::yes, Stated::not_stated},
    {"acceptable absence", Stated::no, Stated::yes},
    {"unacceptable absence", Stated::no, Stated::no},
    {"failed to attend, not decided yet", Stated::no, Stated::not_stated},
    {"acceptable failure", Stated::not_stated, Stated::yes},
    {"rescheduled by the service", Stated::no, Stated::yes},
    {"rescheduled by the person", Stated::no, Stated::yes},
    {"suspended", Stated::no, Stated::not_stated},
}};
}  // namespace

std::string_view spoken(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].spoken; }
Stated attended(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].attended; }
Stated complied(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].complied; }

std::string name_of(const PlaceTable& places, const Missing& fact) {
  if (fact.key.find(':') != std::string_view::npos) return std::string(fact.key);
  std::string pointer = places.pointer(fact.record.node);
  if (!fact.key.empty()) {
    pointer += '/';
    pointer += fact.key;
  }
  return pointer;
}

std::vector<std::string> names_of(const PlaceTable& places, const std::vector<Missing>& facts) {
  std::vector<std::string> names;
  for (const Missing& fact : facts) {
    std::string name = name_of(places, fact);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace probation
