// What rests on what, facts and whole lists, outcomes, made and revealed; texts that YAML and JSON read in their own
// way.
#include "base/sight.hpp"
#include "document/canonical.hpp"
#include "document/tree.hpp"
#include "recording/judged.hpp"
#include "recording/merge.hpp"
#include "recording/record.hpp"
#include "recording/shield.hpp"
#include "recording/standing.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

Clerk clerk(bool with_dependants = false) {
  Clerk one;
  one.recorded = "2025-10-24";
  one.today = date(2025, 10, 24);
  one.reason = "Letter";
  one.with_dependants = with_dependants;
  one.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
  return one;
}
CaseText with(const std::string& contacts, const std::string& enforcement) {
  return CaseText("case.yaml",
                  "schema: case/1\ncrn: X320741\nassessments:\n  - {id: S1}\nplan:\n  assessment: S1\n  activities:\n  "
                  "  - {id: A1}\ncontacts:\n" +
                      contacts + "enforcement:\n" + enforcement);
}
const std::string absence = "  - {id: C1, date: 2025-10-06, type: other, outcome: unacceptable_absence}\n";
const std::string warning = "  - {id: E1, date: 2025-10-08, action: warning, contact: C1}\n";
std::string status(const Change& change) { return std::string(word(change.receipts.front().status)); }

}  // namespace

TEST_CASE("What would be left on nothing is named and refuses, and is taken along when that is said") {
  const CaseText file = with(absence, warning);
  const Change no = withdraw(file, "C1", clerk());
  CHECK(status(no) == "refused");
  CHECK(no.receipts.front().dependants == std::vector<std::string>{"E1"});
  const Change yes = withdraw(file, "C1", clerk(true));
  REQUIRE(yes.bytes);
  CHECK(yes.receipts.front().with.size() == 1);
  CHECK(CaseText("c", *yes.bytes).stands_for("E1")->withdraws);
  for (const auto& [key, value, is_refused] :
       std::vector<std::tuple<std::string, std::string, bool>>{{"minutes", "5", false},
                                                               {"outcome", "attended_failed_to_comply", false},
                                                               {"outcome", "failed_to_attend", false},
                                                               {"outcome", "acceptable_absence", true},
                                                               {"outcome", "", true},
                                                               {"outcome", "null", true},
                                                               {"date", "2025-10-08", false},
                                                               {"date", "2025-10-09", true}}) {
    INFO(key << "=" << value);
    CHECK((status(amend(file, "C1", {{key, value}}, clerk())) == "refused") == is_refused);
  }
  // A second contact carries it on its own; a warning that was withdrawn asks for no failure any more.
  const std::string second = "  - {id: C2, date: 2025-10-07, type: other, outcome: unacceptable_absence}\n";
  const std::string both = "  - {id: E1, date: 2025-10-08, action: warning, contacts: [C1, C2]}\n";
  CHECK(status(withdraw(with(absence + second, both), "C1", clerk())) == "written");
  const std::string over = "  - {id: E2, date: 2025-10-10, action: warning_withdrawn, enforcement: E1}\n";
  CHECK(status(amend(with(absence, warning + over), "C1", {{"outcome", "acceptable_absence"}}, clerk())) == "written");
  CHECK(status(withdraw(with(absence, warning + over), "E1", clerk())) == "refused");
  // What happened is not undone by a correction.
  const std::string referral = "  - {id: E1, date: 2025-10-08, action: referral_to_enforcement_officer, contact: C1}\n";
  const Change still = amend(with(absence, referral), "C1", {{"outcome", "acceptable_absence"}}, clerk(true));
  CHECK(still.receipts.front().message.find("say how it ended first") != std::string::npos);
  // Contacts rest on their activity, the plan on its assessment.
  const std::string session = "  - {id: C1, date: 2025-10-06, type: other, activity: A1}\n";
  CHECK(status(withdraw(with(session, ""), "A1", clerk())) == "refused");
  CHECK(status(withdraw(with(session, ""), "A1", clerk(true))) == "written");
  CHECK(withdraw(with(session, ""), "S1", clerk(true)).receipts.front().dependants == std::vector<std::string>{"plan"});
}

TEST_CASE("A fault is made by the entry, or revealed where nobody could tell before") {
  const auto entry = [](const char* id) {
    FaultSubject about;
    about.entry_id = id;
    return about;
  };
  const auto requirement = [](const char* order, const char* id) {
    FaultSubject about;
    about.order_id = order;
    about.requirement_id = id;
    return about;
  };
  FaultSubject file;
  file.is_file = true;
  const auto fault = [](const char* rule, const FaultSubject& about, bool is_open) {
    Fault one;
    one.rule = rule;
    one.about = about;
    one.is_error = !is_open;
    one.is_undetermined = is_open;
    return one;
  };
  const auto made = [](const Judged& judged) { return judged.made.size() == 1 && judged.revealed.empty(); };
  CHECK(made(judged_faults({}, {fault("RAR201", requirement("O1", "R1"), false)}, {}, {"C1"}, false)));
  CHECK_FALSE(made(judged_faults({fault("RAR201", requirement("O1", "R1"), true)},
                                 {fault("RAR201", requirement("O1", "R1"), false)}, {}, {"C1"}, false)));
  CHECK_FALSE(
      made(judged_faults({fault("ENF402", file, true)}, {fault("ENF402", entry("C2"), false)}, {}, {"C1"}, false)));
  CHECK(made(
      judged_faults({fault("ENF402", entry("C1"), true)}, {fault("ENF402", entry("C1"), false)}, {}, {"C1"}, false)));
  CHECK_FALSE(made(judged_faults({}, {fault("RAR203", entry("C2"), false)}, {}, {"M1"}, true)));
  CHECK(made(judged_faults({}, {fault("ORD105", requirement("O1", ""), false)}, {}, {"M1"}, true)));
  // An id is any word: what is open about an entry called `file` is not open about the file.
  CHECK(made(
      judged_faults({fault("ENF402", entry("file"), true)}, {fault("ENF402", entry("C2"), false)}, {}, {"C2"}, false)));
  CHECK(made(
      judged_faults({fault("ENF402", entry("file"), true)}, {fault("ENF402", entry("C2"), false)}, {}, {"C1"}, false)));
  // Nor is what is wrong with an entry wrong already because a requirement, an order or the person goes by its word.
  CHECK(made(judged_faults({fault("RAR201", requirement("O1", "R1"), false)},
                           {fault("RAR201", requirement("O1", "R1"), false), fault("RAR201", entry("R1"), false)}, {},
                           {}, false)));
  CHECK(made(judged_faults({fault("REC501", FaultSubject{}, false)}, {fault("REC501", entry("person"), false)}, {}, {},
                           false)));
  CHECK(judged_faults({fault("RAR201", requirement("O1", ""), false)}, {fault("RAR201", requirement("O1", ""), false)},
                      {}, {}, false)
            .made.empty());
}

TEST_CASE("Facts are put where none is, and lists are said to be whole") {
  const CaseText file(
      "case.yaml",
      "schema: case/1\ncrn: X320741\norders:\n  - {id: O1, fine: null}\ncontacts: ~\nreviews:\n  - {id: V1, date: "
      "2025-01-01, kind: risk}\npartial:\n  - {list: reviews, reason: begun by hand}\n");
  const Change done = fact(file, "O1", {{"conviction_date", "2025-01-06"}, {"fine", "false"}}, clerk());
  REQUIRE(done.bytes);
  CHECK(done.bytes->find("{id: O1, fine: false, conviction_date: 2025-01-06}") != std::string::npos);
  const CaseText once("case.yaml", *done.bytes);
  CHECK(status(fact(once, "O1", {{"fine", "false"}}, clerk())) == "already_recorded");
  CHECK(status(fact(once, "O1", {{"fine", "true"}}, clerk())) == "refused");
  CHECK(status(fact(once, "person", {{"sex", "male"}}, clerk())) == "written");
  CHECK(status(fact(once, "", {{"flags", "[mappa]"}}, clerk())) == "written");
  CHECK(status(fact(once, "C9", {{"minutes", "3"}}, clerk())) == "refused");
  CHECK_THROWS_AS(fact(once, "O1", {{"colour", "red"}}, clerk()), Mistake);
  CHECK(status(undo(once, "", clerk())) == "refused");  // a fact is no change
  const Change both = whole(file, {"contacts", "reviews"}, date(2025, 10, 24), clerk());
  REQUIRE(both.bytes);
  CHECK(both.receipts.size() == 2);
  CHECK(both.bytes->find("contacts: []\n") != std::string::npos);
  const CaseText told("case.yaml", *both.bytes);
  CHECK(told.marks_of("reviews").empty());
  CHECK(status(whole(told, {"reviews"}, date(2025, 10, 24), clerk())) == "already_recorded");
  // Taken back, the mark before it counts again; brought back, the list is whole.
  const CaseText back("case.yaml", *undo(told, "", clerk()).bytes);
  CHECK(back.marks_of("reviews").size() == 1);
  CHECK(CaseText("case.yaml", *redo(back, clerk()).bytes).marks_of("reviews").empty());
}

TEST_CASE("Lists of orders and of the plan that are marked partial are said to be whole too, where they are there") {
  const CaseText file("case.yaml",
                      "schema: case/1\ncrn: X320741\norders:\n  - id: O1\n    requirements: []\npartial:\n"
                      "  - {list: amendments, reason: 1 row could not be placed}\n"
                      "  - {list: offences, reason: 1 row could not be placed}\n");
  const Change told = whole(file, {"amendments"}, date(2025, 10, 24), clerk());
  REQUIRE(told.bytes);
  CHECK(told.receipts.front().line == 6);
  CHECK(told.bytes->find("amendments:") == std::string::npos);  // absent means none: nothing is put there
  const CaseText then("case.yaml", *told.bytes);
  CHECK(then.marks_of("amendments").empty());
  CHECK(then.marks_of("offences").size() == 1);
  CHECK(status(whole(then, {"amendments"}, date(2025, 10, 24), clerk())) == "already_recorded");
  // Of offences, requirements and what the plan holds absent means not known: no word makes them whole.
  CHECK(status(whole(file, {"offences"}, date(2025, 10, 24), clerk())) == "refused");
  CHECK(status(whole(file, {"activities"}, date(2025, 10, 24), clerk())) == "refused");
  CHECK(status(whole(file, {"requirements"}, date(2025, 10, 24), clerk())) == "already_recorded");
  CHECK_THROWS_AS(whole(file, {"amendment"}, date(2025, 10, 24), clerk()), Mistake);
}

TEST_CASE("A booking gets its outcome once, and nothing calls it a correction") {
  const CaseText file = with(
      "  - {id: C1, date: 2025-10-24, type: other, recorded_by: N51M017}\n  - {id: C2, date: 2025-10-20, type: "
      "other}\n",
      "");
  const Change filled = outcome(file, "", {{"outcome", "attended_complied"}}, date(2025, 10, 24), clerk());
  REQUIRE(filled.bytes);
  const CaseText then("case.yaml", *filled.bytes);
  CHECK(then.find("C3")->supersedes == "C1");
  CHECK(then.find("C3")->value.find("reason") == nullptr);
  CHECK(then.find("C3")->value.find("recorded_by") == nullptr);
  CHECK(status(outcome(then, "", {{"outcome", "attended_complied"}}, date(2025, 10, 24), clerk())) ==
        "already_recorded");
  CHECK(outcome(then, "C1", {{"outcome", "unacceptable_absence"}}, date(2025, 10, 24), clerk())
            .receipts.front()
            .message.find("amend C3") != std::string::npos);
  // Another day's words reach the only booking before it.
  CHECK(
      outcome(then, "", {{"outcome", "attended_complied"}}, date(2025, 10, 23), clerk()).receipts.front().supersedes ==
      "C2");
  CHECK(status(outcome(then, "", {{"outcome", "attended_complied"}}, date(2025, 10, 19), clerk())) == "refused");
}

TEST_CASE("Two branches lose nothing, and what both replaced is for somebody to decide") {
  const std::string head = "schema: case/1\ncrn: X320741\ncontacts:\n  - {id: C1, date: 2025-02-03, type: other}\n";
  const CaseText base("base", head);
  const CaseText ours("ours", head + "  - {id: C2, date: 2025-03-03, type: other, change: 1}\n");
  const CaseText theirs(
      "theirs", head +
                    "  - {id: C2, date: 2025-04-04, type: home_visit, change: 1}\n  - {id: C3, date: 2025-04-04, type: "
                    "home_visit, minutes: 5, supersedes: C2, reason: x, change: 2}\nmanager: {region: N51}\n");
  const Change joined = merge(base, ours, theirs, clerk());
  REQUIRE(joined.bytes);
  CHECK(*joined.bytes == head +
                             "  - {id: C2, date: 2025-03-03, type: other, change: 1}\n  - {id: C4, date: 2025-04-04, "
                             "type: home_visit, change: 2}\n  - {id: C3, date: 2025-04-04, type: home_visit, "
                             "minutes: 5, supersedes: C4, reason: x, change: 3}\nmanager: {region: N51}\n");
  CHECK(joined.receipts.front().was == "C2");
  CHECK(status(merge(base, CaseText("ours", *joined.bytes), ours, clerk())) == "already_recorded");
  const CaseText one("ours",
                     head + "  - {id: C2, date: 2025-02-03, minutes: 5, type: other, supersedes: C1, reason: x}\n");
  const CaseText other("theirs",
                       head + "  - {id: C2, date: 2025-02-03, minutes: 9, type: other, supersedes: C1, reason: x}\n");
  const Change fork = merge(base, one, other, clerk());
  CHECK(status(fork) == "conflict");
  CHECK(fork.receipts.front().id == "C1");
  CHECK_FALSE(fork.bytes);
}

TEST_CASE("A merge told again is there already, whatever ids it gave") {
  const std::string head = "schema: case/1\ncrn: X320741\ncontacts:\n  - {id: C1, date: 2025-02-03, type: other}\n";
  const std::string said = "date: 2025-04-04, type: home_visit, recorded: 2025-04-05, change: 1}\n";
  const CaseText base("base", head);
  const CaseText ours("ours", head + "  - {id: C2, date: 2025-03-03, type: other, recorded: 2025-03-04, change: 1}\n");
  // Two that say the same are two, each once.
  const CaseText theirs("theirs", head + "  - {id: C2, " + said + "  - {id: C3, " + said +
                                      "partial:\n  - {list: reviews, reason: x, change: 1}\n");
  const Change joined = merge(base, ours, theirs, clerk());
  REQUIRE(joined.bytes);
  const CaseText after("ours", *joined.bytes);
  CHECK(after.entries().size() == 4);
  CHECK(after.marks().size() == 1);
  CHECK(status(merge(base, after, theirs, clerk())) == "already_recorded");
  // Recorded another day, it is another.
  const CaseText later("theirs", head + "  - {id: C2, date: 2025-04-04, type: home_visit, recorded: 2025-04-06}\n");
  const Change another = merge(base, after, later, clerk());
  REQUIRE(another.bytes);
  CHECK(CaseText("ours", *another.bytes).entries().size() == 5);
}

TEST_CASE("What one side took away is gone, where the other left it as it was; what it cannot be is said") {
  const std::string head = "schema: case/1\ncrn: X320741\n";
  const std::string order = "orders:\n  - id: O1\n    requirements:\n      - {id: R1, type: rehabilitation_activity";
  const auto merged = [](const std::string& base, const std::string& ours, const std::string& theirs) {
    const Change change = merge(CaseText("base", base), CaseText("ours", ours), CaseText("theirs", theirs), clerk());
    if (status(change) == "conflict") return change.receipts.front().message;
    return change.bytes.value_or("as it was");
  };
  const std::string with_days = head + order + ", max_days: 20}  # as the court said\n", without = head + order + "}\n";
  CHECK(merged(with_days, with_days, without) == head + order + ", max_days: null}  # as the court said\n");
  CHECK(merged(with_days, head + order + ", max_days: null}  # as the court said\n", without) == "as it was");
  CHECK(merged(with_days, without, with_days) == "as it was");
  CHECK(merged(with_days, head + order + ", max_days: 25}\n", without) ==
        "/orders/O1/requirements/R1/max_days was changed in ours, and taken away in theirs");
  CHECK(merged(with_days, without, head + order + ", max_days: 25}\n") ==
        "/orders/O1/requirements/R1/max_days was taken away in ours, and changed in theirs");
  // A list that says that there are none.
  const std::string none = head + "enforcement: []  # none\n";
  const std::string one = head + "enforcement:\n  - {id: E1, date: 2025-10-08, action: other_letter}\n";
  CHECK(merged(none, none, head) == head + "enforcement: null  # none\n");
  CHECK(merged(none, head, none) == "as it was");
  CHECK(merged(none, one, head) == "/enforcement holds entries in ours, and was taken back in theirs");
  CHECK(merged(none, head, one) == "/enforcement was taken back in ours, and holds entries in theirs");
  // What goes over several lines, and an entry of a list, are for a hand to take out.
  const std::string person = head + "person:\n  sex: male\n";
  CHECK(merged(person, person, head) ==
        "/person was taken away in theirs, and is written in ours so that nothing can take its place: take it out of "
        "ours by hand");
  const std::string two = with_days + "      - {id: R2, type: unpaid_work}\n";
  CHECK(merged(two, two, with_days) ==
        "/orders/O1/requirements/R2 was taken away in theirs, and stands in ours: take it out of ours by hand");
  CHECK(merged(two, with_days, head + order + ", max_days: 25}\n      - {id: R2, type: unpaid_work}\n") ==
        head + order + ", max_days: 25}  # as the court said\n");
}

TEST_CASE("How an order ended is told in one way: two are for somebody to decide") {
  const std::string head = "schema: case/1\ncrn: X320741\norders:\n  - id: O1\n";
  const CaseText base("base", head);
  const CaseText many("ours", head + "    terminations:\n      - {id: T1, date: 2025-10-20, kind: revoked}\n");
  const CaseText single("theirs", head + "    termination: {date: 2025-10-01, reason: completed}\n");
  const Change change = merge(base, many, single, clerk());
  CHECK(status(change) == "conflict");
  CHECK(change.receipts.front().message ==
        "O1 has `terminations` in ours and `termination` in theirs, which may not stand beside each other");
  CHECK(status(merge(base, single, many, clerk())) == "conflict");
}

TEST_CASE("Nothing is linked to what withdraws, and no fact goes into what no longer stands") {
  const CaseText file =
      with(absence +
               "  - {id: C2, date: 2025-10-07, type: other}\n  - {id: C3, date: 2025-10-07, "
               "type: other, supersedes: C2, void: true, reason: x}\n  - {id: C4, date: 2025-10-09, "
               "type: other}\n  - {id: C5, date: 2025-10-10, type: other, supersedes: C4, reason: x}\n",
           warning);
  for (const auto& [id, is_refused] : std::vector<std::pair<std::string, bool>>{
           {"C1", false}, {"C2", true}, {"C3", true}, {"C4", false}, {"C5", false}}) {
    INFO(id);
    CHECK((status(add(file, EntryKind::enforcement,
                      {{"date", "2025-10-11"}, {"action", "evidence_requested"}, {"contact", id}}, clerk(),
                      "enforce")) == "refused") == is_refused);
    const Change said = fact(file, id, {{"minutes", "5"}}, clerk());
    CHECK((status(said) == "refused") == is_refused);
    if (is_refused) continue;
    CHECK(said.receipts.front().id == (id == "C4" ? "C5" : id));
    CHECK(text_at(CaseText("c", *said.bytes).stands_for(id)->value, "minutes") == "5");
  }
  CHECK(fact(file, "C2", {{"minutes", "5"}}, clerk()).receipts.front().message ==
        "C2 was withdrawn by C3; undo C3 to bring it back");
  CHECK(fact(file, "C3", {{"minutes", "5"}}, clerk()).receipts.front().message ==
        "C3 withdraws C2, and holds no facts");
  CHECK(status(fact(file, "E1", {{"contacts", "C3"}}, clerk())) == "refused");
}

TEST_CASE("Others see ids, dates, words and numbers of the format") {
  const std::string text =
      "schema: case/1\ncrn: X320741\nperson: {date_of_birth: 1991-04-17}\nmanager: {team: N51M01, officer: N51M017}  # "
      "his brother\ncontacts:\n  - id: C1\n    date: 2025-02-03\n    type: other\n    recorded_by: N51M017\n    "
      "reason: |\n      told me\n    minutes: 5\n";
  see_with({true, false});
  const std::string shown = shielded(text, recording::Sight::redacted);
  see_with({});
  CHECK(shown ==
        "schema: case/1\ncrn: X320741\nperson: {date_of_birth: …}\nmanager: {team: …, officer: officer-1}  # "
        "…\ncontacts:\n  - id: C1\n    date: 2025-02-03\n    type: other\n    recorded_by: officer-1\n    reason: …\n  "
        "  minutes: 5\n");
}

TEST_CASE("Texts are read as the standards say") {
  const auto text = [](std::string_view document, std::string_view key) {
    const document::TreeReading reading = document::read_tree({document, 1});
    return reading.root ? reading.root->find(key)->text : "error: " + reading.error->message;
  };
  CHECK(text("a: >+\n  letter\n\n\nb: 1\n", "a") == "letter\n\n\n");
  CHECK(text("a: >\n  one\n  two\n\n  three\n    more\n  four\n\nb: 1\n", "a") == "one two\nthree\n  more\nfour\n");
  CHECK(text("a: |2-\n   x\n  y\nb: 1\n", "a") == " x\ny");
  CHECK(text("a: |+\n\nb: 1\n", "a") == "\n");
  CHECK(text(R"({"a": "said \ud83d\ude00", "b": "\\ud83d"})", "a") == "said \xF0\x9F\x98\x80");
  CHECK(text(R"({"a": "said \ud83d\ude00", "b": "\\ud83d"})", "b") == "\\ud83d");
  CHECK(text(R"({"a": "said \ud83d"})", "a").starts_with("error"));
  CHECK(text("{\"a\": \"\\ud83d\\ude00\", \"b\": \"\xEE\x80\x80\"}", "b") == "\xEE\x80\x80");
}

TEST_CASE("The canonical layout keeps every comment and every value, and twice is once") {
  for (const std::string text :
       {"# before\n--- # mark\na: 1\nb: [  # of the list\n]\n...\n# after\n\n# last\n",
        "%YAML 1.2\n---\r\na: >+  # kept\r\n  letter\r\n\r\nb: 1\r\n",
        "a: |\n    one\n      two\n\n\n\nb: {c: 1,  # first\n  d: 2}\n", "a:\n- x # one\n#  two\n-   y\n"}) {
    INFO(text);
    std::string why;
    const auto once = document::canonical(text, why);
    REQUIRE(once);
    CHECK(document::canonical(*once, why) == once);
    for (const char* comment :
         {"# before", "# mark", "# of the list", "# after", "# last", "# kept", "# first", "# one", "#  two"})
      CHECK((text.find(comment) == std::string::npos) == (once->find(comment) == std::string::npos));
  }
  std::string why;
  CHECK(document::canonical("a: >+\n    letter\n\nb: 1\n", why) == "a: >+\n  letter\n\nb: 1\n");
}
