#include <algorithm>

#include <fmt/format.h>

#include "recording/record.hpp"

namespace probation::recording {

using document::Tree;
using document::Value;

namespace {

const Tree* order_node(const CaseText& file, std::string_view id) {
  const auto index = file.order_index(id);
  return index ? &file.root().find("orders")->items[*index] : nullptr;
}

// The order named, that of the requirement named, or the only one. Throws Refusal, or Mistake where one has to be
// named.
std::string order_for(const CaseText& file, const std::string& named) {
  if (named.empty()) {
    if (std::string only = file.only_order(); !only.empty()) return only;
    const Tree* orders = file.root().find("orders");
    if (orders == nullptr || orders->items.empty()) throw Refusal{"there is no order in the file", {}};
    throw Mistake{"the file has several orders; name the one that is meant"};
  }
  if (order_node(file, named) != nullptr) return named;
  if (const Tree* orders = file.root().find("orders"))
    for (const Tree& order : orders->items)
      if (const Tree* requirements = order.find("requirements"))
        for (const Tree& requirement : requirements->items)
          if (const Tree* id = requirement.find("id");
              id != nullptr && id->text == named && order.find("id") != nullptr)
            return order.find("id")->text;
  if (const auto kind = file.kind_of_id(named))
    throw Refusal{fmt::format("{} is the id of {}, not of an order or requirement", named, with_article(*kind)), {}};
  throw Refusal{fmt::format("there is no order or requirement {} in the file", named), {}};
}

}  // namespace

Change amend_order(const CaseText& file, const std::string& order, Value value, const Clerk& clerk) {
  try {
    return add(file, EntryKind::amendment, value, clerk, "amendment", order_for(file, order));
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "amendment", {}), refusal);
  }
}

Change terminate(const CaseText& file, const std::string& order_or_requirement, Value value, const Clerk& clerk) {
  try {
    const std::string order = order_for(file, order_or_requirement);
    if (!order_or_requirement.empty() && order_or_requirement != order)
      set(value, EntryKind::termination, "requirement", Value::of_text(order_or_requirement));
    const std::string requirement = text_at(value, "requirement");
    Change change = add(file, EntryKind::termination, value, clerk, "termination", order);
    if (!change.bytes) return change;  // refused, or recorded already
    const std::string what = requirement.empty() ? order : requirement;
    if (order_node(file, order)->find("termination") != nullptr && !order_node(file, order)->find("termination")->null)
      throw Refusal{
          fmt::format("{} has a `termination`, beside which no other may stand; change it in the file", order), {}};
    for (const Recorded& entry : file.entries())
      if (entry.kind == EntryKind::termination && entry.order == order && entry.superseded_by.empty() &&
          !entry.withdraws && text_at(entry.value, "requirement") == requirement)
        throw Refusal{fmt::format("{} says already how {} ended; amend or void it", entry.id, what), {}};
    return change;
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "termination", {}), refusal);
  }
}

}  // namespace probation::recording
