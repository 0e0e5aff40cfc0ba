// due: reviews and other dates that are overdue or fall due, in cases and, where one is given, in the catalogue.
#include "tools/common/due.hpp"
#include "caseload/visit.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/calendar.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "tools/common/calendar_file.hpp"
#include "tools/common/picture.hpp"
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
    if ((state != "overdue" && state != "due" && state != "undetermined") || text("due").empty()) continue;
    const std::string intervention = text("intervention"), entry = text("entry");
    std::string who = intervention.empty() ? text("crn") : intervention;
    if (!text("requirement_id").empty()) who += " " + text("requirement_id");
    const std::string mark =
        state == "due" ? "" : fmt::format(" ({})", lower_case(render::phrase("state", state, language)));
    events.push_back({.uid = intervention.empty()
                                 ? fmt::format("{}-{}-{}-{}{}{}", text("crn"), text("order_id"), text("requirement_id"),
                                               text("kind"), entry.empty() ? "" : "-", entry)
                                 : fmt::format("{}-{}", intervention, text("kind")),
                      .day = *parse_date(text("due")),
                      .summary = fmt::format("{}: {}{}", who, render::phrase("due", text("kind"), language), mark),
                      .description = text("computed")});
  }
  return render::calendar("rar-audit", as_of, events);
}

// The key of a pointer, for people; a name with a colon as it is.
std::string last_step(const std::string& fact) { return fact.substr(fact.rfind('/') + 1); }

}  // namespace

int run_due(Invocation& invocation, const Options& options) {
  Date until = within_option(
      "--within", options.within.empty() ? std::to_string(due_within_days) + "d" : options.within, invocation.as_of());
  if (!options.until.empty()) until = until_option("--until", options.until);
  const std::string by =
      options.by.empty() ? std::string{} : one_of("--by", options.by, {"region", "pdu", "team", "officer"});
  struct OfCase {
    std::string crn;
    std::vector<DueRecord> rows;
  };
  std::vector<DueRecord> rows;
  std::set<std::string, std::less<>> judged;
  const auto result = caseload::visit_in_parallel(
      invocation.world(), invocation.request(), invocation.settings(),
      [&](const CaseFacts& facts, const std::string&, const PlaceTable& places) {
        OfCase own{facts.file.crn ? facts.file.crn->text : std::string{}, due_records(facts, until, places)};
        if (!options.all) std::erase_if(own.rows, [&](const DueRecord& row) { return !is_listed(row.row, until); });
        return own;
      },
      [&](OfCase&& own) {
        if (!own.crn.empty()) judged.insert(std::move(own.crn));
        std::move(own.rows.begin(), own.rows.end(), std::back_inserter(rows));
      });
  // Of a catalogue that was given, not of the one built in: its reviews are somebody's own to hold.
  std::vector<std::string> columns = due_columns();
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
          return row.json[member].is_null() ? std::string("-") : render::visible(row.json[member].get<std::string>());
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
      {{"ics", [&](const std::vector<Json>& shown, const Target& target) {
          const auto would_tell = [&](std::string_view uid) {
            if (uid.find("-session-") != std::string_view::npos) return false;  // a plan's, not ours to cancel
            const std::string_view crn = crn_of_event(uid);
            return crn.empty() ? !options.catalogue.empty() : judged.contains(crn);
          };
          return published(invocation.world(), target, diary(invocation.as_of(), shown, language_option(options)),
                           invocation.as_of(), would_tell);
        }}});
}

}  // namespace probation::tools
