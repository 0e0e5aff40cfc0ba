// A file that the program carries with it: its content as it was when the program was built (cmake/embed_files.cmake).
#pragma once
#include <string_view>

namespace probation {

struct CarriedFile {
  std::string_view name;  // without folder
  std::string_view text;
};

}  // namespace probation
