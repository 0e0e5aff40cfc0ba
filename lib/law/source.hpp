// Where a number or a duty comes from. Every row of a dated table carries one.
#pragma once
#include <string_view>

#include "base/date.hpp"

namespace probation {

// Schedule 10 is about community orders, Schedule 16 about suspended sentence orders: a finding cites that of its
// order.
enum class CitedFor { any, community_order, suspended_sentence_order };

struct Source {
  std::string_view title;       // "Sentencing Act 2020"
  std::string_view provision;   // "Sch. 9 para 4(2)"
  Date from;                    // first day in force
  std::string_view checked;     // ISO date on which the text was last looked at
  std::string_view confidence;  // S read in the source, S2 excerpt or inference, K not confirmed, U unsure
  CitedFor cited_for = CitedFor::any;
};

}  // namespace probation
