#include "caseload/in_parallel.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace probation::caseload {
namespace {

// Holds threads back until it is known how many of them there are to be.
class Start {
 public:
  void say(unsigned threads) {
    const std::lock_guard lock(mutex_);
    threads_ = threads;
    said_.notify_all();
  }
  unsigned wait() {
    std::unique_lock lock(mutex_);
    said_.wait(lock, [&] { return threads_ != 0; });
    return threads_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable said_;
  unsigned threads_ = 0;
};

}  // namespace

void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::atomic<bool> failed{false};
  const auto loop = [&](unsigned thread) {
    while (!failed) {
      const std::size_t i = next.fetch_add(1);
      if (i >= count) return;
      try {
        work(i, thread);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  Start start;
  std::vector<std::thread> pool;
  unsigned taking_part = 1;
  try {
    for (; taking_part < threads && taking_part < count; ++taking_part)
      pool.emplace_back([&, thread = taking_part] {
        if (thread < start.wait()) loop(thread);
      });
  } catch (const std::exception&) {  // no thread more, or no memory to remember it
    taking_part = (taking_part + 1) / 2;
  }
  start.say(taking_part);
  for (std::size_t t = pool.size(); t >= taking_part && t > 0; --t) {  // give their stacks back before the work begins
    pool.back().join();
    pool.pop_back();
  }
  loop(0);
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace probation::caseload
