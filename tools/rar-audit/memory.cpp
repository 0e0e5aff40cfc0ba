#include "tools/rar-audit/memory.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "recording/sources/report.hpp"
#include "render/run/json.hpp"
#include "rules/rule.hpp"
#include "tools/common/cli.hpp"
#include "tools/rar-audit/memory_layout.hpp"
#include "tools/rar-audit/memory_rows.hpp"
#include "tools/rar-audit/memory_spells.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

// Texts that stand once, by their number.
class Names {
 public:
  Names(Database& database, const char* table, const char* column)
      : database_(database),
        find_(database, fmt::format("SELECT id FROM {} WHERE {} = ?", table, column)),
        insert_(database, fmt::format("INSERT INTO {}({}) VALUES(?)", table, column)) {}
  std::int64_t of(const std::string& text) {
    constexpr std::size_t most_known = 5000;  // a country has more people; the rows of one stand together
    if (known_.size() > most_known) known_.clear();
    const auto [at, fresh] = known_.try_emplace(text, 0);
    if (!fresh) return at->second;
    find_.bind(text);
    const std::optional<std::int64_t> there = find_.step() ? std::optional(find_.whole(0)) : std::nullopt;
    find_.run();
    if (there) return at->second = *there;
    insert_.bind(text);
    insert_.run();
    return at->second = database_.last_row();
  }
  Cell cell_of(const std::string& text) { return text.empty() ? Cell{} : Cell{of(text)}; }

 private:
  Database& database_;
  Statement find_, insert_;
  std::map<std::string, std::int64_t> known_;
};

// What a rule said, by its number.
class Judgements {
 public:
  explicit Judgements(Database& database)
      : database_(database),
        find_(database, "SELECT id FROM judgement WHERE rule = ? AND severity = ? AND basis = ? AND outcome = ?"),
        insert_(database, "INSERT INTO judgement(rule, severity, basis, outcome) VALUES(?, ?, ?, ?)") {}
  // Rule, severity, basis, outcome.
  std::int64_t of(const std::array<std::string, 4>& words) {
    const auto [at, fresh] = known_.try_emplace(words, 0);
    if (!fresh) return at->second;
    for (const std::string& word : words) find_.bind(word);
    const std::optional<std::int64_t> there = find_.step() ? std::optional(find_.whole(0)) : std::nullopt;
    find_.run();
    if (there) return at->second = *there;
    for (const std::string& word : words) insert_.bind(word);
    insert_.run();
    return at->second = database_.last_row();
  }

 private:
  Database& database_;
  Statement find_, insert_;
  std::map<std::array<std::string, 4>, std::int64_t> known_;
};

std::string text_of(const Cell& one) {
  const auto* text = std::get_if<std::string>(&one);
  return text == nullptr ? std::string{} : *text;
}

class Writer {
 public:
  Writer(Database& database, const render::RunOutput& run, const std::string& scope, const RunRows& rows,
         const rules::Selection& selection)
      : database_(database),
        run_of_(run),
        name_of_scope_(scope),
        rows_(rows),
        selection_(selection),
        people_(database, "person", "crn"),
        places_(database, "place", "file"),
        names_(database, "name", "text") {}

  void write() {
    scope_ = Names(database_, "scope", "name").of(name_of_scope_);
    Statement newest(database_, "SELECT max(run_id) FROM run WHERE scope = ?");
    newest.bind(scope_);
    before_ = newest.step() ? newest.whole(0) : 0;
    add_run();
    add_cases();
    add_requirements();
    add_findings();
    add_due();
    add_measures();
    add_rules();
  }

 private:
  void add_run() {
    const render::RunOutput& run = run_of_;
    render::Account account = run.account;  // every finding and every case is kept
    account.made = account.printed = rows_.count_of_findings;
    account.not_printed.clear();
    account.records = {{"case_summary/1", rows_.count_of_cases}, {"finding/1", account.made}};
    Statement insert(database_,
                     "INSERT INTO run(scope, as_of, tool, version, policy, inputs, settings, verdict, \"exit\", files, "
                     "cases, account) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(scope_).bind(format(run.as_of)).bind(run.tool).bind(run.version).bind(run.policy);
    insert.bind(run.account.inputs).bind(run.account.settings).bind(run.summary.verdict);
    insert.bind(std::int64_t{run.summary.exit})
        .bind(run.summary.files)
        .bind(run.summary.cases)
        .bind(render::to_json(account).dump());
    insert.run();
    run_ = database_.last_row();
  }

  void add_cases() {
    Spells spells(database_, "case_spell",
                  {"person", "place", "digest", "region", "pdu", "team", "officer", "errors", "warnings", "notes",
                   "undetermined"});
    spells.load(scope_);
    rows_.cases.each([&](std::vector<Cell>& row) {
      row[0] = people_.cell_of(text_of(row[0]));
      row[1] = places_.cell_of(text_of(row[1]));
      spells.hold(run_, row, {});
    });
    spells.end(before_);
  }

  void add_requirements() {
    Spells spells(database_, "requirement_spell",
                  {"person", "order_id", "requirement_id", "type", "max_days", "days_counted", "days_left"});
    spells.load(scope_);
    rows_.requirements.each([&](std::vector<Cell>& row) {
      row[0] = people_.cell_of(text_of(row[0]));
      spells.hold(run_, row, {});
    });
    spells.end(before_);
  }

  // Which facts each open finding lacks, as part of what it is.
  std::map<std::int64_t, std::string> facts_of_open() {
    std::map<std::int64_t, std::string> facts;
    Statement rows(database_,
                   "SELECT m.finding, m.fact FROM missing_fact m JOIN finding_spell f ON f.id = m.finding "
                   "WHERE f.scope = ? AND f.last IS NULL ORDER BY m.finding, m.fact");
    rows.bind(scope_);
    while (rows.step()) facts[rows.whole(0)] += fmt::format("{},", rows.whole(1));
    return facts;
  }

  void add_findings() {
    Judgements judgements(database_);
    Spells spells(
        database_, "finding_spell",
        {"fingerprint", "person", "judgement", "order_id", "requirement_id", "subject", "suppressed", "baseline"},
        {"message", "place", "line", "column"});
    spells.load(scope_, facts_of_open());
    Statement lacks(database_, "INSERT INTO missing_fact(finding, fact) VALUES(?, ?)");
    rows_.findings.each([&](std::vector<Cell>& row) {
      const std::array<std::string, 4> judgement{text_of(row[2]), text_of(row[3]), text_of(row[4]), text_of(row[5])};
      std::set<std::int64_t> missing;
      for (std::size_t i = columns_of_finding; i < row.size(); ++i) missing.insert(names_.of(text_of(row[i])));
      const std::string facts = missing.empty() ? "" : fmt::format("{},", fmt::join(missing, ","));
      const Cell person = people_.cell_of(text_of(row[1])), said = judgements.of(judgement);
      const auto [id, is_new] = spells.hold(run_, {row[0], person, said, row[6], row[7], row[8], row[9], row[10]},
                                            {row[11], places_.cell_of(text_of(row[12])), row[13], row[14]}, facts);
      if (!is_new) return;
      for (const std::int64_t fact : missing) {
        lacks.bind(id).bind(fact);
        lacks.run();
      }
    });
    spells.end(before_);
  }

  void add_due() {
    Spells spells(database_, "due_spell", {"person", "order_id", "requirement_id", "kind", "due", "state", "entry"});
    spells.load(scope_);
    rows_.due.each([&](std::vector<Cell>& row) {
      row[0] = people_.cell_of(text_of(row[0]));
      row[3] = names_.of(text_of(row[3]));
      row[5] = names_.of(text_of(row[5]));
      spells.hold(run_, row, {});
    });
    spells.end(before_);
  }

  void add_measures() {
    Spells spells(database_, "measure_spell", {"measure", "group", "yes", "of", "undetermined", "not_applicable"});
    spells.load(scope_);
    for (const auto& [key, count] : rows_.measures)
      spells.hold(run_,
                  {names_.of(std::string(caseload::measure_rows()[key.first].name)), names_.of(key.second), count.yes,
                   count.denominator(), count.undetermined, count.not_applicable},
                  {});
    spells.end(before_);
  }

  void add_rules() {
    Spells spells(database_, "rule_spell", {"rule"});
    spells.load(scope_);
    for (const rules::Rule* rule : rules::rule_book())
      if ((rule->check_case != nullptr || rule->check_document != nullptr || rule->across_files) &&
          selection_.includes(rule->id))
        spells.hold(run_, {std::string(rule->id)}, {});
    spells.end(before_);
  }

  Database& database_;
  const render::RunOutput& run_of_;
  const std::string& name_of_scope_;
  const RunRows& rows_;
  const rules::Selection& selection_;
  Names people_, places_, names_;
  std::int64_t scope_ = 0, run_ = 0, before_ = 0;
};

bool is_there(Database& database, const std::string& scope, const render::Account& account) {
  Statement same(
      database,
      "SELECT 1 FROM run r JOIN scope s ON s.id = r.scope WHERE s.name = ? AND r.inputs = ? AND r.settings = ?");
  same.bind(scope).bind(account.inputs).bind(account.settings);
  return same.step();
}

bool holds_runs(Database& database, const std::string& scope) {
  Statement any(database, "SELECT 1 FROM run r JOIN scope s ON s.id = r.scope WHERE s.name = ?");
  any.bind(scope);
  return any.step();
}

struct KeptRows : CaseOutput::Kept {
  RunRows rows;
};

class MemoryOutput : public CaseOutput {
 public:
  MemoryOutput(std::string path, std::string scope, const rules::Selection& selection, bool is_numbered)
      : path_(std::move(path)), scope_(std::move(scope)), selection_(selection), is_numbered_(is_numbered) {}

  [[nodiscard]] std::unique_ptr<Kept> look(const render::RunOutput& part, const Cases& cases) const override {
    auto kept = std::make_unique<KeptRows>();
    kept->rows.add(part, pointers_to(cases));
    constexpr std::size_t about_a_finding = 400, about_a_case = 2000;
    kept->held = part.findings.size() * about_a_finding + part.cases.size() * about_a_case;
    return kept;
  }
  void show(Kept&, const render::RunOutput&, const Cases&) const override {}
  [[nodiscard]] bool wants_every_word() const override { return true; }

  void begin() override {
    refuse_link_of_others(path_);
    if (is_sqlite_file(path_)) {
      Database there(path_, Database::Mode::read);
      require_memory(there, path_);
    } else if (RealWorld world; world.kind(path_) == PathKind::file && !world.read(path_).empty()) {
      throw UsageError{fmt::format("sqlite={}: not a database; it is left alone, name another file", path_)};
    }
  }

  void take(std::unique_ptr<Kept> made) override { rows_.add(static_cast<KeptRows&>(*made).rows); }

  bool finish(const render::RunOutput& totals) override {
    if (totals.summary.verdict != "nothing_judged") append(totals);
    return true;
  }

 private:
  void append(const render::RunOutput& totals) {
    begin();                      // it may have come to stand there meanwhile
    if (is_sqlite_file(path_)) {  // only looked at, so that nothing is written where the run is there already
      Database there(path_, Database::Mode::read);
      if (is_there(there, scope_, totals.account)) return;
    }
    Database database(path_, Database::Mode::append);
    Transaction transaction(database);
    prepare_memory(database, path_);
    if (is_there(database, scope_, totals.account)) return;
    if (is_numbered_ && holds_runs(database, scope_))
      throw UsageError{
          fmt::format("sqlite={}: it holds runs already, whose officer-1 is somebody else than this run's: --redact "
                      "needs --redact-key there",
                      path_)};
    Writer(database, totals, scope_, rows_, selection_).write();
    transaction.commit();
  }

  std::string path_, scope_;
  const rules::Selection& selection_;
  bool is_numbered_;
  RunRows rows_;
};

}  // namespace

std::unique_ptr<CaseOutput> memory_output(std::string path, std::string scope, const rules::Selection& selection,
                                          bool is_numbered) {
  return std::make_unique<MemoryOutput>(std::move(path), std::move(scope), selection, is_numbered);
}

void remember(CaseOutput& memory, const render::RunOutput& run, const Pictures& pictures) {
  CaseOutput::Cases cases;
  for (const CasePicture* one : pictures.cases()) cases.push_back(*one);
  memory.take(memory.look(run, cases));
  memory.finish(run);
}

}  // namespace probation::tools
