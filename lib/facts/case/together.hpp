// What one person must do before the same day is judged together: requirements that each fit into the time left, and
// together do not.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// What a requirement still needs at the least, in the unit of the question, and the last day on which it can be done.
// Where something of it is not known, the facts that would tell: it may need more, or nothing.
struct TimeNeed {
  const Order* order;              // nothing: one that is known to be missing
  const Requirement* requirement;  // nothing: those of the order are not recorded, or not all
  std::optional<std::int64_t> least_left;
  std::optional<Date> last;
  std::vector<Missing> missing{};
  std::size_t place = 0;  // in the order of the file: of those that end on one day it stands on the last
};

// The earliest end before which the sum does not fit although each alone does; it stands on the one that ends last.
struct TogetherOver {
  const Requirement* requirement;
  std::int64_t sum, room;
  Date last;
  std::vector<std::string> trace;
};

// `unit`: how many of what is left make one of what the policy counts a week (60 minutes an hour, else 1).
class Together {
 public:
  Together(const CaseFacts& facts, std::vector<TimeNeed> needs, std::int64_t per_week, std::int64_t unit);
  [[nodiscard]] const TogetherOver* over(const Requirement& requirement) const;
  // What would tell whether the sum is over at this requirement's end, where what is not known of one of them decides;
  // nothing: it fits whatever that is, or stands on another.
  [[nodiscard]] std::vector<Missing> open(const Requirement& requirement) const;

 private:
  [[nodiscard]] std::int64_t room(Date last) const;
  [[nodiscard]] std::vector<std::string> sums(std::size_t count) const;  // of so many of those known, in words

  const CaseFacts& facts_;
  std::vector<TimeNeed> known_, open_;  // by last day
  std::int64_t per_week_, unit_;
  std::optional<TogetherOver> over_;
};

// Live rehabilitation activity requirements; unpaid work by order. Of an order without recorded requirements, that.
std::vector<TimeNeed> rar_needs(const CaseFacts& facts);
std::vector<TimeNeed> unpaid_work_needs(const CaseFacts& facts);

}  // namespace probation
