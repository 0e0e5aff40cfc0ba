// The scoring policies that are shipped, as eip_policy/1 texts. No source found publishes the panel's scale,
// thresholds, quorum or voting: what is listed under `assumptions` is ours, and every decision prints it.
#pragma once
#include <span>
#include <string_view>

namespace probation {

struct PanelPolicyText {
  std::string_view id;
  std::string_view text;
};
std::span<const PanelPolicyText> panel_policies();  // sorted by id

}  // namespace probation
