#include "render/run/json.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "law/published.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Verdict;

JsonText& append_file(JsonText& out, std::string_view path) {
  if (out.plain_text("file", path)) return out;
  return first_invalid_utf8(path) ? out.text("file", printable(path)) : out.text("file", path);
}

void append_extent(JsonText& out, const rules::Location& at) {
  if (at.line == 0) out.null("line").null("column");
  else out.whole("line", at.line).whole("column", at.column);
  if (at.end_line == 0) out.null("end_line").null("end_column");
  else out.whole("end_line", at.end_line).whole("end_column", at.end_column);
  if (at.from < 0) out.null("bytes");
  else out.key("bytes").open().whole("from", at.from).whole("until", at.until).close();
}

void append_place(JsonText& out, const rules::Location& location, bool with_message) {
  append_file(out.open(), location.file);
  append_extent(out, location);
  out.text("pointer", location.pointer);
  if (with_message) out.text("message", location.message);
  out.close();
}

void append_fact(JsonText& out, const rules::FactValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) out.text(*text);
  else if (const auto* whole = std::get_if<std::int64_t>(&value)) out.whole(*whole);
  else if (const auto* truth = std::get_if<bool>(&value)) out.truth(*truth);
  else if (const auto* number = std::get_if<double>(&value)) out.value(Json(*number));
  else out.null();
}

void append_outcomes(JsonText& out, const rules::OutcomeCounts& counts) {
  out.open();
  for (const Verdict verdict :
       {Verdict::pass, Verdict::fail, Verdict::undetermined, Verdict::not_applicable, Verdict::not_assessed})
    out.key_of_data(rules::word(verdict)).whole(counts[verdict]);
  out.close();
}

void append_by_severity(JsonText& out, const std::array<std::int64_t, 3>& counts) {
  out.open().whole("error", counts[0]).whole("warning", counts[1]).whole("note", counts[2]).close();
}

Json outcomes(const rules::OutcomeCounts& counts) {
  Json out = Json::object();
  for (const Verdict verdict :
       {Verdict::pass, Verdict::fail, Verdict::undetermined, Verdict::not_applicable, Verdict::not_assessed})
    out[std::string(rules::word(verdict))] = counts[verdict];
  return out;
}

Json by_severity(const std::array<std::int64_t, 3>& counts) {
  return {{"error", counts[0]}, {"warning", counts[1]}, {"note", counts[2]}};
}

// What is written can be read: the one description of a record serves as tree too.
template <class Record>
Json tree_of(const Record& record) {
  std::string text;
  JsonText out(text);
  append(out, record);
  return *Json::parse(text);
}

}  // namespace

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json or_null(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(nullptr); }
Json or_null(const std::optional<Date>& date) { return date ? Json(format(*date)) : Json(nullptr); }

// File names may hold any byte; what is no UTF-8 is replaced, never a reason to stop.
std::string written(const Json& value, int indent) { return value.dump(indent); }

// A fact that is said again has its last value.
void append_facts(JsonText& out, const rules::Finding& f) {
  const auto named = [](std::string_view name) { return [name](const auto& fact) { return fact.first == name; }; };
  out.open();
  for (auto at = f.facts.begin(); at != f.facts.end(); ++at) {
    if (std::any_of(f.facts.begin(), at, named(at->first))) continue;
    append_fact(out.key_of_data(at->first), std::find_if(f.facts.rbegin(), f.facts.rend(), named(at->first))->second);
  }
  out.close();
}

void append_sources(JsonText& out, const rules::Finding& f) {
  out.open_list();
  for (const rules::FindingSource& source : f.sources)
    out.open()
        .text("title", source.title.view())
        .text("provision", source.provision.view())
        .text_or_null("from", source.from)
        .truth("assumption", source.assumption)
        .text_or_null("url", published_at(source.title.view()))
        .close();
  out.close_list();
}

void append(JsonText& out, const rules::Finding& f) {
  out.open()
      .text("schema", "finding/1")
      .text("rule", f.rule->id)
      .text("severity", rules::word(f.severity))
      .text("basis", rules::word(f.basis))
      .text("outcome", rules::word(f.outcome))
      .text_or_null("crn", f.crn)
      .text("subject", f.subject)
      .text("message", f.message);
  append_facts(out.key("facts"), f);
  append_place(out.key("location"), f.location, false);
  out.key("related").open_list();
  for (const rules::Location& location : f.related) append_place(out, location, true);
  out.close_list();
  append_sources(out.key("sources"), f);
  out.texts("trace", f.trace).texts("missing", f.missing).or_null("fix", f.fix);
  if (f.suppressed)
    out.key("suppressed")
        .open()
        .text("reason", f.suppressed->reason)
        .text("by", f.suppressed->by)
        .text("until", f.suppressed->until)
        .close();
  else out.null("suppressed");
  if (f.baseline == rules::BaselineMark::not_compared) out.null("baseline");
  else out.text("baseline", f.baseline == rules::BaselineMark::known ? "known" : "new");
  out.text("fingerprint", f.fingerprint)
      .text_or_null("region", f.region)
      .text_or_null("pdu", f.pdu)
      .text_or_null("team", f.team)
      .text_or_null("officer", f.officer)
      .text_or_null("order_id", f.order_id)
      .text_or_null("requirement_id", f.requirement_id)
      .close();
}

void append(JsonText& out, const rules::CaseSummary& c) {
  append_file(out.open().text("schema", "case_summary/1").text_or_null("crn", c.crn), c.file);
  out.key("orders").open_list();
  for (const rules::OrderSummary& order : c.orders) {
    out.open()
        .text("order_id", order.order_id)
        .text_or_null("type", order.type)
        .or_null("start_date", order.start_date)
        .or_null("end_date", order.end_date);
    out.key("requirements").open_list();
    for (const rules::RequirementSummary& r : order.requirements)
      out.open()
          .text("requirement_id", r.requirement_id)
          .text_or_null("type", r.type)
          .or_null("max_days", r.max_days)
          .or_null("days_counted", r.days_counted)
          .or_null("days_at_most", r.days_at_most)
          .or_null("days_left", r.days_left)
          .texts("awaiting_outcome", r.awaiting_outcome)
          .texts("awaiting_rar_decision", r.awaiting_rar_decision)
          .texts("in_force_not_known", r.in_force_not_known)
          .close();
    out.close_list().close();
  }
  out.close_list();
  append_outcomes(out.key("outcomes"), c.outcomes);
  append_by_severity(out.key("findings"), c.findings);
  out.whole("undetermined", c.undetermined);
  out.whole("line", c.line).whole("column", c.column).text("digest", c.digest);
  out.whole("document", c.document);
  out.text_or_null("policy", c.policy).close();
}

void append(JsonText& out, const caseload::Gap& gap) {
  const rules::Location& at = gap.location;
  out.open().text("schema", "gap/1").text_or_null("crn", gap.crn);
  append_file(out, gap.file).text("subject", gap.subject).text("fact", gap.fact);
  append_file(out.key("location").open(), at.file);
  append_extent(out, at);
  out.text_or_null("pointer", at.pointer).close();
  out.whole("questions", gap.questions).whole("alone", gap.alone).key("rules").open();
  for (const auto& [id, count] : gap.rules) out.key_of_data(id).whole(count);
  out.close()
      .text("severity", rules::word(gap.severity))
      .or_null("fix", gap.fix)
      .text_or_null("region", gap.region)
      .text_or_null("pdu", gap.pdu)
      .text_or_null("team", gap.team)
      .text_or_null("officer", gap.officer)
      .whole("document", gap.document)
      .whole("questions_of_case", gap.questions_of_case)
      .close();
}

Json to_json(const rules::Finding& f) { return tree_of(f); }
Json to_json(const rules::CaseSummary& c) { return tree_of(c); }
Json to_json(const caseload::Gap& gap) { return tree_of(gap); }

Json summary_json(const RunOutput& run) {
  const Summary& s = run.summary;
  Json rules = Json::object();
  for (const auto& [id, counts] : s.by_rule) rules[id] = outcomes(counts);
  Json shard = nullptr;
  Json not_opened = Json::array();
  if (s.shard)
    for (const UnreadFile& file : s.shard->not_opened)
      not_opened.push_back({{"file", printable(file.path)}, {"why", file.why}, {"judged", file.judged}});
  if (s.shard)
    shard = {{"index", s.shard->index},
             {"count", s.shard->count},
             {"settings", s.shard->settings},
             {"fail_on", s.shard->fail_on},
             {"fail_on_undetermined", s.shard->fail_on_undetermined},
             {"show", s.shard->show},
             {"suppressions", or_null(s.shard->suppressions)},
             {"baseline", or_null(s.shard->baseline)},
             {"across_files", s.shard->across_files},
             {"not_opened", not_opened},
             {"unused", s.shard->unused},
             {"refused", s.shard->refused},
             {"is_list", s.shard->is_list},
             {"failing", s.shard->failing},
             {"undetermined_fails", s.shard->undetermined_fails},
             {"left_out", s.shard->left_out},
             {"not_selected", s.shard->not_selected},
             {"told_configurations", s.shard->told_configurations}};
  Json out{{"schema", "summary/1"},
           {"tool", run.tool},
           {"version", run.version},
           {"as_of", format(run.as_of)},
           {"policy", run.policy},
           {"files", s.files},
           {"cases", s.cases},
           {"unreadable", s.unreadable},
           {"findings", by_severity(s.findings)},
           {"undetermined", s.undetermined},
           {"suppressed", s.suppressed},
           {"baseline", s.baseline},
           {"later", s.later},
           {"skipped", s.skipped},
           {"by_rule", rules},
           {"verdict", s.verdict},
           {"exit", s.exit},
           {"account", to_json(run.account)},
           {"catalogue", run.catalogue.empty() ? Json(nullptr) : Json(run.catalogue)},
           {"shard", shard}};
  if (s.run_date) out["run_date"] = format(*s.run_date);
  if (s.suppressions)
    out["suppressions"] = {{"given", s.suppressions->given},
                           {"expired", s.suppressions->expired},
                           {"malformed", s.suppressions->malformed},
                           {"refused", s.suppressions->refused},
                           {"unused", s.suppressions->unused}};
  return out;
}

namespace {

class JsonPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 3; }
  [[nodiscard]] int list_of(std::size_t channel) const override { return static_cast<int>(channel); }
  [[nodiscard]] std::string head(const RunOutput& run) const override {
    std::string text;
    JsonText(text, 2)
        .open()
        .text("schema", "run/1")
        .text("tool", run.tool)
        .text("version", run.version)
        .text("as_of", format(run.as_of))
        .text("policy", run.policy)
        .key("findings")
        .open_list();
    return text;
  }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    const auto records = [](std::string& text, const auto& all) {
      JsonText list = JsonText::within(text, 2, 2);
      for (const auto& record : all) append(list, record);
    };
    constexpr std::size_t usual_finding = 1100;  // bytes
    out[0].reserve(out[0].size() + part.findings.size() * usual_finding);
    records(out[0], part.findings);
    records(out[1], part.gaps);
    records(out[2], part.cases);
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t channel, bool is_empty) const override {
    std::string text = is_empty ? "]" : "\n  ]";
    JsonText members = JsonText::within(text, 2, 1);
    if (channel < 2) members.key_of_data(channel == 0 ? "gaps" : "cases").open_list();
    else members.value("summary", summary_json(run)).close();
    members.flush();
    return channel < 2 ? text : text + "\n";
  }
};

// The records of one document stand together: what was found in it, what it lacks, its case.
class NdjsonPieces : public PieceFormat {
 public:
  void add(const RunOutput& part, std::span<std::string> out) const override {
    struct OfDocument {
      std::vector<const rules::Finding*> findings;
      std::vector<const caseload::Gap*> gaps;
      std::vector<const rules::CaseSummary*> cases;
    };
    std::map<std::pair<std::string_view, std::uint32_t>, OfDocument> documents;
    for (const rules::Finding& f : part.findings) documents[{f.location.file, f.document}].findings.push_back(&f);
    if (part.shows_gaps() || part.summary.shard)  // `merge` needs them whatever it is to show
      for (const caseload::Gap& gap : part.gaps) documents[{gap.file, gap.document}].gaps.push_back(&gap);
    for (const rules::CaseSummary& one : part.cases) documents[{one.file, one.document}].cases.push_back(&one);
    constexpr std::size_t usual_finding = 700, usual_case = 1000;  // bytes
    out[0].reserve(out[0].size() + part.findings.size() * usual_finding + part.cases.size() * usual_case);
    JsonText text = JsonText::lines(out[0]);
    const auto lines = [&](const auto& records) {
      for (const auto* record : records) {
        append(text, *record);
        if constexpr (requires { record->stands(); })  // which document, for whoever puts shards together
          if (part.summary.shard) {
            text.flush();
            out[0].resize(out[0].size() - 2);  // the bracket and the end of the line
            out[0] += fmt::format(",\"document\":{}}}\n", record->document);
          }
      }
    };
    for (const auto& [key, document] : documents) {
      lines(document.findings);
      lines(document.gaps);
      lines(document.cases);
    }
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t, bool) const override {
    return written(summary_json(run)) + "\n";
  }
};

}  // namespace

std::unique_ptr<PieceFormat> json_pieces(const PieceStyle&) { return std::make_unique<JsonPieces>(); }
std::unique_ptr<PieceFormat> ndjson_pieces(const PieceStyle&) { return std::make_unique<NdjsonPieces>(); }

std::string json(const RunOutput& run) { return whole(*json_pieces({}), run); }

std::string json(const std::vector<Json>& records) {
  Json all = Json::array();
  for (const Json& record : records) all.push_back(record);
  return written(all, 2) + "\n";
}

std::string ndjson(const std::vector<Json>& records, const Json& summary) {
  std::string out;
  for (const Json& record : records) out += written(record) + "\n";
  return out + written(summary) + "\n";
}

}  // namespace probation::render
