#include "planning/options.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/selected.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"
#include "planning/hindrances.hpp"

namespace probation::planning {
namespace {

constexpr int weeks_past_horizon = 60;  // how far rolling work looks for free dates once the plan's days are over
// Longer than any order the law allows runs; a date typed as 9999 gives no more options than such an order does.
constexpr int most_weeks_ahead = 4 * 53;
constexpr std::int64_t most_sessions = 366;

Hindrance none(std::string message) {
  Hindrance hindrance;
  hindrance.message = std::move(message);
  return hindrance;
}

std::string clock_words(const RollingHour& hour) {
  std::string words(document::word(hour.weekday));
  return hour.minute ? fmt::format("{}-{:02}:{:02}", words, *hour.minute / 60, *hour.minute % 60) : words;
}

class Supplier {
 public:
  explicit Supplier(const Question& question) : question_(question), facts_(*question.facts), hindering_(question) {}

  Supply run() {
    std::set<std::string> with_entry;
    if (question_.directory != nullptr) {
      const std::string elsewhere = other_region();
      for (const DirectoryEntry& entry : question_.directory->entries) {
        if (!entry.id || !entry.intervention) continue;
        if (elsewhere.empty()) with_entry.insert(*entry.intervention);
        add_offer(entry.id->text, *facts_.catalogue->find(*entry.intervention), &entry, elsewhere);
      }
    }
    for (const CatalogueEntry& entry : facts_.catalogue->entries) {
      if (!entry.intervention.id || with_entry.contains(entry.intervention.id->text)) continue;
      if (question_.directory == nullptr || entry.intervention.kind.is(InterventionKind::toolkit))
        add_offer(entry.intervention.id->text, entry.intervention, nullptr, {});
    }
    return std::move(supply_);
  }

 private:
  // Why the directory's entries are none of this person's; empty where they are.
  [[nodiscard]] std::string other_region() const {
    const Located<std::string>& runs_in = question_.directory->region;
    const Located<std::string> region = facts_.file.manager ? facts_.file.manager->region : Located<std::string>{};
    if (!runs_in || !region || region.is(*runs_in)) return {};
    return fmt::format("runs in {}; the case is of {}", *runs_in, region_shown(facts_));
  }

  // Why the intervention gives no option, before any date is looked at.
  std::optional<Hindrance> gives_none(const Intervention& intervention, const DirectoryEntry* entry) const {
    const std::string& id = intervention.id->text;
    if (hindering_.is_running(id)) return none("already in progress or kept");
    if (hindering_.is_completed(id)) return none("already completed");
    if (entry == nullptr && !intervention.kind.is(InterventionKind::toolkit) &&
        !intervention.kind.is(InterventionKind::structured_intervention) &&
        !intervention.kind.is(InterventionKind::commissioned_service))
      return none("without a directory only structured interventions, toolkits and commissioned services are on offer");
    if (!session_count(intervention, entry)) return none("the number of its sessions is not recorded");
    if (entry == nullptr) return std::nullopt;
    if (entry->places.is(0)) return none("full");
    if (entry->starts.empty() && !entry->rolling.is(true)) return none("no start is given and it is not rolling");
    return std::nullopt;
  }

  // Whether work may begin on a day: the register and the region are asked of the first session's day (PLN315), for
  // what is chosen today may be gone, and what is not yet chosen may be there, when it begins.
  struct FirstDay {
    std::string kept_out;              // why it may not; empty: it may
    std::optional<Hindrance> unknown;  // let pass by --allow-undetermined
  };
  const FirstDay& on_first_day(const Intervention& intervention, Date first) {
    const auto [at, fresh] = first_days_.try_emplace(std::pair(&intervention, first));
    FirstDay& day = at->second;
    if (!fresh) return day;
    if (const Approval approval = approval_on(intervention, first); !approval.may_be_offered) {
      day.kept_out = approval.approved ? approval.why_not : std::string("its state is not recorded");
      if (approval_on(intervention, facts_.as_of).may_be_offered) day.kept_out += " on " + format(first);
      return day;
    }
    const RegionsChoice choice = choice_of_region(facts_, intervention, first);
    if (choice.selected == true) return day;
    if (choice.selected == false) {
      day.kept_out = fmt::format("not selected in {} on {}", region_shown(facts_), format(first));
      return day;
    }
    const std::string words =
        choice.missing.empty()
            ? fmt::format("whether {} selected it for {} is not known", region_shown(facts_), format(first))
            : std::string("whether the region selected it is not known: the region is not recorded");
    if (!question_.wishes.allow_undetermined) {
      day.kept_out = words;
      return day;
    }
    day.unknown = none(words);
    day.unknown->undetermined = true;
    day.unknown->missing = choice.missing;
    return day;
  }

  [[nodiscard]] std::uint32_t served_by(const Intervention& intervention) const {
    std::uint32_t serves = 0;
    for (std::size_t r = 0; r < question_.needs.needs.size(); ++r)
      for (const Located<NeedArea>& area : intervention.needs)
        if (area.is(question_.needs.needs[r].area)) serves |= 1U << r;
    return serves;
  }
  // Whether some intervention of the catalogue asks for it first.
  [[nodiscard]] bool is_asked_for(const std::string& id) const {
    return std::any_of(
        facts_.catalogue->entries.begin(), facts_.catalogue->entries.end(), [&](const CatalogueEntry& entry) {
          return entry.intervention.sequence &&
                 std::any_of(entry.intervention.sequence->after.begin(), entry.intervention.sequence->after.end(),
                             [&](const Located<std::string>& one) { return one.is(id); });
        });
  }

  void add_offer(std::string id, const Intervention& intervention, const DirectoryEntry* entry,
                 const std::string& elsewhere) {
    Offer offer;
    offer.id = std::move(id);
    offer.intervention = &intervention;
    offer.entry = entry;
    if (elsewhere.empty()) offer.no_option = gives_none(intervention, entry);
    else offer.no_option = none(elsewhere);
    offer.questions = open_questions(intervention);
    const std::size_t before = supply_.options.size();
    kept_out_.clear();
    if (served_by(intervention) == 0 && !is_asked_for(intervention.id->text))
      offer.no_need = intervention.needs.empty() ? "which needs it serves is not recorded, so it serves none"
                                                 : "serves none of this person's needs";
    if (!offer.no_option && offer.no_need.empty()) {
      if (entry != nullptr && !entry->starts.empty()) add_starts(offer);
      else add_rolling(offer);
      if (supply_.options.size() == before && kept_out_.empty())
        kept_out_ = on_first_day(intervention, question_.first_day()).kept_out;
      if (supply_.options.size() == before && !kept_out_.empty()) offer.no_option = none(kept_out_);
      else if (supply_.options.size() == before)
        offer.no_option = none(question_.horizon < question_.first_day()
                                   ? fmt::format("no day is left: {} is the last", format(question_.horizon))
                               : entry != nullptr && !entry->starts.empty() ? std::string("no start lies ahead")
                                                                            : std::string("no free date"));
    }
    if (!offer.no_option && !offer.no_need.empty())
      if (const FirstDay& day = on_first_day(intervention, question_.first_day()); !day.kept_out.empty())
        offer.no_option = none(day.kept_out);
    for (std::size_t i = before; i < supply_.options.size(); ++i) offer.options.push_back(i);
    std::stable_sort(offer.options.begin(), offer.options.end(), [&](std::size_t a, std::size_t b) {
      return supply_.options[a].first() < supply_.options[b].first();
    });
    const Date first = offer.options.empty() ? question_.first_day() : supply_.options[offer.options.front()].first();
    offer.reasons = hindering_.reasons(intervention, entry, first);
    supply_.offers.push_back(std::move(offer));
  }

  // ---- groups
  void add_starts(const Offer& offer) {
    const std::int64_t per_week = std::max<std::int64_t>(1, offer.intervention->sessions->per_week.value_or(1));
    const SessionCount count = *session_count(*offer.intervention, offer.entry);
    SessionTime time{question_.from, std::nullopt, std::nullopt};
    if (offer.entry->time) time.start_minute = offer.entry->time->minute_of_day;
    time.minutes = offer.entry->minutes ? offer.entry->minutes.value : offer.intervention->sessions->minutes.value;
    std::set<Date> starts;
    for (const Located<Date>& start : offer.entry->starts)
      if (start && *start >= question_.first_day()) starts.insert(*start);
    for (const Date start : starts)
      for (const std::int64_t n : count.numbers) {
        std::vector<SessionTime> sessions;
        int moved = 0;  // days this and every later session has been moved
        for (std::int64_t i = 0; i < n; ++i) {
          time.date = start + Days{static_cast<int>(7 * i / per_week) + moved};
          while (is_bank_holiday(time.date).value_or(false)) {
            time.date = time.date + Days{7};
            moved += 7;
          }
          sessions.push_back(time);
        }
        add_option(offer, fmt::format("{}@{}", offer.id, format(start)), std::move(sessions), count, n);
      }
  }

  // ---- rolling work
  std::vector<RollingHour> hours_of(Offer& offer) const {
    std::vector<RollingHour> hours;
    const DirectoryEntry* entry = offer.entry;
    if (entry != nullptr)
      for (const DirectoryHour& hour : entry->hours)
        if (hour.weekday && hour.time) hours.push_back({*hour.weekday, hour.time->minute_of_day});
    if (!hours.empty() || entry == nullptr || (!entry->weekday && !entry->time)) {
      offer.hours_assumed = hours.empty();
      return hours.empty() ? question_.hours : hours;
    }
    const std::optional<int> minute = entry->time ? std::optional(entry->time->minute_of_day) : std::nullopt;
    if (entry->weekday) return {{*entry->weekday, minute}};
    for (int weekday = 0; weekday < 5; ++weekday) hours.push_back({static_cast<Weekday>(weekday), minute});
    return hours;
  }

  // The hours of a week's sessions: from `first` on in the order of the list, each on another day.
  static std::vector<RollingHour> week_of_hours(const std::vector<RollingHour>& hours, std::size_t first,
                                                std::int64_t per_week) {
    std::vector<RollingHour> week;
    for (std::size_t i = 0; i < hours.size() && static_cast<std::int64_t>(week.size()) < per_week; ++i) {
      const RollingHour& hour = hours[(first + i) % hours.size()];
      if (std::none_of(week.begin(), week.end(), [&](const RollingHour& h) { return h.weekday == hour.weekday; }))
        week.push_back(hour);
    }
    if (static_cast<std::int64_t>(week.size()) < per_week) week.resize(1);  // fewer hours than that: weekly
    return week;
  }

  void add_rolling(Offer& offer) {
    const SessionCount count = *session_count(*offer.intervention, offer.entry);
    const std::int64_t per_week = std::max<std::int64_t>(1, offer.intervention->sessions->per_week.value_or(1));
    const std::vector<RollingHour> hours = hours_of(offer);
    std::optional<std::int64_t> minutes = offer.intervention->sessions->minutes.value;
    if (offer.entry != nullptr && offer.entry->minutes) minutes = offer.entry->minutes.value;
    offer.minutes_assumed = !minutes;
    if (!minutes) minutes = question_.session_minutes;
    const int step = static_cast<int>(7 * std::max<std::int64_t>(1, question_.wishes.grid));
    for (Date week = question_.first_rolling_day(); week <= last_week(); week = week + Days{step}) {
      std::set<std::vector<std::tuple<Date, int>>> seen;
      for (std::size_t h = 0; h < hours.size(); ++h) {
        const std::vector<SessionTime> sessions =
            sessions_from(*offer.intervention, week, week_of_hours(hours, h, per_week), *minutes, count.numbers.back());
        std::vector<std::tuple<Date, int>> when;
        for (const SessionTime& session : sessions) when.emplace_back(session.date, session.start_minute.value_or(-1));
        if (sessions.empty() || !seen.insert(when).second) continue;
        const std::string id = fmt::format("{}@{}{}", offer.id, format(sessions.front().date),
                                           h == 0 ? std::string{} : "/" + clock_words(hours[h]));
        for (const std::int64_t n : count.numbers) {
          if (n > static_cast<std::int64_t>(sessions.size())) break;
          if (question_.wishes.shortest && n > count.numbers.front()) break;
          add_option(offer, id, {sessions.begin(), sessions.begin() + n}, count, n);
        }
      }
    }
  }

  // The last day on which rolling work may begin.
  [[nodiscard]] Date last_week() const {
    return std::min(question_.horizon, question_.first_rolling_day() + Days{7 * most_weeks_ahead});
  }

  // The free ones of the hours, week by week; none where the first is not free in the first week.
  std::vector<SessionTime> sessions_from(const Intervention& intervention, Date first_week,
                                         const std::vector<RollingHour>& hours, std::int64_t minutes,
                                         std::int64_t most) {
    std::vector<SessionTime> sessions;
    const Date until = last_week() + Days{7 * weeks_past_horizon};
    const auto in_week = [](Date week, const RollingHour& hour) {
      const int ahead = static_cast<int>(hour.weekday) - static_cast<int>(week.weekday().iso_encoding()) + 1;
      return week + Days{(ahead + 7) % 7};
    };
    const SessionTime first{in_week(first_week, hours.front()), hours.front().minute, minutes};
    if (!hindering_.clashes_on(first, intervention).empty()) return sessions;
    for (Date week = first_week; week <= until && static_cast<std::int64_t>(sessions.size()) < most;
         week = week + Days{7}) {
      std::vector<SessionTime> here;
      for (const RollingHour& hour : hours) here.push_back({in_week(week, hour), hour.minute, minutes});
      std::sort(here.begin(), here.end(), [](const SessionTime& a, const SessionTime& b) { return a.date < b.date; });
      for (const SessionTime& session : here)
        if (session.date >= first.date && static_cast<std::int64_t>(sessions.size()) < most &&
            hindering_.clashes_on(session, intervention).empty())
          sessions.push_back(session);
    }
    return sessions;
  }

  void add_option(const Offer& offer, const std::string& id, std::vector<SessionTime> sessions,
                  const SessionCount& count, std::int64_t number) {
    const FirstDay& day = on_first_day(*offer.intervention, sessions.front().date);
    if (!day.kept_out.empty()) {
      if (kept_out_.empty()) kept_out_ = day.kept_out;
      return;
    }
    Option option;
    option.id = count.flexible ? fmt::format("{}x{}", id, number) : id;
    option.offer = supply_.offers.size();
    option.intervention = offer.intervention;
    option.entry = offer.entry;
    option.sessions = std::move(sessions);
    option.serves = served_by(*offer.intervention);
    option.longer_than_needed = number > count.numbers.front();
    if (day.unknown) option.hindrances.push_back(*day.unknown);
    hindering_.judge(option);
    supply_.options.push_back(std::move(option));
  }

  const Question& question_;
  const CaseFacts& facts_;
  Supply supply_;
  Hindering hindering_;
  std::map<std::pair<const Intervention*, Date>, FirstDay> first_days_;
  std::string kept_out_;  // of the offer in hand: why the first of its dates makes no option
};

}  // namespace

std::optional<SessionCount> session_count(const Intervention& intervention, const DirectoryEntry* entry) {
  if (!intervention.sessions) return std::nullopt;
  const Sessions& sessions = *intervention.sessions;
  const auto is_one_to_one = [&] {
    if (entry != nullptr && entry->format) return entry->format.is(DeliveryFormat::one_to_one);
    const auto* formats = intervention.delivery ? &intervention.delivery->formats : nullptr;
    return formats != nullptr && !formats->empty() &&
           std::all_of(formats->begin(), formats->end(),
                       [](const Located<DeliveryFormat>& one) { return one.is(DeliveryFormat::one_to_one); });
  };
  SessionCount count;
  if (sessions.min && sessions.max && (intervention.kind.is(InterventionKind::toolkit) || is_one_to_one())) {
    count.flexible = true;
    for (std::int64_t n = std::max<std::int64_t>(1, *sessions.min); n <= std::min(*sessions.max, most_sessions); ++n)
      count.numbers.push_back(n);
  } else {
    std::int64_t sum = 0;
    for (const auto* part : {&sessions.pre_group, &sessions.group, &sessions.one_to_one, &sessions.post})
      sum += part->value_or(0);
    if (sum > 0 && sum <= most_sessions) count.numbers.push_back(sum);
  }
  if (count.numbers.empty()) return std::nullopt;
  return count;
}

std::string Offer::assumptions() const {
  std::vector<std::string> words;
  if (hours_assumed) words.emplace_back("its hours (policy rolling_hours)");
  if (minutes_assumed) words.emplace_back("its length (policy session_minutes)");
  return words.empty() ? std::string{} : fmt::format("assumed: {}", join(words, " and "));
}

Supply supply(const Question& question) { return Supplier(question).run(); }

}  // namespace probation::planning
