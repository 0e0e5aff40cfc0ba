#include "tools/common/hard_rules.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace probation::tools {
namespace {

struct HardRule {
  std::string_view title, asks, matters, to_do, rests_on;
};

constexpr std::array<HardRule, 9> rules{{
    {"The days the court allowed",
     "Distinct dates of the chosen sessions that nothing else speaks for are at most the maximum, less the days "
     "counted, "
     "the dates that await an outcome or a decision (taken as counting), the distinct dates ahead of appointments "
     "flagged "
     "RAR and of kept work, and what kept work owes without a date. One date is one day, whatever happens on it.",
     "A plan of more days cannot be delivered lawfully.", "Choose shorter work, or let two works share their days.",
     "SA 2020 Sch. 9 para 4; RAR201, RAR202"},
    {"Inside the period of the requirement",
     "Every session is after as-of and on or before the last day of the relevant period, or the day before the final "
     "third "
     "where Reset applies and no exemption holds.",
     "Nothing can be instructed outside it.", "Begin earlier, or choose shorter work.",
     "SA 2020 Sch. 9 para 4(3); Probation Reset 2024; RAR203, RAR215"},
    {"For this person",
     "Sex, age on the first session, offences, risk, the need rule and stable substance use as the catalogue asks. "
     "What is "
     "not recorded counts as not eligible unless --allow-undetermined, and is then printed beside the choice.",
     "Work that is not meant for the person can do harm.", "Record what is missing, or choose other work.",
     "The catalogue; PLN310, PLN313"},
    {"No clash",
     "No session falls on a bank holiday, on a time or date the person is not free, on a session of another "
     "requirement, or "
     "on an appointment of any order or a session of the plan whose time is known too. Against times off and other "
     "requirements a session without a time takes the whole day.",
     "Instructions must avoid conflicts with work, education, religion and other orders as far as practicable.",
     "Choose another hour, or record the hours.", "SA 2020 Sch. 9; PLN308, PLN317"},
    {"One main intervention at a time",
     "Two accredited programmes or structured interventions do not overlap, from first to last session, unless one of "
     "them "
     "may run alongside.",
     "The person learns one thing at a time.", "Let one follow the other.", "The catalogue; PLN312"},
    {"In order",
     "What the catalogue asks for first is completed, or kept or chosen and over before; what comes before another is "
     "over "
     "before that begins.",
     "The method rests on its order.", "Plan what comes first, or move the sessions.", "The catalogue; PLN317"},
    {"Within reach",
     "The journey one way, to the place or else to the intervention, is within the policy's limit where it is "
     "recorded.",
     "A long way is the commonest reason for missing sessions.", "Choose a nearer place.",
     "policy travel_minutes; PLN316"},
    {"No more than a week can hold", "At most so many sessions from Monday to Sunday, those of kept work included.",
     "More than that is set up to fail.", "Spread the work, or use --max-per-week.", "policy sessions_per_week"},
    {"Enough months left",
     "Whole months from the first session to the end of the relevant period are at least what the catalogue asks for "
     "this "
     "type of order; fewer are undetermined where it says whom to ask.",
     "Work that cannot be finished should not be begun.", "Begin earlier, or ask the treatment manager.",
     "The catalogue; PLN311"},
}};

}  // namespace

std::string explain_hard_rule(const std::string& name) {
  if (name.size() != 2 || (name[0] != 'H' && name[0] != 'h') || name[1] < '1' || name[1] > '9') return {};
  const HardRule& rule = rules[static_cast<std::size_t>(name[1] - '1')];
  return fmt::format(
      "H{}: {}\nhard rule of rar-plan\n\nWhat it checks\n  {}\nWhy it matters\n  {}\nWhat to do\n  {}\nRests on\n  "
      "{}\n",
      name[1], rule.title, rule.asks, rule.matters, rule.to_do, rule.rests_on);
}

}  // namespace probation::tools
