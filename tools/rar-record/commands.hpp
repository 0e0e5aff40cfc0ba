// The commands of rar-record that are more than one entry.
#pragma once
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {

int run_status(Session& session, const Options& options);
int run_log(Session& session, const Options& options);
int run_verify(Session& session, const Options& options);
int run_new(Session& session, const Options& options, const RecordOptions& record);
int run_fmt(Session& session, const Options& options, const RecordOptions& record);
int run_import(Session& session, const Options& options, const RecordOptions& record);
int run_export(Session& session, const Options& options, const RecordOptions& record);

}  // namespace probation::tools
