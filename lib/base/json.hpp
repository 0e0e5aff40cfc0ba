// A JSON value whose members keep their order: what tables of records are made of, and what a saved run is read back
// into. Lists in braces are read as a map where every item is a pair that begins with a text, else as a list:
// Json{{"schema", "due/1"}, {"days", {1, 2}}}. It is no place for findings by the thousand; those are appended as text.
#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace probation {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  // A member that is missing or of another kind than asked for.
  struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  // Compiled once, in json.cpp: whoever includes this would compile them all again.
  Json() noexcept;
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  Json(std::nullptr_t) : Json() {}
  Json(bool value);
  template <std::integral Whole>
  requires(!std::same_as<Whole, bool> && !std::same_as<Whole, char>) Json(Whole value)
      : Json(Number{static_cast<std::int64_t>(value)}) {}
  Json(double value);
  Json(const char* text) : Json(std::string(text)) {}
  Json(std::string_view text) : Json(std::string(text)) {}
  Json(std::string text);
  template <std::ranges::input_range Values>  // texts, numbers
  requires(!std::convertible_to<const Values&, std::string_view> && !std::same_as<Values, Json> &&
           !std::same_as<std::ranges::range_value_t<Values>, Json> &&
           std::convertible_to<std::ranges::range_reference_t<const Values>, Json>) Json(const Values& values)
      : Json(Array(values.begin(), values.end())) {}
  template <std::ranges::input_range Map>  // names to values
  requires std::same_as<typename Map::key_type, std::string> && std::convertible_to<typename Map::mapped_type, Json>
  Json(const Map& members) : Json(Object(members.begin(), members.end())) {}
  Json(Array items);
  Json(std::initializer_list<Json> items);
  static Json array(std::initializer_list<Json> items = {});
  static Json object() { return Json(Object{}); }

  // Nothing where the text is no JSON, or a member is given twice: which of the two is meant, nobody can say.
  static std::optional<Json> parse(std::string_view text);

  [[nodiscard]] bool is_null() const { return value_.index() == 0; }
  [[nodiscard]] bool is_boolean() const { return std::holds_alternative<bool>(value_); }
  [[nodiscard]] bool is_number_integer() const { return std::holds_alternative<std::int64_t>(value_); }
  [[nodiscard]] bool is_number() const { return is_number_integer() || std::holds_alternative<double>(value_); }
  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }
  [[nodiscard]] bool is_structured() const { return is_array() || is_object(); }

  // ---- members; `[]` of what is not a map yet makes it one ---------------------------------------------------------
  [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }
  [[nodiscard]] const Json* find(std::string_view key) const;
  const Json& at(std::string_view key) const;          // throws Error
  const Json& operator[](std::string_view key) const;  // null where it is missing
  Json& operator[](std::string_view key);
  const Json& operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  Json& operator[](const char* key) { return (*this)[std::string_view(key)]; }
  const Json& operator[](const std::string& key) const { return (*this)[std::string_view(key)]; }
  Json& operator[](const std::string& key) { return (*this)[std::string_view(key)]; }
  // A member that is not there yet; nobody looks whether it is.
  Json& add(std::string_view key, Json value);
  void erase(std::string_view key);
  [[nodiscard]] std::string value(std::string_view key, std::string_view otherwise) const;
  [[nodiscard]] const Object& items() const;  // in their order; empty where it is no map
  [[nodiscard]] Object& items();

  // ---- items -------------------------------------------------------------------------------------------------------
  const Json& operator[](std::size_t index) const { return list().at(index); }
  Json& operator[](std::size_t index) { return list().at(index); }
  const Json& operator[](int index) const { return list().at(static_cast<std::size_t>(index)); }
  void push_back(Json item);
  [[nodiscard]] Array::const_iterator begin() const { return list().begin(); }
  [[nodiscard]] Array::const_iterator end() const { return list().end(); }
  [[nodiscard]] Array::iterator begin() { return list().begin(); }
  [[nodiscard]] Array::iterator end() { return list().end(); }
  [[nodiscard]] const Json& front() const { return list().front(); }
  [[nodiscard]] Json& back() { return list().back(); }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }

  template <class T>
  [[nodiscard]] T get() const {
    if constexpr (std::same_as<T, std::string>) return text();
    else if constexpr (std::same_as<T, bool>) return truth();
    else if constexpr (std::floating_point<T>) return static_cast<T>(number());
    else if constexpr (std::same_as<T, std::vector<std::string>>) return texts();
    else return static_cast<T>(whole());
  }
  [[nodiscard]] const std::string& text() const;  // these throw Error where it is something else
  [[nodiscard]] bool truth() const;
  [[nodiscard]] std::int64_t whole() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] std::vector<std::string> texts() const;

  // On one line, or with `indent` blanks a level. What is no UTF-8 is replaced, never a reason to stop.
  [[nodiscard]] std::string dump(int indent = -1) const;
  void append_to(std::string& out, int indent = -1, int depth = 0) const;

  friend bool operator==(const Json& a, const Json& b);
  template <std::integral Whole>
  friend bool operator==(const Json& a, Whole b) {
    return a == Json(b);
  }
  friend bool operator==(const Json& a, std::string_view b) { return a.is_string() && a.text() == b; }
  friend bool operator==(const Json& a, const std::string& b) { return a == std::string_view(b); }
  friend bool operator==(const Json& a, const char* b) { return a == std::string_view(b); }

 private:
  struct Number {
    std::int64_t value;
  };
  explicit Json(Number number);
  explicit Json(Object members);
  [[nodiscard]] const Array& list() const;
  [[nodiscard]] Array& list();
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

// A text between quotation marks, escaped as JSON wants it, at the end of `out`.
void append_json_text(std::string& out, std::string_view text);

// What Json::append_to writes with `indent` at `depth`, made of what it writes on one line.
void append_indented(std::string& out, std::string_view one_line, int indent, int depth = 0);

}  // namespace probation
