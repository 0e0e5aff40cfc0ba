#include "facts/case/amended_end.hpp"

#include <algorithm>

#include "base/sort_where_needed.hpp"

namespace probation {
namespace {

// The ends that an order may have: the one as first made, as every dated amendment up to as-of (later ones are already
// cut away) moved it, and what amendments without a date may have made of it. An amendment dated after the end that
// stood when it was made extends nothing that is known: either end may be. Of two on one date the later in the file.
AmendedEnd amended(const Order& order, const Located<Date> Order::*own, const Located<Date> Amendment::*changed,
                   std::string_view key) {
  AmendedEnd ends{{(order.*own).value, order.*own ? (order.*own).place : order.place, key, false}, {}};
  if (order.amendments.empty()) return ends;
  std::vector<const Amendment*> dated;
  const Amendment* open = nullptr;  // the first that keeps the end from being known
  std::vector<Date> perhaps;
  for (const Amendment& amendment : order.amendments) {
    if (!(amendment.*changed)) continue;
    if (amendment.date) dated.push_back(&amendment);
    else perhaps.push_back(*(amendment.*changed)), open = open == nullptr ? &amendment : open;
  }
  if (dated.empty() && open == nullptr) return ends;
  if (!ends.end && open == nullptr) return ends;  // any of them may have come after an end that is not recorded
  sort_where_needed(dated, [](const auto* a, const auto* b) { return *a->date < *b->date; });
  const Amendment* late = nullptr;
  std::optional<Date> late_end;
  for (const Amendment* amendment : dated) {
    const Date to = *(amendment->*changed);
    if (ends.end && *amendment->date > *ends.end && to > *ends.end) {
      late = amendment;
      late_end = to;
      continue;
    }
    late = nullptr;
    late_end.reset();
    ends.end = {to, (amendment->*changed).place, key, true};
  }
  if (late != nullptr) perhaps.push_back(*late_end);
  if (open == nullptr) open = late;
  if (open == nullptr) return ends;
  if (ends.end) {
    ends.possible = std::move(perhaps);
    ends.possible.push_back(*ends.end);
    std::sort(ends.possible.begin(), ends.possible.end());
    ends.possible.erase(std::unique(ends.possible.begin(), ends.possible.end()), ends.possible.end());
    if (ends.possible.size() == 1) return ends;  // whatever it did, it is the same
  }
  ends.end = {std::nullopt, open->place, "date", true};
  return ends;
}

}  // namespace

AmendedEnd end_of(const CaseFacts& facts, const Order& order, EndOf which) {
  const std::string_view key = which == EndOf::supervision   ? "supervision_end_date"
                               : which == EndOf::operational ? "operational_end_date"
                                                             : "end_date";
  if (facts.is_whole(ListName::amendments, key)) return end_of(order, which);
  return {{std::nullopt, order.place, "amendments", true}, {}};
}

AmendedEnd end_of(const Order& order, EndOf which) {
  switch (which) {
    case EndOf::supervision:
      return amended(order, &Order::supervision_end_date, &Amendment::supervision_end_date, "supervision_end_date");
    case EndOf::operational:
      return amended(order, &Order::operational_end_date, &Amendment::operational_end_date, "operational_end_date");
    case EndOf::order: break;
  }
  return amended(order, &Order::end_date, &Amendment::end_date, "end_date");
}

}  // namespace probation
