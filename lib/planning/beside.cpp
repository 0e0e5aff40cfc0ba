// Why options are left out, and why needs stay open.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/suggest.hpp"

namespace probation::planning {
namespace {

struct Loss {
  std::string member;   // of the objective; empty: none
  bool better = false;  // it would win there: then not all of the plan would be needed
};

// The first member of the objective in which the two differ, in the order of comparison.
Loss difference(const Problem& problem, const Standing& plan, const Standing& mine) {
  for (std::size_t r = 0; r < plan.strength.size(); ++r)
    if ((plan.strength[r] == 0) != (mine.strength[r] == 0)) return {"covered", plan.strength[r] == 0};
  if (plan.strength != mine.strength) return {"strength", plan.strength < mine.strength};
  if (plan.inversions != mine.inversions) return {"inversions", mine.inversions < plan.inversions};
  for (std::size_t r = 0; r < plan.starts.size(); ++r) {
    const auto week = [&](const std::optional<int>& day) {
      return day ? weeks_after(problem.as_of, *day) : std::numeric_limits<int>::max();
    };
    if (week(plan.starts[r]) != week(mine.starts[r])) return {"starts", week(mine.starts[r]) < week(plan.starts[r])};
  }
  if (problem.fill) {
    if (plan.weighted_sessions != mine.weighted_sessions)
      return {"weighted_sessions", plan.weighted_sessions < mine.weighted_sessions};
    if (plan.last_day != mine.last_day) return {"last_session", mine.last_day < plan.last_day};
  }
  if (plan.distinct_days != mine.distinct_days) return {"distinct_days", mine.distinct_days < plan.distinct_days};
  if (plan.sessions != mine.sessions) return {"sessions", mine.sessions < plan.sessions};
  if (plan.last_day != mine.last_day) return {"last_session", mine.last_day < plan.last_day};
  return {};
}

std::string loss_words(const std::string& member, bool instead) {
  const std::string how = instead ? "in place of the chosen dates" : "added to the plan";
  if (member == "covered") return how + " it would cover less";
  if (member == "strength") return how + " it would cover a need less strongly";
  if (member == "inversions") return how + " a lower need would begin before a higher one";
  if (member == "starts") return how + " a need would begin in a later week";
  if (member == "weighted_sessions") return how + " it would give the needs fewer sessions";
  if (member == "distinct_days") return how + " it would take more days";
  if (member == "sessions") return how + " it would take more sessions";
  if (member == "last_session") return how + " it would end later";
  return how + " it is as good, and its id comes later";
}

class Beside {
 public:
  Beside(const Question& question, const Supply& supply, const Found& found)
      : question_(question), supply_(supply), found_(found), plan_(found.answer.standing) {
    for (const Chosen& one : found.chosen) chosen_.insert(one.option);
    for (std::size_t i = 0; i < found.item_options.size(); ++i) item_of_option_[found.item_options[i]] = i;
    for (const Option& option : supply.options)
      if (std::none_of(option.hindrances.begin(), option.hindrances.end(),
                       [&](const Hindrance& one) { return excludes(one, question.wishes); }))
        choosable_.insert(option.intervention->id->text);
  }

  [[nodiscard]] bool is_chosen(std::size_t at) const { return chosen_.contains(at); }

  [[nodiscard]] NotChosen why(std::size_t at) const {
    const Option& option = supply_.options[at];
    for (const Hindrance& hindrance : option.hindrances)
      if (excludes(hindrance, question_.wishes)) return {at, hindrance.rule, {}, hindrance.message};
    const auto found = item_of_option_.find(at);
    if (found != item_of_option_.end()) return beside_chosen(at, found_.problem.items[found->second], found->second);
    for (const std::string& earlier : option.after)
      if (!choosable_.contains(earlier))
        return {at, 6, {}, fmt::format("comes after {}, which cannot be chosen", earlier)};
    return {at, 0, "sessions", "the same begun alike takes fewer sessions"};
  }

 private:
  NotChosen beside_chosen(std::size_t at, const Item& item, std::size_t item_index) const {
    const Problem& problem = found_.problem;
    std::vector<std::size_t> others;
    for (const std::size_t c : found_.answer.chosen)
      if (problem.items[c].group != item.group) others.push_back(c);
    const bool instead = others.size() != found_.answer.chosen.size();
    std::vector<std::size_t> with = others;
    with.push_back(item_index);
    const Standing mine = standing_of(problem, with);
    std::array<std::string, 10> broken;
    if (mine.distinct_days > problem.days_available)
      broken[1] = fmt::format("beside the plan it would take {}; {} are left", counted(mine.distinct_days, "day"),
                              problem.days_available);
    for (const std::size_t c : others) {
      const Item& other = problem.items[c];
      const int rule = pair_breaks(item, other);
      if (rule > 0 && broken[static_cast<std::size_t>(rule)].empty())
        broken[static_cast<std::size_t>(rule)] =
            rule == 4   ? fmt::format("at the same time as {}", other.id)
            : rule == 5 ? fmt::format("at one time with {}, and neither may run alongside", other.id)
                        : fmt::format("out of order with {}", other.id);
    }
    for (const int earlier : item.after)
      if (broken[6].empty() && std::none_of(others.begin(), others.end(), [&](std::size_t c) {
            return problem.items[c].group == earlier && problem.items[c].last() < item.first();
          }))
        broken[6] = fmt::format("comes after {}, which is neither completed nor part of the plan before it",
                                join(supply_.options[at].after, ", "));
    weekly(item, with, broken[8]);
    for (const int rule : {3, 6, 7, 9, 2, 1, 4, 5, 8})
      if (!broken[static_cast<std::size_t>(rule)].empty())
        return {at, rule, {}, broken[static_cast<std::size_t>(rule)]};
    return lost(at, item, mine, instead);
  }

  void weekly(const Item& item, const std::vector<std::size_t>& with, std::string& broken) const {
    std::map<int, std::int64_t> weeks;
    for (const int day : found_.problem.kept_sessions) ++weeks[week_of(day)];
    for (const std::size_t c : with)
      for (const Slot& slot : found_.problem.items[c].slots) ++weeks[week_of(slot.day)];
    for (const Slot& slot : item.slots) {
      const int monday = week_of(slot.day);
      if (const auto limit = found_.problem.sessions_a_week(monday); weeks[monday] > limit && broken.empty())
        broken = fmt::format("{} in the week of {}; the limit is {}", counted(weeks[monday], "session"),
                             format(day_of(monday)), limit);
    }
  }

  [[nodiscard]] NotChosen lost(std::size_t at, const Item& item, const Standing& mine, bool instead) const {
    const Problem& problem = found_.problem;
    if (!instead && item.serves == 0) {
      const std::string asking = asking_for(*supply_.options[at].intervention);
      return {at,
              0,
              {},
              asking.empty() ? std::string("serves none of this person's needs, and nothing asks for it first")
                             : fmt::format("serves none of this person's needs; {} asks for it first, and is not in "
                                           "the plan",
                                           asking)};
    }
    const Loss loss = difference(problem, plan_, mine);
    const std::string size = mine.distinct_days > plan_.distinct_days ? "distinct_days" : "sessions";
    if (!instead && !problem.fill && (loss.better || loss.member != "covered"))
      return {at, 0, size, "nothing more is needed: what it serves is covered as strongly without it"};
    if (loss.better) return {at, 0, size, "with it not all of the plan would be needed"};
    return {at, 0, loss.member, loss_words(loss.member, instead)};
  }

  // The first intervention on offer that comes after it; empty: none does.
  [[nodiscard]] std::string asking_for(const Intervention& earlier) const {
    for (const Option& option : supply_.options)
      if (std::find(option.after.begin(), option.after.end(), earlier.id->text) != option.after.end())
        return option.intervention->id->text;
    return {};
  }

  const Question& question_;
  const Supply& supply_;
  const Found& found_;
  Standing plan_;
  std::set<std::size_t> chosen_;
  std::set<std::string> choosable_;
  std::map<std::size_t, std::size_t> item_of_option_;
};

std::string offer_reason(const Question& question, const Offer& offer,
                         const std::map<std::size_t, const NotChosen*>& left) {
  if (offer.no_option) return offer.no_option->message;
  const NotChosen* lasting = nullptr;  // of its options the reason that is nearest to giving way
  for (const std::size_t at : offer.options) {
    const auto found = left.find(at);
    if (found == left.end()) return {};
    const NotChosen* one = found->second;
    if (lasting == nullptr || standing_of_rule(one->rule) > standing_of_rule(lasting->rule)) lasting = one;
  }
  static_cast<void>(question);
  if (lasting == nullptr) return {};
  return lasting->rule == 0 ? lasting->message : fmt::format("H{}: {}", lasting->rule, lasting->message);
}

}  // namespace

std::vector<NotChosen> reasons_left_out(const Question& question, const Supply& supply, const Found& found) {
  const Beside beside(question, supply, found);
  std::vector<NotChosen> left_out;
  for (std::size_t i = 0; i < supply.options.size(); ++i)
    if (!beside.is_chosen(i)) left_out.push_back(beside.why(i));
  return left_out;
}

std::vector<Uncovered> open_needs(const Question& question, const Supply& supply, const Objective& objective,
                                  const std::vector<NotChosen>& left_out) {
  std::map<std::size_t, const NotChosen*> left;
  for (const NotChosen& one : left_out) left.emplace(one.option, &one);
  std::vector<Uncovered> open;
  for (const RankedNeed& need : question.needs.needs) {
    if (std::find(objective.covered.begin(), objective.covered.end(), need.area) != objective.covered.end()) continue;
    std::vector<std::string> why;
    std::size_t more = 0;
    for (const Offer& offer : supply.offers) {
      if (std::none_of(offer.intervention->needs.begin(), offer.intervention->needs.end(),
                       [&](const Located<NeedArea>& area) { return area.is(need.area); }))
        continue;
      const std::string reason = offer_reason(question, offer, left);
      if (why.size() < 3) why.push_back(fmt::format("{}: {}", offer.id, reason));
      else ++more;
    }
    if (more > 0) why.push_back(fmt::format("and {} more", more));
    open.push_back({need.area, why.empty() ? std::string("nothing on offer serves it") : join(why, "; ")});
  }
  return open;
}

std::vector<ProgrammeOpen> open_programmes(const Question& question) {
  const CaseFacts& facts = *question.facts;
  std::vector<ProgrammeOpen> open;
  for (const CatalogueEntry& entry : facts.catalogue->entries) {
    const Intervention& programme = entry.intervention;
    if (!programme.id || !programme.kind.is(InterventionKind::accredited_programme) ||
        !approval_on(programme, question.first_day()).may_be_offered)
      continue;
    if (programme.delivery && !programme.delivery->settings.empty() &&
        std::none_of(programme.delivery->settings.begin(), programme.delivery->settings.end(),
                     [](const Located<Setting>& one) { return one.is(Setting::community); }))
      continue;
    if (std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* activity) {
          return activity->intervention.is(programme.id->text) && !activity->status.is(ActivityStatus::withdrawn);
        }))
      continue;
    const bool serves = std::any_of(programme.needs.begin(), programme.needs.end(),
                                    [&](const Located<NeedArea>& area) { return area && question.needs.rank(*area); });
    if (!serves) continue;
    std::vector<EligibilityReason> reasons = eligibility(facts, *question.order, programme, question.first_day());
    if (auto one = substance_use_reason(facts, programme)) reasons.push_back(std::move(*one));
    if (auto one =
            months_remaining_reason(facts, *question.order, question.requirement, programme, question.first_day()))
      reasons.push_back(std::move(*one));
    if (worst(reasons) == Eligible::not_eligible) continue;
    ProgrammeOpen found{&programme, {}};
    for (const EligibilityReason& reason : reasons)
      if (reason.verdict == Eligible::undetermined) found.to_settle.push_back(reason.message);
    for (std::string& asked : open_questions(programme)) found.to_settle.push_back(std::move(asked));
    open.push_back(std::move(found));
  }
  return open;
}

}  // namespace probation::planning
