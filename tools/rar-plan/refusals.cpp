#include "tools/rar-plan/refusals.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/problem.hpp"
#include "render/run/text.hpp"

namespace probation::tools {
namespace {

// A key that is not known takes nothing from the plan, so it is said and does not stop it.
constexpr std::string_view unknown_key = "DOC101";

}  // namespace

int refuse(const planning::Refusal& refusal, const std::string& file, const PlaceTable& places, bool several,
           std::vector<intake::Unreadable>& lacking) {
  using Kind = planning::Refusal::Kind;
  if (!several && refusal.kind != Kind::missing_fact) throw UsageError{refusal.message};
  if (refusal.kind == Kind::usage) {
    write_fault("rar-plan", fmt::format("{}: passed by: {}", render::visible(file), refusal.message));
    return done;
  }
  std::vector<std::string> missing;
  for (const Missing& one : refusal.missing) missing.push_back(name_of(places, one));
  lacking.push_back(
      {file, refusal.message + (missing.empty() ? std::string{} : fmt::format("; missing {}", join(missing, ", ")))});
  return unreadable;
}

void name_lacking(caseload::Result& result, const std::vector<intake::Unreadable>& lacking) {
  for (const intake::Unreadable& one : lacking) {
    const auto told = std::find_if(result.accounts.begin(), result.accounts.end(),
                                   [&](const caseload::FileAccount& file) { return file.path == one.path; });
    const auto there = std::find_if(result.unreadable.begin(), result.unreadable.end(),
                                    [&](const intake::Unreadable& file) { return file.path == one.path; });
    if (there != result.unreadable.end()) {
      there->why += "; " + one.why;
    } else if (told != result.accounts.end() && !told->complete) {  // the file's own fault comes first
      write_fault("rar-plan", fmt::format("{}: {}", render::visible(one.path), one.why));
    } else {
      if (told != result.accounts.end()) told->complete = false;
      result.unreadable.push_back(one);
    }
  }
}

std::int64_t unreadable_for_planning(const caseload::Result& result) {
  return static_cast<std::int64_t>(result.unreadable.size()) +
         std::count_if(result.findings.begin(), result.findings.end(), [](const rules::Finding& finding) {
           return finding.outcome == rules::Verdict::fail && finding.rule->id != unknown_key &&
                  document::prevents_reading(finding.rule->id);
         });
}

}  // namespace probation::tools
