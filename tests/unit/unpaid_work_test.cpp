// The incentive of unpaid work against a table worked out by hand: beyond the first quarter of the hours each further
// whole hour takes half an hour off, up to a quarter of the hours ordered, until the first unexcused absence or
// removal.
#include "facts/case/unpaid_work.hpp"

#include "unit/catch.hpp"

using namespace probation;

namespace {

template <class T>
Located<T> known(T value) {
  return {std::move(value), Place{1, 1, 0}};
}

struct Session {
  int day;  // of June 2026
  Outcome outcome;
  std::optional<std::int64_t> minutes;
};

CaseFile worked(std::int64_t hours, const std::vector<Session>& sessions) {
  CaseFile file;
  Requirement work;
  work.id = known(Id{"R1"});
  work.type = known(RequirementType::unpaid_work);
  work.hours = known(std::int64_t{hours});
  Order order;
  order.id = known(Id{"O1"});
  order.conviction_date = known(date(2026, 1, 5));
  order.type = known(OrderType::community_order);
  order.requirements = {true, {}, {work}};
  file.orders = {true, {}, {order}};
  file.contacts.recorded = true;
  for (const Session& session : sessions) {
    Contact contact;
    contact.id = known(Id{"C" + std::to_string(file.contacts.size() + 1)});
    contact.date = known(date(2026, 6, 1) + Days{session.day - 1});
    contact.type = known(ContactType::unpaid_work_session);
    contact.requirement = known(Id{"R1"});
    contact.outcome = known(Outcome{session.outcome});
    if (session.minutes) contact.minutes_credited = known(std::int64_t{*session.minutes});
    file.contacts.items.push_back(contact);
  }
  return file;
}

Policy begun(Date from) {
  Policy policy = Policy::national();
  policy.set_commencement("unpaid_work_incentive_commencement", from);
  return policy;
}

constexpr Date in_june = date(2026, 6, 1), in_october = date(2026, 10, 1);
std::int64_t minutes_cut(std::int64_t hours, const std::vector<Session>& sessions,
                         const Policy& policy = begun(in_june), Date as_of = in_october) {
  const CaseFile file = worked(hours, sessions);
  const std::vector<LaterEntry> later;
  const CaseFacts facts(file, later, as_of, policy, nullptr);
  return unpaid_work(facts, file.orders[0].requirements[0]).incentive.least;
}

std::int64_t cut_after(std::int64_t hours, std::int64_t minutes) {
  return minutes_cut(hours, {{6, Outcome::attended_complied, minutes}});
}

}  // namespace

TEST_CASE("The incentive begins after a quarter of the hours, counts whole hours and stops at a quarter") {
  struct Row {
    std::int64_t hours, worked, cut;
  };
  const Row rows[] = {
      {120, 0, 0},        {120, 1800, 0},    {120, 1859, 0},    {120, 1860, 30},   {120, 1919, 30},
      {120, 1920, 60},    {120, 5399, 1770}, {120, 5400, 1800}, {120, 5460, 1800}, {120, 7200, 1800},
      {40, 600, 0},       {40, 660, 30},     {40, 1800, 600},   {40, 2400, 600},   {300, 4500, 0},
      {300, 13500, 4500}, {50, 750, 0},      {50, 809, 0},      {50, 810, 30},     {50, 2250, 750},
  };
  for (const Row& row : rows) {
    INFO(row.hours << " hours ordered, " << row.worked << " minutes worked");
    CHECK(cut_after(row.hours, row.worked) == row.cut);
  }
}

TEST_CASE("Hours worked and hours cut never pass the hours ordered before the work is done") {
  for (std::int64_t hours = 40; hours <= 300; ++hours)
    for (std::int64_t minutes = 0; minutes <= hours * 60; minutes += 30) {
      const std::int64_t off = cut_after(hours, minutes);
      INFO(hours << " hours ordered, " << minutes << " minutes worked");
      REQUIRE(off >= 0);
      REQUIRE(off <= hours * 15);
      REQUIRE((off % 30 == 0 || off == hours * 15));
      REQUIRE((minutes > hours * 15 || off == 0));
    }
}

TEST_CASE("The first unexcused absence or removal ends the incentive; what was earned stays") {
  const Session sixty_hours{6, Outcome::attended_complied, 3600}, thirty_more{20, Outcome::attended_complied, 1800};
  CHECK(minutes_cut(120, {sixty_hours, thirty_more}) == 1800);
  CHECK(minutes_cut(120, {sixty_hours, {13, Outcome::unacceptable_absence, {}}, thirty_more}) == 900);
  CHECK(minutes_cut(120, {sixty_hours, {13, Outcome::attended_sent_home_behaviour, 0}, thirty_more}) == 900);
  CHECK(minutes_cut(120, {{5, Outcome::unacceptable_absence, {}}, sixty_hours, thirty_more}) == 0);
  CHECK(minutes_cut(120, {thirty_more, {13, Outcome::unacceptable_absence, {}}, sixty_hours}) ==
        900);  // by date, not by line
  for (const Outcome outcome : {Outcome::acceptable_absence, Outcome::rescheduled_by_person,
                                Outcome::attended_failed_to_comply, Outcome::suspended})
    CHECK(minutes_cut(120, {sixty_hours, {13, outcome, {}}, thirty_more}) == 1800);
}

TEST_CASE("Without a commencement, or before it, there is no incentive") {
  const Session done{6, Outcome::attended_complied, 5400};
  CHECK(minutes_cut(120, {done}, Policy::national()) == 0);
  CHECK(minutes_cut(120, {done}, begun(date(2026, 10, 2))) == 0);
  CHECK(minutes_cut(120, {done}, begun(date(2026, 10, 1))) == 1800);
}
