#include "facts/case/in_force.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/sort_where_needed.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/limits.hpp"

namespace probation {
namespace {

// Beyond every day of a record: an end that is not recorded lies anywhere between the two.
constexpr Date before_all = date(1600, 1, 1), after_all = date(9999, 12, 31);

// What is known of an end on a day: certainly not before `sure`, certainly not after `perhaps`.
struct EndBounds {
  Date sure = before_all, perhaps = after_all;
  Place place;
  std::vector<Missing> missing;                                          // what keeps the two apart
  [[nodiscard]] bool reached_by(Date day) const { return day <= sure; }  // the day lies within it for certain
  [[nodiscard]] bool passed_by(Date day) const { return day > perhaps; }
  [[nodiscard]] bool is_known() const { return sure != before_all; }
};

// The end that stood on `day`: that of the latest amendment dated on or before it. One without a date may or may not
// govern; one dated after the end that stood when it was made extends nothing that is known, so that both may be.
EndBounds recorded_end_on(const Order& order, const Located<Date> Order::*own, const Located<Date> Amendment::*changed,
                          std::string_view key, Date day) {
  EndBounds end{before_all, after_all, order.*own ? (order.*own).place : order.place, {}};
  if (order.*own) end.sure = end.perhaps = *(order.*own);
  else end.missing.push_back({order.place, key});
  if (order.amendments.empty()) return end;
  std::vector<const Amendment*> dated;
  std::vector<const Amendment*> undated;
  for (const Amendment& amendment : order.amendments) {
    if (!(amendment.*changed)) continue;
    if (!amendment.date) undated.push_back(&amendment);
    else if (*amendment.date <= day) dated.push_back(&amendment);
  }
  sort_where_needed(dated, [](const Amendment* a, const Amendment* b) { return *a->date < *b->date; });
  for (const Amendment* amendment : dated) {
    const Date to = *(amendment->*changed);
    const bool came_late = *amendment->date > end.sure && to > end.sure;
    end.perhaps = to;
    if (came_late) {  // whatever end before it is the earliest stays possible
      if (end.is_known()) end.missing.push_back({amendment->place, "date"});
      continue;
    }
    end.sure = to;
    end.place = (amendment->*changed).place;
    end.missing.clear();
  }
  for (const Amendment* amendment : undated) {
    const Date to = *(amendment->*changed);
    end.sure = std::min(end.sure, to);
    end.perhaps = std::max(end.perhaps, to);
    end.missing.push_back({amendment->place, "date"});
  }
  if (end.sure == end.perhaps) end.missing.clear();
  return end;
}

// The same where an amendment is known to be missing: the court moves an end to a later day only.
EndBounds end_on(const CaseFacts& facts, const Order& order, const Located<Date> Order::*own,
                 const Located<Date> Amendment::*changed, std::string_view key, Date day) {
  EndBounds end = recorded_end_on(order, own, changed, key, day);
  if (facts.is_whole(ListName::amendments, key)) return end;
  end.perhaps = after_all;
  end.missing.push_back({order.place, "amendments"});
  return end;
}

// Adds up what a day needs: one certain no decides, else every open question, else yes.
class Gathering {
 public:
  void no(std::string_view why, Place place, bool elsewhere = false) {
    if (result_.answer == false) return;
    result_ = {false, elsewhere, std::string(why), place, {}};
  }
  void open(std::string_view why, Place place, std::vector<Missing> missing) {
    if (result_.answer == false) return;
    if (missing_.empty()) {
      result_.why = why;
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
      result_.missing = std::move(missing_);
    } else {
      result_.answer = true;
    }
    return std::move(result_);
  }

 private:
  InForce result_;
  std::vector<Missing> missing_;
  bool is_open_ = false;
};

constexpr const char* termination_is_missing = "a termination may be among those that are known to be missing";

// What holds for the order and everything under it.
void common(const CaseFacts& facts, const Order& order, Date day, bool with_termination, Gathering& all) {
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
    const bool after = early.told_date                   ? day > *early.told_date
                       : facts.is_later(early.told_date) ? day > facts.as_of  // nobody has been told so far
                       : early.considered_date           ? day >= *early.considered_date
                                                         : true;
    if (after)
      all.open("an early end was decided, and no termination is recorded", early.place, {{order.place, "termination"}});
  }
  if (with_termination && !order.termination && !facts.is_whole(ListName::terminations))
    all.open(termination_is_missing, order.place, {{order.place, "terminations"}});
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
void past_end(const CaseFacts& facts, const Order& order, Date day, Of of, std::string_view words, const EndBounds& end,
              Gathering& all) {
  const OpenWork work = unpaid_work_open_on(facts, order, day);
  if (work.open == false) {
    all.no(words, end.place);
    return;
  }
  if (of == Of::other_requirement)
    all.open(fmt::format("past the end, and unpaid work of the order {}",
                         work.open ? "was not done then" : "is not known to have been done"),
             end.place, work.open ? std::vector<Missing>{{work.requirement->place, "termination_date"}} : work.missing);
  else if (!work.open)
    all.open("past the end, and whether unpaid work was unfinished is not known", end.place, work.missing);
}

// Of the order itself the operational period; a day within the supervision period is within it whatever its end is.
void by_operational_end(Date day, const EndBounds& operational, const EndBounds& supervision, Gathering& all) {
  if (operational.reached_by(day) || supervision.reached_by(day)) return;
  if (operational.passed_by(day)) all.no("the operational period ends here", operational.place);
  else all.open("the end of the operational period is not known", operational.place, operational.missing);
}

void by_end(const CaseFacts& facts, const Order& order, Date day, Of of, Gathering& all) {
  // One of the kinds runs to another end than that recorded; that the type is missing is said already.
  if (!order.type && (order.operational_end_date || order.supervision_end_date || !order.end_date)) return;
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  const EndBounds end = suspended ? end_on(facts, order, &Order::supervision_end_date, &Amendment::supervision_end_date,
                                           "supervision_end_date", day)
                                  : end_on(facts, order, &Order::end_date, &Amendment::end_date, "end_date", day);
  if (end.reached_by(day)) return;
  EndBounds operational{after_all, after_all, {}, {}};
  if (suspended)
    operational = end_on(facts, order, &Order::operational_end_date, &Amendment::operational_end_date,
                         "operational_end_date", day);
  if (suspended && of == Of::order) {
    by_operational_end(day, operational, end, all);
    return;
  }
  const char* words = suspended ? "the supervision period ends here" : "the order ends here";
  const bool runs_on = suspended || order.type.is(OrderType::community_order) || !order.type;
  if (operational.passed_by(day)) {
    all.no(end.is_known() ? words : "the operational period ends here", end.is_known() ? end.place : operational.place);
    return;
  }
  // Unfinished work keeps the order alive whichever end it has, to the operational end at the latest.
  if (runs_on && of != Of::other_requirement && unpaid_work_open_on(facts, order, day).open == true) {
    if (!operational.reached_by(day))
      all.open("unpaid work was not done then, and the end of the operational period is not known", operational.place,
               operational.missing);
    return;
  }
  if (!end.passed_by(day)) {
    all.open(suspended ? "the end of the supervision period is not known" : "the end of the order is not known",
             end.place, end.missing);
  } else if (runs_on) {
    past_end(facts, order, day, of, words, end, all);
  } else {
    all.no(words, end.place);
  }
}

// The same for nearly every day of a caseload: between the day the order was made and its recorded end, and nothing is
// recorded, or known to be missing, that could have ended or moved it.
bool is_plainly_in_force(const CaseFacts& facts, const Order& order, const Requirement* requirement, Date day) {
  const bool is_plain = order.sentence_date && *order.sentence_date <= day && order.type && !order.transferred &&
                        !order.termination && !order.early_termination && order.amendments.empty() &&
                        !order.type.is(OrderType::post_sentence_supervision) && facts.file.partial.empty() &&
                        facts.file.half_read.empty();
  if (!is_plain) return false;
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  const Located<Date>& end = suspended ? order.supervision_end_date : order.end_date;
  if (!end || day > *end) return false;
  if (requirement == nullptr) return true;
  return (!requirement->end_date || day <= *requirement->end_date) && !requirement->termination_date &&
         (!requirement->status || requirement->status.is(RequirementStatus::active));
}

InForce answer_on(const CaseFacts& facts, const Order& order, const Requirement* requirement, Date day, Of of,
                  bool with_termination = true) {
  if (is_plainly_in_force(facts, order, requirement, day)) {
    InForce yes;
    yes.answer = true;
    return yes;
  }
  Gathering all;
  common(facts, order, day, with_termination, all);
  if (requirement != nullptr) {
    if (requirement->end_date && day > *requirement->end_date)
      all.no("the requirement ends here", requirement->end_date.place);
    if (requirement->termination_date) {
      if (day > *requirement->termination_date)
        all.no("the requirement was terminated here", requirement->termination_date.place);
    } else if (requirement->status && !requirement->status.is(RequirementStatus::active)) {
      all.open("the requirement ended on a day that is not recorded", requirement->place,
               {{requirement->place, "termination_date"}});
    } else if (order.termination && !facts.is_whole(ListName::terminations)) {
      all.open(termination_is_missing, order.place, {{order.place, "terminations"}});
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
  return answer_on(facts, order, nullptr, day, Of::order);
}

InForce requirements_in_force(const CaseFacts& facts, const Order& order, Date day) {
  return answer_on(facts, order, nullptr, day, Of::any_requirement);
}

InForce contact_in_force(const CaseFacts& facts, const Order& order, const Contact& contact) {
  const Requirement* requirement = facts.requirement_of(contact);
  const Of of = requirement == nullptr || facts.order_of(*requirement) != &order ? Of::any_requirement
                : requirement->type.is(RequirementType::unpaid_work)             ? Of::unpaid_work
                                                                                 : Of::other_requirement;
  return answer_on(facts, order, nullptr, *contact.date, of);
}

InForce would_be_in_force(const CaseFacts& facts, const Order& order, Date day) {
  return answer_on(facts, order, nullptr, day, Of::any_requirement, false);
}

InForce in_force(const CaseFacts& facts, const Order& order, const Requirement& requirement, Date day) {
  return answer_on(facts, order, &requirement, day,
                   requirement.type.is(RequirementType::unpaid_work) ? Of::unpaid_work : Of::other_requirement);
}

}  // namespace probation
