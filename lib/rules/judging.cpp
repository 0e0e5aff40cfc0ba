#include "rules/judging.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/sight.hpp"
#include "facts/case/rar_days.hpp"
#include "rules/hidden_text.hpp"
#include "rules/older_law.hpp"

namespace probation::rules {
namespace {

std::vector<OrderSummary> orders_of(const CaseFacts& facts) {
  std::vector<OrderSummary> orders;
  for (const Order& order : facts.file.orders) {
    OrderSummary summary{subject_of(order).text(),
                         order.type ? std::string(word(*order.type)) : std::string{},
                         order.sentence_date.value,
                         facts.delivery_end(order).value,
                         {}};
    for (const Requirement& requirement : order.requirements) {
      RequirementSummary row{requirement.id ? requirement.id->text : std::string{},
                             requirement.type ? std::string(word(*requirement.type)) : std::string{},
                             facts.max_days(requirement).value,
                             {},
                             {},
                             {},
                             {},
                             {},
                             {}};
      if (requirement.type.is(RequirementType::rehabilitation_activity)) {
        const RarDays& days = strict_days(facts, order, requirement);
        row.days_counted = days.counted;
        row.days_at_most = days.at_most;
        row.in_force_not_known = days.in_force_not_known;
        if (row.max_days && row.days_counted && row.days_at_most && !days.is_range())
          row.days_left = *row.max_days - *row.days_counted;
        row.awaiting_outcome = days.awaiting_outcome;
        row.awaiting_rar_decision = days.awaiting_rar_decision;
      }
      summary.requirements.push_back(std::move(row));
    }
    orders.push_back(std::move(summary));
  }
  return orders;
}

void tell_manager(const CaseFile& file, Origin& origin) {
  if (!file.manager) return;
  const auto code = [](const Located<std::string>& value) { return value ? *value : std::string{}; };
  origin.region = code(file.manager->region);
  origin.pdu = code(file.manager->pdu);
  origin.team = code(file.manager->team);
  origin.officer = code(file.manager->officer);
}

}  // namespace

Judging::Judging(document::Decoded& decoded, FileContent& content, Origin origin, Settings settings, Look look,
                 RuleRows* shared, std::vector<Finding> room)
    : decoded_(decoded),
      settings_(std::move(settings)),
      look_(std::move(look)),
      origin_(std::move(origin)),
      bench_(out_.findings, shared != nullptr ? *shared : out_.by_rule, settings_),
      file_(std::get_if<CaseFile>(&content)),
      is_about_people_(file_ != nullptr || std::holds_alternative<PanelSheet>(content)) {
  out_.findings = std::move(room);
  constexpr std::size_t most_of_messy = 96;  // a finding is large to move
  out_.findings.reserve(most_of_messy);
  origin_.places = &decoded.places;
  if (!origin_.lines)
    origin_.lines = std::make_shared<document::LineIndex>(origin_.text, origin_.document_at, origin_.first_line);
  origin_.personal_lines = decoded.personal_lines;
  origin_.limited_access = decoded.limited;
  if (const auto* sheet = std::get_if<PanelSheet>(&content)) {
    std::vector<document::Problem> problems = sheet_problems(*sheet);
    std::move(problems.begin(), problems.end(), std::back_inserter(decoded.problems));
  }
  for (const std::string& section : decoded.broken_sections) broken_ |= section_named(section);
  out_.readable = std::none_of(decoded.problems.begin(), decoded.problems.end(),
                               [](const document::Problem& p) { return document::prevents_reading(p.rule); });
  if (file_ != nullptr) {
    if (file_->crn) origin_.crn = file_->crn->text;
    file_->limited_access.value = decoded.limited;  // fails closed; --with-limited opens it
    tell_manager(*file_, origin_);
  }
  hear_document_rules();
  if (file_ == nullptr || !decoded.readable) return;
  later_ = cut_to(*file_, settings_.as_of, decoded.broken_sections);
  out_.later = static_cast<std::int64_t>(later_.size());
  facts_.emplace(*file_, later_, settings_.as_of, *settings_.policy, settings_.catalogue);
  bench_.facts = &*facts_;
}

void Judging::hear_document_rules() {
  static const std::vector<const Rule*> about_documents = [] {
    std::vector<const Rule*> rules;
    for (const Rule* rule : rule_book())
      if (rule->check_document != nullptr) rules.push_back(rule);
    return rules;
  }();
  const DocumentFacts document{decoded_.problems};
  // With nothing to say a rule passes: as good as always.
  const bool only_passes = decoded_.problems.empty() && !settings_.detail.passes;
  for (const Rule* rule : about_documents) {
    // A file that cannot be read makes the answer incomplete whatever was selected; it must say why.
    if (out_.readable && !settings_.selection.includes(rule->id)) continue;
    if (only_passes) bench_.count(*rule, Verdict::pass);
    else bench_.hear(*rule, origin_, [&](Report& report) { rule->check_document(document, report); });
  }
}

void Judging::hear(const Rule& rule) {
  if (!facts_ || !settings_.selection.includes(rule.id)) return;
  bench_.hear(rule, origin_, [&](Report& report) {
    if ((rule.reads & broken_) != 0) report.not_assessed(Subject::file());
    // Without orders there is nothing to judge, and nothing may look as if it had passed.
    else if ((rule.reads & orders) != 0 && !file_->orders.recorded)
      report.undetermined(Subject::file(), file_->place, "the orders are not recorded", {"/orders"});
    else rule.check_case(*facts_, report);
  });
}

void Judging::summarize() {
  CaseSummary& summary = out_.case_summary.emplace();
  summary.crn = origin_.crn;
  summary.file = origin_.file;
  const Place place = file_->crn ? file_->crn.place : file_->place;
  summary.line = place.line;
  summary.column = place.column;
  summary.document = origin_.first_line;
  summary.orders = orders_of(*facts_);
  summary.outcomes = bench_.total;
  summary.policy = settings_.policy->id();
  summary.is_limited = decoded_.limited;
  summary.undetermined = bench_.total[Verdict::undetermined];
  for (const Finding& finding : out_.findings)
    if (finding.outcome == Verdict::fail) ++summary.findings[static_cast<std::size_t>(finding.severity)];
}

Judgement Judging::finish() {
  if (facts_) {
    const std::optional<Date> older = all_convicted_before_the_code(*file_);
    for (Finding& finding : out_.findings) {
      cite_law_of_the_day(finding, older);
      finding.order = nullptr;
    }
    note_lacks(out_, settings_.detail, 0, origin_.first_line,
               {file_, type_of_kind("case/1"), &decoded_.places, origin_.file, true});
    summarize();
    if (look_) look_(*facts_);
  }
  for (Finding& finding : out_.findings) {
    finding.document = origin_.first_line;
    hide_other_text(finding, decoded_.hidden, is_about_people_);
    if (decoded_.limited || sight().redact) hide_words_of_person(finding);
  }
  return std::move(out_);
}

void hear_case_rules(std::span<Judging* const> cases) {
  for (const Rule* rule : rule_book()) {
    if (rule->check_case == nullptr) continue;
    for (Judging* one : cases) one->hear(*rule);
  }
}

}  // namespace probation::rules
