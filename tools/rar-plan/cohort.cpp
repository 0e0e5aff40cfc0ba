#include "tools/rar-plan/cohort.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "intake/one_file.hpp"
#include "planning/cohort.hpp"
#include "planning/cohort_verify.hpp"
#include "planning/options.hpp"
#include "render/calendar.hpp"
#include "render/cohort/cohort.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/run/text.hpp"
#include "render/yaml.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/records.hpp"
#include "tools/rar-plan/plan_tables.hpp"
#include "tools/rar-plan/refusals.hpp"

namespace probation::tools {
namespace {

using render::Json;

constexpr double cohort_seconds = 300;
const std::vector<std::string_view> formats{"text", "json", "yaml", "csv", "html", "ics", "xlsx"},
    judged_formats{"text", "json", "yaml"};

template <class T>
T read_one(Invocation& invocation, const std::string& path, std::string_view schema, std::string_view what) {
  intake::OneFile file = intake::read_one(invocation.world(), path, schema);
  if (!file.problems.empty()) throw UsageError{fmt::format("{} cannot be used:", what), file.problems};
  return std::get<T>(std::move(file.content));
}

// A sheet: CSV with the columns crn, entry, start.
std::vector<planning::SheetRow> read_sheet(const std::string& path, const std::string& text) {
  const document::CsvTable table = document::read_csv(text);
  if (table.problem) throw UsageError{fmt::format("{}:{}: {}", path, table.problem->line, table.problem->message)};
  const auto crn = table.column("crn"), entry = table.column("entry"), start = table.column("start"),
             status = table.column("status"), option = table.column("option"), outcome = table.column("outcome");
  if (!crn || !entry || !start) throw UsageError{fmt::format("{}: a sheet has the columns crn, entry and start", path)};
  std::vector<planning::SheetRow> rows;
  for (const document::CsvRow& row : table.rows) {
    if (status && row.cells[*status] == "waiting") continue;
    if (outcome && row.cells[*outcome] == "unreadable") continue;
    const auto day = parse_date(row.cells[*start]);
    if (!day) throw UsageError{fmt::format("{}:{}: `{}` is not a date", path, row.line, row.cells[*start])};
    planning::SheetRow one;
    one.crn = row.cells[*crn];
    one.entry = row.cells[*entry];
    one.start = *day;
    if (option) one.option = row.cells[*option];
    rows.push_back(std::move(one));
  }
  return rows;
}

std::optional<SessionTime> session_of(const Json& given) {
  const auto day =
      given.contains("date") && given["date"].is_string() ? parse_date(given["date"].text()) : std::nullopt;
  if (!day) return std::nullopt;
  SessionTime session{*day, std::nullopt, std::nullopt};
  if (given.contains("time") && given["time"].is_string()) {
    const std::string time = given["time"].text();
    if (time.size() == 5) session.start_minute = 60 * std::stoi(time.substr(0, 2)) + std::stoi(time.substr(3));
  }
  if (given.contains("minutes") && given["minutes"].is_number_integer()) session.minutes = given["minutes"].whole();
  return session;
}

// A cohort/1 of ours, or one changed by hand.
planning::Sheet read_cohort(const std::string& path, const std::string& text) {
  planning::Sheet sheet;
  try {
    const Json cohort = Json::parse(text).value();
    for (const Json& person : cohort.at("people"))
      for (const Json& chosen : person.at("chosen")) {
        planning::SheetRow row;
        row.crn = person.at("crn").text();
        row.option = chosen.at("option").text();
        if (chosen.at("entry").is_string()) row.entry = chosen["entry"].text();
        row.start = parse_date(chosen.at("start").text()).value();
        if (chosen.contains("intervention") && chosen["intervention"].is_string())
          row.intervention = chosen["intervention"].text();
        for (const Json& session : chosen.at("sessions"))
          if (const auto time = session_of(session)) row.sessions.push_back(*time);
        sheet.rows.push_back(std::move(row));
      }
    sheet.facilitators.emplace();
    for (const Json& group : cohort.at("groups")) {
      std::vector<std::string>& ids =
          (*sheet.facilitators)[{group.at("entry").text(), parse_date(group.at("start").text()).value()}];
      for (const Json& id : group.at("facilitators")) ids.push_back(id.text());
    }
  } catch (const std::exception& wrong) {
    throw UsageError{fmt::format("{}: not a cohort/1: {}", path, wrong.what())};
  }
  return sheet;
}

std::vector<planning::SheetRow> decided_rows(Invocation& invocation, const std::string& path) {
  return path.empty() ? std::vector<planning::SheetRow>{} : read_sheet(path, invocation.world().read(path));
}

using Person = std::unique_ptr<planning::PersonCase>;

// The cases at hand, by CRN. Those that cannot be planned are said; where a fact is what they lack, they stand with the
// files that could not be read.
// `is_whole`: every file could be read, so that no place goes to another for want of somebody's file.
caseload::Result gather(Invocation& invocation, const Directory& directory, planning::CohortInput& input,
                        bool& is_whole) {
  std::vector<intake::Unreadable> lacking;
  caseload::Result result =
      caseload::visit_placed_cases(invocation.world(), invocation.request(), invocation.settings(),
                                   [&](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
                                     auto person = planning::person_case(facts, {}, directory);
                                     if (const auto* refusal = std::get_if<planning::Refusal>(&person))
                                       refuse(*refusal, file, places, true, lacking);
                                     else input.people.push_back(std::get<Person>(std::move(person)));
                                   });
  is_whole = unreadable_for_planning(result) == 0 && invocation.not_found().empty();
  name_lacking(result, lacking);
  result.unreadable_files = unreadable_for_planning(result);
  std::stable_sort(input.people.begin(), input.people.end(),
                   [](const auto& a, const auto& b) { return a->crn < b->crn; });
  for (std::size_t i = 1; i < input.people.size(); ++i)
    if (input.people[i]->crn == input.people[i - 1]->crn)
      throw UsageError{fmt::format("{} stands in two cases", input.people[i]->crn)};
  return result;
}

// The directory with the changes made.
Directory changed(const Directory& directory, const WhatIfFile& file) {
  Directory other = directory;
  for (const WhatIfChange& change : file.changes) {
    if (change.facilitator) {
      other.facilitators.recorded = true;
      other.facilitators.items.push_back(*change.facilitator);
      continue;
    }
    if (!change.entry) throw UsageError{"--what-if: a change names neither an entry nor a facilitator"};
    const auto at = std::find_if(other.entries.items.begin(), other.entries.items.end(),
                                 [&](const DirectoryEntry& one) { return one.id && one.id->text == *change.entry; });
    if (at == other.entries.items.end())
      throw UsageError{fmt::format("--what-if: the directory has no entry {}", *change.entry)};
    if (change.places) at->places = change.places;
    if (change.add_start) {
      at->starts.recorded = true;
      at->starts.items.push_back(change.add_start);
    }
    if (!change.weekday && !change.time) continue;
    // One group at another time is an entry of its own, with the same id: its start moves to the weekday asked for.
    if (!change.start) throw UsageError{"--what-if: weekday and time are of the group of a start"};
    const Date old = *change.start;
    Date day = old;
    while (change.weekday && day.weekday().iso_encoding() != static_cast<unsigned>(*change.weekday) + 1)
      day = day + Days{1};
    if (std::none_of(at->starts.begin(), at->starts.end(), [&](const Located<Date>& one) { return one.is(old); }))
      throw UsageError{fmt::format("--what-if: no group of {} starts on {}", *change.entry, format(old))};
    DirectoryEntry moved = *at;
    std::erase_if(at->starts.items, [&](const Located<Date>& one) { return one.is(old); });
    moved.id.value->text += "-moved";
    moved.starts.items = {{day, {}}};
    if (change.weekday) moved.weekday = change.weekday;
    if (change.time) moved.time = change.time;
    other.entries.items.push_back(std::move(moved));
  }
  return other;
}

// The same people, asked again with another directory.
void rebuild(const planning::CohortInput& input, const Directory& directory, planning::CohortInput& other) {
  other.directory = &directory;
  other.catalogue = input.catalogue;
  other.policy = input.policy;
  other.as_of = input.as_of;
  other.from = input.from;
  other.until = input.until;
  other.decided = input.decided;
  for (const auto& person : input.people) {
    auto again = planning::person_case(*person->facts, {}, directory);
    if (auto* same = std::get_if<Person>(&again)) other.people.push_back(std::move(*same));
  }
}

// Who has more, and who less, of their needs covered, in rank order.
render::WhatIf compared(const planning::Cohort& now, const planning::Cohort& then) {
  render::WhatIf what;
  what.objective = then.objective;
  const auto covers = [](const planning::Cohort& cohort, std::size_t p) {
    const auto& person = cohort.people[p];
    const std::uint32_t bits = person.columns[cohort.chosen[p]].covers;
    std::vector<char> list;
    for (std::size_t r = 0; r < person.who->question.needs.needs.size(); ++r)
      list.push_back(static_cast<char>(bits >> r & 1U));
    return list;
  };
  for (std::size_t p = 0; p < now.people.size() && p < then.people.size(); ++p) {
    const auto before = covers(now, p), after = covers(then, p);
    if (before < after) what.gained.push_back(now.people[p].who->crn);
    if (after < before) what.lost.push_back(now.people[p].who->crn);
  }
  return what;
}

bool is_group(const Directory& directory, const std::string& id) {
  return std::any_of(directory.entries.begin(), directory.entries.end(), [&](const DirectoryEntry& entry) {
    return entry.id && entry.id->text == id && !entry.starts.empty();
  });
}

// A sheet names work that is no group by what the cohort calls it: what it is and when, as it is on offer.
void spell_out(planning::Sheet& sheet, const planning::CohortInput& input) {
  for (planning::SheetRow& row : sheet.rows) {
    if (!row.intervention.empty() || row.option.empty() || is_group(*input.directory, row.entry)) continue;
    const auto person =
        std::find_if(input.people.begin(), input.people.end(), [&](const Person& one) { return one->crn == row.crn; });
    if (person == input.people.end()) continue;
    const planning::Supply offered = planning::supply((*person)->question);
    for (const planning::Option& option : offered.options)
      if (option.id == row.option) {
        row.intervention = option.intervention->id->text;
        row.sessions = option.sessions;
      }
  }
}

int judge(Invocation& invocation, Options& options, const CohortFlags& flags, const planning::CohortInput& input,
          const render::RunOutput& run) {
  const render::Account& account = run.account;
  const std::string text = invocation.world().read(flags.verify);
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  planning::Sheet sheet;
  if (first != std::string::npos && text[first] == '{') sheet = read_cohort(flags.verify, text);
  else sheet.rows = read_sheet(flags.verify, text);
  spell_out(sheet, input);
  planning::CohortJudged judged{
      input.directory, input.catalogue, input.policy, input.as_of, {}, decided_rows(invocation, flags.decided)};
  for (const auto& person : input.people) judged.people.emplace_back(person->crn, &person->question);
  const std::vector<planning::CohortViolation> found = planning::verify_cohort(judged, sheet);
  const Json record = with_account(render::cohort_check_json(found), account);
  const std::vector<Target> outputs = targets(options, "cohort --verify", judged_formats);
  const int delivered = deliver(outputs, [&](const Target& target) {
    return target.format == "json"   ? record.dump(2) + "\n"
           : target.format == "yaml" ? render::yaml(record)
                                     : safe_text(render::cohort_check_text(found), Kept::tabs_and_lines) +
                                           account_end(account, target.format);
  });
  if (delivered == done) invocation.say_account(account, outputs);
  return delivered != done || run.summary.exit != done ? std::max(delivered, run.summary.exit)
         : found.empty()                               ? static_cast<int>(done)
                                                       : static_cast<int>(findings);
}

// What is decided is of somebody at hand, and of a group that the directory has.
void hold_against_supply(const planning::SheetRow& row, const planning::CohortInput& input) {
  if (std::none_of(input.people.begin(), input.people.end(), [&](const Person& one) { return one->crn == row.crn; }))
    throw UsageError{fmt::format("--decided: no case of {} that can be planned is at hand", render::visible(row.crn))};
  if (row.entry.empty()) return;
  const auto entry = std::find_if(input.directory->entries.begin(), input.directory->entries.end(),
                                  [&](const DirectoryEntry& one) { return one.id && one.id->text == row.entry; });
  if (entry == input.directory->entries.end())
    throw UsageError{fmt::format("--decided: the directory has no entry {}", render::visible(row.entry))};
  if (!entry->starts.empty() && std::none_of(entry->starts.begin(), entry->starts.end(),
                                             [&](const Located<Date>& start) { return start.is(row.start); }))
    throw UsageError{fmt::format("--decided: no group of {} starts on {}", row.entry, format(row.start))};
}

// What the run looked at. An unknown key takes nothing from a plan: it is named, and the answer is whole all the same.
render::RunOutput as_asked(const Invocation& invocation, const caseload::Result& result) {
  render::RunOutput run = invocation.asked(result, std::vector<Json>{});
  if (run.summary.exit == unreadable && result.unreadable_files == 0 && invocation.not_found().empty())
    run.summary.exit = done;
  return run;
}

// A cohort that the checker refutes is never printed: one of the two is wrong.
void hold_against_checker(const planning::CohortInput& input, const planning::Cohort& cohort) {
  if (cohort.status == planning::Cohort::Status::infeasible) return;
  planning::CohortJudged judged{input.directory, input.catalogue, input.policy, input.as_of, {}, {}};
  for (const auto& person : input.people) judged.people.emplace_back(person->crn, &person->question);
  for (const planning::Decision& one : input.decided) {
    planning::SheetRow row;
    row.crn = one.crn;
    row.entry = one.entry;
    row.start = one.start;
    judged.decided.push_back(std::move(row));
  }
  planning::Sheet sheet;
  sheet.facilitators.emplace();
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const planning::CohortPerson& person = cohort.people[p];
    const planning::CohortColumn& column = person.columns[cohort.chosen[p]];
    for (const std::size_t at : column.options) {
      const planning::Option& option = person.supply.options[at];
      planning::SheetRow row;
      row.crn = person.who->crn;
      row.option = option.id;
      row.intervention = option.intervention->id->text;
      row.entry = option.entry != nullptr ? option.entry->id->text : std::string{};
      row.start = option.first();
      for (const std::size_t g : column.groups)
        if (cohort.groups[g].entry == option.entry && cohort.groups[g].sessions.front().date == option.first())
          row.start = cohort.groups[g].start;
      row.sessions = option.sessions;
      sheet.rows.push_back(std::move(row));
    }
  }
  for (std::size_t g = 0; g < cohort.groups.size(); ++g)
    (*sheet.facilitators)[cohort.groups[g].key()] = cohort.facilitators[g];
  const auto found = planning::verify_cohort(judged, sheet);
  if (!found.empty())
    throw std::logic_error(fmt::format("the checker refutes the cohort found: {} {} {}", found.front().rule,
                                       found.front().crn, found.front().message));
}

// No group is filled as if somebody were not there: the document names whose file is to be seen to first.
int print_unfilled(Invocation& invocation, const Options& options, const Directory& directory,
                   const render::Account& account) {
  const Json region = directory.region ? Json(*directory.region) : Json(nullptr);
  const Json record = with_account({{"schema", "cohort/1"},
                                    {"as_of", format(invocation.as_of())},
                                    {"region", region},
                                    {"status", nullptr},
                                    {"people", Json::array()},
                                    {"groups", Json::array()},
                                    {"waiting", Json::array()},
                                    {"objective", nullptr},
                                    {"bound", nullptr},
                                    {"notes", Json::array()}},
                                   account);
  const std::string no_rows = "entry,start,crn,requirement,option,status\n";
  constexpr std::string_view why = "not filled: not every file could be read";
  const std::vector<Target> outputs = targets(options, "cohort", formats);
  const int delivered = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return record.dump(2) + "\n";
    if (target.format == "yaml") return render::yaml(record);
    if (target.format == "csv") return cohort_table(no_rows, account, target.appends);
    if (target.format == "xlsx") return cohort_workbook(invocation, record, no_rows, language_option(options), account);
    if (target.format == "ics")
      return render::naming_unread(
          published_cohort(invocation, target, render::calendar("rar-plan", invocation.as_of(), {}), false),
          account.not_read);
    if (target.format == "html") {
      render::web::Page page;
      page.kind = "cohort";
      page.title = "Groups";
      page.lead =
          fmt::format("<p>{}.</p>\n", render::web::text(fmt::format("As of {}: {}", format(invocation.as_of()), why)));
      auto foot = account_on_page(account);
      foot.emplace_back("Made by", render::web::code("rar-plan " + version()));
      page.sections = {{"about", "About these groups", render::web::about(foot, {})}};
      return render::web::page(page);
    }
    return fmt::format("{} as of {}: {}\n\n",
                       directory.region ? render::visible(*directory.region) : "region not recorded",
                       format(invocation.as_of()), why) +
           account_end(account, target.format);
  });
  if (delivered == done) invocation.say_account(account, outputs);
  return delivered == done ? static_cast<int>(unreadable) : delivered;
}

}  // namespace

void add_cohort_command(Command& app, Options& options, CohortFlags& flags) {
  Command& command = app.command("cohort", "Fill the groups of a region with the people who need them");
  command.positional("CASES", &options.paths, "Case files and folders");
  command.option("--from", &flags.from, "Look at groups that start on or after this day");
  command.option("--until", &flags.until, "Look at groups that start on or before this day");
  command.option("--gap", &flags.gap, "Stop when the answer is within this many per cent of the best").not_negative();
  command.option("--what-if", &flags.what_if, "A what_if/1 file: what its changes would bring");
  command.option("--decided", &flags.decided, "A sheet (CSV: crn, entry, start) of what is settled");
  command.option("--verify", &flags.verify, "Judge this cohort/1 or sheet instead");
}

int run_cohort(Options& options, const CohortFlags& flags) {
  if (options.directory.empty()) throw UsageError{"cohort needs --directory"};
  Invocation invocation("rar-plan", options, "case/1");
  if (options.list_files) return invocation.list_files();
  const auto directory = read_one<Directory>(invocation, options.directory, "directory/1", "the directory");
  planning::CohortInput input;
  input.directory = &directory;
  input.catalogue = invocation.settings().catalogue;
  input.policy = invocation.settings().policy;
  input.as_of = invocation.as_of();
  if (!flags.from.empty()) input.from = date_option("--from", flags.from);
  if (!flags.until.empty()) input.until = until_option("--until", flags.until);
  if (flags.verify.empty()) targets(options, "cohort", formats);
  bool is_whole = false;
  const caseload::Result result = gather(invocation, directory, input, is_whole);
  invocation.say_faults(result);
  const render::RunOutput run = as_asked(invocation, result);
  const render::Account& account = run.account;
  invocation.say_nothing(run);
  if (!flags.verify.empty()) return judge(invocation, options, flags, input, run);
  if (!is_whole) return print_unfilled(invocation, options, directory, account);
  for (const planning::SheetRow& row : decided_rows(invocation, flags.decided)) {
    hold_against_supply(row, input);
    input.decided.push_back({row.crn, row.entry, row.start, row.option});
  }
  double seconds = cohort_seconds;
  if (!flags.time_limit.empty()) seconds = std::stod(flags.time_limit);
  const planning::Cohort cohort = planning::solve_cohort(input, seconds, flags.gap);
  hold_against_checker(input, cohort);
  render::CohortPage page{&input, &cohort, std::nullopt, account_on_page(account)};
  std::optional<Directory> other_directory;
  planning::CohortInput other;
  if (!flags.what_if.empty() && cohort.status != planning::Cohort::Status::infeasible) {
    other_directory = changed(directory, read_one<WhatIfFile>(invocation, flags.what_if, "what_if/1", "--what-if"));
    rebuild(input, *other_directory, other);
    page.what_if = compared(cohort, planning::solve_cohort(other, seconds, flags.gap));
  }
  const std::vector<Target> outputs = targets(options, "cohort", formats);
  const int delivered = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return with_account(render::cohort_json(page), account).dump(2) + "\n";
    if (target.format == "yaml") return render::yaml(with_account(render::cohort_json(page), account));
    if (target.format == "csv") return cohort_table(render::cohort_csv(page), account, target.appends);
    if (target.format == "html")
      return render::cohort_html(page, "rar-plan " + version(), render::web::Speech(language_option(options)));
    if (target.format == "xlsx")
      return cohort_workbook(invocation, render::cohort_json(page), render::cohort_csv(page), language_option(options),
                             account);
    if (target.format == "ics")
      return render::naming_unread(
          published_cohort(invocation, target, render::cohort_ics(page), account.not_read.empty()), account.not_read);
    return safe_text(render::cohort_text(page), Kept::tabs_and_lines) + account_end(account, target.format);
  });
  if (delivered == done) invocation.say_account(account, outputs);
  const bool none = cohort.status == planning::Cohort::Status::infeasible;
  if (delivered != done) return delivered;
  return run.summary.exit != done ? run.summary.exit : none ? static_cast<int>(findings) : done;
}

}  // namespace probation::tools
