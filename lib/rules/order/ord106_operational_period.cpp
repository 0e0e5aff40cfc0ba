#include <fmt/format.h>
#include <array>

#include "facts/case/term.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/each_end.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord106;

namespace {

constexpr std::array rule_sources{sources::operational_period, sources::operational_period_2026};

// The shortest and the longest that the period may be, and the longer cap with what it needs.
struct OperationalLimits {
  Months least, most;
  const Dated<int>* long_row = nullptr;  // of the longest there may be; nothing: none
  int long_term_months = 0;              // a term of more than these is a long one
};

// Nothing: the law is not known, and that is said.
std::optional<OperationalLimits> limits_of(const Order& order, Report& report) {
  const auto* least = limits::operational_min_months.at(by_order(order));
  const auto* most = limits::operational_max_months.at(by_order(order));
  if (lacks_law(least != nullptr && most != nullptr, order, order.sentence_date, "sentence_date", subject_of(order),
                report))
    return std::nullopt;
  OperationalLimits law{Months{least->value}, Months{most->value}};
  // The longer cap needs a long term and a conviction for which it is in force; not known: the longest there may be.
  for (const Dated<int>* row : limits::operational_max_months_long_term.candidates(by_conviction(order)))
    if (row != nullptr && (law.long_row == nullptr || row->value > law.long_row->value)) law.long_row = row;
  const auto* term = limits::long_term_months.at(by_conviction(order));
  law.long_term_months = term != nullptr ? term->value : law.most.count;
  return law;
}

void say_not_known(const Order& order, const KnownDate& end, const OperationalLimits& law, Report& report) {
  std::vector<std::string> missing;
  if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
  if (!end) missing.push_back(report.pointer(end.place, end.key));
  const std::string words =
      order.sentence_date
          ? fmt::format("the end of the operational period is not known; passes from {} to {}",
                        format(period_beginning_with(*order.sentence_date, law.least)),
                        format(period_beginning_with(*order.sentence_date, law.most)))
          : fmt::format("the date of the order is not recorded; passes if the operational period is {} to {} months",
                        law.least.count, law.most.count);
  report.undetermined(subject_of(order), end.place, words, missing);
}

std::string period(const Order& order, Months months) {
  return fmt::format("{} months beginning with {} end on {}", months.count, format(*order.sentence_date),
                     format(period_beginning_with(*order.sentence_date, months)));
}

Report::Draft say_failed(const Order& order, const KnownDate& end, const std::string& fault, Months months,
                         Report& report) {
  const Date limit = period_beginning_with(*order.sentence_date, months);
  auto finding = report.fail(
      subject_of(order), end.place,
      fmt::format("the operational period ends on {}: {}, which end on {}", format(*end), fault, format(limit)));
  finding.here("the operational period ends here")
      .related(order.sentence_date.place, "it begins with this day")
      .fact("end", *end)
      .fact("limit", limit);
  const int apart = *end < limit ? days_between(*end, limit) : days_between(limit, *end);
  finding
      .trace(fmt::format("{}; {} is {} {}", period(order, months), format(*end), counted(apart, "day"),
                         *end < limit ? "before it" : "after it"))
      .fix("check the end with the court register; if it is right, refer the order back");
  return finding;
}

// Between the two caps: the longer one needs a long term and a recent conviction.
void judge_between_caps(const Order& order, const KnownDate& end, const OperationalLimits& law, Report& report) {
  const std::optional<bool> long_term = term_exceeds(order.custodial_term, law.long_term_months);
  // A conviction that is known has its row, or none, and then the longest of all is the shorter cap.
  const bool recent = static_cast<bool>(order.conviction_date);
  if (long_term == false) {
    auto finding = say_failed(order, end, fmt::format("more than {} months", law.most.count), law.most, report);
    finding.trace(fmt::format("{} months need a suspended term of more than {} months and a conviction on or after {}",
                              law.long_row->value, law.long_term_months, format(law.long_row->from)));
    finding.trace(fmt::format("the suspended term is not more than {} months", law.long_term_months))
        .related(order.custodial_term->place, "the suspended term");
    return;
  }
  if (long_term == true && recent) {
    report.pass(subject_of(order), end.place);
    return;
  }
  std::vector<std::string> missing, conditions;
  if (!long_term) {
    missing.push_back(report.pointer(order.place, "custodial_term"));
    conditions.push_back(fmt::format("the suspended term is more than {} months", law.long_term_months));
  }
  if (!recent) {
    missing.push_back(report.pointer(order.place, "conviction_date"));
    conditions.push_back(fmt::format("the conviction was on or after {}", format(law.long_row->from)));
  }
  report
      .undetermined(subject_of(order), end.place,
                    fmt::format("the operational period ends on {}, between {} and {} months; passes if {}",
                                format(*end), law.most.count, law.long_row->value, join(conditions, " and ")),
                    missing)
      .here("the operational period ends here")
      .related(order.sentence_date.place, "it begins with this day")
      .trace(period(order, law.most))
      .trace(period(order, Months{law.long_row->value}));
}

void judge(const Order& order, const KnownDate& end, const OperationalLimits& law, Report& report) {
  if (!end || !order.sentence_date) {
    say_not_known(order, end, law, report);
    return;
  }
  const Date start = *order.sentence_date;
  const Months cap{law.long_row == nullptr ? law.most.count : law.long_row->value};
  if (*end < period_beginning_with(start, law.least))
    say_failed(order, end, fmt::format("less than the {} months it must last", law.least.count), law.least, report);
  else if (*end <= period_beginning_with(start, law.most)) report.pass(subject_of(order), end.place);
  else if (*end > period_beginning_with(start, cap))
    say_failed(order, end, fmt::format("more than {} months, the most for any term", cap.count), cap, report);
  else judge_between_caps(order, end, law, report);
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const std::optional<OperationalLimits> law = limits_of(order, report);
  if (!law) return;
  for_each_end(facts, ord106, end_of(order, EndOf::operational), report,
               [&](const KnownDate& end, Report& said) { judge(order, end, *law, said); });
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

constinit const Rule ord106{
    .id = "ORD106",
    .slug = "operational-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "The operational period of a suspended sentence order is too short or too long.",
    .explanation = {.checks =
                        "The operational period, which begins with the day of the order, against its least and "
                        "greatest length. The greater one holds where the term is long and the conviction recent.",
                    .matters = "Outside the limits the order is not one the court could make; an activation after its "
                               "lawful end would be unlawful.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
