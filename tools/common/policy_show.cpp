#include "tools/common/policy_show.hpp"

#include <fmt/format.h>

#include "render/policy.hpp"
#include "render/run/csv.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

void add_policy_command(Command& app, Options& options) {
  Command& policy = app.command("policy", "The practice policy in force");
  policy.needs_command();
  Command& show = policy.command("show", "Every value by date, with unit, source and origin: text, json, ndjson, csv");
  show.flag("--origin", options.origin, "Also the file and line each value came from, and its source");
}

std::optional<int> run_policy_show(const Command& app, Options& options) {
  if (!app.got("policy")) return std::nullopt;
  const Invocation run(app.name(), options, "policy/1");
  const std::string format = one_of("--format", options.format, {"text", "json", "ndjson", "csv"});
  const std::vector<render::Json> values = render::policy_values(*run.settings().policy);
  std::string out;
  if (format == "json") out = render::json(values);
  else if (format == "csv")
    out = render::csv_on_screen(render::csv(
        values, {"name", "value", "unit", "from", "until", "authority", "source", "assumption", "origin", "used"}));
  else if (format == "ndjson")
    for (const render::Json& value : values) out += value.dump() + "\n";
  else out = render::policy_text(*run.settings().policy, options.origin);
  return write_out(out) ? done : reader_gone;
}

}  // namespace probation::tools
