#include "facts/case/reviews.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "facts/case/activities.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/limits.hpp"

namespace probation {

std::string_view word(DueState state) {
  static constexpr std::array<std::string_view, 7> words{"overdue",        "due",         "ahead", "done", "done_late",
                                                         "not_applicable", "undetermined"};
  static_assert(words.size() == static_cast<std::size_t>(DueState::undetermined) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(state)];
}

std::string ReviewDue::computed() const {
  if (!anchored || !due) return {};
  return fmt::format("{} {} {} months = {}", format(*anchored), counted, months.count, format(*due));
}

namespace {

struct KindRow {
  ReviewKind kind;
  std::string_view standard;
  bool before_end;  // else after sentence
};
constexpr std::array<KindRow, 4> kinds{{{ReviewKind::completion_6_months, "completion_review_first_months", true},
                                        {ReviewKind::completion_3_months, "completion_review_second_months", true},
                                        {ReviewKind::unpaid_work_6_months, "unpaid_work_review_first_months", false},
                                        {ReviewKind::unpaid_work_9_months, "unpaid_work_review_second_months", false}}};

// Whether something that the review is about was unfinished on the due date.
struct Unfinished {
  std::optional<bool> answer = false;
  std::string words;
  Place place;
  std::vector<Missing> missing;
};

// Ended, and its last day is not recorded: by as-of at the latest, so it was over on a due date that lies no earlier.
Unfinished ended_by_as_of(const Requirement& requirement, Date as_of, Date due) {
  if (as_of <= due) return {};
  return {std::nullopt, {}, requirement.place, {{requirement.place, "termination_date"}}};
}

// Certainly over on the day: a requirement is finished on its termination date; where that is not recorded, by as-of.
bool was_over(const Requirement& requirement, Date as_of, Date day) {
  if (requirement.termination_date) return *requirement.termination_date <= day;
  return requirement.status && !requirement.status.is(RequirementStatus::active) && as_of <= day;
}

// The first day on which the end can lie; nothing: any.
std::optional<Date> earliest_end(const Order& order) {
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  std::optional<Date> first = suspended ? order.supervision_end_date.value : order.end_date.value;
  if (!first || !order.type) return std::nullopt;
  for (const Amendment& amendment : order.amendments)
    if (const Located<Date>& to = suspended ? amendment.supervision_end_date : amendment.end_date)
      first = std::min(*first, *to);
  return first;
}

// A requirement is finished on its termination date.
Unfinished requirement_unfinished(const Requirement& requirement, Date as_of, Date due) {
  if (requirement.termination_date)
    return {*requirement.termination_date > due, std::string(spoken(*requirement.type)), requirement.place, {}};
  if (!requirement.status) return {std::nullopt, {}, requirement.place, {{requirement.place, "status"}}};
  if (!requirement.status.is(RequirementStatus::active)) return ended_by_as_of(requirement, as_of, due);
  return {true, std::string(spoken(*requirement.type)), requirement.place, {}};
}

std::optional<bool> is_structured(const CaseFacts& facts, const Activity& activity) {
  const auto kind = kind_of(facts, activity);
  return kind ? std::optional(*kind == InterventionKind::structured_intervention) : std::nullopt;
}

// An activity that names no requirement may be any requirement's.
bool may_be_under(const CaseFacts& facts, const Activity& activity, const Requirement& requirement) {
  return !activity.requirement || facts.requirement_of(activity) == &requirement;
}

// A structured intervention is finished on its last attended session once it is completed.
Unfinished structured_intervention_unfinished(const CaseFacts& facts, const Requirement& requirement, Date due) {
  Unfinished unknown{false, {}, {}, {}};
  if (!facts.file.plan) unknown = {std::nullopt, {}, facts.file.place, {{facts.file.place, "plan"}}};
  else if (!facts.file.plan->activities.recorded || !facts.is_whole(ListName::activities))
    unknown = {std::nullopt, {}, facts.file.plan->place, {{facts.file.plan->place, "activities"}}};
  const auto not_known = [&](Place record, std::string_view key) {
    unknown.answer.reset();
    unknown.missing.push_back({record, key});
  };
  for (const Activity* activity : facts.activities) {
    if (!may_be_under(facts, *activity, requirement) || activity->status.is(ActivityStatus::withdrawn)) continue;
    const std::optional<bool> structured = is_structured(facts, *activity);
    if (structured == false) continue;
    bool unfinished = true;
    if (activity->status.is(ActivityStatus::completed)) {
      std::optional<Date> last;
      for (const Contact* contact : facts.contacts)
        if (contact->activity && facts.activity(contact->activity->text) == activity && contact->outcome &&
            attended(*contact->outcome) == Stated::yes && contact->date && (!last || *contact->date > *last))
          last = *contact->date;
      if (!last) {
        not_known(facts.file.contacts.recorded ? activity->place : facts.file.place,
                  facts.file.contacts.recorded ? "sessions" : "contacts");
        continue;
      }
      unfinished = *last > due;
      if (!unfinished && !facts.is_whole(ListName::contacts)) {  // the last of them may be missing
        not_known(facts.file.place, "contacts");
        continue;
      }
    } else if (!activity->status) {
      not_known(activity->place, "status");
      continue;
    }
    if (!unfinished) continue;
    if (!structured || !activity->requirement) {
      not_known(activity->place, !structured ? "kind" : "requirement");
      continue;
    }
    return {true, fmt::format("structured intervention {}", subject_of(*activity)), activity->place, {}};
  }
  return unknown;
}

Unfinished hours_unfinished(const CaseFacts& facts, const Order& order, const Requirement& requirement, Date due) {
  const OpenWork work = unpaid_work_open_on(facts, order, due + Days{1});  // what was done on the due date counts
  if (work.open == false) return {false, {}, {}, {}};
  return {work.open, work.how, work.requirement != nullptr ? work.requirement->place : requirement.place, work.missing};
}

// One review that may be due. Each step says whether it is settled: the state is what it is then.
class ReviewQuestion {
 public:
  ReviewQuestion(const CaseFacts& facts, const Order& order, const Requirement& requirement, const KindRow& row)
      : facts_(facts),
        order_(order),
        requirement_(requirement),
        row_(row),
        programme_(requirement.type.is(RequirementType::accredited_programme)) {
    result_.order = &order;
    result_.requirement = &requirement;
    result_.kind = row.kind;
  }

  // As if the order had a requirement, not recorded, that calls for one.
  ReviewDue answer_for_any() {
    const bool has_such = order_.type.is(OrderType::community_order) ||
                          order_.type.is(OrderType::suspended_sentence_order) || !order_.type || row_.before_end;
    programme_ = true;  // of these the review is as old as any
    if (!CaseFacts::is_judged(order_) || !has_such) return std::move(result_);
    const bool is_settled = no_due_date() || no_review_then() || not_in_force_then() || repealed();
    if (!is_settled)
      undecided(fmt::format("due {} if a requirement that is not recorded calls for it", format(*result_.due)), {});
    if (result_.state == DueState::undetermined) result_.missing.push_back({order_.place, "requirements"});
    return std::move(result_);
  }

  ReviewDue answer() {
    if (!fits() || no_due_date() || no_review_then() || not_in_force_then() || repealed()) return std::move(result_);
    const Date due = *result_.due;
    const Unfinished open = programme_        ? requirement_unfinished(requirement_, facts_.as_of, due)
                            : row_.before_end ? structured_intervention_unfinished(facts_, requirement_, due)
                                              : hours_unfinished(facts_, order_, requirement_, due);
    if (open.answer == false) return std::move(result_);
    result_.unfinished = open.words;
    result_.unfinished_place = open.place;
    judge_reviews(open);
    return std::move(result_);
  }

 private:
  bool undecided(std::string why, std::vector<Missing> missing) {
    result_.state = DueState::undetermined;
    result_.why = std::move(why);
    result_.missing = std::move(missing);
    return true;
  }

  // The kind is one for such a requirement, and something under it may call for one.
  [[nodiscard]] bool fits() const {
    const bool may_hold_interventions = requirement_.type.is(RequirementType::rehabilitation_activity) ||
                                        requirement_.type.is(RequirementType::probation_requirement) ||
                                        (order_.type.is(OrderType::licence) && !programme_);
    if (!CaseFacts::is_judged(order_)) return false;
    if (!row_.before_end)  // several are one total
      return requirement_.type.is(RequirementType::unpaid_work) && tells_unpaid_work(facts_, order_, requirement_);
    if (programme_) return true;
    if (!may_hold_interventions) return false;
    if (!facts_.file.plan || !facts_.file.plan->activities.recorded || !facts_.is_whole(ListName::activities))
      return true;
    // A RAR without any structured intervention needs no completion review, whatever its dates.
    return std::any_of(facts_.activities.begin(), facts_.activities.end(), [&](const Activity* activity) {
      return may_be_under(facts_, *activity, requirement_) && !activity->status.is(ActivityStatus::withdrawn) &&
             is_structured(facts_, *activity) != false;
    });
  }

  void count_from(Date day, std::string_view how, Months months) {
    result_.anchored = day;
    result_.counted = how;
    result_.months = months;
  }

  bool no_due_date() {
    const StandardRow* any_row = nullptr;
    for (const StandardRow& r : national_standards())
      if (r.name == row_.standard) any_row = &r;
    const Months months{static_cast<int>(std::get<std::int64_t>(any_row->value))};
    if (row_.before_end) return no_due_date_before_end(months);
    if (!order_.sentence_date)
      return undecided("the date of the order is not recorded", {{order_.place, "sentence_date"}});
    result_.due = months_after(*order_.sentence_date, months);
    result_.anchor = order_.sentence_date.place;
    result_.anchor_words = "the order was made here";
    count_from(*order_.sentence_date, "+", months);
    return false;
  }

  bool no_due_date_before_end(Months months) {
    const KnownDate end = facts_.delivery_end(order_);
    result_.anchor = end.place;
    if (!end) {
      const std::optional<Date> earliest = earliest_end(order_);
      if (earliest && was_over(requirement_, facts_.as_of, months_before(*earliest, months))) return true;
      return undecided("the end of the order is not recorded", {{end.place, end.key}});
    }
    result_.due = months_before(*end, months);
    result_.anchor_words = order_.type.is(OrderType::suspended_sentence_order) ? "the supervision period ends here"
                                                                               : "the order ends here";
    count_from(*end, "less", months);
    return false;
  }

  // No value was in force on the day, or what it would be about was over.
  bool no_review_then() {
    const Date due = *result_.due;
    result_.standard = facts_.policy.resolve(row_.standard, due);
    if (!result_.standard || (order_.sentence_date && due <= *order_.sentence_date)) return true;
    // Structured interventions came under review with the review at six months; before it programmes alone were.
    if (row_.before_end && !programme_ && facts_.policy.at(kinds.front().standard, due) == nullptr) return true;
    // What was over by then needs no review, whatever became of the order.
    return row_.before_end && was_over(requirement_, facts_.as_of, due);
  }

  // Not after the order, or before it; the sentence date is asked for only where it decides.
  bool not_in_force_then() {
    const Date due = *result_.due;
    InForce force =
        row_.before_end ? requirements_in_force(facts_, order_, due) : in_force(facts_, order_, requirement_, due);
    std::erase_if(force.missing, [](const Missing& m) { return m.key == "sentence_date"; });
    if (force.is_no()) return true;
    if (force.answer || force.missing.empty()) return false;
    if (order_.termination && facts_.as_of <= due) return true;  // it was over by then
    return undecided(
        fmt::format("due {}; whether the order was in force then is not known: {}", format(due), force.why),
        force.missing);
  }

  // What the reviews of unpaid work serve was repealed; whether they go on is for a policy to say.
  bool repealed() {
    const Date due = *result_.due;
    const auto& repeals = limits::unpaid_work_period_repealed;
    if (row_.before_end || !repeals.holds(facts_.as_of) || !repeals.holds(due)) return false;
    const auto goes_on = facts_.policy.resolve("unpaid_work_review_after_repeal", due);
    if (goes_on) return !goes_on->truth();
    return undecided(fmt::format("due {}; whether it is still done from {} on no document read says", format(due),
                                 format(repeals.at(AsAt{due})->from)),
                     {{{}, "policy:unpaid_work_review_after_repeal"}});
  }

  // The earliest review that counts; one that does not say of which requirement it was is kept apart.
  void find_review() {
    const Date due = *result_.due;
    result_.window = facts_.policy.resolve("review_window_days", due);
    const int window = result_.window ? static_cast<int>(result_.window->number()) : 0;
    for (const Review* review : facts_.reviews) {
      if (!review->kind.is(row_.kind) || !review->date) continue;
      if (*review->date < due - Days{window}) {
        const bool in_national = result_.window && result_.window->local != nullptr &&
                                 *review->date >= due - Days{static_cast<int>(result_.window->national_number())};
        if (in_national && review->requirement && facts_.requirement(review->requirement->text) == &requirement_)
          result_.only_local = true;
        continue;
      }
      if (!review->requirement) {
        if (facts_.order_of(*review) == &order_ || facts_.order_of(*review) == nullptr) unclear_ = review;
        continue;
      }
      if (facts_.requirement(review->requirement->text) != &requirement_) continue;
      if (result_.done == nullptr || *review->date < *result_.done->date) result_.done = review;
    }
  }

  void judge_reviews(const Unfinished& open) {
    const Date due = *result_.due;
    find_review();
    if (result_.done != nullptr) {
      result_.state = *result_.done->date <= due ? DueState::done : DueState::done_late;
    } else if (facts_.as_of <= due) {
      result_.state = DueState::due;
    } else if (!open.answer) {
      undecided(fmt::format("due {}; whether the work was unfinished then is not known", format(due)), open.missing);
    } else if (!facts_.is_whole(ListName::reviews)) {
      undecided(fmt::format("due {}; reviews are not recorded, or not all of them", format(due)),
                {{facts_.file.place, "reviews"}});
    } else if (unclear_ != nullptr) {
      undecided(fmt::format("due {}; the review of {} does not say which requirement it was of", format(due),
                            format(*unclear_->date)),
                {{unclear_->place, "requirement"}});
    } else if (!order_.sentence_date) {
      // A due date on or before the sentence does not apply, so an overdue one needs that date; one ahead does not.
      undecided(fmt::format("due {}; passes if the order was made on or after that day", format(due)),
                {{order_.place, "sentence_date"}});
    } else {
      result_.state = DueState::overdue;
    }
  }

  const CaseFacts& facts_;
  const Order& order_;
  const Requirement& requirement_;
  const KindRow& row_;
  bool programme_;
  ReviewDue result_;
  const Review* unclear_ = nullptr;
};

const KindRow& kind_row(ReviewKind kind) {
  return *std::find_if(kinds.begin(), kinds.end(), [&](const KindRow& k) { return k.kind == kind; });
}

}  // namespace

ReviewDue review_due(const CaseFacts& facts, const Order& order, const Requirement& requirement, ReviewKind kind) {
  return ReviewQuestion(facts, order, requirement, kind_row(kind)).answer();
}

ReviewDue review_perhaps_due(const CaseFacts& facts, const Order& order, ReviewKind kind) {
  static const Requirement not_recorded;
  ReviewDue review = ReviewQuestion(facts, order, not_recorded, kind_row(kind)).answer_for_any();
  review.requirement = nullptr;
  return review;
}

}  // namespace probation
