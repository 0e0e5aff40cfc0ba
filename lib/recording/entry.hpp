// Entries of a case file as they are built before they are written: which lists there are, which fields their entries
// have, and values checked by the field tables of the model. It knows one file at most and never the disk.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/edit.hpp"
#include "document/shape.hpp"
#include "document/write.hpp"

namespace probation::recording {

// Wrong words from whoever records: an unknown field, a value of the wrong form. Exit 2.
struct Mistake {
  std::string message;
};

enum class EntryKind : std::uint8_t {
  contact,
  enforcement,
  review,
  suspension,
  activity,
  assessment,
  amendment,
  termination,
  order,
  requirement,
  mark  // of a list that is known in part
};

struct KindRow {
  EntryKind kind;
  std::string_view word;       // as messages and import rows say it
  std::string_view id_letter;  // of generated ids
  bool supersedes;             // its entries may be corrected and withdrawn by later ones
};
const KindRow& row_of(EntryKind kind);
const document::Shape& shape_of(EntryKind kind);
bool is_in_order(EntryKind kind);  // requirements, amendments, terminations
// The list such entries stand in; of requirements, amendments and terminations the key within their order.
std::vector<document::Step> list_of(EntryKind kind);

// Keys that a person does not set but the recording does.
bool is_bookkeeping(std::string_view key);  // id supersedes void recorded change undoes

using Words = std::vector<std::pair<std::string, std::string>>;

// Values as words (flags, cells of a table): lists separated by commas. Throws Mistake.
document::Value entry_of_words(EntryKind kind, const Words& words);
// Values as they were read: unknown keys, wrong kinds and wrong values are a Mistake. Keys come out in the order of the
// field table and text the way the field wants it, so that two entries that say the same are equal. Nulls are left out.
document::Value conform(EntryKind kind, const document::Value& given);
document::Value conform_case(const document::Value& given);

// One value in words: a list separated by commas, or lists, maps and records in flow text. Throws Mistake.
document::Value value_of_words(const document::Field& field, std::string_view words);
// The value of one field of a record of that type. Throws Mistake.
document::Value conform_member(const document::Type& record, const document::Field& field,
                               const document::Value& given);
const document::Field* field_of(const document::Shape& shape, std::string_view key);

// The entry with a value set, in the order of the field table; nothing removes it.
void set(document::Value& entry, EntryKind kind, std::string_view key, std::optional<document::Value> value);
std::string text_at(const document::Value& entry, std::string_view key);  // empty where there is none

}  // namespace probation::recording
