// What may be shown for each principle: the indicators of an intervention file's `evidence.indicators`. The list is
// this project's own (checklist project-v1), drawn from published systems of appraisal; the panel's form is not
// published.
#pragma once
#include <span>
#include <string_view>

#include "model/panel.hpp"

namespace probation {

struct Indicator {
  std::string_view id;  // "P1.1"
  Principle principle;
  std::string_view sentence;  // what is to be shown
};
std::span<const Indicator> indicators();  // in order of ids

}  // namespace probation
