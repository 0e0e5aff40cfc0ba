#include "tools/common/policy_show.hpp"

#include <fmt/format.h>

#include "render/csv.hpp"
#include "render/policy.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

void add_policy_command(CLI::App& app, Options& options) {
  CLI::App* policy = app.add_subcommand("policy", "The practice policy in force");
  policy->require_subcommand(1);
  CLI::App* show =
      policy->add_subcommand("show", "Every value by date, with unit, source and origin: text, json, ndjson, csv");
  show->add_flag("--origin", options.origin, "Also the file and line each value came from, and its source");
}

std::optional<int> run_policy_show(const CLI::App& app, const Options& options) {
  if (!app.got_subcommand("policy")) return std::nullopt;
  const Invocation run(app.get_name(), options, "policy/1");
  const std::string format = one_of("--format", options.format, {"text", "json", "ndjson", "csv"});
  const std::vector<render::Json> values = render::policy_values(*run.settings().policy);
  std::string out;
  if (format == "json") out = render::json(values);
  else if (format == "csv")
    out = render::csv(
        values, {"name", "value", "unit", "from", "until", "authority", "source", "assumption", "origin", "used"});
  else if (format == "ndjson")
    for (const render::Json& value : values) out += value.dump() + "\n";
  else out = render::policy_text(*run.settings().policy, options.origin);
  return write_out(out) ? done : reader_gone;
}

}  // namespace probation::tools
