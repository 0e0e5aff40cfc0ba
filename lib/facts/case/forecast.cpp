#include "facts/case/forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/activities.hpp"
#include "facts/case/days_ahead.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/reviews.hpp"
#include "facts/case/unpaid_work.hpp"

namespace probation {

std::string_view word(Outlook outlook) {
  static constexpr std::array<std::string_view, 4> words{"on_track", "at_risk", "cannot_finish", "undetermined"};
  static_assert(words.size() == static_cast<std::size_t>(Outlook::undetermined) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(outlook)];
}

Date last_day_that_fits(Date horizon, std::int64_t left, std::int64_t per_week) {
  // The fewest whole days n with ⌊n · per_week / 7⌋ ≥ left. Beyond some thousand years nothing fits anyway.
  const std::int64_t days = std::min<std::int64_t>((7 * left + per_week - 1) / per_week, 500'000);
  return horizon - Days{static_cast<int>(days)};
}

namespace {

constexpr int pace_weeks =
    12;  // a convention of the forecast, not a rule of practice: long enough to level out a missed week

// What is left and what was delivered, each unit on its day: a RAR or programme day counts 1, a session of unpaid work
// its minutes.
struct Work {
  std::optional<std::int64_t> left;
  std::set<Date> dated;  // days that are left and have their date
  std::vector<std::pair<Date, std::int64_t>> delivered;
  std::vector<Missing> missing;
  std::vector<Date> possible;             // further days that may have been delivered
  std::vector<Missing> possible_missing;  // what would tell
};

std::int64_t delivered_since(const Work& work, Date after, Date until) {
  std::int64_t sum = 0;
  for (const auto& [date, amount] : work.delivered)
    if (date > after && date <= until) sum += amount;
  return sum;
}

// Strict days of a rehabilitation activity requirement: by plan where it has day counts, else by the maximum.
// `only_structured` restricts the question to the structured interventions, which is what a completion review asks.
Work rar_work(const CaseFacts& facts, const Order& order, const Requirement& requirement, bool only_structured) {
  Work work;
  const RarDays& days = strict_days(facts, order, requirement);
  if (!days.missing.empty()) {
    work.missing = days.missing;
    return work;
  }
  std::set<Date> dates;
  const DaysAhead ahead = days_ahead(facts, order, requirement);
  std::int64_t owed = 0;
  bool planned = false;
  std::vector<Missing> owes_unsaid;  // by activities that do not say of how many days they are
  for (const Activity* activity : facts.activities) {
    if (facts.requirement_of(*activity) != &requirement || activity->status.is(ActivityStatus::withdrawn)) continue;
    if (only_structured && kind_of(facts, *activity) != InterventionKind::structured_intervention) continue;
    const auto own = strict_days_of(days, facts, *activity);
    for (const CountedDay& day : own) dates.insert(day.date);
    const auto at = std::find_if(ahead.works.begin(), ahead.works.end(),
                                 [&](const WorkAhead& one) { return one.activity == activity; });
    // What is completed leaves nothing. Where all of it is, days that were not used are still to be planned, and the
    // maximum tells, as it does for RAR213.
    if (at == ahead.works.end()) continue;
    if (only_structured) work.dated.insert(at->ahead.begin(), at->ahead.end());
    if (!at->owed) {
      owes_unsaid.push_back({activity->place, "planned_days"});
      continue;
    }
    planned = true;
    owed += *at->owed;
  }
  std::int64_t left = 0;
  if (!only_structured) {
    dates.clear();
    for (const CountedDay& day : days.days) dates.insert(day.date);
    work.dated = ahead.dates(days, [](const WorkAhead&) { return true; });
    if (!planned) {
      const KnownAmount maximum = facts.max_days(requirement);
      if (!maximum) work.missing.insert(work.missing.end(), maximum.missing.begin(), maximum.missing.end());
      else if (*maximum <= 0) work.missing.push_back({requirement.place, "max_days"});
      else left = std::max<std::int64_t>(0, *maximum - static_cast<std::int64_t>(days.days.size()));
      work.possible = days.possible_days;
      for (const Contact* contact : days.possible)
        work.possible_missing.push_back({contact->place, contact->outcome ? "rar_activity" : "outcome"});
    }
  }
  // What activities that are not there owe is not known; without any plan the maximum tells.
  if (facts.is_half_read("plan")) work.missing.push_back({facts.file.place, "plan"});
  else if (facts.file.plan && !facts.is_whole(ListName::activities))
    work.missing.push_back({facts.file.plan->place, "activities"});
  // Beside others that say so, or to a review, one that does not owes nobody knows what.
  if (planned || only_structured) work.missing.insert(work.missing.end(), owes_unsaid.begin(), owes_unsaid.end());
  if (planned) left = static_cast<std::int64_t>(work.dated.size()) + owed;
  for (const Date date : dates) work.delivered.emplace_back(date, 1);
  if (work.missing.empty()) work.left = left;
  return work;
}

Work programme_work(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  Work work;
  std::set<Date> dates;
  for (const Contact* contact : facts.contacts) {
    if (!contact->date || *contact->date > facts.as_of || facts.requirement_of(*contact) != &requirement ||
        !contact->outcome)
      continue;
    if (attended(*contact->outcome) != Stated::yes || complied(*contact->outcome) != Stated::yes ||
        contact->outcome.is(Outcome::attended_sent_home_service))
      continue;
    const InForce force = in_force(facts, order, requirement, *contact->date);
    if (force.is_yes()) dates.insert(*contact->date);
    else if (!force.answer) work.missing.insert(work.missing.end(), force.missing.begin(), force.missing.end());
  }
  for (const Date date : dates) work.delivered.emplace_back(date, 1);
  const bool is_done = requirement.days && static_cast<std::int64_t>(dates.size()) >= *requirement.days;
  if (!is_done && !facts.is_whole(ListName::contacts)) work.missing.push_back({facts.file.place, "contacts"});
  if (!requirement.days) work.missing.push_back({requirement.place, "days"});
  if (work.missing.empty())
    work.left = std::max<std::int64_t>(0, *requirement.days - static_cast<std::int64_t>(dates.size()));
  return work;
}

// All unpaid work of the order that has not ended.
Work unpaid_minutes(const CaseFacts& facts, const Order& order) {
  Work work;
  const UnpaidWork hours = unpaid_work(facts, order);
  for (const Contact* contact : facts.contacts)
    if (contact->date && *contact->date <= facts.as_of && contact->minutes_credited &&
        std::find(hours.of.begin(), hours.of.end(), facts.requirement_of(*contact)) != hours.of.end())
      work.delivered.emplace_back(*contact->date, *contact->minutes_credited);
  if (hours.finished == true) work.left = 0;
  else if (!hours.finished) work.missing = hours.missing;
  else if (hours.least_left() != hours.most_left()) {
    work.missing = hours.missing;
    work.missing.insert(work.missing.end(), hours.incentive.missing.begin(), hours.incentive.missing.end());
    for (const Missing& fact : hours.unlinked_missing()) work.missing.push_back(fact);
  } else work.left = hours.most_left();
  return work;
}

std::string row_words(const ResolvedStandard& row) {
  return fmt::format("{} = {} {} ({}{})", row.national->name, row.number(), row.national->unit,
                     row.local != nullptr ? row.local->source : std::string(row.national->source),
                     row.local == nullptr && row.national->assumption ? "; assumption" : "");
}

// What the days to come hold, and those from which the pace is taken.
struct Calendar {
  int whole;          // days to come
  std::int64_t room;  // what fits into them
  int paced;          // days of the pace
};

// Days with a date come first; the pace is asked for the rest only: delivered in the window over its days against the
// rest over the days to come, in whole numbers.
Outlook outlook_of(std::int64_t left, std::int64_t dated, std::int64_t delivered, const Calendar& calendar) {
  const std::int64_t rest = left - dated;
  if (left > calendar.room) return Outlook::cannot_finish;
  if (rest <= 0) return Outlook::on_track;
  if (calendar.paced <= 0) return Outlook::undetermined;
  return delivered * calendar.whole < rest * calendar.paced ? Outlook::at_risk : Outlook::on_track;
}

// Days that may have been delivered decide, one way or the other: what is left is not known.
void leave_open(Forecast& forecast, const std::vector<Missing>& missing) {
  forecast.outlook = Outlook::undetermined;
  forecast.left.reset();
  forecast.needed_per_week.reset();
  forecast.last_useful_date.reset();
  forecast.certain_from.reset();
  forecast.missing.insert(forecast.missing.end(), missing.begin(), missing.end());
}

void assume_dates(Forecast& forecast) {
  if (forecast.dated > 0)
    forecast.assumptions.push_back(fmt::format("{} planned and booked will be delivered on {}",
                                               counted(forecast.dated, "day"),
                                               forecast.dated == 1 ? "its date" : "their dates"));
}

// `unit`: how many of what is delivered make one of what the policy counts (60 minutes an hour, else 1).
void project(const CaseFacts& facts, const Work& work, const std::optional<ResolvedStandard>& rate, std::int64_t unit,
             bool review, Forecast& forecast) {
  forecast.missing.insert(forecast.missing.end(), work.missing.begin(), work.missing.end());
  if (work.left) forecast.left = static_cast<double>(*work.left) / static_cast<double>(unit);
  if (rate) forecast.assumptions.push_back(row_words(*rate));
  forecast.assumptions.emplace_back("absences to come: none");
  const Order& order = *forecast.order;
  const Date window = facts.as_of - Days{7 * pace_weeks};
  const Date since =
      order.sentence_date && *order.sentence_date - Days{1} > window ? *order.sentence_date - Days{1} : window;
  const int days = days_between(since, facts.as_of);
  if (work.missing.empty() && days > 0) {
    forecast.pace_per_week =
        7.0 * static_cast<double>(delivered_since(work, since, facts.as_of)) / static_cast<double>(unit) / days;
    forecast.assumptions.push_back(
        fmt::format("the pace of {} to {} holds", format(since + Days{1}), format(facts.as_of)));
  }
  if (!work.left || !forecast.horizon || !rate || rate->number() <= 0) return;
  const int whole = days_left_until(facts.as_of, *forecast.horizon);
  forecast.weeks_left = whole / 7.0;
  if (whole > 0) forecast.needed_per_week = 7.0 * *forecast.left / whole;
  forecast.dated =
      std::min<std::int64_t>(*work.left, std::distance(work.dated.begin(), work.dated.upper_bound(*forecast.horizon)));
  const Calendar calendar{whole, unit * fits(whole, rate->number()), days};
  // In whole units of the policy: the last of them may be a part.
  const std::int64_t units = (*work.left + unit - 1) / unit;
  forecast.last_useful_date = last_day_that_fits(*forecast.horizon, units, rate->number());
  forecast.certain_from = *forecast.last_useful_date + Days{1};
  const std::int64_t delivered = delivered_since(work, since, facts.as_of);
  forecast.outlook = outlook_of(*work.left, forecast.dated, delivered, calendar);
  const auto in_window = std::count_if(work.possible.begin(), work.possible.end(),
                                       [&](Date day) { return day > since && day <= facts.as_of; });
  forecast.perhaps_done = std::min<std::int64_t>(*work.left, static_cast<std::int64_t>(work.possible.size()));
  forecast.perhaps_pace = days > 0 ? 7.0 * static_cast<double>(in_window) / days : 0;
  const std::int64_t least = *work.left - forecast.perhaps_done;
  if (outlook_of(least, std::min(least, forecast.dated), delivered + in_window, calendar) != forecast.outlook)
    return leave_open(forecast, work.possible_missing);
  forecast.perhaps_missing = work.possible_missing;
  assume_dates(forecast);
  if (review && forecast.outlook == Outlook::on_track)
    forecast.assumptions.emplace_back("finished before the review falls due, it needs none");
}

bool is_over(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  if (order.termination || requirement.termination_date) return true;
  if (requirement.status && !requirement.status.is(RequirementStatus::active)) return true;
  return in_force(facts, order, requirement, facts.as_of).is_no();
}

// Paces are fractions of 84 days or fewer, so that two that differ do so by far more.
constexpr double rounding = 1e-9;

// Several unfinished requirements of one person are one more question: the sum of what they need against what fits
// before each end, the worst of them. The pace is asked for what has no date, as of each alone. `unit`: as of
// `project`.
void add_together(const CaseFacts& facts, std::string_view kind, const std::optional<ResolvedStandard>& rate,
                  std::int64_t unit, std::vector<Forecast>& all) {
  std::vector<const Forecast*> parts;
  for (const Forecast& forecast : all)
    if (forecast.kind == kind) parts.push_back(&forecast);
  if (parts.size() < 2 || !rate) return;
  Forecast sum;
  sum.kind = "together";
  sum.assumptions = {row_words(*rate), "absences to come: none"};
  std::int64_t left = 0;  // whole days or minutes: halves and thirds of an hour do not add up to what they are
  std::int64_t dated = 0, done = 0;
  double pace = 0, most_pace = 0;
  bool known = true;
  for (const Forecast* part : parts) {
    known = known && part->left && part->horizon && part->pace_per_week;
    sum.missing.insert(sum.missing.end(), part->missing.begin(), part->missing.end());
    if (parts.front()->order == part->order) sum.order = part->order;
  }
  if (std::any_of(parts.begin(), parts.end(), [&](const Forecast* p) { return p->order != parts.front()->order; }))
    sum.order = nullptr;
  if (!known) {
    all.push_back(std::move(sum));
    return;
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Forecast* a, const Forecast* b) { return *a->horizon < *b->horizon; });
  for (const Forecast* part : parts)
    pace += *part->pace_per_week, most_pace += *part->pace_per_week + part->perhaps_pace;
  sum.outlook = Outlook::on_track;
  Outlook best = Outlook::on_track;  // with all delivered that may have been
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Forecast* part = parts[i];
    left += std::llround(*part->left * static_cast<double>(unit));
    dated += part->dated;
    done += part->perhaps_done;
    if (i + 1 < parts.size() && parts[i + 1]->horizon == part->horizon) continue;  // all that ends by then
    const int whole = days_left_until(facts.as_of, *part->horizon);
    const double asked = 7.0 * static_cast<double>(left) / static_cast<double>(unit);
    const auto outlook_at = [&](std::int64_t still, double per_week) {
      const double of_pace = 7.0 * static_cast<double>(still - std::min(still, dated)) / static_cast<double>(unit);
      return still > unit * fits(whole, rate->number()) ? Outlook::cannot_finish
             : per_week * whole < of_pace - rounding    ? Outlook::at_risk
                                                        : Outlook::on_track;
    };
    const Outlook here = outlook_at(left, pace), at_best = outlook_at(left - done, most_pace);
    if (at_best == Outlook::cannot_finish || best == Outlook::on_track) best = at_best;
    const bool worse = here == Outlook::cannot_finish || (here == Outlook::at_risk && sum.outlook == Outlook::on_track);
    if (sum.horizon && (!worse || sum.outlook == Outlook::cannot_finish)) continue;
    sum.outlook = here;
    sum.left = static_cast<double>(left) / static_cast<double>(unit);
    sum.horizon = part->horizon;
    sum.dated = dated;
    sum.weeks_left = whole / 7.0;
    if (whole > 0) sum.needed_per_week = asked / whole;
    const std::int64_t units = (left + unit - 1) / unit;
    sum.last_useful_date = last_day_that_fits(*part->horizon, units, rate->number());
    sum.certain_from = *sum.last_useful_date + Days{1};
  }
  sum.pace_per_week = pace;
  if (best == sum.outlook) {
    assume_dates(sum);
  } else {
    std::vector<Missing> missing;
    for (const Forecast* part : parts)
      missing.insert(missing.end(), part->perhaps_missing.begin(), part->perhaps_missing.end());
    leave_open(sum, missing);
  }
  all.push_back(std::move(sum));
}

}  // namespace

std::vector<Forecast> forecasts(const CaseFacts& facts) {
  std::vector<Forecast> all;
  const auto rar_rate = facts.policy.resolve("rar_days_per_week", facts.as_of);
  const auto hour_rate = facts.policy.resolve("unpaid_work_hours_per_week", facts.as_of);
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) continue;
    for (const Requirement& requirement : order.requirements) {
      const bool rar = requirement.type.is(RequirementType::rehabilitation_activity),
                 programme = requirement.type.is(RequirementType::accredited_programme);
      const bool unpaid = requirement.type.is(RequirementType::unpaid_work);
      if ((!rar && !programme && !unpaid) || is_over(facts, order, requirement)) continue;
      if (unpaid && !tells_unpaid_work(facts, order, requirement)) continue;  // several are one total
      const Work work = rar         ? rar_work(facts, order, requirement, false)
                        : programme ? programme_work(facts, order, requirement)
                                    : unpaid_minutes(facts, order);
      if (work.left != 0) {
        Forecast forecast{&order,
                          &requirement,
                          unpaid ? "unpaid_work_hours" : "days",
                          Outlook::undetermined,
                          {},
                          {},
                          {},
                          {},
                          {},
                          {},
                          {},
                          {},
                          {}};
        if (rar) {
          const Horizon until = horizon(facts, order, requirement);
          forecast.horizon = until.last;
          forecast.missing = until.missing;
          if (until.stopped == true) forecast.assumptions.push_back(until.words());
        } else {
          const RelevantPeriod period = facts.relevant_period(order, &requirement);
          for (const Missing& fact : period.missing)
            if (fact.key != "sentence_date") forecast.missing.push_back(fact);
          if (forecast.missing.empty()) forecast.horizon = period.last;  // else it may end before
        }
        project(facts, work, unpaid ? hour_rate : rar_rate, unpaid ? 60 : 1, false, forecast);
        all.push_back(std::move(forecast));
      }
      for (const ReviewKind kind : {ReviewKind::completion_6_months, ReviewKind::completion_3_months,
                                    ReviewKind::unpaid_work_6_months, ReviewKind::unpaid_work_9_months}) {
        const ReviewDue review = review_due(facts, order, requirement, kind);
        if (review.state != DueState::due || !review.due) continue;
        Work reviewed = rar ? rar_work(facts, order, requirement, true) : work;
        if (reviewed.left == 0) continue;
        Forecast forecast{
            &order, &requirement, document::word(kind), Outlook::undetermined, {}, review.due, {}, {}, {}, {}, {}, {},
            {}};
        project(facts, reviewed, unpaid ? hour_rate : rar_rate, unpaid ? 60 : 1, true, forecast);
        all.push_back(std::move(forecast));
      }
    }
  }
  add_together(facts, "days", rar_rate, 1, all);
  add_together(facts, "unpaid_work_hours", hour_rate, 60, all);
  return all;
}

}  // namespace probation
