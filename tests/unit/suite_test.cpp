// What is asked of a whole catalogue, at the day itself and the day beside it.
#include "facts/catalogue/suite.hpp"

#include "facts/catalogue/index_parts.hpp"
#include "facts/catalogue/life.hpp"
#include "facts/catalogue/regions.hpp"
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
  catalogue.entries.pop_back();  // where "two" was remembered there is nothing now
  catalogue.entries.front().intervention.id = known(document::Id{"four"});
  CHECK(catalogue.find_entry("two") == nullptr);
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
  const CatalogueIndex index(catalogue, date(2025, 10, 24));
  using Entries = std::vector<std::size_t>;
  CHECK(index.overlaps_before(0).first == Entries{1, 2});
  CHECK(index.overlaps_before(1).first.empty());
  CHECK(index.overlaps_before(2).first == Entries{1});
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
  RiskItem below;
  below.score = known(ScoreName::ogrs3);
  below.below = known(50.0);
  it.eligibility->risk_all = {true, {}, {below}};
  CHECK(risk_window(it)->words() == "ogrs3 below 50");
}

TEST_CASE("A suite counts what was appraised up to as-of, by sittings in their order, each once") {
  CatalogueFacts catalogue;
  const auto add = [&](const std::string& id, const std::string& sitting, Date on) {
    CatalogueEntry entry = entry_of(id, date(2027, 1, 10));
    entry.intervention.kind = known(InterventionKind::toolkit);
    HistoryRow row;
    row.date = known(Date{on});
    row.state = known(HistoryState::appraised);
    row.sitting = known(std::string{sitting});
    entry.intervention.lifecycle->history = {true, {}, {row}};
    catalogue.entries.push_back(std::move(entry));
  };
  const Date as_of = date(2025, 10, 24);
  add("b", "panel 10", as_of);
  add("a", "panel 2", as_of - Days{1});
  add("c", "panel 2", as_of);
  add("d", "panel 3", as_of + Days{1});
  const Suite suite = suite_of(catalogue, as_of);
  CHECK(suite.appraised.at("toolkit") == 3);
  std::vector<std::pair<std::string, std::int64_t>> sittings;
  for (const auto& [sitting, count] : suite.by_sitting) sittings.emplace_back(sitting, count);
  CHECK(sittings == std::vector<std::pair<std::string, std::int64_t>>{{"panel 2", 2}, {"panel 10", 1}});
}

TEST_CASE("Reviews of one id and conditions of one day stand as in the catalogue") {
  CatalogueFacts catalogue;
  const Date as_of = date(2025, 10, 24);
  catalogue.entries = {entry_of("one", as_of), entry_of("one", as_of)};
  for (CatalogueEntry& entry : catalogue.entries) entry.intervention.kind = known(InterventionKind::toolkit);
  const std::vector<CatalogueReview> reviews = catalogue_reviews(catalogue, Policy::national(), as_of);
  REQUIRE(reviews.size() == 2);
  CHECK(reviews[0].intervention == &catalogue.entries[0].intervention);
  const Suite suite = suite_of(catalogue, as_of);
  REQUIRE(suite.interventions.size() == 2);
  CHECK(suite.interventions[0].intervention == &catalogue.entries[0].intervention);
  catalogue.entries.pop_back();
  for (const std::string text : {"first", "second"}) {
    Condition condition;
    condition.text = known(std::string{text});
    condition.due = known(Date{as_of});
    catalogue.entries[0].intervention.lifecycle->conditions.items.push_back(condition);
  }
  catalogue.entries[0].intervention.lifecycle->conditions.recorded = true;
  std::vector<std::string> texts;
  for (const RegisterDue& row : register_due(catalogue, as_of, as_of))
    if (row.kind == RegisterDue::Kind::condition) texts.push_back(row.text);
  CHECK(texts == std::vector<std::string>{"first", "second"});
}

TEST_CASE("Of entries alike the first ten others are named") {
  CatalogueFacts catalogue;
  for (unsigned i = 0; i < 12; ++i) {
    std::string id = "abcd";
    for (unsigned letter = 0; letter < 4; ++letter)
      if ((i >> letter & 1U) != 0) id[letter] = static_cast<char>(id[letter] - 'a' + 'A');
    CatalogueEntry entry = entry_of(id, date(2027, 1, 10));
    entry.intervention.kind = known(InterventionKind::toolkit);
    entry.intervention.title = known(std::string{"One title"});
    catalogue.entries.push_back(std::move(entry));
  }
  const std::vector<Likeness> all = likenesses_of(catalogue);
  CHECK(all.at(0).ids == std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(all.at(0).titles == all.at(0).ids);
  catalogue.entries.resize(11);
  CHECK(likenesses_of(catalogue).at(10).titles == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("A circle of twelve is told whole, of a larger one twelve on the way") {
  const auto told = [](std::size_t size) {
    CatalogueFacts catalogue;
    for (std::size_t i = 0; i < size; ++i) {
      CatalogueEntry entry = entry_of("i" + std::to_string(10 + i), date(2027, 1, 10));
      entry.intervention.sequence.emplace();
      entry.intervention.sequence->before = {true, {}, {known("i" + std::to_string(10 + (i + 1) % size))}};
      catalogue.entries.push_back(std::move(entry));
    }
    const CatalogueIndex::Circle circle = SequenceCircles(catalogue).of("i10");
    CHECK(circle.size == size);
    return circle.ids.size();
  };
  CHECK(told(12) == 13);  // and back to where it began
  CHECK(told(13) == 12);
}

TEST_CASE("Of selections ahead the first to begin speaks, of one day the first given") {
  const auto speaks = [](const std::vector<std::pair<Date, Date>>& times) {
    std::vector<SelectionEntry> entries;
    for (const auto& [from, until] : times) {
      SelectionEntry entry;
      entry.selection.region = known(std::string{"N50"});
      entry.selection.from = known(Date{from});
      entry.selection.until = known(Date{until});
      entries.push_back(entry);
    }
    const std::vector<RegionFiles> regions = by_region(entries, date(2025, 10, 24));
    REQUIRE(regions.size() == 1);
    REQUIRE(regions[0].files.size() == 1);
    return std::pair(regions[0].files[0] - entries.data(), std::string(word(regions[0].on_day())));
  };
  using Told = std::pair<std::ptrdiff_t, std::string>;
  const std::pair february{date(2026, 2, 1), date(2026, 12, 31)}, january{date(2026, 1, 1), date(2027, 6, 30)},
      ended{date(2024, 1, 1), date(2025, 10, 23)}, until_today{date(2024, 1, 1), date(2025, 10, 24)};
  CHECK(speaks({february, january}) == Told{1, "ahead"});
  CHECK(speaks({january, february}) == Told{0, "ahead"});
  CHECK(speaks({january, {january.first, date(2026, 6, 30)}}) == Told{0, "ahead"});
  CHECK(speaks({ended}) == Told{0, "ended"});
  CHECK(speaks({until_today}) == Told{0, "open"});
}

TEST_CASE("A history tells the version in use, the day it was approved and its framework, on each day") {
  const auto row = [](Date on, HistoryState state) {
    HistoryRow made;
    made.date = known(Date{on});
    made.state = known(HistoryState{state});
    return made;
  };
  const auto with = [&](std::vector<HistoryRow> rows) {
    Intervention it = entry_of("one", date(2027, 1, 10)).intervention;
    it.lifecycle->history = {true, {}, std::move(rows)};
    return it;
  };
  // Approved as a version that nobody states, and submitted again as the one that the file states.
  HistoryRow again = row(date(2025, 1, 1), HistoryState::submitted);
  again.version = known(std::int64_t{2});
  Intervention submitted = with({row(date(2024, 1, 1), HistoryState::approved), again});
  submitted.version = known(std::int64_t{2});
  CHECK(life_on(submitted, date(2025, 10, 24)).is(LifecycleState::approved));
  CHECK(life_on(submitted, date(2025, 10, 24)).lines.size() == 2);
  // Suspended on the day on which the file has it approved, and nothing tells of that approval.
  HistoryRow suspended = row(date(2025, 3, 3), HistoryState::suspended);
  suspended.was.emplace();
  suspended.was->state = known(LifecycleState::approved);
  HistoryRow to_come = row(date(2025, 12, 1), HistoryState::approved);
  to_come.version = known(std::int64_t{2});
  Intervention stopped = with({suspended, to_come});
  stopped.lifecycle->approved_date = known(date(2025, 3, 3));
  CHECK(life_on(stopped, date(2025, 3, 3)).approved_date == date(2025, 3, 3));
  Intervention provisional = with({row(date(2025, 1, 1), HistoryState::provisional)});
  provisional.lifecycle->approved_date = known(date(2025, 3, 3));
  CHECK(life_on(provisional, date(2025, 3, 3)).approved_date == date(2025, 3, 3));
  CHECK_FALSE(life_on(provisional, date(2025, 3, 2)).approved_date);
  // What a row that moves nothing carries of the same version is what the file says.
  HistoryRow approved = row(date(2024, 1, 1), HistoryState::approved),
             earmarked = row(date(2025, 10, 24), HistoryState::earmarked);
  approved.version = earmarked.version = known(std::int64_t{1});
  earmarked.framework = known(std::string{"eip-2021"});
  Intervention kept = with({approved, earmarked});
  kept.lifecycle->framework = known(std::string{"eip-2021"});
  CHECK(life_on(kept, date(2025, 10, 24)).framework == "eip-2021");
  CHECK(life_on(kept, date(2025, 10, 25)).framework == "eip-2021");
}
