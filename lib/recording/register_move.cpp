#include "recording/register_move.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/register_fields.hpp"
#include "recording/register_file.hpp"

namespace probation::lifecycle {
namespace {

using document::Value;
using document::word;
using State = LifecycleState;

std::string id_of(const Intervention& it) { return it.id ? it.id->text : std::string{}; }

bool gives_state(HistoryState to) { return to != HistoryState::earmarked; }
State state_of(HistoryState to) { return static_cast<State>(to); }

std::string version_words(const std::optional<std::int64_t>& version) {
  return version ? fmt::format("version {}", *version) : std::string("the version before");
}

// The lines of moves as all rows that stand make them; of a file without rows the one that its state stands for.
std::vector<LifeLine> lines_of(const Intervention& it) {
  const std::vector<LifeRow> rows = life_rows(it);
  if (rows.empty()) return {};
  return life_on(it, rows.back().date).lines;
}

struct From {
  std::optional<std::int64_t> version;
  State state;
  bool open;
};
std::vector<From> states_of(const Intervention& it) {
  std::vector<From> all;
  for (const LifeLine& line : lines_of(it)) all.push_back({line.version, line.state(), line.open});
  if (all.empty() && it.lifecycle && it.lifecycle->state)
    all.push_back({it.version.value, *it.lifecycle->state, moves_from(*it.lifecycle->state).size() > 0});
  return all;
}

bool may_be_submitted_again(State state) {
  return state == State::rejected || state == State::approved || state == State::review_due;
}

// Whether a line in that state takes the move without beginning a new one.
bool takes(State from, HistoryState to) {
  if (!gives_state(to)) return from == State::appraised;
  if (to == HistoryState::submitted) return from == State::draft;
  const std::vector<State> ways = moves_from(from);
  return std::find(ways.begin(), ways.end(), state_of(to)) != ways.end();
}

std::string ways_in_words(const From& line, bool several) {
  std::vector<std::string> words;
  for (const State state : moves_from(line.state)) words.emplace_back(word(state));
  if (line.state == State::appraised) words.emplace_back("earmarked");
  const std::string of = several ? fmt::format(" ({})", version_words(line.version)) : std::string{};
  return words.empty() ? fmt::format("{}{} is final; what comes after it is another intervention", word(line.state), of)
                       : fmt::format("from {}{} it may become {}", word(line.state), of, join(words, ", "));
}

std::optional<Date> last_row(const Intervention& it) {
  const std::vector<LifeRow> rows = life_rows(it);
  return rows.empty() ? std::nullopt : std::optional(rows.back().date);
}

std::variant<LineOfMove, MoveRefused> again(const Intervention& it, const Move& wanted,
                                            const std::vector<From>& lines) {
  std::int64_t highest = it.version.value_or(0);
  for (const From& line : lines) highest = std::max(highest, line.version.value_or(0));
  if (!wanted.version || *wanted.version <= highest)
    return MoveRefused{highest > 0 ? fmt::format("only a version higher than {} is submitted again", highest)
                                   : std::string("only a higher version is submitted again"),
                       "give --version"};
  if (lines_of(it).empty() && lines.front().state != State::rejected)
    return MoveRefused{fmt::format("no row of the history says that it is {}, and the row of the next version would "
                                   "hide that",
                                   word(lines.front().state)),
                       "add the row of its approval to the history first"};
  State from = lines.front().state;
  for (const From& line : lines)
    if (line.open && may_be_submitted_again(line.state)) from = line.state;
  return LineOfMove{wanted.version, from, true, true};
}

std::optional<MoveRefused> forbidden(const Intervention& it, const Move& wanted, const Ground& ground) {
  const Lifecycle& life = *it.lifecycle;
  if (ground.as_of < wanted.date)
    return MoveRefused{fmt::format("{} lies after {}, and the register holds what has happened", format(wanted.date),
                                   format(ground.as_of)),
                       "record it on the day"};
  if (const auto last = last_row(it); last && wanted.date < *last)
    return MoveRefused{
        fmt::format("{} lies before the last event of the history, {}", format(wanted.date), format(*last)),
        "give the day of the move"};
  if (wanted.to == HistoryState::provisional && wanted.conditions.empty())
    return MoveRefused{"a provisional approval needs at least one condition, with its owner and the day it is due",
                       "give --condition, --owner and --due"};
  if (wanted.to == HistoryState::approved && !life.framework && !wanted.framework)
    return MoveRefused{"the framework that judged it is not recorded, and approval rests on it",
                       "give --framework, such as eip-2021"};
  if (wanted.review_date && *wanted.review_date <= wanted.date)
    return MoveRefused{
        fmt::format("the review date {} does not lie after {}", format(*wanted.review_date), format(wanted.date)),
        "give the day of the next review"};
  return std::nullopt;
}

std::optional<MoveRefused> no_successor(const Intervention& it, const Move& wanted, const Ground& ground) {
  if (!wanted.successor) return MoveRefused{"an amalgamated intervention needs its successor", "give --successor"};
  const std::string& next = *wanted.successor;
  std::vector<std::string> moving = ground.together;
  moving.push_back(id_of(it));
  if (std::find(moving.begin(), moving.end(), next) != moving.end())
    return MoveRefused{fmt::format("{} cannot be its own successor", next),
                       "name the intervention that takes its place"};
  const Intervention* successor = ground.catalogue.find(next);
  if (successor == nullptr)
    return MoveRefused{fmt::format("the successor {} is not in {}", next, ground.catalogue.name),
                       "correct the id, or give the catalogue that has it with --catalogue"};
  const AmalgamationWay way = way_on(ground.catalogue, next, ground.as_of);
  for (const std::string& id : moving)
    if (std::find(way.ids.begin(), way.ids.end(), id) != way.ids.end())
      return MoveRefused{fmt::format("{} was itself amalgamated into {}: {}", next, id, join(way.ids, " → ")),
                         "name a successor that stands on its own"};
  if (const Life life = life_on(*successor, wanted.date); !life.in_use())
    return MoveRefused{
        fmt::format("the successor {} is not approved but {} on {}", next, life.words(), format(wanted.date)),
        "let the panel appraise and approve the successor first"};
  return std::nullopt;
}

// ---- the row
// -------------------------------------------------------------------------------------------------------------

// The row as it would be read back.
HistoryRow row_of(const Move& wanted, const LineOfMove& line) {
  HistoryRow row;
  row.date.value = wanted.date;
  row.state.value = wanted.to;
  if (line.states_version) row.version.value = line.version;
  row.sitting.value = wanted.sitting;
  row.board.value = wanted.board;
  row.by.value = wanted.by;
  row.reason.value = wanted.reason;
  row.framework.value = wanted.framework;
  row.review_date.value = wanted.review_date;
  row.successor.value = wanted.successor;
  return row;
}

// What of the file before the move the rows before it do not tell.
std::vector<std::pair<std::string, Value>> replaced(const Fields& before, const Fields& told, const Fields& after,
                                                    const std::vector<std::string>& changed) {
  std::vector<std::pair<std::string, Value>> was;
  std::vector<Value> absent;
  const auto is_changed = [&](std::string_view key) {
    return std::find(changed.begin(), changed.end(), key) != changed.end();
  };
  const auto add = [&](std::string_view key, const auto& old, const auto& by_rows, auto written) {
    if (!is_changed(key) || old == by_rows) return;
    if (old) was.emplace_back(std::string(key), written(*old));
    else absent.push_back(Value::of_text(key));
  };
  const auto literal_date = [](Date date) { return Value::literal(format(date)); };
  const auto text = [](const std::string& words) { return Value::of_text(words); };
  add("state", before.state, told.state, [](State state) { return Value::of_text(word(state)); });
  add("version", before.version, told.version, [](std::int64_t n) { return Value::literal(std::to_string(n)); });
  add("approved_date", before.approved_date, told.approved_date, literal_date);
  add("review_date", before.review_date, told.review_date, literal_date);
  add("framework", before.framework, told.framework, text);
  add("amalgamated_into", before.amalgamated_into, told.amalgamated_into, text);
  if (after.conditions != before.conditions && before.conditions > 0)
    was.emplace_back("conditions", Value::literal(std::to_string(before.conditions)));
  if (!absent.empty()) was.emplace_back("absent", Value::list(std::move(absent)));
  return was;
}

Value written_row(const Move& wanted, const LineOfMove& line, std::vector<std::pair<std::string, Value>> was) {
  std::vector<std::pair<std::string, Value>> row{{"date", Value::literal(format(wanted.date))},
                                                 {"state", Value::of_text(word(wanted.to))}};
  const auto text = [&](const char* key, const std::optional<std::string>& value) {
    if (value) row.emplace_back(key, Value::of_text(*value));
  };
  if (line.states_version && line.version) row.emplace_back("version", Value::literal(std::to_string(*line.version)));
  text("sitting", wanted.sitting);
  if (wanted.rests_on) {
    text("sheet", wanted.rests_on->sheet);
    text("digest", wanted.rests_on->digest);
  }
  text("board", wanted.board);
  text("by", wanted.by);
  text("reason", wanted.reason);
  text("framework", wanted.framework);
  if (wanted.review_date) row.emplace_back("review_date", Value::literal(format(*wanted.review_date)));
  text("successor", wanted.successor);
  if (wanted.no_evidence) row.emplace_back("evidence", Value::of_text("none"));
  if (!wanted.allowed.empty()) {
    std::vector<Value> rules;
    for (const std::string& rule : wanted.allowed) rules.push_back(Value::of_text(rule));
    row.emplace_back("allowed", Value::list(std::move(rules)));
  }
  if (!was.empty()) row.emplace_back("was", Value::map(std::move(was)));
  return Value::map(std::move(row));
}

// Fields that follow the row; each with its text as it is written.
std::vector<std::pair<std::string, std::string>> fields_after(const Fields& before, const Fields& after) {
  std::vector<std::pair<std::string, std::string>> changed;
  if (after.state != before.state) changed.emplace_back("state", std::string(word(*after.state)));
  if (after.approved_date != before.approved_date)
    changed.emplace_back("approved_date", date_or_null(after.approved_date));
  if (after.framework != before.framework) changed.emplace_back("framework", text_or_null(after.framework));
  if (after.review_date != before.review_date) changed.emplace_back("review_date", date_or_null(after.review_date));
  if (after.amalgamated_into != before.amalgamated_into)
    changed.emplace_back("amalgamated_into", text_or_null(after.amalgamated_into));
  return changed;
}

Fields after_move(const Intervention& it, const Move& wanted, const LineOfMove& line) {
  const Fields before = of_file(it);
  Fields after = before;
  if (!gives_state(wanted.to)) return after;
  std::vector<HistoryRow> rows = it.lifecycle->history.items;
  rows.push_back(row_of(wanted, line));
  const Life life = life_on(with_history(it, std::move(rows)), wanted.date);
  after.state = life.state;
  if (life.version) after.version = life.version;
  if (wanted.to == HistoryState::approved && life.version == line.version) {
    // The first approval of the version: told by the rows, or by the file where it began before them.
    const bool had = !line.begins && before.approved_date &&
                     (line.from == State::review_due || line.from == State::suspended || line.from == State::approved);
    if (!had) after.approved_date = life.approved_date.value_or(wanted.date);
  }
  if (wanted.framework && life.version == line.version) after.framework = wanted.framework;
  else if (wanted.to == HistoryState::approved && life.version == line.version && !life.framework.empty())
    after.framework = life.framework;
  if (wanted.review_date && life.version == line.version) after.review_date = wanted.review_date;
  if (wanted.successor) after.amalgamated_into = wanted.successor;
  after.conditions = before.conditions + wanted.conditions.size();
  return after;
}

}  // namespace

std::variant<LineOfMove, MoveRefused> line_of_move(const Intervention& it, const Move& wanted) {
  const std::vector<From> lines = states_of(it);
  if (lines.empty())
    return MoveRefused{"the file records no state, so no move leads on from it",
                       "record `lifecycle: {state: draft}`, or the state it has"};
  const bool several = lines.size() > 1;
  const auto chosen = [&](const From& line) {
    LineOfMove out{line.version, line.state, false, several || wanted.version.has_value()};
    if (!out.version && wanted.version) out.version = wanted.version;
    return out;
  };
  const bool names_a_line = wanted.version && std::any_of(lines.begin(), lines.end(), [&](const From& line) {
                              return line.version == wanted.version || (!several && !line.version);
                            });
  std::vector<const From*> able;
  for (const From& line : lines) {
    const bool meant = !wanted.version || line.version == wanted.version || (!several && !line.version);
    if (line.open && meant && takes(line.state, wanted.to)) able.push_back(&line);
  }
  if (able.size() == 1) return chosen(*able.front());
  if (able.size() > 1) {
    std::vector<std::string> words;
    for (const From* line : able)
      words.push_back(fmt::format("{} ({})", version_words(line->version), word(line->state)));
    return MoveRefused{fmt::format("{} could move: {}", join(words, " and "), word(wanted.to)),
                       "say which with --version"};
  }
  const bool may_again = std::any_of(lines.begin(), lines.end(),
                                     [](const From& line) { return line.open && may_be_submitted_again(line.state); });
  if (wanted.to == HistoryState::submitted && may_again) return again(it, wanted, lines);
  std::vector<std::string> ways;
  for (const From& line : lines)
    if (line.open || lines.size() == 1) ways.push_back(ways_in_words(line, several));
  if (ways.empty()) ways.push_back(ways_in_words(lines.back(), several));
  const From& last = lines.back();
  if (wanted.version && !names_a_line)
    return MoveRefused{fmt::format("there is no version {} that could become {}", *wanted.version, word(wanted.to)),
                       join(ways, "; ")};
  return MoveRefused{fmt::format("{} does not become {}", word(last.state), word(wanted.to)), join(ways, "; ")};
}

bool is_recorded(const Intervention& it, const Move& wanted) {
  const std::vector<LifeRow> rows = life_rows(it);
  if (rows.empty()) return false;
  const LifeRow& last = rows.back();
  const HistoryRow& row = *last.row;
  const auto same = [](const std::optional<std::string>& told, const Located<std::string>& there) {
    return !told || (there && *there == *told);
  };
  if (!row.date.is(wanted.date) || !row.state.is(wanted.to)) return false;
  if (wanted.version && last.version != wanted.version) return false;
  if (wanted.review_date && !row.review_date.is(*wanted.review_date)) return false;
  const auto& conditions = it.lifecycle->conditions;
  const bool all_there = std::all_of(wanted.conditions.begin(), wanted.conditions.end(), [&](const NewCondition& one) {
    return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& there) {
      return there.text && *there.text == one.text && there.owner && *there.owner == one.owner && there.due.is(one.due);
    });
  });
  const Located<std::string>& into = row.successor ? row.successor : it.lifecycle->amalgamated_into;
  return all_there && same(wanted.sitting, row.sitting) && same(wanted.board, row.board) && same(wanted.by, row.by) &&
         same(wanted.reason, row.reason) && same(wanted.framework, row.framework) && same(wanted.successor, into);
}

MoveResult move(std::string_view bytes, const Intervention& it, const Move& wanted, const Ground& ground) {
  if (!it.lifecycle || (!it.lifecycle->state && life_rows(it).empty()))
    return MoveRefused{"the file records no state, so no move leads on from it",
                       "record `lifecycle: {state: draft}`, or the state it has"};
  if (is_recorded(it, wanted))
    return AlreadyRecorded{fmt::format("{} is {} since {}", id_of(it), word(wanted.to), format(wanted.date))};
  const auto chosen = line_of_move(it, wanted);
  if (const auto* refused = std::get_if<MoveRefused>(&chosen)) return *refused;
  const LineOfMove& line = std::get<LineOfMove>(chosen);
  if (auto refused = forbidden(it, wanted, ground)) return std::move(*refused);
  if (wanted.to == HistoryState::amalgamated)
    if (auto refused = no_successor(it, wanted, ground)) return std::move(*refused);

  auto opened = RegisterFile::open(bytes);
  if (const auto* refused = std::get_if<MoveRefused>(&opened)) return *refused;
  auto& file = std::get<RegisterFile>(opened);
  const Fields before = of_file(it), after = after_move(it, wanted, line);
  std::vector<std::string> changed;
  for (auto& [key, written] : fields_after(before, after)) {
    changed.push_back(key);
    file.set(key, std::move(written));
  }
  if (after.version != before.version && before.version) {
    changed.emplace_back("version");
    file.set_version(*after.version);
  }
  // What the row says again the rows before need not say: taken back, it must not take that along.
  if (wanted.framework) changed.emplace_back("framework");
  if (wanted.review_date) changed.emplace_back("review_date");
  if (wanted.to == HistoryState::approved) changed.emplace_back("approved_date");
  for (const NewCondition& condition : wanted.conditions)
    file.append("conditions", Value::map({{"text", Value::of_text(condition.text)},
                                          {"owner", Value::of_text(condition.owner)},
                                          {"due", Value::literal(format(condition.due))}}));
  file.append("history", written_row(wanted, line, replaced(before, told_by_rows(it), after, changed)));
  auto result = file.result();
  if (const auto* refused = std::get_if<MoveRefused>(&result)) return *refused;
  auto& [text, at] = std::get<RegisterFile::Changed>(result);
  const std::string moved =
      line.begins ? fmt::format("{}: version {} submitted on {}", id_of(it), *line.version, format(wanted.date))
      : gives_state(wanted.to) ? fmt::format("{} moved from {} to {} on {}", id_of(it), word(line.from),
                                             word(wanted.to), format(wanted.date))
                               : fmt::format("{} earmarked on {}", id_of(it), format(wanted.date));
  return Written{std::move(text), at, moved};
}

std::optional<std::string> left_without_successor(const Intervention& before, const Intervention& after,
                                                  const CatalogueFacts& catalogue) {
  const std::string id = id_of(before);
  for (const CatalogueEntry& entry : catalogue.entries) {
    const Intervention& it = entry.intervention;
    if (!it.id || it.id->text == id || !it.lifecycle) continue;
    for (const LifeRow& row : life_rows(it)) {
      if (!row.gives_state() || row.state() != State::amalgamated) continue;
      const Life then = life_on(it, row.date);
      if (then.successor == id && life_on(before, row.date).in_use() && !life_on(after, row.date).in_use())
        return it.id->text;
    }
  }
  return std::nullopt;
}

}  // namespace probation::lifecycle
