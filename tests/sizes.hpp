// How much of a random test is run: the sizes that fit a run after every change, or the full ones (scripts/test
// --long).
#pragma once
#include <cstdlib>
#include <string_view>

inline bool runs_long() {
  const char* asked = std::getenv("PROBATION_LONG");
  return asked != nullptr && std::string_view(asked) == "1";
}
inline int rounds_of(int quick, int full) { return runs_long() ? full : quick; }
