#include "facts/catalogue/register_due.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "facts/panel/scoring_policy.hpp"

namespace probation {
namespace {

std::string id_of(const CatalogueEntry& entry) {
  return entry.intervention.id ? entry.intervention.id->text : std::string{};
}

RegisterDue dated(RegisterDue row, Date as_of, Date until) {
  using State = RegisterDue::State;
  if (!row.due) {
    row.state = State::undetermined;
    return row;
  }
  row.days_left = days_between(as_of, *row.due);
  row.state = *row.due < as_of ? State::overdue : *row.due <= until ? State::due : State::ahead;
  return row;
}

RegisterDue review_of(const CatalogueFacts& catalogue, const CatalogueEntry& entry, const Life& life) {
  RegisterDue row{&entry, RegisterDue::Kind::catalogue_review, {}, life.review_date, {}, {}, {}, "review_date"};
  row.text = entry.intervention.title ? fmt::format("review of {}", *entry.intervention.title)
                                      : fmt::format("review of {}", id_of(entry));
  if (row.due) return row;
  const ScoringPolicy* policy = life.framework.empty() ? nullptr : catalogue.scoring_policy(life.framework);
  if (policy != nullptr && policy->review_years && life.approved_date) {
    row.due = months_after(*life.approved_date, Months{static_cast<int>(12 * *policy->review_years)});
    row.source = fmt::format("approved_date and review_term of {}", policy->id);
  } else {
    row.source = !life.approved_date      ? "neither review_date nor approved_date is recorded"
                 : life.framework.empty() ? "neither review_date nor framework is recorded"
                 : policy == nullptr      ? fmt::format("the framework {} is not at hand", life.framework)
                                          : fmt::format("{} has no review_term", life.framework);
  }
  return row;
}

}  // namespace

std::string_view word(RegisterDue::Kind kind) {
  return kind == RegisterDue::Kind::catalogue_review ? "catalogue_review" : "condition";
}
std::string_view word(RegisterDue::State state) {
  switch (state) {
    case RegisterDue::State::overdue: return "overdue";
    case RegisterDue::State::undetermined: return "undetermined";
    case RegisterDue::State::due: return "due";
    case RegisterDue::State::ahead: return "ahead";
    case RegisterDue::State::done: return "done";
  }
  return {};
}

std::vector<RegisterDue> register_due(const CatalogueFacts& catalogue, Date as_of, Date until) {
  std::vector<RegisterDue> rows;
  for (const CatalogueEntry& entry : catalogue.entries) {
    if (entry.background) continue;
    const Life life = life_on(entry.intervention, as_of);
    if (life.in_use() || life.is(LifecycleState::provisional))
      rows.push_back(dated(review_of(catalogue, entry, life), as_of, until));
    for (const ConditionOfLife& one : conditions_on(entry.intervention, as_of)) {
      const bool of_version = !one.version || !life.version || *one.version == *life.version;
      const bool provisional_line = std::any_of(life.lines.begin(), life.lines.end(), [&](const LifeLine& line) {
        return line.open && line.version == one.version && line.state() == LifecycleState::provisional;
      });
      const bool counts = ((life.in_use() || life.is(LifecycleState::provisional)) && of_version) || provisional_line;
      if (!counts) continue;
      RegisterDue row{&entry, RegisterDue::Kind::condition, {}, one.condition->due.value, {}, {}, {}, "conditions"};
      if (one.condition->owner) row.owner = *one.condition->owner;
      row.text = one.condition->text ? *one.condition->text : fmt::format("condition {}", one.number);
      row = dated(std::move(row), as_of, until);
      if (one.met_on(as_of)) row.state = RegisterDue::State::done;
      rows.push_back(std::move(row));
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const RegisterDue& a, const RegisterDue& b) {
    const auto key = [](const RegisterDue& r) {
      return std::tuple(r.state != RegisterDue::State::overdue, !r.due, r.due ? format(*r.due) : std::string{},
                        id_of(*r.entry), r.kind);
    };
    return key(a) < key(b);
  });
  return rows;
}

}  // namespace probation
