// The records of rar-plan: plan/1, plan_check/1, ladder/1, option/1, and the same for people. Dates, ids and areas
// only; no name of a person, and nothing of what stands under `person`.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "render/calendar.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/run/json.hpp"

namespace probation::render {

// Turns a missing fact into its JSON pointer.
using PointerOf = std::function<std::string(const Missing&)>;

// Of one intervention that starts on any day the reasons differ seldom. `each_start`: one row for each start; else one
// for each reason, named by its first start, as a plan needs it that is to be recorded.
Json plan_json(const planning::Suggestion& suggestion, bool each_start = true);
std::string plan_text(const planning::Suggestion& suggestion);
std::string plan_markdown(const planning::Suggestion& suggestion);
// A page is made while its case is at hand; what the run looked at, which its last section says, is known when all of
// it is read.
struct PlanPage {
  web::Page page;             // without its last section
  std::string about_heading;  // of that; markup
  std::vector<std::pair<std::string, std::string>> about;
  std::vector<std::string> assumed;
};
PlanPage plan_page(const planning::Suggestion& suggestion, std::string_view made_by,  // tool and version
                   const web::Speech& speech);
std::string finished(PlanPage made, std::string_view looked_at);
// Sessions and review dates, for a calendar.
std::vector<CalendarEvent> plan_events(const planning::Suggestion& suggestion);

std::vector<Json> options_json(const planning::Question& question, const planning::Supply& supply,
                               const PointerOf& pointer);
std::string options_text(const planning::Question& question, const planning::Supply& supply);

Json check_json(const planning::Question& question, const planning::Check& check);
std::string check_text(const planning::Question& question, const planning::Check& check);

Json ladder_json(const planning::Ladder& ladder);
// What the court report can quote: each rung, what fills it and what no number of days buys.
std::string ladder_paragraph(const planning::Ladder& ladder);
std::string ladder_text(const planning::Ladder& ladder);
std::string ladder_markdown(const planning::Ladder& ladder);
PlanPage ladder_page(const planning::Ladder& ladder, std::string_view made_by, const web::Speech& speech);

}  // namespace probation::render
