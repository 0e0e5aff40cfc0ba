#include "rules/older_law.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/older_law.hpp"
#include "rules/rule.hpp"

namespace probation::rules {
namespace {

// Convicted before the Code began; an order made before it follows a conviction before it.
bool is_older(const Order& order) {
  const auto& asked = order.conviction_date ? order.conviction_date : order.sentence_date;
  return asked && !limits::code_conviction.holds(*asked);
}

}  // namespace

void cite_law_of_the_day(Finding& finding) {
  if (std::none_of(finding.sources.begin(), finding.sources.end(),
                   [](const FindingSource& source) { return source.title == the_code_title; }))
    return;
  const Order* order = finding.order;
  if (order == nullptr || !is_older(*order)) return;
  bool unread = false;
  for (FindingSource& source : finding.sources) {
    if (source.title != the_code_title) continue;
    const auto* older = std::find_if(older_provisions.begin(), older_provisions.end(),
                                     [&](const OlderProvision& row) { return row.of_the_code == source.provision; });
    unread = unread || older == older_provisions.end();
    if (older != older_provisions.end())
      source = {SharedText::constant(older->before.title), SharedText::constant(older->before.provision),
                format(older->before.from), source.assumption};
  }
  std::vector<FindingSource> once;
  for (FindingSource& source : finding.sources)
    if (std::none_of(once.begin(), once.end(), [&](const FindingSource& s) {
          return s.title == source.title && s.provision == source.provision;
        }))
      once.push_back(std::move(source));
  finding.sources = std::move(once);
  const std::string begins = format(limits::code_conviction.begins());
  finding.trace.push_back(unread ? fmt::format("convicted before {}: the {} governs; it is taken to say what the "
                                               "provision cited says, and was not read",
                                               begins, older_title)
                                 : fmt::format("convicted before {}: the {} governs", begins, older_title));
}

}  // namespace probation::rules
