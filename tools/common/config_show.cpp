#include "tools/common/config_show.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "document/schema.hpp"
#include "render/run/json.hpp"
#include "render/run/text.hpp"
#include "tools/common/configuration.hpp"
#include "tools/common/output.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json origin_json(const WrittenAt& at) {
  return {{"kind", at.kind},
          {"name", or_null(at.name)},
          {"file", or_null(at.file)},
          {"line", at.line == 0 ? Json(nullptr) : Json(at.line)}};
}

// A list for list keys, a truth value, a number of jobs, else a word; null where it is not set.
Json value_json(const SettingKey& key, const std::vector<std::string>& values) {
  if (key.is_list) {
    Json list = Json::array();
    for (const std::string& value : values) list.push_back(value);
    return list;
  }
  if (values.empty()) return nullptr;
  if (key.is_truth) return values.front() == "true";
  if (key.name == "jobs") return static_cast<std::int64_t>(std::stoi(values.front()));
  return values.front();
}

Json setting_json(const SettingKey& key, const Setting& setting) {
  Json hides = Json::array();
  for (const auto& [values, at] : setting.hides)
    hides.push_back({{"value", value_json(key, values)}, {"origin", origin_json(at)}});
  const bool unset_list = key.is_list && setting.at.kind == "default";
  return {{"schema", "setting/1"},
          {"name", setting.name},
          {"value", unset_list ? Json(nullptr) : value_json(key, setting.values)},
          {"origin", origin_json(setting.at)},
          {"hides", hides}};
}

std::string origin_words(const WrittenAt& at) {
  if (at.kind == "default") return "default";
  return at.file.empty() ? at.name : fmt::format("{}:{}", at.file, at.line);
}

std::string text_of(const std::vector<Setting>& settings, bool with_origin) {
  std::string out;
  for (const Setting& setting : settings) {
    const std::string value = setting.values.empty() ? "(not set)" : fmt::format("{}", fmt::join(setting.values, ","));
    out += render::visible(fmt::format("{} = {}", setting.name, value));
    if (with_origin) {
      out += "    " + render::visible(origin_words(setting.at));
      for (const auto& [values, at] : setting.hides)
        out += render::visible(fmt::format("; hides {} ({})", fmt::join(values, ","), origin_words(at)));
    }
    if (setting.name == "cache" && !setting.values.empty()) out += "    no effect: no answers are kept between runs";
    out += '\n';
  }
  return out;
}

int show(Options& options) {
  RealWorld world;
  const std::string path = options.paths.empty() ? "." : options.paths.front();
  if (options.paths.size() > 1) throw UsageError{"config show: one PATH"};
  const Configuration configuration = configure(world, options, {path});
  // The format of the answer is a flag's; that of the configuration is shown, not obeyed.
  const std::string format =
      options.given("--format") ? one_of("--format", options.format, {"text", "json", "ndjson"}) : "text";
  std::vector<Setting> settings;
  Json records = Json::array();
  for (const SettingKey& key : configuration_keys()) {
    settings.push_back(configuration.resolved(key, configuration.given_chain()));
    records.push_back(setting_json(key, settings.back()));
  }
  std::string out;
  if (format == "json") out = render::written(records, 2) + "\n";
  else if (format == "ndjson")
    for (const Json& record : records) out += render::written(record) + "\n";
  else out = text_of(settings, options.origin);
  return write_out(out) ? done : reader_gone;
}

std::string first_configuration() {
  std::string out =
      document::schema_line("configuration/1") +
      "# What holds for the files of this folder and those below it, unless a rar.yaml nearer to them says otherwise.\n"
      "# Flags and RAR_* variables stand above it; `config show --origin` says what is in force and why.\n"
      "schema: configuration/1\n";
  for (const SettingKey& key : configuration_keys()) {
    const std::string example = !key.standard.empty()  ? std::string(key.standard)
                                : key.is_list          ? "[]"
                                : key.name == "jobs"   ? "4"
                                : key.name == "policy" ? "policies/region.yaml"
                                                       : "…";
    out += fmt::format("\n# {}\n# {}: {}\n", key.sentence, key.name, example);
  }
  return out;
}

int init(const Options& options) {
  RealWorld world;
  const std::string folder = options.paths.empty() ? "." : options.paths.front();
  if (world.kind(folder) != PathKind::folder) throw UsageError{fmt::format("init: {} is no folder", folder)};
  const std::string path = path_within(folder, "rar.yaml");
  if (!world.is_absent(path)) {
    write_error(fmt::format("{}: it is there already, and left as it is\n", render::visible(path)));
    return refused;
  }
  replace_file(path, first_configuration());
  return write_out(render::visible(path) + ": written\n") ? done : reader_gone;
}

Json words_schema(std::initializer_list<const char*> words) {
  Json list = Json::array();
  for (const char* word : words) list.push_back(word);
  return {{"enum", list}};
}

Json key_schema(const SettingKey& key) {
  if (key.is_truth) return {{"type", "boolean"}};
  if (key.name == "jobs") return {{"type", "integer"}, {"minimum", 1}, {"maximum", 1024}};
  if (key.name == "color") return words_schema({"auto", "always", "never"});
  if (key.name == "fail_on") return words_schema({"error", "warning", "note", "never"});
  if (key.name == "show") return words_schema({"error", "warning", "note", "pass"});
  if (key.name == "language") return words_schema({"en", "cy"});
  const Json word{{"type", "string"}, {"minLength", 1}};
  if (key.is_list) return {{"oneOf", Json::array({word, {{"type", "array"}, {"items", word}}})}};
  if (key.name != "format") return word;
  Json formats = Json::array();
  for (const std::string_view format : all_formats()) formats.push_back(format);
  return {{"enum", formats}};
}

}  // namespace

std::string configuration_schema() {
  Json properties = Json::object();
  properties["schema"] = {{"const", "configuration/1"}};
  for (const SettingKey& key : configuration_keys()) {
    Json schema = key_schema(key);
    schema["description"] = key.sentence;
    properties[std::string(key.name)] =
        Json{{"oneOf", Json::array({schema, {{"type", "null"}}})}, {"description", key.sentence}};
  }
  return Json{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "configuration/1"},
              {"description", "rar.yaml: what holds for the files of a folder and those below it."},
              {"type", "object"},
              {"properties", properties},
              {"additionalProperties", false}}
             .dump(2) +
         "\n";
}

void add_config_commands(Command& app, Options& options) {
  Command& config = app.command("config", "The configuration in force");
  config.needs_command();
  Command& show_command = config.command("show", "Every key with its value, as in force for PATH: text, json, ndjson");
  show_command.positional("PATH", &options.paths, "A file or folder; the working folder unless given");
  show_command.flag("--origin", options.origin, "Also where each value came from, and what it hides");
  Command& begin = app.command("init", "Write a rar.yaml with every key, commented, into DIR");
  begin.positional("DIR", &options.paths, "The working folder unless given");
}

std::optional<int> run_config_command(const Command& app, Options& options) {
  if (app.got("config")) return show(options);
  if (app.got("init")) return init(options);
  return std::nullopt;
}

}  // namespace probation::tools
