#include "tools/common/due.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/case_facts.hpp"
#include "facts/case/missing_names.hpp"
#include "facts/catalogue/suite.hpp"
#include "tools/common/case_table.hpp"

namespace probation::tools {

using render::Json;

namespace {

void add_due(Json& json, const DueRow& row, const std::vector<std::string>& missing) {
  json.add("kind", row.kind).add("due", render::or_null(row.due)).add("state", word(row.state));
  json.add("days_left", row.days_left ? Json(*row.days_left) : Json(nullptr)).add("computed", row.computed);
  json.add("source", row.source.empty() ? Json(nullptr) : Json(row.source)).add("missing", missing);
  json.add("entry", render::or_null(row.entry));
}

}  // namespace

std::vector<DueRecord> due_records(const CaseFacts& facts, Date until, const PlaceTable& places) {
  const std::string crn = facts.file.crn ? facts.file.crn->text : std::string{};
  std::vector<DueRecord> records;
  for (DueRow& row : due_rows(facts, until)) {
    Json json = case_columns("due/1", facts.file, row.order, row.requirement);
    if (!facts.file.orders.recorded && row.state == DueState::undetermined)
      row.computed = "the orders did not decode: what is there is not the record";
    add_due(json, row, names_of(facts, places, row.missing));
    row.order = nullptr;  // the case does not outlive this call
    row.requirement = nullptr;
    records.push_back({crn, std::move(row), std::move(json)});
  }
  return records;
}

std::vector<DueRecord> due_in_catalogue(const CatalogueFacts& catalogue, const Policy& policy, Date as_of, Date until) {
  std::vector<DueRecord> records;
  for (const CatalogueReview& review : catalogue_reviews(catalogue, policy, as_of)) {
    const DueState state = review.overdue                            ? DueState::overdue
                           : review.in_notice || review.due <= until ? DueState::due
                                                                     : DueState::ahead;
    DueRow row{nullptr,
               nullptr,
               "catalogue_review",
               review.due,
               state,
               review.days_left,
               fmt::format("review date of {}", review.intervention->id->text),
               review.source,
               {},
               {}};
    Json json = case_columns("due/1", CaseFile{}, nullptr, nullptr);
    add_due(json, row, {});
    json["intervention"] = review.intervention->id->text;
    records.push_back({{}, std::move(row), std::move(json)});
  }
  return records;
}

std::string key_of(const DueRecord& r) {
  std::string key = r.row.state == DueState::overdue ? "0" : "1";
  key += r.row.due ? "0" + probation::format(*r.row.due) : std::string("1");
  key += r.crn;
  for (const std::string& part : {r.row.kind, r.json["requirement_id"].dump(), r.row.computed})
    key.append(1, '\0').append(part);
  return key;
}

void sort_due(std::vector<DueRecord>& records) {
  std::stable_sort(records.begin(), records.end(),
                   [](const DueRecord& a, const DueRecord& b) { return key_of(a) < key_of(b); });
}

}  // namespace probation::tools
