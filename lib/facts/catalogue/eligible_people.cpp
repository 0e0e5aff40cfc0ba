#include "facts/catalogue/eligible_people.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/catalogue/risk_window.hpp"

namespace probation {
namespace {

// What the numbers can be. Scores are per cent, and a half-open bound may lie one above them (`formats.md`).
constexpr double least_score = 0, greatest_score = 100, greatest_bound = 101;
constexpr std::int64_t adult = 18, oldest = 120;
constexpr std::int64_t most_a_week = 60;
constexpr std::int64_t minutes_of_a_day = 24 * 60;

bool is_per_cent(ScoreName score) {
  return score == ScoreName::ogrs3 || score == ScoreName::ovp || score == ScoreName::rsr;
}

class Impossible {
 public:
  explicit Impossible(const Intervention& it) : it_(it) {}
  std::vector<ImpossibleFact> run() {
    if (it_.needs.recorded && it_.needs.empty() && serves_needs()) say(it_.needs.place, "it serves no need");
    if (it_.sessions) sessions(*it_.sessions);
    if (it_.delivery) delivery(*it_.delivery);
    if (it_.eligibility) eligibility(*it_.eligibility);
    return std::move(found_);
  }

 private:
  void say(Place place, std::string words) { found_.push_back({place, std::move(words)}); }

  [[nodiscard]] bool serves_needs() const {
    return !it_.kind.is(InterventionKind::unpaid_work_project) && !it_.kind.is(InterventionKind::attendance_centre);
  }

  void sessions(const Sessions& s) {
    bool any = false, all_zero = true;
    for (const Located<std::int64_t>* count : {&s.pre_group, &s.group, &s.one_to_one, &s.post, &s.min, &s.max}) {
      any = any || *count;
      all_zero = all_zero && (!*count || **count == 0);
    }
    if (any && all_zero) say(s.place, "it has no session");
    if (s.max && *s.max == 0 && !all_zero) say(s.max.place, "at most no session");
    if (s.per_week && *s.per_week > most_a_week) say(s.per_week.place, fmt::format("{} sessions a week", *s.per_week));
    if (s.minutes && *s.minutes > minutes_of_a_day)
      say(s.minutes.place, fmt::format("a session of {} minutes is longer than a day", *s.minutes));
  }

  void delivery(const Delivery& d) {
    if (d.settings.recorded && d.settings.empty()) say(d.settings.place, "it is delivered in no setting");
    if (d.formats.recorded && d.formats.empty()) say(d.formats.place, "it is delivered in no format");
    if (d.group_size_max.is(0)) say(d.group_size_max.place, "a group of nobody");
    if (d.facilitators_min.is(0)) say(d.facilitators_min.place, "a group without a facilitator");
  }

  void eligibility(const Eligibility& e) {
    if (e.sexes.recorded && e.sexes.empty()) say(e.sexes.place, "nobody is eligible: it takes no sex");
    if (e.age) {
      if (e.age->min && *e.age->min > oldest)
        say(e.age->min.place, fmt::format("nobody is eligible: it is for people from {} years", *e.age->min));
      if (e.age->max && *e.age->max < adult)
        say(e.age->max.place, fmt::format("nobody is eligible: it is for people up to {} years", *e.age->max));
      if (e.age->min && e.age->max && *e.age->min > *e.age->max)
        say(e.age->min.place, fmt::format("nobody is eligible: from {} and up to {} years", *e.age->min, *e.age->max));
    }
    const std::size_t before = found_.size();
    for (const RiskItem& item : e.risk_all) {
      row(item);
      for (const List<RiskRow>* rows : {&item.any, &item.first_known})
        for (const RiskRow& one : *rows) row(one);
    }
    if (found_.size() > before || e.risk_all.empty()) return;
    if (const auto window = risk_window(it_); window && window->nobody())
      say(e.risk_all.place, "nobody is eligible: no risk meets all its rows");
  }

  template <class Row>
  void row(const Row& one) {
    if (!one.score) return;
    const std::string_view name = document::word(*one.score);
    if (!is_per_cent(*one.score)) {
      for (const Located<double>* bound : {&one.min, &one.below})
        if (*bound) say(bound->place, fmt::format("{} is a level and no number", name));
      if (one.levels.recorded && one.levels.empty()) say(one.levels.place, fmt::format("no level of {}", name));
      return;
    }
    if (one.levels.recorded) say(one.levels.place, fmt::format("{} is a number and has no levels", name));
    if (one.min && !(least_score <= *one.min && *one.min <= greatest_score))
      say(one.min.place,
          fmt::format("{} from {} cannot be: scores lie from {} to {}", name, *one.min, least_score, greatest_score));
    if (one.below && !(least_score < *one.below && *one.below <= greatest_bound))
      say(one.below.place, fmt::format("{} below {} cannot be: scores lie from {} to {}", name, *one.below, least_score,
                                       greatest_score));
    else if (one.min && one.below && *one.below <= *one.min)
      say(one.below.place, fmt::format("nobody has {} from {} and below {}", name, *one.min, *one.below));
  }

  const Intervention& it_;
  std::vector<ImpossibleFact> found_;
};

}  // namespace

std::vector<ImpossibleFact> impossible_facts(const Intervention& intervention) {
  return Impossible(intervention).run();
}

}  // namespace probation
