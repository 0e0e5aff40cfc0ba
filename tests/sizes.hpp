// How much of a random test is run: the sizes that fit a run after every change, a fifth of them where the same is run
// once more under the sanitizers (PROBATION_FEW=1, CMakePresets.json), or the full ones (scripts/test --long).
#pragma once
#include <cstdlib>
#include <string_view>

inline bool runs_long() {
  const char* asked = std::getenv("PROBATION_LONG");
  return asked != nullptr && std::string_view(asked) == "1";
}
inline bool runs_few() {
  const char* asked = std::getenv("PROBATION_FEW");
  return asked != nullptr && std::string_view(asked) == "1" && !runs_long();
}
inline int rounds_of(int quick, int full) { return runs_long() ? full : quick; }
inline int rounds_of(int quick, int full, int few) { return runs_few() ? few : rounds_of(quick, full); }
