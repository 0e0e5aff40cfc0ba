// Links of a case by id and by event, made once: a case of a thousand contacts is asked for each of them by a dozen
// rules.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "facts/case/case_facts.hpp"

namespace probation {

struct CaseFacts::Lookups {
  std::unordered_map<std::string_view, std::string_view> events;  // of ids that replace another: the chain's beginning
  std::unordered_map<std::string_view, const Order*> orders;
  std::unordered_map<std::string_view, const Requirement*> requirements;
  std::unordered_map<const Requirement*, const Order*> order_of_requirement;
  std::unordered_map<std::string_view, const Activity*> activities;         // as written
  std::unordered_map<std::string_view, const Activity*> activity_of_event;  // that stands
  std::unordered_set<const Activity*> standing_activities;

  [[nodiscard]] std::string_view event_of(std::string_view id) const {
    const auto at = events.find(id);
    return at == events.end() ? id : at->second;
  }
};

struct CaseFacts::EntryLookups {
  std::unordered_map<std::string_view, const Contact*> contacts;
  std::vector<std::pair<std::string_view, const Contact*>> by_event;  // sorted by event, then as in the file
  std::vector<char> stands;                                           // by the contact's place in the file
  std::unordered_map<std::string_view, const EnforcementEntry*> unlinked;

  [[nodiscard]] auto of_event(std::string_view event) const {
    return std::equal_range(by_event.begin(), by_event.end(), std::pair(event, static_cast<const Contact*>(nullptr)),
                            [](const auto& a, const auto& b) { return a.first < b.first; });
  }
};

namespace {

using Links = std::unordered_map<std::string_view, std::string_view>;

// Ids that replace one another in a circle (REC505), in their order, after the ids by which it was come upon.
struct Circle {
  std::vector<std::string_view> way;
  std::ptrdiff_t first;  // of the circle in the way
};
struct OnCircle {
  std::size_t circle;
  std::ptrdiff_t position;  // in its way; before the way's beginning where it leads into it
};

Links beginnings(const Links& supersedes) {
  Links events;
  events.reserve(supersedes.size());
  std::vector<Circle> circles;
  std::unordered_map<std::string_view, OnCircle> around;
  for (const auto& [id, replaced] : supersedes) {
    std::vector<std::string_view> way;
    std::unordered_map<std::string_view, std::ptrdiff_t> seen;
    std::string_view at = id;
    while (!events.contains(at) && !around.contains(at) && supersedes.contains(at) &&
           seen.emplace(at, static_cast<std::ptrdiff_t>(way.size())).second) {
      way.push_back(at);
      at = supersedes.at(at);
    }
    const auto length = static_cast<std::ptrdiff_t>(way.size());
    if (const auto again = seen.find(at); again != seen.end()) {
      for (std::ptrdiff_t i = 0; i < length; ++i) around[way[static_cast<std::size_t>(i)]] = {circles.size(), i};
      circles.push_back({std::move(way), again->second});
    } else if (const auto circle = around.find(at); circle != around.end()) {
      const OnCircle into = circle->second;
      for (std::ptrdiff_t i = 0; i < length; ++i)
        around[way[static_cast<std::size_t>(i)]] = {into.circle, into.position - (length - i)};
    } else {
      const auto known = events.find(at);
      const std::string_view event = known == events.end() ? at : known->second;
      for (const std::string_view step : way) events[step] = event;
    }
  }
  // A circle has no beginning: each of its ids is led on as often as there are links, and once more.
  const auto steps = static_cast<std::ptrdiff_t>(supersedes.size()) + 1;
  for (const auto& [id, place] : around) {
    const Circle& circle = circles[place.circle];
    const std::ptrdiff_t round = static_cast<std::ptrdiff_t>(circle.way.size()) - circle.first;
    const std::ptrdiff_t to = circle.first + (place.position + steps - circle.first) % round;
    events[id] = circle.way[static_cast<std::size_t>(to)];
  }
  return events;
}

const std::vector<const Contact*> no_contacts{};

template <class Map, class Key>
auto found(const Map& map, const Key& key) -> typename Map::mapped_type {
  const auto at = map.find(key);
  return at == map.end() ? nullptr : at->second;
}

}  // namespace

const CaseFacts::Lookups& CaseFacts::lookups() const {
  if (lookups_) return *lookups_;
  auto made = std::make_shared<Lookups>();
  Lookups& all = *made;
  all.events = beginnings(supersedes_);
  for (const Order& order : file.orders) {
    if (order.id) all.orders.emplace(order.id->text, &order);
    for (const Requirement& requirement : order.requirements) {
      if (requirement.id) all.requirements.emplace(requirement.id->text, &requirement);
      all.order_of_requirement.emplace(&requirement, &order);
    }
  }
  for (const Activity* activity : activities) {
    all.standing_activities.insert(activity);
    if (activity->id) all.activity_of_event.emplace(all.event_of(activity->id->text), activity);
  }
  if (file.plan)
    for (const Activity& activity : file.plan->activities)
      if (activity.id) all.activities.emplace(activity.id->text, &activity);
  lookups_ = std::move(made);
  return *lookups_;
}

std::string_view CaseFacts::event_of(std::string_view id) const {
  return supersedes_.empty() ? id : lookups().event_of(id);
}

bool CaseFacts::same_entry(std::string_view a, std::string_view b) const { return event_of(a) == event_of(b); }

const CaseFacts::EntryLookups& CaseFacts::entry_lookups() const {
  if (entry_lookups_) return *entry_lookups_;
  auto made = std::make_shared<EntryLookups>();
  EntryLookups& all = *made;
  all.contacts.reserve(file.contacts.size());
  all.by_event.reserve(file.contacts.size());
  for (const Contact& contact : file.contacts) {
    if (!contact.id) continue;
    all.contacts.emplace(contact.id->text, &contact);
    all.by_event.emplace_back(event_of(contact.id->text), &contact);
  }
  std::stable_sort(all.by_event.begin(), all.by_event.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  all.stands.resize(file.contacts.size());
  for (const Contact* contact : contacts)
    all.stands[static_cast<std::size_t>(contact - file.contacts.items.data())] = 1;
  for (const EnforcementEntry& entry : file.enforcement)
    if (entry.id && !entry.enforcement) all.unlinked.emplace(entry.id->text, &entry);
  entry_lookups_ = std::move(made);
  return *entry_lookups_;
}

std::vector<const Contact*> CaseFacts::contacts_of_event(std::string_view event) const {
  std::vector<const Contact*> out;
  const auto [first, last] = entry_lookups().of_event(event);
  for (auto at = first; at != last; ++at) out.push_back(at->second);
  return out;
}

bool CaseFacts::event_stands(std::string_view event) const {
  const auto [first, last] = entry_lookups().of_event(event);
  return std::any_of(first, last, [&](const auto& row) { return stands(*row.second); });
}

bool CaseFacts::stands(const Contact& contact) const {
  return entry_lookups().stands[static_cast<std::size_t>(&contact - file.contacts.items.data())] != 0;
}

const Order* CaseFacts::order(std::string_view id) const { return found(lookups().orders, id); }
const Requirement* CaseFacts::requirement(std::string_view id) const { return found(lookups().requirements, id); }
const Order* CaseFacts::order_of(const Requirement& requirement) const {
  return found(lookups().order_of_requirement, &requirement);
}
const Contact* CaseFacts::contact(std::string_view id) const { return found(entry_lookups().contacts, id); }
const EnforcementEntry* CaseFacts::lookup_unlinked(std::string_view id) const {
  return found(entry_lookups().unlinked, id);
}

const Activity* CaseFacts::activity(std::string_view id) const {
  const Activity* standing = found(lookups().activity_of_event, event_of(id));
  return standing != nullptr ? standing : found(lookups().activities, id);
}

bool CaseFacts::rests_on_withdrawn(const Contact& contact) const {
  if (!contact.activity) return false;
  const Activity* named = activity(contact.activity->text);
  return named != nullptr && !lookups().standing_activities.contains(named);
}

const std::vector<const Contact*>& CaseFacts::contacts_of(const Activity& activity) const {
  if (!contacts_of_activity_) {
    auto& all = contacts_of_activity_.emplace();
    for (const Contact* contact : contacts)
      if (contact->activity)
        if (const Activity* named = this->activity(contact->activity->text)) all[named].push_back(contact);
  }
  const auto& of = *contacts_of_activity_;
  const auto at = of.find(&activity);
  return at == of.end() ? no_contacts : at->second;
}

}  // namespace probation
