// Work shared out over threads whose results are handed in one after the other, in the order in which the work was
// given out: how a run of any size is judged and written while only a window of it is held.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "caseload/in_parallel.hpp"

namespace probation::caseload {

// What is made and waits for its turn may hold about so many bytes; more than that, and no further work is begun.
inline constexpr std::size_t window_bytes = std::size_t{6} << 20;

// `next()` gives the next work, or nothing at the end; called by one thread at a time. `make(work, thread)` runs on any
// thread, `size_of(made)` says in bytes what it holds. `take(made)` is called in the order of the work, by one thread
// at a time; where it answers false nothing more is begun or taken. The first exception is thrown again here.
template <class Next, class Make, class SizeOf, class Take>
void in_order(unsigned threads, Next next, Make make, SizeOf size_of, Take take) {
  using Given = decltype(next());
  using Made = decltype(make(*std::declval<Given&>(), 0U));
  std::mutex giving, handing;
  std::condition_variable room;
  std::map<std::size_t, Made> waiting;  // by number of the work
  std::size_t given = 0, taken = 0, held = 0;
  bool is_taking = false;
  std::atomic<bool> stopped{false};
  const auto stop = [&] {
    const std::lock_guard lock(handing);
    stopped = true;
    room.notify_all();
  };
  // Whoever hands in what all wait for takes it, and what stands behind it.
  const auto hand_in = [&](std::size_t number, Made made) {
    std::unique_lock lock(handing);
    held += size_of(made);
    waiting.emplace(number, std::move(made));
    if (is_taking) return;
    is_taking = true;
    while (!stopped && !waiting.empty() && waiting.begin()->first == taken) {
      auto first = waiting.extract(waiting.begin());
      const std::size_t size = size_of(first.mapped());
      lock.unlock();
      const bool goes_on = take(first.mapped());
      lock.lock();
      ++taken;
      held -= size;
      if (!goes_on) stopped = true;
      room.notify_all();
    }
    is_taking = false;
  };
  const auto loop = [&](std::size_t, unsigned thread) {
    try {
      while (true) {
        {
          std::unique_lock lock(handing);
          room.wait(lock, [&] { return stopped || held < window_bytes; });
          if (stopped) return;
        }
        std::unique_lock lock(giving);
        auto work = next();
        if (!work) return;
        const std::size_t number = given++;
        lock.unlock();
        hand_in(number, make(*work, thread));
      }
    } catch (...) {
      stop();
      throw;
    }
  };
  in_parallel(threads, threads, loop);
}

}  // namespace probation::caseload
