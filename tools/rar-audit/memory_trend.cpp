#include "tools/rar-audit/memory_trend.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace probation::tools {
namespace {

struct Run {
  std::int64_t id;
  std::string as_of;
};

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

class Trend {
 public:
  Trend(Database& database, const TrendQuestion& question) : database_(database), question_(question) {}

  std::vector<TrendRow> rows() {
    Statement scope(database_, "SELECT id FROM scope WHERE name = ?");
    scope.bind(question_.scope);
    if (!scope.step()) return {};
    scope_ = scope.whole(0);
    Statement runs(database_, "SELECT max(run_id), as_of FROM run WHERE scope = ? GROUP BY as_of ORDER BY as_of");
    runs.bind(scope_);
    while (runs.step()) runs_.push_back({runs.whole(0), runs.text(1)});
    rows_.resize(runs_.size());
    take_cases();
    take_rules();
    take_findings();
    take_due();
    if (question_.by != "officer") take_measures();
    std::vector<TrendRow> all;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!question_.from.empty() && runs_[i].as_of < question_.from) continue;
      if (!question_.until.empty() && runs_[i].as_of > question_.until) continue;
      for (auto& [group, row] : rows_[i]) {
        row.as_of = runs_[i].as_of;
        row.group = group;
        std::sort(row.mended_days.begin(), row.mended_days.end());
        all.push_back(std::move(row));
      }
    }
    return all;
  }

 private:
  template <class Take>
  void each_run(std::int64_t first, const std::optional<std::int64_t>& last, const Take& take) const {
    for (std::size_t i = 0; i < runs_.size(); ++i)
      if (runs_[i].id >= first && (!last || runs_[i].id <= *last)) take(i);
  }

  Statement spells(const char* table, const std::string& columns) {
    Statement rows(database_,
                   fmt::format("SELECT first, last, {} FROM {} WHERE scope = ? ORDER BY id", columns, table));
    rows.bind(scope_);
    return rows;
  }

  // The group of a person in a run; a run without the person has none recorded.
  [[nodiscard]] const std::string& group_of(std::optional<std::int64_t> person, std::size_t run) const {
    static const std::string none;
    if (!person || question_.by.empty()) return none;
    const auto at = groups_.find(*person);
    return at == groups_.end() || at->second[run] == nowhere ? none : codes_[at->second[run]];
  }
  [[nodiscard]] bool is_judged(std::optional<std::int64_t> person, std::size_t run) const {
    if (!person) return false;
    const auto at = groups_.find(*person);
    return at != groups_.end() && at->second[run] != nowhere;
  }
  TrendRow& row(std::size_t run, const std::string& group) { return rows_[run][group]; }

  void take_cases() {
    Statement rows = spells("case_spell", "person, " + (question_.by.empty() ? std::string("''") : question_.by));
    std::unordered_map<std::string, std::size_t> numbers;
    while (rows.step()) {
      const std::string code = rows.text(3);
      const std::size_t number = numbers.try_emplace(code, codes_.size()).first->second;
      if (number == codes_.size()) codes_.push_back(code);
      const std::optional<std::int64_t> person = rows.whole_or_null(2);
      each_run(rows.whole(0), rows.whole_or_null(1), [&](std::size_t run) {
        ++row(run, code).cases;
        if (!person) return;
        std::vector<std::size_t>& of = groups_.try_emplace(*person, runs_.size(), nowhere).first->second;
        if (of[run] == nowhere) of[run] = number;  // a person in two files: the first
      });
    }
  }

  void take_rules() {
    Statement rows = spells("rule_spell", "rule");
    while (rows.step())
      each_run(rows.whole(0), rows.whole_or_null(1), [&](std::size_t run) { ran_.insert({rows.text(2), run}); });
  }

  struct Fails {
    std::optional<std::int64_t> person;
    std::string rule;
    std::vector<char> in;  // by run: 0 none, 1 suppressed, 2 open
  };

  void take_findings() {
    std::unordered_map<std::string, Fails> fails;
    Statement rows(database_,
                   "SELECT f.first, f.last, f.fingerprint, f.person, f.suppressed IS NOT NULL, j.rule, j.severity, "
                   "j.outcome FROM finding_spell f JOIN judgement j ON j.id = f.judgement WHERE f.scope = ?");
    rows.bind(scope_);
    while (rows.step()) {
      const std::optional<std::int64_t> person = rows.whole_or_null(3);
      const bool fail = rows.text(7) == "fail", open = rows.whole(4) == 0;
      const std::string severity = rows.text(6);
      Fails* one = nullptr;
      if (fail) {
        one = &fails.try_emplace(rows.text(2), Fails{person, rows.text(5), std::vector<char>(runs_.size())})
                   .first->second;
      }
      each_run(rows.whole(0), rows.whole_or_null(1), [&](std::size_t run) {
        TrendRow& into = row(run, group_of(person, run));
        if (!fail) {
          ++into.undetermined;
          return;
        }
        one->in[run] = std::max(one->in[run], static_cast<char>(open ? 2 : 1));
        if (open) ++(severity == "error" ? into.errors : severity == "warning" ? into.warnings : into.notes);
      });
      if (fail && open) take_fresh(person, rows.text(2), rows.whole(0), rows.whole_or_null(1));
    }
    for (const Fresh& one : fresh_)
      if (one.run > 0 && fails.at(one.fingerprint).in[one.run - 1] == 0)
        ++row(one.run, group_of(one.person, one.run)).fresh;
    for (const auto& [fingerprint, one] : fails) take_mended(one);
  }

  // Whether it is new in a run is known once every spell of its fingerprint is read.
  struct Fresh {
    std::optional<std::int64_t> person;
    std::string fingerprint;
    std::size_t run;
  };
  void take_fresh(std::optional<std::int64_t> person, const std::string& fingerprint, std::int64_t first,
                  const std::optional<std::int64_t>& last) {
    const auto covers = [&](std::size_t run) { return runs_[run].id >= first && (!last || runs_[run].id <= *last); };
    for (std::size_t run = 1; run < runs_.size(); ++run)
      if (covers(run) && !covers(run - 1)) fresh_.push_back({person, fingerprint, run});
  }

  void take_mended(const Fails& one) {
    std::size_t from = nowhere;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      if (one.in[run] != 0) {
        if (from == nowhere) from = run;
        continue;
      }
      if (from == nowhere) continue;
      if (is_judged(one.person, run) && ran_.contains({one.rule, run})) {
        TrendRow& into = row(run, group_of(one.person, run));
        ++into.mended;
        into.mended_days.push_back(days_between(*parse_date(runs_[from].as_of), *parse_date(runs_[run].as_of)));
      }
      from = nowhere;
    }
  }

  void take_due() {
    Statement rows(database_,
                   "SELECT d.first, d.last, d.person FROM due_spell d JOIN name n ON n.id = d.state "
                   "WHERE d.scope = ? AND n.text = 'overdue'");
    rows.bind(scope_);
    while (rows.step()) {
      const std::optional<std::int64_t> person = rows.whole_or_null(2);
      each_run(rows.whole(0), rows.whole_or_null(1),
               [&](std::size_t run) { ++row(run, group_of(person, run)).overdue; });
    }
  }

  // Only the questions themselves: a share by type or provider has a group of its own.
  void take_measures() {
    Statement rows(database_,
                   "SELECT m.first, m.last, n.text, g.text, m.yes, m.of, m.undetermined FROM measure_spell m "
                   "JOIN name n ON n.id = m.measure JOIN name g ON g.id = m.\"group\" WHERE m.scope = ?");
    rows.bind(scope_);
    const std::string start = question_.by.empty() ? "" : question_.by + "=";
    while (rows.step()) {
      const std::string group = rows.text(3);
      if (group.find(',') != std::string::npos || !group.starts_with(start)) continue;
      if (start.empty() && !group.empty()) continue;
      each_run(rows.whole(0), rows.whole_or_null(1), [&](std::size_t run) {
        row(run, group.substr(start.size())).measures[rows.text(2)] = {rows.whole(4), rows.whole(5), rows.whole(6)};
      });
    }
  }

  Database& database_;
  const TrendQuestion& question_;
  std::int64_t scope_ = 0;
  std::vector<Run> runs_;  // the standing ones, by as-of
  std::vector<std::string> codes_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> groups_;  // of a person, by run
  std::set<std::pair<std::string, std::size_t>> ran_;
  std::vector<Fresh> fresh_;
  std::vector<std::map<std::string, TrendRow>> rows_;
};

}  // namespace

std::vector<TrendRow> trend_rows(Database& database, const TrendQuestion& question) {
  return Trend(database, question).rows();
}

}  // namespace probation::tools
