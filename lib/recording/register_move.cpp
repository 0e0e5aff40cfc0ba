#include "recording/register_move.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/edit.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "facts/catalogue/suite.hpp"

namespace probation::lifecycle {
namespace {

using document::Tree;
using document::Value;
using document::word;
using State = LifecycleState;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view by_hand = "make the change by hand, and let eip-score check look at it";

// ---- whether
// ---------------------------------------------------------------------------------------------------------

std::optional<Date> last_event(const Lifecycle& life) {
  std::optional<Date> last;
  for (const HistoryRow& row : life.history)
    if (row.date && (!last || *last < *row.date)) last = *row.date;
  return last;
}

bool is_done(const Lifecycle& life, const Move& wanted) {
  if (!life.state.is(wanted.to) || life.history.empty()) return false;
  const HistoryRow& row = life.history.items.back();
  return row.date.is(wanted.date) && row.state && word(*row.state) == word(wanted.to);
}

std::optional<MoveRefused> forbidden(const Intervention& it, const Move& wanted, const CatalogueFacts& catalogue,
                                     Date as_of) {
  const Lifecycle& life = *it.lifecycle;
  const State from = *life.state;
  const std::string id = it.id ? it.id->text : std::string{};
  const std::vector<State> ways = moves_from(from);
  if (std::find(ways.begin(), ways.end(), wanted.to) == ways.end()) {
    std::vector<std::string> words;
    for (const State state : ways) words.emplace_back(word(state));
    return MoveRefused{fmt::format("{} does not become {}", word(from), word(wanted.to)),
                       words.empty()
                           ? fmt::format("{} is final; what comes after it is another intervention", word(from))
                           : fmt::format("from {} it may become {}", word(from), join(words, ", "))};
  }
  if (as_of < wanted.date)
    return MoveRefused{
        fmt::format("{} lies after {}, and the register holds what has happened", format(wanted.date), format(as_of)),
        "record it on the day"};
  if (const auto last = last_event(life); last && wanted.date < *last)
    return MoveRefused{
        fmt::format("{} lies before the last event of the history, {}", format(wanted.date), format(*last)),
        "give the day of the move"};
  if (wanted.to == State::provisional && wanted.conditions.empty())
    return MoveRefused{"a provisional approval needs at least one condition, with its owner and the day it is due",
                       "give --condition, --owner and --due"};
  if (wanted.to == State::approved && !life.framework && !wanted.framework)
    return MoveRefused{"the framework that judged it is not recorded, and approval rests on it",
                       "give --framework, such as eip-2021"};
  if (wanted.review_date && *wanted.review_date <= wanted.date)
    return MoveRefused{
        fmt::format("the review date {} does not lie after {}", format(*wanted.review_date), format(wanted.date)),
        "give the day of the next review"};
  if (from == State::rejected && wanted.to == State::submitted) {
    const std::int64_t before = it.version.value_or(0);
    if (!wanted.version || *wanted.version <= before)
      return MoveRefused{
          it.version ? fmt::format("what was rejected was version {}, and only a higher one is submitted again", before)
                     : std::string("only a higher version is submitted again, and the file has none"),
          "give --new-version"};
  }
  if (wanted.to != State::amalgamated) return std::nullopt;
  if (!wanted.successor) return MoveRefused{"an amalgamated intervention needs its successor", "give --successor"};
  const std::string& next = *wanted.successor;
  if (next == id)
    return MoveRefused{fmt::format("{} cannot be its own successor", id), "name the intervention that takes its place"};
  const Intervention* successor = catalogue.find(next);
  if (successor == nullptr)
    return MoveRefused{fmt::format("the successor {} is not in {}", next, catalogue.name),
                       "correct the id, or give the catalogue that has it with --catalogue"};
  const std::vector<std::string> way = successors_of(catalogue, next);
  if (std::find(way.begin(), way.end(), id) != way.end())
    return MoveRefused{fmt::format("{} was itself amalgamated into {}: {}", next, id, join(way, " → ")),
                       "name a successor that stands on its own"};
  if (!is_state(*successor, State::approved))
    return MoveRefused{fmt::format("the successor {} is not approved but {}", next, state_words(*successor)),
                       "let the panel appraise and approve the successor first"};
  return std::nullopt;
}

// ---- how
// -------------------------------------------------------------------------------------------------------------

struct Splice {
  std::size_t at, length;
  std::string text;
};

// The bytes of a scalar as written. Nothing where it is written in a way that cannot be replaced safely.
std::optional<std::size_t> written_length(std::string_view file, const Tree& scalar) {
  if (scalar.kind != Tree::Kind::scalar) return std::nullopt;
  const std::string_view rest = file.substr(std::min(scalar.offset, file.size()));
  if (scalar.plain) {
    if (!scalar.text.empty() && rest.starts_with(scalar.text)) return scalar.text.size();
    return std::nullopt;
  }
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return std::nullopt;
  if (rest.substr(1).starts_with(scalar.text) && rest.substr(1 + scalar.text.size()).starts_with(rest[0]))
    return scalar.text.size() + 2;
  return std::nullopt;
}

class Writer {
 public:
  Writer(std::string_view file, const Tree& root)
      : file_(file),
        root_(root),
        life_(*root.find("lifecycle")),
        json_(life_.flow && file.substr(life_.key_of("state")->offset).starts_with('"')) {}

  // Replaces the value, or adds the key behind the state.
  bool set(std::string_view key, std::string text) {
    changed_.emplace_back(key);
    if (const Tree* old = life_.find(key)) return replace(*old, std::move(text));
    added_.emplace_back(key, std::move(text));
    return true;
  }
  bool set_version(std::int64_t version) {
    const Tree* old = root_.find("version");
    return old != nullptr && replace(*old, std::to_string(version));
  }
  [[nodiscard]] const std::vector<std::string>& changed() const { return changed_; }

  [[nodiscard]] std::optional<std::string> result() const {
    std::vector<Splice> splices = splices_;
    if (!added_.empty()) {
      const Tree& state = *life_.find("state");
      const auto length = written_length(file_, state);
      if (!length) return std::nullopt;
      std::size_t at = state.offset + *length;
      std::string text;
      if (life_.flow) {
        for (const auto& [key, value] : added_)
          text += json_ ? fmt::format(", \"{}\": {}", key, in_quotes(value)) : fmt::format(", {}: {}", key, value);
      } else {
        const Tree& key_of_state = *life_.key_of("state");
        const std::size_t line_start = file_.rfind('\n', key_of_state.offset) == std::string_view::npos
                                           ? 0
                                           : file_.rfind('\n', key_of_state.offset) + 1;
        const std::string_view indent = file_.substr(line_start, key_of_state.offset - line_start);
        if (indent.find_first_not_of(' ') != std::string_view::npos) return std::nullopt;
        const std::size_t end = file_.find('\n', at);
        at = end == std::string_view::npos ? file_.size() : end + 1;
        const std::string_view line_end =
            end != std::string_view::npos && end > 0 && file_[end - 1] == '\r' ? "\r\n" : "\n";
        if (end == std::string_view::npos) text += line_end;
        for (const auto& [key, value] : added_) text += fmt::format("{}{}: {}{}", indent, key, value, line_end);
      }
      splices.push_back({at, 0, text});
    }
    std::sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) { return a.at > b.at; });
    std::string out(file_);
    for (const Splice& splice : splices) out.replace(splice.at, splice.length, splice.text);
    return out;
  }

 private:
  bool replace(const Tree& old, std::string text) {
    const auto length = written_length(file_, old);
    if (!length) return false;
    const bool quoted = *length > 1 && file_[old.offset] == '"';  // stays so: in JSON it has to
    splices_.push_back({old.offset, *length, quoted ? in_quotes(text) : std::move(text)});
    return true;
  }
  static std::string in_quotes(const std::string& text) {
    return text.starts_with('"') ? text : fmt::format("\"{}\"", text);
  }
  std::string_view file_;
  const Tree& root_;
  const Tree& life_;
  bool json_;
  std::vector<Splice> splices_;
  std::vector<std::pair<std::string, std::string>> added_;
  std::vector<std::string> changed_;
};

// Whether `after` holds what `before` did, but for the keys that were to change.
bool rest_is_same(const Tree& before, const Tree& after, const std::vector<std::string>& changed) {
  const auto may_change = [&](std::string_view key) {
    return std::find(changed.begin(), changed.end(), key) != changed.end();
  };
  for (const auto& [key, value] : before.entries) {
    if (may_change(key.text)) continue;
    const Tree* other = after.find(key.text);
    if (other == nullptr || !value.same_value(*other)) return false;
  }
  for (const auto& [key, value] : after.entries)
    if (!may_change(key.text) && before.find(key.text) == nullptr) return false;
  return true;
}

std::optional<Tree> tree_of(std::string_view file) {
  const std::vector<document::Slice> documents = document::split_stream(file);
  if (documents.size() != 1) return std::nullopt;
  return document::read_tree(documents.front()).root;
}

std::size_t count_items(const Tree* list) { return list == nullptr ? 0 : list->items.size(); }

}  // namespace

std::vector<State> moves_from(State state) {
  switch (state) {
    case State::draft: return {State::submitted};
    case State::submitted: return {State::appraised};
    case State::appraised: return {State::provisional, State::approved, State::rejected};
    case State::provisional: return {State::approved, State::rejected, State::suspended};
    case State::approved:
    case State::review_due:
      return {State::review_due, State::approved, State::suspended, State::amalgamated, State::decommissioned};
    case State::suspended: return {State::approved, State::decommissioned};
    case State::rejected: return {State::submitted};
    case State::amalgamated:
    case State::decommissioned: return {};
  }
  return {};
}

MoveResult move(std::string_view bytes_of_file, const Intervention& it, const Move& wanted,
                const CatalogueFacts& catalogue, Date as_of) {
  if (!it.lifecycle || !it.lifecycle->state)
    return MoveRefused{"the file records no state, so no move leads on from it",
                       "record `lifecycle: {state: draft}`, or the state it has"};
  const Lifecycle& life = *it.lifecycle;
  if (is_done(life, wanted)) return AlreadyMoved{};
  if (auto refused = forbidden(it, wanted, catalogue, as_of)) return std::move(*refused);

  const std::string_view mark = bytes_of_file.starts_with(byte_order_mark) ? byte_order_mark : std::string_view{};
  const std::string_view file = bytes_of_file.substr(mark.size());
  const std::optional<Tree> root = tree_of(file);
  if (!root || root->kind != Tree::Kind::map || root->find("lifecycle") == nullptr ||
      root->find("lifecycle")->kind != Tree::Kind::map || root->find("lifecycle")->find("state") == nullptr)
    return MoveRefused{"the file holds several documents, or its lifecycle is not written as a map",
                       std::string(by_hand)};
  const auto unsafe = [](std::string_view key) {
    return MoveRefused{fmt::format("`{}` is written in a way that cannot be replaced without touching more", key),
                       std::string(by_hand)};
  };
  Writer writer(file, *root);
  if (!writer.set("state", std::string(word(wanted.to)))) return unsafe("state");
  if (wanted.to == State::approved) {
    const bool renewed =
        life.state.is(State::approved) || life.state.is(State::review_due) || life.state.is(State::suspended);
    if (!life.approved_date || !renewed)
      if (!writer.set("approved_date", format(wanted.date))) return unsafe("approved_date");
  }
  if (wanted.framework && !writer.set("framework", document::quoted_where_needed(*wanted.framework)))
    return unsafe("framework");
  if (wanted.review_date && !writer.set("review_date", format(*wanted.review_date))) return unsafe("review_date");
  if (wanted.successor && !writer.set("amalgamated_into", *wanted.successor)) return unsafe("amalgamated_into");
  if (wanted.version && !writer.set_version(*wanted.version)) return unsafe("version");
  const std::optional<std::string> spliced = writer.result();
  if (!spliced) return unsafe("state");

  std::string bytes = *spliced;
  std::vector<std::string> changed = writer.changed();
  const auto append = [&](std::string_view key, std::vector<Value> entries) -> std::optional<MoveRefused> {
    const std::vector<document::Step> path{{"lifecycle"}, {std::string(key)}};
    document::EditResult result = document::append_entries(bytes, path, entries);
    if (auto* refused = std::get_if<document::EditRefused>(&result)) return MoveRefused{refused->why, refused->fix};
    bytes = std::move(std::get<document::Edited>(result).bytes);
    changed.emplace_back(key);
    return std::nullopt;
  };
  if (wanted.to == State::provisional) {
    std::vector<Value> rows;
    for (const NewCondition& condition : wanted.conditions)
      rows.push_back(Value::map({{"text", Value::of_text(condition.text)},
                                 {"owner", Value::of_text(condition.owner)},
                                 {"due", Value::literal(format(condition.due))}}));
    if (const auto refused = append("conditions", std::move(rows))) return *refused;
  }
  std::vector<std::pair<std::string, Value>> row{{"date", Value::literal(format(wanted.date))},
                                                 {"state", Value::of_text(word(wanted.to))}};
  if (wanted.sitting) row.emplace_back("sitting", Value::of_text(*wanted.sitting));
  if (const auto refused = append("history", {Value::map(std::move(row))})) return *refused;

  // Read again: the old values, the changes, and nothing else.
  const std::optional<Tree> after = tree_of(bytes);
  const bool sound = after && after->find("lifecycle") != nullptr &&
                     rest_is_same(*root, *after,
                                  wanted.version ? std::vector<std::string>{"lifecycle", "version"}
                                                 : std::vector<std::string>{"lifecycle"}) &&
                     rest_is_same(*root->find("lifecycle"), *after->find("lifecycle"), changed) &&
                     after->find("lifecycle")->find("state")->text == word(wanted.to) &&
                     count_items(after->find("lifecycle")->find("history")) ==
                         count_items(root->find("lifecycle")->find("history")) + 1;
  if (!sound)
    return MoveRefused{"the file is written in a way in which the change cannot be made safely", std::string(by_hand)};
  return Moved{std::string(mark) + bytes, after->find("lifecycle")->find("history")->items.back().line};
}

}  // namespace probation::lifecycle
