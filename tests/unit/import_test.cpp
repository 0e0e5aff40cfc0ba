// Tables of other systems: what a cell says, what a mapping may say, and what comes of a row beside what stands.
#include "recording/sources/export.hpp"
#include "unit/catch.hpp"
#include "unit/import_world.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

std::optional<std::string> day(std::string_view text, std::vector<std::string> as, std::optional<int> century = 1930) {
  return day_in(text, {std::move(as), century, &plus_one});
}
std::optional<std::string> time(std::string_view text, std::vector<std::string> as = {}) {
  return time_in(text, {std::move(as), std::nullopt, &plus_one});
}

std::string mistake_of(const std::string& text) {
  try {
    read_mapping({"m.yaml", text});
  } catch (const Mistake& mistake) {
    return mistake.message;
  }
  return "no mistake";
}

const std::string contacts_mapping =
    "schema: mapping/2\nsystem: north\nprefix: N\ntables:\n"
    "  - file: contact.csv\n    rows: contact\n    key: ID\n    changed: EDITED\n    deleted: {column: GONE, when: "
    "[\"1\"]}\n"
    "    columns: {CRN: crn, WHEN: date, WHAT: {to: type, values: {Office: supervision_appointment}}, RESULT: outcome, "
    "RAR: "
    "rar_activity}\n    required: [CRN, WHEN, WHAT]\n";

const std::string base =
    "schema: case/1\ncrn: X320741\norders:\n  - id: O1\n    type: community_order\n    requirements:\n      - {id: R1, "
    "type: "
    "rehabilitation_activity, max_days: 20}\ncontacts:\n  - {id: N1, date: 2025-03-03, type: supervision_appointment, "
    "outcome: "
    "attended_complied, source: {system: north, table: contact, key: \"1\"}}\n";
const std::string header = "ID,CRN,WHEN,WHAT,RESULT,RAR,GONE,EDITED\n";

}  // namespace

TEST_CASE("Days are read whole in a notation that is declared, and in no other") {
  CHECK(day("2025-02-03", {"iso"}) == "2025-02-03");
  CHECK(day("2025-02-03 10:11:12", {"iso"}) == "2025-02-03");
  CHECK(day("2025-06-30T23:00:00Z", {"iso"}) == "2025-07-01");
  CHECK(day("2025-07-01T00:00:00+01:00", {"iso"}) == "2025-07-01");
  CHECK(day("2025-06-30T23:00:00.000+00:00", {"iso"}) == "2025-07-01");
  CHECK(day("TIMESTAMP '2014-09-04 00:00:00.000000'", {"iso"}) == "2014-09-04");
  CHECK(day("03-FEB-25", {"dd-mmm-yy"}) == "2025-02-03");
  CHECK(day("03-Feb-2025", {"dd-mmm-yyyy"}) == "2025-02-03");
  CHECK(day("03 feb 2025", {"dd mmm yyyy"}) == "2025-02-03");
  CHECK(day("03/02/2025", {"dd/mm/yyyy"}) == "2025-02-03");
  CHECK(day("03.02.2025", {"dd.mm.yyyy"}) == "2025-02-03");
  CHECK(day("03-02-29", {"dd-mm-yy"}) == "2029-02-03");
  CHECK(day("03-02-30", {"dd-mm-yy"}) == "1930-02-03");
  CHECK(day("03/02/25 09:30", {"dd/mm/yy hh:mm"}) == "2025-02-03");
  CHECK(day("45819", {"excel"}) == "2025-06-11");
  CHECK(day("0", {"epoch"}) == "1970-01-01");
  CHECK_FALSE(day("03-02-25", {"dd-mm-yy"}, std::nullopt));
  for (const char* none :
       {"2025-06-11 (cancelled)", "2025-06-11Tgarbage", "2025-06-1123", "11-JUN-25 moved to 18-JUN-25", "2025-02-30",
        "31-SEP-25", "29-02-25", "3-2-25", "", "today", "2025-06-11T25:00", "2025-06-11T10:00+"})
    CHECK_FALSE(day(none, {"iso", "dd-mmm-yy", "dd-mm-yy", "dd/mm/yy"}));
  CHECK_FALSE(day("60", {"excel"}));
}

TEST_CASE("Times are read whole in a form that is declared") {
  CHECK(time("09:30") == "09:30");
  CHECK(time("9:30") == "09:30");
  CHECK(time("09:30:00") == "09:30");
  CHECK(time("1899-12-30 09:00:00") == "09:00");
  CHECK(time("12:15 AM", {"h:mm am"}) == "00:15");
  CHECK(time("12:15pm", {"h:mm am"}) == "12:15");
  for (const char* none : {"9:30", "24:00", "09:60", "0930", "9.30", "9:30 AM"}) CHECK_FALSE(time(none, {"hh:mm"}));
  CHECK_FALSE(time("13:00 pm", {"h:mm am"}));
}

TEST_CASE("Cells come back as they were before a spreadsheet was kept from running them, and show nothing") {
  CHECK(cell_text(" a ") == "a");
  CHECK(cell_text("'=SUM(A1)") == "=SUM(A1)");
  CHECK(cell_text("'-5") == "-5");
  CHECK(cell_text("''@x") == "'@x");
  CHECK(cell_text("'tis") == "'tis");
  CHECK(cell_text("'") == "'");
  CHECK(cell_text("=1+1") == "=1+1");
  CHECK(in_words("2025-02-30", true) == "`2025-02-30`");
  CHECK(in_words("19/07/2025 (moved)", true) == "a text of 18 characters");
  CHECK(in_words("Smith", false) == "a text of 5 characters");
  CHECK(flag_in("y") == true);
  CHECK(flag_in("False") == false);
  CHECK_FALSE(flag_in("maybe"));
  CHECK_FALSE(flag_in(""));
}

TEST_CASE("A mapping that is wrong is told with its place and the nearest word") {
  CHECK(
      mistake_of("schema: mapping/1\ntable: contact\ncolumns: {A: crn, B: outcom}\n").find("did you mean `outcome`") !=
      std::string::npos);
  const std::string head = "schema: mapping/2\nsystem: x\nprefix: X\n";
  CHECK(mistake_of(head + "tabels: []\n").find("did you mean `tables`") != std::string::npos);
  CHECK(mistake_of(head + "tables:\n  - {file: a.csv, rows: contacts, columns: {A: crn}}\n")
            .find("one of none, event, person") != std::string::npos);
  CHECK(mistake_of(head + "tables:\n  - {file: a.csv, rows: contact, columns: {A: {to: date, as: [dd/mm]}}}\n")
            .find("no notation") != std::string::npos);
  CHECK(mistake_of(head + "tables:\n  - {file: a.csv, rows: contact, columns: {A: {to: activity, table: nsi}}}\n")
            .find("`nsi`, which there is not") != std::string::npos);
  CHECK(mistake_of("schema: mapping/3\n").find("not mapping/2") != std::string::npos);
  CHECK(mistake_of(head).find("`tables`") != std::string::npos);
  for (const auto& [name, text] : built_in_mappings()) CHECK(mistake_of(std::string(text)) == "no mistake");
}

TEST_CASE("Tables in any encoding, a row at a time; a row that breaks off is told, and those after it are read") {
  const auto cells = [](const std::string& bytes, std::string_view encoding, char delimiter = ',') {
    Held source(bytes);
    TableReader reader(source, encoding, delimiter, false);
    std::string all;
    TableRow row;
    while (reader.next(row)) {
      all += std::to_string(row.line) + ":";
      for (const std::string& cell : row.cells) all += "[" + cell + "]";
      if (!row.problem.empty()) all += "!";
    }
    return all;
  };
  CHECK(cells("\xEF\xBB\xBF"
              "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2\r\n3,4",
              "utf-8") == "2:[1][x, \"y\"\nz]5:[2][]!6:[3][4]");
  CHECK(cells("a;b\nPr\xE9sent;\x80\n", "windows-1252", ';') == "2:[Pr\xC3\xA9sent][\xE2\x82\xAC]");
  CHECK(cells("a,b\nPr\xE9sent,2\n", "utf-8") == "2:[][2]!");
  CHECK(cells(std::string("\xFF\xFE"
                          "a\0,\0b\0\n\0\x31\0,\0\x3D\xD8\x00\xDE\n\0",
                          20),
              "utf-16") == "2:[1][\xF0\x9F\x98\x80]");
  CHECK(cells("a,b\n1,\"never ends\n2,3\n", "utf-8") == "2:[][]!");
  CHECK(cells("a,b\n1,x\"y\n2,3\n", "utf-8") == "2:[][]!3:[2][3]");
}

TEST_CASE("Headers are looked at before a row is read") {
  const auto trouble = [](const std::string& bytes) {
    try {
      World world(contacts_mapping, {{"contact.csv", bytes}});
    } catch (const Mistake& mistake) {
      return mistake.message;
    }
    return std::string("none");
  };
  CHECK(trouble("ID,CRN,WHEN,OUTCOME\n").find("a required column is not there: WHAT") != std::string::npos);
  CHECK(trouble("ID,CRN,when,When,WHAT\n").find("`when` or `When`") != std::string::npos);
  CHECK(trouble("id,crn,when,what,gone\n") == "none");
}

TEST_CASE("Whose a key is: numbers, whatever else, and keys of several people") {
  PeopleByKey people;
  CHECK(people.empty());
  for (const auto& [key, crn] : std::map<std::string, std::string>{{"7", "X320741"},
                                                                   {"007", "A000001"},
                                                                   {"0", "Z999999"},
                                                                   {"18446744073709551615", "B123456"},
                                                                   {"18446744073709551616", "C123456"},
                                                                   {"a-7", "D123456"},
                                                                   {"+7", "E123456"},
                                                                   {"7 ", "F123456"}})
    people.add(key, crn);
  people.add("7", "X320741");
  people.add("12", "X320741");
  people.add("12", "X320742");
  people.add("12", "X320741");
  people.add("k", "X320741");
  people.add("k", "X320742");
  people.finish();
  CHECK(people.of("7") == "X320741");
  CHECK(people.of("007") == "A000001");
  CHECK(people.of("0") == "Z999999");
  CHECK(people.of("18446744073709551615") == "B123456");
  CHECK(people.of("18446744073709551616") == "C123456");
  CHECK(people.of("a-7") == "D123456");
  CHECK(people.of("+7") == "E123456");
  CHECK(people.of("7 ") == "F123456");
  CHECK(people.of("12") == PeopleByKey::several);
  CHECK(people.of("k") == PeopleByKey::several);
  for (const char* none : {"", "8", "07", "00", "-7", "x"}) CHECK(people.of(none).empty());
}

TEST_CASE("What came beside what stands under its key") {
  const auto told = [](const std::string& row, const std::string& existing) {
    World world(contacts_mapping, {{"contact.csv", header + row}});
    const ImportedCase imported = world.into(existing);
    return words(imported) + (imported.bytes ? imported.bytes->substr(existing.size()) : "");
  };
  // a row, nothing: an entry; the extract's day, since the case knew the system
  const std::string fresh = told("2,X320741,2025-04-04,Office,ATTC,Y,0,\n", base);
  CHECK(fresh.starts_with("written "));
  CHECK(fresh.find("id: N2") != std::string::npos);
  CHECK(fresh.find("recorded: 2025-09-02") != std::string::npos);
  // the same content: nothing
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,0,\n", base) == "already_recorded ");
  // other content: a superseding entry
  const std::string changed = told("1,X320741,2025-03-03,Office,UAAB,,0,2025-03-05T08:15\n", base);
  CHECK(changed.find("id: N1-2") != std::string::npos);
  CHECK(changed.find("changed in north") != std::string::npos);
  CHECK(changed.find("recorded: 2025-03-05T08:15") != std::string::npos);
  // deleted: a void
  const std::string deleted = told("1,X320741,2025-03-03,Office,ATTC,,1,\n", base);
  CHECK(deleted.find("void: true") != std::string::npos);
  CHECK(deleted.find("deleted in north") != std::string::npos);
  CHECK(told("9,X320741,2025-03-03,Office,ATTC,,1,\n", base) == "left_out ");
  // corrected by hand since: a conflict for a changed or deleted row, nothing for an unchanged one
  const std::string corrected = base +
                                "  - {id: C4, date: 2025-03-03, type: supervision_appointment, outcome: "
                                "acceptable_absence, supersedes: N1, reason: letter}\n";
  CHECK(told("1,X320741,2025-03-03,Office,UAAB,,0,\n", corrected) == "conflict ");
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,1,\n", corrected) == "conflict ");
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,0,\n", corrected) == "already_recorded ");
  CHECK(told("1,X320741,2025-03-03,Office,acceptable_absence,,0,\n", corrected) == "already_recorded ");
  // withdrawn by hand: it stays so, whatever comes
  const std::string withdrawn =
      base +
      "  - {id: C4, date: 2025-03-03, type: supervision_appointment, void: true, supersedes: N1, reason: another}\n";
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,0,\n", withdrawn) == "already_recorded ");
  CHECK(told("1,X320741,2025-03-03,Office,UAAB,,0,\n", withdrawn) == "already_recorded ");
  // gone and back: it stands again
  const std::string gone = base +
                           "  - {id: N1-2, date: 2025-03-03, type: supervision_appointment, void: true, supersedes: "
                           "N1, reason: deleted in north, source: {system: north, table: contact, key: \"1\"}}\n";
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,1,\n", gone) == "already_recorded ");
  CHECK(told("1,X320741,2025-03-03,Office,ATTC,,0,\n", gone).find("id: N1-3") != std::string::npos);
}

TEST_CASE("A code that its flags contradict is a fault, and nothing is guessed from two flags") {
  const std::string mapping =
      "schema: mapping/2\nsystem: north\nprefix: N\ntables:\n  - file: contact.csv\n    rows: contact\n    key: ID\n   "
      " columns: {CRN: crn, "
      "WHEN: date, WHAT: type}\n    outcome: {code: CODE, attended: ATT, complied: COM}\n";
  const auto outcome = [&](const std::string& cells) {
    World world(mapping,
                {{"contact.csv", "ID,CRN,WHEN,WHAT,CODE,ATT,COM\n1,X320741,2025-03-03,other," + cells + "\n"}});
    return world.items.front().problem.empty() ? text_at(world.items.front().value, "outcome") : "fault";
  };
  CHECK(outcome("ATTC,Y,Y") == "attended_complied");
  CHECK(outcome("AFTA,N,N") == "failed_to_attend");
  CHECK(outcome("ATSS,Y,Y") == "attended_sent_home_service");
  CHECK(outcome("ATTC,N,Y") == "fault");
  CHECK(outcome("UAAB,N,Y") == "fault");
  CHECK(outcome(",Y,") == "attended_compliance_not_stated");
  CHECK(outcome(",Y,Y").empty());
  CHECK(outcome(",N,N").empty());
  CHECK(outcome("QQQQ,Y,Y").empty());
  CHECK(outcome("ATTC,perhaps,Y") == "fault");
}

TEST_CASE("What cannot be placed makes the list partial, once") {
  World world(
      contacts_mapping,
      {{"contact.csv", header + "1,X320741,2025-03-03,Office,ATTC,,0,\n7,X320741,2025-13-03,Office,ATTC,,0,\n"}});
  const ImportedCase first = world.into(base);
  CHECK(words(first) == "already_recorded refused ");
  REQUIRE(first.bytes);
  CHECK(first.bytes->find("1 row of contact.csv could not be placed") != std::string::npos);
  CHECK_FALSE(world.into(first.bytes).bytes);
  // A later extract that holds all there is takes the mark back.
  World whole(contacts_mapping, {{"contact.csv", header + "1,X320741,2025-03-03,Office,ATTC,,0,\n"}});
  const ImportedCase mended = whole.into(first.bytes);
  REQUIRE(mended.bytes);
  CHECK(mended.bytes->find("whole: true") != std::string::npos);
  CHECK_FALSE(whole.into(mended.bytes).bytes);
}

TEST_CASE("Rows in our own words: what cannot go in says why, the rest is written, and again there is nothing to do") {
  std::vector<Item> rows;
  for (
      const char* line :
      {R"({"crn": "X320741", "kind": "contact", "id": "C1", "date": "2025-02-03", "type": "other", "requirement": "R1"})",
       R"({"crn": "X320741", "kind": "contact", "id": "C2", "date": "2025-02-03", "type": "other", "requirement": "R9"})",
       R"({"crn": "X320741", "kind": "order", "id": "O1", "requirements": [{"id": "R1", "type": "rehabilitation_activity"}]})",
       R"({"crn": "X320741", "kind": "contact", "date": "2025-02-04", "type": "other"})"})
    rows.push_back(own_row(line, static_cast<std::uint32_t>(rows.size() + 1)).item);
  Terms terms;
  terms.recorded = "2025-03-01";
  terms.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
  const ImportedCase first = import_person(terms, "X320741.yaml", std::nullopt, "X320741", rows);
  REQUIRE(first.bytes);
  CHECK(words(first) == "written refused written written ");
  CHECK(first.receipts[1].receipt.message.find("there is no requirement R9") != std::string::npos);
  CHECK(first.receipts[1].line == 2);
  const ImportedCase again = import_person(terms, "X320741.yaml", first.bytes, "X320741", rows);
  CHECK(words(again) == "already_recorded refused already_recorded already_recorded ");
  CHECK_FALSE(again.bytes);
  const ImportedCase another = import_person(terms, "X320741.yaml", "schema: case/1\ncrn: X320742\n", "X320741", rows);
  CHECK(words(another) == "refused refused refused refused ");
  CHECK_FALSE(another.bytes);
}

TEST_CASE("A row is refused for its own fault alone, whatever word its id is") {
  std::vector<Item> rows;
  for (
      const char* line :
      {R"({"crn": "X320741", "kind": "order", "id": "O1", "requirements": [{"id": "R1", "type": "rehabilitation_activity"}]})",
       R"({"crn": "X320741", "kind": "contact", "id": "file", "date": "2025-02-03", "type": "other"})",
       R"({"crn": "X320741", "kind": "contact", "id": "person", "date": "2025-02-04", "type": "other"})"})
    rows.push_back(own_row(line, static_cast<std::uint32_t>(rows.size() + 1)).item);
  Terms terms;
  terms.recorded = "2025-03-01";
  FaultSubject about;
  // A fault while the text holds `id`, told of no line.
  const auto imported = [&](const std::string& id) {
    terms.judge = [&about, id](const std::string& bytes, FaultDetail) {
      if (bytes.find("id: " + id) == std::string::npos) return std::vector<Fault>{};
      Fault fault;
      fault.rule = "REC505";
      fault.about = about;
      fault.is_error = true;
      return std::vector<Fault>{fault};
    };
    return words(import_person(terms, "X320741.yaml", std::nullopt, "X320741", rows));
  };
  about.is_file = true;
  CHECK(imported("O1") == "refused refused refused ");  // nobody's: nothing is placed
  about = {};
  CHECK(imported("O1") == "refused refused refused ");  // the person's
  about.entry_id = "file";
  CHECK(imported("file") == "written refused written ");
}
