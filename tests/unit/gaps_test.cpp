// What is missing, said once: the facts a document lacks, with place and command, grouped by case and added up.
#include "caseload/gaps.hpp"

#include "caseload/each_document.hpp"
#include "rules/engine.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

const Policy& as_the_nation() {
  static const Policy policy = Policy::national();
  return policy;
}

struct Judged {
  std::vector<rules::Finding> findings;
  std::vector<rules::DocumentLacks> lacks;
};

Judged judged(const std::string& text, const std::string& file = "x.yaml") {
  const rules::Settings settings{date(2025, 10, 24), &as_the_nation(), nullptr, {}, {}, {.passes = false}};
  const auto read = intake::documents_of(text, file);
  Judged out;
  for (intake::Document& document : read->documents) {
    rules::Judgement judgement =
        rules::judge(document.decoded, document.content, caseload::origin_of(*read, document), settings);
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(out.findings));
    std::move(judgement.lacks.begin(), judgement.lacks.end(), std::back_inserter(out.lacks));
  }
  return out;
}

rules::MissingFact lacking(const std::string& text, const std::string& pointer, const std::string& name = "x.yaml") {
  const auto read = intake::documents_of(text, name);
  intake::Document& document = read->documents.front();
  REQUIRE(document.decoded.kind != nullptr);
  rules::Finding finding;
  finding.outcome = rules::Verdict::undetermined;
  finding.missing = {pointer};
  const std::vector<rules::Finding> findings{finding};
  return rules::missing_facts(findings, {&std::get<CaseFile>(document.content), &document.decoded.kind->type(),
                                         &document.decoded.places, name, true})
      .front();
}

const std::string one_case =
    "schema: case/1\n"
    "crn: X123456\n"
    "orders:\n"
    "  - id: O1\n"
    "    type: community_order\n"
    "    end_date: null\n"
    "    requirements:\n"
    "      - {id: R1, type: rehabilitation_activity}\n"
    "contacts:\n"
    "  - {id: C1, date: 2025-01-06, type: supervision_appointment}\n"
    "  - {id: C7, date: 2025-01-13, type: supervision_appointment, source: {system: d, table: contact, key: \"7\"}}\n"
    "plan: {activities: []}\n";

}  // namespace

TEST_CASE("A missing fact is named without numbers and ids, placed in the record that lacks it, with its command") {
  const rules::MissingFact end = lacking(one_case, "/orders/0/end_date");
  CHECK(end.fact == "/orders/*/end_date");
  CHECK(end.subject == "O1");
  CHECK(end.location.line == 4);
  CHECK(end.location.column == 5);
  CHECK(end.location.pointer == "/orders/0/end_date");
  CHECK(end.fix == "rar-record fact x.yaml O1 end_date=...");

  const rules::MissingFact days = lacking(one_case, "/orders/0/requirements/0/max_days");
  CHECK(days.fact == "/orders/*/requirements/*/max_days");
  CHECK(days.subject == "O1/R1");
  CHECK(days.location.line == 8);
  CHECK(days.fix == "rar-record fact x.yaml R1 max_days=...");

  CHECK(lacking(one_case, "/orders/0/reported~1by~0").fact == "/orders/*/reported/by~");
  CHECK(lacking(one_case, "/orders/0/end~").fact == "/orders/*/end~");

  const rules::MissingFact outcome = lacking(one_case, "/contacts/1/outcome");
  CHECK(outcome.subject == "C7");
  CHECK(outcome.location.line == 11);
  CHECK(outcome.table == "contact");
  CHECK(outcome.fix == "rar-record outcome x.yaml C7 ...");
}

TEST_CASE("Lists that hold all there is are told whole, and what no command can write has none") {
  CHECK(lacking(one_case, "/enforcement").fix == "rar-record whole x.yaml enforcement");
  CHECK(lacking(one_case, "/enforcement").subject == "file");
  CHECK(lacking(one_case, "/enforcement").location.line == 1);
  CHECK(lacking(one_case, "/person/sex").fix == "rar-record fact x.yaml person=...");
  CHECK(lacking(one_case, "/plan/completed_date").fact == "/plan/completed_date");
  CHECK_FALSE(lacking(one_case, "/plan/completed_date").fix);
  CHECK_FALSE(lacking(one_case, "/orders/0/type").fix);  // it has one; `fact` would refuse
  CHECK_FALSE(lacking(one_case, "/contacts/0/recorded").fix);
  CHECK(lacking(one_case, "/plan/constraints/travel_minutes/lets-talk").fact == "/plan/constraints/travel_minutes/*");
  CHECK(lacking(one_case, "/orders/0/custodial_term", "a b's.yaml").fix ==
        "rar-record fact 'a b'\\''s.yaml' O1 custodial_term=...");
}

TEST_CASE("A list in an order that is marked partial is told whole, as those of the case are") {
  const std::string marked = one_case + "partial: [{list: amendments, on: 2025-05-01}]\n";
  const rules::MissingFact amendments = lacking(marked, "/orders/0/amendments");
  CHECK(amendments.fact == "/orders/*/amendments");
  CHECK(amendments.subject == "O1");
  CHECK(amendments.fix == "rar-record whole x.yaml amendments");
  CHECK(lacking(marked, "/orders/0/terminations").fix == "rar-record fact x.yaml O1 terminations=...");
  CHECK(lacking(one_case + "partial: [{list: amendments}, {list: amendments, whole: true}]\n", "/orders/0/amendments")
            .fix == "rar-record fact x.yaml O1 amendments=...");
}

TEST_CASE("What no case holds is named by what would know it") {
  CHECK(lacking(one_case, "law:bank_holidays").fact == "law:bank_holidays");
  CHECK(lacking(one_case, "person:treatment_manager").fact == "person:treatment_manager");
  CHECK(lacking(one_case, "input:catalogue").location.line == 0);
  CHECK_FALSE(lacking(one_case, "input:catalogue").fix);
}

TEST_CASE("The gaps of a case hold every undetermined finding, the one that decides most alone first") {
  const Judged run = judged(one_case);
  const auto open = std::count_if(run.findings.begin(), run.findings.end(),
                                  [](const rules::Finding& f) { return f.outcome == rules::Verdict::undetermined; });
  const std::vector<caseload::Gap> gaps = caseload::gaps(run.findings, run.lacks);
  REQUIRE(gaps.size() > 3);
  std::int64_t questions = 0, alone = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    CHECK(gaps[i].questions_of_case == open);
    questions += gaps[i].questions;
    alone += gaps[i].alone;
    std::int64_t by_rule = 0;
    for (const auto& [id, count] : gaps[i].rules) by_rule += count;
    CHECK(by_rule == gaps[i].questions);
    if (i > 0) {
      CHECK(gaps[i - 1].alone >= gaps[i].alone);
      if (gaps[i - 1].alone == gaps[i].alone) CHECK(gaps[i - 1].questions >= gaps[i].questions);
    }
  }
  CHECK(alone <= open);
  CHECK(questions >= open);
}

TEST_CASE("Documents of one stream with one CRN are two cases") {
  const Judged run = judged(one_case + "---\n" + one_case);
  const std::vector<caseload::Gap> gaps = caseload::gaps(run.findings, run.lacks);
  const auto of = [&](std::uint32_t line) {
    return std::count_if(gaps.begin(), gaps.end(), [&](const caseload::Gap& g) { return g.document == line; });
  };
  REQUIRE(gaps.size() % 2 == 0);
  CHECK(of(gaps.front().document) * 2 == static_cast<std::ptrdiff_t>(gaps.size()));
  for (const caseload::Gap& gap : gaps)
    if (gap.location.line > 0) CHECK(gap.location.line >= gap.document);
}

TEST_CASE("Totals begin with the fact that decides most, and everything recorded decides everything") {
  std::vector<rules::Finding> findings;
  rules::DocumentLacks lacks{"x.yaml", 1, {}};
  for (const char* fact : {"/a", "/b", "/c"}) lacks.facts.push_back({fact, fact, "file", {}, {}, {}});
  const auto ask = [&](std::vector<std::string> missing) {
    rules::Finding f;
    f.rule = rules::rule_book().front();
    f.outcome = rules::Verdict::undetermined;
    f.location.file = SharedText::constant("x.yaml");
    f.document = 1;
    f.missing = std::move(missing);
    findings.push_back(std::move(f));
  };
  ask({"/a", "/b"});
  ask({"/a", "/b"});
  ask({"/b"});
  ask({"/c"});
  ask({"/c"});
  findings.back().suppressed = rules::Suppressed{"known", "N", "2026-01-01"};
  const auto totals = caseload::gap_totals(findings, std::vector{lacks}, caseload::GapsBy::fact);
  REQUIRE(totals.size() == 3);
  CHECK(totals[0].fact == "/b");  // decides one alone as /c does, and more wait for it
  CHECK(totals[0].decided == 1);
  CHECK(totals[1].fact == "/a");
  CHECK(totals[1].alone == 0);
  CHECK(totals[1].decided == 3);
  CHECK(totals[2].fact == "/c");
  CHECK(totals[2].questions == 1);
  CHECK(totals[2].decided == totals[2].open);
  CHECK(totals[2].open == 4);
}
