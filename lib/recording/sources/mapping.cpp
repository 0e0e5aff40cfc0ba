#include "recording/sources/mapping.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/text.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/cells.hpp"

namespace probation::recording {

using document::Field;
using document::Shape;

namespace {

constexpr std::array kinds{
    RowKindWord{RowKind::none, "none", "", std::nullopt},
    RowKindWord{RowKind::event, "event", "orders", std::nullopt},
    RowKindWord{RowKind::person, "person", "", std::nullopt},
    RowKindWord{RowKind::manager, "manager", "", std::nullopt},
    RowKindWord{RowKind::registration, "registration", "flags", std::nullopt},
    RowKindWord{RowKind::reported, "reported", "", std::nullopt},
    RowKindWord{RowKind::order, "order", "orders", EntryKind::order},
    RowKindWord{RowKind::requirement, "requirement", "requirements", EntryKind::requirement},
    RowKindWord{RowKind::assessment, "assessment", "assessments", EntryKind::assessment},
    RowKindWord{RowKind::activity, "activity", "activities", EntryKind::activity},
    RowKindWord{RowKind::contact, "contact", "contacts", EntryKind::contact},
    RowKindWord{RowKind::enforcement, "enforcement", "enforcement", EntryKind::enforcement},
    RowKindWord{RowKind::review, "review", "reviews", EntryKind::review},
    RowKindWord{RowKind::suspension, "suspension", "suspensions", EntryKind::suspension},
    RowKindWord{RowKind::amendment, "amendment", "amendments", std::nullopt},
    RowKindWord{RowKind::termination, "termination", "terminations", std::nullopt},
};

constexpr Target person_of{"crn", "Whose row it is: a CRN."};
constexpr Target id_of{"id", "The entry's own identifier; it then has no source."};
constexpr Target rest_of_it{"rest", "Further members, as a JSON object."};
constexpr Target order_of{"order", "The order it belongs to."};
constexpr std::array order_words{
    Target{"end", "The last day: `end_date`, of a suspended sentence order `supervision_end_date`."},
    Target{"ended", "The day it ended: an entry of `terminations`."},
    Target{"ended_kind", "Why it ended."},
    Target{"amended", "The date of an amendment that the row tells."},
    Target{"amendment_kind", "What kind of amendment it tells."},
    Target{"reported_failures", "Failures to comply that the system claims: `reported`."}};
constexpr std::array requirement_words{
    order_of,
    Target{"amount", "The amount in the unit of its type: `max_days`, `hours` or `days`."},
    Target{"ended", "The day it ended: `termination_date`, and `status` terminated where no column says another."},
    Target{"running", "A flag: it runs, so that its `status` is active."},
    Target{"amended", "The date of an amendment that the row tells."},
    Target{"amendment_kind", "What kind of amendment it tells."},
    Target{"reported_rar_days", "RAR days that the system claims: `reported`."}};
constexpr std::array person_words{
    Target{"limited_access", "A flag: access is limited; of several columns one is enough."}};
constexpr std::array manager_words{Target{"current", "A flag: no means that the person has another manager now."},
                                   Target{"since", "From when; of several the latest counts."}};
constexpr std::array registration_words{Target{"flag", "A word of `flags`."},
                                        Target{"ended", "A flag: yes means that it was taken off."}};
constexpr std::array reported_words{order_of, Target{"requirement", "The requirement of `rar_days`."},
                                    Target{"rar_days", "RAR days that the system claims."},
                                    Target{"failures_to_comply", "Failures to comply that the system claims."}};

const Shape* shape_for(RowKind kind) {
  switch (kind) {
    case RowKind::event:
    case RowKind::order: return &document::Shaped<Order>::shape;
    case RowKind::person: return &document::Shaped<Person>::shape;
    case RowKind::manager: return &document::Shaped<Manager>::shape;
    case RowKind::amendment: return &document::Shaped<Amendment>::shape;
    case RowKind::termination: return &document::Shaped<TerminationEntry>::shape;
    default: return about(kind).entry ? &shape_of(*about(kind).entry) : nullptr;
  }
}

// What import writes itself.
bool is_ours(std::string_view key) {
  static constexpr std::array<std::string_view, 7> ours{"id",     "supersedes", "void",        "source",
                                                        "change", "undoes",     "requirements"};
  return std::find(ours.begin(), ours.end(), key) != ours.end();
}

template <std::size_t N>
void append(std::vector<Target>& all, const std::array<Target, N>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

const Field* member(const Shape& shape, std::string_view key) {
  const auto at = std::find_if(shape.fields.begin(), shape.fields.end(), [&](const Field& f) { return f.key == key; });
  return at == shape.fields.end() ? nullptr : &*at;
}

}  // namespace

std::span<const RowKindWord> row_kinds() { return kinds; }
static_assert(kinds.size() == static_cast<std::size_t>(RowKind::termination) + 1 &&
              kinds.back().kind == RowKind::termination);
const RowKindWord& about(RowKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::optional<RowKind> row_kind_named(std::string_view word) {
  for (const RowKindWord& row : kinds)
    if (row.word == word) return row.kind;
  return std::nullopt;
}

std::vector<Target> targets_of(RowKind kind) {
  std::vector<Target> all{person_of};
  switch (kind) {
    case RowKind::none: break;
    case RowKind::event:
    case RowKind::order: append(all, order_words); break;
    case RowKind::requirement: append(all, requirement_words); break;
    case RowKind::person: append(all, person_words); break;
    case RowKind::manager: append(all, manager_words); break;
    case RowKind::registration: append(all, registration_words); break;
    case RowKind::reported: append(all, reported_words); break;
    case RowKind::amendment:
    case RowKind::termination: all.push_back(order_of); break;
    default: break;
  }
  if (kind != RowKind::none) all.push_back(rest_of_it);
  if (about(kind).entry) all.push_back(id_of);
  const auto members_of = [&](const Shape& shape) {
    for (const Field& field : shape.fields)
      if (!is_ours(field.key) &&
          std::none_of(all.begin(), all.end(), [&](const Target& known) { return known.word == field.key; }))
        all.push_back({field.key, field.sentence, &field});
  };
  if (const Shape* shape = shape_for(kind)) members_of(*shape);
  if (kind == RowKind::event) members_of(document::Shaped<Contact>::shape);
  return all;
}

const Field* field_of(RowKind kind, std::string_view target) {
  const Shape* shape = shape_for(kind);
  if (shape == nullptr) return nullptr;
  const std::size_t dot = target.find('.');
  const Field* field = member(*shape, target.substr(0, dot));
  // What is only joined may speak of an order or of a contact.
  if (field == nullptr && kind == RowKind::event) field = member(document::Shaped<Contact>::shape, target);
  if (field == nullptr || dot == std::string_view::npos) return field;
  const std::string_view inner = target.substr(dot + 1);
  const document::Type& type = field->type();
  if (type.kind == document::Type::Kind::record) return member(type.shape(), inner);
  if (type.kind == document::Type::Kind::map) return field;
  if (field->key != "needs") return nullptr;
  const std::size_t last = inner.find('.');
  return member(document::Shaped<Need>::shape, last == std::string_view::npos ? "score" : inner.substr(last + 1));
}

bool TableRule::takes(std::string_view file_name) const {
  const std::string low = lower_case(unpacked_name(file_name));
  return std::any_of(files.begin(), files.end(),
                     [&](const std::string& glob) { return glob_matches(lower_case(glob), low); });
}

const TableRule* Mapping::table(std::string_view wanted) const {
  for (const TableRule& rule : tables)
    if (rule.name == wanted) return &rule;
  return nullptr;
}

}  // namespace probation::recording
