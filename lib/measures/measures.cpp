#include "measures/measures.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/reviews.hpp"
#include "measures/answers.hpp"
#include "measures/contact_answers.hpp"
#include "measures/plan_answers.hpp"
#include "measures/unit_orders.hpp"
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

bool is_treatment(RequirementType type) {
  return type == RequirementType::mental_health_treatment || type == RequirementType::drug_rehabilitation ||
         type == RequirementType::alcohol_treatment;
}

class CaseMeasures {
 public:
  explicit CaseMeasures(const CaseFacts& facts) : facts_(facts), plan_(facts) {
    origin_.crn = facts.file.crn ? facts.file.crn->text : std::string{};
    for (const Order& order : facts.file.orders) is_unit_.push_back(is_unit(facts, order));
  }

  std::vector<MeasureUnit> all() {
    constexpr std::size_t usual = 80;  // units of one case
    units_.reserve(usual);
    for (std::size_t i = 0; i < facts_.file.orders.size(); ++i) {
      const Order& order = facts_.file.orders[i];
      shares(order);
      if (is_unit_[i] == false) continue;
      is_known_unit_ = is_unit_[i].has_value();
      of_order(order);
      is_known_unit_ = true;
    }
    of_no_known_order();
    if (!facts_.is_whole(ListName::orders) || (!facts_.file.orders.recorded && facts_.file.orders.empty()))
      of_missing_orders();
    return std::move(units_);
  }

 private:
  void of_order(const Order& order) {
    say("assessed_after_sentence", order, by_rule("PLN301", order));
    say("first_need_planned", order, plan_.first_need_planned(order));
    say("days_planned_per_activity", order, plan_.days_planned_per_activity(order));
    say("planned_days_fit", order, planned_days_fit(order));
    say("purposeful_activity_delivered", order, purposeful_activity_delivered(facts_, order));
    say("on_pace", order, by_rule("RAR212", order));
    say("days_arranged", order, days_arranged(facts_, order));
    absences(order);
    failures(order);
    reviews(order);
    say("record_agrees", order, record_agrees(order));
    say("most_linked_need_first", order, plan_.most_linked_need_first(order));
    say("public_protection_considered", order, plan_.public_protection_considered());
    say("diversity_considered", order, plan_.diversity_considered());
    say("programme_or_treatment_considered", order, alternatives_considered(order));
    say("progress_on_first_need", order, plan_.progress_on_first_need(order));
    say("report_before_sentence", order, report_before(order));
    say("days_within_proposal", order, within_proposal(order));
    days_by_provider(order);
  }

  // Of what may be no unit no answer is known.
  void say(std::string_view measure, const Order& order, Answer answer, std::string_view group = {},
           std::string value = {}) {
    if (!is_known_unit_ && answer != Answer::not_applicable) answer = Answer::undetermined;
    units_.push_back({measure, &order, group, std::move(value), answer, {}});
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

  Answer planned_days_fit(const Order& order) {
    switch (plan_.has_activity(order)) {
      case Answer::yes: return by_rule("RAR202", order);
      case Answer::no: return Answer::not_applicable;
      default: return Answer::undetermined;
    }
  }

  void absences(const Order& order) {
    if (!facts_.is_whole(ListName::contacts)) say("absences_decided", order, Answer::undetermined);
    for (const Contact* contact : facts_.contacts)
      if (facts_.order_of(*contact) == &order && is_absence_to_decide(facts_, *contact))
        if (const auto answer = absence_decided(facts_, order, *contact)) say("absences_decided", order, *answer);
  }

  // ENF402 and ENF403 for each failure: every outcome they gave it, the worst of it.
  const std::map<std::string_view, Answer>& acted_on() {
    if (acted_on_) return *acted_on_;
    acted_on_.emplace();
    for (const std::string_view rule : {"ENF402", "ENF403"})
      for (const Finding& finding : findings(rule)) {
        if (finding.entry_id.empty()) continue;
        const auto [at, fresh] = acted_on_->try_emplace(finding.entry_id, Answer::not_applicable);
        at->second = combine(at->second, answer_of(finding.outcome));
      }
    return *acted_on_;
  }
  // What they say of the failure; nothing where they do not speak of the contact.
  std::optional<Answer> acted_on(const Contact& contact) {
    if (!contact.id) return std::nullopt;
    const auto at = acted_on().find(contact.id->text);
    if (at == acted_on().end() || at->second == Answer::not_applicable) return std::nullopt;
    return at->second;
  }
  void failures(const Order& order) {
    if (!facts_.is_whole(ListName::contacts) || !is_read()) say("failures_acted_on", order, Answer::undetermined);
    if (!is_read()) return;
    for (const Contact* contact : facts_.contacts)
      if (facts_.order_of(*contact) == &order)
        if (const auto answer = acted_on(*contact)) say("failures_acted_on", order, *answer);
  }

  // A contact of which the file does not say the order is a unit where each order it may be of makes it one, and its
  // answer that which they share. `ask`: the answer if it were of the order; nothing where it would be no unit.
  template <class Ask>
  void of_no_known_order(std::string_view measure, const Contact& contact, Ask ask) {
    Whichever answers;
    bool is_any = false;
    MeasureUnit unit{measure, nullptr, {}, {}, Answer::undetermined, {}};
    for (std::size_t i = 0; i < facts_.file.orders.size(); ++i) {
      const Order& order = facts_.file.orders[i];
      const std::optional<Answer> answer = is_unit_[i] == false ? std::nullopt : ask(order, contact);
      answers.add(!answer ? Answer::not_applicable : is_unit_[i] ? *answer : Answer::undetermined);
      if (!answer) continue;
      is_any = true;
      if (unit.order == nullptr) unit.order = &order;
      else unit.or_of.push_back(&order);
    }
    if (!facts_.is_whole(ListName::orders)) answers.add(Answer::undetermined);
    else if (!is_any) return;
    unit.answer = answers.answer();
    units_.push_back(std::move(unit));
  }
  void of_no_known_order() {
    if (!is_read()) return;  // said of each order
    for (const Contact* contact : facts_.contacts) {
      if (facts_.order_of(*contact) != nullptr || !contact->date) continue;
      if (is_absence_to_decide(facts_, *contact))
        of_no_known_order("absences_decided", *contact, [&](const Order& order, const Contact& absence) {
          return absence_decided(facts_, order, absence);
        });
      if (const auto answer = acted_on(*contact))
        of_no_known_order("failures_acted_on", *contact,
                          [&](const Order& order, const Contact& failure) -> std::optional<Answer> {
                            if (requirements_in_force(facts_, order, *failure.date).is_no()) return std::nullopt;
                            return answer;
                          });
    }
  }

  // An order that is known to be missing, or all of them, may be a unit of every question.
  void of_missing_orders() {
    for (const MeasureRow& row : measure_rows()) {
      const auto say_open = [&](std::string_view group, std::string value) {
        units_.push_back({row.name, nullptr, group, std::move(value), Answer::undetermined, {}});
      };
      if (row.name == "requirement_share") {
        for (const auto& word : document::Worded<RequirementType>::words) say_open("type", std::string(word.text));
        say_open("type", "treatment");
      } else if (row.name == "days_by_provider") {
        for (const auto& word : document::Worded<Provider>::words) say_open("provider", std::string(word.text));
      } else {
        say_open({}, {});
      }
    }
  }

  void reviews(const Order& order) {
    const bool are_named =
        !order.requirements.recorded && !order.requirements.empty();  // of orders that did not decode
    for (const ReviewKind kind : {ReviewKind::completion_6_months, ReviewKind::completion_3_months}) {
      for (const Requirement& requirement : order.requirements)
        say_review(order, review_due(facts_, order, requirement, kind));
      // A requirement that is not recorded may call for one.
      if (!facts_.knows_requirements(order) && !are_named) say_review(order, review_perhaps_due(facts_, order, kind));
    }
  }
  void say_review(const Order& order, const ReviewDue& review) {
    const bool is_due = !review.due || *review.due <= facts_.as_of;
    switch (review.state) {
      case DueState::done: say("reviews_in_time", order, is_due ? Answer::yes : Answer::not_applicable); break;
      case DueState::done_late:
      case DueState::overdue: say("reviews_in_time", order, Answer::no); break;
      case DueState::undetermined:
        if (is_due) say("reviews_in_time", order, Answer::undetermined);
        break;
      default: break;
    }
  }

  Answer record_agrees(const Order& order) {
    const auto& reported = facts_.file.reported;
    if (!reported || (!reported->rar_days.recorded && !reported->failures_to_comply.recorded))
      return Answer::not_applicable;
    return combine(by_rule("RAR210", order), by_rule("ENF410", order));
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
    if ((order.type && !is_sentence(order)) || (order.sentence_date && *order.sentence_date > facts_.as_of)) return;
    const auto holds = [&](auto wanted) {
      return std::any_of(order.requirements.begin(), order.requirements.end(),
                         [&](const Requirement& r) { return r.type && wanted(*r.type); });
    };
    const auto share = [&](std::string value, bool has) {
      const bool is_known = order.type && order.sentence_date && (has || facts_.knows_requirements(order));
      say("requirement_share", order, is_known ? truth(has) : Answer::undetermined, "type", std::move(value));
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
  PlanAnswers plan_;
  std::vector<std::optional<bool>> is_unit_;                    // by the order's place in the file; nothing: not known
  bool is_known_unit_ = true;                                   // of the order that is being asked
  std::optional<std::map<std::string_view, Answer>> acted_on_;  // by the contact
  rules::Origin origin_;
  std::map<std::string_view, std::vector<Finding>> findings_;
  std::vector<MeasureUnit> units_;
};

}  // namespace

std::vector<MeasureUnit> measure(const CaseFacts& facts) { return CaseMeasures(facts).all(); }

}  // namespace probation::caseload
