// A library of others that most commands never call is loaded by the first that does: half a start would go to the
// symbols of calendars, sheets and solvers. Under which names they are looked for is settled when the program is
// configured (cmake/late_libraries.cmake); a build that links them all (PROBATION_STATIC) looks for none.
//
//   struct Zlib {
//     LateLibrary library{late::zlib};
//     PROBATION_LATE(inflate);
//   };
//   const Zlib& zlib() { static const Zlib loaded; return loaded; }
#pragma once
#include <stdexcept>
#include <string>

namespace probation {

namespace late {
extern const char* const cbc;
extern const char* const fyaml;
extern const char* const ical;
extern const char* const nettle;
extern const char* const sqlite;
extern const char* const utf8proc;
extern const char* const xlsxwriter;
extern const char* const yaml_cpp;
extern const char* const zlib;
extern const char* const zstd;
}  // namespace late

// what() says which library, and why; whoever asked cannot be answered.
struct LibraryMissing : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class LateLibrary {
 public:
  explicit LateLibrary(const char* name);  // throws LibraryMissing
  // Never unloaded: what it gave may be in use until the end.
  [[nodiscard]] void* address(const char* symbol) const;  // throws LibraryMissing

 private:
  const char* name_;
  void* handle_;
};

}  // namespace probation

// A member named as the function and of its type.
#ifdef PROBATION_LINKED
#define PROBATION_LATE(function) decltype(&::function) function = &::function
#else
#define PROBATION_LATE(function) \
  decltype(&::function) function = reinterpret_cast<decltype(&::function)>(library.address(#function))
#endif
