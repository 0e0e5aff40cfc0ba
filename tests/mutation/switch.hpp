// The mistakes of tests/mutation, all in one program: each is a place in the sources that answers as it was, unless the
// environment's MISTAKE names it. mutate.py copies this file beside lib and writes the places; nothing else includes
// it.
#pragma once
#include <atomic>
#include <optional>
#include <type_traits>
#include <utility>

namespace mistake {

// The one that is made in this run; -1 where none is.
long long chosen();
// Writes down that the place was passed, for MISTAKES_REACHED: its number, after a minus where it can be made at all.
void note(long long place, std::atomic<bool>& is_noted);

template <long long Place>
struct Passed {
  static inline std::atomic<bool> is_noted{false};
};

// Told apart when the program starts: where a mistake cannot be made, it never is.
bool can_be_made(long long place);
template <long long Place>
struct Made {
  static inline const bool possible = can_be_made(Place);
};

template <long long Place>
bool on() {
  if (!Passed<Place>::is_noted.load(std::memory_order_relaxed)) note(Place, Passed<Place>::is_noted);
  return chosen() == Place;
}

template <long long Place>
bool made() {
  return Made<Place>::possible && on<Place>();
}

// A comparison moved by one: `a < b` is written `a < Less<7>{} < b`, which binds as before. The place counts as passed
// only where both comparisons differ, for elsewhere nobody could notice.
template <long long Place>
struct Less {};
template <long long Place>
struct LessOrEqual {};
template <long long Place>
struct Greater {};
template <long long Place>
struct GreaterOrEqual {};

template <class T, class Mark>
struct Left {
  const T& value;
};

template <long long Place>
bool either(bool as_it_was, bool moved) {
  if (!Made<Place>::possible || as_it_was == moved) return as_it_was;
  return on<Place>() ? moved : as_it_was;
}

// Twice, for the library's own comparisons of what may be absent take anything beside it.
#define MISTAKE_COMPARISON(Mark, was, moved)                      \
  template <class T, long long P>                                 \
  Left<T, Mark<P>> operator<(const T& value, Mark<P>) {           \
    return {value};                                               \
  }                                                               \
  template <class T, long long P, class U>                        \
  bool operator<(Left<T, Mark<P>> a, const U& b) {                \
    return either<P>(a.value was b, a.value moved b);             \
  }                                                               \
  template <class T, long long P, class U>                        \
  bool operator<(Left<T, Mark<P>> a, const std::optional<U>& b) { \
    return either<P>(a.value was b, a.value moved b);             \
  }
MISTAKE_COMPARISON(Less, <, <=)
MISTAKE_COMPARISON(LessOrEqual, <=, <)
MISTAKE_COMPARISON(Greater, >, >=)
MISTAKE_COMPARISON(GreaterOrEqual, >=, >)
#undef MISTAKE_COMPARISON

// A number that is one more: of the same type, so that nothing else reads it otherwise.
template <long long Place>
struct One {};

template <class T>
concept Countable = !std::is_same_v<T, bool> && !std::is_same_v<T, char> && requires(const T& x) {
  static_cast<T>(x + 1);
};

template <class T, long long Place>
std::decay_t<T> operator+(T&& value, One<Place>) {
  if constexpr (Countable<std::decay_t<T>>)
    if (made<Place>()) return static_cast<std::decay_t<T>>(value + 1);
  return std::forward<T>(value);
}

// A reference to what outlives the expression, else the value itself.
template <class T>
using Kept = std::conditional_t<std::is_lvalue_reference_v<T>, T, std::decay_t<T>>;

// Another member of the same record, where there is one of the same type.
template <long long Place, class Record, class AsItWas, class Other>
auto member(Record&& record, AsItWas as_it_was, Other other)
    -> Kept<decltype(as_it_was(std::forward<Record>(record)))> {
  using Was = decltype(as_it_was(std::forward<Record>(record)));
  if constexpr (std::is_invocable_v<Other, Record>)
    if constexpr (std::is_same_v<std::invoke_result_t<Other, Record>, Was>)
      if (made<Place>()) return other(std::forward<Record>(record));
  return as_it_was(std::forward<Record>(record));
}

}  // namespace mistake

#define MISTAKEN_MEMBER(member)                                                    \
  [](auto&& record) -> decltype((std::forward<decltype(record)>(record) member)) { \
    return (std::forward<decltype(record)>(record) member);                        \
  }
#define MISTAKEN(place, record, as_it_was, other) \
  mistake::member<place>(record, MISTAKEN_MEMBER(as_it_was), MISTAKEN_MEMBER(other))
