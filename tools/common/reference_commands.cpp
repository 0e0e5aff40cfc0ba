// What every tool can be asked of itself: explain, rules, law, schema, completions, the manual.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/schema.hpp"
#include "recording/sources/mapping_schema.hpp"
#include "render/not_known.hpp"
#include "render/reference.hpp"
#include "render/words.hpp"
#include "tools/common/config_show.hpp"
#include "tools/common/hard_rules.hpp"
#include "tools/common/policy_show.hpp"
#include "tools/common/record_schemas.hpp"
#include "tools/common/run.hpp"
#include "tools/common/shell.hpp"

namespace probation::tools {
namespace {

int print(const std::string& text) { return write_out(text) ? done : reader_gone; }

int explain_rule(const Options& options) {
  one_of("--format", options.format, {"text"});
  if (const std::string words = explain_hard_rule(options.word); !words.empty()) return print(words);
  std::string id = options.word;
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const rules::Rule* rule = rules::find_rule(id);
  if (rule == nullptr) {
    std::vector<std::string_view> ids;
    for (const rules::Rule* known : rules::rule_book()) ids.push_back(known->id);
    const auto near = nearest(id, ids);
    throw UsageError{
        fmt::format("no rule {}{}", options.word, near ? fmt::format("; did you mean {}?", *near) : std::string{})};
  }
  return print(render::explain(*rule));
}

int print_words(const Options& options) {
  const bool as_json = one_of("--format", options.format, {"text", "json"}) == "json";
  const Language language = language_option(options);
  return print(as_json ? render::words_json(language) : render::words_text(language));
}

int print_completions(const Command& app, const Options& options) {
  const std::string shell = one_of("completions", options.word, {"bash", "zsh", "fish"});
  return print(shell == "bash" ? bash_completions(app) : shell == "zsh" ? zsh_completions(app) : fish_completions(app));
}

int print_rules(const Options& options) {
  const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
  return print(format == "text"   ? render::rules_text()
               : format == "json" ? render::rules_json()
                                  : render::rules_markdown());
}

int print_law(const Options& options) {
  if (!options.word.empty()) {
    one_of("law", options.word, {"not-known"});
    one_of("--format", options.format, {"text", "markdown"});
    return print(render::not_known_markdown());
  }
  const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
  return print(format == "text" ? render::law_text() : format == "json" ? render::law_json() : render::law_markdown());
}

// The schema of that name, by its whole name or the part before the slash.
std::optional<std::string> schema_named(std::string_view asked) {
  const auto is = [&](std::string_view name) { return asked == name || asked == name.substr(0, name.find('/')); };
  for (const document::FileKind& kind : file_kinds()) {
    if (!is(kind.schema)) continue;
    if (kind.schema == "mapping/2") return recording::mapping_schema(version());  // a language of its own
    if (kind.type != nullptr) return document::json_schema(kind, version());
  }
  return is("configuration/1") ? configuration_schema() : record_schema(asked);
}

int print_schema(const Options& options) {
  const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
  if (format == "markdown") return print(render::formats_markdown());
  std::vector<std::string_view> names;
  std::string list;
  const auto add = [&](std::string_view name, std::string_view sentence) {
    names.push_back(name);
    list += fmt::format("{:<16} {}\n", name, sentence);
  };
  for (const document::FileKind& kind : file_kinds())
    if (kind.schema == "mapping/2" || kind.type != nullptr) add(kind.schema, kind.sentence);
  add("configuration/1", "rar.yaml.");
  for (const std::string_view name : record_schema_names()) add(name, record_sentence(name));
  if (options.word.empty()) return print(list);
  const auto schema = schema_named(options.word);
  if (!schema) one_of("schema", options.word, names);  // says which there are
  return print(schema.value_or(std::string{}));
}

}  // namespace

void add_reference_commands(Command& app, Options& options) {
  Command& explain = app.command("explain", "What a rule checks, why it matters, what to do, and its sources");
  explain.positional("RULE", &options.word, "Id of the rule, or H1 to H9: what a plan holds to").required();
  app.command("rules", "The rule book: text, json, markdown");
  Command& law = app.command("law", "Every dated number of the law, with its source: text, json, markdown");
  law.positional("WHAT", &options.word, "not-known: what the law as read does not tell (markdown)");
  Command& schema =
      app.command("schema", "JSON Schema of a file kind; without NAME the kinds; --format markdown describes all");
  schema.positional("NAME", &options.word, "case/1, intervention/1, policy/1");
  Command& completions = app.command("completions", "What a shell completes: bash, zsh or fish");
  completions.positional("SHELL", &options.word, "bash, zsh, fish").required();
  app.command("words",
              "The words people read for every field, rule, kind and state; --language cy for Welsh: text, json");
  app.command("manual", "This tool's page of the manual, in roff").hide();  // for packaging
  add_policy_command(app, options);
  add_config_commands(app, options);
}

std::optional<int> run_reference_command(const Command& app, Options& options) {
  if (const auto exit = run_policy_show(app, options)) return exit;
  if (const auto exit = run_config_command(app, options)) return exit;
  if (app.got("explain")) return explain_rule(options);
  if (app.got("completions")) return print_completions(app, options);
  if (app.got("words")) return print_words(options);
  if (app.got("manual")) return print(manual_page(app, version()));
  if (app.got("rules")) return print_rules(options);
  if (app.got("law")) return print_law(options);
  if (app.got("schema")) return print_schema(options);
  return std::nullopt;
}

}  // namespace probation::tools
