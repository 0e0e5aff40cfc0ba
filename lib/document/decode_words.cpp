#include "document/decode_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/refused.hpp"

namespace probation::document {

std::string_view plural_kind(const Type& type) {
  switch (type.kind) {
    case Type::Kind::record: return "a map of named values";
    case Type::Kind::list: return "a list";
    case Type::Kind::map: return "a map";
    case Type::Kind::scalar: break;
  }
  switch (type.scalar) {
    case ScalarKind::text:
    case ScalarKind::loose: return "text";
    case ScalarKind::id: return "an id";
    case ScalarKind::crn: return "a CRN";
    case ScalarKind::date: return "a date";
    case ScalarKind::moment: return "a date or a date and time";
    case ScalarKind::clock: return "a time of day";
    case ScalarKind::whole: return "a whole number";
    case ScalarKind::decimal: return "a number";
    case ScalarKind::truth: return "true or false";
    case ScalarKind::word: return "one word";
    case ScalarKind::change: return "a change's number, or an id";
  }
  return "a value";
}

std::string_view id_kind_name(IdKind kind) {
  static constexpr std::array<std::string_view, 13> names{
      "order",  "requirement", "assessment", "objective",   "activity",     "contact", "enforcement entry",
      "review", "suspension",  "amendment",  "termination", "panel member", "entry"};
  static_assert(names.size() == static_cast<std::size_t>(IdKind::any_entry) + 1 && !names.back().empty());
  return names[static_cast<std::size_t>(kind)];
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

namespace {

Wanted wanted_of(const Type& type, Showing showing) {
  if (showing.hides) return Wanted::nothing;
  if (showing.shows_any) return Wanted::any;
  if (type.kind != Type::Kind::scalar) return Wanted::nothing;
  switch (type.scalar) {
    case ScalarKind::crn:
    case ScalarKind::date:
    case ScalarKind::moment:
    case ScalarKind::clock:
    case ScalarKind::whole:
    case ScalarKind::decimal:
    case ScalarKind::change:
    case ScalarKind::id: return Wanted::figure;
    case ScalarKind::truth:
    case ScalarKind::word: return Wanted::word;
    case ScalarKind::text:
    case ScalarKind::loose: break;
  }
  return Wanted::nothing;
}

}  // namespace

bool shows_refused(const Type& type, std::string_view text, Showing showing) {
  std::vector<std::string_view> known;
  if (type.kind == Type::Kind::scalar && type.scalar == ScalarKind::truth) known = {"true", "false"};
  for (const Word& word : type.words) known.push_back(word.text);
  return may_be_slip(text, wanted_of(type, showing), known);
}

std::string refusal(const Type& type, std::string_view text, std::string_view wrong, Showing showing, bool personal) {
  const std::string value = personal ? "…" : value_in_words(text, shows_refused(type, text, showing));
  if (wrong.empty()) return fmt::format("expected {}, found {}", plural_kind(type), value);
  // What a word is near to says what it is.
  const bool tells = type.kind == Type::Kind::scalar && type.scalar == ScalarKind::word && (showing.hides || personal);
  return fmt::format("{} {}", personal ? std::string("the value") : value, tells ? "is not a known word" : wrong);
}

std::string_view key_shown(std::string_view key, std::span<const std::string_view> known, Showing showing) {
  const Wanted wanted = showing.hides ? Wanted::nothing : showing.shows_any ? Wanted::any : Wanted::word;
  return may_be_slip(key, wanted, known) ? key : hidden_key;
}

bool is_free_text(const Field& field, const Type& type) {
  static constexpr std::array<std::string_view, 9> codes{"schema", "intervention", "programme", "list",   "of",
                                                         "region", "pdu",          "team",      "officer"};
  return type.kind == Type::Kind::scalar && (type.scalar == ScalarKind::text || type.scalar == ScalarKind::loose) &&
         std::find(codes.begin(), codes.end(), field.key) == codes.end();
}

Problem too_large(std::size_t bytes, std::size_t allowed, std::uint32_t line) {
  return {"DOC005",
          {line, 1, 0},
          fmt::format("a document of {} bytes; more than {} are read only where it has no fault and is laid out as "
                      "`rar-record fmt` does it, or JSON",
                      bytes, allowed),
          {},
          false};
}

}  // namespace probation::document
