// Moves taken back, and conditions met.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/register_fields.hpp"
#include "recording/register_file.hpp"

namespace probation::lifecycle {
namespace {

using document::Value;
using document::word;

std::string id_of(const Intervention& it) { return it.id ? it.id->text : std::string{}; }

// The last row in the order of the file that stands.
std::optional<std::size_t> last_standing(const Intervention& it) {
  const auto& rows = it.lifecycle->history.items;
  for (std::size_t i = rows.size(); i-- > 0;)
    if (!rows[i].withdrawn && rows[i].state) return i;
  return std::nullopt;
}

bool lists(const List<Located<std::string>>& keys, std::string_view key) {
  return std::any_of(keys.begin(), keys.end(), [&](const Located<std::string>& one) { return one && *one == key; });
}

// A field before the move: kept by the row, else told by the rows before, else as it is where the move did not touch
// it.
template <class T>
std::optional<T> before_move(const HistoryRow& row, std::string_view key, Located<T> BeforeMove::*kept,
                             const std::optional<T>& told_before, const std::optional<T>& told_with,
                             const std::optional<T>& now) {
  if (row.was) {
    if ((*row.was).*kept) return *((*row.was).*kept);
    if (lists(row.was->absent, key)) return std::nullopt;
  }
  return told_before == told_with ? now : told_before;
}

std::vector<std::pair<std::string, Value>> signed_by(const Signature& who) {
  std::vector<std::pair<std::string, Value>> members;
  if (who.by) members.emplace_back("by", Value::of_text(*who.by));
  if (who.reason) members.emplace_back("reason", Value::of_text(*who.reason));
  return members;
}

// How many conditions there were before a provisional approval; nothing: nobody can tell.
std::optional<std::size_t> conditions_before(const Intervention& it, std::size_t index) {
  const HistoryRow& row = it.lifecycle->history.items[index];
  if (row.was && row.was->conditions) return static_cast<std::size_t>(*row.was->conditions);
  for (std::size_t i = 0; i < index; ++i) {
    const HistoryRow& earlier = it.lifecycle->history.items[i];
    if (!earlier.withdrawn && earlier.state.is(HistoryState::provisional)) return std::nullopt;
  }
  return 0;
}

}  // namespace

MoveResult undo(std::string_view bytes, const Intervention& it, const Signature& who, Date as_of) {
  const auto index = it.lifecycle ? last_standing(it) : std::nullopt;
  if (!index) return MoveRefused{"no row of the history stands that could be taken back", "look with register log"};
  const HistoryRow& row = it.lifecycle->history.items[*index];
  std::vector<HistoryRow> rows = it.lifecycle->history.items;
  rows[*index].withdrawn.emplace();
  const bool earmark = row.state.is(HistoryState::earmarked);
  const Fields now = of_file(it), told_with = told_by_rows(it), told = told_by_rows(with_history(it, std::move(rows)));
  if (!earmark && !told.state && !(row.was && row.was->state))
    return MoveRefused{fmt::format("the row of {} was written by hand, and no row tells what was before it",
                                   row.date ? format(*row.date) : std::string("no date")),
                       "correct the file by hand"};

  // An approval begins the time to its review; one that no row tells was written with it.
  const bool begins_review = row.state.is(HistoryState::approved) || row.state.is(HistoryState::provisional);
  if (begins_review && !row.was && now.review_date && !told_with.review_date)
    return MoveRefused{fmt::format("the review date {} was written by hand, and no row tells what was before it",
                                   format(*now.review_date)),
                       "correct the file by hand"};

  auto opened = RegisterFile::open(bytes);
  if (const auto* refused = std::get_if<MoveRefused>(&opened)) return *refused;
  auto& file = std::get<RegisterFile>(opened);
  if (!earmark) {
    const auto state = before_move(row, "state", &BeforeMove::state, told.state, told_with.state, now.state);
    if (state && state != now.state) file.set("state", std::string(word(*state)));
    const auto version =
        before_move(row, "version", &BeforeMove::version, told.version, told_with.version, now.version);
    if (version && version != now.version) file.set_version(*version);
    const auto approved = before_move(row, "approved_date", &BeforeMove::approved_date, told.approved_date,
                                      told_with.approved_date, now.approved_date);
    if (approved != now.approved_date) file.set("approved_date", date_or_null(approved));
    const auto framework =
        before_move(row, "framework", &BeforeMove::framework, told.framework, told_with.framework, now.framework);
    if (framework != now.framework) file.set("framework", text_or_null(framework));
    const auto review = before_move(row, "review_date", &BeforeMove::review_date, told.review_date,
                                    told_with.review_date, now.review_date);
    if (review != now.review_date) file.set("review_date", date_or_null(review));
    std::optional<std::string> into =
        before_move(row, "amalgamated_into", &BeforeMove::amalgamated_into, told.amalgamated_into,
                    told_with.amalgamated_into, now.amalgamated_into);
    // A row written by hand leaves the successor to the file.
    if (row.state.is(HistoryState::amalgamated) && !(row.was && row.was->amalgamated_into)) into.reset();
    if (into != now.amalgamated_into) file.set("amalgamated_into", text_or_null(into));
  }
  if (row.state.is(HistoryState::provisional) && now.conditions > 0) {
    const auto conditions = conditions_before(it, *index);
    if (!conditions)
      return MoveRefused{"which conditions came with the row was written by hand, and no row tells",
                         "correct the file by hand"};
    file.keep_first("conditions", *conditions);
  }
  std::vector<std::pair<std::string, Value>> withdrawn{{"date", Value::literal(format(as_of))}};
  for (auto& member : signed_by(who)) withdrawn.push_back(std::move(member));
  file.add("history", *index, "withdrawn", Value::map(std::move(withdrawn)));
  auto result = file.result();
  if (const auto* refused = std::get_if<MoveRefused>(&result)) return *refused;
  auto& [text, line] = std::get<RegisterFile::Changed>(result);
  return Written{std::move(text), line,
                 fmt::format("{}: {} of {} taken back", id_of(it), word(*row.state),
                             row.date ? format(*row.date) : std::string("no date"))};
}

MoveResult met(std::string_view bytes, const Intervention& it, const std::string& condition, Date date,
               const Signature& who, Date as_of) {
  const std::vector<ConditionOfLife> all = conditions_on(it, as_of);
  std::size_t number = 0;
  const auto [end, failed] = std::from_chars(condition.data(), condition.data() + condition.size(), number);
  const bool by_number = failed == std::errc{} && end == condition.data() + condition.size();
  std::vector<const ConditionOfLife*> meant;
  for (const ConditionOfLife& one : all)
    if (by_number ? one.number == number : one.condition->text && *one.condition->text == condition)
      meant.push_back(&one);
  if (meant.size() != 1)
    return MoveRefused{meant.empty() ? fmt::format("{} has no condition {}", id_of(it), condition)
                                     : fmt::format("{} conditions read {}", meant.size(), condition),
                       all.empty() ? "there is none by this day" : "give its number, from 1, as register due counts"};
  const ConditionOfLife& one = *meant.front();
  if (one.condition->met) {
    if (one.condition->met.is(date))
      return AlreadyRecorded{fmt::format("condition {} of {} is met since {}", one.number, id_of(it), format(date))};
    return MoveRefused{fmt::format("condition {} is recorded as met on {}", one.number, format(*one.condition->met)),
                       "correct the file by hand where that is wrong"};
  }
  if (as_of < date)
    return MoveRefused{
        fmt::format("{} lies after {}, and the register holds what has happened", format(date), format(as_of)),
        "record it on the day"};
  if (one.set && date < *one.set)
    return MoveRefused{fmt::format("{} lies before the condition was set, {}", format(date), format(*one.set)),
                       "give the day it was met"};
  auto opened = RegisterFile::open(bytes);
  if (const auto* refused = std::get_if<MoveRefused>(&opened)) return *refused;
  auto& file = std::get<RegisterFile>(opened);
  file.add("conditions", one.number - 1, "met", Value::literal(format(date)));
  for (auto& [key, value] : signed_by(who)) file.add("conditions", one.number - 1, key, std::move(value));
  auto result = file.result();
  if (const auto* refused = std::get_if<MoveRefused>(&result)) return *refused;
  auto& [text, line] = std::get<RegisterFile::Changed>(result);
  return Written{std::move(text), line,
                 fmt::format("condition {} of {} met on {}", one.number, id_of(it), format(date))};
}

}  // namespace probation::lifecycle
