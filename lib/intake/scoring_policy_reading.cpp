// An eip_policy/1, shipped or from a file. One problem, and none of it is used.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/one_file.hpp"
#include "intake/scoring_policy_reading.hpp"
#include "law/panel_policies.hpp"

namespace probation::intake {
namespace {

constexpr std::string_view schema = "eip_policy/1";

ScoringPolicyFile resolved(const OneFile& file, const std::string& name) {
  ScoringPolicyFile reading;
  const auto refuse = [&](const document::Problem& problem) {
    std::string line =
        located(name, problem.place,
                problem.rule.empty() ? problem.message : fmt::format("[{}] {}", problem.rule, problem.message));
    for (const document::RelatedPlace& related : problem.related)
      line += fmt::format(" ({}: line {})", related.message, related.place.line);
    reading.problems.push_back(std::move(line));
  };
  for (const document::Problem& problem : file.decoded.problems) refuse(problem);
  if (reading.problems.empty()) reading.problems = file.problems;
  const auto* content = file.as<EipPolicy>();
  if (!reading.problems.empty() || content == nullptr) return reading;
  ScoringPolicyReading policy = scoring_policy(*content);
  for (const document::Problem& problem : policy.problems) refuse(problem);
  reading.policy = std::move(policy.policy);
  return reading;
}

}  // namespace

ScoringPolicyFile read_scoring_policy(World& world, const std::string& name_or_path) {
  std::vector<std::string_view> names;
  for (const PanelPolicyText& shipped : panel_policies()) {
    if (shipped.id == name_or_path)
      return resolved(one_of(std::string(shipped.text), name_or_path, schema), name_or_path);
    names.push_back(shipped.id);
  }
  if (world.kind(name_or_path) == PathKind::missing) {
    const auto near = nearest(name_or_path, names);
    return {std::nullopt,
            {fmt::format("{}: neither a file nor a shipped scoring policy; shipped are {}{}", name_or_path,
                         fmt::join(names, ", "), near ? fmt::format("; did you mean {}?", *near) : std::string{})}};
  }
  return resolved(read_one(world, name_or_path, schema), name_or_path);
}

}  // namespace probation::intake
