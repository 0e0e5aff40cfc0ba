#include "document/decode_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

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
  return names[static_cast<std::size_t>(kind)];
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}
std::string shown(std::string_view text, bool personal) {
  if (personal) return "…";
  std::string out(text.substr(0, 60));
  while (!out.empty() && first_invalid_utf8(out)) out.pop_back();
  if (out.size() < text.size()) out += "…";
  for (char& c : out)  // a message is one line, and moves no cursor
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return out;
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
