// Cites the law of the day. A rule names the provision of the Sentencing Code; a person convicted before it began is
// governed by the act before it, and a finding about that order must not cite a law that does not apply. The order is
// the one the finding's subject belongs to, also where the file has a newer one; a finding of no order, about the plan
// or the file, follows the orders of the file where all of them are older.
#pragma once
#include <optional>

#include "facts/case/case_facts.hpp"
#include "rules/finding.hpp"

namespace probation::rules {

// A conviction before the Code, where every order of the file follows one.
std::optional<Date> all_convicted_before_the_code(const CaseFile& file);
// `of_file`: what that said of the finding's file.
void cite_law_of_the_day(Finding& finding, const std::optional<Date>& of_file);

}  // namespace probation::rules
