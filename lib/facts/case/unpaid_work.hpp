// Unpaid work done and still to do, in minutes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

struct UnpaidWork {
  std::optional<std::int64_t> required_minutes;  // hours ordered and adjusted, as amended
  std::optional<std::int64_t>
      credited_minutes;  // of standing contacts up to as-of; a lower bound where some credit is not recorded
  std::vector<const Contact*> uncredited;  // attended sessions up to as-of whose credit is not recorded
  std::optional<bool> finished;            // nothing: not known
  std::vector<Missing> missing;            // what keeps `finished` unknown
};

UnpaidWork unpaid_work(const CaseFacts& facts, const Requirement& requirement);

// Sessions and inductions of the requirement that were not rescheduled, by date; those ahead included.
std::vector<const Contact*> unpaid_work_contacts(const CaseFacts& facts, const Requirement& requirement,
                                                 ContactType type);

// The first session the person came to, up to as-of; nothing where there is none.
const Contact* first_unpaid_work_session(const CaseFacts& facts, const Requirement& requirement);

// Minutes of education, training and employment credited up to as-of, those of sessions that do not say, and sessions
// whose minutes are not recorded.
struct TrainingMinutes {
  std::int64_t credited = 0;
  std::int64_t perhaps = 0;
  std::vector<const Contact*> unsaid;
  std::vector<const Contact*> uncredited;  // attended, perhaps training, credit not recorded
};
TrainingMinutes training_minutes(const CaseFacts& facts, const Requirement& requirement);

// Minutes that the incentive cuts from the hours ordered (SA 2026 s. 37): a share for each whole hour worked beyond a
// first part, until the first unacceptable absence or removal, up to a cap. 0 while its commencement is not set, or
// lies ahead.
struct Incentive {
  std::int64_t minutes = 0;
  std::string computed;  // empty: none
};
Incentive unpaid_work_incentive(const CaseFacts& facts, const Requirement& requirement);

// The last day by which the hours had to be done, while that was the law for the order and the court had not extended
// it.
struct UnpaidWorkPeriod {
  std::optional<bool> applies;  // nothing: not known
  std::optional<Date> last;     // nothing: it does not apply, or the sentence date is missing
  std::vector<Missing> missing;
};
UnpaidWorkPeriod unpaid_work_period(const CaseFacts& facts, const Order& order);

// Whether the order still has unpaid work to do on as-of: it then runs past its end (SA 2020 s. 220, s. 288(5)).
// Nothing: not known. An order without unpaid work has none unfinished.
std::optional<bool> has_unfinished_unpaid_work(const CaseFacts& facts, const Order& order);
// What keeps that unknown.
std::vector<Missing> unpaid_work_missing(const CaseFacts& facts, const Order& order);

}  // namespace probation
