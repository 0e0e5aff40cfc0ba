// Mark sheets written in a few words, for tests.
#pragma once
#include <string>
#include <vector>

#include "facts/panel/scoring_policy.hpp"
#include "law/panel_policies.hpp"
#include "model/files.hpp"
#include "unit/catch.hpp"

namespace probation::test {

template <class T>
Located<T> at(T value) {
  return {std::move(value), {1, 1, 0}};
}

// "22222221": final and independent marks of one member, in the order of the principles; a point is unmarked.
struct Row {
  std::string member;
  std::string marks;
  std::optional<Vote> vote;
  std::optional<MemberConflict> conflict;
  std::string independent;  // empty: as the final marks
};

inline MarkRow marks_row(const std::string& member, MarkStage stage, const std::string& marks,
                         std::optional<Vote> vote) {
  MarkRow row;
  row.place = {1, 1, 0};
  row.member = at(document::Id{member});
  row.stage = at(stage);
  for (std::size_t p = 0; p < marks.size() && p < principle_count; ++p)
    if (marks[p] != '.')
      const_cast<Located<double>&>(row.mark(static_cast<Principle>(p))) = at(static_cast<double>(marks[p] - '0'));
  if (vote) row.vote = at(*vote);
  return row;
}

// The first row is the chair's.
inline PanelSheet sheet_of(const std::vector<Row>& rows, const std::string& chair_reason = {}) {
  PanelSheet sheet;
  sheet.place = {1, 1, 0};
  sheet.id = at(document::Id{"sheet"});
  sheet.members.recorded = sheet.marks.recorded = true;
  for (const Row& row : rows) {
    PanelMember member;
    member.place = {1, 1, 0};
    member.id = at(document::Id{row.member});
    member.role = at(sheet.members.empty() ? MemberRole::chair : MemberRole::member);
    if (row.conflict) member.conflict = at(*row.conflict);
    sheet.members.items.push_back(member);
    sheet.marks.items.push_back(marks_row(row.member, MarkStage::independent,
                                          row.independent.empty() ? row.marks : row.independent, std::nullopt));
    sheet.marks.items.push_back(marks_row(row.member, MarkStage::final, row.marks, row.vote));
  }
  if (!chair_reason.empty()) sheet.chair_reason = at(chair_reason);
  return sheet;
}

// A policy from its text; problems are failures.
inline ScoringPolicyReading policy_reading(std::string_view text) {
  FileContent content;
  const document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
  std::string said;
  for (const document::Problem& problem : decoded.problems) said += problem.rule + " " + problem.message + "\n";
  INFO(said);
  REQUIRE(decoded.problems.empty());
  return scoring_policy(std::get<EipPolicy>(content));
}

inline std::string shipped_text(std::string_view id) {
  for (const PanelPolicyText& policy : panel_policies())
    if (policy.id == id) return std::string(policy.text);
  return {};
}

inline ScoringPolicy shipped(std::string_view id) {
  ScoringPolicyReading reading = policy_reading(shipped_text(id));
  REQUIRE(reading.policy);
  return *reading.policy;
}

inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t start = text.find(what);
  REQUIRE(start != std::string::npos);
  return text.replace(start, what.size(), with);
}

}  // namespace probation::test
