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
  for (const std::string_view ending : intake::compressed_endings()) reads.push_back(ending.substr(1));
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

}  // namespace probation::tools
