#include "recording/sources/item.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/refused.hpp"
#include "document/tree.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/cell_value.hpp"

namespace probation::recording {

using document::Field;
using document::Value;

namespace {

bool is_link(std::string_view to) {
  static constexpr std::array<std::string_view, 7> all{"order",    "requirement", "activity",  "contact",
                                                       "contacts", "enforcement", "assessment"};
  return std::find(all.begin(), all.end(), to) != all.end();
}

class RowReader {
 public:
  RowReader(const Reading& reading, const RawRow& row)
      : reading_(reading),
        row_(row),
        file_(reading.extract->files()[row.file]),
        rule_(reading.extract->mapping().tables[file_.table]),
        slots_(reading.extract->slots(file_.table)) {}

  Item read() {
    const CellsHidden hides(rule_.rows == RowKind::person);
    item_.file = row_.file;
    item_.line = row_.line;
    item_.table = file_.table;
    item_.kind = rule_.rows;
    item_.problem = row_.problem;
    item_.column = row_.column;
    item_.key = cell(rule_.key);
    item_.join_key = cell(rule_.join_by);
    for (std::size_t i = 0; i < slots_.names.size(); ++i)
      if (slots_.is_looked_up[i] && !row_.cells[i].empty())
        item_.keys.emplace(lower_case(slots_.names[i]), cell_text(row_.cells[i]));
    if (const std::string access = access_in(*reading_.extract, row_); !access.empty())
      item_.more["limited_access"] = access;
    if (!item_.problem.empty()) return std::move(item_);
    deleted();
    if (item_.is_deleted) return std::move(item_);  // what else it says no longer matters
    if (!rule_.key.empty() && item_.key.empty()) fault(rule_.key, "the row has no key");
    if (!rule_.changed.column.empty()) {
      if (const std::string text = cell(rule_.changed.column); !text.empty()) {
        item_.changed = stamp_in(text, reading_.notations(rule_.changed));
        if (!item_.changed)
          fault(rule_.changed.column,
                fmt::format("{} is no date or time in {}", in_words(text, true), forms(rule_.changed)));
      }
    }
    for (const ColumnRule& column : rule_.columns) {
      item_.tells_lists = item_.tells_lists || (column.to == "rest" && item_.kind == RowKind::person);
      member(column);
    }
    outcome();
    minutes();
    type_of_contact();
    amount();
    say_not_known();
    if (const auto ended = item_.more.find("ended");
        item_.is_unknown && ended != item_.more.end() && ended->second == "true") {
      item_.is_unknown = false;  // taken off, whatever it was
      item_.left_out.clear();
    }
    return std::move(item_);
  }

 private:
  std::string cell(std::string_view column) const {
    const auto slot = slots_.of(column);
    return slot ? cell_text(row_.cells[*slot]) : std::string{};
  }
  [[nodiscard]] bool is_there(std::string_view column) const {
    const auto slot = slots_.of(column);
    return slot && file_.at[*slot].has_value();
  }
  void fault(std::string_view column, const std::string& why) {
    if (!item_.problem.empty()) return;
    item_.problem = fmt::format("{}: {}", column, why);
    if (const auto slot = slots_.of(column); slot && file_.at[*slot] && !file_.is_ndjson)
      item_.column = static_cast<std::uint32_t>(*file_.at[*slot] + 1);
  }
  static std::string forms(const ColumnRule& rule) { return notations_in_words(rule.as, "iso"); }

  void deleted() {
    if (!rule_.deleted) return;
    const std::string text = cell(rule_.deleted->column);
    item_.is_deleted = is_marked_deleted(*reading_.extract, row_);
    if (item_.is_deleted || text.empty()) return;
    const auto alive = flag_in(text);
    if (!alive || *alive)
      fault(rule_.deleted->column,
            fmt::format("{} says neither that the row is deleted nor that it is not", in_words(text, false)));
  }

  void member(const ColumnRule& column) {
    if (column.to == "crn") return;
    std::string text = cell(column.column);
    if (!is_there(column.column)) {
      lacking_.insert(column.to);
      return;
    }
    item_.not_carried.erase(column.to);
    carried_.insert(column.to);
    if (text.empty()) {
      if (column.needed && !column.table.empty()) item_.left_out = fmt::format("a row under no {}", column.to);
      return;
    }
    for (const auto& [theirs, ours] : column.values)
      if (theirs == text) {
        if (ours.empty()) return;
        put(column, ours, true);
        return;
      }
    put(column, text, false);
  }

  // `translated`: the mapping's own list of words gave it.
  void put(const ColumnRule& column, const std::string& text, bool translated) {
    const std::string& to = column.to;
    if (to == "id") {
      item_.given_id = text;
      return;
    }
    if (to == "rest") return rest(column.column, text);
    if (is_link(to)) return link(column, text);
    if (to == "outcome" && item_.kind == RowKind::contact) {
      if (outcome_.empty()) {
        outcome_ = text;
        outcome_column_ = column.column;
      }
      return;
    }
    if (special(column, text)) return;
    const Field* field = field_of(item_.kind, to);
    if (field == nullptr || has(to)) return;  // of several columns the first that says something
    std::string word = text;
    if (!translated && !column.codes.empty()) {
      const CodeList* list = code_list(column.codes);
      const Code* code = list == nullptr ? nullptr : list->find(text);
      if (code != nullptr) word = code->word;
    }
    if (item_.kind == RowKind::order && to == "type" && word == "no_order") {
      item_.left_out = "its sentence is no order";
      return;
    }
    Value value;
    std::string why = read_cell(*field, {item_.kind, column.as, reading_.notations(column)}, word, value);
    if (why.empty()) {
      place(to, std::move(value));
      return;
    }
    if (item_.kind == RowKind::contact && to == "type") {
      if (unknown_type_.empty()) unknown_type_ = text;
      return;
    }
    if (!column.codes.empty()) {
      // A list knows what it knows: what an entry cannot do without is a fault, all else is not recorded.
      if (!field->is_required) return not_known(column, text);
      if (!unknown_code_) unknown_code_ = {column.column, fmt::format("the code {} is not known", code_in_words(text))};
      unknown_member_ = to;
      return;
    }
    fault(column.column, why);
  }

  // A code that no list has: what it stands for is not recorded, and that is said. One column may go to several members
  // by lists of their own: the code of a contact's type is known where any of them has it.
  void not_known(const ColumnRule& column, const std::string& text) {
    for (const ColumnRule& other : rule_.columns) {
      if (lower_case(other.column) != lower_case(column.column) || other.codes.empty()) continue;
      if (other.to == "type" && item_.kind == RowKind::contact) return;  // said by itself
      const CodeList* list = code_list(other.codes);
      if (list != nullptr && list->find(text) != nullptr) return;
    }
    unknown_codes_[text].push_back(column.to);
  }
  void say_not_known() {
    for (auto& [code, members] : unknown_codes_) {
      std::erase_if(members, [&](const std::string& to) { return has(to) || item_.more.contains(to); });
      if (!members.empty())
        item_.remarks.push_back(fmt::format("the code {} is not known: no {} is recorded", code_in_words(code),
                                            fmt::join(members, " and no ")));
    }
  }

  // What is no member of the entry.
  bool special(const ColumnRule& column, const std::string& text) {
    const std::string& to = column.to;
    static constexpr std::array<std::string_view, 4> dates{"end", "ended", "amended", "since"};
    static constexpr std::array<std::string_view, 3> flags{"running", "limited_access", "current"};
    static constexpr std::array<std::string_view, 4> counts{"reported_failures", "reported_rar_days", "rar_days",
                                                            "failures_to_comply"};
    const bool of_registration = item_.kind == RowKind::registration;
    const bool is_flag = std::find(flags.begin(), flags.end(), to) != flags.end() || (of_registration && to == "ended");
    if (is_flag) {
      const auto flag = flag_in(text);
      if (!flag)
        fault(column.column, fmt::format("{} is no flag (Y, N, 1, 0, true, false, yes, no)", in_words(text, false)));
      else if (to != "limited_access") item_.more[to] = *flag ? "true" : "false";  // that is known: access_in
      return true;
    }
    if (std::find(dates.begin(), dates.end(), to) != dates.end()) {
      const auto day = day_in(text, reading_.notations(column));
      if (!day) fault(column.column, fmt::format("{} is no date in {}", in_words(text, true), forms(column)));
      else item_.more.emplace(to, *day);
      return true;
    }
    if (std::find(counts.begin(), counts.end(), to) != counts.end()) {
      if (!is_whole_number(text)) fault(column.column, fmt::format("{} is no whole number", in_words(text, true)));
      else item_.more.emplace(to, std::to_string(std::stoll(text)));
      return true;
    }
    if (to == "amount" || to == "flag" || to == "ended_kind" || to == "amendment_kind") {
      std::string word = text;
      if (const CodeList* list = column.codes.empty() ? nullptr : code_list(column.codes)) {
        const Code* code = list->find(text);
        if (code != nullptr) word = code->word;
        else if (to == "ended_kind") {
          not_known(column, text);
          return true;
        }
      }
      if (to == "flag" && !is_word<CaseFlag>(word)) {
        item_.left_out = fmt::format("the registration {} is not known to be a flag of a case", code_in_words(text));
        item_.is_unknown = true;
        return true;
      }
      if ((to == "ended_kind" && !is_word<TerminationReason>(word)) ||
          (to == "amendment_kind" && !is_word<AmendmentKind>(word))) {
        fault(column.column, fmt::format("{} is not one of the words it may be", in_words(text, false)));
        return true;
      }
      if (to == "amount" && !is_whole_number(word)) {
        fault(column.column, fmt::format("{} is no whole number", in_words(text, true)));
        return true;
      }
      amount_column_ = to == "amount" ? column.column : amount_column_;
      item_.more.emplace(to, to == "amount" ? std::to_string(std::stoll(word)) : word);
      return true;
    }
    return false;
  }

  template <class E>
  static bool is_word(const std::string& text) {
    const auto& words = document::Worded<E>::words;
    return std::any_of(words.begin(), words.end(), [&](const document::Word& word) { return word.text == text; });
  }

  void link(const ColumnRule& column, const std::string& text) {
    Link link{column.to, column.table, column.by, text, column.needed};
    if (std::any_of(item_.links.begin(), item_.links.end(),
                    [&](const Link& other) { return other.member == column.to && column.to != "contacts"; }))
      return;
    item_.links.push_back(std::move(link));
  }

  void rest(std::string_view column, const std::string& json) {
    const document::Slice slice{json, 1};
    const bool good = !document::check_bytes(json) && !document::check_layout(json, 1);
    const document::TreeReading reading = good ? document::read_tree(slice) : document::TreeReading{};
    if (!reading.root || reading.root->kind != document::Tree::Kind::map) {
      if (item_.kind == RowKind::person && document::mentions_limits(json)) item_.more["limited_access"] = "unread";
      return fault(column, "not a JSON object");
    }
    for (auto& [key, value] : document::value_of(*reading.root).members)
      if (item_.value.find(key) == nullptr) item_.value.members.emplace_back(key, value);
  }

  [[nodiscard]] bool has(std::string_view to) const { return placed_.contains(std::string(to)); }

  void place(const std::string& to, Value value) {
    placed_.insert(to);
    place_member(item_.value, to, std::move(value));
  }

  // An outcome from its code and flags; nothing is guessed from two flags where two outcomes fit.
  void outcome() {
    if (item_.kind != RowKind::contact) return;
    if (outcome_.empty() && !rule_.code.empty()) {
      outcome_ = cell(rule_.code);
      outcome_column_ = rule_.code;
    }
    // Two flags are no column of outcomes where the table is declared to have one beside them.
    const bool has_columns = carried_.contains("outcome") || is_there(rule_.code.empty() ? rule_.attended : rule_.code);
    if (!has_columns && (lacking_.contains("outcome") || !rule_.code.empty() || !rule_.attended.empty()))
      lacking_.insert("outcome");
    else lacking_.erase("outcome");
    const auto flag = [&](const std::string& column) -> std::optional<bool> {
      const std::string text = cell(column);
      const auto value = flag_in(text);
      if (!text.empty() && !value)
        fault(column, fmt::format("{} is no flag (Y, N, 1, 0, true, false, yes, no)", in_words(text, false)));
      return value;
    };
    const auto attended = flag(rule_.attended), complied = flag(rule_.complied);
    if (!item_.problem.empty()) return;
    if (outcome_.empty()) {
      if (attended && *attended && !complied)
        item_.value.members.emplace_back("outcome", Value::of_text("attended_compliance_not_stated"));
      else if (attended || complied)
        item_.remarks.emplace_back("attended and complied alone do not tell which outcome it was: none is recorded");
      return;
    }
    const Code* code = reading_.outcomes.find(outcome_);
    if (code == nullptr && is_word<Outcome>(outcome_)) {
      item_.value.members.emplace_back("outcome", Value::of_text(outcome_));
      return;
    }
    if (code == nullptr) {
      item_.outcome_not_known = true;
      item_.remarks.push_back(
          fmt::format("the outcome code {} is not known: no outcome is recorded", code_in_words(outcome_)));
      return;
    }
    const auto contradicts = [](const std::optional<bool>& list, const std::optional<bool>& cell) {
      return list && cell && *list != *cell;
    };
    if (contradicts(code->attended, attended) || contradicts(code->complied, complied))
      return fault(outcome_column_, fmt::format("the code {} says another thing than attended and complied beside it",
                                                code_in_words(outcome_)));
    item_.value.members.emplace_back("outcome", Value::of_text(code->word));
    if (!code->absence_reason.empty() && !has("absence_reason"))
      item_.value.members.emplace_back("absence_reason", Value::of_text(code->absence_reason));
  }

  void minutes() {
    if (rule_.minutes_from.column.empty() || has("minutes")) return;
    if (!is_there(rule_.minutes_from.column) || !is_there(rule_.minutes_until.column)) lacking_.insert("minutes");
    const auto time = [&](const ColumnRule& column) -> std::optional<std::string> {
      const std::string text = cell(column.column);
      if (text.empty()) return std::nullopt;
      auto read = time_in(text, reading_.notations(column));
      if (!read)
        fault(column.column,
              fmt::format("{} is no time in {}", in_words(text, true), column.as.empty() ? "hh:mm" : forms(column)));
      return read;
    };
    const auto from = time(rule_.minutes_from), until = time(rule_.minutes_until);
    if (!from || !until || *until == *from) return;
    if (*until < *from) {
      item_.remarks.emplace_back("it ends before it begins: no minutes are recorded");
      return;
    }
    const auto minute = [](const std::string& text) {
      return std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3));
    };
    item_.value.members.emplace_back("minutes", Value::literal(std::to_string(minute(*until) - minute(*from))));
  }

  // A row of an unknown type is an appointment where it says what only appointments say; else a note or system entry.
  void type_of_contact() {
    if (unknown_code_ && !has(unknown_member_)) fault(unknown_code_->first, unknown_code_->second);
    for (const std::string& member : lacking_)
      if (!carried_.contains(member)) item_.not_carried.insert(member);
    if (item_.kind != RowKind::contact || has("type") || item_.value.find("type") != nullptr || !item_.problem.empty())
      return;
    if (!carried_.contains("type")) return;  // the row then lacks what it cannot do without
    if (reading_.extract->mapping().is_old) {
      if (!unknown_type_.empty())
        fault("type", fmt::format("{} is none of the words it may be", in_words(unknown_type_, false)));
      return;
    }
    const std::string type = unknown_type_.empty() ? "none" : code_in_words(unknown_type_);
    if (!says_appointment()) {
      item_.is_doubtful = !carried_.contains("time");
      item_.left_out =
          fmt::format("contact type {}: {}", type,
                      item_.is_doubtful ? "without a column for its time nothing tells whether it is an appointment"
                                        : "a system entry or note, no appointment");
      return;
    }
    item_.remarks.push_back(fmt::format("the contact type {} is not known: it stands as `other`", type));
    item_.value.members.emplace_back("type", Value::of_text("other"));
  }
  [[nodiscard]] bool says_appointment() const {
    return item_.value.find("time") != nullptr || item_.value.find("outcome") != nullptr || item_.outcome_not_known ||
           text_at(item_.value, "rar_activity") == "true";
  }

  // The amount in the unit of the requirement's type.
  void amount() {
    if (item_.kind == RowKind::requirement && item_.more.contains("amount")) {
      const std::string type = text_at(item_.value, "type");
      const std::string_view unit = type == "rehabilitation_activity"                      ? "max_days"
                                    : type == "unpaid_work" || type == "attendance_centre" ? "hours"
                                    : type == "alcohol_abstinence_monitoring"              ? "days"
                                                                                           : "";
      if (!unit.empty() && !has(unit))
        item_.value.members.emplace_back(std::string(unit), Value::literal(item_.more["amount"]));
    }
    if (item_.kind == RowKind::order && item_.more.contains("end")) {
      const std::string member =
          text_at(item_.value, "type") == "suspended_sentence_order" ? "supervision_end_date" : "end_date";
      if (!has(member)) item_.value.members.emplace_back(member, Value::literal(item_.more["end"]));
    }
    if (item_.kind != RowKind::requirement) return;
    // The day is the day, whatever another column calls the end.
    const auto ended = item_.more.find("ended");
    const auto running = item_.more.find("running");
    if (ended != item_.more.end()) {
      if (!has("status")) item_.value.members.emplace_back("status", Value::of_text("terminated"));
      if (!has("termination_date")) item_.value.members.emplace_back("termination_date", Value::literal(ended->second));
    } else if (!has("status") && running != item_.more.end() && running->second == "true") {
      item_.value.members.emplace_back("status", Value::of_text("active"));
    }
  }

  const Reading& reading_;
  const RawRow& row_;
  const TableFile& file_;
  const TableRule& rule_;
  const Slots& slots_;
  Item item_;
  std::set<std::string> placed_, carried_, lacking_;
  std::string outcome_, outcome_column_, unknown_type_, amount_column_, unknown_member_;
  std::optional<std::pair<std::string, std::string>> unknown_code_;  // column, why
  std::map<std::string, std::vector<std::string>> unknown_codes_;    // code → members that it would have told
};

}  // namespace

Notations Reading::notations(const ColumnRule& rule) const { return {rule.as, extract->mapping().century, &zone}; }

Item item_of(const Reading& reading, const RawRow& row) { return RowReader(reading, row).read(); }

}  // namespace probation::recording
