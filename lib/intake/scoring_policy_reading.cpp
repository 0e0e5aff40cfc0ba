// An eip_policy/1, shipped or from a file. One problem, and none of it is used.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/scoring_policy_reading.hpp"
#include "document/limits.hpp"
#include "law/panel_policies.hpp"
#include "model/files.hpp"

namespace probation::caseload {
namespace {

ScoringPolicyFile read_text(std::string_view text, const std::string& name) {
  ScoringPolicyFile reading;
  const auto refuse = [&](const document::Problem& problem) {
    std::string line =
        problem.place.known() ? fmt::format("{}:{}:{}: ", name, problem.place.line, problem.place.column) : name + ": ";
    line += problem.rule.empty() ? problem.message : fmt::format("[{}] {}", problem.rule, problem.message);
    for (const document::RelatedPlace& related : problem.related)
      line += fmt::format(" ({}: line {})", related.message, related.place.line);
    reading.problems.push_back(std::move(line));
  };
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto problem = document::check_bytes(text)) {
    refuse(*problem);
    return reading;
  }
  FileContent content;
  const document::Decoded decoded = document::decode(document::split_stream(text).front(), file_kinds(), &content);
  for (const document::Problem& problem : decoded.problems) refuse(problem);
  const auto* file = std::get_if<EipPolicy>(&content);
  if (file == nullptr && reading.problems.empty())
    refuse({{}, {1, 1, 0}, fmt::format("not an eip_policy/1 file but {}", decoded.schema), {}, false});
  if (!reading.problems.empty()) return reading;
  ScoringPolicyReading resolved = scoring_policy(*file);
  for (const document::Problem& problem : resolved.problems) refuse(problem);
  reading.policy = std::move(resolved.policy);
  return reading;
}

}  // namespace

ScoringPolicyFile read_scoring_policy(World& world, const std::string& name_or_path) {
  std::vector<std::string_view> names;
  for (const PanelPolicyText& shipped : panel_policies()) {
    if (shipped.id == name_or_path) return read_text(shipped.text, name_or_path);
    names.push_back(shipped.id);
  }
  if (world.kind(name_or_path) == PathKind::missing) {
    const auto near = nearest(name_or_path, names);
    return {std::nullopt,
            {fmt::format("{}: neither a file nor a shipped scoring policy; shipped are {}{}", name_or_path,
                         fmt::join(names, ", "), near ? fmt::format("; did you mean {}?", *near) : std::string{})}};
  }
  try {
    return read_text(world.read(name_or_path), name_or_path);
  } catch (const WorldFailure& failure) {
    return {std::nullopt, {failure.what()}};
  }
}

}  // namespace probation::caseload
