#include "document/tree.hpp"

#include <algorithm>

#include "document/line_index.hpp"
#include "document/readers.hpp"
#include "document/subset_reader.hpp"

namespace probation::document {
namespace {

class Builder : public EventSink {
 public:
  Builder(const Slice& slice) : slice_(slice), lines_(slice.text, 0, slice.first_line) {}

  bool on_event(const Event& event) override {
    if (event.kind == Event::Kind::map_end || event.kind == Event::Kind::sequence_end) {
      Tree done = std::move(open_.back());
      open_.pop_back();
      put(std::move(done));
      return true;
    }
    has_features = has_features || event.anchored || event.tagged || event.kind == Event::Kind::alias;
    Tree node;
    place(node, event.mark);
    if (event.kind == Event::Kind::scalar || event.kind == Event::Kind::alias) {
      put_words(node, event);
      put(std::move(node));
      return true;
    }
    node.kind = event.kind == Event::Kind::map_start ? Tree::Kind::map : Tree::Kind::sequence;
    const char at = node.offset < slice_.text.size() ? slice_.text[node.offset] : ' ';
    node.flow = at == (node.kind == Tree::Kind::map ? '{' : '[');
    open_.push_back(std::move(node));
    keys_.emplace_back();
    return true;
  }

  // Both where they stay, so that neither is moved.
  bool on_member(const Event& key, const Event& value) override {
    const bool is_entry = !open_.empty() && open_.back().kind == Tree::Kind::map && !keys_.back() &&
                          keys_.size() == open_.size() && !key.anchored && !key.tagged && !value.anchored &&
                          !value.tagged;
    if (!is_entry) return EventSink::on_member(key, value);
    Tree::Entry& entry = open_.back().entries.emplace_back();
    place(entry.first, key.mark);
    put_words(entry.first, key);
    place(entry.second, value.mark);
    put_words(entry.second, value);
    return true;
  }

  std::optional<Tree> root;
  bool has_features = false;

 private:
  static void put_words(Tree& node, const Event& event) {
    node.plain = event.plain;
    node.null = event.null;
    node.text = event.text;
  }

  void place(Tree& node, const Mark& mark) {
    node.line = mark.line;
    node.offset = lines_.at(mark.line, mark.column).value_or(slice_.text.size());
    node.column = static_cast<std::uint32_t>(node.offset - lines_.start(mark.line).value_or(node.offset));
  }

  void put(Tree&& node) {
    if (keys_.size() > open_.size()) keys_.pop_back();
    if (open_.empty()) {
      if (!root) root = std::move(node);
      return;
    }
    Tree& parent = open_.back();
    if (parent.kind == Tree::Kind::sequence) {
      parent.items.push_back(std::move(node));
    } else if (std::optional<Tree>& key = keys_.back(); !key) {
      key = std::move(node);
    } else {
      Tree::Entry& entry = parent.entries.emplace_back();
      entry.first = std::move(*key);
      entry.second = std::move(node);
      key.reset();
    }
  }

  const Slice& slice_;
  LineIndex lines_;
  std::vector<Tree> open_;
  std::vector<std::optional<Tree>> keys_;  // of each open collection: a key that waits for its value
};

}  // namespace

const Tree* Tree::find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name.kind == Kind::scalar && name.text == key) return &value;
  return nullptr;
}

const Tree* Tree::key_of(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name.kind == Kind::scalar && name.text == key) return &name;
  return nullptr;
}

bool Tree::same_value(const Tree& other) const {
  if (kind != other.kind) return false;
  switch (kind) {
    case Kind::scalar: return null == other.null && (null || (plain == other.plain && text == other.text));
    case Kind::sequence:
      return std::equal(items.begin(), items.end(), other.items.begin(), other.items.end(),
                        [](const Tree& a, const Tree& b) { return a.same_value(b); });
    case Kind::map:
      return std::equal(
          entries.begin(), entries.end(), other.entries.begin(), other.entries.end(),
          [](const auto& a, const auto& b) { return a.first.same_value(b.first) && a.second.same_value(b.second); });
  }
  return false;
}

TreeReading read_tree(const Slice& slice) {
  TreeReading reading;
  // What the quick reader reads to its end it reads as the judge does (tests/fuzz/two_readers): of these events too.
  if (Builder quick(slice); !begins_as_json(slice.text) && read_subset_events(slice.text, slice.first_line, quick)) {
    reading.root = std::move(quick.root);
    return reading;
  }
  Builder builder(slice);
  reading.error = read_events(slice.text, slice.first_line, builder);
  reading.has_features = builder.has_features;
  if (!reading.error) reading.root = std::move(builder.root);
  return reading;
}

}  // namespace probation::document
