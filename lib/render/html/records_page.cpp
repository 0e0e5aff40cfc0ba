#include "render/html/records_page.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/fact_words.hpp"
#include "render/html/about.hpp"
#include "render/html/finding.hpp"
#include "render/html/trend_lines.hpp"
#include "render/table.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

// Members that are the user's own codes and names.
constexpr std::array<std::string_view, 22> own{"crn",     "order_id",     "requirement_id", "region",  "pdu",  "team",
                                               "officer", "id",           "option",         "entry",   "file", "a",
                                               "b",       "intervention", "subject",        "session", "ref",  "lapsed",
                                               "unknown", "successor",    "contact",        "rater"};
std::string column_name(std::string_view column) { return std::string(column.substr(column.rfind('/') + 1)); }
bool is_own(std::string_view member) { return std::find(own.begin(), own.end(), member) != own.end(); }

std::string member_text(const Json& record, std::string_view name) {
  if (!record.contains(name)) return {};
  const Json& value = record.at(name);
  return value.is_string() ? value.text() : value.is_null() ? std::string{} : value.dump();
}

std::string page_kind(const std::string& command) {
  if (command == "suggest" || command == "verify") return "plan";
  if (command == "register due") return "due";
  if (command == "register log") return "suite";
  return command;
}

// Attributes that a row of the command carries, by the member they hold.
Attributes attributes_of(const Json& record, const std::string& command) {
  Attributes out;
  const auto add = [&](std::string_view attribute, std::string_view member) {
    if (record.contains(member)) out.emplace_back(attribute, member_text(record, member));
  };
  add("data-crn", "crn");
  add("data-team", "team");
  add("data-officer", "officer");
  add("data-region", "region");
  add("data-kind", "kind");
  add("data-due", "due");
  add("data-state", "state");
  add("data-outlook", "outlook");
  add("data-last", "last_useful_date");
  add("data-fact", "fact");
  add("data-questions", "questions");
  add("data-alone", "alone");
  add("data-cases", "cases");
  add("data-as-of", "as_of");
  add("data-verdict", "verdict");
  for (const std::string_view id : {"id", "option", "intervention"})
    if (record.contains(id)) {
      out.emplace_back("data-id", member_text(record, id));
      break;
    }
  if (command == "trend" && record.contains("group")) {
    std::string group;
    for (const auto& [name, value] : record.at("group").items())
      group += (group.empty() ? "" : ",") + name + "=" + (value.is_string() ? value.text() : std::string{});
    out.emplace_back("data-group", group);
  }
  static constexpr std::array<std::string_view, 7> profiles{
      "data-days-strict",   "data-days-delius_flag", "data-days-activity_log", "data-days-contact_rows",
      "data-days-overview", "data-days-referral",    "data-days-self_service"};
  if (command == "recount" && record.contains("days"))
    for (const std::string_view name : profiles)
      out.emplace_back(name, member_text(record.at("days"), name.substr(std::string_view("data-days-").size())));
  return out;
}

std::string map_value(const Json& value, std::string_view schema, const Speech& speech) {
  std::string out;
  for (const auto& [name, member] : value.items()) {
    if (member.is_null()) continue;
    const std::string_view kind = find_word("area", name) != nullptr ? "area" : "field";
    const bool empty = (member.is_array() || member.is_object()) && member.empty();
    out += (out.empty() ? "" : "; ") + speech.say(kind, name) + ": " +
           (empty ? std::string("none") : spoken_value(member, schema, name, speech));
  }
  return out;
}

// A share in words: as it is, or the range that what is not decided leaves.
std::string share_words(const Json& measure) {
  const auto figure = [&](const char* member) { return fmt::format("{:.1f}", measure.at(member).number()); };
  if (!measure.is_object() || measure.at("at_least").is_null()) return {};
  if (!measure.at("percentage").is_null()) return figure("percentage") + " %";
  return figure("at_least") + " to " + figure("at_most") + " %";
}

class Records {
 public:
  Records(const RecordsView& view, const Speech& speech) : view_(view), speech_(speech) {}

  void write(const Write& write) const {
    Page page;
    page.kind = page_kind(view_.command);
    const std::string heading_id = page.kind;
    page.title = phrase("heading", heading_id, speech_.language());
    page.language = speech_.language();
    page.is_title_welsh = page.language == Language::cy && is_in_welsh("heading", heading_id);
    CaseloadView head(view_.as_of);
    head.unreadable = view_.unreadable;
    head.totals.files = view_.totals.files;
    page.lead = fmt::format("<p>As of {}.</p>\n", speech_.when(view_.as_of)) + figures(head_figures()) +
                (view_.command == "trend" ? std::string{} : unreadable(head));
    page.sections = {{"rows", speech_.say("heading", heading_id), {}, [this](const Write& to) { write_rows(to); }},
                     {"about", speech_.say("heading", "about"), web::about(about_pairs(), assumptions())}};
    write_page(page, write);
  }

 private:
  void each(const std::function<void(const Json&)>& take) const {
    if (view_.each) return view_.each(take);
    for (const Json& record : view_.records) take(record);
  }
  [[nodiscard]] bool any(const std::function<bool(const Json&)>& claim) const {
    bool found = false;
    each([&](const Json& record) { found = found || claim(record); });
    return found;
  }
  [[nodiscard]] std::size_t size() const { return view_.each ? view_.count : view_.records.size(); }
  // Of a table that is never long.
  [[nodiscard]] std::vector<Json> all() const {
    std::vector<Json> records;
    each([&](const Json& record) { records.push_back(record); });
    return records;
  }

  [[nodiscard]] std::vector<Figure> head_figures() const {
    const auto count = [&](std::string_view member, std::string_view value) {
      std::int64_t records = 0;
      each([&](const Json& record) { records += record.contains(member) && record.at(member) == value ? 1 : 0; });
      return records;
    };
    std::vector<Figure> out;
    if (view_.command == "trend") return newest_figures();
    if (view_.command == "due") {
      out.push_back(figure("overdue", count("state", "overdue"), "Dates overdue", speech_));
      out.push_back({"due", count("state", "due"), "Dates due"});
    }
    out.push_back(figure("undetermined", view_.totals.undetermined,
                         view_.command == "gaps" ? "Facts that are missing" : "Not decided: a fact is missing",
                         speech_));
    if (view_.totals.cases > 0) out.push_back(judged_figure(view_.totals, speech_));
    out.push_back(figure("files", view_.totals.files, "Files", speech_));
    out.push_back(figure("unreadable", view_.totals.unreadable, "Could not be read", speech_));
    return out;
  }
  // Of the newest run: what stands now.
  [[nodiscard]] std::vector<Figure> newest_figures() const {
    static constexpr std::array<std::pair<const char*, const char*>, 6> shown{
        {{"overdue", "Dates overdue"},
         {"errors", "Errors"},
         {"warnings", "Warnings"},
         {"notes", "Notes"},
         {"undetermined", "Not decided: a fact is missing"},
         {"cases", "Cases"}}};
    std::vector<Figure> out;
    const std::vector<Json> records = all();
    for (const auto& [name, words] : shown) {
      std::int64_t sum = 0;
      for (const Json& record : records)
        if (record.at("as_of") == records.back().at("as_of")) sum += record.at(name).whole();
      out.push_back(figure(name, sum, words, speech_));
    }
    return out;
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> about_pairs() const {
    auto pairs = view_.about;
    pairs.insert(pairs.begin(), {"As of", speech_.when(view_.as_of)});
    return pairs;
  }
  [[nodiscard]] std::vector<std::string> assumptions() const {
    std::set<std::string> once;
    each([&](const Json& record) {
      if (record.contains("assumptions") && record.at("assumptions").is_array())
        for (const Json& line : record.at("assumptions"))
          if (line.is_string() && !line.text().starts_with("not recorded: ")) once.insert(line.text());
    });
    return {once.begin(), once.end()};
  }

  void write_rows(const Write& write) const {
    if (size() == 0)
      return write(view_.command != "trend" && view_.totals.files == 0 ? "<p>Nothing was judged.</p>\n"
                                                                       : "<p>There is nothing to list.</p>\n");
    if (view_.command == "measures") return write(table(measure_table(all(), speech_)));
    const bool is_due = view_.command == "due";
    if (view_.command == "trend") write(trend_lines(all(), speech_));
    const Table head = is_due ? dated_head(caption(), speech_) : generic();
    const std::vector<std::string> columns = shown_columns();
    write(table_begin(head));
    each([&](const Json& record) {
      if (is_due) return write(table_row(dated_row(record, speech_, {})));
      Row row{attributes_of(record, view_.command), {}};
      for (const std::string& column : columns) row.cells.push_back(cell(record, column));
      write(table_row(row));
    });
    write(table_end());
  }
  [[nodiscard]] std::string caption() const {
    const std::string rows = counted(static_cast<long long>(size()), "row");
    if (view_.command == "trend") return rows + ", the newest run last";
    if (view_.command == "gaps") return rows + ": what decides most once it is recorded stands first";
    const bool is_ordered = view_.command == "due" || view_.command == "forecast";
    return rows + (is_ordered ? ", in the order in which they matter" : "");
  }

  [[nodiscard]] bool is_of_cases() const {
    return std::find(view_.columns.begin(), view_.columns.end(), "requirement_id") != view_.columns.end();
  }
  static bool is_state(std::string_view member) {
    return member == "state" || member == "outlook" || member == "verdict" || member == "status";
  }
  static bool is_code(std::string_view member) { return member == "team" || member == "officer"; }
  // Whether no record has it, or a group of one kind.
  [[nodiscard]] bool says_nothing(const std::string& column) const {
    return !any([&](const Json& record) {
      const Json value = value_of(record, column);
      return !value.is_null() && !(value.is_object() && value.empty());
    });
  }
  [[nodiscard]] bool is_empty(const std::string& column) const {
    return !any([&](const Json& record) { return !value_of(record, column).is_null(); });
  }
  // What is on offer is of no use without what decided that it is not, and what is still to be settled.
  [[nodiscard]] bool says_why() const {
    return any([](const Json& record) {
      return record.contains("reasons") && record.at("reasons").is_array() && record.contains("verdict");
    });
  }
  static std::string reasons(const Json& record) {
    std::string out;
    const Json& verdict = record.at("verdict");
    const auto say = [&](std::string_view before, std::string_view words) {
      out += (out.empty() ? "" : "; ") + std::string(before) + prose(words);
    };
    for (const Json& reason : record.at("reasons"))
      if (verdict != "eligible" && reason.at("verdict") == verdict) say({}, reason.at("message").text());
      else if (verdict != "not_eligible" && reason.at("verdict").is_null())
        say("to settle: ", reason.at("message").text());
    if (const std::string none = member_text(record, "no_need"); !none.empty()) say({}, none);
    return out;
  }

  // How often each asks; once is not said.
  static std::string asked_by(const Json& counts) {
    std::string out;
    for (const auto& [id, count] : counts.items())
      out +=
          (out.empty() ? "" : ", ") + code(id) + (count.whole() == 1 ? std::string{} : " " + count.dump() + " times");
    return out;
  }

  // What a plan begins and when; where there is none, what would have to change.
  [[nodiscard]] std::string chosen(const Json& record) const {
    if (const Json& conflict = record["conflict"]; conflict.is_object()) return prose(member_text(conflict, "change"));
    std::string out;
    for (const Json& one : record["chosen"]) {
      const Json& sessions = one.at("sessions");
      out += (out.empty() ? "" : "; ") + code(one.at("intervention").text()) +
             (sessions.empty() ? std::string{} : " from " + speech_.when(sessions.front().at("date").text()));
    }
    return out.empty() ? "nothing more is needed" : out;
  }

  // State first; where the case is, in one cell; what is assumed stands in the last section.
  [[nodiscard]] std::vector<std::string> shown_columns() const {
    std::vector<std::string> first, rest;
    for (const std::string& column : view_.columns) {
      if (is_of_cases() &&
          (column == "order_id" || column == "requirement_id" || column == "region" || column == "pdu"))
        continue;
      // The day after the last useful one says nothing of its own.
      if (column == "assumptions" || column == "fingerprint" || column == "certain_from") continue;
      if (is_code(column) && is_empty(column)) continue;
      if (view_.command == "gaps" && (column == "group" || column == "table") && says_nothing(column)) continue;
      const bool state = is_state(column);
      (column == "crn" && is_of_cases() ? first : state ? first : rest).push_back(column);
    }
    first.insert(first.end(), rest.begin(), rest.end());
    if (says_why()) first.emplace_back("reasons");
    if (view_.command == "suggest") first.emplace_back("chosen");
    if (view_.command == "verify") first.emplace_back("violations");
    return first;
  }

  [[nodiscard]] Cell cell(const Json& record, const std::string& column) const {
    const std::string name = column_name(column);
    const std::string schema = member_text(record, "schema");
    const Json& value = value_of(record, column);
    if (column.starts_with("measures/")) return {text(share_words(value)), {}, true};
    if (name == "crn" && is_of_cases()) {
      const std::string order = member_text(record, "order_id"), one = member_text(record, "requirement_id");
      const std::string subject = order + (one.empty() ? "" : "/" + one);
      const std::string crn = member_text(record, "crn");
      return {(crn.empty() ? std::string("none") : code(crn)) + (subject.empty() ? "" : " " + code(subject)), crn};
    }
    if (name == "decided_with_all_before" && value.is_number())  // only all of it is 100
      return {fmt::format("{:.1f} %", std::min(100 * value.number(), value.number() < 1 ? 99.9 : 100.0)), value.dump(),
              true};
    if (column == "rules" && value.is_object()) return {asked_by(value)};
    if (column == "reasons" && says_why()) return {reasons(record)};
    if (column == "violations") return {prose(violations_in_words(value))};
    if (column == "chosen" && view_.command == "suggest") return {chosen(record)};
    const bool number = value.is_number();
    if (number && name == "days_left" && member_text(record, "kind") == "unpaid_work_hours")
      return {fmt::format("{} hours", value.dump()), value.dump(), true};
    const bool tagged = value.is_string() && is_state(name);
    return {
        tagged ? speech_.tag(kind_of_values(schema, name), value.text()) : spoken_value(value, schema, name, speech_),
        value.is_string() ? value.text() : std::string{}, number};
  }

  // Without its rows.
  [[nodiscard]] Table generic() const {
    Table out{caption(), {}, {}};
    const std::vector<std::string> columns = shown_columns();
    std::vector<bool> numbers(columns.size());
    each([&](const Json& record) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (!numbers[i] && value_of(record, columns[i]).is_number()) numbers[i] = true;
    });
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string name = column_name(columns[i]);
      if (columns[i].starts_with("measures/")) {
        out.columns.push_back({speech_.say("measure", name), name, true});
        continue;
      }
      if (columns[i].starts_with("areas/")) {
        out.columns.push_back({speech_.say("area", name), name});
        continue;
      }
      if (view_.command == "regions" && name == "missing") {
        out.columns.push_back({"Nothing chosen for", name});
        continue;
      }
      const std::string words = columns[i].starts_with("days/")                         ? "days_" + name
                                : columns[i] == "reasons" || columns[i] == "violations" ? "why"
                                                                                        : name;
      out.columns.push_back(
          {name == "crn" && is_of_cases() ? speech_.say("heading", "case") : speech_.say("field", words), name,
           numbers[i]});
    }
    return out;
  }

  const RecordsView& view_;
  const Speech& speech_;
};

}  // namespace

std::string spoken_value(const Json& value, std::string_view schema, std::string_view member, const Speech& speech) {
  if (value.is_null()) return {};
  if (value.is_object()) return map_value(value, schema, speech);
  if (value.is_array()) {
    std::vector<std::string> said;  // what several places lack alike is said once
    for (const Json& item : value) {
      std::string words = spoken_value(item, schema, member, speech);
      if (std::find(said.begin(), said.end(), words) == said.end()) said.push_back(std::move(words));
    }
    return join(said, "; ");
  }
  if (value.is_boolean()) return value.truth() ? "yes" : "no";
  if (!value.is_string()) return text(value.dump());
  const std::string& words = value.text();
  if (parse_date(words)) return speech.when(words);
  const std::string_view kind = kind_of_values(schema, member);
  if (kind == "fact") return names_a_fact(words) ? speech.fact(words) : prose(words);
  if (!kind.empty()) return speech.say(kind, words);
  if (is_own(member)) return code(words);
  if (find_word("area", words) != nullptr) return speech.say("area", words);
  if (member == "needs" || member == "area" || member == "sexes") return speech.say("kind", words);
  if (schema == "coverage/1") return member == "selection" ? speech.say("state", words) : code(words);
  return prose(words);
}

void write_records_page(const RecordsView& view, const Speech& speech, const Write& write) {
  Records(view, speech).write(write);
}

std::string records_page(const RecordsView& view, const Speech& speech) {
  std::string out;
  write_records_page(view, speech, [&](std::string_view markup) { out += markup; });
  return out;
}

}  // namespace probation::render::web
