// A case as it stood at the end of the as-of date: what had not happened yet is cut away, what was superseded or
// withdrawn stands apart, entries know their order and requirement, and ends are as amended.
// It answers what several rules ask; it does not judge. Unknown is an answer and always says which fact is missing.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/place.hpp"
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
std::vector<LaterEntry> cut_to(CaseFile& file, Date as_of);

// A date that may be unknown, where it stands, and then which fact is missing.
struct KnownDate {
  std::optional<Date> value;
  Place place;           // of the value, or of the record that lacks it
  std::string_view key;  // the key it stands, or should stand, under in `place`'s record
  bool amended = false;
  explicit operator bool() const { return value.has_value(); }
  const Date& operator*() const { return *value; }
};

// A missing fact: the record that lacks it and the key. `Report::pointer(record, key)` names it.
struct Missing {
  Place record;
  std::string_view key;
};

// The time in which instructions can be given under a requirement, both ends included (SA 2020 Sch. 9 para 4(3)):
// from the sentence date to the earliest of the order's end (suspended sentence order: the supervision end), its
// termination, and the requirement's own end or termination.
struct RelevantPeriod {
  std::optional<Date> first;
  std::optional<Date> last;
  Place last_place;              // of the date that ends it
  std::string_view last_words;   // "the order ends here", …
  std::vector<Missing> missing;  // empty where both are known
  // Whether the date lies inside, as far as the known ends decide; nothing where a missing end would.
  [[nodiscard]] std::optional<bool> contains(Date date) const;
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
  // Direct, or through the contact's activity.
  [[nodiscard]] const Requirement* requirement_of(const Contact& contact) const;
  [[nodiscard]] const Requirement* requirement_of(const Activity& activity) const;
  // Two ids of one chain of supersession name the same event: warning C3 speaks of C5, which corrected C3.
  [[nodiscard]] bool same_entry(std::string_view a, std::string_view b) const;
  [[nodiscard]] bool is_superseded(std::string_view id) const;

  // ---- ends, as amended by as-of ----------------------------------------------------------------------------------
  [[nodiscard]] KnownDate end_date(const Order& order) const;
  [[nodiscard]] KnownDate supervision_end(const Order& order) const;
  [[nodiscard]] KnownDate operational_end(const Order& order) const;
  // The end that counts for delivery and reviews: the supervision end of a suspended sentence order, else the end date.
  [[nodiscard]] KnownDate delivery_end(const Order& order) const;
  // max_days as amended; place of the value, of the amendment, or of the requirement that lacks it.
  [[nodiscard]] Located<std::int64_t> max_days(const Requirement& requirement) const;
  [[nodiscard]] Located<std::int64_t> hours(const Requirement& requirement) const;
  [[nodiscard]] RelevantPeriod relevant_period(const Order& order, const Requirement* requirement) const;
  // An order of a type that is judged; `other` is not. A missing type is judged as far as it goes.
  [[nodiscard]] static bool is_judged(const Order& order) { return !order.type.is(OrderType::other); }

 private:
  template <class List>
  void stand(const List& list, std::vector<const typename List::value_type*>& standing);
  [[nodiscard]] std::string_view root(std::string_view id) const;
  [[nodiscard]] const Order* only_order() const;
  std::unordered_map<std::string_view, std::string_view> superseded_by_;  // id → id of the entry that replaced it
  std::unordered_map<std::string_view, std::string_view> supersedes_;     // id → id it replaced

  // Asked by a dozen rules of every contact, and answered once.
  [[nodiscard]] const Requirement* find_requirement_of(const Contact& contact) const;
  std::vector<const Requirement*> requirement_of_contact_;  // by the contact's place in the file
  friend const RarDays& strict_days(const CaseFacts&, const Order&, const Requirement&);
  mutable std::vector<std::pair<const Requirement*, std::unique_ptr<const RarDays>>> strict_days_;
};

// ---- subjects of findings: id paths
// -----------------------------------------------------------------------------------
std::string subject_of(const Order& order);                                  // O1
std::string subject_of(const Order& order, const Requirement& requirement);  // O1/R1
std::string subject_of(const Entry& entry);                                  // C17, A1, E1, V1, P1

// "rehabilitation activity requirement", for messages.
std::string_view spoken(RequirementType type);
std::string_view spoken(OrderType type);
std::string_view spoken(Outcome outcome);

// What an outcome states of attendance and compliance (formats: the outcome table).
Stated attended(Outcome outcome);
Stated complied(Outcome outcome);

}  // namespace probation
