#include "recording/entry.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/decode_words.hpp"
#include "document/refused.hpp"
#include "document/tree.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/cells.hpp"

namespace probation::recording {

using document::Field;
using document::ScalarKind;
using document::Shape;
using document::Type;
using document::Value;

namespace {

constexpr std::array kinds{
    KindRow{EntryKind::contact, "contact", "C", true},     KindRow{EntryKind::enforcement, "enforcement", "E", true},
    KindRow{EntryKind::review, "review", "V", true},       KindRow{EntryKind::suspension, "suspension", "P", true},
    KindRow{EntryKind::activity, "activity", "A", true},   KindRow{EntryKind::assessment, "assessment", "S", true},
    KindRow{EntryKind::amendment, "amendment", "M", true}, KindRow{EntryKind::termination, "termination", "T", true},
    KindRow{EntryKind::order, "order", "O", false},        KindRow{EntryKind::requirement, "requirement", "R", false},
    KindRow{EntryKind::mark, "partial", "", false},
};

// A record of the kind to check values against, whose members the field table points into.
template <class Body>
decltype(auto) with_record(EntryKind kind, Body body) {
  switch (kind) {
    case EntryKind::contact: {
      Contact record;
      return body(document::type_of<Contact>(), &record);
    }
    case EntryKind::enforcement: {
      EnforcementEntry record;
      return body(document::type_of<EnforcementEntry>(), &record);
    }
    case EntryKind::review: {
      Review record;
      return body(document::type_of<Review>(), &record);
    }
    case EntryKind::suspension: {
      Suspension record;
      return body(document::type_of<Suspension>(), &record);
    }
    case EntryKind::activity: {
      Activity record;
      return body(document::type_of<Activity>(), &record);
    }
    case EntryKind::assessment: {
      Assessment record;
      return body(document::type_of<Assessment>(), &record);
    }
    case EntryKind::amendment: {
      Amendment record;
      return body(document::type_of<Amendment>(), &record);
    }
    case EntryKind::termination: {
      TerminationEntry record;
      return body(document::type_of<TerminationEntry>(), &record);
    }
    case EntryKind::order: {
      Order record;
      return body(document::type_of<Order>(), &record);
    }
    case EntryKind::mark: {
      PartialMark record;
      return body(document::type_of<PartialMark>(), &record);
    }
    case EntryKind::requirement: break;
  }
  Requirement record;
  return body(document::type_of<Requirement>(), &record);
}

// Records that stand over several lines; all others are one-line flow.
bool stands_in_block(std::string_view name) {
  static constexpr std::array<std::string_view, 10> names{
      "case", "contact", "activity", "assessment", "order", "requirement", "person", "manager", "plan", "constraints"};
  return std::find(names.begin(), names.end(), name) != names.end() || name == "reported";
}

std::string shown(std::string_view text) {
  std::string out(text.substr(0, 60));
  while (!out.empty() && first_invalid_utf8(out)) out.pop_back();
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return out.size() < text.size() ? out + "…" : out;
}

// The value of a command line is told to whoever typed it; of a row of an extract only what could be a slip.
[[noreturn]] void mistake(std::string_view name, const Type& type, std::string_view value, std::string_view wrong,
                          bool personal) {
  const auto told = [&] {
    if (personal) return std::string("the value");
    if (!reads_rows()) return fmt::format("`{}`", shown(value));
    return document::value_in_words(value, document::shows_refused(type, value, {hides_cells(), false}));
  };
  // What a word is near to says what it is.
  const bool tells = type.scalar == ScalarKind::word && reads_rows() && (personal || hides_cells());
  throw Mistake{fmt::format("{}: {} {}", name, told(), tells ? "is not a known word" : wrong)};
}

document::Wanted unknown_field_shown() {
  if (reads_rows()) return hides_cells() ? document::Wanted::nothing : document::Wanted::word;
  return sight().redact ? document::Wanted::word : document::Wanted::any;
}

bool is_null(const Value& value) {
  return value.kind == Value::Kind::literal && (value.text == "null" || value.text == "~" || value.text.empty());
}

Value conform_scalar(const Type& type, const Field* field, void* target, const Value& given, std::string_view name) {
  const bool personal = field != nullptr && field->is_personal;
  if (given.kind == Value::Kind::list || given.kind == Value::Kind::map)
    throw Mistake{
        fmt::format("{}: one value is wanted, not a {}", name, given.kind == Value::Kind::list ? "list" : "map")};
  if (first_invalid_utf8(given.text)) throw Mistake{fmt::format("{}: the text is not UTF-8", name)};
  const bool plain = given.kind == Value::Kind::literal;
  if (const auto wrong =
          type.read(target, {given.text, plain}, Place{1, 1, 0}, field == nullptr ? document::Range{} : field->range))
    mistake(name, type, given.text, *wrong, personal);
  switch (type.scalar) {
    case ScalarKind::whole:
    case ScalarKind::decimal:
    case ScalarKind::truth:
    case ScalarKind::date:
    case ScalarKind::moment:
    case ScalarKind::change: return Value::literal(given.text);
    default: return Value::of_text(given.text);
  }
}

Value conform_any(const Type& type, const Field* field, void* target, const Value& given, const std::string& name);

Value conform_record(const Type& type, void* target, const Value& given, const std::string& name) {
  if (const Field* bare = type.shape().bare_field(); bare != nullptr && given.kind != Value::Kind::map)
    return conform_scalar(bare->type(), bare, bare->member(type.open(target, Place{1, 1, 0})), given, name);
  if (given.kind != Value::Kind::map) throw Mistake{fmt::format("{}: fields are wanted, not one value", name)};
  void* record = type.open(target, Place{1, 1, 0});
  const Shape& shape = type.shape();
  for (std::size_t i = 0; i < given.members.size(); ++i) {
    const std::string& key = given.members[i].first;
    if (std::none_of(shape.fields.begin(), shape.fields.end(), [&](const Field& f) { return f.key == key; })) {
      std::vector<std::string_view> known;
      for (const Field& f : shape.fields) known.push_back(f.key);
      const auto near = nearest(key, known);
      throw Mistake{fmt::format(
          "unknown field `{}` of {}{}",
          document::may_be_slip(key, unknown_field_shown(), known) ? shown(key) : std::string(document::hidden_key),
          name,
          near && !(reads_rows() && hides_cells()) ? fmt::format("; did you mean `{}`?", *near)
                                                   : fmt::format("; known are {}", fmt::join(known, ", ")))};
    }
    for (std::size_t k = 0; k < i; ++k)
      if (given.members[k].first == key) throw Mistake{fmt::format("`{}` is given twice for {}", key, name)};
  }
  Value out = Value::map({}, stands_in_block(shape.name));
  for (const Field& field : shape.fields) {
    const Value* value = given.find(field.key);
    if (value == nullptr || is_null(*value)) {
      if (field.is_required) throw Mistake{fmt::format("{} needs `{}`", name, field.key)};
      continue;
    }
    const std::string inner = fmt::format("{}.{}", name, field.key);
    out.members.emplace_back(std::string(field.key),
                             conform_any(field.type(), &field, field.member(record), *value, inner));
  }
  const auto both = shape.at_most_one;
  if (!both[0].empty() && out.find(both[0]) != nullptr && out.find(both[1]) != nullptr)
    throw Mistake{fmt::format("{}: both `{}` and `{}`; at most one of them may stand", name, both[0], both[1])};
  return out;
}

Value conform_any(const Type& type, const Field* field, void* target, const Value& given, const std::string& name) {
  switch (type.kind) {
    case Type::Kind::scalar: return conform_scalar(type, field, target, given, name);
    case Type::Kind::record: return conform_record(type, target, given, name);
    case Type::Kind::list: {
      if (given.kind != Value::Kind::list) throw Mistake{fmt::format("{}: a list is wanted", name)};
      void* list = type.open(target, Place{1, 1, 0});
      const Type& element = type.element();
      // Records that may be written as one value stand in one line as long as all of them are.
      const bool all_bare = element.kind == Type::Kind::record && element.shape().bare_field() != nullptr &&
                            std::none_of(given.items.begin(), given.items.end(),
                                         [](const Value& item) { return item.kind == Value::Kind::map; });
      Value out = Value::list({}, element.kind == Type::Kind::record && !all_bare);
      for (std::size_t i = 0; i < given.items.size(); ++i)
        out.items.push_back(conform_any(element, field, type.append(list), given.items[i], name));
      return out;
    }
    case Type::Kind::map: break;
  }
  void* map = type.open(target, Place{1, 1, 0});
  if (field != nullptr && field->allows_bare && given.kind == Value::Kind::literal)
    return conform_scalar(type.element(), field, type.insert(map, {}, Place{1, 1, 0}), given, name);
  if (given.kind != Value::Kind::map) throw Mistake{fmt::format("{}: a map is wanted", name)};
  Value out = Value::map({});
  for (const auto& [key, value] : given.members)
    if (!is_null(value))
      out.members.emplace_back(key, conform_any(type.element(), field, type.insert(map, key, Place{1, 1, 0}), value,
                                                fmt::format("{}.{}", name, key)));
  return out;
}

}  // namespace

static_assert(kinds.size() == static_cast<std::size_t>(EntryKind::mark) + 1 && kinds.back().kind == EntryKind::mark);
const KindRow& row_of(EntryKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

const Shape& shape_of(EntryKind kind) {
  return with_record(kind, [](const Type& type, void*) -> const Shape& { return type.shape(); });
}

std::vector<document::Step> list_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::contact: return {{"contacts"}};
    case EntryKind::enforcement: return {{"enforcement"}};
    case EntryKind::review: return {{"reviews"}};
    case EntryKind::suspension: return {{"suspensions"}};
    case EntryKind::activity: return {{"plan"}, {"activities"}};
    case EntryKind::assessment: return {{"assessments"}};
    case EntryKind::requirement: return {{"requirements"}};
    case EntryKind::amendment: return {{"amendments"}};
    case EntryKind::termination: return {{"terminations"}};
    case EntryKind::mark: return {{"partial"}};
    case EntryKind::order: break;
  }
  return {{"orders"}};
}

bool is_bookkeeping(std::string_view key) {
  return key == "id" || key == "supersedes" || key == "void" || key == "recorded" || key == "source" ||
         key == "change" || key == "undoes";
}

bool is_in_order(EntryKind kind) {
  return kind == EntryKind::requirement || kind == EntryKind::amendment || kind == EntryKind::termination;
}

const Field* field_of(const Shape& shape, std::string_view key) {
  const auto at = std::find_if(shape.fields.begin(), shape.fields.end(), [&](const Field& f) { return f.key == key; });
  return at == shape.fields.end() ? nullptr : &*at;
}

Value value_of_words(const Field& field, std::string_view words) {
  const Type& type = field.type();
  if (type.kind == Type::Kind::scalar)
    return type.scalar == ScalarKind::text || type.scalar == ScalarKind::id ? Value::of_text(words)
                                                                            : Value::literal(words);
  const std::string_view trimmed = trim(words);
  if (trimmed.starts_with('[') || trimmed.starts_with('{')) {
    const document::TreeReading reading = document::read_tree({trimmed, 1});
    if (!reading.root) throw Mistake{fmt::format("{}: not a list or map in flow text", field.key)};
    return document::value_of(*reading.root);
  }
  if (type.kind != Type::Kind::list || type.element().kind != Type::Kind::scalar) {
    if (type.kind == Type::Kind::map && field.allows_bare) return Value::literal(words);
    throw Mistake{fmt::format("`{}` has fields of its own: give it in flow text, as {}", field.key,
                              type.kind == Type::Kind::list ? "[{…}]" : "{…}")};
  }
  Value list = Value::list({});
  for (const std::string& part : split(words, ','))
    if (!trim(part).empty()) list.items.push_back(Value::literal(trim(part)));
  return list;
}

Value conform_member(const Type& record, const Field& field, const Value& given) {
  // The field's pointer wants a record of its type: one whose members are thrown away.
  const auto into = [&](auto&& own) -> Value {
    return conform_any(field.type(), &field, field.member(&own), given, std::string(field.key));
  };
  const std::string_view name = record.shape().name;
  if (name == "case") return into(CaseFile{});
  if (name == "person") return into(Person{});
  if (name == "manager") return into(Manager{});
  if (name == "objective") return into(Objective{});
  for (const KindRow& row : kinds)
    if (shape_of(row.kind).name == name)
      return with_record(row.kind, [&](const Type&, void* own) {
        return conform_any(field.type(), &field, field.member(own), given, std::string(field.key));
      });
  throw Mistake{fmt::format("{}: its facts are written in the file", name)};
}

Value entry_of_words(EntryKind kind, const Words& words) {
  Value given = Value::map({});
  const Shape& shape = shape_of(kind);
  for (const auto& [key, word] : words) {
    const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                    [&, &name = key](const Field& f) { return f.key == name; });
    Value value = field == shape.fields.end() ? Value::literal(word) : value_of_words(*field, word);
    given.members.emplace_back(key, std::move(value));
  }
  return conform(kind, given);
}

Value conform(EntryKind kind, const Value& given) {
  return with_record(kind, [&](const Type& type, void* record) {
    return conform_record(type, record, given, std::string(row_of(kind).word));
  });
}

Value conform_case(const Value& given) {
  CaseFile record;
  return conform_record(document::type_of<CaseFile>(), &record, given, "case");
}

void set(Value& entry, EntryKind kind, std::string_view key, std::optional<Value> value) {
  std::erase_if(entry.members, [&](const auto& member) { return member.first == key; });
  if (!value) return;
  const Shape& shape = shape_of(kind);
  const auto rank = [&](std::string_view name) {
    return std::find_if(shape.fields.begin(), shape.fields.end(), [&](const Field& f) { return f.key == name; }) -
           shape.fields.begin();
  };
  const auto at = std::find_if(entry.members.begin(), entry.members.end(),
                               [&](const auto& member) { return rank(member.first) > rank(key); });
  entry.members.insert(at, {std::string(key), std::move(*value)});
}

std::string text_at(const Value& entry, std::string_view key) {
  const Value* value = entry.find(key);
  return value == nullptr ? std::string{} : value->text;
}

}  // namespace probation::recording
