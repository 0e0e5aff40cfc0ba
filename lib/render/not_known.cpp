#include "render/not_known.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "law/commencement.hpp"
#include "law/law_rows.hpp"
#include "law/older_law.hpp"
#include "law/panel_policies.hpp"
#include "law/reading.hpp"
#include "law/standards.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

std::string days(Date from, const std::optional<Date>& until) {
  return until ? fmt::format("{} to {}", format(from), format(*until)) : format(from);
}

std::string dates_not_fixed() {
  std::string out = fmt::format(
      "\n## Dates not fixed\nEnacted, and not known to have begun. Up to {} the rules are decided by the law as it was "
      "read; for an order or event after it they are undetermined where the two readings differ, until a policy file "
      "sets the date under `law:` (ORD103 and ORD116 wait for it always).\n\n"
      "| name | provision | told by the date of | rules that rest on it |\n|---|---|---|---|\n",
      format(law_read_until));
  for (const Commencement& row : commencements())
    out += fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.provision, word(date_test_of(row)), row.rules);
  return out;
}

std::string how_far_it_was_read() {
  std::map<std::string_view, std::string_view> read_on;  // title → the latest day on which a row of it was looked at
  const auto looked_at = [&](const Source& source) {
    std::string_view& day = read_on[source.title];
    day = std::max(day, source.checked);
  };
  for (const LawRow& row : law_rows()) looked_at(row.source);
  for (const rules::Rule* rule : rules::rule_book())
    for (const Source& source : rule->sources) looked_at(source);
  std::string out =
      "\n## How far each Act was read\nWhat began after the last day is not in this release.\n\n"
      "| Act | text | last day | read_on |\n|---|---|---|---|\n";
  for (const ActRead& act : acts_read()) {
    const auto found = read_on.find(act.title);
    out += fmt::format("| {} | {} | {} | {} |\n", act.title, act.text, format(act.until),
                       found == read_on.end() ? std::string_view("not cited") : found->second);
  }
  return out;
}

// A provision with the rules that cite it; of a table without a rule its name.
using Citing = std::map<std::string, std::set<std::string>>;

Citing cited(bool (*wanted)(const Source&)) {
  Citing citing;
  for (const rules::Rule* rule : rules::rule_book())
    for (const Source& source : rule->sources)
      if (wanted(source)) citing[fmt::format("{}, {}", source.title, source.provision)].insert(std::string(rule->id));
  for (const LawRow& row : law_rows())
    if (row.from && wanted(row.source))
      citing[fmt::format("{}, {}", row.source.title, row.source.provision)].insert(fmt::format("`{}`", row.name));
  return citing;
}

std::string lines(const Citing& citing) {
  std::string out;
  for (const auto& [provision, who] : citing) out += fmt::format("- {}: {}\n", provision, fmt::join(who, ", "));
  return out;
}

std::string assumptions() {
  std::string out =
      "\n## Assumptions\nNumbers without a published source. Every finding that uses one says so.\n\n"
      "| name | in force | unit | used by | instead of a source |\n|---|---|---|---|---|\n";
  for (const StandardRow& row : national_standards())
    if (row.assumption)
      out += fmt::format("| `{}` | {} | {} | {} | {} |\n", row.name, days(row.from, row.until), row.unit, row.rules,
                         row.source);
  out += "\nOf the shipped scoring policies of the panel:\n";
  for (const PanelPolicyText& policy : panel_policies()) {
    constexpr std::string_view key = "\nassumptions: [";
    const std::size_t begin = policy.text.find(key);
    if (begin == std::string_view::npos) continue;
    const std::string_view rest = policy.text.substr(begin + key.size());
    out += fmt::format("- `{}`: {}\n", policy.id, rest.substr(0, rest.find(']')));
  }
  out += "\nSources whose day, or whose wording, is taken to be so:\n";
  out += lines(cited([](const Source& source) {
    return source.provision.find("assumption") != std::string_view::npos || source.confidence == "S2";
  }));
  return out;
}

// The duties of the Code whose counterpart before it nobody looked up: findings about older convictions cite the Code.
std::string older_law_not_read() {
  const Citing citing = cited([](const Source& source) {
    return source.title == the_code_title &&
           std::none_of(older_provisions.begin(), older_provisions.end(),
                        [&](const OlderProvision& row) { return row.of_the_code == source.provision; });
  });
  std::vector<std::string> provisions;
  for (const auto& [provision, who] : citing) provisions.push_back(provision.substr(the_code_title.size() + 2));
  return fmt::format(
      "\nWhat stood in their place for convictions before 1 December 2020 was not looked up for these provisions of "
      "the "
      "{}; findings about such orders cite the Code and say so: {}.\n",
      the_code_title, fmt::join(provisions, "; "));
}

std::string not_read() {
  std::string out = "\n## Sources not read\n";
  for (const NotRead& row : sources_not_read()) out += fmt::format("- {}: {}\n", row.source, row.what);
  out += "\nCited, and not confirmed in the source itself (confidence K or U):\n";
  out += lines(cited([](const Source& source) { return source.confidence == "K" || source.confidence == "U"; }));
  out += older_law_not_read();
  return out;
}

}  // namespace

std::string not_known_markdown() {
  std::string out =
      "<!-- Generated by `scripts/generate` from the law tables and the rule book; do not edit. -->\n"
      "# What is not known\n\n"
      "What the program takes for granted, what it waits for, and what it does not judge. A fact that a case lacks is "
      "not here: findings name it (`rar-audit gaps`).\n";
  out += dates_not_fixed();
  out += how_far_it_was_read();
  out += "\n## What the law as read does not tell\n| question | what is done instead |\n|---|---|\n";
  for (const OpenQuestion& row : open_questions()) out += fmt::format("| {} | {} |\n", row.about, row.instead);
  out += assumptions();
  out += not_read();
  out += "\n## What no rule covers\n| what | instead |\n|---|---|\n";
  for (const NotCovered& row : not_covered()) out += fmt::format("| {} | {} |\n", row.what, row.instead);
  return out;
}

}  // namespace probation::render
