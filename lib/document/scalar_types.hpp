// The scalars of the file formats: the C++ types of single values beside texts, numbers and truths, and how they come.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/place.hpp"

namespace probation::document {

// One enumerated word of a format and what it means.
struct Word {
  std::string_view text;
  std::string_view sentence;
};
// Specialised per enum of the model: `static constexpr std::array words{Word…}` in the order of the enumerators,
// which count from 0.
template <class E>
struct Worded;

// An identifier of the file: [A-Za-z][A-Za-z0-9_-]{0,63}.
struct Id {
  std::string text;
  friend bool operator==(const Id&, const Id&) = default;
  friend bool operator==(const Id& a, std::string_view b) { return a.text == b; }
};
// A case reference number: one capital letter, six digits.
struct Crn {
  std::string text;
  friend bool operator==(const Crn&, const Crn&) = default;
};
// A date, or a date and a time of day, as `recorded` is written.
struct Moment {
  Date date;
  std::optional<int> minute_of_day;
  friend bool operator==(const Moment&, const Moment&) = default;
};
// A change of a case's history: its number, from 1, or the id of an entry that has none.
struct ChangeName {
  std::string text;
  friend bool operator==(const ChangeName&, const ChangeName&) = default;
};
// A time of day, HH:MM.
struct ClockTime {
  int minute_of_day;
  friend auto operator<=>(const ClockTime&, const ClockTime&) = default;
};
// Scalar kept as it is written, with what it looks like: values of a policy file.
struct Loose {
  std::string text;
  bool plain = false;
  friend bool operator==(const Loose&, const Loose&) = default;
};

enum class ScalarKind : std::uint8_t { text, id, crn, date, moment, clock, whole, decimal, truth, word, loose, change };

struct Range {
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
};

// A scalar as it is written, and where.
struct ScalarText {
  std::string_view text;
  bool plain;
};

// Where a scalar is written, and whether without quotes: small enough to be handed over without memory.
struct Standpoint {
  std::uint32_t line, column;
  NodeId node;
  bool plain;
  [[nodiscard]] Place place() const { return {line, column, node}; }
};

}  // namespace probation::document
