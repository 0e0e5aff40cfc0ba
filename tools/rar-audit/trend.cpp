// trend: how a caseload moved from run to run, out of the memory that `check --output sqlite=FILE` keeps.
#include <algorithm>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "measures/measures.hpp"
#include "render/html/parts.hpp"
#include "render/html/records_page.hpp"
#include "render/run/csv.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "tools/common/measure_table.hpp"
#include "tools/common/workbook.hpp"
#include "tools/rar-audit/memory_commands.hpp"
#include "tools/rar-audit/memory_layout.hpp"
#include "tools/rar-audit/memory_trend.hpp"

namespace probation::tools {

using render::Json;

namespace {

const std::vector<std::string_view> formats{"text", "json", "ndjson", "csv", "markdown", "html", "xlsx"};

Json median(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return nullptr;
  const std::size_t half = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[half];
  const std::int64_t sum = sorted[half - 1] + sorted[half];
  return sum % 2 == 0 ? Json(sum / 2) : Json(static_cast<double>(sum) / 2);
}

Json measures_json(const TrendRow& row, const std::vector<std::string>& wanted) {
  Json all = Json::object();
  for (const caseload::MeasureRow& question : caseload::measure_rows()) {
    const std::string name(question.name);
    const auto at = row.measures.find(name);
    if (at == row.measures.end()) continue;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
    caseload::MeasureCount count;
    count.yes = at->second.numerator;
    count.no = at->second.denominator - at->second.numerator;
    count.undetermined = at->second.undetermined;
    all[name] = {
        {"numerator", count.yes},          {"denominator", count.denominator()}, {"undetermined", count.undetermined},
        {"percentage", percentage(count)}, {"at_least", at_least(count)},        {"at_most", at_most(count)}};
  }
  return all;
}

Json record_of(const TrendRow& row, const TrendQuestion& question, const std::vector<std::string>& wanted) {
  Json group = Json::object();
  if (!question.by.empty()) group[question.by] = render::or_null(row.group);
  Json record{{"schema", "trend/1"},
              {"scope", question.scope},
              {"as_of", row.as_of},
              {"group", group},
              {"cases", row.cases},
              {"errors", row.errors},
              {"warnings", row.warnings},
              {"notes", row.notes},
              {"undetermined", row.undetermined},
              {"overdue", row.overdue},
              {"new", row.fresh},
              {"mended", row.mended},
              {"mended_days", median(row.mended_days)}};
  if (question.by != "officer") record["measures"] = measures_json(row, wanted);
  return record;
}

// A figure from run to run, drawn in eighths of its highest value.
std::string drawn(const std::vector<std::int64_t>& figures) {
  static constexpr std::array<std::string_view, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::int64_t most = *std::max_element(figures.begin(), figures.end());
  std::string out;
  for (const std::int64_t figure : figures)
    out += bars[most == 0 ? 0 : static_cast<std::size_t>((figure * 7 + most / 2) / most)];
  return out;
}

std::string percent_of(const Json& measure) {
  if (!measure["percentage"].is_null()) return fmt::format("{:.1f} %", measure["percentage"].number());
  if (measure["at_least"].is_null()) return "-";
  return fmt::format("{:.1f}-{:.1f} %", measure["at_least"].number(), measure["at_most"].number());
}

std::string text_of(const std::vector<Json>& records, const TrendQuestion& question,
                    const std::vector<std::string>& wanted) {
  static constexpr std::array figures{"cases",        "errors",  "warnings", "notes",
                                      "undetermined", "overdue", "new",      "mended"};
  std::string out = fmt::format("{:<10} {:<12}", "as of", question.by);
  for (const char* figure : figures) out += fmt::format(" {:>12}", figure);
  out += fmt::format(" {:>11}\n", "mended in");
  const auto group_of = [&](const Json& record) {
    if (question.by.empty()) return std::string{};
    const Json& code = record["group"][question.by];
    return code.is_null() ? std::string("-") : render::visible(code.text());
  };
  std::vector<std::string> groups;
  for (const Json& record : records) {
    out += fmt::format("{:<10} {:<12}", record["as_of"].text(), group_of(record));
    for (const char* figure : figures) out += fmt::format(" {:>12}", record[figure].whole());
    out += fmt::format(" {:>11}\n",
                       record["mended_days"].is_null() ? std::string("-") : record["mended_days"].dump() + " days");
    if (std::find(groups.begin(), groups.end(), group_of(record)) == groups.end()) groups.push_back(group_of(record));
    if (record.contains("measures"))
      for (const std::string& name : wanted)
        if (record["measures"].contains(name))
          out += fmt::format("  {}: {}\n", render::phrase("measure", name), percent_of(record["measures"][name]));
  }
  for (const std::string& group : groups) {
    out += group.empty() ? std::string("\n") : fmt::format("\n{} {}\n", question.by, group);
    for (const char* figure : figures) {
      std::vector<std::int64_t> line;
      for (const Json& record : records)
        if (group_of(record) == group) line.push_back(record[figure].whole());
      out += fmt::format("{:<12} {} {} to {}\n", figure, drawn(line), line.front(), line.back());
    }
  }
  return out;
}

std::string html_of(const std::vector<Json>& records, const TrendQuestion& question,
                    const std::vector<std::string>& wanted, const std::string& path, Language language, Date as_of) {
  render::web::RecordsView page(as_of);
  page.command = "trend";
  page.records = records;
  page.columns = {"as_of"};
  if (!question.by.empty()) page.columns.emplace_back("group");
  for (const char* figure :
       {"cases", "errors", "warnings", "notes", "undetermined", "overdue", "new", "mended", "mended_days"})
    page.columns.emplace_back(figure);
  for (const std::string& name : wanted) page.columns.push_back("measures/" + name);
  page.about = {{"Memory", render::web::code(path)}, {"Made by", render::web::code("rar-audit " + version())}};
  if (!question.scope.empty()) page.about.insert(page.about.begin(), {"Scope", render::web::code(question.scope)});
  return render::web::records_page(page, render::web::Speech(language));
}

}  // namespace

void add_trend_command(Command& app, Options& options, MemoryFlags& flags) {
  Command& trend =
      app.command("trend", "How findings, overdue dates and measures moved from run to run (a memory of runs)");
  trend.positional("FILE", &options.paths, "What check --output sqlite=FILE keeps").required();
  trend.option("--by", &options.by, "A row for each region, pdu, team or officer");
  trend.option("--measure", &flags.measures, "Only these measures; may be repeated");
  trend.option("--scope", &flags.scope, "The caseload of that name");
  trend.option("--from", &flags.from, "Runs as of this day or later");
  trend.option("--until", &options.until, "Runs as of this day or earlier");
}

int run_trend(Options& options, const MemoryFlags& flags) {
  see_as_asked("rar-audit", options);
  const std::vector<Target> outputs = targets(options, "trend", formats);
  if (options.paths.size() != 1) throw UsageError{"trend: name one file, which check --output sqlite=FILE keeps"};
  TrendQuestion question{
      options.by.empty() ? std::string{} : one_of("--by", options.by, {"region", "pdu", "team", "officer"}),
      flags.scope, flags.from, options.until};
  if (!flags.from.empty()) date_option("--from", flags.from);
  if (!options.until.empty()) date_option("--until", options.until);
  const std::vector<std::string> wanted = comma_list(flags.measures);
  std::vector<std::string_view> known;
  for (const caseload::MeasureRow& row : caseload::measure_rows()) known.push_back(row.name);
  for (const std::string& name : wanted) one_of("--measure", name, known);
  const std::string& path = options.paths.front();
  const std::unique_ptr<Database> memory = memory_at(path);
  Database& database = *memory;
  std::vector<Json> records;
  for (const TrendRow& row : trend_rows(database, question)) records.push_back(record_of(row, question, wanted));
  if (options.redact)
    for (Json& record : records) render::redact(record);
  if (records.empty())
    write_fault("rar-audit", fmt::format("{}: no run of the scope `{}` in that time", render::visible(path),
                                         render::visible(question.scope)));
  const Date as_of = records.empty() ? today_in_london() : *parse_date(records.back()["as_of"].text());
  render::RunOutput run{"rar-audit", version(), as_of, {}, {}, {}, {}, 0, {}};
  run.summary.verdict = records.empty() ? "nothing_judged" : "clean";
  run.summary.exit = records.empty() ? usage : done;
  const Json summary = render::summary_json(run);
  const std::vector<std::string> columns{"scope",    "as_of",       "group",        "cases",   "errors",
                                         "warnings", "notes",       "undetermined", "overdue", "new",
                                         "mended",   "mended_days", "measures"};
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return render::json(records);
    if (target.format == "ndjson") return render::ndjson(records, summary);
    if (target.format == "csv") return render::csv(records, columns);
    if (target.format == "markdown") return render::markdown("trend", records, columns, language_option(options));
    if (target.format == "html") return html_of(records, question, wanted, path, language_option(options), as_of);
    if (target.format == "xlsx")
      return records_workbook("trend", records, columns, summary, as_of, language_option(options));
    return safe_text(text_of(records, question, wanted), Kept::tabs_and_lines);
  });
  return printed == done && records.empty() ? static_cast<int>(usage) : printed;
}

}  // namespace probation::tools
