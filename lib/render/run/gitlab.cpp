// GitLab's code quality report: one array of objects with the documented members. GitLab shows two equal fingerprints
// as one, so a fingerprint that comes again is numbered. What is suppressed is left out.
#include <map>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/json.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "render/run/text.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

std::string_view severity_word(const Finding& f) {
  if (f.outcome != Verdict::fail) return "info";
  return f.severity == rules::Severity::error ? "critical" : f.severity == rules::Severity::warning ? "major" : "minor";
}

std::string relative(const RunOutput& run, std::string_view given) {
  std::string path = printable(from_repository(run, given));
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

}  // namespace

namespace {

// A fingerprint is that of a matter; two of one case or of two files of one person must differ all the same.
class OnceEach {
 public:
  explicit OnceEach(const RunOutput& run) {
    for (const rules::CaseSummary& summary : run.cases)
      if (summary.file_of_crn > 1) again_[summary.file] = summary.file_of_crn;
  }
  std::string of(std::string_view file, const std::string& fingerprint) {
    std::string name = fingerprint;
    if (const auto nth = again_.find(file); nth != again_.end()) name += fmt::format("-file{}", nth->second);
    const int again = ++seen_[name];
    return again == 1 ? name : fmt::format("{}-{}", name, again);
  }

 private:
  std::map<std::string_view, std::uint32_t> again_;
  std::map<std::string, int> seen_;
};

void append_issue(JsonText& out, const RunOutput& run, const std::string& description, std::string_view check,
                  const std::string& fingerprint, std::string_view how_bad, const rules::Location& at) {
  out.open()
      .text("description", description)
      .text("check_name", check)
      .text("fingerprint", fingerprint)
      .text("severity", how_bad);
  out.key("location").open().text("path", relative(run, at.file));
  out.key("lines").open().whole("begin", at.line == 0 ? 1 : at.line).close().close().close();
}

class GitlabPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 3; }
  [[nodiscard]] int list_of(std::size_t) const override { return 0; }
  [[nodiscard]] std::string head(const RunOutput&) const override { return "["; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    OnceEach once(part);
    JsonText unread = JsonText::within(out[0], 2, 1);
    for (const UnreadFile& file : part.unread) {
      rules::Location whole_file;
      whole_file.file = file.path;
      append_issue(unread, part, "not read: " + file.why, "unreadable",
                   rules::fingerprint("unreadable", file.path, "file", {}), "blocker", whole_file);
    }
    JsonText findings = JsonText::within(out[1], 2, 1);
    for (const Finding& f : part.findings) {
      if (f.suppressed || f.outcome == Verdict::pass) continue;
      const std::string about = f.crn.empty() ? f.subject : fmt::format("{} of {}", f.subject, f.crn);
      const std::string verdict =
          f.outcome == Verdict::fail ? std::string{} : fmt::format("{}: ", rules::word(f.outcome));
      append_issue(
          findings, part,
          fmt::format("{}{} ({})", verdict, f.message.empty() ? f.rule->summary : std::string_view(f.message), about),
          f.rule->id, once.of(f.location.file, f.fingerprint), severity_word(f), f.location);
    }
    if (!part.shows_gaps()) return;
    JsonText gaps = JsonText::within(out[2], 2, 1);
    for (const caseload::Gap& gap : part.gaps) {
      const std::string about = gap.crn.empty() ? gap.subject : fmt::format("{} of {}", gap.subject, gap.crn);
      append_issue(gaps, part, fmt::format("undetermined: {} ({})", caseload::said(gap), about), missing_fact_id,
                   once.of(gap.file, caseload::fingerprint(gap)), "info", gap.location);
    }
  }
  [[nodiscard]] std::string behind(const RunOutput&, std::size_t channel, bool is_empty) const override {
    if (channel < 2) return {};
    return is_empty ? "]\n" : "\n]\n";
  }
};

}  // namespace

std::unique_ptr<PieceFormat> gitlab_pieces(const PieceStyle&) { return std::make_unique<GitlabPieces>(); }

}  // namespace probation::render
