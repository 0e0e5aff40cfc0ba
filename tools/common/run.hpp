// What the tools share between command line and library: settings from flags, inputs, the verdict, the exit code.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "caseload/baseline.hpp"
#include "caseload/caseload.hpp"
#include "caseload/catalogue.hpp"
#include "caseload/suppressions.hpp"
#include "intake/policy_reading.hpp"
#include "intake/scoring_policy_reading.hpp"
#include "intake/selection_reading.hpp"
#include "render/run/json.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/configuration.hpp"
#include "tools/common/digests.hpp"
#include "tools/common/judged_by.hpp"
#include "tools/common/output.hpp"
#include "tools/common/picture.hpp"
#include "tools/world/files.hpp"

namespace probation::render::web {
struct RecordsView;
}

namespace probation::tools {

class CaseOutput;
class FilesSeen;
class Pictures;

// One call of a tool: everything it needs, resolved from the flags. Throws UsageError.
class Invocation {
 public:
  Invocation(std::string tool, Options& options, std::string judged_schema);

  // Paths of the command line and --files-from, searched and excluded. Throws UsageError where nothing was given, where
  // an output would be written over an input, and where no rule is left to run.
  caseload::Request request();
  [[nodiscard]] const rules::Settings& settings() const { return judged_by_->settings; }
  [[nodiscard]] RealWorld& world() { return world_; }
  [[nodiscard]] const Configuration& configuration() const { return configuration_; }
  [[nodiscard]] const std::vector<std::string>& first_files() const { return by_folder_->first_files(); }
  [[nodiscard]] Date as_of() const { return settings().as_of; }
  [[nodiscard]] const std::vector<intake::Unreadable>& not_found() const { return not_found_; }
  // --list-files: the files that would be opened, and on standard error how many of what was met that is.
  int list_files();
  // Where the run stands, for paths from the root of its repository.
  void place(render::RunOutput& run) const;

  // Marks what is suppressed or known, counts and decides. Says on standard error what of the suppressions was not
  // applied.
  render::RunOutput judged(caseload::Result result);
  // Leaves out what is not to be shown and prints in the formats of `check` that fit `command`. Returns the exit code.
  int print_run(const std::string& command, render::RunOutput run, const std::vector<std::string_view>& fitting,
                const Options& options, Pictures* pictures = nullptr);
  // What was read holds nothing that this command is about, whatever else of it was understood.
  void judged_nothing() { is_about_nothing_ = true; }
  // Nothing judged is never clean: exit 2, and said.
  void refuse_nothing(render::RunOutput& run) const;
  void say_nothing(const render::RunOutput& run) const;  // of one whose verdict says so
  // `check` of cases: judges and prints, as it goes where every output can be written so. `make`: the outputs of
  // formats that are not written case by case, but for pages and sheets. `hold` is called where the run is held after
  // all: it asks the request what else is wanted of the cases, and answers with that; `keep` as in finish_check.
  using MakeOutput = std::function<std::unique_ptr<CaseOutput>(const Target&)>;
  int check(caseload::Request& request, const rules::Settings& settings, const MakeOutput& make,
            const std::function<Pictures*(caseload::Request&)>& hold,
            const std::function<void(const render::RunOutput&)>& keep);
  // Both, of what is held. `pictures`: what else was asked of the cases, where an output needs it.
  // `keep` gets the whole run, as it may be shown, before anything is printed.
  int finish_check(caseload::Result result, Pictures* pictures = nullptr,
                   const std::function<void(const render::RunOutput&)>& keep = {});
  [[nodiscard]] const caseload::SuppressionList& suppressions() const { return judged_by_->suppressions; }
  [[nodiscard]] const caseload::Baseline& baseline() const { return baseline_; }
  // One line of another file's or entry's trouble, unless --quiet.
  void note(const std::string& line) const;
  // Inputs that could not be read or understood, and the faults of those that were, on standard error.
  void say_faults(const caseload::Result& result) const;
  // Commands that print a table of records. Findings about documents go to standard error. `own_formats`: further
  // formats that fit this table, made from the records as they are to be shown.
  using OwnFormats =
      std::map<std::string_view, std::function<std::string(const std::vector<render::Json>&, const Target&)>>;
  int finish_records(const std::string& command, const caseload::Result& result,
                     const std::vector<render::Json>& records, const std::vector<std::string>& columns,
                     const std::function<std::string()>& text, const OwnFormats& own_formats = {});

  // What a command that judges no rule says of its whole run: account, counts and verdict. Nothing is said yet.
  struct RecordCounts {
    std::map<std::string, std::int64_t> by_schema;
    std::int64_t undetermined = 0;
    void add(const render::Json& record);
    void add(const std::string& schema, bool is_undetermined);
  };
  [[nodiscard]] render::RunOutput asked(const caseload::Result& result, const std::vector<render::Json>& records) const;
  [[nodiscard]] render::RunOutput asked(render::Account account, const caseload::Result& result,
                                        const RecordCounts& counts) const;
  // What this run has looked at, so far as `result` says.
  [[nodiscard]] render::Account account_of(const caseload::Result& result) const;
  [[nodiscard]] std::vector<const rules::Rule*> told_rules() const;  // that a report of this run describes
  // The line of the account on standard error, where what goes to standard output does not end with it.
  void say_account(const render::Account& account, const std::vector<Target>& outputs) const;

 private:
  void decide_nothing(render::RunOutput& run) const;
  void describe_settings(render::Account& account, const std::map<const JudgedBy*, std::int64_t>& governed) const;
  [[nodiscard]] std::vector<std::string> unselected_document_rules() const;
  [[nodiscard]] std::int64_t rules_kept_out() const;
  void read_baseline();
  void check_outputs() const;
  void check_rules_left() const;
  void pass_over_outputs(intake::FoundFiles& found) const;
  void pass_over_standard_output(intake::FoundFiles& found) const;
  [[nodiscard]] std::vector<std::string> files_beside_inputs() const;
  [[nodiscard]] std::string policy_of(const render::Account& account) const;  // its id, or `several`
  [[nodiscard]] std::string policy_of_governing() const;                      // the same before anything is judged
  [[nodiscard]] World* reading_world() const { return &world_; }
  [[nodiscard]] std::vector<JudgedBy*> governing() const;
  [[nodiscard]] bool settings_include(std::string_view rule) const;
  void say_patterns_not_used() const;
  friend class StreamedRun;
  friend class RecordStream;
  [[nodiscard]] render::Account account_of(FilesSeen& seen, const caseload::Result& result,
                                           const std::map<std::string, std::string>& beside) const;
  // What a run lives with, and what stands; of all of it or of a part.
  using SuppressionUses = std::map<const JudgedBy*, caseload::SuppressionUse>;
  [[nodiscard]] std::vector<const JudgedBy*> suppressing() const;  // sets that govern a file, or all, and suppress
  // Whether more is read of a finding than what its output prints: it is told from others by a suppression or a
  // baseline, put together with other shards, or given pseudonyms.
  [[nodiscard]] bool wants_every_word() const;
  // `cases`: those that the findings are of, which count what stands; what somebody wrote about a case of limited
  // access is not shown.
  void mark(std::vector<rules::Finding>& findings, std::vector<rules::CaseSummary>& cases, SuppressionUses& uses) const;
  void settle_suppressions(const SuppressionUses& uses, render::Summary& summary, std::vector<std::size_t>& unused,
                           std::vector<std::size_t>& refused);
  struct Standing {
    std::array<std::int64_t, 3> findings{};
    std::int64_t undetermined = 0, suppressed = 0, baseline = 0;
    bool failing = false, undetermined_fails = false;
    Standing& operator+=(const Standing& other);
  };
  void count(const std::vector<rules::Finding>& findings, Standing& standing) const;
  static void decide_by(const Standing& standing, render::Summary& summary);
  // What stands before and in every part of a run.
  [[nodiscard]] render::RunOutput headed() const;
  [[nodiscard]] std::vector<std::string_view> fitting_formats(bool keeps) const;
  [[nodiscard]] std::unique_ptr<CaseOutput> output_of_cases(const Target& target, const MakeOutput& make) const;
  [[nodiscard]] std::vector<DueRecord> catalogue_reviews_due() const;
  void complete(render::RunOutput& run, const caseload::Result& result, const SuppressionUses& uses,
                const Standing& standing);
  void describe_shard(render::RunOutput& run, std::vector<std::size_t> unused, std::vector<std::size_t> refused);
  // Digest of everything beside the input that shapes the answer of a shard.
  std::string shard_digest();
  // What an output leaves out for its size or its profile, on standard error.
  void say_left_out(const Target& target, const render::RunOutput& run) const;
  [[nodiscard]] render::web::RecordsView records_view(const std::string& command, const render::RunOutput& run,
                                                      const std::vector<std::string>& columns) const;
  [[nodiscard]] std::string records_html(const std::string& command, const render::RunOutput& run,
                                         const std::vector<render::Json>& rows,
                                         const std::vector<std::string>& columns) const;
  [[nodiscard]] std::vector<Target> record_targets(const std::string& command,
                                                   const std::vector<std::string>& own_formats) const;
  int print_records(const std::string& command, const std::vector<Target>& outputs, const render::RunOutput& run,
                    const caseload::Result& result, const std::vector<render::Json>& records,
                    const std::vector<std::string>& columns, const std::function<std::string()>& text,
                    const OwnFormats& own_formats);
  std::string tool_;
  Options& options_;
  std::string judged_schema_;
  mutable RealWorld world_;
  Configuration configuration_;  // applied before anything below reads an option
  std::unique_ptr<JudgedBy> judged_by_;
  std::unique_ptr<JudgedByFolder> by_folder_;
  caseload::Baseline baseline_;
  std::optional<intake::Shard> shard_;
  std::vector<intake::Unreadable> not_found_;      // of this shard
  std::vector<intake::Unreadable> all_not_found_;  // of all shards
  intake::Looked looked_;
  bool is_about_nothing_ = false;
  std::int64_t skipped_ = 0;  // configuration files met in folders
};

const std::vector<std::string_view>& check_formats();  // those of a run

// What --redact, --redact-key and --with-limited say of who looks: before anything is read whose words may have to be
// kept back. An Invocation does it itself. Throws UsageError.
void see_as_asked(const std::string& tool, const Options& options);

// The verdict and the exit code from the counts.
void decide(render::Summary& summary, const std::string& fail_on, bool fail_on_undetermined);
void decide(render::Summary& summary, bool failing, bool undetermined_fails);

Language language_option(const Options& options);  // of words that are ours; throws UsageError

// Subcommands every tool has: explain RULE, rules, law, schema [NAME], words.
void add_reference_commands(Command& app, Options& options);
// Runs the chosen one; nothing where another subcommand was chosen.
std::optional<int> run_reference_command(const Command& app, Options& options);

// Runs a tool's body: the one place where exceptions become exit codes.
int guarded(const std::string& tool, const std::function<int()>& body);

}  // namespace probation::tools
