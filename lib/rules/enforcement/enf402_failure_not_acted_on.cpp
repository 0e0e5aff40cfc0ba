#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/enforcement/each_failure.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::warn_or_refer_community_order, sources::warn_or_refer_suspended_sentence};

void check(const CaseFacts& facts, Report& report) {
  for_each_failure(facts, report, [&](const Order& order, const Contact& contact, const InForce& force) {
    const Subject subject = subject_of(contact);
    const Place place = contact.outcome.place;
    const Date failure = *contact.date;
    if (!facts.file.enforcement.recorded) {
      report.undetermined(subject, place,
                          fmt::format("a failure on {}; enforcement actions are not recorded", format(failure)),
                          {"/enforcement"});
      return;
    }
    const Answer answer = answer_to(facts, order, contact);
    if (answer.entry != nullptr) {
      report.pass(subject, place, [&] {
        return answer.entry->action.is(EnforcementAction::warning)
                   ? fmt::format("warned by {}", subject_of(*answer.entry))
                   : fmt::format("answered by {}", subject_of(*answer.entry));
      });
      return;
    }
    if (!force.answer) {
      report.undetermined(subject, place,
                          fmt::format("a failure on {} that nothing answers; passes if the order was not in force: {}",
                                      format(failure), force.why),
                          pointers(report, force.missing));
      return;
    }
    if (answer.perhaps != nullptr) {
      report
          .undetermined(subject, place,
                        fmt::format("a failure on {}; {}; passes if it is about this one", format(failure), answer.why),
                        pointers(report, answer.missing))
          .related(answer.perhaps->place, "does not say what it is about");
      return;
    }
    if (!facts.is_whole(ListName::enforcement)) {
      report.undetermined(subject, place,
                          fmt::format("a failure on {} that nothing recorded answers; something of the enforcement is "
                                      "known to be missing",
                                      format(failure)),
                          {"/enforcement"});
      return;
    }
    const int ago = days_between(failure, facts.as_of);
    auto finding = report.fail(subject, place,
                               fmt::format("{} on {}: no warning and no referral after {}", spoken(*contact.outcome),
                                           format(failure), counted(ago, "day")));
    finding.here("failed to comply")
        .identity("failure", failure)
        .fact("outcome", FactValue{std::string(document::word(*contact.outcome))});
    if (answer.withdrawn != nullptr) finding.related(answer.withdrawn->place, "this action was withdrawn");
    finding.trace(
        fmt::format("{} enforcement actions recorded; none names {}, is dated on or after {} and still stands",
                    facts.enforcement.size(), subject, format(failure)));
    finding.fix(
        fmt::format("rar-record enforce {} --contact {} --action warning --states "
                    "breach,unacceptable,liable_on_further_breach --date ...",
                    shell_path(report.origin().file), shell_word(fmt::format("{}", subject))));
  });
}

}  // namespace

extern const Rule enf402;
constinit const Rule enf402{
    .id = "ENF402",
    .slug = "failure-not-acted-on",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A failure to comply without reasonable excuse was followed by neither a warning nor a referral.",
    .explanation = {.checks =
                        "Each outcome that states non-compliance on a community or suspended sentence order, "
                        "from the day after it: a warning, a referral to an enforcement officer or a start of breach "
                        "proceedings that names it, is dated on or after it and was not withdrawn.",
                    .matters = "The officer must either warn or refer. Doing nothing is not an option the law gives, "
                               "and the next failure will find no warning before it.",
                    .to_do = "Decide: give a warning that names the contact, or refer it. If the absence was "
                             "acceptable after all, record the corrected outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | enforcement | plan,
    .check_case = &check,
};

}  // namespace probation::rules
