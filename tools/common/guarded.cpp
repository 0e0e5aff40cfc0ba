// Where every exception of a tool ends: in a sentence on standard error and an exit code.
#include <csignal>
#include <exception>

#include <fmt/format.h>

#include "base/late_library.hpp"
#include "tools/common/run.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

int guarded(const std::string& tool, const std::function<int()>& body) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an answer of write, not a signal
  try {
    return body();
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
