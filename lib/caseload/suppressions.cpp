#include "caseload/suppressions.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/exclusion.hpp"
#include "intake/one_file.hpp"
#include "rules/engine.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

// What an entry lacks or has wrong, beyond what its field table says.
std::vector<std::string> faults(const SuppressionEntry& entry) {
  std::vector<std::string> out;
  if (!entry.rule) {
    out.push_back("`rule` is missing");
  } else if (rules::find_rule(*entry.rule) == nullptr) {
    std::vector<std::string_view> ids;
    for (const rules::Rule* rule : rules::rule_book()) ids.push_back(rule->id);
    const auto near = nearest(*entry.rule, ids);
    out.push_back(
        fmt::format("no rule {}{}", *entry.rule, near ? fmt::format("; did you mean {}?", *near) : std::string{}));
  }
  if (entry.crn.recorded() == entry.glob.recorded())
    out.push_back(entry.crn ? "both `crn` and `glob`; one of them says what is meant" : "`crn` or `glob` is missing");
  if (entry.glob && entry.glob->starts_with('!'))
    out.push_back("`glob` says which files are meant; `!` takes none back");
  if (!entry.by) out.push_back("`by` is missing");
  if (!entry.on) out.push_back("`on` is missing");
  if (!entry.until) out.push_back("`until` is missing");
  if (entry.on && entry.until && *entry.until < *entry.on) out.push_back("`until` lies before `on`");
  if (entry.pointer && !entry.pointer->empty() && entry.pointer->front() != '/')
    out.push_back("`pointer` is a JSON pointer, such as /contacts/4");
  return out;
}

// Whether the pattern names the file or a folder that it lies in. Outside the folder of the suppressions it holds as
// one of a flag would.
bool names_file(const Suppression& entry, const std::string& file) {
  const std::string path = intake::plain_spelling(entry.here, file);
  const auto below = [&](const std::string& folder) {
    const std::string start = folder == "/" ? folder : folder + "/";
    return path.starts_with(start) ? path.substr(start.size()) : std::string{};
  };
  std::string name = below(entry.anchor);
  if (name.empty()) name = below(entry.here);
  if (name.empty()) name = below(intake::folder_above(path));
  for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
    if (entry.files->matches(std::string_view(name).substr(0, slash), true)) return true;
  return entry.files->matches(name, false);
}

}  // namespace

bool Suppression::covers(const rules::Finding& f) const {
  if (f.rule->id != rule) return false;
  if (files ? !names_file(*this, f.location.file.str()) : f.crn != crn) return false;
  if (pointer.empty() || f.location.pointer == pointer) return true;
  return f.location.pointer.starts_with(pointer) && f.location.pointer[pointer.size()] == '/';
}

SuppressionList read_suppressions(World& world, const std::string& path, Date as_of) {
  SuppressionList list;
  const intake::OneFile file = intake::read_one(world, path, "suppressions/1");
  const auto* content = file.as<SuppressionsFile>();
  if (content == nullptr) {
    list.problems = file.problems;
    return list;
  }
  // A problem below /suppressions/N is that entry's; every other one is the file's.
  std::map<std::size_t, std::vector<std::string>> wrong;
  for (std::size_t i = 0; i < file.decoded.problems.size(); ++i) {
    const document::Problem& problem = file.decoded.problems[i];
    const std::string pointer = file.decoded.places.pointer(problem.place.node);
    const std::vector<std::string> steps = split(pointer, '/');
    const bool no_entry_at_all =
        problem.rule == "DOC103" && steps.size() == 3;  // something else stands in the place of an entry
    const bool of_entry = document::kind_of(problem.rule) != document::ProblemKind::of_whole && steps.size() > 2 &&
                          steps[1] == "suppressions" && !no_entry_at_all;
    if (of_entry) wrong[static_cast<std::size_t>(std::stoul(steps[2]))].push_back(file.problems[i]);
    else list.problems.push_back(file.problems[i]);
  }
  list.given = content->suppressions.size();
  const std::string here = world.canonical(".");
  const std::string anchor = intake::folder_above(intake::plain_spelling(here, path));
  for (std::size_t i = 0; i < content->suppressions.size(); ++i) {
    const SuppressionEntry& entry = content->suppressions[i];
    const std::string place = file.at(path, entry.place);
    // Whoever hides a finding says why: a file with an entry that does not is refused as a whole.
    if (!entry.reason || trim(*entry.reason).empty()) {
      list.problems.push_back(fmt::format("{}: a suppression without a `reason`", place));
      continue;
    }
    std::vector<std::string> why = wrong[i];
    if (why.empty())
      for (const std::string& fault : faults(entry)) why.push_back(fmt::format("{}: {}", place, fault));
    if (!why.empty()) {
      ++list.malformed;
      for (const std::string& line : why) list.notes.push_back(fmt::format("{}; the suppression is not applied", line));
      continue;
    }
    if (*entry.until < as_of) {
      ++list.expired;
      list.notes.push_back(fmt::format("{}: the suppression of {} ended on {} and is not applied", place, *entry.rule,
                                       format(*entry.until)));
      continue;
    }
    list.entries.push_back({i,
                            place,
                            *entry.rule,
                            entry.crn ? entry.crn->text : std::string{},
                            entry.pointer.value_or({}),
                            entry.glob ? std::optional(intake::Pattern(*entry.glob)) : std::nullopt,
                            anchor,
                            here,
                            {*entry.reason, *entry.by, format(*entry.until)}});
  }
  if (!list.problems.empty()) list.entries.clear();
  return list;
}

SuppressionUse& SuppressionUse::operator+=(const SuppressionUse& other) {
  used.insert(other.used.begin(), other.used.end());
  refused.insert(other.refused.begin(), other.refused.end());
  notes.insert(notes.end(), other.notes.begin(), other.notes.end());
  return *this;
}

SuppressionUse suppress(const SuppressionList& list, std::vector<rules::Finding>& findings,
                        const std::function<bool(const rules::Finding&)>& governs) {
  SuppressionUse use;
  std::map<std::string_view, std::vector<const Suppression*>> by_rule;
  for (const Suppression& entry : list.entries) by_rule[entry.rule].push_back(&entry);
  if (by_rule.empty()) return use;
  for (rules::Finding& finding : findings) {
    if (finding.outcome != rules::Verdict::fail && finding.outcome != rules::Verdict::undetermined) continue;
    if (governs && !governs(finding)) continue;
    const auto entries = by_rule.find(finding.rule->id);
    if (entries == by_rule.end()) continue;
    for (const Suppression* entry : entries->second) {
      if (!entry->covers(finding)) continue;
      if (finding.severity == rules::Severity::error && finding.basis == rules::Basis::statute) {
        use.refused.insert(entry->index);
        use.notes.push_back(fmt::format(
            "{}: {} of {} is an error that rests on statute and cannot be suppressed", entry->place, entry->rule,
            finding.crn.empty() ? finding.location.file : fmt::format("{} {}", finding.crn, finding.subject)));
        break;
      }
      use.used.insert(entry->index);
      finding.suppressed = entry->words;
      break;
    }
  }
  return use;
}

NewlyLivedWith::NewlyLivedWith(const std::vector<rules::Finding>& findings) {
  for (const rules::Finding& finding : findings) stood_.push_back(finding.stands());
}

void NewlyLivedWith::settle(const std::vector<rules::Finding>& findings, std::vector<rules::CaseSummary>& cases) const {
  std::map<std::pair<std::string_view, std::uint32_t>, rules::CaseSummary*> by_document;
  for (rules::CaseSummary& one : cases) by_document.emplace(std::pair(std::string_view(one.file), one.document), &one);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const rules::Finding& finding = findings[i];
    if (!stood_[i] || finding.stands()) continue;
    const auto at = by_document.find({std::string_view(finding.location.file), finding.document});
    if (at == by_document.end()) continue;
    if (finding.outcome == rules::Verdict::fail) --at->second->findings[static_cast<std::size_t>(finding.severity)];
    if (finding.outcome == rules::Verdict::undetermined) --at->second->undetermined;
  }
}

}  // namespace probation::caseload
