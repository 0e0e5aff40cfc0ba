#include "facts/panel/panel_facts.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace probation {
namespace {

bool has_a_mark(const MarkRow& row) {
  for (std::size_t p = 0; p < principle_count; ++p)
    if (row.mark(static_cast<Principle>(p))) return true;
  return false;
}

}  // namespace

std::vector<PanelSeat> seats_of(const PanelSheet& sheet) {
  std::vector<PanelSeat> seats;
  for (const PanelMember& member : sheet.members) {
    if (!member.id) continue;
    PanelSeat seat{&member, nullptr, nullptr};
    for (const MarkRow& row : sheet.marks) {
      if (!row.member.is(*member.id) || !row.stage || !has_a_mark(row)) continue;
      (*row.stage == MarkStage::independent ? seat.independent : seat.final) = &row;
    }
    seats.push_back(seat);
  }
  return seats;
}

std::vector<document::Problem> sheet_problems(const PanelSheet& sheet) {
  std::vector<document::Problem> problems;
  std::map<std::pair<std::string, MarkStage>, Place> first;
  for (const MarkRow& row : sheet.marks) {
    if (!row.member || !row.stage) continue;
    const auto [at, fresh] = first.emplace(std::pair(row.member->text, *row.stage), row.member.place);
    if (fresh) continue;
    problems.push_back({"DOC105",
                        row.member.place,
                        fmt::format("two rows of {} marks by {}; which of them stands cannot be told", word(*row.stage),
                                    row.member->text),
                        {{at->second, "the first one"}},
                        false});
  }
  return problems;
}

}  // namespace probation
