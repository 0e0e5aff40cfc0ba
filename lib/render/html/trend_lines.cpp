#include "render/html/trend_lines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "render/html/parts.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

constexpr std::array<std::string_view, 8> drawn{"cases",        "errors",  "warnings", "notes",
                                                "undetermined", "overdue", "new",      "mended"};

struct Point {
  Date date;
  double low, high;  // of a share that is not wholly decided; else the same
};
using Lines = std::map<std::string, std::vector<Point>>;  // by group

std::optional<std::pair<double, double>> figure_of(const Json& record, std::string_view figure, bool of_measures) {
  if (!of_measures) {
    if (!record.contains(figure) || !record.at(figure).is_number_integer()) return std::nullopt;
    const auto value = static_cast<double>(record.at(figure).whole());
    return std::pair(value, value);
  }
  if (!record.contains("measures") || !record.at("measures").contains(figure)) return std::nullopt;
  const Json& measure = record.at("measures").at(figure);
  if (measure.at("at_least").is_null()) return std::nullopt;
  return std::pair(measure.at("at_least").number(), measure.at("at_most").number());
}

Lines lines_of(const std::vector<Json>& records, std::string_view figure, bool of_measures) {
  Lines lines;
  for (const Json& record : records) {
    const auto date = record.contains("as_of") ? parse_date(record.at("as_of").text()) : std::nullopt;
    const auto value = figure_of(record, figure, of_measures);
    if (!date || !value) continue;
    std::string group;
    if (record.contains("group"))
      for (const auto& [name, code] : record.at("group").items())
        group += (group.empty() ? "" : ", ") + (code.is_string() ? code.text() : std::string("not recorded"));
    lines[group].push_back({*date, value->first, value->second});
  }
  return lines;
}

struct Frame {
  Date first, last;
  double most = 0;
};

std::string line(const std::vector<Point>& points, const Frame& frame, double Point::*value) {
  std::string path;
  for (const Point& point : points)
    path += fmt::format(
        "{}{:.1f} {:.1f}", path.empty() ? "M" : "L",
        4 + 292.0 * days_between(frame.first, point.date) / std::max(1, days_between(frame.first, frame.last)),
        64 - 58.0 * point.*value / std::max(1.0, frame.most));
  // A run by itself is a point: a line of no length, with round ends.
  if (points.size() == 1) path += "h0";
  return path;
}

std::string said(const Point& point) {
  return point.low == point.high ? fmt::format("{:g}", point.low)
                                 : fmt::format("{:.1f} to {:.1f}", point.low, point.high);
}

std::string drawn_figure(const Lines& lines, std::string_view figure, bool of_measures, const Speech& speech) {
  Frame frame{lines.begin()->second.front().date, lines.begin()->second.front().date, of_measures ? 100.0 : 0.0};
  for (const auto& [group, points] : lines)
    for (const Point& point : points) {
      frame.first = std::min(frame.first, point.date);
      frame.last = std::max(frame.last, point.date);
      frame.most = std::max(frame.most, point.high);
    }
  std::string paths;
  for (const auto& [group, points] : lines) {
    const bool has_range =
        std::any_of(points.begin(), points.end(), [](const Point& point) { return point.low != point.high; });
    paths += fmt::format(
        "<g{}><title>{}: {}, then {}</title><path class=\"steps\" d=\"{}\"/>{}</g>", written({{"data-group", group}}),
        text(group.empty() ? "all" : group), said(points.front()), said(points.back()),
        line(points, frame, &Point::low),
        has_range ? fmt::format("<path class=\"steps range\" d=\"{}\"/>", line(points, frame, &Point::high)) : "");
  }
  const std::string_view kind = of_measures ? "measure" : "field";
  const std::string most = of_measures ? std::string("in 100") : fmt::format("at most {:g}", frame.most);
  return fmt::format(
      "<figure><svg class=\"trend\" viewBox=\"0 0 300 70\" role=\"img\" data-drawn=\"{}\" "
      "aria-label=\"{}, {}\"><path class=\"rule\" d=\"M4 64H296M4 6H296\"/>{}</svg>"
      "<figcaption>{}, {}</figcaption></figure>\n",
      figure, text(phrase(kind, figure, speech.language())), most, paths, speech.say(kind, figure), most);
}

}  // namespace

std::string trend_lines(const std::vector<Json>& records, const Speech& speech) {
  std::string out;
  const auto draw = [&](std::string_view figure, bool of_measures) {
    const Lines lines = lines_of(records, figure, of_measures);
    if (!lines.empty()) out += drawn_figure(lines, figure, of_measures, speech);
  };
  for (const std::string_view figure : drawn) draw(figure, false);
  std::vector<std::string> measures;
  for (const Json& record : records)
    if (record.contains("measures"))
      for (const auto& [name, value] : record.at("measures").items())
        if (std::find(measures.begin(), measures.end(), name) == measures.end()) measures.push_back(name);
  for (const std::string& name : measures) draw(name, true);
  return out.empty() ? out : "<div class=\"trends\">\n" + out + "</div>\n";
}

}  // namespace probation::render::web
