// Cites the law of the day. A rule names the provision of the Sentencing Code; a person convicted before it began is
// governed by the act before it, and a finding about that order must not cite a law that does not apply. The order is
// the one the finding's subject belongs to, also where the file has a newer one.
#pragma once
#include "facts/case/case_facts.hpp"
#include "rules/finding.hpp"

namespace probation::rules {

void cite_law_of_the_day(Finding& finding);

}  // namespace probation::rules
