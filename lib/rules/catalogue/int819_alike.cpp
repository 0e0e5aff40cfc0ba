#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const Likeness& like = facts.index->likeness(facts.index->place_of(*facts.entry));
  if (like.ids.empty() && like.titles.empty()) {
    report.pass(subject, it.id ? it.id.place : it.place);
    return;
  }
  std::vector<std::string> words;
  const auto entry = [&](std::size_t i) -> const CatalogueEntry& { return facts.catalogue->entries[i]; };
  for (const std::size_t i : like.ids)
    words.push_back(fmt::format("the id differs from {} by case alone", subject_of(entry(i).intervention)));
  for (const std::size_t i : like.titles) {
    const Intervention& other = entry(i).intervention;
    words.push_back(
        fmt::format("the title {} that of {}{}", other.title.is(*it.title) ? "is" : "reads as", subject_of(other),
                    other.title.is(*it.title) ? "" : ": they differ by case, spaces or Unicode form alone"));
  }
  auto finding = report.fail(subject, like.ids.empty() ? it.title.place : it.id.place, join(words, "; "));
  finding.here("can be taken for another")
      .fact("others", static_cast<std::int64_t>(like.ids.size() + like.titles.size()));
  for (const std::size_t i : like.ids)
    finding.related_in(entry(i).file, *entry(i).places, entry(i).intervention.id.place, "differs by case alone");
  for (const std::size_t i : like.titles)
    finding.related_in(entry(i).file, *entry(i).places, entry(i).intervention.title.place, "the same to a reader");
  finding.fix("give one of them another id or title, or make them one");
}

}  // namespace

extern const Rule int819;
constinit const Rule int819{
    .id = "INT819",
    .slug = "alike",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Two ids, or two titles of one kind, can be taken for one another.",
    .explanation = {.checks = "Ids of a catalogue that differ by case alone, and titles of different ids within one "
                              "kind that are equal or differ by case, spaces or Unicode form alone.",
                    .matters = "Who refers a person by name must reach the one that is meant.",
                    .to_do = "Give one of them another id or title, or make them one."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
