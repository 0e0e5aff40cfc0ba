#include "base/late_library.hpp"

#include <dlfcn.h>

#include <fmt/format.h>

namespace probation {
namespace {

[[noreturn]] void throw_missing(const char* name) {
  const char* why = dlerror();
  throw LibraryMissing(fmt::format("cannot load {}: {}", name, why == nullptr ? "it is not what is needed" : why));
}

}  // namespace

#ifdef PROBATION_LINKED
LateLibrary::LateLibrary(const char* name) : name_(name), handle_(nullptr) {}
#else
// Every symbol at once, as the program itself is bound.
LateLibrary::LateLibrary(const char* name) : name_(name), handle_(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) throw_missing(name_);
}
#endif

void* LateLibrary::address(const char* symbol) const {
  void* found = dlsym(handle_, symbol);
  if (found == nullptr) throw_missing(name_);
  return found;
}

}  // namespace probation
