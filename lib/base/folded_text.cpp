#include "base/folded_text.hpp"

#include <algorithm>
#include <cstdlib>

#include <utf8proc.h>

#include "base/late_library.hpp"

namespace probation {
namespace {

struct Utf8proc {
  LateLibrary library{late::utf8proc};
  PROBATION_LATE(utf8proc_map);
  PROBATION_LATE(utf8proc_iterate);
  PROBATION_LATE(utf8proc_charwidth);
};
const Utf8proc& utf8proc() {
  static const Utf8proc loaded;
  return loaded;
}

}  // namespace

std::string folded_text(std::string_view text, Marks marks) {
  const int form = marks == Marks::kept ? UTF8PROC_COMPOSE | UTF8PROC_IGNORE : UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc().utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | form));
  std::string out =
      length < 0 ? std::string(text) : std::string(reinterpret_cast<char*>(mapped), static_cast<std::size_t>(length));
  std::free(mapped);  // utf8proc gives it by malloc
  return out;
}

std::size_t cells_of_character(std::string_view character) {
  if (character.size() == 1) return 1;
  utf8proc_int32_t code = 0;
  utf8proc().utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()),
                              static_cast<utf8proc_ssize_t>(character.size()), &code);
  return code < 0 ? 1 : static_cast<std::size_t>(std::max(utf8proc().utf8proc_charwidth(code), 0));
}

std::string single_spaced(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

}  // namespace probation
