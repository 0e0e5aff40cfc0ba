// due: reviews and other dates that are overdue or fall due, in cases and, where one is given, in the catalogue.
#include "tools/common/due.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/calendar.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "tools/common/calendar_file.hpp"
#include "tools/common/picture.hpp"
#include "tools/common/record_stream.hpp"
#include "tools/common/workbook.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

// One day of the diary for each date that is still to be met; what is done or lies further ahead is no entry.
std::string diary(Date as_of, const std::vector<Json>& records, Language language) {
  std::vector<render::CalendarEvent> events;
  for (const Json& record : records) {
    const auto text = [&](const char* member) { return record[member].is_string() ? record[member].text() : ""; };
    const std::string state = text("state");
    if (state != "overdue" && state != "due" && state != "undetermined") continue;
    const auto day = parse_date(text("due"));
    if (!day) continue;  // not known, or behind the last year that a calendar can write
    const std::string intervention = text("intervention"), entry = text("entry");
    std::string who = intervention.empty() ? text("crn") : intervention;
    if (!text("requirement_id").empty()) who += " " + text("requirement_id");
    const std::string mark =
        state == "due" ? "" : fmt::format(" ({})", lower_case(render::phrase("state", state, language)));
    events.push_back({.uid = intervention.empty()
                                 ? fmt::format("{}-{}-{}-{}{}{}", text("crn"), text("order_id"), text("requirement_id"),
                                               text("kind"), entry.empty() ? "" : "-", entry)
                                 : fmt::format("{}-{}", intervention, text("kind")),
                      .day = *day,
                      .summary = fmt::format("{}: {}{}", who, render::phrase("due", text("kind"), language), mark),
                      .description = text("computed")});
  }
  return render::calendar("rar-audit", as_of, events);
}

// The key of a pointer, for people; a name with a colon as it is.
std::string last_step(const std::string& fact) { return fact.substr(fact.rfind('/') + 1); }

std::string text_at(const Json& record, const char* member) {
  return record[member].is_null() ? std::string("-") : render::visible(record[member].get<std::string>());
}

std::string row_of(const DueRecord& record) {
  const DueRow& row = record.row;
  const Json& json = record.json;
  const bool of_case = !json.contains("intervention");
  const std::string subject =
      !of_case
          ? "-"
          : text_at(json, "order_id") + (json["requirement_id"].is_null() ? "" : "/" + text_at(json, "requirement_id"));
  const int left = row.days_left.value_or(0);
  const std::string when = !row.days_left ? std::string("-")
                           : left < 0     ? fmt::format("{} ago", counted(-left, "day"))
                           : left == 0    ? "today"
                                          : fmt::format("in {}", counted(left, "day"));
  return fmt::format("{:<12} {:<10}  {:<13} {:<8} {:<6} {:<21} {:<10} {}\n", word(row.state),
                     row.due ? format(*row.due) : std::string("-"), when,
                     text_at(json, of_case ? "crn" : "intervention"), subject, row.kind, text_at(json, "officer"),
                     row.computed);
}

// The table, and what its last line counts.
class DueTable {
 public:
  DueTable(Invocation& invocation, std::vector<std::string> columns, std::string by)
      : rows_(invocation, "due", std::move(columns)), by_(std::move(by)) {
    rows_.of_cells();
  }
  [[nodiscard]] RecordStream& rows() { return rows_; }

  struct Row {
    std::string key, text_key;
    DueState state;
    std::vector<std::string> missing;
    RecordStream::Row row;
  };
  // On any thread.
  [[nodiscard]] Row made(const DueRecord& record) const {
    Row made{key_of(record),
             {},
             record.row.state,
             record.json["missing"].texts(),
             rows_.row(record.json, rows_.asks_for_text() ? row_of(record) : std::string{})};
    made.text_key = by_.empty() ? made.key : text_at(record.json, by_.c_str()) + '\0' + made.key;
    return made;
  }

  void add(Row row) {
    ++all_;
    ++states_[row.state];
    for (const std::string& fact : row.missing) ++facts_[last_step(fact)];
    rows_.add(std::move(row.key), std::move(row.row), std::move(row.text_key));
  }

  int finish(Date until, Date as_of) {
    RecordStream::Words words;
    words.head = fmt::format("due by {}, as of {}\n", format(until), format(as_of));
    if (!by_.empty()) words.heading = [&](std::string_view group) { return fmt::format("{} {}\n", by_, group); };
    std::string missing;  // what the undetermined wait for
    for (const auto& [fact, times] : facts_)
      missing += fmt::format("{}{} {}", missing.empty() ? " (missing: " : ", ", times, fact);
    words.end = fmt::format("{}: {} overdue, {} due, {} undetermined{}, {} done late\n", counted(all_, "date"),
                            states_[DueState::overdue], states_[DueState::due], states_[DueState::undetermined],
                            missing.empty() ? "" : missing + ")", states_[DueState::done_late]);
    return rows_.finish(words);
  }

 private:
  RecordStream rows_;
  std::string by_;
  long long all_ = 0;
  std::map<DueState, long long> states_;
  std::map<std::string, int> facts_;
};

}  // namespace

int run_due(Invocation& invocation, const Options& options) {
  Date until = within_option(
      "--within", options.within.empty() ? std::to_string(due_within_days) + "d" : options.within, invocation.as_of());
  if (!options.until.empty()) until = until_option("--until", options.until);
  const std::string by =
      options.by.empty() ? std::string{} : one_of("--by", options.by, {"region", "pdu", "team", "officer"});
  // Of a catalogue that was given, not of the one built in: its reviews are somebody's own to hold.
  std::vector<std::string> columns = due_columns();
  if (!options.catalogue.empty()) columns.emplace_back("intervention");
  DueTable table(invocation, columns, by);
  struct OfCase {
    std::string crn;
    std::vector<DueTable::Row> rows;
  };
  std::set<std::string, std::less<>> judged;  // whose dates a calendar may take back
  const bool asks_for_calendar = asks_for(options, {"ics"});
  table.rows().visit(
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        OfCase own{facts.file.crn ? facts.file.crn->text : std::string{}, {}};
        for (const DueRecord& record : due_records(facts, until, places))
          if (options.all || is_listed(record.row, until)) own.rows.push_back(table.made(record));
        return own;
      },
      [&](OfCase&& own) {
        if (asks_for_calendar && !own.crn.empty()) judged.insert(std::move(own.crn));
        for (DueTable::Row& row : own.rows) table.add(std::move(row));
      });
  if (!options.catalogue.empty() && invocation.settings().catalogue != nullptr)
    for (const DueRecord& record :
         due_in_catalogue(*invocation.settings().catalogue, *invocation.settings().policy, invocation.as_of(), until))
      if (record.row.state != DueState::ahead || options.all) table.add(table.made(record));
  table.rows().also("ics", [&](const std::vector<Json>& shown, const Target& target) {
    const auto would_tell = [&](std::string_view uid) {
      if (uid.find("-session-") != std::string_view::npos) return false;  // a plan's, not ours to cancel
      const std::string_view crn = crn_of_event(uid);
      return crn.empty() ? !options.catalogue.empty() : judged.contains(crn);
    };
    return published(invocation.world(), target, diary(invocation.as_of(), shown, language_option(options)),
                     invocation.as_of(), would_tell);
  });
  return table.finish(until, invocation.as_of());
}

}  // namespace probation::tools
