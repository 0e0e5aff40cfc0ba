#include <array>
#include <fmt/format.h>

#include "facts/term.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::operational_period, sources::operational_period_2026};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::suspended_sentence_order, [&](const Order& order) {
    const std::string subject = subject_of(order);
    const KnownDate end = facts.operational_end(order);
    if (!end || !order.sentence_date) {
      std::vector<std::string> missing;
      if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
      if (!end) missing.push_back(report.pointer(end.place, end.key));
      report.undetermined(subject, end.place, "the operational period is not fully recorded", missing);
      return;
    }
    const Date start = *order.sentence_date;
    const Months least{limits::operational_min_months.always().value}, most{limits::operational_max_months.always().value};
    const auto& long_row = limits::operational_max_months_long_term.always();
    const Date shortest = period_beginning_with(start, least), longest = period_beginning_with(start, most), longest_of_all = period_beginning_with(start, Months{long_row.value});
    const auto fail = [&](const std::string& message, const std::string& trace, Date limit) {
      report.fail(subject, end.place, message).here("the operational period ends here").related(order.sentence_date.place, "it begins with this day").fact("limit", limit).trace(trace).fix("check the end with the court register");
    };
    if (*end < shortest) {
      fail(fmt::format("the operational period is shorter than {} months", least.count), fmt::format("{} months beginning with {} end on {}; {} is before it", least.count, format(start), format(shortest), format(*end)), shortest);
      return;
    }
    if (*end <= longest) {
      report.pass(subject, end.place);
      return;
    }
    if (*end > longest_of_all) {
      fail("the operational period is longer than any the law allows", fmt::format("{} months beginning with {} end on {}; {} is after it", long_row.value, format(start), format(longest_of_all), format(*end)), longest_of_all);
      return;
    }
    const std::optional<bool> long_term = term_exceeds(order.custodial_term, limits::long_term_months.always().value);
    const std::optional<bool> recent = order.conviction_date ? std::optional(*order.conviction_date >= long_row.from) : std::nullopt;
    if (long_term == false || recent == false) {
      fail(fmt::format("the operational period is longer than {} months", most.count),
           fmt::format("{} months beginning with {} end on {}; {} is after it. {} months need a term over {} months and a conviction on or after {}", most.count, format(start), format(longest), format(*end), long_row.value,
                       limits::long_term_months.always().value, format(long_row.from)), longest);
      return;
    }
    if (long_term == true && recent == true) {
      report.pass(subject, end.place);
      return;
    }
    std::vector<std::string> missing;
    if (!long_term) missing.push_back(report.pointer(order.place, "custodial_term"));
    if (!recent) missing.push_back(report.pointer(order.place, "conviction_date"));
    report.undetermined(subject, end.place, fmt::format("longer than {} months; passes if the term is over {} months and the conviction on or after {}", most.count, limits::long_term_months.always().value, format(long_row.from)), missing);
  });
}

}  // namespace

extern const Rule ord106;
constinit const Rule ord106{
    .id = "ORD106",
    .slug = "operational-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "The operational period of a suspended sentence order is too short or too long.",
    .explanation = {.checks = "The operational period, which begins with the day of the order, against its least and greatest length. The greater one holds where the term is long and the conviction recent.",
                    .matters = "Outside the limits the order is not one the court could make; an activation after its lawful end would be unlawful.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
