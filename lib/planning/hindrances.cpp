#include "planning/hindrances.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"

namespace probation::planning {
namespace {

using Remedy = Hindrance::Remedy;

Hindrance broken(int rule, std::string message, std::string source, Remedy remedy, std::int64_t amount = 0) {
  Hindrance hindrance;
  hindrance.rule = rule;
  hindrance.message = std::move(message);
  hindrance.source = std::move(source);
  hindrance.remedy = remedy;
  hindrance.amount = amount;
  return hindrance;
}

Hindrance from_reason(const Question& question, const Intervention& intervention, const EligibilityReason& reason,
                      Date first) {
  Hindrance hindrance;
  hindrance.rule = reason.ground == Ground::travel ? 7 : reason.ground == Ground::months_remaining ? 9 : 3;
  hindrance.undetermined = reason.verdict == Eligible::undetermined;
  hindrance.message = reason.message;
  hindrance.source = source_of(question, intervention, reason);
  hindrance.missing = reason.missing;
  if (hindrance.undetermined) hindrance.remedy = reason.ask_treatment_manager ? Remedy::ask : Remedy::record;
  else if (reason.ground == Ground::travel) hindrance.remedy = Remedy::travel;
  else if (reason.ground == Ground::months_remaining) hindrance.remedy = Remedy::later_end;
  else if (reason.ground == Ground::substance_use) hindrance.remedy = Remedy::record;
  if (reason.months_needed)
    hindrance.until = period_beginning_with(first, Months{static_cast<int>(*reason.months_needed)});
  return hindrance;
}

}  // namespace

int standing_of_rule(int rule) {
  static constexpr int order[10] = {0, 6, 5, 1, 7, 8, 2, 3, 9, 4};  // by the n of Hn
  return order[rule];
}

bool excludes(const Hindrance& hindrance, const Wishes& wishes) {
  return !hindrance.undetermined || !wishes.allow_undetermined;
}

std::string source_of(const Question& question, const Intervention& intervention, const EligibilityReason& reason) {
  if (reason.standard)
    return fmt::format("policy {}: {}", reason.standard->national->name,
                       reason.standard->local != nullptr ? reason.standard->local->source
                                                         : std::string(reason.standard->national->source));
  std::string text;
  for (const CatalogueEntry& entry : question.facts->catalogue->entries)
    if (&entry.intervention == &intervention) {
      text = entry.file;
      if (reason.condition.known()) text += fmt::format(":{}", reason.condition.line);
      if (reason.condition.known() && entry.places != nullptr)
        text += fmt::format(" {}", entry.places->pointer(reason.condition.node));
    }
  if (reason.law != nullptr) text += fmt::format("; {}, {}", reason.law->title, reason.law->provision);
  return text;
}

Hindering::Hindering(const Question& question) : question_(question), facts_(*question.facts) {
  for (const KeptWork& work : question_.kept) {
    running_.insert(work.intervention_id());
    if (!work.own) continue;
    for (const SessionTime& session : work.sessions) {
      ++kept_in_week_[monday_of(session.date)];
      kept_sessions_.push_back(session);
    }
  }
  for (const Activity* activity : facts_.activities) {
    if (!activity->intervention) continue;
    const auto status = status_of(facts_, *activity);
    if (status == ActivityStatus::completed) completed_.insert(*activity->intervention);
    if (status == ActivityStatus::in_progress) running_.insert(*activity->intervention);
    if (is_planned_under(facts_, *question_.requirement, *activity, *activity->intervention))
      planned_.insert(*activity->intervention);
  }
}

const std::vector<SessionClash>& Hindering::clashes_on(const SessionTime& time, const Intervention& intervention) {
  const std::string own = planned_.contains(intervention.id->text) ? intervention.id->text : std::string{};
  const auto key =
      std::tuple(time.date, time.clock_known() ? *time.start_minute : -1, time.clock_known() ? *time.minutes : -1, own);
  const auto at = clashes_.find(key);
  if (at != clashes_.end()) return at->second;
  return clashes_.emplace(key, clashes(facts_, *question_.requirement, time, own)).first->second;
}

std::vector<EligibilityReason> Hindering::reasons(const Intervention& intervention, const DirectoryEntry* entry,
                                                  Date first) const {
  std::vector<EligibilityReason> all = eligibility(facts_, *question_.order, intervention, first);
  if (auto reason = substance_use_reason(facts_, intervention)) all.push_back(std::move(*reason));
  const std::string place = entry != nullptr && entry->location ? *entry->location : std::string{};
  if (auto reason = travel_reason(facts_, intervention, first, place)) all.push_back(std::move(*reason));
  if (auto reason = months_remaining_reason(facts_, *question_.order, question_.requirement, intervention, first))
    all.push_back(std::move(*reason));
  return all;
}

void Hindering::judge(Option& option) {
  days_left(option);
  in_time(option);
  for_the_person(option);
  clashing(option);
  beside_kept_mains(option);
  in_sequence(option);
  before_kept(option);
  weekly(option);
  std::stable_sort(option.hindrances.begin(), option.hindrances.end(), [](const Hindrance& a, const Hindrance& b) {
    return standing_of_rule(a.rule) < standing_of_rule(b.rule);
  });
}

void Hindering::for_the_person(Option& option) {
  const auto key = std::tuple(option.intervention, option.entry, option.first());
  auto at = person_.find(key);
  if (at == person_.end()) {
    std::vector<Hindrance> found;
    for (const EligibilityReason& reason : reasons(*option.intervention, option.entry, option.first())) {
      if (reason.verdict == Eligible::eligible) continue;
      if (reason.ground == Ground::travel && reason.verdict == Eligible::undetermined)
        continue;  // a limit only where the journey is known
      found.push_back(from_reason(question_, *option.intervention, reason, option.first()));
    }
    at = person_.emplace(key, std::move(found)).first;
  }
  option.hindrances.insert(option.hindrances.end(), at->second.begin(), at->second.end());
}

void Hindering::days_left(Option& option) const {
  if (!question_.capped()) return;
  std::set<Date> days;
  for (const SessionTime& session : option.sessions)
    if (!question_.days.ahead.contains(session.date)) days.insert(session.date);
  const auto used = static_cast<std::int64_t>(days.size());
  const std::int64_t left = question_.days_available();
  if (used > left)
    option.hindrances.push_back(
        broken(1,
               fmt::format("takes {}; {} left", counted(used, "day"),
                           counted(std::max<std::int64_t>(left, 0), "day") + (left == 1 ? " is" : " are")),
               "max_days of the requirement", Remedy::more_days, used - left));
}

void Hindering::in_time(Option& option) const {
  if (option.last() <= question_.horizon && option.first() > question_.from) return;
  Hindrance hindrance = broken(2,
                               fmt::format("its last session, {}, is after {}: {}", format(option.last()),
                                           format(question_.horizon), question_.horizon_words),
                               "relevant period of the requirement", Remedy::later_end);
  hindrance.until = option.last();
  option.hindrances.push_back(std::move(hindrance));
}

void Hindering::clashing(Option& option) {
  for (const SessionTime& session : option.sessions) {
    const std::vector<SessionClash>& found = clashes_on(session, *option.intervention);
    if (!found.empty()) {
      option.hindrances.push_back(broken(4, fmt::format("{}: {}", format(session.date), found.front().message),
                                         "plan.constraints, contacts or bank holidays", Remedy::move_sessions));
      return;
    }
    for (const SessionTime& kept : kept_sessions_)
      if (overlap(session, kept)) {
        option.hindrances.push_back(
            broken(4, fmt::format("{}: at the same time as a session of kept work", format(session.date)), "kept work",
                   Remedy::move_sessions));
        return;
      }
  }
  for (const SessionTime& session : option.sessions)
    if (!is_bank_holiday(session.date)) {
      Hindrance hindrance =
          broken(4, fmt::format("{}: the table of bank holidays does not reach so far", format(session.date)),
                 "bank holidays of England and Wales", Remedy::none);
      hindrance.undetermined = true;
      option.hindrances.push_back(std::move(hindrance));
      return;
    }
}

void Hindering::beside_kept_mains(Option& option) const {
  if (!is_main(*option.intervention->kind) || option.intervention->alongside_allowed.is(true)) return;
  for (const KeptWork& work : question_.kept) {
    if (work.main == false || work.alongside_allowed) continue;
    if (work.span && (work.span->last < option.first() || option.last() < work.span->first)) continue;
    Hindrance hindrance = broken(
        5,
        fmt::format("at one time with {} ({})", subject_of(*work.activity),
                    work.intervention_id().empty() ? "its intervention is not recorded" : work.intervention_id()),
        "one main intervention at a time", Remedy::kept_work);
    if (!work.span || !work.main) {
      hindrance.undetermined = true;
      hindrance.message = fmt::format("whether it would be at one time with the main work {} is not known: {}",
                                      subject_of(*work.activity),
                                      work.span ? "its kind is not recorded" : "not all its sessions are recorded");
      hindrance.missing.push_back({work.activity->place, work.span ? "kind" : "sessions"});
      hindrance.remedy = Remedy::record;
    }
    option.hindrances.push_back(std::move(hindrance));
  }
}

void Hindering::in_sequence(Option& option) const {
  if (!option.intervention->sequence) return;
  for (const Located<std::string>& earlier : option.intervention->sequence->after) {
    if (!earlier || completed_.contains(*earlier)) continue;
    bool given = false, over = false;
    const KeptWork* unknown = nullptr;
    for (const KeptWork& work : question_.kept) {
      if (work.intervention_id() != *earlier) continue;
      given = true;
      if (!work.span) unknown = &work;
      else over = over || work.span->last < option.first();
    }
    if (!given && *earlier != option.intervention->id->text) {
      option.after.push_back(*earlier);
      continue;
    }
    if (over) continue;
    Hindrance hindrance = broken(6,
                                 fmt::format("comes after {}, which {}", *earlier,
                                             unknown != nullptr ? "is under way with sessions that are not recorded"
                                                                : "is not over before it begins"),
                                 "sequence of the catalogue entry", Remedy::kept_work);
    if (unknown != nullptr) {
      hindrance.undetermined = true;
      hindrance.missing.push_back({unknown->activity->place, "sessions"});
      hindrance.remedy = Remedy::record;
    }
    option.hindrances.push_back(std::move(hindrance));
  }
}

// `before`, the option's of kept work and kept work's of the option.
void Hindering::before_kept(Option& option) const {
  const std::string& own = option.intervention->id->text;
  const auto said = [&](std::string message, const KeptWork* unknown) {
    Hindrance hindrance = broken(6, std::move(message), "sequence of the catalogue entry", Remedy::kept_work);
    if (unknown != nullptr) {
      hindrance.undetermined = true;
      hindrance.missing.push_back({unknown->activity->place, "sessions"});
      hindrance.remedy = Remedy::record;
    }
    option.hindrances.push_back(std::move(hindrance));
  };
  for (const KeptWork& work : question_.kept) {
    if (option.intervention->sequence)
      for (const Located<std::string>& later : option.intervention->sequence->before) {
        if (!later || work.intervention_id() != *later) continue;
        if (!work.span) said(fmt::format("comes before {}, whose sessions are not recorded", *later), &work);
        else if (!(option.last() < work.span->first))
          said(fmt::format("comes before {}, which begins on {}", *later, format(work.span->first)), nullptr);
      }
    if (work.intervention == nullptr || !work.intervention->sequence) continue;
    for (const Located<std::string>& later : work.intervention->sequence->before) {
      if (!later.is(own)) continue;
      if (!work.span)
        said(fmt::format("{} comes before it, and its sessions are not recorded", work.intervention_id()), &work);
      else if (!(work.span->last < option.first()))
        said(
            fmt::format("{} comes before it and is not over before {}", work.intervention_id(), format(option.first())),
            nullptr);
    }
  }
}

// One maximum holds for every week: of the weeks with too many sessions the one that asks most of it is named.
void Hindering::weekly(Option& option) const {
  std::map<Date, std::int64_t> weeks;
  for (const SessionTime& session : option.sessions) ++weeks[monday_of(session.date)];
  std::optional<Hindrance> worst;
  std::int64_t most = 0;
  for (const auto& [monday, sessions] : weeks) {
    const auto limit = question_.sessions_a_week(monday);
    const auto kept = kept_in_week_.find(monday);
    const std::int64_t all = sessions + (kept == kept_in_week_.end() ? 0 : kept->second);
    if (!limit || all <= *limit || all <= most) continue;
    most = all;
    worst = broken(8,
                   fmt::format("{} in the week of {}, kept work included; the limit is {}", counted(all, "session"),
                               format(monday), *limit),
                   question_.wishes.sessions_a_week ? "--max-per-week" : "policy sessions_per_week",
                   Remedy::more_a_week, all - *limit);
  }
  if (worst) option.hindrances.push_back(std::move(*worst));
}

}  // namespace probation::planning
