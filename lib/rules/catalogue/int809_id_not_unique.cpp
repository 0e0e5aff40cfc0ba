#include <fmt/format.h>
#include <array>

#include "facts/catalogue/catalogue_facts.hpp"
#include "law/sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  if (!it.id) {
    report.not_assessed(Subject::file());
    return;
  }
  const std::string& id = it.id->text;
  std::vector<std::string> others;
  constexpr std::size_t most_named = 10;
  std::size_t count = 0;
  for (const std::size_t i : facts.index->with_id(id)) {
    const CatalogueEntry& entry = facts.catalogue->entries[i];
    if (&entry == facts.entry) continue;
    if (++count <= most_named) others.push_back(entry.file);
  }
  if (count > most_named) others.push_back(fmt::format("{} more", count - most_named));
  std::string name = facts.file.substr(facts.file.rfind('/') + 1);
  name = name.substr(0, name.rfind('.'));
  const bool from_file =
      facts.file.ends_with(".yaml") || facts.file.ends_with(".yml");  // a stream has no name to compare
  if (!others.empty()) {
    auto finding =
        report.fail(id, it.id.place, fmt::format("the id {} is also used by {}", id, fmt::join(others, ", ")));
    finding.here("not the only one")
        .fact("other_files", count)
        .trace(fmt::format("{} files have the id {}: {}, {}", count + 1, id, facts.file, fmt::join(others, ", ")))
        .fix("give all but one of them another id, and the file the same name");
    if (from_file && name != id) finding.trace(fmt::format("besides, the file's name is {} and not {}", name, id));
  } else if (from_file && name != id) {
    report.fail(id, it.id.place, fmt::format("the id is {} and the name of the file is {}", id, name))
        .here("differs from the file's name")
        .fact("file_name", name)
        .trace(fmt::format("{} is the name of {} without folder and ending; the id is {}", name, facts.file, id))
        .fix(fmt::format("rename the file to {}.yaml, or correct the id", id));
  } else {
    report.pass(id, it.id.place);
  }
}

}  // namespace

extern const Rule int809;
constinit const Rule int809{
    .id = "INT809",
    .slug = "id-not-unique",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "An id is used by two files, or id and file name differ.",
    .explanation = {.checks =
                        "That the id of an intervention is its file's name, and no other file of the catalogue has it.",
                    .matters =
                        "Plans, selections and panels name interventions by id; two of one name cannot be told apart.",
                    .to_do = "Rename the file, or give one of the two another id."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
