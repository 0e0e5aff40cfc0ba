// Unpaid work done and still to do, in minutes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// Minutes that the incentive cuts from the hours specified (SA 2026 s. 37, Sch. 9 para 3A): a share for each whole hour
// worked beyond a first part of the hours specified, up to a cap, until the first unacceptable absence or removal. What
// is undecided, and whether the provision has begun, make it a range.
struct Incentive {
  std::int64_t least = 0, most = 0;  // equal where it is known
  std::string computed;              // of `most`; empty: none
  std::vector<Missing> missing;      // what keeps the two apart
};

// Unpaid work of one requirement, or of all of an order's that have not ended: then one total, of those that are served
// at the same time the largest once.
struct UnpaidWork {
  std::optional<std::int64_t> specified_minutes;  // hours ordered, as amended
  std::optional<std::int64_t> required_minutes;   // and adjusted; the incentive is not taken off
  // The same at the least and at the most, where an amendment or adjustment may or may not have changed the hours;
  // nothing: it can be anything.
  std::optional<std::int64_t> specified_most, required_least, required_most;
  std::optional<std::int64_t>
      credited_minutes;  // of standing contacts up to the day; a lower bound where some credit is not recorded
  std::vector<const Contact*> uncredited;  // attended sessions up to the day whose credit is not recorded
  // Sessions up to the day that name neither requirement nor activity and may be of these, and what they were credited.
  std::vector<const Contact*> unlinked;
  std::int64_t perhaps_minutes = 0;
  Incentive incentive;
  std::optional<bool> finished;        // the incentive taken off; nothing: not known
  std::vector<Missing> missing;        // what keeps `finished`, or the minutes required, unknown
  const Requirement* last = nullptr;   // the last of those it is about, in the file
  std::vector<const Requirement*> of;  // those it is about
  // "2400", or "1800 to 2400" where an amendment decides; only where they are bounded.
  [[nodiscard]] std::string required_shown() const;
  // The requirement of each session of `unlinked`, as a fact that is missing.
  [[nodiscard]] std::vector<Missing> unlinked_missing() const;
  // What is still to do, at the least and at the most; only where hours are bounded and contacts known.
  [[nodiscard]] std::int64_t least_left() const;
  [[nodiscard]] std::int64_t most_left() const;
};

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement);
// With what was credited up to the day, and up to as-of.
UnpaidWork unpaid_work_on(const CaseFacts& facts, const Requirement& requirement, Date day);
// All of an order's that had not ended, on as-of.
UnpaidWork unpaid_work(const CaseFacts& facts, const Order& order);
// All of an order's, those that are over too: what was ordered and credited in all. Of one that was revoked or
// terminated no more was asked than was done; it counts where more is credited than it asked for.
UnpaidWork unpaid_work_ever(const CaseFacts& facts, const Order& order);
// Those whose hours were, or are, to be worked in full: neither revoked nor terminated. Where all were, all of them.
std::vector<const Requirement*> unpaid_work_ordered(const Order& order);
// The hours ordered of several, as amended: those that are served at the same time count once.
KnownAmount hours_together(const CaseFacts& facts, const std::vector<const Requirement*>& requirements);
// What keeps the minutes required or credited unknown, of a requirement that has ended too; nothing: both are known.
std::vector<Missing> missing_minutes(const CaseFacts& facts, const UnpaidWork& work);
// Whether the requirement is the one on which the order's unpaid work is told: the last of those that have not ended,
// where all have the last of them.
bool tells_unpaid_work(const CaseFacts& facts, const Order& order, const Requirement& requirement);

// Whether unpaid work of the order was still to be done on the day, which may lie long before as-of, or after it.
struct OpenWork {
  std::optional<bool> open = false;          // nothing: not known
  const Requirement* requirement = nullptr;  // one that is, or may be, open
  std::vector<Missing> missing;              // what would decide it
  std::string how;
};
OpenWork unpaid_work_open_on(const CaseFacts& facts, const Order& order, Date day);

// Sessions and inductions of the requirement that were not rescheduled, by date; those ahead included, those of days
// from a transfer of the order on not.
std::vector<const Contact*> unpaid_work_contacts(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type);

// Those of the order, or of no known one, that name neither requirement nor activity: they may be of this one.
std::vector<const Contact*> unlinked_unpaid_work(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type);

// The first session the person came to, up to as-of; nothing where there is none.
const Contact* first_unpaid_work_session(const CaseFacts& facts, const Requirement& requirement);
// The same of sessions that name no requirement and may be of this one.
const Contact* first_unlinked_session(const CaseFacts& facts, const Requirement& requirement);

// Minutes of education, training and employment credited up to as-of, those of sessions that do not say, and sessions
// whose minutes are not recorded.
struct TrainingMinutes {
  std::int64_t credited = 0;
  std::int64_t perhaps = 0;
  std::vector<const Contact*> unsaid;
  std::vector<const Contact*> uncredited;  // attended, perhaps training, credit not recorded
};
TrainingMinutes training_minutes(const CaseFacts& facts, const Requirement& requirement);
TrainingMinutes training_minutes(const CaseFacts& facts, const std::vector<const Requirement*>& requirements);

// The last day by which the hours had to be done, while that was the law on as-of: the date of the order and twelve
// months, or the end of the latest extension by the court.
struct UnpaidWorkPeriod {
  std::optional<bool> applies;  // nothing: not known
  std::optional<Date> last;     // nothing: it does not apply, or a date is missing
  const Amendment* extension = nullptr;
  std::vector<Missing> missing;
};
UnpaidWorkPeriod unpaid_work_period(const CaseFacts& facts, const Order& order);

}  // namespace probation
