// What a plan is asked for: the requirement, the needs in rank order, the days that are left and the day they end on,
// the work already under way. It reads the case; where a fact the answer needs is missing it refuses and names the
// fact.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "facts/case/needs.hpp"
#include "facts/case/plan_terms.hpp"
#include "model/directory.hpp"

namespace probation::planning {

struct Wishes {
  std::string requirement;        // id; empty: the one that is active
  std::vector<std::string> keep;  // ids of planned activities that stay
  std::optional<Date> start;      // options begin on or after it
  std::optional<std::int64_t> sessions_a_week;
  std::optional<Date> sentence_date;  // propose: the day of sentence that is expected
  std::int64_t grid = 1;              // rolling work begins in every so-manieth week only
  bool shortest = false;              // a region's cohort: the fewest sessions of a flexible number
  bool allow_undetermined = false;
  bool fill = false;
};

struct Refusal {
  enum class Kind {
    usage,   // nothing to plan, or not as it was asked for
    choice,  // which requirement is to be planned has to be said
    missing_fact
  };
  Kind kind{};
  std::string message;
  std::vector<Missing> missing;
};

// An hour of the week at which rolling work is given; without a time it takes the whole day.
struct RollingHour {
  Weekday weekday{};
  std::optional<int> minute;  // of the day
};

struct Question {
  const CaseFacts* facts = nullptr;
  const Order* order = nullptr;
  const Requirement* requirement = nullptr;
  const Directory* directory = nullptr;  // nothing: the whole catalogue is on offer
  Wishes wishes;
  RankedNeeds needs;
  Date horizon = date(1600, 1, 1);  // the last day a session may fall on
  std::string horizon_words;
  std::optional<std::int64_t> max_days;  // nothing: before sentence, no cap
  DaySums days;                          // what is spoken for
  std::vector<KeptWork> kept;            // this requirement's, then what is in progress under others
  std::vector<std::string> notes;
  std::shared_ptr<const Order> proposed;  // before sentence: the order that would carry the days
  Date from = date(1600, 1, 1);           // work begins after it: as-of, before sentence the sentence date
  std::vector<RollingHour> hours;         // of rolling work without its own (policy)
  std::int64_t lead_days = 0, session_minutes = 0;
  [[nodiscard]] bool capped() const { return max_days.has_value(); }
  [[nodiscard]] std::int64_t days_available() const { return *max_days - days.spoken_for(); }
  // First day an option may begin on, and the first day of the first week in which rolling work may.
  [[nodiscard]] Date first_day() const;
  [[nodiscard]] Date first_rolling_day() const;
  [[nodiscard]] std::optional<std::int64_t> sessions_a_week(Date monday) const;
};

// The question for the running order.
std::variant<Question, Refusal> ask(const CaseFacts& facts, const Wishes& wishes, const Directory* directory);
// Before sentence: no cap on days, and the longest order the law allows where the case has none that ends.
std::variant<Question, Refusal> ask_before_sentence(const CaseFacts& facts, const Wishes& wishes,
                                                    const Directory* directory);

}  // namespace probation::planning
