#include "facts/case/in_force.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/unpaid_work.hpp"
#include "law/limits.hpp"

namespace probation {
namespace {

// What is known of an end on a day: certainly not before `sure`, certainly not after `perhaps`.
struct EndBounds {
  std::optional<Date> sure, perhaps;
  Place place;
  std::vector<Missing> missing;  // what keeps the two apart, or both unknown
};

// The end that stood on `day`: that of the latest amendment dated on or before it. One without a date may or may not
// govern; one dated after the end that stood when it was made extends nothing that is known.
EndBounds end_on(const Order& order, const Located<Date> Order::*own, const Located<Date> Amendment::*changed,
                 std::string_view key, Date day) {
  std::vector<const Amendment*> dated;
  std::vector<const Amendment*> undated;
  for (const Amendment& amendment : order.amendments) {
    if (!(amendment.*changed)) continue;
    if (!amendment.date) undated.push_back(&amendment);
    else if (*amendment.date <= day) dated.push_back(&amendment);
  }
  const auto earlier = [](const Amendment* a, const Amendment* b) { return *a->date < *b->date; };
  if (!std::is_sorted(dated.begin(), dated.end(), earlier)) std::stable_sort(dated.begin(), dated.end(), earlier);
  EndBounds end{(order.*own).value, {}, order.*own ? (order.*own).place : order.place, {}};
  std::vector<std::pair<Date, Missing>> open;  // ends that may govern
  for (const Amendment* amendment : dated) {
    const Date to = *(amendment->*changed);
    if (end.sure && *amendment->date > *end.sure && to > *end.sure) {
      open.push_back({to, {amendment->place, "date"}});
    } else {
      end.sure = to;
      end.place = (amendment->*changed).place;
    }
  }
  for (const Amendment* amendment : undated) open.push_back({*(amendment->*changed), {amendment->place, "date"}});
  if (!end.sure && open.empty()) {
    end.missing.push_back({order.place, key});
    return end;
  }
  if (!end.sure) end.missing.push_back({order.place, key});
  end.perhaps = end.sure;
  for (const auto& [date, fact] : open) {
    if (end.sure) {
      end.sure = std::min(*end.sure, date);
      end.perhaps = std::max(*end.perhaps, date);
    }
    end.missing.push_back(fact);
  }
  return end;
}

// Adds up what a day needs: one certain no decides, else every open question, else yes.
class Gathering {
 public:
  void no(std::string why, Place place, bool elsewhere = false) {
    if (result_.answer == false) return;
    result_ = {false, elsewhere, std::move(why), place, {}};
  }
  void open(std::string why, Place place, std::vector<Missing> missing) {
    if (result_.answer == false) return;
    if (missing_.empty()) {
      result_.why = std::move(why);
      result_.place = place;
    }
    missing_.insert(missing_.end(), missing.begin(), missing.end());
    is_open_ = true;
  }
  [[nodiscard]] bool is_no() const { return result_.answer == false; }
  InForce result() {
    if (result_.answer == false) return result_;
    if (is_open_) {
      result_.answer.reset();
      result_.missing = missing_;
    } else {
      result_.answer = true;
    }
    return result_;
  }

 private:
  InForce result_;
  std::vector<Missing> missing_;
  bool is_open_ = false;
};

// What holds for the order and everything under it.
void common(const Order& order, Date day, bool with_termination, Gathering& all) {
  if (order.sentence_date && day < *order.sentence_date) all.no("before the order was made", order.sentence_date.place);
  if (order.transferred) {
    if (!order.transferred->date)
      all.open("the order was transferred on a day that is not recorded", order.transferred->place,
               {{order.transferred->place, "date"}});
    else if (governed_elsewhere(order, day))
      all.no("the order was transferred and is governed elsewhere", order.transferred->date.place, true);
  }
  if (!with_termination) {
    // what ended it is the question
  } else if (order.termination) {
    if (!order.termination->date)
      all.open("the order was terminated on a day that is not recorded", order.termination->place,
               {{order.termination->place, "date"}});
    else if (day > *order.termination->date) all.no("the order was terminated here", order.termination->date.place);
  } else if (order.early_termination && order.early_termination->decision.is(EarlyTerminationDecision::terminated)) {
    const EarlyTermination& early = *order.early_termination;
    const bool after = early.told_date         ? day > *early.told_date
                       : early.considered_date ? day >= *early.considered_date
                                               : true;
    if (after)
      all.open("an early end was decided, and no termination is recorded", early.place, {{order.place, "termination"}});
  }
  if (!order.sentence_date)
    all.open("the date of the order is not recorded", order.place, {{order.place, "sentence_date"}});
  if (!order.type) all.open("the type of the order is not recorded", order.place, {{order.place, "type"}});
  if (order.type.is(OrderType::post_sentence_supervision)) {
    const auto* row = limits::post_sentence_supervision_exists.at(ByEvent{day});
    if (row == nullptr || !row->value) all.no("post-sentence supervision ended for everybody", order.type.place);
  }
}

enum class Of { order, any_requirement, unpaid_work, other_requirement };

// Past an end: unfinished unpaid work keeps the order and that work alive.
void past_end(const CaseFacts& facts, const Order& order, Date day, Of of, std::string words, const EndBounds& end,
              Gathering& all) {
  const OpenWork work = unpaid_work_open_on(facts, order, day);
  if (work.open == false) {
    all.no(std::move(words), end.place);
    return;
  }
  if (of == Of::other_requirement)
    all.open(fmt::format("past the end, and unpaid work of the order {}",
                         work.open ? "was not done then" : "is not known to have been done"),
             end.place, work.open ? std::vector<Missing>{{work.requirement->place, "termination_date"}} : work.missing);
  else if (!work.open)
    all.open("past the end, and whether unpaid work was unfinished is not known", end.place, work.missing);
}

void by_end(const CaseFacts& facts, const Order& order, Date day, Of of, Gathering& all) {
  // One of the kinds runs to another end than that recorded; that the type is missing is said already.
  if (!order.type && (order.operational_end_date || order.supervision_end_date || !order.end_date)) return;
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  if (suspended && of == Of::order) {
    const EndBounds end =
        end_on(order, &Order::operational_end_date, &Amendment::operational_end_date, "operational_end_date", day);
    // Supervision ends by the end of the operational period: a day within it is in force whatever that end is.
    const EndBounds supervision =
        end_on(order, &Order::supervision_end_date, &Amendment::supervision_end_date, "supervision_end_date", day);
    if (end.sure && day <= *end.sure) return;
    if (!end.sure && supervision.sure && day <= *supervision.sure) return;
    if (end.perhaps && day > *end.perhaps) all.no("the operational period ends here", end.place);
    else all.open("the end of the operational period is not known", end.place, end.missing);
    return;
  }
  const EndBounds end = suspended ? end_on(order, &Order::supervision_end_date, &Amendment::supervision_end_date,
                                           "supervision_end_date", day)
                                  : end_on(order, &Order::end_date, &Amendment::end_date, "end_date", day);
  if (end.sure && day <= *end.sure) return;
  const char* words = suspended ? "the supervision period ends here" : "the order ends here";
  const bool runs_on = suspended || order.type.is(OrderType::community_order) || !order.type;
  if (suspended) {
    const EndBounds operational =
        end_on(order, &Order::operational_end_date, &Amendment::operational_end_date, "operational_end_date", day);
    if (operational.perhaps && day > *operational.perhaps) {
      all.no(end.sure ? words : "the operational period ends here", end.sure ? end.place : operational.place);
      return;
    }
  }
  if (end.perhaps && day > *end.perhaps) {
    if (runs_on) past_end(facts, order, day, of, words, end, all);
    else all.no(words, end.place);
    return;
  }
  // Between two readings of the end: unfinished work decides where it keeps the order alive anyway.
  if (runs_on && of != Of::other_requirement && end.sure && unpaid_work_open_on(facts, order, day).open == true) return;
  all.open(suspended ? "the end of the supervision period is not known" : "the end of the order is not known",
           end.place, end.missing);
}

InForce answer(const CaseFacts& facts, const Order& order, const Requirement* requirement, Date day, Of of,
               bool with_termination = true) {
  Gathering all;
  common(order, day, with_termination, all);
  if (requirement != nullptr) {
    if (requirement->end_date && day > *requirement->end_date)
      all.no("the requirement ends here", requirement->end_date.place);
    if (requirement->termination_date) {
      if (day > *requirement->termination_date)
        all.no("the requirement was terminated here", requirement->termination_date.place);
    } else if (requirement->status && !requirement->status.is(RequirementStatus::active)) {
      all.open("the requirement ended on a day that is not recorded", requirement->place,
               {{requirement->place, "termination_date"}});
    }
  }
  if (!all.is_no()) by_end(facts, order, day, of, all);
  return all.result();
}

}  // namespace

bool governed_elsewhere(const Order& order, Date day) {
  return order.transferred && order.transferred->date && day >= *order.transferred->date;
}

InForce in_force(const CaseFacts& facts, const Order& order, Date day) {
  return answer(facts, order, nullptr, day, Of::order);
}

InForce requirements_in_force(const CaseFacts& facts, const Order& order, Date day) {
  return answer(facts, order, nullptr, day, Of::any_requirement);
}

InForce would_be_in_force(const CaseFacts& facts, const Order& order, Date day) {
  return answer(facts, order, nullptr, day, Of::any_requirement, false);
}

InForce in_force(const CaseFacts& facts, const Order& order, const Requirement& requirement, Date day) {
  return answer(facts, order, &requirement, day,
                requirement.type.is(RequirementType::unpaid_work) ? Of::unpaid_work : Of::other_requirement);
}

}  // namespace probation
