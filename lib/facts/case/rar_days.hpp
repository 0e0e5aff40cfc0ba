// RAR days counted every way an official program counts them (docs: the counting profiles). `strict` is the one
// that rules use; the others are there to explain why another program's figure differs.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "facts/case/case_facts.hpp"

namespace probation {

struct CountedDay {
  Date date;
  const Contact* contact;                // the first contact of that date that makes it a day
  std::vector<const Contact*> contacts;  // all of that date that would; as in the file
};

struct RarDays {
  std::optional<std::int64_t> counted;        // certain days; nothing: contacts, or the order's type, are not known
  std::vector<CountedDay> days;               // by date; also filled as far as known when `counted` is not
  std::vector<std::string> awaiting_outcome;  // ids: flagged, past, inside the period, no outcome; not counted
  std::vector<std::string> awaiting_rar_decision;  // ids: linked and attended, rar_activity absent; not counted
  std::vector<std::string> in_force_not_known;     // ids: would count, on a day on which in force is not known
  bool lacks_links = false;                        // what would count says by no link under which requirement it was
  std::optional<std::int64_t> at_most;             // with everything that may still count; nothing: no bound is known
  std::vector<const Contact*> possible;  // would make their date a day once what is missing is known: those two
                                         // kinds, what lies where a missing end would decide, and what says by no link
                                         // under which requirement it was; as in the file
  std::vector<Date> possible_days;       // further distinct dates that `possible` could add, by date
  std::vector<Missing> missing;          // what keeps `counted` unknown
  // Whether what is counted is the least of a range that the record itself leaves open, not what merely awaits a word.
  [[nodiscard]] bool is_range() const { return lacks_links || !in_force_not_known.empty(); }
  bool bounded = true;  // `days` and `possible_days` together hold every date that can count
};

// Strict days of one rehabilitation activity requirement, up to as-of; dates ahead never count.
// The answer lives as long as `facts`.
const RarDays& strict_days(const CaseFacts& facts, const Order& order, const Requirement& requirement);
// Strict days delivered under one activity.
std::vector<CountedDay> strict_days_of(const RarDays& days, const CaseFacts& facts, const Activity& activity);

enum class Profile : std::uint8_t { strict, delius_flag, activity_log, contact_rows, overview, referral, self_service };
inline constexpr std::array<std::string_view, 7> profile_names{
    "strict", "delius_flag", "activity_log", "contact_rows", "overview", "referral", "self_service"};

struct ContactCount {
  const Contact* contact;
  std::array<bool, 7> counts{};
  std::array<std::string, 7> why{};  // a few words: why it counts not, or in what way; empty where plain
};
struct ActivityCount {
  const Activity* activity;
  std::int64_t delius_flag, referral;
};
struct Recount {
  const Order* order;
  const Requirement* requirement;
  std::array<std::optional<std::int64_t>, 7> days{};  // nothing: not known
  std::vector<ActivityCount> by_activity;             // empty where contacts are not recorded
  RarDays strict;
  std::vector<ContactCount>
      contacts;  // every standing contact linked to the requirement, or flagged on its order; as in the file
};

// One for each rehabilitation activity requirement, in the order of the file.
std::vector<Recount> recount(const CaseFacts& facts);
// The same, one after the other: each names every contact of its order, and a case may have thousands.
void each_recount(const CaseFacts& facts, const std::function<void(Recount)>& take);

}  // namespace probation
