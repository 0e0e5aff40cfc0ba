#include "document/schema.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/json.hpp"

namespace probation::document {
namespace {

Json scalar_schema(const Type& type, const Range& range) {
  const auto bounded = [&](Json schema) {
    if (range.min) schema["minimum"] = *range.min;
    if (range.max) schema["maximum"] = *range.max;
    return schema;
  };
  switch (type.scalar) {
    // Text may look like a number or a truth value when it is written without quotes; it is read as text.
    case ScalarKind::text:
    case ScalarKind::loose: return {{"type", {"string", "number", "boolean"}}};
    // A plain `true` is a letter and letters, hence an id; other readers take it for a truth value.
    case ScalarKind::id: return {{"type", {"string", "boolean"}}, {"pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}};
    case ScalarKind::change:
      return {{"anyOf",
               {{{"type", "integer"}, {"minimum", 1}},
                {{"type", {"string", "boolean"}}, {"pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}}}}};
    case ScalarKind::crn: return {{"type", "string"}, {"pattern", "^[A-Z][0-9]{6}$"}};
    case ScalarKind::date:
      return {{"type", "string"}, {"format", "date"}, {"pattern", "^(1[6-9]|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}};
    case ScalarKind::moment:  // no format says that the day of a date and time exists; the pattern leaves only 29
                              // February open
      return {
          {"anyOf",
           {{{"type", "string"}, {"format", "date"}, {"pattern", "^(1[6-9]|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}},
            {{"type", "string"},
             {"pattern",
              "^(1[6-9]|[2-9][0-9])[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|"
              "30)|02-(0[1-9]|[12][0-9]))"
              "T([01][0-9]|2[0-3]):[0-5][0-9]$"}}}}};
    case ScalarKind::clock: return {{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
    case ScalarKind::whole: return bounded({{"type", "integer"}});
    case ScalarKind::decimal: return bounded({{"type", "number"}});
    case ScalarKind::truth: return {{"type", "boolean"}};
    case ScalarKind::word: {
      Json words = Json::array();
      for (const Word& word : type.words) words.push_back(word.text);
      return {{"enum", words}};
    }
  }
  return Json::object();
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const FileKind& kind) : kind_(kind) {}

  Json root(std::string_view version) {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"$id", fmt::format("urn:probation:schema:{}:{}", kind_.schema, version)},
                {"title", kind_.schema},
                {"description", kind_.sentence}};
    Json body = record(kind_.type().shape(), true);
    for (auto& [key, value] : body.items()) schema[key] = value;
    Json defs = Json::object();
    for (auto& [name, value] : defs_) defs[name] = value;
    schema["$defs"] = defs;
    return schema;
  }

 private:
  Json record(const Shape& shape, bool is_root) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Field& field : shape.fields) {
      Json value = is_root && field.key == "schema" ? Json{{"const", kind_.schema}} : of(field.type(), field.range);
      if (field.allows_null_items) value["items"] = {{"anyOf", {value["items"], {{"type", "null"}}}}};
      if (field.allows_bare) value = {{"anyOf", {value, of(field.type().element(), field.range)}}};
      const bool needed = field.is_required || (is_root && field.key == "schema");
      if (needed) required.push_back(field.key);
      else value = {{"anyOf", {value, {{"type", "null"}}}}};  // null means the same as absent: not recorded
      value["description"] = field.sentence;
      properties[std::string(field.key)] = value;
    }
    Json schema{
        {"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
    if (!shape.at_most_one[0].empty()) {
      Json both = Json::object();
      for (const std::string_view key : shape.at_most_one) both[std::string(key)] = {{"not", {{"type", "null"}}}};
      schema["not"] = {{"properties", both}, {"required", shape.at_most_one}};
    }
    return schema;
  }

  Json of(const Type& type, const Range& range) {
    switch (type.kind) {
      case Type::Kind::scalar: return scalar_schema(type, range);
      case Type::Kind::list: return {{"type", "array"}, {"items", of(type.element(), range)}};
      case Type::Kind::map:
        return {{"type", "object"},
                {"additionalProperties", {{"anyOf", {of(type.element(), range), {{"type", "null"}}}}}}};
      case Type::Kind::record: {
        const Shape& shape = type.shape();
        const std::string name(shape.name);
        if (!defs_.contains(name)) {
          defs_[name] = Json::object();  // a record that holds itself would end here
          Json schema = record(shape, false);
          schema["description"] = shape.sentence;
          defs_[name] = schema;
        }
        const Json whole{{"$ref", "#/$defs/" + name}};
        if (const Field* bare = shape.bare_field()) return {{"anyOf", {of(bare->type(), bare->range), whole}}};
        return whole;
      }
    }
    return Json::object();
  }

  const FileKind& kind_;
  std::map<std::string, Json> defs_;
};

std::string_view scalar_words(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::text: return "text";
    case ScalarKind::id: return "id";
    case ScalarKind::crn: return "CRN";
    case ScalarKind::date: return "date";
    case ScalarKind::moment: return "date or date and time";
    case ScalarKind::clock: return "time of day";
    case ScalarKind::whole: return "whole number";
    case ScalarKind::decimal: return "number";
    case ScalarKind::truth: return "true or false";
    case ScalarKind::word: return "word";
    case ScalarKind::loose: return "value";
    case ScalarKind::change: return "change's number, or id";
  }
  return {};
}

std::string kind_words(const Type& type, const Range& range) {
  switch (type.kind) {
    case Type::Kind::record:
      return fmt::format(
          "record: {}{}", type.shape().name,
          type.shape().bare.empty() ? std::string{} : fmt::format(" (or its {} alone)", type.shape().bare));
    case Type::Kind::list: return fmt::format("list of {}", kind_words(type.element(), range));
    case Type::Kind::map: return fmt::format("map to {}", kind_words(type.element(), range));
    case Type::Kind::scalar: break;
  }
  std::string text(scalar_words(type.scalar));
  if (range.min && range.max) text += fmt::format(", {} to {}", *range.min, *range.max);
  else if (range.max) text += fmt::format(", at most {}", *range.max);
  else if (range.min && (type.scalar == ScalarKind::whole || type.scalar == ScalarKind::decimal))
    text += fmt::format(", at least {}", *range.min);
  return text;
}

void describe(const Shape& shape, std::string& out, std::vector<std::string_view>& done, bool is_root = false) {
  if (std::find(done.begin(), done.end(), shape.name) != done.end()) return;
  done.push_back(shape.name);
  out += fmt::format("### {}\n{}\n\n| key | kind | |\n|---|---|---|\n", shape.name, shape.sentence);
  std::vector<const Shape*> inner;
  for (const Field& field : shape.fields) {
    const Type* type = &field.type();
    std::string sentence(field.sentence);
    if (field.is_required || (is_root && field.key == "schema")) sentence = "**Required.** " + sentence;
    out += fmt::format("| `{}` | {} | {}", field.key, kind_words(*type, field.range), sentence);
    while (type->kind == Type::Kind::list || type->kind == Type::Kind::map) type = &type->element();
    if (!type->words.empty()) {
      out += " One of";
      for (const Word& word : type->words)
        out += fmt::format("{} `{}`", &word == type->words.data() ? "" : ",", word.text);
      out += ".";
    }
    out += " |\n";
    if (type->kind == Type::Kind::record) inner.push_back(&type->shape());
  }
  if (!shape.at_most_one[0].empty())
    out += fmt::format("\nAt most one of `{}` and `{}`.\n", shape.at_most_one[0], shape.at_most_one[1]);
  out += '\n';
  for (const Shape* next : inner) describe(*next, out, done);
}

}  // namespace

std::string json_schema(const FileKind& kind, std::string_view version) {
  return SchemaWriter(kind).root(version).dump(2) + "\n";
}

std::string schema_line(std::string_view schema) {
  std::string name(schema);
  std::replace(name.begin(), name.end(), '/', '-');
  return fmt::format("# yaml-language-server: $schema=schemas/{}.schema.json\n", name);
}

std::string format_markdown(const FileKind& kind) {
  std::string out = fmt::format("## {}\n{}\n\n", kind.schema, kind.sentence);
  std::vector<std::string_view> done;
  describe(kind.type().shape(), out, done, true);
  return out;
}

}  // namespace probation::document
