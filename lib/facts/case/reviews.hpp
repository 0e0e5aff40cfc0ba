// Reviews that fall due: completion reviews before the end of an order, unpaid work reviews after sentence. The same
// answer serves the rules, the list of what is due, and the measures.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

enum class DueState { overdue, due, ahead, done, done_late, not_applicable, undetermined };
std::string_view word(DueState state);

struct ReviewDue {
  const Order* order = nullptr;
  const Requirement* requirement = nullptr;
  ReviewKind kind{};
  DueState state = DueState::not_applicable;  // `due` means: due on as-of or later, not done
  std::optional<Date> due;
  std::optional<ResolvedStandard> standard;  // the months
  std::optional<ResolvedStandard> window;
  Place anchor;  // the end, or the sentence date, it is counted from
  std::string_view anchor_words;
  std::optional<Date> anchored;  // the day it is counted from, so many months
  Months months{};
  std::string_view counted;                    // "+" or "less"
  [[nodiscard]] std::string computed() const;  // the arithmetic, in words
  std::string unfinished;                      // what is unfinished, in words
  Place unfinished_place;
  const Review* done = nullptr;
  bool only_local = false;  // a review counts under the national window and not under the local one
  std::string why;          // undetermined: what would decide it
  std::vector<Missing> missing;
};

// The review of that kind for the requirement. Not applicable where the kind does not fit the requirement.
ReviewDue review_due(const CaseFacts& facts, const Order& order, const Requirement& requirement, ReviewKind kind);
// The review of that kind which a requirement of the order that is not recorded may call for: undetermined, or not
// applicable where none can.
ReviewDue review_perhaps_due(const CaseFacts& facts, const Order& order, ReviewKind kind);

// One row of `due`: a review, an end, or a warning's year.
struct DueRow {
  const Order* order = nullptr;
  const Requirement* requirement = nullptr;  // nothing: the order as a whole
  std::string kind;
  std::optional<Date> due;  // nothing: undetermined, and the date itself is not known
  DueState state;
  std::optional<int> days_left;  // negative when overdue
  std::string computed;          // the arithmetic; of an undetermined row why
  std::string source;
  std::vector<Missing> missing;  // of an undetermined row: what would decide it
  std::string entry = {};        // id of the absence or warning it is about; empty: none, or it has none
};

// Every date that is overdue, falls due on or before `until`, lies ahead, or is not known. In the order of the file.
std::vector<DueRow> due_rows(const CaseFacts& facts, Date until);

}  // namespace probation
