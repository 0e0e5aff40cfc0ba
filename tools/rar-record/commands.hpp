// The commands of rar-record that are more than one entry.
#pragma once
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {

// All commands with their flags. What is `asked` for may be left out on the command line.
void declare(Command& app, Options& options, RecordOptions& record, bool is_asked);

int run_status(Invocation& invocation, const Options& options);
int run_log(Invocation& invocation, const Options& options);
int run_verify(Invocation& invocation, const Options& options);
int run_new(Invocation& invocation, const Options& options, const RecordOptions& record);
int run_fmt(Invocation& invocation, const Options& options, const RecordOptions& record);
int run_import(Invocation& invocation, const Options& options, const RecordOptions& record);
void add_import_flags(Command& command, RecordOptions& record);
Period window_option(const std::string& text);  // of --window; throws UsageError
int run_mapping(const RecordOptions& record);
int run_export(Invocation& invocation, const Options& options, const RecordOptions& record);
int run_merge(Invocation& invocation, const Options& options, const RecordOptions& record);
int run_offered(const RecordOptions& record);
int run_session(Invocation& invocation, const Options& options, const RecordOptions& record);

// A change of one case, and its path.
struct OneChange {
  std::string path;
  std::function<recording::Change(const recording::CaseText&)> change;
};
// What the chosen command writes. The clerk must outlive it. Throws UsageError.
OneChange change_of(const Command& app, Invocation& invocation, const RecordOptions& record,
                    const recording::Clerk& clerk);

// The change of `plan --from`.
std::function<recording::Change(const recording::CaseText&)> plan_change(Invocation& invocation,
                                                                         const RecordOptions& record,
                                                                         const recording::Clerk& clerk);

}  // namespace probation::tools
