#include "render/html/picture.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "facts/case/answers.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/rar_days.hpp"

namespace probation::render::web {
namespace {

template <class E>
std::string word_of(const Located<E>& value) {
  return value ? std::string(document::word(*value)) : std::string{};
}
std::string id_of(const Located<Id>& id) { return id ? id->text : std::string{}; }

class Drawing {
 public:
  Drawing(const CaseFacts& facts, const PlaceTable& places)
      : facts_(facts), places_(places), picture_{facts.as_of, {}, {}, {}, {}} {}
  Picture draw(const std::vector<Json>& due) {
    for (const Order& order : facts_.file.orders) draw_order(order);
    count_days();
    for (const Contact* contact : facts_.contacts) draw_contact(*contact);
    for (const EnforcementEntry* entry : facts_.enforcement) draw_enforcement(*entry);
    for (const Review* review : facts_.reviews) draw_review(*review);
    for (const Json& row : due) draw_due(row);
    for (const Suspension* suspension : facts_.suspensions) draw_suspension(*suspension);
    Mark today;
    today.kind = "today";
    today.date = facts_.as_of;
    today.anchor = "about";
    picture_.marks.push_back(std::move(today));
    return std::move(picture_);
  }

 private:
  static std::string anchor(const std::string& id, Place place) {
    return id.empty() ? fmt::format("e-line-{}", place.line) : "e-" + id;
  }
  Mark& add(std::string kind, Lane lane, Place place, std::string id, std::string anchor) {
    Mark mark;
    mark.kind = std::move(kind);
    mark.lane = lane;
    mark.line = place.line;
    mark.pointer = places_.pointer(place.node);
    mark.anchor = std::move(anchor);
    mark.id = std::move(id);
    picture_.marks.push_back(std::move(mark));
    return picture_.marks.back();
  }
  Mark& span(std::string kind, Lane lane, Place place, std::string id, std::string anchor, std::optional<Date> from,
             std::optional<Date> until) {
    Mark& mark = add(std::move(kind), lane, place, std::move(id), std::move(anchor));
    mark.is_span = true;
    mark.from = from;
    mark.until = until;
    return mark;
  }

  void draw_order(const Order& order) {
    const std::string id = subject_of(order).text();
    const std::string row = "o-" + id;
    const std::optional<Date> from = order.sentence_date.value;
    span("order", Lane::orders, order.place, id, row, from, facts_.delivery_end(order).value).type =
        word_of(order.type);
    if (order.type.is(OrderType::suspended_sentence_order)) {
      span("supervision", Lane::orders, order.place, id, row, from, facts_.supervision_end(order).value);
      span("operational", Lane::orders, order.place, id, row, from, facts_.operational_end(order).value);
    }
    if (const FinalThird third = final_third(facts_, order); third.from)
      add("final_third", Lane::reset, order.place, id, row).date = third.from;
    for (const Amendment& amendment : order.amendments)
      if (amendment.date && *amendment.date <= facts_.as_of) {
        const std::string entry = id_of(amendment.id);
        Mark& mark = add("amendment", Lane::reset, amendment.place, entry, anchor(entry, amendment.place));
        mark.date = *amendment.date;
        mark.kind_of_entry = word_of(amendment.kind);
      }
    draw_end(order, id);
    picture_.orders.push_back(
        {id, order.place.line, word_of(order.type), from, facts_.delivery_end(order).value,
         order.termination && order.termination->date && *order.termination->date <= facts_.as_of});
  }
  // A termination that is an entry stands once, and the order's own where there is no such entry.
  void draw_end(const Order& order, const std::string& id) {
    const auto draw = [&](Place place, const Located<Date>& date, const Located<TerminationReason>& why,
                          const std::string& entry, const std::string& row) {
      if (!date || *date > facts_.as_of) return;
      Mark& mark = add("termination", Lane::suspensions, place, entry, row);
      mark.date = *date;
      mark.kind_of_entry = word_of(why);
    };
    for (const TerminationEntry& entry : order.terminations)
      draw(entry.place, entry.date, entry.kind, id_of(entry.id), anchor(id_of(entry.id), entry.place));
    if (order.terminations.empty() && order.termination)
      draw(order.termination->place, order.termination->date, order.termination->reason, id, "o-" + id);
  }

  void count_days() {
    for (const Order& order : facts_.file.orders)
      for (const Requirement& requirement : order.requirements) {
        if (!requirement.type.is(RequirementType::rehabilitation_activity)) continue;
        const RarDays& days = strict_days(facts_, order, requirement);
        for (std::size_t i = 0; i < days.days.size(); ++i)
          for (const Contact* contact : days.days[i].contacts) rar_day_[contact] = static_cast<int>(i) + 1;
        std::vector<Date> dates;
        for (const CountedDay& day : days.days) dates.push_back(day.date);
        const RelevantPeriod period = facts_.relevant_period(order, &requirement);
        picture_.gauges.push_back({subject_of(order).text(), requirement.id ? requirement.id->text : std::string{},
                                   days.counted, days.at_most, facts_.max_days(requirement).value, std::move(dates),
                                   period.first, period.last});
      }
  }
  void draw_contact(const Contact& contact) {
    const std::string id = id_of(contact.id);
    Mark& mark = add("contact", Lane::contacts, contact.place, id, anchor(id, contact.place));
    mark.date = contact.date.value;
    mark.type = word_of(contact.type);
    mark.outcome = word_of(contact.outcome);
    mark.is_ahead = contact.date && *contact.date > facts_.as_of;
    if (const auto day = rar_day_.find(&contact); day != rar_day_.end()) mark.rar_day = day->second;
    if (!is_failure(contact)) return;
    for (const EnforcementEntry* entry : facts_.enforcement)
      if (is_enforcement_action(*entry) && names(facts_, *entry, contact) && !is_taken_back(facts_, *entry) &&
          entry->date && contact.date && *entry->date >= *contact.date)
        mark.answered_by.push_back(id_of(entry->id));
    const Order* order = facts_.order_of(contact);
    if (order == nullptr || !contact.date) return;
    const Answer answer = answer_to(facts_, *order, contact);
    if (answer.entry == nullptr) return;
    const std::string by = id_of(answer.entry->id);
    if (std::find(mark.answered_by.begin(), mark.answered_by.end(), by) == mark.answered_by.end())
      mark.answered_by.push_back(by);
  }
  void draw_enforcement(const EnforcementEntry& entry) {
    const bool warning = entry.action.is(EnforcementAction::warning);
    const std::string id = id_of(entry.id);
    Mark& mark = add(warning ? "warning" : "enforcement", Lane::enforcement, entry.place, id, anchor(id, entry.place));
    mark.date = entry.date.value;
    mark.kind_of_entry = word_of(entry.action);
    if (!warning || !entry.date) return;
    mark.is_span = true;
    mark.from = entry.date.value;
    mark.until = warning_window_end(entry);
  }
  void draw_review(const Review& review) {
    const std::string id = id_of(review.id);
    Mark& mark = add("review", Lane::reviews, review.place, id, anchor(id, review.place));
    mark.date = review.date.value;
    mark.kind_of_entry = word_of(review.kind);
  }
  void draw_due(const Json& row) {
    const std::string& kind = row["kind"].text();
    const auto& words = document::Worded<ReviewKind>::words;
    if (std::none_of(words.begin(), words.end(), [&](const document::Word& word) { return word.text == kind; })) return;
    Place place = facts_.file.place;
    for (const Order& order : facts_.file.orders) {
      if (row["order_id"] == id_of(order.id)) place = order.place;
      for (const Requirement& requirement : order.requirements)
        if (row["requirement_id"] == id_of(requirement.id)) place = requirement.place;
    }
    Mark& mark = add("review_due", Lane::reviews, place, {}, {});
    mark.pointer.clear();
    if (!row["due"].is_null()) mark.date = parse_date(row["due"].text());
    mark.kind_of_entry = kind;
    mark.state = row["state"].text();
    mark.anchor =
        fmt::format("due-{}-{}", row["requirement_id"].is_null() ? std::string{} : row["requirement_id"].text(), kind);
  }
  void draw_suspension(const Suspension& suspension) {
    const std::string id = id_of(suspension.id);
    span("suspension", Lane::suspensions, suspension.place, id, anchor(id, suspension.place), suspension.from.value,
         suspension.until.value)
        .type = word_of(suspension.policy);
  }

  const CaseFacts& facts_;
  const PlaceTable& places_;
  Picture picture_;
  std::map<const Contact*, int> rar_day_;
};

// With what was replaced or withdrawn, in the order of the file.
template <class T>
std::vector<T> whole_list(const List<T>& standing, const std::vector<T>& past) {
  std::vector<T> all(standing.begin(), standing.end());
  all.insert(all.end(), past.begin(), past.end());
  std::stable_sort(all.begin(), all.end(), [](const T& a, const T& b) { return a.place.node < b.place.node; });
  return all;
}

template <class List>
EntryRow& add_entry(std::vector<EntryRow>& rows, const List& list, const typename List::value_type& entry,
                    std::string kind, std::optional<Date> date) {
  EntryRow row;
  row.id = id_of(entry.id);
  row.anchor = row.id.empty() ? fmt::format("e-line-{}", entry.place.line) : "e-" + row.id;
  row.line = entry.place.line;
  row.kind = std::move(kind);
  row.date = date;
  row.is_withdrawn = entry.withdrawn.is(true);
  for (const auto& other : list)
    if (other.supersedes && entry.id && other.supersedes->text == entry.id->text) row.replaced_by = id_of(other.id);
  rows.push_back(std::move(row));
  return rows.back();
}

void say(EntryRow& row, std::string kind, std::string id) {
  row.words_kind = std::move(kind);
  row.words_id = std::move(id);
}

std::vector<EntryRow> entries_of(const CaseFile& file) {
  std::vector<EntryRow> rows;
  for (const Contact& contact : file.contacts) {
    EntryRow& row = add_entry(rows, file.contacts, contact, "contact", contact.date.value);
    say(row, "type", word_of(contact.type));
    row.outcome_kind = "outcome";
    row.outcome_id = word_of(contact.outcome);
  }
  for (const EnforcementEntry& entry : file.enforcement)
    say(add_entry(rows, file.enforcement, entry, "enforcement", entry.date.value), "action", word_of(entry.action));
  for (const Review& review : file.reviews)
    say(add_entry(rows, file.reviews, review, "review", review.date.value), "kind", word_of(review.kind));
  for (const Suspension& suspension : file.suspensions) {
    EntryRow& row = add_entry(rows, file.suspensions, suspension, "suspension", suspension.from.value);
    row.until = suspension.until.value;
    say(row, "kind", word_of(suspension.policy));
  }
  if (file.plan)
    for (const Activity& activity : file.plan->activities) {
      EntryRow& row = add_entry(rows, file.plan->activities, activity, "activity", activity.start_date.value);
      say(row, "kind", word_of(activity.kind));
      row.outcome_kind = "state";
      row.outcome_id = word_of(activity.status);
    }
  const std::vector<Assessment> assessments = whole_list(file.assessments, file.past_assessments);
  for (const Assessment& assessment : assessments)
    say(add_entry(rows, assessments, assessment, "assessment", assessment.completed_date.value), "type",
        word_of(assessment.tool));
  for (const Order& order : file.orders) {
    const std::vector<Amendment> amendments = whole_list(order.amendments, order.past_amendments);
    for (const Amendment& amendment : amendments)
      say(add_entry(rows, amendments, amendment, "amendment", amendment.date.value), "kind", word_of(amendment.kind));
    const std::vector<TerminationEntry> ends = whole_list(order.terminations, order.past_terminations);
    for (const TerminationEntry& end : ends)
      say(add_entry(rows, ends, end, "termination", end.date.value), "reason", word_of(end.kind));
  }
  // As it happened; what has no date last.
  std::stable_sort(rows.begin(), rows.end(), [](const EntryRow& a, const EntryRow& b) {
    return std::tuple(!a.date, a.date, a.line) < std::tuple(!b.date, b.date, b.line);
  });
  return rows;
}

}  // namespace

Picture picture_of(const CaseFacts& facts, const PlaceTable& places, const std::vector<Json>& due) {
  Picture picture = Drawing(facts, places).draw(due);
  picture.entries = entries_of(facts.file);
  return picture;
}

}  // namespace probation::render::web
