// How the words of an enumeration are written beside it.
#pragma once
#include <array>

#include "document/shape.hpp"

// In namespace probation, a Word with its sentence for each enumerator, in their order.
#define PROBATION_WORDS(ENUM, ...)                  \
  template <>                                       \
  struct document::Worded<ENUM> {                   \
    static constexpr std::array words{__VA_ARGS__}; \
  }
