// How the words of an enumeration are written beside it.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "document/shape.hpp"

namespace probation {

// Whether the value has a name in its enumeration: compilers write one that has none as a cast.
template <auto Value>
consteval bool is_enumerator() {
  constexpr std::string_view text = __PRETTY_FUNCTION__, before = "Value = ";
  return text[text.find(before) + before.size()] != '(';
}
// As many words as the enumeration has names.
template <class Enum, std::size_t Words>
inline constexpr bool is_worded = is_enumerator<static_cast<Enum>(Words - 1)>() &&
                                  !is_enumerator<static_cast<Enum>(Words)>();

}  // namespace probation

// In namespace probation, a Word with its sentence for each enumerator, in their order.
#define PROBATION_WORDS(ENUM, ...)                  \
  template <>                                       \
  struct document::Worded<ENUM> {                   \
    static constexpr std::array words{__VA_ARGS__}; \
  };                                                \
  static_assert(is_worded<ENUM, document::Worded<ENUM>::words.size()>)
