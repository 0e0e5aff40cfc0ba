#include "recording/register_fields.hpp"

#include "document/write.hpp"

namespace probation::lifecycle {

Fields of_file(const Intervention& intervention) {
  Fields fields;
  fields.version = intervention.version.value;
  if (!intervention.lifecycle) return fields;
  const Lifecycle& life = *intervention.lifecycle;
  fields.state = life.state.value;
  fields.approved_date = life.approved_date.value;
  fields.review_date = life.review_date.value;
  fields.framework = life.framework.value;
  fields.amalgamated_into = life.amalgamated_into.value;
  fields.conditions = life.conditions.size();
  return fields;
}

Fields told_by_rows(const Intervention& intervention) {
  Intervention bare = intervention;
  bare.version = {};
  Lifecycle& life = *bare.lifecycle;
  life.state = {};
  life.approved_date = life.review_date = {};
  life.framework = life.amalgamated_into = {};
  Fields fields;
  const std::vector<LifeRow> rows = life_rows(bare);
  if (rows.empty()) return fields;
  const Life told = life_on(bare, rows.back().date);
  fields.state = told.state;
  fields.version = told.version;
  fields.approved_date = told.approved_date;
  fields.review_date = told.review_date;
  if (!told.framework.empty()) fields.framework = told.framework;
  if (!told.successor.empty()) fields.amalgamated_into = told.successor;
  return fields;
}

Intervention with_history(const Intervention& intervention, std::vector<HistoryRow> rows) {
  Intervention changed = intervention;
  changed.lifecycle->history.items = std::move(rows);
  changed.lifecycle->history.recorded = true;
  return changed;
}

std::string date_or_null(const std::optional<Date>& date) { return date ? format(*date) : std::string("null"); }
std::string text_or_null(const std::optional<std::string>& text) {
  return text ? document::quoted_where_needed(*text) : std::string("null");
}

}  // namespace probation::lifecycle
