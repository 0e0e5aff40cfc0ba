// What findings and summaries say of a document, whichever rule spoke: no excerpt of a line on which something of the
// person stands, the sources of local values, and the dates of its orders.
#include <algorithm>

#include <fmt/format.h>

#include "base/text_digest.hpp"
#include "caseload/each_document.hpp"
#include "rules/engine.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

rules::Judgement judged(const std::string& text, const Policy& policy, std::vector<std::string> select = {}) {
  const rules::Settings settings{date(2025, 10, 24), &policy, nullptr, {std::move(select), {}}, {}, {}};
  const auto read = intake::documents_of(text, "x.yaml");
  intake::Document& document = read->documents.front();
  return rules::judge(document.decoded, document.content, caseload::origin_of(*read, document), settings);
}

// How many of the places on the line show it.
int shown_on(const rules::Judgement& judgement, std::uint32_t line) {
  int shown = 0;
  const auto look = [&](const rules::Location& at) { shown += at.line == line && !at.excerpt.empty() ? 1 : 0; };
  for (const rules::Finding& finding : judgement.findings) {
    look(finding.location);
    for (const rules::Location& at : finding.related) look(at);
  }
  return shown;
}
int found_on(const rules::Judgement& judgement, std::uint32_t line) {
  return static_cast<int>(std::count_if(judgement.findings.begin(), judgement.findings.end(),
                                        [&](const rules::Finding& finding) { return finding.location.line == line; }));
}

}  // namespace

TEST_CASE("A line on which something of the person stands is shown by no finding, the lines beside it are") {
  const rules::Judgement judgement = judged(
      "{schema: case/1, crn: X123456,\n"
      "  flags: [],\n"
      "  orders: [{id: O1, type: community_order, end_date: 2025-01-01, sentence_date: 2025-01-06}], person: {sex: "
      "male,\n"
      "  date_of_birth: 2031-01-01}, contacts: [{id: C1, date: 2025-01-06, type: supervision_appointment}],\n"
      "  enforcement: [{id: E1, date: 2025-01-07, action: warning}]}\n",
      Policy::national());
  REQUIRE(judgement.readable);
  CHECK(found_on(judgement, 3) > 0);
  CHECK(shown_on(judgement, 3) == 0);
  CHECK(found_on(judgement, 4) > 0);
  CHECK(shown_on(judgement, 4) == 0);
  CHECK(found_on(judgement, 5) > 0);
  CHECK(shown_on(judgement, 5) > 0);
}

TEST_CASE("A finding under a local value cites it with its first day, and with none where it has none") {
  const std::string late =
      "schema: case/1\ncrn: X123456\norders:\n"
      "  - {id: O1, type: community_order, sentence_date: 2025-01-06, end_date: 2026-01-05, requirements: []}\n"
      "contacts:\n"
      "  - {id: C1, date: 2025-03-03, type: supervision_appointment, outcome: attended_complied, recorded: "
      "2025-05-03}\n";
  const auto from_of = [&](std::optional<Date> from, std::optional<Date> until) {
    Policy policy = Policy::national();
    policy.add_local(
        {"late_record_days", StandardValue{std::int64_t{3}}, from, until, "a regional instruction", "region.yaml", 1});
    const rules::Judgement judgement = judged(late, policy, {"REC506"});
    const auto late_one =
        std::find_if(judgement.findings.begin(), judgement.findings.end(),
                     [](const rules::Finding& finding) { return finding.outcome == rules::Verdict::fail; });
    REQUIRE(late_one != judgement.findings.end());
    const auto& sources = late_one->sources;
    const auto local = std::find_if(sources.begin(), sources.end(),
                                    [](const auto& source) { return source.title.view() == "a regional instruction"; });
    REQUIRE(local != sources.end());
    return local->from;
  };
  CHECK(from_of(date(2025, 1, 1), date(2025, 12, 31)) == "2025-01-01");
  CHECK(from_of(date(2025, 1, 1), std::nullopt) == "2025-01-01");
  CHECK(from_of(std::nullopt, date(2025, 12, 31)).empty());
  CHECK(from_of(std::nullopt, std::nullopt).empty());
}

TEST_CASE("The summary of an order begins with its own day, not with the conviction") {
  const rules::Judgement judgement = judged(
      "schema: case/1\ncrn: X123456\norders:\n"
      "  - {id: O1, type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, end_date: "
      "2026-01-12, requirements: []}\n"
      "  - {id: O2, type: community_order, conviction_date: 2025-01-06, end_date: 2026-01-12, requirements: []}\n",
      Policy::national());
  REQUIRE(judgement.case_summary);
  REQUIRE(judgement.case_summary->orders.size() == 2);
  CHECK(judgement.case_summary->orders[0].start_date == date(2025, 1, 13));
  CHECK(judgement.case_summary->orders[0].end_date == date(2026, 1, 12));
  CHECK_FALSE(judgement.case_summary->orders[1].start_date);
}

TEST_CASE("Of a day of many contacts without a time a hundred missing facts are named") {
  const auto missing_of_last = [](int contacts) {
    std::string text =
        "schema: case/1\ncrn: X123456\norders:\n"
        "  - {id: O1, type: community_order, sentence_date: 2025-01-06, end_date: 2026-01-05, requirements: []}\n"
        "contacts:\n";
    for (int i = 1; i <= contacts; ++i)
      text += fmt::format(
          "  - {{id: C{}, date: 2025-03-03, type: supervision_appointment, outcome: "
          "attended_complied}}\n",
          i);
    const rules::Judgement judgement = judged(text, Policy::national(), {"REC503"});
    REQUIRE_FALSE(judgement.findings.empty());
    return judgement.findings.back().missing.size();
  };
  CHECK(missing_of_last(99) == 99);
  CHECK(missing_of_last(100) == 100);
  CHECK(missing_of_last(101) == 100);
}

TEST_CASE("A fingerprint is the hash of its words, however long they are") {
  for (const std::size_t size : {0U, 1U, 100U, 240U, 241U, 242U, 243U, 244U, 245U, 246U, 247U, 248U, 5000U}) {
    const std::string identity(size, 'i');
    CHECK(rules::fingerprint("R1", "X1", "", identity) == text_digest("R1\nX1\n\n" + identity));
  }
}
