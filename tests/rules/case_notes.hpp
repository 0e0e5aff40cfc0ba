// What the comments of a rule's case say must be found, and whether a finding is the one that a note means.
//
//   # case: a sentence                  what the document shows
//   # as-of: DATE
//   ... # ! RULE OUTCOME SUBJECT        at the end of a line: the finding points to this line
//   # expect: RULE OUTCOME SUBJECT      the finding may point anywhere
//   # run-date: DATE                    the day of the run, where it is not as-of
//   # policy: NAME NUMBER               a local value over the national one
//   # law: NAME DATE                    a commencement date that a policy file would set
//   # law: NAME not-before DATE         known only not to have begun before the day
//   # catalogue: NAME                   judged with the catalogue of tests/rules/catalogues/NAME
//   # basis: WORD                       the basis of every failing finding of the document
//   # severity: WORD                    the severity of every failing finding of the document
//   # absent: RULE                    says for the reader that the rule finds nothing here (files of catalogues)
//
// A note may go on with what the finding says, on its own line or on comment lines below it (`#   message "…"`):
//   missing /a/b /c     the facts that would decide it, all of them and no other, in any order; what has blanks in it
//                       stands in quotation marks (`"selections of N50"`)
//   related /a/b /c     the places it points to beside its own, all of them and no other, in any order; `none`: none
//   facts k=v k="v w"   the facts, all of them and no other, in any order, each with its value
//   message "…"         the whole message; the last of its line
//   here "…"            the words at its place; the last of its line
//   fix "…"             what would mend it; the last of its line
//   beside "…"          the words at one of its other places; the last of its line, as often as wanted
//   trace "…"         a line of the arithmetic, the last of its line; where one is noted all are, in their order
// An outcome `pass` may be noted too. Where the first line of a stream says "Every pass is noted.", one that nobody
// noted is a fault: what does not apply must not look as if it had passed. A note that nobody can read is one in any
// case: a misspelt one must not be a case that asks for nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "law/standards.hpp"
#include "rules/finding.hpp"

namespace probation::rule_cases {

struct Note {
  std::uint32_t line = 0;  // where it stands, from 1
  bool on_line = false;    // the finding points to that line
  std::string rule, outcome, subject;
  std::optional<std::set<std::string>> missing, related;
  std::vector<std::pair<std::string, std::string>> facts;
  std::optional<std::string> message, here, fix;
  std::vector<std::string> trace, beside;
  [[nodiscard]] std::string words() const { return rule + " " + outcome + " " + subject; }
};

struct Notes {
  std::vector<Note> expected;
  std::vector<std::string> absent;
  std::string title, basis, severity, catalogue;
  Policy policy = Policy::national();
  std::optional<Date> as_of, run_date;
  std::vector<std::string> faults;  // notes that cannot be read, each with its line
};

// Reads the notes of a document whose first line has the number given. `headers`: the words a header may begin with.
Notes notes_of(std::string_view text, std::uint32_t first_line, const std::set<std::string>& headers);

// The value as a note writes it: null, true, 12, 1.5, a text.
std::string shown(const rules::FactValue& value);

// Every way in which the findings are not those that the notes ask for; empty: they are, and none beside them. Of the
// rule `all_of` a pass that nobody noted is one too.
std::vector<std::string> differences(const std::vector<Note>& notes, const std::vector<rules::Finding>& findings,
                                     std::string_view all_of = {});

}  // namespace probation::rule_cases
