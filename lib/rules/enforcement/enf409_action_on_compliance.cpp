#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/case/answers.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::failure_count};

// The contacts by what they are entries of, each with its place among them: looked up, never searched.
using ContactsByEvent = std::unordered_map<std::string_view, std::vector<std::pair<std::size_t, const Contact*>>>;

ContactsByEvent contacts_by_event(const CaseFacts& facts) {
  ContactsByEvent found;
  for (std::size_t i = 0; i < facts.contacts.size(); ++i)
    if (const Contact* contact = facts.contacts[i]; contact->id)
      found[facts.event_of(contact->id->text)].emplace_back(i, contact);
  return found;
}

// In the order of the contacts.
std::vector<const Contact*> named_by(const CaseFacts& facts, const EnforcementEntry& action,
                                     const ContactsByEvent& contacts) {
  std::vector<std::pair<std::size_t, const Contact*>> found;
  for (const std::string_view event : named_events(facts, action))
    if (const auto at = contacts.find(event); at != contacts.end())
      found.insert(found.end(), at->second.begin(), at->second.end());
  std::sort(found.begin(), found.end());
  std::vector<const Contact*> in_order;
  for (const auto& [place, contact] : found) in_order.push_back(contact);
  return in_order;
}

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.enforcement.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "enforcement actions are not recorded", {"/enforcement"});
    return;
  }
  if (facts.enforcement.empty()) return;
  const ContactsByEvent contacts = contacts_by_event(facts);
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!is_enforcement_action(*action)) continue;
    const Subject subject = subject_of(*action);
    if (!names_any_contact(*action) || is_taken_back(facts, *action)) {
      report.not_applicable(subject);
      continue;
    }
    if (!facts.file.contacts.recorded) {
      report.undetermined(subject, action->place, "contacts are not recorded", {"/contacts"});
      continue;
    }
    const Contact* complied_with = nullptr;
    const Contact* unknown = nullptr;
    for (const Contact* contact : named_by(facts, *action, contacts)) {
      if (!contact->outcome) unknown = contact;
      else if (complied(*contact->outcome) == Stated::yes && !contact->supersedes)
        complied_with = contact;  // ENF412 speaks of one that was corrected since
    }
    if (complied_with != nullptr) {
      report
          .fail(subject, action->place,
                fmt::format("{} on {}, which says {}", document::word(*action->action), subject_of(*complied_with),
                            spoken(*complied_with->outcome)))
          .here("names it")
          .related(complied_with->outcome.place, "complied")
          .trace(fmt::format("outcome of {}: {}, which states compliance", subject_of(*complied_with),
                             document::word(*complied_with->outcome)))
          .fix("withdraw the action, or correct the outcome");
    } else if (unknown != nullptr) {
      report.undetermined(subject, action->place,
                          fmt::format("names {}, whose outcome is not recorded; passes if the person did not comply",
                                      subject_of(*unknown)),
                          {report.pointer(unknown->place, "outcome")});
    } else {
      report.pass(subject, action->place);
    }
  }
}

}  // namespace

extern const Rule enf409;
constinit const Rule enf409{
    .id = "ENF409",
    .slug = "action-on-compliance",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "An enforcement action names a contact at which the person complied.",
    .explanation = {.checks = "Warnings, referrals and starts of breach proceedings that were not withdrawn, and the "
                              "outcome that now stands for each contact they name.",
                    .matters = "The person is treated as having failed when the record says the opposite; the next "
                               "real failure would then be judged wrongly.",
                    .to_do = "Withdraw the action, or correct the outcome."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
