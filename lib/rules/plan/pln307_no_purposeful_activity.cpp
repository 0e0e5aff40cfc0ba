#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/purposeful.hpp"
#include "facts/case/share_gone.hpp"
#include "law/sources.hpp"
#include "rules/elsewhere.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};
constexpr std::array<std::string_view, 1> rule_policy{"purposeful_activity_share_percent"};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto limit = facts.policy.resolve("purposeful_activity_share_percent", facts.as_of);
  if (!order.requirements.recorded) {
    report.undetermined(subject, order.place, "the requirements of the order are not recorded",
                        {report.pointer(order.place, "requirements")});
    return;
  }
  if (!limit || std::none_of(order.requirements.begin(), order.requirements.end(), &asks_for_activity)) {
    if (!limit || facts.knows_requirements(order)) report.not_applicable(subject);
    else
      report.undetermined(subject, order.place,
                          "no requirement that is recorded asks for activity, and one is known to be missing",
                          {report.pointer(order.place, "requirements")});
    return;
  }
  const PurposefulActivity activity = purposeful_activity(facts, order);
  if (activity.attended != nullptr) {
    const Located<Date>& day = activity.attended->date;
    report.pass(subject, day.place, [&] { return fmt::format("attended on {}", format(*day)); });
    return;
  }
  std::vector<std::string> missing = pointers(report, activity.missing);
  const ShareGone share = share_gone(facts, order, nullptr);
  if (share.days_gone && !share.over(limit->number())) {
    report.pass(subject, order.place, [&] { return share.words(); });
    return;
  }
  if (!share.days_gone)
    for (const Missing& fact : share.missing) missing.push_back(report.pointer(fact.record, fact.key));
  if (!missing.empty()) {
    report.undetermined(
        subject, order.place,
        share.days_gone ? fmt::format("no purposeful activity attended as far as recorded, {}", share.words())
                        : fmt::format("no purposeful activity attended; passes while at most {} % of the order is gone",
                                      limit->number()),
        missing);
    return;
  }
  auto finding =
      report.fail(subject, order.place,
                  fmt::format("no RAR activity, programme or treatment session attended, and {}", share.words()));
  finding.here("nothing attended")
      .related(share.last_place, "the period ends here")
      .fact("share_percent", limit->number())
      .trace(share.words())
      .trace(fmt::format("more than {} %", limit->number()))
      .standard(*limit);
  if (!share.over(limit->national_number())) finding.only_local();
  finding.fix("arrange the first session");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) {
    unless_elsewhere(facts, order, subject_of(order), report, [&](Report& said) { check_order(facts, order, said); });
  });
}

}  // namespace

extern const Rule pln307;
constinit const Rule pln307{
    .id = "PLN307",
    .slug = "no-purposeful-activity",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "No purposeful activity was attended after a set share of the order.",
    .explanation =
        {.checks = "Attended RAR activity, programme and treatment sessions on each order that holds such a "
                   "requirement, against the share of the order that is gone.",
         .matters =
             "In one case in ten nothing purposeful happened at all; attendance at supervision alone changes little.",
         .to_do = "Arrange the first session, or record why none has begun."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
