#include "tools/rar-audit/memory_layout.hpp"

#include <fmt/format.h>

#include "tools/common/cli.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

constexpr std::int64_t application = 0x72617261;  // "rara"

// A spell holds for the runs of its scope from `first` to `last`, or to the newest where that is null. Runs are in the
// order in which they were recorded.
constexpr std::string_view tables = R"sql(
CREATE TABLE scope(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE person(id INTEGER PRIMARY KEY, crn TEXT NOT NULL UNIQUE);
CREATE TABLE place(id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE);
CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE judgement(id INTEGER PRIMARY KEY, rule TEXT NOT NULL, severity TEXT NOT NULL, basis TEXT NOT NULL,
  outcome TEXT NOT NULL, UNIQUE(rule, severity, basis, outcome));
CREATE TABLE run(run_id INTEGER PRIMARY KEY AUTOINCREMENT, scope INTEGER NOT NULL, as_of TEXT NOT NULL, tool TEXT,
  version TEXT, policy TEXT, inputs TEXT, settings TEXT, verdict TEXT, "exit" INTEGER, files INTEGER, cases INTEGER,
  account TEXT);
CREATE TABLE case_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  person INTEGER, place INTEGER, digest TEXT, region TEXT, pdu TEXT, team TEXT, officer TEXT, errors INTEGER,
  warnings INTEGER, notes INTEGER, undetermined INTEGER);
CREATE TABLE requirement_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  person INTEGER, order_id TEXT, requirement_id TEXT, type TEXT, max_days INTEGER, days_counted INTEGER,
  days_left INTEGER);
CREATE TABLE finding_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  fingerprint TEXT NOT NULL, person INTEGER, judgement INTEGER NOT NULL, order_id TEXT, requirement_id TEXT,
  subject TEXT, suppressed TEXT, baseline TEXT, message TEXT, place INTEGER, line INTEGER, "column" INTEGER);
CREATE TABLE missing_fact(finding INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY(finding, fact)) WITHOUT ROWID;
CREATE TABLE due_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  person INTEGER, order_id TEXT, requirement_id TEXT, kind INTEGER NOT NULL, due TEXT, state INTEGER NOT NULL,
  entry TEXT);
CREATE TABLE measure_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  measure INTEGER NOT NULL, "group" INTEGER NOT NULL, yes INTEGER, of INTEGER, undetermined INTEGER,
  not_applicable INTEGER);
CREATE TABLE rule_spell(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
  rule TEXT NOT NULL);
CREATE INDEX case_by_person ON case_spell(person);
)sql";

constexpr std::string_view views = R"sql(
CREATE VIEW runs AS SELECT r.run_id, s.name AS scope, r.as_of, r.tool, r.version, r.policy, r.inputs, r.settings,
  r.verdict, r."exit", r.files, r.cases, r.account,
  r.run_id = (SELECT max(o.run_id) FROM run o WHERE o.scope = r.scope AND o.as_of = r.as_of) AS stands
  FROM run r JOIN scope s ON s.id = r.scope;
CREATE VIEW cases AS SELECT r.run_id, p.crn, f.file, c.region, c.pdu, c.team, c.officer, c.errors, c.warnings, c.notes,
  c.undetermined
  FROM run r JOIN case_spell c ON c.scope = r.scope AND c.first <= r.run_id AND (c.last IS NULL OR c.last >= r.run_id)
  LEFT JOIN person p ON p.id = c.person LEFT JOIN place f ON f.id = c.place;
CREATE VIEW requirements AS SELECT r.run_id, p.crn, q.order_id, q.requirement_id, q.type, q.max_days, q.days_counted,
  q.days_left
  FROM run r JOIN requirement_spell q ON q.scope = r.scope AND q.first <= r.run_id
    AND (q.last IS NULL OR q.last >= r.run_id)
  LEFT JOIN person p ON p.id = q.person;
CREATE VIEW findings AS SELECT r.run_id, f.fingerprint, p.crn, f.order_id, f.requirement_id, j.rule, j.severity,
  j.basis, j.outcome, f.subject, f.message, l.file, f.line, f."column", f.suppressed, f.baseline
  FROM run r JOIN finding_spell f ON f.scope = r.scope AND f.first <= r.run_id
    AND (f.last IS NULL OR f.last >= r.run_id)
  JOIN judgement j ON j.id = f.judgement LEFT JOIN person p ON p.id = f.person LEFT JOIN place l ON l.id = f.place;
CREATE VIEW missing AS SELECT r.run_id, f.fingerprint, n.text AS fact
  FROM run r JOIN finding_spell f ON f.scope = r.scope AND f.first <= r.run_id
    AND (f.last IS NULL OR f.last >= r.run_id)
  JOIN missing_fact m ON m.finding = f.id JOIN name n ON n.id = m.fact;
CREATE VIEW due AS SELECT r.run_id, p.crn, d.order_id, d.requirement_id, k.text AS kind, d.due, s.text AS state,
  CAST(julianday(d.due) - julianday(r.as_of) AS INTEGER) AS days_left
  FROM run r JOIN due_spell d ON d.scope = r.scope AND d.first <= r.run_id AND (d.last IS NULL OR d.last >= r.run_id)
  JOIN name k ON k.id = d.kind JOIN name s ON s.id = d.state LEFT JOIN person p ON p.id = d.person;
CREATE VIEW measures AS SELECT r.run_id, n.text AS measure, g.text AS "group", m.yes AS numerator, m.of AS denominator,
  m.undetermined, m.not_applicable,
  CASE WHEN m.undetermined = 0 AND m.of > 0 THEN ((2000 * m.yes + m.of) / (2 * m.of)) / 10.0 END AS percentage,
  CASE WHEN m.of + m.undetermined > 0
    THEN ((2000 * m.yes + m.of + m.undetermined) / (2 * (m.of + m.undetermined))) / 10.0 END AS at_least,
  CASE WHEN m.of + m.undetermined > 0
    THEN ((2000 * (m.yes + m.undetermined) + m.of + m.undetermined) / (2 * (m.of + m.undetermined))) / 10.0
    END AS at_most
  FROM run r JOIN measure_spell m ON m.scope = r.scope AND m.first <= r.run_id
    AND (m.last IS NULL OR m.last >= r.run_id)
  JOIN name n ON n.id = m.measure JOIN name g ON g.id = m."group";
CREATE VIEW rules_run AS SELECT r.run_id, u.rule
  FROM run r JOIN rule_spell u ON u.scope = r.scope AND u.first <= r.run_id AND (u.last IS NULL OR u.last >= r.run_id);
CREATE VIEW standing_runs AS SELECT run_id, scope, as_of, row_number() OVER (PARTITION BY scope ORDER BY as_of) AS place
  FROM (SELECT max(run_id) AS run_id, scope, as_of FROM run GROUP BY scope, as_of);
CREATE VIEW open_findings AS SELECT s.name AS scope, t.as_of, f.*
  FROM standing_runs t JOIN scope s ON s.id = t.scope JOIN findings f ON f.run_id = t.run_id
  WHERE t.as_of = (SELECT max(o.as_of) FROM run o WHERE o.scope = t.scope) AND f.outcome = 'fail'
    AND f.suppressed IS NULL;
CREATE VIEW standing_fails AS SELECT t.scope, t.place, t.as_of, t.run_id, f.fingerprint, min(f.person) AS person,
  min(j.rule) AS rule, min(f.subject) AS subject
  FROM standing_runs t JOIN finding_spell f ON f.scope = t.scope AND f.first <= t.run_id
    AND (f.last IS NULL OR f.last >= t.run_id)
  JOIN judgement j ON j.id = f.judgement AND j.outcome = 'fail'
  GROUP BY t.scope, t.place, t.as_of, t.run_id, f.fingerprint;
CREATE VIEW first_seen AS SELECT s.name AS scope, f.fingerprint, f.rule, p.crn, f.subject, min(f.as_of) AS first_as_of,
  max(f.as_of) AS last_as_of, count(*) AS runs
  FROM standing_fails f JOIN scope s ON s.id = f.scope LEFT JOIN person p ON p.id = f.person
  GROUP BY f.scope, f.fingerprint;
CREATE VIEW mended AS
  WITH numbered AS (SELECT *, place - row_number() OVER (PARTITION BY scope, fingerprint ORDER BY place) AS spell
    FROM standing_fails),
  spells AS (SELECT scope, fingerprint, max(rule) AS rule, max(person) AS person, max(subject) AS subject,
    min(as_of) AS first_as_of, max(place) AS last_place FROM numbered GROUP BY scope, fingerprint, spell)
  SELECT s.name AS scope, e.fingerprint, e.rule, p.crn, e.subject, e.first_as_of, n.as_of AS mended_as_of,
    CAST(julianday(n.as_of) - julianday(e.first_as_of) AS INTEGER) AS days
  FROM spells e JOIN standing_runs n ON n.scope = e.scope AND n.place = e.last_place + 1
  JOIN scope s ON s.id = e.scope JOIN person p ON p.id = e.person
  WHERE EXISTS (SELECT 1 FROM case_spell c WHERE c.scope = e.scope AND c.person = e.person AND c.first <= n.run_id
      AND (c.last IS NULL OR c.last >= n.run_id))
    AND EXISTS (SELECT 1 FROM rule_spell u WHERE u.scope = e.scope AND u.rule = e.rule AND u.first <= n.run_id
      AND (u.last IS NULL OR u.last >= n.run_id));
CREATE VIEW trend_by_team AS
  WITH whose AS (SELECT t.scope, t.place, t.run_id, t.as_of, c.id, c.person, c.team FROM standing_runs t
    JOIN case_spell c ON c.scope = t.scope AND c.first <= t.run_id AND (c.last IS NULL OR c.last >= t.run_id)),
  counted AS (
    SELECT scope, as_of, team, 1 AS cases, 0 AS errors, 0 AS warnings, 0 AS notes, 0 AS undetermined, 0 AS overdue,
      0 AS new, 0 AS mended FROM whose
    UNION ALL
    SELECT t.scope, t.as_of, (SELECT w.team FROM case_spell w WHERE w.scope = f.scope AND w.person = f.person
        AND w.first <= t.run_id AND (w.last IS NULL OR w.last >= t.run_id) ORDER BY w.id LIMIT 1), 0,
      j.outcome = 'fail' AND f.suppressed IS NULL AND j.severity = 'error',
      j.outcome = 'fail' AND f.suppressed IS NULL AND j.severity = 'warning',
      j.outcome = 'fail' AND f.suppressed IS NULL AND j.severity = 'note', j.outcome = 'undetermined', 0,
      j.outcome = 'fail' AND f.suppressed IS NULL AND t.place > 1 AND NOT EXISTS (SELECT 1 FROM standing_fails b
        WHERE b.scope = t.scope AND b.place = t.place - 1 AND b.fingerprint = f.fingerprint), 0
    FROM standing_runs t JOIN finding_spell f ON f.scope = t.scope AND f.first <= t.run_id
      AND (f.last IS NULL OR f.last >= t.run_id) JOIN judgement j ON j.id = f.judgement
    UNION ALL
    SELECT t.scope, t.as_of, (SELECT w.team FROM case_spell w WHERE w.scope = d.scope AND w.person = d.person
        AND w.first <= t.run_id AND (w.last IS NULL OR w.last >= t.run_id) ORDER BY w.id LIMIT 1), 0, 0, 0, 0, 0, 1, 0, 0
    FROM standing_runs t JOIN due_spell d ON d.scope = t.scope AND d.first <= t.run_id
      AND (d.last IS NULL OR d.last >= t.run_id) JOIN name n ON n.id = d.state AND n.text = 'overdue'
    UNION ALL
    SELECT t.scope, t.as_of, (SELECT w.team FROM case_spell w JOIN person p ON p.id = w.person WHERE w.scope = t.scope
        AND p.crn = m.crn AND w.first <= t.run_id AND (w.last IS NULL OR w.last >= t.run_id) ORDER BY w.id LIMIT 1),
      0, 0, 0, 0, 0, 0, 0, 1
    FROM mended m JOIN scope s ON s.name = m.scope JOIN standing_runs t ON t.scope = s.id AND t.as_of = m.mended_as_of)
  SELECT s.name AS scope, c.as_of, c.team, sum(c.cases) AS cases, sum(c.errors) AS errors, sum(c.warnings) AS warnings,
    sum(c.notes) AS notes, sum(c.undetermined) AS undetermined, sum(c.overdue) AS overdue, sum(c.new) AS new,
    sum(c.mended) AS mended
  FROM counted c JOIN scope s ON s.id = c.scope GROUP BY c.scope, c.as_of, c.team;
)sql";

std::string layout_of(Database& database) {
  std::string all;
  Statement rows(database, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name");
  while (rows.step()) all += fmt::format("{} {}: {}\n", rows.text(0), rows.text(1), rows.text(2));
  return all;
}

void lay_out(Database& database) {
  database.run(std::string(tables));
  database.run(std::string(views));
}

std::string our_layout() {
  Database sample({}, Database::Mode::in_memory);
  lay_out(sample);
  return layout_of(sample);
}

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw UsageError{fmt::format("sqlite={}: {}; it is left alone, name another file", path, why)};
}

}  // namespace

void require_memory(Database& database, const std::string& path) {
  const std::int64_t version = database.number("PRAGMA user_version");
  if (database.number("PRAGMA application_id") != application) refuse(path, "not the memory of rar-audit's runs");
  if (version > memory_version)
    refuse(path, fmt::format("written by a newer rar-audit (layout {}, this one knows {})", version, memory_version));
  if (layout_of(database) != our_layout()) refuse(path, "it holds tables, views or triggers that are not ours");
}

std::unique_ptr<Database> memory_at(const std::string& path) {
  RealWorld world;
  if (world.kind(path) == PathKind::missing)
    throw UsageError{fmt::format("{}: no such file; check --output sqlite=FILE begins a memory of runs", path)};
  if (!is_sqlite_file(path))
    throw UsageError{fmt::format("{}: not a memory of runs (check --output sqlite=FILE)", path)};
  auto database = std::make_unique<Database>(path, Database::Mode::read);
  require_memory(*database, path);
  return database;
}

void prepare_memory(Database& database, const std::string& path) {
  const bool fresh = database.number("SELECT count(*) FROM sqlite_master") == 0 &&
                     database.number("PRAGMA user_version") == 0 && database.number("PRAGMA application_id") == 0;
  if (!fresh) return require_memory(database, path);
  lay_out(database);
  database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application, memory_version));
}

}  // namespace probation::tools
