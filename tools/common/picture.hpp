// What a run of `check` knows of each case beside its findings: whose it is, what falls due, what the inspectorate's
// questions say. Taken while the case is judged, so that a file is read once; for sheets, pages and the memory of runs.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "caseload/caseload.hpp"
#include "render/html/picture.hpp"
#include "tools/common/due.hpp"
#include "tools/common/forecast_table.hpp"
#include "tools/common/measure_table.hpp"

namespace probation::tools {

struct CasePicture {
  std::string crn, file;                   // the file as printed
  std::string region, pdu, team, officer;  // empty: not recorded, or limited
  std::vector<DueRecord> due;              // every state
  std::vector<MeasuredUnit> measured;
  std::uint32_t line = 0;  // of the CRN, else of the document: with the file it tells cases apart, as in CaseSummary
  std::vector<ForecastRecord> forecasts;
  std::shared_ptr<const render::web::Picture> drawn;  // for pages; nothing: none was asked for
};

// Asks one case, on any thread: codes of officers stay as they are until `redact`. `file`: as printed; `until`: what is
// due by then is `due`, what comes later `ahead`.
CasePicture picture_of_case(const CaseFacts& facts, const PlaceTable& places, const std::string& file, Date until,
                            bool with_drawing);
void redact(CasePicture& one);  // codes of officers; again and again the same
// A run, or a part of one, with what else is known of its cases: file by file, since pseudonyms are given in path
// order, to whoever has a case without a finding too.
void redact(render::RunOutput& run, const std::vector<CasePicture*>& cases);

// Those of a run that is held, in path order once it is over.
class Pictures {
 public:
  Pictures() = default;
  explicit Pictures(std::vector<CasePicture> cases) { by_file_.push_back(std::move(cases)); }
  // Asks `request` to fill it. `until`: what is due by then is `due`, what comes later `ahead`.
  void fill_from(caseload::Request& request, Date until, bool with_drawings = false);
  // Case by case in path order.
  [[nodiscard]] std::vector<const CasePicture*> cases() const;
  [[nodiscard]] Pictures part(const std::function<bool(const CasePicture&)>& wanted) const;
  void redact(render::RunOutput& run);  // with these; codes of officers, here once

 private:
  std::vector<std::vector<CasePicture>> by_file_;
  bool is_redacted_ = false;
};

// Pointers to each, as the views of a run take them.
std::vector<const CasePicture*> pointers_to(const std::vector<CasePicture>& cases);

// Rows of due/1 as `due` lists them: what is ahead or done in time is left out.
std::vector<DueRecord> listed_due(const Pictures& pictures, Date until);
bool is_listed(const DueRow& row, Date until);

}  // namespace probation::tools
