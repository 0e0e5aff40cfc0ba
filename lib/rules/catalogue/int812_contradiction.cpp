#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/risk_window.hpp"
#include "law/sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::catalogue_need_rules};

struct Contradiction {
  Place one, other;
  std::string words;
};

std::vector<Contradiction> contradictions(const Intervention& it) {
  std::vector<Contradiction> found;
  if (it.eligibility) {
    const Eligibility& who = *it.eligibility;
    if (it.alongside_allowed.is(true))
      for (const Located<Exclusion>& exclusion : who.excluded_if)
        if (exclusion.is(Exclusion::accredited_programme_suitable))
          found.push_back({it.alongside_allowed.place, exclusion.place,
                           "it may run alongside a programme, and excludes whoever suits one"});
    if (who.age && who.age->min && who.age->max && *who.age->min > *who.age->max)
      found.push_back({who.age->min.place, who.age->max.place,
                       fmt::format("it is for people from {} and up to {} years", *who.age->min, *who.age->max)});
    for (const Located<OffenceCategory>& wanted : who.offences_any)
      for (const Located<OffenceCategory>& refused : who.offences_none)
        if (wanted && refused.is(*wanted))
          found.push_back({wanted.place, refused.place,
                           fmt::format("it takes and refuses the same offence, {}", document::word(*wanted))});
    // Items that stand alone may shut one another out, though each is sound.
    if (const auto window = risk_window(it); window && window->nobody()) {
      bool each_sound = true;
      for (const RiskItem& item : who.risk_all) {
        Intervention alone;
        alone.eligibility.emplace().risk_all.items.push_back(item);
        const auto own = risk_window(alone);
        each_sound = each_sound && own && !own->nobody();
      }
      if (each_sound) found.push_back({who.risk_all.place, who.risk_all.place, "no risk meets all its rows at once"});
    }
  }
  if (it.sessions && it.sessions->min && it.sessions->max && *it.sessions->min > *it.sessions->max)
    found.push_back({it.sessions->min.place, it.sessions->max.place,
                     fmt::format("it has at least {} and at most {} sessions", *it.sessions->min, *it.sessions->max)});
  if (it.lifecycle && it.lifecycle->approved_date && it.lifecycle->review_date &&
      *it.lifecycle->review_date < *it.lifecycle->approved_date)
    found.push_back({it.lifecycle->review_date.place, it.lifecycle->approved_date.place,
                     fmt::format("its review, {}, lies before its approval, {}", format(*it.lifecycle->review_date),
                                 format(*it.lifecycle->approved_date))});
  return found;
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const std::vector<Contradiction> found = contradictions(it);
  if (found.empty()) {
    report.pass(subject, it.place);
    return;
  }
  std::vector<std::string> words;
  for (const Contradiction& contradiction : found) words.push_back(contradiction.words);
  auto finding = report.fail(subject, found.front().one, "the record contradicts itself: " + join(words, "; "));
  finding.here("this").related(found.front().other, "and this");
  for (std::size_t i = 0; i < found.size(); ++i) {
    finding.trace(found[i].words);
    if (i > 0) finding.related(found[i].one, found[i].words).related(found[i].other, "and this");
  }
  finding.fix("ask its developers which of the two holds; until then nobody can apply it the same way twice");
}

}  // namespace

extern const Rule int812;
constinit const Rule int812{
    .id = "INT812",
    .slug = "contradiction",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The record of an intervention contradicts itself.",
    .explanation = {.checks = "That an intervention which may run alongside a programme does not exclude people who "
                              "suit one; that no offence is taken and refused, no age, number of sessions or risk "
                              "impossible, and no review before the approval.",
                    .matters = "Two answers to one question: whether somebody gets it depends on which line is read.",
                    .to_do = "Ask its developers which of the two holds, and correct the file."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
