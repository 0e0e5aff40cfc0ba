// An entry of the Ministry's catalogue "Find and Refer an Intervention" as intervention/1: what it states in words that
// have one meaning here, and a list of what it states otherwise. It adds nothing: no version, need area or lifecycle,
// and no number that the entry does not give as a threshold.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "document/write.hpp"

namespace probation::intake {

struct UnmappedMember {
  std::string pointer;  // into the entry
  std::string text;
};
struct FoundIntervention {
  std::string id;      // from its name; the file's name too
  std::string kind;    // as intervention/1 has it
  std::string suffix;  // "acp", "si", "crs"; empty: a toolkit, which keeps the bare id where two meet
  std::vector<std::pair<std::string, document::Value>> members;  // without `schema` and `id`
  std::vector<UnmappedMember> unmapped;
  std::vector<std::string> lacking;  // keys that rules need and the shape has not
};
// Nothing where the value is no such entry: no name, or of no known kind.
std::optional<FoundIntervention> from_find_and_refer(const Json& entry);

// The file of an entry: `schema`, `id` and the members, in block style.
std::string file_of(const std::string& id, const std::vector<std::pair<std::string, document::Value>>& members);

}  // namespace probation::intake
