#include "rules/engine.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "facts/case/case_facts.hpp"
#include "facts/catalogue/catalogue_index.hpp"
#include "facts/catalogue/regions.hpp"
#include "rules/hearing.hpp"
#include "rules/judging.hpp"

namespace probation::rules {

OutcomeCounts& RuleRows::search(std::string_view id) {
  const auto row =
      std::lower_bound(rows_.begin(), rows_.end(), id, [](const Row& a, std::string_view b) { return a.first < b; });
  at_ = static_cast<std::size_t>(row - rows_.begin());
  if (row == rows_.end() || row->first != id) rows_.insert(row, {id, {}});
  return rows_[at_].second;
}

const document::Type* type_of_kind(std::string_view schema) {
  const auto kinds = file_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.schema == schema; });
  return kind == kinds.end() || kind->type == nullptr ? nullptr : &kind->type();
}

void note_lacks(Judgement& out, Detail detail, std::size_t first, std::uint32_t number, const Lacking& document) {
  const std::span<Finding> own = std::span(out.findings).subspan(first);
  for (Finding& finding : own) finding.document = number;
  if (!detail.gaps) return;
  std::vector<MissingFact> facts = missing_facts(own, document);
  if (!facts.empty()) out.lacks.push_back({std::string(document.file), number, std::move(facts)});
}

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

Judgement judge(document::Decoded& decoded, FileContent& content, Origin origin, const Settings& settings,
                const Look& look) {
  Judging one(decoded, content, std::move(origin), settings, look);
  Judging* const alone = &one;
  hear_case_rules({&alone, 1});
  Judgement out = one.finish();
  sort_findings(out.findings);
  return out;
}

void take_findings(Judgement& from, std::vector<Finding>& to, std::size_t more) {
  // If the documents to come are like this one.
  const std::size_t all = to.size() + from.findings.size();
  if (all > to.capacity()) to.reserve(std::max(all + more * from.findings.size(), all + all / 2));
  move_in_order(from.findings, to);
  from.findings.clear();
}

Judgement judge_catalogue(const CatalogueFacts& catalogue, const Settings& settings) {
  Judgement out;
  Bench bench(out.findings, out.by_rule, settings);
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
  Bench bench(out.findings, out.by_rule, settings);
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
  Bench bench(out.findings, out.by_rule, settings);
  for (const Rule* rule : rule_book()) {
    if (rule->check_panel == nullptr || !settings.selection.includes(rule->id)) continue;
    bench.hear(*rule, origin, [&](Report& report) { rule->check_panel(facts, report); });
  }
  note_lacks(out, settings.detail, 0, 0, {&facts.sheet, type_of_kind("panel/1"), origin.places, origin.file});
  sort_findings(out.findings);
  return out;
}

}  // namespace probation::rules
