#include <fmt/format.h>
#include <array>
#include <span>

#include "base/sort_where_needed.hpp"
#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

bool takes_time(const Contact& contact) {
  return !contact.outcome.is(Outcome::rescheduled_by_service) && !contact.outcome.is(Outcome::rescheduled_by_person) &&
         !contact.outcome.is(Outcome::suspended);
}

constexpr int minutes_a_day = 24 * 60;
constexpr std::size_t most_named = 100;  // facts of one finding: those of a day of thousands name themselves

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.contacts.recorded) {
    report.undetermined(Subject::file(), facts.file.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  std::vector<const Contact*> by_date;
  by_date.reserve(facts.contacts.size());
  for (const Contact* contact : facts.contacts)
    if (contact->date && takes_time(*contact)) by_date.push_back(contact);
  sort_where_needed(by_date, [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  std::span<const Contact*const> before_it, contacts, left = by_date;  // of the day before, of the day, and after it
  while (!left.empty()) {
    before_it = contacts;
    const Date date = *left.front()->date;
    std::size_t of_day = 1;
    while (of_day < left.size() && *left[of_day]->date == date) ++of_day;
    contacts = left.first(of_day);
    left = left.subspan(of_day);
    const bool is_eve = !before_it.empty() && *before_it.front()->date == date - Days{1};
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      const Contact& later = *contacts[i];
      const Contact* clash = nullptr;
      std::vector<std::string> missing;
      const auto lacks = [&](const Contact& contact, std::string_view key) {
        if (missing.size() < most_named) missing.push_back(report.pointer(contact.place, key));
      };
      if (is_eve)
        for (const Contact* before : before_it) {
          if (!before->time || !before->minutes) continue;
          const std::int64_t past = std::int64_t{before->time->minute_of_day} + *before->minutes - minutes_a_day;
          if (later.time && past > later.time->minute_of_day) clash = before;
          if (!later.time && past > 0) lacks(later, "time");
        }
      if (i > 0 && !later.time) lacks(later, "time");
      for (std::size_t j = 0; j < i && clash == nullptr; ++j) {
        const Contact& earlier = *contacts[j];
        const Contact& first =
            earlier.time && later.time && later.time->minute_of_day < earlier.time->minute_of_day ? later : earlier;
        const Contact& second = &first == &earlier ? later : earlier;
        if (first.time && second.time && first.time->minute_of_day == second.time->minute_of_day) {
          // One that took no time stands at the edge of the other, whichever the file names first.
          if ((!first.minutes || *first.minutes > 0) && (!second.minutes || *second.minutes > 0)) clash = &earlier;
        } else if (first.time && second.time && first.minutes &&
                   std::int64_t{first.time->minute_of_day} + *first.minutes > second.time->minute_of_day) {
          clash = &earlier;
        } else if (!first.time || !second.time || !first.minutes) {
          if (!earlier.time) lacks(earlier, "time");
          if (first.time && second.time) lacks(first, "minutes");
        }
      }
      const Subject subject = subject_of(later);
      const Place place = later.time ? later.time.place : later.date.place;
      if (clash != nullptr) {
        const auto span = [](const Contact& c) {
          return c.minutes ? fmt::format("{} to {}", clock(c.time->minute_of_day),
                                         clock(static_cast<int>((c.time->minute_of_day + *c.minutes) % minutes_a_day)))
                           : clock(c.time->minute_of_day);
        };
        report.fail(subject, place, fmt::format("overlaps {} on {}", subject_of(*clash), format(date)))
            .here("at the same time")
            .related(clash->time.place, "as this")
            .trace(fmt::format("{}: {}; {}: {}", subject_of(*clash), span(*clash), subject, span(later)))
            .fix("correct the time of one of them");
      } else if (!missing.empty()) {
        report.undetermined(subject, place,
                            fmt::format("another contact on {}; whether they overlap is not known", format(date)),
                            missing);
      } else {
        report.pass(subject, place);
      }
    }
  }
}

}  // namespace

extern const Rule rec503;
constinit const Rule rec503{
    .id = "REC503",
    .slug = "contacts-overlap",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "Two contacts of one person overlap in time.",
    .explanation = {.checks = "Contacts of one date whose times, from the start for the minutes recorded, overlap; one "
                              "that ends when the next begins does not. Rescheduled ones took no time.",
                    .matters = "The person cannot have been in two places; one of the two is wrong, and either may be "
                               "a counted day or a failure.",
                    .to_do = "Correct the time of one of them."},
    .sources = {},
    .policy = {},
    .reads = contacts,
    .check_case = &check,
};

}  // namespace probation::rules
