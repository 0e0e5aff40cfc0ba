// rar-record: the one tool that changes case files. Options, then the library, then the world; nothing is decided here.
#include <algorithm>

#include <fmt/format.h>

#include "tools/common/version.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/rar-record/interactive.hpp"

using namespace probation;
using namespace probation::tools;

namespace {

const std::vector<std::string_view> receipt_formats{"text", "json", "ndjson"};

int run(Command& app, Options& options, RecordOptions& record) {
  if (app.got("offered")) return run_offered(record);
  options.paths = record.paths;
  if (app.got("export")) {
    Invocation invocation("rar-record", options, "case/1");
    if (options.list_files) return invocation.list_files();
    return run_export(invocation, options, record);
  }
  if (app.got("status") || app.got("log") || app.got("verify")) {
    Invocation invocation("rar-record", options, "case/1");
    if (options.list_files) return invocation.list_files();
    return app.got("status") ? run_status(invocation, options)
           : app.got("log")  ? run_log(invocation, options)
                             : run_verify(invocation, options);
  }
  // Configuration is that of the case's folder, as for every tool.
  options.paths.clear();
  if (!app.got("import") && !app.got("mapping") && !app.got("new") && !app.got("merge") && !record.paths.empty() &&
      record.paths.front() != "-")
    options.paths = {record.paths.front()};
  if (app.got("fmt")) {  // of all of them
    options.paths.clear();
    for (const std::string& path : record.paths)
      if (RealWorld().kind(path) != PathKind::folder) options.paths.push_back(path);
  }
  Invocation invocation("rar-record", options, "case/1");
  one_of("--format", options.format, receipt_formats);
  if (options.list_files && options.paths.empty())
    throw UsageError{fmt::format("--list-files: does not fit {}", options.tool->chosen()->name())};
  if (options.list_files) return invocation.list_files();
  if (app.got("merge")) return run_merge(invocation, options, record);
  if (app.got("fmt")) return run_fmt(invocation, options, record);
  if (record.interactive) ask_for_missing(app, invocation.as_of(), record);
  if (app.got("new")) return run_new(invocation, options, record);
  if (app.got("import")) return run_import(invocation, options, record);
  if (app.got("session")) return run_session(invocation, options, record);
  if (app.got("mapping")) return run_mapping(record);
  recording::Clerk clerk = clerk_of(invocation, options, record);
  const OneChange one = change_of(app, invocation, record, clerk);
  clerk.judge = engine_judge(invocation, one.path);
  return print_outcome(change_file(one.path, record, options, one.change), options, app.got("whole"));
}

}  // namespace

int main(int argc, char** argv) {
  return guarded("rar-record", [&] {
    if (const auto exit = version_asked_first("rar-record", argc, argv)) return *exit;
    Options options;
    RecordOptions record;
    Command app("rar-record", "Records in case files: adds entries and touches no other byte");
    app.footer(
        "Exit codes: 0 recorded, or recorded already; 2 usage; 3 the file cannot be read or understood; 4 somebody "
        "else writes, try again;\n5 refused, nothing written; 74 input/output error, nothing written.");
    add_global_flags(app, options);
    const bool is_asked = std::any_of(argv + 1, argv + argc,
                                      [](std::string_view word) { return word == "-i" || word == "--interactive"; });
    declare(app, options, record, is_asked);
    add_reference_commands(app, options);
    if (const auto exit = parse(app, argc, argv, "status")) return *exit;
    if (const auto exit = run_reference_command(app, options)) return *exit;
    // A tool that writes has no command of its own accord.
    if (app.got("status") && std::find(argv + 1, argv + argc, std::string_view("status")) == argv + argc)
      throw UsageError{fmt::format(
          "{}give a command, such as add contact CASE, status CASE, log CASE; --help lists them",
          record.paths.empty() ? std::string{} : fmt::format("{}: unknown subcommand; ", record.paths.front()))};
    try {
      return run(app, options, record);
    } catch (const recording::Mistake& mistake) {
      throw UsageError{mistake.message};
    } catch (const recording::NotUnderstood& problem) {
      write_fault("rar-record", problem.message, problem.below);
      return static_cast<int>(unreadable);
    }
  });
}
