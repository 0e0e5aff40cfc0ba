// One case as its page and its timeline show it: plain data, taken from the facts while the case is judged. It holds no
// free text, no offence category, need area or risk word, so that it may be shown whatever the access.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/json.hpp"
#include "facts/case/case_facts.hpp"

namespace probation::render::web {

enum class Lane { orders, reset, contacts, enforcement, reviews, suspensions };

struct Mark {
  std::string kind;  // of data-mark
  Lane lane = Lane::orders;
  std::optional<Date> date;         // of a mark on one day, and of a warning
  std::optional<Date> from, until;  // of a span; either may be unknown
  bool is_span = false;
  std::uint32_t line = 0;
  std::string id;             // of the entry or order; empty: none
  std::string type;           // of the order, the contact, the amendment, the suspension
  std::string outcome;        // of a contact
  std::string kind_of_entry;  // review kind, enforcement action, reason of a termination
  std::string state;          // of a review due
  int rar_day = 0;            // 1: the first day counted; 0: none
  std::vector<std::string> answered_by;
  bool is_ahead = false;
  std::string pointer;  // of the record, for findings about it
  std::string anchor;   // of its row in the tables of the case page
};

struct EntryRow {
  std::string anchor;  // e-ID, or e-line-N without an id
  std::string id;
  std::uint32_t line = 0;
  std::string kind;  // contact, enforcement, review, suspension, activity, assessment, amendment, termination
  std::optional<Date> date, until;
  std::string words_kind, words_id;      // what it is, in the table of words; empty: nothing more to say
  std::string outcome_kind, outcome_id;  // what came of it
  std::string replaced_by;               // id; empty: it stands
  bool is_withdrawn = false;
};

struct OrderRow {
  std::string id;
  std::uint32_t line = 0;
  std::string type;
  std::optional<Date> from, until;
  bool is_over = false;  // a termination stands, on or before as-of
};

struct DayGauge {
  std::string order_id, requirement_id;
  std::optional<std::int64_t> counted, at_most, max_days;
  std::vector<Date> days;           // counted, by date
  std::optional<Date> first, last;  // the time in which days can be given
};

struct Picture {
  Date as_of;
  std::vector<Mark> marks;  // lane by lane, each in the order of the file
  std::vector<EntryRow> entries;
  std::vector<OrderRow> orders;
  std::vector<DayGauge> gauges;
};

// `due`: the rows of due/1 of the case, in every state.
Picture picture_of(const CaseFacts& facts, const PlaceTable& places, const std::vector<Json>& due);

}  // namespace probation::render::web
