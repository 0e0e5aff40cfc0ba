#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"
#include "rules/unpaid_work/first_session.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const CaseFacts& facts, Report& all) {
  for_each_first_session(facts, all, [&](const Requirement& requirement, const Contact& first, Report& report) {
    const Subject session = subject_of(first);
    const Date day = *first.date;
    const Contact* open = nullptr;
    for (const Contact* induction : unpaid_work_contacts(facts, requirement, ContactType::unpaid_work_induction)) {
      if (*induction->date > day) continue;
      if (!induction->outcome || attended(*induction->outcome) == Stated::not_stated) open = induction;
      else if (attended(*induction->outcome) == Stated::yes) {
        report.pass(session, first.date.place,
                    [&] { return fmt::format("induction on {}", format(*induction->date)); });
        return;
      }
    }
    std::vector<std::string> missing;
    if (open != nullptr) missing.push_back(report.pointer(open->place, "outcome"));
    for (const Contact* induction : unlinked_unpaid_work(facts, requirement, ContactType::unpaid_work_induction)) {
      if (*induction->date > day || (induction->outcome && attended(*induction->outcome) == Stated::no)) continue;
      if (open == nullptr) open = induction;
      missing.push_back(report.pointer(induction->place, "requirement"));
      if (!induction->outcome || attended(*induction->outcome) == Stated::not_stated)
        missing.push_back(report.pointer(induction->place, "outcome"));
    }
    if (open != nullptr) {
      report.undetermined(session, first.date.place,
                          fmt::format("first session on {}; passes if the person attended the induction of {}{}",
                                      format(day), format(*open->date),
                                      open->requirement || open->activity ? "" : ", and it was under this requirement"),
                          std::move(missing));
      return;
    }
    if (!facts.is_whole(ListName::contacts)) {
      report.undetermined(
          session, first.date.place,
          fmt::format("first session on {}; passes if the person attended an induction by then", format(day)),
          {"/contacts"});
      return;
    }
    report
        .fail(session, first.date.place,
              fmt::format("first session of unpaid work on {} with no induction before it", format(day)))
        .here("the first session")
        .related(requirement.place, "the requirement")
        .trace(fmt::format("no attended induction on or before {}", format(day)))
        .fix("hold the induction now");
  });
}

}  // namespace

extern const Rule upw707;
constinit const Rule upw707{
    .id = "UPW707",
    .slug = "session-without-induction",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The first session of unpaid work came before the induction.",
    .explanation = {.checks = "The first attended session of each unpaid work requirement against the attended "
                              "inductions on or before that day.",
                    .matters = "The person was sent to work without having been told the rules and the dangers.",
                    .to_do = "Hold the induction now."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
