// Loaded before the C library: the reading of a folder fails at its fifth entry, as it does on a disk that is dying.
#include <dirent.h>
#include <dlfcn.h>

#include <cerrno>

extern "C" struct dirent* readdir(DIR* folder) {
  static const auto real = reinterpret_cast<struct dirent* (*)(DIR*)>(::dlsym(RTLD_NEXT, "readdir"));
  static int entries = 0;
  if (++entries < 5) return real(folder);
  errno = EIO;
  return nullptr;
}
