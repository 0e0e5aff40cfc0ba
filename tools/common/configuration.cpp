#include "tools/common/configuration.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/events.hpp"
#include "document/limits.hpp"
#include "intake/find_files.hpp"
#include "intake/one_file.hpp"
#include "rules/engine.hpp"
#include "tools/common/output.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

struct Key {
  std::string_view name;
  bool is_path = false;  // relative to the file it stands in
  bool is_list = false;  // a list, or words with commas
  bool is_truth = false;
  std::string_view standard = {};  // what holds where nothing sets it
};

// Sorted by name.
constexpr std::array keys{Key{"baseline", true},
                          Key{"cache", true},
                          Key{"catalogue", true},
                          Key{"color", false, false, false, "auto"},
                          Key{"directory", true},
                          Key{"exclude", false, true},
                          Key{"fail_on", false, false, false, "error"},
                          Key{"fail_on_undetermined", false, false, true, "false"},
                          Key{"format", false, false, false, "text"},
                          Key{"ignore", false, true},
                          Key{"jobs", false, false, false, "all cores"},
                          Key{"policy", true},
                          Key{"recorded_by"},
                          Key{"select", false, true},
                          Key{"selections", true},
                          Key{"show", false, false, false, "note"},
                          Key{"suppressions", true}};

std::vector<std::string_view> key_names() {
  std::vector<std::string_view> names;
  for (const Key& key : keys) names.push_back(key.name);
  return names;
}

const Key* find_key(std::string_view name) {
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
  return at == keys.end() ? nullptr : &*at;
}

struct Given {
  const Key* key = nullptr;
  std::vector<std::string> values;
  std::string origin;
};
using Layer = std::vector<Given>;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string within(const std::string& folder, const std::string& path) {
  return path.starts_with('/') || folder == "." ? path : folder == "/" ? folder + path : folder + "/" + path;
}

// A map of scalars and lists of scalars, each with its place; everything else is a problem.
class FlatMap : public document::EventSink {
 public:
  struct Entry {
    std::string key;
    document::Mark mark;
    std::vector<std::string> values;
    bool null = false;
  };
  std::vector<Entry> entries;
  std::vector<std::pair<document::Mark, std::string>> problems;

  bool on_event(const document::Event& event) override {
    using Kind = document::Event::Kind;
    if (event.kind == Kind::alias || event.anchored || event.tagged)
      return refuse(event.mark, "anchors, aliases and tags are not allowed");
    switch (event.kind) {
      case Kind::map_start:
        if (depth_++ > 0) return refuse(event.mark, "a value is a word or a list of words");
        return true;
      case Kind::sequence_start:
        if (depth_ != 1 || !has_key_)
          return refuse(event.mark, depth_ == 0 ? "expected keys and values" : "a value is a word or a list of words");
        ++depth_;
        return true;
      case Kind::sequence_end:
        --depth_;
        has_key_ = false;
        return true;
      case Kind::map_end: return true;
      default: break;
    }
    if (depth_ == 0) return event.null || refuse(event.mark, "expected keys and values");
    if (depth_ == 2) {
      entries.back().values.emplace_back(event.text);
    } else if (!has_key_) {
      entries.push_back({std::string(event.text), event.mark, {}, false});
      has_key_ = true;
    } else {
      if (event.null) entries.back().null = true;
      else entries.back().values.emplace_back(event.text);
      has_key_ = false;
    }
    return true;
  }

 private:
  bool refuse(document::Mark mark, std::string why) {
    problems.emplace_back(mark, std::move(why));
    return false;
  }
  int depth_ = 0;
  bool has_key_ = false;
};

// What is wrong with a value, as far as the value alone says.
std::optional<std::string> wrong(const Key& key, const std::vector<std::string>& values) {
  const auto known = [&](const std::vector<std::string_view>& words) -> std::optional<std::string> {
    if (values.size() == 1 && std::find(words.begin(), words.end(), values[0]) != words.end()) return std::nullopt;
    return fmt::format("one of {}", fmt::join(words, ", "));
  };
  if (!key.is_list && values.size() != 1) return "one value, not a list";
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
  if (key.is_path && values[0].empty()) return "a path";
  return std::nullopt;
}

Layer read_layer(World& world, const std::string& path) {
  const intake::TextRead read = intake::read_text(world, path);
  if (!read.problems.empty())
    throw UsageError{fmt::format("the configuration cannot be read: {}", fmt::join(read.problems, "\n"))};
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> found;
  const auto refuse = [&](document::Mark mark, const std::string& why) {
    found.emplace_back(mark.line, mark.column, why);
  };
  Layer layer;
  FlatMap map;
  const std::vector<document::Slice> documents = document::split_stream(read.text());
  const document::Slice& slice = documents.front();
  if (documents.size() > 1) refuse({documents[1].first_line, 1}, "a second document; a configuration is one");
  else if (const auto layout = document::check_layout(slice.text, slice.first_line))
    refuse({layout->place.line, layout->place.column}, layout->message);
  else if (const auto error = document::read_events(slice.text, slice.first_line, map))
    refuse(error->mark, fmt::format("not YAML: {}", error->message));
  for (const auto& [mark, why] : map.problems) refuse(mark, why);
  for (const FlatMap::Entry& entry : map.entries) {
    const Key* key = find_key(entry.key);
    if (key == nullptr) {
      const std::vector<std::string_view> names = key_names();
      const auto near = nearest(entry.key, names);
      refuse(entry.mark, near ? fmt::format("unknown key `{}`; did you mean `{}`?", entry.key, *near)
                              : fmt::format("unknown key `{}`; known are {}", entry.key, fmt::join(names, ", ")));
      continue;
    }
    if (std::any_of(layer.begin(), layer.end(), [&](const Given& g) { return g.key == key; })) {
      refuse(entry.mark, fmt::format("`{}` stands twice", entry.key));
      continue;
    }
    if (entry.null || (entry.values.empty() && !map.problems.empty())) continue;
    std::vector<std::string> values = key->is_list ? comma_list(entry.values) : entry.values;
    if (const auto why = wrong(*key, values)) {
      refuse(entry.mark, fmt::format("`{}`: {}", entry.key, *why));
      continue;
    }
    if (key->is_path) values[0] = within(folder_of(path), values[0]);
    layer.push_back({key, std::move(values), fmt::format("{}:{}:{}", path, entry.mark.line, entry.mark.column)});
  }
  if (found.empty()) return layer;
  std::sort(found.begin(), found.end());
  std::vector<std::string> problems;
  for (const auto& [line, column, why] : found)
    problems.push_back(fmt::format("{}:{}:{}: {}", path, line, column, why));
  throw UsageError{
      fmt::format("the configuration cannot be used, and nothing of it is:\n{}", fmt::join(problems, "\n"))};
}

Layer environment_layer() {
  Layer layer;
  for (const auto& [name, value] : environment_with("RAR_")) {
    const std::string word = lower_case(name.substr(4));
    const Key* key = find_key(word);
    if (key == nullptr) {
      // Other programs may have variables of this kind too; only what looks like a slip is a mistake.
      const std::vector<std::string_view> names = key_names();
      const auto near = nearest(word, names);
      if (!near) continue;
      std::string upper(*near);
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      throw UsageError{fmt::format("the environment has {}; did you mean RAR_{}?", name, upper)};
    }
    if (value.empty()) continue;
    std::vector<std::string> values = key->is_list ? comma_list({value}) : std::vector<std::string>{value};
    if (key->is_truth && (value == "1" || value == "0")) values[0] = value == "1" ? "true" : "false";
    if (const auto why = wrong(*key, values))
      throw UsageError{fmt::format("the environment's {}={}: {}", name, value, *why)};
    layer.push_back({key, std::move(values), "environment " + name});
  }
  return layer;
}

// The rar.yaml nearest above the inputs, looked for up to the root of their repository.
std::optional<std::string> discovered(World& world, const std::vector<std::string>& inputs) {
  const std::string here = world.canonical(".");
  std::map<std::string, std::optional<std::string>>
      above;  // by folder, so that a long list of files costs one search a folder
  const auto search = [&](const std::string& start) {
    if (const auto known = above.find(start); known != above.end()) return known->second;
    std::optional<std::string> found;
    for (std::string folder = start;; folder = folder_of(folder)) {
      const std::string path = within(folder, "rar.yaml");
      if (world.kind(path) == PathKind::file) {
        found = path;
        break;
      }
      if (folder == "/" || folder == "." || world.kind(within(folder, ".git")) != PathKind::missing) break;
    }
    above[start] = found;
    return found;
  };
  std::vector<std::string> folders;
  for (const std::string& input : inputs)
    folders.push_back(input == "-" ? here
                                   : world.canonical(world.kind(input) == PathKind::folder ? input : folder_of(input)));
  if (folders.empty()) folders.push_back(here);
  const auto shown = [&](const std::optional<std::string>& path) {
    return !path ? std::string("none") : path->starts_with(here + "/") ? path->substr(here.size() + 1) : *path;
  };
  const std::optional<std::string> first = search(folders.front());
  for (std::size_t i = 1; i < folders.size(); ++i)
    if (search(folders[i]) != first)
      throw UsageError{fmt::format(
          "{} and {} have different configurations, {} and {}; run them apart, or give --config or --no-config",
          inputs[0], inputs[i], shown(first), shown(search(folders[i])))};
  return first ? std::optional(shown(first)) : std::nullopt;
}

// caseload/1 among the inputs: its paths in place of it, its settings as a layer of their own.
Layer manifest_layer(World& world, std::vector<std::string>& inputs) {
  Layer layer;
  std::string first;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string path = inputs[i];
    const bool may_be = path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
    if (!may_be || world.kind(path) != PathKind::file || !intake::has_schema(world, path, "caseload/1")) continue;
    const intake::OneFile file = intake::read_one(world, path, "caseload/1");
    const auto* manifest = file.as<CaseloadManifest>();
    if (!file.problems.empty() || manifest == nullptr)
      throw UsageError{
          fmt::format("the caseload cannot be used, and nothing of it is:\n{}", fmt::join(file.problems, "\n"))};
    if (!first.empty()) throw UsageError{fmt::format("{} and {} are both a caseload; give one", first, path)};
    first = path;
    const std::string folder = folder_of(path);
    std::vector<std::string> paths;
    for (const auto& glob : manifest->cases) {
      const std::vector<std::string> found = intake::matching(world, within(folder, *glob));
      if (found.empty())
        throw UsageError{fmt::format("{}:{}:{}: nothing matches {}", path, glob.place.line, glob.place.column, *glob)};
      paths.insert(paths.end(), found.begin(), found.end());
    }
    if (paths.empty()) throw UsageError{fmt::format("{}: the caseload lists no cases", path)};
    inputs.erase(inputs.begin() + static_cast<std::ptrdiff_t>(i));
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(i), paths.begin(), paths.end());
    i += paths.size() - 1;
    const auto add = [&](std::string_view name, const Located<std::string>& value) {
      if (value)
        layer.push_back({find_key(name),
                         {within(folder, *value)},
                         fmt::format("{}:{}:{}", path, value.place.line, value.place.column)});
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

Flag* flag_of(Command& tool, std::string_view key) {
  std::string flag = "--" + std::string(key);
  std::replace(flag.begin() + 2, flag.end(), '_', '-');
  return tool.find(flag);
}

}  // namespace

const Setting& Configuration::setting(std::string_view name) const {
  return *std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.name == name; });
}

Configuration configure(World& world, Options& options, std::vector<std::string> inputs) {
  Configuration out;
  if (options.no_config && !options.config.empty()) throw UsageError{"--config and --no-config exclude one another"};
  std::vector<Layer> layers;  // the strongest first
  layers.push_back(manifest_layer(world, inputs));
  layers.push_back(environment_layer());
  if (!options.config.empty()) {
    layers.push_back(read_layer(world, options.config));
  } else if (!options.no_config) {
    if (const auto path = discovered(world, inputs)) layers.push_back(read_layer(world, *path));
    if (const auto path = user_configuration(); path && world.kind(*path) == PathKind::file)
      layers.push_back(read_layer(world, *path));
  }
  for (const Key& key : keys) {
    Flag* flag = options.tool == nullptr ? nullptr : flag_of(*options.tool, key.name);
    Setting setting{std::string(key.name), {}, "default"};
    if (flag != nullptr && flag->given()) {
      setting.value = fmt::format("{}", fmt::join(flag->results, ","));
      setting.origin = "flag " + flag->name();
      out.settings.push_back(std::move(setting));
      continue;
    }
    for (const Layer& layer : layers) {
      const auto given = std::find_if(layer.begin(), layer.end(), [&](const Given& g) { return g.key == &key; });
      if (given == layer.end()) continue;
      setting.value = fmt::format("{}", fmt::join(given->values, ","));
      setting.origin = given->origin;
      // Another tool's setting is known and has no effect here.
      if (flag != nullptr && !flag->take(given->values))
        throw UsageError{fmt::format("{}: {} is no value of {}", given->origin, setting.value, key.name)};
      break;
    }
    if (setting.origin == "default") setting.value = key.standard;
    out.settings.push_back(std::move(setting));
  }
  out.inputs = std::move(inputs);
  return out;
}

}  // namespace probation::tools
