// One document on its way through the rules. Many of them go together, each rule asked of all of them before the next:
// the code of a hundred rules is more than a processor has at hand, and a document asks for all of it.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "rules/engine.hpp"
#include "rules/hearing.hpp"

namespace probation::rules {

class Judging {
 public:
  // Hears the rules about documents, and cuts a case to as-of in place. Document and content must outlive this, and so
  // must the text of the origin. `shared`: where outcomes are counted for many documents; else in the judgement.
  // `room`: an empty list, with the room that another document's findings had.
  Judging(document::Decoded& decoded, FileContent& content, Origin origin, Settings settings, Look look,
          RuleRows* shared = nullptr, std::vector<Finding> room = {});
  Judging(const Judging&) = delete;
  Judging& operator=(const Judging&) = delete;

  // False: the answer is incomplete (Judgement::readable).
  [[nodiscard]] bool is_readable() const { return out_.readable; }
  // A rule about cases.
  void hear(const Rule& rule);
  // Once every rule was heard: its findings as the rules spoke.
  Judgement finish();

 private:
  void hear_document_rules();
  void summarize();

  document::Decoded& decoded_;
  Settings settings_;
  Look look_;
  Origin origin_;
  Judgement out_;
  Bench bench_;
  CaseFile* file_ = nullptr;  // of a case
  bool is_about_people_ = false;
  std::uint32_t broken_ = no_section;
  std::vector<LaterEntry> later_;
  std::optional<CaseFacts> facts_;  // of a case that was read
};

// The rules about cases that were selected, each asked of all before the next.
void hear_case_rules(std::span<Judging* const> cases);

// Puts the findings behind those of other documents, in the order of the file. `more`: about how many documents are
// still to come, so that room is made for theirs.
void take_findings(Judgement& from, std::vector<Finding>& to, std::size_t more);

}  // namespace probation::rules
