#include "render/html/trend_lines.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "render/html/parts.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

constexpr std::array<std::string_view, 8> drawn{"cases",        "errors",  "warnings", "notes",
                                                "undetermined", "overdue", "new",      "mended"};

struct Point {
  Date date;
  std::int64_t value;
};
using Lines = std::map<std::string, std::vector<Point>>;  // by group

Lines lines_of(const std::vector<Json>& records, std::string_view figure) {
  Lines lines;
  for (const Json& record : records) {
    if (!record.contains(figure) || !record.at(figure).is_number_integer() || !record.contains("as_of")) continue;
    const auto date = parse_date(record.at("as_of").text());
    if (!date) continue;
    std::string group;
    if (record.contains("group"))
      for (const auto& [name, value] : record.at("group").items())
        group += (group.empty() ? "" : ", ") + (value.is_string() ? value.text() : std::string("not recorded"));
    lines[group].push_back({*date, record.at(figure).whole()});
  }
  return lines;
}

std::string line(const std::vector<Point>& points, Date first, Date last, std::int64_t most) {
  std::string path;
  for (const Point& point : points)
    path += fmt::format(
        "{}{:.1f} {:.1f}", path.empty() ? "M" : "L",
        4 + 292.0 * days_between(first, point.date) / std::max(1, days_between(first, last)),
        64 - 58.0 * static_cast<double>(point.value) / static_cast<double>(std::max<std::int64_t>(1, most)));
  return path;
}

}  // namespace

std::string trend_lines(const std::vector<Json>& records, const Speech& speech) {
  std::string out;
  for (const std::string_view figure : drawn) {
    const Lines lines = lines_of(records, figure);
    if (lines.empty()) continue;
    Date first = lines.begin()->second.front().date, last = first;
    std::int64_t most = 0;
    for (const auto& [group, points] : lines)
      for (const Point& point : points) {
        first = std::min(first, point.date);
        last = std::max(last, point.date);
        most = std::max(most, point.value);
      }
    std::string paths;
    for (const auto& [group, points] : lines)
      paths += fmt::format("<g{}><title>{}: {} to {}</title><path class=\"steps\" d=\"{}\"/></g>",
                           written({{"data-group", group}}), text(group.empty() ? "all" : group), points.front().value,
                           points.back().value, line(points, first, last, most));
    const std::string name = text(phrase("field", figure, speech.language()));
    out += fmt::format(
        "<figure><svg class=\"trend\" viewBox=\"0 0 300 70\" role=\"img\" data-drawn=\"{}\" "
        "aria-label=\"{}: at most {}\"><path class=\"rule\" d=\"M4 64H296M4 6H296\"/>{}</svg>"
        "<figcaption>{}, at most {}</figcaption></figure>\n",
        figure, name, most, paths, speech.say("field", figure), most);
  }
  return out.empty() ? out : "<div class=\"trends\">\n" + out + "</div>\n";
}

}  // namespace probation::render::web
