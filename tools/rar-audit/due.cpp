// due: reviews and other dates that are overdue or fall due, in cases and, where one is given, in the catalogue.
#include "tools/common/due.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/calendar.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

// One day of the diary for each date that is still to be met; what is done is no entry.
std::string diary(Date as_of, const std::vector<Json>& records) {
  std::vector<render::CalendarEvent> events;
  for (const Json& record : records) {
    const auto text = [&](const char* member) {
      return record.contains(member) && record[member].is_string() ? record[member].get<std::string>() : std::string{};
    };
    if (text("state") == "done" || text("state") == "done_late" || text("due").empty()) continue;
    std::string who = text("crn").empty() ? text("intervention") : text("crn");
    if (!text("requirement_id").empty()) who += " " + text("requirement_id");
    std::string kind = text("kind");
    replace_all(kind, "_", " ");
    events.push_back({.uid = fmt::format("{}-{}-{}-{}-{}@rar-audit", text("crn"), text("order_id"),
                                         text("requirement_id"), text("kind"), text("due")) +
                             (text("intervention").empty() ? "" : "-" + text("intervention")),
                      .day = *parse_date(text("due")),
                      .summary = fmt::format("{}: {}{}", who, kind, text("state") == "overdue" ? " (overdue)" : ""),
                      .description = text("computed")});
  }
  return render::calendar("rar-audit", as_of, events);
}

// The key of a pointer, for people; a name with a colon as it is.
std::string last_step(const std::string& fact) { return fact.substr(fact.rfind('/') + 1); }

}  // namespace

int run_due(Invocation& invocation, const Options& options) {
  Date until = invocation.as_of() +
               Days{days_option("--within", options.within.empty() ? std::to_string(due_within_days) : options.within)};
  if (!options.until.empty()) until = date_option("--until", options.until);
  const std::string by =
      options.by.empty() ? std::string{} : one_of("--by", options.by, {"region", "pdu", "team", "officer"});
  std::vector<DueRecord> rows;
  const auto result = caseload::visit_placed_cases(
      invocation.world(), invocation.request(), invocation.settings(),
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        for (DueRecord& record : due_records(facts, until, places)) {
          const bool listed =
              record.row.state == DueState::overdue || record.row.state == DueState::due ||
              record.row.state == DueState::done_late ||
              (record.row.state == DueState::undetermined && (!record.row.due || *record.row.due <= until));
          if (listed || options.all) rows.push_back(std::move(record));
        }
      });
  // Of a catalogue that was given, not of the one built in: its reviews are somebody's own to hold.
  std::vector<std::string> columns =
      case_table_columns({"kind", "due", "state", "days_left", "computed", "source", "missing"});
  if (!options.catalogue.empty()) columns.emplace_back("intervention");
  if (!options.catalogue.empty() && invocation.settings().catalogue != nullptr)
    for (DueRecord& record :
         due_in_catalogue(*invocation.settings().catalogue, *invocation.settings().policy, invocation.as_of(), until))
      if (record.row.state != DueState::ahead || options.all) rows.push_back(std::move(record));
  sort_due(rows);
  std::vector<Json> records;
  for (DueRecord& row : rows) records.push_back(row.json);
  return invocation.finish_records(
      "due", result, records, columns,
      [&] {
        std::string out = fmt::format("due by {}, as of {}\n", format(until), format(invocation.as_of()));
        const auto text = [](const DueRecord& row, const std::string& member) {
          return row.json[member].is_null() ? std::string("-") : row.json[member].get<std::string>();
        };
        std::vector<const DueRecord*> listed;
        for (const DueRecord& row : rows) listed.push_back(&row);
        if (!by.empty())
          std::stable_sort(listed.begin(), listed.end(),
                           [&](const DueRecord* a, const DueRecord* b) { return text(*a, by) < text(*b, by); });
        std::string group;
        for (const DueRecord* row : listed) {
          if (!by.empty() && (row == listed.front() || text(*row, by) != group))
            out += fmt::format("{} {}\n", by, group = text(*row, by));
          const bool of_case = !row->json.contains("intervention");
          const std::string subject =
              !of_case ? "-"
                       : text(*row, "order_id") +
                             (row->json["requirement_id"].is_null() ? "" : "/" + text(*row, "requirement_id"));
          const int left = row->row.days_left.value_or(0);
          const std::string when = !row->row.days_left ? std::string("-")
                                   : left < 0          ? fmt::format("{} ago", counted(-left, "day"))
                                   : left == 0         ? "today"
                                                       : fmt::format("in {}", counted(left, "day"));
          out += fmt::format("{:<12} {:<10}  {:<13} {:<8} {:<6} {:<21} {:<10} {}\n", word(row->row.state),
                             row->row.due ? format(*row->row.due) : std::string("-"), when,
                             of_case ? text(*row, "crn") : text(*row, "intervention"), subject, row->row.kind,
                             text(*row, "officer"), row->row.computed);
        }
        const auto count = [&](DueState state) {
          return std::count_if(rows.begin(), rows.end(), [&](const DueRecord& r) { return r.row.state == state; });
        };
        std::map<std::string, int> facts;  // what the undetermined wait for
        for (const DueRecord& row : rows)
          for (const Json& fact : row.json["missing"]) ++facts[last_step(fact.text())];
        std::string missing;
        for (const auto& [fact, times] : facts)
          missing += fmt::format("{}{} {}", missing.empty() ? " (missing: " : ", ", times, fact);
        out += fmt::format("{}: {} overdue, {} due, {} undetermined{}, {} done late\n",
                           counted(static_cast<long long>(rows.size()), "date"), count(DueState::overdue),
                           count(DueState::due), count(DueState::undetermined), missing.empty() ? "" : missing + ")",
                           count(DueState::done_late));
        return out;
      },
      {{"ics", [&](const std::vector<Json>& shown) { return diary(invocation.as_of(), shown); }}});
}

}  // namespace probation::tools
