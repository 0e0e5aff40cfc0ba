// Entries into a file: their links are looked for, they are put in, and the result is judged against the file before.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "document/edit.hpp"
#include "recording/case_text.hpp"
#include "recording/judged.hpp"

namespace probation::recording {

// One entry that is to be written: its value is complete.
struct Draft {
  EntryKind kind;
  document::Value value;
  std::string order;  // of requirements, amendments and terminations
  Receipt receipt;
};
// What the command is about, for the judging of it.
struct Manner {
  bool is_court_act = false;  // what the law makes of days already recorded is revealed, not made
  std::string undoes;         // the change it takes back; empty: none
};

// Ids an entry refers to, with what they are ids of.
std::vector<std::pair<std::string, document::IdKind>> references_of(EntryKind kind, const document::Value& value);
// Puts the drafts into the file as one change and has the result judged. One receipt a draft, in their order; the marks
// of lists that the drafts begin are told with the first. Throws Refusal.
Change write_down(const CaseText& file, std::vector<Draft> drafts, const Clerk& clerk, const Manner& manner = {});
// The text of the file with the drafts put in. Throws Refusal.
std::string put_in(const CaseText& file, const std::vector<Draft>& drafts);
const document::Type& type_of_kind(EntryKind kind);
// The receipts as one: the first, with the others as what was written besides.
Change as_one(Change change);
// The bytes after an edit. Throws Refusal with what the edit says.
std::string edited(const CaseText& file, const document::EditResult& result);
// What fails in the second text and did not in the first. Throws Refusal where an entry makes a fault that refuses it.
Judged judged_change(const std::string& before, const std::string& after, const std::vector<Draft>& drafts,
                     const Clerk& clerk, const Manner& manner);
// The path of the list that the draft belongs to. Throws Refusal where there is no such order.
std::vector<document::Step> list_for(const CaseText& file, const Draft& draft);

}  // namespace probation::recording
