#include "tools/common/input_lists.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "tools/common/configuration_layers.hpp"

namespace probation::tools {

std::vector<std::string> names_of_list(const std::string& list, bool nul) {
  const bool by_nul = nul || list.find('\0') != std::string::npos;
  std::vector<std::string> names;
  for (std::string& name : split(list, by_nul ? '\0' : '\n')) {
    if (!by_nul && name.ends_with('\r')) name.pop_back();
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

namespace {

Json read_plan(intake::World& world, const std::string& path) {
  try {
    auto plan = Json::parse(world.read(path));
    if (plan && plan->is_object() && plan->value("schema", "") == "shards/1") return std::move(*plan);
  } catch (const intake::WorldFailure& failure) {
    throw UsageError{fmt::format("--shards {}", failure.what())};
  }
  throw UsageError{fmt::format("--shards {}: not a plan of shards (shards/1)", path)};
}

// A list that the plan names lies in the folder of the plan, links looked through.
std::string list_path(intake::World& world, const std::string& plan, const std::string& name) {
  const std::string path = path_within(folder_holding(plan), name);
  const std::string folder = world.canonical(folder_holding(plan));
  if (world.kind(path) != intake::PathKind::missing &&
      !world.canonical(path).starts_with(folder == "/" ? folder : folder + "/"))
    throw UsageError{fmt::format("--shards {}: {} leads out of the folder of the plan", plan, name)};
  return path;
}

std::vector<std::string> list_of_plan(intake::World& world, const Options& options) {
  if (options.shard.empty()) throw UsageError{"--shards: --shard I/N says which of them"};
  if (!options.paths.empty() || !options.files_from.empty())
    throw UsageError{"--shards: the plan names the files; give no other"};
  try {
    const Json plan = read_plan(world, options.shards);
    const std::string count = fmt::format("/{}", plan.at("count").get<std::int64_t>());
    if (!options.shard.ends_with(count))
      throw UsageError{fmt::format("--shard {}: the plan is of N{}", options.shard, count)};
    for (const Json& row : plan.at("shards"))
      if (fmt::format("{}{}", row.at("index").get<std::int64_t>(), count) == options.shard)
        return names_of_list(world.read(list_path(world, options.shards, row.at("list").get<std::string>())), true);
  } catch (const Json::Error& error) {
    throw UsageError{fmt::format("--shards {}: {}", options.shards, error.what())};
  } catch (const intake::WorldFailure& failure) {
    throw UsageError{fmt::format("--shards {}", failure.what())};
  }
  throw UsageError{fmt::format("--shard {}: not in the plan", options.shard)};
}

}  // namespace

PlannedFor planned_for(intake::World& world, const Options& options) {
  PlannedFor out;
  if (options.shards.empty()) return out;
  const Json plan = read_plan(world, options.shards);
  try {
    if (plan.contains("given")) out.given = plan["given"].get<std::vector<std::string>>();
    if (options.no_config) return out;  // no file has a configuration of its own
    if (plan.contains("first_files")) {
      out.first_files = plan["first_files"].get<std::vector<std::string>>();
      return out;
    }
    for (const Json& row : plan.at("shards"))
      for (std::string& name :
           names_of_list(world.read(list_path(world, options.shards, row.at("list").get<std::string>())), true))
        out.first_files.push_back(std::move(name));
  } catch (const Json::Error& error) {
    throw UsageError{fmt::format("--shards {}: {}", options.shards, error.what())};
  } catch (const intake::WorldFailure& failure) {
    throw UsageError{fmt::format("--shards {}", failure.what())};
  }
  return out;
}

std::string inputs_of_plan(intake::World& world, const std::string& plan) {
  return read_plan(world, plan).value("inputs", "");
}

std::vector<std::string> inputs_of(intake::World& world, const Options& options) {
  if (!options.shards.empty()) return list_of_plan(world, options);
  std::vector<std::string> given = options.paths;
  if (options.files_from.empty()) return given;
  if (options.files_from == "-" && std::find(given.begin(), given.end(), "-") != given.end())
    throw UsageError{"--files-from -: standard input is the list, and cannot be a file as well"};
  try {
    for (std::string& name : names_of_list(world.read(options.files_from), options.nul))
      given.push_back(std::move(name));
  } catch (const intake::WorldFailure& failure) {
    throw UsageError{fmt::format("--files-from {}", failure.what())};
  }
  return given;
}

}  // namespace probation::tools
