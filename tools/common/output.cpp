#include "tools/common/output.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/stage_times.hpp"
#include "render/run/csv.hpp"
#include "render/run/pieces.hpp"
#include "tools/world/files.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

void fits(std::string_view flag, const std::string& format, std::string_view command,
          const std::vector<std::string_view>& fitting) {
  if (std::find(fitting.begin(), fitting.end(), format) != fitting.end()) return;
  const auto& all = all_formats();
  if (std::find(all.begin(), all.end(), format) != all.end())
    throw UsageError{fmt::format("{} {}: does not fit {}; one of {}", flag, format, command, fmt::join(fitting, ", "))};
  one_of(std::string(flag), format, fitting);
}

// FORMAT=PATH, or FORMAT+=PATH to write behind what is there.
Target target_of(const std::string& given) {
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == given.size())
    throw UsageError{fmt::format("--output {}: not FORMAT=PATH, such as sarif=findings.sarif or json=-", given)};
  Target target{given.substr(0, equals), given.substr(equals + 1)};
  if (!target.format.ends_with('+')) return target;
  target.format.pop_back();
  const render::RunFormat* format = render::run_format(target.format);
  if (format == nullptr || !format->can_follow) {
    std::vector<std::string_view> appended;
    for (const render::RunFormat& row : render::run_formats())
      if (row.can_follow) appended.push_back(row.name);
    throw UsageError{fmt::format("--output {}: += is for {}", given, fmt::join(appended, ", "))};
  }
  target.appends = target.path != "-";
  RealWorld world;
  if (target.appends) refuse_link_of_others(target.path);  // before what stands there is read
  const PathStatus there = target.appends ? world.status(target.path) : PathStatus{};
  if (there.kind == PathKind::file && !there.is_special) target.held = world.read(target.path).size();
  return target;
}

// What is written behind a table has no second header.
std::string_view behind_header(const Target& target, std::string_view text) {
  return target.format == "csv" && target.held > 0 ? text.substr(std::min(text.find('\n'), text.size() - 1) + 1) : text;
}

}  // namespace

const std::vector<std::string_view>& all_formats() {
  static const std::vector<std::string_view> formats = [] {
    std::vector<std::string_view> all;
    for (const render::RunFormat& row : render::run_formats()) all.push_back(row.name);
    all.insert(all.end(), {"html", "yaml", "ics", "xlsx", "sqlite", "site"});
    return all;
  }();
  return formats;
}

std::vector<std::string> output_paths(const Options& options) {
  std::vector<std::string> paths;
  for (const std::string& given : options.output)
    if (const std::size_t equals = given.find('='); equals != std::string::npos && given.substr(equals + 1) != "-")
      paths.push_back(given.substr(equals + 1));
  return paths;
}

std::vector<std::string> files_named(const Options& options) {
  constexpr std::array<std::string_view, 6> written{"--output", "--out",   "--tables",
                                                    "--report", "--cache", "--baseline"};
  std::vector<std::string> files;
  if (options.tool == nullptr) return files;
  RealWorld world;
  const auto add = [&](const Command& command) {
    for (const Flag& flag : command.flags())
      if (std::find(written.begin(), written.end(), flag.name()) == written.end())
        for (const std::string& value : flag.results)
          if (!value.empty() && world.kind(value) == PathKind::file) files.push_back(value);
  };
  add(*options.tool);
  for (const Command* chosen = options.tool->chosen(); chosen != nullptr; chosen = chosen->chosen()) add(*chosen);
  return files;
}

namespace {

void refuse_over_named(const Options& options, const std::set<std::string>& paths) {
  if (paths.empty()) return;
  RealWorld world;
  const auto identity = [&](const std::string& path) {
    const PathStatus status = world.status(path);
    return std::pair(status.identity.device, status.identity.inode);
  };
  for (const std::string& file : files_named(options))
    for (const std::string& path : paths)
      if (world.kind(path) == PathKind::file && identity(path) == identity(file))
        throw UsageError{fmt::format("{} would be written over {}, which this run reads", path, file)};
}

}  // namespace

std::vector<Target> targets(const Options& options, std::string_view command,
                            const std::vector<std::string_view>& fitting) {
  std::vector<Target> out;
  bool to_stdout = false;
  std::set<std::string> paths;
  for (const std::string& given : options.output) {
    const Target target = target_of(given);
    fits("--output", target.format, command, fitting);
    if (target.path == "-") {
      if (to_stdout) throw UsageError{fmt::format("--output {}: standard output takes one format", given)};
      to_stdout = true;
    } else if (!paths.insert(target.path).second) {
      throw UsageError{fmt::format("--output {}: two outputs to one file", given)};
    }
    out.push_back(target);
  }
  refuse_over_named(options, paths);
  if (!to_stdout || options.given("--format")) {
    fits("--format", options.format, command, fitting);
    if (to_stdout)
      throw UsageError{
          fmt::format("--format {}: standard output takes one format, and --output names another", options.format)};
    out.push_back({options.format, "-", true});
  }
  return out;
}

bool asks_for(const Options& options, const std::vector<std::string_view>& formats) {
  const auto any = [&](const std::string& given) {
    return std::find(formats.begin(), formats.end(), given.substr(0, given.find('='))) != formats.end();
  };
  return any(options.format) || std::any_of(options.output.begin(), options.output.end(), any);
}

std::string path_of(const Options& options, std::string_view format) {
  std::string path;
  const auto refuse = [&](std::string_view why) { throw UsageError{fmt::format("--output {}: {}", format, why)}; };
  if (options.format == format) refuse("goes to a file: --output FORMAT=PATH");
  for (const std::string& given : options.output) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos || given.substr(0, equals) != format) continue;
    if (!path.empty()) refuse("one file of it");
    path = given.substr(equals + 1);
    if (path == "-") refuse("goes to a file, not to standard output");
  }
  return path;
}

std::string as_shown(const Target& target, std::string text) {
  const render::RunFormat* format = render::run_format(target.format);
  if (format != nullptr && format->is_cleaned) return safe_text(text, Kept::tabs_and_lines);
  if (target.format == "csv" && target.path == "-") return probation::render::csv_on_screen(text);
  return text;
}

void write_target(const Target& target, const std::function<void(const Bytes& write)>& fill) {
  if (!target.appends) return replace_file(target.path, fill);
  std::string all;  // in one go, so that nobody else's lines stand between
  fill([&](std::string_view bytes) { all += bytes; });
  append_to_file(target.path, behind_header(target, all));
}

int deliver(const std::vector<Target>& targets, const std::function<std::string(const Target&)>& render) {
  std::vector<std::string> texts;
  std::optional<StageTimer> timed(Stage::say);
  const auto is_text = [](const Target& target) { return target.format != "sqlite" && target.format != "site"; };
  for (const Target& target : targets)
    texts.push_back(is_text(target) ? as_shown(target, render(target)) : std::string{});
  timed.reset();
  timed.emplace(Stage::write);
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (targets[i].path != "-" && is_text(targets[i]))
      write_target(targets[i], [&](const Bytes& write) { write(texts[i]); });
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (targets[i].path == "-" && !write_out(texts[i])) return reader_gone;
  return done;
}

}  // namespace probation::tools
