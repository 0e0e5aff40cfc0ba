#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord111;

namespace {

constexpr std::array rule_sources{sources::unpaid_work_hours, sources::unpaid_work_on_breach};

struct HourLimits {
  const Dated<int>* least;
  const Dated<int>* most;
  const Dated<int>* least_on_breach;
  explicit HourLimits(const Order& order)
      : least(limits::unpaid_work_min_hours.at(by_order(order))),
        most(limits::unpaid_work_max_hours.at(by_order(order))),
        least_on_breach(limits::unpaid_work_on_breach_min_hours.at(by_order(order))) {}
  [[nodiscard]] bool known() const { return least != nullptr && most != nullptr && least_on_breach != nullptr; }
};

void check_one(const KnownAmount& hours, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const HourLimits law(order);
  if (lacks_law(law.known(), order, order.sentence_date, "sentence_date", subject, report)) return;
  const int least = law.least->value, most = law.most->value, least_on_breach = law.least_on_breach->value;
  if (!hours) {
    report
        .undetermined(subject, requirement.place,
                      fmt::format("the hours are not recorded; passes from {} to {}", least, most),
                      pointers(report, hours.missing))
        .here(requirement.hours ? "amended" : "no `hours`");
    return;
  }
  const auto fail = [&](const std::string& words, int limit) {
    if (needs_order_type(order, subject, hours.place, report)) return;
    report.fail(subject, hours.place, words)
        .here("the hours ordered")
        .fact("hours", *hours)
        .fact("limit", limit)
        .trace(fmt::format("{} hours against {} to {}", *hours, least, most))
        .fix("check the hours with the court register; if they are right, refer the order back");
  };
  if (*hours > most) {
    fail(fmt::format("{} hours of unpaid work; the law allows at most {}", *hours, most), most);
  } else if (*hours >= least) {
    report.pass(subject, hours.place);
  } else if (*hours < least_on_breach) {
    const bool on_breach = order.type.is(OrderType::community_order) && requirement.imposed_on.is(ImposedOn::breach);
    const int floor = on_breach ? least_on_breach : least;
    fail(fmt::format("{} hours of unpaid work; the law asks for at least {}", *hours, floor), floor);
  } else if (order.type.is(OrderType::suspended_sentence_order) || requirement.imposed_on.is(ImposedOn::sentence)) {
    fail(fmt::format(
             "{} hours of unpaid work; the law asks for at least {} unless a community order first gets it on breach",
             *hours, least),
         least);
  } else if (order.type && requirement.imposed_on) {
    report.pass(subject, hours.place, "first imposed on breach");
  } else {
    std::vector<std::string> missing;
    if (!order.type) missing.push_back(report.pointer(order.place, "type"));
    if (!requirement.imposed_on) missing.push_back(report.pointer(requirement.place, "imposed_on"));
    report
        .undetermined(
            subject, hours.place,
            fmt::format("{} hours are under {}; passes if a community order first got them on breach ({} at least)",
                        *hours, least, least_on_breach),
            missing)
        .here("the hours ordered");
  }
}

// Hours of orders made on one occasion, as far as it is known which are served at the same time.
struct Sum {
  std::int64_t apart = 0, largest = 0;          // not concurrent; the largest of those that are
  std::int64_t open_sum = 0, open_largest = 0;  // where it is not recorded
  std::int64_t perhaps_more = 0;                // where an amendment may have added some
  bool unbounded = false;                       // some are not recorded
  int several = 0;
  std::vector<std::string> missing, unsaid;
  std::vector<std::string> lists;  // known to lack something: there may be more
  const Order* last = nullptr;
  const Requirement* last_requirement = nullptr;
  std::vector<std::string> trace;
  // What is concurrent runs beside the rest; what does not say may do so or not.
  [[nodiscard]] std::int64_t most() const { return std::max(apart + open_sum, largest) + perhaps_more; }
  [[nodiscard]] std::int64_t least() const { return std::max({apart, largest, open_largest}); }
};

// Of the orders made on `occasion`, and of `first`; with `undated` those whose date is not recorded, too.
Sum sum_of(const CaseFacts& facts, const Order& first, std::optional<Date> occasion, bool undated,
           const Report& report) {
  Sum sum;
  if (!facts.is_whole(ListName::orders)) sum.lists.emplace_back("/orders");  // one that is missing may be of it
  for (const Order& order : facts.file.orders) {
    const bool same_occasion = &order == &first || (order.sentence_date && occasion == *order.sentence_date) ||
                               (undated && !order.sentence_date);
    if ((order.type && !is_sentence(order)) || !same_occasion) continue;
    if (!facts.knows_requirements(order)) sum.lists.push_back(report.pointer(order.place, "requirements"));
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::unpaid_work)) continue;
      ++sum.several;
      sum.last = &order;
      sum.last_requirement = &requirement;
      const KnownAmount hours = facts.hours(requirement);
      if (!hours)
        for (std::string& pointer : pointers(report, hours.missing)) sum.missing.push_back(std::move(pointer));
      if (hours.possible.empty()) {
        sum.unbounded = true;
        continue;
      }
      const std::int64_t amount = std::min<std::int64_t>(hours.possible.front(), 1'000'000);
      sum.perhaps_more += std::min<std::int64_t>(hours.possible.back(), 1'000'000) - amount;
      sum.trace.push_back(fmt::format("{}: {} hours{}", subject_of(order, requirement), amount,
                                      requirement.concurrent.is(true) ? ", concurrent" : ""));
      if (requirement.concurrent.is(true)) {
        sum.largest = std::max(sum.largest, amount);
      } else if (requirement.concurrent.is(false)) {
        sum.apart += amount;
      } else {
        sum.open_sum += amount;
        sum.open_largest = std::max(sum.open_largest, amount);
        sum.unsaid.push_back(report.pointer(requirement.place, "concurrent"));
      }
    }
  }
  return sum;
}

std::string recorded_of_several(const Sum& sum, int most) {
  return fmt::format(
      "{} hours are recorded of several unpaid work requirements; passes if they are at most {} together", sum.least(),
      most);
}

// Concurrent or added, the hours of one occasion keep to the same maximum; told on the last of its orders.
void say_sum(const Sum& sum, const Order& order, int most, Report& report) {
  const Subject subject = subject_of(order);
  const Place place = sum.last_requirement->place;
  if (sum.least() > most) {
    if (needs_order_type(order, subject, place, report)) return;
    auto finding = report.fail(
        subject, place,
        fmt::format("{} unpaid work requirements of one occasion ask for {} hours together; the law allows at most {}",
                    sum.several, sum.least(), most));
    finding.fact("hours", sum.least()).fact("limit", most).here("the last of them");
    for (const std::string& step : sum.trace) finding.trace(step);
    finding.fix("check with the court register whether they run at the same time; if not, refer the order back");
  } else if (sum.unbounded || (sum.perhaps_more > 0 && sum.most() > most)) {
    std::vector<std::string> missing = sum.missing;
    if (sum.most() > most) missing.insert(missing.end(), sum.unsaid.begin(), sum.unsaid.end());
    report.undetermined(subject, place, recorded_of_several(sum, most), missing);
  } else if (sum.most() > most) {
    auto finding = report.undetermined(
        subject, place,
        fmt::format("{} hours together, or {} where they are served at the same time, which is not recorded; the law "
                    "allows at most {}",
                    sum.most(), sum.least(), most),
        sum.unsaid);
    finding.here("the last of them");
    for (const std::string& step : sum.trace) finding.trace(step);
  } else if (!sum.lists.empty()) {
    report.undetermined(subject, place, recorded_of_several(sum, most), sum.lists);
  } else {
    report.pass(subject, place);
  }
}

// Orders whose date is not recorded may be of any occasion; told on the last of them. Returns whether that decides.
bool undated_decides(const CaseFacts& facts, const Order& order, int most, Report& report) {
  if (order.sentence_date) return false;
  std::vector<std::string> missing;
  bool decides = false;
  for (const Order& other : facts.file.orders) {
    if (other.type && !is_sentence(other)) continue;
    const Sum sum = sum_of(facts, order, other.sentence_date.value, true, report);
    if (sum.several < 2 || (!sum.unbounded && sum.most() <= most)) continue;
    decides = true;
    if (!sum.unbounded)
      for (const std::string& pointer : sum.unsaid)
        if (std::find(missing.begin(), missing.end(), pointer) == missing.end()) missing.push_back(pointer);
  }
  if (!decides) return false;
  for (const Order& other : facts.file.orders)
    if (!other.sentence_date && (!other.type || is_sentence(other)))
      missing.push_back(report.pointer(other.place, "sentence_date"));
  report.undetermined(subject_of(order), order.place,
                      fmt::format("whether it was made on one occasion with other orders of unpaid work is not known; "
                                  "passes if the hours of each occasion are at most {}",
                                  most),
                      missing);
  return true;
}

bool is_last_undated(const CaseFacts& facts, const Order& order) {
  const Order* last = nullptr;
  for (const Order& other : facts.file.orders)
    if (!other.sentence_date && (!other.type || is_sentence(other)) &&
        std::any_of(other.requirements.begin(), other.requirements.end(),
                    [](const Requirement& one) { return one.type.is(RequirementType::unpaid_work); }))
      last = &other;
  return last == &order;
}

void check_sum(const CaseFacts& facts, const Order& order, Report& report) {
  const Sum sum = sum_of(facts, order, order.sentence_date.value, false, report);
  if (sum.several == 0 || sum.last != &order) return;
  const HourLimits law(order);
  const bool undated_last = is_last_undated(facts, order);
  if (sum.several < 2 && !undated_last) return;
  if (lacks_law(law.known(), order, order.sentence_date, "sentence_date", subject_of(order), report)) return;
  const int most = law.most->value;
  const bool is_within = !sum.unbounded && sum.most() <= most;
  if (undated_last && is_within && undated_decides(facts, order, most, report)) return;
  if (sum.several >= 2) say_sum(sum, order, most, report);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        for_each_amount(facts, ord111, subject_of(order, requirement), facts.hours(requirement), "the number of hours",
                        Spoken::least, report,
                        [&](const KnownAmount& hours, Report& said) { check_one(hours, order, requirement, said); });
      });
  for (const Order& order : facts.file.orders)
    if (!order.type || is_sentence(order)) check_sum(facts, order, report);
}

}  // namespace

constinit const Rule ord111{
    .id = "ORD111",
    .slug = "unpaid-work-hours",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "An unpaid work requirement asks for fewer or more hours than a court may order.",
    .explanation =
        {.checks =
             "The hours of each unpaid work requirement, as amended by as-of, and their sum on one order, against the "
             "least and the most the law allows; the lower floor where a community order got it on breach.",
         .matters =
             "Hours outside the limits were never lawfully ordered, and hours worked beyond them cannot be given back.",
         .to_do = "Check the hours with the court register; if they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
