// What the texts of a plan have in common, whatever the format: the words for needs, days, places and reasons.
// They are plain words; whoever prints them escapes them for its format.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "planning/suggest.hpp"

namespace probation::render {

std::string rule_name(int rule);   // H1 to H9, for machines; empty for 0, no rule
std::string rule_words(int rule);  // "clashes: ", what people read before what the rule says; empty for 0
std::string crn_of(const planning::Question& question);
std::string subject(const planning::Question& question);  // CRN and requirement

std::string_view spoken(InterventionKind kind);
std::string spoken(const planning::Question& question, NeedArea area);
std::string spoken_list(const planning::Question& question, const std::vector<NeedArea>& list);
std::string date_list(const std::vector<Date>& list);
std::vector<Date> dates_of(const std::vector<SessionTime>& sessions);
std::string clock(int minute);  // of the day

std::vector<NeedArea> served(const planning::Question& question, const planning::Option& option);  // in rank order
std::string needs_line(const planning::Question& question);
std::string days_line(const planning::Question& question);
std::string covered_line(const planning::Question& question, const planning::Objective& objective);
std::string verdict_words(const planning::Suggestion& suggestion);
std::string when_and_where(const planning::Option& option);
// Where a toolkit stands to the main work of the plan: "; before …", or nothing.
std::string wraparound(const planning::Supply& supply, const std::vector<planning::Chosen>& chosen,
                       const planning::Option& option);

// The chosen are A, B, …; kept work is k, both on one day &, a free day a full stop. Weeks by their Monday.
char letter(std::size_t chosen);
using Weeks = std::map<Date, std::array<char, 7>>;
Weeks weeks_of(const planning::Question& question, const planning::Supply& supply,
               const std::vector<planning::Chosen>& chosen);
std::string strip(const Weeks& weeks);  // one line a week

std::string reason_words(const planning::NotChosen& left);
// Offer by offer, each reason once with its first option and how many others it keeps out; lasting reasons first.
std::vector<std::string> left_out_lines(const planning::Suggestion& suggestion);
// Needs that stay open, and why.
std::vector<std::string> uncovered_lines(const planning::Question& question,
                                         const std::vector<planning::Uncovered>& open);
// Accredited programmes that the person may be eligible for, and what is to be settled.
std::vector<std::string> programme_lines(const planning::Suggestion& suggestion);
// The hours that rolling work without its own was given; empty where none was.
std::string assumed_words(const planning::Suggestion& suggestion);
std::string conflict_words(const planning::Conflict& conflict);
// What is said of a plan behind its days and needs and before its work is listed, in this order.
struct PlanLine {
  std::string_view label;  // begins with a capital
  std::string words;
};
std::vector<PlanLine> plan_lines(const planning::Suggestion& suggestion);
std::vector<std::string> kept_lines(const planning::Question& question);  // this requirement's work that goes on
std::string kept_words(const KeptWork& work);                             // its dates ahead
// When each need begins, and that some begin out of rank.
std::string starts_words(const planning::Question& question, const planning::Objective& objective);

}  // namespace probation::render
