#include "recording/standing.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "facts/case/case_facts.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

namespace {

constexpr std::string_view the_plan = "plan";

template <class Words>
bool any_of(const Words& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::vector<std::string> contacts_of(const Value& entry) {
  std::vector<std::string> ids;
  if (const Value* one = entry.find("contact")) ids.push_back(one->text);
  if (const Value* several = entry.find("contacts"))
    for (const Value& id : several->items) ids.push_back(id.text);
  return ids;
}

// Ids an entry rests on, as it names them.
std::vector<std::string> bases_of(const Record::Item& item) {
  std::vector<std::string> ids;
  if (item.kind == EntryKind::enforcement) {
    ids = contacts_of(item.value);
    if (text_at(item.value, "action") == "warning_withdrawn")
      if (const Value* warning = item.value.find("enforcement")) ids.push_back(warning->text);
  } else if (item.kind == EntryKind::contact) {
    if (const Value* activity = item.value.find("activity")) ids.push_back(activity->text);
  }
  return ids;
}

// Did not comply, or may turn out not to have: somebody has to decide that first.
bool can_be_answered(const Value& contact) {
  const auto& words = document::Worded<Outcome>::words;
  const std::string outcome = text_at(contact, "outcome");
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].text == outcome)
      return complied(static_cast<Outcome>(i)) == Stated::no || static_cast<Outcome>(i) == Outcome::failed_to_attend;
  return false;
}

// Whether a later entry says how it ended: it then no longer asks for a failure, only for the contact it spoke of.
bool has_ended(const Record& record, const Record::Item& item) {
  const std::string action = text_at(item.value, "action");
  const std::vector<std::string> contacts = contacts_of(item.value);
  return std::any_of(record.items().begin(), record.items().end(), [&](const Record::Item& other) {
    if (other.kind != EntryKind::enforcement || !other.stands() || other.id == item.id) return false;
    const std::string what = text_at(other.value, "action");
    const bool ends = action == "warning"
                          ? what == "warning_withdrawn"
                          : what == "breach_concluded" ||
                                (action == "referral_to_enforcement_officer" && what == "no_further_action");
    if (!ends || text_at(other.value, "date") < text_at(item.value, "date")) return false;
    const Record::Item* named = record.stands_for(text_at(other.value, "enforcement"));
    if (named != nullptr) return named->id == item.id;
    if (action == "warning") return false;
    const std::vector<std::string> of_other = contacts_of(other.value);
    return of_other.empty() || std::any_of(of_other.begin(), of_other.end(), [&](const std::string& id) {
             const Record::Item* there = record.stands_for(id);
             return there != nullptr && std::any_of(contacts.begin(), contacts.end(), [&](const std::string& own) {
                      return record.stands_for(own) == there;
                    });
           });
  });
}

// How many contacts carry the entry, by what is asked of them: that they stand; and are not of a later day; and are
// failures, or may be.
struct Carried {
  int standing = 0, in_time = 0, failures = 0;
};
Carried carried(const Record& record, const Record::Item& item) {
  Carried by;
  for (const std::string& id : contacts_of(item.value)) {
    const Record::Item* contact = record.stands_for(id);
    if (contact == nullptr || !contact->stands()) continue;
    ++by.standing;
    if (text_at(contact->value, "date") > text_at(item.value, "date")) continue;
    ++by.in_time;
    if (can_be_answered(contact->value)) ++by.failures;
  }
  return by;
}

bool is_lost(int before, int after) { return before > 0 && after == 0; }

bool link_is_lost(const Record& before, const Record& after, const Value& entry, std::string_view key) {
  const Value* link = entry.find(key);
  if (link == nullptr) return false;
  const Record::Item* then = before.stands_for(link->text);
  const Record::Item* now = after.stands_for(link->text);
  return then != nullptr && then->stands() && (now == nullptr || !now->stands());
}

Draft withdrawal_draft(const CaseText& file, const Recorded& old, const std::string& reason, const std::string& action,
                       FreeIds& ids) {
  return superseding_draft(file, old, withdrawal_of(old), reason, action, ids.next(old.kind));
}

// A failure that turns out acceptable: the warning was given, and is withdrawn today.
Draft warning_withdrawn(const CaseText& file, const std::string& warning, const std::string& reason, const Clerk& clerk,
                        const std::string& action, FreeIds& ids) {
  const std::string id = ids.next(EntryKind::enforcement);
  Value value = Value::map({{"id", Value::of_text(id)},
                            {"date", Value::literal(clerk.today ? format(*clerk.today) : clerk.recorded.substr(0, 10))},
                            {"action", Value::of_text("warning_withdrawn")},
                            {"enforcement", Value::of_text(warning)}});
  if (!reason.empty()) value.members.emplace_back("reason", Value::of_text(reason));
  Draft draft{EntryKind::enforcement, conform(EntryKind::enforcement, value), {}, receipt_for(file, action, id)};
  return draft;
}

}  // namespace

Record::Record(const CaseText& file) {
  for (const Recorded& entry : file.entries()) {
    places_.emplace(entry.id, items_.size());
    items_.push_back({entry.kind, entry.id, entry.value, entry.superseded_by, entry.withdraws});
  }
  const document::Tree* assessment = follow(file.root(), std::vector<document::Step>{{"plan"}, {"assessment"}});
  if (assessment != nullptr && !assessment->null) plan_assessment_ = assessment->text;
}

void Record::put(const Draft& draft) {
  const std::string id = text_at(draft.value, "id");
  if (id.empty()) return;
  if (const auto old = places_.find(text_at(draft.value, "supersedes")); old != places_.end())
    items_[old->second].superseded_by = id;
  places_.emplace(id, items_.size());
  items_.push_back({draft.kind, id, draft.value, {}, text_at(draft.value, "void") == "true"});
}

const Record::Item* Record::stands_for(std::string_view id) const {
  auto at = places_.find(std::string(id));
  for (std::size_t steps = 0; at != places_.end() && steps <= items_.size(); ++steps) {
    const Item& item = items_[at->second];
    if (item.superseded_by.empty()) return &item;
    at = places_.find(item.superseded_by);
  }
  return nullptr;
}

std::vector<std::string> rests_on(const Record& record, std::string_view id) {
  const Record::Item* base = record.stands_for(id);
  std::vector<std::string> ids;
  if (base == nullptr) return ids;
  for (const Record::Item& item : record.items()) {
    if (!item.stands()) continue;
    const std::vector<std::string> bases = bases_of(item);
    if (std::any_of(bases.begin(), bases.end(),
                    [&](const std::string& named) { return record.stands_for(named) == base; }))
      ids.push_back(item.id);
  }
  if (!record.plan_assessment().empty() && record.stands_for(record.plan_assessment()) == base)
    ids.emplace_back(the_plan);
  return ids;
}

std::vector<std::string> left_on_nothing(const Record& before, const Record& after) {
  std::vector<std::string> ids;
  for (const Record::Item& item : after.items()) {
    if (!item.stands() || before.stands_for(item.id) == nullptr) continue;  // new ones say what they rest on
    bool lost = false;
    if (item.kind == EntryKind::contact) lost = link_is_lost(before, after, item.value, "activity");
    if (item.kind == EntryKind::enforcement) {
      const Carried then = carried(before, item), now = carried(after, item);
      lost =
          is_lost(then.standing, now.standing) ||
          (!has_ended(after, item) && (is_lost(then.in_time, now.in_time) || is_lost(then.failures, now.failures))) ||
          (text_at(item.value, "action") == "warning_withdrawn" &&
           link_is_lost(before, after, item.value, "enforcement"));
    }
    if (lost) ids.push_back(item.id);
  }
  if (!after.plan_assessment().empty()) {
    const Record::Item* then = before.stands_for(after.plan_assessment());
    const Record::Item* now = after.stands_for(after.plan_assessment());
    if (then != nullptr && then->stands() && (now == nullptr || !now->stands())) ids.emplace_back(the_plan);
  }
  return ids;
}

void take_along(const CaseText& file, std::vector<Draft>& drafts, const std::string& reason, const Clerk& clerk,
                const std::string& action, bool is_correction) {
  const Record before(file);
  std::vector<std::string> dependants;
  for (const Draft& draft : drafts)
    if (const std::string old = text_at(draft.value, "supersedes"); !old.empty())
      for (std::string& id : rests_on(before, old)) {
        const bool is_own = std::any_of(drafts.begin(), drafts.end(), [&, &own = id](const Draft& other) {
          return text_at(other.value, "supersedes") == own;
        });
        if (!is_own && !any_of(dependants, id)) dependants.push_back(std::move(id));
      }
  if (drafts.empty()) return;
  drafts.front().receipt.dependants = dependants;
  Record after(file);
  for (const Draft& draft : drafts) after.put(draft);
  FreeIds ids(file, drafts);
  for (std::vector<std::string> left = left_on_nothing(before, after); !left.empty();
       left = left_on_nothing(before, after)) {
    if (!clerk.with_dependants) {
      std::vector<std::string> named = dependants;
      for (const std::string& id : left)
        if (!any_of(named, id)) named.push_back(id);
      throw Refusal{fmt::format("{} would rest on nothing; --with-dependants takes {} along", fmt::join(left, ", "),
                                left.size() == 1 ? "it" : "them"),
                    {},
                    named};
    }
    for (const std::string& id : left) {
      if (id == the_plan)
        throw Refusal{
            "the plan rests on it, and no entry takes a plan back; name its assessment anew in the file first",
            {},
            dependants};
      const Recorded& entry = *file.find(id);
      const std::string what = text_at(entry.value, "action");
      if (is_correction && (what == "referral_to_enforcement_officer" || what == "breach_started"))
        throw Refusal{fmt::format("{} is a {}, which a correction does not undo; say how it ended first", id,
                                  what == "breach_started" ? "start of breach proceedings" : "referral"),
                      {},
                      dependants};
      drafts.push_back(is_correction && what == "warning" ? warning_withdrawn(file, id, reason, clerk, action, ids)
                                                          : withdrawal_draft(file, entry, reason, action, ids));
      after.put(drafts.back());
    }
  }
}

}  // namespace probation::recording
