#include "render/plan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue_facts.hpp"

namespace probation::render {
namespace {

using planning::Chosen;
using planning::Hindrance;
using planning::Ladder;
using planning::NotChosen;
using planning::Objective;
using planning::Offer;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;
using planning::Supply;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
template <class T>
Json id_or_null(const Located<T>& id) {
  return id ? Json(id->text) : Json(nullptr);
}
Json dates(const std::vector<Date>& list) {
  Json array = Json::array();
  for (const Date day : list) array.push_back(format(day));
  return array;
}
Json areas(const std::vector<NeedArea>& list) {
  Json array = Json::array();
  for (const NeedArea area : list) array.push_back(word(area));
  return array;
}
std::string rule_name(int rule) { return fmt::format("H{}", rule); }
Json rule_or_null(int rule) { return rule == 0 ? Json(nullptr) : Json(rule_name(rule)); }

Json objective_json(const Objective& objective) {
  return {{"covered", areas(objective.covered)}, {"strength", objective.strength}, {"weighted_sessions", objective.weighted_sessions},
          {"last_session", objective.last_session ? Json(format(*objective.last_session)) : Json(nullptr)}, {"distinct_days", objective.distinct_days}};
}

std::vector<NeedArea> served(const Question& question, const Option& option) {
  std::vector<NeedArea> list;
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r)
    if ((option.serves >> r & 1U) != 0) list.push_back(question.needs.needs[r].area);
  return list;
}

Json chosen_json(const Question& question, const Supply& supply, const Chosen& chosen) {
  const Option& option = supply.options[chosen.option];
  return {{"option", option.id}, {"intervention", option.intervention->id->text}, {"directory", option.entry != nullptr ? id_or_null(option.entry->id) : Json(nullptr)},
          {"needs", areas(served(question, option))}, {"sessions", dates(option.sessions)}, {"undetermined", chosen.undetermined}};
}

std::string crn_of(const Question& question) { return question.facts->file.crn ? question.facts->file.crn->text : std::string("case without CRN"); }
std::string subject(const Question& question) { return fmt::format("{} {}", crn_of(question), subject_of(*question.order, *question.requirement)); }

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
  for (std::size_t r = 0; r < question.needs.needs.size(); ++r) text += fmt::format("{}{} {}", r == 0 ? "" : ", ", r + 1, spoken(question.needs.needs[r].area));
  return text.empty() ? "none" : text;
}

std::string clock(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::string when_and_where(const Option& option) {
  static constexpr std::array<std::string_view, 7> names{"Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"};
  const auto weekday = [](Date day) { return day.weekday().iso_encoding() - 1; };
  const unsigned first = weekday(option.sessions.front());
  std::string text = std::all_of(option.sessions.begin(), option.sessions.end(), [&](Date day) { return weekday(day) == first; }) ? std::string(names[first]) : std::string("several days of the week");
  if (option.start_minute) text += " " + clock(*option.start_minute);
  if (option.entry != nullptr && option.entry->location) text += ", " + *option.entry->location;
  return text;
}

// Where a toolkit stands to the main work of the plan.
std::string wraparound(const Supply& supply, const std::vector<Chosen>& chosen, const Option& option) {
  if (is_main(*option.intervention->kind)) return {};
  const Option* main = nullptr;
  for (const Chosen& other : chosen) {
    const Option& candidate = supply.options[other.option];
    if (is_main(*candidate.intervention->kind) && main == nullptr) main = &candidate;
  }
  if (main == nullptr) return {};
  const std::string_view where = option.sessions.back() < main->sessions.front() ? "before" : main->sessions.back() < option.sessions.front() ? "after" : "beside";
  return fmt::format("; {} {}", where, *main->intervention->title.value);
}

char letter(std::size_t i) { return static_cast<char>(i < 26 ? 'A' + static_cast<int>(i) : '+'); }

// One line a week: the chosen by letter, kept work as k, both on one day as &.
std::string strip(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen) {
  std::map<Date, std::array<char, 7>> weeks;
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
  std::string text = "  week of     M T W T F S S\n";
  Date next = weeks.empty() ? question.horizon : weeks.begin()->first;
  for (const auto& [monday, days] : weeks) {
    if (next < monday) text += "  ...\n";
    text += fmt::format("  {} ", format(monday));
    for (const char sign : days) text += fmt::format(" {}", sign);
    text += '\n';
    next = monday + Days{7};
  }
  return text;
}

std::string covered_line(const Objective& objective) {
  static constexpr std::array<std::string_view, 4> how{"", "other work", "structured intervention", "accredited programme"};
  std::string text;
  for (std::size_t i = 0; i < objective.covered.size(); ++i)
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", spoken(objective.covered[i]), how[static_cast<std::size_t>(objective.strength[i])]);
  return text.empty() ? "none" : text;
}

std::string verdict_words(const Suggestion& suggestion) {
  switch (suggestion.status) {
    case planning::Answer::Status::optimal: return suggestion.chosen.empty() ? "nothing to add: the work under way covers as much as any plan could" : "the best plan, proved";
    case planning::Answer::Status::feasible: return "the best plan found in the time given, not proved";
    case planning::Answer::Status::infeasible: return "no plan keeps the rules";
  }
  return {};
}

std::string days_line(const Question& question) {
  return fmt::format("{} of at most {} counted, {} ahead in kept work: {} to plan, up to {} ({})", counted(question.days_counted, "day"), *question.max_days, question.kept_days_ahead, counted(question.days_available(), "day"),
                     format(question.horizon), question.horizon_words);
}

std::string reason_words(const NotChosen& left) { return left.rule != 0 ? fmt::format("{}: {}", rule_name(left.rule), left.message) : left.lost_on.empty() ? left.message : fmt::format("{}: {}", left.lost_on, left.message); }

// Offer by offer, the reason of the first option and how many others stand with it.
std::vector<std::string> left_out_lines(const Suggestion& suggestion) {
  std::map<std::size_t, const NotChosen*> by_option;
  for (const NotChosen& left : suggestion.not_chosen) by_option[left.option] = &left;
  std::vector<std::string> lines;
  for (const Offer& offer : suggestion.supply.offers) {
    if (offer.no_option) {
      const bool serves = std::any_of(offer.intervention->needs.begin(), offer.intervention->needs.end(), [&](const Located<NeedArea>& area) { return area && suggestion.question.needs.rank(*area); });
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
        if (other == by_option.end() || other->second->rule != first.rule || other->second->lost_on != first.lost_on) break;
        ++j;
      }
      lines.push_back(fmt::format("{}{}: {}", suggestion.supply.options[offer.options[i]].id, j - i > 1 ? fmt::format(" and {} later", counted(static_cast<long long>(j - i - 1), "option")) : std::string{}, reason_words(first)));
      i = j;
    }
  }
  return lines;
}

std::string chosen_text(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen) {
  std::string out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    out += fmt::format("  {} {}: {} ({}), {}{}\n", letter(i), option.id, *option.intervention->title.value, spoken(*option.intervention->kind), when_and_where(option), wraparound(supply, chosen, option));
    const std::vector<NeedArea> needs = served(question, option);
    if (!needs.empty()) out += fmt::format("    for {}\n", spoken_list(needs));
    else out += "    for no ranked need: it takes no further day, and of plans as good as this the one whose ids come first is given\n";
    out += fmt::format("    {}\n", date_list(option.sessions));
    for (const std::string& open : chosen[i].undetermined) out += fmt::format("    to settle: {}\n", open);
  }
  return out;
}

}  // namespace

// ---- plan/1 ---------------------------------------------------------------------------------------------------------------

Json plan_json(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  Json needs = Json::array(), chosen = Json::array(), kept = Json::array(), left_out = Json::array();
  for (const RankedNeed& need : question.needs.needs) needs.push_back(word(need.area));
  for (const Chosen& one : suggestion.chosen) chosen.push_back(chosen_json(question, suggestion.supply, one));
  for (const KeptWork& work : question.kept)
    if (work.own) kept.push_back({{"activity", subject_of(*work.activity)}, {"intervention", text_or_null(work.intervention_id())}, {"sessions", dates(work.ahead)}});
  for (const NotChosen& one : suggestion.not_chosen) {
    const Option& option = suggestion.supply.options[one.option];
    left_out.push_back({{"option", option.id}, {"intervention", option.intervention->id->text}, {"rule", rule_or_null(one.rule)}, {"lost_on", text_or_null(one.lost_on)}, {"message", one.message}});
  }
  Json conflict = nullptr, bound = nullptr;
  if (suggestion.conflict) {
    Json rules = Json::array();
    for (const int rule : suggestion.conflict->rules) rules.push_back(rule_name(rule));
    conflict = {{"rules", rules}, {"change", suggestion.conflict->change}};
  }
  if (suggestion.bound) bound = {{"objective", suggestion.bound->first}, {"gap", suggestion.bound->second}};
  return {{"schema", "plan/1"}, {"crn", id_or_null(question.facts->file.crn)}, {"order_id", id_or_null(question.order->id)}, {"requirement_id", id_or_null(question.requirement->id)},
          {"status", word(suggestion.status)}, {"as_of", format(question.facts->as_of)}, {"horizon", format(question.horizon)}, {"days_available", question.days_available()}, {"needs", needs},
          {"objective", objective_json(suggestion.objective)}, {"chosen", chosen}, {"kept", kept}, {"not_chosen", left_out}, {"conflict", conflict}, {"bound", bound}};
}

std::string plan_text(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::string out = fmt::format("{} as of {}: {}\n", subject(question), format(question.facts->as_of), verdict_words(suggestion));
  out += fmt::format("  {}\n  needs: {}\n", days_line(question), needs_line(question));
  if (suggestion.bound) out += fmt::format("  not closed: {}, by at most {}\n", suggestion.bound->first, suggestion.bound->second);
  if (suggestion.conflict) {
    std::vector<std::string> rules;
    for (const int rule : suggestion.conflict->rules) rules.push_back(rule_name(rule));
    out += fmt::format("  in conflict: {}\n  smallest change: {}\n", rules.empty() ? std::string("no rule; there is nothing to choose from") : join(rules, ", "), suggestion.conflict->change);
  } else {
    out += fmt::format("  covered: {}\n", covered_line(suggestion.objective));
  }
  if (!suggestion.chosen.empty()) {
    out += fmt::format("\nchosen: {}, last session {}\n{}", counted(suggestion.objective.distinct_days, "day"), format(*suggestion.objective.last_session), chosen_text(question, suggestion.supply, suggestion.chosen));
  }
  const bool keeps = std::any_of(question.kept.begin(), question.kept.end(), [](const KeptWork& work) { return work.own; });
  if (keeps) {
    out += "\nkept:\n";
    for (const KeptWork& work : question.kept)
      if (work.own)
        out += fmt::format("  {} {}: {}\n", subject_of(*work.activity), work.intervention_id(),
                           work.days_without_date > 0 ? fmt::format("{} ahead, dates not recorded", counted(work.days_without_date, "day")) : work.ahead.empty() ? std::string("nothing ahead") : date_list(work.ahead));
  }
  if (!suggestion.chosen.empty()) out += "\n" + strip(question, suggestion.supply, suggestion.chosen);
  const std::vector<std::string> lines = left_out_lines(suggestion);
  if (!lines.empty()) out += "\nnot chosen:\n";
  for (const std::string& line : lines) out += fmt::format("  {}\n", line);
  return out;
}

std::string plan_markdown(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::string out = fmt::format("# Plan for {}\n\nAs of {}: {}.\n\n- {}\n- Needs in rank order: {}\n", subject(question), format(question.facts->as_of), verdict_words(suggestion), days_line(question), needs_line(question));
  if (suggestion.bound) out += fmt::format("- Not closed: {}, by at most {}\n", suggestion.bound->first, suggestion.bound->second);
  if (suggestion.conflict) {
    std::vector<std::string> rules;
    for (const int rule : suggestion.conflict->rules) rules.push_back(rule_name(rule));
    out += fmt::format("- In conflict: {}\n- Smallest change: {}\n", rules.empty() ? std::string("no rule") : join(rules, ", "), suggestion.conflict->change);
  } else {
    out += fmt::format("- Covered: {}\n", covered_line(suggestion.objective));
  }
  if (!suggestion.chosen.empty()) {
    out += "\n## Chosen\n\n| option | intervention | when | needs | sessions | to settle |\n|---|---|---|---|---|---|\n";
    for (const Chosen& one : suggestion.chosen) {
      const Option& option = suggestion.supply.options[one.option];
      out += fmt::format("| {} | {} ({}) | {}{} | {} | {} | {} |\n", option.id, *option.intervention->title.value, spoken(*option.intervention->kind), when_and_where(option), wraparound(suggestion.supply, suggestion.chosen, option),
                         spoken_list(served(question, option)), date_list(option.sessions), one.undetermined.empty() ? "–" : join(one.undetermined, "; "));
    }
    out += "\n```\n" + strip(question, suggestion.supply, suggestion.chosen) + "```\n";
  }
  const std::vector<std::string> lines = left_out_lines(suggestion);
  if (!lines.empty()) out += "\n## Not chosen\n\n";
  for (const std::string& line : lines) out += fmt::format("- {}\n", line);
  return out;
}

// ---- iCalendar ------------------------------------------------------------------------------------------------------------

namespace {

std::string compact(Date day) { return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day()); }
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out;
}
// Lines end with CR LF and are folded at 75 bytes, never inside a character.
void line(std::string& out, std::string text) {
  std::size_t room = 75;
  while (text.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    out += text.substr(0, cut) + "\r\n ";
    text.erase(0, cut);
    room = 74;
  }
  out += text + "\r\n";
}

void event(std::string& out, const std::string& uid, Date stamp, Date day, std::optional<int> from, std::optional<std::int64_t> minutes, const std::string& summary, const std::string& where) {
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + escaped(uid));
  line(out, fmt::format("DTSTAMP:{}T000000Z", compact(stamp)));
  if (from) {
    line(out, fmt::format("DTSTART:{}T{:02}{:02}00", compact(day), *from / 60, *from % 60));
    if (minutes) line(out, fmt::format("DURATION:PT{}M", *minutes));
  } else {
    line(out, "DTSTART;VALUE=DATE:" + compact(day));
  }
  line(out, "SUMMARY:" + escaped(summary));
  if (!where.empty()) line(out, "LOCATION:" + escaped(where));
  line(out, "END:VEVENT");
}

}  // namespace

std::string plan_ics(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  const Date as_of = question.facts->as_of;
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//rar-tools//rar-plan//EN");
  for (const Chosen& one : suggestion.chosen) {
    const Option& option = suggestion.supply.options[one.option];
    for (std::size_t i = 0; i < option.sessions.size(); ++i)
      event(out, fmt::format("{}-{}-{}@rar-plan", crn_of(question), option.id, i + 1), as_of, option.sessions[i], option.start_minute, option.minutes,
            fmt::format("{}, session {} of {}", *option.intervention->title.value, i + 1, option.sessions.size()), option.entry != nullptr && option.entry->location ? *option.entry->location : std::string{});
  }
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const Date day : work.ahead)
        event(out, fmt::format("{}-{}-{}@rar-plan", crn_of(question), subject_of(*work.activity), format(day)), as_of, day, std::nullopt, std::nullopt, fmt::format("{} {}", subject_of(*work.activity), work.intervention_id()), {});
  // Reviews before the end, where unfinished work will call for them.
  if (const KnownDate end = question.facts->delivery_end(*question.order); end && !suggestion.chosen.empty())
    for (const auto& [name, words] : {std::pair("completion_review_first_months", "first completion review"), std::pair("completion_review_second_months", "second completion review")})
      if (const auto months = question.facts->policy.resolve(name, as_of)) {
        const Date due = months_before(*end, Months{static_cast<int>(months->number())});
        if (due > as_of) event(out, fmt::format("{}-{}@rar-plan", crn_of(question), name), as_of, due, std::nullopt, std::nullopt, words, {});
      }
  line(out, "END:VCALENDAR");
  return out;
}

// ---- option/1 -------------------------------------------------------------------------------------------------------------

namespace {

struct OfferReason {
  int rule = 0;
  Eligible verdict = Eligible::eligible;
  std::string message, source;
  std::vector<Missing> missing;
};

std::vector<OfferReason> reasons_of(const Question& question, const Supply& supply, const Offer& offer) {
  std::vector<OfferReason> reasons;
  if (offer.no_option) reasons.push_back({0, Eligible::not_eligible, offer.no_option->message, offer.no_option->source, {}});
  for (const EligibilityReason& reason : offer.reasons) {
    const int rule = reason.ground == Ground::travel ? 7 : reason.ground == Ground::months_remaining ? 9 : 3;
    const bool not_limited = reason.ground == Ground::travel && reason.verdict == Eligible::undetermined;
    reasons.push_back({rule, not_limited ? Eligible::eligible : reason.verdict, reason.message, planning::source_of(question, *offer.intervention, reason), not_limited ? std::vector<Missing>{} : reason.missing});
  }
  // Other rules only where they keep every option out.
  for (const int rule : {1, 2, 4, 5, 6, 8}) {
    const Hindrance* first = nullptr;
    bool all = !offer.options.empty();
    for (const std::size_t at : offer.options) {
      const Hindrance* found = nullptr;
      for (const Hindrance& hindrance : supply.options[at].hindrances)
        if (hindrance.rule == rule && found == nullptr) found = &hindrance;
      if (first == nullptr) first = found;
      all = all && found != nullptr;
    }
    if (all && first != nullptr) reasons.push_back({rule, first->undetermined ? Eligible::undetermined : Eligible::not_eligible, first->message, first->source, first->missing});
  }
  return reasons;
}

Eligible verdict_of(const std::vector<OfferReason>& reasons) {
  Eligible verdict = Eligible::eligible;
  for (const OfferReason& reason : reasons) {
    if (reason.verdict == Eligible::not_eligible) return Eligible::not_eligible;
    if (reason.verdict == Eligible::undetermined) verdict = Eligible::undetermined;
  }
  return verdict;
}

}  // namespace

std::vector<Json> options_json(const Question& question, const Supply& supply, const PointerOf& pointer) {
  std::vector<Json> records;
  for (const Offer& offer : supply.offers) {
    const std::vector<OfferReason> reasons = reasons_of(question, supply, offer);
    Json list = Json::array();
    for (const OfferReason& reason : reasons) {
      Json missing = Json::array();
      for (const Missing& one : reason.missing) missing.push_back(pointer(one));
      list.push_back({{"rule", rule_or_null(reason.rule)}, {"message", reason.message}, {"source", text_or_null(reason.source)}, {"missing", missing}});
    }
    for (const std::string& open : offer.questions) list.push_back({{"rule", nullptr}, {"message", open}, {"source", nullptr}, {"missing", Json::array()}});
    records.push_back({{"schema", "option/1"}, {"option", offer.id}, {"intervention", offer.intervention->id->text}, {"verdict", word(verdict_of(reasons))}, {"reasons", list}});
  }
  return records;
}

std::string options_text(const Question& question, const Supply& supply) {
  std::string out = fmt::format("{} as of {}; needs: {}\n", subject(question), format(question.facts->as_of), needs_line(question));
  for (const Offer& offer : supply.offers) {
    const std::vector<OfferReason> reasons = reasons_of(question, supply, offer);
    const Eligible verdict = verdict_of(reasons);
    out += fmt::format("{:<12} {}{}\n", verdict == Eligible::not_eligible ? "not eligible" : word(verdict), offer.id, offer.id == offer.intervention->id->text ? std::string{} : " " + offer.intervention->id->text);
    for (const OfferReason& reason : reasons)
      out += fmt::format("  {} {}{}{}\n", reason.rule == 0 ? std::string("--") : rule_name(reason.rule), reason.verdict == Eligible::eligible ? "holds: " : reason.verdict == Eligible::undetermined ? "not known: " : "", reason.message,
                         reason.source.empty() ? std::string{} : fmt::format(" [{}]", reason.source));
    for (const std::string& open : offer.questions) out += fmt::format("  ?? {}\n", open);
    if (!offer.options.empty()) {
      std::vector<std::string> firsts;
      for (const std::size_t at : offer.options) firsts.push_back(format(supply.options[at].sessions.front()));
      firsts.erase(std::unique(firsts.begin(), firsts.end()), firsts.end());
      if (firsts.size() > 6) {
        const std::size_t more = firsts.size() - 6;
        firsts.resize(6);
        firsts.push_back(fmt::format("and {} more", more));
      }
      out += fmt::format("  may begin {}\n", join(firsts, ", "));
    }
  }
  return out;
}

// ---- plan_check/1 ---------------------------------------------------------------------------------------------------------

Json check_json(const Question& question, const planning::Check& check) {
  Json violations = Json::array();
  for (const planning::Violation& one : check.violations)
    violations.push_back({{"rule", rule_or_null(one.rule)}, {"activity", text_or_null(one.activity)}, {"date", one.date ? Json(format(*one.date)) : Json(nullptr)}, {"message", one.message}});
  return {{"schema", "plan_check/1"}, {"crn", id_or_null(question.facts->file.crn)}, {"accepted", check.accepted()}, {"violations", violations}, {"objective", objective_json(check.objective)}};
}

std::string check_text(const Question& question, const planning::Check& check) {
  std::string out = fmt::format("{} as of {}: {}\n", subject(question), format(question.facts->as_of), check.accepted() ? std::string("accepted") : fmt::format("refuted, {}", counted(static_cast<long long>(check.violations.size()), "violation")));
  for (const planning::Violation& one : check.violations)
    out += fmt::format("  {} {}{}{}\n", one.rule == 0 ? std::string("--") : rule_name(one.rule), one.activity.empty() ? std::string{} : one.activity + ": ", one.date ? format(*one.date) + ": " : std::string{}, one.message);
  out += fmt::format("  covered: {}; {}{}\n", covered_line(check.objective), counted(check.objective.distinct_days, "day"), check.objective.last_session ? ", last session " + format(*check.objective.last_session) : std::string{});
  return out;
}

// ---- ladder/1 -------------------------------------------------------------------------------------------------------------

Json ladder_json(const Ladder& ladder) {
  Json rungs = Json::array();
  for (const Rung& rung : ladder.rungs) {
    Json chosen = Json::array();
    for (const Chosen& one : rung.chosen) chosen.push_back(chosen_json(ladder.question, rung.supply, one));
    rungs.push_back({{"needs", areas(rung.needs)}, {"days", rung.objective.distinct_days}, {"weeks", rung.weeks},
                     {"last_session", rung.objective.last_session ? Json(format(*rung.objective.last_session)) : Json(nullptr)}, {"chosen", chosen}});
  }
  return {{"schema", "ladder/1"}, {"crn", id_or_null(ladder.question.facts->file.crn)}, {"rungs", rungs}};
}

std::string ladder_text(const Ladder& ladder) {
  const Question& question = ladder.question;
  std::string out = fmt::format("{} as of {}: days to propose, need by need\n  needs: {}\n", crn_of(question), format(question.facts->as_of), needs_line(question));
  if (!ladder.complete) out += "  time ran out: the counts are the best found, not proved the fewest\n";
  for (const Rung& rung : ladder.rungs) {
    out += fmt::format("\n{} for {}; the order must run {} at least, to {}\n", counted(rung.objective.distinct_days, "day"), spoken_list(rung.needs), counted(rung.weeks, "week"), format(rung.order_until));
    out += chosen_text(question, rung.supply, rung.chosen);
  }
  if (ladder.rungs.empty()) out += "\nno number of days can be filled: nothing on offer covers a need of this person\n";
  if (!ladder.beyond.empty()) out += fmt::format("\nno days can be argued for: {} (nothing on offer covers it)\n", spoken_list(ladder.beyond));
  return out;
}

std::string ladder_markdown(const Ladder& ladder) {
  std::string out = fmt::format("# Days to propose for {}\n\nAs of {}. Needs in rank order: {}.\n\n| needs | days | weeks | order to | interventions |\n|---|---|---|---|---|\n", crn_of(ladder.question), format(ladder.question.facts->as_of), needs_line(ladder.question));
  for (const Rung& rung : ladder.rungs) {
    std::vector<std::string> works;
    for (const Chosen& one : rung.chosen) {
      const Option& option = rung.supply.options[one.option];
      works.push_back(fmt::format("{} ({}, {} to {})", *option.intervention->title.value, counted(static_cast<long long>(option.sessions.size()), "session"), format(option.sessions.front()), format(option.sessions.back())));
    }
    out += fmt::format("| {} | {} | {} | {} | {} |\n", spoken_list(rung.needs), rung.objective.distinct_days, rung.weeks, format(rung.order_until), works.empty() ? "–" : join(works, "; "));
  }
  if (!ladder.beyond.empty()) out += fmt::format("\nNothing on offer covers: {}.\n", spoken_list(ladder.beyond));
  return out;
}

// ---- YAML -----------------------------------------------------------------------------------------------------------------

namespace {

bool is_plain(const std::string& text) {
  if (parse_date(text)) return true;
  if (text.empty() || !((text.front() >= 'a' && text.front() <= 'z') || (text.front() >= 'A' && text.front() <= 'Z'))) return false;
  static const std::set<std::string> taken{"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"};
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return !taken.contains(lower) && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '@' || c == '/' || c == '.'; });
}
std::string scalar(const Json& value) { return value.is_string() && is_plain(value.get<std::string>()) ? value.get<std::string>() : value.dump(); }
bool in_one_line(const Json& value) {
  return !value.is_structured() || value.empty() || (value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& one) { return !one.is_structured(); }));
}
std::string flow(const Json& value) {
  if (!value.is_structured()) return scalar(value);
  if (value.empty()) return value.is_array() ? "[]" : "{}";
  std::string out = "[";
  for (const Json& one : value) out += (out.size() > 1 ? ", " : "") + scalar(one);
  return out + "]";
}
void block(const Json& value, std::size_t indent, std::string& out, bool first_inline) {
  const std::string pad(indent, ' ');
  if (value.is_object()) {
    bool first = first_inline;
    for (const auto& [key, member] : value.items()) {
      out += (first ? "" : pad) + key + ":";
      first = false;
      if (in_one_line(member)) {
        out += " " + flow(member) + "\n";
      } else {
        out += "\n";
        block(member, indent + 2, out, false);
      }
    }
  } else {
    for (const Json& one : value) {
      out += pad + "- ";
      if (in_one_line(one)) out += flow(one) + "\n";
      else block(one, indent + 2, out, true);
    }
  }
}

}  // namespace

std::string yaml(const Json& value) {
  std::string out;
  if (in_one_line(value)) return flow(value) + "\n";
  block(value, 0, out, false);
  return out;
}

}  // namespace probation::render
