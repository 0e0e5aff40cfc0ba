// What is asked of a whole catalogue, at the day itself and the day beside it.
#include "facts/catalogue/suite.hpp"

#include "facts/catalogue/life.hpp"
#include "facts/catalogue/register_due.hpp"
#include "facts/catalogue/risk_window.hpp"
#include "rules/engine.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

template <class T>
Located<T> known(T value) {
  return {std::move(value), Place{1, 1, 0}};
}

CatalogueEntry entry_of(const std::string& id, Date review) {
  CatalogueEntry entry;
  entry.intervention.id = known(document::Id{id});
  entry.intervention.lifecycle.emplace();
  entry.intervention.lifecycle->state = known(LifecycleState::approved);
  entry.intervention.lifecycle->review_date = known(Date{review});
  return entry;
}

}  // namespace

TEST_CASE("A review falls due in its months of notice and is overdue the day after, by date and then by id") {
  CatalogueFacts catalogue;
  const Date as_of = date(2025, 10, 24);
  const Policy policy = Policy::national();
  const auto notice = policy.resolve("catalogue_review_notice_months", as_of);
  REQUIRE(notice);
  const Date last = months_after(as_of, Months{static_cast<int>(notice->number())});
  catalogue.entries = {entry_of("beyond", last + Days{1}), entry_of("last", last), entry_of("today-b", as_of),
                       entry_of("today-a", as_of), entry_of("yesterday", as_of - Days{1})};
  std::vector<std::string> said;
  for (const CatalogueReview& review : catalogue_reviews(catalogue, policy, as_of))
    said.push_back(review.intervention->id->text + (review.overdue ? " overdue" : "") +
                   (review.in_notice ? " in notice" : ""));
  CHECK(said == std::vector<std::string>{"yesterday overdue in notice", "today-a in notice", "today-b in notice",
                                         "last in notice", "beyond"});
}

TEST_CASE("An entry is found by its id, remembered or not, the first of two, and nothing by another") {
  CatalogueFacts catalogue;
  const Date review = date(2027, 1, 10);
  catalogue.entries = {entry_of("one", review), entry_of("two", review), entry_of("one", review)};
  for (int remembered = 0; remembered < 2; ++remembered) {
    CHECK(catalogue.find_entry("one") == &catalogue.entries[0]);
    CHECK(catalogue.find_entry("two") == &catalogue.entries[1]);
    CHECK(catalogue.find_entry("three") == nullptr);
    catalogue.remember_ids();
  }
  catalogue.entries.erase(catalogue.entries.begin());
  CHECK(catalogue.find_entry("one") == &catalogue.entries[1]);
  CHECK(catalogue.find_entry("two") == &catalogue.entries[0]);
}

TEST_CASE("A condition is set by the last provisional approval that it was not yet there for") {
  CatalogueEntry entry = entry_of("one", date(2027, 1, 10));
  Lifecycle& life = *entry.intervention.lifecycle;
  life.conditions = {true, {}, {Condition{}, Condition{}, Condition{}}};
  const auto approval = [](Date day, std::int64_t version, std::int64_t conditions_before) {
    HistoryRow row;
    row.date = known(Date{day});
    row.state = known(HistoryState::provisional);
    row.version = known(std::int64_t{version});
    row.was.emplace();
    row.was->conditions = known(std::int64_t{conditions_before});
    return row;
  };
  life.history = {true, {}, {approval(date(2024, 3, 1), 1, 0), approval(date(2025, 3, 3), 2, 2)}};
  const auto versions = [&](Date day) {
    std::vector<std::int64_t> said;
    for (const ConditionOfLife& one : conditions_on(entry.intervention, day)) said.push_back(one.version.value_or(0));
    return said;
  };
  CHECK(versions(date(2024, 2, 29)).empty());
  CHECK(versions(date(2024, 3, 1)) == std::vector<std::int64_t>{1, 1});
  CHECK(versions(date(2025, 3, 2)) == std::vector<std::int64_t>{1, 1});
  CHECK(versions(date(2025, 3, 3)) == std::vector<std::int64_t>{1, 1, 2});
}

TEST_CASE("Overlaps are told by the ids of the two, of one id in the order of the entries") {
  CatalogueFacts catalogue;
  const auto add = [&](const std::string& id, double least) {
    CatalogueEntry entry = entry_of(id, date(2027, 1, 10));
    Intervention& it = entry.intervention;
    it.need_area = known(InterventionNeedArea::attitudes_thinking_and_behaviour);
    it.needs = {true, {}, {known(NeedArea::thinking_and_behaviour)}};
    it.eligibility.emplace();
    it.eligibility->sexes = {true, {}, {known(Sex::male)}};
    RiskItem item;
    item.score = known(ScoreName::ogrs3);
    item.min = known(double{least});
    it.eligibility->risk_all = {true, {}, {item}};
    catalogue.entries.push_back(std::move(entry));
  };
  add("b", 10);
  add("a", 20);
  add("a", 30);
  std::vector<std::string> told;
  for (const Overlap& one : overlaps(catalogue, date(2025, 10, 24)))
    told.push_back(one.a->id->text + one.b->id->text + " " + one.risk_window);
  CHECK(told == std::vector<std::string>{"aa ogrs3 30 or more", "ab ogrs3 20 or more", "ab ogrs3 30 or more"});
  const auto same = overlap_of(catalogue.entries[1].intervention, catalogue.entries[2].intervention);
  REQUIRE(same);
  CHECK(same->a == &catalogue.entries[1].intervention);
}

TEST_CASE("Rows of a history after as-of are told as left out, one of as-of is not") {
  CatalogueFacts catalogue;
  catalogue.entries = {entry_of("one", date(2027, 1, 10))};
  HistoryRow row;
  row.date = known(date(2025, 10, 24));
  row.state = known(HistoryState::approved);
  catalogue.entries[0].intervention.lifecycle->history = {true, {}, {row}};
  const Policy policy = Policy::national();
  const auto later = [&](Date as_of) {
    return rules::judge_catalogue(catalogue, {as_of, &policy, nullptr, {{"INT809"}, {}}}).later;
  };
  CHECK(later(date(2025, 10, 24)) == 0);
  CHECK(later(date(2025, 10, 23)) == 1);
}

TEST_CASE(
    "What the register has falls due on its day, is overdue the day after, and lies ahead beyond the last looked at") {
  CatalogueFacts catalogue;
  const Date review = date(2025, 10, 24);
  catalogue.entries = {entry_of("one", review)};
  const auto state = [&](Date as_of, Date until) {
    const std::vector<RegisterDue> rows = register_due(catalogue, as_of, until);
    REQUIRE(rows.size() == 1);
    return word(rows[0].state);
  };
  CHECK(state(review, review) == "due");
  CHECK(state(review + Days{1}, review + Days{9}) == "overdue");
  CHECK(state(review - Days{9}, review) == "due");
  CHECK(state(review - Days{9}, review - Days{1}) == "ahead");
}

TEST_CASE("A risk window tells the widest ranges, each once") {
  Intervention it;
  it.eligibility.emplace();
  const auto words = [&](std::vector<std::pair<double, double>> ranges) {
    RiskItem item;
    item.any.recorded = true;
    for (const auto& [least, below] : ranges) {
      RiskRow row;
      row.score = known(ScoreName::ogrs3);
      row.min = known(double{least});
      if (below > 0) row.below = known(double{below});
      item.any.items.push_back(row);
    }
    it.eligibility->risk_all = {true, {}, {item}};
    return risk_window(it)->words();
  };
  CHECK(words({{30, 0}, {25, 0}}) == "ogrs3 25 or more");
  CHECK(words({{25, 50}, {30, 50}}) == "ogrs3 25 to below 50");
  CHECK(words({{25, 50}, {25, 60}}) == "ogrs3 25 to below 60");
  CHECK(words({{25, 50}, {25, 50}}) == "ogrs3 25 to below 50");
  CHECK(words({{25, 50}, {50, 60}}) == "ogrs3 25 to below 50, or ogrs3 50 to below 60");
}
