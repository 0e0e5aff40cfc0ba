#include "render/plan/words.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"

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
std::string spoken(NeedArea area) {
  std::string text(word(area));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}
std::string spoken_list(const std::vector<NeedArea>& list) {
  std::vector<std::string> words;
  for (const NeedArea area : list) words.push_back(spoken(area));
  return join(words, ", ");
}
std::string date_list(const std::vector<Date>& list) {
  std::vector<std::string> words;
  for (const Date day : list) words.push_back(format(day));
  return join(words, " ");
}

std::string needs_line(const Question& question) {
  std::string text;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
    text += fmt::format("{}{} {}", r == 0 ? "" : ", ", r + 1, spoken(question.needs.needs[r].area));
  return text.empty() ? "none" : text;
}

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::string when_and_where(const Option& option) {
  static constexpr std::array<std::string_view, 7> names{"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                                         "Fridays", "Saturdays", "Sundays"};
  const auto weekday = [](Date day) { return day.weekday().iso_encoding() - 1; };
  const unsigned first = weekday(option.sessions.front());
  std::string text =
      std::all_of(option.sessions.begin(), option.sessions.end(), [&](Date day) { return weekday(day) == first; })
          ? std::string(names[first])
          : std::string("several days of the week");
  if (option.start_minute) text += " " + clock(*option.start_minute);
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
  const std::string_view where = option.sessions.back() < main->sessions.front()   ? "before"
                                 : main->sessions.back() < option.sessions.front() ? "after"
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
    for (const Date day : supply.options[chosen[i].option].sessions) mark(day, letter(i));
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

std::string covered_line(const Objective& objective) {
  static constexpr std::array<std::string_view, 4> how{"", "other work", "structured intervention",
                                                       "accredited programme"};
  std::string text;
  for (std::size_t i = 0; i < objective.covered.size(); ++i)
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", spoken(objective.covered[i]),
                        how[static_cast<std::size_t>(objective.strength[i])]);
  return text.empty() ? "none" : text;
}

std::string verdict_words(const Suggestion& suggestion) {
  switch (suggestion.status) {
    case planning::Answer::Status::optimal:
      return suggestion.chosen.empty() ? "nothing to add: the work under way covers as much as any plan could"
                                       : "the best plan, proved";
    case planning::Answer::Status::feasible: return "the best plan found in the time given, not proved";
    case planning::Answer::Status::infeasible: return "no plan keeps the rules";
  }
  return {};
}

std::string days_line(const Question& question) {
  return fmt::format("{} of at most {} counted, {} ahead in kept work: {} to plan, up to {} ({})",
                     counted(question.days_counted, "day"), *question.max_days, question.kept_days_ahead,
                     counted(question.days_available(), "day"), format(question.horizon), question.horizon_words);
}

std::string reason_words(const NotChosen& left) {
  return left.rule != 0         ? fmt::format("{}: {}", rule_name(left.rule), left.message)
         : left.lost_on.empty() ? left.message
                                : fmt::format("{}: {}", left.lost_on, left.message);
}

std::vector<std::string> left_out_lines(const Suggestion& suggestion) {
  std::map<std::size_t, const NotChosen*> by_option;
  for (const NotChosen& left : suggestion.not_chosen) by_option[left.option] = &left;
  std::vector<std::string> lines;
  for (const Offer& offer : suggestion.supply.offers) {
    if (offer.no_option) {
      const bool serves =
          std::any_of(offer.intervention->needs.begin(), offer.intervention->needs.end(),
                      [&](const Located<NeedArea>& area) { return area && suggestion.question.needs.rank(*area); });
      if (serves) lines.push_back(fmt::format("{}: {}", offer.id, offer.no_option->message));
      continue;
    }
    // Runs of options that are left out for the same reason say it once.
    std::size_t i = 0;
    while (i < offer.options.size()) {
      const auto at = by_option.find(offer.options[i]);
      if (at == by_option.end()) {
        ++i;
        continue;
      }
      const NotChosen& first = *at->second;
      std::size_t j = i + 1;
      while (j < offer.options.size()) {
        const auto other = by_option.find(offer.options[j]);
        if (other == by_option.end() || other->second->rule != first.rule || other->second->lost_on != first.lost_on)
          break;
        ++j;
      }
      lines.push_back(
          fmt::format("{}{}: {}", suggestion.supply.options[offer.options[i]].id,
                      j - i > 1 ? fmt::format(" and {} later", counted(static_cast<long long>(j - i - 1), "option"))
                                : std::string{},
                      reason_words(first)));
      i = j;
    }
  }
  return lines;
}

}  // namespace probation::render
