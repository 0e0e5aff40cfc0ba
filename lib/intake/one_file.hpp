// One file that a run needs beside its cases: exactly one document of one kind, with every problem as a located line.
// What a problem means (nothing of the file is used, or one entry of it is not) is for the caller to say.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "intake/read_documents.hpp"

namespace probation::intake {

struct OneFile {
  std::string bytes;
  FileContent content;
  document::Decoded decoded;
  std::vector<std::string> problems;  // "path:line:column: message"; of a decoded file, those of `decoded` in its order
  [[nodiscard]] static std::string at(const std::string& path, Place place);
  // The content where it is of this kind.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&content);
  }
};

// A second document is a problem, and so is another kind than `schema`.
OneFile read_one(World& world, const std::string& path, std::string_view schema);
// The same of text that is there already.
OneFile one_of(std::string bytes, const std::string& name, std::string_view schema);

// Whether the file says so: in a line of its own without decoding it, else decoded. Throws WorldFailure.
bool has_schema(World& world, const std::string& path, std::string_view schema);

}  // namespace probation::intake
