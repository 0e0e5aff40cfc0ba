// What a forecast says of the days to come must be what later runs over the same record find: it becomes "cannot
// finish" on the very day it named, not the day before. And the arithmetic again, by trying every day one after the
// other.
#include "facts/case/forecast.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

template <class T>
Located<T> known(T value) {
  return {std::move(value), Place{1, 1, 0}};
}

const Policy& national() {
  static const Policy policy = Policy::national();
  return policy;
}

struct Made {
  CaseFile file;
  Date sentence, end, as_of;
  std::set<Date> days;  // that count
  std::int64_t maximum = 0;
  std::optional<std::int64_t> planned;
};

constexpr Date origin = date(2024, 2, 1);

Made generate(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const Date sentence = origin + Days{below(200)}, end = sentence + Days{60 + below(400)};
  const Date as_of = sentence + Days{1 + below(days_between(sentence, end) - 1)};
  Made made{{}, sentence, end, as_of, {}, 1 + below(60), {}};
  Requirement rar;
  rar.id = known(Id{"R1"});
  rar.type = known(RequirementType::rehabilitation_activity);
  rar.status = known(RequirementStatus::active);
  rar.max_days = known(std::int64_t{made.maximum});
  Order order;
  order.id = known(Id{"O1"});
  order.type = known(OrderType::community_order);
  order.sentence_date = known(Date{sentence});
  order.end_date = known(Date{end});
  order.requirements = {true, {}, {rar}};
  made.file.orders = {true, {}, {order}};
  made.file.contacts.recorded = made.file.suspensions.recorded = made.file.flags.recorded = made.file.reviews.recorded =
      true;
  if (below(2) == 0) {
    made.planned = 1 + below(40);
    Activity activity;
    activity.id = known(Id{"A1"});
    activity.requirement = known(Id{"R1"});
    activity.kind = known(InterventionKind::structured_intervention);
    activity.status = known(ActivityStatus::in_progress);
    activity.planned_days = known(std::int64_t{*made.planned});
    made.file.plan.emplace();
    made.file.plan->activities = {true, {}, {activity}};
  }
  for (int i = below(20); i > 0; --i) {
    Contact contact;
    contact.id = known(Id{"C" + std::to_string(i)});
    contact.date = known(Date{sentence + Days{below(days_between(sentence, as_of) + 1)}});
    contact.type = known(ContactType::activity_session);
    if (made.planned) contact.activity = known(Id{"A1"});
    else contact.requirement = known(Id{"R1"});
    contact.rar_activity = known(true);
    const bool counts = below(4) != 0;
    contact.outcome = known(counts ? Outcome::attended_complied : Outcome::unacceptable_absence);
    if (counts) made.days.insert(*contact.date);
    made.file.contacts.items.push_back(contact);
  }
  return made;
}

// The forecast of the days themselves; nothing where nothing is left.
std::optional<Forecast> days_forecast(const CaseFile& file, Date as_of) {
  const std::vector<LaterEntry> later;
  const CaseFacts facts(file, later, as_of, national(), nullptr);
  for (Forecast& one : forecasts(facts))
    if (one.kind == "days") {
      one.order = nullptr;
      one.requirement = nullptr;
      return std::move(one);
    }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a forecast comes true on its day when nothing more is delivered") {
  std::mt19937 random(20251024);
  int finished = 0, certain = 0, ahead = 0;
  for (int round = 0; round < rounds_of(1500, 15000); ++round) {
    const Made made = generate(random);
    const std::int64_t left = std::max<std::int64_t>(
        0, (made.planned ? *made.planned : made.maximum) - static_cast<std::int64_t>(made.days.size()));
    const auto forecast = days_forecast(made.file, made.as_of);
    INFO("round " << round << ": sentence " << format(made.sentence) << ", end " << format(made.end) << ", as of "
                  << format(made.as_of) << ", left " << left);
    if (left == 0) {
      REQUIRE_FALSE(forecast);
      ++finished;
      continue;
    }
    REQUIRE(forecast);
    CHECK(forecast->left == static_cast<double>(left));
    REQUIRE(forecast->certain_from);
    CHECK(days_between(*forecast->last_useful_date, *forecast->certain_from) == 1);
    (*forecast->certain_from <= made.as_of ? certain : ahead)++;
    // The days round the one that was named, and the last one, asked again.
    for (const int shift : {-1, 0, 1, 30}) {
      const Date day = *forecast->certain_from + Days{shift};
      if (day < made.as_of || day >= made.end) continue;
      const auto later = days_forecast(made.file, day);
      REQUIRE(later);
      INFO("asked again on " << format(day));
      CHECK((later->outlook == Outlook::cannot_finish) == (day >= *forecast->certain_from));
      CHECK(later->certain_from == forecast->certain_from);
      // Two days fit into every seven whole days, counted one by one.
      std::int64_t whole = 0;
      for (Date one = day + Days{1}; one <= made.end; one = one + Days{1}) ++whole;
      CHECK((later->outlook == Outlook::cannot_finish) == (left > 2 * whole / 7));
      CHECK(later->weeks_left == static_cast<double>(whole) / 7.0);
    }
    // The pace, by looking at every day of the twelve weeks, or of the time since sentence where that is shorter.
    std::int64_t delivered = 0, looked_at = 0;
    for (Date one = made.as_of; looked_at < 84 && one >= made.sentence; one = one - Days{1}, ++looked_at)
      delivered += made.days.contains(one) ? 1 : 0;
    REQUIRE(forecast->pace_per_week);
    CHECK(*forecast->pace_per_week == Approx(7.0 * static_cast<double>(delivered) / static_cast<double>(looked_at)));
    if (forecast->outlook != Outlook::cannot_finish)
      CHECK((forecast->outlook == Outlook::at_risk) == (*forecast->pace_per_week < *forecast->needed_per_week - 1e-12));
  }
  CHECK(finished > 20);
  CHECK(certain > 200);
  CHECK(ahead > 200);
}

TEST_CASE("one more day delivered never makes a forecast worse") {
  std::mt19937 random(7);
  int compared = 0;
  for (int round = 0; round < rounds_of(500, 5000); ++round) {
    Made made = generate(random);
    const auto before = days_forecast(made.file, made.as_of);
    if (!before || made.days.contains(made.as_of)) continue;
    Contact contact;
    contact.id = known(Id{"C99"});
    contact.date = known(Date{made.as_of});
    contact.type = known(ContactType::activity_session);
    if (made.planned) contact.activity = known(Id{"A1"});
    else contact.requirement = known(Id{"R1"});
    contact.rar_activity = known(true);
    contact.outcome = known(Outcome::attended_complied);
    made.file.contacts.items.push_back(contact);
    const auto after = days_forecast(made.file, made.as_of);
    ++compared;
    if (!after) continue;
    CHECK(after->certain_from >= before->certain_from);
    const auto rank = [](Outlook outlook) {
      return outlook == Outlook::on_track ? 0 : outlook == Outlook::at_risk ? 1 : 2;
    };
    CHECK(rank(after->outlook) <= rank(before->outlook));
  }
  CHECK(compared > 300);
}

TEST_CASE("the last day that fits, tried day by day") {
  for (const std::int64_t rate : {1, 2, 3, 5, 7})
    for (std::int64_t left = 1; left <= 40; ++left) {
      const Date horizon = date(2025, 3, 31);
      Date day = horizon;
      while (days_between(day, horizon) * rate / 7 < left) day = day - Days{1};
      CHECK(last_day_that_fits(horizon, left, rate) == day);
    }
}
