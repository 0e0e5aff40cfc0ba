#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/regions.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::string_view minimum_name = "programmes_minimum";
constexpr std::array rule_policy{minimum_name};

bool takes(const Intervention& it, OffenceCategory category) {
  return it.eligibility && std::any_of(it.eligibility->offences_any.begin(), it.eligibility->offences_any.end(),
                                       [&](const Located<OffenceCategory>& offence) { return offence.is(category); });
}
bool serves(const Intervention& it, NeedArea area) {
  return std::any_of(it.needs.begin(), it.needs.end(), [&](const Located<NeedArea>& need) { return need.is(area); });
}

// Programmes are told apart by the offences they are for; thinking skills is what serves thinking and is for neither.
// Nothing: not recorded.
std::optional<bool> is_programme_for(const Intervention& it, std::string_view minimum) {
  if (it.covers.recorded)
    return std::any_of(it.covers.begin(), it.covers.end(),
                       [&](const Located<ProgrammeCover>& one) { return one && document::word(*one) == minimum; });
  const bool sexual = takes(it, OffenceCategory::sexual),
             partner = takes(it, OffenceCategory::intimate_partner_violence);
  const bool any_offence = !it.eligibility || it.eligibility->offences_any.empty();  // tells no programme from another
  if (any_offence && minimum != "thinking_skills") return std::nullopt;
  if (minimum == "sexual_offending") return sexual;
  if (minimum == "intimate_partner_violence") return partner;
  if (sexual || partner) return false;
  if (!it.needs.recorded) return std::nullopt;
  return serves(it, NeedArea::thinking_and_behaviour);
}

void check(const RegionFacts& facts, Report& report) {
  const SelectionFile& first = facts.files.front()->selection;
  const auto row = facts.policy.resolve(minimum_name, facts.as_of);
  if (!row || !facts.in_force) {
    report.not_applicable(facts.region);
    return;
  }
  std::vector<const CatalogueEntry*> programmes;
  bool named = false;
  for (const std::string& id : RegionFiles{facts.region, facts.files, facts.in_force, facts.ahead}.chosen()) {
    const CatalogueEntry* entry = facts.catalogue.find_entry(id);
    if (entry == nullptr || !entry->intervention.kind.is(InterventionKind::accredited_programme)) continue;
    named = true;
    const Intervention& it = entry->intervention;
    const Life life = life_on(it, facts.as_of);
    if (!life.recorded || life.in_use()) programmes.push_back(entry);
  }
  if (!named) {
    report.not_applicable(facts.region);
    return;
  }
  std::vector<std::string> lacking, unknown, missing;
  const auto& wanted =
      std::get<std::vector<std::string>>(row->local != nullptr ? row->local->value : row->national->value);
  for (const std::string& minimum : wanted) {
    bool there = false;
    std::vector<std::string> perhaps;
    for (const CatalogueEntry* entry : programmes) {
      const std::optional<bool> is_it = is_programme_for(entry->intervention, minimum);
      there = there || is_it.value_or(false);
      if (!is_it) perhaps.push_back(entry->file + (entry->intervention.needs.recorded ? "#/covers" : "#/needs"));
    }
    if (there) continue;
    if (perhaps.empty()) lacking.push_back(minimum);
    else unknown.push_back(minimum);
    missing.insert(missing.end(), perhaps.begin(), perhaps.end());
  }
  std::vector<std::string> ids;
  for (const CatalogueEntry* entry : programmes) ids.push_back(subject_of(entry->intervention));
  const std::string chosen =
      fmt::format("programmes chosen: {}", ids.empty() ? std::string("none that is still in use") : join(ids, ", "));
  if (!lacking.empty())
    report
        .fail(facts.region, first.selected.place,
              fmt::format("{} chose programmes and lacks one for {}", facts.region, join(lacking, ", ")))
        .here("what the region chose")
        .fact("lacking", join(lacking, " "))
        .trace(chosen)
        .trace(fmt::format("every region has at least: {}", join(wanted, ", ")))
        .standard(*row)
        .fix("choose a programme for each, or correct the selection");
  else if (!unknown.empty())
    report
        .undetermined(facts.region, first.selected.place,
                      fmt::format("passes if one of the programmes is for {}", join(unknown, ", ")), missing)
        .trace(chosen)
        .standard(*row);
  else report.pass(facts.region, first.selected.place, chosen);
}

}  // namespace

extern const Rule int815;
constinit const Rule int815{
    .id = "INT815",
    .slug = "programme-minimum",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A region's selection names programmes and lacks one of the national minimum.",
    .explanation = {.checks =
                        "Each region whose selection names accredited programmes: at least one for thinking skills, "
                        "one for violence against a partner and one for sexual offending, as the policy of the day "
                        "lists them. They are told apart by the offences they are for; thinking skills by its needs.",
                    .matters = "Courts may require any of the three everywhere; where one is missing the requirement "
                               "cannot be delivered.",
                    .to_do = "Choose a programme for it, or correct the selection."},
    .sources = {},
    .policy = rule_policy,
    .check_region = &check,
};

}  // namespace probation::rules
