// Which scores an intervention is for, as sets that can be laid over one another: an item of `risk_all` is one of
// several alternatives, all items hold together. It knows nothing of a person.
#pragma once
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/intervention.hpp"

namespace probation {

// The values of one score that are let in: from min up to below, or the levels named.
struct ScoreRange {
  ScoreName score{};
  double min = -std::numeric_limits<double>::infinity();
  double below = std::numeric_limits<double>::infinity();
  std::array<bool, 4> levels{true, true, true, true};  // by RiskLevel
  bool by_level = false;
  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::string words() const;  // "ogrs3 25 or more", "sara_partner low"
};

// Ranges that hold together, one a score, sorted by score.
using RiskProfile = std::vector<ScoreRange>;

struct RiskWindow {
  std::vector<RiskProfile> profiles;  // one of them must hold; none: nobody; one empty profile: everybody
  [[nodiscard]] bool nobody() const { return profiles.empty(); }
  [[nodiscard]] std::string words() const;
};

// Nothing where a row has no score.
std::optional<RiskWindow> risk_window(const Intervention& intervention);
// What both let in. Alternatives that another one holds already are left out.
RiskWindow both(const RiskWindow& a, const RiskWindow& b);

}  // namespace probation
