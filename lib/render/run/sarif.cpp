#include "render/run/sarif.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "render/run/gaps.hpp"
#include "render/run/json.hpp"
#include "render/run/markdown.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
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

void append_physical(JsonText& out, const RunOutput& run, const rules::Location& location) {
  out.key("physicalLocation").open();
  out.key("artifactLocation").open().text("uri", uri_of(from_repository(run, location.file))).close();
  if (location.line > 0) {
    out.key("region").open().whole("startLine", location.line).whole("startColumn", location.column);
    if (location.end_line > 0) out.whole("endLine", location.end_line).whole("endColumn", location.end_column);
    out.close();
  }
  out.close();
}

void append_locations(JsonText& out, const RunOutput& run, const rules::Location& location, std::string_view crn,
                      std::string_view subject) {
  out.key("locations").open_list().open();
  append_physical(out, run, location);
  out.key("logicalLocations").open_list();
  out.open()
      .text("name", subject)
      .text("fullyQualifiedName", crn.empty() ? std::string(subject) : fmt::format("{}/{}", crn, subject))
      .text("kind", "object")
      .close();
  if (!location.pointer.empty()) out.open().text("fullyQualifiedName", location.pointer).text("kind", "member").close();
  out.close_list().close().close_list();
}

void append_related(JsonText& out, const RunOutput& run, const Finding& f) {
  if (f.related.empty()) return;
  out.key("relatedLocations").open_list();
  std::int64_t id = 0;
  for (const rules::Location& place : f.related) {
    out.open().whole("id", id++);
    append_physical(out, run, place);
    if (!place.message.empty()) out.key("message").open().text("text", place.message).close();
    out.close();
  }
  out.close_list();
}

// The specification wants the list on every result of a run or on none.
void append_suppressions(JsonText& out, const Finding& f) {
  out.key("suppressions").open_list();
  if (f.suppressed) {
    out.open().text("kind", "external").text("status", "accepted").text("justification", f.suppressed->reason);
    out.key("properties").open().text("by", f.suppressed->by).text("until", f.suppressed->until).close().close();
  }
  out.close_list();
}

void append_properties(JsonText& out, const Finding& f) {
  out.key("properties")
      .open()
      .text_or_null("crn", f.crn)
      .text("subject", f.subject)
      .text("basis", rules::word(f.basis))
      .text("outcome", rules::word(f.outcome))
      .text("severity", rules::word(f.severity));
  if (!f.facts.empty()) append_facts(out.key("facts"), f);
  if (!f.trace.empty()) out.texts("trace", f.trace);
  if (!f.missing.empty()) out.texts("missing", f.missing);
  if (!f.sources.empty()) append_sources(out.key("sources"), f);
  if (f.fix && !f.fix->empty()) out.text("fix", *f.fix);
  out.close();
}

void append_result(JsonText& out, const RunOutput& run, const Finding& f, std::size_t rule_index, bool any_suppressed) {
  const bool fails = f.outcome == Verdict::fail;
  out.open()
      .text("ruleId", f.rule->id)
      .whole("ruleIndex", static_cast<std::int64_t>(rule_index))
      .text("kind", fails                        ? "fail"
                    : f.outcome == Verdict::pass ? "pass"
                                                 : "open")
      .text("level", fails ? level(f.severity) : std::string_view("none"));
  out.key("message").open().text("text", f.message.empty() ? f.rule->summary : std::string_view(f.message)).close();
  append_locations(out, run, f.location, f.crn, f.subject);
  out.key("partialFingerprints").open().text("finding/1", f.fingerprint).close();
  append_related(out, run, f);
  if (any_suppressed) append_suppressions(out, f);
  if (f.baseline != rules::BaselineMark::not_compared)
    out.text("baselineState", f.baseline == rules::BaselineMark::known ? "unchanged" : "new");
  append_properties(out, f);
  out.close();
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

void append_result(JsonText& out, const RunOutput& run, const caseload::Gap& gap, std::size_t rule_index,
                   bool any_suppressed) {
  out.open()
      .text("ruleId", missing_fact_id)
      .whole("ruleIndex", static_cast<std::int64_t>(rule_index))
      .text("kind", "open")
      .text("level", "none");
  out.key("message").open().text("text", caseload::said(gap)).close();
  append_locations(out, run, gap.location, gap.crn, gap.subject);
  out.key("partialFingerprints").open().text("finding/1", caseload::fingerprint(gap)).close();
  if (any_suppressed) out.key("suppressions").open_list().close_list();
  out.key("properties")
      .open()
      .text("outcome", "undetermined")
      .text_or_null("crn", gap.crn)
      .text("subject", gap.subject)
      .text("severity", rules::word(gap.severity))
      .text("fact", gap.fact)
      .whole("questions", gap.questions)
      .whole("alone", gap.alone)
      .key("rules")
      .open();
  for (const auto& [id, count] : gap.rules) out.key_of_data(id).whole(count);
  out.close();
  if (gap.fix) out.text("fix", *gap.fix);
  out.close().close();
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

namespace {

// The rules that a file of results describes, with their place in it.
struct Descriptors {
  std::map<std::string_view, std::size_t> index;
  std::vector<const Rule*> all;
  explicit Descriptors(const RunOutput& run) {
    for (const Rule* rule : run.told_rules) add(*rule);
    for (const Finding& f : run.findings) add(*f.rule);  // a run that is held and does not say which rules it asked
  }
  void add(const Rule& rule) {
    if (index.emplace(rule.id, all.size()).second) all.push_back(&rule);
  }
};

Json invocation_of(const RunOutput& run) {
  Json notifications = Json::array();
  for (const UnreadFile& file : run.unread)
    notifications.push_back(
        {{"level", "error"},
         {"message", {{"text", "not read: " + file.why}}},
         {"locations", Json::array({{{"physicalLocation",
                                      {{"artifactLocation", {{"uri", uri_of(from_repository(run, file.path))}}}}}}})}});
  Json invocation{{"executionSuccessful", run.summary.unreadable == 0},
                  {"exitCode", run.summary.exit},
                  {"exitCodeDescription", run.summary.verdict}};
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = notifications;
  return invocation;
}

constexpr std::size_t depth_of_results = 4;  // the file, its runs, a run, its results

void open_file(JsonText& out) {
  out.open().text("$schema", "https://json.schemastore.org/sarif-2.1.0.json").text("version", "2.1.0");
  out.key("runs").open_list();
}

// What stands before the results of a run.
void open_run(JsonText& out, const RunOutput& run, const Descriptors& rules, const std::string& id) {
  out.open().key("tool").open().key("driver").open();
  out.text("name", run.tool).text("version", run.version).text("semanticVersion", run.version);
  out.text("informationUri", "urn:probation:rar-tools").key("rules").open_list();
  for (const Rule* rule : rules.all) out.value(descriptor(*rule));
  if (run.shows_gaps()) out.value(missing_fact_descriptor());
  out.close_list().close().close();
  out.key("automationDetails").open().text("id", id).close();
  out.text("columnKind", "unicodeCodePoints").key("results").open_list();
}

// The same list on every result, as the specification wants it: there where the run has suppressions.
bool has_suppressions(const RunOutput& run) { return run.summary.suppressions.has_value(); }

// What stands behind them.
void close_run(JsonText& out, const RunOutput& run) {
  out.value("invocations", Json::array({invocation_of(run)}));
  out.key("properties").open().text("as_of", format(run.as_of)).text("policy", run.policy);
  out.value("account", to_json(run.account)).value("summary", summary_json(run)).close().close();
}

std::string id_of(const RunOutput& run) { return fmt::format("{}/check/", run.tool); }

class SarifPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 2; }
  [[nodiscard]] int list_of(std::size_t) const override { return 0; }
  [[nodiscard]] std::string head(const RunOutput& run) const override {
    std::string text;
    JsonText out(text, 2);
    open_file(out);
    open_run(out, run, Descriptors(run), id_of(run));
    out.flush();
    return text;
  }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    const Descriptors rules(part);
    JsonText results = JsonText::within(out[0], 2, depth_of_results);
    for (const Finding& f : part.findings)
      append_result(results, part, f, rules.index.at(f.rule->id), has_suppressions(part));
    if (!part.shows_gaps()) return;
    JsonText gaps = JsonText::within(out[1], 2, depth_of_results);
    for (const caseload::Gap& gap : part.gaps) append_result(gaps, part, gap, rules.all.size(), has_suppressions(part));
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t channel, bool is_empty) const override {
    if (channel == 0) return {};
    std::string text = is_empty ? "]" : "\n" + std::string(2 * (depth_of_results - 1), ' ') + "]";
    JsonText out = JsonText::within(text, 2, depth_of_results - 1);
    close_run(out, run);
    out.close_list().close();
    return text + "\n";
  }
};

}  // namespace

namespace {

constexpr std::size_t most_in_a_run = 5000, most_in_a_file = most_in_a_run * 20;
constexpr char result_begins = '\x1e';  // a character that JSON has no way to hold

RunOutput faults_alone(RunOutput run) {
  run.undetermined = ShowUndetermined::none;
  return run;
}

std::string id_of_part(const RunOutput& run, std::size_t number) {
  return number == 1 ? id_of(run) : fmt::format("{}{}/", id_of(run), number);
}

// A channel for each severity, so that errors come first. Where a result is one too many for a run, the next begins;
// those that are too many for the file are the last of that order, and are left out.
class SarifForGithub : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 3; }
  [[nodiscard]] bool totals_first() const override { return true; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    const Descriptors rules(part);
    for (const Finding& f : part.findings) {
      std::string& text = out[static_cast<std::size_t>(f.severity)];
      text += result_begins;
      JsonText results = JsonText::within(text, 2, depth_of_results);
      append_result(results, part, f, rules.index.at(f.rule->id), has_suppressions(part));
    }
  }
  void number(std::span<std::string> channels) override {
    for (const std::string& channel : channels)
      results_ += static_cast<std::size_t>(std::count(channel.begin(), channel.end(), result_begins));
  }
  LeftOut leave_out(const RunOutput&) override {
    return {static_cast<std::int64_t>(results_ - std::min(results_, most_in_a_file)), 0};
  }
  [[nodiscard]] std::string head(const RunOutput& totals) const override {
    std::string text;
    JsonText out(text, 2);
    open_file(out);
    const RunOutput faults = faults_alone(totals);
    open_run(out, faults, Descriptors(faults), id_of_part(totals, 1));
    out.flush();
    totals_ = &totals;
    return text;
  }
  void settle(std::size_t, std::string& text) override {
    std::string kept;
    for (const char c : text) {
      if (c != result_begins) {
        if (put_ <= most_in_a_file && !std::exchange(skips_, false)) kept += c;
        continue;
      }
      if (put_ == most_in_a_file) {  // and what follows
        ++put_;
        continue;
      }
      if (put_ > most_in_a_file) continue;
      skips_ = put_ % most_in_a_run == 0;  // the comma
      if (skips_ && put_ > 0) kept += between(put_ / most_in_a_run + 1);
      ++put_;
    }
    text = std::move(kept);
  }
  [[nodiscard]] std::string behind(const RunOutput& totals, std::size_t channel, bool) const override {
    if (channel < 2) return {};
    std::string text = put_ == 0 ? "]" : "\n" + std::string(2 * (depth_of_results - 1), ' ') + "]";
    JsonText out = JsonText::within(text, 2, depth_of_results - 1);
    close_run(out, totals);
    out.close_list().close();
    return text + "\n";
  }

 private:
  [[nodiscard]] std::string between(std::size_t number) const {
    std::string text;
    JsonText out = JsonText::within(text, 2, depth_of_results);
    out.close_list();
    close_run(out, *totals_);
    const RunOutput faults = faults_alone(*totals_);
    open_run(out, faults, Descriptors(faults), id_of_part(*totals_, number));
    out.flush();
    return text;
  }
  std::size_t results_ = 0, put_ = 0;
  bool skips_ = false;
  mutable const RunOutput* totals_ = nullptr;  // of which the head was made; what is between runs is made of the same
};

}  // namespace

std::unique_ptr<PieceFormat> sarif_pieces(const PieceStyle& style) {
  if (style.for_github) return std::make_unique<SarifForGithub>();
  return std::make_unique<SarifPieces>();
}

}  // namespace probation::render
