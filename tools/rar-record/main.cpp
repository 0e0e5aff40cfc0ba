// rar-record: the one tool that changes case files. Options, then the library, then the world; nothing is decided here.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/rar-record/commands.hpp"

using namespace probation;
using namespace probation::tools;
using recording::EntryKind;

namespace {

const std::vector<std::string_view> receipt_formats{"text", "json", "ndjson"};

std::string dashed(std::string_view key) {
  std::string out(key);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

// A flag for every field of the kind, from its field table.
void add_fields(Command& command, EntryKind kind, RecordOptions& record) {
  for (const document::Field& field : recording::shape_of(kind).fields) {
    if ((recording::is_bookkeeping(field.key) && field.key != "id") || field.key == "reason") continue;
    const std::string key(field.key);
    command
        .option(
            "--" + dashed(key), [&record, key](const std::string& value) { record.words.emplace_back(key, value); },
            std::string(field.sentence))
        .in("Fields")
        .required(field.is_required && field.key != "id");
  }
}

void add_writing_flags(Command& command, RecordOptions& record, bool reason_required = false) {
  command.flag("--dry-run", record.dry_run, "Print the difference and write nothing").in("Recording");
  command.option("--allow", &record.allow, "Record it although it breaks this rule; repeatable, needs --reason")
      .in("Recording");
  command.option("--reason", &record.reason, "Why; it is kept in the entry").in("Recording").required(reason_required);
  command.option("--lock-timeout", &record.lock_timeout, "Seconds to wait for somebody else who writes")
      .seconds()
      .in("Recording");
}

std::string single_case(const RecordOptions& record, std::size_t most, const char* form) {
  if (record.paths.empty()) throw UsageError{fmt::format("{}: name the case file", form)};
  if (record.paths.size() > most)
    throw UsageError{fmt::format("{}: give {}", form, most == 1 ? "one case file" : "one case file and one id")};
  if (record.paths.front() == "-") throw UsageError{"standard input cannot be changed; name a case file"};
  return record.paths.front();
}

int run(const Command& app, Options& options, RecordOptions& record) {
  options.paths = record.paths;
  if (app.got("export")) {
    Invocation invocation("rar-record", options, "case/1");
    return run_export(invocation, options, record);
  }
  if (app.got("status") || app.got("log") || app.got("verify")) {
    Invocation invocation("rar-record", options, "case/1");
    return app.got("status") ? run_status(invocation, options)
           : app.got("log")  ? run_log(invocation, options)
                             : run_verify(invocation, options);
  }
  // Configuration is that of the case's folder, as for every tool.
  options.paths.clear();
  if (!app.got("import") && !app.got("mapping") && !app.got("new") && !record.paths.empty() &&
      record.paths.front() != "-")
    options.paths = {record.paths.front()};
  Invocation invocation("rar-record", options, "case/1");
  one_of("--format", options.format, receipt_formats);
  if (app.got("new")) return run_new(invocation, options, record);
  if (app.got("import")) return run_import(invocation, options, record);
  if (app.got("mapping")) return run_mapping(record);
  recording::Clerk clerk = clerk_of(invocation, options, record);
  std::function<recording::Change(const recording::CaseText&)> change;
  std::string path;
  const auto adding = [&](EntryKind kind, const char* action) {
    path = single_case(record, 1, action);
    if (!record.reason.empty()) record.words.emplace_back("reason", record.reason);
    return [&, kind, action](const recording::CaseText& file) {
      return recording::add(file, kind, record.words, clerk, action);
    };
  };
  if (app.got("add")) {
    one_of("add", record.what, {"contact"});
    change = adding(EntryKind::contact, "add contact");
  } else if (app.got("enforce")) {
    change = adding(EntryKind::enforcement, "enforce");
  } else if (app.got("review")) {
    change = adding(EntryKind::review, "review");
  } else if (app.got("plan")) {
    path = single_case(record, 1, "plan CASE");
    change = plan_change(invocation, record, clerk);
  } else if (app.got("fmt")) {
    return run_fmt(invocation, options, record);
  } else if (app.got("amend")) {
    path = single_case(record, 2, "amend CASE ID");
    if (record.paths.size() != 2) throw UsageError{"amend CASE ID: name the entry to correct"};
    if (record.set.empty()) throw UsageError{"amend: give what is right with --set key=value"};
    recording::Words words;
    for (const std::string& pair : record.set) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos || equals == 0) throw UsageError{fmt::format("--set {}: not key=value", pair)};
      words.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    change = [&record, &clerk, words](const recording::CaseText& file) {
      return recording::amend(file, record.paths[1], words, clerk);
    };
  } else if (app.got("void")) {
    path = single_case(record, 2, "void CASE ID");
    if (record.paths.size() != 2) throw UsageError{"void CASE ID: name the entry to withdraw"};
    change = [&](const recording::CaseText& file) { return recording::withdraw(file, record.paths[1], clerk); };
  } else if (app.got("undo")) {
    path = single_case(record, 2, "undo CASE [ID]");
    change = [&](const recording::CaseText& file) {
      return recording::undo(file, record.paths.size() == 2 ? record.paths[1] : std::string{}, clerk);
    };
  }
  clerk.judge = engine_judge(invocation, path);
  return print_outcome(change_file(path, record, options.quiet, change), options, false);
}

}  // namespace

int main(int argc, char** argv) {
  return guarded("rar-record", [&] {
    Options options;
    RecordOptions record;
    Command app("rar-record", "Records in case files: adds entries and touches no other byte");
    app.footer(
        "Exit codes: 0 recorded, or recorded already; 2 usage; 3 the file cannot be read or understood; 4 somebody "
        "else writes, try again;\n5 refused, nothing written; 74 input/output error, nothing written.");
    add_global_flags(app, options);
    Command& add = app.command("add", "Adds a contact");
    add.positional("WHAT", &record.what, "contact").required();
    add.positional("CASE", &record.paths, "The case file");
    add_fields(add, EntryKind::contact, record);
    add_writing_flags(add, record);
    Command& enforce =
        app.command("enforce", "Adds an enforcement entry: a warning, its withdrawal, a referral, breach");
    enforce.positional("CASE", &record.paths, "The case file").required();
    add_fields(enforce, EntryKind::enforcement, record);
    add_writing_flags(enforce, record);
    Command& review = app.command("review", "Adds a review that took place");
    review.positional("CASE", &record.paths, "The case file").required();
    add_fields(review, EntryKind::review, record);
    add_writing_flags(review, record);
    Command& amend = app.command("amend", "Corrects an entry by a later one; both stay in the file");
    amend.positional("CASE", &record.paths, "The case file, and the id of the entry").required();
    amend.option("--set", &record.set, "key=value, repeatable; key= for not recorded").in("Fields");
    add_writing_flags(amend, record, true);
    Command& withdraw = app.command("void", "Withdraws an entry by a later one; both stay in the file");
    withdraw.positional("CASE", &record.paths, "The case file, and the id of the entry").required();
    add_writing_flags(withdraw, record, true);
    Command& undo = app.command("undo", "The inverse of the named, or the last, entry");
    undo.positional("CASE", &record.paths, "The case file, and the id of an entry").required();
    add_writing_flags(undo, record);
    Command& fresh = app.command("new", "Begins a case file, and says what it still lacks");
    fresh.option("--crn", &record.crn, "Case reference number").required();
    fresh.option("--out", &record.out, "The new file, or the folder it belongs to").required();
    for (const auto& [key, sentence] :
         {std::pair("order_type", "Kind of order"), std::pair("sentence_date", "The day the order was made"),
          std::pair("end_date", "Last day of the order"), std::pair("rar_days", "The most RAR days")})
      fresh
          .option(
              "--" + dashed(key),
              [&record, name = std::string(key)](const std::string& value) { record.words.emplace_back(name, value); },
              sentence)
          .in("Fields");
    add_writing_flags(fresh, record);
    const auto add_reading = [&](const char* name, const char* sentence) {
      app.command(name, sentence).positional("CASE", &record.paths, "Case files and folders");
    };
    add_reading("status", "What stands: days, what awaits an outcome, warnings, reviews, appointments");
    add_reading("log", "The history as it was recorded, with what replaced what");
    add_reading("verify", "Whether files hold together as documents and as records");
    Command& plan = app.command("plan", "Records a plan of rar-plan as activities");
    plan.positional("CASE", &record.paths, "The case file").required();
    plan.option("--from", &record.from, "The plan (plan/1, YAML or JSON)").required();
    plan.option("--directory", &record.directory, "What runs where and when (directory/1): who provides it");
    add_writing_flags(plan, record);
    Command& layout = app.command("fmt", "Puts case files into the canonical layout; comments and values stay");
    layout.positional("CASE", &record.paths, "Case files").required();
    layout.flag("--check", record.check, "Write nothing; exit 1 where a file is not canonical");
    layout.flag("--dry-run", record.dry_run, "Print the difference and write nothing");
    layout.option("--lock-timeout", &record.lock_timeout, "Seconds to wait for somebody else who writes").seconds();
    Command& import =
        app.command("import", "Takes an extract of other systems into case files: what is new, changed, gone");
    add_import_flags(import, record);
    add_writing_flags(import, record);
    Command& exported =
        app.command("export", "Writes cases as nDelius-shaped tables, from which import makes the same cases");
    exported.positional("CASE", &record.paths, "Case files and folders").required();
    exported.option("--tables", &record.tables, "The folder for the tables").required();
    Command& mapping = app.command("mapping", "Prints a mapping that is built in, to copy and change");
    mapping.positional("NAME", &record.what, "delius").required();
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
      write_error(fmt::format("rar-record: {}\n", problem.message));
      return static_cast<int>(unreadable);
    }
  });
}
