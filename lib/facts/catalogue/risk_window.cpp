#include "facts/catalogue/risk_window.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation {
namespace {

ScoreRange range_of(ScoreName score, const Located<double>& min, const Located<double>& below,
                    const List<Located<RiskLevel>>& levels) {
  ScoreRange range;
  range.score = score;
  if (min) range.min = *min;
  if (below) range.below = *below;
  if (levels.recorded) {
    range.by_level = true;
    range.levels = {};
    for (const Located<RiskLevel>& level : levels)
      if (level) range.levels[static_cast<std::size_t>(*level)] = true;
  }
  return range;
}

std::optional<RiskProfile> together(const RiskProfile& a, const RiskProfile& b) {
  RiskProfile out = a;
  for (const ScoreRange& range : b) {
    const auto at = std::find_if(out.begin(), out.end(), [&](const ScoreRange& r) { return r.score == range.score; });
    if (at == out.end()) {
      out.push_back(range);
      continue;
    }
    at->min = std::max(at->min, range.min);
    at->below = std::min(at->below, range.below);
    at->by_level = at->by_level || range.by_level;
    for (std::size_t i = 0; i < at->levels.size(); ++i) at->levels[i] = at->levels[i] && range.levels[i];
    if (at->empty()) return std::nullopt;
  }
  std::sort(out.begin(), out.end(), [](const ScoreRange& x, const ScoreRange& y) { return x.score < y.score; });
  return out;
}

bool holds(const ScoreRange& wide, const ScoreRange& narrow) {
  if (wide.min > narrow.min || wide.below < narrow.below) return false;
  for (std::size_t i = 0; i < wide.levels.size(); ++i)
    if (narrow.levels[i] && !wide.levels[i]) return false;
  return true;
}

// Whoever meets `narrow` meets `wide` too.
bool holds(const RiskProfile& wide, const RiskProfile& narrow) {
  return std::all_of(wide.begin(), wide.end(), [&](const ScoreRange& range) {
    return std::any_of(narrow.begin(), narrow.end(),
                       [&](const ScoreRange& other) { return other.score == range.score && holds(range, other); });
  });
}

void keep_widest(std::vector<RiskProfile>& profiles) {
  std::vector<RiskProfile> kept;
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    bool other_holds = false;
    for (std::size_t j = 0; j < profiles.size() && !other_holds; ++j)
      other_holds = j != i && holds(profiles[j], profiles[i]) && (j < i || !holds(profiles[i], profiles[j]));
    if (!other_holds) kept.push_back(profiles[i]);
  }
  profiles = std::move(kept);
}

}  // namespace

bool ScoreRange::empty() const {
  return min >= below || std::none_of(levels.begin(), levels.end(), [](bool level) { return level; });
}

std::string ScoreRange::words() const {
  const bool from = min > -std::numeric_limits<double>::infinity(),
             to = below < std::numeric_limits<double>::infinity();
  std::string text(document::word(score));
  if (from && to) text += fmt::format(" {} to below {}", min, below);
  else if (from) text += fmt::format(" {} or more", min);
  else if (to) text += fmt::format(" below {}", below);
  if (by_level) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < levels.size(); ++i)
      if (levels[i]) names.emplace_back(document::word(static_cast<RiskLevel>(i)));
    text += " " + join(names, "/");
  }
  return text;
}

std::string RiskWindow::words() const {
  std::vector<std::string> alternatives;
  for (const RiskProfile& profile : profiles) {
    std::vector<std::string> ranges;
    for (const ScoreRange& range : profile) ranges.push_back(range.words());
    alternatives.push_back(ranges.empty() ? std::string("any risk") : join(ranges, " and "));
  }
  return join(alternatives, ", or ");
}

std::optional<RiskWindow> risk_window(const Intervention& intervention) {
  RiskWindow window{{RiskProfile{}}};
  if (!intervention.eligibility) return window;
  for (const RiskItem& item : intervention.eligibility->risk_all) {
    RiskWindow one;
    const auto add = [&](const auto& row) {
      if (!row.score) return false;
      const ScoreRange range = range_of(*row.score, row.min, row.below, row.levels);
      if (!range.empty()) one.profiles.push_back({range});
      return true;
    };
    bool known = true;
    if (item.score) known = add(item);
    for (const List<RiskRow>* rows : {&item.any, &item.first_known})
      for (const RiskRow& row : *rows) known = add(row) && known;
    if (!known || (!item.score && item.any.empty() && item.first_known.empty())) return std::nullopt;
    window = both(window, one);
  }
  return window;
}

RiskWindow both(const RiskWindow& a, const RiskWindow& b) {
  RiskWindow out;
  for (const RiskProfile& x : a.profiles)
    for (const RiskProfile& y : b.profiles)
      if (auto profile = together(x, y)) out.profiles.push_back(std::move(*profile));
  keep_widest(out.profiles);
  return out;
}

}  // namespace probation
