// Properties of a decision that must hold whatever the sheet: a member in conflict moves nothing, a better mark never
// lowers it, names mean nothing, and a seed says it all. Agreement does not depend on the order of rows and columns.
#include <algorithm>
#include <cmath>
#include <random>

#include "appraisal/appraise.hpp"
#include "render/panel/appraisal.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"
#include "unit/panel_sheet.hpp"

using namespace probation;
using namespace probation::appraisal;
using namespace probation::test;

namespace {

std::string said(const PanelSheet& sheet, const ScoringPolicy& policy, const Sampling& sampling = {5, 60}) {
  const Appraisal appraisal = appraise(sheet, policy, sampling, true);
  return render::to_json(render::AppraisedSheet{"sheet.yaml", &appraisal, {}}).dump();
}

std::string random_marks(std::mt19937& random, bool with_holes) {
  std::string marks;
  const int least = std::uniform_int_distribution<int>(0, 2)(random);
  for (std::size_t p = 0; p < principle_count; ++p)
    marks += static_cast<char>('0' + std::uniform_int_distribution<int>(least, 2)(random));
  if (with_holes && std::uniform_int_distribution<int>(0, 9)(random) == 0)
    marks[std::uniform_int_distribution<std::size_t>(0, 7)(random)] = '.';
  return marks;
}

std::vector<Row> random_rows(std::mt19937& random, std::size_t members) {
  std::vector<Row> rows;
  for (std::size_t m = 0; m < members; ++m) {
    Row row{"M" + std::to_string(m + 1), random_marks(random, true), {}, {}, random_marks(random, false)};
    const int vote = std::uniform_int_distribution<int>(0, 5)(random);
    if (vote < 4) row.vote = static_cast<Vote>(vote);
    if (std::uniform_int_distribution<int>(0, 5)(random) == 0) row.conflict = MemberConflict::other;
    rows.push_back(row);
  }
  return rows;
}

std::string renamed(std::string text, std::size_t members) {
  for (std::size_t m = members; m > 0; --m) {
    const std::string old = "\"M" + std::to_string(m) + "\"";
    const std::string fresh = "\"Z" + std::to_string(100 - m) + "\"";
    for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old))
      text.replace(at, old.size(), fresh);
  }
  return text;
}

}  // namespace

TEST_CASE("Marks, votes and comments of a member in conflict never matter") {
  std::mt19937 random(11);
  const ScoringPolicy policy = shipped("eip-2021");
  int tried = 0;
  for (int i = 0; i < rounds_of(300, 3000); ++i) {
    std::vector<Row> rows = random_rows(random, std::uniform_int_distribution<std::size_t>(2, 6)(random));
    const std::size_t excluded = std::uniform_int_distribution<std::size_t>(0, rows.size() - 1)(random);
    rows[excluded].conflict = MemberConflict::developer;
    const std::string before = said(sheet_of(rows, i % 2 == 0 ? "a reason" : ""), policy);
    rows[excluded].marks = i % 3 == 0 ? "9.7" : random_marks(random, true);
    rows[excluded].independent = random_marks(random, true);
    rows[excluded].vote = static_cast<Vote>(i % 4);
    rows[excluded].conflict = MemberConflict::employer;
    CHECK(said(sheet_of(rows, i % 2 == 0 ? "a reason" : ""), policy) == before);
    ++tried;
  }
  CHECK(tried == 300);
}

TEST_CASE("Raising one mark never lowers the rule's decision nor the total") {
  std::mt19937 random(12);
  int decided = 0;
  for (const std::string aggregate : {"lower_median", "median", "mean"}) {
    std::string text = replaced(shipped_text("eip-2021"), "aggregate: lower_median", "aggregate: " + aggregate);
    text = replaced(text, "{useful_skills: 1, no_harm: 1}", "{useful_skills: 0.5, no_harm: 1.5}");
    const ScoringPolicy policy = *policy_reading(text).policy;
    for (int i = 0; i < rounds_of(200, 2000); ++i) {
      std::vector<Row> rows = random_rows(random, std::uniform_int_distribution<std::size_t>(3, 6)(random));
      const std::size_t member = std::uniform_int_distribution<std::size_t>(0, rows.size() - 1)(random);
      const std::size_t principle = std::uniform_int_distribution<std::size_t>(0, 7)(random);
      const PanelSheet before_sheet = sheet_of(rows);
      const Appraisal before = appraise(before_sheet, policy, {1, 1});
      if (rows[member].marks[principle] != '0' && rows[member].marks[principle] != '1') continue;
      ++rows[member].marks[principle];
      const PanelSheet after_sheet = sheet_of(rows);
      const Appraisal after = appraise(after_sheet, policy, {1, 1});
      REQUIRE(before.facts.rule_decision.has_value() == after.facts.rule_decision.has_value());
      if (!before.facts.rule_decision) continue;
      CHECK(*after.facts.rule_decision >= *before.facts.rule_decision);
      CHECK(*after.total >= *before.total);
      CHECK(after.facts.gates.size() <= before.facts.gates.size());
      ++decided;
    }
  }
  CHECK(decided > 100);
}

TEST_CASE("Renaming the members changes nothing but their names") {
  std::mt19937 random(13);
  const ScoringPolicy policy = shipped("eip-2021");
  for (int i = 0; i < rounds_of(200, 2000); ++i) {
    std::vector<Row> rows = random_rows(random, std::uniform_int_distribution<std::size_t>(1, 6)(random));
    const std::string before = said(sheet_of(rows), policy);
    for (std::size_t m = 0; m < rows.size(); ++m) rows[m].member = "Z" + std::to_string(100 - m - 1);
    CHECK(said(sheet_of(rows), policy) == renamed(before, rows.size()));
  }
}

TEST_CASE("A seed gives the same bytes again, another seed other draws") {
  std::mt19937 random(14);
  const ScoringPolicy policy = shipped("nfi");
  int differ = 0;
  for (int i = 0; i < 60; ++i) {
    const PanelSheet sheet = sheet_of(random_rows(random, 5));
    const auto seed = static_cast<std::uint64_t>(i);
    CHECK(said(sheet, policy, {seed, 200}) == said(sheet, policy, {seed, 200}));
    const auto share = [&](std::uint64_t s) {
      return appraise(sheet, policy, {s, 200}).stability.same_decision.value_or(-1);
    };
    differ += share(seed) != share(seed + 1000) ? 1 : 0;
  }
  CHECK(differ > 5);
}

TEST_CASE("A decision is the least that band and gates allow, computed a second way") {
  std::mt19937 random(15);
  const ScoringPolicy policy = shipped("eip-2021");
  for (int i = 0; i < rounds_of(300, 3000, 100); ++i) {
    std::vector<Row> rows = random_rows(random, 5);
    for (Row& row : rows) row.conflict.reset();
    const PanelSheet sheet = sheet_of(rows);
    const Appraisal appraisal = appraise(sheet, policy, {1, 1});
    const bool holes =
        std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.marks.find('.') != std::string::npos; });
    CHECK(appraisal.total.has_value() != holes);
    if (holes) continue;
    int total = 0;
    PanelDecision expected = PanelDecision::approved;
    for (std::size_t p = 0; p < principle_count; ++p) {
      std::string column;
      for (const Row& row : rows) column += row.marks[p];
      std::sort(column.begin(), column.end());
      const int mark = column[2] - '0';
      total += mark;
      if (mark == 0)
        expected = std::min(expected, static_cast<Principle>(p) == Principle::no_harm ? PanelDecision::not_approved
                                                                                      : PanelDecision::provisional);
      if (mark == 1 && static_cast<Principle>(p) == Principle::no_harm)
        expected = std::min(expected, PanelDecision::provisional);
    }
    expected = std::min(expected, total < 10   ? PanelDecision::not_approved
                                  : total < 13 ? PanelDecision::provisional
                                               : PanelDecision::approved);
    CHECK(*appraisal.total == total);
    CHECK(appraisal.facts.rule_decision == expected);
  }
}

TEST_CASE("Agreement does not depend on the order of units or raters, nor interval alpha on how it is computed") {
  std::mt19937 random(16);
  for (int i = 0; i < rounds_of(100, 1000); ++i) {
    MarkTable table;
    table.scale = {{"0", "1", "2", "5"}, {0, 1, 2, 5}, MeasurementLevel::interval};
    const std::size_t units = std::uniform_int_distribution<std::size_t>(2, 8)(random),
                      raters = std::uniform_int_distribution<std::size_t>(2, 5)(random);
    for (std::size_t u = 0; u < units; ++u) {
      table.units.push_back("u" + std::to_string(u));
      table.cells.emplace_back();
      for (std::size_t r = 0; r < raters; ++r) {
        const auto mark = std::uniform_int_distribution<std::size_t>(0, 4)(random);
        table.cells.back().push_back(mark == 4 ? std::nullopt : std::optional(mark));
      }
    }
    for (std::size_t r = 0; r < raters; ++r) table.raters.push_back("r" + std::to_string(r));
    MarkTable turned = table;
    std::reverse(turned.cells.begin(), turned.cells.end());
    for (auto& row : turned.cells) std::reverse(row.begin(), row.end());
    const Agreement one = agreement_of(table, true), other = agreement_of(turned, true);
    REQUIRE(one.statistics.size() == other.statistics.size());
    for (std::size_t s = 0; s < one.statistics.size(); ++s) {
      INFO(one.statistics[s].name << " " << one.statistics[s].weights);
      REQUIRE(one.statistics[s].value.has_value() == other.statistics[s].value.has_value());
      if (one.statistics[s].value) CHECK(*one.statistics[s].value == Approx(*other.statistics[s].value).margin(1e-9));
      else CHECK_FALSE(one.statistics[s].undefined.empty());
    }
    // Interval alpha by pairs: mean squared difference within units against that between all pairable marks.
    std::vector<double> pool;
    double within = 0;
    int of_two = 0;
    for (const auto& row : table.cells) {
      std::vector<double> marks;
      for (const auto& cell : row)
        if (cell) marks.push_back(table.scale.values[*cell]);
      if (marks.size() < 2) continue;
      ++of_two;
      for (const double a : marks)
        for (const double b : marks) within += (a - b) * (a - b) / (static_cast<double>(marks.size()) - 1);
      pool.insert(pool.end(), marks.begin(), marks.end());
    }
    double between = 0;
    for (const double a : pool)
      for (const double b : pool) between += (a - b) * (a - b);
    const Statistic alpha = krippendorff_alpha(table, MeasurementLevel::interval);
    if (alpha.value) {
      const double n = static_cast<double>(pool.size());
      CHECK(*alpha.value == Approx(1 - (within / n) / (between / (n * (n - 1)))).margin(1e-9));
    } else {
      CHECK((between == 0 || of_two < 2));
    }
  }
}
