#include "render/run/markdown.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/fact_words.hpp"
#include "render/run/account.hpp"
#include "render/run/by_rule.hpp"
#include "render/run/csv.hpp"
#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

void row(std::string& out, const std::vector<std::string>& cells) {
  out += fmt::format("| {} |\n", fmt::join(cells, " | "));
}

void table_head(std::string& out, const std::vector<std::string>& names) {
  row(out, names);
  row(out, std::vector<std::string>(names.size(), "---"));
}

std::string where(const rules::Location& location) {
  return markdown_text(location.line == 0
                           ? printable(location.file)
                           : fmt::format("{}:{}:{}", printable(location.file), location.line, location.column));
}

std::string what(const Finding& f) {
  std::string out = markdown_text(sentence_in_words(f.message.empty() ? f.rule->summary : std::string_view(f.message)));
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

namespace {

std::string markdown_summary(const RunOutput& run) {
  const Summary& s = run.summary;
  std::string out = fmt::format("## {}: {} (exit {})\n\nAs of {} under policy {}.\n\n", run.tool, s.verdict, s.exit,
                                format(run.as_of), markdown_text(run.policy));
  table_head(out,
             {"files", "cases", "errors", "warnings", "notes", "undetermined", "suppressed", "known", "unreadable"});
  row(out, {fmt::format("{}", s.files), fmt::format("{}", s.cases), fmt::format("{}", s.findings[0]),
            fmt::format("{}", s.findings[1]), fmt::format("{}", s.findings[2]), fmt::format("{}", s.undetermined),
            fmt::format("{}", s.suppressed), fmt::format("{}", s.baseline), fmt::format("{}", s.unreadable)});
  return out;
}

std::string finding_row(const Finding& f) {
  std::string out;
  row(out, {std::string(f.outcome == Verdict::fail ? rules::word(f.severity) : rules::word(f.outcome)),
            std::string(f.rule->id), markdown_text(f.crn), markdown_text(f.subject), what(f), where(f.location),
            markdown_text(join(f.missing, ", "))});
  return out;
}

std::string gap_row(const caseload::Gap& gap) {
  std::string out;
  row(out, {"undetermined", "", markdown_text(gap.crn), markdown_text(gap.subject),
            markdown_text(gap_words(gap, Language::en)), where(gap.location), markdown_text(gap.fact)});
  return out;
}

void by_rule_table(std::string& out, const RunOutput& run) {
  const std::vector<RuleRow> rows = by_rule_rows(run.summary);
  if (rows.empty()) return;
  out += '\n';
  table_head(out, {"rule", "severity", "failed", "undetermined"});
  for (const RuleRow& r : rows)
    row(out, {std::string(r.rule->id), std::string(rules::word(r.rule->severity)), fmt::format("{}", r.failed),
              fmt::format("{}", r.undetermined)});
}

constexpr std::size_t limit = 1'000'000, for_the_last_lines = 1'000;  // and the account

// What the file has room for before the lines that end it.
std::size_t room_for(const RunOutput& run, std::size_t held) {
  const std::size_t taken = held + for_the_last_lines + account_line(run.account).size();
  return limit - std::min(limit, taken);
}

// Every file that could not be read has a row, and where there is no room for it, a place in a number.
void unread_table(std::string& out, const RunOutput& run, std::size_t room) {
  if (run.unread.empty()) return;
  constexpr std::size_t for_the_rest = 100;
  out += '\n';
  table_head(out, {"not read", "why"});
  std::size_t left = run.unread.size();
  for (const UnreadFile& file : run.unread) {
    std::string next;
    row(next, {markdown_text(printable(file.path)), markdown_text(file.why)});
    if (out.size() + next.size() + for_the_rest > room) break;
    out += next;
    --left;
  }
  if (left > 0) out += fmt::format("\n{} more could not be read.\n", counted(static_cast<long long>(left), "file"));
}

// Empty: there is no room for any of it.
std::string before_rows(const RunOutput& run, bool has_rows, std::size_t room) {
  std::string out = markdown_summary(run), rules, head;
  if (out.size() > room) return {};
  by_rule_table(rules, run);
  if (has_rows) {
    head += '\n';
    table_head(head, {"severity", "rule", "case", "subject", "finding", "place", "missing"});
  }
  const std::size_t behind = rules.size() + head.size();
  if (out.size() + behind <= room) unread_table(out, run, room - behind);
  if (out.size() + behind > room) return out;
  return out + rules + head;
}

bool has_rows(const RunOutput& run) { return !run.findings.empty() || (run.shows_gaps() && !run.gaps.empty()); }

// Fails before what is undetermined before passes, each by severity.
constexpr std::size_t ranks = 9;
std::size_t rank_of(const Finding& f) {
  const std::size_t outcome = f.outcome == Verdict::fail ? 0 : f.outcome == Verdict::pass ? 2 : 1;
  return outcome * 3 + static_cast<std::size_t>(f.severity);
}

// Which rows of a list stay where only some fit: the weightiest, of one weight those that come first.
class Weighed {
 public:
  void count(std::size_t rank, std::size_t size) {
    OfRank& rows = ranks_.at(rank);
    ++rows.all;
    if (rows.bytes > limit) return;  // no more of them can fit
    rows.bytes += size;
    rows.sizes.push_back(size);
  }
  // Takes the rows into a file that holds so much already; false: there is no room for all of them.
  bool fit(std::size_t& size) {
    for (OfRank& rows : ranks_) {
      for (const std::size_t row : rows.sizes) {
        size += row;
        if (size > limit) return false;
        ++rows.kept;
      }
    }
    return true;
  }
  // The next row of that rank, in the order in which they were counted.
  bool stays(std::size_t rank) { return ranks_.at(rank).kept > 0 && ranks_.at(rank).kept-- > 0; }
  [[nodiscard]] std::size_t all(std::size_t first = 0, std::size_t last = ranks) const {
    return sum(first, last, &OfRank::all);
  }
  [[nodiscard]] std::size_t kept(std::size_t first = 0, std::size_t last = ranks) const {
    return sum(first, last, &OfRank::kept);
  }

 private:
  struct OfRank {
    std::size_t all = 0, bytes = 0, kept = 0;
    std::vector<std::size_t> sizes;  // of the first, as many as could fit
  };
  [[nodiscard]] std::size_t sum(std::size_t first, std::size_t last, std::size_t OfRank::*what) const {
    std::size_t sum = 0;
    for (std::size_t rank = first; rank < last; ++rank) sum += ranks_.at(rank).*what;
    return sum;
  }
  std::array<OfRank, ranks> ranks_;
};

// What of the rows stays in a file that holds so much already.
void fit(Weighed& findings, Weighed& gaps, const RunOutput& run, bool has_rows, std::size_t held) {
  const std::size_t room = room_for(run, held);
  const std::string before = before_rows(run, has_rows, room);
  std::size_t size = before.empty() ? limit : limit - room + before.size();
  if (findings.fit(size)) gaps.fit(size);
}

// The first channel is the rows of findings, the second those of gaps. Each begins with the letter of its rank, which
// is taken out when it is known what fits; no row has a line break but at its end.
class MarkdownPieces : public PieceFormat {
 public:
  explicit MarkdownPieces(std::size_t held) : held_(held) {}
  [[nodiscard]] std::size_t channels() const override { return 2; }
  [[nodiscard]] bool totals_first() const override { return true; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    for (const Finding& f : part.findings) (out[0] += letter(rank_of(f))) += finding_row(f);
    if (!part.shows_gaps()) return;
    for (const caseload::Gap& gap : part.gaps)
      (out[1] += letter(static_cast<std::size_t>(gap.severity))) += gap_row(gap);
  }
  void number(std::span<std::string> channels) override {
    for (std::size_t channel = 0; channel < 2; ++channel)
      for (std::size_t at = 0; at < channels[channel].size();) {
        const std::size_t end = channels[channel].find('\n', at) + 1;
        rows_[channel].count(rank_at(channels[channel][at]), end - at - 1);
        at = end;
      }
  }
  LeftOut leave_out(const RunOutput& totals) override {
    fit(rows_[0], rows_[1], totals, rows_[0].all() + rows_[1].all() > 0, held_);
    has_rows_ = rows_[0].kept() + rows_[1].kept() > 0;
    constexpr std::size_t passes = 6;  // which are not counted
    return {static_cast<std::int64_t>(rows_[0].all(0, passes) - rows_[0].kept(0, passes)),
            static_cast<std::int64_t>(rows_[1].all() - rows_[1].kept())};
  }
  void settle(std::size_t channel, std::string& text) override {
    std::string kept;
    for (const char c : text) {
      if (at_begin_[channel]) stays_[channel] = rows_[channel].stays(rank_at(c));
      else if (stays_[channel]) kept += c;
      at_begin_[channel] = c == '\n';
    }
    text = std::move(kept);
  }
  [[nodiscard]] std::string head(const RunOutput& run) const override {
    return before_rows(run, has_rows_, room_for(run, held_));
  }

 private:
  static char letter(std::size_t rank) { return static_cast<char>('a' + rank); }
  static std::size_t rank_at(char letter) { return static_cast<std::size_t>(letter - 'a'); }
  std::size_t held_;
  std::array<Weighed, 2> rows_;
  std::array<bool, 2> at_begin_{true, true}, stays_{};
  bool has_rows_ = false;
};

}  // namespace

std::unique_ptr<PieceFormat> markdown_pieces(const PieceStyle& style) {
  return std::make_unique<MarkdownPieces>(style.held);
}

std::size_t rows_that_fit(const RunOutput& run, std::size_t held) {
  Weighed findings, gaps;
  for (const Finding& f : run.findings) findings.count(rank_of(f), finding_row(f).size());
  if (run.shows_gaps())
    for (const caseload::Gap& gap : run.gaps) gaps.count(static_cast<std::size_t>(gap.severity), gap_row(gap).size());
  fit(findings, gaps, run, has_rows(run), held);
  return findings.kept() + gaps.kept();
}

bool markdown_fits(const RunOutput& run, std::size_t held) {
  return markdown_summary(run).size() <= room_for(run, held);
}

std::string markdown(const RunOutput& run, std::size_t held) {
  std::string out = before_rows(run, has_rows(run), room_for(run, held));
  for (const Finding& f : run.findings) out += finding_row(f);
  if (run.shows_gaps())
    for (const caseload::Gap& gap : run.gaps) out += gap_row(gap);
  return out + markdown_end(run, held);
}

std::string markdown_summary_alone(const RunOutput& run, std::size_t held) {
  return markdown_fits(run, held) ? markdown_summary(run) + "\n" + account_line(run.account) + "\n" : std::string{};
}

std::string markdown_end(const RunOutput& run, std::size_t held) {
  if (!markdown_fits(run, held)) return {};
  std::string out;
  const auto add = [&](std::string_view why, std::int64_t findings, std::int64_t gaps) {
    if (findings + gaps > 0) out += fmt::format("\n{}: {} not printed.\n", why, left_out_words(findings, gaps));
  };
  add(fmt::format("--max-findings {}", run.most), run.not_printed, run.gaps_not_printed);
  add("Over the size of this report", run.findings_over_size, run.gaps_over_size);
  return out + "\n" + account_line(run.account) + "\n";
}

namespace {

// How often each rule asks is one text, not a column for each rule; and what refutes a plan stands beside that it does.
Json read_as_text(const Json& record) {
  Json read = record;
  if (record.value("schema", "") == "plan_check/1") read["violations"] = violations_in_words(record["violations"]);
  if (record.value("schema", "") != "gap_total/1") return read;
  std::string rules;
  for (const auto& [id, count] : record["rules"].items())
    rules += (rules.empty() ? "" : ", ") + id + (count.whole() == 1 ? "" : " " + count.dump());
  read["rules"] = rules;
  return read;
}

std::vector<std::string> read_as_text(const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const std::string& column : columns)
    if (!column.starts_with("rules/")) out.push_back(column);
    else if (out.empty() || out.back() != "rules") out.emplace_back("rules");
  if (std::find(columns.begin(), columns.end(), "accepted") != columns.end()) out.emplace_back("violations");
  return out;
}

}  // namespace

std::string markdown(const std::string& title, const std::vector<Json>& records,
                     const std::vector<std::string>& columns, Language language) {
  std::string out = fmt::format("## {}\n\n", title);
  std::vector<Json> read;
  for (const Json& record : records) read.push_back(read_as_text(record));
  const Table table = flat_table(read, read_as_text(columns));
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    cells.push_back(markdown_text(column_words(table, i, language)));
  table_head(out, cells);
  for (const std::vector<Json>& values : table.rows) {
    cells.clear();
    for (std::size_t i = 0; i < values.size(); ++i)
      cells.push_back(markdown_text(cell_words(table, i, values[i], language)));
    row(out, cells);
  }
  return out;
}

}  // namespace probation::render
