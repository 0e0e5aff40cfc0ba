#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/record.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

namespace {

bool is_contact(const Recorded& entry) {
  return entry.kind == EntryKind::contact && entry.superseded_by.empty() && !entry.withdraws;
}
bool is_booking(const Recorded& entry) { return is_contact(entry) && entry.value.find("outcome") == nullptr; }

std::string told(const Recorded& contact) {
  return fmt::format("{} ({} {})", contact.id, text_at(contact.value, "date"), text_at(contact.value, "type"));
}

Value conformed(const Words& words) {
  Words all = words;
  all.insert(all.begin(), {{"id", "C1"}, {"date", "2000-01-01"}, {"type", "other"}});
  return entry_of_words(EntryKind::contact, all);
}

// Whether the contact says all that the words say.
bool says(const Recorded& contact, const Value& read, const Words& words) {
  return std::all_of(words.begin(), words.end(), [&](const auto& word) {
    const Value* there = contact.value.find(word.first);
    const Value* wanted = read.find(word.first);
    return wanted == nullptr || (there != nullptr && *there == *wanted);
  });
}

// Puts together the way to correct it.
std::string how_to_amend(const Recorded& contact, const Words& words) {
  std::string sets;
  for (const auto& [key, value] : words) sets += fmt::format(" --set {}={}", key, value);
  return fmt::format("amend {}{} --reason … corrects it", contact.id, sets);
}

Change already(const CaseText& file, const Recorded& contact, const std::string& action) {
  Receipt receipt = receipt_for(file, action, contact.id);
  receipt.status = Status::already_recorded;
  receipt.line = contact.line;
  receipt.supersedes = contact.supersedes;
  receipt.fulfils = !contact.supersedes.empty();
  Change change;
  change.receipts.push_back(std::move(receipt));
  return change;
}

// The contact that has an outcome: the same once more, or one that has to be corrected.
Change with_outcome(const CaseText& file, const Recorded& contact, const Value& read, const Words& words,
                    const std::string& action) {
  if (says(contact, read, words)) return already(file, contact, action);
  throw Refusal{fmt::format("{} has the outcome {} already; {}", contact.id, text_at(contact.value, "outcome"),
                            how_to_amend(contact, words)),
                {}};
}

Change fill(const CaseText& file, const Recorded& booking, const Value& read, const Words& words, const Clerk& clerk,
            const std::string& action) {
  Value value = without_history(booking.value, EntryKind::contact);
  for (const auto& [key, text] : words)
    if (const Value* member = read.find(key)) set(value, EntryKind::contact, key, *member);
  Draft draft =
      superseding_draft(file, booking, std::move(value), clerk.allowed.empty() ? "" : with_allowed(clerk, clerk.reason),
                        action, file.free_id(EntryKind::contact));
  draft.receipt.fulfils = true;
  try {
    return as_one(write_down(file, {std::move(draft)}, clerk));
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, action, booking.id), refusal);
  }
}

// The booking of an earlier day that was filled today by the same words, where there is one only: told again.
const Recorded* filled_today(const CaseText& file, const Value& read, const Words& words, Date day,
                             const Clerk& clerk) {
  const Recorded* found = nullptr;
  for (const Recorded& entry : file.entries()) {
    if (!is_contact(entry) || entry.supersedes.empty() || !entry.date || *entry.date >= day) continue;
    if (clerk.recorded.empty() || text_at(entry.value, "recorded").substr(0, 10) != clerk.recorded.substr(0, 10) ||
        !text_at(entry.value, "reason").empty() || !says(entry, read, words))
      continue;
    if (found != nullptr) return nullptr;
    found = &entry;
  }
  return found;
}

const Recorded& only_one(const std::vector<const Recorded*>& bookings, std::string_view which) {
  if (bookings.size() == 1) return *bookings.front();
  std::vector<std::string> names;
  for (const Recorded* booking : bookings) names.push_back(told(*booking));
  throw Mistake{fmt::format("several bookings {}: {}; name the one that is meant", which, join(names, ", "))};
}

std::vector<const Recorded*> bookings(const CaseText& file, const std::function<bool(const Recorded&)>& fits) {
  std::vector<const Recorded*> found;
  for (const Recorded& entry : file.entries())
    if (is_booking(entry) && fits(entry)) found.push_back(&entry);
  return found;
}

}  // namespace

Change outcome(const CaseText& file, const std::string& contact, const Words& words, Date day, const Clerk& clerk) {
  const Value read = conformed(words);
  try {
    if (!contact.empty()) {
      const Recorded* entry = file.stands_for(contact);
      if (entry == nullptr || entry->kind != EntryKind::contact) {
        const auto kind = file.kind_of_id(contact);
        throw Refusal{kind ? fmt::format("{} is the id of {}, not of a contact", contact, with_article(*kind))
                           : fmt::format("there is no contact {} in the file", contact),
                      {}};
      }
      if (entry->withdraws)
        throw Refusal{fmt::format("{} was withdrawn by {}; undo {} to bring it back", contact, entry->id, entry->id),
                      {}};
      if (!is_booking(*entry)) return with_outcome(file, *entry, read, words, "outcome");
      return fill(file, *entry, read, words, clerk, "outcome");
    }
    const auto of_day = bookings(file, [&](const Recorded& entry) { return entry.date == day; });
    if (!of_day.empty()) return fill(file, only_one(of_day, "on " + format(day)), read, words, clerk, "outcome");
    for (const Recorded& entry : file.entries())
      if (is_contact(entry) && entry.date == day && text_at(entry.value, "outcome") == text_at(read, "outcome"))
        return with_outcome(file, entry, read, words, "outcome");
    const auto before = bookings(file, [&](const Recorded& entry) { return entry.date && *entry.date < day; });
    if (before.empty()) {
      if (const Recorded* filled = filled_today(file, read, words, day, clerk))
        return already(file, *filled, "outcome");
      std::string hint;
      for (const Recorded& entry : file.entries())
        if (is_contact(entry) && entry.date == day) hint += "; " + how_to_amend(entry, words);
      throw Refusal{fmt::format("no booking without an outcome is of {} or before it{}", format(day), hint), {}};
    }
    return fill(file, only_one(before, "before " + format(day)), read, words, clerk, "outcome");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "outcome", contact), refusal);
  }
}

std::string activity_for(const CaseText& file, std::string_view intervention, std::optional<Date> start,
                         std::string& why) {
  std::vector<std::string> found;
  for (const Recorded& entry : file.entries()) {
    if (entry.kind != EntryKind::activity || !entry.superseded_by.empty() || entry.withdraws) continue;
    if (text_at(entry.value, "intervention") != intervention) continue;
    if (start) {
      std::optional<Date> first = entry.date;
      const Value* sessions = entry.value.find("sessions");
      const bool begins =
          first == start || (sessions != nullptr && !sessions->items.empty() && [&] {
            const Value& session = sessions->items.front();
            return parse_date(session.kind == Value::Kind::map ? text_at(session, "date") : session.text) == start;
          }());
      if (!begins) continue;
    }
    found.push_back(entry.id);
  }
  if (found.size() == 1) return found.front();
  const std::string which = start ? fmt::format("{}@{}", intervention, format(*start)) : std::string(intervention);
  why = found.empty()
            ? fmt::format("no activity {} stands in the case", which)
            : fmt::format("several activities {} stand in the case: {}; give @START", which, join(found, ", "));
  return {};
}

Change session(const CaseText& file, const std::string& activity, Date day, const Words& words, const Clerk& clerk) {
  const Value read = conformed(words);
  try {
    const Recorded* now = file.stands_for(activity);
    const auto is_of_activity = [&](const Recorded& entry) {
      const std::string link = text_at(entry.value, "activity");
      return entry.date == day && !link.empty() && file.stands_for(link) == now;
    };
    std::vector<const Recorded*> booked = bookings(file, is_of_activity);
    const std::string time = text_at(read, "time");
    if (booked.size() > 1 && !time.empty())
      std::erase_if(booked, [&](const Recorded* booking) { return text_at(booking->value, "time") != time; });
    if (booked.size() > 1) {
      std::vector<std::string> names;
      for (const Recorded* booking : booked) names.push_back(told(*booking));
      throw Refusal{
          fmt::format("several bookings of {}: {}; record the outcome of each", format(day), join(names, ", ")), {}};
    }
    if (!booked.empty()) return fill(file, *booked.front(), read, words, clerk, "session");
    for (const Recorded& entry : file.entries())
      if (is_contact(entry) && is_of_activity(entry)) return with_outcome(file, entry, read, words, "session");
    Words all{{"date", format(day)}, {"activity", activity}};
    const auto give = [&](const std::string& key, const std::string& value) {
      if (std::none_of(words.begin(), words.end(), [&](const auto& word) { return word.first == key; }))
        all.emplace_back(key, value);
    };
    std::string type;
    const std::string requirement = now == nullptr ? std::string{} : text_at(now->value, "requirement");
    for (const Order& order : file.content().orders)
      for (const Requirement& one : order.requirements)
        if (one.id && one.id->text == requirement && one.type) type = word(*one.type);
    give("type", type == "accredited_programme" ? "programme_session" : "activity_session");
    if (type == "rehabilitation_activity") give("rar_activity", "true");
    all.insert(all.end(), words.begin(), words.end());
    if (!clerk.reason.empty()) all.emplace_back("reason", clerk.reason);
    return add(file, EntryKind::contact, all, clerk, "session");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "session", {}), refusal);
  }
}

}  // namespace probation::recording
