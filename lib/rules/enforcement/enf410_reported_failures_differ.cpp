#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::failure_count};

// From when failures count: the sentence, or the last end of breach proceedings. One of which it is not known whether
// it is of this order may be that end or not.
struct Since {
  Date first, last;  // the earliest and the latest that it can be
  std::string_view words;
  std::vector<const EnforcementEntry*> open;  // what decides between them
};

Since since_when(const CaseFacts& facts, const Order& order) {
  Since since{*order.sentence_date, *order.sentence_date, "the sentence", {}};
  const auto is_end = [](const EnforcementEntry& action) {
    return action.action.is(EnforcementAction::breach_concluded) && action.date;
  };
  for (const EnforcementEntry* action : facts.enforcement)
    if (is_end(*action) && *action->date > since.first && facts.order_of(*action) == &order) {
      since.first = *action->date;
      since.words = "the last end of breach proceedings";
    }
  since.last = since.first;
  for (const EnforcementEntry* action : facts.enforcement) {
    if (!is_end(*action) || *action->date <= since.first || facts.order_of(*action) != nullptr) continue;
    since.open.push_back(action);
    since.last = std::max(since.last, *action->date);
    since.words = "the last end of breach proceedings, which may be of another order";
  }
  return since;
}

void add_once(std::vector<std::string>& missing, std::string pointer) {
  if (std::find(missing.begin(), missing.end(), pointer) == missing.end()) missing.push_back(std::move(pointer));
}

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.reported || !facts.file.reported->failures_to_comply.recorded) return;
  for (const auto& entry : facts.file.reported->failures_to_comply) {
    const Order* order =
        entry.key.empty() ? (facts.file.orders.size() == 1 ? &facts.file.orders[0] : nullptr) : facts.order(entry.key);
    if (!entry.value || order == nullptr) continue;  // a reference to nothing is DOC106
    const Subject subject = subject_of(*order);
    const Place place = entry.value.place;
    std::vector<std::string> missing;
    if (!facts.is_whole(ListName::contacts)) missing.emplace_back("/contacts");
    if (!facts.is_whole(ListName::enforcement)) missing.emplace_back("/enforcement");
    if (!order->sentence_date) missing.push_back(report.pointer(order->place, "sentence_date"));
    if (!missing.empty()) {
      report.undetermined(subject, place,
                          fmt::format("{} reported; the failures cannot be counted", counted(*entry.value, "failure")),
                          missing);
      continue;
    }
    const Since since = since_when(facts, *order);
    std::set<Date> dates, perhaps;
    std::vector<const Contact*> counted_contacts;
    for (const Contact* contact : facts.contacts) {
      if (!contact->date || *contact->date < since.first || *contact->date > facts.as_of || !contact->outcome) continue;
      if (!is_failure(*contact) && !contact->outcome.is(Outcome::failed_to_attend)) continue;
      const Order* own = facts.order_of(*contact);
      if ((own != nullptr && own != order) || governed_elsewhere(*order, *contact->date)) continue;
      if (contact->national_standards.is(false)) continue;
      const bool is_theirs = contact->national_standards.is(true) && own != nullptr;
      if (!is_theirs)
        missing.push_back(report.pointer(contact->place, own == nullptr ? "order" : "national_standards"));
      for (const EnforcementEntry* end : since.open)
        if (*contact->date < *end->date) add_once(missing, report.pointer(end->place, "order"));
      if (is_theirs && *contact->date >= since.last) {
        dates.insert(*contact->date);
        counted_contacts.push_back(contact);
      } else {
        perhaps.insert(*contact->date);
      }
    }
    for (const Date date : dates) perhaps.erase(date);
    const auto lowest = static_cast<std::int64_t>(dates.size()),
               highest = lowest + static_cast<std::int64_t>(perhaps.size());
    if (*entry.value == lowest && lowest == highest) {
      report.pass(subject, place);
    } else if (lowest <= *entry.value && *entry.value <= highest) {
      report
          .undetermined(subject, place,
                        fmt::format("{} reported; {} to {} counted", counted(*entry.value, "failure"), lowest, highest),
                        missing)
          .here("reported");
    } else {
      auto finding = report.fail(
          subject, place,
          fmt::format("{} reported, {} counted", counted(*entry.value, "failure"),
                      lowest == highest ? fmt::format("{}", lowest) : fmt::format("{} to {}", lowest, highest)));
      finding.here("reported").fact("reported", *entry.value).fact("counted", lowest);
      for (const Contact* contact : counted_contacts)
        finding.related(contact->outcome.place,
                        fmt::format("{} of {}", document::word(*contact->outcome), format(*contact->date)));
      finding.trace(fmt::format("{} since {}, {}", counted(lowest, "distinct date"), format(since.last), since.words))
          .fix("correct the contacts, or have the other system recount");
    }
  }
}

}  // namespace

extern const Rule enf410;
constinit const Rule enf410{
    .id = "ENF410",
    .slug = "reported-failures-differ",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The failures to comply that another system reports differ from the recount.",
    .explanation = {.checks = "The reported figure of each order against the distinct dates of national-standards "
                              "contacts not complied with, or not attended and undecided, since the later of the "
                              "sentence and the last end of breach proceedings.",
                    .matters = "The figure triggers enforcement reviews; a wrong one asks for action that is not due, "
                               "or hides action that is.",
                    .to_do = "Correct the contacts, or have the other system recount."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | enforcement | contacts | plan | reported,
    .check_case = &check,
};

}  // namespace probation::rules
