// What is asked of a whole catalogue, at the day itself and the day beside it.
#include "facts/catalogue/suite.hpp"

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
