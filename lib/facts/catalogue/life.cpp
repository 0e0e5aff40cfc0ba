#include "facts/catalogue/life.hpp"

#include <algorithm>
#include <set>

namespace probation {
namespace {

using document::word;
using State = LifecycleState;

// A version that nobody states is older than every one that is stated.
bool lower(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  return a.value_or(0) < b.value_or(0);
}

bool implies_approval(State state) { return state == State::approved || state == State::review_due; }
bool is_final(State state) { return state == State::amalgamated || state == State::decommissioned; }

// Of the rows before the first that states a version. A program that approves the next one keeps it under `was`.
std::optional<std::int64_t> first_version(const Intervention& it, const std::vector<LifeRow>& rows) {
  const LifeRow* stated = nullptr;
  for (const LifeRow& row : rows) {
    if (row.row->was && row.row->was->version) return *row.row->was->version;
    if (row.row->version && stated == nullptr) stated = &row;
  }
  if (stated == nullptr) return it.version.value;
  const std::int64_t first = *stated->row->version;
  if (it.version && *it.version < first) return *it.version;
  if (stated->gives_state() && stated->state() != State::submitted) return first;  // the same line goes on
  // A draft is submitted as what it is; what was decided is submitted again, as a higher version.
  const bool only_drafts = std::all_of(
      rows.data(), stated, [](const LifeRow& row) { return !row.gives_state() || row.state() == State::draft; });
  if (only_drafts) return first;
  return std::nullopt;
}

bool has_state_row(const std::vector<LifeRow>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const LifeRow& row) { return row.gives_state(); });
}

std::vector<LifeLine> lines_of(const std::vector<LifeRow>& rows, Date day) {
  std::vector<LifeLine> lines;
  for (const LifeRow& row : rows) {
    if (!row.gives_state() || day < row.date) continue;
    auto line = std::find_if(lines.begin(), lines.end(), [&](const LifeLine& l) { return l.version == row.version; });
    if (line == lines.end()) line = lines.insert(lines.end(), {row.version, {}, true});
    line->rows.push_back(row);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LifeLine& a, const LifeLine& b) { return lower(a.version, b.version); });
  const bool ended = std::any_of(lines.begin(), lines.end(), [](const LifeLine& l) { return is_final(l.state()); });
  bool approved_above = false;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    line->open = !ended && !approved_above;
    approved_above = approved_above || std::any_of(line->rows.begin(), line->rows.end(),
                                                   [](const LifeRow& row) { return row.state() == State::approved; });
  }
  return lines;
}

const LifeLine& line_in_use(const std::vector<LifeLine>& lines) {
  for (const LifeLine& line : lines)
    if (is_final(line.state())) return line;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (std::any_of(line->rows.begin(), line->rows.end(),
                    [](const LifeRow& row) { return implies_approval(row.state()); }))
      return *line;
  return lines.back();
}

// What a key of the file was on the day: told by the last row of the version in use that carries it, else by what the
// first row after that replaced, else by the file.
template <class T>
std::optional<T> told(const std::vector<LifeRow>& rows, const LifeLine& line, Date day, Located<T> HistoryRow::*carried,
                      Located<T> BeforeMove::*before, const Located<T>& of_file) {
  for (auto row = line.rows.rbegin(); row != line.rows.rend(); ++row)
    if ((row->row->*carried)) return *(row->row->*carried);
  for (const LifeRow& row : rows)
    if ((row.row->*carried) && (day < row.date || lower(line.version, row.version)))
      return row.row->was ? (row.row->was.value().*before).value : std::nullopt;
  return of_file.value;
}

Life without_rows(const Intervention& it, Date day) {
  Life life;
  if (!it.lifecycle || !it.lifecycle->state) return life;
  const Lifecycle& file = *it.lifecycle;
  life.recorded = true;
  if (implies_approval(*file.state) && file.approved_date && day < *file.approved_date) return life;
  life.state = *file.state;
  life.version = it.version.value;
  life.approved_date = file.approved_date.value;
  life.review_date = file.review_date.value;
  if (file.framework) life.framework = *file.framework;
  if (life.is(State::amalgamated) && file.amalgamated_into) life.successor = *file.amalgamated_into;
  return life;
}

}  // namespace

bool is_lapsed(LifecycleState state) {
  return state == State::suspended || state == State::amalgamated || state == State::rejected ||
         state == State::decommissioned;
}

std::vector<LifecycleState> moves_from(LifecycleState state) {
  switch (state) {
    case State::draft: return {State::submitted};
    case State::submitted: return {State::appraised};
    case State::appraised: return {State::provisional, State::approved, State::rejected, State::decommissioned};
    case State::provisional: return {State::approved, State::rejected, State::suspended};
    case State::approved:
      return {State::review_due, State::suspended, State::amalgamated, State::decommissioned, State::submitted};
    case State::review_due:
      return {State::approved, State::suspended, State::amalgamated, State::decommissioned, State::submitted};
    case State::suspended: return {State::approved, State::decommissioned};
    case State::rejected: return {State::submitted};
    case State::amalgamated:
    case State::decommissioned: return {};
  }
  return {};
}

bool LifeLine::begins_after_approval() const {
  const HistoryRow& first = *rows.front().row;
  const State before = first.was && first.was->state ? *first.was->state : State::draft;
  const State state = rows.front().state();
  return state == State::review_due || state == State::suspended || is_final(state) || before == State::approved ||
         before == State::review_due || before == State::suspended;
}

std::vector<LifeRow> life_rows(const Intervention& intervention) {
  std::vector<LifeRow> rows;
  if (!intervention.lifecycle) return rows;
  const auto& history = intervention.lifecycle->history.items;
  for (std::size_t i = 0; i < history.size(); ++i)
    if (history[i].date && history[i].state && !history[i].withdrawn)
      rows.push_back({&history[i], i, *history[i].date, std::nullopt});
  std::stable_sort(rows.begin(), rows.end(), [](const LifeRow& a, const LifeRow& b) { return a.date < b.date; });
  std::optional<std::int64_t> version = first_version(intervention, rows);
  for (LifeRow& row : rows) {
    if (row.row->version) version = *row.row->version;
    row.version = version;
  }
  return rows;
}

std::string_view Life::words() const {
  return !recorded ? std::string_view("not recorded") : state ? word(*state) : std::string_view("not in the register");
}

Life life_on(const Intervention& intervention, Date day) {
  const std::vector<LifeRow> rows = life_rows(intervention);
  if (!has_state_row(rows)) return without_rows(intervention, day);
  Life life;
  life.recorded = true;
  life.lines = lines_of(rows, day);
  if (life.lines.empty()) return life;
  const LifeLine& line = line_in_use(life.lines);
  const Lifecycle& file = *intervention.lifecycle;
  life.by_rows = true;
  life.state = line.state();
  life.version = line.version;
  life.since = line.rows.back().date;
  if (line.begins_after_approval() && file.approved_date && !(day < *file.approved_date) &&
      !(line.rows.front().date < *file.approved_date))
    life.approved_date = *file.approved_date;
  for (const LifeRow& row : line.rows)
    if (row.state() == State::approved && !life.approved_date) life.approved_date = row.date;
  const bool told_elsewhere = std::any_of(
      rows.begin(), rows.end(), [](const LifeRow& row) { return row.gives_state() && row.state() == State::approved; });
  if (!life.approved_date && !told_elsewhere && file.approved_date && !(day < *file.approved_date))
    life.approved_date = *file.approved_date;
  // A review is of what was decided: the date of the file is that of a decision still to come, where one is.
  const auto calls_for_review = [](const LifeRow& row) {
    return row.gives_state() && (implies_approval(row.state()) || row.state() == State::provisional);
  };
  const bool decided = std::any_of(line.rows.begin(), line.rows.end(), calls_for_review);
  if (decided || std::none_of(rows.begin(), rows.end(), calls_for_review))
    life.review_date = told(rows, line, day, &HistoryRow::review_date, &BeforeMove::review_date, file.review_date);
  life.framework =
      told(rows, line, day, &HistoryRow::framework, &BeforeMove::framework, file.framework).value_or(std::string{});
  if (life.is(State::amalgamated)) {
    const Located<std::string>& successor = line.rows.back().row->successor;
    life.successor = successor ? *successor : file.amalgamated_into ? *file.amalgamated_into : std::string{};
  }
  return life;
}

AmalgamationWay way_on(const CatalogueFacts& catalogue, std::string_view id, Date day) {
  AmalgamationWay way{{std::string(id)}, false, false};
  std::set<std::string> met{way.ids.front()};
  for (;;) {
    const Intervention* it = catalogue.find(way.ids.back());
    if (it == nullptr) {
      way.leads_nowhere = true;
      return way;
    }
    const Life life = life_on(*it, day);
    if (!life.is(State::amalgamated)) return way;
    if (life.successor.empty()) {
      way.leads_nowhere = true;
      return way;
    }
    way.goes_round = !met.insert(life.successor).second;
    way.ids.push_back(life.successor);
    if (way.goes_round) return way;
  }
}

std::vector<ConditionOfLife> conditions_on(const Intervention& intervention, Date day) {
  std::vector<ConditionOfLife> all;
  if (!intervention.lifecycle) return all;
  std::vector<LifeRow> approvals;  // in the order of the file: conditions are written behind one another
  for (const LifeRow& row : life_rows(intervention))
    if (row.gives_state() && row.state() == State::provisional) approvals.push_back(row);
  std::sort(approvals.begin(), approvals.end(), [](const LifeRow& a, const LifeRow& b) { return a.index < b.index; });
  const auto& conditions = intervention.lifecycle->conditions.items;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    ConditionOfLife one{&conditions[i], i + 1, std::nullopt, std::nullopt};
    bool told = true;
    for (std::size_t a = 0; a < approvals.size(); ++a) {
      const HistoryRow& row = *approvals[a].row;
      const bool counted = row.was && row.was->conditions;
      told = told && (counted || a == 0);  // written by hand behind others: whose condition it is cannot be told
      if (counted && static_cast<std::size_t>(*row.was->conditions) > i) continue;
      one.set = approvals[a].date;
      one.version = told ? approvals[a].version : std::nullopt;
    }
    if (one.set && day < *one.set) continue;
    all.push_back(one);
  }
  return all;
}

}  // namespace probation
