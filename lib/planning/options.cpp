#include "planning/options.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"

namespace probation::planning {
namespace {

using Remedy = Hindrance::Remedy;

constexpr int weeks_between_starts = 4;
constexpr int weeks_past_horizon = 60;  // how far a rolling entry looks for free dates once the plan's days are over

struct SessionCount {
  std::vector<std::int64_t> numbers;  // one for each number the person could be given
  bool flexible = false;              // a toolkit with min and max: the id says the number
};

std::optional<SessionCount> session_count(const Intervention& intervention) {
  if (!intervention.sessions) return std::nullopt;
  const Sessions& sessions = *intervention.sessions;
  SessionCount count;
  if (intervention.kind.is(InterventionKind::toolkit) && sessions.min && sessions.max) {
    count.flexible = true;
    for (std::int64_t n = std::max<std::int64_t>(1, *sessions.min); n <= std::min<std::int64_t>(*sessions.max, 366);
         ++n)
      count.numbers.push_back(n);
  } else {
    std::int64_t sum = 0;
    for (const auto* part : {&sessions.pre_group, &sessions.group, &sessions.one_to_one, &sessions.post})
      sum += part->value_or(0);
    if (sum > 0 && sum <= 366) count.numbers.push_back(sum);
  }
  if (count.numbers.empty()) return std::nullopt;
  return count;
}

class Supplier {
 public:
  explicit Supplier(const Question& question) : question_(question), facts_(*question.facts) {
    for (const KeptWork& work : question_.kept) {
      if (!work.own) continue;
      kept_days_.insert(work.ahead.begin(), work.ahead.end());
      for (const SessionTime& session : work.sessions) ++kept_in_week_[monday_of(session.date)];
    }
    for (const Activity* activity : facts_.activities) {
      if (!activity->intervention) continue;
      if (activity->status.is(ActivityStatus::completed)) completed_.insert(*activity->intervention);
      if (activity->status.is(ActivityStatus::in_progress)) running_.insert(*activity->intervention);
    }
    for (const KeptWork& work : question_.kept) running_.insert(work.intervention_id());
  }

  Supply run() {
    if (question_.directory != nullptr) {
      std::set<std::string> with_entry;
      for (const DirectoryEntry& entry : question_.directory->entries) {
        if (!entry.id || !entry.intervention) continue;
        with_entry.insert(*entry.intervention);
        add_offer(entry.id->text, *facts_.catalogue->find(*entry.intervention), &entry);
      }
      for (const CatalogueEntry& entry : facts_.catalogue->entries)
        if (entry.intervention.id && entry.intervention.kind.is(InterventionKind::toolkit) &&
            !with_entry.contains(entry.intervention.id->text))
          add_offer(entry.intervention.id->text, entry.intervention, nullptr);
    } else {
      for (const CatalogueEntry& entry : facts_.catalogue->entries)
        if (entry.intervention.id) add_offer(entry.intervention.id->text, entry.intervention, nullptr);
    }
    return std::move(supply_);
  }

 private:
  static Hindrance none(std::string message) {
    Hindrance hindrance;
    hindrance.message = std::move(message);
    return hindrance;
  }

  // Why the intervention gives no option, before any date is looked at.
  std::optional<Hindrance> gives_none(const Intervention& intervention, const DirectoryEntry* entry) const {
    const std::string& id = intervention.id->text;
    if (const Approval approval = approval_on(intervention, facts_.as_of); !approval.may_be_offered)
      return none(approval.approved ? approval.why_not : std::string("its state is not recorded"));
    if (auto not_selected = not_selected_here(intervention)) return none(*not_selected);
    if (running_.contains(id)) return none("already in progress or kept");
    if (completed_.contains(id)) return none("already completed");
    if (entry == nullptr && !intervention.kind.is(InterventionKind::toolkit) &&
        !intervention.kind.is(InterventionKind::structured_intervention) &&
        !intervention.kind.is(InterventionKind::commissioned_service))
      return none("without a directory only structured interventions, toolkits and commissioned services are on offer");
    if (!session_count(intervention)) return none("the number of its sessions is not recorded");
    if (entry == nullptr) return std::nullopt;
    if (entry->places.is(0)) return none("full");
    if (entry->starts.empty() && !entry->rolling.is(true)) return none("no start is given and it is not rolling");
    return std::nullopt;
  }

  // A region chooses what it puts on; toolkits are the practitioner's own work.
  std::optional<std::string> not_selected_here(const Intervention& intervention) const {
    if (!facts_.catalogue->selections || intervention.kind.is(InterventionKind::toolkit)) return std::nullopt;
    const Located<std::string> region = facts_.file.manager ? facts_.file.manager->region : Located<std::string>{};
    bool has_file = false;
    for (const RegionSelection& selection : *facts_.catalogue->selections) {
      if (!region.is(selection.region) || !selection.in_force(facts_.as_of)) continue;
      has_file = true;
      if (std::find(selection.selected.begin(), selection.selected.end(), intervention.id->text) !=
          selection.selected.end())
        return std::nullopt;
    }
    if (has_file) return fmt::format("not selected in {}", *region);
    if (question_.wishes.allow_undetermined) return std::nullopt;
    return region ? fmt::format("whether {} selected it is not known", *region)
                  : std::string("whether the region selected it is not known: the region is not recorded");
  }

  void add_offer(std::string id, const Intervention& intervention, const DirectoryEntry* entry) {
    Offer offer;
    offer.id = std::move(id);
    offer.intervention = &intervention;
    offer.entry = entry;
    offer.no_option = gives_none(intervention, entry);
    offer.questions = open_questions(intervention);
    const std::size_t before = supply_.options.size();
    if (!offer.no_option) {
      if (entry != nullptr && !entry->starts.empty()) add_starts(offer);
      else add_rolling(offer);
      if (supply_.options.size() == before)
        offer.no_option = none(question_.horizon < question_.first_day()
                                   ? fmt::format("no day is left: {} is the last", format(question_.horizon))
                               : entry != nullptr && !entry->starts.empty() ? std::string("no start lies ahead")
                                                                            : std::string("no free date"));
    }
    for (std::size_t i = before; i < supply_.options.size(); ++i) offer.options.push_back(i);
    const Date first =
        offer.options.empty() ? question_.first_day() : supply_.options[offer.options.front()].sessions.front();
    offer.reasons = all_reasons(intervention, first);
    supply_.offers.push_back(std::move(offer));
  }

  // ---- dates
  // ----------------------------------------------------------------------------------------------------------------
  void add_starts(const Offer& offer) {
    const std::int64_t per_week = std::max<std::int64_t>(1, offer.intervention->sessions->per_week.value_or(1));
    const SessionCount count = *session_count(*offer.intervention);
    std::set<Date> starts;
    for (const Located<Date>& start : offer.entry->starts)
      if (start && *start >= question_.first_day()) starts.insert(*start);
    for (const Date start : starts)
      for (const std::int64_t n : count.numbers) {
        std::vector<Date> sessions;
        int moved = 0;  // days this and every later session has been moved
        for (std::int64_t i = 0; i < n; ++i) {
          Date day = start + Days{static_cast<int>(7 * i / per_week) + moved};
          while (is_bank_holiday(day).value_or(false)) {
            day = day + Days{7};
            moved += 7;
          }
          sessions.push_back(day);
        }
        add_option(offer, start, std::move(sessions), count.flexible ? std::optional(n) : std::nullopt);
      }
  }

  void add_rolling(const Offer& offer) {
    const SessionCount count = *session_count(*offer.intervention);
    const std::int64_t most = count.numbers.back();
    const Date until = question_.horizon + Days{7 * weeks_past_horizon};
    std::set<Date> seen;
    for (Date week = question_.first_day(); week <= question_.horizon; week = week + Days{7 * weeks_between_starts}) {
      Date first = week;
      while (first <= until && !(may_begin(offer, first) && is_free(offer, first))) first = first + Days{1};
      if (first > until || !seen.insert(first).second) continue;
      std::vector<Date> sessions;
      for (Date day = first; day <= until && static_cast<std::int64_t>(sessions.size()) < most; day = day + Days{7})
        if (is_free(offer, day)) sessions.push_back(day);
      for (const std::int64_t n : count.numbers) {
        if (n > static_cast<std::int64_t>(sessions.size())) break;
        add_option(offer, first, {sessions.begin(), sessions.begin() + n},
                   count.flexible ? std::optional(n) : std::nullopt);
      }
    }
  }

  static bool may_begin(const Offer& offer, Date day) {
    const unsigned weekday = day.weekday().iso_encoding();
    if (offer.entry != nullptr && offer.entry->weekday)
      return weekday == static_cast<unsigned>(*offer.entry->weekday) + 1;
    return weekday <= 5;
  }

  SessionTime time_of(const Intervention& intervention, const DirectoryEntry* entry, Date day) const {
    SessionTime time{day, std::nullopt, std::nullopt};
    if (entry != nullptr && entry->time) time.start_minute = entry->time->minute_of_day;
    if (entry != nullptr && entry->minutes) time.minutes = *entry->minutes;
    else if (intervention.sessions && intervention.sessions->minutes) time.minutes = *intervention.sessions->minutes;
    return time;
  }

  bool is_free(const Offer& offer, Date day) {
    return clashes_on(time_of(*offer.intervention, offer.entry, day)).empty();
  }
  // Clashes by time of day are the same for every offer of that time.
  const std::vector<SessionClash>& clashes_on(const SessionTime& time) {
    const auto key =
        std::tuple(time.date, time.clock_known() ? *time.start_minute : -1, time.clock_known() ? *time.minutes : -1);
    const auto at = clashes_.find(key);
    if (at != clashes_.end()) return at->second;
    return clashes_.emplace(key, clashes(facts_, *question_.requirement, time)).first->second;
  }

  void add_option(const Offer& offer, Date named_start, std::vector<Date> sessions,
                  std::optional<std::int64_t> number) {
    Option option;
    option.id = fmt::format("{}@{}", offer.id, format(named_start));
    if (number) option.id += fmt::format("x{}", *number);
    option.intervention = offer.intervention;
    option.entry = offer.entry;
    option.sessions = std::move(sessions);
    const SessionTime time = time_of(*offer.intervention, offer.entry, option.sessions.front());
    option.start_minute = time.start_minute;
    option.minutes = time.minutes;
    for (std::size_t r = 0; r < question_.needs.needs.size(); ++r)
      for (const Located<NeedArea>& area : offer.intervention->needs)
        if (area.is(question_.needs.needs[r].area)) option.serves |= 1U << r;
    judge(option);
    supply_.options.push_back(std::move(option));
  }

  // ---- the rules, one option by itself
  // ----------------------------------------------------------------------------------------
  std::vector<EligibilityReason> all_reasons(const Intervention& intervention, Date first) const {
    std::vector<EligibilityReason> reasons = eligibility(facts_, *question_.order, intervention, first);
    if (auto reason = substance_use_reason(facts_, intervention)) reasons.push_back(std::move(*reason));
    if (auto reason = travel_reason(facts_, intervention, first)) reasons.push_back(std::move(*reason));
    if (auto reason = months_remaining_reason(facts_, *question_.order, question_.requirement, intervention, first))
      reasons.push_back(std::move(*reason));
    return reasons;
  }

  void judge(Option& option) {
    days_left(option);
    in_time(option);
    for (const EligibilityReason& reason : all_reasons(*option.intervention, option.sessions.front())) {
      if (reason.verdict == Eligible::eligible) continue;
      if (reason.ground == Ground::travel && reason.verdict == Eligible::undetermined)
        continue;  // a limit only where the journey is known
      Hindrance hindrance;
      hindrance.rule = reason.ground == Ground::travel ? 7 : reason.ground == Ground::months_remaining ? 9 : 3;
      hindrance.undetermined = reason.verdict == Eligible::undetermined;
      hindrance.message = reason.message;
      hindrance.source = source_of(question_, *option.intervention, reason);
      hindrance.missing = reason.missing;
      if (hindrance.undetermined) hindrance.remedy = reason.ask_treatment_manager ? Remedy::ask : Remedy::record;
      else if (reason.ground == Ground::travel) hindrance.remedy = Remedy::travel;
      else if (reason.ground == Ground::months_remaining) hindrance.remedy = Remedy::later_end;
      else if (reason.ground == Ground::substance_use) hindrance.remedy = Remedy::record;
      if (reason.months_needed)
        hindrance.until =
            period_beginning_with(option.sessions.front(), Months{static_cast<int>(*reason.months_needed)});
      option.hindrances.push_back(std::move(hindrance));
    }
    clashing(option);
    beside_kept_mains(option);
    in_sequence(option);
    weekly(option);
    std::stable_sort(option.hindrances.begin(), option.hindrances.end(),
                     [](const Hindrance& a, const Hindrance& b) { return a.rule < b.rule; });
  }

  static Hindrance broken(int rule, std::string message, std::string source, Remedy remedy, std::int64_t amount = 0) {
    Hindrance hindrance;
    hindrance.rule = rule;
    hindrance.message = std::move(message);
    hindrance.source = std::move(source);
    hindrance.remedy = remedy;
    hindrance.amount = amount;
    return hindrance;
  }

  void days_left(Option& option) const {
    if (!question_.capped()) return;
    std::set<Date> days(option.sessions.begin(), option.sessions.end());
    for (const Date day : kept_days_) days.erase(day);
    const auto used = static_cast<std::int64_t>(days.size());
    const std::int64_t left = question_.days_available();
    if (used > left)
      option.hindrances.push_back(
          broken(1,
                 fmt::format("takes {}; {} left", counted(used, "day"),
                             counted(std::max<std::int64_t>(left, 0), "day") + (left == 1 ? " is" : " are")),
                 "max_days of the requirement", Remedy::more_days, used - left));
  }

  void in_time(Option& option) const {
    if (option.sessions.back() <= question_.horizon && option.sessions.front() > facts_.as_of) return;
    Hindrance hindrance = broken(2,
                                 fmt::format("its last session, {}, is after {}: {}", format(option.sessions.back()),
                                             format(question_.horizon), question_.horizon_words),
                                 "relevant period of the requirement", Remedy::later_end);
    hindrance.until = option.sessions.back();
    option.hindrances.push_back(std::move(hindrance));
  }

  void clashing(Option& option) {
    for (const Date day : option.sessions) {
      SessionTime time{day, option.start_minute, option.minutes};
      const std::vector<SessionClash>& found = clashes_on(time);
      if (!found.empty()) {
        option.hindrances.push_back(broken(4, fmt::format("{}: {}", format(day), found.front().message),
                                           "plan.constraints, contacts or bank holidays", Remedy::move_sessions));
        return;
      }
    }
    for (const Date day : option.sessions)
      if (!is_bank_holiday(day)) {
        Hindrance hindrance =
            broken(4, fmt::format("{}: the table of bank holidays does not reach so far", format(day)),
                   "bank holidays of England and Wales", Remedy::none);
        hindrance.undetermined = true;
        option.hindrances.push_back(std::move(hindrance));
        return;
      }
  }

  void beside_kept_mains(Option& option) const {
    if (!is_main(*option.intervention->kind) || option.intervention->alongside_allowed.is(true)) return;
    for (const KeptWork& work : question_.kept) {
      if (work.main == false || work.alongside_allowed) continue;
      const bool apart =
          work.span && (work.span->last < option.sessions.front() || option.sessions.back() < work.span->first);
      if (apart) continue;
      Hindrance hindrance = broken(
          5,
          fmt::format("at one time with {} ({})", subject_of(*work.activity),
                      work.intervention_id().empty() ? "its intervention is not recorded" : work.intervention_id()),
          "one main intervention at a time", Remedy::kept_work);
      if (!work.span || !work.main) {
        hindrance.undetermined = true;
        hindrance.message = fmt::format("whether it would be at one time with the main work {} is not known: {}",
                                        subject_of(*work.activity),
                                        work.span ? "its kind is not recorded" : "its sessions are not recorded");
        hindrance.missing.push_back({work.activity->place, work.span ? "kind" : "sessions"});
        hindrance.remedy = Remedy::record;
      }
      option.hindrances.push_back(std::move(hindrance));
    }
  }

  void in_sequence(Option& option) {
    const Intervention& intervention = *option.intervention;
    const std::string& own = intervention.id->text;
    const auto said = [&](std::string message, const KeptWork* unknown) {
      Hindrance hindrance = broken(6, std::move(message), "sequence of the catalogue entry", Remedy::kept_work);
      if (unknown != nullptr) {
        hindrance.undetermined = true;
        hindrance.missing.push_back({unknown->activity->place, "sessions"});
        hindrance.remedy = Remedy::record;
      }
      option.hindrances.push_back(std::move(hindrance));
    };
    if (intervention.sequence) {
      for (const Located<std::string>& earlier : intervention.sequence->after) {
        if (!earlier || completed_.contains(*earlier)) continue;
        bool given = false, over = false;
        const KeptWork* unknown = nullptr;
        for (const KeptWork& work : question_.kept) {
          if (work.intervention_id() != *earlier) continue;
          given = true;
          if (!work.span) unknown = &work;
          else over = over || work.span->last < option.sessions.front();
        }
        if (!given && *earlier != own) option.after.push_back(*earlier);
        else if (!over)
          said(fmt::format("comes after {}, which {}", *earlier,
                           unknown != nullptr ? "is under way with sessions that are not recorded"
                                              : "is not over before it begins"),
               unknown);
      }
      for (const Located<std::string>& later : intervention.sequence->before)
        for (const KeptWork& work : question_.kept) {
          if (!later || work.intervention_id() != *later) continue;
          if (!work.span) said(fmt::format("comes before {}, whose sessions are not recorded", *later), &work);
          else if (!(option.sessions.back() < work.span->first))
            said(fmt::format("comes before {}, which begins on {}", *later, format(work.span->first)), nullptr);
        }
    }
    for (const KeptWork& work : question_.kept) {
      if (work.intervention == nullptr || !work.intervention->sequence) continue;
      for (const Located<std::string>& later : work.intervention->sequence->before) {
        if (!later.is(own)) continue;
        if (!work.span)
          said(fmt::format("{} comes before it, and its sessions are not recorded", work.intervention_id()), &work);
        else if (!(work.span->last < option.sessions.front()))
          said(fmt::format("{} comes before it and is not over before {}", work.intervention_id(),
                           format(option.sessions.front())),
               nullptr);
      }
    }
  }

  void weekly(Option& option) const {
    std::map<Date, std::int64_t> weeks;
    for (const Date day : option.sessions) ++weeks[monday_of(day)];
    for (const auto& [monday, sessions] : weeks) {
      const auto limit = question_.sessions_a_week(monday);
      const auto kept = kept_in_week_.find(monday);
      const std::int64_t all = sessions + (kept == kept_in_week_.end() ? 0 : kept->second);
      if (!limit || all <= *limit) continue;
      option.hindrances.push_back(
          broken(8,
                 fmt::format("{} in the week of {}, kept work included; the limit is {}", counted(all, "session"),
                             format(monday), *limit),
                 question_.wishes.sessions_a_week ? "--max-per-week" : "policy sessions_per_week", Remedy::more_a_week,
                 all - *limit));
      return;
    }
  }

  const Question& question_;
  const CaseFacts& facts_;
  Supply supply_;
  std::set<Date> kept_days_;
  std::map<Date, std::int64_t> kept_in_week_;
  std::set<std::string> completed_, running_;
  std::map<std::tuple<Date, int, std::int64_t>, std::vector<SessionClash>> clashes_;
};

}  // namespace

Supply supply(const Question& question) { return Supplier(question).run(); }

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

}  // namespace probation::planning
