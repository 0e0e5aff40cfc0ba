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
  std::int64_t of(const rules::Finding& f) {
    const std::array<std::string_view, 4> words{f.rule->id, rules::word(f.severity), rules::word(f.basis),
                                                rules::word(f.outcome)};
    const auto [at, fresh] = known_.try_emplace(words, 0);
    if (!fresh) return at->second;
    for (const std::string_view word : words) find_.bind(word);
    const std::optional<std::int64_t> there = find_.step() ? std::optional(find_.whole(0)) : std::nullopt;
    find_.run();
    if (there) return at->second = *there;
    for (const std::string_view word : words) insert_.bind(word);
    insert_.run();
    return at->second = database_.last_row();
  }

 private:
  Database& database_;
  Statement find_, insert_;
  std::map<std::array<std::string_view, 4>, std::int64_t> known_;
};

class Writer {
 public:
  Writer(Database& database, const Remembered& what)
      : database_(database),
        what_(what),
        people_(database, "person", "crn"),
        places_(database, "place", "file"),
        names_(database, "name", "text") {}

  void write() {
    scope_ = Names(database_, "scope", "name").of(what_.scope);
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
    const render::RunOutput& run = *what_.run;
    render::Account account = run.account;  // every finding and every case is kept
    account.made = account.printed =
        std::count_if(run.findings.begin(), run.findings.end(),
                      [](const rules::Finding& finding) { return finding.outcome != rules::Verdict::pass; });
    account.records = {{"case_summary/1", static_cast<std::int64_t>(run.cases.size())}, {"finding/1", account.made}};
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
    std::map<std::pair<std::string, std::string>, const CasePicture*> whose;
    for (const CasePicture* one : what_.pictures->cases()) whose.emplace(std::pair(one->file, one->crn), one);
    Spells spells(database_, "case_spell",
                  {"person", "place", "digest", "region", "pdu", "team", "officer", "errors", "warnings", "notes",
                   "undetermined"});
    spells.load(scope_);
    for (const rules::CaseSummary& summary : what_.run->cases) {
      const auto at = whose.find({summary.file, summary.crn});
      const auto code = [&](std::string CasePicture::*which) {
        return at == whose.end() ? Cell{} : cell(at->second->*which);
      };
      spells.hold(run_,
                  {people_.cell_of(summary.crn), places_.cell_of(summary.file), cell(summary.digest),
                   code(&CasePicture::region), code(&CasePicture::pdu), code(&CasePicture::team),
                   code(&CasePicture::officer), summary.findings[0], summary.findings[1], summary.findings[2],
                   summary.outcomes[rules::Verdict::undetermined]},
                  {});
    }
    spells.end(before_);
  }

  void add_requirements() {
    Spells spells(database_, "requirement_spell",
                  {"person", "order_id", "requirement_id", "type", "max_days", "days_counted", "days_left"});
    spells.load(scope_);
    for (const rules::CaseSummary& summary : what_.run->cases)
      for (const rules::OrderSummary& order : summary.orders)
        for (const rules::RequirementSummary& r : order.requirements)
          spells.hold(run_,
                      {people_.cell_of(summary.crn), cell(order.order_id), cell(r.requirement_id), cell(r.type),
                       cell(r.max_days), cell(r.days_counted), cell(r.days_left)},
                      {});
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
    for (const rules::Finding& f : what_.run->findings) {
      if (f.outcome != rules::Verdict::fail && f.outcome != rules::Verdict::undetermined) continue;
      std::set<std::int64_t> missing;
      for (const std::string& pointer : f.missing) missing.insert(names_.of(recording::fact_of(pointer)));
      const std::string facts = missing.empty() ? "" : fmt::format("{},", fmt::join(missing, ","));
      const bool placed = f.location.line != 0;
      const char* baseline = f.baseline == rules::BaselineMark::not_compared ? ""
                             : f.baseline == rules::BaselineMark::known      ? "known"
                                                                             : "new";
      const auto [id, is_new] = spells.hold(
          run_,
          {f.fingerprint, people_.cell_of(f.crn), judgements.of(f), cell(f.order_id), cell(f.requirement_id),
           cell(f.subject), f.suppressed ? Cell{f.suppressed->reason} : Cell{}, cell(std::string(baseline))},
          {f.message, places_.cell_of(f.location.file),
           placed ? Cell{static_cast<std::int64_t>(f.location.line)} : Cell{},
           placed ? Cell{static_cast<std::int64_t>(f.location.column)} : Cell{}},
          facts);
      if (!is_new) continue;
      for (const std::int64_t fact : missing) {
        lacks.bind(id).bind(fact);
        lacks.run();
      }
    }
    spells.end(before_);
  }

  void add_due() {
    Spells spells(database_, "due_spell", {"person", "order_id", "requirement_id", "kind", "due", "state", "entry"});
    spells.load(scope_);
    const auto text = [](const render::Json& value) { return value.is_string() ? cell(value.text()) : Cell{}; };
    for (const CasePicture* one : what_.pictures->cases())
      for (const DueRecord& record : one->due)
        spells.hold(run_,
                    {people_.cell_of(one->crn), text(record.json["order_id"]), text(record.json["requirement_id"]),
                     names_.of(record.row.kind), record.row.due ? Cell{format(*record.row.due)} : Cell{},
                     names_.of(std::string(word(record.row.state))), cell(record.row.entry)},
                    {});
    spells.end(before_);
  }

  // Each question for everybody, and again for each region, unit and team.
  void add_measures() {
    std::map<std::pair<std::size_t, std::string>, caseload::MeasureCount> counts;
    for (const CasePicture* one : what_.pictures->cases()) {
      const std::array<std::string, 4> groups{"", "region=" + one->region, "pdu=" + one->pdu, "team=" + one->team};
      for (const MeasuredUnit& unit : one->measured)
        for (const std::string& group : groups) {
          const std::string own = unit.own_name.empty() ? "" : fmt::format("{}={}", unit.own_name, unit.own_value);
          counts[{unit.measure, group + (group.empty() || own.empty() ? "" : ",") + own}].add(unit.answer);
        }
    }
    Spells spells(database_, "measure_spell", {"measure", "group", "yes", "of", "undetermined", "not_applicable"});
    spells.load(scope_);
    for (const auto& [key, count] : counts)
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
          what_.selection->includes(rule->id))
        spells.hold(run_, {std::string(rule->id)}, {});
    spells.end(before_);
  }

  Database& database_;
  const Remembered& what_;
  Names people_, places_, names_;
  std::int64_t scope_ = 0, run_ = 0, before_ = 0;
};

bool is_there(Database& database, const Remembered& what) {
  Statement same(
      database,
      "SELECT 1 FROM run r JOIN scope s ON s.id = r.scope WHERE s.name = ? AND r.inputs = ? AND r.settings = ?");
  same.bind(what.scope).bind(what.run->account.inputs).bind(what.run->account.settings);
  return same.step();
}

}  // namespace

void remember(const std::string& path, const Remembered& what) {
  refuse_link_of_others(path);
  if (is_sqlite_file(path)) {  // only looked at, so that nothing is written where the run is there already
    Database there(path, Database::Mode::read);
    require_memory(there, path);
    if (is_there(there, what)) return;
  } else if (RealWorld world; world.kind(path) == PathKind::file && !world.read(path).empty()) {
    throw UsageError{fmt::format("sqlite={}: not a database; it is left alone, name another file", path)};
  }
  Database database(path, Database::Mode::append);
  Transaction transaction(database);
  prepare_memory(database, path);
  if (is_there(database, what)) return;
  Writer(database, what).write();
  transaction.commit();
}

}  // namespace probation::tools
