#include "rules/older_law.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/limits.hpp"
#include "law/older_law.hpp"
#include "rules/rule.hpp"

namespace probation::rules {
namespace {

// The order a finding speaks of: its subject's, or that of the contact, or the only one.
const Order* order_of(const Finding& finding, const CaseFacts& facts) {
  const std::string_view first = std::string_view(finding.subject).substr(0, finding.subject.find('/'));
  for (const Order& order : facts.file.orders)
    if (order.id && order.id->text == first) return &order;
  if (const Contact* contact = facts.contact(first)) return facts.order_of(*contact);
  return facts.file.orders.size() == 1 ? &*facts.file.orders.begin() : nullptr;
}

// Convicted before the Code began; an order made before it follows a conviction before it.
bool is_older(const Order& order) {
  const Date start = limits::code_conviction.always().from;
  return (order.conviction_date && *order.conviction_date < start) ||
         (!order.conviction_date && order.sentence_date && *order.sentence_date < start);
}

}  // namespace

void cite_law_of_the_day(Finding& finding, const CaseFacts& facts) {
  if (std::none_of(finding.sources.begin(), finding.sources.end(),
                   [](const FindingSource& source) { return source.title == the_code_title; }))
    return;
  const Order* order = order_of(finding, facts);
  if (order == nullptr || !is_older(*order)) return;
  bool unread = false;
  for (FindingSource& source : finding.sources) {
    if (source.title != the_code_title) continue;
    const auto* older = std::find_if(older_provisions.begin(), older_provisions.end(),
                                     [&](const OlderProvision& row) { return row.of_the_code == source.provision; });
    unread = unread || older == older_provisions.end();
    if (older != older_provisions.end())
      source = {std::string(older->before.title), std::string(older->before.provision), format(older->before.from),
                source.assumption};
  }
  const std::string begins = format(limits::code_conviction.always().from);
  finding.trace.push_back(unread ? fmt::format("convicted before {}: the {} governs; it is taken to say what the "
                                               "provision cited says, and was not read",
                                               begins, older_title)
                                 : fmt::format("convicted before {}: the {} governs", begins, older_title));
}

}  // namespace probation::rules
