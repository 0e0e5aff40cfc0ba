// The command line of rar-record: every command with its flags, most of them from the field tables.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tools/rar-record/commands.hpp"

namespace probation::tools {

using recording::EntryKind;

namespace {

std::string dashed(std::string_view key) {
  std::string out(key);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::vector<std::string> words_of(const document::Field& field) {
  const document::Type& type = field.type();
  const document::Type& element = type.kind == document::Type::Kind::list ? type.element() : type;
  std::vector<std::string> words;
  if (element.kind != document::Type::Kind::scalar) return words;
  for (const document::Word& word : element.words) words.emplace_back(word.text);
  if (element.scalar == document::ScalarKind::truth) words = {"true", "false"};
  return words;
}

// What of the case a shell offers after the field's flag.
std::string offered_for(std::string_view key) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> rows{{{"contact", "contacts"},
                                                                                      {"contacts", "contacts"},
                                                                                      {"activity", "activities"},
                                                                                      {"requirement", "requirements"},
                                                                                      {"order", "orders"},
                                                                                      {"enforcement", "enforcement"}}};
  for (const auto& [field, what] : rows)
    if (field == key) return std::string(what);
  return {};
}

class Declaring {
 public:
  Declaring(Command& app, RecordOptions& record, bool is_asked) : app_(app), record_(record), is_asked_(is_asked) {}

  Command& command(const char* name, const char* sentence) { return app_.command(name, sentence); }

  // A flag for the field, from its field table.
  void field(Command& command, EntryKind kind, std::string_view key, const std::string& flag = {},
             bool is_required = false) {
    const document::Field& of = *recording::field_of(recording::shape_of(kind), key);
    Flag& added = command
                      .option(
                          "--" + (flag.empty() ? dashed(key) : flag),
                          [&record = record_, name = std::string(key)](const std::string& value) {
                            record.words.emplace_back(name, value);
                          },
                          std::string(of.sentence))
                      .in("Fields")
                      .words(words_of(of))
                      .offering(offered_for(key));
    if (is_required || (of.is_required && key != "id")) needed(added);
  }
  // Every field that a person sets.
  void fields(Command& command, EntryKind kind) {
    for (const document::Field& of : recording::shape_of(kind).fields) {
      if ((recording::is_bookkeeping(of.key) && of.key != "id") || of.key == "reason" || of.key == "recorded_by")
        continue;
      field(command, kind, of.key);
    }
  }
  void needed(Flag& flag) {
    flag.required(!is_asked_);
    flag.is_asked = true;
  }
  void writing(Command& command, bool is_reason_required = false) {
    command.flag("--dry-run", record_.dry_run, "Print the difference and write nothing").in("Recording");
    command.option("--allow", &record_.allow, "Record it although it breaks this rule; repeatable, needs --reason")
        .in("Recording");
    Flag& reason = command.option("--reason", &record_.reason, "Why; it is kept in the entry").in("Recording");
    if (is_reason_required) needed(reason);
    command.option("--recorded-by", &record_.recorded_by, "Code of the officer who runs the command").in("Recording");
    command.flag("-i,--interactive", record_.interactive, "On a terminal: ask for what is missing").in("Recording");
    command.option("--lock-timeout", &record_.lock_timeout, "Seconds to wait for somebody else who writes")
        .seconds()
        .in("Recording");
  }
  void with_dependants(Command& command) {
    command
        .flag("--with-dependants", record_.with_dependants,
              "Take along what would rest on nothing: entries that name this one")
        .in("Recording");
  }
  RecordOptions& record() { return record_; }

 private:
  Command& app_;
  RecordOptions& record_;
  bool is_asked_;
};

void declare_entries(Declaring& declaring) {
  RecordOptions& record = declaring.record();
  Command& add = declaring.command("add", "Adds a contact");
  add.positional("WHAT", &record.what, "What is added").required().words({"contact"});
  add.positional("CASE", &record.paths, "The case file");
  declaring.fields(add, EntryKind::contact);
  declaring.writing(add);
  Command& outcome = declaring.command("outcome", "Says what came of a booking: that of today, or the one named");
  outcome.positional("CASE", &record.paths, "The case file, the id of a contact or nothing, and the outcome")
      .required()
      .offering("bookings");
  outcome.option("--date", &record.date, "The day of the booking; today").in("Fields");
  for (const char* key : {"absence_reason", "time", "minutes", "mode", "rar_activity", "national_standards",
                          "minutes_credited", "ete", "travel_minutes"})
    declaring.field(outcome, EntryKind::contact, key);
  declaring.writing(outcome);
  Command& session = declaring.command("session", "Records a group's session: who attended and who did not");
  session.positional("PATH", &record.paths, "Case files and folders").required();
  declaring.needed(session.option("--date", &record.date, "The day of the session").in("Fields"));
  declaring.needed(
      session.option("--activity", &record.activity, "INTERVENTION, or INTERVENTION@START where it ran twice")
          .in("Fields"));
  session.option("--attended", &record.attended, "CRNs of those who attended and complied").many().in("Fields");
  session.option("--absent", &record.absent, "CRN=OUTCOME, or CRN=OUTCOME:ABSENCE_REASON, of the others")
      .many()
      .in("Fields");
  for (const char* key : {"time", "minutes", "mode", "rar_activity", "national_standards"})
    declaring.field(session, EntryKind::contact, key);
  session
      .option(
          "--type", [&record](const std::string& value) { record.words.emplace_back("type", value); },
          "What kind of contact")
      .words(words_of(*recording::field_of(recording::shape_of(EntryKind::contact), "type")))
      .in("Fields");
  declaring.writing(session);
  Command& enforce =
      declaring.command("enforce", "Adds an enforcement entry: a warning, its withdrawal, a referral, breach");
  enforce.positional("CASE", &record.paths, "The case file").required();
  declaring.fields(enforce, EntryKind::enforcement);
  declaring.writing(enforce);
  Command& review = declaring.command("review", "Adds a review that took place");
  review.positional("CASE", &record.paths, "The case file").required();
  declaring.fields(review, EntryKind::review);
  declaring.writing(review);
  Command& suspension = declaring.command("suspension", "Adds a suspension of delivery");
  suspension.positional("CASE", &record.paths, "The case file").required();
  declaring.field(suspension, EntryKind::suspension, "policy", {}, true);
  declaring.field(suspension, EntryKind::suspension, "from", {}, true);
  for (const char* key : {"until", "order", "exemption_checked", "id"})
    declaring.field(suspension, EntryKind::suspension, key);
  declaring.writing(suspension);
  Command& assessment = declaring.command("assessment", "Adds an assessment of risk and needs");
  assessment.positional("CASE", &record.paths, "The case file").required();
  declaring.field(assessment, EntryKind::assessment, "completed_date", "date", true);
  declaring.field(assessment, EntryKind::assessment, "tool", {}, true);
  declaring.field(assessment, EntryKind::assessment, "rosh");
  assessment.option("--score", &record.score, "NAME=VALUE, several").many().in("Fields");
  assessment.option("--item", &record.item, "NUMBER=N of OASys items, several").many().in("Fields");
  assessment.option("--need", &record.need, "AREA, or AREA:KEY=VALUE,..., several").many().in("Fields");
  declaring.field(assessment, EntryKind::assessment, "id");
  declaring.writing(assessment);
}

void declare_court_acts(Declaring& declaring) {
  RecordOptions& record = declaring.record();
  Command& amendment = declaring.command("amendment", "Adds what the court changed of an order");
  amendment.positional("CASE", &record.paths, "The case file, and the order where there are several")
      .required()
      .offering("orders");
  declaring.field(amendment, EntryKind::amendment, "date", {}, true);
  declaring.field(amendment, EntryKind::amendment, "kind", {}, true);
  for (const char* key :
       {"end_date", "supervision_end_date", "operational_end_date", "until", "requirement", "max_days", "hours", "id"})
    declaring.field(amendment, EntryKind::amendment, key);
  declaring.writing(amendment);
  Command& termination = declaring.command("termination", "Adds how an order, or a requirement of it, ended");
  termination.positional("CASE", &record.paths, "The case file, and an order or requirement")
      .required()
      .offering("orders-and-requirements");
  declaring.field(termination, EntryKind::termination, "date", {}, true);
  declaring.field(termination, EntryKind::termination, "kind", {}, true);
  termination.option("--unused-days", &record.unused_days, "REQUIREMENT=TEXT: why days were left, several")
      .many()
      .in("Fields");
  declaring.field(termination, EntryKind::termination, "id");
  declaring.writing(termination);
}

void declare_corrections(Declaring& declaring) {
  RecordOptions& record = declaring.record();
  Command& fact = declaring.command("fact", "Writes facts that the case does not hold yet");
  fact.positional("CASE", &record.paths, "The case file, person, manager or an id, and KEY=VALUE").required();
  declaring.writing(fact);
  Command& whole = declaring.command("whole", "Says that a list holds all there is");
  whole.positional("CASE", &record.paths, "The case file, and the lists").required();
  whole.option("--date", &record.date, "The day it was said; today").in("Fields");
  declaring.writing(whole);
  Command& amend = declaring.command("amend", "Corrects an entry by a later one; both stay in the file");
  amend.positional("CASE", &record.paths, "The case file, and the id of the entry").required().offering("entries");
  amend.option("--set", &record.set, "key=value, repeatable; key= for not recorded").in("Fields");
  declaring.with_dependants(amend);
  declaring.writing(amend, true);
  Command& withdraw = declaring.command("void", "Withdraws an entry by a later one; both stay in the file");
  withdraw.positional("CASE", &record.paths, "The case file, and the id of the entry").required().offering("entries");
  declaring.with_dependants(withdraw);
  declaring.writing(withdraw, true);
  Command& undo = declaring.command("undo", "Takes back the last change, or an entry");
  undo.positional("CASE", &record.paths, "The case file, and the id of an entry").required().offering("entries");
  declaring.with_dependants(undo);
  declaring.writing(undo);
  Command& redo = declaring.command("redo", "Brings back what was undone last, until something else is recorded");
  redo.positional("CASE", &record.paths, "The case file").required();
  declaring.writing(redo);
}

void declare_files(Declaring& declaring) {
  RecordOptions& record = declaring.record();
  Command& fresh = declaring.command("new", "Begins a case file, and says what it still lacks");
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
  declaring.writing(fresh);
  const auto add_reading = [&](const char* name, const char* sentence) {
    declaring.command(name, sentence).positional("CASE", &record.paths, "Case files and folders");
  };
  add_reading("status", "What stands: days, what awaits an outcome, warnings, reviews, appointments");
  add_reading("log", "The history as it was recorded, with what replaced what");
  add_reading("verify", "Whether files hold together as documents and as records");
  Command& plan = declaring.command("plan", "Records a plan of rar-plan as activities");
  plan.positional("CASE", &record.paths, "The case file").required();
  plan.option("--from", &record.from, "The plan (plan/1, YAML or JSON)").required();
  plan.option("--directory", &record.directory, "What runs where and when (directory/1): who provides it");
  declaring.writing(plan);
  Command& layout = declaring.command("fmt", "Puts case files into the canonical layout; comments and values stay");
  layout.positional("CASE", &record.paths, "Case files").required();
  layout.flag("--check", record.check, "Write nothing; exit 1 where a file is not canonical");
  layout.flag("--dry-run", record.dry_run, "Print the difference and write nothing");
  layout.option("--lock-timeout", &record.lock_timeout, "Seconds to wait for somebody else who writes").seconds();
  Command& import =
      declaring.command("import", "Takes an extract of other systems into case files: what is new, changed, gone");
  add_import_flags(import, record);
  declaring.writing(import);
  Command& exported =
      declaring.command("export", "Writes cases as nDelius-shaped tables, from which import makes the same cases");
  exported.positional("CASE", &record.paths, "Case files and folders").required();
  exported.option("--tables", &record.tables, "The folder for the tables").required();
  Command& mapping = declaring.command("mapping", "Prints a mapping that is built in, to copy and change");
  mapping.positional("NAME", &record.what, "delius").required();
  Command& offered = declaring.command("offered", "What a shell offers of a case: ids and words");
  offered.hide();
  offered.positional("WHAT", &record.what, "contacts, bookings, entries, ...").required();
  offered.positional("CASE", &record.paths, "The case file");
  Command& merge = declaring.command("merge", "Joins two branches of a case: the merge driver of git");
  merge.positional("FILE", &record.paths, "BASE OURS THEIRS; the result is written to OURS").required();
  merge.option("--path", &record.path_shown, "The name of the case file in messages");
  merge.flag("--dry-run", record.dry_run, "Print the difference and write nothing");
}

}  // namespace

void declare(Command& app, Options&, RecordOptions& record, bool is_asked) {
  Declaring declaring(app, record, is_asked);
  declare_entries(declaring);
  declare_court_acts(declaring);
  declare_corrections(declaring);
  declare_files(declaring);
}

}  // namespace probation::tools
