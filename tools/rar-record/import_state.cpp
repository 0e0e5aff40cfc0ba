#include "tools/rar-record/import_state.hpp"

#include "intake/world.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {

ImportState::ImportState(RealWorld& world, const std::string& folder)
    : path_(folder + (folder.ends_with('/') ? "" : "/") + ".import.json") {
  state_ = Json{{"schema", "import_state/1"}, {"systems", Json::object()}};
  refuse_link_of_others(path_);
  const intake::PathStatus there = world.status(path_);
  if (there.kind == PathKind::missing && !there.may_be_there) return;
  auto read = there.is_special ? std::nullopt : Json::parse(world.read(path_));
  if (!read || !read->is_object() || (*read)["schema"] != "import_state/1" || !read->contains("systems") ||
      !(*read)["systems"].is_object())
    throw WorldFailure(path_, "is not what import keeps there; put it right or take it away");
  state_ = std::move(*read);
}

std::optional<Date> ImportState::newest(const std::string& system) const {
  const Json* entry = state_["systems"].find(system);
  return entry == nullptr ? std::nullopt : parse_date(entry->value("extract_date", ""));
}

bool ImportState::had_rows(const std::string& system, const std::string& table) const {
  const Json* entry = state_["systems"].find(system);
  const Json* tables = entry == nullptr ? nullptr : entry->find("tables");
  const Json* rows = tables == nullptr ? nullptr : tables->find(table);
  return rows != nullptr && rows->is_number_integer() && rows->whole() > 0;
}

bool ImportState::was_cut_short(const std::string& system) const {
  const Json* running = state_.find("running");
  return running != nullptr && running->is_object() && running->value("system", "") == system &&
         running->contains("begins_cases") && (*running)["begins_cases"] == Json(true);
}

void ImportState::begin(const std::string& system, Date extract, bool begins_cases) {
  state_["running"] = Json{{"system", system}, {"extract_date", format(extract)}, {"begins_cases", begins_cases}};
  write();
}

void ImportState::end(const std::string& system, Date extract, const std::map<std::string, std::size_t>& rows) {
  state_.erase("running");
  const auto before = newest(system);
  Json& entry = state_["systems"][system];
  if (!before || *before <= extract) {
    entry["extract_date"] = format(extract);
    for (const auto& [table, n] : rows) entry["tables"][table] = n;
  }
  write();
}

void ImportState::write() const { replace_file(path_, state_.dump(2) + "\n"); }

}  // namespace probation::tools
