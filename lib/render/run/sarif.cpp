#include "render/run/sarif.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/json.hpp"
#include "render/run/markdown.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Rule;
using rules::Verdict;

// Our severities are SARIF's levels.
std::string_view level(rules::Severity severity) { return rules::word(severity); }

std::string source_words(const Source& source) { return fmt::format("{}, {}", source.title, source.provision); }

Json descriptor(const Rule& rule) {
  std::string text = fmt::format("What it checks: {}\nWhy it matters: {}\nWhat to do: {}", rule.explanation.checks,
                                 rule.explanation.matters, rule.explanation.to_do);
  std::string markdown = fmt::format("**What it checks**: {}\n\n**Why it matters**: {}\n\n**What to do**: {}",
                                     markdown_text(rule.explanation.checks), markdown_text(rule.explanation.matters),
                                     markdown_text(rule.explanation.to_do));
  for (const Source& source : rule.sources) {
    text += fmt::format("\nSource: {}", source_words(source));
    markdown += fmt::format("\n\n**Source**: {}", markdown_text(source_words(source)));
  }
  return {{"id", rule.id},
          {"name", rule.slug},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", rule.explanation.checks}}},
          {"help", {{"text", text}, {"markdown", markdown}}},
          {"defaultConfiguration", {{"level", level(rule.severity)}}},
          {"properties", {{"basis", rules::word(rule.basis)}, {"tags", Json::array({rules::word(rule.basis)})}}}};
}

Json physical(const rules::Location& location) {
  Json out{{"artifactLocation", {{"uri", uri_of(location.file)}}}};
  if (location.line > 0) out["region"] = {{"startLine", location.line}, {"startColumn", location.column}};
  return out;
}

Json result(const Finding& f, std::size_t rule_index, bool any_suppressed) {
  const bool fails = f.outcome == Verdict::fail;
  Json location{{"physicalLocation", physical(f.location)}};
  Json logical =
      Json::array({{{"name", f.subject},
                    {"fullyQualifiedName", f.crn.empty() ? f.subject : fmt::format("{}/{}", f.crn, f.subject)},
                    {"kind", "object"}}});
  if (!f.location.pointer.empty()) logical.push_back({{"fullyQualifiedName", f.location.pointer}, {"kind", "member"}});
  location["logicalLocations"] = logical;
  const Json finding = to_json(f);
  Json properties{{"crn", finding["crn"]},
                  {"subject", f.subject},
                  {"basis", finding["basis"]},
                  {"outcome", finding["outcome"]},
                  {"severity", finding["severity"]}};
  for (const char* member : {"facts", "trace", "missing", "sources", "fix"})
    if (!finding[member].is_null() && !finding[member].empty()) properties[member] = finding[member];
  Json out{{"ruleId", f.rule->id},
           {"ruleIndex", rule_index},
           {"kind", fails                        ? "fail"
                    : f.outcome == Verdict::pass ? "pass"
                                                 : "open"},
           {"level", fails ? level(f.severity) : std::string_view("none")},
           {"message", {{"text", f.message.empty() ? f.rule->summary : std::string_view(f.message)}}},
           {"locations", Json::array({location})},
           {"partialFingerprints", {{"finding/1", f.fingerprint}}}};
  if (!f.related.empty()) {
    Json related = Json::array();
    for (const rules::Location& place : f.related) {
      Json entry{{"id", related.size()}, {"physicalLocation", physical(place)}};
      if (!place.message.empty()) entry["message"] = {{"text", place.message}};
      related.push_back(entry);
    }
    out["relatedLocations"] = related;
  }
  // The specification wants the list on every result of a run or on none.
  if (any_suppressed) {
    out["suppressions"] = Json::array();
    if (f.suppressed)
      out["suppressions"].push_back({{"kind", "external"},
                                     {"status", "accepted"},
                                     {"justification", f.suppressed->reason},
                                     {"properties", {{"by", f.suppressed->by}, {"until", f.suppressed->until}}}});
  }
  if (f.baseline != rules::BaselineMark::not_compared)
    out["baselineState"] = f.baseline == rules::BaselineMark::known ? "unchanged" : "new";
  out["properties"] = properties;
  return out;
}

Json missing_fact_descriptor() {
  const std::string_view sentence = "A fact that is not recorded, and how many questions wait for it";
  return {{"id", missing_fact_id},
          {"name", missing_fact_id},
          {"shortDescription", {{"text", sentence}}},
          {"fullDescription",
           {{"text", "Rules that need it could decide nothing; what is not recorded is never guessed."}}},
          {"help", {{"text", "Record it, or find out who knows."}, {"markdown", "Record it, or find out who knows."}}},
          {"defaultConfiguration", {{"level", "note"}}},
          {"properties", {{"basis", "data"}, {"tags", Json::array({"data"})}}}};
}

Json result(const caseload::Gap& gap, std::size_t rule_index, bool any_suppressed) {
  Json location{{"physicalLocation", physical(gap.location)}};
  Json logical =
      Json::array({{{"name", gap.subject},
                    {"fullyQualifiedName", gap.crn.empty() ? gap.subject : fmt::format("{}/{}", gap.crn, gap.subject)},
                    {"kind", "object"}}});
  if (!gap.location.pointer.empty())
    logical.push_back({{"fullyQualifiedName", gap.location.pointer}, {"kind", "member"}});
  location["logicalLocations"] = logical;
  const Json record = to_json(gap);
  Json properties{{"outcome", "undetermined"}};
  for (const char* member : {"crn", "subject", "severity", "fact", "questions", "alone", "rules", "fix"})
    if (!record[member].is_null()) properties[member] = record[member];
  Json out{{"ruleId", missing_fact_id},
           {"ruleIndex", rule_index},
           {"kind", "open"},
           {"level", "none"},
           {"message", {{"text", caseload::said(gap)}}},
           {"locations", Json::array({location})},
           {"partialFingerprints", {{"finding/1", caseload::fingerprint(gap)}}}};
  if (any_suppressed) out["suppressions"] = Json::array();
  out["properties"] = properties;
  return out;
}

}  // namespace

std::string uri_of(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  while (path.starts_with("./")) path.remove_prefix(2);
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string sarif(const RunOutput& run) {
  std::map<std::string_view, std::size_t> index;
  Json descriptors = Json::array();
  const auto describe = [&](const Rule& rule) {
    const auto [at, fresh] = index.emplace(rule.id, descriptors.size());
    if (fresh) descriptors.push_back(descriptor(rule));
  };
  for (const auto& [id, counts] : run.summary.by_rule)
    if (const Rule* rule = rules::find_rule(id)) describe(*rule);
  for (const Finding& f : run.findings) describe(*f.rule);
  const bool any_suppressed =
      std::any_of(run.findings.begin(), run.findings.end(), [](const Finding& f) { return f.suppressed.has_value(); });
  Json results = Json::array();
  for (const Finding& f : run.findings) results.push_back(result(f, index.at(f.rule->id), any_suppressed));
  if (run.shows_gaps() && !run.gaps.empty()) {
    const std::size_t number = descriptors.size();
    descriptors.push_back(missing_fact_descriptor());
    for (const caseload::Gap& gap : run.gaps) results.push_back(result(gap, number, any_suppressed));
  }
  Json notifications = Json::array();
  for (const UnreadFile& file : run.unread)
    notifications.push_back(
        {{"level", "error"},
         {"message", {{"text", "not read: " + file.why}}},
         {"locations", Json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", uri_of(file.path)}}}}}}})}});
  Json invocation{{"executionSuccessful", run.summary.unreadable == 0},
                  {"exitCode", run.summary.exit},
                  {"exitCodeDescription", run.summary.verdict}};
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = notifications;
  const Json out{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs",
       Json::array({{{"tool",
                      {{"driver",
                        {{"name", run.tool},
                         {"version", run.version},
                         {"semanticVersion", run.version},
                         {"rules", descriptors}}}}},
                     {"invocations", Json::array({invocation})},
                     {"columnKind", "unicodeCodePoints"},
                     {"results", results},
                     {"properties",
                      {{"as_of", format(run.as_of)}, {"policy", run.policy}, {"summary", summary_json(run)}}}}})}};
  return written(out, 2) + "\n";
}

}  // namespace probation::render
