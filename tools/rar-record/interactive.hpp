// Asking for what is missing, on a terminal.
#pragma once
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {

// Asks on standard error for each needed field of the chosen command that was not given, in the order of --help, until
// each is right. Throws UsageError where standard input is no terminal, or ends.
void ask_for_missing(Command& app, Date today, RecordOptions& record);

}  // namespace probation::tools
