#include "tools/common/configuration.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/world/files.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

const LayerChain& no_chain() {
  static const LayerChain none;
  return none;
}

std::string real_folder(World& world, const std::string& path) {
  const PathStatus status = world.status(path);
  if (status.kind == PathKind::folder) return world.canonical(path);
  return status.kind == PathKind::missing ? world.canonical(folder_holding(path))
                                          : folder_holding(world.canonical(path));
}

// What was found and not named is used where it belongs to the user, to root or to whoever has the files.
void require_trust(const std::string& path, const std::string& folder, const std::string& asked) {
  const bool is_pattern_file = path.ends_with("/.ignore") || path.ends_with("/.rarignore");
  const auto why = why_not_trusted(path, {folder});
  if (why && (asked == folder || why_not_trusted(path, {asked})))
    throw UsageError{fmt::format("{}: found beside or above the files, and not used: it {}; {} that it is not meant{}",
                                 path, *why, is_pattern_file ? "--no-ignore says" : "--no-config says",
                                 is_pattern_file ? "" : ", --config that it is")};
}

std::string words_of(const std::vector<std::string>& values) {
  return values.empty() ? std::string("nothing") : fmt::format("{}", fmt::join(values, ","));
}

}  // namespace

const SettingLayer* FolderChains::layer_in(const std::string& folder, const std::string& asked) {
  const auto [at, fresh] = layers_.try_emplace(folder);
  if (!fresh) return at->second.get();
  const std::string path = path_within(folder, "rar.yaml");
  if (world_.is_absent(path)) return nullptr;
  require_trust(path, folder, asked);
  const std::string start = here_ == "/" ? here_ : here_ + "/";
  at->second = std::make_unique<SettingLayer>(
      read_layer(world_, path.starts_with(start) ? path.substr(start.size()) : path, "file"));
  // A file that it names decides as it does itself.
  for (const GivenValue& one : at->second->given)
    if (one.key->is_path && !one.values.empty() && world_.kind(one.values.front()) == PathKind::file)
      require_trust(one.values.front(), folder, asked);
  return at->second.get();
}

const LayerChain& FolderChains::of(const std::string& folder, const std::string& asked) {
  if (const auto known = chains_.find(folder); known != chains_.end()) return known->second;
  LayerChain chain;
  if (const SettingLayer* own = layer_in(folder, asked)) chain.push_back(own);
  if (folder != "/" && folder != "." && world_.kind(path_within(folder, ".git")) == PathKind::missing) {
    const LayerChain& above = of(folder_holding(folder), asked);
    chain.insert(chain.end(), above.begin(), above.end());
  }
  return chains_[folder] = std::move(chain);
}

const Setting& Configuration::setting(std::string_view name) const {
  return *std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.name == name; });
}

const LayerChain& Configuration::chain_of(World& world, const std::string& path) const {
  if (!folders_) return no_chain();
  if (path == "-" && stdin_name_.find('/') == std::string::npos) return folders_->of(folders_->here(), ".");
  const std::string named = path == "-" ? folder_holding(stdin_name_) : path;
  return folders_->of(real_folder(world, named), named);
}

Setting Configuration::resolved(const SettingKey& key, const LayerChain& chain) const {
  std::vector<const SettingLayer*> order;  // the strongest first
  for (const SettingLayer& layer : above_) order.push_back(&layer);
  if (only_) order.push_back(&*only_);
  else order.insert(order.end(), chain.begin(), chain.end());
  if (user_) order.push_back(&*user_);
  Setting setting{std::string(key.name), std::string(key.standard), "default", {}, {"default", {}, {}, 0}, {}};
  if (!key.standard.empty()) setting.values = {std::string(key.standard)};
  bool found = false;
  for (const SettingLayer* layer : order) {
    const GivenValue* given = layer->find(key);
    if (given == nullptr) continue;
    if (found && key.name == "exclude") {  // adds up
      setting.values.insert(setting.values.begin(), given->values.begin(), given->values.end());
    } else if (found) {
      setting.hides.emplace_back(given->values, given->origin);
    } else {
      setting.values = given->values;
      setting.origin = given->place();
      setting.at = given->origin;
    }
    found = true;
  }
  if (found) setting.value = fmt::format("{}", fmt::join(setting.values, ","));
  return setting;
}

intake::Excludes Configuration::excludes(World& world, const Options& options) const {
  intake::Excludes out;
  const SettingKey& key = *find_key("exclude");
  const auto add = [&](std::vector<intake::WrittenPattern>& into, const SettingLayer& layer,
                       const std::string& anchor) {
    if (const GivenValue* given = layer.find(key))
      for (const std::string& text : given->values) into.push_back({text, given->origin, anchor});
  };
  if (user_) add(out.weakest, *user_, {});
  if (only_) add(out.weakest, *only_, intake::folder_above(intake::plain_spelling(world.canonical("."), only_->file)));
  for (auto layer = above_.rbegin(); layer != above_.rend(); ++layer) add(out.strongest, *layer, {});
  out.reads_ignore_files = !options.no_ignore && !options.no_config;
  out.trusts = [](const std::string& path, const std::string& folder) { require_trust(path, folder, folder); };
  out.refuses = [](const std::vector<std::string>& problems) {
    std::vector<std::string> lines = problems;
    lines.emplace_back("--no-ignore says that it is not meant");
    throw UsageError{"the patterns cannot be read:", lines};
  };
  if (folders_)
    out.of_folder = [folders = folders_, &key](const std::string& folder) {
      std::vector<intake::WrittenPattern> patterns;
      const SettingLayer* layer = folders->layer_in(folder, folder);
      const GivenValue* given = layer == nullptr ? nullptr : layer->find(key);
      if (given != nullptr)
        for (const std::string& text : given->values) patterns.push_back({text, given->origin, folder});
      return patterns;
    };
  return out;
}

std::vector<std::string> Configuration::files_read() const {
  std::vector<std::string> files;
  const auto add = [&](const SettingLayer& layer) {
    if (!layer.file.empty()) files.push_back(layer.file);
  };
  for (const SettingLayer& layer : above_) add(layer);
  if (only_) add(*only_);
  if (user_) add(*user_);
  if (folders_)
    for (const SettingLayer* layer : given_chain_) add(*layer);
  return files;
}

void Configuration::read_layers(World& world, Options& options, std::vector<std::string>& governing) {
  stdin_name_ = options.stdin_name;
  SettingLayer environment = environment_layer();  // a mistake in it is said before any file is read
  const auto variable = [&](const char* name, const char* flag, std::string& into) {
    if (!options.given(flag) && into.empty()) into = environment_value(name);
  };
  variable("RAR_AS_OF", "--as-of", options.as_of);
  variable("RAR_SHARD", "--shard", options.shard);
  if (!options.no_config) variable("RAR_CONFIG", "--config", options.config);
  if (options.tool != nullptr) above_.push_back(flag_layer(*options.tool));
  given_count = static_cast<std::int64_t>(inputs.size());
  above_.push_back(manifest_layer(world, governing));
  if (above_.back().entries > 0) given_count += above_.back().entries - 1;
  above_.push_back(std::move(environment));
  if (!options.config.empty()) {
    only_ = read_layer(world, options.config, "file");
  } else if (!options.no_config) {
    folders_ = std::make_shared<FolderChains>(world);
    if (const auto path = user_configuration(); path && !world.is_absent(*path))
      user_ = read_layer(world, *path, "user_file");
  }
}

// What holds for the run is one thing, whatever paths are given.
void Configuration::agree_on_the_run(World& world, const std::vector<std::string>& governing) {
  if (!folders_) return;
  const std::vector<std::string> paths = governing.empty() ? std::vector<std::string>{"."} : governing;
  given_chain_ = chain_of(world, paths.front());
  for (std::size_t i = 1; i < paths.size(); ++i) {
    const LayerChain& other = chain_of(world, paths[i]);
    if (other == given_chain_) continue;
    for (const SettingKey& key : configuration_keys()) {
      if (key.is_by_file) continue;
      const Setting a = resolved(key, given_chain_), b = resolved(key, other);
      if (a.values != b.values)
        throw UsageError{fmt::format(
            "{} and {} have different configurations: {} is {} ({}) and {} ({}); run them apart, or give the flag",
            paths[0], paths[i], key.name, words_of(a.values), a.origin, words_of(b.values), b.origin)};
    }
  }
}

void Configuration::apply(Options& options) {
  for (const SettingKey& key : configuration_keys()) {
    Setting setting = resolved(key, given_chain_);
    Flag* flag = options.tool == nullptr ? nullptr : flag_of(*options.tool, key.name);
    // Another tool's setting is known and has no effect here.
    if (flag != nullptr && !flag->given() && setting.origin != "default" && key.name != "exclude" &&
        !flag->take(setting.values))
      throw UsageError{fmt::format("{}: {} is no value of {}", setting.origin, setting.value, key.name)};
    if (key.name == "jobs" && setting.origin == "default") setting.value = "all cores";
    settings.push_back(std::move(setting));
  }
}

Configuration configure(World& world, Options& options, std::vector<std::string> inputs,
                        std::vector<std::string> planned_for) {
  Configuration out;
  if (options.no_config && !options.config.empty()) throw UsageError{"--config and --no-config exclude one another"};
  out.inputs = std::move(inputs);
  const bool is_part = !planned_for.empty();
  out.asked_for = is_part ? std::move(planned_for) : out.inputs;
  std::vector<std::string> governing = out.asked_for;
  out.read_layers(world, options, governing);
  out.agree_on_the_run(world, governing);
  if (!is_part) out.inputs = std::move(governing);
  out.apply(options);
  return out;
}

}  // namespace probation::tools
