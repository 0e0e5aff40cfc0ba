#include "tools/common/case_table.hpp"

#include "base/sight.hpp"

namespace probation::tools {

using render::Json;

std::string manager_code(const CaseFile& file, Located<std::string> Manager::*which) {
  if (!file.manager || !((*file.manager).*which) || file.limited_access.is(true)) return {};
  const std::string& code = *((*file.manager).*which);
  return which == &Manager::officer ? officer_shown(code) : code;
}

Json case_columns(const std::string& schema, const CaseFile& file, const Order* order, const Requirement* requirement) {
  const auto id = [](const auto* record) {
    return record != nullptr && record->id ? Json(record->id->text) : Json(nullptr);
  };
  const auto code = [&](Located<std::string> Manager::*which) { return render::or_null(manager_code(file, which)); };
  constexpr std::size_t usual = 20;  // columns of a record that begins with these
  Json json = Json::object();
  json.items().reserve(usual);
  json.add("schema", schema).add("crn", file.crn ? Json(file.crn->text) : Json(nullptr));
  json.add("order_id", id(order)).add("requirement_id", id(requirement));
  json.add("region", code(&Manager::region)).add("pdu", code(&Manager::pdu));
  json.add("team", code(&Manager::team)).add("officer", code(&Manager::officer));
  return json;
}

Json possible_amounts(const KnownAmount& amount) {
  Json possible = Json::array();
  if (!amount)
    for (const std::int64_t one : amount.possible) possible.push_back(one);
  return possible;
}

std::vector<std::string> case_table_columns(const std::vector<std::string>& own) {
  std::vector<std::string> columns{"crn", "order_id", "requirement_id", "region", "pdu", "team", "officer"};
  columns.insert(columns.end(), own.begin(), own.end());
  return columns;
}

}  // namespace probation::tools
