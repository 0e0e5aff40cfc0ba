#include "caseload/saved_run.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.hpp"
#include "rules/rule.hpp"

namespace probation::caseload {
namespace {

template <class E, std::size_t N>
E enumerator(const std::string& text, const std::array<E, N>& all) {
  for (const E value : all)
    if (rules::word(value) == text) return value;
  throw std::invalid_argument(fmt::format("`{}` is not known", text));
}

using rules::Basis;
using rules::Severity;
using rules::Verdict;
constexpr std::array severities{Severity::error, Severity::warning, Severity::note};
constexpr std::array bases{Basis::statute, Basis::regulation, Basis::policy, Basis::system, Basis::data, Basis::local};
constexpr std::array verdicts{Verdict::pass, Verdict::fail, Verdict::undetermined, Verdict::not_applicable,
                              Verdict::not_assessed};

std::string text_or_nothing(const Json& value) { return value.is_null() ? std::string{} : value.get<std::string>(); }
std::uint32_t number_or_0(const Json& value) { return value.is_null() ? 0 : value.get<std::uint32_t>(); }
std::optional<std::int64_t> number_if(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}
std::optional<Date> date_if(const Json& value) {
  return value.is_null() ? std::nullopt : parse_date(value.get<std::string>());
}

std::int64_t byte_of(const Json& bytes, const char* member) {
  return bytes.is_null() ? -1 : bytes.at(member).get<std::int64_t>();
}

rules::Location location_from(const Json& saved) {
  return {saved.at("file").get<std::string>(),
          number_or_0(saved.at("line")),
          number_or_0(saved.at("column")),
          saved.at("pointer").get<std::string>(),
          saved.contains("message") ? saved["message"].get<std::string>() : std::string{},
          {},
          number_or_0(saved.at("end_line")),
          number_or_0(saved.at("end_column")),
          byte_of(saved.at("bytes"), "from"),
          byte_of(saved.at("bytes"), "until")};
}

rules::FactValue fact_from(const Json& saved) {
  if (saved.is_null()) return std::monostate{};
  if (saved.is_boolean()) return saved.get<bool>();
  if (saved.is_number_integer()) return saved.get<std::int64_t>();
  if (saved.is_number()) return saved.get<double>();
  return saved.get<std::string>();
}

rules::OutcomeCounts outcomes_from(const Json& saved) {
  rules::OutcomeCounts counts;
  for (const Verdict verdict : verdicts)
    counts[verdict] = saved.at(std::string(rules::word(verdict))).get<std::int64_t>();
  return counts;
}

void take(SavedRun& run, Json record, const std::string& where) {
  const std::string schema = record.is_object() && record.contains("schema") && record["schema"].is_string()
                                 ? record["schema"].get<std::string>()
                                 : std::string{};
  if (!run.summary.is_null()) run.problems.push_back(where + ": a record after the summary");
  else if (schema == "finding/1") run.findings.push_back(std::move(record));
  else if (schema == "gap/1") run.gaps.push_back(std::move(record));
  else if (schema == "case_summary/1") run.cases.push_back(std::move(record));
  else if (schema == "summary/1") run.summary = std::move(record);
  else if (schema == "run/1" && record.contains("findings") && record.contains("cases") && record.contains("summary")) {
    for (Json& finding : record["findings"]) run.findings.push_back(std::move(finding));
    if (record.contains("gaps"))
      for (Json& gap : record["gaps"]) run.gaps.push_back(std::move(gap));
    for (Json& summary : record["cases"]) run.cases.push_back(std::move(summary));
    run.summary = std::move(record["summary"]);
  } else {
    run.problems.push_back(
        fmt::format("{}: not a record of `check`: {}", where, schema.empty() ? "no `schema`" : schema));
  }
}

// The summary says how many records stand before it.
void check_whole(SavedRun& run) {
  const Json* account = run.summary.is_object() ? run.summary.find("account") : nullptr;
  if (account == nullptr || !account->is_object() || !(*account)["records"].is_object()) {
    run.problems.push_back(run.path + ": its summary has no account of what was looked at");
    return;
  }
  const auto check = [&](const char* schema, std::size_t there) {
    const Json& said = (*account)["records"][schema];
    const std::int64_t expected = said.is_number_integer() ? said.whole() : 0;
    if (expected != static_cast<std::int64_t>(there))
      run.problems.push_back(
          fmt::format("{}: damaged: {} of {} records {} are there", run.path, there, expected, schema));
  };
  check("finding/1", run.findings.size());
  check("case_summary/1", run.cases.size());
  check("gap/1", run.gaps.size());
}

}  // namespace

SavedRun read_saved_run(World& world, const std::string& path) {
  SavedRun run;
  run.path = path;
  const intake::TextRead read = intake::read_text(world, path);
  run.problems = read.problems;
  if (!run.problems.empty()) return run;
  if (std::optional<Json> whole = Json::parse(read.text())) {  // one object: --format json, or a run without findings
    take(run, std::move(*whole), path + ":1");
  } else {
    std::size_t number = 0;
    for (const std::string& line : split(read.text(), '\n')) {
      ++number;
      if (trim(line).empty()) continue;
      std::optional<Json> record = Json::parse(line);
      const std::string where = fmt::format("{}:{}", path, number);
      if (!record) run.problems.push_back(where + ": not a JSON record, or a member given twice");
      else take(run, std::move(*record), where);
      if (!run.problems.empty()) return run;
    }
  }
  if (run.problems.empty() && !run.summary.is_null()) check_whole(run);
  if (run.problems.empty() && run.summary.is_null())
    run.problems.push_back(path + ": no summary at its end; it is cut short, or not the output of `check`");
  return run;
}

rules::Finding finding_from(const Json& saved) {
  try {
    rules::Finding f;
    const std::string id = saved.at("rule").get<std::string>();
    f.rule = rules::find_rule(id);
    if (f.rule == nullptr) throw std::invalid_argument(fmt::format("no rule {}", id));
    f.severity = enumerator(saved.at("severity").get<std::string>(), severities);
    f.basis = enumerator(saved.at("basis").get<std::string>(), bases);
    f.outcome = enumerator(saved.at("outcome").get<std::string>(), verdicts);
    f.crn = text_or_nothing(saved.at("crn"));
    f.subject = saved.at("subject").get<std::string>();
    f.message = saved.at("message").get<std::string>();
    for (const auto& [name, value] : saved.at("facts").items()) f.facts.emplace_back(name, fact_from(value));
    f.location = location_from(saved.at("location"));
    for (const Json& place : saved.at("related")) f.related.push_back(location_from(place));
    for (const Json& source : saved.at("sources"))
      f.sources.push_back({source.at("title").get<std::string>(), source.at("provision").get<std::string>(),
                           text_or_nothing(source.at("from")), source.at("assumption").get<bool>()});
    f.trace = saved.at("trace").get<std::vector<std::string>>();
    f.missing = saved.at("missing").get<std::vector<std::string>>();
    if (!saved.at("fix").is_null()) f.fix = saved["fix"].get<std::string>();
    if (const Json& s = saved.at("suppressed"); !s.is_null())
      f.suppressed = rules::Suppressed{s.at("reason").get<std::string>(), s.at("by").get<std::string>(),
                                       s.at("until").get<std::string>()};
    if (const Json& b = saved.at("baseline"); !b.is_null())
      f.baseline = b == "known" ? rules::BaselineMark::known : rules::BaselineMark::fresh;
    f.fingerprint = saved.at("fingerprint").get<std::string>();
    f.region = text_or_nothing(saved.at("region"));
    f.pdu = text_or_nothing(saved.at("pdu"));
    f.team = text_or_nothing(saved.at("team"));
    f.officer = text_or_nothing(saved.at("officer"));
    f.order_id = text_or_nothing(saved["order_id"]);
    if (saved.contains("document")) f.document = saved["document"].get<std::uint32_t>();
    f.requirement_id = text_or_nothing(saved["requirement_id"]);
    return f;
  } catch (const Json::Error& error) {
    throw std::invalid_argument(error.what());
  }
}

rules::CaseSummary case_summary_from(const Json& saved) {
  try {
    rules::CaseSummary c;
    c.crn = text_or_nothing(saved.at("crn"));
    c.file = saved.at("file").get<std::string>();
    for (const Json& order : saved.at("orders")) {
      rules::OrderSummary o{order.at("order_id").get<std::string>(),
                            text_or_nothing(order.at("type")),
                            date_if(order.at("start_date")),
                            date_if(order.at("end_date")),
                            {}};
      for (const Json& r : order.at("requirements"))
        o.requirements.push_back({r.at("requirement_id").get<std::string>(), text_or_nothing(r.at("type")),
                                  number_if(r.at("max_days")), number_if(r.at("days_counted")),
                                  number_if(r.at("days_at_most")), number_if(r.at("days_left")),
                                  r.at("awaiting_outcome").get<std::vector<std::string>>(),
                                  r.at("awaiting_rar_decision").get<std::vector<std::string>>(),
                                  r.at("in_force_not_known").get<std::vector<std::string>>()});
      c.orders.push_back(std::move(o));
    }
    c.outcomes = outcomes_from(saved.at("outcomes"));
    const Json& findings = saved.at("findings");
    for (std::size_t i = 0; i < severities.size(); ++i)
      c.findings[i] = findings.at(std::string(rules::word(severities[i]))).get<std::int64_t>();
    c.undetermined = saved.at("undetermined").get<std::int64_t>();
    c.line = saved.at("line").get<std::uint32_t>();
    c.column = saved.at("column").get<std::uint32_t>();
    c.digest = saved.at("digest").get<std::string>();
    c.document = saved.at("document").get<std::uint32_t>();
    c.policy = text_or_nothing(saved.at("policy"));
    return c;
  } catch (const Json::Error& error) {
    throw std::invalid_argument(error.what());
  }
}

std::map<std::string, rules::OutcomeCounts> by_rule_from(const Json& summary) {
  try {
    std::map<std::string, rules::OutcomeCounts> counts;
    for (const auto& [id, outcomes] : summary.at("by_rule").items()) counts[id] = outcomes_from(outcomes);
    return counts;
  } catch (const Json::Error& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace probation::caseload
