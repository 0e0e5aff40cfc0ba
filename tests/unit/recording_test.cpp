// What is built before it is written: which entry is the same, which id is free, what undoes what, and what rows mean.
#include "recording/new_case.hpp"
#include "recording/record.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

const std::string case_text_of =
    "schema: case/1\ncrn: X320741\norders:\n  - {id: O1, type: community_order, requirements: [{id: R1, type: "
    "rehabilitation_activity, max_days: 5}]}\n"
    "contacts:\n  - {id: C1, date: 2025-02-03, type: other, recorded: 2025-02-03}\n  - {id: C7, date: 2025-02-04, "
    "type: other, requirement: R1, recorded: 2025-02-04}\nenforcement: []\n";

// A clerk whose judge finds nothing, on a day of its own.
Clerk clerk(const std::string& day = "2025-03-01", const std::string& reason = "") {
  Clerk one;
  one.recorded = day;
  one.reason = reason;
  one.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
  return one;
}
const Words other{{"date", "2025-02-05"}, {"type", "other"}};

std::string said(const Change& change) {
  const Receipt& receipt = change.receipts.front();
  return std::string(word(receipt.status)) + " " + receipt.id +
         (receipt.supersedes.empty() ? "" : " for " + receipt.supersedes) +
         (receipt.message.empty() ? "" : ": " + receipt.message);
}
CaseText then(const CaseText& file, const Change& change) {
  REQUIRE(change.bytes);
  return CaseText(file.name(), *change.bytes);
}
template <class Body>
std::string mistake_of(Body body) {
  try {
    body();
  } catch (const Mistake& mistake) {
    return mistake.message;
  }
  return "no mistake";
}

}  // namespace

TEST_CASE("Ids are one above the highest of their letter, and never used again") {
  const CaseText file("case.yaml", case_text_of);
  CHECK(file.free_id(EntryKind::contact) == "C8");
  CHECK(file.free_id(EntryKind::enforcement) == "E1");
  CHECK(file.free_id(EntryKind::requirement) == "R2");
  CHECK(CaseText("c",
                 "schema: case/1\ncrn: X320741\ncontacts: [{id: C1x, date: 2025-01-01, type: other}, {id: "
                 "C999999999999999999999, date: 2025-01-01, type: other}]\n")
            .free_id(EntryKind::contact) == "C1");
  CHECK(said(add(file, EntryKind::contact, other, clerk(), "add")) == "written C8");
  for (const char* taken : {"O1", "R1", "C1"}) {
    Words words = other;
    words.emplace_back("id", taken);
    INFO(taken);
    CHECK(said(add(file, EntryKind::contact, words, clerk(), "add")).find("is used already") != std::string::npos);
  }
}

TEST_CASE("The same entry again is recorded already, whenever and by whomever; another under its id is refused") {
  const CaseText file("case.yaml", case_text_of);
  const CaseText once = then(file, add(file, EntryKind::contact, other, clerk(), "add"));
  Words by = other;
  by.emplace_back("recorded_by", "N51M017");
  CHECK(said(add(once, EntryKind::contact, by, clerk("2025-04-01"), "add")).starts_with("already_recorded C8"));
  by.emplace_back("id", "C8");
  CHECK(said(add(once, EntryKind::contact, by, clerk("2025-04-01"), "add")) == "already_recorded C8");
  by.emplace_back("mode", "home");
  CHECK(said(add(once, EntryKind::contact, by, clerk(), "add")).starts_with("refused C8"));
  // Under an id of its own, the same once more is a second entry.
  Words second = other;
  second.emplace_back("id", "C20");
  CHECK(said(add(once, EntryKind::contact, second, clerk(), "add")) == "written C20");
}

TEST_CASE("Corrections, withdrawals and undoing are later entries, and each is undone by one more") {
  CaseText file("case.yaml", case_text_of);
  file = then(file, withdraw(file, "C7", clerk("2025-03-01", "twice")));
  CHECK(file.find("C7")->superseded_by == "C8");
  CHECK(file.find("C8")->withdraws);
  CHECK(said(withdraw(file, "C7", clerk("2025-03-02", "twice"))) == "already_recorded C8 for C7");
  CHECK(said(withdraw(file, "C7", clerk("2025-03-02", "else"))) ==
        "refused C7: C7 was withdrawn by C8; undo C8 to bring it back");
  CHECK(said(withdraw(file, "C8", clerk("2025-03-02", "else"))).find("undo it to bring that back") !=
        std::string::npos);
  file = then(file, undo(file, "", clerk("2025-03-02")));
  CHECK(file.find("C9")->supersedes == "C8");
  CHECK_FALSE(file.find("C9")->withdraws);
  CHECK(text_at(file.find("C9")->value, "requirement") == "R1");
  // Told twice, an undo never is the same one: what was replaced since is not taken back again.
  CHECK(said(undo(file, "C8", clerk("2025-03-05"))) == "refused C8: C8 was replaced by C9; undo that");
  // The undo's own entry names the change it takes back, and is taken back by `redo`.
  CHECK(file.find("C9")->undoes == "1");
  file = then(file, redo(file, clerk("2025-03-03")));
  CHECK(file.find("C10")->withdraws);
  file = then(file, amend(file, "C1", {{"mode", "home"}, {"type", "home_visit"}}, clerk("2025-03-04", "at home")));
  CHECK(said(amend(file, "C1", {{"mode", "home"}, {"type", "home_visit"}}, clerk("2025-03-05", "at home"))) ==
        "already_recorded C11 for C1");
  CHECK(said(amend(file, "C11", {{"mode", "home"}}, clerk("2025-03-05", "at home"))).find("says so already") !=
        std::string::npos);
  file = then(file, undo(file, "C11", clerk("2025-03-05")));
  CHECK(text_at(file.find("C12")->value, "type") == "other");
  CHECK(text_at(file.find("C12")->value, "mode").empty());
  // Nothing was rewritten: every line there was is there still.
  for (const char* line : {"  - {id: C1, date: 2025-02-03, type: other, recorded: 2025-02-03}\n",
                           "  - {id: C7, date: 2025-02-04, type: other, requirement: R1, recorded: 2025-02-04}\n"})
    CHECK(file.bytes().find(line) != std::string::npos);
  CHECK(mistake_of([&] { withdraw(file, "C12", clerk("2025-03-01", " ")); }).find("--reason is empty") !=
        std::string::npos);
  CHECK(mistake_of([&] {
          amend(file, "C12", {{"colour", "red"}}, clerk("2025-03-01", "x"));
        }).starts_with("unknown field `colour`"));
}

TEST_CASE("What was withdrawn carries no link, what was replaced does") {
  CaseText file("case.yaml", case_text_of);
  const Words warning{{"date", "2025-02-10"}, {"action", "evidence_requested"}, {"contact", "C1"}};
  const CaseText amended = then(file, amend(file, "C1", {{"mode", "home"}}, clerk("2025-03-01", "x")));
  CHECK(said(add(amended, EntryKind::enforcement, warning, clerk(), "enforce")) == "written E1");
  const CaseText gone = then(amended, withdraw(amended, "C8", clerk("2025-03-02", "x")));
  CHECK(said(add(gone, EntryKind::enforcement, warning, clerk(), "enforce")) ==
        "refused E1: C1 was withdrawn by C9, so nothing can be linked to it");
  const CaseText back = then(gone, undo(gone, "C9", clerk("2025-03-03")));
  CHECK(said(add(back, EntryKind::enforcement, warning, clerk(), "enforce")) == "written E1");
  CHECK(said(add(file, EntryKind::enforcement, {{"date", "2025-02-10"}, {"action", "warning"}, {"contact", "R1"}},
                 clerk(), "enforce")) == "refused E1: R1 is the id of a requirement, not of a contact");
  CHECK(said(add(file, EntryKind::enforcement, {{"date", "2025-02-10"}, {"action", "warning"}, {"contact", "C5"}},
                 clerk(), "enforce")) == "refused E1: there is no contact C5 in the file");
}

TEST_CASE("An error that the entry makes new refuses it; old ones, and those of what it corrects, do not") {
  const auto fault = [](const char* rule, const FaultSubject& about, const char* subject, bool is_error = true) {
    Fault one;
    one.rule = rule;
    one.about = about;
    one.subject = subject;
    one.is_error = is_error;
    return one;
  };
  const auto entry = [](const char* id) {
    FaultSubject about;
    about.entry_id = id;
    return about;
  };
  const auto requirement = [](const char* id) {
    FaultSubject about;
    about.order_id = "O1";
    about.requirement_id = id;
    return about;
  };
  FaultSubject file_as_whole;
  file_as_whole.is_file = true;
  CHECK(made_new({fault("RAR201", requirement("R1"), "O1/R1")}, {fault("RAR201", requirement("R1"), "O1/R1")}, {})
            .empty());
  CHECK(made_new({fault("RAR201", requirement("R1"), "O1/R1")}, {fault("RAR201", requirement("R2"), "O1/R2")}, {})
            .size() == 1);
  CHECK(made_new({fault("REC501", entry("C1"), "C1")}, {fault("REC501", entry("C2"), "C2")}, {{"C2", "C1"}}).empty());
  CHECK(
      made_new({fault("REC501", entry("C1"), "C1")}, {fault("REC501", entry("C3"), "C3")}, {{"C3", "C2"}, {"C2", "C1"}})
          .empty());
  CHECK(made_new({fault("DOC105", file_as_whole, "file")},
                 {fault("DOC105", file_as_whole, "file"), fault("DOC105", file_as_whole, "file")}, {})
            .size() == 1);

  const CaseText file("case.yaml", case_text_of);
  Clerk strict = clerk();
  strict.judge = [&](const std::string& bytes, FaultDetail) {
    return bytes.find("C8") == std::string::npos ? std::vector<Fault>{}
                                                 : std::vector<Fault>{fault("RAR201", requirement("R1"), "O1/R1"),
                                                                      fault("REC502", entry("C8"), "C8", false)};
  };
  const Change refused = add(file, EntryKind::contact, other, strict, "add");
  CHECK(said(refused).find("RAR201 (O1/R1)") != std::string::npos);
  CHECK_FALSE(refused.bytes);
  strict.allowed = {"RAR201"};
  strict.reason = "the court asked";
  const Change allowed = add(file, EntryKind::contact, other, strict, "add");
  CHECK(said(allowed) == "written C8");
  CHECK(allowed.bytes->find("allows RAR201") != std::string::npos);
}

TEST_CASE("Words become values of the field, or are a mistake") {
  const auto wrong = [](const char* key, const char* text) {
    return mistake_of([&] {
      entry_of_words(EntryKind::contact, {{"id", "C9"}, {"date", "2025-02-05"}, {"type", "other"}, {key, text}});
    });
  };
  for (const auto& [key, text] : std::vector<std::pair<const char*, const char*>>{{"minutes", "012"},
                                                                                  {"minutes", "1e2"},
                                                                                  {"minutes", "+5"},
                                                                                  {"minutes", "2.0"},
                                                                                  {"time", "9:00"},
                                                                                  {"time", "24:00"},
                                                                                  {"rar_activity", "yes"},
                                                                                  {"outcome", "no"},
                                                                                  {"activity", "9"},
                                                                                  {"recorded_by", "a\xFF"},
                                                                                  {"colour", "red"}}) {
    INFO(key << "=" << text);
    CHECK(wrong(key, text) != "no mistake");
  }
  CHECK(wrong("date", "2025-02-06").find("given twice") != std::string::npos);
  for (const char* text : {"? yes", "no", "012", "~", "null", "2025-01-01", "=SUM(A1)", "\U0001F411", "a: #b\nc"})
    CHECK(text_at(entry_of_words(EntryKind::contact,
                                 {{"id", "C9"}, {"date", "2025-02-05"}, {"type", "other"}, {"reason", text}}),
                  "reason") == text);
}

TEST_CASE("A new case is in the canonical layout and says that nothing is recorded yet") {
  FirstFacts facts;
  facts.crn = "X320741";
  CHECK(
      case_text(new_case(facts)) ==
      "# yaml-language-server: $schema=schemas/case-1.schema.json\n"
      "schema: case/1\ncrn: X320741\nassessments: []\n\ncontacts: []\nenforcement: []\nreviews: []\nsuspensions: []\n");
  facts.crn = "../X320741";
  CHECK(mistake_of([&] { new_case(facts); }).find("is not a CRN") != std::string::npos);
}
