// What keeps an option out by itself: the hard rules H1 to H9 asked of it alone and of it beside what is given.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "planning/options.hpp"

namespace probation::planning {

class Hindering {
 public:
  explicit Hindering(const Question& question);

  // Fills in `hindrances` and `after`.
  void judge(Option& option);
  // Clashes of a session of the intervention with what is given; the same for every offer of that time that has no
  // appointments of its own.
  const std::vector<SessionClash>& clashes_on(const SessionTime& time, const Intervention& intervention);
  // Every reason that eligibility, substance use, travel and months left give.
  [[nodiscard]] std::vector<EligibilityReason> reasons(const Intervention& intervention, const DirectoryEntry* entry,
                                                       Date first) const;
  [[nodiscard]] bool is_running(const std::string& intervention) const { return running_.contains(intervention); }
  [[nodiscard]] bool is_completed(const std::string& intervention) const { return completed_.contains(intervention); }

 private:
  void days_left(Option& option) const;
  void in_time(Option& option) const;
  void for_the_person(Option& option);
  void clashing(Option& option);
  void beside_kept_mains(Option& option) const;
  void in_sequence(Option& option) const;
  void before_kept(Option& option) const;
  void weekly(Option& option) const;

  const Question& question_;
  const CaseFacts& facts_;
  std::vector<SessionTime> kept_sessions_;  // of this requirement's kept work
  std::map<Date, std::int64_t> kept_in_week_;
  std::set<std::string> completed_, running_;
  std::set<std::string> planned_;  // under this requirement: what is booked for it are its own sessions
  std::map<std::tuple<Date, int, std::int64_t, std::string>, std::vector<SessionClash>> clashes_;
  std::map<std::tuple<const Intervention*, const DirectoryEntry*, Date>, std::vector<Hindrance>> person_;
};

}  // namespace probation::planning
