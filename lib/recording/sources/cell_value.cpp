#include "recording/sources/cell_value.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/code_lists.hpp"

namespace probation::recording {

using document::Field;
using document::ScalarKind;
using document::Type;
using document::Value;

namespace {

std::string read_scalar(const Type& type, const Field& field, const CellForm& form, std::string text, Value& value) {
  switch (type.scalar) {
    case ScalarKind::date: {
      const auto day = day_in(text, form.notations);
      if (!day) return fmt::format("{} is no date in {}", in_words(text, true), notations_in_words(form.as, "iso"));
      value = Value::literal(*day);
      return {};
    }
    case ScalarKind::clock: {
      const auto time = time_in(text, form.notations);
      if (!time)
        return fmt::format("{} is no time in {}", in_words(text, true),
                           form.as.empty() ? "hh:mm" : notations_in_words(form.as, "iso"));
      value = Value::of_text(*time);
      return {};
    }
    case ScalarKind::moment: {
      const auto stamp = stamp_in(text, form.notations);
      if (!stamp)
        return fmt::format("{} is no date or time in {}", in_words(text, true), notations_in_words(form.as, "iso"));
      value = Value::literal(moment_text(*stamp));
      return {};
    }
    case ScalarKind::truth: {
      const auto flag = flag_in(text);
      if (!flag) return fmt::format("{} is no flag (Y, N, 1, 0, true, false, yes, no)", in_words(text, false));
      value = Value::literal(*flag ? "true" : "false");
      return {};
    }
    case ScalarKind::whole:
      if (!is_whole_number(text)) return fmt::format("{} is no whole number", in_words(text, true));
      value = Value::literal(std::to_string(std::stoll(text)));
      return {};
    case ScalarKind::decimal: value = Value::literal(text); break;
    case ScalarKind::word: {
      if (type.words.data() == document::Worded<NeedArea>::words.data())
        if (const auto area = need_area_named(text)) text = *area;
      if (std::none_of(type.words.begin(), type.words.end(),
                       [&](const document::Word& word) { return word.text == text; })) {
        std::vector<std::string_view> known;
        for (const document::Word& word : type.words) known.push_back(word.text);
        const auto near = field.is_personal ? std::nullopt : nearest(text, known);
        return near ? fmt::format("`{}` is not known; did you mean `{}`?", text, *near)
                    : fmt::format("{} is none of the words it may be", in_words(text, false));
      }
      value = Value::of_text(text);
      return {};
    }
    default:
      if (form.kind == RowKind::manager && field.key == "region")
        if (const auto region = region_coded(text)) text = *region;
      value = Value::of_text(text);
  }
  // Numbers with a point and text are checked by the field itself.
  if (type.scalar == ScalarKind::decimal) {
    const bool good = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos &&
                      std::count(text.begin(), text.end(), '.') <= 1 && text.front() != '.' && text.back() != '.';
    if (!good) return fmt::format("{} is no number", in_words(text, true));
  }
  return {};
}

}  // namespace

std::string notations_in_words(const std::vector<std::string>& as, const char* otherwise) {
  return as.empty() ? std::string(otherwise) : fmt::format("{}", fmt::join(as, ", "));
}

std::string read_cell(const Field& field, const CellForm& form, const std::string& text, Value& value) {
  const Type& whole = field.type();
  if (whole.kind == Type::Kind::list) {
    value = Value::list({});
    for (const std::string& part : split(text, text.find(';') != std::string::npos ? ';' : ',')) {
      Value item;
      if (std::string why = read_scalar(whole.element(), field, form, std::string(trim(part)), item); !why.empty())
        return why;
      value.items.push_back(std::move(item));
    }
    return {};
  }
  if (whole.kind == Type::Kind::record) return "it has members of its own";
  return read_scalar(whole.kind == Type::Kind::map ? whole.element() : whole, field, form, text, value);
}

void place_member(Value& entry, const std::string& to, Value value) {
  const std::size_t dot = to.find('.');
  if (dot == std::string::npos) {
    entry.members.emplace_back(to, std::move(value));
    return;
  }
  const std::string outer = to.substr(0, dot), inner = to.substr(dot + 1);
  auto at = std::find_if(entry.members.begin(), entry.members.end(),
                         [&](const auto& member) { return member.first == outer; });
  if (at == entry.members.end()) {
    entry.members.emplace_back(outer, outer == "needs" ? Value::list({}) : Value::map({}));
    at = std::prev(entry.members.end());
  }
  if (outer != "needs") {
    at->second.members.emplace_back(inner, std::move(value));
    return;
  }
  const std::string area = inner.substr(0, inner.find('.'));
  const std::string member = inner.find('.') == std::string::npos ? "score" : inner.substr(inner.find('.') + 1);
  for (Value& need : at->second.items)
    if (text_at(need, "area") == area) {
      need.members.emplace_back(member, std::move(value));
      return;
    }
  at->second.items.push_back(Value::map({{"area", Value::of_text(area)}, {member, std::move(value)}}));
}

}  // namespace probation::recording
