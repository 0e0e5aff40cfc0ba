#include "tools/common/version.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "intake/compressed.hpp"
#include "law/commencement.hpp"
#include "model/files.hpp"
#include "rules/rule.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/digests.hpp"
#include "tools/common/output.hpp"
#include "tools/common/record_schemas.hpp"

namespace probation::tools {

std::string version_json(const std::string& tool) {
  std::string rules;
  for (const rules::Rule* rule : rules::rule_book())
    rules += fmt::format("{} {} {}\n", rule->id, rules::word(rule->severity), rule->summary);
  Json schemas = Json::array();
  for (const document::FileKind& kind : file_kinds()) schemas.push_back(kind.schema);
  for (const std::string_view name : record_schema_names()) schemas.push_back(name);
  Json reads = Json::array();
  for (const std::string_view ending : compressed_endings()) reads.push_back(ending.substr(1));
  Json formats = Json::array();
  for (const std::string_view format : all_formats()) formats.push_back(format);
  return Json{
      {"schema", "version/1"},
      {"tool", tool},
      {"version", version()},
      {"commit", commit().empty() ? Json(nullptr) : Json(commit())},
      {"rules", {{"count", static_cast<std::int64_t>(rules::rule_book().size())}, {"digest", digest_of_text(rules)}}},
      {"law_read_until", format(law_read_until)},
      {"schemas", schemas},
      {"reads", reads},
      {"formats", formats}}
      .dump(2);
}

std::string version_asked(const std::string& tool, int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::string format;
    if (word.starts_with("--format=")) format = word.substr(9);
    else if (word == "--format" && i + 1 < argc) format = argv[++i];
    else continue;
    if (one_of("--format", format, {"text", "json"}) == "json") return version_json(tool);
  }
  return tool + " " + version();
}

std::optional<int> version_asked_first(const std::string& tool, int argc, const char* const* argv) {
  if (argc < 2 || std::string_view(argv[1]) != "--version") return std::nullopt;
  write_out(version_asked(tool, argc, argv) + "\n");
  return done;
}

}  // namespace probation::tools
