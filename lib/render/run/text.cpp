#include "render/run/text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "render/run/by_rule.hpp"
#include "render/run/cells.hpp"
#include "render/run/excerpt.hpp"
#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Location;
using rules::Verdict;

class Painter {
 public:
  explicit Painter(bool color) : color_(color) {}
  [[nodiscard]] std::string heading(const Finding& f, std::string_view words) const {
    if (!color_) return std::string(words);
    const char* code = f.outcome != Verdict::fail               ? "36"
                       : f.severity == rules::Severity::error   ? "31"
                       : f.severity == rules::Severity::warning ? "33"
                                                                : "34";
    return fmt::format("\x1b[1;{}m{}\x1b[0m", code, words);
  }
  [[nodiscard]] std::string dim(std::string_view words) const {
    return color_ ? fmt::format("\x1b[2m{}\x1b[0m", words) : std::string(words);
  }

 private:
  bool color_;
};

// The line, and under it a rule as wide as the value with the words that belong to it.
void excerpt(std::string& out, const Location& location, char rule_mark, std::size_t gutter) {
  constexpr std::size_t most = 160;
  const Marked line = marked(location);
  const ShownLine shown = shown_line(visible(line.before, true), visible(line.value, true), visible(line.after, true),
                                     most - std::min(gutter + 3, most / 2));
  out += fmt::format("{:>{}} | {}\n", location.line, gutter, shown.line);
  out += fmt::format("{:>{}} | {}{}{}{}\n", "", gutter, shown.blanks, std::string(shown.width, rule_mark),
                     location.message.empty() ? "" : " ", visible(location.message));
}

std::string name_of(std::string_view path) { return visible(printable(path)); }

std::string where(const Location& location) {
  return location.line == 0 ? name_of(location.file)
                            : fmt::format("{}:{}:{}", name_of(location.file), location.line, location.column);
}

void finding_text(std::string& out, const RunOutput& run, const Finding& f, const Painter& paint) {
  const std::string head = f.outcome == Verdict::fail ? fmt::format("{}[{}]", rules::word(f.severity), f.rule->id)
                           : f.outcome == Verdict::undetermined
                               ? fmt::format("undetermined[{}] ({})", f.rule->id, rules::word(f.severity))
                               : fmt::format("pass[{}]", f.rule->id);
  const std::string_view marked = f.suppressed                               ? " (suppressed)"
                                  : f.baseline == rules::BaselineMark::known ? " (known before)"
                                  : f.baseline == rules::BaselineMark::fresh ? " (new)"
                                                                             : "";
  out += fmt::format("{}{}: {}\n", paint.heading(f, head), marked,
                     f.message.empty() ? std::string(f.rule->summary) : visible(f.message));
  std::size_t gutter = fmt::format("{}", f.location.line).size();
  for (const Location& related : f.related)
    if (!related.excerpt.empty()) gutter = std::max(gutter, fmt::format("{}", related.line).size());
  out += fmt::format("{:>{}} {}\n", "-->", gutter + 3, where(f.location));
  if (!f.location.excerpt.empty()) {
    out += fmt::format("{:>{}} |\n", "", gutter);
    excerpt(out, f.location, f.outcome == Verdict::fail ? '^' : '-', gutter);
  }
  // A long list of days would hide the finding: the first and the last three are shown, the others counted.
  const std::size_t shown_each_side = 3;
  for (std::size_t i = 0; i < f.related.size(); ++i) {
    if (f.related.size() > 2 * shown_each_side + 1 && i == shown_each_side) {
      out += fmt::format("{:>{}} : {} more places\n", "", gutter, f.related.size() - 2 * shown_each_side);
      i = f.related.size() - shown_each_side;
    }
    const Location& related = f.related[i];
    if (related.file != f.location.file || related.excerpt.empty()) {
      out += fmt::format("{:>{}} {}{}{}\n", ":::", gutter + 3, where(related), related.message.empty() ? "" : " ",
                         visible(related.message));
      continue;
    }
    out += fmt::format("{:>{}} :\n", "", gutter);
    excerpt(out, related, '-', gutter);
  }
  const auto row = [&](std::string_view name, std::string_view value) {
    out += fmt::format("{:>{}} = {} {}\n", "", gutter, paint.dim(fmt::format("{:<9}", fmt::format("{}:", name))),
                       visible(value));
  };
  row("subject", f.crn.empty() ? f.subject : fmt::format("{} of {}", f.subject, f.crn));
  for (const std::string& line : f.trace) row("how", line);
  for (const std::string& pointer : f.missing) row("missing", pointer.empty() ? "the file" : pointer);
  for (const rules::FindingSource& source : f.sources) {
    std::string words(source.title.view());
    if (!source.provision.empty()) words += fmt::format(", {}", source.provision);
    if (!source.from.empty()) words += fmt::format(", in force from {}", source.from);
    row("source", fmt::format("{} ({}{})", words, rules::word(f.basis), source.assumption ? ", assumption" : ""));
  }
  if (f.suppressed)
    row("suppressed", fmt::format("{} (by {}, until {})", f.suppressed->reason, f.suppressed->by, f.suppressed->until));
  row("as of", format(run.as_of));
  if (f.fix) row("fix", *f.fix);
  row("more", fmt::format("rar-audit explain {}", f.rule->id));
  out += '\n';
}

void gaps_text(std::string& out, std::span<const caseload::Gap> gaps, const Painter& paint) {
  const caseload::Gap& first = gaps.front();
  out += fmt::format(
      "not decided: {}\n  --> {}\n", waiting_words(first, gaps.size()),
      first.crn.empty() ? name_of(first.file) : fmt::format("{} in {}", visible(first.crn), name_of(first.file)));
  std::size_t width = 0;
  for (const caseload::Gap& gap : gaps) width = std::max(width, gap.fact.size());
  for (const caseload::Gap& gap : gaps)
    out += fmt::format("   = {:<{}}  {}{}: {}{}\n", visible(gap.fact), width, counted(gap.questions, "question"),
                       gap.alone == 0               ? std::string{}
                       : gap.alone == gap.questions ? std::string(", it alone")
                                                    : fmt::format(", {} for it alone", gap.alone),
                       rules_of(gap), gap.fix ? paint.dim("; fix: ") + visible(*gap.fix) : std::string{});
  out += '\n';
}

}  // namespace

std::string visible(std::string_view text, bool keep_tabs) {
  return safe_text(text, keep_tabs ? Kept::tabs : Kept::nothing);
}

bool is_of_documents(const RunOutput& run) { return run.tool == "eip-score"; }

std::string judged_words(const RunOutput& run) {
  return counted(run.summary.cases, is_of_documents(run) ? "document" : "case");
}

std::string left_out_words(std::int64_t findings, std::int64_t gaps) {
  std::string out = findings > 0 ? counted(findings, "finding") : std::string{};
  if (gaps > 0) out += (out.empty() ? "" : " and ") + counted(gaps, "missing fact");
  return out;
}

std::string summary_text(const RunOutput& run) {
  const Summary& s = run.summary;
  std::string out =
      fmt::format("{}, {} as of {} under policy {}: {}, {}, {}; {} undetermined\n", counted(s.files, "file"),
                  judged_words(run), format(run.as_of), visible(run.policy), counted(s.findings[0], "error"),
                  counted(s.findings[1], "warning"), counted(s.findings[2], "note"), s.undetermined);
  if (run.catalogue.ends_with(national_catalogue_name))
    out += fmt::format("no catalogue given: {} is used\n", run.catalogue);
  if (s.later > 0)
    out += fmt::format("{} dated after {} left out\n", counted(s.later, "entry", "entries"), format(run.as_of));
  if (s.skipped > 0) out += fmt::format("{} of a kind this command does not judge\n", counted(s.skipped, "document"));
  if (s.unreadable > 0)
    out += fmt::format("{} could not be read or understood: the answer is incomplete\n", counted(s.unreadable, "file"));
  if (s.suppressed > 0) out += fmt::format("{} suppressed\n", counted(s.suppressed, "finding"));
  if (s.baseline > 0) out += fmt::format("{} known before\n", counted(s.baseline, "finding"));
  if (s.suppressions &&
      s.suppressions->expired + s.suppressions->malformed + s.suppressions->refused + s.suppressions->unused > 0)
    out += fmt::format("suppressions: {} given, {} expired, {} malformed, {} refused, {} unused\n",
                       s.suppressions->given, s.suppressions->expired, s.suppressions->malformed,
                       s.suppressions->refused, s.suppressions->unused);
  if (const std::string left_out = left_out_words(run.not_printed, run.gaps_not_printed); !left_out.empty())
    out += fmt::format("--max-findings {}: {} not printed\n", run.most, left_out);
  out += fmt::format("verdict: {} (exit {})\n", s.verdict, s.exit);
  return out;
}

namespace {

void by_rule_lines(std::string& out, const RunOutput& run) {
  const std::vector<RuleRow> rows = by_rule_rows(run.summary);
  if (rows.empty()) return;
  out += "by rule:\n";
  for (const RuleRow& row : rows)
    out += fmt::format("  {}  {}  {} failed, {} undetermined\n", row.rule->id, rules::word(row.rule->severity),
                       row.failed, row.undetermined);
  out += '\n';
}

}  // namespace

namespace {

// Cases with faults before those without; what could not be read, and the totals, at the end.
class TextPieces : public PieceFormat {
 public:
  explicit TextPieces(bool color) : paint_(color) {}
  [[nodiscard]] std::size_t channels() const override { return 2; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    std::map<std::string_view, std::size_t> left;  // findings of a file that are still to come
    for (const Finding& finding : part.findings) ++left[finding.location.file];
    for (const OfCase& here : by_case(part)) {
      std::string& channel = out[here.has_faults ? 0 : 1];
      for (const Finding* finding : here.findings) {
        finding_text(channel, part, *finding, paint_);
        const std::string file = finding->location.file.str();
        if (--left[file] > 0) continue;
        if (const auto hidden = part.documents_cut.find(file); hidden != part.documents_cut.end())
          channel += fmt::format("{}: {} more of the document's own findings\n\n", name_of(file), hidden->second);
      }
      if (!here.gaps.empty()) gaps_text(channel, here.gaps, paint_);
    }
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t channel, bool) const override {
    std::string out;
    if (channel == 0) return out;
    by_rule_lines(out, run);
    for (const UnreadFile& file : run.unread)
      out += fmt::format("{}: error: {}\n", name_of(file.path), visible(file.why));
    return out + summary_text(run);
  }

 private:
  Painter paint_;
};

class ConcisePieces : public PieceFormat {
 public:
  void add(const RunOutput& part, std::span<std::string> out) const override {
    auto unread = part.unread.begin();
    const auto unread_up_to = [&](std::optional<std::string_view> file) {
      for (; unread != part.unread.end() && (!file || unread->path <= *file); ++unread)
        out[0] += fmt::format("{}: error: {}\n", name_of(unread->path), visible(unread->why));
    };
    const auto of_finding = [&](const Finding& f) {
      unread_up_to(f.location.file);
      out[0] += fmt::format("{}: {}[{}] {} ({}){}\n", where(f.location),
                            f.outcome == Verdict::fail ? rules::word(f.severity) : rules::word(f.outcome), f.rule->id,
                            f.message.empty() ? std::string(f.rule->summary) : visible(f.message), visible(f.subject),
                            f.suppressed                               ? " [suppressed]"
                            : f.baseline == rules::BaselineMark::known ? " [known]"
                            : f.baseline == rules::BaselineMark::fresh ? " [new]"
                                                                       : "");
    };
    const auto of_gap = [&](const caseload::Gap& gap) {
      unread_up_to(gap.file);
      out[0] += fmt::format("{}: {}[{}] {} ({})\n", where(gap.location), rules::word(Verdict::undetermined),
                            visible(gap.fact), visible(caseload::said(gap)), visible(gap.subject));
    };
    in_path_order(part, of_finding, of_gap);
    unread_up_to(std::nullopt);
  }
};

}  // namespace

std::unique_ptr<PieceFormat> text_pieces(const PieceStyle& style) { return std::make_unique<TextPieces>(style.color); }
std::unique_ptr<PieceFormat> concise_pieces(const PieceStyle&) { return std::make_unique<ConcisePieces>(); }

std::string concise(const RunOutput& run) { return whole(*concise_pieces({}), run); }

}  // namespace probation::render
