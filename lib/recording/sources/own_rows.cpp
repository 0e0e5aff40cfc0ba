// Rows of NDJSON in our own words: {crn, kind, …} with the members of case/1.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/crn.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "model/case_file.hpp"
#include "recording/sources/item.hpp"

namespace probation::recording {

using document::Tree;
using document::Value;

namespace {

bool twice(const Tree& node, std::string& which) {
  std::set<std::string_view> seen;
  for (const auto& [key, value] : node.entries) {
    if (!seen.insert(key.text).second) {
      which = key.text;
      return true;
    }
    if (twice(value, which)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(), [&](const Tree& item) { return twice(item, which); });
}

// One document of JSON, or why there is none.
std::optional<Value> read_json(std::string_view text, std::string& problem) {
  if (const auto wrong = document::check_bytes(text)) {
    problem = wrong->message;
    return std::nullopt;
  }
  if (const auto wrong = document::check_layout(text, 1)) {
    problem = wrong->message;
    return std::nullopt;
  }
  const document::TreeReading reading = document::read_tree({text, 1});
  if (reading.error) problem = fmt::format("not JSON: {}", reading.error->message);
  else if (!reading.root || reading.root->kind != Tree::Kind::map) problem = "not a JSON object";
  else if (std::string which; twice(*reading.root, which)) problem = fmt::format("`{}` is given twice", which);
  else return document::value_of(*reading.root);
  return std::nullopt;
}

bool is_review_kind(std::string_view word) {
  const auto& words = document::Worded<ReviewKind>::words;
  return std::any_of(words.begin(), words.end(), [&](const document::Word& w) { return w.text == word; });
}

std::string kinds_in_words() {
  std::string words;
  for (const RowKindWord& row : row_kinds())
    if (row.kind != RowKind::none && row.kind != RowKind::event)
      words += (words.empty() ? "" : ", ") + std::string(row.word);
  return words;
}

// Need areas and regions by any of their names.
void use_our_names(Value& value, std::string_view key) {
  if (value.kind == Value::Kind::text && (key == "area" || key == "need"))
    if (const auto area = need_area_named(value.text)) value.text = *area;
  if (value.kind == Value::Kind::text && key == "region")
    if (const auto region = region_coded(value.text)) value.text = *region;
  for (auto& [name, member] : value.members) use_our_names(member, name);
  for (Value& item : value.items) use_our_names(item, key);
}

}  // namespace

OwnRow own_row(std::string_view line, std::uint32_t number) {
  OwnRow out;
  Item& item = out.item;
  item.in_our_words = true;
  item.line = number;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (auto value = read_json(line, item.problem)) {
    out.crn = text_at(*value, "crn");
    const std::string word = text_at(*value, "kind");
    const auto kind = row_kind_named(word);
    // The kind of a review says by itself that the row is one.
    if (kind && *kind != RowKind::none && *kind != RowKind::event) {
      item.kind = *kind;
    } else if (is_review_kind(word)) {
      item.kind = RowKind::review;
      item.value.members.emplace_back("kind", Value::of_text(word));
    } else {
      item.problem = fmt::format("`kind` is {}; one of {}", in_words(word, false), kinds_in_words());
    }
    const bool names_order =
        item.kind == RowKind::requirement || item.kind == RowKind::amendment || item.kind == RowKind::termination;
    for (auto& [key, member] : value->members) {
      if (key == "crn" || key == "kind") continue;
      if (key == "order" && names_order) {
        item.links.push_back({"order", {}, {}, member.text});
        continue;
      }
      if (key == "id" && (about(item.kind).entry || names_order)) item.given_id = member.text;
      // Reviews, activities, amendments and terminations have a `kind` of their own.
      const bool own_kind = key == fmt::format("{}_kind", about(item.kind).word);
      use_our_names(member, key);
      item.value.members.emplace_back(own_kind ? "kind" : key, std::move(member));
    }
  }
  if (!document::is_crn(out.crn)) {
    if (item.problem.empty())
      item.problem = out.crn.empty()
                         ? "the row names no person"
                         : fmt::format("{} is not a CRN: one capital letter and six digits", in_words(out.crn, false));
    out.crn.clear();
  }
  return out;
}

}  // namespace probation::recording
