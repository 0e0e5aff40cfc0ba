#include "tools/common/picture.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "base/sight.hpp"
#include "render/run/redact.hpp"
#include "tools/common/case_table.hpp"

namespace probation::tools {

CasePicture picture_of_case(const CaseFacts& facts, const PlaceTable& places, const std::string& file, Date until,
                            bool with_drawing) {
  const CodesStay as_they_are;  // several threads are here; redact replaces them
  const auto code = [&](Located<std::string> Manager::*which) { return manager_code(facts.file, which); };
  CasePicture one;
  one.crn = facts.file.crn ? facts.file.crn->text : std::string{};
  one.file = file;
  one.line = facts.file.crn ? facts.file.crn.place.line : facts.file.place.line;
  one.region = code(&Manager::region);
  one.pdu = code(&Manager::pdu);
  one.team = code(&Manager::team);
  one.officer = code(&Manager::officer);
  one.due = due_records(facts, until, places);
  one.measured = measured(facts);
  one.forecasts = forecast_records(facts, places);
  if (!with_drawing) return one;
  std::vector<render::Json> due;
  for (const DueRecord& record : one.due) due.push_back(record.json);
  one.drawn = std::make_shared<const render::web::Picture>(render::web::picture_of(facts, places, due));
  return one;
}

void Pictures::fill_from(caseload::Request& request, Date until, bool with_drawings) {
  by_file_.assign(request.paths.size(), {});
  request.also = [this, until, with_drawings, paths = request.paths, name = request.stdin_name](
                     std::size_t file, const CaseFacts& facts, const PlaceTable& places) {
    const std::string path = paths[file] == "-" ? name : paths[file];
    by_file_[file].push_back(picture_of_case(facts, places, path, until, with_drawings));
  };
}

std::vector<const CasePicture*> Pictures::cases() const {
  std::vector<const CasePicture*> all;
  for (const std::vector<CasePicture>& file : by_file_)
    for (const CasePicture& one : file) all.push_back(&one);
  return all;
}

Pictures Pictures::part(const std::function<bool(const CasePicture&)>& wanted) const {
  Pictures some;
  some.is_redacted_ = is_redacted_;
  std::vector<CasePicture>& into = some.by_file_.emplace_back();
  for (const CasePicture* one : cases())
    if (wanted(*one)) into.push_back(*one);
  return some;
}

void redact(CasePicture& one) {
  one.officer = officer_shown(one.officer);
  for (DueRecord& record : one.due) render::redact(record.json);
  for (ForecastRecord& record : one.forecasts) render::redact(record.json);
}

void redact(render::RunOutput& run, const std::vector<CasePicture*>& cases) {
  std::map<std::string_view, std::pair<std::vector<rules::Finding*>, std::vector<CasePicture*>>> files;
  for (rules::Finding& finding : run.findings) files[finding.location.file].first.push_back(&finding);
  for (CasePicture* one : cases) files[one->file].second.push_back(one);
  for (auto& [file, in_it] : files) {
    for (CasePicture* one : in_it.second) redact(*one);
    for (rules::Finding* finding : in_it.first) render::redact(*finding);
  }
  render::redact(run);  // and what is of no case
}

void Pictures::redact(render::RunOutput& run) {
  std::vector<CasePicture*> all;
  if (!std::exchange(is_redacted_, true))
    for (std::vector<CasePicture>& file : by_file_)
      for (CasePicture& one : file) all.push_back(&one);
  tools::redact(run, all);
}

std::vector<const CasePicture*> pointers_to(const std::vector<CasePicture>& cases) {
  std::vector<const CasePicture*> all;
  all.reserve(cases.size());
  for (const CasePicture& one : cases) all.push_back(&one);
  return all;
}

bool is_listed(const DueRow& row, Date until) {
  return row.state == DueState::overdue || row.state == DueState::due || row.state == DueState::done_late ||
         (row.state == DueState::undetermined && (!row.due || *row.due <= until));
}

std::vector<DueRecord> listed_due(const Pictures& pictures, Date until) {
  std::vector<DueRecord> listed;
  for (const CasePicture* one : pictures.cases())
    for (const DueRecord& record : one->due)
      if (is_listed(record.row, until)) listed.push_back(record);
  sort_due(listed);
  return listed;
}

}  // namespace probation::tools
