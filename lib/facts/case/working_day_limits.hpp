// Limits in working days: the last day on which something was in time, from the event and the practice policy. The day
// of the event is day 0 and the limit is inclusive. Outside the years of the bank-holiday table the last day is
// unknown.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "law/standards.hpp"

namespace probation {

struct WorkingDayLimit {
  Date event;
  ResolvedStandard standard;          // working days
  std::optional<Date> last;           // by the value that decides
  std::optional<Date> national_last;  // by the national value

  // Whether the date is in time. As many calendar days are always in time; beyond them the table must say.
  [[nodiscard]] std::optional<bool> in_time(Date date) const;
  [[nodiscard]] std::optional<bool> in_time_nationally(Date date) const;
  // "5 working days from 2025-01-13 end on 2025-01-20"
  [[nodiscard]] std::string words() const;
};
WorkingDayLimit working_day_limit(Date event, const ResolvedStandard& standard);

// A question of one rule about one subject: was `asked` in time? Where nothing is asked yet, as-of is.
struct WorkingDayQuestion {
  std::string_view rule;
  Subject subject;
  Place place;  // of the event the days run from
  WorkingDayLimit limit;
  Date asked;
};

// Absences that are still to be decided (outcome failed_to_attend), from the absence.
struct OpenAbsence {
  const Contact* contact;
  WorkingDayQuestion question;
};
std::vector<OpenAbsence> open_absences(const CaseFacts& facts);

// Warnings whose entry says when it was made, from the warning's date.
struct WarningEntry {
  const EnforcementEntry* warning;
  WorkingDayQuestion question;
};
std::vector<WarningEntry> warning_entries(const CaseFacts& facts);

// Referrals and starts of breach proceedings, each the first on its failure. `failure` is nothing where the action
// names none, several could be meant, and it is not in time for all of them or late for all.
struct BreachAction {
  const EnforcementEntry* action;
  const Contact* failure = nullptr;
  bool several = false;  // no contact named, and the failures it could be about answer differently
  std::optional<WorkingDayQuestion> question;
};
std::vector<BreachAction> breach_actions(const CaseFacts& facts);

// The sentence plan of each community and suspended sentence order: from the first attended appointment, else from
// sentence.
struct PlanDue {
  const Order* order;
  const Contact* appointment = nullptr;        // the first attended one
  std::optional<WorkingDayQuestion> question;  // nothing: no sentence date, or no value in force
  // Earlier appointments without an outcome, and attended ones of which it is not known whether they are of this order:
  // the first that the person came to may have been one of them.
  std::vector<const Contact*> undecided = {};
};
std::vector<PlanDue> plans_due(const CaseFacts& facts);

// The first appointment of each such order, from sentence.
struct FirstAppointment {
  const Order* order;
  const Contact* appointment = nullptr;
  std::optional<WorkingDayQuestion> question;
  // Earlier contacts that may have been it: past ones without an outcome, which the service may have moved, and ones
  // of which the file does not say whether they are of this order.
  std::vector<const Contact*> perhaps = {};
};
std::vector<FirstAppointment> first_appointments(const CaseFacts& facts);

// All of the above whose answer the bank-holiday table cannot give.
std::vector<WorkingDayQuestion> unanswered_questions(const CaseFacts& facts);

}  // namespace probation
