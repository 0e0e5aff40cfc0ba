#include <fmt/format.h>
#include <array>

#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::attendance_counts};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const Subject subject = subject_of(contact);
    const Place flag = contact.rar_activity.place;
    const Requirement* requirement = facts.requirement_of(contact);
    if (requirement == nullptr) {
      const Activity* activity = contact.activity ? facts.activity(contact.activity->text) : nullptr;
      auto finding = report.fail(
          subject, flag,
          activity != nullptr
              ? fmt::format("flagged RAR under activity {}, which names no requirement", subject_of(*activity))
              : std::string("flagged RAR and linked to no requirement"));
      if (activity != nullptr) finding.related(activity->place, "the activity");
      finding.here("the flag")
          .trace("neither `requirement` nor `activity` leads to a requirement of an order")
          .fix("link the contact to its activity, or take the flag away");
      return;
    }
    const Order& order = *facts.order_of(*requirement);
    const bool is_rar = requirement->type.is(RequirementType::rehabilitation_activity) ||
                        requirement->type.is(RequirementType::probation_requirement);
    if (!is_rar) {
      report
          .fail(subject, flag,
                fmt::format("flagged RAR and linked to {}, which is of another type: {}",
                            subject_of(order, *requirement), spoken(*requirement->type)))
          .here("the flag")
          .related(requirement->place, "the requirement it is linked to")
          .trace("only a rehabilitation activity requirement has RAR days")
          .fix("correct the link, or take the flag away");
      return;
    }
    for (const Located<Date>* last : {&requirement->termination_date, &requirement->end_date}) {
      if (!*last || *contact.date <= **last) continue;
      report
          .fail(subject, flag,
                fmt::format("flagged RAR on {}; {} ended on {}", format(*contact.date), subject_of(order, *requirement),
                            format(**last)))
          .here("the flag")
          .related(last->place, "the requirement ended here")
          .trace(fmt::format("{} is after {}", format(*contact.date), format(**last)))
          .fix("correct the date or the link");
      return;
    }
    if (!requirement->termination_date && requirement->status && !requirement->status.is(RequirementStatus::active)) {
      report.undetermined(subject, flag,
                          fmt::format("{} has ended and its last day is not recorded; passes if that is {} or later",
                                      subject_of(order, *requirement), format(*contact.date)),
                          {report.pointer(requirement->place, "termination_date")});
      return;
    }
    if (!requirement->termination_date && !facts.is_whole(ListName::terminations)) {
      report.undetermined(subject, flag,
                          fmt::format("passes if no termination that is known to be missing ended {} before {}",
                                      subject_of(order, *requirement), format(*contact.date)),
                          {report.pointer(order.place, "terminations")});
      return;
    }
    report.pass(subject, flag);
  });
}

}  // namespace

extern const Rule rar204;
constinit const Rule rar204{
    .id = "RAR204",
    .slug = "flag-without-requirement",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "A contact is flagged RAR and no live RAR requirement stands behind it.",
    .explanation = {.checks = "That each contact flagged RAR is linked, directly or through an activity, to a "
                              "rehabilitation activity or probation requirement that was live on its date.",
                    .matters = "A flag alone counts for no requirement; the work looks recorded and is lost.",
                    .to_do = "Link the contact to the activity it delivered, or take the flag away."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
