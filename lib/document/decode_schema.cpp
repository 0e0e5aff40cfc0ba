#include "document/decode_schema.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::document {

SchemaSearch::Answer SchemaSearch::look(const Event& event) {
  kept_.push_back({event, std::string(event.text)});
  kept_.back().event.text = {};
  const bool opens = event.kind == Event::Kind::map_start || event.kind == Event::Kind::sequence_start;
  const bool closes = event.kind == Event::Kind::map_end || event.kind == Event::Kind::sequence_end;
  if (kept_.size() == 1 && event.kind != Event::Kind::map_start)  // an empty document is said at its end
    return event.kind == Event::Kind::scalar && event.null ? Answer::not_yet : Answer::no_map;
  if (opens) {
    ++depth_;
    if (depth_ == 2) expects_key_ = !expects_key_;  // a collection stands for the value
    return depth_ <= max_nesting ? Answer::not_yet : Answer::too_deep;
  }
  if (closes) --depth_;
  if (closes || depth_ != 1) return Answer::not_yet;
  const bool is_value = !expects_key_;
  expects_key_ = is_value;
  if (!is_value) name_ = event.text;
  return is_value && name_ == "schema" ? Answer::found : Answer::not_yet;
}

bool SchemaSearch::play(const std::function<bool(const Event&)>& take) {
  for (KeptEvent& kept : kept_) {
    kept.event.text = kept.text;
    if (!take(kept.event)) return false;
  }
  kept_.clear();
  return true;
}

std::string known_schemas(std::span<const FileKind> kinds, std::string_view word) {
  std::vector<std::string_view> names;
  for (const FileKind& kind : kinds) names.push_back(kind.schema);
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (const auto near = word.empty() ? std::nullopt : nearest(word, names))
    text += fmt::format("; did you mean `{}`?", *near);
  return text;
}

}  // namespace probation::document
