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
template <class List>
void CaseFacts::stand(const List& list, std::vector<const typename List::value_type*>& standing) {
  standing.reserve(list.size());
  for (const auto& entry : list) {
    if (!superseded_by_.empty() && entry.id && superseded_by_.contains(entry.id->text)) continue;
    if (entry.withdrawn.is(true)) continue;
    standing.push_back(&entry);
  }
}

namespace {

bool has_same_links(const Contact& a, const Contact& b) {
  return a.requirement.value == b.requirement.value && a.activity.value == b.activity.value &&
         a.order.value == b.order.value;
}

}  // namespace

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
  // Beside an order that is known to be missing the one that is there is not the only one.
  if (file.orders.size() == 1 && is_whole(ListName::orders)) only_order_ = &file.orders[0];
  whose_contact_.reserve(file.contacts.size());
  const Contact* before = nullptr;  // that a link leads from; one after the other mostly leads to the same
  for (const Contact& contact : file.contacts) {
    const bool leads = contact.requirement || contact.activity || contact.order;
    if (!leads) whose_contact_.push_back({nullptr, only_order_});
    else if (before != nullptr && has_same_links(*before, contact))
      whose_contact_.push_back(whose_contact_[static_cast<std::size_t>(before - file.contacts.items.data())]);
    else whose_contact_.push_back(find_whose(contact));
    if (leads) before = &contact;
  }
}

CaseFacts::~CaseFacts() = default;

bool CaseFacts::is_half_read(std::string_view key) const {
  return std::find(file.half_read.begin(), file.half_read.end(), key) != file.half_read.end();
}

bool CaseFacts::is_whole(ListName list) const {
  if (!file.half_read.empty() && is_half_read("partial")) return false;  // a mark that was not read may be of any list
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

bool CaseFacts::is_later(const Located<Date>& date) const {
  return !date && date.place.known() && std::any_of(later.begin(), later.end(), [&](const LaterEntry& entry) {
    return entry.place.node == date.place.node;
  });
}

bool CaseFacts::knows_requirements(const Order& order) const {
  return order.requirements.recorded && is_whole(ListName::requirements);
}

bool CaseFacts::is_whole(ListName list, std::string_view member) const {
  bool whole = is_whole(list);
  if (file.partial.empty()) return whole;
  for (const PartialMark& mark : file.partial) {
    if (!mark.list.is(list)) continue;
    if (mark.whole.is(true)) whole = is_whole(list);
    else
      whole = whole && std::none_of(mark.of.begin(), mark.of.end(), [&](const auto& of) { return of.value == member; });
  }
  return whole;
}

const Requirement* CaseFacts::requirement_of(const Activity& activity) const {
  return activity.requirement ? requirement(activity.requirement->text) : nullptr;
}

CaseFacts::Whose CaseFacts::whose(const Contact& contact) const {
  const std::less<const Contact*> before;
  const Contact* first = file.contacts.items.data();
  const bool of_file = !before(&contact, first) && before(&contact, first + whose_contact_.size());
  return of_file ? whose_contact_[static_cast<std::size_t>(&contact - first)] : find_whose(contact);
}

CaseFacts::Whose CaseFacts::find_whose(const Contact& contact) const {
  Whose found;
  if (contact.requirement) {
    found.requirement = requirement(contact.requirement->text);
  } else if (contact.activity) {
    const Activity* through = activity(contact.activity->text);
    if (through != nullptr) found.requirement = requirement_of(*through);
  }
  if (contact.order) found.order = order(contact.order->text);
  else found.order = found.requirement != nullptr ? order_of(*found.requirement) : only_order_;
  return found;
}

const Requirement* CaseFacts::requirement_of(const Contact& contact) const { return whose(contact).requirement; }
const Order* CaseFacts::order_of(const Contact& contact) const { return whose(contact).order; }

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
  return only_order_;
}

const Order* CaseFacts::order_of(const Review& review) const {
  if (review.order) return order(review.order->text);
  if (review.requirement)
    if (const Requirement* about = requirement(review.requirement->text)) return order_of(*about);
  return only_order_;
}

const Order* CaseFacts::order_of(const Subject& subject) const {
  return std::visit(
      [&](const auto& about) -> const Order* {
        using T = std::decay_t<decltype(about)>;
        if constexpr (std::is_same_v<T, const Order*>) return about;
        else if constexpr (std::is_same_v<T, Subject::OfRequirement>) return about.order;
        else if constexpr (std::is_same_v<T, const Activity*>) {
          const Requirement* requirement = requirement_of(*about);
          return requirement != nullptr ? order_of(*requirement) : only_order_;
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
  return suspension.order ? order(suspension.order->text) : only_order_;
}

namespace {

// `knows_all`: the requirements of the order are known, so that one can be the only one of its type.
KnownAmount amended_amount(const Order& order, const Requirement& requirement, const Located<std::int64_t>& own,
                           const Located<std::int64_t> Amendment::*changed, std::string_view key, bool knows_all) {
  KnownAmount amount{own.value, own.place.known() ? own.place : requirement.place, {}, {}};
  std::optional<bool> alone;
  const auto alone_of_its_type = [&] {
    if (alone) return *alone;
    const auto same = [&](const Requirement& other) {
      return other.type && requirement.type && *other.type == *requirement.type;
    };
    alone = knows_all && std::count_if(order.requirements.begin(), order.requirements.end(), same) == 1;
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

std::string amount_in_words(const KnownAmount& amount) {
  if (amount.value) return std::to_string(*amount.value);
  std::string words;
  for (std::size_t i = 0; i < amount.possible.size(); ++i) {
    if (i > 0) words += i + 1 == amount.possible.size() ? " or " : ", ";
    words += std::to_string(amount.possible[i]);
  }
  return words.empty() ? "not recorded" : words;
}

namespace {

// What an amendment that is known to be missing may have changed is not known.
KnownAmount unless_amended(const CaseFacts& facts, const Order& order, std::string_view key, KnownAmount amount) {
  if (facts.is_whole(ListName::amendments, key)) return amount;
  amount.value.reset();
  amount.possible.clear();
  amount.missing.push_back({order.place, "amendments"});
  return amount;
}

}  // namespace

KnownDate CaseFacts::end_date(const Order& order) const { return end_of(*this, order, EndOf::order).end; }
KnownDate CaseFacts::supervision_end(const Order& order) const { return end_of(*this, order, EndOf::supervision).end; }
KnownDate CaseFacts::operational_end(const Order& order) const { return end_of(*this, order, EndOf::operational).end; }
KnownDate CaseFacts::delivery_end(const Order& order) const {
  if (!order.type) return {std::nullopt, order.place, "type", false};
  return order.type.is(OrderType::suspended_sentence_order) ? supervision_end(order) : end_date(order);
}

KnownAmount CaseFacts::max_days(const Requirement& requirement) const {
  static const Order no_order;
  const Order* found = order_of(requirement);
  const Order& order = found == nullptr ? no_order : *found;
  return unless_amended(*this, order, "max_days",
                        amended_amount(order, requirement, requirement.max_days, &Amendment::max_days, "max_days",
                                       knows_requirements(order)));
}
KnownAmount CaseFacts::hours(const Requirement& requirement) const {
  static const Order no_order;
  const Order* found = order_of(requirement);
  const Order& order = found == nullptr ? no_order : *found;
  return unless_amended(
      *this, order, "hours",
      amended_amount(order, requirement, requirement.hours, &Amendment::hours, "hours", knows_requirements(order)));
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
  // Where it ended before an order was made, it had ended for that one too.
  if (order.type.is(OrderType::post_sentence_supervision))
    if (const auto last = limits::post_sentence_supervision_exists.last_day(ByEvent{order.sentence_date.value}))
      ends(*last, order.type.place, "post-sentence supervision ended for everybody");
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
  const bool is_whole_of_ends = is_whole(ListName::terminations);
  if (!order.termination && !is_whole_of_ends) period.missing.push_back({order.place, "terminations"});
  if (requirement != nullptr) {
    if (requirement->end_date) ends(*requirement->end_date, requirement->end_date.place, "the requirement ends here");
    if (requirement->termination_date) {
      ends(*requirement->termination_date, requirement->termination_date.place, "the requirement was terminated here");
    } else if (requirement->status && !requirement->status.is(RequirementStatus::active)) {
      period.missing.push_back({requirement->place, "termination_date"});
    } else if (order.termination && !is_whole_of_ends) {
      period.missing.push_back({order.place, "terminations"});
    }
  }
  return period;
}

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
