// The subjects of the rules about orders: each judged order of one type.
#pragma once
#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// Calls `check(order)` for each order of the type. Orders of another type are not applicable; where the type is
// missing the rule is undetermined, since it might be this one.
template <class Check>
void for_each_order(const CaseFacts& facts, Report& report, OrderType type, Check check) {
  for (const Order& order : facts.file.orders) {
    if (!order.type)
      report
          .undetermined(subject_of(order), order.place,
                        fmt::format("the type of the order is not recorded; passes if it is no {}", spoken(type)),
                        {report.pointer(order.place, "type")})
          .here("no `type`");
    else if (!order.type.is(type)) report.not_applicable(subject_of(order));
    else check(order);
  }
}

// A rehabilitation activity requirement stands in community and suspended sentence orders only. An order of a
// missing type might be one of them.
inline bool may_hold_rar(const Order& order) {
  return !order.type || order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
}

}  // namespace probation::rules
