// What needs and plan answer of one order. Which need ranks first may hang on what is not recorded: an answer that is
// the same for each that may is the answer.
#pragma once
#include <vector>

#include "facts/case/needs.hpp"
#include "measures/measures.hpp"

namespace probation::caseload {

class PlanAnswers {
 public:
  explicit PlanAnswers(const CaseFacts& facts);

  // Whether there is an activity of the order's rehabilitation activity requirements that is not withdrawn.
  [[nodiscard]] Answer has_activity(const Order& order) const;
  [[nodiscard]] Answer days_planned_per_activity(const Order& order) const;
  [[nodiscard]] Answer first_need_planned(const Order& order) const;
  [[nodiscard]] Answer most_linked_need_first(const Order& order) const;
  [[nodiscard]] Answer progress_on_first_need(const Order& order) const;
  [[nodiscard]] Answer public_protection_considered() const;
  [[nodiscard]] Answer diversity_considered() const;

 private:
  struct OfOrder {
    const Activity* activity;
    bool certain;  // it is one of the order's, and not withdrawn
  };
  [[nodiscard]] bool knows_activities() const;
  [[nodiscard]] std::vector<OfOrder> rar_activities(const Order& order) const;
  [[nodiscard]] bool is_any_need_first() const;
  [[nodiscard]] bool is_none_ranked() const;
  [[nodiscard]] Answer is_first_need(const Activity& activity) const;
  [[nodiscard]] Answer is_planned(const Order& order, NeedArea area) const;
  [[nodiscard]] Answer has_progress(const Order& order, NeedArea area) const;
  template <class Ask>
  [[nodiscard]] Answer of_first_need(Ask ask) const;
  [[nodiscard]] bool is_only_order() const;

  const CaseFacts& facts_;
  RankedNeeds needs_;
  std::vector<NeedArea> first_;  // the areas that may rank first
  bool is_some_need_ = false;    // some row is a need for certain
  bool lacks_area_ = false;      // a row that is one, or may be, does not say which
};

}  // namespace probation::caseload
