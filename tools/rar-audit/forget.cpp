// forget: takes a person, or old runs, out of the memory of runs, so that nothing of them is left in the file.
#include <fmt/format.h>

#include "base/text.hpp"
#include "document/crn.hpp"
#include "tools/rar-audit/memory_commands.hpp"
#include "tools/rar-audit/memory_layout.hpp"

namespace probation::tools {
namespace {

constexpr std::array tables{"case_spell", "requirement_spell", "finding_spell",
                            "due_spell",  "measure_spell",     "rule_spell"};

// Every row that names the person: by the CRN, and of files that could not be read by a name that holds it.
std::int64_t forget_person(Database& database, const std::string& crn) {
  std::int64_t rows = 0;
  const auto run = [&](const std::string& sql, const std::string& value) {
    Statement statement(database, sql);
    statement.bind(value);
    statement.run();
    rows += database.number("SELECT changes()");
  };
  for (const char* table : {"case_spell", "requirement_spell", "due_spell", "finding_spell"})
    run(fmt::format("DELETE FROM {} WHERE person = (SELECT id FROM person WHERE crn = ?)", table), crn);
  const std::string named = "(SELECT id FROM place WHERE file GLOB ?)";
  run(fmt::format("DELETE FROM finding_spell WHERE person IS NULL AND place IN {}", named), "*" + crn + "*");
  run(fmt::format("DELETE FROM case_spell WHERE person IS NULL AND place IN {}", named), "*" + crn + "*");
  // Another's finding may name the file, or the person in words.
  run("UPDATE finding_spell SET message = '…' WHERE message GLOB ?", "*" + crn + "*");
  run("DELETE FROM person WHERE crn = ?", crn);
  return rows;
}

// Whole runs. A spell that no run is left for goes; one that is left keeps to the runs that are.
std::int64_t forget_runs(Database& database, const std::string& before) {
  Statement statement(database, "DELETE FROM run WHERE as_of < ?");
  statement.bind(before);
  statement.run();
  const std::int64_t gone = database.number("SELECT changes()");
  if (gone == 0) return 0;
  for (const char* table : tables) {
    database.run(fmt::format(
        "DELETE FROM {0} WHERE NOT EXISTS (SELECT 1 FROM run r WHERE r.scope = {0}.scope AND r.run_id >= {0}.first "
        "AND ({0}.last IS NULL OR r.run_id <= {0}.last))",
        table));
    database.run(fmt::format(
        "UPDATE {0} SET first = (SELECT min(r.run_id) FROM run r WHERE r.scope = {0}.scope AND r.run_id >= {0}.first), "
        "last = (SELECT max(r.run_id) FROM run r WHERE r.scope = {0}.scope AND r.run_id <= {0}.last) "
        "WHERE last IS NOT NULL",
        table));
    database.run(fmt::format(
        "UPDATE {0} SET first = (SELECT min(r.run_id) FROM run r WHERE r.scope = {0}.scope AND r.run_id >= {0}.first) "
        "WHERE last IS NULL",
        table));
  }
  return gone;
}

// What nothing refers to any more.
void sweep(Database& database) {
  database.run(R"sql(
    DELETE FROM missing_fact WHERE finding NOT IN (SELECT id FROM finding_spell);
    DELETE FROM person WHERE id NOT IN (SELECT person FROM case_spell WHERE person IS NOT NULL
      UNION SELECT person FROM finding_spell WHERE person IS NOT NULL
      UNION SELECT person FROM requirement_spell WHERE person IS NOT NULL
      UNION SELECT person FROM due_spell WHERE person IS NOT NULL);
    DELETE FROM place WHERE id NOT IN (SELECT place FROM case_spell WHERE place IS NOT NULL
      UNION SELECT place FROM finding_spell WHERE place IS NOT NULL);
    DELETE FROM judgement WHERE id NOT IN (SELECT judgement FROM finding_spell);
    DELETE FROM name WHERE id NOT IN (SELECT fact FROM missing_fact UNION SELECT kind FROM due_spell
      UNION SELECT state FROM due_spell UNION SELECT measure FROM measure_spell UNION SELECT "group" FROM measure_spell);
    DELETE FROM scope WHERE id NOT IN (SELECT scope FROM run);
  )sql");
}

}  // namespace

void add_forget_command(Command& app, Options& options, MemoryFlags& flags) {
  Command& forget = app.command("forget", "Take a person, or old runs, out of the memory of runs");
  forget.positional("FILE", &options.paths, "What check --output sqlite=FILE keeps").required();
  forget.option("--crn", &flags.crns, "The person; may be repeated").many();
  forget.option("--before", &flags.before, "Whole runs as of a day before this one");
}

int run_forget(Options& options, const MemoryFlags& flags) {
  one_of("--format", options.format, {"text"});
  if (options.paths.size() != 1) throw UsageError{"forget: name one file, which check --output sqlite=FILE keeps"};
  const std::vector<std::string> crns = comma_list(flags.crns);
  if (crns.empty() && flags.before.empty()) throw UsageError{"forget: say whom (--crn X…) or what (--before DATE)"};
  for (const std::string& crn : crns)
    if (!document::is_crn(crn))
      throw UsageError{fmt::format("--crn {}: not a CRN, one capital letter and six digits", crn)};
  if (!flags.before.empty()) date_option("--before", flags.before);
  const std::string& path = options.paths.front();
  memory_at(path);  // before it is opened to be written
  std::string said;
  Database database(path, Database::Mode::append);
  database.run("PRAGMA secure_delete = ON");
  Transaction transaction(database);
  require_memory(database, path);
  for (const std::string& crn : crns)
    said += fmt::format("{}: {} taken out\n", crn, counted(forget_person(database, crn), "row"));
  if (!flags.before.empty())
    said += fmt::format("{} as of a day before {} taken out\n", counted(forget_runs(database, flags.before), "run"),
                        flags.before);
  sweep(database);
  transaction.commit();
  database.run("VACUUM");
  return write_out(said) ? done : reader_gone;
}

}  // namespace probation::tools
