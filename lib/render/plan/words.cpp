#include "render/plan/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/fact_words.hpp"
#include "render/words.hpp"

namespace probation::render {

using planning::Chosen;
using planning::NotChosen;
using planning::Objective;
using planning::Offer;
using planning::Option;
using planning::Question;
using planning::Suggestion;
using planning::Supply;

std::string rule_name(int rule) { return rule == 0 ? std::string{} : fmt::format("H{}", rule); }

std::string rule_words(int rule) {
  return rule == 0 ? std::string{} : in_a_sentence(phrase("rule", rule_name(rule))) + ": ";
}

std::vector<NeedArea> served(const Question& question, const Option& option) {
  std::vector<NeedArea> list;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
    if ((option.serves >> r & 1U) != 0) list.push_back(question.needs.needs[r].area);
  return list;
}

std::string crn_of(const Question& question) {
  return question.facts->file.crn ? question.facts->file.crn->text : std::string("case without CRN");
}
std::string subject(const Question& question) {
  return fmt::format("{} {}", crn_of(question), subject_of(*question.order, *question.requirement));
}

std::string_view spoken(InterventionKind kind) {
  switch (kind) {
    case InterventionKind::accredited_programme: return "accredited programme";
    case InterventionKind::structured_intervention: return "structured intervention";
    case InterventionKind::toolkit: return "toolkit";
    case InterventionKind::commissioned_service: return "commissioned service";
    case InterventionKind::unpaid_work_project: return "unpaid work project";
    case InterventionKind::attendance_centre: return "attendance centre";
  }
  return {};
}
std::string spoken(const Question& question, NeedArea area) {
  std::string text = need_shown(*question.facts, question.needs, area);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}
std::string spoken_list(const Question& question, const std::vector<NeedArea>& list) {
  std::vector<std::string> words;
  for (const NeedArea area : list) words.push_back(spoken(question, area));
  return join(words, ", ");
}
std::string date_list(const std::vector<Date>& list) {
  std::vector<std::string> words;
  for (const Date day : list) words.push_back(format(day));
  return join(words, " ");
}
std::vector<Date> dates_of(const std::vector<SessionTime>& sessions) {
  std::vector<Date> dates;
  for (const SessionTime& session : sessions) dates.push_back(session.date);
  return dates;
}

std::string needs_line(const Question& question) {
  std::string text;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
    text += fmt::format("{}{} {}", r == 0 ? "" : ", ", r + 1, spoken(question, question.needs.needs[r].area));
  return text.empty() ? "none" : text;
}

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::string when_and_where(const Option& option) {
  static constexpr std::array<std::string_view, 7> names{"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                                         "Fridays", "Saturdays", "Sundays"};
  std::vector<std::string> hours;  // each of the week, in the order they come
  for (const SessionTime& session : option.sessions) {
    std::string words(names[session.date.weekday().iso_encoding() - 1]);
    if (session.start_minute) words += " " + clock(*session.start_minute);
    if (std::find(hours.begin(), hours.end(), words) == hours.end()) hours.push_back(std::move(words));
  }
  std::string text = hours.size() <= 3 ? join(hours, " and ") : std::string("several days of the week");
  if (option.entry != nullptr && option.entry->location) text += ", " + *option.entry->location;
  return text;
}

std::string wraparound(const Supply& supply, const std::vector<Chosen>& chosen, const Option& option) {
  if (is_main(*option.intervention->kind)) return {};
  const Option* main = nullptr;
  for (const Chosen& other : chosen) {
    const Option& candidate = supply.options[other.option];
    if (is_main(*candidate.intervention->kind) && main == nullptr) main = &candidate;
  }
  if (main == nullptr) return {};
  const std::string_view where = option.last() < main->first()   ? "before"
                                 : main->last() < option.first() ? "after"
                                                                 : "beside";
  return fmt::format("; {} {}", where, *main->intervention->title.value);
}

char letter(std::size_t i) { return static_cast<char>(i < 26 ? 'A' + static_cast<int>(i) : '+'); }

Weeks weeks_of(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen) {
  Weeks weeks;
  const auto mark = [&](Date day, char sign) {
    std::array<char, 7> empty{};
    empty.fill('.');
    char& at = weeks.emplace(monday_of(day), empty).first->second[day.weekday().iso_encoding() - 1];
    at = at == '.' ? sign : '&';
  };
  for (std::size_t i = 0; i < chosen.size(); ++i)
    for (const SessionTime& session : supply.options[chosen[i].option].sessions) mark(session.date, letter(i));
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const Date day : work.ahead) mark(day, 'k');
  return weeks;
}

std::string strip(const Weeks& weeks) {
  std::string text = "  week of     M T W T F S S\n";
  std::optional<Date> next;
  for (const auto& [monday, days] : weeks) {
    if (next && *next < monday) text += "  ...\n";
    text += fmt::format("  {} ", format(monday));
    for (const char sign : days) text += fmt::format(" {}", sign);
    text += '\n';
    next = monday + Days{7};
  }
  return text;
}

std::string covered_line(const Question& question, const Objective& objective) {
  static constexpr std::array<std::string_view, 4> how{"", "other work", "structured intervention",
                                                       "accredited programme"};
  std::string text;
  for (std::size_t i = 0; i < objective.covered.size(); ++i)
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", spoken(question, objective.covered[i]),
                        how[static_cast<std::size_t>(objective.strength[i])]);
  return text.empty() ? "none" : text;
}

std::string verdict_words(const Suggestion& suggestion) {
  const std::string offered = counted(static_cast<long long>(suggestion.supply.options.size()), "option");
  switch (suggestion.status) {
    case planning::Answer::Status::optimal:
      return suggestion.chosen.empty()
                 ? "nothing more is needed: the work under way covers as much as any plan could"
                 : fmt::format("the best plan, proved of the {} on offer (rolling work in every week)", offered);
    case planning::Answer::Status::feasible:
      return suggestion.grid_only && !suggestion.bound
                 ? fmt::format(
                       "the best plan of a grid, rolling work begun in every {} weeks ({}); other weeks may give "
                       "a better one",
                       suggestion.question.wishes.grid, offered)
                 : "the best plan found in the time given, not proved";
    case planning::Answer::Status::infeasible: return "no plan keeps the rules";
  }
  return {};
}

std::string days_line(const Question& question) {
  std::vector<std::string> parts{
      fmt::format("{} of at most {} counted", counted(question.days.counted, "day"), *question.max_days)};
  if (question.days.could_count > 0) parts.push_back(fmt::format("{} that may still count", question.days.could_count));
  parts.push_back(fmt::format("{} ahead in kept work and appointments",
                              static_cast<std::int64_t>(question.days.ahead.size()) + question.days.undated));
  return fmt::format("{}: {} to plan, up to {} ({})", join(parts, ", "), counted(question.days_available(), "day"),
                     format(question.horizon), question.horizon_words);
}

std::string reason_words(const NotChosen& left) {
  return left.lost_on.empty() || left.rule != 0
             ? rule_words(left.rule) + left.message
             : fmt::format("{}: {}", in_a_sentence(phrase("field", left.lost_on)), left.message);
}

std::vector<std::string> left_out_lines(const Suggestion& suggestion) {
  std::map<std::size_t, const NotChosen*> by_option;
  for (const NotChosen& left : suggestion.not_chosen) by_option[left.option] = &left;
  std::vector<std::string> lines, no_need;
  for (const Offer& offer : suggestion.supply.offers) {
    if (!offer.no_need.empty()) {
      no_need.push_back(offer.intervention->needs.empty() ? offer.id + " (its needs are not recorded)" : offer.id);
      continue;
    }
    if (offer.no_option) {
      lines.push_back(fmt::format("{}: {}", offer.id, offer.no_option->message));
      continue;
    }
    // Options that are left out for the same reason say it once: lasting reasons first, then those of room.
    struct Group {
      const NotChosen* first = nullptr;
      long long more = 0;
    };
    std::map<std::tuple<int, int, std::string>, Group> groups;
    for (const std::size_t at : offer.options) {
      const auto found = by_option.find(at);
      if (found == by_option.end()) continue;
      const NotChosen& left = *found->second;
      Group& group = groups[{left.rule == 0 ? 10 : planning::standing_of_rule(left.rule), left.rule, left.lost_on}];
      if (group.first == nullptr) group.first = &left;
      else ++group.more;
    }
    for (const auto& [key, group] : groups)
      lines.push_back(fmt::format("{}{}: {}", suggestion.supply.options[group.first->option].id,
                                  group.more > 0 ? fmt::format(" and {} more", counted(group.more, "option")) : "",
                                  reason_words(*group.first)));
  }
  if (!no_need.empty()) lines.push_back(fmt::format("serving none of this person's needs: {}", join(no_need, ", ")));
  return lines;
}

std::vector<std::string> uncovered_lines(const Question& question, const std::vector<planning::Uncovered>& open) {
  std::vector<std::string> lines;
  for (const planning::Uncovered& one : open)
    lines.push_back(fmt::format("{}: {}", spoken(question, one.area), one.why));
  return lines;
}

std::vector<std::string> programme_lines(const Suggestion& suggestion) {
  std::vector<std::string> lines;
  for (const planning::ProgrammeOpen& one : suggestion.programmes)
    lines.push_back(fmt::format(
        "{} ({}): {}", one.intervention->title ? *one.intervention->title : std::string{}, one.intervention->id->text,
        one.to_settle.empty() ? std::string("eligible by the record") : "to settle: " + join(one.to_settle, "; ")));
  return lines;
}

std::string assumed_words(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  if (std::none_of(suggestion.supply.offers.begin(), suggestion.supply.offers.end(),
                   [](const Offer& offer) { return offer.hours_assumed && !offer.options.empty(); }))
    return {};
  std::vector<std::string> hours;
  for (const planning::RollingHour& hour : question.hours)
    hours.push_back(fmt::format("{}{}", document::word(hour.weekday), hour.minute ? " " + clock(*hour.minute) : ""));
  return fmt::format(
      "rolling work that publishes no hours: assumed {} (policy rolling_hours), from {} on (policy "
      "referral_lead_days)",
      join(hours, ", "), format(question.first_rolling_day()));
}

std::string conflict_words(const planning::Conflict& conflict) {
  std::vector<std::string> rules;
  for (const int rule : conflict.rules) rules.push_back(in_a_sentence(phrase("rule", rule_name(rule))));
  return (rules.empty() ? std::string("no rule; there is nothing to choose from") : join(rules, ", ")) +
         (conflict.smallest ? "" : " (not every way was looked at: a smaller set may do)");
}

std::string starts_words(const Question& question, const Objective& objective) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < objective.covered.size(); ++i)
    words.push_back(fmt::format("{} {}", spoken(question, objective.covered[i]),
                                objective.starts[i] ? format(*objective.starts[i]) : "not known"));
  std::string text = join(words, ", ");
  if (objective.inversions > 0)
    text += fmt::format("; {} of needs begun out of rank: nothing that keeps the rules begins them in rank",
                        counted(objective.inversions, "pair"));
  return text;
}

std::string kept_words(const KeptWork& work) {
  std::string text = date_list(work.ahead);
  if (work.days_without_date > 0)
    text +=
        fmt::format("{}{} ahead, dates not recorded", text.empty() ? "" : "; ", counted(work.days_without_date, "day"));
  return text.empty() ? "nothing ahead" : text;
}

std::vector<std::string> kept_lines(const Question& question) {
  std::vector<std::string> lines;
  for (const KeptWork& work : question.kept)
    if (work.own)
      lines.push_back(
          fmt::format("{} {}: {}", subject_of(*work.activity), safe_text(work.intervention_id()), kept_words(work)));
  return lines;
}

std::vector<PlanLine> plan_lines(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::vector<PlanLine> lines;
  if (suggestion.bound)
    lines.push_back(
        {"Not closed", fmt::format("{}, by at most {}", suggestion.bound->first, suggestion.bound->second)});
  if (suggestion.conflict) {
    lines.push_back({"In conflict", conflict_words(*suggestion.conflict)});
    lines.push_back({"Smallest change", suggestion.conflict->change});
  } else {
    lines.push_back({"Covered", covered_line(question, suggestion.objective)});
    if (!suggestion.objective.covered.empty()) lines.push_back({"Begun", starts_words(question, suggestion.objective)});
  }
  for (std::string& line : uncovered_lines(question, suggestion.uncovered))
    lines.push_back({"Not covered", std::move(line)});
  for (std::string& line : programme_lines(suggestion)) lines.push_back({"Consider first", std::move(line)});
  return lines;
}

}  // namespace probation::render
