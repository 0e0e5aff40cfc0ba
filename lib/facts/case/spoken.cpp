// How orders, requirements and outcomes are spoken of, and what an outcome states.
#include <array>

#include "facts/case/case_facts.hpp"

namespace probation {

std::string_view spoken(RequirementType type) {
  static constexpr std::array<std::string_view, word_count<RequirementType>> names{
      "rehabilitation activity requirement",
      "probation requirement",
      "accredited programme requirement",
      "unpaid work requirement",
      "attendance centre requirement",
      "curfew requirement",
      "exclusion requirement",
      "residence requirement",
      "foreign travel prohibition",
      "prohibited activity requirement",
      "mental health treatment requirement",
      "drug rehabilitation requirement",
      "drug testing requirement",
      "alcohol treatment requirement",
      "alcohol abstinence and monitoring requirement",
      "electronic compliance monitoring requirement",
      "electronic whereabouts monitoring requirement",
      "driving prohibition",
      "public event attendance prohibition",
      "drinking establishment entry prohibition",
      "restriction zone requirement"};
  static_assert(!names.back().empty(), "a row for each enumerator");
  return names[static_cast<std::size_t>(type)];
}

std::string_view spoken(OrderType type) {
  static constexpr std::array<std::string_view, word_count<OrderType>> names{
      "community order", "suspended sentence order", "licence", "post-sentence supervision", "other order"};
  static_assert(!names.back().empty(), "a row for each enumerator");
  return names[static_cast<std::size_t>(type)];
}

namespace {
struct OutcomeRow {
  std::string_view spoken;
  Stated attended, complied;
};
// In the order of the enumerators.
constexpr std::array<OutcomeRow, word_count<Outcome>> outcome_rows{{
    {"attended and complied", Stated::yes, Stated::yes},
    {"attended, failed to comply", Stated::yes, Stated::no},
    {"attended, sent home for behaviour", Stated::yes, Stated::no},
    {"attended, sent home by the service", Stated::yes, Stated::yes},
    {"attended, failure deemed acceptable", Stated::yes, Stated::not_stated},
    {"attended, compliance not stated", Stated::yes, Stated::not_stated},
    {"acceptable absence", Stated::no, Stated::yes},
    {"unacceptable absence", Stated::no, Stated::no},
    {"failed to attend, not decided yet", Stated::no, Stated::not_stated},
    {"acceptable failure", Stated::not_stated, Stated::yes},
    {"rescheduled by the service", Stated::no, Stated::yes},
    {"rescheduled by the person", Stated::no, Stated::yes},
    {"suspended", Stated::no, Stated::not_stated},
}};
static_assert(!outcome_rows.back().spoken.empty(), "a row for each enumerator");
}  // namespace

std::string_view spoken(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].spoken; }
Stated attended(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].attended; }
Stated complied(Outcome outcome) { return outcome_rows[static_cast<std::size_t>(outcome)].complied; }

}  // namespace probation
