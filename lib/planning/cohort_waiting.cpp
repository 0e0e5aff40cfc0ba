// Who of a region waits, for what, and why.
#include <algorithm>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/cohort.hpp"

namespace probation::planning {
namespace {

std::string why_waiting(const Cohort& cohort, const std::vector<std::size_t>& groups,
                        const std::set<std::string>& caseloads) {
  std::vector<std::string> reasons;
  for (const std::size_t g : groups) {
    const GroupStart& group = cohort.groups[g];
    const std::string name = fmt::format("{} of {}", group.entry->id->text, format(group.start));
    const std::int64_t size = cohort.size_of(g);
    if (cohort.runs[g] != 0 && size >= group.most)
      reasons.push_back(
          fmt::format("{} is full ({} of {}), of people with less time left or as little", name, size, group.most));
    else if (cohort.runs[g] == 0)
      reasons.push_back(group.least > size + 1
                            ? fmt::format("{} does not run ({} needed at least)", name, group.least)
                            : fmt::format("{} does not run: no facilitator or room is left for it, or it would cost "
                                          "others more",
                                          name));
    else reasons.push_back(fmt::format("{} has places, and taking one would cost others more", name));
    if (reasons.size() == 4 && groups.size() > 4) {
      reasons.push_back(fmt::format("and {} more starts", groups.size() - 4));
      break;
    }
  }
  for (const std::string& entry : caseloads)
    reasons.push_back(fmt::format("{} takes no more people at one time on days that would do", entry));
  std::string text;
  for (const std::string& one : reasons) text += (text.empty() ? "" : "; ") + one;
  return text.empty() ? "what else is chosen takes the days or the weeks" : text;
}

}  // namespace

std::vector<WaitingPerson> those_who_wait(const Cohort& cohort) {
  std::vector<WaitingPerson> waiting;
  for (std::size_t p = 0; p < cohort.people.size(); ++p) {
    const CohortPerson& person = cohort.people[p];
    const Question& question = person.who->question;
    for (std::size_t r = 0; r < question.needs.needs.size(); ++r) {
      if ((person.columns[cohort.chosen[p]].covers >> r & 1U) != 0) continue;
      WaitingPerson one{person.who->crn, question.needs.needs[r].area, std::nullopt, question.horizon, {}, {}, {}};
      for (const CohortColumn& column : person.columns) {
        if ((column.covers >> r & 1U) == 0) continue;
        for (const std::size_t at : column.options) {
          const Option& option = person.supply.options[at];
          if ((option.serves >> r & 1U) == 0) continue;
          if (!one.first_possible || option.first() < *one.first_possible) one.first_possible = option.first();
          for (const CaseloadPlace& place : column.caseload)
            if (option.entry != nullptr && option.entry->id->text == place.entry) one.caseloads.insert(place.entry);
          for (const std::size_t g : column.groups)
            if (cohort.groups[g].entry == option.entry && cohort.groups[g].sessions.front().date == option.first())
              one.groups.push_back(g);
        }
      }
      if (!one.first_possible) continue;  // nothing that could be waited for
      std::sort(one.groups.begin(), one.groups.end());
      one.groups.erase(std::unique(one.groups.begin(), one.groups.end()), one.groups.end());
      one.why = why_waiting(cohort, one.groups, one.caseloads);
      waiting.push_back(std::move(one));
    }
  }
  return waiting;
}

}  // namespace probation::planning
