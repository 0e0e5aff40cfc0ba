// diff: what two saved runs say differently, or one caseload under two policies or dates, and why.
#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/difference.hpp"
#include "caseload/saved_run.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "tools/common/account.hpp"
#include "tools/rar-audit/commands.hpp"
#include "tools/rar-audit/memory_layout.hpp"
#include "tools/rar-audit/memory_runs.hpp"

namespace probation::tools {
namespace {

using caseload::Difference;
using caseload::RunView;
using render::Json;

// Standard input and pipes give their bytes once, and two runs look at them.
class ReadTwice : public RealWorld {
 public:
  std::string read(const std::string& path) override {
    if (!gives_once(path)) return RealWorld::read(path);
    const std::lock_guard one_reads(mutex_);
    const auto held = held_.find(path);
    return held != held_.end() ? held->second : held_.emplace(path, RealWorld::read(path)).first->second;
  }
  std::unique_ptr<ByteSource> open(const std::string& path) override {
    return gives_once(path) ? intake::World::open(path) : RealWorld::open(path);
  }

 private:
  bool gives_once(const std::string& path) { return path == "-" || status(path).is_special; }
  std::mutex mutex_;
  std::map<std::string, std::string> held_;
};

RunView view_of(const rules::Settings& settings, const std::vector<rules::Finding>& findings,
                const std::vector<rules::CaseSummary>& cases) {
  RunView view{version(), settings.policy->id(), format(settings.as_of), {}, {}, {}};
  for (const rules::Finding& finding : findings)
    if (finding.outcome != rules::Verdict::pass) view.findings.push_back(render::to_json(finding));
  for (const rules::CaseSummary& summary : cases) view.cases.push_back(render::to_json(summary));
  return view;
}

std::string shown(const Json& finding, std::string_view mark) {
  const auto text = [&](const char* member) {
    return finding.contains(member) && finding[member].is_string() ? finding[member].get<std::string>() : std::string{};
  };
  const Json& location = finding["location"];
  const std::string place = location["line"].is_null()
                                ? location["file"].get<std::string>()
                                : fmt::format("{}:{}:{}", location["file"].get<std::string>(),
                                              location["line"].get<int>(), location["column"].get<int>());
  return fmt::format("{} {}[{}] {} {}: {}\n  --> {} ({})\n", mark,
                     text("outcome") == "fail" ? text("severity") : text("outcome"), text("rule"), text("crn"),
                     render::visible(text("subject")), render::visible(text("message")), render::visible(place),
                     text("cause"));
}

Json record_of(const Difference& d) {
  Json causes = Json::array();
  for (const caseload::CauseCount& row : d.causes)
    causes.push_back({{"rule", row.rule}, {"cause", row.cause}, {"count", row.count}});
  Json out{{"schema", "diff/1"}, {"new", d.fresh}, {"gone", d.gone}, {"unchanged", d.unchanged}, {"causes", causes}};
  if (!d.compared.is_null()) out["compared"] = d.compared;
  return out;
}

// What the two runs looked at, in words.
std::string compared_words(const Difference& d) {
  if (d.compared.is_null()) return {};
  const Json &cases = d.compared["cases"], &rules = d.compared["rules"];
  std::string out =
      fmt::format("cases: {} in both, {} only in A, {} only in B\nrules: {} in both", cases["both"].whole(),
                  cases["only_a"].whole(), cases["only_b"].whole(), rules["both"].whole());
  for (const auto& [member, name] : {std::pair("only_a", "A"), std::pair("only_b", "B")})
    if (const auto ids = rules[member].get<std::vector<std::string>>(); !ids.empty())
      out += fmt::format("; only in {}: {}", name, fmt::join(ids, ", "));
  const auto word = [&](const char* member) {
    return d.compared[member] == "same" ? std::string("the same") : std::string("others");
  };
  return out + fmt::format("\ninputs: {}; settings: {}\n", word("inputs"), word("settings"));
}

std::string text_of(const Difference& d) {
  std::string out = compared_words(d);
  for (const Json& finding : d.fresh) out += shown(finding, "new: ");
  for (const Json& finding : d.gone) out += shown(finding, "gone:");
  out += fmt::format("{} new, {} gone, {} unchanged\n", d.fresh.size(), d.gone.size(), d.unchanged);
  for (const caseload::CauseCount& row : d.causes)
    out += fmt::format("  {:<7} {:<13} {}\n", row.rule, row.cause, row.count);
  return out;
}

std::string markdown_of(const Difference& d) {
  std::vector<Json> rows;
  const auto add = [&](const std::vector<Json>& list, const char* state) {
    for (const Json& finding : list)
      rows.push_back({{"state", state},
                      {"severity", finding["outcome"] == "fail" ? finding["severity"] : finding["outcome"]},
                      {"rule", finding["rule"]},
                      {"case", finding["crn"]},
                      {"subject", finding["subject"]},
                      {"finding", finding["message"]},
                      {"cause", finding["cause"]}});
  };
  add(d.fresh, "new");
  add(d.gone, "gone");
  return render::markdown(fmt::format("{} new, {} gone, {} unchanged", d.fresh.size(), d.gone.size(), d.unchanged),
                          rows, {"state", "severity", "rule", "case", "subject", "finding", "cause"});
}

// A row each finding that is new or gone, then why by rule.
std::string page_of(const Json& record, Date as_of, const std::string& policy,
                    const std::vector<std::pair<std::string, std::string>>& account,
                    const render::web::Speech& speech) {
  using namespace render::web;
  Table rows{"What is new, then what is gone",
             {{speech.head("heading", "case", "Case"), "case"},
              {speech.head("field", "state", "State"), "state"},
              {speech.head("field", "severity", "Severity"), "severity"},
              {speech.head("field", "rule", "Rule"), "rule"},
              {"About", "about"},
              {"Finding", "finding"},
              {"Cause", "cause"}},
             {}};
  for (const char* state : {"new", "gone"})
    for (const Json& f : record[state]) {
      const std::string crn = f["crn"].is_null() ? std::string{} : f["crn"].text();
      const bool fail = f["outcome"] == "fail";
      rows.rows.push_back(
          {{{"data-crn", crn},
            {"data-state", state},
            {"data-fingerprint", f["fingerprint"].text()},
            {"data-rule", f["rule"].text()},
            {"data-severity", f["severity"].text()},
            {"data-outcome", f["outcome"].text()}},
           {{crn.empty() ? std::string("none") : code(crn)},
            {speech.tag("state", state)},
            {speech.tag(fail ? "severity" : "outcome", fail ? f["severity"].text() : f["outcome"].text())},
            {speech.say("rule", f["rule"].text()) + " " + code(f["rule"].text())},
            {code(f["subject"].text())},
            {prose(f["message"].text())},
            {speech.say("reason", f["cause"].text())}}});
    }
  Table causes{"Why, by rule",
               {{speech.head("field", "rule", "Rule"), "rule"},
                {"Cause", "cause"},
                {speech.head("field", "findings", "Findings"), "findings", true}},
               {}};
  for (const Json& row : record["causes"])
    causes.rows.push_back({{{"data-rule", row["rule"].text()}},
                           {{speech.say("rule", row["rule"].text()) + " " + code(row["rule"].text())},
                            {speech.say("reason", row["cause"].text())},
                            {row["count"].dump(), {}, true}}});
  Page page;
  page.kind = "diff";
  page.language = speech.language();
  page.title = render::phrase("heading", "diff", page.language);
  page.is_title_welsh = page.language == Language::cy;
  page.lead = fmt::format("<p>{} new, {} gone, {} unchanged.</p>\n", record["new"].size(), record["gone"].size(),
                          record["unchanged"].dump());
  std::vector<std::pair<std::string, std::string>> foot{{"As of", speech.when(as_of)}, {"Policy", code(policy)}};
  foot.insert(foot.end(), account.begin(), account.end());
  foot.emplace_back("Made by", code("rar-audit " + version()));
  page.sections = {
      {"rows", speech.say("heading", "diff"), rows.rows.empty() ? "<p>Nothing differs.</p>\n" : table(rows)},
      {"causes", "Causes", causes.rows.empty() ? "<p>Nothing differs.</p>\n" : table(causes)},
      {"about", speech.say("heading", "about"), about(foot, {})}};
  return render::web::page(page);
}

// What other runs saved was made with what they might show, whatever that was: under --redact only what is never kept
// back is taken of it.
void redact_saved(Difference& d) {
  const auto redacted = [](Json& finding) {
    finding["message"] = "…";
    for (const char* member : {"facts", "trace", "related", "missing", "fix", "suppressed"}) {
      if (!finding.contains(member)) continue;
      Json& it = finding[member];
      if (it.is_array()) it = Json::array();
      else if (it.is_object() && std::string_view(member) == "facts") it = Json::object();
      else if (it.is_object() && it.contains("reason")) it["reason"] = "…";
      else if (!it.is_object()) it = nullptr;
    }
    if (!finding.contains("location")) return;
    for (const char* member : {"excerpt", "message"})
      if (finding["location"].contains(member)) finding["location"][member] = nullptr;
  };
  for (Json& finding : d.fresh) redacted(finding);
  for (Json& finding : d.gone) redacted(finding);
}

RunView read_view(World& world, const std::string& path, bool& bad) {
  caseload::SavedRun run = caseload::read_saved_run(world, path);
  for (const std::string& problem : run.problems) write_fault("rar-audit", fmt::format("{}", problem));
  bad = bad || !run.problems.empty();
  if (!run.problems.empty()) return {};
  std::string made_by = run.summary.value("version", ""), policy = run.summary.value("policy", ""),
              as_of = run.summary.value("as_of", "");
  return {std::move(made_by),      std::move(policy),    std::move(as_of),
          std::move(run.findings), std::move(run.cases), std::move(run.summary)};
}

// Two runs of a memory of runs: `--runs A B`, each a number or an as-of date, of which the one that stands is meant.
std::pair<RunView, RunView> views_of(const std::string& path, const MemoryFlags& flags) {
  if (flags.runs.size() != 2) throw UsageError{"--runs: two runs, by number or as-of date"};
  const std::unique_ptr<Database> memory = memory_at(path);
  Database& database = *memory;
  return {remembered_run(database, flags.runs[0], flags.scope), remembered_run(database, flags.runs[1], flags.scope)};
}

// What was compared, and whether one side of it is incomplete.
struct Compared {
  Difference found;
  bool is_bad = false;
  std::optional<render::Account> account = {};  // of one caseload
};

// Nothing where one of them cannot be understood, which is then said.
std::optional<Compared> saved_runs(Invocation& invocation, const std::vector<std::string>& given) {
  if (given.size() != 2)
    throw UsageError{"diff: give two saved runs (check --format ndjson), or --policy-b or --as-of-b and a caseload"};
  bool bad = false;
  const RunView before = read_view(invocation.world(), given[0], bad);
  const RunView after = read_view(invocation.world(), given[1], bad);
  if (bad) return std::nullopt;
  try {
    return Compared{difference(before, after)};
  } catch (const Json::Error& error) {
    write_fault("rar-audit", fmt::format("a saved run cannot be understood: {}", error.what()));
    return std::nullopt;
  }
}

// One caseload under two policies or dates.
Compared one_caseload(Invocation& invocation, const Options& options) {
  Compared out;
  rules::Settings a = invocation.settings();
  rules::Settings b = a;
  Policy other = Policy::national();
  if (!options.policy_b.empty()) {
    intake::PolicyReading reading = intake::read_policy(invocation.world(), options.policy_b);
    if (!reading.problems.empty())
      throw UsageError{"the policy cannot be used, and nothing of it is:", reading.problems};
    other = std::move(reading.policy);
    for (const std::string& line : reading.notes) invocation.note(line);
    b.policy = &other;
  }
  if (!options.as_of_b.empty()) b.as_of = date_option("--as-of-b", options.as_of_b);
  caseload::Request request = invocation.request();
  ReadTwice world;
  const auto run = [&](const rules::Settings& settings) {
    caseload::Result result = caseload::check_cases(world, request, settings);
    if (!out.account) out.account = without_rules(invocation.account_of(result));
    out.is_bad = out.is_bad || result.unreadable_files > 0;
    caseload::suppress(invocation.suppressions(), result.findings);
    if (!options.baseline.empty()) caseload::mark(invocation.baseline(), result.findings);
    return view_of(settings, std::move(result.findings), result.cases);
  };
  for (const intake::Unreadable& file : invocation.not_found())
    write_fault("rar-audit", fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  const RunView before = run(a);
  if (!options.policy_b.empty()) request.settings_of = {};  // one policy against one other
  const RunView after = run(b);
  out.is_bad = out.is_bad || !invocation.not_found().empty();
  if (!options.policy_b.empty() && !options.as_of_b.empty()) {
    rules::Settings between = a;
    between.policy = b.policy;
    out.found = difference(before, run(between), after);
  } else {
    out.found = difference(before, !options.policy_b.empty() ? after : before, after);
  }
  return out;
}

bool is_failing(const Difference& found, const std::string& fail_on) {
  return fail_on != "never" && std::any_of(found.fresh.begin(), found.fresh.end(), [&](const Json& finding) {
           const bool stands =
               finding["outcome"] == "fail" && finding["suppressed"].is_null() && finding["baseline"] != "known";
           return stands && severity_option("--fail-on", finding["severity"].get<std::string>()) <=
                                severity_option("--fail-on", fail_on);
         });
}

// Nothing of the kind among what was given is no comparison.
bool says_nothing_judged(const Compared& compared, const Options& options) {
  if (!compared.account || compared.account->documents_judged > 0 || compared.is_bad || options.allow_empty)
    return false;
  write_fault("rar-audit", fmt::format("nothing judged: no case/1 in what was given{}",
                                       render::visible(what_was_met(*compared.account))));
  return true;
}

}  // namespace

int run_diff(Invocation& invocation, const Options& options, const MemoryFlags& flags) {
  const std::vector<Target> outputs = targets(options, "diff", {"text", "json", "ndjson", "markdown", "html"});
  const bool is_one_caseload = !options.policy_b.empty() || !options.as_of_b.empty();
  Compared compared;
  const std::vector<std::string>& given = invocation.configuration().inputs;
  if (!flags.runs.empty()) {
    if (is_one_caseload || given.size() != 1) throw UsageError{"diff --runs A B: of one memory of runs"};
    const auto [before, after] = views_of(given[0], flags);
    compared.found = difference(before, after);
  } else if (is_one_caseload) {
    compared = one_caseload(invocation, options);
  } else if (auto of_runs = saved_runs(invocation, given)) {
    compared = std::move(*of_runs);
  } else {
    return unreadable;
  }
  Difference& found = compared.found;
  const bool failing = is_failing(found, options.fail_on);
  if (options.redact && !is_one_caseload) redact_saved(found);
  Json record = record_of(found);
  if (compared.account) record["account"] = render::to_json(*compared.account);
  if (options.redact) render::redact(record);
  const int printed = deliver(outputs, [&](const Target& target) {
    const std::string end = compared.account ? account_end(*compared.account, target.format) : std::string{};
    if (target.format == "text") return text_of(found) + end;
    if (target.format == "markdown") return markdown_of(found) + end;
    if (target.format == "html")
      return page_of(
          record, invocation.as_of(), invocation.settings().policy->id(),
          compared.account ? account_on_page(*compared.account) : std::vector<std::pair<std::string, std::string>>{},
          render::web::Speech(language_option(options)));
    return render::written(record, target.format == "json" ? 2 : -1) + "\n";
  });
  if (printed != done) return printed;
  if (compared.account) invocation.say_account(*compared.account, outputs);
  const int nothing = says_nothing_judged(compared, options) ? static_cast<int>(usage) : done;
  return compared.is_bad ? static_cast<int>(unreadable) : failing ? static_cast<int>(findings) : nothing;
}

}  // namespace probation::tools
