#include "tools/eip-score/panel_commands.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "appraisal/appraise.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "render/panel/appraisal.hpp"
#include "render/run/csv.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {
namespace {

const std::vector<std::string_view> panel_formats{"text", "json", "ndjson", "csv", "markdown"};
constexpr const char* default_policy = "eip-2021";

std::string dumped(const render::Json& value) { return value.dump(2) + "\n"; }

int print(const std::string& text, int code) { return write_out(text) ? code : reader_gone; }

// Renders for every output asked for; the exit code is `code` unless writing fails.
template <class Render>
int put(const std::vector<Target>& outputs, int code, Render render) {
  const int written = deliver(outputs, render);
  return written == done ? code : written;
}

// The sheets of a command line with the policies they are decided under. Policies stay where they are: appraisals point
// to them.
class Sheets {
 public:
  Sheets(Options& options, std::string policy_name)
      : options_(options), policy_name_(std::move(policy_name)), session_("eip-score", options_, "panel/1") {
    if (!policy_name_.empty()) policy(policy_name_, {});
  }

  // An exit code where there is nothing to appraise.
  std::optional<int> read() {
    const caseload::Request request = session_.request();
    if (options_.list_files) {
      std::string list;
      for (const std::string& path : request.paths) list += path + "\n";
      return print(list, session_.not_found().empty() ? done : unreadable);
    }
    sheets_ = caseload::read_sheets(session_.world(), request, session_.settings(), result_);
    for (const caseload::SheetRead& sheet : sheets_) sheet_policies_.push_back(&policy_of(sheet));
    check_versions();
    const bool refused = result_.unreadable_files > 0 || !session_.not_found().empty();
    if (sheets_.empty() && !refused && !options_.allow_empty)
      throw UsageError{fmt::format("no panel/1 sheet in {}", fmt::join(options_.paths, ", "))};
    if (sheets_.empty() && refused) return session_.finish_check(std::move(result_));
    session_.say_faults(result_);
    incomplete_ = incomplete_ || refused;
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<caseload::SheetRead>& sheets() const { return sheets_; }
  [[nodiscard]] const ScoringPolicy& policy_of_sheet(std::size_t i) const { return *sheet_policies_[i]; }
  [[nodiscard]] Invocation& invocation() { return session_; }
  [[nodiscard]] bool incomplete() const { return incomplete_; }
  [[nodiscard]] caseload::Result& result() { return result_; }

 private:
  const ScoringPolicy& policy(const std::string& name, const std::string& asked_by) {
    for (const auto& [known, loaded] : policies_)
      if (known == name) return loaded;
    intake::ScoringPolicyFile reading = intake::read_scoring_policy(session_.world(), name);
    if (!reading.policy)
      throw UsageError{fmt::format("{}the scoring policy cannot be used:\n{}",
                                   asked_by.empty() ? std::string{} : asked_by + ": ",
                                   fmt::join(reading.problems, "\n"))};
    return policies_.emplace_back(name, std::move(*reading.policy)).second;
  }

  const ScoringPolicy& policy_of(const caseload::SheetRead& sheet) {
    const auto& asked = sheet.sheet.policy;
    const std::string place =
        asked ? fmt::format("{}:{}:{}", sheet.file, asked.place.line, asked.place.column) : sheet.file;
    if (policy_name_.empty()) {
      if (!asked) return policy(default_policy, {});
      // A sheet names the policy it was marked under; a path in it would be read from wherever the sheet lies.
      const ScoringPolicy& used = policy(asked->text, place);
      return used;
    }
    const ScoringPolicy& used = policy(policy_name_, {});
    if (asked && asked->text != used.id && !options_.quiet)
      write_error(fmt::format("eip-score: {}: marked under {}, decided under {}\n", place, asked->text, used.id));
    return used;
  }

  // A sheet about another version than the catalogue holds says nothing about what the catalogue holds.
  void check_versions() {
    const CatalogueFacts* catalogue = session_.settings().catalogue;
    if (catalogue == nullptr) return;
    for (std::size_t i = sheets_.size(); i-- > 0;) {
      const PanelSheet& sheet = sheets_[i].sheet;
      const Intervention* intervention = sheet.intervention ? catalogue->find(sheet.intervention->text) : nullptr;
      if (intervention == nullptr || !sheet.version || !intervention->version ||
          *sheet.version == *intervention->version)
        continue;
      write_error(fmt::format("{}:{}:{}: the sheet marks version {} of {}; the catalogue holds version {}\n",
                              sheets_[i].file, sheet.version.place.line, sheet.version.place.column, *sheet.version,
                              sheet.intervention->text, *intervention->version));
      sheets_.erase(sheets_.begin() + static_cast<std::ptrdiff_t>(i));
      sheet_policies_.erase(sheet_policies_.begin() + static_cast<std::ptrdiff_t>(i));
      ++result_.unreadable_files;
      incomplete_ = true;
    }
  }

  Options& options_;
  std::string policy_name_;
  Invocation session_;
  std::deque<std::pair<std::string, ScoringPolicy>> policies_;
  std::vector<caseload::SheetRead> sheets_;
  std::vector<const ScoringPolicy*> sheet_policies_;
  caseload::Result result_;
  bool incomplete_ = false;
};

struct Appraised {
  std::deque<appraisal::Appraisal> appraisals;
  std::vector<render::AppraisedSheet> sheets;
  std::vector<render::SittingOutput> sittings;
};

Appraised appraise_all(Sheets& input, const appraisal::Sampling& sampling, bool all_statistics) {
  Appraised out;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> together;  // by date and policy
  for (std::size_t i = 0; i < input.sheets().size(); ++i) {
    const caseload::SheetRead& sheet = input.sheets()[i];
    out.appraisals.push_back(appraisal::appraise(sheet.sheet, input.policy_of_sheet(i), sampling, all_statistics));
    rules::Judgement judgement =
        rules::judge_panel(out.appraisals.back().facts, sheet.origin(), input.invocation().settings());
    for (const auto& [id, counts] : judgement.by_rule) input.result().by_rule[std::string(id)] += counts;
    std::erase_if(judgement.findings, [](const rules::Finding& f) { return f.outcome == rules::Verdict::pass; });
    out.sheets.push_back({sheet.file, &out.appraisals.back(), std::move(judgement.findings)});
    together[{sheet.sheet.date ? format(*sheet.sheet.date) : std::string{}, input.policy_of_sheet(i).id}].push_back(i);
  }
  for (const auto& [key, indices] : together) {
    if (indices.size() < 2) continue;
    std::vector<const appraisal::Appraisal*> appraisals;
    for (const std::size_t i : indices) appraisals.push_back(&out.appraisals[i]);
    out.sittings.push_back({key.first, indices, appraisal::sitting_of(appraisals, sampling)});
  }
  return out;
}

int exit_of(const Sheets& input, const Appraised& appraised) {
  if (input.incomplete()) return unreadable;
  for (const appraisal::Appraisal& a : appraised.appraisals)
    if (!a.recommendation || *a.recommendation == PanelDecision::not_approved) return findings;
  return done;
}

// The last record of NDJSON.
render::Json summary_of(Sheets& input, const std::vector<render::AppraisedSheet>& sheets, int code) {
  render::RunOutput run{"eip-score",
                        version(),
                        input.invocation().as_of(),
                        sheets.empty() ? std::string{} : sheets.front().appraisal->facts.policy.id,
                        {},
                        {},
                        {},
                        0,
                        {}};
  const caseload::Result& result = input.result();
  run.summary.files = result.files;
  run.summary.unreadable = result.unreadable_files + static_cast<std::int64_t>(input.invocation().not_found().size());
  run.summary.skipped = result.skipped;
  run.summary.by_rule = result.by_rule;
  for (const render::AppraisedSheet& sheet : sheets)
    for (const rules::Finding& f : sheet.findings) {
      if (f.outcome == rules::Verdict::undetermined) ++run.summary.undetermined;
      else ++run.summary.findings[static_cast<std::size_t>(f.severity)];
    }
  run.summary.verdict = code == unreadable ? "unreadable" : code == findings ? "findings" : "clean";
  run.summary.exit = code;
  return render::summary_json(run);
}

int score(Options& options, const PanelOptions& panel, const std::string& policy_name) {
  Sheets input(options, policy_name);
  const std::vector<Target> outputs = targets(options, "score", panel_formats);
  if (const auto code = input.read()) return *code;
  const Appraised appraised = appraise_all(input, {panel.seed, panel.replicates}, options.all);
  const int code = exit_of(input, appraised);
  std::vector<render::Json> records;
  for (const render::AppraisedSheet& sheet : appraised.sheets) records.push_back(render::to_json(sheet));
  return put(outputs, code, [&](const Target& target) {
    const std::string& format = target.format;
    std::string out;
    if (options.summary && target.is_primary) {
      if (format == "json") return dumped(summary_of(input, appraised.sheets, code));
      if (format == "ndjson") return summary_of(input, appraised.sheets, code).dump() + "\n";
      for (const render::AppraisedSheet& sheet : appraised.sheets) out += render::summary_line(sheet);
      return out;
    }
    if (format == "json" && records.size() == 1) return dumped(records.front());
    if (format == "csv") return render::csv(records, render::appraisal_columns());
    std::vector<render::Json> sittings;
    for (const render::SittingOutput& sitting : appraised.sittings)
      sittings.push_back(render::to_json(sitting, appraised.sheets));
    if (format == "json") return dumped({{"schema", "appraisals/1"}, {"appraisals", records}, {"sittings", sittings}});
    if (format == "ndjson") {
      std::vector<render::Json> all = records;
      all.insert(all.end(), sittings.begin(), sittings.end());
      return render::ndjson(all, summary_of(input, appraised.sheets, code));
    }
    const bool markdown = format == "markdown";
    for (const render::AppraisedSheet& sheet : appraised.sheets)
      out += (out.empty() ? "" : "\n") + (markdown ? render::markdown(sheet) : render::text(sheet));
    for (const render::SittingOutput& sitting : appraised.sittings)
      out += "\n" + (markdown ? render::markdown(sitting, appraised.sheets) : render::text(sitting, appraised.sheets));
    return out;
  });
}

int report(Options& options, const PanelOptions& panel, const std::string& policy_name) {
  Sheets input(options, policy_name);
  const std::vector<Target> outputs = targets(options, "report", panel_formats);
  if (const auto code = input.read()) return *code;
  const Appraised appraised = appraise_all(input, {panel.seed, 1}, false);
  const int code = input.incomplete() ? unreadable : done;
  const CatalogueFacts* catalogue = input.invocation().settings().catalogue;
  std::vector<appraisal::Feedback> feedback;
  std::vector<render::Json> records;
  bool looked_up = false;
  for (const render::AppraisedSheet& sheet : appraised.sheets) {
    const auto& id = sheet.appraisal->facts.sheet.intervention;
    const Intervention* shown = catalogue != nullptr && id ? catalogue->find(id->text) : nullptr;
    looked_up = looked_up || shown != nullptr;
    feedback.push_back(appraisal::feedback_of(*sheet.appraisal, shown));
    records.push_back(render::to_json(sheet, feedback.back()));
  }
  if (looked_up && catalogue->name == national_catalogue_name)
    input.invocation().note(fmt::format("no catalogue given: {} is used", national_catalogue_name));
  return put(outputs, code, [&](const Target& target) {
    if (target.format == "json")
      return records.size() == 1 ? dumped(records.front()) : dumped({{"schema", "reports/1"}, {"reports", records}});
    if (target.format == "ndjson") return render::ndjson(records, summary_of(input, appraised.sheets, code));
    if (target.format == "csv") return render::csv(records, render::report_columns());
    std::string out;
    for (std::size_t i = 0; i < appraised.sheets.size(); ++i) {
      const render::AppraisedSheet& sheet = appraised.sheets[i];
      out += (out.empty() ? "" : "\n") +
             (target.format == "text" ? render::text(sheet, feedback[i]) : render::markdown(sheet, feedback[i]));
    }
    return out;
  });
}

// ---- agreement ------------------------------------------------------------------------------------------------------

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

appraisal::MarkScale scale_option(const std::string& given, MeasurementLevel level) {
  appraisal::MarkScale scale;
  scale.level = level;
  scale.labels = comma_list({given});
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
  if (scale.values.size() != scale.labels.size()) scale.values.clear();
  if (scale.values.empty() && (level == MeasurementLevel::interval || level == MeasurementLevel::ratio))
    throw UsageError{fmt::format("--scale {}: words have no distances; the level is nominal or ordinal", given)};
  if (!std::is_sorted(scale.values.begin(), scale.values.end(), std::less_equal<>{}))
    throw UsageError{fmt::format("--scale {}: numbers must rise", given)};
  if (level == MeasurementLevel::ratio && scale.values.front() < 0)
    throw UsageError{fmt::format("--scale {}: a ratio scale has no mark below 0", given)};
  for (std::size_t i = 0; i < scale.values.size(); ++i) scale.labels[i] = number_text(scale.values[i]);
  return scale;
}

// A table `unit,rater,mark`; nothing where it has a fault, which is then said.
std::optional<appraisal::MarkTable> marks_of_csv(const std::string& name, std::string_view bytes,
                                                 const appraisal::MarkScale& scale, const PanelOptions& panel) {
  constexpr std::size_t max_said = 20;
  std::size_t faults = 0;
  const auto refuse = [&](std::uint32_t line, const std::string& message) {
    if (++faults <= max_said) write_error(fmt::format("{}:{}: {}\n", name, line, message));
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
        refuse(row.line, fmt::format("{} by {} stands twice; first in line {}", unit, rater, first->second));
        continue;
      }
      if (mark.empty()) continue;
      const auto category = scale.find(mark);
      if (!category)
        refuse(row.line, fmt::format("the mark {} of {} by {} is not on the scale {}", mark, unit, rater,
                                     fmt::join(scale.labels, ", ")));
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

int agreement(Options& options, const PanelOptions& panel, const std::string& policy_name) {
  if (options.paths.empty())
    throw UsageError{"no input: give a CSV table unit,rater,mark, mark sheets, or - for standard input"};
  RealWorld world;
  int code = done;
  appraisal::MarkTable table;
  std::vector<Target> outputs;
  if (is_sheet_path(options.paths.front(), world)) {
    if (!panel.scale.empty()) throw UsageError{"--scale: mark sheets have the scale of their policy"};
    Sheets input(options, policy_name);
    outputs = targets(options, "agreement", panel_formats);
    if (const auto early = input.read()) return *early;
    table = marks_of_sheets(input);
    if (!panel.level.empty()) table.scale.level = level_option(panel.level);
    if (input.incomplete()) code = unreadable;
  } else {
    const Invocation invocation("eip-score", options, "panel/1");  // settings of rar.yaml and the environment
    outputs = targets(options, "agreement", panel_formats);
    if (options.paths.size() > 1)
      throw UsageError{fmt::format("one table at a time; after {} comes {}", options.paths[0], options.paths[1])};
    if (panel.scale.empty())
      throw UsageError{
          "--scale is missing: the categories, such as 1,2,3,4,5; they cannot be taken from the marks, which may leave "
          "one out"};
    const appraisal::MarkScale scale =
        scale_option(panel.scale, level_option(panel.level.empty() ? "ordinal" : panel.level));
    std::string bytes;
    const std::string& path = options.paths.front();
    try {
      bytes = world.read(path);
    } catch (const WorldFailure& failure) {
      write_error(fmt::format("eip-score: {}\n", failure.what()));
      return unreadable;
    }
    auto read = marks_of_csv(path == "-" ? options.stdin_name : path, bytes, scale, panel);
    if (!read) return unreadable;
    table = std::move(*read);
  }
  const appraisal::Agreement result = appraisal::agreement_of(table, options.all);
  const render::Json record = render::to_json(result);
  return put(outputs, code, [&](const Target& target) {
    if (target.format == "json") return dumped(record);
    if (target.format == "ndjson") return record.dump() + "\n";
    if (target.format == "csv")
      return render::csv(std::vector<render::Json>(record["statistics"].begin(), record["statistics"].end()),
                         {"name", "weights", "value", "standard_error", "low", "high", "undefined"});
    return target.format == "markdown" ? render::markdown(result) : render::text(result);
  });
}

}  // namespace

void add_panel_commands(Command& app, Options& options, PanelOptions& panel) {
  Command& scoring =
      app.command("score", "Decide mark sheets (panel/1): decision, what would change it, how sure it is");
  scoring.positional("SHEET", &options.paths, "Mark sheets and folders, - for standard input");
  Command& feedback = app.command(
      "report",
      "What the developers of an intervention are told: marks, reasons, evidence, what would move the decision");
  feedback.positional("SHEET", &options.paths, "Mark sheets and folders, - for standard input");
  Command& marks = app.command("agreement", "Agreement of raters over a CSV table unit,rater,mark or mark sheets");
  marks.positional("MARKS", &options.paths, "A CSV table, mark sheets, - for a table on standard input");
  marks.option("--scale", &panel.scale, "The categories, in order: 1,2,3,4,5");
  marks.option("--level", &panel.level, "nominal, ordinal, interval or ratio; ordinal");
  marks.option("--unit-column", &panel.unit_column, "Column of what is marked");
  marks.option("--rater-column", &panel.rater_column, "Column of who marks");
  marks.option("--mark-column", &panel.mark_column, "Column of the mark; empty is missing");
  for (Command* command : {&scoring, &marks})
    command->flag("--all", options.all, "Every statistic at every weighting and level the scale allows");
  scoring.option("--seed", &panel.seed, "Seed of the bootstrap over the members; 1")
      .between(std::int64_t{0}, std::numeric_limits<std::int64_t>::max());
  scoring.option("--replicates", &panel.replicates, "Replicates of the bootstrap; 2000")
      .between(std::int64_t{1}, std::int64_t{10'000'000});
}

std::optional<int> run_panel_command(const Command& app, Options& options, const PanelOptions& panel) {
  if (!app.got("score") && !app.got("report") && !app.got("agreement")) return std::nullopt;
  const std::string policy_name = std::exchange(options.policy, {});
  if (app.got("score")) return score(options, panel, policy_name);
  if (app.got("report")) return report(options, panel, policy_name);
  return agreement(options, panel, policy_name);
}

}  // namespace probation::tools
