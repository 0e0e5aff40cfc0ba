// How far the law was read, and what was left unread: the program says so of itself (docs/not-known.md). What a policy
// file can settle stands in commencements(); what nobody who read could tell stands here.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "law/history.hpp"
#include "law/standards.hpp"

namespace probation {

// An Act, or an instrument made under one, as it was read.
struct ActRead {
  std::string_view title;
  std::string_view text;  // which text
  Date until;             // the last day whose law that text tells; what began later is not known
};
std::span<const ActRead> acts_read();  // by title

// The date that tells whether a provision that is enacted had begun for what is judged.
AskedBy date_test_of(const Commencement& row);

// A question to which what was read gives no answer, and what the program does instead of guessing.
struct OpenQuestion {
  std::string_view about, instead;
};
std::span<const OpenQuestion> open_questions();

// A source that was looked for, or is cited by others, and was not read or not to its end.
struct NotRead {
  std::string_view source, what;
};
std::span<const NotRead> sources_not_read();

// What a record may hold and no rule judges.
struct NotCovered {
  std::string_view what, instead;
};
std::span<const NotCovered> not_covered();

}  // namespace probation
