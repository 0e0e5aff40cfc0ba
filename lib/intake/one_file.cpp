#include "intake/one_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::intake {
namespace {

std::string_view article(std::string_view word) {
  return std::string_view("aeiou").find(word.front()) == std::string_view::npos ? "a" : "an";
}

OneFile only_document(FileRead& read, std::string_view schema) {
  OneFile file;
  if (read.failure) {
    file.problems.push_back(fmt::format("{}: {}", read.path, *read.failure));
  } else if (read.documents.size() > 1) {
    file.problems.push_back(
        located(read.path, {read.documents[1].first_line, 1, 0}, "a second document; the file holds one"));
  } else {
    Document& document = read.documents.front();
    for (const document::Problem& problem : document.decoded.problems)
      file.problems.push_back(located(read.path, problem.place, problem.message));
    file.content = std::move(document.content);
    file.decoded = std::move(document.decoded);
    if (file.problems.empty() && file.decoded.schema != schema)
      file.problems.push_back(located(
          read.path, {1, 1, 0}, fmt::format("not {} {} file but {}", article(schema), schema, file.decoded.schema)));
  }
  file.bytes = std::move(read.bytes);
  return file;
}

}  // namespace

std::string OneFile::at(const std::string& path, Place place) {
  return fmt::format("{}:{}:{}", path, place.line, place.column);
}

OneFile read_one(World& world, const std::string& path, std::string_view schema) {
  HowToRead how;
  how.stdin_name = path;
  return only_document(*read_documents(world, path, how), schema);
}

OneFile one_of(std::string bytes, const std::string& name, std::string_view schema) {
  return only_document(*documents_of(std::move(bytes), name), schema);
}

bool has_schema(World& world, const std::string& path, std::string_view schema) {
  TextRead read{world.read(path), {}};
  if (!trim(read.text()).starts_with('{')) {
    for (std::string_view rest = read.text(); !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!line.starts_with("schema:")) continue;
      std::string_view value = trim(line.substr(7));
      value = trim(value.substr(0, value.find(" #")));
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
        value = value.substr(1, value.size() - 2);
      return value == schema;
    }
  }
  const auto file = documents_of(std::move(read.bytes), path);
  return !file->documents.empty() && file->documents.front().decoded.schema == schema;
}

}  // namespace probation::intake
