// Where a rule says what it found. One call per subject: fail, undetermined, pass or not_applicable.
//
//   report.fail("O1/R1", requirement.max_days.place, "21 RAR days counted; the order allows at most 20")
//       .here("the maximum")                                  words under the carets
//       .fact("counted", 21).fact("max_days", 20)             machine-readable, in this order
//       .identity("due", "2025-10-12")                        a fact that tells this matter from another of the subject
//       .related(contact.date.place, "the 21st day")
//       .trace("21 distinct dates from 2025-02-03 to 2025-09-30")
//       .source(row.source)                                   added to the rule's own sources
//       .fix("rar-record …");
#pragma once
#include <array>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/place.hpp"
#include "document/line_index.hpp"
#include "facts/case/subject.hpp"
#include "law/standards.hpp"
#include "rules/finding.hpp"
#include "rules/rule.hpp"

namespace probation::rules {

// What a report needs to know of the document it speaks about.
struct Origin {
  SharedText file;                     // path as it was given
  std::string_view text;               // of the whole file, for excerpts; without byte order mark
  const PlaceTable* places = nullptr;  // nothing: the document did not decode
  SharedText crn;                      // empty: not known
  bool limited_access = false;         // no excerpts, no manager's codes
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      personal_lines;  // first and last line of what stands under `person`
  SharedText region, pdu, team, officer;
  std::size_t document_at = 0;                   // where in `text` the line begins on which the document does
  std::uint32_t first_line = 1;                  // number of that line
  std::shared_ptr<document::LineIndex> lines{};  // of the document; nothing: every line is searched for
  std::int64_t stored_at = 0;  // where `text` begins in the file as stored; -1: it is stored compressed
};

// What a DOC rule sees.
struct DocumentFacts {
  std::span<const document::Problem> problems;
};

// How much of what rules say somebody reads. What nobody reads is not made: words cost more than judging.
struct Detail {
  bool words = true;      // false: of no outcome a word is kept, but whose it is
  bool passes = true;     // false: they are counted and not said
  bool faults = true;     // false: of what fails in a case is kept its rule, weight and place, and no word
  bool questions = true;  // false: of what is undetermined is kept what it waits for, and no word
  bool gaps = true;       // false: what is missing is not looked up in the document
  bool excerpts = true;   // false: no line is shown
  bool extents = true;    // false: where a value ends, and its bytes, are not looked for
};

class Report {
 public:
  // Outcomes as they are counted, by Verdict.
  using Counts = std::array<std::int64_t, 5>;
  // Keeps every outcome as a finding.
  Report(const Rule& rule, const Origin& origin, std::vector<Finding>& findings)
      : rule_(rule), origin_(origin), findings_(findings) {}
  // Only counts what is not to be shown: what does not apply, and passes unless they are wanted. A caseload has
  // hundreds of passes for one finding, and nobody reads them.
  Report(const Rule& rule, const Origin& origin, std::vector<Finding>& findings, Counts& counts, Detail detail)
      : rule_(rule), origin_(origin), findings_(findings), counts_(&counts), detail_(detail) {}
  // Whose orders the subjects are of; without it a finding names no order.
  void about(const CaseFacts& facts) { facts_ = &facts; }
  // One of the same rule and document whose findings go to `said` and nowhere else.
  [[nodiscard]] Report aside(std::vector<Finding>& said) const {
    Report other(rule_, origin_, said);
    other.facts_ = facts_;
    return other;
  }

  // The finding being said; every method returns it again.
  class Draft {
   public:
    Draft(Report& report, std::size_t index) : report_(&report), index_(index) {}
    Draft& here(std::string words);
    Draft& fact(std::string_view name, FactValue value);
    Draft& fact(std::string_view name, Date value);
    template <class Whole>
    requires std::integral<Whole> &&(!std::same_as<Whole, bool>)Draft& fact(std::string_view name, Whole value) {
      return fact(name, FactValue{static_cast<std::int64_t>(value)});
    }
    Draft& fact(std::string_view name, const char* value) { return fact(name, FactValue{std::string(value)}); }
    Draft& identity(std::string_view name, Date value);
    Draft& identity(std::string_view name, std::string value);
    Draft& related(Place place, std::string words);
    // A place in another file of a catalogue; its places must be known.
    Draft& related_in(const std::string& file, const PlaceTable& places, Place place, std::string words);
    // The finding stands in another file than the one that speaks for all: there, and not here.
    Draft& stands_in(const std::string& file, std::string_view text, const PlaceTable& places, Place place);
    Draft& trace(std::string sentence);
    Draft& source(const Source& source);
    // A practice policy value the finding rests on: its source, and that it is an assumption where it is one.
    // A finding that only the local value makes has basis `local`.
    Draft& standard(const ResolvedStandard& value);
    Draft& only_local();
    Draft& severity(Severity severity);
    Draft& fix(std::string words);
    Draft& no_excerpt();  // the line stands under `person`

   private:
    friend class Report;
    static constexpr std::size_t only_counted = static_cast<std::size_t>(-1);
    Finding& finding();
    [[nodiscard]] bool is_kept() const { return index_ != only_counted; }
    [[nodiscard]] bool has_words() const;
    Report* report_;
    std::size_t index_;
    std::string identity_;
  };

  Draft fail(const Subject& subject, Place at, std::string message);
  // `missing`: JSON pointers of the facts that would decide it; at least one.
  Draft undetermined(const Subject& subject, Place at, std::string message, std::vector<std::string> missing);
  Draft pass(const Subject& subject, Place at = {}, std::string message = {}) {
    if (counts_ == nullptr || detail_.passes) return say(Verdict::pass, subject, at, std::move(message));
    ++(*counts_)[static_cast<std::size_t>(Verdict::pass)];  // as nearly every one
    return {*this, Draft::only_counted};
  }
  // The same, with words that are made where somebody reads them.
  template <std::invocable Words>
  Draft pass(const Subject& subject, Place at, Words words) {
    const bool is_read = counts_ == nullptr || (detail_.passes && detail_.words);
    return pass(subject, at, is_read ? std::string(words()) : std::string());
  }
  void not_applicable(const Subject& subject) {
    if (counts_ == nullptr) say(Verdict::not_applicable, subject, {}, {});
    else ++(*counts_)[static_cast<std::size_t>(Verdict::not_applicable)];
  }
  void not_assessed(const Subject& subject);
  // Subjects of a catalogue or a mark sheet: ids that no order stands behind.
  Draft fail(std::string id, Place at, std::string message) {
    return fail(Subject::named(std::move(id)), at, std::move(message));
  }
  Draft undetermined(std::string id, Place at, std::string message, std::vector<std::string> missing) {
    return undetermined(Subject::named(std::move(id)), at, std::move(message), std::move(missing));
  }
  Draft pass(std::string id, Place at = {}, std::string message = {}) {
    return pass(Subject::named(std::move(id)), at, std::move(message));
  }
  void not_applicable(std::string id) { not_applicable(Subject::named(std::move(id))); }

  // Pointer of `key` inside the record at `place`: the name of a missing fact.
  [[nodiscard]] std::string pointer(Place place, std::string_view key = {}) const;
  [[nodiscard]] const Origin& origin() const { return origin_; }

 private:
  friend class Draft;
  Draft say(Verdict verdict, const Subject& subject, Place at, std::string message);
  // What is wrong with a document as one is always said: it tells why the answer is incomplete.
  [[nodiscard]] bool has_words(Verdict verdict) const {
    if (!detail_.words) return false;
    if (verdict == Verdict::undetermined) return detail_.questions;
    return verdict != Verdict::fail || detail_.faults || rule_.check_document != nullptr;
  }
  void tell_whose(Finding& finding, const Subject& subject) const;
  void add_words(Finding& finding, std::string message) const;
  [[nodiscard]] Location locate(const Origin& origin, Place place, std::string words) const;
  const Rule& rule_;
  const Origin& origin_;
  std::vector<Finding>& findings_;
  Counts* counts_ = nullptr;
  const CaseFacts* facts_ = nullptr;
  Detail detail_;
};

// Fingerprint of a finding: hash of rule, CRN (or file for what has none), subject and identity facts.
std::string fingerprint(std::string_view rule, std::string_view crn, std::string_view subject,
                        std::string_view identity);

}  // namespace probation::rules
