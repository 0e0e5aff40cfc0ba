#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::catalogue_need_rules};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.id || !it.sequence || (it.sequence->after.empty() && it.sequence->before.empty())) {
    report.not_applicable(subject);
    return;
  }
  std::vector<std::string> faults;
  std::vector<Place> places;
  for (const List<Located<std::string>>* list : {&it.sequence->after, &it.sequence->before})
    for (const Located<std::string>& id : *list)
      if (id && facts.index->with_id(*id).empty()) {
        faults.push_back(fmt::format("{} is not in {}", *id, facts.catalogue->name));
        places.push_back(id.place);
      }
  if (const CatalogueIndex::Circle circle = facts.index->circle_of(subject); !circle.ids.empty()) {
    const bool whole = circle.ids.size() > 1 && circle.ids.front() == circle.ids.back();
    faults.push_back(whole ? fmt::format("it comes before itself: {}", join(circle.ids, " → "))
                           : fmt::format("it comes before itself, in a circle with {} others: {} → …", circle.size - 1,
                                         join(circle.ids, " → ")));
    places.push_back(it.sequence->place);
  }
  if (faults.empty()) {
    report.pass(subject, it.sequence->place);
    return;
  }
  auto finding = report.fail(subject, places.front(), "the sequence cannot be kept: " + join(faults, "; "));
  finding.here("cannot be kept").fact("faults", static_cast<std::int64_t>(faults.size()));
  for (const std::string& fault : faults) finding.trace(fault);
  for (std::size_t i = 1; i < places.size(); ++i) finding.related(places[i], faults[i]);
  finding.fix("correct the ids, or take the step out that closes the circle");
}

}  // namespace

extern const Rule int813;
constinit const Rule int813{
    .id = "INT813",
    .slug = "sequence",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A sequence names something missing, or comes back to where it began.",
    .explanation = {.checks = "That every intervention named under `sequence` is in the catalogue, and that nothing "
                              "comes before itself, counting what the others say of it.",
                    .matters =
                        "Plans are put in this order. With a circle, or a step that does not exist, there is no order.",
                    .to_do = "Correct the ids, or decide which of them really comes first."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
