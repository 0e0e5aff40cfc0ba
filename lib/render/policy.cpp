#include "render/policy.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace probation::render {
namespace {

Json value_json(const StandardValue& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) return *n;
  if (const auto* b = std::get_if<bool>(&value)) return *b;
  if (const auto* s = std::get_if<std::string>(&value)) return *s;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  return nullptr;
}
Json date_json(const std::optional<Date>& date) { return date ? Json(format(*date)) : Json(nullptr); }

Json record(std::string_view name, Json value, std::string_view unit, Json from, Json until, std::string_view authority,
            std::string_view source, bool assumption, Json origin, bool used) {
  return {{"schema", "policy_value/1"},
          {"name", name},
          {"value", std::move(value)},
          {"unit", unit},
          {"from", std::move(from)},
          {"until", std::move(until)},
          {"authority", authority},
          {"source", source},
          {"assumption", assumption},
          {"origin", std::move(origin)},
          {"used", used}};
}

std::string_view unit_of(std::string_view name) {
  for (const StandardRow& row : national_standards())
    if (row.name == name) return row.unit;
  return {};
}

}  // namespace

std::vector<Json> policy_values(const Policy& policy) {
  std::vector<Json> rows;
  for (const StandardRow& row : national_standards()) {
    const bool has_value = !std::holds_alternative<std::monostate>(row.value);
    rows.push_back(record(row.name, value_json(row.value), row.unit, has_value ? Json(format(row.from)) : Json(nullptr),
                          date_json(row.until), row.authority, row.source, row.assumption, "built_in", has_value));
  }
  const std::vector<const LocalValue*> unused = policy.not_used();
  for (const LocalValue& value : policy.local())
    rows.push_back(record(value.name, value_json(value.value), unit_of(value.name), date_json(value.from),
                          date_json(value.until), value.authority, value.source, false,
                          Json{{"file", value.file}, {"line", value.line}},
                          std::find(unused.begin(), unused.end(), &value) == unused.end()));
  for (const Commencement& row : commencements()) {
    const LocalCommencement* set = policy.commencement_set(row.name);
    const Json value = set == nullptr    ? Json(nullptr)
                       : set->is_known() ? Json(format(set->from))
                                         : Json(fmt::format("not before {}", format(set->from)));
    rows.push_back(record(
        row.name, value, "date", set != nullptr ? Json(format(set->from)) : Json(nullptr), nullptr, "law",
        set != nullptr && !set->source.empty() ? fmt::format("{}; {}", row.provision, set->source)
                                               : std::string(row.provision),
        false, set != nullptr ? Json{{"file", set->file}, {"line", set->line}} : Json("built_in"), set != nullptr));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
    return std::tuple(a["name"].text()) < std::tuple(b["name"].text());
  });
  return rows;
}

std::string policy_text(const Policy& policy, bool origin) {
  std::string out = fmt::format("policy {}\n", policy.id());
  for (const Json& row : policy_values(policy)) {
    const auto text = [](const Json& value) {
      return value.is_null() ? std::string("none") : value.is_string() ? value.get<std::string>() : value.dump();
    };
    const bool local = row["origin"].is_object();
    std::string words = fmt::format("{:<48} {:<12} {:<10} {}{}", text(row["name"]), text(row["value"]),
                                    row["from"].is_null() ? "" : text(row["from"]), text(row["unit"]),
                                    row["assumption"] == true ? " (assumption)" : "");
    if (!row["until"].is_null()) words += fmt::format(", until {}", text(row["until"]));
    if (local && row["used"] == false) words += "  [not used: looser than national, or without a local layer]";
    out += words + "\n";
    if (origin)
      out += fmt::format(
          "    {}: {}\n",
          local ? fmt::format("{}:{}", row["origin"]["file"].get<std::string>(), row["origin"]["line"].get<int>())
                : std::string("built in"),
          text(row["source"]));
  }
  return out;
}

}  // namespace probation::render
