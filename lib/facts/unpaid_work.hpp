// Unpaid work done and still to do, in minutes.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "facts/case_facts.hpp"

namespace probation {

struct UnpaidWork {
  std::optional<std::int64_t> required_minutes;  // hours ordered and adjusted, as amended
  std::optional<std::int64_t> credited_minutes;  // of standing contacts up to as-of
  std::optional<bool> finished;                  // nothing: not known
  std::vector<Missing> missing;                  // what keeps `finished` unknown
};

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement);

// Whether the order still has unpaid work to do on as-of: it then runs past its end (SA 2020 s. 220, s. 288(5)).
// Nothing: not known. An order without unpaid work has none unfinished.
std::optional<bool> has_unfinished_unpaid_work(const CaseFacts& facts, const Order& order);

}  // namespace probation
