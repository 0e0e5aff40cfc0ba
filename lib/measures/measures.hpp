// The inspectorate's questions as figures. Each question has a unit (an order, an absence, a failure, a review, a day);
// each unit answers yes, no, undetermined or not applicable. Undetermined is in neither numerator nor denominator.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation::caseload {

enum class Answer { yes, no, undetermined, not_applicable };

// One unit's answer. `group` is a value of the question's own ("type", "rehabilitation_activity"); empty where it has
// none.
struct MeasureUnit {
  std::string_view measure;
  const Order* order;      // nothing: of one that is known to be missing
  std::string_view group;  // "type" or "provider"
  std::string value;
  Answer answer;
  std::vector<const Order*> or_of;  // the others it may be of, where the file does not say
};

// The questions in the order in which they are printed.
struct MeasureRow {
  std::string_view name;
  std::string_view unit;
  std::string_view question;  // a sentence
};
const std::vector<MeasureRow>& measure_rows();

// Every answer one case gives.
std::vector<MeasureUnit> measure(const CaseFacts& facts);

struct MeasureCount {
  std::int64_t yes = 0, no = 0, undetermined = 0, not_applicable = 0;
  void add(Answer answer);
  MeasureCount& operator+=(const MeasureCount& other);
  [[nodiscard]] std::int64_t denominator() const { return yes + no; }
};

}  // namespace probation::caseload
