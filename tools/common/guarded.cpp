// Where every exception of a tool ends: in a sentence on standard error and an exit code.
#include <csignal>
#include <exception>

#include <fmt/format.h>

#include "base/late_library.hpp"
#include "base/stage_times.hpp"
#include "base/text.hpp"
#include "tools/common/run.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

namespace {

// --stats: what the answer took, behind it and beside it.
void say_stats(const std::string& tool) {
  const StageTimes times = stage_times();
  const double share =
      times.documents == 0 ? 0 : 100.0 * static_cast<double>(times.slow) / static_cast<double>(times.documents);
  std::string stages;
  for (std::size_t i = 0; i < stage_words.size(); ++i)
    stages += fmt::format("{}{} {:.3f} s", i == 0 ? "" : ", ", stage_words.at(i), times.by_stage.at(i));
  write_fault(tool, fmt::format("stats: {} read, {} of them slowly ({:.1f} %)", counted(times.documents, "document"),
                                times.slow, share));
  write_fault(tool, fmt::format("stats: {:.3f} s; of all threads together {}", times.wall, stages));
}

}  // namespace

int guarded(const std::string& tool, const std::function<int()>& body) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an answer of write, not a signal
  try {
    const int code = body();
    if (stages_are_measured()) say_stats(tool);
    return code;
  } catch (const UsageError& error) {
    write_fault(tool, error.message, error.below);
    return usage;
  } catch (const WorldConflict& conflicting) {
    write_fault(tool, conflicting.what());
    return conflict;
  } catch (const WorldRefusal& refusal) {
    write_fault(tool, fmt::format("{}; {}", refusal.what(), refusal.fix()));
    return refused;
  } catch (const WorldFailure& failure) {
    write_fault(tool, failure.what());
    return io_error;
  } catch (const std::bad_alloc&) {
    write_error(fmt::format("{}: the memory allowed is used up; allow more, or fewer threads with -j\n", tool));
    return internal;
  } catch (const LibraryMissing& missing) {
    write_fault(tool, missing.what());
    return internal;
  } catch (const std::exception& error) {
    write_fault(tool, fmt::format("internal error: {}; please report it with the input that caused it", error.what()));
    return internal;
  }
}

}  // namespace probation::tools
