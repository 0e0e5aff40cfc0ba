#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/share_gone.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};
constexpr std::array<std::string_view, 1> rule_policy{"purposeful_activity_share_percent"};

bool is_purposeful(const Requirement& requirement) {
  switch (requirement.type.value_or(RequirementType::residence)) {
    case RequirementType::rehabilitation_activity:
    case RequirementType::probation_requirement:
    case RequirementType::accredited_programme:
    case RequirementType::mental_health_treatment:
    case RequirementType::drug_rehabilitation:
    case RequirementType::alcohol_treatment: return true;
    default: return false;
  }
}

bool is_purposeful(const Contact& contact) {
  if (contact.type.is(ContactType::supplier_assessment)) return false;
  return contact.rar_activity.is(true) || contact.type.is(ContactType::programme_session) ||
         contact.type.is(ContactType::treatment_session);
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto limit = facts.policy.resolve("purposeful_activity_share_percent", facts.as_of);
  if (!order.requirements.recorded) {
    report.undetermined(subject, order.place, "the requirements of the order are not recorded",
                        {report.pointer(order.place, "requirements")});
    return;
  }
  if (!limit || std::none_of(order.requirements.begin(), order.requirements.end(),
                             [](const Requirement& r) { return is_purposeful(r); })) {
    if (!limit || facts.knows_requirements(order)) report.not_applicable(subject);
    else
      report.undetermined(subject, order.place,
                          "no requirement that is recorded asks for activity, and one is known to be missing",
                          {report.pointer(order.place, "requirements")});
    return;
  }
  std::vector<std::string> missing;
  if (!facts.is_whole(ListName::contacts)) missing.emplace_back("/contacts");
  for (const Contact* contact : facts.contacts) {
    const Order* own = facts.order_of(*contact);
    if (!contact->date || *contact->date > facts.as_of || (own != nullptr && own != &order)) continue;
    const bool perhaps = !contact->rar_activity && facts.requirement_of(*contact) != nullptr &&
                         facts.requirement_of(*contact)->type.is(RequirementType::rehabilitation_activity) &&
                         !contact->type.is(ContactType::supplier_assessment);
    if (!is_purposeful(*contact) && !perhaps) continue;
    if (contact->outcome && attended(*contact->outcome) == Stated::no) continue;
    const bool came = contact->outcome && attended(*contact->outcome) == Stated::yes;
    if (is_purposeful(*contact) && came && own != nullptr) {
      report.pass(subject, contact->date.place, [&] { return fmt::format("attended on {}", format(*contact->date)); });
      return;
    }
    if (!contact->outcome && *contact->date >= facts.as_of) continue;
    if (own == nullptr) missing.push_back(report.pointer(contact->place, "order"));
    else missing.push_back(report.pointer(contact->place, came ? "rar_activity" : "outcome"));
  }
  const ShareGone share = share_gone(facts, order, nullptr);
  if (share.days_gone && !share.over(limit->number())) {
    report.pass(subject, order.place, [&] { return share.words(); });
    return;
  }
  if (!share.days_gone)
    for (const Missing& fact : share.missing) missing.push_back(report.pointer(fact.record, fact.key));
  if (!missing.empty()) {
    report.undetermined(
        subject, order.place,
        share.days_gone ? fmt::format("no purposeful activity attended as far as recorded, {}", share.words())
                        : fmt::format("no purposeful activity attended; passes while at most {} % of the order is gone",
                                      limit->number()),
        missing);
    return;
  }
  auto finding =
      report.fail(subject, order.place,
                  fmt::format("no RAR activity, programme or treatment session attended, and {}", share.words()));
  finding.here("nothing attended")
      .related(share.last_place, "the period ends here")
      .fact("share_percent", limit->number())
      .trace(share.words())
      .trace(fmt::format("more than {} %", limit->number()))
      .standard(*limit);
  if (!share.over(limit->national_number())) finding.only_local();
  finding.fix("arrange the first session");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule pln307;
constinit const Rule pln307{
    .id = "PLN307",
    .slug = "no-purposeful-activity",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "No purposeful activity was attended after a set share of the order.",
    .explanation =
        {.checks = "Attended RAR activity, programme and treatment sessions on each order that holds such a "
                   "requirement, against the share of the order that is gone.",
         .matters =
             "In one case in ten nothing purposeful happened at all; attendance at supervision alone changes little.",
         .to_do = "Arrange the first session, or record why none has begun."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
