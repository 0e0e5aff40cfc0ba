#include "facts/panel/scoring_policy.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace probation {
namespace {

class Check {
 public:
  explicit Check(const EipPolicy& file) : file_(file) {}

  ScoringPolicyReading run() {
    if (file_.id) policy_.id = file_.id->text;
    if (file_.title) policy_.title = *file_.title;
    scale();
    principles();
    gates();
    if (file_.aggregate) policy_.aggregate = *file_.aggregate;
    if (problems_.empty()) list_totals();
    if (problems_.empty()) bands();
    rest();
    if (!problems_.empty()) return {std::nullopt, std::move(problems_)};
    assumptions();
    return {std::move(policy_), {}};
  }

 private:
  void refuse(Place place, std::string message, std::vector<document::RelatedPlace> related = {}) {
    problems_.push_back({{}, place.known() ? place : file_.place, std::move(message), std::move(related), false});
  }

  void scale() {
    if (!file_.scale) return refuse(file_.place, "`scale` is missing");
    const EipScale& scale = *file_.scale;
    if (!scale.level) refuse(scale.place, "`scale.level` is missing: nominal, ordinal, interval or ratio");
    if (scale.values.size() < 2) return refuse(scale.place, "`scale.values` needs at least two marks");
    for (const Located<double>& value : scale.values) {
      if (!value) return;
      if (!policy_.scale.empty() && *value <= policy_.scale.back())
        return refuse(value.place, fmt::format("the marks of the scale must rise; {} stands after {}",
                                               number_text(*value), number_text(policy_.scale.back())));
      policy_.scale.push_back(*value);
    }
    if (scale.level) policy_.level = *scale.level;
    if (policy_.level == MeasurementLevel::ratio && policy_.scale.front() < 0)
      refuse(scale.values[0].place, "a ratio scale has no mark below 0");
  }

  void principles() {
    if (file_.principles.empty()) return refuse(file_.place, "`principles` is empty or missing");
    for (const Located<Principle>& principle : file_.principles) {
      if (!principle) return;
      if (std::find(policy_.principles.begin(), policy_.principles.end(), *principle) != policy_.principles.end())
        return refuse(principle.place, fmt::format("the principle {} stands twice", word(*principle)));
      policy_.principles.push_back(*principle);
      const Located<double>* weight = file_.weights ? &file_.weights->weight(*principle) : nullptr;
      policy_.weights.push_back(weight != nullptr && *weight ? **weight : 1.0);
    }
    for (std::size_t p = 0; file_.weights && p < principle_count; ++p) {
      const auto principle = static_cast<Principle>(p);
      const Located<double>& weight = file_.weights->weight(principle);
      if (weight &&
          std::find(policy_.principles.begin(), policy_.principles.end(), principle) == policy_.principles.end())
        refuse(weight.place, fmt::format("a weight of {}, which is not among the principles", word(principle)));
    }
    if (std::all_of(policy_.weights.begin(), policy_.weights.end(), [](double weight) { return weight == 0; }))
      refuse(file_.weights->place, "every weight is 0, so that every total would be");
  }

  void gates() {
    for (const EipGate& gate : file_.gates) {
      if (!gate.principle || !gate.below || !gate.at_best) continue;
      std::optional<Principle> principle;
      if (*gate.principle != GatePrinciple::any) {
        principle = static_cast<Principle>(*gate.principle);
        if (std::find(policy_.principles.begin(), policy_.principles.end(), *principle) == policy_.principles.end()) {
          refuse(gate.principle.place,
                 fmt::format("a gate on {}, which is not among the principles", word(*gate.principle)));
          continue;
        }
      }
      // A gate that decides nothing, or everything, is a slip of the pen and no rule.
      if (!policy_.scale.empty() && *gate.below <= policy_.scale.front())
        refuse(gate.below.place, fmt::format("`gates`: no mark closes the gate below {}: the least is {}",
                                             number_text(*gate.below), number_text(policy_.scale.front())));
      if (!policy_.scale.empty() && *gate.below > policy_.scale.back())
        refuse(gate.below.place, fmt::format("`gates`: every mark closes the gate below {}: the greatest is {}",
                                             number_text(*gate.below), number_text(policy_.scale.back())));
      policy_.gates.push_back({principle, *gate.below, *gate.at_best});
    }
  }

  // Half-open, rising, and together from the least possible total to the greatest.
  void bands() {
    if (file_.bands.empty()) return refuse(file_.place, "`bands` is empty or missing");
    std::vector<const EipBand*> rows;
    for (const EipBand& band : file_.bands)
      if (band.from && band.decision) rows.push_back(&band);
    std::stable_sort(rows.begin(), rows.end(), [](const EipBand* a, const EipBand* b) { return *a->from < *b->from; });
    if (rows.empty()) return;
    const double least = policy_.minimum();
    if (*rows.front()->from > least)
      refuse(rows.front()->from.place, fmt::format("the bands leave a gap: totals from {} to below {} have no decision",
                                                   number_text(least), number_text(*rows.front()->from)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const EipBand& band = *rows[i];
      if (band.below && *band.below <= *band.from)
        refuse(band.below.place,
               fmt::format("an empty band: from {} and below {}", number_text(*band.from), number_text(*band.below)));
      if (i + 1 == rows.size()) {
        if (band.below && *band.below <= policy_.maximum())
          refuse(band.below.place, fmt::format("the bands leave a gap: totals from {} to {} have no decision",
                                               number_text(*band.below), number_text(policy_.maximum())));
        continue;
      }
      const EipBand& next = *rows[i + 1];
      if (!band.below || *band.below > *next.from)
        refuse(next.from.place,
               fmt::format("the bands overlap: a total of {} would be {} and {}", number_text(*next.from),
                           word(*band.decision), word(*next.decision)),
               {{band.below ? band.below.place : band.place, "the band before it"}});
      else if (*band.below < *next.from)
        refuse(next.from.place,
               fmt::format("the bands leave a gap: totals from {} to below {} have no decision",
                           number_text(*band.below), number_text(*next.from)),
               {{band.below.place, "the band before it ends here"}});
      if (*next.decision <= *band.decision)
        refuse(next.decision.place, fmt::format("a higher total must mean a better decision; {} stands above {}",
                                                word(*next.decision), word(*band.decision)));
    }
    for (const EipBand* band : rows) policy_.bands.push_back({*band->from, band->below.value, *band->decision});
    if (problems_.empty())
      for (const EipBand* band : rows)
        if (!reached(*band->from, band->below.value))
          refuse(band->from.place,
                 fmt::format("`bands`: no total of the scale and weights is {}: from {}{}", word(*band->decision),
                             number_text(*band->from),
                             band->below ? " and below " + number_text(*band->below) : std::string{}));
  }

  // The totals that aggregated marks can add up to. Means, and what would be too many to list, lie so close that every
  // band between the ends has one.
  void list_totals() {
    constexpr std::size_t most = 200'000;
    std::vector<double> marks = policy_.scale;
    if (policy_.aggregate == Aggregate::median)
      for (std::size_t i = 0; i < policy_.scale.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) marks.push_back((policy_.scale[i] + policy_.scale[j]) / 2);
    if (policy_.aggregate == Aggregate::mean) return;
    std::set<double> totals{0};
    for (const double weight : policy_.weights) {
      std::set<double> next;
      for (const double total : totals)
        for (const double mark : marks) next.insert(settled(total + weight * mark));
      if (next.size() > most) return;
      totals = std::move(next);
    }
    totals_ = std::move(totals);
  }

  [[nodiscard]] bool reached(double from, const std::optional<double>& below) const {
    if (totals_.empty()) return from <= settled(policy_.maximum()) && (!below || *below > settled(policy_.minimum()));
    const auto at = totals_.lower_bound(from);
    return at != totals_.end() && (!below || *at < *below);
  }

  void rest() {
    if (file_.aggregate) policy_.aggregate = *file_.aggregate;
    else refuse(file_.place, "`aggregate` is missing: lower_median, median or mean");
    if (file_.quorum && file_.quorum->members && file_.quorum->chair) {
      policy_.quorum_members = *file_.quorum->members;
      policy_.quorum_chair = *file_.quorum->chair;
    } else {
      refuse(file_.quorum ? file_.quorum->place : file_.place, "`quorum` needs `members` and `chair`");
    }
    if (file_.votes && file_.votes->majority && file_.votes->tie && file_.votes->gates_bind) {
      policy_.tie = *file_.votes->tie;
      policy_.gates_bind = *file_.votes->gates_bind;
    } else {
      refuse(file_.votes ? file_.votes->place : file_.place, "`votes` needs `majority`, `tie` and `gates_bind`");
    }
    policy_.fragile_below = file_.fragile_below.value;
    policy_.agreement_low_below = file_.agreement_low_below.value;
    if (file_.review_term) policy_.review_years = file_.review_term->years.value;
  }

  // What has no source is an assumption, whether the file admits it or not.
  void assumptions() {
    const auto listed = [&](PolicyPart part) {
      return std::any_of(file_.assumptions.begin(), file_.assumptions.end(),
                         [&](const auto& name) { return name.is(part); });
    };
    const auto every = [](const auto& rows) {
      return !rows.empty() &&
             std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.source.recorded(); });
    };
    const auto add = [&](PolicyPart part, bool used, bool sourced) {
      if (used && (listed(part) || !sourced)) policy_.assumptions.push_back(part);
    };
    add(PolicyPart::scale, true, file_.scale->source && !file_.scale->assumption.is(true));
    add(PolicyPart::weights, true, false);
    add(PolicyPart::aggregate, true, false);
    add(PolicyPart::gates, true, every(file_.gates));
    add(PolicyPart::bands, true, every(file_.bands));
    add(PolicyPart::quorum, true, file_.quorum->source.recorded());
    add(PolicyPart::votes, true, file_.votes->source.recorded());
    add(PolicyPart::review_term, policy_.review_years.has_value(), file_.review_term && file_.review_term->source);
    add(PolicyPart::fragile_below, policy_.fragile_below.has_value(), false);
    add(PolicyPart::agreement_low_below, policy_.agreement_low_below.has_value(), false);
  }

  const EipPolicy& file_;
  ScoringPolicy policy_;
  std::set<double> totals_;  // empty: not listed
  std::vector<document::Problem> problems_;
};

}  // namespace

ScoringPolicyReading scoring_policy(const EipPolicy& file) { return Check(file).run(); }

bool ScoringPolicy::on_scale(double mark) const { return std::find(scale.begin(), scale.end(), mark) != scale.end(); }

double ScoringPolicy::minimum() const {
  double sum = 0;
  for (const double weight : weights) sum += weight * scale.front();
  return sum;
}

double ScoringPolicy::maximum() const {
  double sum = 0;
  for (const double weight : weights) sum += weight * scale.back();
  return sum;
}

double ScoringPolicy::total(const std::vector<double>& marks) const {
  double sum = 0;
  for (std::size_t p = 0; p < marks.size(); ++p) sum += weights[p] * marks[p];
  return settled(sum);
}

std::string ScoringPolicy::describe(PolicyPart part) const {
  std::vector<std::string> words;
  switch (part) {
    case PolicyPart::scale:
      for (const double value : scale) words.push_back(number_text(value));
      return fmt::format("scale: {} ({})", fmt::join(words, ", "), word(level));
    case PolicyPart::weights:
      for (std::size_t i = 0; i < principles.size(); ++i)
        if (weights[i] != 1) words.push_back(fmt::format("{} {}", word(principles[i]), number_text(weights[i])));
      return words.empty() ? "weights: every principle counts the same"
                           : fmt::format("weights: {}, the others 1", fmt::join(words, ", "));
    case PolicyPart::aggregate: return fmt::format("aggregate: {}", word(aggregate));
    case PolicyPart::gates:
      for (const ScoringGate& gate : gates)
        words.push_back(fmt::format("{} below {} is {} at best",
                                    gate.principle ? word(*gate.principle) : std::string_view("any principle"),
                                    number_text(gate.below), word(gate.at_best)));
      return words.empty() ? "gates: none" : fmt::format("gates: {}", fmt::join(words, "; "));
    case PolicyPart::bands:
      for (const ScoringBand& band : bands)
        words.push_back(fmt::format("{} from {}", word(band.decision), number_text(band.from)));
      return fmt::format("bands: {} of {}", fmt::join(words, ", "), number_text(maximum()));
    case PolicyPart::quorum:
      return fmt::format("quorum: {} members{}", quorum_members, quorum_chair ? " with the chair" : "");
    case PolicyPart::votes:
      return fmt::format("votes: more than half{}{}", tie == VoteTie::chair ? ", the chair breaks a tie" : "",
                         gates_bind ? ", closed gates bind" : "");
    case PolicyPart::review_term: return fmt::format("review term: {} years", review_years.value_or(0));
    case PolicyPart::fragile_below: return fmt::format("fragile below {}", number_text(fragile_below.value_or(0)));
    case PolicyPart::agreement_low_below:
      return fmt::format("agreement low below {}", number_text(agreement_low_below.value_or(0)));
  }
  return {};
}

double settled(double value) { return std::round(value * 1e9) / 1e9; }

std::string number_text(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return fmt::format("{}", static_cast<long long>(value));
  std::string text = fmt::format("{:.6f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace probation
