#include "intake/one_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::caseload {
namespace {

std::string located(const std::string& path, Place place, const std::string& message) {
  return place.known() ? fmt::format("{}:{}:{}: {}", path, place.line, place.column, message)
                       : fmt::format("{}: {}", path, message);
}

}  // namespace

std::string OneFile::at(const std::string& path, Place place) const {
  return fmt::format("{}:{}:{}", path, place.line, place.column);
}

OneFile read_one(World& world, const std::string& path) {
  OneFile file;
  try {
    file.bytes = world.read(path);
  } catch (const WorldFailure& failure) {
    file.problems.push_back(failure.what());
    return file;
  }
  std::string_view text = file.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto problem = document::check_bytes(text)) {
    file.problems.push_back(located(path, problem->place, problem->message));
    return file;
  }
  const std::vector<document::Slice> documents = document::split_stream(text);
  if (documents.size() > 1) {
    file.problems.push_back(
        fmt::format("{}:{}:1: a second document; the file holds one", path, documents[1].first_line));
    return file;
  }
  file.decoded = document::decode(documents.front(), file_kinds(), &file.content);
  for (const document::Problem& problem : file.decoded.problems)
    file.problems.push_back(located(path, problem.place, problem.message));
  return file;
}

bool has_schema(World& world, const std::string& path, std::string_view schema) {
  std::string bytes;
  try {
    bytes = world.read(path);
  } catch (const WorldFailure&) {
    return false;
  }
  if (!trim(bytes).starts_with('{')) {
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!line.starts_with("schema:")) continue;
      std::string_view value = trim(line.substr(7));
      value = trim(value.substr(0, value.find(" #")));
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
        value = value.substr(1, value.size() - 2);
      return value == schema;
    }
    return false;
  }
  FileContent content;
  return document::decode(document::split_stream(bytes).front(), file_kinds(), &content).schema == schema;
}

}  // namespace probation::caseload
