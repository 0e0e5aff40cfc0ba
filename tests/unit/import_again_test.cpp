// The next extract beside what an earlier one brought: what no longer belongs to an order here, and rows in our own
// words.
#include "unit/catch.hpp"
#include "unit/import_world.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

const std::string by_hand_base =
    "schema: case/1\ncrn: X320741\norders:\n  - id: O1\n    type: community_order\n    requirements:\n      - {id: R1, "
    "type: "
    "rehabilitation_activity, max_days: 20}\ncontacts:\n  - {id: N1, date: 2025-03-03, type: supervision_appointment, "
    "outcome: "
    "attended_complied, source: {system: north, table: contact, key: \"1\"}}\n";

std::string delius() {
  for (const auto& [name, text] : built_in_mappings())
    if (name == "delius") return std::string(text);
  return {};
}

// Event 1 has an order, with a session on its activity, and an action on that session.
const std::map<std::string, std::string> one_order{
    {"offender.csv", "OFFENDER_ID,CRN\n1,X320741\n"},
    {"event.csv", "EVENT_ID,CRN,SOFT_DELETED\n1,X320741,0\n"},
    {"disposal.csv",
     "DISPOSAL_ID,CRN,EVENT_ID,DISPOSAL_TYPE,DISPOSAL_DATE,SOFT_DELETED\n11,X320741,1,community_order,2025-01-13,0\n"},
    {"contact.csv",
     "CONTACT_ID,CRN,EVENT_ID,CONTACT_DATE,CONTACT_TYPE,OUTCOME_CODE,SOFT_DELETED\n"
     "100,X320741,1,2025-03-03,supervision_appointment,UAAB,0\n"},
    {"enforcement.csv",
     "ENFORCEMENT_ID,CRN,CONTACT_ID,ACTION_TAKEN_DATE,ENFORCEMENT_ACTION_CODE,SOFT_DELETED\n5,X320741,100,2025-03-04,"
     "EA02,0\n"}};

ImportedCase next_night(const std::map<std::string, std::string>& changed, const std::string& bytes,
                        const std::set<std::string>& complete = {}) {
  std::map<std::string, std::string> tables = one_order;
  for (const auto& [name, text] : changed)
    if (text.empty()) tables.erase(name);
    else tables[name] = text;
  World world(delius(), tables, "2025-09-03");
  world.terms.complete = complete;
  return world.into(bytes);
}

const RowReceipt& receipt_in(const ImportedCase& imported, const std::string& table, const std::string& key) {
  for (const RowReceipt& receipt : imported.receipts)
    if (receipt.source.table == table && receipt.source.key == key) return receipt;
  FAIL("no receipt of " << table << " " << key);
  return imported.receipts.front();
}

}  // namespace

TEST_CASE("A contact whose event turns out to be no order is withdrawn, and so is what rests on it") {
  World first(delius(), one_order, "2025-09-02");
  const ImportedCase before = first.into(std::nullopt);
  REQUIRE(before.bytes);
  REQUIRE(before.bytes->find("id: D100") != std::string::npos);
  REQUIRE(before.bytes->find("contact: D100") != std::string::npos);
  CHECK_FALSE(next_night({}, *before.bytes).bytes);

  const std::string deleted_event = "EVENT_ID,CRN,SOFT_DELETED\n1,X320741,1\n";
  const std::string orders = "DISPOSAL_ID,CRN,EVENT_ID,DISPOSAL_TYPE,DISPOSAL_DATE,SOFT_DELETED\n";
  struct Night {
    std::map<std::string, std::string> changed;
    std::string reason;
    Fate order;
  };
  const std::vector<Night> nights{{{{"event.csv", deleted_event}}, "its event is deleted in delius", Fate::conflict},
                                  {{{"disposal.csv", orders + "11,X320741,1,community_order,2025-01-13,1\n"}},
                                   "the order of its event is deleted in delius",
                                   Fate::conflict},
                                  {{{"disposal.csv", orders + "11,X320741,1,73,2025-01-13,0\n"}},
                                   "its event has no order: its sentence is no order",
                                   Fate::conflict},
                                  {{{"disposal.csv", orders + "12,X320741,2,community_order,2025-01-13,0\n"},
                                    {"event.csv", "EVENT_ID,CRN,SOFT_DELETED\n1,X320741,0\n2,X320741,0\n"}},
                                   "its event has no sentence that is an order",
                                   Fate::placed}};
  for (const Night& night : nights) {
    INFO(night.reason);
    const ImportedCase after = next_night(night.changed, *before.bytes);
    REQUIRE(after.bytes);
    const RowReceipt& contact = receipt_in(after, "contact", "100");
    CHECK(contact.fate == Fate::withdrawn);
    CHECK(contact.receipt.supersedes == "D100");
    CHECK(after.bytes->find("reason: " +
                            (night.reason.find(": ") == std::string::npos ? night.reason : "\"" + night.reason)) !=
          std::string::npos);
    CHECK(receipt_in(after, "enforcement", "5").fate == Fate::withdrawn);
    for (const RowReceipt& receipt : after.receipts)
      if (receipt.source.table == "disposal") CHECK(receipt.fate == night.order);
    const ImportedCase again = next_night(night.changed, *after.bytes);
    CHECK_FALSE(again.bytes);
    CHECK(receipt_in(again, "contact", "100").fate == Fate::left_out);
    // Back again: it counts again.
    const ImportedCase back = next_night({}, *after.bytes);
    REQUIRE(back.bytes);
    CHECK(receipt_in(back, "contact", "100").fate == Fate::changed);
    CHECK(back.bytes->find("reason: back in delius") != std::string::npos);
  }
}

TEST_CASE("What an extract merely lacks withdraws nothing, and says what is not there") {
  World first(delius(), one_order, "2025-09-02");
  const ImportedCase before = first.into(std::nullopt);
  REQUIRE(before.bytes);
  // What is told of the contact, with what the case would say more.
  const auto told = [&](const std::map<std::string, std::string>& changed, const std::set<std::string>& complete = {}) {
    const ImportedCase after = next_night(changed, *before.bytes, complete);
    const std::string more = !after.bytes                                           ? ""
                             : after.bytes->find("void: true") != std::string::npos ? " and withdrawn"
                                                                                    : " and written: " + *after.bytes;
    return receipt_in(after, "contact", "100").receipt.message + more;
  };
  const std::string none;
  CHECK(told({{"event.csv", none}, {"disposal.csv", none}, {"enforcement.csv", none}}) ==
        "left out: its event is not in the extract");
  CHECK(told({{"disposal.csv", none}, {"enforcement.csv", none}}) ==
        "left out: the sentence of its event is not in the extract");
  const std::string other_event = "EVENT_ID,CRN,SOFT_DELETED\n3,X320741,0\n";
  CHECK(told({{"event.csv", other_event}}) == "left out: its event is not in the extract");
  // The table is said to hold all of the person's.
  CHECK(told({{"event.csv", other_event}}, {"event"}) == " and withdrawn");
}

TEST_CASE("Rows in our own words say where they came from, so that later ones are reconciled with them") {
  Terms terms;
  terms.recorded = "2025-03-01";
  terms.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
  const auto rows_of = [](std::initializer_list<const char*> lines) {
    std::vector<Item> rows;
    for (const char* line : lines) rows.push_back(own_row(line, static_cast<std::uint32_t>(rows.size() + 1)).item);
    return rows;
  };
  const char* order =
      R"({"crn": "X320741", "kind": "order", "id": "O1", "end_date": "2026-01-12", "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": 20}]})";
  const char* contact = R"({"crn": "X320741", "kind": "contact", "id": "C1", "date": "2025-02-03", "type": "other"})";
  const char* nameless = R"({"crn": "X320741", "kind": "contact", "date": "2025-02-04", "type": "other"})";
  const char* ended =
      R"({"crn": "X320741", "kind": "termination", "order": "O1", "date": "2025-08-01", "termination_kind": "expired"})";
  const ImportedCase first =
      import_person(terms, "X320741.yaml", std::nullopt, "X320741", rows_of({order, contact, nameless, ended}));
  REQUIRE(first.bytes);
  CHECK(words(first) == "written written written written ");
  for (const char* source :
       {"source: {system: ndjson, table: order, key: O1}", "source: {system: ndjson, table: requirement, key: R1}",
        "source: {system: ndjson, table: contact, key: C1}", "source: {system: ndjson, table: contact}",
        "source: {system: ndjson, table: termination}"})
    CHECK(first.bytes->find(source) != std::string::npos);
  CHECK(first.receipts[1].source == recording::Source{"ndjson", "contact", "C1"});
  CHECK_FALSE(
      import_person(terms, "X320741.yaml", first.bytes, "X320741", rows_of({order, contact, nameless, ended})).bytes);

  // Another content under the same id supersedes; the first content again is a change back.
  const char* later =
      R"({"crn": "X320741", "kind": "contact", "id": "C1", "date": "2025-02-03", "type": "other", "outcome": "attended_complied"})";
  const char* longer =
      R"({"crn": "X320741", "kind": "order", "id": "O1", "end_date": "2026-07-12", "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": 20}]})";
  terms.recorded = "2025-03-02";
  const ImportedCase second = import_person(terms, "X320741.yaml", first.bytes, "X320741", rows_of({longer, later}));
  REQUIRE(second.bytes);
  CHECK(words(second) == "written written ");
  CHECK(second.receipts[1].receipt.supersedes == "C1");
  CHECK(second.bytes->find("reason: changed in ndjson") != std::string::npos);
  CHECK(second.bytes->find("recorded: 2025-03-02") != std::string::npos);
  CHECK(second.bytes->find("end_date: 2026-07-12") != std::string::npos);
  CHECK(second.bytes->find("end_date: 2026-01-12") != std::string::npos);  // and what the order said stays
  CHECK_FALSE(import_person(terms, "X320741.yaml", second.bytes, "X320741", rows_of({longer, later})).bytes);
  const ImportedCase third = import_person(terms, "X320741.yaml", second.bytes, "X320741", rows_of({contact}));
  CHECK(words(third) == "written ");
  CHECK(third.receipts[0].receipt.supersedes == second.receipts[1].receipt.id);
  CHECK(words(import_person(terms, "X320741.yaml", second.bytes, "X320741", rows_of({later, contact}))) ==
        "already_recorded written ");

  // What was corrected here since is a conflict; what stands under the id by hand is refused as before.
  std::string corrected = *second.bytes;
  const std::size_t place = corrected.find("\ncontacts:\n") + 11;
  const std::string by_hand = "  - {id: C9, date: 2025-02-03, type: home_visit, supersedes: C1-2, reason: Slip}\n";
  const std::size_t end =
      corrected.find("\n\n", place) == std::string::npos ? corrected.size() : corrected.find("\n\n", place) + 1;
  corrected.insert(end, by_hand);
  CHECK(words(import_person(terms, "X320741.yaml", corrected, "X320741", rows_of({contact}))) == "conflict ");
  CHECK(
      words(import_person(
          terms, "X320741.yaml", by_hand_base, "X320741",
          rows_of({R"({"crn": "X320741", "kind": "contact", "id": "N1", "date": "2025-02-03", "type": "other"})"}))) ==
      "refused ");
}
