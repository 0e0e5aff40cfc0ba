// A case drawn over time, and its RAR days as a gauge. Every mark says in words what it is and leads to its row.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "render/html/picture.hpp"
#include "render/html/speech.hpp"
#include "rules/finding.hpp"

namespace probation::render::web {

// A finding as the timeline shows it: at the mark that its place belongs to.
struct FindingMark {
  const rules::Finding* finding;
  std::string anchor;  // of its article
};

struct TimelineView {
  const Picture* picture;
  std::string crn;
  std::vector<FindingMark> findings;
  // Where an anchor of the case page leads from here.
  std::function<std::string(const std::string& anchor)> link;
};
std::string timeline(const TimelineView& view, const Speech& speech);
std::string timeline_legend();

// Days counted against the maximum, with the share of time gone as a tick.
std::string gauge(const DayGauge& gauge, Date as_of);
// A share in 100 between two bounds: what is certain is full, what is open is pale.
std::string share_bar(std::optional<double> at_least, std::optional<double> at_most);

}  // namespace probation::render::web
