#include "recording/new_case.hpp"

#include <algorithm>
#include <array>

#include "document/schema.hpp"

namespace probation::recording {

using document::Value;

Value new_case(const FirstFacts& facts) {
  Value root = Value::map({{"schema", Value::of_text("case/1")}, {"crn", Value::of_text(facts.crn)}});
  if (facts.order_type || facts.sentence_date || facts.end_date || facts.rar_days) {
    Value order = Value::map({{"id", Value::of_text("O1")}});
    if (facts.order_type) order.members.emplace_back("type", Value::of_text(*facts.order_type));
    if (facts.sentence_date) order.members.emplace_back("sentence_date", Value::literal(*facts.sentence_date));
    // The end of a suspended sentence order for delivery is that of its supervision period.
    if (facts.end_date)
      order.members.emplace_back(facts.order_type == "suspended_sentence_order" ? "supervision_end_date" : "end_date",
                                 Value::literal(*facts.end_date));
    if (facts.rar_days)
      order.members.emplace_back("requirements",
                                 Value::list({Value::map({{"id", Value::of_text("R1")},
                                                          {"type", Value::of_text("rehabilitation_activity")},
                                                          {"max_days", Value::literal(*facts.rar_days)}})}));
    root.members.emplace_back("orders", Value::list({order}));
  }
  for (const char* list : {"assessments", "contacts", "enforcement", "reviews", "suspensions"})
    root.members.emplace_back(list, Value::list({}));
  return conform_case(root);
}

std::string case_text(const Value& conformed) {
  static constexpr std::array<std::string_view, 8> sections{"orders",      "assessments", "plan",        "contacts",
                                                            "enforcement", "reviews",     "suspensions", "reported"};
  std::string out = document::schema_line("case/1");
  bool spacious = false;
  for (const auto& [key, value] : conformed.members) {
    const bool empty = value.kind == Value::Kind::list && value.items.empty();
    const bool section = std::find(sections.begin(), sections.end(), key) != sections.end();
    if (section && (!empty || spacious || key == "contacts")) out += "\n";
    spacious = section && !empty;
    out += document::block(Value::map({{key, value}}, true), 0, {}) + "\n";
  }
  return out;
}

}  // namespace probation::recording
