// One file that a run needs beside its cases: read whole, decoded by its field table, with every problem as a located
// line. What a problem means (nothing of the file is used, or one entry of it is not) is for the caller to say.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "intake/world.hpp"
#include "model/files.hpp"

namespace probation::caseload {

struct OneFile {
  std::string bytes;
  FileContent content;
  document::Decoded decoded;
  std::vector<std::string> problems;  // "path:line:column: message", in the order of the file
  [[nodiscard]] std::string at(const std::string& path, Place place) const;
};

OneFile read_one(World& world, const std::string& path);

// Whether the file says so in a line of its own (or as JSON), without decoding it. False where it cannot be read.
bool has_schema(World& world, const std::string& path, std::string_view schema);

}  // namespace probation::caseload
