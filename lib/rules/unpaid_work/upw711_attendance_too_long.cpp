#include <fmt/format.h>
#include <array>
#include <map>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::attendance_centre};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    for_each_sentenced_requirement(facts, report, RequirementType::attendance_centre,
                                   [&](const Order& order, const Requirement& requirement) {
                                     report.undetermined(subject_of(order, requirement), requirement.place,
                                                         "contacts are not recorded", {"/contacts"});
                                   });
    return;
  }
  std::map<Date, const Contact*> first_of;
  for (const Contact* contact : facts.contacts) {
    if (!contact->type.is(ContactType::attendance_centre_session) || !contact->date) continue;
    const Subject subject = subject_of(*contact);
    const Order* order = facts.order_of(*contact);
    const bool is_elsewhere = order != nullptr && governed_elsewhere(*order, *contact->date);
    if (is_elsewhere || contact->outcome.is(Outcome::rescheduled_by_service) ||
        contact->outcome.is(Outcome::rescheduled_by_person)) {
      report.not_applicable(subject);
      continue;
    }
    const auto* row = limits::attendance_centre_session_max_hours.at(ByEvent{contact->date.value});
    if (row == nullptr) {
      report.not_applicable(subject);
      continue;
    }
    const int most = 60 * row->value;
    const auto [first, fresh] = first_of.emplace(*contact->date, contact);
    const bool too_long = contact->minutes && *contact->minutes > most;
    if (too_long || !fresh) {
      std::vector<std::string> faults;
      if (too_long)
        faults.push_back(fmt::format("{} at a time, at most {}", counted(*contact->minutes, "minute"), most));
      if (!fresh) faults.push_back(fmt::format("the second session of {}", format(*contact->date)));
      auto finding = report.fail(subject, too_long ? contact->minutes.place : contact->date.place, join(faults, "; "));
      finding.here(too_long ? "too long" : "twice in a day");
      if (!fresh)
        finding.related(first->second->date.place, "the first of the day")
            .trace(
                fmt::format("{} and {} are both on {}", subject_of(*first->second), subject, format(*contact->date)));
      if (too_long)
        finding.fact("minutes", *contact->minutes)
            .fact("limit_minutes", most)
            .trace(fmt::format("{} - {} = {} too many", *contact->minutes, most, *contact->minutes - most));
      finding.fix("shorten or move the session");
    } else if (!contact->minutes) {
      report.undetermined(
          subject, contact->place,
          fmt::format("how long the session lasts is not recorded; passes if at most {}", counted(most, "minute")),
          {report.pointer(contact->place, "minutes")});
    } else {
      report.pass(subject, contact->minutes.place);
    }
  }
}

}  // namespace

extern const Rule upw711;
constinit const Rule upw711{
    .id = "UPW711",
    .slug = "attendance-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "An attendance centre session lasts too long, or is the second of its day.",
    .explanation =
        {.checks = "The minutes of each attendance centre session, and the sessions of one date.",
         .matters = "The law allows so many hours at a time and one session a day; more cannot be asked of the person.",
         .to_do = "Shorten or move the session."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
