// What the subcommands of eip-score may be given, and what they share.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tools/common/cli.hpp"

namespace probation::tools {

inline constexpr const char* eip_score = "eip-score";

struct CatalogueOptions {
  std::string to, date, successor, framework, review_date, sitting, board, by, reason, sheet;
  std::vector<std::string> conditions, owners, due, sheets, allow;
  std::int64_t version = 0;      // 0: not given
  std::string from, out, state;  // import
  bool update = false;
  bool dry_run = false;
  double lock_timeout = 10;
};

struct PanelOptions {
  std::uint64_t seed = 1;
  std::int64_t replicates = 2000;
  std::string scale;
  std::string level;
  std::vector<std::string> missing;
  std::string half_width;
  std::string unit_column = "unit", rater_column = "rater", mark_column = "mark";
};

}  // namespace probation::tools
