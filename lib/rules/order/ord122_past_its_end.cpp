#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/each_end.hpp"
#include "rules/order/each_order.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord122;

namespace {

constexpr std::array rule_sources{sources::community_order_ceases, sources::supervision_with_unpaid_work};

// The day on which it ended is past, and unfinished unpaid work may carry it on. True: that is said, or is not known.
// `end` becomes the operational end where not even that carries it on.
bool is_carried_on(const CaseFacts& facts, const Order& order, KnownDate& end, Report& report) {
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  if (order.type && !suspended && !order.type.is(OrderType::community_order)) return false;
  const KnownDate last = facts.operational_end(order);
  if (suspended && last && *last < facts.as_of) {
    end = last;
    return false;
  }
  const OpenWork work = unpaid_work_open_on(facts, order, facts.as_of);
  const Subject subject = subject_of(order);
  if (work.open == false) return false;
  if (!work.open)
    report.undetermined(
        subject, end.place,
        fmt::format("past its end of {}; whether unpaid work is unfinished is not known, which would keep it running",
                    format(*end)),
        pointers(report, work.missing));
  else if (suspended && !last)
    report.undetermined(
        subject, end.place,
        fmt::format("past its supervision with unpaid work unfinished; passes if the operational period ends on {} or "
                    "later",
                    format(facts.as_of)),
        {report.pointer(last.place, last.key)});
  else report.pass(subject, end.place, "unpaid work is unfinished");
  return true;
}

void judge(const CaseFacts& facts, const Order& order, const InForce& now, KnownDate end, Report& report) {
  const Subject subject = subject_of(order);
  if (order.type.is(OrderType::post_sentence_supervision) && now.is_no())
    if (const RelevantPeriod period = facts.relevant_period(order, nullptr); period.last)
      end = {period.last, period.last_place, end.key, end.amended};
  if (order.type.is(OrderType::suspended_sentence_order) && !end) {
    // Without requirements there is no supervision; with them it ends by the end of the operational period.
    const KnownDate last = facts.operational_end(order);
    if ((facts.knows_requirements(order) && order.requirements.empty()) || (last && *last < facts.as_of)) end = last;
  }
  if (!end) {
    report.undetermined(
        subject, end.place,
        fmt::format("the end of the order is not recorded; passes if it is {} or later", format(facts.as_of)),
        {report.pointer(end.place, end.key)});
    return;
  }
  if (*end >= facts.as_of) {
    report.pass(subject, end.place);
    return;
  }
  if (is_carried_on(facts, order, end, report)) return;
  std::vector<std::string> lists;
  if (!facts.is_whole(ListName::terminations)) lists.push_back(report.pointer(order.place, "terminations"));
  if (!facts.is_whole(ListName::amendments, end.key)) lists.push_back(report.pointer(order.place, "amendments"));
  if (!lists.empty()) {
    report.undetermined(subject, end.place,
                        fmt::format("the order ended on {}; passes if what is known to be missing of it says that it "
                                    "was terminated or moved its end",
                                    format(*end)),
                        lists);
    return;
  }
  const int late = days_between(*end, facts.as_of);
  report
      .fail(subject, end.place,
            fmt::format("the order ended on {} and no termination is recorded {} later", format(*end),
                        counted(late, "day")))
      .here("the order ends here")
      .identity("end", *end)
      .trace(fmt::format("{} is {} after {}", format(facts.as_of), counted(late, "day"), format(*end)))
      .fix("record the termination with its date and reason");
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  if (order.termination) {
    report.pass(subject, order.termination->place);
    return;
  }
  const InForce now = requirements_in_force(facts, order, facts.as_of);
  if (now.elsewhere) {
    report.not_applicable(subject);
    return;
  }
  if (!now.answer && !now.missing.empty() && now.missing.front().key == "termination") {
    report.undetermined(subject, now.place, "an early end was decided, and whether the order ended is not recorded",
                        pointers(report, now.missing));
    return;
  }
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  const AmendedEnd of_order = order.type ? end_of(order, suspended ? EndOf::supervision : EndOf::order)
                                         : AmendedEnd{facts.delivery_end(order), {}};
  for_each_end(facts, ord122, of_order, report,
               [&](const KnownDate& end, Report& said) { judge(facts, order, now, end, said); });
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) report.not_applicable(subject_of(order));
    else check_order(facts, order, report);
  }
}

}  // namespace

constinit const Rule ord122{
    .id = "ORD122",
    .slug = "past-its-end",
    .severity = Severity::warning,
    .basis = Basis::system,
    .date_test = DateTest::as_at,
    .summary = "An order is past its end and no termination is recorded.",
    .explanation = {.checks =
                        "The end of each order, as amended, against as-of: the end of a suspended sentence order is "
                        "that of its supervision. Unfinished unpaid work keeps a community order in force, and the "
                        "supervision of a suspended sentence order up to the end of the operational period.",
                    .matters = "A person appears to be under an order that is over, and the days and hours left behind "
                               "it are explained nowhere.",
                    .to_do = "Record the termination with its date and reason, and why days are left."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
