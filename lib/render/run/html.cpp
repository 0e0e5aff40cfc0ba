#include "render/run/html.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html_page.hpp"
#include "render/run/csv.hpp"
#include "render/run/excerpt.hpp"
#include "render/run/gaps.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Location;
using rules::Verdict;

std::string where(const Location& location) {
  return html_text(location.line == 0 ? location.file
                                      : fmt::format("{}:{}:{}", location.file, location.line, location.column));
}

std::string excerpt(const Location& location) {
  if (location.excerpt.empty()) return {};
  const Marked line = marked(location);
  return fmt::format("<pre>{} | {}<mark>{}</mark>{}</pre>\n", location.line, html_text(line.before),
                     html_text(line.value), html_text(line.after));
}

std::string_view standing(const Finding& f) {
  return f.suppressed                               ? " (suppressed)"
         : f.baseline == rules::BaselineMark::known ? " (known before)"
         : f.baseline == rules::BaselineMark::fresh ? " (new)"
                                                    : "";
}

std::string article(const Finding& f) {
  const std::string_view kind = f.outcome == Verdict::fail ? rules::word(f.severity) : rules::word(f.outcome);
  std::string out = fmt::format("<article class=\"{}\">\n<h3>{} {}{}: {}</h3>\n", kind, kind, f.rule->id, standing(f),
                                html_text(f.message.empty() ? f.rule->summary : std::string_view(f.message)));
  out += fmt::format("<p>{}{}</p>\n", where(f.location),
                     f.location.message.empty() ? std::string{} : ": " + html_text(f.location.message));
  out += excerpt(f.location);
  for (const Location& related : f.related)
    out += fmt::format("<p>{}{}</p>\n{}", where(related),
                       related.message.empty() ? std::string{} : ": " + html_text(related.message), excerpt(related));
  std::vector<std::pair<std::string, std::string>> pairs{{"subject", html_text(f.subject)}};
  for (const std::string& line : f.trace) pairs.emplace_back("how", html_text(line));
  for (const std::string& pointer : f.missing)
    pairs.emplace_back("missing",
                       html_text(pointer.empty() ? std::string_view("the file") : std::string_view(pointer)));
  for (const rules::FindingSource& source : f.sources)
    pairs.emplace_back("source",
                       html_text(fmt::format("{}{}{} ({}{})", source.title,
                                             source.provision.empty() ? std::string() : ", " + source.provision,
                                             source.from.empty() ? "" : ", in force from " + source.from,
                                             rules::word(f.basis), source.assumption ? ", assumption" : "")));
  if (f.suppressed)
    pairs.emplace_back("suppressed", html_text(fmt::format("{} (by {}, until {})", f.suppressed->reason,
                                                           f.suppressed->by, f.suppressed->until)));
  if (f.fix) pairs.emplace_back("fix", html_text(*f.fix));
  return out + html_list(pairs) + "</article>\n";
}

// What one case lacks, as a table.
std::string missing_table(std::span<const caseload::Gap> gaps) {
  std::vector<std::vector<std::string>> rows;
  for (const caseload::Gap& gap : gaps)
    rows.push_back({html_text(gap.fact), html_text(gap.subject), fmt::format("{}", gap.questions),
                    fmt::format("{}", gap.alone), html_text(rules_of(gap)), where(gap.location),
                    gap.fix ? html_text(*gap.fix) : std::string{}});
  return html_table("Not decided: " + waiting_words(gaps.front(), gaps.size()),
                    {"fact", "subject", "questions", "for it alone", "rules", "place", "fix"}, rows);
}

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return html_text(value.get<std::string>());
  if (value.is_array()) {
    std::vector<std::string> words;
    for (const Json& item : value) words.push_back(item.is_string() ? item.get<std::string>() : item.dump());
    return html_text(join(words, ", "));
  }
  return html_text(value.dump());
}

}  // namespace

std::string html(const RunOutput& run) {
  const Summary& s = run.summary;
  std::string body = fmt::format("<p>As of {} under policy {}; {} {}.</p>\n", format(run.as_of), html_text(run.policy),
                                 html_text(run.tool), html_text(run.version));
  body += html_table(
      "Summary", {"files", "cases", "errors", "warnings", "notes", "undetermined", "suppressed", "known", "unreadable"},
      {{fmt::format("{}", s.files), fmt::format("{}", s.cases), fmt::format("{}", s.findings[0]),
        fmt::format("{}", s.findings[1]), fmt::format("{}", s.findings[2]), fmt::format("{}", s.undetermined),
        fmt::format("{}", s.suppressed), fmt::format("{}", s.baseline), fmt::format("{}", s.unreadable)}});
  if (!run.unread.empty()) {
    std::vector<std::vector<std::string>> rows;
    for (const UnreadFile& file : run.unread) rows.push_back({html_text(file.path), html_text(file.why)});
    body += html_table("Not read: the answer is incomplete", {"file", "why"}, rows);
  }
  std::string heading;
  const auto head = [&](const std::string& crn, const std::string& file) {
    const std::string next = crn.empty() ? file : fmt::format("{} in {}", crn, file);
    if (next != heading) body += fmt::format("<h2>{}</h2>\n", html_text(heading = next));
  };
  const auto of_finding = [&](const Finding& f) {
    head(f.crn, f.location.file);
    body += article(f);
  };
  const caseload::Gap* last = run.gaps.data();
  const auto of_gap = [&](const caseload::Gap& gap) {
    const std::span<const caseload::Gap> rest(&gap, run.gaps.data() + run.gaps.size());
    if (&gap != run.gaps.data() && same_case(gap, *last)) return;  // its table is there
    last = &gap;
    head(gap.crn, gap.file);
    body += missing_table(rest.first(gaps_of_case(rest)));
  };
  in_path_order(run, of_finding, of_gap);
  if (run.not_printed > 0) body += fmt::format("<p>{} not printed.</p>\n", counted(run.not_printed, "finding"));
  return html_page(fmt::format("{}: {} (exit {})", run.tool, s.verdict, s.exit), body);
}

std::string html(const std::string& title, const std::vector<Json>& records, const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  for (const std::string& column : columns) names.push_back(column_name(column));
  std::vector<std::vector<std::string>> rows;
  for (const Json& record : records) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const std::string& column : columns) cells.push_back(cell(value_of(record, column)));
  }
  return html_page(title, html_table(counted(static_cast<long long>(records.size()), "row"), names, rows));
}

}  // namespace probation::render
