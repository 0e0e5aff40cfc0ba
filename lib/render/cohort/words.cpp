#include "render/cohort/words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/need_shown.hpp"

namespace probation::render::of_cohort {

using planning::Cohort;
using planning::CohortColumn;
using planning::CohortPerson;
using planning::WaitingPerson;

std::string requirement_of(const CohortPerson& person) {
  const Located<document::Id>& id = person.who->question.requirement->id;
  return id ? id->text : std::string{};
}
const CohortColumn& chosen_of(const Cohort& cohort, std::size_t person) {
  return cohort.people[person].columns[cohort.chosen[person]];
}

Json uncovered_json(const Cohort& cohort, std::size_t p) {
  const CohortPerson& person = cohort.people[p];
  const planning::Question& question = person.who->question;
  Json list = Json::array();
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r) {
    if ((chosen_of(cohort, p).covers >> r & 1U) != 0) continue;
    const NeedArea area = question.needs.needs[r].area;
    std::string why = "nothing the person may be given serves it in time";
    for (const WaitingPerson& one : cohort.waiting)
      if (one.crn == person.who->crn && one.need == area) why = one.why;
    list.push_back({{"need", need_shown(*person.who->facts, question.needs, area)}, {"why", why}});
  }
  return list;
}

std::string verdict(const Cohort& cohort) {
  switch (cohort.status) {
    case Cohort::Status::optimal: return "the best cohort, proved";
    case Cohort::Status::feasible:
      return cohort.gap > 0 ? fmt::format("the best cohort found; {} may be better by {:.1f} % at most",
                                          cohort.open_level, cohort.gap)
                            : fmt::format("the best cohort found, not proved ({})", cohort.open_level);
    case Cohort::Status::infeasible: return "no cohort keeps the rules";
  }
  return {};
}

std::string totals(const Cohort& cohort) {
  const auto& sum = cohort.objective;
  return fmt::format("{} of {} have their first need covered; {} run; {} wait", sum.covered_first,
                     counted(static_cast<long long>(cohort.people.size()), "person", "people"),
                     counted(sum.groups_run, "group"), [&] {
                       std::vector<std::string> names;
                       for (const WaitingPerson& one : cohort.waiting) names.push_back(one.crn);
                       std::sort(names.begin(), names.end());
                       return std::unique(names.begin(), names.end()) - names.begin();
                     }());
}

namespace {

const planning::PersonCase* who_waits(const Cohort& cohort, const WaitingPerson& one) {
  for (const CohortPerson& person : cohort.people)
    if (person.who->crn == one.crn) return person.who;
  return nullptr;
}

}  // namespace

std::string need_of(const Cohort& cohort, const WaitingPerson& one) {
  const planning::PersonCase* who = who_waits(cohort, one);
  return who == nullptr ? std::string("a need") : need_shown(*who->facts, who->question.needs, one.need);
}
std::string spoken_need(const Cohort& cohort, const WaitingPerson& one) {
  std::string text = need_of(cohort, one);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::vector<std::size_t> people_left_out(const Cohort& cohort) {
  std::vector<std::size_t> people;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const std::string& crn = cohort.people[p].who->crn;
    const bool has_need = !cohort.people[p].who->question.needs.needs.empty();
    const planning::CohortColumn& chosen = chosen_of(cohort, p);
    if (has_need && chosen.options.empty() && (chosen.covers & 1U) == 0 &&
        std::none_of(cohort.waiting.begin(), cohort.waiting.end(),
                     [&](const WaitingPerson& one) { return one.crn == crn; }))
      people.push_back(p);
  }
  return people;
}
std::string needs_left_open(const Cohort& cohort, std::size_t p) {
  std::vector<std::string> needs;
  for (const Json& one : uncovered_json(cohort, p)) needs.push_back(one["need"].text());
  std::string text = join(needs, ", ");
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace probation::render::of_cohort
