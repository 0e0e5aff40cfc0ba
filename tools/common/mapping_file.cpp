#include "tools/common/mapping_file.hpp"

#include <fmt/format.h>

#include "recording/sources/code_lists.hpp"
#include "tools/world/byte_stream.hpp"

namespace probation::tools {

recording::Mapping mapping_named(RealWorld& world, const std::string& name) {
  for (const auto& [built_in, text] : recording::built_in_mappings())
    if (built_in == name) return recording::read_mapping({name, std::string(text)});
  if (world.kind(name) != PathKind::file)
    throw UsageError{fmt::format("--mapping {}: no such file; give a mapping/2 file, or delius", name)};
  return recording::read_mapping({name, world.read(name)});
}

recording::Reading reading_of(RealWorld& world, const recording::Mapping& mapping) {
  auto zone = zone_named(mapping.zone);
  if (!zone)
    throw UsageError{fmt::format("{}: the zone {} is not in the tz database here", mapping.path, mapping.zone)};
  recording::Reading reading;
  reading.zone = *zone;
  reading.outcomes = *recording::code_list("outcome-codes");
  if (mapping.codes.empty()) return reading;
  const std::string folder =
      mapping.path.find('/') == std::string::npos ? std::string{} : mapping.path.substr(0, mapping.path.rfind('/') + 1);
  const std::string path = mapping.codes.starts_with('/') ? mapping.codes : folder + mapping.codes;
  reading.outcomes.add(recording::CodeList(path, world.read(path)));
  return reading;
}

}  // namespace probation::tools
