#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <map>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "document/refused.hpp"
#include "render/run/csv.hpp"
#include "tools/common/records.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/sheets.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {
namespace {

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

MeasurementLevel level_option(const std::string& given) {
  one_of("--level", given, {"nominal", "ordinal", "interval", "ratio"});
  for (std::size_t i = 0; i < document::Worded<MeasurementLevel>::words.size(); ++i)
    if (document::Worded<MeasurementLevel>::words[i].text == given) return static_cast<MeasurementLevel>(i);
  return MeasurementLevel::ordinal;
}

// What cannot be told apart in print, or cannot be reckoned with, is no scale.
void check_values(const std::string& given, appraisal::MarkScale& scale) {
  constexpr double too_large = 1e12;
  for (const double value : scale.values)
    if (!std::isfinite(value) || std::abs(value) >= too_large)
      throw UsageError{fmt::format("--scale {}: {} is no mark; a mark is a number below 10^12", given, value)};
  if (scale.values.empty()) return;
  if (scale.values.size() != scale.labels.size()) {
    for (const std::string& label : scale.labels)
      if (!number_of(label))
        throw UsageError{
            fmt::format("--scale {}: {} is a word beside numbers; what is missing goes to --missing", given, label)};
  }
  for (std::size_t i = 0; i < scale.values.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (number_text(scale.values[i]) == number_text(scale.values[j]))
        throw UsageError{fmt::format("--scale {}: {} and {} print alike", given, scale.labels[j], scale.labels[i])};
}

appraisal::MarkScale scale_option(const std::string& given, MeasurementLevel level) {
  appraisal::MarkScale scale;
  scale.level = level;
  scale.labels = comma_list({given});
  // A category that fell out of the list would weigh the others differently.
  if (given.starts_with(',') || given.ends_with(',') || given.find(",,") != std::string::npos)
    throw UsageError{fmt::format("--scale {}: a category is empty", given)};
  if (scale.labels.size() < 2)
    throw UsageError{
        "--scale needs at least two categories, such as 1,2,3,4,5; they cannot be taken from the marks, which may "
        "leave one out"};
  for (std::size_t i = 0; i < scale.labels.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (scale.labels[i] == scale.labels[j])
        throw UsageError{fmt::format("--scale {}: {} stands twice", given, scale.labels[i])};
  for (const std::string& label : scale.labels)
    if (const auto value = number_of(label)) scale.values.push_back(*value);
  check_values(given, scale);
  if (scale.values.empty() && (level == MeasurementLevel::interval || level == MeasurementLevel::ratio))
    throw UsageError{fmt::format("--scale {}: words have no distances; the level is nominal or ordinal", given)};
  if (!std::is_sorted(scale.values.begin(), scale.values.end(), std::less_equal<>{}))
    throw UsageError{fmt::format("--scale {}: numbers must rise", given)};
  if (level == MeasurementLevel::ratio && scale.values.front() < 0)
    throw UsageError{fmt::format("--scale {}: a ratio scale has no mark below 0", given)};
  for (std::size_t i = 0; i < scale.values.size(); ++i) scale.labels[i] = number_text(scale.values[i]);
  return scale;
}

// Of a mark that is none its words only where they could be a slip.
std::string mark_in_words(const std::string& mark, const appraisal::MarkScale& scale) {
  const std::vector<std::string_view> known(scale.labels.begin(), scale.labels.end());
  const bool is_slip = document::may_be_slip(mark, document::Wanted::figure) ||
                       document::may_be_slip(mark, document::Wanted::word, known);
  return is_slip && !sight().redact ? mark : document::value_in_words(mark, false);
}

// A table `unit,rater,mark`; nothing where it has a fault, which is then said.
std::optional<appraisal::MarkTable> marks_of_csv(const std::string& name, std::string_view bytes,
                                                 const appraisal::MarkScale& scale, const PanelOptions& panel) {
  constexpr std::size_t max_said = 20;
  std::size_t faults = 0;
  const auto refuse = [&](std::uint32_t line, const std::string& message) {
    if (++faults <= max_said) write_fault(fmt::format("{}:{}", safe_text(name), line), message);
  };
  const document::CsvTable csv = document::read_csv(bytes);
  std::vector<std::size_t> at;
  if (csv.columns.size() == 1 && csv.columns[0].find_first_of(";\t") != std::string::npos) {
    refuse(1, fmt::format("the columns are separated by {}; a table has commas between them",
                          csv.columns[0].find(';') != std::string::npos ? "semicolons" : "tabs"));
    return std::nullopt;
  }
  for (const std::string& column : {panel.unit_column, panel.rater_column, panel.mark_column}) {
    if (csv.columns.empty()) break;
    const auto index = csv.column(column);
    if (index) at.push_back(*index);
    else
      refuse(1, fmt::format(
                    "no column {}; there are {}; say which it is with --unit-column, --rater-column, --mark-column",
                    column, fmt::join(csv.columns, ", ")));
  }
  appraisal::MarkTable table;
  table.scale = scale;
  std::map<std::string, std::size_t> units, raters;
  std::map<std::pair<std::size_t, std::size_t>, std::uint32_t> seen;
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::optional<std::size_t>>> marks;
  if (at.size() == 3) {
    for (const document::CsvRow& row : csv.rows) {
      const std::string unit(trim(row.cells[at[0]])), rater(trim(row.cells[at[1]])), mark(trim(row.cells[at[2]]));
      if (unit.empty() || rater.empty()) {
        refuse(row.line, fmt::format("no {}", unit.empty() ? "unit" : "rater"));
        continue;
      }
      const auto [u, new_unit] = units.emplace(unit, table.units.size());
      if (new_unit) table.units.push_back(unit);
      const auto [r, new_rater] = raters.emplace(rater, table.raters.size());
      if (new_rater) table.raters.push_back(rater);
      const auto [first, fresh] = seen.emplace(std::pair(u->second, r->second), row.line);
      if (!fresh) {
        refuse(row.line,
               fmt::format("{} by {} stands twice; first in line {}", unit, member_shown(rater), first->second));
        continue;
      }
      if (mark.empty() || std::find(panel.missing.begin(), panel.missing.end(), mark) != panel.missing.end()) continue;
      const auto category = scale.find(mark);
      if (!category)
        refuse(row.line, fmt::format("the mark {} of {} by {} is not on the scale {}", mark_in_words(mark, scale), unit,
                                     member_shown(rater), fmt::join(scale.labels, ", ")));
      else marks.push_back({{u->second, r->second}, category});
    }
  }
  if (csv.problem) refuse(csv.problem->line, csv.problem->message);
  if (faults > max_said) write_error(fmt::format("{}: {} more faults\n", name, faults - max_said));
  if (faults > 0) return std::nullopt;
  table.cells.assign(table.units.size(), std::vector<std::optional<std::size_t>>(table.raters.size()));
  for (const auto& [cell, category] : marks) table.cells[cell.first][cell.second] = category;
  return table;
}

bool is_sheet_path(const std::string& path, World& world) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".ndjson") ||
         world.kind(path) == PathKind::folder;
}

// Final marks of several sheets as one table: a unit is a principle of a sheet; one id in two sheets is one rater.
appraisal::MarkTable marks_of_sheets(Sheets& input) {
  appraisal::MarkTable all;
  std::deque<appraisal::Appraisal> appraisals;
  for (std::size_t i = 0; i < input.sheets().size(); ++i) {
    const PanelSheet& sheet = input.sheets()[i].sheet;
    appraisals.push_back(appraisal::appraise(sheet, input.policy_of_sheet(i), {1, 0}));
    const appraisal::MarkTable table = appraisal::table_of(
        appraisals.back().facts, input.sheets().size() > 1 && sheet.id ? sheet.id->text + "/" : std::string{});
    if (i == 0) all.scale = table.scale;
    else if (all.scale.values != table.scale.values)
      throw UsageError{
          fmt::format("{}: marked on another scale than {}", input.sheets()[i].file, input.sheets()[0].file)};
    std::vector<std::size_t> column;
    for (const std::string& rater : table.raters) {
      const auto at = std::find(all.raters.begin(), all.raters.end(), rater);
      column.push_back(static_cast<std::size_t>(at - all.raters.begin()));
      if (at == all.raters.end()) all.raters.push_back(rater);
    }
    for (auto& row : all.cells) row.resize(all.raters.size());
    for (std::size_t u = 0; u < table.units.size(); ++u) {
      std::vector<std::optional<std::size_t>> row(all.raters.size());
      for (std::size_t r = 0; r < column.size(); ++r) row[column[r]] = table.cells[u][r];
      all.units.push_back(table.units[u]);
      all.cells.push_back(std::move(row));
    }
  }
  return all;
}

// What the statistics are made from, and what was looked at for it.
struct MarksRead {
  std::optional<Sheets> sheets;
  std::optional<Invocation> settled;  // of a table: settings of rar.yaml and the environment
  appraisal::MarkTable table;
  render::Account account;
  int code = done;
  [[nodiscard]] const Invocation& invocation() { return sheets ? sheets->invocation() : *settled; }
};

// An exit code where the answer is printed already.
std::optional<int> read_sheets(MarksRead& read, Options& options, const PanelOptions& panel,
                               const std::string& policy_name) {
  if (!panel.scale.empty()) throw UsageError{"--scale: mark sheets have the scale of their policy"};
  if (!panel.missing.empty()) throw UsageError{"--missing: a mark sheet leaves out what is missing"};
  Sheets& input = read.sheets.emplace(options, policy_name);
  targets(options, "agreement", panel_formats);  // refused before work
  if (const auto early = input.read()) return early;
  read.table = marks_of_sheets(input);
  read.account = without_rules(input.account({}));
  if (!panel.level.empty()) read.table.scale.level = level_option(panel.level);
  read.code = input.incomplete() ? static_cast<int>(unreadable) : input.nothing().value_or(done);
  return std::nullopt;
}

// A table is one file and one document, and nothing was searched for it.
void read_table(MarksRead& read, Options& options, const PanelOptions& panel) {
  read.settled.emplace("eip-score", options, "panel/1");
  targets(options, "agreement", panel_formats);
  if (options.paths.size() > 1)
    throw UsageError{fmt::format("one table at a time; after {} comes {}", options.paths[0], options.paths[1])};
  if (panel.scale.empty())
    throw UsageError{
        "--scale is missing: the categories, such as 1,2,3,4,5; they cannot be taken from the marks, which may leave "
        "one out"};
  read.table.scale = scale_option(panel.scale, level_option(panel.level.empty() ? "ordinal" : panel.level));
  const appraisal::MarkScale scale = read.table.scale;
  for (const std::string& word : panel.missing)
    if (scale.find(word)) throw UsageError{fmt::format("--missing {}: it stands on the scale", word)};
  const std::string& path = options.paths.front();
  const std::string name = path == "-" ? options.stdin_name : path;
  render::Account& account = read.account;
  account.judges_rules = false;
  account.given = account.found = 1;
  const auto lost = [&](const std::string& why) {
    account.unreadable = 1;
    account.not_read.push_back({name, why});
    read.code = unreadable;
  };
  std::string bytes;
  try {
    bytes = RealWorld().read(path);
  } catch (const WorldFailure& failure) {
    write_fault("eip-score", failure.what());
    account.inputs = digest_of_text(fmt::format("{}\nunreadable\n", path));
    return lost(failure.why());
  }
  account.inputs = digest_of_text(fmt::format("{}\n{}\n", path, digest_of_text(bytes)));
  account.read = 1;
  auto marks = marks_of_csv(name, bytes, scale, panel);
  ++(marks ? account.documents_judged : account.not_understood);
  if (!marks) return lost("not a table of marks");
  account.judged = 1;
  read.table = std::move(*marks);
}

std::string needed_words(const appraisal::RatersNeeded& needed, double half_width) {
  return needed.raters
             ? fmt::format("raters needed for a mean mark known to ± {}: {}\n", number_text(half_width), *needed.raters)
             : fmt::format("raters needed for ± {}: undefined, {}\n", number_text(half_width), needed.undefined);
}

render::Json agreement_summary(const MarksRead& read, Date as_of) {
  render::RunOutput run{"eip-score", version(), as_of, {}, {}, {}, {}, 0, {}};
  run.account = read.account;
  run.account.records = {{"agreement/1", 1}};
  run.summary.files = read.account.judged + read.account.unreadable;
  run.summary.unreadable = static_cast<std::int64_t>(read.account.not_read.size());
  run.summary.verdict = read.code == unreadable              ? "unreadable"
                        : read.account.documents_judged == 0 ? "nothing_judged"
                                                             : "clean";
  run.summary.exit = read.code;
  return render::summary_json(run);
}

}  // namespace

int run_agreement(Options& options, const PanelOptions& given, const std::string& policy_name) {
  PanelOptions panel = given;
  panel.missing = comma_list(panel.missing);
  std::optional<double> half_width;
  if (!panel.half_width.empty()) {
    half_width = number_of(panel.half_width);
    if (!half_width || !std::isfinite(*half_width) || *half_width <= 0)
      throw UsageError{fmt::format("--half-width {}: not a number above 0", panel.half_width)};
  }
  if (options.paths.empty())
    throw UsageError{"no input: give a CSV table unit,rater,mark, mark sheets, or - for standard input"};
  if (options.list_files) return Invocation("eip-score", options, "panel/1").list_files();
  MarksRead read;
  RealWorld world;
  if (!is_sheet_path(options.paths.front(), world)) read_table(read, options, panel);
  else if (const auto early = read_sheets(read, options, panel, policy_name)) return *early;
  const std::vector<Target> outputs = targets(options, "agreement", panel_formats);
  for (std::string& rater : read.table.raters) rater = member_shown(rater);
  const appraisal::Agreement result = appraisal::agreement_of(read.table, options.all);
  render::Json record = render::to_json(result);
  std::string needed_text;
  if (half_width) {
    const appraisal::RatersNeeded needed = appraisal::raters_needed(read.table, *half_width);
    record["raters_needed"] = render::to_json(needed);
    needed_text = needed_words(needed, *half_width);
  }
  if (options.summary)
    for (const char* rows : {"statistics", "without", "severity"}) record[rows] = render::Json::array();
  return put(read.invocation(), read.account, outputs, read.code, [&](const Target& target) {
    if (target.format == "json") return dumped(with_account(record, read.account));
    if (target.format == "ndjson")
      return render::ndjson(std::vector<render::Json>{record}, agreement_summary(read, read.invocation().as_of()));
    if (target.format == "csv")
      return csv_with_unreadable(
          std::vector<render::Json>(record["statistics"].begin(), record["statistics"].end()),
          {"name", "weights", "value", "standard_error", "low", "high", "undefined", "interval_undefined"},
          read.account);
    if (options.summary) return render::summary_text(result) + needed_text;
    return (target.format == "markdown"
                ? render::markdown(result, language_option(options)) + (needed_text.empty() ? "" : "\n")
                : render::text(result)) +
           needed_text;
  });
}

}  // namespace probation::tools
