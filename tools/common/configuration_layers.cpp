#include "tools/common/configuration_layers.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "intake/find_files.hpp"
#include "intake/one_file.hpp"
#include "rules/engine.hpp"
#include "tools/common/flat_map.hpp"
#include "tools/common/output.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

// Sorted by name.
constexpr std::array keys{
    SettingKey{"baseline", true, false, false, false, {}, "Findings already known (baseline/1)"},
    SettingKey{"cache", true, false, false, false, {}, "Known, and of no effect: no answers are kept between runs"},
    SettingKey{"catalogue", true, false, false, true, {}, "Folder of intervention/1 files"},
    SettingKey{"color", false, false, false, false, "auto", "Colours in text: auto, always or never"},
    SettingKey{"directory", true, false, false, true, {}, "What runs where and when in a region (directory/1)"},
    SettingKey{
        "exclude", false, true, false, true, {}, "Names to leave out, as in a .gitignore, from this folder down"},
    SettingKey{"fail_on", false, false, false, true, "error",
               "Exit 1 from this severity on: error, warning, note or never"},
    SettingKey{"fail_on_undetermined", false, false, true, true, "false",
               "Exit 1 where something could not be decided"},
    SettingKey{"format", false, false, false, false, "text", "Output format"},
    SettingKey{"ignore", false, true, false, true, {}, "Rules to leave out: ids and prefixes"},
    SettingKey{"jobs", false, false, false, false, {}, "Threads; all cores where it is not set"},
    SettingKey{"language", false, false, false, false, "en", "Language of what is printed: en or cy"},
    SettingKey{"policy", true, false, false, true, {}, "Regional practice policy (policy/1) over the national one"},
    SettingKey{"recorded_by", false, false, false, false, {}, "Who records, where rar-record writes"},
    SettingKey{"select", false, true, false, true, {}, "Run only these rules: ids and prefixes"},
    SettingKey{"selections", true, false, false, true, {}, "Folder of selection/1 files: what the regions chose"},
    SettingKey{"show", false, false, false, false, "note", "Print from this severity on: error, warning, note or pass"},
    SettingKey{"suppressions", true, false, false, true, {}, "Findings lived with, and why (suppressions/1)"}};

constexpr std::array<std::string_view, 3> only_variables{"as_of", "config", "shard"};

std::vector<std::string_view> key_names() {
  std::vector<std::string_view> names;
  for (const SettingKey& key : keys) names.push_back(key.name);
  return names;
}

std::string upper_case(std::string_view word) {
  std::string upper(word);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

// I/N with I from 1 to N.
bool is_shard(const std::string& value) {
  const std::vector<std::string> parts = split(value, '/');
  return parts.size() == 2 &&
         std::all_of(parts.begin(), parts.end(),
                     [](const std::string& part) {
                       return !part.empty() && part.size() <= 5 &&
                              part.find_first_not_of("0123456789") == std::string::npos && std::stoi(part) > 0;
                     }) &&
         std::stoi(parts[0]) <= std::stoi(parts[1]);
}

// The entries of a configuration, and what is wrong with its text.
using Wrong = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>>;

FlatMap read_flat_map(std::string_view text, Wrong& found) {
  FlatMap map;
  const std::vector<document::Slice> documents = document::split_stream(text);
  const document::Slice& slice = documents.front();
  if (documents.size() > 1) found.emplace_back(documents[1].first_line, 1, "a second document; a configuration is one");
  else if (const auto layout = document::check_layout(slice.text, slice.first_line))
    found.emplace_back(layout->place.line, layout->place.column, layout->message);
  else if (const auto error = document::read_events(slice.text, slice.first_line, map))
    found.emplace_back(error->mark.line, error->mark.column, fmt::format("not YAML: {}", error->message));
  for (const auto& [mark, why] : map.problems) found.emplace_back(mark.line, mark.column, why);
  return map;
}

// Why an entry cannot be taken; nothing: it is in `layer`, or says nothing.
std::optional<std::string> take_entry(SettingLayer& layer, const FlatMap::Entry& entry, const std::string& path,
                                      const std::string& kind) {
  if (entry.key == "schema") {
    if (entry.values == std::vector<std::string>{"configuration/1"}) return std::nullopt;
    return "`schema`: configuration/1 stands here, or nothing";
  }
  const SettingKey* key = find_key(entry.key);
  if (key == nullptr) {
    const std::vector<std::string_view> names = key_names();
    const auto near = nearest(entry.key, names);
    return near ? fmt::format("unknown key `{}`; did you mean `{}`?", entry.key, *near)
                : fmt::format("unknown key `{}`; known are {}", entry.key, fmt::join(names, ", "));
  }
  if (layer.find(*key) != nullptr) return fmt::format("`{}` stands twice", entry.key);
  if (entry.null || entry.values.empty()) return std::nullopt;
  const bool is_rules = key->is_list && key->name != "exclude";
  const bool has_empty = std::any_of(entry.values.begin(), entry.values.end(),
                                     [](const std::string& value) { return trim(value).empty(); });
  std::vector<std::string> values = is_rules && !has_empty ? comma_list(entry.values) : entry.values;
  if (const auto why = wrong_value(*key, has_empty ? std::vector<std::string>{""} : values))
    return fmt::format("`{}`: {}", entry.key, *why);
  if (key->is_path) values[0] = path_within(folder_holding(path), values[0]);
  layer.given.push_back({key, std::move(values), {kind, {}, path, entry.mark.line}, entry.mark.column});
  return std::nullopt;
}

}  // namespace

std::span<const SettingKey> configuration_keys() { return keys; }

const SettingKey* find_key(std::string_view name) {
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const SettingKey& key) { return key.name == name; });
  return at == keys.end() ? nullptr : &*at;
}

std::string GivenValue::place() const {
  if (origin.kind == "flag" || origin.kind == "environment") return origin.kind + " " + origin.name;
  return fmt::format("{}:{}:{}", origin.file, origin.line, column);
}

const GivenValue* SettingLayer::find(const SettingKey& key) const {
  const auto at = std::find_if(given.begin(), given.end(), [&](const GivenValue& g) { return g.key == &key; });
  return at == given.end() ? nullptr : &*at;
}

std::string folder_holding(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string path_within(const std::string& folder, const std::string& path) {
  return path.starts_with('/') || folder == "." ? path : folder == "/" ? folder + path : folder + "/" + path;
}

std::optional<std::string> wrong_value(const SettingKey& key, const std::vector<std::string>& values) {
  const auto known = [&](const std::vector<std::string_view>& words) -> std::optional<std::string> {
    if (values.size() == 1 && std::find(words.begin(), words.end(), values[0]) != words.end()) return std::nullopt;
    return fmt::format("one of {}", fmt::join(words, ", "));
  };
  if (!key.is_list && values.size() != 1) return "one value, not a list";
  if (values.empty() ||
      std::any_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); }))
    return "an empty value";
  if (key.is_truth) return known({"true", "false"});
  if (key.name == "color") return known({"auto", "always", "never"});
  if (key.name == "show") return known({"error", "warning", "note", "pass"});
  if (key.name == "fail_on") return known({"error", "warning", "note", "never"});
  if (key.name == "format") return known(all_formats());
  if (key.name == "jobs") {
    const bool number = !values[0].empty() && values[0].size() <= 4 &&
                        std::all_of(values[0].begin(), values[0].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number || std::stoi(values[0]) < 1 || std::stoi(values[0]) > 1024) return "a number from 1 to 1024";
  }
  if (key.name == "select" || key.name == "ignore")
    if (const auto unknown = rules::Selection{comma_list(values), {}}.unknown(); !unknown.empty())
      return fmt::format("no rule begins with {}", unknown.front());
  if (key.name == "language") return known({"en", "cy"});
  return std::nullopt;
}

SettingLayer read_layer(World& world, const std::string& path, const std::string& kind) {
  const intake::TextRead read = intake::read_text(world, path);
  if (!read.problems.empty()) throw UsageError{"the configuration cannot be read:", read.problems};
  SettingLayer layer;
  layer.file = path;
  Wrong found;
  for (const FlatMap::Entry& entry : read_flat_map(read.text(), found).entries)
    if (const auto why = take_entry(layer, entry, path, kind))
      found.emplace_back(entry.mark.line, entry.mark.column, *why);
  if (found.empty()) return layer;
  std::sort(found.begin(), found.end());
  std::vector<std::string> problems;
  for (const auto& [line, column, why] : found)
    problems.push_back(fmt::format("{}:{}:{}: {}", path, line, column, why));
  throw UsageError{"the configuration cannot be used, and nothing of it is:", problems};
}

SettingLayer environment_layer() {
  SettingLayer layer;
  for (const auto& [name, value] : environment_with("RAR_")) {
    const std::string word = lower_case(name.substr(4));
    const bool is_variable = std::find(only_variables.begin(), only_variables.end(), word) != only_variables.end();
    const SettingKey* key = find_key(word);
    if ((key == nullptr && !is_variable) || name.substr(4) != upper_case(word)) {
      std::vector<std::string_view> names = key_names();
      names.insert(names.end(), only_variables.begin(), only_variables.end());
      const auto near = nearest(word, names);
      throw UsageError{fmt::format("the environment has {}, which is no setting{}", name,
                                   near ? fmt::format("; did you mean RAR_{}?", upper_case(*near)) : std::string{})};
    }
    if (value.empty()) throw UsageError{fmt::format("the environment's {}: an empty value", name)};
    if (word == "as_of") date_option("the environment's RAR_AS_OF", value);
    if (word == "shard" && !is_shard(value))
      throw UsageError{fmt::format("the environment's {}={}: not I/N with I from 1 to N, such as 2/8", name, value)};
    if (key == nullptr) continue;
    std::vector<std::string> values =
        key->is_list && key->name != "exclude" ? comma_list({value}) : std::vector<std::string>{value};
    if (key->is_truth && (value == "1" || value == "0")) values[0] = value == "1" ? "true" : "false";
    if (const auto why = wrong_value(*key, values))
      throw UsageError{fmt::format("the environment's {}={}: {}", name, value, *why)};
    layer.given.push_back({key, std::move(values), {"environment", name, {}, 0}});
  }
  return layer;
}

std::string environment_value(const std::string& name) {
  for (const auto& [variable, value] : environment_with("RAR_"))
    if (variable == name) return value;
  return {};
}

Flag* flag_of(Command& tool, std::string_view key) {
  std::string flag = "--" + std::string(key);
  std::replace(flag.begin() + 2, flag.end(), '_', '-');
  return tool.find(flag);
}

SettingLayer flag_layer(Command& tool) {
  SettingLayer layer;
  for (const SettingKey& key : keys) {
    const Flag* flag = flag_of(tool, key.name);
    if (flag == nullptr || !flag->given()) continue;
    std::vector<std::string> values = key.is_truth                           ? std::vector<std::string>{"true"}
                                      : key.is_list && key.name != "exclude" ? comma_list(flag->results)
                                                                             : flag->results;
    if (values.empty()) throw UsageError{fmt::format("{} {}: an empty value", flag->name(), flag->results.front())};
    layer.given.push_back({&key, std::move(values), {"flag", flag->name(), {}, 0}});
  }
  return layer;
}

bool is_caseload(World& world, const std::string& path) {
  const bool may_be = path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
  if (!may_be || world.kind(path) != intake::PathKind::file) return false;
  try {
    return intake::has_schema(world, path, "caseload/1");
  } catch (const intake::WorldFailure&) {
    return false;  // whoever reads the inputs names it
  }
}

// caseload/1 among the inputs: its paths in place of it, its settings as a layer of their own.
SettingLayer manifest_layer(World& world, std::vector<std::string>& inputs) {
  SettingLayer layer;
  std::string first;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string path = inputs[i];
    if (!is_caseload(world, path)) continue;
    const intake::OneFile file = intake::read_one(world, path, "caseload/1");
    const auto* manifest = file.as<CaseloadManifest>();
    if (!file.problems.empty() || manifest == nullptr)
      throw UsageError{"the caseload cannot be used, and nothing of it is:", file.problems};
    if (!first.empty()) throw UsageError{fmt::format("{} and {} are both a caseload; give one", first, path)};
    first = path;
    layer.file = path;
    layer.entries = static_cast<std::int64_t>(manifest->cases.size());
    const std::string folder = folder_holding(path);
    std::vector<std::string> paths;
    for (const auto& glob : manifest->cases) {
      const std::vector<std::string> found = intake::matching(world, folder, *glob);
      if (found.empty())
        throw UsageError{fmt::format("{}:{}:{}: nothing matches {}", path, glob.place.line, glob.place.column, *glob)};
      const std::string real = world.canonical(folder);
      for (const std::string& one : found)
        if (world.kind(one) != intake::PathKind::missing &&
            !world.canonical(one).starts_with(real == "/" ? real : real + "/"))
          throw UsageError{fmt::format("{}:{}:{}: {} leads out of the folder of the caseload", path, glob.place.line,
                                       glob.place.column, one)};
      paths.insert(paths.end(), found.begin(), found.end());
    }
    if (paths.empty()) throw UsageError{fmt::format("{}: the caseload lists no cases", path)};
    inputs.erase(inputs.begin() + static_cast<std::ptrdiff_t>(i));
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(i), paths.begin(), paths.end());
    i += paths.size() - 1;
    const auto add = [&](std::string_view name, const Located<std::string>& value) {
      if (value)
        layer.given.push_back({find_key(name),
                               {path_within(folder, *value)},
                               {"caseload", {}, path, value.place.line},
                               value.place.column});
    };
    add("catalogue", manifest->catalogue);
    add("selections", manifest->selections);
    add("directory", manifest->directory);
    add("policy", manifest->policy);
    add("suppressions", manifest->suppressions);
    add("baseline", manifest->baseline);
  }
  return layer;
}

}  // namespace probation::tools
