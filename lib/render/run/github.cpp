// Workflow commands of GitHub Actions: one annotation a finding, at its line. What is suppressed or known before is
// left out, because an annotation cannot be marked and their number is limited.
#include <algorithm>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

// After the second pair of colons three characters mean something, within a property two more.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else out += c;
  }
  return out;
}

std::string_view command(const Finding& f) {
  if (f.outcome != Verdict::fail) return "notice";
  return f.severity == rules::Severity::error ? "error" : f.severity == rules::Severity::warning ? "warning" : "notice";
}

}  // namespace

namespace {

std::string file_of(const RunOutput& run, std::string_view path) {
  return escaped(visible(printable(from_repository(run, path))), true);
}

std::string place_of(const RunOutput& run, const rules::Location& at) {
  std::string place = fmt::format("file={}", file_of(run, at.file));
  if (at.line > 0) place += fmt::format(",line={},col={}", at.line, at.column);
  return place;
}

// So many of each level are shown beside the code and no more: the worst come first.
class GithubPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 5; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    for (const UnreadFile& file : part.unread)
      out[0] += fmt::format("::error file={},title={}::{}\n", file_of(part, file.path), "not read",
                            escaped(visible(file.why), false));
    for (const Finding& f : part.findings) {
      if (!f.stands() || f.outcome == Verdict::pass) continue;
      const rules::Severity level = f.outcome != Verdict::fail ? rules::Severity::note : f.severity;
      const std::string title = f.outcome == Verdict::fail ? std::string(f.rule->id)
                                                           : fmt::format("{} {}", f.rule->id, rules::word(f.outcome));
      const std::string about = f.crn.empty() ? f.subject : fmt::format("{} of {}", f.subject, f.crn);
      out[1 + static_cast<std::size_t>(level)] += fmt::format(
          "::{} {},title={}::{}\n", command(f), place_of(part, f.location), escaped(title, true),
          escaped(fmt::format("{} ({})", visible(f.message.empty() ? f.rule->summary : std::string_view(f.message)),
                              visible(about)),
                  false));
    }
    if (!part.shows_gaps()) return;
    for (const caseload::Gap& gap : part.gaps) {
      const std::string about = gap.crn.empty() ? gap.subject : fmt::format("{} of {}", gap.subject, gap.crn);
      out[4] += fmt::format("::notice {},title={}::{}\n", place_of(part, gap.location), missing_fact_id,
                            escaped(fmt::format("{} ({})", visible(caseload::said(gap)), visible(about)), false));
    }
  }
};

}  // namespace

std::unique_ptr<PieceFormat> github_pieces(const PieceStyle&) { return std::make_unique<GithubPieces>(); }

}  // namespace probation::render
