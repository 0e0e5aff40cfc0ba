#include <fmt/format.h>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

struct Span {
  std::optional<Date> first, last;
};
Span span_of(const Activity& activity) {
  Span span{first_day(activity).value, activity.end_date.value};
  for (const PlannedSession& session : activity.sessions)
    if (session.date && (!span.last || *session.date > *span.last)) span.last = *session.date;
  return span;
}

bool is_main(const CaseFacts& facts, const Activity& activity) {
  const auto kind = kind_of(facts, activity);
  return kind == InterventionKind::accredited_programme || kind == InterventionKind::structured_intervention;
}

// An overlap is certain where one known first day lies within the other's known span.
bool certainly_begins_within(const Span& a, const Span& b) {
  return a.first && b.first && b.last && *b.first <= *a.first && *a.first <= *b.last;
}

std::vector<std::string> unknown_ends(const Activity& activity, const Span& span, const Report& report) {
  std::vector<std::string> names;
  if (!span.first) names.push_back(report.pointer(activity.place, "start_date"));
  if (!span.last) names.push_back(report.pointer(activity.place, "end_date"));
  return names;
}

constexpr std::size_t most_named = 100;  // facts of one finding: those of a plan of hundreds name themselves

void check(const CaseFacts& facts, Report& report) {
  struct Earlier {
    const Activity* activity;
    const Intervention* intervention;
    Span span;
    std::vector<std::string> unknown;
  };
  std::vector<Earlier> earlier;
  for_each_intervention_ahead(
      facts, report, [&](const Activity& activity, const Intervention& intervention, const Order&, const Requirement*) {
        const Subject subject = subject_of(activity);
        if (!is_main(facts, activity)) {
          report.not_applicable(subject);
          return;
        }
        const Activity* beside = nullptr;
        const Span span = span_of(activity);
        const std::vector<std::string> unknown = unknown_ends(activity, span, report);
        std::vector<std::string> missing;
        bool names_catalogue = false, names_own = false;
        for (const auto& [other, intervention_of_other, they, unknown_of_other] : earlier) {
          const Intervention& theirs = *intervention_of_other;
          if (intervention.alongside_allowed.is(true) || theirs.alongside_allowed.is(true)) continue;
          const bool apart = (span.last && they.first && *span.last < *they.first) ||
                             (they.last && span.first && *they.last < *span.first);
          if (apart) continue;
          if (!certainly_begins_within(span, they) && !certainly_begins_within(they, span)) {
            if (!std::exchange(names_own, true)) missing.insert(missing.end(), unknown.begin(), unknown.end());
            if (missing.size() < most_named)
              missing.insert(missing.end(), unknown_of_other.begin(), unknown_of_other.end());
          } else if (!intervention.alongside_allowed || !theirs.alongside_allowed) {
            if (!std::exchange(names_catalogue, true)) missing.emplace_back("catalogue: alongside_allowed");
          } else {
            beside = other;
          }
        }
        earlier.push_back({&activity, &intervention, span, unknown});
        if (beside != nullptr) {
          report
              .fail(subject, activity.place,
                    fmt::format("{} runs beside {} ({}), and neither may run alongside another", *activity.intervention,
                                *beside->intervention, subject_of(*beside)))
              .here("at the same time")
              .related(beside->place, "as this")
              .trace(fmt::format("{}: {} to {}; {}: {} to {}", subject,
                                 span.first ? format(*span.first) : std::string("?"),
                                 span.last ? format(*span.last) : std::string("?"), subject_of(*beside),
                                 span_of(*beside).first ? format(*span_of(*beside).first) : std::string("?"),
                                 span_of(*beside).last ? format(*span_of(*beside).last) : std::string("?")))
              .fix("put one after the other");
        } else if (!missing.empty()) {
          report.undetermined(subject, activity.place, "whether two main interventions run at once is not known",
                              std::move(missing));
        } else {
          report.pass(subject, activity.place);
        }
      });
}

}  // namespace

extern const Rule pln312;
constinit const Rule pln312{
    .id = "PLN312",
    .slug = "two-main-interventions",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Two main interventions run at once and neither may run alongside another.",
    .explanation =
        {.checks = "Accredited programmes and structured interventions planned or in progress whose spans, first to "
                   "last day, share a day, where the catalogue lets neither run alongside.",
         .matters = "Two demanding pieces of work at once ask too much, and the methods may work against each other.",
         .to_do = "Put one after the other."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
