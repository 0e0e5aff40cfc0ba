#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/final_third.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::reset};
constexpr std::array<std::string_view, 2> rule_policy{"final_third_denominator", "final_third_numerator"};

// What keeps a contact from being a day or none.
std::vector<std::string> undecided(const Report& report, const Contact& contact, const RarDays& days) {
  std::vector<std::string> missing = pointers(report, days.missing);
  if (!contact.outcome) missing.push_back(report.pointer(contact.place, "outcome"));
  if (!contact.rar_activity.recorded()) missing.push_back(report.pointer(contact.place, "rar_activity"));
  return missing;
}

// Whether the day may be one on which this Reset stopped activity.
bool may_stop(const FinalThird& third, Date date) {
  if (third.suspension != nullptr && third.suspension->until && date > *third.suspension->until) return false;
  return !third.from || date >= *third.from;
}

void check(const CaseFacts& facts, Report& report) {
  bool asks_contacts = false;
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        const FinalThird third = final_third(facts, order);
        if (third.reset == false) {
          report.not_applicable(subject_of(order, requirement));
          return;
        }
        const RarDays& days = strict_days(facts, order, requirement);
        const ResetExemption exemption = reset_exemption(facts);
        if (!facts.file.contacts.recorded && exemption.exempt != true) asks_contacts = true;
        // Where none is known for certain, the one that may be stands for all.
        std::vector<FinalThird> thirds = resets(facts, order);
        if (thirds.empty()) thirds.push_back(third);
        const auto left_alone = [&](Date date) {
          return exemption.exempt == true ||
                 std::none_of(thirds.begin(), thirds.end(), [&](const FinalThird& one) { return may_stop(one, date); });
        };
        for (const Contact* contact : days.possible) {
          if (left_alone(*contact->date) || std::any_of(days.days.begin(), days.days.end(), [&](const CountedDay& day) {
                return day.date == *contact->date;
              }))
            continue;
          report.undetermined(
              subject_of(*contact), contact->date.place,
              fmt::format("whether {} is a RAR day is not known; passes if it is none", format(*contact->date)),
              undecided(report, *contact, days));
        }
        for (const CountedDay& day : days.days) {
          const Subject subject = subject_of(*day.contact);
          const Place place = day.contact->date.place;
          if (left_alone(day.date)) {
            report.pass(subject, place);
            continue;
          }
          const auto stops = std::find_if(thirds.begin(), thirds.end(),
                                          [&](const FinalThird& one) { return may_stop(one, day.date) && one.from; });
          std::vector<std::string> missing = pointers(report, exemption.missing);
          if (stops == thirds.end())
            for (const FinalThird& one : thirds)
              if (may_stop(one, day.date))
                for (std::string& pointer : pointers(report, one.missing)) missing.push_back(std::move(pointer));
          if (!missing.empty() || stops == thirds.end()) {
            report.undetermined(subject, place,
                                third.reset
                                    ? fmt::format("a RAR day on {}; whether it lies in the final third of a Reset case "
                                                  "that is not exempt is not known",
                                                  format(day.date))
                                    : fmt::format("a RAR day on {}; passes if no Reset was applied", format(day.date)),
                                missing);
            continue;
          }
          const FinalThird& stopped = *stops;
          auto finding = report.fail(subject, place,
                                     fmt::format("RAR day of {} delivered in the final third, which began on {}",
                                                 format(day.date), format(*stopped.from)));
          finding.here("after Reset stopped activity")
              .related(stopped.suspension->place, "Reset recorded here")
              .fact("final_third_from", *stopped.from)
              .trace(stopped.computed);
          finding.trace(fmt::format("{} is {} after {}", format(day.date),
                                    counted(days_between(*stopped.from, day.date), "day"), format(*stopped.from)));
          if (stopped.numerator) finding.standard(*stopped.numerator);
          finding.fix("check whether the person is exempt, or Reset should have been lifted");
        }
      });
  if (asks_contacts) report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
}

}  // namespace

extern const Rule rar215;
constinit const Rule rar215{
    .id = "RAR215",
    .slug = "day-in-final-third",
    .severity = Severity::note,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A RAR day was delivered in the final third of a Reset case that is not exempt.",
    .explanation = {.checks = "Days that count, on or after the first day of the final third, where Reset is recorded "
                              "and no exemption holds.",
                    .matters = "The regional policy meant this time for other people; the day counts all the same.",
                    .to_do = "Check whether the person is exempt, or whether Reset should have been lifted."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan | suspensions | flags | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
