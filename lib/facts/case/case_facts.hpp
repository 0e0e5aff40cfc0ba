// A case as it stood at the end of the as-of date: what had not happened yet is cut away, what was superseded or
// withdrawn stands apart, entries know their order and requirement, and ends are as amended.
// It answers what several rules ask; it does not judge. Unknown is an answer and always says which fact is missing.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/date.hpp"
#include "base/place.hpp"
#include "facts/case/subject.hpp"
#include "law/standards.hpp"
#include "model/case_file.hpp"

namespace probation {

struct CatalogueFacts;
struct RarDays;

// An entry or a fact left out because it came after as-of.
struct LaterEntry {
  std::string what;  // "contact C4", "outcome of C7", "termination of O1"
  Place place;
  std::string id;
  bool outcome_only = false;  // an outcome on an event that lies ahead (REC507)
};

// Cuts the file back to the end of `as_of` and says what was left out. Planned dates and contacts ahead stay.
// `half_read`: the top-level keys under which something did not decode. What stands there is not the record: such lists
// become not recorded, of the orders their ids and types remain.
std::vector<LaterEntry> cut_to(CaseFile& file, Date as_of, const std::vector<std::string>& half_read);

// A date that may be unknown, where it stands, and then which fact is missing.
struct KnownDate {
  std::optional<Date> value;
  Place place;           // of the value, or of the record that lacks it
  std::string_view key;  // the key it stands, or should stand, under in `place`'s record
  bool amended = false;
  explicit operator bool() const { return value.has_value(); }
  const Date& operator*() const { return *value; }
};

// A missing fact: the record that lacks it and the key. `Report::pointer(record, key)` names it. A key with a colon
// (law:NAME, policy:NAME) is a fact that no case holds.
struct Missing {
  Place record;
  std::string_view key;
};

// The pointer of the missing fact, or its name where no case holds it.
std::string name_of(const PlaceTable& places, const Missing& fact);
std::vector<std::string> names_of(const PlaceTable& places, const std::vector<Missing>& facts);

// An amount as amended by as-of. Not known where it is not recorded, or where an amendment without a date, or one that
// names none of several requirements, may govern; `possible` then holds every amount it can be.
struct KnownAmount {
  std::optional<std::int64_t> value;
  Place place;                         // of the value, of the amendment, or of the requirement that lacks it
  std::vector<Missing> missing;        // what would make it known
  std::vector<std::int64_t> possible;  // sorted; empty where it can be anything
  explicit operator bool() const { return value.has_value(); }
  const std::int64_t& operator*() const { return *value; }
};

// "20", "2 or 20", or "not recorded".
std::string amount_in_words(const KnownAmount& amount);

// The time in which instructions can be given under a requirement, both ends included (SA 2020 Sch. 9 para 4(3)), for
// what is measured in shares of it; whether a day lies inside is asked of in_force:
// from the sentence date to the earliest of the order's end (suspended sentence order: the supervision end), its
// termination, and the requirement's own end or termination.
struct RelevantPeriod {
  std::optional<Date> first;
  std::optional<Date> last;
  Place last_place;              // of the date that ends it
  std::string_view last_words;   // "the order ends here", …
  std::vector<Missing> missing;  // empty where both are known
};

// Standing enforcement entries by what they name, so that nobody searches for the answer to a failure.
struct EnforcementFacts {
  std::unordered_set<std::string_view> withdrawn_events;    // of warnings named by a withdrawal
  std::unordered_set<std::string_view> withdrawn_breaches;  // of actions whose breach was withdrawn
  std::unordered_set<const EnforcementEntry*> withdrawn;    // warnings that one names by their contact, or the
                                                            // only ones that one without a name can be about
  std::unordered_map<const EnforcementEntry*, const EnforcementEntry*> perhaps_withdrawn;  // warning → by which
  std::unordered_map<std::string_view, std::vector<const EnforcementEntry*>> actions_on;   // by event of the contact
  std::vector<const EnforcementEntry*> actions_on_nothing;                                 // that name no contact
};

struct CaseFacts {
  CaseFacts(const CaseFile& file, const std::vector<LaterEntry>& later, Date as_of, const Policy& policy,
            const CatalogueFacts* catalogue);
  ~CaseFacts();
  CaseFacts(const CaseFacts&) = delete;
  CaseFacts& operator=(const CaseFacts&) = delete;

  const CaseFile& file;  // already cut to as_of
  const std::vector<LaterEntry>& later;
  Date as_of;
  const Policy& policy;
  const CatalogueFacts* catalogue;  // nothing: none given

  // Entries that stand: not superseded, not withdrawn; in the order of the file. Where the list itself is not
  // recorded (file.contacts.recorded is false) they are empty and unknown, not none.
  std::vector<const Contact*> contacts;
  std::vector<const EnforcementEntry*> enforcement;
  std::vector<const Review*> reviews;
  std::vector<const Suspension*> suspensions;
  std::vector<const Activity*> activities;

  // The list is carried and nothing of it is known to be missing (`partial`). What is there counts all the same.
  [[nodiscard]] bool is_whole(ListName list) const;
  // The same where only what this member says of the entries is asked: a mark may be of members alone.
  [[nodiscard]] bool is_whole(ListName list, std::string_view member) const;

  // Those of the order are recorded, and none is known to be missing.
  [[nodiscard]] bool knows_requirements(const Order& order) const;
  // A date is recorded that comes after as-of: what it tells of is known not to have happened yet.
  [[nodiscard]] bool is_later(const Located<Date>& date) const;
  // Something stands under this top-level key and did not decode: it is not the record, and nothing of it is known.
  [[nodiscard]] bool is_half_read(std::string_view key) const;

  // ---- links; nullptr where the file does not decide --------------------------------------------------------------
  [[nodiscard]] const Order* order(std::string_view id) const;
  [[nodiscard]] const Requirement* requirement(std::string_view id) const;
  [[nodiscard]] const Order* order_of(const Requirement& requirement) const;
  [[nodiscard]] const Order* order_of(const Contact& contact) const;
  [[nodiscard]] const Order* order_of(const EnforcementEntry& entry) const;
  [[nodiscard]] const Order* order_of(const Review& review) const;
  [[nodiscard]] const Order* order_of(const Suspension& suspension) const;
  [[nodiscard]] const Contact* contact(std::string_view id) const;  // as written, even if superseded
  // The activity an entry names: the one that stands now in the place of the named one, else the named one.
  [[nodiscard]] const Activity* activity(std::string_view id) const;
  // It names an activity that was withdrawn, with nothing in its place.
  [[nodiscard]] bool rests_on_withdrawn(const Contact& contact) const;
  // Direct, or through the contact's activity.
  [[nodiscard]] const Requirement* requirement_of(const Contact& contact) const;
  [[nodiscard]] const Requirement* requirement_of(const Activity& activity) const;
  // What a subject is of: the order and requirement of an entry, as its links and the file decide.
  [[nodiscard]] const Order* order_of(const Subject& subject) const;
  [[nodiscard]] const Requirement* requirement_of(const Subject& subject) const;
  // Two ids of one chain of supersession name the same event: warning C3 speaks of C5, which corrected C3.
  [[nodiscard]] bool same_entry(std::string_view a, std::string_view b) const;
  // The name of that event: the id at the beginning of the chain.
  [[nodiscard]] std::string_view event_of(std::string_view id) const;
  // Contacts of an event, in the order of the file, whether they stand or not; and whether one of them does.
  [[nodiscard]] std::vector<const Contact*> contacts_of_event(std::string_view event) const;
  [[nodiscard]] bool event_stands(std::string_view event) const;
  [[nodiscard]] bool stands(const Contact& contact) const;
  [[nodiscard]] const EnforcementFacts& enforcement_facts() const;
  // Of a standing activity the standing contacts that name it, in the order of the file.
  [[nodiscard]] const std::vector<const Contact*>& contacts_of(const Activity& activity) const;

  // ---- ends, as amended by as-of ----------------------------------------------------------------------------------
  [[nodiscard]] KnownDate end_date(const Order& order) const;
  [[nodiscard]] KnownDate supervision_end(const Order& order) const;
  [[nodiscard]] KnownDate operational_end(const Order& order) const;
  // The end that counts for delivery and reviews: the supervision end of a suspended sentence order, else the end date.
  [[nodiscard]] KnownDate delivery_end(const Order& order) const;
  // max_days and hours, as amended by as-of.
  [[nodiscard]] KnownAmount max_days(const Requirement& requirement) const;
  [[nodiscard]] KnownAmount hours(const Requirement& requirement) const;
  [[nodiscard]] RelevantPeriod relevant_period(const Order& order, const Requirement* requirement) const;
  // An order of a type that is judged; `other` is not. A missing type is judged as far as it goes.
  [[nodiscard]] static bool is_judged(const Order& order) { return !order.type.is(OrderType::other); }

  // What several ask of the whole case, worked out where it is first asked.
  template <class Answer>
  const Answer& once(Answer (*of)(const CaseFacts&)) const {
    const auto name = reinterpret_cast<void (*)()>(of);
    for (const auto& [known, answer] : answered_)
      if (known == name) return *static_cast<const Answer*>(answer.get());
    auto answer = std::make_shared<const Answer>(of(*this));
    answered_.emplace_back(name, answer);
    return *answer;
  }

 private:
  template <class List>
  void stand(const List& list, std::vector<const typename List::value_type*>& standing);
  // What is asked of links by id, looked up and never searched; each made when first asked.
  struct Lookups;
  struct EntryLookups;
  [[nodiscard]] const Lookups& lookups() const;
  [[nodiscard]] const EntryLookups& entry_lookups() const;
  mutable std::shared_ptr<const Lookups> lookups_;
  mutable std::shared_ptr<const EntryLookups> entry_lookups_;
  mutable std::shared_ptr<const EnforcementFacts> enforcement_facts_;
  mutable std::optional<std::unordered_map<const Activity*, std::vector<const Contact*>>> contacts_of_activity_;
  // The entry of the id that names no other entry itself.
  [[nodiscard]] const EnforcementEntry* lookup_unlinked(std::string_view id) const;
  const Order* only_order_ = nullptr;                                     // nothing: there are several, or may be
  std::unordered_map<std::string_view, std::string_view> superseded_by_;  // id → id of the entry that replaced it
  std::unordered_map<std::string_view, std::string_view> supersedes_;     // id → id it replaced

  // Asked by a dozen rules of every contact, and answered once.
  struct Whose {
    const Requirement* requirement = nullptr;
    const Order* order = nullptr;
  };
  [[nodiscard]] Whose find_whose(const Contact& contact) const;
  [[nodiscard]] Whose whose(const Contact& contact) const;
  std::vector<Whose> whose_contact_;  // by the contact's place in the file
  friend const RarDays& strict_days(const CaseFacts&, const Order&, const Requirement&);
  mutable std::unordered_map<const Requirement*, std::unique_ptr<const RarDays>> strict_days_;
  mutable std::vector<std::pair<void (*)(), std::shared_ptr<const void>>> answered_;
};

// "rehabilitation activity requirement", for messages.
std::string_view spoken(RequirementType type);
std::string_view spoken(OrderType type);
std::string_view spoken(Outcome outcome);

// What an outcome states of attendance and compliance (formats: the outcome table).
Stated attended(Outcome outcome);
Stated complied(Outcome outcome);

}  // namespace probation
