#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::count_by_date};

using Dated = std::pair<Date, const Contact*>;

// Contacts of which is not recorded whether they are RAR activity, by date and then as in the file.
std::vector<Dated> undecided_by_date(const CaseFacts& facts) {
  std::vector<Dated> found;
  for (const Contact* contact : facts.contacts)
    if (contact->date && !contact->rar_activity.recorded()) found.emplace_back(*contact->date, contact);
  const auto by_date = [](const Dated& a, const Dated& b) { return a.first < b.first; };
  if (!std::is_sorted(found.begin(), found.end(), by_date)) std::stable_sort(found.begin(), found.end(), by_date);
  return found;
}

void check(const CaseFacts& facts, Report& report) {
  const std::vector<Dated> undecided = undecided_by_date(facts);
  std::map<std::pair<const Requirement*, Date>, const Contact*> first;
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const Requirement* requirement = facts.requirement_of(contact);
    if (requirement == nullptr) {
      report.not_applicable(subject_of(contact));
      return;
    }
    const auto [at, fresh] = first.emplace(std::pair(requirement, *contact.date), &contact);
    if (fresh) {
      std::vector<std::string> missing;  // of others of the date that may be RAR activity too
      const auto [from, until] = std::equal_range(undecided.begin(), undecided.end(), Dated{*contact.date, nullptr},
                                                  [](const Dated& a, const Dated& b) { return a.first < b.first; });
      for (auto other = from; other != until; ++other)
        if (facts.requirement_of(*other->second) == requirement)
          missing.push_back(report.pointer(other->second->place, "rar_activity"));
      if (missing.empty()) report.pass(subject_of(contact));
      else
        report.undetermined(subject_of(contact), contact.date.place,
                            "another contact of the date may be RAR activity; passes if it is none", missing);
      return;
    }
    report
        .fail(subject_of(contact), contact.date.place,
              fmt::format("a second RAR contact on {}; with {} it is one day", format(*contact.date),
                          subject_of(*at->second)))
        .here("the same date")
        .related(at->second->date.place, "the first contact of the date")
        .identity("date", *contact.date)
        .trace("RAR days are distinct dates, whatever the number of contacts")
        .fix("nothing, unless one session was entered twice");
  });
}

}  // namespace

extern const Rule rar205;
constinit const Rule rar205{
    .id = "RAR205",
    .slug = "several-on-one-date",
    .severity = Severity::note,
    .basis = Basis::system,
    .date_test = DateTest::event,
    .summary = "Several RAR contacts stand on one date; together they are one day.",
    .explanation = {.checks = "Contacts flagged RAR of one requirement that share a date.",
                    .matters =
                        "A day is a calendar day. Programs that count rows show more days than the person has done.",
                    .to_do = "Nothing, if they are separate sessions. If one was entered twice, withdraw one of them."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
