#include "measures/measures.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "facts/case/activities.hpp"
#include "facts/case/needs.hpp"
#include "facts/case/order_kinds.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/reviews.hpp"
#include "facts/case/share_gone.hpp"
#include "facts/case/working_day_limits.hpp"
#include "law/bank_holidays.hpp"
#include "rules/engine.hpp"
#include "rules/report.hpp"

namespace probation::caseload {

const std::vector<MeasureRow>& measure_rows() {
  static const std::vector<MeasureRow> rows{
      {"assessed_after_sentence", "order", "assessed after sentence"},
      {"first_need_planned", "order", "an activity for the first-ranked need"},
      {"days_planned_per_activity", "order", "every activity says how many days"},
      {"planned_days_fit", "order", "the days planned fit the maximum"},
      {"purposeful_activity_delivered", "order", "some purposeful activity delivered"},
      {"on_pace", "order", "delivery on pace"},
      {"days_arranged", "order", "days arranged keep up with the time gone"},
      {"absences_decided", "absence", "missed sessions decided"},
      {"failures_acted_on", "failure", "failures warned or referred"},
      {"reviews_in_time", "review", "completion reviews in time"},
      {"record_agrees", "order", "the record agrees with what was reported"},
      {"most_linked_need_first", "order", "the first-ranked need worked on first"},
      {"public_protection_considered", "order", "public protection considered in the plan"},
      {"diversity_considered", "order", "diversity considered in the plan"},
      {"programme_or_treatment_considered", "order", "programme or treatment considered before RAR"},
      {"progress_on_first_need", "order", "progress on the first-ranked need"},
      {"report_before_sentence", "order", "a report before sentence"},
      {"days_within_proposal", "order", "the maximum within what was proposed"},
      {"requirement_share", "order of any kind", "orders with a requirement of the type"},
      {"days_by_provider", "RAR day", "days delivered by the provider"},
  };
  return rows;
}

MeasureCount& MeasureCount::operator+=(const MeasureCount& other) {
  yes += other.yes;
  no += other.no;
  undetermined += other.undetermined;
  not_applicable += other.not_applicable;
  return *this;
}

void MeasureCount::add(Answer answer) {
  switch (answer) {
    case Answer::yes: ++yes; break;
    case Answer::no: ++no; break;
    case Answer::undetermined: ++undetermined; break;
    case Answer::not_applicable: ++not_applicable; break;
  }
}

namespace {

using rules::Finding;
using rules::Verdict;

Answer truth(bool yes) { return yes ? Answer::yes : Answer::no; }

bool is_treatment(RequirementType type) {
  return type == RequirementType::mental_health_treatment || type == RequirementType::drug_rehabilitation ||
         type == RequirementType::alcohol_treatment;
}

// A community or suspended sentence order with a RAR, made on or before as-of, running on it or ended in the 12 months
// before.
bool is_unit(const CaseFacts& facts, const Order& order) {
  if (!is_sentence(order) || std::none_of(order.requirements.begin(), order.requirements.end(), is_rar)) return false;
  if (order.sentence_date && *order.sentence_date > facts.as_of) return false;
  const Date from = months_before(facts.as_of, Months{12});
  if (order.termination && order.termination->date) return *order.termination->date >= from;
  const KnownDate end = facts.delivery_end(order);
  return !end || *end >= from;
}

class CaseMeasures {
 public:
  explicit CaseMeasures(const CaseFacts& facts) : facts_(facts), needs_(ranked_needs(facts)) {
    origin_.crn = facts.file.crn ? facts.file.crn->text : std::string{};
  }

  std::vector<MeasureUnit> all() {
    constexpr std::size_t usual = 80;  // units of one case
    units_.reserve(usual);
    for (const Order& order : facts_.file.orders) {
      shares(order);
      if (!is_unit(facts_, order)) continue;
      say("assessed_after_sentence", order, by_rule("PLN301", order));
      say("first_need_planned", order, first_need_planned(order));
      say("days_planned_per_activity", order, days_planned(order));
      say("planned_days_fit", order,
          has_activity(order) == Answer::no ? Answer::not_applicable : by_rule("RAR202", order));
      say("purposeful_activity_delivered", order, purposeful(order));
      say("on_pace", order, by_rule("RAR212", order));
      say("days_arranged", order, days_arranged(order));
      absences(order);
      failures(order);
      reviews(order);
      say("record_agrees", order, record_agrees(order));
      say("most_linked_need_first", order, first_need_first(order));
      say("public_protection_considered", order, public_protection());
      say("diversity_considered", order, considered(&Considers::diversity));
      say("programme_or_treatment_considered", order, alternatives_considered(order));
      say("progress_on_first_need", order, progress(order));
      say("report_before_sentence", order, report_before(order));
      say("days_within_proposal", order, within_proposal(order));
      days_by_provider(order);
    }
    return std::move(units_);
  }

 private:
  void say(std::string_view measure, const Order& order, Answer answer, std::string_view group = {},
           std::string value = {}) {
    units_.push_back({measure, &order, group, std::move(value), answer});
  }

  const std::vector<Finding>& findings(std::string_view rule) {
    const auto [at, fresh] = findings_.try_emplace(rule);
    if (fresh) {
      const rules::Rule* found = rules::find_rule(rule);
      // Which outcome of which order is all that is asked.
      rules::Report::Counts counts{};
      const rules::Detail outcomes{.words = false, .gaps = false, .excerpts = false, .extents = false};
      rules::Report report(*found, origin_, at->second, counts, outcomes);
      report.about(facts_);
      found->check_case(facts_, report);
    }
    return at->second;
  }

  // Where the orders did not decode no rule is assessed: none of them says yes.
  [[nodiscard]] bool is_read() const { return facts_.file.orders.recorded; }
  static Answer combine(Answer a, Answer b) {
    if (a == Answer::no || b == Answer::no) return Answer::no;
    if (a == Answer::undetermined || b == Answer::undetermined) return Answer::undetermined;
    return a == Answer::yes || b == Answer::yes ? Answer::yes : Answer::not_applicable;
  }
  static Answer answer_of(Verdict verdict) {
    switch (verdict) {
      case Verdict::pass: return Answer::yes;
      case Verdict::fail: return Answer::no;
      case Verdict::not_applicable: return Answer::not_applicable;
      default: return Answer::undetermined;
    }
  }
  // What the rule says of the order and its requirements, the worst of it.
  Answer by_rule(std::string_view rule, const Order& order) {
    if (!is_read()) return Answer::undetermined;
    Answer answer = Answer::not_applicable;
    for (const Finding& finding : findings(rule))
      if (finding.is_of_file || finding.order == &order) answer = combine(answer, answer_of(finding.outcome));
    return answer;
  }

  [[nodiscard]] bool activities_known() const {
    return facts_.file.plan && facts_.file.plan->activities.recorded && facts_.is_whole(ListName::activities);
  }
  // Activities of the order's RAR that are not withdrawn.
  [[nodiscard]] std::vector<const Activity*> rar_activities(const Order& order) const {
    std::vector<const Activity*> found;
    for (const Activity* activity : facts_.activities) {
      if (activity->status.is(ActivityStatus::withdrawn)) continue;
      const Requirement* requirement = facts_.requirement_of(*activity);
      if (requirement != nullptr ? is_rar(*requirement) && facts_.order_of(*requirement) == &order
                                 : facts_.file.orders.size() == 1)
        found.push_back(activity);
    }
    return found;
  }
  [[nodiscard]] Answer has_activity(const Order& order) const {
    return !activities_known() ? Answer::undetermined : truth(!rar_activities(order).empty());
  }

  // It is known that there is no need to rank: nothing was assessed, or the assessment found none.
  [[nodiscard]] bool none_ranked() const {
    return (facts_.is_whole(ListName::assessments) && facts_.file.assessments.empty()) ||
           (needs_.missing.empty() && needs_.needs.empty());
  }

  [[nodiscard]] Answer first_need_planned(const Order& order) const {
    if (none_ranked()) return Answer::not_applicable;
    if (!needs_.missing.empty()) return Answer::undetermined;
    bool unsaid = !activities_known();
    for (const Activity* activity : facts_.activities) {
      const Requirement* under = facts_.requirement_of(*activity);
      if (activity->status.is(ActivityStatus::withdrawn) || (under != nullptr && facts_.order_of(*under) != &order))
        continue;
      if (activity->need.is(*needs_.first()->area)) return Answer::yes;
      unsaid = unsaid || !activity->need;
    }
    return unsaid ? Answer::undetermined : Answer::no;
  }
  [[nodiscard]] Answer days_planned(const Order& order) const {
    if (!activities_known()) return Answer::undetermined;
    const auto activities = rar_activities(order);
    if (activities.empty()) return Answer::not_applicable;
    return truth(std::all_of(activities.begin(), activities.end(),
                             [](const Activity* a) { return a->planned_days && *a->planned_days >= 1; }));
  }

  [[nodiscard]] Answer purposeful(const Order& order) const {
    // Young orders are left out whatever they have delivered: counted only where they have, they would flatter the
    // share.
    const auto limit = facts_.policy.resolve("purposeful_activity_share_percent", facts_.as_of);
    const ShareGone share = share_gone(facts_, order, nullptr);
    if (!limit || (share.days_gone && !share.over(limit->number()))) return Answer::not_applicable;
    if (!share.days_gone) return Answer::undetermined;
    bool open = !facts_.is_whole(ListName::contacts);
    for (const Requirement& requirement : order.requirements) {
      if (!is_rar(requirement)) continue;
      const RarDays& days = strict_days(facts_, order, requirement);
      if (!days.days.empty()) return Answer::yes;
      open = open || !days.missing.empty() || !days.possible_days.empty();
    }
    for (const Contact* contact : facts_.contacts) {
      if (!contact->type.is(ContactType::programme_session) && !contact->type.is(ContactType::treatment_session))
        continue;
      if (!contact->date || *contact->date > facts_.as_of ||
          (facts_.order_of(*contact) != nullptr && facts_.order_of(*contact) != &order))
        continue;
      if (contact->outcome && attended(*contact->outcome) == Stated::yes && complied(*contact->outcome) == Stated::yes)
        return Answer::yes;
      open = open || (!contact->outcome && *contact->date < facts_.as_of);
    }
    return open ? Answer::undetermined : Answer::no;
  }

  [[nodiscard]] Answer days_arranged(const Order& order) const {
    Answer answer = Answer::not_applicable;
    for (const Requirement& requirement : order.requirements) {
      if (!is_rar(requirement)) continue;
      const KnownAmount maximum = facts_.max_days(requirement);
      const ShareGone share = share_gone(facts_, order, &requirement);
      if (!maximum || *maximum <= 0 || !share.days_gone || !facts_.file.contacts.recorded) {
        answer = combine(answer, Answer::undetermined);
        continue;
      }
      std::set<Date> dates;
      for (const Contact* contact : facts_.contacts)
        if (contact->rar_activity.is(true) && contact->date && facts_.requirement_of(*contact) == &requirement)
          dates.insert(*contact->date);
      const bool enough = static_cast<std::int64_t>(dates.size()) * share.days_in_all >= *share.days_gone * *maximum;
      const bool whole = facts_.is_whole(ListName::contacts);
      answer = combine(answer, enough || whole ? truth(enough) : Answer::undetermined);
    }
    return answer;
  }

  void absences(const Order& order) {
    if (!facts_.is_whole(ListName::contacts)) say("absences_decided", order, Answer::undetermined);
    for (const Contact* contact : facts_.contacts) {
      const Order* own = facts_.order_of(*contact);
      if (own != &order || !contact->date || *contact->date >= facts_.as_of) continue;
      const bool absent = !contact->outcome || contact->outcome.is(Outcome::failed_to_attend) ||
                          attended(*contact->outcome) == Stated::no;
      if (!absent) continue;
      const auto limit = facts_.policy.resolve("outcome_decision_working_days", *contact->date);
      if (!limit) continue;
      const std::optional<bool> young = working_day_limit(*contact->date, *limit).in_time(facts_.as_of);
      if (young == true) continue;
      const bool decided = contact->outcome && !contact->outcome.is(Outcome::failed_to_attend);
      say("absences_decided", order, decided ? Answer::yes : young ? Answer::no : Answer::undetermined);
    }
  }

  // ENF402 and ENF403 for each failure: every outcome they gave it, the worst of it.
  void failures(const Order& order) {
    if (!facts_.is_whole(ListName::contacts) || !is_read()) say("failures_acted_on", order, Answer::undetermined);
    if (!is_read()) return;
    std::map<std::string_view, Answer> answers;  // by the contact
    for (const std::string_view rule : {"ENF402", "ENF403"})
      for (const Finding& finding : findings(rule)) {
        if (finding.order != &order || finding.entry_id.empty()) continue;
        const auto [at, fresh] = answers.try_emplace(finding.entry_id, Answer::not_applicable);
        at->second = combine(at->second, answer_of(finding.outcome));
      }
    for (const Contact* contact : facts_.contacts) {
      if (!contact->id) continue;
      const auto at = answers.find(contact->id->text);
      if (at != answers.end() && at->second != Answer::not_applicable) say("failures_acted_on", order, at->second);
    }
  }

  void reviews(const Order& order) {
    for (const Requirement& requirement : order.requirements)
      for (const ReviewKind kind : {ReviewKind::completion_6_months, ReviewKind::completion_3_months}) {
        const ReviewDue review = review_due(facts_, order, requirement, kind);
        switch (review.state) {
          case DueState::done:
            say("reviews_in_time", order, *review.due <= facts_.as_of ? Answer::yes : Answer::not_applicable);
            break;
          case DueState::done_late:
          case DueState::overdue: say("reviews_in_time", order, Answer::no); break;
          case DueState::undetermined: say("reviews_in_time", order, Answer::undetermined); break;
          default: break;
        }
      }
  }

  Answer record_agrees(const Order& order) {
    const auto& reported = facts_.file.reported;
    if (!reported || (!reported->rar_days.recorded && !reported->failures_to_comply.recorded))
      return Answer::not_applicable;
    return combine(by_rule("RAR210", order), by_rule("ENF410", order));
  }

  [[nodiscard]] Answer first_need_first(const Order& order) const {
    if (!facts_.is_whole(ListName::contacts) || !activities_known()) return Answer::undetermined;
    const Activity* earliest = nullptr;
    const Contact* first = nullptr;
    for (const Activity* activity : facts_.activities) {
      const Requirement* requirement = facts_.requirement_of(*activity);
      if (requirement != nullptr && facts_.order_of(*requirement) != &order) continue;
      const Contact* contact = first_attended(facts_, *activity);
      if (contact == nullptr || (first != nullptr && *contact->date >= *first->date)) continue;
      first = contact;
      earliest = activity;
    }
    if (earliest == nullptr) return Answer::not_applicable;
    if (none_ranked()) return Answer::not_applicable;
    if (!needs_.missing.empty() || !earliest->need) return Answer::undetermined;
    return truth(earliest->need.is(*needs_.first()->area));
  }

  [[nodiscard]] Answer considered(Located<bool> Considers::*which) const {
    const auto& plan = facts_.file.plan;
    if (!plan || !plan->considers || !((*plan->considers).*which)) return Answer::undetermined;
    return truth(*((*plan->considers).*which));
  }
  [[nodiscard]] Answer public_protection() const {
    const Assessment* newest = needs_.assessment;
    if (newest != nullptr && newest->rosh.is(RiskLevel::low) && newest->needs.recorded &&
        std::none_of(newest->needs.begin(), newest->needs.end(),
                     [](const Need& need) { return need.linked_to_harm.is(true); }))
      return Answer::not_applicable;
    return considered(&Considers::public_protection);
  }

  [[nodiscard]] Answer alternatives_considered(const Order& order) const {
    const bool has = std::any_of(order.requirements.begin(), order.requirements.end(), [](const Requirement& r) {
      return r.type && (r.type.is(RequirementType::accredited_programme) || is_treatment(*r.type));
    });
    if (has) return Answer::yes;
    if (!order.pre_sentence_report || !order.pre_sentence_report->considered.recorded) return Answer::undetermined;
    const bool considered = !order.pre_sentence_report->considered.empty();
    return considered || facts_.knows_requirements(order) ? truth(considered) : Answer::undetermined;
  }

  [[nodiscard]] Answer progress(const Order& order) const {
    constexpr int half = 50;  // measures: not asked before half of the order is gone
    const ShareGone share = share_gone(facts_, order, nullptr);
    if (share.days_gone && std::int64_t{100} * *share.days_gone < std::int64_t{half} * share.days_in_all)
      return Answer::not_applicable;
    if (none_ranked()) return Answer::not_applicable;
    if (!needs_.missing.empty()) return Answer::undetermined;
    const Need* first = needs_.first();
    if (facts_.file.plan)
      for (const Objective& objective : facts_.file.plan->objectives)
        if (objective.need.is(*first->area) && objective.status.is(ObjectiveStatus::achieved)) return Answer::yes;
    bool open = !share.days_gone || !activities_known() || !facts_.is_whole(ListName::contacts);
    for (const Requirement& requirement : order.requirements) {
      if (!is_rar(requirement)) continue;
      const RarDays& days = strict_days(facts_, order, requirement);
      open = open || !days.missing.empty();
      for (const Activity* activity : facts_.activities)
        if (activity->need.is(*first->area) && !strict_days_of(days, facts_, *activity).empty()) return Answer::yes;
    }
    return open ? Answer::undetermined : Answer::no;
  }

  [[nodiscard]] static Answer report_before(const Order& order) {
    if (!order.pre_sentence_report || !order.pre_sentence_report->date || !order.sentence_date)
      return Answer::undetermined;
    return truth(*order.pre_sentence_report->date <= *order.sentence_date);
  }
  [[nodiscard]] Answer within_proposal(const Order& order) const {
    if (!is_read()) return Answer::undetermined;
    if (!order.pre_sentence_report || !order.pre_sentence_report->proposed_days) return Answer::not_applicable;
    Answer answer = Answer::not_applicable;
    for (const Requirement& requirement : order.requirements)  // what the court made, not what it was changed to
      if (is_rar(requirement))
        answer = combine(answer, requirement.max_days
                                     ? truth(*requirement.max_days <= *order.pre_sentence_report->proposed_days)
                                     : Answer::undetermined);
    return answer;
  }

  // Of every community and suspended sentence order; the three kinds of treatment also together, as the inspectorate
  // counts them.
  void shares(const Order& order) {
    if (!is_sentence(order) || (order.sentence_date && *order.sentence_date > facts_.as_of)) return;
    const auto holds = [&](auto wanted) {
      return std::any_of(order.requirements.begin(), order.requirements.end(),
                         [&](const Requirement& r) { return r.type && wanted(*r.type); });
    };
    const auto share = [&](std::string value, bool has) {
      say("requirement_share", order, has || facts_.knows_requirements(order) ? truth(has) : Answer::undetermined,
          "type", std::move(value));
    };
    for (std::size_t i = 0; i < document::Worded<RequirementType>::words.size(); ++i) {
      const auto type = static_cast<RequirementType>(i);
      share(std::string(document::word(type)), holds([&](RequirementType t) { return t == type; }));
    }
    share("treatment", holds(is_treatment));
  }

  void days_by_provider(const Order& order) {
    for (const Requirement& requirement : order.requirements) {
      if (!is_rar(requirement)) continue;
      const RarDays& days = strict_days(facts_, order, requirement);
      for (const CountedDay& day : days.days) {
        const Activity* activity = day.contact->activity ? facts_.activity(day.contact->activity->text) : nullptr;
        std::optional<Provider> provider =
            activity == nullptr ? std::optional(Provider::practitioner) : activity->provider.value;
        for (std::size_t i = 0; i < document::Worded<Provider>::words.size(); ++i) {
          const auto candidate = static_cast<Provider>(i);
          say("days_by_provider", order, !provider ? Answer::undetermined : truth(*provider == candidate), "provider",
              std::string(document::word(candidate)));
        }
      }
    }
  }

  const CaseFacts& facts_;
  RankedNeeds needs_;
  rules::Origin origin_;
  std::map<std::string_view, std::vector<Finding>> findings_;
  std::vector<MeasureUnit> units_;
};

}  // namespace

std::vector<MeasureUnit> measure(const CaseFacts& facts) { return CaseMeasures(facts).all(); }

}  // namespace probation::caseload
