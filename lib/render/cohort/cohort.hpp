// A cohort for machines and for people: cohort/1, cohort_check/1, text, a table, a page, a diary. Ids and dates only.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planning/cohort.hpp"
#include "planning/cohort_verify.hpp"
#include "render/html/speech.hpp"
#include "render/run/json.hpp"

namespace probation::render {

// What a change would bring beside the cohort as it is.
struct WhatIf {
  std::vector<std::string> gained, lost;  // CRNs
  planning::CohortObjective objective;    // with the change
};

struct CohortPage {
  const planning::CohortInput* input = nullptr;
  const planning::Cohort* cohort = nullptr;
  std::optional<WhatIf> what_if;
  std::vector<std::pair<std::string, std::string>> looked_at =
      {};  // of a page: terms and, as HTML, what is said of them
};

Json cohort_json(const CohortPage& page);
std::string cohort_text(const CohortPage& page);
std::string cohort_csv(const CohortPage& page);
std::string cohort_html(const CohortPage& page, std::string_view made_by,  // tool and version
                        const web::Speech& speech);
std::string cohort_ics(const CohortPage& page);

Json cohort_check_json(const std::vector<planning::CohortViolation>& violations);
std::string cohort_check_text(const std::vector<planning::CohortViolation>& violations);

}  // namespace probation::render
