#include "recording/shield.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/extent.hpp"
#include "document/refused.hpp"
#include "model/case_shapes.hpp"

namespace probation::recording {

using document::Field;
using document::ScalarKind;
using document::Tree;
using document::Type;

namespace {

constexpr std::string_view hidden = "…";

template <class E>
bool has_words_of(const Type& type) {
  return type.words.data() == document::Worded<E>::words.data();
}

struct Cut {
  std::size_t from, to;
  std::string with;
};

class Shielding {
 public:
  Shielding(std::string_view text, Sight sight) : text_(text), sight_(sight) {}

  std::string run(const Tree& root) {
    ids_ = ids_in(root);
    walk(root, &document::type_of<CaseFile>(), nullptr, false);
    std::sort(cuts_.begin(), cuts_.end(), [](const Cut& a, const Cut& b) { return a.from < b.from; });
    std::sort(spans_.begin(), spans_.end());
    hide_comments();
    std::sort(cuts_.begin(), cuts_.end(), [](const Cut& a, const Cut& b) { return a.from < b.from; });
    std::string out;
    std::size_t at = 0;
    for (const Cut& cut : cuts_) {
      if (cut.from < at) continue;
      out += std::string(text_.substr(at, cut.from - at)) + cut.with;
      at = cut.to;
    }
    return out + std::string(text_.substr(at));
  }

 private:
  void walk(const Tree& node, const Type* type, const Field* field, bool is_person) {
    if (node.kind == Tree::Kind::scalar) return scalar(node, type, field, is_person);
    if (node.kind == Tree::Kind::sequence) {
      const Type* element = type != nullptr && type->kind == Type::Kind::list ? &type->element() : nullptr;
      for (const Tree& item : node.items) walk(item, element, field, is_person);
      return;
    }
    for (const auto& [key, value] : node.entries) {
      const Field* inner = nullptr;
      const Type* inner_type = nullptr;
      if (type != nullptr && type->kind == Type::Kind::record) {
        const auto& fields = type->shape().fields;
        const auto at =
            std::find_if(fields.begin(), fields.end(), [&name = key.text](const Field& f) { return f.key == name; });
        if (at != fields.end()) inner = &*at;
        inner_type = inner == nullptr ? nullptr : &inner->type();
        note(key, inner == nullptr);
      } else {
        inner = field;
        inner_type = type != nullptr && type->kind == Type::Kind::map ? &type->element() : nullptr;
        note(key, inner_type == nullptr || field == nullptr || field->key == "unused_days" ||
                      field->key == "travel_minutes" || !key_may_be_seen(key.text, ids_));
      }
      walk(value, inner_type, inner, is_person || (inner != nullptr && inner->is_personal));
    }
  }

  // The extent of a scalar, and whether it is hidden.
  void note(const Tree& node, bool is_hidden, std::string with = std::string(hidden)) {
    if (!document::is_written(text_, node)) return;
    const std::size_t end = document::scalar_end(text_, node);
    spans_.emplace_back(node.offset, end);
    if (!is_hidden || node.null) return;
    if (end > node.offset && text_[end - 1] == '\n') with += "\n";  // a text over several lines
    cuts_.push_back({node.offset, end, std::move(with)});
  }

  void scalar(const Tree& node, const Type* type, const Field* field, bool is_person) {
    if (field != nullptr && (field->key == "officer" || field->key == "recorded_by") && !is_person &&
        sight_ == Sight::redacted)
      return note(node, true, officer_shown(node.text));
    note(node, is_person || type == nullptr || field == nullptr || !may_be_seen(*field, *type) ||
                   refers_to_nothing(*field, *type, node.text, ids_));
  }

  void hide_comments() {
    std::size_t span = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      while (span < spans_.size() && spans_[span].second <= i) ++span;
      if (span < spans_.size() && spans_[span].first <= i) {
        i = spans_[span].second - 1;
        continue;
      }
      if (text_[i] != '#' || (i > 0 && std::string_view(" \t\n").find(text_[i - 1]) == std::string_view::npos))
        continue;
      const std::size_t end = std::min(text_.find('\n', i), text_.size());
      cuts_.push_back({i, end, "# " + std::string(hidden)});
      i = end;
    }
  }

  std::string_view text_;
  Sight sight_;
  std::set<std::string, std::less<>> ids_;
  std::vector<Cut> cuts_;
  std::vector<std::pair<std::size_t, std::size_t>> spans_;
};

}  // namespace

bool may_be_seen(const Field& field, const Type& type) {
  static constexpr std::array<std::string_view, 3> ids{"schema", "intervention", "list"};
  if (field.is_personal) return false;
  const Type& one = type.kind == Type::Kind::list || type.kind == Type::Kind::map ? type.element() : type;
  if (one.kind != Type::Kind::scalar) return true;  // its own fields are asked one by one
  if (one.scalar == ScalarKind::text || one.scalar == ScalarKind::loose)
    return std::find(ids.begin(), ids.end(), field.key) != ids.end();
  return !has_words_of<NeedArea>(one) && !has_words_of<OffenceCategory>(one) && !has_words_of<RiskLevel>(one);
}

std::set<std::string, std::less<>> ids_in(const Tree& root) {
  std::set<std::string, std::less<>> ids;
  const auto collect = [&](const Tree& node, const auto& again) -> void {
    for (const auto& [key, value] : node.entries) {
      if (key.text == "id" && value.kind == Tree::Kind::scalar) ids.insert(value.text);
      again(value, again);
    }
    for (const Tree& item : node.items) again(item, again);
  };
  collect(root, collect);
  return ids;
}

bool refers_to_nothing(const Field& field, const Type& type, std::string_view text,
                       const std::set<std::string, std::less<>>& ids) {
  if (field.key == "intervention") return !document::may_be_slip(text, document::Wanted::any);
  return type.kind == Type::Kind::scalar && type.scalar == ScalarKind::id && field.role == document::IdRole::refers &&
         !ids.contains(text);
}

bool key_may_be_seen(std::string_view key, const std::set<std::string, std::less<>>& ids) {
  return ids.contains(key) || (!key.empty() && key.find_first_not_of("0123456789.") == std::string_view::npos);
}

std::string shielded(const std::string& bytes, Sight sight) {
  if (sight == Sight::all) return bytes;
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::vector<document::Slice> slices = document::split_stream(text);
  if (slices.size() != 1) return std::string(hidden) + "\n";
  const document::TreeReading reading = document::read_tree(slices.front());
  if (!reading.root) return std::string(hidden) + "\n";
  return Shielding(slices.front().text, sight).run(*reading.root);
}

}  // namespace probation::recording
