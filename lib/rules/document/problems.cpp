#include "rules/document/problems.hpp"

#include "document/problem.hpp"

namespace probation::rules {

void say_problems(std::string_view rule, const DocumentFacts& document, Report& report) {
  bool found = false;
  for (const document::Problem& problem : document.problems) {
    if (problem.rule != rule) continue;
    found = true;
    auto finding = report.fail(Subject::file(), problem.place, problem.message);
    // Several problems of one rule in one file are several matters: each has its own fingerprint.
    if (problem.place.known()) finding.identity("pointer", report.pointer(problem.place));
    for (const document::RelatedPlace& related : problem.related) finding.related(related.place, related.message);
    if (problem.personal) finding.no_excerpt();
  }
  if (!found) report.pass(Subject::file());
}

}  // namespace probation::rules
