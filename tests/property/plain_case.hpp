// A made-up case as plainly as it can be held, and the file that says it: several orders, ends and amounts that are
// missing or amended on no known day, terminations, early ends, transfers, unfinished hours, voids and corrections.
// Days are counted from an origin.
#pragma once
#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace plain {

enum class Kind { missing, community, suspended, licence, post_sentence };
enum class Changes { end, supervision, operational, max_days, hours };
struct Amendment {
  std::optional<int> day;
  Changes changes;
  int to;  // a day, or an amount
};
struct Requirement {
  std::string id;
  std::optional<int> amount;
  std::optional<int> end, terminated;
  bool ended_on_no_day = false;  // completed, and no date
  int adjusted = 0;              // minutes
  bool adjusted_on_no_day = false;
};
struct Early {
  std::optional<int> told, considered;
};
struct Order {
  std::string id;
  Kind kind;
  std::optional<int> sentence, end, supervision, operational;
  std::vector<Amendment> amendments;
  bool has_termination = false, is_transferred = false;
  std::optional<int> terminated, transferred;  // their days
  std::optional<Early> early;
  Requirement rar;
  std::optional<Requirement> work;
};
enum class Link { none, order, rar, work };
struct Contact {
  int day;
  Link link;
  std::size_t order;          // of the link
  std::string type, outcome;  // an empty outcome: none
  std::optional<bool> flagged;
  std::optional<int> minutes, recorded;
  std::optional<std::size_t> replaces;
  bool is_void = false;
};
struct Action {
  int day;
  std::string action;
  std::vector<std::size_t> contacts;  // named
  std::optional<std::size_t> order, takes_back;
  std::optional<std::size_t> replaces;
  bool is_void = false;
};
struct Case {
  probation::Date origin = probation::date(2020, 1, 1);
  int as_of = 0;
  std::vector<Order> orders;
  bool contacts_recorded = true;
  std::vector<Contact> contacts;
  std::vector<Action> actions;
  [[nodiscard]] probation::Date at(int day) const { return origin + probation::Days{day}; }
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}
  Case next() {
    Case c;
    // Half a year before post-sentence supervision ended; the incentive for unpaid work is not known from that day on.
    const bool near_abolition = chance(12);
    if (near_abolition) c.origin = probation::date(2025, 9, 1);
    c.as_of = 100 + below(800);
    const int n = chance(60) ? 1 : 2 + below(2);
    for (int i = 0; i < n; ++i) c.orders.push_back(order(i + 1, c, near_abolition));
    c.contacts_recorded = !chance(4);
    if (c.contacts_recorded) add_contacts(c);
    add_actions(c);
    return c;
  }
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  template <class... T>
  std::string pick(T... words) {
    const std::vector<std::string> all{words...};
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }

  Order order(int number, const Case& c, bool near_abolition) {
    Order o{};
    o.id = "O" + std::to_string(number);
    const int k = below(100);
    o.kind = k < 8 ? Kind::missing : k < 55 ? Kind::community : k < 85 ? Kind::suspended : Kind::licence;
    if (near_abolition) o.kind = Kind::post_sentence;
    const int made = below(150), first_end = made + 80 + below(400);
    if (!chance(5)) o.sentence = made;
    const bool is_suspended = o.kind == Kind::suspended || (o.kind == Kind::missing && chance(30));
    if (is_suspended) {
      if (!chance(6)) o.supervision = first_end;
      if (!chance(8)) o.operational = 620 + below(200);  // never before supervision can end
    } else if (!chance(6)) {
      o.end = first_end;
    }
    while (chance(30)) {
      Amendment a{std::nullopt, is_suspended ? Changes::supervision : Changes::end, made + 60 + below(500)};
      if (is_suspended && chance(30)) a = {std::nullopt, Changes::operational, 620 + below(250)};
      if (!chance(35)) a.day = made + below(600);
      o.amendments.push_back(a);
    }
    if (chance(25)) {
      o.has_termination = true;
      if (!chance(15)) o.terminated = made + below(500);
    } else if (chance(12)) {
      o.early = Early{};
      if (chance(60)) o.early->told = below(c.as_of + 1);
      if (chance(60)) o.early->considered = below(c.as_of + 1);
    }
    if (chance(6)) {
      o.is_transferred = true;
      if (!chance(20)) o.transferred = below(c.as_of + 1);
    }
    o.rar.id = "R" + std::to_string(number);
    if (!chance(6)) o.rar.amount = chance(50) ? below(3) : below(6);
    limits(o.rar, made);
    if (!near_abolition && o.kind != Kind::licence && chance(45)) {
      o.work = Requirement{};
      o.work->id = "U" + std::to_string(number);
      if (!chance(6)) o.work->amount = 4 + below(20);
      limits(*o.work, made);
      if (chance(15)) o.work->adjusted = 60 * (below(7) - 3);
      if (o.work->adjusted != 0) o.work->adjusted_on_no_day = chance(20);
      while (chance(20)) o.amendments.push_back({unknown_or(made + below(500), 40), Changes::hours, 4 + below(20)});
    }
    while (chance(20)) o.amendments.push_back({unknown_or(made + below(500), 40), Changes::max_days, 1 + below(5)});
    return o;
  }
  std::optional<int> unknown_or(int day, int percent) { return chance(percent) ? std::nullopt : std::optional(day); }
  void limits(Requirement& r, int made) {
    if (chance(8)) r.end = made + below(500);
    if (chance(10)) r.terminated = made + below(500);
    else if (chance(5)) r.ended_on_no_day = true;
  }

  void add_contacts(Case& c) {
    const int n = below(16);
    for (int i = 0; i < n; ++i) {
      Contact k{};
      k.day = chance(50) ? below(800) - 10 : 100 + below(200);
      if (i > 0 && chance(15)) k.day = c.contacts.back().day;
      k.order = static_cast<std::size_t>(below(static_cast<int>(c.orders.size())));
      const int l = below(100);
      k.link = l < 60 ? Link::rar : l < 75 ? Link::work : l < 90 ? Link::order : Link::none;
      if (k.link == Link::work && !c.orders[k.order].work) k.link = Link::rar;
      k.type = k.link == Link::work
                   ? "unpaid_work_session"
                   : pick("activity_session", "activity_session", "supervision_appointment", "supplier_assessment");
      if (!chance(15)) k.flagged = k.link == Link::rar && !chance(15);
      if (!chance(12))
        k.outcome =
            pick("attended_complied", "attended_complied", "attended_complied", "attended_failed_to_comply",
                 "attended_sent_home_service", "acceptable_absence", "unacceptable_absence", "unacceptable_absence",
                 "failed_to_attend", "acceptable_failure", "attended_failure_deemed_acceptable");
      if (k.link == Link::work && !chance(12)) k.minutes = 60 * below(9);
      if (chance(15)) k.recorded = k.day + below(80);
      if (i > 0 && chance(15)) {
        const auto target = static_cast<std::size_t>(below(i));
        bool free = true;
        for (const Contact& other : c.contacts) free = free && other.replaces != target;
        if (free) {
          k.replaces = target;
          k.is_void = chance(40);
          const std::optional<int>& before = c.contacts[target].recorded;  // nothing is corrected before it is entered
          if (before) k.recorded = std::max(k.recorded.value_or(0), *before + below(20));
        }
      }
      c.contacts.push_back(k);
    }
  }

  void add_actions(Case& c) {
    for (int i = 0, n = below(5); i < n; ++i) {
      Action a{};
      a.day = below(700);
      a.action = pick("warning", "warning", "warning", "referral_to_enforcement_officer", "breach_started",
                      "no_further_action");
      for (int k = c.contacts.empty() ? 0 : below(3); k > 0; --k)
        a.contacts.push_back(static_cast<std::size_t>(below(static_cast<int>(c.contacts.size()))));
      if (a.contacts.empty() && chance(60))
        a.order = static_cast<std::size_t>(below(static_cast<int>(c.orders.size())));
      if (i > 0 && chance(25)) {
        const auto target = static_cast<std::size_t>(below(i));
        if (c.actions[target].action == "warning")
          a = {std::max(a.day, c.actions[target].day), "warning_withdrawn", {}, {}, target, {}, false};
      } else if (i > 0 && chance(12)) {
        const auto target = static_cast<std::size_t>(below(i));
        bool free = true;
        for (const Action& other : c.actions) free = free && other.replaces != target;
        if (free) {
          a.replaces = target;
          a.action = c.actions[target].action;
          a.takes_back = c.actions[target].takes_back;
          if (a.takes_back) a.contacts.clear();
          a.is_void = chance(50);
        }
      }
      c.actions.push_back(a);
    }
  }

  std::mt19937 random_;
};

// The case file.
inline std::string yaml(const Case& c) {
  const auto day = [&](int d) { return probation::format(c.at(d)); };
  const auto key = [&](const char* name, const std::optional<int>& d) {
    return d ? std::string(name) + ": " + day(*d) + ", " : std::string{};
  };
  std::string text = "schema: case/1\ncrn: X123456\norders:\n";
  for (const Order& o : c.orders) {
    constexpr const char* kinds[] = {"", "community_order", "suspended_sentence_order", "licence",
                                     "post_sentence_supervision"};
    text += "  - id: " + o.id + "\n";
    if (o.kind != Kind::missing) text += std::string("    type: ") + kinds[static_cast<int>(o.kind)] + "\n";
    if (o.sentence) text += "    sentence_date: " + day(*o.sentence) + "\n";
    if (o.end) text += "    end_date: " + day(*o.end) + "\n";
    if (o.supervision) text += "    supervision_end_date: " + day(*o.supervision) + "\n";
    if (o.operational) text += "    operational_end_date: " + day(*o.operational) + "\n";
    if (o.has_termination) text += "    termination: {" + key("date", o.terminated) + "reason: other}\n";
    if (o.early)
      text += "    early_termination: {" + key("told_date", o.early->told) +
              key("considered_date", o.early->considered) + "decision: terminated}\n";
    if (o.is_transferred) text += "    transferred: {" + key("date", o.transferred) + "to: scotland}\n";
    if (!o.amendments.empty()) text += "    amendments:\n";
    for (const Amendment& a : o.amendments) {
      constexpr const char* keys[] = {"end_date", "supervision_end_date", "operational_end_date", "max_days", "hours"};
      const bool is_day = a.changes != Changes::max_days && a.changes != Changes::hours;
      text += "      - {" + key("date", a.day) + "kind: other, " + keys[static_cast<int>(a.changes)] + ": " +
              (is_day ? day(a.to) : std::to_string(a.to)) + "}\n";
    }
    text += "    requirements:\n";
    const auto requirement = [&](const Requirement& r, const char* type, const char* amount) {
      text += "      - {id: " + r.id + ", type: " + type + ", ";
      if (r.amount) text += std::string(amount) + ": " + std::to_string(*r.amount) + ", ";
      text += key("end_date", r.end) + key("termination_date", r.terminated);
      if (r.adjusted != 0)
        text += "adjustments: [{" + (r.adjusted_on_no_day ? std::string{} : "date: " + day(1) + ", ") +
                "minutes: " + std::to_string(r.adjusted) + "}], ";
      text += std::string("status: ") + (r.ended_on_no_day || r.terminated ? "completed" : "active") + "}\n";
    };
    requirement(o.rar, "rehabilitation_activity", "max_days");
    if (o.work) requirement(*o.work, "unpaid_work", "hours");
  }
  if (c.contacts_recorded) text += c.contacts.empty() ? "contacts: []\n" : "contacts:\n";
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const Contact& k = c.contacts[i];
    const Order& o = c.orders[k.order];
    text += "  - {id: C" + std::to_string(i) + ", date: " + day(k.day) + ", type: " + k.type;
    if (k.link == Link::order) text += ", order: " + o.id;
    if (k.link == Link::rar) text += ", requirement: " + o.rar.id;
    if (k.link == Link::work) text += ", requirement: " + o.work->id;
    if (k.flagged) text += std::string(", rar_activity: ") + (*k.flagged ? "true" : "false");
    if (!k.outcome.empty()) text += ", outcome: " + k.outcome;
    if (k.minutes) text += ", minutes_credited: " + std::to_string(*k.minutes);
    if (k.recorded) text += ", recorded: " + day(*k.recorded);
    if (k.replaces) text += ", supersedes: C" + std::to_string(*k.replaces) + ", reason: corrected";
    if (k.is_void) text += ", void: true";
    text += "}\n";
  }
  text += c.actions.empty() ? "enforcement: []\n" : "enforcement:\n";
  for (std::size_t i = 0; i < c.actions.size(); ++i) {
    const Action& a = c.actions[i];
    text += "  - {id: E" + std::to_string(i) + ", date: " + day(a.day) + ", action: " + a.action;
    if (!a.contacts.empty()) {
      text += ", contacts: [";
      for (std::size_t k = 0; k < a.contacts.size(); ++k) text += (k > 0 ? ", C" : "C") + std::to_string(a.contacts[k]);
      text += "]";
    }
    if (a.order) text += ", order: " + c.orders[*a.order].id;
    if (a.takes_back) text += ", enforcement: E" + std::to_string(*a.takes_back);
    if (a.replaces) text += ", supersedes: E" + std::to_string(*a.replaces) + ", reason: corrected";
    if (a.is_void) text += ", void: true";
    text += "}\n";
  }
  return text + "plan: {activities: []}\nreviews: []\nsuspensions: []\nflags: []\nassessments: []\n";
}

}  // namespace plain
