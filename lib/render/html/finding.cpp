#include "render/html/finding.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/excerpt.hpp"
#include "rules/rule.hpp"

namespace probation::render::web {
namespace {

using rules::Finding;
using rules::Location;
using rules::Verdict;

std::string where(const Location& location) {
  return code(location.line == 0 ? location.file
                                 : fmt::format("{}:{}:{}", location.file, location.line, location.column));
}

std::string lines_of(const Location& location) {
  if (location.excerpt.empty()) return {};
  const Marked line = marked(location);
  return fmt::format("<pre translate=\"no\" tabindex=\"0\">{} | {}{}<mark>{}</mark>{}{}</pre>\n", location.line,
                     location.excerpt_skips > 0 ? "…" : "", text(line.before), text(line.value), text(line.after),
                     location.excerpt_goes_on ? "…" : "");
}

std::string place(const Location& location) {
  return where(location) + (location.message.empty() ? std::string{} : ": " + prose(location.message)) +
         lines_of(location);
}

std::string standing(const Finding& f) {
  return f.suppressed                               ? " <span class=\"tag\">Suppressed</span>"
         : f.baseline == rules::BaselineMark::known ? " <span class=\"tag\">Known before</span>"
         : f.baseline == rules::BaselineMark::fresh ? " <span class=\"tag\">New</span>"
                                                    : "";
}

std::string source(const rules::FindingSource& source, std::string_view basis, const Speech& speech) {
  return prose(source.title) + (source.provision.empty() ? std::string{} : ", " + prose(source.provision)) + " (" +
         (source.from.empty() ? std::string{} : "in force from " + speech.when(source.from) + ", ") +
         speech.say_small("basis", basis) + (source.assumption ? ", an assumption" : "") + ")";
}

bool is_command(const std::string& fix) { return fix.starts_with("rar-") || fix.starts_with("eip-"); }
std::string fix(const std::string& words) { return is_command(words) ? code(words) : prose(words); }

std::vector<std::pair<std::string, std::string>> reasons(const Finding& f, const Speech& speech, const Owners& owners) {
  std::vector<std::pair<std::string, std::string>> pairs{
      {speech.head("field", "rule", "Rule"), speech.say("rule", f.rule->id) + " (" + code(f.rule->id) + ")"},
      {"About", code(f.subject)}};
  for (const std::string& pointer : f.missing) {
    const auto owner = owners.find(pointer);
    pairs.emplace_back("Not recorded", speech.fact(pointer, owner == owners.end() ? std::string{} : owner->second));
  }
  if (f.suppressed)
    pairs.emplace_back("Suppressed", "<span translate=\"no\">" +
                                         text(fmt::format("{} (by {}, until {})", f.suppressed->reason,
                                                          f.suppressed->by, f.suppressed->until)) +
                                         "</span>");
  if (f.fix) pairs.emplace_back("To do", fix(*f.fix));
  return pairs;
}

std::string proof(const Finding& f, const Speech& speech) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& line : f.trace) pairs.emplace_back("How", prose(line));
  for (const Location& related : f.related) pairs.emplace_back("See also", place(related));
  for (const rules::FindingSource& one : f.sources)
    pairs.emplace_back(speech.head("field", "source", "Source"), source(one, rules::word(f.basis), speech));
  if (pairs.empty()) return {};
  return "<details><summary>How this was found</summary>\n" + list(pairs) + "</details>\n";
}

}  // namespace

std::string Anchors::of(const Finding& finding) {
  const int times = ++used_[finding.fingerprint];
  return times == 1 ? "f-" + finding.fingerprint : fmt::format("f-{}-{}", finding.fingerprint, times);
}

std::string article(const Finding& f, const std::string& anchor, int level, const Speech& speech,
                    const Owners& owners) {
  const bool fail = f.outcome == Verdict::fail;
  const std::string_view kind = fail ? rules::word(f.severity) : rules::word(f.outcome);
  const Attributes attributes{{"data-fingerprint", f.fingerprint},
                              {"data-rule", std::string(f.rule->id)},
                              {"data-severity", std::string(rules::word(f.severity))},
                              {"data-outcome", std::string(rules::word(f.outcome))},
                              {"data-crn", f.crn.str()},
                              {"data-subject", f.subject},
                              {"data-team", f.team.str()},
                              {"data-officer", f.officer.str()}};
  return fmt::format("<article class=\"{}\" id=\"{}\"{}>\n<h{}>{}{} {}</h{}>\n<p>{}</p>\n{}{}</article>\n", kind,
                     text(anchor), written(attributes), level, speech.tag(fail ? "severity" : "outcome", kind),
                     standing(f), prose(f.message.empty() ? f.rule->summary : std::string_view(f.message)), level,
                     place(f.location), list(reasons(f, speech, owners)), proof(f, speech));
}

std::vector<const Finding*> worst_first(std::vector<const Finding*> findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    const auto key = [](const Finding* f) {
      return std::tuple(!f->stands(), f->outcome != Verdict::fail, f->severity);
    };
    return key(a) < key(b);
  });
  return findings;
}

namespace {

// Without its full stop. One within it is followed by no capital letter: "para. 4", "e.g. a letter".
std::string_view first_sentence(std::string_view all) {
  std::size_t end = all.find(". ");
  while (end != std::string_view::npos && std::isupper(static_cast<unsigned char>(all[end + 2])) == 0)
    end = all.find(". ", end + 1);
  return all.substr(0, std::min(end, all.find_last_not_of('.') + 1));
}

// What to do about a finding, and why: its own fix in words, else the first sentence that its rule has for it.
std::string step_of(const Finding& finding) {
  std::string step(first_sentence(finding.rule->explanation.to_do));
  if (finding.fix && !is_command(*finding.fix)) step = *finding.fix;
  if (step.empty()) return prose(finding.message);
  step.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(step.front())));
  return prose(step + ": " + std::string(finding.message));
}

}  // namespace

std::string next_step(const CaseView& one, const Speech& speech) {
  const Finding* note = nullptr;
  for (const Finding* finding : worst_first(one.findings)) {
    if (finding->outcome != Verdict::fail || !finding->stands()) continue;
    if (finding->severity != rules::Severity::note) return step_of(*finding);
    if (note == nullptr) note = finding;
  }
  for (const Json& row : one.due)
    if (row.at("state") == "overdue" || row.at("state") == "due")
      return speech.say("due", row.at("kind").text()) + ": " + speech.when(row.at("due").text());
  if (note != nullptr) return step_of(*note);
  if (!one.shows_lacks && one.undetermined > 0) return counted(one.undetermined, "question") + " could not be decided";
  if (!one.lacks.empty()) return "Record: " + speech.fact(one.lacks.front().fact);
  return "Nothing to do now";
}

std::string no_fault(std::int64_t undetermined) {
  if (undetermined == 0) return "<p>No rule failed.</p>\n";
  return fmt::format("<p>No rule failed, and {} could not be decided.</p>\n", counted(undetermined, "question"));
}

std::string lacks_not_shown(std::int64_t undetermined) {
  return fmt::format("<p>{} could not be decided; the facts that would decide are not shown.</p>\n",
                     counted(undetermined, "question"));
}

std::string lacks(const CaseView& view, const Speech& speech) {
  if (view.lacks.empty()) return "<p>The record lacks nothing that a rule asked for.</p>\n";
  std::string out = "<ul class=\"lacks\">\n";
  for (const LackRow& row : view.lacks)
    out += fmt::format(
        "<li{}>{}: {}{}</li>\n",
        written({{"data-crn", view.crn}, {"data-fact", row.fact}, {"data-questions", std::to_string(row.questions)}}),
        speech.fact(row.fact),
        row.questions == 1 ? "one question waits for it"
                           : fmt::format("{} wait for it", counted(row.questions, "question")),
        row.fix.empty() ? std::string{} : "<br>" + code(row.fix));
  return out + "</ul>\n";
}

namespace {

std::string member(const Json& row, std::string_view name) {
  return row.contains(name) && row.at(name).is_string() ? row.at(name).text() : std::string{};
}

std::string days_words(const Json& row) {
  if (!row.contains("days_left") || row.at("days_left").is_null()) return {};
  const std::int64_t left = row.at("days_left").whole();
  return left < 0 ? counted(-left, "day") + " ago" : left == 0 ? "today" : "in " + counted(left, "day");
}

}  // namespace

Table dated_head(std::string caption, const Speech& speech) {
  return {std::move(caption),
          {{speech.head("heading", "case", "Case"), "crn"},
           {speech.head("field", "state", "State"), "state"},
           {"What", "kind"},
           {speech.head("field", "date", "Date"), "due"},
           {speech.head("field", "days", "Days"), "days"},
           {speech.head("field", "team", "Team"), "team"},
           {speech.head("field", "officer", "Officer"), "officer"},
           {speech.head("field", "why", "Why"), "why"}},
          {}};
}

Row dated_row(const Json& row, const Speech& speech, const std::string& link) {
  const std::string crn = member(row, "crn"), order = member(row, "order_id"), one = member(row, "requirement_id");
  const std::string kind = member(row, "kind"), due = member(row, "due"), state = member(row, "state");
  const std::string who = code(crn.empty() ? member(row, "intervention") : crn);
  const std::string subject = order + (one.empty() ? "" : "/" + one);
  return {
      {{"data-crn", crn},
       {"data-kind", kind},
       {"data-due", due},
       {"data-state", state},
       {"data-team", member(row, "team")},
       {"data-officer", member(row, "officer")}},
      {{(link.empty() ? who : fmt::format("<a href=\"{}\">{}</a>", text(link), who)) +
        (subject.empty() ? std::string{} : " " + code(subject))},
       {speech.tag("state", state)},
       {kind == "act_by" ? "Last useful day to act: " + speech.say_small("kind", member(row, "forecast"))
                         : speech.say("due", kind)},
       {due.empty() ? "not known" : speech.when(due), due},
       {days_words(row), row.contains("days_left") && !row.at("days_left").is_null() ? row.at("days_left").dump() : ""},
       {code(member(row, "team"))},
       {code(member(row, "officer"))},
       {prose(member(row, "computed"))}}};
}

Table dated(const std::vector<Json>& rows, std::string caption, const Speech& speech, const CaseLink& link) {
  Table table = dated_head(std::move(caption), speech);
  for (const Json& row : rows) table.rows.push_back(dated_row(row, speech, link(row)));
  return table;
}

}  // namespace probation::render::web
