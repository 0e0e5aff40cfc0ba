#include "rules/older_law.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/older_law.hpp"
#include "law/spoken_times.hpp"
#include "rules/rule.hpp"

namespace probation::rules {
namespace {

// The conviction of an order for which the Code is yet to begin; an order made before it follows such a conviction.
std::optional<Date> convicted_before_the_code(const Order& order) {
  const auto& asked = order.conviction_date ? order.conviction_date : order.sentence_date;
  if (!asked || limits::code_conviction.holds(*asked)) return std::nullopt;
  const bool begins_after = nearest_day(limits::code_conviction.times(), *asked) > *asked;
  return begins_after ? asked.value : std::nullopt;
}

}  // namespace

std::optional<Date> all_convicted_before_the_code(const CaseFile& file) {
  std::optional<Date> first;
  for (const Order& order : file.orders) {
    const std::optional<Date> convicted = convicted_before_the_code(order);
    if (!convicted) return std::nullopt;
    if (!first) first = convicted;
  }
  return first;
}

void cite_law_of_the_day(Finding& finding, const std::optional<Date>& of_file) {
  if (std::none_of(finding.sources.begin(), finding.sources.end(),
                   [](const FindingSource& source) { return source.title == the_code_title; }))
    return;
  const std::optional<Date> convicted = finding.order != nullptr ? convicted_before_the_code(*finding.order) : of_file;
  if (!convicted) return;
  std::vector<FindingSource> once;
  std::vector<std::string> unread;
  for (FindingSource& source : finding.sources) {
    if (source.title == the_code_title) {
      const auto* older = std::find_if(older_provisions.begin(), older_provisions.end(),
                                       [&](const OlderProvision& row) { return row.of_the_code == source.provision; });
      if (older == older_provisions.end()) continue;  // nothing stood there
      const bool read = older->before.confidence.starts_with('S');
      if (!read) unread.emplace_back(older->before.provision);
      source = {SharedText::constant(older->before.title), SharedText::constant(older->before.provision),
                format(older->before.from), source.assumption};
    }
    if (std::none_of(once.begin(), once.end(), [&](const FindingSource& s) {
          return s.title == source.title && s.provision == source.provision;
        }))
      once.push_back(std::move(source));
  }
  finding.sources = std::move(once);
  std::string words =
      fmt::format("convicted {}: the {} governs",
                  beside(*convicted, nearest_day(limits::code_conviction.times(), *convicted)), older_title);
  if (!unread.empty())
    words += fmt::format("; {} was not read, and is taken to say what the Code says", join(unread, " and "));
  finding.trace.push_back(std::move(words));
}

}  // namespace probation::rules
