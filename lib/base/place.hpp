// Where a value stands in a file: line and column for people, a pointer for programs.
// A Place is three numbers; the PlaceTable of its document turns its node into a JSON pointer on
// request, so that reading a caseload does not build a string for every leaf.
// It knows nothing of files: whoever holds the document knows its name.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probation {

using NodeId = std::uint32_t;  // index into the PlaceTable; 0 is the document itself

// Line and column count from 1; the column counts characters, not bytes. Line 0: not in the file.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  NodeId node = 0;
  [[nodiscard]] constexpr bool known() const { return line != 0; }
  friend constexpr bool operator==(const Place&, const Place&) = default;
};

class PlaceTable {
 public:
  PlaceTable() {
    grow(few);
    add_key(0, "");
  }
  // A copy would point at the keys of the original; a move keeps them where they are, and lets a vector of documents
  // grow by moves.
  PlaceTable(const PlaceTable&) = delete;
  PlaceTable& operator=(const PlaceTable&) = delete;
  PlaceTable(PlaceTable&& other) noexcept { *this = std::move(other); }
  PlaceTable& operator=(PlaceTable&& other) noexcept {
    nodes_ = std::move(other.nodes_);
    count_ = std::exchange(other.count_, 0);
    room_ = std::exchange(other.room_, 0);
    kept_ = std::move(other.kept_);
    next_ = std::exchange(other.next_, nullptr);
    left_ = std::exchange(other.left_, 0);
    return *this;
  }
  ~PlaceTable() = default;
  // `key` must outlive the table: a key of a field table, or one that `keep` returned.
  NodeId add_key(NodeId parent, std::string_view key) {
    return add({key.data(), static_cast<std::uint32_t>(key.size() << 1U | 1U), parent});
  }
  // A key of a field table: nothing in it is escaped in a pointer.
  NodeId add_word(NodeId parent, std::string_view key) {
    return add({key.data(), static_cast<std::uint32_t>(key.size() << 1U), parent});
  }
  NodeId add_index(NodeId parent, std::int32_t index) {
    return add({nullptr, static_cast<std::uint32_t>(index), parent});
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return "";
    if (text.size() > left_) return keep_apart(text);
    char* at = next_;
    std::copy_n(text.data(), text.size(), at);
    next_ += text.size();
    left_ -= text.size();
    return {at, text.size()};
  }
  // What the next one added will be.
  [[nodiscard]] NodeId next() const { return count_; }
  // Makes room at once for about so many nodes.
  void expect(std::size_t nodes) {
    if (nodes > room_) grow(nodes);
  }
  // RFC 6901 pointer of the node, "" for the document.
  [[nodiscard]] std::string pointer(NodeId node) const;
  // Of an element of a list its number, else -1.
  [[nodiscard]] std::int32_t index(NodeId node) const {
    return nodes_[node].is_index() ? static_cast<std::int32_t>(nodes_[node].number) : -1;
  }
  // First step below the document on the way to the node ("contacts"), "" for the document.
  [[nodiscard]] std::string_view section(NodeId node) const;

 private:
  static constexpr std::size_t few = 8;
  struct Node {
    const char* key;       // nothing: an element of a list
    std::uint32_t number;  // of the element, or twice how long the key is, and one more where it may need escapes
    NodeId parent;
    [[nodiscard]] bool is_index() const { return key == nullptr; }
    [[nodiscard]] bool may_need_escapes() const { return (number & 1U) != 0; }  // asked of keys
    [[nodiscard]] std::string_view name() const { return {key, is_index() ? 0 : number >> 1U}; }
  };
  [[gnu::always_inline]] NodeId add(Node node) {
    if (count_ == room_) grow(std::size_t{room_} * 2 + few);
    nodes_.get()[count_] = node;
    return count_++;
  }
  void grow(std::size_t room) {
    auto larger = std::make_unique_for_overwrite<Node[]>(room);
    std::copy_n(nodes_.get(), count_, larger.get());
    nodes_ = std::move(larger);
    room_ = static_cast<NodeId>(room);
  }
  std::unique_ptr<Node[]> nodes_;  // what is in use, and room for more
  NodeId count_ = 0, room_ = 0;
  std::string_view keep_apart(std::string_view text);
  std::forward_list<std::unique_ptr<char[]>> kept_;  // texts one behind the other
  char* next_ = nullptr;                             // free room in the last piece
  std::size_t left_ = 0;
};

// A value and where it stands. No value: not recorded (absent, null or ~ mean the same).
template <class T>
struct Located {
  using value_type = T;
  std::optional<T> value;
  Place place;
  [[nodiscard]] bool recorded() const { return value.has_value(); }
  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
  // True where a value is recorded and equals `other`; a missing value equals nothing.
  [[nodiscard]] bool is(const T& other) const { return value && *value == other; }
  // The value or `fallback`: only for keys whose absence has a stated meaning in the format.
  [[nodiscard]] T value_or(T fallback) const { return value ? *value : fallback; }
};

// A list as written. `recorded` false: the source did not carry it, which is not the same as [].
template <class T>
struct List {
  using value_type = T;
  bool recorded = false;
  Place place;
  std::vector<T> items;
  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
  [[nodiscard]] bool empty() const { return items.empty(); }
  [[nodiscard]] std::size_t size() const { return items.size(); }
  const T& operator[](std::size_t i) const { return items[i]; }
};

// A map whose keys are data (requirement ids, item numbers), in the order written.
template <class V>
struct Map {
  using value_type = V;
  struct Entry {
    std::string key;
    Place key_place;
    Located<V> value;
  };
  bool recorded = false;
  Place place;
  std::vector<Entry> items;
  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
  [[nodiscard]] const Entry* find(std::string_view key) const {
    for (const Entry& entry : items)
      if (entry.key == key) return &entry;
    return nullptr;
  }
};

}  // namespace probation
