// The incentive of unpaid work against a table worked out by hand: beyond the first quarter of the hours each further
// whole hour takes half an hour off, up to a quarter of the hours ordered, until the first unexcused absence or
// removal.
#include "facts/case/unpaid_work.hpp"

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::Written;

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

TEST_CASE("Of two sessions of one day the first in the file came first") {
  const Session sixty_hours{6, Outcome::attended_complied, 3600}, missed{6, Outcome::unacceptable_absence, {}};
  CHECK(minutes_cut(120, {sixty_hours, missed}) == 900);
  CHECK(minutes_cut(120, {missed, sixty_hours}) == 0);
}

namespace {

// An order of two years; `sentence`: its dates but the end.
std::string hours_case(const std::string& requirements, const std::string& contacts,
                       const std::string& sentence = "conviction_date: 2026-01-05, sentence_date: 2026-01-12, ") {
  return "schema: case/1\ncrn: X955306\norders:\n  - {id: O1, type: community_order, " + sentence +
         "end_date: 2028-01-11, requirements: [" + requirements + "]}\ncontacts: [" + contacts + "]\n";
}
std::string session_of(const std::string& id, const std::string& date, const std::string& rest) {
  return "{id: " + id + ", date: " + date + ", type: unpaid_work_session, requirement: R1, " + rest + "}";
}
const std::string ninety_hours = session_of("C1", "2026-06-06", "outcome: attended_complied, minutes_credited: 5400");
const std::string of_120_hours = "{id: R1, type: unpaid_work, hours: 120, status: active}";

}  // namespace

TEST_CASE("An undecided absence is asked for only where it decides what is cut") {
  const auto asked = [](const std::string& contacts, const std::string& sentence) {
    const Written made(hours_case(of_120_hours, contacts, sentence), in_october, begun(in_june));
    return made.names(unpaid_work(made.facts, made.requirement()).incentive.missing);
  };
  const std::string both = "conviction_date: 2026-01-05, sentence_date: 2026-01-12, ";
  const auto undecided = [](const std::string& date) { return session_of("C2", date, "outcome: failed_to_attend"); };
  CHECK(asked(ninety_hours + ", " + undecided("2026-06-13"), both).empty());
  CHECK(asked(ninety_hours + ", " + undecided("2026-06-05"), both) == Names{"/contacts/1/outcome"});
  // Whether the Code governs is a matter of the conviction.
  CHECK(asked(ninety_hours, "sentence_date: 2026-01-12, ") == Names{"/orders/0/conviction_date"});
  CHECK(asked(ninety_hours, "conviction_date: 2020-11-30, sentence_date: 2026-01-12, ") ==
        Names{"law:unpaid_work_incentive_before_the_code"});
  CHECK(asked(ninety_hours, "conviction_date: 2020-12-01, ").empty());
}

TEST_CASE("Unpaid work that was terminated is one of the order's to the end of that day") {
  const auto open = [](const std::string& day) {
    const Written made(hours_case("{id: R1, type: unpaid_work, hours: 120, termination_date: " + day + "}", ""),
                       in_october);
    const UnpaidWork work = unpaid_work(made.facts, made.order());
    CHECK(work.finished == (work.of.empty() ? std::optional(true) : std::optional(false)));
    return work.of.size();
  };
  CHECK(open("2026-10-01") == 1);
  CHECK(open("2026-09-30") == 0);
}

TEST_CASE("The first session of one day is the first in the file") {
  const auto first = [](const std::string& one, const std::string& other) {
    const Written made(hours_case(of_120_hours, session_of("C1", one, "outcome: attended_complied") + ", " +
                                                    session_of("C2", other, "outcome: attended_complied")),
                       in_october);
    return first_unpaid_work_session(made.facts, made.requirement())->id->text;
  };
  CHECK(first("2026-06-06", "2026-06-06") == "C1");
  CHECK(first("2026-06-07", "2026-06-06") == "C2");
}

TEST_CASE("An extension without its day or its end asks for both") {
  const auto asked = [](const std::string& extension) {
    const Written made(
        "schema: case/1\ncrn: X955307\norders:\n  - {id: O1, type: community_order, conviction_date: "
        "2025-01-06, sentence_date: 2025-01-13, end_date: 2026-01-12, requirements: [" +
        of_120_hours + "], amendments: [{kind: unpaid_work_extended" + extension + "}]}\n");
    return made.names(unpaid_work_period(made.facts, made.order()).missing);
  };
  CHECK(asked("") == Names{"/orders/0/amendments/0/until", "/orders/0/amendments/0/date"});
  CHECK(asked(", until: 2026-03-12").empty());
  CHECK(asked(", date: 2025-09-01") == Names{"/orders/0/amendments/0/until"});
}
