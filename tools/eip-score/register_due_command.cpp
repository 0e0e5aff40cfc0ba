#include <algorithm>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "facts/catalogue/register_due.hpp"
#include "render/calendar.hpp"
#include "render/words.hpp"
#include "tools/common/calendar_file.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/register_rows.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {

using render::Json;

namespace {

// A day for each review that is still to be held; the same matter has the same name in the calendar of rar-audit due.
std::string diary(Date as_of, const std::vector<Json>& records, Language language) {
  std::vector<render::CalendarEvent> events;
  for (const Json& record : records) {
    const std::string state = record["state"].text();
    const bool open = state == "overdue" || state == "due" || state == "undetermined";
    if (!open || record["kind"] != "catalogue_review" || !record["due"].is_string() || !record["id"].is_string())
      continue;
    const auto day = parse_date(record["due"].text());
    if (!day) continue;  // behind the last year that a calendar can write
    const std::string mark =
        state == "due" ? "" : fmt::format(" ({})", lower_case(render::phrase("state", state, language)));
    events.push_back({.uid = record["id"].text() + "-catalogue_review",
                      .day = *day,
                      .summary = fmt::format("{}: {}{}", record["id"].text(),
                                             render::phrase("due", "catalogue_review", language), mark),
                      .description = record["source"].is_string() ? record["source"].text() : std::string{}});
  }
  return render::calendar("eip-score", as_of, events);
}

}  // namespace

int run_register_due(Invocation& invocation, const Options& options) {
  if (!options.within.empty() && !options.until.empty())
    throw UsageError{"--within and --until say the same; give one"};
  const Supply supply = read_supply(invocation, options);
  say_catalogue(invocation, supply);
  const Date until = !options.until.empty() ? until_option("--until", options.until)
                                            : within_option("--within", options.within.empty() ? "28d" : options.within,
                                                            invocation.as_of());
  std::vector<RegisterDue> rows = register_due(supply.catalogue(), invocation.as_of(), until);
  if (!options.all)
    std::erase_if(rows, [](const RegisterDue& row) {
      return row.state == RegisterDue::State::ahead || row.state == RegisterDue::State::done;
    });
  const Shown owners{options.redact, "officer"};
  std::vector<Json> records;
  for (const RegisterDue& row : rows) {
    Located<std::string> owner;
    if (!row.owner.empty()) owner.value = row.owner;
    const bool hides = options.redact && row.kind == RegisterDue::Kind::condition;
    records.push_back({{"schema", "register_due/1"},
                       {"id", row.entry->intervention.id ? Json(row.entry->intervention.id->text) : Json(nullptr)},
                       {"file", row.entry->file},
                       {"kind", word(row.kind)},
                       {"due", row.due ? Json(format(*row.due)) : Json(nullptr)},
                       {"state", word(row.state)},
                       {"days_left", row.days_left ? Json(*row.days_left) : Json(nullptr)},
                       {"owner", owners.who(owner)},
                       {"text", hides ? Json(nullptr) : Json(row.text)},
                       {"source", row.source}});
  }
  const auto of = [&](RegisterDue::State state) {
    return std::count_if(rows.begin(), rows.end(), [&](const RegisterDue& row) { return row.state == state; });
  };
  const std::string totals =
      fmt::format("{}: {} overdue, {} due, {} undetermined\n", counted(static_cast<long long>(rows.size()), "date"),
                  of(RegisterDue::State::overdue), of(RegisterDue::State::due), of(RegisterDue::State::undetermined));
  if (options.summary)
    return print_totals(invocation, options, supply.result, "register due",
                        {{"dates", rows.size()},
                         {"overdue", of(RegisterDue::State::overdue)},
                         {"due", of(RegisterDue::State::due)},
                         {"undetermined", of(RegisterDue::State::undetermined)}},
                        totals);
  return invocation.finish_records(
      "register due", supply.result, records, {"id", "kind", "due", "state", "days_left", "owner", "text", "source"},
      [&] {
        std::string text = fmt::format("due by {}, as of {}\n", format(until), format(invocation.as_of()));
        for (const Json& row : records) {
          const auto cell = [&](const char* key) {
            return row[key].is_string() ? safe_text(row[key].text()) : std::string("-");
          };
          text += fmt::format("{:<12} {:<10} {:<32} {:<16} {:<16} {}\n", cell("state"), cell("due"), cell("id"),
                              cell("kind"), cell("owner"), cell("text"));
        }
        return text + totals;
      },
      {{"ics", [&](const std::vector<Json>& shown, const Target& target) {
          return published(invocation.world(), target, diary(invocation.as_of(), shown, language_option(options)),
                           invocation.as_of(),
                           [](std::string_view uid) { return uid.ends_with("-catalogue_review@rar-tools"); });
        }}});
}

}  // namespace probation::tools
