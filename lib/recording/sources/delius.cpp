// nDelius-shaped tables in and out. The codes are those that public repositories of the service name; a code that is
// not known is no reason to guess.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "model/case_file.hpp"
#include "recording/sources/rows.hpp"

namespace probation::recording {

using document::Value;

namespace {

struct CodeRow {
  std::string_view code;
  std::string_view word;
};

constexpr std::array requirement_codes{CodeRow{"F", "rehabilitation_activity"},
                                       CodeRow{"2500000000", "rehabilitation_activity"},
                                       CodeRow{"W", "unpaid_work"},
                                       CodeRow{"W0", "unpaid_work"},
                                       CodeRow{"W1", "unpaid_work"},
                                       CodeRow{"RM38", "accredited_programme"},
                                       CodeRow{"N", "attendance_centre"},
                                       CodeRow{"H", "alcohol_treatment"},
                                       CodeRow{"T", "alcohol_abstinence_monitoring"},
                                       CodeRow{"P", "mental_health_treatment"},
                                       CodeRow{"M", "curfew"},
                                       CodeRow{"X", "exclusion"},
                                       CodeRow{"3", "residence"},
                                       CodeRow{"R", "prohibited_activity"}};

constexpr std::array order_codes{CodeRow{"14", "community_order"}};

// Contacts at which the person was to be: office visits by either name, and what the services call appointments.
constexpr std::array contact_codes{CodeRow{"COAP", "supervision_appointment"},
                                   CodeRow{"COPT", "supervision_appointment"},
                                   CodeRow{"COVC", "supervision_appointment"},
                                   CodeRow{"COOO", "supervision_appointment"},
                                   CodeRow{"CODC", "supervision_appointment"},
                                   CodeRow{"COSR", "other"},
                                   CodeRow{"CHVS", "home_visit"},
                                   CodeRow{"C084", "three_way_meeting"},
                                   CodeRow{"COAI", "initial_appointment"},
                                   CodeRow{"COHV", "initial_appointment"},
                                   CodeRow{"CODI", "initial_appointment"},
                                   CodeRow{"COVI", "initial_appointment"},
                                   CodeRow{"CRSAPT", "activity_session"},
                                   CodeRow{"CRSSAA", "supplier_assessment"},
                                   CodeRow{"CUPA", "unpaid_work_session"},
                                   CodeRow{"1217", "supervision_appointment"},
                                   CodeRow{"2500038043", "activity_session"}};

constexpr std::array outcome_codes{CodeRow{"ATTC", "attended_complied"},
                                   CodeRow{"AFTC", "attended_failed_to_comply"},
                                   CodeRow{"ATSH", "attended_sent_home_behaviour"},
                                   CodeRow{"ATSS", "attended_sent_home_service"},
                                   CodeRow{"AFDA", "attended_failure_deemed_acceptable"},
                                   CodeRow{"AACL", "acceptable_absence"},
                                   CodeRow{"AAEM", "acceptable_absence"},
                                   CodeRow{"AAFC", "acceptable_absence"},
                                   CodeRow{"AAHO", "acceptable_absence"},
                                   CodeRow{"AAME", "acceptable_absence"},
                                   CodeRow{"AARE", "acceptable_absence"},
                                   CodeRow{"AARC", "acceptable_absence"},
                                   CodeRow{"AASD", "acceptable_absence"},
                                   CodeRow{"AAAA", "acceptable_absence"},
                                   CodeRow{"CO05", "acceptable_absence"},
                                   CodeRow{"UAAB", "unacceptable_absence"},
                                   CodeRow{"UACP", "unacceptable_absence"},
                                   CodeRow{"AFTA", "failed_to_attend"},
                                   CodeRow{"CO10", "acceptable_failure"},
                                   CodeRow{"RSSR", "rescheduled_by_service"},
                                   CodeRow{"RSSL", "rescheduled_by_service"},
                                   CodeRow{"RSOF", "rescheduled_by_person"},
                                   CodeRow{"CO40", "suspended"}};

constexpr std::array reason_codes{CodeRow{"AACL", "court_or_legal"},
                                  CodeRow{"AAEM", "employment"},
                                  CodeRow{"AAFC", "family_or_childcare"},
                                  CodeRow{"AAHO", "holiday"},
                                  CodeRow{"AAME", "medical"},
                                  CodeRow{"AARE", "religious"},
                                  CodeRow{"AARC", "remanded_in_custody"},
                                  CodeRow{"AASD", "stood_down"},
                                  CodeRow{"AAAA", "other"},
                                  CodeRow{"CO05", "professional_judgement"}};

// Sentences that are no order of these files: absolute and conditional discharges.
constexpr std::string_view discharge = "73";

const std::vector<std::string>& notations() {
  static const std::vector<std::string> all{"iso", "dd-mmm-yy", "dd-mm-yy"};
  return all;
}

template <class Codes>
std::string word_for(const Codes& codes, const std::string& code) {
  for (const CodeRow& row : codes)
    if (row.code == code) return std::string(row.word);
  return {};
}

template <class E>
bool is_word(const std::string& text) {
  const auto& words = document::Worded<E>::words;
  return std::any_of(words.begin(), words.end(), [&](const document::Word& word) { return word.text == text; });
}

// A key of theirs as an id of ours: numbers get a letter, what is an id stays.
std::string id_for(std::string_view letter, const std::string& key) {
  if (key.empty()) return {};
  if (key.find_first_not_of("0123456789") == std::string::npos) return std::string(letter) + key;
  document::Id id;
  return document::read_id(id, {key, true}, {}) ? std::string{} : key;
}

struct Sheet {
  const SourceFile* file;
  document::CsvTable table;
  std::set<std::string> used;
};

class Reader {
 public:
  explicit Reader(Rows& out) : out_(out) {}

  void read(const std::vector<SourceFile>& files) {
    static constexpr std::array<std::string_view, 6> known{"offender", "event", "disposal", "rqmnt", "nsi", "contact"};
    for (const SourceFile& file : files) {
      std::string name = lower_case(file.path.substr(file.path.rfind('/') + 1));
      name = name.substr(0, name.find('.'));
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        out_.notes.push_back(fmt::format("{}: table not used; known are {}", file.path, fmt::join(known, ", ")));
        continue;
      }
      Sheet sheet{&file, document::read_csv(file.bytes, true), {}};
      for (std::string& column : sheet.table.columns) {
        column = lower_case(trim(column));
        if (column == "case_ref_no") column = "crn";
        if (column == "event_no") column = "event_number";
      }
      if (sheet.table.problem)
        out_.problems.push_back(fmt::format("{}:{}:{}: {}", file.path, sheet.table.problem->line,
                                            std::max<std::uint32_t>(sheet.table.problem->column, 1),
                                            sheet.table.problem->message));
      sheets_.emplace_back(name, std::move(sheet));
    }
    // Each table needs what those before it say, whatever order the files came in.
    each("offender", [&] { offender(); });
    each("event", [&] { event(); });
    each("disposal", [&] { disposal(); });
    each("rqmnt", [&] { rqmnt(); });
    each("nsi", [&] { nsi(); });
    each("contact", [&] { contact(); });
    for (Row& row : out_.rows) {
      if (row.within.empty()) continue;
      const auto sentence = order_of_event_.find(row.within);
      row.within = sentence == order_of_event_.end() ? std::string{} : sentence->second;
      if (row.within.empty() && row.problem.empty() && row.left_out.empty())
        row.left_out = "an event without a sentence that is an order";
    }
    for (const auto& [table, codes] : unknown_codes_)
      out_.notes.push_back(
          fmt::format("{}: codes of outcomes not known, so no outcome is recorded: {}", table, fmt::join(codes, ", ")));
    for (const auto& [name, sheet] : sheets_) {
      std::vector<std::string> unused;
      for (const std::string& column : sheet.table.columns)
        if (!sheet.used.contains(column)) unused.push_back(column);
      if (!unused.empty())
        out_.notes.push_back(fmt::format("{}: columns not used: {}", sheet.file->path, join(unused, ", ")));
      if (name == "contact") out_.has_contacts = true;
    }
  }

 private:
  template <class Body>
  void each(std::string_view name, Body body) {
    for (auto& [table, sheet] : sheets_) {
      if (table != name) continue;
      sheet_ = &sheet;
      for (const document::CsvRow& source : sheet.table.rows) {
        source_ = &source;
        row_ = Row{};
        row_.file = sheet.file->path;
        row_.line = source.line;
        if (!source.problem.empty()) {
          row_.problem = source.problem;
          keep();
        } else {
          body();
        }
      }
    }
  }

  std::string cell(const std::string& name) {
    const auto column = sheet_->table.column(name);
    if (!column) return {};
    sheet_->used.insert(name);
    return cell_text(source_->cells[*column]);
  }
  std::string first(std::initializer_list<const char*> names) {
    std::string found;
    for (const char* name : names)
      if (std::string value = cell(name); found.empty()) found = std::move(value);
    return found;
  }
  bool has_column(const char* name) { return sheet_->table.column(name).has_value(); }

  // The person: by CRN, else by the offender's key.
  void person() {
    row_.crn = cell("crn");
    const std::string key = cell("offender_id");
    if (row_.crn.empty() && !key.empty()) {
      const auto at = crn_of_.find(key);
      if (at == crn_of_.end()) row_.problem = fmt::format("there is no offender {} in the rows", key);
      else row_.crn = at->second;
    }
    document::Crn crn;
    if (row_.problem.empty() && document::read_crn(crn, {row_.crn, true}, {})) {
      row_.problem = row_.crn.empty()
                         ? "the row names no person"
                         : fmt::format("`{}` is not a CRN: one capital letter and six digits", row_.crn.substr(0, 40));
      row_.crn.clear();
    }
    if (cell("soft_deleted") == "1") row_.left_out = "deleted in the source";
  }

  // A row that names nobody belongs to whoever has what it hangs on.
  void adopt(char what, const std::string& key) {
    if (row_.problem != "the row names no person" || key.empty()) return;
    const auto at = owner_.find(std::string(1, what) + key);
    if (at == owner_.end()) return;
    row_.crn = at->second;
    row_.problem.clear();
  }
  // Keys of theirs count within one person: those of an export are unique in one case only.
  [[nodiscard]] std::string mine(const std::string& id) const { return row_.crn + "/" + id; }

  // Members that have no column: JSON of our own export.
  void rest() {
    exported_ = has_column("case_1");
    const std::string json = cell("case_1");
    if (json.empty()) return;
    const document::Slice slice{json, 1};
    const bool good = !document::check_bytes(json) && !document::check_layout(json, 1);
    const document::TreeReading reading = good ? document::read_tree(slice) : document::TreeReading{};
    if (!reading.root || reading.root->kind != document::Tree::Kind::map) {
      if (row_.problem.empty()) row_.problem = "case_1: not a JSON object";
      return;
    }
    row_.value = document::value_of(*reading.root);
  }

  void put(const std::string& member, const std::string& text, bool literal) {
    if (text.empty() || row_.value.find(member) != nullptr) return;
    row_.value.members.emplace_back(member, literal ? Value::literal(text) : Value::of_text(text));
  }
  std::string day(const std::string& column) {
    const std::string text = cell(column);
    if (text.empty()) return {};
    if (auto found = day_in(text, notations())) return *found;
    if (row_.problem.empty())
      row_.problem = fmt::format("{}: `{}` is no date in {}", column, text.substr(0, 40), fmt::join(notations(), ", "));
    return {};
  }
  void put_id(const std::string& column, std::string_view letter) {
    const std::string key = cell(column);
    const std::string id = id_for(letter, key);
    if (id.empty() && row_.problem.empty())
      row_.problem = fmt::format("{}: `{}` cannot be an id", column, key.substr(0, 40));
    row_.value.members.insert(row_.value.members.begin(), {"id", Value::of_text(id)});
  }
  void keep() { out_.rows.push_back(std::move(row_)); }

  void offender() {
    const std::string key = cell("offender_id");
    person();
    rest();
    row_.whole_case = exported_;
    if (!key.empty() && !row_.crn.empty()) crn_of_[key] = row_.crn;
    if (!exported_) {
      if (const std::string born = day("date_of_birth_date"); !born.empty())
        row_.value.members.emplace_back("person", Value::map({{"date_of_birth", Value::literal(born)}}));
    }
    keep();
  }

  void event() {
    person();
    const std::string key = event_key();
    if (!row_.crn.empty()) owner_["E" + key] = row_.crn;
    convictions_[mine(key)] = day("conviction_date");
    // It speaks through its sentence, which comes later.
    row_.kind = EntryKind::order;
    row_.within = mine(key);
    keep();
  }
  std::string event_key() {
    const std::string id = cell("event_id");
    return !id.empty() ? id : row_.crn + "#" + cell("event_number");
  }

  void disposal() {
    person();
    rest();
    row_.kind = EntryKind::order;
    const std::string event = event_key();
    adopt('E', event);
    put_id("disposal_id", "O");
    const std::string code = first({"disposal_type_code", "disposal_type_id"});
    std::string type = cell("disposal_type");
    if (type.empty()) type = cell("disposal_type_desc");
    if (!is_word<OrderType>(type)) {
      const std::string words = lower_case(type);
      type = words.find("community order") != std::string::npos      ? "community_order"
             : words.find("suspended sentence") != std::string::npos ? "suspended_sentence_order"
                                                                     : word_for(order_codes, code);
    }
    if (code == discharge) row_.left_out = "a discharge is no order";
    put("type", type, false);
    if (const auto at = convictions_.find(mine(event)); at != convictions_.end())
      put("conviction_date", at->second, true);
    put("sentence_date", day("disposal_date"), true);
    const std::string entered = day("entered_notional_end_date"), notional = day("notional_end_date");
    // The entered end wins where there is one. That of a suspended sentence order is the end of supervision.
    put(type == "suspended_sentence_order" && !exported_ ? "supervision_end_date" : "end_date",
        entered.empty() ? notional : entered, true);
    const std::string ended = day("termination_date");
    if (!exported_ && !ended.empty())
      row_.value.members.emplace_back("termination", Value::map({{"date", Value::literal(ended)}}));
    const std::string id = text_at(row_.value, "id");
    if (row_.problem.empty() && row_.left_out.empty()) {
      order_of_event_[mine(event)] = id;
      known_.insert(mine(id));
      owner_["O" + id] = row_.crn;
      ++orders_of_[row_.crn];
    }
    keep();
  }

  void rqmnt() {
    person();
    rest();
    row_.kind = EntryKind::requirement;
    put_id("rqmnt_id", "R");
    row_.order = id_for("O", cell("disposal_id"));
    adopt('O', row_.order);
    if (row_.problem.empty() && row_.left_out.empty() && !known_.contains(mine(row_.order)))
      row_.problem =
          fmt::format("its sentence {} is none of this person in the rows, or is no order", cell("disposal_id"));
    const std::string code = first({"rqmnt_type_main_category_code", "rqmnt_type_main_category_id"});
    std::string type = cell("rqmnt_type_main_category");
    if (!is_word<RequirementType>(type)) type = word_for(requirement_codes, type.empty() ? code : type);
    if (type.empty() && row_.problem.empty() && row_.left_out.empty())
      row_.problem = fmt::format("the requirement category `{}` is not known", code);
    put("type", type, false);
    const std::string length = cell("length");
    if (type == "rehabilitation_activity") put("max_days", length, true);
    if (type == "unpaid_work" || type == "attendance_centre") put("hours", length, true);
    if (type == "alcohol_abstinence_monitoring") put("days", length, true);
    put("start_date", day("start_date"), true);
    const std::string ended = day("termination_date");
    if (!exported_) {
      const std::string active = cell("active_flag");
      put("status", !ended.empty() ? "terminated" : active == "1" ? "active" : "", false);
    }
    put("termination_date", ended, true);
    if (row_.problem.empty() && row_.left_out.empty()) remember("R");
    keep();
  }

  void nsi() {
    person();
    rest();
    row_.kind = EntryKind::activity;
    put_id("nsi_id", "A");
    const std::string key = cell("rqmnt_id");
    const std::string requirement = id_for("R", key);
    adopt('R', requirement);
    adopt('E', cell("event_id"));
    if (!exported_ && row_.problem.empty() && row_.left_out.empty()) {
      if (key.empty()) row_.left_out = "an intervention that is under no requirement";
      else if (!known_.contains(mine(requirement)))
        row_.left_out = fmt::format("its requirement {} is not in the case", key);
    }
    put("requirement", requirement, false);
    put("referred_date", day("referral_date"), true);
    const std::string started = day("actual_start_date"), expected = day("expected_start_date");
    put("start_date", started.empty() && !exported_ ? expected : started, true);
    put("end_date", day("actual_end_date"), true);
    if (row_.problem.empty() && row_.left_out.empty()) remember("A");
    keep();
  }

  static std::string time_in(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon < 2 || colon + 2 >= text.size()) return {};
    const std::string time = text.substr(colon - 2, 5);
    document::ClockTime clock{};
    return document::read_clock(clock, {time, true}, {}) ? std::string{} : time;
  }

  void contact() {
    person();
    rest();
    row_.kind = EntryKind::contact;
    put_id("contact_id", "C");
    put("date", day("contact_date"), true);
    const std::string from = time_in(cell("contact_start_time")), until = time_in(cell("contact_end_time"));
    put("time", from, false);
    if (!from.empty() && !until.empty() && from < until) {
      const auto minutes = [](const std::string& time) {
        return std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3));
      };
      put("minutes", std::to_string(minutes(until) - minutes(from)), true);
    }
    const std::string code = first({"contact_type_code", "contact_type_id"});
    std::string type = cell("contact_type");
    if (!is_word<ContactType>(type)) type = word_for(contact_codes, type.empty() ? code : type);
    const std::string attended = cell("attended"), complied = cell("complied"), flag = cell("rar_activity");
    const std::string outcome_code = first({"contact_outcome_type", "contact_outcome_type_code", "outcome_code"});
    cell("contact_outcome_type_id");
    std::string outcome = is_word<Outcome>(outcome_code) ? outcome_code : word_for(outcome_codes, outcome_code);
    if (outcome.empty() && !exported_) {
      // What the flags state; where they state nothing there is no outcome.
      if (attended == "Y")
        outcome = complied == "Y"   ? "attended_complied"
                  : complied == "N" ? "attended_failed_to_comply"
                                    : "attended_compliance_not_stated";
      else if (attended == "N" && complied == "Y") outcome = "acceptable_absence";
      else if (attended == "N" && complied == "N") outcome = "unacceptable_absence";
    }
    if (outcome.empty() && !outcome_code.empty() && row_.problem.empty() && row_.left_out.empty())
      unknown_codes_[sheet_->file->path].insert(outcome_code);
    const std::string nsi_key = cell("nsi_id"), requirement_key = cell("rqmnt_id");
    const std::string activity = id_for("A", nsi_key), requirement = id_for("R", requirement_key);
    adopt('A', activity);
    adopt('R', requirement);
    adopt('E', cell("event_id"));
    const bool on_activity = !activity.empty() && (exported_ || known_.contains(mine(activity)));
    const bool on_requirement = !requirement.empty() && (exported_ || known_.contains(mine(requirement)));
    if (type.empty() && !exported_) {
      // A row of an unknown type is an appointment where it says what only appointments say; else a note or system
      // entry.
      if (outcome.empty() && flag != "Y" && !on_activity && !on_requirement) {
        if (row_.problem.empty() && row_.left_out.empty())
          row_.left_out = fmt::format("contact type `{}`: a system entry or note, no appointment", code);
      }
      type = "other";
    }
    put("type", type, false);
    if (on_activity) put("activity", activity, false);
    else if (on_requirement) put("requirement", requirement, false);
    if (!exported_ && !on_activity && !on_requirement && orders_of_[row_.crn] > 1) {
      const std::string event = event_key();
      if (const auto at = order_of_event_.find(mine(event)); at != order_of_event_.end())
        put("order", at->second, false);
    } else {
      event_key();
    }
    put("rar_activity", flag == "Y" ? "true" : flag == "N" ? "false" : "", true);
    const std::string enforceable = first({"national_standards", "national_standards_contact"});
    put("national_standards", enforceable == "Y" ? "true" : enforceable == "N" ? "false" : "", true);
    put("outcome", outcome, false);
    put("absence_reason", word_for(reason_codes, outcome_code), false);
    keep();
  }

  void remember(const char* letter) {
    const std::string id = text_at(row_.value, "id");
    known_.insert(mine(id));
    owner_[letter + id] = row_.crn;
  }
  Rows& out_;
  std::vector<std::pair<std::string, Sheet>> sheets_;
  Sheet* sheet_ = nullptr;
  const document::CsvRow* source_ = nullptr;
  Row row_;
  bool exported_ = false;
  std::map<std::string, std::string> crn_of_;  // offender → CRN
  std::map<std::string, std::string> owner_;   // letter and key → CRN, for rows that name nobody
  std::map<std::string, std::string> convictions_, order_of_event_;  // by person and event
  std::set<std::string> known_;                                      // ids placed, by person
  std::map<std::string, int> orders_of_;
  std::map<std::string, std::set<std::string>> unknown_codes_;  // by file
};

// ---- out
// ----------------------------------------------------------------------------------------------------------------

// The value without the members that have columns, as JSON; empty where nothing is left.
std::string rest_of(Value value, const std::vector<std::string_view>& taken) {
  std::erase_if(value.members,
                [&](const auto& member) { return std::find(taken.begin(), taken.end(), member.first) != taken.end(); });
  return value.members.empty() ? std::string{} : document::flow(value, document::Notation::json);
}

}  // namespace

Rows rows_of_delius(const std::vector<SourceFile>& files) {
  Rows out;
  Reader(out).read(files);
  return out;
}

std::vector<Table> delius_tables(const std::vector<Value>& cases) {
  Table offender{"offender", {"offender_id", "crn", "case_1"}, {}};
  Table event{"event", {"event_id", "crn", "conviction_date"}, {}};
  Table disposal{"disposal",
                 {"disposal_id", "event_id", "crn", "disposal_type", "disposal_date", "notional_end_date", "case_1"},
                 {}};
  Table rqmnt{"rqmnt",
              {"rqmnt_id", "disposal_id", "crn", "rqmnt_type_main_category", "length", "start_date", "termination_date",
               "case_1"},
              {}};
  Table nsi{
      "nsi", {"nsi_id", "crn", "rqmnt_id", "referral_date", "actual_start_date", "actual_end_date", "case_1"}, {}};
  Table contact{"contact",
                {"contact_id", "crn", "contact_date", "contact_start_time", "contact_type", "contact_outcome_type",
                 "rqmnt_id", "nsi_id", "rar_activity", "national_standards", "case_1"},
                {}};
  const auto flag = [](const Value& value, std::string_view key) {
    const std::string text = text_at(value, key);
    return text == "true" ? "Y" : text == "false" ? "N" : "";
  };
  for (const Value& file : cases) {
    const std::string crn = text_at(file, "crn");
    Value rest = file;
    for (auto& [key, member] : rest.members) {
      if (key == "orders" || key == "contacts")
        member.items.clear();  // recorded, and the entries stand in their tables
      if (key == "plan")
        for (auto& [inner, list] : member.members)
          if (inner == "activities") list.items.clear();
    }
    offender.rows.push_back({crn, crn, rest_of(rest, {"schema", "crn"})});
    if (const Value* orders = file.find("orders"))
      for (const Value& order : orders->items) {
        const std::string id = text_at(order, "id");
        event.rows.push_back({id, crn, text_at(order, "conviction_date")});
        Value without = order;
        for (auto& [key, member] : without.members)
          if (key == "requirements") member.items.clear();
        disposal.rows.push_back({id, id, crn, text_at(order, "type"), text_at(order, "sentence_date"),
                                 text_at(order, "end_date"),
                                 rest_of(without, {"id", "type", "sentence_date", "end_date", "conviction_date"})});
        if (const Value* requirements = order.find("requirements"))
          for (const Value& requirement : requirements->items) {
            const std::string type = text_at(requirement, "type");
            const std::string_view length = type == "rehabilitation_activity"                      ? "max_days"
                                            : type == "unpaid_work" || type == "attendance_centre" ? "hours"
                                            : type == "alcohol_abstinence_monitoring"              ? "days"
                                                                                                   : "";
            rqmnt.rows.push_back({text_at(requirement, "id"), id, crn, type,
                                  length.empty() ? std::string{} : text_at(requirement, length),
                                  text_at(requirement, "start_date"), text_at(requirement, "termination_date"),
                                  rest_of(requirement, {"id", "type", "start_date", "termination_date", length})});
          }
      }
    const Value* plan = file.find("plan");
    if (const Value* activities = plan == nullptr ? nullptr : plan->find("activities"))
      for (const Value& activity : activities->items)
        nsi.rows.push_back({text_at(activity, "id"), crn, text_at(activity, "requirement"),
                            text_at(activity, "referred_date"), text_at(activity, "start_date"),
                            text_at(activity, "end_date"),
                            rest_of(activity, {"id", "requirement", "referred_date", "start_date", "end_date"})});
    if (const Value* contacts = file.find("contacts"))
      for (const Value& entry : contacts->items)
        contact.rows.push_back({text_at(entry, "id"), crn, text_at(entry, "date"), text_at(entry, "time"),
                                text_at(entry, "type"), text_at(entry, "outcome"), text_at(entry, "requirement"),
                                text_at(entry, "activity"), flag(entry, "rar_activity"),
                                flag(entry, "national_standards"),
                                rest_of(entry, {"id", "date", "time", "type", "outcome", "requirement", "activity",
                                                "rar_activity", "national_standards"})});
  }
  return {std::move(offender), std::move(event), std::move(disposal),
          std::move(rqmnt),    std::move(nsi),   std::move(contact)};
}

}  // namespace probation::recording
