#include "render/run/markdown.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/by_rule.hpp"
#include "render/run/csv.hpp"
#include "render/run/paths.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

void row(std::string& out, const std::vector<std::string>& cells) {
  out += fmt::format("| {} |\n", fmt::join(cells, " | "));
}

void head(std::string& out, const std::vector<std::string>& names) {
  row(out, names);
  row(out, std::vector<std::string>(names.size(), "---"));
}

std::string where(const rules::Location& location) {
  return markdown_text(location.line == 0
                           ? printable(location.file)
                           : fmt::format("{}:{}:{}", printable(location.file), location.line, location.column));
}

std::string what(const Finding& f) {
  std::string out = markdown_text(f.message.empty() ? std::string(f.rule->summary) : f.message);
  if (f.suppressed)
    out += fmt::format(" (suppressed until {}: {})", markdown_text(f.suppressed->until),
                       markdown_text(f.suppressed->reason));
  if (f.baseline == rules::BaselineMark::known) out += " (known)";
  return out;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '@': out += "&#64;"; break;  // a mention would call somebody
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '#':
      case '|':
      case '~':
      case '!':
        out += '\\';
        out += c;
        break;
      default: out += c;
    }
  }
  return out;
}

std::string markdown_summary(const RunOutput& run) {
  const Summary& s = run.summary;
  std::string out = fmt::format("## {}: {} (exit {})\n\nAs of {} under policy {}.\n\n", run.tool, s.verdict, s.exit,
                                format(run.as_of), markdown_text(run.policy));
  head(out, {"files", "cases", "errors", "warnings", "notes", "undetermined", "suppressed", "known", "unreadable"});
  row(out, {fmt::format("{}", s.files), fmt::format("{}", s.cases), fmt::format("{}", s.findings[0]),
            fmt::format("{}", s.findings[1]), fmt::format("{}", s.findings[2]), fmt::format("{}", s.undetermined),
            fmt::format("{}", s.suppressed), fmt::format("{}", s.baseline), fmt::format("{}", s.unreadable)});
  return out;
}

namespace {

std::string finding_row(const Finding& f) {
  std::string out;
  row(out, {std::string(f.outcome == Verdict::fail ? rules::word(f.severity) : rules::word(f.outcome)),
            std::string(f.rule->id), markdown_text(f.crn), markdown_text(f.subject), what(f), where(f.location),
            markdown_text(join(f.missing, ", "))});
  return out;
}

std::string gap_row(const caseload::Gap& gap) {
  std::string out;
  row(out, {"undetermined", "", markdown_text(gap.crn), markdown_text(gap.subject), markdown_text(caseload::said(gap)),
            where(gap.location), markdown_text(gap.fact)});
  return out;
}

void by_rule_table(std::string& out, const RunOutput& run) {
  const std::vector<RuleRow> rows = by_rule_rows(run.summary);
  if (rows.empty()) return;
  out += '\n';
  head(out, {"rule", "severity", "failed", "undetermined"});
  for (const RuleRow& r : rows)
    row(out, {std::string(r.rule->id), std::string(rules::word(r.rule->severity)), fmt::format("{}", r.failed),
              fmt::format("{}", r.undetermined)});
}

std::string before_rows(const RunOutput& run) {
  std::string out = markdown_summary(run);
  if (!run.unread.empty()) {
    out += '\n';
    head(out, {"not read", "why"});
    for (const UnreadFile& file : run.unread) row(out, {markdown_text(printable(file.path)), markdown_text(file.why)});
  }
  by_rule_table(out, run);
  if (!run.findings.empty() || (run.shows_gaps() && !run.gaps.empty())) {
    out += '\n';
    head(out, {"severity", "rule", "case", "subject", "finding", "place", "missing"});
  }
  return out;
}

}  // namespace

std::size_t rows_that_fit(const RunOutput& run, std::size_t held) {
  constexpr std::size_t limit = 1'000'000, for_the_last_lines = 2'000;
  std::size_t size = held + before_rows(run).size() + for_the_last_lines, rows = 0;
  for (const Finding& f : run.findings) {
    size += finding_row(f).size();
    if (size > limit) return rows;
    ++rows;
  }
  if (!run.shows_gaps()) return rows;
  for (const caseload::Gap& gap : run.gaps) {
    size += gap_row(gap).size();
    if (size > limit) return rows;
    ++rows;
  }
  return rows;
}

std::string markdown(const RunOutput& run) {
  std::string out = before_rows(run);
  for (const Finding& f : run.findings) out += finding_row(f);
  if (run.shows_gaps())
    for (const caseload::Gap& gap : run.gaps) out += gap_row(gap);
  if (run.not_printed > 0) out += fmt::format("\n{} not printed.\n", counted(run.not_printed, "finding"));
  return out;
}

std::string markdown(const std::string& title, const std::vector<Json>& records,
                     const std::vector<std::string>& columns, Language language) {
  std::string out = fmt::format("## {}\n\n", title);
  std::vector<std::string> cells;
  const Table table = flat_table(records, columns);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    cells.push_back(markdown_text(column_words(table, i, language)));
  head(out, cells);
  for (const std::vector<Json>& values : table.rows) {
    cells.clear();
    for (std::size_t i = 0; i < values.size(); ++i)
      cells.push_back(markdown_text(cell_words(table, i, values[i], language)));
    row(out, cells);
  }
  return out;
}

}  // namespace probation::render
