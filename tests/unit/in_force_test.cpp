// Where an order, its ends and its amounts break off: on the day and the day beside it, with the place that tells and
// the facts that would.
#include "facts/case/in_force.hpp"

#include "facts/case/amended_end.hpp"
#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::usual_day, test::Written;

namespace {

const std::string one_year = "sentence_date: 2025-01-13, end_date: 2026-01-12";
const std::string some_activity = "{id: R1, type: rehabilitation_activity, max_days: 20, status: active}";

Written order_of_year(const std::string& order, const std::string& requirements = some_activity) {
  return Written("schema: case/1\ncrn: X955301\norders:\n  - {id: O1, type: community_order, conviction_date: " +
                 std::string("2025-01-06, ") + order + ", requirements: [" + requirements + "]}\n");
}
InForce force_on(const Written& made, Date day) { return in_force(made.facts, made.order(), made.requirement(), day); }
Names open_on(const Written& made, Date day) { return made.names(force_on(made, day).missing); }

}  // namespace

TEST_CASE("An early end that was decided leaves open the days after the person was told, or from the consideration") {
  const Names termination{"/orders/0/termination"};
  const Written told = order_of_year(one_year +
                                     ", early_termination: {decision: terminated, considered_date: "
                                     "2025-03-03, told_date: 2025-03-10}");
  CHECK(force_on(told, date(2025, 3, 10)).answer == true);
  CHECK(open_on(told, date(2025, 3, 11)) == termination);
  const Written considered =
      order_of_year(one_year + ", early_termination: {decision: terminated, considered_date: 2025-03-03}");
  CHECK(force_on(considered, date(2025, 3, 2)).answer == true);
  CHECK(open_on(considered, date(2025, 3, 3)) == termination);
  const Written undated = order_of_year(one_year + ", early_termination: {decision: terminated}");
  CHECK(open_on(undated, date(2025, 1, 13)) == termination);
}

TEST_CASE("Of two amendments of one date the later in the file governs, of two dates the later date") {
  const auto end = [](const std::string& first, const std::string& second) {
    const Written made = order_of_year(one_year + ", amendments: [" + first + ", " + second + "]");
    const std::optional<Date> last = end_of(made.order(), EndOf::order).end.value;
    REQUIRE(last);
    CHECK(force_on(made, *last).answer == true);
    CHECK(force_on(made, *last + Days{1}).answer == false);
    return *last;
  };
  const std::string february = "{date: 2025-06-02, end_date: 2026-02-12}",
                    march = "{date: 2025-06-02, end_date: 2026-03-12}",
                    a_day_later = "{date: 2025-06-03, end_date: 2026-02-12}";
  CHECK(end(february, march) == date(2026, 3, 12));
  CHECK(end(march, february) == date(2026, 2, 12));
  CHECK(end(a_day_later, march) == date(2026, 2, 12));
  CHECK(end(march, a_day_later) == date(2026, 2, 12));
}

TEST_CASE("The place that tells of an end is that of what made it so last") {
  const Written confirmed = order_of_year(one_year + ", amendments:\n    [{date: 2026-01-13, end_date: 2026-01-12}]");
  const InForce after = force_on(confirmed, date(2026, 1, 14));
  CHECK(after.answer == false);
  CHECK(after.place == confirmed.order().amendments[0].end_date.place);
  const Written own = order_of_year(one_year,
                                    "{id: R1, type: rehabilitation_activity, max_days: 20, status: active, start_date: "
                                    "2025-02-01,\n   end_date: 2025-08-01}");
  CHECK(force_on(own, date(2025, 8, 1)).answer == true);
  CHECK(force_on(own, date(2025, 8, 2)).answer == false);
  CHECK(force_on(own, date(2025, 8, 2)).place == own.requirement().end_date.place);
}

TEST_CASE("An amendment without a date asks for it on the days that it decides") {
  const Written longer = order_of_year(one_year + ", amendments: [{end_date: 2026-02-12}]");
  CHECK(force_on(longer, date(2026, 1, 12)).answer == true);
  CHECK(open_on(longer, date(2026, 1, 13)) == Names{"/orders/0/amendments/0/date"});
  CHECK(open_on(longer, date(2026, 2, 12)) == Names{"/orders/0/amendments/0/date"});
  CHECK(force_on(longer, date(2026, 2, 13)).answer == false);
  const Written shorter = order_of_year(one_year + ", amendments: [{end_date: 2025-12-12}]");
  CHECK(force_on(shorter, date(2025, 12, 12)).answer == true);
  CHECK(open_on(shorter, date(2025, 12, 13)) == Names{"/orders/0/amendments/0/date"});
  CHECK(force_on(shorter, date(2026, 1, 13)).answer == false);
}

TEST_CASE(
    "Of several requirements an amendment that names none asks which; of one date the later in the file governs") {
  const std::string second = ", {id: R2, type: rehabilitation_activity, max_days: 25, status: active}";
  const Written either =
      order_of_year(one_year + ", amendments: [{date: 2025-06-02, max_days: 30}]", some_activity + second);
  for (const std::size_t i : {0U, 1U}) {
    const KnownAmount amount = either.facts.max_days(either.requirement(i));
    CHECK_FALSE(amount);
    CHECK(either.names(amount.missing) == Names{"/orders/0/amendments/0/requirement"});
    CHECK(amount_in_words(amount) == (i == 0 ? "20 or 30" : "25 or 30"));
  }
  const auto amount = [](const std::string& first, const std::string& second_one) {
    const Written made = order_of_year(one_year + ", amendments: [" + first + ", " + second_one + "]");
    return amount_in_words(made.facts.max_days(made.requirement()));
  };
  CHECK(amount("{date: 2025-06-02, max_days: 30}", "{date: 2025-06-02, max_days: 10}") == "10");
  CHECK(amount("{date: 2025-06-03, max_days: 30}", "{date: 2025-06-02, max_days: 10}") == "30");
  CHECK(amount("{max_days: 30}", "{max_days: 10}") == "10, 20 or 30");
  const Written none = order_of_year(one_year, "{id: R1, type: rehabilitation_activity, status: active}");
  CHECK(amount_in_words(none.facts.max_days(none.requirement())) == "not recorded");
}

TEST_CASE("Post-sentence supervision ended for everybody on one day, for an order made after it too") {
  const auto last = [](const std::string& dates) {
    const Written made(
        "schema: case/1\ncrn: X955302\norders:\n  - {id: O1, type: post_sentence_supervision, conviction_date: "
        "2026-01-05, " +
        dates + "requirements: []}\n");
    return made.facts.relevant_period(made.order(), nullptr).last;
  };
  CHECK(last("sentence_date: 2026-03-02, end_date: 2027-03-01, ") == date(2026, 5, 10));
  CHECK(last("sentence_date: 2026-05-11, end_date: 2027-03-01, ") == date(2026, 5, 10));
  CHECK(last("end_date: 2027-03-01, ") == date(2026, 5, 10));
  CHECK(last("sentence_date: 2026-03-02, end_date: 2026-05-09, ") == date(2026, 5, 9));
}
