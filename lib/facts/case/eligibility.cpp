#include "facts/case/eligibility.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/eligibility_risk.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/needs.hpp"
#include "facts/catalogue/life.hpp"
#include "law/limits.hpp"

namespace probation {
namespace {

// ---- sex and age
// ----------------------------------------------------------------------------------------------------------

std::optional<EligibilityReason> sex_reason(const CaseFacts& facts, const Eligibility& asked) {
  if (asked.sexes.empty()) return std::nullopt;
  const std::string allowed = words_listed(asked.sexes);
  const auto is_for = [&](Sex one) {
    return std::any_of(asked.sexes.begin(), asked.sexes.end(), [&](const Located<Sex>& sex) { return sex.is(one); });
  };
  if (is_for(Sex::male) && is_for(Sex::female))  // whichever it is, the answer is the same
    return eligibility_reason(Ground::sex, Eligible::eligible, fmt::format("for {}", allowed), facts.file.place,
                              asked.sexes.place);
  if (!facts.file.person)
    return eligibility_reason(Ground::sex, Eligible::undetermined,
                              fmt::format("for {}; the sex is not recorded", allowed), facts.file.place,
                              asked.sexes.place, {{facts.file.place, "person"}});
  const Person& person = *facts.file.person;
  if (!person.sex)
    return eligibility_reason(Ground::sex, Eligible::undetermined,
                              fmt::format("for {}; the sex is not recorded", allowed), person.place, asked.sexes.place,
                              {{person.place, "sex"}});
  return eligibility_reason(Ground::sex, is_for(*person.sex) ? Eligible::eligible : Eligible::not_eligible,
                            fmt::format("for {}", allowed), person.sex.place, asked.sexes.place);
}

std::optional<EligibilityReason> age_reason(const CaseFacts& facts, const Eligibility& asked, Date first_session) {
  if (!asked.age || !(asked.age->min || asked.age->max)) return std::nullopt;
  const AgeRange& range = *asked.age;
  const std::string ages = range.min && range.max ? fmt::format("for ages {} to {}", *range.min, *range.max)
                           : range.min            ? fmt::format("from age {}", *range.min)
                                                  : fmt::format("up to age {}", *range.max);
  const auto unknown = [&](Place record, std::string_view key) {
    return eligibility_reason(Ground::age, Eligible::undetermined,
                              fmt::format("{}; the date of birth is not recorded", ages), record, range.place,
                              {{record, key}});
  };
  if (!facts.file.person) return unknown(facts.file.place, "person");
  if (!facts.file.person->date_of_birth) return unknown(facts.file.person->place, "date_of_birth");
  const int age = whole_years(*facts.file.person->date_of_birth, first_session);
  const bool in = (!range.min || age >= *range.min) && (!range.max || age <= *range.max);
  // The message says on which side, never the age: output holds no birth date, nor what gives it away.
  const std::string side = in                              ? ""
                           : range.min && age < *range.min ? fmt::format("; younger on {}", format(first_session))
                                                           : fmt::format("; older on {}", format(first_session));
  return eligibility_reason(Ground::age, in ? Eligible::eligible : Eligible::not_eligible, ages + side,
                            facts.file.person->date_of_birth.place, range.place);
}

// ---- offences
// -------------------------------------------------------------------------------------------------------------

struct OffenceMatch {
  const Located<OffenceCategory>* match = nullptr;
  std::vector<Missing> missing;
};
OffenceMatch match_offence(const CaseFacts& facts, const Order& order,
                           const List<Located<OffenceCategory>>& categories) {
  OffenceMatch found;
  if (!order.offences.recorded || !facts.is_whole(ListName::offences, "categories"))
    found.missing.push_back({order.place, "offences"});
  for (const Offence& offence : order.offences) {
    if (!offence.categories.recorded) found.missing.push_back({offence.place, "categories"});
    for (const Located<OffenceCategory>& category : offence.categories)
      for (const Located<OffenceCategory>& asked : categories)
        if (category && asked.is(*category) && found.match == nullptr) found.match = &category;
  }
  return found;
}

void offence_reasons(const CaseFacts& facts, const Order& order, const Eligibility& asked,
                     std::vector<EligibilityReason>& reasons) {
  const bool hidden = words_of_person_are_hidden(facts);  // the kinds asked for would tell the kind of the order
  const auto kinds = [&](const auto& list) { return hidden ? std::string("the kinds it names") : words_listed(list); };
  if (!asked.offences_any.empty()) {
    const OffenceMatch found = match_offence(facts, order, asked.offences_any);
    const std::string words = fmt::format("asks for an offence of {}", kinds(asked.offences_any));
    if (found.match != nullptr)
      reasons.push_back(eligibility_reason(Ground::offences, Eligible::eligible, words, found.match->place,
                                           asked.offences_any.place));
    else if (!found.missing.empty())
      reasons.push_back(eligibility_reason(Ground::offences, Eligible::undetermined,
                                           words + "; not every offence is recorded", found.missing.front().record,
                                           asked.offences_any.place, found.missing));
    else
      reasons.push_back(eligibility_reason(Ground::offences, Eligible::not_eligible, words + "; the order has none",
                                           order.offences.place, asked.offences_any.place));
  }
  if (!asked.offences_none.empty()) {
    const OffenceMatch found = match_offence(facts, order, asked.offences_none);
    const std::string words = fmt::format("not for an offence of {}", kinds(asked.offences_none));
    if (found.match != nullptr)
      reasons.push_back(
          eligibility_reason(Ground::offences, Eligible::not_eligible,
                             fmt::format("{}; the order has {}", words, hidden ? "one" : word(*found.match->value)),
                             found.match->place, asked.offences_none.place));
    else if (!found.missing.empty())
      reasons.push_back(eligibility_reason(Ground::offences, Eligible::undetermined,
                                           words + "; not every offence is recorded", found.missing.front().record,
                                           asked.offences_none.place, found.missing));
    else
      reasons.push_back(eligibility_reason(Ground::offences, Eligible::eligible, words, order.offences.place,
                                           asked.offences_none.place));
  }
}

// ---- need rule
// ------------------------------------------------------------------------------------------------------------

EligibilityReason needs_a(const CaseFacts& facts, const Assessment* assessment, Place condition,
                          const Dated<int>& least, Date first_session) {
  std::int64_t sum = 0;
  std::vector<Missing> missing;
  Place place = facts.file.place;
  if (assessment == nullptr) {
    missing.push_back({facts.file.place, "assessments"});
  } else {
    place = assessment->items.recorded ? assessment->items.place : assessment->place;
    if (!assessment->items.recorded) missing.push_back({assessment->place, "items"});
    else
      for (const std::string_view item : limits::needs_a_items) {
        const auto* entry = assessment->items.find(item);
        if (entry != nullptr && entry->value) sum += *entry->value;
        else missing.push_back({assessment->items.place, item});
      }
  }
  const std::int64_t unknown_items = assessment == nullptr || !assessment->items.recorded
                                         ? static_cast<std::int64_t>(limits::needs_a_items.size())
                                         : static_cast<std::int64_t>(missing.size());
  const auto* item_max = limits::oasys_item_max.at(ByEvent{first_session});
  const std::int64_t at_most = sum + unknown_items * (item_max == nullptr ? 0 : item_max->value);
  const std::string words = fmt::format("asks for {} or more over the seven OASys items of rule A", least.value);
  EligibilityReason r =
      sum >= least.value
          ? eligibility_reason(Ground::need, Eligible::eligible,
                               fmt::format("{}; they give {}{}", words, missing.empty() ? "" : "at least ", sum), place,
                               condition)
      : at_most < least.value
          ? eligibility_reason(Ground::need, Eligible::not_eligible,
                               fmt::format("{}; they give {}{}", words, missing.empty() ? "" : "at most ", at_most),
                               place, condition)
          : eligibility_reason(Ground::need, Eligible::undetermined, words + "; not all are recorded", place, condition,
                               missing);
  r.law = &least.source;
  return r;
}

EligibilityReason needs_b(const CaseFacts& facts, const Assessment* assessment, Place condition,
                          const Dated<int>& score) {
  const std::string words =
      fmt::format("asks for OASys item {} = {}, or thinking and behaviour or attitudes linked to harm",
                  limits::needs_b_item, score.value);
  std::vector<Missing> missing;
  std::optional<Place> shown;
  if (assessment == nullptr) {
    missing.push_back({facts.file.place, "assessments"});
  } else {
    const auto* item = assessment->items.recorded ? assessment->items.find(limits::needs_b_item) : nullptr;
    if (item != nullptr && item->value) {
      if (*item->value == score.value) shown = item->value.place;
    } else {
      missing.push_back(assessment->items.recorded ? Missing{assessment->items.place, limits::needs_b_item}
                                                   : Missing{assessment->place, "items"});
    }
    for (const NeedArea area : {NeedArea::thinking_and_behaviour, NeedArea::attitudes}) {
      bool known = false;
      const Need* row = nullptr;
      for (const Need& need : assessment->needs) {
        if (!need.area.is(area)) continue;
        row = &need;
        known = known || need.linked_to_harm.recorded();
        if (need.linked_to_harm.is(true) && !shown) shown = need.linked_to_harm.place;
      }
      if (!known)
        missing.push_back(row != nullptr ? Missing{row->place, "linked_to_harm"} : Missing{assessment->place, "needs"});
    }
  }
  const Place place = shown ? *shown : assessment != nullptr ? assessment->place : facts.file.place;
  EligibilityReason r =
      shown ? eligibility_reason(Ground::need, Eligible::eligible, words, place, condition)
      : missing.empty()
          ? eligibility_reason(Ground::need, Eligible::not_eligible, words + "; none of them holds", place, condition)
          : eligibility_reason(Ground::need, Eligible::undetermined, words + "; not all of it is recorded", place,
                               condition, missing);
  r.law = &score.source;
  return r;
}

// What the newest assessment in the file decides is open where one is known to be missing: it may be newer.
EligibilityReason unless_newer(const CaseFacts& facts, const Assessment* assessment, EligibilityReason reason) {
  if (assessment == nullptr || facts.is_whole(ListName::assessments)) return reason;
  reason.verdict = Eligible::undetermined;
  reason.message += "; an assessment that is not in the file may be newer";
  reason.missing.push_back({facts.file.place, "assessments"});
  return reason;
}

}  // namespace

std::string_view word(Eligible verdict) {
  static constexpr std::array<std::string_view, 3> words{"eligible", "not_eligible", "undetermined"};
  static_assert(words.size() == static_cast<std::size_t>(Eligible::undetermined) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(verdict)];
}
std::string_view word(Ground ground) {
  static constexpr std::array<std::string_view, 8> words{"sex",  "age",           "offences",         "risk",
                                                         "need", "substance_use", "months_remaining", "travel"};
  static_assert(words.size() == static_cast<std::size_t>(Ground::travel) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(ground)];
}

std::vector<EligibilityReason> eligibility(const CaseFacts& facts, const Order& order, const Intervention& intervention,
                                           Date first_session) {
  std::vector<EligibilityReason> reasons;
  if (!intervention.eligibility) return reasons;
  const Eligibility& asked = *intervention.eligibility;
  if (auto r = sex_reason(facts, asked)) reasons.push_back(std::move(*r));
  if (auto r = age_reason(facts, asked, first_session)) reasons.push_back(std::move(*r));
  offence_reasons(facts, order, asked, reasons);
  const Assessment* assessment = newest_assessment(facts);
  for (const RiskItem& item : asked.risk_all) {
    // What every score satisfies, or none, no assessment changes.
    EligibilityReason any_score = risk_reason(facts, nullptr, item);
    reasons.push_back(any_score.verdict != Eligible::undetermined
                          ? std::move(any_score)
                          : unless_newer(facts, assessment, risk_reason(facts, assessment, item)));
  }
  if (asked.need_rule.is(NeedRule::needs_a))
    if (const auto* least = limits::needs_a_min_sum.at(ByEvent{first_session}))
      reasons.push_back(
          unless_newer(facts, assessment, needs_a(facts, assessment, asked.need_rule.place, *least, first_session)));
  if (asked.need_rule.is(NeedRule::needs_b))
    if (const auto* score = limits::needs_b_item_score.at(ByEvent{first_session}))
      reasons.push_back(unless_newer(facts, assessment, needs_b(facts, assessment, asked.need_rule.place, *score)));
  return reasons;
}

std::optional<EligibilityReason> substance_use_reason(const CaseFacts& facts, const Intervention& intervention) {
  if (!intervention.eligibility) return std::nullopt;
  const Located<Exclusion>* asked = nullptr;
  for (const Located<Exclusion>& exclusion : intervention.eligibility->excluded_if)
    if (exclusion.is(Exclusion::substance_use_unstable)) asked = &exclusion;
  if (asked == nullptr) return std::nullopt;
  const auto unknown = [&](Place record, std::string_view key) {
    return eligibility_reason(Ground::substance_use, Eligible::undetermined,
                              "asks for stable substance use; not recorded", record, asked->place, {{record, key}});
  };
  if (!facts.file.plan) return unknown(facts.file.place, "plan");
  if (!facts.file.plan->constraints) return unknown(facts.file.plan->place, "constraints");
  const Located<bool>& stable = facts.file.plan->constraints->substance_use_stable;
  if (!stable) return unknown(facts.file.plan->constraints->place, "substance_use_stable");
  return eligibility_reason(Ground::substance_use, *stable ? Eligible::eligible : Eligible::not_eligible,
                            *stable ? "substance use is stable" : "substance use is not stable", stable.place,
                            asked->place);
}

std::optional<EligibilityReason> months_remaining_reason(const CaseFacts& facts, const Order& order,
                                                         const Requirement* requirement,
                                                         const Intervention& intervention, Date first_session) {
  if (!intervention.eligibility || !intervention.eligibility->months_remaining) return std::nullopt;
  const MonthsRemaining& asked = *intervention.eligibility->months_remaining;
  const auto unknown = [&](Place record, std::string_view key, std::string message) {
    return eligibility_reason(Ground::months_remaining, Eligible::undetermined, std::move(message), record, asked.place,
                              {{record, key}});
  };
  if (!(asked.community_order || asked.suspended_sentence_order || asked.licence)) return std::nullopt;
  if (!order.type) return unknown(order.place, "type", "asks for months by type of order; the type is not recorded");
  const Located<std::int64_t>* months = nullptr;
  switch (*order.type) {
    case OrderType::community_order: months = &asked.community_order; break;
    case OrderType::suspended_sentence_order:
      months = asked.suspended_sentence_order ? &asked.suspended_sentence_order : &asked.community_order;
      break;
    case OrderType::licence: months = &asked.licence; break;
    case OrderType::post_sentence_supervision:
    case OrderType::other: break;
  }
  if (months == nullptr || !*months) return std::nullopt;
  const int needed =
      static_cast<int>(std::min<std::int64_t>(**months, 1200));  // no order is longer; dates stay in range
  const RelevantPeriod period = facts.relevant_period(order, requirement);
  const std::string words =
      fmt::format("asks for {} from the first session on {}", counted(needed, "month"), format(first_session));
  const Date enough = period_beginning_with(first_session, Months{needed});
  const bool known_short = period.last && *period.last < enough;
  if (!known_short && (!period.last || std::any_of(period.missing.begin(), period.missing.end(),
                                                   [](const Missing& one) { return one.key != "sentence_date"; }))) {
    EligibilityReason r = eligibility_reason(Ground::months_remaining, Eligible::undetermined,
                                             words + "; the end is not recorded", order.place, months->place, {});
    for (const Missing& one : period.missing)
      if (one.key != "sentence_date") r.missing.push_back(one);
    r.months_needed = needed;
    return r;
  }
  EligibilityReason r =
      eligibility_reason(Ground::months_remaining, Eligible::eligible, words, period.last_place, months->place);
  r.months_needed = needed;
  if (known_short) {
    r.ask_treatment_manager = asked.below.is(BelowMonths::check_with_treatment_manager);
    r.verdict = r.ask_treatment_manager ? Eligible::undetermined : Eligible::not_eligible;
    r.message = fmt::format("{}, to {}; {} is the last day{}", words, format(enough), format(*period.last),
                            r.ask_treatment_manager ? ": check with the treatment manager" : "");
  }
  return r;
}

std::optional<EligibilityReason> travel_reason(const CaseFacts& facts, const Intervention& intervention, Date day,
                                               const std::string& place) {
  const auto limit = facts.policy.resolve("travel_minutes", day);
  if (!limit || !intervention.id) return std::nullopt;
  bool local_only = false;
  const auto done = [&](EligibilityReason r) {
    r.standard = limit;
    r.only_local = local_only;
    return r;
  };
  const auto unknown = [&](Place record, std::string_view key) {
    return done(eligibility_reason(Ground::travel, Eligible::undetermined, "the journey is not recorded", record, {},
                                   {{record, key}}));
  };
  if (!facts.file.plan) return unknown(facts.file.place, "plan");
  if (!facts.file.plan->constraints) return unknown(facts.file.plan->place, "constraints");
  const Constraints& constraints = *facts.file.plan->constraints;
  if (!constraints.travel_minutes.recorded) return unknown(constraints.place, "travel_minutes");
  const auto* entry = place.empty() ? nullptr : constraints.travel_minutes.find(place);
  if (entry == nullptr) entry = constraints.travel_minutes.find(intervention.id->text);
  if (entry == nullptr || !entry->value) return unknown(constraints.travel_minutes.place, intervention.id->text);
  const bool in = *entry->value <= limit->number();
  local_only = !in && *entry->value <= limit->national_number();
  return done(
      eligibility_reason(Ground::travel, in ? Eligible::eligible : Eligible::not_eligible,
                         fmt::format("{} minutes to travel one way; the limit is {}", *entry->value, limit->number()),
                         entry->value.place, {}));
}

Eligible worst(const std::vector<EligibilityReason>& reasons) {
  Eligible verdict = Eligible::eligible;
  for (const EligibilityReason& one : reasons) {
    if (one.verdict == Eligible::not_eligible) return Eligible::not_eligible;
    if (one.verdict == Eligible::undetermined) verdict = Eligible::undetermined;
  }
  return verdict;
}

Approval approval_on(const Intervention& intervention, Date day) {
  const Life life = life_on(intervention, day);
  if (!life.recorded) return {std::nullopt, {}, "lifecycle.state", false};
  if (life.is(LifecycleState::provisional)) return {false, "is approved provisionally only", {}, false};
  if (!life.state) {
    const Lifecycle& lifecycle = *intervention.lifecycle;
    return {false,
            lifecycle.approved_date && day < *lifecycle.approved_date
                ? fmt::format("was approved on {}, after {}", format(*lifecycle.approved_date), format(day))
                : fmt::format("is not in the register on {}", format(day)),
            {},
            false};
  }
  if (!life.in_use()) return {false, fmt::format("is {}", life.words()), {}, false};
  return {true, {}, {}, true};
}

std::vector<std::string> open_questions(const Intervention& intervention) {
  std::vector<std::string> questions;
  if (!intervention.eligibility) return questions;
  for (const Located<Exclusion>& exclusion : intervention.eligibility->excluded_if) {
    if (exclusion.is(Exclusion::accredited_programme_suitable))
      questions.emplace_back("is the person suitable for an accredited programme? then this is not for them");
    if (exclusion.is(Exclusion::acute_mental_health))
      questions.emplace_back("is the person acutely mentally unwell? then this is not for them now");
  }
  return questions;
}

}  // namespace probation
