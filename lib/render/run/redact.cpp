#include "render/run/redact.hpp"

#include "base/sight.hpp"

namespace probation::render {
namespace {

bool is_officer(const std::string& key) { return key == "officer" || key == "recorded_by" || key == "by"; }
bool is_left_out(const std::string& key) {
  return key == "court" || key == "date_of_birth" || key == "text" || key == "reason";
}

}  // namespace

void redact(rules::Finding& f) {
  f.location.excerpt.clear();
  f.location.message.clear();
  for (rules::Location& place : f.related) place.excerpt.clear();
  f.officer = officer_shown(f.officer.str());
  if (!f.suppressed) return;
  f.suppressed->reason = "…";
  if (f.suppressed->by != "…") f.suppressed->by = officer_shown(f.suppressed->by);
}

void redact(RunOutput& run) {
  for (rules::Finding& f : run.findings) redact(f);
  for (caseload::Gap& gap : run.gaps) gap.officer = officer_shown(gap.officer.str());
}

void redact(Json& record) {
  if (record.is_array())
    for (Json& member : record) redact(member);
  if (!record.is_object()) return;
  for (auto& [key, member] : record.items()) {
    if (is_officer(key) && member.is_string()) member = officer_shown(member.get<std::string>());
    else if (is_left_out(key)) member = nullptr;
    else redact(member);
  }
}

}  // namespace probation::render
