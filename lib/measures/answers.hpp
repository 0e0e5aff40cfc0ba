// How the answers of the measures are put together: what holds of all of several, and what holds whichever of several
// is so.
#pragma once
#include <optional>

#include "facts/case/share_gone.hpp"
#include "measures/measures.hpp"

namespace probation::caseload {

inline Answer truth(bool yes) { return yes ? Answer::yes : Answer::no; }

// Of all of several: one no decides, else what is not known; what is not applicable says nothing.
inline Answer combine(Answer a, Answer b) {
  if (a == Answer::no || b == Answer::no) return Answer::no;
  if (a == Answer::undetermined || b == Answer::undetermined) return Answer::undetermined;
  return a == Answer::yes || b == Answer::yes ? Answer::yes : Answer::not_applicable;
}

// Of one of several, and it is not known which: the answer they share, else none.
class Whichever {
 public:
  void add(Answer answer) {
    if (!shared_) shared_ = answer;
    else if (*shared_ != answer) shared_ = Answer::undetermined;
  }
  [[nodiscard]] Answer answer() const { return shared_.value_or(Answer::not_applicable); }

 private:
  std::optional<Answer> shared_;
};

// Whether so many of 100 days are gone. What is missing of a share that can be reckoned brings its end forward: what is
// gone is gone, and what is not may be. `over`: more than so many, else at least.
inline std::optional<bool> is_gone(const ShareGone& share, std::int64_t percent, bool over) {
  if (!share.days_gone) return std::nullopt;
  const std::int64_t gone = std::int64_t{100} * *share.days_gone, asked = percent * share.days_in_all;
  if (over ? gone > asked : gone >= asked) return true;
  return share.missing.empty() ? std::optional(false) : std::nullopt;
}

}  // namespace probation::caseload
