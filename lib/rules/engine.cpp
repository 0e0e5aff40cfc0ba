#include "rules/engine.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "base/sight.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/catalogue/catalogue_index.hpp"
#include "facts/catalogue/regions.hpp"
#include "rules/hidden_text.hpp"
#include "rules/older_law.hpp"

namespace probation::rules {
namespace {

// One after another the rules of a document, with what they say and how often.
class Bench {
 public:
  Bench(Judgement& into, const Settings& settings) : into_(into), detail_(settings.detail) {}

  // `check` makes one rule speak; it is handed the report.
  template <class Check>
  void hear(const Rule& rule, const Origin& origin, Check check) {
    Report::Counts counts{};
    Report report(rule, origin, into_.findings, counts, detail_);
    if (facts != nullptr) report.about(*facts);
    check(report);
    OutcomeCounts& row = row_of(rule.id);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      row.by_verdict[i] += counts[i];
      total.by_verdict[i] += counts[i];
    }
  }

  // Said where the rule book is gone through once more, from its first rule.
  void begin() { is_last_ = false; }

  OutcomeCounts total;
  const CaseFacts* facts = nullptr;  // of a case: whose orders its findings are about

 private:
  // A rule behind all that spoke is followed by others behind it, to the end of the rule book.
  OutcomeCounts& row_of(std::string_view id) {
    auto& rows = into_.by_rule;
    is_last_ = is_last_ || rows.empty() || rows.back().first < id;
    if (is_last_) return rows.emplace_back(id, OutcomeCounts{}).second;
    const auto at = std::lower_bound(rows.begin(), rows.end(), id,
                                     [](const auto& row, std::string_view name) { return row.first < name; });
    return (at != rows.end() && at->first == id ? at : rows.insert(at, {id, {}}))->second;
  }

  Judgement& into_;
  Detail detail_;
  bool is_last_ = false;
};

const document::Type* type_of_kind(std::string_view schema) {
  const auto kinds = file_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.schema == schema; });
  return kind == kinds.end() || kind->type == nullptr ? nullptr : &kind->type();
}

// What the undetermined findings from `first` on wait for; they are of one document.
void note_lacks(Judgement& out, Detail detail, std::size_t first, std::uint32_t number, const Lacking& document) {
  const std::span<Finding> own = std::span(out.findings).subspan(first);
  for (Finding& finding : own) finding.document = number;
  if (!detail.gaps) return;
  std::vector<MissingFact> facts = missing_facts(own, document);
  if (!facts.empty()) out.lacks.push_back({std::string(document.file), number, std::move(facts)});
}

std::vector<OrderSummary> summarize(const CaseFacts& facts) {
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
        if (row.max_days && row.days_counted && row.days_at_most && row.in_force_not_known.empty())
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

}  // namespace

bool Selection::includes_named(std::string_view id) const {
  const auto named = [&](const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return id.starts_with(word); });
  };
  return (select.empty() || named(select)) && !named(ignore);
}

std::vector<std::string> Selection::unknown() const {
  std::vector<std::string> words;
  for (const auto* list : {&select, &ignore})
    for (const std::string& word : *list)
      if (word.empty() || std::none_of(rule_book().begin(), rule_book().end(),
                                       [&](const Rule* rule) { return rule->id.starts_with(word); }))
        words.push_back(word);
  return words;
}

namespace {

// Where in the list stands what comes first, second, … in file order; nothing: as they are.
std::vector<std::size_t> file_order(const std::vector<Finding>& findings) {
  // As a rule they are all of one file, and two of them at two places: nothing else is then compared.
  const bool of_one_file = std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.location.file == findings.front().location.file;
  });
  const auto before = [&](const Finding& a, const Finding& b) {
    if (!of_one_file && a.location.file != b.location.file) return a.location.file < b.location.file;
    if (a.location.line != b.location.line) return a.location.line < b.location.line;
    if (a.location.column != b.location.column) return a.location.column < b.location.column;
    return std::tie(a.rule->id, a.subject, a.message) < std::tie(b.rule->id, b.subject, b.message);
  };
  if (std::is_sorted(findings.begin(), findings.end(), before)) return {};
  std::vector<std::size_t> order(findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return before(findings[a], findings[b]); });
  return order;
}

// A finding is large: what is sorted are places in the list, and each finding moves once.
void move_in_order(std::vector<Finding>& from, std::vector<Finding>& to) {
  const std::vector<std::size_t> order = file_order(from);
  if (order.empty()) std::move(from.begin(), from.end(), std::back_inserter(to));
  for (const std::size_t at : order) to.push_back(std::move(from[at]));
}

}  // namespace

void sort_findings(std::vector<Finding>& findings) {
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  move_in_order(findings, sorted);
  findings = std::move(sorted);
}

namespace {

// The findings as the rules spoke. In one piece although it is long: it runs for each case, and its steps hand on what
// the one before has made.
Judgement judged(document::Decoded& decoded, FileContent& content, Origin origin, const Settings& settings,
                 const Look& look) {
  Judgement out;
  Bench bench(out, settings);
  origin.places = &decoded.places;
  if (!origin.lines)
    origin.lines = std::make_shared<document::LineIndex>(origin.text, origin.document_at, origin.first_line);
  origin.personal_lines = decoded.personal_lines;
  if (const auto* sheet = std::get_if<PanelSheet>(&content)) {
    std::vector<document::Problem> problems = sheet_problems(*sheet);
    std::move(problems.begin(), problems.end(), std::back_inserter(decoded.problems));
  }
  std::uint32_t broken = no_section;
  for (const std::string& section : decoded.broken_sections) broken |= section_named(section);
  out.readable = std::none_of(decoded.problems.begin(), decoded.problems.end(),
                              [](const document::Problem& p) { return document::prevents_reading(p.rule); });

  auto* file = std::get_if<CaseFile>(&content);
  origin.limited_access = decoded.limited;
  if (file != nullptr) {
    if (file->crn) origin.crn = file->crn->text;
    file->limited_access.value = decoded.limited;  // fails closed; --with-limited opens it
    if (file->manager) {
      const auto code = [](const Located<std::string>& value) { return value ? *value : std::string{}; };
      origin.region = code(file->manager->region);
      origin.pdu = code(file->manager->pdu);
      origin.team = code(file->manager->team);
      origin.officer = code(file->manager->officer);
    }
  }
  const DocumentFacts document{decoded.problems};
  out.by_rule.reserve(rule_book().size());
  out.findings.reserve(96);  // more than a messy case has; a finding is large to move
  bench.begin();
  for (const Rule* rule : rule_book()) {
    // A file that cannot be read makes the answer incomplete whatever was selected; it must say why.
    if (rule->check_document == nullptr || (out.readable && !settings.selection.includes(rule->id))) continue;
    bench.hear(*rule, origin, [&](Report& report) { rule->check_document(document, report); });
  }
  if (file != nullptr && decoded.readable) {
    const std::vector<LaterEntry> later = cut_to(*file, settings.as_of, decoded.broken_sections);
    out.later = static_cast<std::int64_t>(later.size());
    const CaseFacts facts(*file, later, settings.as_of, *settings.policy, settings.catalogue);
    bench.facts = &facts;
    bench.begin();
    for (const Rule* rule : rule_book()) {
      if (rule->check_case == nullptr || !settings.selection.includes(rule->id)) continue;
      bench.hear(*rule, origin, [&](Report& report) {
        if ((rule->reads & broken) != 0) report.not_assessed(Subject::file());
        // Without orders there is nothing to judge, and nothing may look as if it had passed.
        else if ((rule->reads & orders) != 0 && !file->orders.recorded)
          report.undetermined(Subject::file(), file->place, "the orders are not recorded", {"/orders"});
        else rule->check_case(facts, report);
      });
    }
    const std::optional<Date> older = all_convicted_before_the_code(*file);
    for (Finding& finding : out.findings) {
      cite_law_of_the_day(finding, older);
      finding.order = nullptr;
    }
    note_lacks(out, settings.detail, 0, origin.first_line,
               {file, type_of_kind("case/1"), &decoded.places, origin.file, true});
    CaseSummary summary;
    summary.crn = origin.crn;
    summary.file = origin.file;
    const Place place = file->crn ? file->crn.place : file->place;
    summary.line = place.line;
    summary.column = place.column;
    summary.document = origin.first_line;
    summary.orders = summarize(facts);
    summary.outcomes = bench.total;
    summary.policy = settings.policy->id();
    summary.is_limited = decoded.limited;
    for (const Finding& finding : out.findings)
      if (finding.outcome == Verdict::fail) ++summary.findings[static_cast<std::size_t>(finding.severity)];
    out.case_summary = std::move(summary);
    if (look) look(facts);
  }
  const bool is_about_people = file != nullptr || std::holds_alternative<PanelSheet>(content);
  for (Finding& finding : out.findings) {
    finding.document = origin.first_line;
    hide_other_text(finding, decoded.hidden, is_about_people);
    if (decoded.limited || sight().redact) hide_words_of_person(finding);
  }
  return out;
}

}  // namespace

Judgement judge(document::Decoded& decoded, FileContent& content, Origin origin, const Settings& settings,
                const Look& look) {
  Judgement out = judged(decoded, content, std::move(origin), settings, look);
  sort_findings(out.findings);
  return out;
}

Judgement judge_beside(std::vector<Finding>& findings, std::size_t more, document::Decoded& decoded,
                       FileContent& content, Origin origin, const Settings& settings, const Look& look) {
  Judgement out = judged(decoded, content, std::move(origin), settings, look);
  // If the documents to come are like this one.
  const std::size_t all = findings.size() + out.findings.size();
  if (all > findings.capacity()) findings.reserve(std::max(all + more * out.findings.size(), all + all / 2));
  move_in_order(out.findings, findings);
  out.findings.clear();
  return out;
}

Judgement judge_catalogue(const CatalogueFacts& catalogue, const Settings& settings) {
  Judgement out;
  Bench bench(out, settings);
  const CatalogueIndex index(catalogue, settings.as_of);
  const Date run_date = settings.run_date.value_or(settings.as_of);
  std::uint32_t number = 0;
  for (const CatalogueEntry& entry : catalogue.entries) {
    ++number;
    if (entry.background) continue;
    const std::size_t first = out.findings.size();
    for (const LifeRow& row : life_rows(entry.intervention)) out.later += settings.as_of < row.date ? 1 : 0;
    const Origin origin{entry.file, entry.text, entry.places.get(), {}, false, {}, {}, {}, {}, {}};
    const InterventionFacts facts{entry.intervention, entry.file, settings.as_of, *settings.policy,
                                  &catalogue,         run_date,   &entry,         &index};
    bench.begin();
    for (const Rule* rule : rule_book()) {
      if (rule->check_intervention == nullptr || !settings.selection.includes(rule->id)) continue;
      bench.hear(*rule, origin, [&](Report& report) {
        if (!entry.complete) report.not_assessed(Subject::file());
        else rule->check_intervention(facts, report);
      });
    }
    note_lacks(out, settings.detail, first, number,
               {&entry.intervention, type_of_kind("intervention/1"), entry.places.get(), entry.file});
  }
  // Said where it decided: the same rule on as-of would have spoken otherwise.
  if (settings.run_date && settings.selection.includes("INT817"))
    for (const CatalogueEntry& entry : catalogue.entries)
      if (!entry.background && faults_of_life(entry.intervention, run_date).size() !=
                                   faults_of_life(entry.intervention, settings.as_of).size())
        out.run_date = run_date;
  sort_findings(out.findings);
  return out;
}

Judgement judge_selections(const std::vector<SelectionEntry>& selections, const CatalogueFacts& catalogue,
                           const Settings& settings) {
  Judgement out;
  Bench bench(out, settings);
  for (const RegionFiles& region : by_region(selections, settings.as_of)) {
    if (std::all_of(region.files.begin(), region.files.end(),
                    [](const SelectionEntry* entry) { return entry->background; }))
      continue;
    const SelectionEntry& first = *region.files.front();
    const std::size_t before = out.findings.size();
    const Origin origin{first.file, first.text, first.places.get(), {}, false, {}, {}, {}, {}, {}};
    const RegionFacts facts{region.region,  region.files,     region.in_force, region.ahead,
                            settings.as_of, *settings.policy, catalogue};
    const bool complete = std::all_of(region.files.begin(), region.files.end(),
                                      [](const SelectionEntry* entry) { return entry->complete; });
    bench.begin();
    for (const Rule* rule : rule_book()) {
      if (rule->check_region == nullptr || !settings.selection.includes(rule->id)) continue;
      bench.hear(*rule, origin, [&](Report& report) {
        if (!complete) report.not_assessed(Subject::file());
        else rule->check_region(facts, report);
      });
    }
    note_lacks(out, settings.detail, before, 0,
               {&first.selection, type_of_kind("selection/1"), first.places.get(), first.file});
  }
  sort_findings(out.findings);
  return out;
}

Judgement judge_panel(const PanelFacts& facts, const Origin& origin, const Settings& settings) {
  Judgement out;
  Bench bench(out, settings);
  bench.begin();
  for (const Rule* rule : rule_book()) {
    if (rule->check_panel == nullptr || !settings.selection.includes(rule->id)) continue;
    bench.hear(*rule, origin, [&](Report& report) { rule->check_panel(facts, report); });
  }
  note_lacks(out, settings.detail, 0, 0, {&facts.sheet, type_of_kind("panel/1"), origin.places, origin.file});
  sort_findings(out.findings);
  return out;
}

}  // namespace probation::rules
