// What is asked before any input is opened: that no output is written over something this run reads, and that a rule is
// left to run.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "document/limits.hpp"
#include "document/problem.hpp"
#include "intake/compressed.hpp"
#include "rules/rule.hpp"
#include "tools/common/run.hpp"
#include "tools/common/split.hpp"
#include "tools/common/summary_alone.hpp"

namespace probation::tools {
namespace {

std::string_view command_of(const Options& options) {
  const Command* chosen = options.tool == nullptr ? nullptr : options.tool->chosen();
  return chosen == nullptr ? std::string_view("check") : std::string_view(chosen->name());
}

// What makes two names one file: its identity, or where it does not exist yet the real folder and the name.
std::string key_of(World& world, const std::string& path) {
  const PathStatus status = world.status(path);
  if (status.kind != PathKind::missing) return fmt::format("{}:{}", status.identity.device, status.identity.inode);
  const std::string folder = world.canonical(folder_holding(path));
  return path_within(folder, path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

// Whether a file names the kind that the command judges anywhere. A text that cannot be read may be a broken input.
bool may_be_input(World& world, const std::string& path, const std::string& judged, std::string& schema) {
  std::string text;
  try {
    text = world.read(path);
  } catch (const WorldFailure&) {
    return true;
  }
  if (!name_inside(path).empty()) {
    auto inside = intake::unpacked(path, text);
    if (!inside) return true;
    text = std::move(*inside);
  }
  if (document::check_bytes(text)) return true;
  std::string in_json = judged;  // where the slash is written with a backslash
  in_json.insert(in_json.find('/'), "\\");
  for (const std::string& word : {judged, in_json})
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
      if (at > 0 && std::string_view(" \t:\"'").find(text[at - 1]) != std::string_view::npos) return true;
  const auto json = render::Json::parse(text);
  schema = json && json->is_object() ? json->value("schema", "none") : "none";
  if (schema.empty()) schema = "none";
  return false;
}

// Files that --split writes by the codes it meets: whichever stands there already with such an ending may be one.
std::vector<std::string> split_files(World& world, const Options& options) {
  std::vector<std::string> files;
  if (options.split.empty()) return files;
  for (const std::string& given : options.output) {
    const std::size_t equals = given.find('=');
    const std::string folder = equals == std::string::npos ? std::string{} : given.substr(equals + 1);
    if (folder.empty() || !is_split(options, {given.substr(0, equals), folder})) continue;
    if (world.kind(folder) != PathKind::folder) continue;
    const std::string ending = "." + given.substr(0, equals);
    for (const std::string& name : world.list(folder))
      if (name.ends_with(ending)) files.push_back(path_within(folder, name.substr(name.rfind('/') + 1)));
  }
  return files;
}

bool is_left(const rules::Selection& selection, const std::string& schema) {
  const bool cases = schema == "case/1", sheets = schema == "panel/1";
  return std::any_of(rules::rule_book().begin(), rules::rule_book().end(), [&](const rules::Rule* rule) {
    const bool here = rule->check_document != nullptr
                          ? !document::prevents_reading(rule->id)
                          : (cases    ? rule->check_case != nullptr || rule->across_files
                             : sheets ? rule->check_panel != nullptr
                                      : rule->check_intervention != nullptr || rule->check_region != nullptr);
    return here && selection.includes(rule->id);
  });
}

}  // namespace

std::vector<JudgedBy*> Invocation::governing() const {
  std::vector<JudgedBy*> all = by_folder_->all();
  if (all.empty()) all.push_back(judged_by_.get());
  return all;
}

bool Invocation::settings_include(std::string_view rule) const {
  const std::vector<JudgedBy*> all = governing();
  return std::any_of(all.begin(), all.end(), [&](const JudgedBy* by) { return by->settings.selection.includes(rule); });
}

void Invocation::check_rules_left() const {
  const std::string_view command = command_of(options_);
  if (command != "check" && command != "baseline") return;
  const std::vector<JudgedBy*> all = governing();
  if (std::none_of(all.begin(), all.end(),
                   [&](const JudgedBy* by) { return is_left(by->settings.selection, judged_schema_); }))
    throw UsageError{"no rule is left to run: --select and --ignore leave nothing but whether a file can be read"};
}

std::vector<std::string> Invocation::files_beside_inputs() const {
  std::vector<std::string> files = configuration_.files_read();
  const auto add = [&](const std::string& path) {
    if (path.empty() || path == "-") return;
    if (world_.kind(path) != PathKind::folder) return files.push_back(path);
    for (std::string file : intake::find_files(world_, {path}).paths) files.push_back(std::move(file));
  };
  if (command_of(options_) != "baseline") add(options_.baseline);
  add(options_.files_from);
  for (std::string& file : files_named(options_)) files.push_back(std::move(file));
  // A file of patterns may hold for what is looked at.
  for (const std::string& path : output_paths(options_)) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if ((name == ".ignore" || name == ".rarignore" || name == "rar.yaml") && !world_.is_absent(path))
      files.push_back(path);
  }
  for (const JudgedBy* by : governing())
    for (const std::string& path : {by->values.policy, by->values.catalogue, by->values.selections,
                                    by->values.directory, by->values.suppressions, by->file})
      add(path);
  return files;
}

void Invocation::check_outputs() const {
  const std::string_view asked = command_of(options_);
  if (asked == "check" || (asked == "verify" && tool_ == "rar-record"))
    summary_fits(options_, {"text", "concise", "json", "ndjson", "markdown"});
  std::map<std::string, std::string> outputs;
  std::vector<std::string> paths = output_paths(options_);
  if (asked == "baseline" && !options_.baseline.empty()) paths.push_back(options_.baseline);
  for (const std::string& path : paths) {
    const PathStatus status = world_.status(path);
    if (status.is_special) continue;  // /dev/null takes any number
    const auto [at, fresh] = outputs.emplace(key_of(world_, path), path);
    if (!fresh) throw UsageError{fmt::format("two outputs to one file: {} and {}", at->second, path)};
  }
  for (const std::string& given : options_.output) {
    const std::size_t equals = given.find('=');
    const Target target{given.substr(0, equals),
                        equals == std::string::npos ? std::string{} : given.substr(equals + 1)};
    if (target.format != "site" && !is_split(options_, target) && world_.kind(target.path) == PathKind::folder)
      throw UsageError{fmt::format("--output {}: {} is a folder", given, target.path)};
  }
  for (const std::string& path : split_files(world_, options_)) outputs.emplace(key_of(world_, path), path);
  if (outputs.empty()) return;
  for (const std::string& path : files_beside_inputs())
    if (const auto at = outputs.find(key_of(world_, path)); at != outputs.end())
      throw UsageError{fmt::format("{} would be written over {}, which this run reads", at->second, path)};
  for (const std::string& path : configuration_.inputs)
    if (const auto at = outputs.find(key_of(world_, path)); at != outputs.end())
      throw UsageError{fmt::format("{} would be written over the input {}", at->second, path)};
}

// Standard output may go to a file that stands among those that are met: what the shell has just made of it is no
// input.
void Invocation::pass_over_standard_output(intake::FoundFiles& found) const {
  const char* const out = "/dev/stdout";
  const PathStatus there = world_.status(out);
  if (there.kind != PathKind::file || there.is_special) return;
  const std::string real = world_.canonical(out), name = real.substr(real.rfind('/') + 1), key = key_of(world_, out);
  found.paths.erase_if([&](const std::string& path) {
    if (!path.ends_with(name) || key_of(world_, path) != key) return false;
    const std::vector<std::string>& named = configuration_.inputs;
    if (std::find(named.begin(), named.end(), path) != named.end()) return false;
    std::string schema;
    if (may_be_input(world_, path, judged_schema_, schema)) return false;
    ++found.looked.passed_over[{"output", schema}];
    return true;
  });
}

void Invocation::pass_over_outputs(intake::FoundFiles& found) const {
  pass_over_standard_output(found);
  std::map<std::string, std::string> outputs;
  for (const std::string& path : output_paths(options_)) outputs.emplace(key_of(world_, path), path);
  if (outputs.empty()) return;
  for (const intake::Unreadable& file : found.unreadable)  // a link that leads nowhere would lead somewhere
    if (const auto at = outputs.find(key_of(world_, file.path)); at != outputs.end())
      throw UsageError{fmt::format("{} would be written over the input {}", at->second, file.path)};
  found.paths.erase_if([&](const std::string& path) {
    if (path == "-") return false;
    const auto at = outputs.find(key_of(world_, path));
    if (at == outputs.end()) return false;
    std::string schema;
    if (may_be_input(world_, path, judged_schema_, schema))
      throw UsageError{fmt::format("{} would be written over the input {}", at->second, path)};
    ++found.looked.passed_over[{"output", schema}];
    return true;
  });
}

}  // namespace probation::tools
