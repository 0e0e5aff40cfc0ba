// From the words of a command to the change it makes.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/case_shapes.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

using document::Value;
using recording::CaseText;
using recording::Change;
using recording::EntryKind;
using recording::Words;

namespace {

using MakeChange = std::function<Change(const CaseText&)>;

// `KEY=VALUE`, at the first sign.
std::pair<std::string, std::string> pair_of(const std::string& what, const std::string& words, char sign = '=') {
  const std::size_t at = words.find(sign);
  if (at == std::string::npos || at == 0) throw UsageError{fmt::format("{} {}: not key{}value", what, words, sign)};
  return {words.substr(0, at), words.substr(at + 1)};
}

Words pairs_of(const std::string& what, const std::vector<std::string>& all) {
  Words words;
  for (const std::string& one : all) words.push_back(pair_of(what, one));
  return words;
}

std::string only_case(const RecordOptions& record, std::size_t least, std::size_t most, std::string_view form) {
  if (record.paths.size() < least || record.paths.size() > most)
    throw UsageError{record.paths.empty() ? fmt::format("{}: name the case file", form) : fmt::format("give {}", form)};
  if (record.paths.front() == "-") throw UsageError{"standard input cannot be changed; name a case file"};
  return record.paths.front();
}

// An entry from words, without an id where none is given.
Value entry_without_id(EntryKind kind, Words words) {
  const bool has_id = std::any_of(words.begin(), words.end(), [](const auto& word) { return word.first == "id"; });
  if (!has_id) words.insert(words.begin(), {"id", "X"});
  Value value = recording::entry_of_words(kind, words);
  if (!has_id) recording::set(value, kind, "id", std::nullopt);
  return value;
}

Words with_reason(Words words, const RecordOptions& record) {
  if (!record.reason.empty()) words.emplace_back("reason", record.reason);
  return words;
}

// Flags of several values as the maps and lists that they mean.
Value assessment_value(const RecordOptions& record, const Words& words) {
  Value value = entry_without_id(EntryKind::assessment, words);
  const document::Shape& shape = recording::shape_of(EntryKind::assessment);
  const auto put = [&](std::string_view key, Value given) {
    if (given.members.empty() && given.items.empty()) return;
    recording::set(value, EntryKind::assessment, key,
                   recording::conform_member(document::type_of<Assessment>(), *recording::field_of(shape, key), given));
  };
  const auto map_of = [](const Words& pairs, const std::string& what) {
    Value map = Value::map({});
    for (const auto& [key, text] : pairs) {
      if (map.find(key) != nullptr) throw UsageError{fmt::format("{} {}: given twice", what, key)};
      map.members.emplace_back(key, Value::literal(text));
    }
    return map;
  };
  put("scores", map_of(pairs_of("--score", record.score), "--score"));
  put("items", map_of(pairs_of("--item", record.item), "--item"));
  Value needs = Value::list({});
  for (const std::string& need : record.need) {
    const std::size_t colon = need.find(':');
    Value row = Value::map({{"area", Value::literal(need.substr(0, colon))}});
    if (colon != std::string::npos)
      for (const std::string& part : split(need.substr(colon + 1), ',')) {
        const auto [key, text] = pair_of("--need " + need, std::string(trim(part)));
        row.members.emplace_back(key, Value::literal(text));
      }
    needs.items.push_back(std::move(row));
  }
  put("needs", std::move(needs));
  return value;
}

MakeChange adding(EntryKind kind, const char* action, const Words& words, const recording::Clerk& clerk) {
  return
      [kind, action, words, &clerk](const CaseText& file) { return recording::add(file, kind, words, clerk, action); };
}

OneChange court_act(const Command& app, const RecordOptions& record, const Words& words,
                    const recording::Clerk& clerk) {
  const bool is_amendment = app.got("amendment");
  const std::string path =
      only_case(record, 1, 2, is_amendment ? "amendment CASE [ORDER]" : "termination CASE [ORDER|REQUIREMENT]");
  const EntryKind kind = is_amendment ? EntryKind::amendment : EntryKind::termination;
  Value value = entry_without_id(kind, with_reason(words, record));
  if (!record.unused_days.empty()) {
    Value days = Value::map({});
    for (const auto& [requirement, text] : pairs_of("--unused-days", record.unused_days))
      days.members.emplace_back(requirement, Value::of_text(text));
    recording::set(value, kind, "unused_days", std::move(days));
  }
  const std::string order = record.paths.size() == 2 ? record.paths[1] : std::string{};
  return {path, [=, &clerk](const CaseText& file) {
            return is_amendment ? recording::amend_order(file, order, value, clerk)
                                : recording::terminate(file, order, value, clerk);
          }};
}

OneChange outcome_change(const RecordOptions& record, Words words, Date today, const recording::Clerk& clerk) {
  const std::string path = only_case(record, 2, 3, "outcome CASE [CONTACT] OUTCOME");
  words.insert(words.begin(), {"outcome", record.paths.back()});
  const std::string contact = record.paths.size() == 3 ? record.paths[1] : std::string{};
  const Date day = record.date.empty() ? today : date_option("--date", dated("--date", record.date, today));
  return {path, [=, &clerk](const CaseText& file) { return recording::outcome(file, contact, words, day, clerk); }};
}

OneChange correction(const Command& app, const RecordOptions& record, Date today, const recording::Clerk& clerk) {
  if (app.got("amend")) {
    const std::string path = only_case(record, 2, 2, "amend CASE ID: one case file and one id");
    if (record.set.empty()) throw UsageError{"amend: give what is right with --set key=value"};
    const Words words = pairs_of("--set", record.set);
    return {path, [id = record.paths[1], words, &clerk](const CaseText& file) {
              return recording::amend(file, id, words, clerk);
            }};
  }
  if (app.got("void"))
    return {only_case(record, 2, 2, "void CASE ID: one case file and one id"),
            [id = record.paths.back(), &clerk](const CaseText& file) { return recording::withdraw(file, id, clerk); }};
  if (app.got("undo"))
    return {only_case(record, 1, 2, "undo CASE [ID]: one case file and one id"),
            [id = record.paths.size() == 2 ? record.paths[1] : std::string{}, &clerk](const CaseText& file) {
              return recording::undo(file, id, clerk);
            }};
  if (app.got("redo"))
    return {only_case(record, 1, 1, "redo CASE: one case file"),
            [&clerk](const CaseText& file) { return recording::redo(file, clerk); }};
  if (app.got("whole")) {
    const std::string path = only_case(record, 2, 100, "whole CASE LIST…");
    const std::vector<std::string> lists(record.paths.begin() + 1, record.paths.end());
    const Date on = record.date.empty() ? today : date_option("--date", dated("--date", record.date, today));
    return {path, [=, &clerk](const CaseText& file) { return recording::whole(file, lists, on, clerk); }};
  }
  const std::string path = only_case(record, 2, 1000, "fact CASE [SUBJECT] KEY=VALUE…");
  const bool has_subject = record.paths[1].find('=') == std::string::npos;
  const std::vector<std::string> rest(record.paths.begin() + (has_subject ? 2 : 1), record.paths.end());
  if (rest.empty()) throw UsageError{"fact CASE [SUBJECT] KEY=VALUE…: give a key and its value"};
  return {path, [subject = has_subject ? record.paths[1] : std::string{}, words = pairs_of("fact", rest),
                 &clerk](const CaseText& file) { return recording::fact(file, subject, words, clerk); }};
}

}  // namespace

OneChange change_of(const Command& app, Invocation& invocation, const RecordOptions& record,
                    const recording::Clerk& clerk) {
  const Date today = invocation.as_of();
  const auto words = [&](EntryKind kind) { return dated(kind, record.words, today); };
  if (app.got("add")) {
    one_of("add", record.what, {"contact"});
    return {only_case(record, 1, 1, "add contact CASE: one case file"),
            adding(EntryKind::contact, "add contact", with_reason(words(EntryKind::contact), record), clerk)};
  }
  if (app.got("enforce"))
    return {only_case(record, 1, 1, "enforce CASE: one case file"),
            adding(EntryKind::enforcement, "enforce", with_reason(words(EntryKind::enforcement), record), clerk)};
  if (app.got("review"))
    return {only_case(record, 1, 1, "review CASE: one case file"),
            adding(EntryKind::review, "review", with_reason(words(EntryKind::review), record), clerk)};
  if (app.got("suspension"))
    return {only_case(record, 1, 1, "suspension CASE: one case file"),
            adding(EntryKind::suspension, "suspension", with_reason(words(EntryKind::suspension), record), clerk)};
  if (app.got("assessment")) {
    const Value value = assessment_value(record, with_reason(words(EntryKind::assessment), record));
    return {only_case(record, 1, 1, "assessment CASE: one case file"), [value, &clerk](const CaseText& file) {
              return recording::add(file, EntryKind::assessment, value, clerk, "assessment");
            }};
  }
  if (app.got("amendment")) return court_act(app, record, words(EntryKind::amendment), clerk);
  if (app.got("termination")) return court_act(app, record, words(EntryKind::termination), clerk);
  if (app.got("outcome")) return outcome_change(record, words(EntryKind::contact), today, clerk);
  if (app.got("plan"))
    return {only_case(record, 1, 1, "plan CASE: one case file"), plan_change(invocation, record, clerk)};
  return correction(app, record, today, clerk);
}

}  // namespace probation::tools
