// baseline: writes the findings of a run as known, or refreshes what is there. New findings are taken in only on
// request, so that a baseline can get shorter by itself and longer by decision alone.
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

int run_baseline(Invocation& invocation, const Options& options) {
  if (options.baseline.empty()) throw UsageError{"baseline: --baseline FILE says where it is written"};
  const std::vector<Target> outputs = targets(options, "baseline", {"text", "json", "ndjson"});
  const bool first = invocation.world().is_absent(options.baseline);
  rules::Settings settings = invocation.settings();
  settings.detail.passes = false;
  caseload::Result result = caseload::check_cases(invocation.world(), invocation.request(), settings);
  render::RunOutput run = invocation.judged(std::move(result));
  std::set<std::string_view> read;
  for (const rules::CaseSummary& summary : run.cases) read.insert(summary.crn);
  // What this run did not look at stays as it was: other cases, and rules that were not selected.
  const caseload::NextBaseline next =
      caseload::next_baseline(invocation.baseline(), run.findings, [&](const caseload::KnownFinding& entry) {
        return invocation.settings().selection.includes(entry.rule) && (entry.crn.empty() || read.contains(entry.crn));
      });
  std::string words;
  invocation.refuse_nothing(run);
  if (run.summary.verdict == "nothing_judged" && !options.allow_empty) {
    words = "nothing judged: nothing written\n";
  } else if (run.summary.unreadable > 0) {
    for (const render::UnreadFile& file : run.unread)
      write_fault("rar-audit", fmt::format("{}: {}", file.path, file.why));
    words = fmt::format("{} could not be read or understood: the baseline would be incomplete; nothing written\n",
                        counted(run.summary.unreadable, "file"));
  } else if (!next.fresh.empty() && !first && !options.accept_new) {
    run.summary.verdict = "refused";
    run.summary.exit = refused;
    render::RunOutput shown = run;
    shown.findings.clear();
    for (const rules::Finding* finding : next.fresh) shown.findings.push_back(*finding);
    words = render::concise(shown) +
            fmt::format("{} not in the baseline; nothing written. Act on {}, or take {} in with --accept-new\n",
                        counted(static_cast<long long>(next.fresh.size()), "finding"),
                        next.fresh.size() == 1 ? "it" : "them", next.fresh.size() == 1 ? "it" : "them");
  } else {
    replace_file(options.baseline, caseload::baseline_text(next.known, run.tool, run.version, run.policy));
    run.summary.verdict = "clean";
    run.summary.exit = done;
    // A case in two files makes its findings twice, and each is one thing to know.
    std::set<std::string_view> fresh;
    for (const rules::Finding* finding : next.fresh) fresh.insert(finding->fingerprint);
    words = fmt::format("{}: {} known, {} of them new, {} gone\n", options.baseline,
                        counted(static_cast<long long>(next.known.size()), "finding"), fresh.size(), next.gone);
  }
  const int printed = deliver(outputs, [&](const Target& target) {
    return target.format == "text"
               ? words + account_end(run.account, target.format)
               : render::written(render::summary_json(run), target.format == "json" ? 2 : -1) + "\n";
  });
  if (printed == done) invocation.say_account(run.account, outputs);
  return printed == done ? run.summary.exit : printed;
}

}  // namespace probation::tools
