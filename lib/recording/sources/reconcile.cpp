#include "recording/sources/reconcile.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/refused.hpp"
#include "recording/sources/cells.hpp"

namespace probation::recording {

using document::Value;

namespace {

constexpr int near_days = 7;  // a session this far from one on the list may be the same, on another day

struct Ours {
  const Entry* contact = nullptr;
  std::string activity, requirement;  // what stands for them now
  Date day = date(2000, 1, 1);
  bool is_met = false;
};
struct Theirs {
  const SessionRow* row = nullptr;
  std::string activity, requirement;
  std::optional<Date> day;
  Ours* met = nullptr;
  std::string kind;
};

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json number(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(std::strtoll(text.c_str(), nullptr, 10));
}

class OfPerson {
 public:
  OfPerson(const std::string& crn, const Standing* stands, const std::string& system, const ReconcileQuestion& question)
      : crn_(crn), stands_(stands), system_(system), question_(question) {}

  void take(const SessionRow& row) {
    Theirs theirs;
    theirs.row = &row;
    theirs.day = parse_date(text_at(row.item.value, "date"));
    if (!inside(theirs.day)) return;
    if (stands_ == nullptr) {
      theirs.kind = "not_found";
    } else {
      for (const Link& link : row.item.links) {
        const std::string id = found(link);
        if (link.member == "activity") theirs.activity = id;
        if (link.member == "requirement") theirs.requirement = id;
        if (id.empty() && (link.member == "activity" || link.member == "requirement")) theirs.kind = "not_found";
      }
      if (theirs.activity.empty() && theirs.requirement.empty()) theirs.kind = "not_found";
    }
    theirs_.push_back(std::move(theirs));
  }

  [[nodiscard]] std::set<std::string> providers() const {
    std::set<std::string> all;
    for (const Theirs& theirs : theirs_)
      if (const Entry* activity = activity_of(theirs.activity)) all.insert(text_at(activity->value, "provider"));
    return all;
  }

  void compare(const std::set<std::string>& providers, bool asks_all, std::vector<Json>& records) {
    if (stands_ != nullptr) hold();
    std::stable_sort(theirs_.begin(), theirs_.end(), [](const Theirs& a, const Theirs& b) { return a.day < b.day; });
    for (Theirs& theirs : theirs_) meet_same_day(theirs);
    for (Theirs& theirs : theirs_) meet_near(theirs);
    std::vector<std::pair<std::string, Json>> dated;
    for (const Theirs& theirs : theirs_) {
      const std::string provider =
          provider_of(theirs.activity.empty() && theirs.met != nullptr ? theirs.met->activity : theirs.activity);
      if (question_.provider && theirs.kind != "not_found" && provider != *question_.provider) continue;
      dated.emplace_back(theirs.day ? format(*theirs.day) : std::string{}, record(theirs, provider));
    }
    for (const Ours& ours : ours_) {
      const std::string provider = provider_of(ours.activity);
      if (ours.is_met || ours.activity.empty() || !inside(ours.day) || ours.day > question_.as_of) continue;
      if (question_.provider ? provider != *question_.provider : !asks_all && !providers.contains(provider)) continue;
      Theirs none;
      none.activity = ours.activity;
      none.kind = "only_ours";
      none.met = const_cast<Ours*>(&ours);
      dated.emplace_back(format(ours.day), record(none, provider));
    }
    std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [day, json] : dated) records.push_back(std::move(json));
  }

 private:
  [[nodiscard]] bool inside(const std::optional<Date>& day) const {
    return !day || ((!question_.from || *day >= *question_.from) && (!question_.until || *day <= *question_.until));
  }
  [[nodiscard]] std::string now(const std::string& id) const {
    const Entry* entry = id.empty() ? nullptr : stands_->by_id(id);
    return entry == nullptr ? id : stands_->head_of(*entry).id;
  }
  [[nodiscard]] std::string found(const Link& link) const {
    const Entry* entry = nullptr;
    if (link.table.empty()) {
      entry = stands_->by_id(link.key);
    } else if (const auto& known = stands_->by_source({system_, link.table, link.key}); !known.empty()) {
      entry = &stands_->entries()[known.front()];
    }
    const std::string list = link.member == "activity" ? "activities" : "requirements";
    if (entry == nullptr || entry->list != list) return {};
    const Entry& head = stands_->head_of(*entry);
    return head.is_void ? std::string{} : head.id;
  }
  [[nodiscard]] const Entry* activity_of(const std::string& id) const {
    const Entry* entry = stands_ == nullptr || id.empty() ? nullptr : stands_->by_id(id);
    return entry != nullptr && entry->list == "activities" ? entry : nullptr;
  }
  [[nodiscard]] std::string provider_of(const std::string& activity) const {
    const Entry* entry = activity_of(activity);
    return entry == nullptr ? std::string{} : text_at(entry->value, "provider");
  }

  void hold() {
    for (const Entry& entry : stands_->entries()) {
      if (entry.list != "contacts" || entry.replaced_by || entry.is_void) continue;
      const auto day = parse_date(text_at(entry.value, "date"));
      if (!day) continue;
      Ours ours;
      ours.contact = &entry;
      ours.activity = now(text_at(entry.value, "activity"));
      ours.requirement = text_at(entry.value, "requirement");
      if (const Entry* activity = activity_of(ours.activity); activity != nullptr && ours.requirement.empty())
        ours.requirement = text_at(activity->value, "requirement");
      ours.day = *day;
      ours_.push_back(std::move(ours));
    }
  }
  [[nodiscard]] static bool of_same_thing(const Theirs& theirs, const Ours& ours) {
    return !theirs.activity.empty() ? theirs.activity == ours.activity : theirs.requirement == ours.requirement;
  }
  void meet_same_day(Theirs& theirs) {
    if (!theirs.kind.empty() || !theirs.day) return;
    const std::string time = text_at(theirs.row->item.value, "time");
    // The session is listed twice where a row before it says the same day and time of the same activity.
    for (const Theirs& before : theirs_) {
      if (&before == &theirs) break;
      if (before.kind == "not_found" || before.day != theirs.day || before.activity != theirs.activity ||
          before.requirement != theirs.requirement)
        continue;
      const std::string other = text_at(before.row->item.value, "time");
      const bool may_be_another = std::any_of(ours_.begin(), ours_.end(), [&](const Ours& ours) {
        return !ours.is_met && ours.day == *theirs.day && of_same_thing(theirs, ours);
      });
      if (time != other || (may_be_another && time.empty())) continue;
      theirs.kind = "twice";
      theirs.met = before.met;
      return;
    }
    Ours* best = nullptr;
    for (Ours& ours : ours_) {
      if (ours.is_met || ours.day != *theirs.day || !of_same_thing(theirs, ours)) continue;
      if (best == nullptr || text_at(ours.contact->value, "time") == time) best = &ours;
    }
    if (best == nullptr) return;
    best->is_met = true;
    theirs.met = best;
    const std::string mine = text_at(best->contact->value, "outcome"),
                      other = text_at(theirs.row->item.value, "outcome");
    const std::string minutes = text_at(best->contact->value, "minutes"),
                      of_theirs = text_at(theirs.row->item.value, "minutes");
    theirs.kind = !other.empty() && mine != other                                  ? "other_outcome"
                  : !minutes.empty() && !of_theirs.empty() && minutes != of_theirs ? "other_minutes"
                                                                                   : "agrees";
  }
  void meet_near(Theirs& theirs) {
    if (!theirs.kind.empty()) return;
    theirs.kind = "only_theirs";
    if (!theirs.day) return;
    Ours* best = nullptr;
    for (Ours& ours : ours_) {
      const int apart = std::abs(days_between(ours.day, *theirs.day));
      if (ours.is_met || apart > near_days || !of_same_thing(theirs, ours)) continue;
      if (best == nullptr || apart < std::abs(days_between(best->day, *theirs.day))) best = &ours;
    }
    if (best == nullptr) return;
    best->is_met = true;
    theirs.met = best;
    theirs.kind = "other_day";
  }

  [[nodiscard]] std::string message(const Theirs& theirs) const {
    const Value* list = theirs.row == nullptr ? nullptr : &theirs.row->item.value;
    const Value* here = theirs.met == nullptr || theirs.met->contact == nullptr ? nullptr : &theirs.met->contact->value;
    const auto word = [](const Value* value, const char* key, const char* none) {
      return value == nullptr || text_at(*value, key).empty() ? std::string(none) : text_at(*value, key);
    };
    if (theirs.kind == "agrees") return "held alike in both";
    if (theirs.kind == "only_ours")
      return fmt::format("the session of {} is recorded here and not on the list", word(here, "date", "no date"));
    if (theirs.kind == "only_theirs")
      return fmt::format("the session of {} is on the list and not recorded here", word(list, "date", "no date"));
    if (theirs.kind == "other_day")
      return fmt::format("recorded here on {}, on the list on {}", word(here, "date", "no date"),
                         word(list, "date", "no date"));
    if (theirs.kind == "other_outcome")
      return fmt::format("recorded here with {}, on the list with {}", word(here, "outcome", "no outcome"),
                         word(list, "outcome", "no outcome"));
    if (theirs.kind == "other_minutes")
      return fmt::format("recorded here with {} minutes, on the list with {}", word(here, "minutes", "no"),
                         word(list, "minutes", "no"));
    if (theirs.kind == "twice")
      return fmt::format("the session of {} stands twice on the list", word(list, "date", "no date"));
    return stands_ == nullptr ? "there is no case of this person" : "there is no such activity in the case";
  }

  [[nodiscard]] Json record(const Theirs& theirs, const std::string& provider) const {
    const std::string activity_id = !theirs.activity.empty() ? theirs.activity
                                    : theirs.met != nullptr  ? theirs.met->activity
                                                             : std::string{};
    const Entry* activity = activity_of(activity_id);
    const std::string requirement_id =
        activity != nullptr ? text_at(activity->value, "requirement") : theirs.requirement;
    std::string order_id;
    const Entry* requirement = stands_ == nullptr || requirement_id.empty() ? nullptr : stands_->by_id(requirement_id);
    if (requirement != nullptr && requirement->list == "requirements")
      order_id = text_at(stands_->root().find("orders")->items[requirement->order], "id");
    const Value* manager = stands_ == nullptr ? nullptr : stands_->root().find("manager");
    const bool is_limited = stands_ != nullptr && stands_->is_limited();
    const auto code = [&](const char* key) {
      if (manager == nullptr || is_limited) return Json(nullptr);
      const std::string text = text_at(*manager, key);
      const std::string_view name = key;
      const bool asks = name == "region" || (hides_cells() && (name == "pdu" || name == "team"));
      return !asks || document::may_be_slip(text, document::Wanted::any) ? or_null(text) : Json("…");
    };
    Json ours = nullptr, list = nullptr;
    if (theirs.met != nullptr && theirs.met->contact != nullptr) {
      const Value& value = theirs.met->contact->value;
      ours = Json{{"id", theirs.met->contact->id},
                  {"date", text_at(value, "date")},
                  {"outcome", or_null(text_at(value, "outcome"))},
                  {"minutes", number(text_at(value, "minutes"))}};
    }
    if (theirs.row != nullptr) {
      const Value& value = theirs.row->item.value;
      list = Json{{"file", theirs.row->file},
                  {"line", theirs.row->item.line},
                  {"date", or_null(text_at(value, "date"))},
                  {"outcome", or_null(text_at(value, "outcome"))},
                  {"minutes", number(text_at(value, "minutes"))}};
    }
    // An id that names nothing may be anything; so may an intervention, which another file declares.
    const std::string intervention = activity == nullptr ? std::string{} : text_at(activity->value, "intervention");
    const bool is_name = intervention.empty() || document::may_be_slip(intervention, document::Wanted::any);
    const bool is_told = activity != nullptr ||
                         document::may_be_slip(activity_id, hides_cells() || is_limited ? document::Wanted::nothing
                                                                                        : document::Wanted::figure);
    return Json{{"schema", "reconcile/1"},
                {"crn", crn_},
                {"order_id", or_null(order_id)},
                {"requirement_id", requirement == nullptr ? Json(nullptr) : or_null(requirement_id)},
                {"region", code("region")},
                {"pdu", code("pdu")},
                {"team", code("team")},
                {"officer", code("officer")},
                {"activity", activity_id.empty() ? Json(nullptr) : Json(is_told ? activity_id : "…")},
                {"intervention", is_name ? or_null(intervention) : Json("…")},
                {"provider", or_null(provider)},
                {"kind", theirs.kind},
                {"ours", ours},
                {"theirs", list},
                {"message", message(theirs)}};
  }

  std::string crn_;
  const Standing* stands_;
  const std::string& system_;
  const ReconcileQuestion& question_;
  std::vector<Ours> ours_;
  std::vector<Theirs> theirs_;
};

}  // namespace

std::vector<Json> reconcile(const std::vector<std::pair<std::string, Standing>>& cases,
                            const std::vector<SessionRow>& rows, const std::string& system,
                            const ReconcileQuestion& question) {
  std::map<std::string, OfPerson> people;
  for (const auto& [crn, stands] : cases) people.try_emplace(crn, crn, &stands, system, question);
  for (const SessionRow& row : rows)
    people.try_emplace(row.crn, row.crn, nullptr, system, question).first->second.take(row);
  std::set<std::string> providers;
  for (const auto& [crn, person] : people) providers.merge(person.providers());
  std::vector<Json> records;
  for (auto& [crn, person] : people) person.compare(providers, providers.empty(), records);
  return records;
}

}  // namespace probation::recording
