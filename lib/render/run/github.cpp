#include "render/run/github.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
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

std::string github(const RunOutput& run) {
  const auto file_of = [&](const std::string& path) {
    return escaped(visible(printable(from_repository(run, path))), true);
  };
  std::string out;
  for (const UnreadFile& file : run.unread)
    out += fmt::format("::error file={},title={}::{}\n", file_of(file.path), "not read",
                       escaped(visible(file.why), false));
  std::vector<const Finding*> shown;
  for (const Finding& f : run.findings)
    if (f.stands() && f.outcome != Verdict::pass) shown.push_back(&f);
  // So many of each level are shown beside the code and no more: the worst come first.
  const auto level = [](const Finding* f) { return f->outcome != Verdict::fail ? rules::Severity::note : f->severity; };
  std::stable_sort(shown.begin(), shown.end(), [&](const Finding* a, const Finding* b) { return level(a) < level(b); });
  for (const Finding* at : shown) {
    const Finding& f = *at;
    std::string place = fmt::format("file={}", file_of(f.location.file));
    if (f.location.line > 0) place += fmt::format(",line={},col={}", f.location.line, f.location.column);
    const std::string title =
        f.outcome == Verdict::fail ? std::string(f.rule->id) : fmt::format("{} {}", f.rule->id, rules::word(f.outcome));
    const std::string about = f.crn.empty() ? f.subject : fmt::format("{} of {}", f.subject, f.crn);
    out += fmt::format(
        "::{} {},title={}::{}\n", command(f), place, escaped(title, true),
        escaped(fmt::format("{} ({})", visible(f.message.empty() ? f.rule->summary : std::string_view(f.message)),
                            visible(about)),
                false));
  }
  if (!run.shows_gaps()) return out;
  for (const caseload::Gap& gap : run.gaps) {
    std::string place = fmt::format("file={}", file_of(gap.location.file));
    if (gap.location.line > 0) place += fmt::format(",line={},col={}", gap.location.line, gap.location.column);
    const std::string about = gap.crn.empty() ? gap.subject : fmt::format("{} of {}", gap.subject, gap.crn);
    out += fmt::format("::notice {},title={}::{}\n", place, missing_fact_id,
                       escaped(fmt::format("{} ({})", visible(caseload::said(gap)), visible(about)), false));
  }
  return out;
}

}  // namespace probation::render
