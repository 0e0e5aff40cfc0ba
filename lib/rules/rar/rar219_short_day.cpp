#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::day_of_any_length};
constexpr std::array<std::string_view, 1> rule_policy{"minimum_day_minutes"};

void check(const CaseFacts& facts, Report& report) {
  const auto least = facts.policy.resolve("minimum_day_minutes", facts.as_of);
  bool asks_contacts = false;
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        if (!least) {
          report.not_applicable(subject_of(order, requirement));
          return;
        }
        asks_contacts = !facts.file.contacts.recorded;
        for (const CountedDay& day : strict_days(facts, order, requirement).days) {
          const Subject subject = subject_of(*day.contact);
          std::int64_t minutes = 0;
          std::vector<std::string> missing;
          for (const Contact* contact : day.contacts) {
            if (contact->minutes) minutes += *contact->minutes;
            else missing.push_back(report.pointer(contact->place, "minutes"));
          }
          const Place place = day.contact->minutes ? day.contact->minutes.place : day.contact->date.place;
          if (minutes >= least->number()) {
            report.pass(subject, place);
          } else if (!missing.empty()) {
            report.undetermined(subject, place,
                                fmt::format("{} recorded for the day of {}; passes if it had at least {}",
                                            counted(minutes, "minute"), format(day.date), least->number()),
                                missing);
          } else {
            report
                .fail(subject, place,
                      fmt::format("the RAR day of {} had {}, under the local {}; it counts all the same",
                                  format(day.date), counted(minutes, "minute"), least->number()))
                .here("short")
                .fact("minutes", minutes)
                .fact("minimum", least->number())
                .trace(fmt::format("{} of {}: {}", counted(day.contacts.size(), "contact"), format(day.date),
                                   counted(minutes, "minute")))
                .standard(*least);
          }
        }
      });
  if (asks_contacts) report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
}

}  // namespace

extern const Rule rar219;
constinit const Rule rar219{
    .id = "RAR219",
    .slug = "short-day",
    .severity = Severity::note,
    .basis = Basis::local,
    .date_test = DateTest::as_at,
    .summary = "A counted RAR day has fewer minutes than the region configured.",
    .explanation = {.checks = "The minutes of the contacts that make each counted day, against a local minimum where "
                              "one is set. The law sets none, and the count does not change.",
                    .matters =
                        "A region that wants longer days should see the short ones; nobody may take a day away for it.",
                    .to_do = "Look at how the session was planned, or take the value out of the policy file."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
