#include "facts/case/eligibility_risk.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation {
namespace {

struct RowAnswer {
  std::optional<bool> holds;  // nothing: the score is not recorded, or the row cannot be read
  bool recorded = false;      // the score is
  Place place;
  std::vector<Missing> missing;
};

std::string number(double value) { return fmt::format("{}", value); }

template <class Row>
std::string row_words(const Row& row) {
  std::string text(word_or(row.score, "a score that is not named"));
  if (row.min) text += fmt::format(" {} or more", number(*row.min));
  if (row.below) text += fmt::format("{} below {}", row.min ? " and" : "", number(*row.below));
  if (!row.levels.empty()) text += fmt::format(" {}", words_listed(row.levels));
  return text;
}

struct ScoreValue {
  const Located<double>* figure = nullptr;
  const Located<RiskLevel>* level = nullptr;
};
ScoreValue score_of(const Assessment& assessment, ScoreName name) {
  if (name == ScoreName::rosh) return {nullptr, &assessment.rosh};
  if (!assessment.scores) return {};
  const Scores& scores = *assessment.scores;
  switch (name) {
    case ScoreName::ogrs3: return {&scores.ogrs3, nullptr};
    case ScoreName::ovp: return {&scores.ovp, nullptr};
    case ScoreName::rsr: return {&scores.rsr, nullptr};
    case ScoreName::sara_partner: return {nullptr, &scores.sara_partner};
    case ScoreName::sara_others: return {nullptr, &scores.sara_others};
    case ScoreName::osp_dc: return {nullptr, &scores.osp_dc};
    case ScoreName::osp_iic: return {nullptr, &scores.osp_iic};
    case ScoreName::rosh: break;
  }
  return {};
}

constexpr std::array all_levels{RiskLevel::low, RiskLevel::medium, RiskLevel::high, RiskLevel::very_high};
constexpr double least_score = 0, most_score = 100;  // figures are per cent

bool is_figure(ScoreName name) { return name == ScoreName::ogrs3 || name == ScoreName::ovp || name == ScoreName::rsr; }

// Whether every value that a score can have satisfies one of the rows, all of them about it.
template <class Row>
bool takes_every_value(ScoreName score, const std::vector<const Row*>& rows) {
  if (!is_figure(score))
    return std::all_of(all_levels.begin(), all_levels.end(), [&](RiskLevel level) {
      return std::any_of(rows.begin(), rows.end(), [&](const Row* row) {
        const auto names_it = [&](const Located<RiskLevel>& one) { return one.is(level); };
        return !row->min && !row->below &&
               (row->levels.empty() || std::any_of(row->levels.begin(), row->levels.end(), names_it));
      });
    });
  // From the least up as far as the rows take it on: each from its `min` to just under its `below`.
  double taken_to = least_score;
  for (bool goes_on = true; goes_on && taken_to <= most_score;) {
    goes_on = false;
    for (const Row* row : rows) {
      if (!row->levels.empty() || (row->min && *row->min > taken_to)) continue;
      const double to = row->below ? *row->below : most_score + 1;
      if (to <= taken_to) continue;
      taken_to = to;
      goes_on = true;
    }
  }
  return taken_to > most_score;
}

// No value that the score can have satisfies the row.
template <class Row>
bool takes_no_value(ScoreName score, const Row& row) {
  if (!is_figure(score) || !row.levels.empty()) return false;
  const double from = std::max(row.min ? *row.min : least_score, least_score);
  return from > most_score || (row.below && *row.below <= from);
}

template <class Row>
RowAnswer answer(const CaseFacts& facts, const Assessment* assessment, const Row& row) {
  RowAnswer result;
  const auto lacks = [&](Place record, std::string_view key) {
    result.place = record;
    if (row.score && takes_every_value<Row>(*row.score, {&row})) result.holds = true;
    else if (row.score && takes_no_value(*row.score, row)) result.holds = false;
    else result.missing.push_back({record, key});
    return result;
  };
  if (assessment == nullptr) return lacks(facts.file.place, "assessments");
  result.place = assessment->place;
  if (!row.score) return result;  // the catalogue's gap: nothing in the case would decide it
  const ScoreValue value = score_of(*assessment, *row.score);
  const std::string_view key = word(*row.score);
  if (value.figure != nullptr && *value.figure) {
    result.recorded = true;
    result.place = value.figure->place;
    const double figure = **value.figure;
    if (row.levels.empty()) result.holds = (!row.min || figure >= *row.min) && (!row.below || figure < *row.below);
  } else if (value.level != nullptr && *value.level) {
    result.recorded = true;
    result.place = value.level->place;
    if (!row.min && !row.below)
      result.holds =
          row.levels.empty() || std::any_of(row.levels.begin(), row.levels.end(),
                                            [&](const Located<RiskLevel>& level) { return level.is(**value.level); });
  } else if (*row.score == ScoreName::rosh) {
    return lacks(assessment->place, "rosh");
  } else {
    return assessment->scores ? lacks(assessment->scores->place, key) : lacks(assessment->place, "scores");
  }
  return result;
}

std::string any_words(const List<RiskRow>& rows, std::string_view between) {
  std::string text;
  for (const RiskRow& row : rows) text += (text.empty() ? std::string{} : std::string(between)) + row_words(row);
  return text;
}

// Rows about one score that is not recorded, of which some holds whatever it is.
bool any_takes_every_value(const CaseFacts& facts, const Assessment* assessment, const List<RiskRow>& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](const RiskRow& of) {
    if (!of.score || answer(facts, assessment, of).holds) return false;
    std::vector<const RiskRow*> alike;
    for (const RiskRow& row : rows)
      if (row.score.is(*of.score)) alike.push_back(&row);
    return takes_every_value(*of.score, alike);
  });
}

}  // namespace

EligibilityReason risk_reason(const CaseFacts& facts, const Assessment* assessment, const RiskItem& item) {
  std::optional<bool> holds = true;
  Place place = assessment != nullptr ? assessment->place : facts.file.place;
  std::vector<Missing> missing;
  std::string words;
  const auto and_also = [&](std::optional<bool> part, Place where, const std::vector<Missing>& lacking,
                            std::string said) {
    words += (words.empty() ? "asks for " : ", and ") + std::move(said);
    if (holds == false) return;
    if (part == false) missing.clear();
    else missing.insert(missing.end(), lacking.begin(), lacking.end());
    if (part != true || missing.empty()) place = where;
    holds = part == false ? part : holds && part ? std::optional(true) : std::nullopt;
  };
  if (item.score || item.min || item.below || !item.levels.empty()) {
    const RowAnswer row = answer(facts, assessment, item);
    and_also(row.holds, row.place, row.missing, row_words(item));
  }
  if (!item.any.empty()) {
    std::optional<bool> one = false;
    Place where = place;
    std::vector<Missing> lacking;
    for (const RiskRow& row : item.any) {
      const RowAnswer got = answer(facts, assessment, row);
      if (one == true) break;
      if (got.holds == true || (one == false && !got.holds) || item.any.size() == 1) where = got.place;
      one = got.holds == true ? std::optional(true) : one && got.holds ? std::optional(false) : std::nullopt;
      lacking.insert(lacking.end(), got.missing.begin(), got.missing.end());
      if (one == true) lacking.clear();
    }
    if (!one && any_takes_every_value(facts, assessment, item.any)) {
      one = true;
      lacking.clear();
    }
    and_also(one, where, lacking, any_words(item.any, " or "));
  }
  if (!item.first_known.empty()) {
    std::optional<bool> decided;
    Place where = place;
    std::vector<Missing> lacking;
    bool all_hold = true, none_holds = true;  // whichever of them is the first that is known
    for (const RiskRow& row : item.first_known) {
      const RowAnswer got = answer(facts, assessment, row);
      all_hold = all_hold && got.holds == true;
      none_holds = none_holds && got.holds == false;
      if (got.recorded || lacking.empty()) where = got.place;
      if (got.recorded) {
        decided = got.holds;
        lacking.clear();
        break;
      }
      lacking.insert(lacking.end(), got.missing.begin(), got.missing.end());
    }
    if (!decided && (all_hold || none_holds)) decided = all_hold, lacking.clear();
    and_also(decided, where, lacking, any_words(item.first_known, ", where that is not recorded "));
  }
  // One missing assessment would be named once for every row.
  std::vector<Missing> once;
  for (const Missing& one : missing)
    if (std::none_of(once.begin(), once.end(),
                     [&](const Missing& seen) { return seen.record == one.record && seen.key == one.key; }))
      once.push_back(one);
  const Eligible verdict = holds == true    ? Eligible::eligible
                           : holds == false ? Eligible::not_eligible
                                            : Eligible::undetermined;
  return eligibility_reason(Ground::risk, verdict, words + (verdict == Eligible::undetermined ? "; not recorded" : ""),
                            place, item.place, once);
}

}  // namespace probation
