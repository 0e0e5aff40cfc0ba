#include "render/run/json.hpp"

#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Verdict;

Json mark(rules::BaselineMark value) {
  return value == rules::BaselineMark::not_compared ? Json(nullptr)
                                                    : Json(value == rules::BaselineMark::known ? "known" : "new");
}

Json place(const rules::Location& location, bool with_message) {
  Json out{{"file", location.file},
           {"line", location.line == 0 ? Json(nullptr) : Json(location.line)},
           {"column", location.line == 0 ? Json(nullptr) : Json(location.column)},
           {"pointer", location.pointer}};
  if (with_message) out["message"] = location.message;
  return out;
}

Json fact(const rules::FactValue& value) {
  return std::visit(
      [](const auto& v) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) return nullptr;
        else return v;
      },
      value);
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

}  // namespace

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json or_null(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(nullptr); }
Json or_null(const std::optional<Date>& date) { return date ? Json(format(*date)) : Json(nullptr); }

// File names may hold any byte; what is no UTF-8 is replaced, never a reason to stop.
std::string written(const Json& value, int indent) { return value.dump(indent); }

Json to_json(const rules::Finding& f) {
  Json facts = Json::object();
  for (const auto& [name, value] : f.facts) facts[name] = fact(value);
  Json related = Json::array();
  for (const rules::Location& location : f.related) related.push_back(place(location, true));
  Json sources = Json::array();
  for (const rules::FindingSource& source : f.sources)
    sources.push_back({{"title", source.title.view()},
                       {"provision", source.provision.view()},
                       {"from", or_null(source.from)},
                       {"assumption", source.assumption}});
  return {
      {"schema", "finding/1"},
      {"rule", f.rule->id},
      {"severity", rules::word(f.severity)},
      {"basis", rules::word(f.basis)},
      {"outcome", rules::word(f.outcome)},
      {"crn", or_null(f.crn)},
      {"subject", f.subject},
      {"message", f.message},
      {"facts", facts},
      {"location", place(f.location, false)},
      {"related", related},
      {"sources", sources},
      {"trace", f.trace},
      {"missing", f.missing},
      {"fix", f.fix ? Json(*f.fix) : Json(nullptr)},
      {"suppressed",
       f.suppressed ? Json{{"reason", f.suppressed->reason}, {"by", f.suppressed->by}, {"until", f.suppressed->until}}
                    : Json(nullptr)},
      {"baseline", mark(f.baseline)},
      {"fingerprint", f.fingerprint},
      {"region", or_null(f.region)},
      {"pdu", or_null(f.pdu)},
      {"team", or_null(f.team)},
      {"officer", or_null(f.officer)},
      {"order_id", or_null(f.order_id)},
      {"requirement_id", or_null(f.requirement_id)}};
}

Json to_json(const rules::CaseSummary& c) {
  Json orders = Json::array();
  for (const rules::OrderSummary& order : c.orders) {
    Json requirements = Json::array();
    for (const rules::RequirementSummary& r : order.requirements)
      requirements.push_back({{"requirement_id", r.requirement_id},
                              {"type", or_null(r.type)},
                              {"max_days", or_null(r.max_days)},
                              {"days_counted", or_null(r.days_counted)},
                              {"days_at_most", or_null(r.days_at_most)},
                              {"days_left", or_null(r.days_left)},
                              {"awaiting_outcome", r.awaiting_outcome},
                              {"awaiting_rar_decision", r.awaiting_rar_decision},
                              {"in_force_not_known", r.in_force_not_known}});
    orders.push_back({{"order_id", order.order_id},
                      {"type", or_null(order.type)},
                      {"start_date", or_null(order.start_date)},
                      {"end_date", or_null(order.end_date)},
                      {"requirements", requirements}});
  }
  return {{"schema", "case_summary/1"},
          {"crn", or_null(c.crn)},
          {"file", c.file},
          {"orders", orders},
          {"outcomes", outcomes(c.outcomes)},
          {"findings", by_severity(c.findings)},
          {"line", c.line},
          {"column", c.column},
          {"digest", c.digest}};
}

Json to_json(const caseload::Gap& gap) {
  Json at = place(gap.location, false);
  at["pointer"] = or_null(gap.location.pointer);
  return {{"schema", "gap/1"},
          {"crn", or_null(gap.crn)},
          {"file", gap.file},
          {"subject", gap.subject},
          {"fact", gap.fact},
          {"location", at},
          {"questions", gap.questions},
          {"alone", gap.alone},
          {"rules", std::map<std::string, std::int64_t>(gap.rules.begin(), gap.rules.end())},
          {"severity", rules::word(gap.severity)},
          {"fix", gap.fix ? Json(*gap.fix) : Json(nullptr)},
          {"region", or_null(gap.region)},
          {"pdu", or_null(gap.pdu)},
          {"team", or_null(gap.team)},
          {"officer", or_null(gap.officer)},
          {"document", gap.document},
          {"questions_of_case", gap.questions_of_case}};
}

Json summary_json(const RunOutput& run) {
  const Summary& s = run.summary;
  Json rules = Json::object();
  for (const auto& [id, counts] : s.by_rule) rules[id] = outcomes(counts);
  Json shard = nullptr;
  Json not_opened = Json::array();
  if (s.shard)
    for (const UnreadFile& file : s.shard->not_opened) not_opened.push_back({{"file", file.path}, {"why", file.why}});
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
             {"refused", s.shard->refused}};
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

std::string json(const RunOutput& run) {
  Json findings = Json::array();
  for (const rules::Finding& finding : run.findings) findings.push_back(to_json(finding));
  Json gaps = Json::array();
  for (const caseload::Gap& gap : run.gaps) gaps.push_back(to_json(gap));
  Json cases = Json::array();
  for (const rules::CaseSummary& summary : run.cases) cases.push_back(to_json(summary));
  const Json out{
      {"schema", "run/1"},           {"tool", run.tool},     {"version", run.version}, {"as_of", format(run.as_of)},
      {"policy", run.policy},        {"findings", findings}, {"gaps", gaps},           {"cases", cases},
      {"summary", summary_json(run)}};
  return written(out, 2) + "\n";
}

std::string ndjson(const RunOutput& run) {
  std::string out;
  std::size_t next = 0, next_gap = 0;
  const bool with_gaps = run.shows_gaps() || run.summary.shard;  // `merge` needs them whatever it is to show
  const auto findings_until = [&](const std::string& file) {
    for (; next < run.findings.size() && run.findings[next].location.file <= file; ++next)
      out += written(to_json(run.findings[next])) + "\n";
    for (; with_gaps && next_gap < run.gaps.size() && run.gaps[next_gap].file <= file; ++next_gap)
      out += written(to_json(run.gaps[next_gap])) + "\n";
  };
  for (const rules::CaseSummary& summary : run.cases) {
    findings_until(summary.file);
    out += written(to_json(summary)) + "\n";
  }
  for (; next < run.findings.size(); ++next) out += written(to_json(run.findings[next])) + "\n";
  for (; with_gaps && next_gap < run.gaps.size(); ++next_gap) out += written(to_json(run.gaps[next_gap])) + "\n";
  return out + written(summary_json(run)) + "\n";
}

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
