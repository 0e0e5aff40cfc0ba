// What of a case is known as of a date: what was recorded or happened later is left out, what was replaced is set
// apart.
#include <algorithm>

#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
#include "facts/case/impossible_dates.hpp"

namespace probation {
namespace {

template <class T, class Test, class Name>
void leave_out(List<T>& list, std::vector<LaterEntry>& later, Test is_later, Name name) {
  if (std::none_of(list.begin(), list.end(), is_later)) return;
  std::vector<T> kept;
  for (T& item : list.items) {
    if (!is_later(item)) {
      kept.push_back(std::move(item));
      continue;
    }
    LaterEntry& entry = later.emplace_back(LaterEntry{name(item), item.place, {}, false});
    if constexpr (requires { item.id->text; })
      if (item.id) entry.id = item.id->text;
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
  file.half_read = half_read;
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

using Later = std::vector<LaterEntry>;

// Of an order, by the day on which a thing happened.
void cut_order(Order& order, Date as_of, Later& later) {
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
      order.considered_later = early.place;
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

// Assessments, the plan and the entries under the case.
void cut_lists(CaseFile& file, Date as_of, Later& later) {
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
  for (Order& order : file.orders.items) cut_order(order, as_of, later);
  cut_lists(file, as_of, later);
  return later;
}

}  // namespace probation
