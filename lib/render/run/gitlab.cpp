#include "render/run/gitlab.hpp"

#include <map>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/json.hpp"
#include "render/run/paths.hpp"
#include "render/run/text.hpp"
#include "rules/report.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

std::string_view severity(const Finding& f) {
  if (f.outcome != Verdict::fail) return "info";
  return f.severity == rules::Severity::error ? "critical" : f.severity == rules::Severity::warning ? "major" : "minor";
}

std::string relative(const RunOutput& run, const std::string& given) {
  std::string path = printable(from_repository(run, given));
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

}  // namespace

std::string gitlab(const RunOutput& run) {
  std::string text;
  JsonText out(text, 2);
  out.open_list();
  std::map<std::string, int> seen;
  const auto unique = [&](const std::string& fingerprint) {
    const int again = ++seen[fingerprint];
    return again == 1 ? fingerprint : fmt::format("{}-{}", fingerprint, again);
  };
  const auto issue = [&](const std::string& description, std::string_view check, const std::string& fingerprint,
                         std::string_view how_bad, const std::string& file, std::uint32_t line) {
    out.open()
        .text("description", description)
        .text("check_name", check)
        .text("fingerprint", unique(fingerprint))
        .text("severity", how_bad);
    out.key("location").open().text("path", relative(run, file));
    out.key("lines").open().whole("begin", line == 0 ? 1 : line).close().close().close();
  };
  for (const UnreadFile& file : run.unread)
    issue("not read: " + file.why, "unreadable", rules::fingerprint("unreadable", file.path, "file", {}), "blocker",
          file.path, 0);
  for (const Finding& f : run.findings) {
    if (f.suppressed || f.outcome == Verdict::pass) continue;
    const std::string about = f.crn.empty() ? f.subject : fmt::format("{} of {}", f.subject, f.crn);
    const std::string verdict =
        f.outcome == Verdict::fail ? std::string{} : fmt::format("{}: ", rules::word(f.outcome));
    issue(fmt::format("{}{} ({})", verdict, f.message.empty() ? f.rule->summary : std::string_view(f.message), about),
          f.rule->id, f.fingerprint, severity(f), f.location.file, f.location.line);
  }
  if (run.shows_gaps())
    for (const caseload::Gap& gap : run.gaps) {
      const std::string about = gap.crn.empty() ? gap.subject : fmt::format("{} of {}", gap.subject, gap.crn);
      issue(fmt::format("undetermined: {} ({})", caseload::said(gap), about), missing_fact_id,
            caseload::fingerprint(gap), "info", gap.location.file, gap.location.line);
    }
  out.close_list();
  return text + "\n";
}

}  // namespace probation::render
