// Every system call that changes something, or decides whether it is changed, is announced first: a test build of the
// files that include this counts them and stops, or fails, at the n-th. In the tools the announcement is nothing.
#pragma once
#include <unistd.h>

#include <string>

#ifdef PROBATION_WORLD_STOPS
#include <cstddef>
namespace probation::tools {
bool before_call(const char* name);  // false: the call is to fail; errno says how
std::size_t bytes_at_once();         // how much one write takes, so that files are torn in many places
}  // namespace probation::tools
#define PROBATION_CALL(name, call) (::probation::tools::before_call(name) ? (call) : -1)
#else
#define PROBATION_CALL(name, call) (call)
#endif

namespace probation::tools {

std::string errno_words();

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(-1); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }
  void reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

}  // namespace probation::tools
