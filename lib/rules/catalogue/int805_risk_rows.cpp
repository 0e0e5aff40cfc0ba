#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::half_open_bands};

bool is_worded(ScoreName score) {
  return score != ScoreName::ogrs3 && score != ScoreName::ovp && score != ScoreName::rsr;
}

struct Row {
  Place place;
  std::optional<ScoreName> score;
  std::optional<double> min, below;
  std::vector<std::size_t> levels;
  bool has_levels = false;
};

template <class Written>
Row row_of(const Written& written) {
  Row row{written.place, written.score.value, written.min.value, written.below.value, {}, written.levels.recorded};
  for (const Located<RiskLevel>& level : written.levels)
    if (level) row.levels.push_back(static_cast<std::size_t>(*level));
  std::sort(row.levels.begin(), row.levels.end());
  return row;
}

class Faults {
 public:
  void add(Place place, std::string words) {
    if (!first_.known()) first_ = place;
    words_.push_back(std::move(words));
    places_.push_back(place);
  }

  void row_alone(const Row& row) {
    if (!row.score) {
      add(row.place, "a row without a score");
      return;
    }
    const std::string_view score = document::word(*row.score);
    const bool number = row.min || row.below;
    if (!number && !row.has_levels)
      add(row.place, fmt::format("{} without a side: neither min nor below nor levels", score));
    else if (is_worded(*row.score) && number)
      add(row.place, fmt::format("{} is a word and has no number; name its levels", score));
    else if (!is_worded(*row.score) && row.has_levels)
      add(row.place, fmt::format("{} is a number and has no levels; give min or below", score));
    else if (row.has_levels && row.levels.empty())
      add(row.place, fmt::format("{} with no level: nobody can meet it", score));
    else if (row.min && row.below && !(*row.min < *row.below))
      add(row.place, fmt::format("{} from {} to below {}: nobody can meet it", score, *row.min, *row.below));
  }

  // Rows of one score in one item: side by side, none twice and nothing between.
  void rows_together(const std::vector<Row>& rows) {
    std::map<ScoreName, std::vector<const Row*>> by_score;
    for (const Row& row : rows) {
      row_alone(row);
      const bool whole = row.score && (is_worded(*row.score) ? row.has_levels && !row.min && !row.below
                                                             : (row.min || row.below) && !row.has_levels);
      if (whole) by_score[*row.score].push_back(&row);
    }
    for (auto& [score, same] : by_score) {
      if (same.size() < 2) continue;
      if (is_worded(score)) levels_together(score, same);
      else numbers_together(score, same);
    }
  }

  [[nodiscard]] bool none() const { return words_.empty(); }
  [[nodiscard]] Place first() const { return first_; }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }

 private:
  void numbers_together(ScoreName score, std::vector<const Row*>& rows) {
    constexpr double no_end = std::numeric_limits<double>::infinity();
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row* a, const Row* b) { return a->min.value_or(-no_end) < b->min.value_or(-no_end); });
    double reached = rows.front()->below.value_or(no_end);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const double from = rows[i]->min.value_or(-no_end);
      if (from < reached)
        add(rows[i]->place,
            fmt::format("{} stands in two rows of one item where they overlap, {}", document::word(score),
                        rows[i]->min ? fmt::format("from {} on", *rows[i]->min) : std::string("from the lowest on")));
      else if (from > reached)
        add(rows[i]->place, fmt::format("{} has a gap between two rows of one item: {} up to below {} is in neither",
                                        document::word(score), reached, from));
      reached = std::max(reached, rows[i]->below.value_or(no_end));
    }
  }
  void levels_together(ScoreName score, const std::vector<const Row*>& rows) {
    std::vector<std::size_t> all;
    for (const Row* row : rows) {
      for (const std::size_t level : row->levels)
        if (std::find(all.begin(), all.end(), level) != all.end())
          add(row->place, fmt::format("{} {} stands in two rows of one item", document::word(score),
                                      document::word(static_cast<RiskLevel>(level))));
      all.insert(all.end(), row->levels.begin(), row->levels.end());
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 1; i < all.size(); ++i)
      if (all[i] > all[i - 1] + 1)
        add(rows.back()->place, fmt::format("{} has a gap between two rows of one item: {} is in neither",
                                            document::word(score), document::word(static_cast<RiskLevel>(all[i] - 1))));
  }
  Place first_;
  std::vector<std::string> words_;
  std::vector<Place> places_;
};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.eligibility || it.eligibility->risk_all.empty()) {
    report.not_applicable(subject);
    return;
  }
  Faults faults;
  for (const RiskItem& item : it.eligibility->risk_all) {
    const bool has_own = item.score || item.min || item.below || item.levels.recorded;
    if (!has_own && item.any.empty() && item.first_known.empty()) faults.add(item.place, "an item without a row");
    if (has_own) faults.rows_together({row_of(item)});
    for (const List<RiskRow>* list : {&item.any, &item.first_known}) {
      std::vector<Row> rows;
      for (const RiskRow& row : *list) rows.push_back(row_of(row));
      faults.rows_together(rows);
    }
  }
  if (faults.none()) {
    report.pass(subject, it.eligibility->risk_all.place);
    return;
  }
  auto finding = report.fail(subject, faults.first(), "the risk rows cannot be decided: " + join(faults.words(), "; "));
  finding.here(faults.words().front()).fact("faults", static_cast<std::int64_t>(faults.words().size()));
  for (std::size_t i = 0; i < faults.words().size(); ++i) {
    finding.trace(faults.words()[i]);
    if (i > 0 && faults.places()[i] != faults.first()) finding.related(faults.places()[i], faults.words()[i]);
  }
  finding.fix(
      "let each row say from where (min, included) to where (below, not included), and let the next begin there");
}

}  // namespace

extern const Rule int805;
constinit const Rule int805{
    .id = "INT805",
    .slug = "risk-rows",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Risk rows of one item leave a gap, overlap, or use a bare number with no side.",
    .explanation = {.checks = "Each item of `risk_all`: every row names a score and a side (min or below, half-open) "
                              "or levels, and rows of one score stand side by side, without a gap and without overlap.",
                    .matters = "A score that is in no row, or in two, is decided by whoever reads the catalogue, and "
                               "differently each time.",
                    .to_do = "Write `min` for the lowest score that is let in and `below` for the first that is not; "
                             "let the next row begin where the last ended."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
