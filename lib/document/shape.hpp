// The field table: how a C++ type is written in a file. Declared once per type of the model; decoder, JSON
// Schema, docs/formats.md and "did you mean" are all derived from it. It describes, it does not read.
//
//   template <> struct Shaped<Offence> {
//     static constexpr std::array fields{
//         field<&Offence::last_date>("last_date", "Last day of the offence."),
//         field<&Offence::categories>("categories", "What kind of offence it was.")};
//     static constexpr Shape shape{"offence", "An offence of the order.", fields};
//   };
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/date.hpp"
#include "base/place.hpp"
#include "document/scalar_types.hpp"

namespace probation::document {

// What an id names, for DOC105 and DOC106.
enum class IdKind : std::uint8_t {
  order,
  requirement,
  assessment,
  objective,
  activity,
  contact,
  enforcement,
  review,
  suspension,
  amendment,
  termination,
  member,
  any_entry
};
enum class IdRole : std::uint8_t { none, declares, refers };

struct Shape;
struct RecordMasks;

// How one C++ type is written. `target` pointers are to the member of the record being filled.
struct Type {
  enum class Kind : std::uint8_t { scalar, record, list, map };
  Kind kind;
  ScalarKind scalar = ScalarKind::text;
  std::span<const Word> words{};  // of an enumeration
  // Scalar: stores the value, or returns what is wrong in words that follow the value ("is not a date").
  std::optional<std::string> (*read)(void* target, ScalarText, Place, const Range&) = nullptr;
  // The same without words: whether the value was stored. Where it is false nothing was, and `read` says why.
  bool (*takes)(void* target, std::string_view text, Standpoint, const Range&) = nullptr;
  // Record, list, map: makes the target present at this place and gives the object to fill.
  void* (*open)(void* target, Place) = nullptr;
  const Shape& (*shape)() = nullptr;                                  // record
  std::atomic<const RecordMasks*>* masks = nullptr;                   // record: of the decoder, once it asked
  const Type& (*element)() = nullptr;                                 // list, map
  void* (*append)(void* list) = nullptr;                              // list: a new element
  void (*expect)(void* list, std::size_t count) = nullptr;            // list: room for so many
  void* (*insert)(void* map, std::string_view key, Place) = nullptr;  // map: a new value
  void (*drop)(void* collection) = nullptr;                           // list, map: the last element, or value
  // What stands there already: the scalar, or the record, list or map to look into, and its place (of a null: its own);
  // nothing where it is not recorded.
  const void* (*look)(const void* target, Place& at) = nullptr;
  const void* (*item)(const void* list, std::size_t index) = nullptr;  // list: nothing past the end
};

struct Field {
  std::string_view key;
  std::string_view sentence;
  const Type& (*type)() = nullptr;
  void* (*member)(void* record) = nullptr;
  bool is_required = false;
  bool is_personal = false;        // never repeated in a message
  bool allows_bare = false;        // a map with one entry may be written as its value alone; its key is then empty
  bool allows_null_items = false;  // a list of which an element may be null: not known
  Range range{};
  IdRole role = IdRole::none;
  IdKind id_kind = IdKind::any_entry;

  [[nodiscard]] constexpr Field required() const {
    auto f = *this;
    f.is_required = true;
    return f;
  }
  [[nodiscard]] constexpr Field personal() const {
    auto f = *this;
    f.is_personal = true;
    return f;
  }
  [[nodiscard]] constexpr Field or_bare_value() const {
    auto f = *this;
    f.allows_bare = true;
    return f;
  }
  [[nodiscard]] constexpr Field or_null_items() const {
    auto f = *this;
    f.allows_null_items = true;
    return f;
  }
  [[nodiscard]] constexpr Field at_least(std::int64_t n) const {
    auto f = *this;
    f.range.min = n;
    return f;
  }
  [[nodiscard]] constexpr Field at_most(std::int64_t n) const {
    auto f = *this;
    f.range.max = n;
    return f;
  }
  [[nodiscard]] constexpr Field declares(IdKind k) const {
    auto f = *this;
    f.role = IdRole::declares;
    f.id_kind = k;
    return f;
  }
  // On a map: its keys refer. On a list: its elements refer.
  [[nodiscard]] constexpr Field refers_to(IdKind k) const {
    auto f = *this;
    f.role = IdRole::refers;
    f.id_kind = k;
    return f;
  }
};

struct Shape {
  std::string_view name;  // of the record, snake_case
  std::string_view sentence;
  std::span<const Field> fields;
  std::array<std::string_view, 2> at_most_one{};  // two keys that exclude one another; empty: none
  std::string_view bare{};  // in a list it may be written as the value of this field alone; empty: it may not
  [[nodiscard]] constexpr const Field* bare_field() const {
    for (const Field& field : fields)
      if (!bare.empty() && field.key == bare) return &field;
    return nullptr;
  }
};

template <class T>
struct Shaped;

// ---- from C++ types to Type -------------------------------------------------------------------------------------

std::optional<std::string> read_text(std::string&, ScalarText, const Range&);
std::optional<std::string> read_id(Id&, ScalarText, const Range&);
std::optional<std::string> read_crn(Crn&, ScalarText, const Range&);
std::optional<std::string> read_change(ChangeName&, ScalarText, const Range&);
std::optional<std::string> read_date(std::optional<Date>&, ScalarText, const Range&);
std::optional<std::string> read_moment(std::optional<Moment>&, ScalarText, const Range&);
std::optional<std::string> read_clock(ClockTime&, ScalarText, const Range&);
std::optional<std::string> read_whole(std::int64_t&, ScalarText, const Range&);
std::optional<std::string> read_decimal(double&, ScalarText, const Range&);
std::optional<std::string> read_truth(bool&, ScalarText, const Range&);
std::optional<std::string> read_word(std::size_t&, ScalarText, std::span<const Word>);

// What nearly every scalar of a caseload is; what they leave, right or wrong, the readers above decide.
bool is_id(std::string_view);
inline bool takes_whole(std::int64_t& value, ScalarText text, const Range& range) {
  constexpr std::size_t few = 9;  // digits that fit at once
  const std::string_view digits = text.text;
  if (!text.plain || digits.empty() || digits.size() > few || (digits.front() == '0' && digits.size() > 1))
    return false;
  std::int64_t number = 0;
  for (const char c : digits) {
    const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
    if (digit > 9) return false;
    number = number * 10 + digit;
  }
  if ((range.min && number < *range.min) || (range.max && number > *range.max)) return false;
  value = number;
  return true;
}
std::optional<int> minute_of_day(std::string_view);  // HH:MM
// The index of a word, or the number of them.
std::size_t index_of_word(std::string_view, std::span<const Word>);

namespace detail {

template <class Record>
inline std::atomic<const RecordMasks*> masks_of_record{nullptr};

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<List<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<Map<T>> : std::true_type {};
template <class T>
struct IsLocated : std::false_type {};
template <class T>
struct IsLocated<Located<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
consteval ScalarKind scalar_kind() {
  if constexpr (std::is_same_v<T, std::string>) return ScalarKind::text;
  else if constexpr (std::is_same_v<T, Id>) return ScalarKind::id;
  else if constexpr (std::is_same_v<T, Crn>) return ScalarKind::crn;
  else if constexpr (std::is_same_v<T, ChangeName>) return ScalarKind::change;
  else if constexpr (std::is_same_v<T, Date>) return ScalarKind::date;
  else if constexpr (std::is_same_v<T, Moment>) return ScalarKind::moment;
  else if constexpr (std::is_same_v<T, ClockTime>) return ScalarKind::clock;
  else if constexpr (std::is_same_v<T, std::int64_t>) return ScalarKind::whole;
  else if constexpr (std::is_same_v<T, double>) return ScalarKind::decimal;
  else if constexpr (std::is_same_v<T, bool>) return ScalarKind::truth;
  else if constexpr (std::is_same_v<T, Loose>) return ScalarKind::loose;
  else {
    static_assert(std::is_enum_v<T>, "no such scalar in the file formats");
    return ScalarKind::word;
  }
}

template <class T>
const void* look_into(const void* target, Place& at) {  // a list or a map
  const auto* all = static_cast<const T*>(target);
  at = all->place;
  return all->recorded ? all : nullptr;
}

template <class T>
std::optional<std::string> read_located(void* target, ScalarText text, Place place, const Range& range) {
  auto& located = *static_cast<Located<T>*>(target);
  located.place = place;
  std::optional<std::string> wrong;
  if constexpr (std::is_same_v<T, Date>) {
    wrong = read_date(located.value, text, range);
  } else if constexpr (std::is_same_v<T, Moment>) {
    wrong = read_moment(located.value, text, range);
  } else if constexpr (std::is_enum_v<T>) {
    std::size_t index = 0;
    wrong = read_word(index, text, Worded<T>::words);
    if (!wrong) located.value = static_cast<T>(index);
  } else {
    T& value = located.value.emplace();  // where it stays, so that no text is moved
    if constexpr (std::is_same_v<T, std::string>) wrong = read_text(value, text, range);
    else if constexpr (std::is_same_v<T, Id>) wrong = read_id(value, text, range);
    else if constexpr (std::is_same_v<T, Crn>) wrong = read_crn(value, text, range);
    else if constexpr (std::is_same_v<T, ChangeName>) wrong = read_change(value, text, range);
    else if constexpr (std::is_same_v<T, ClockTime>) wrong = read_clock(value, text, range);
    else if constexpr (std::is_same_v<T, std::int64_t>) wrong = read_whole(value, text, range);
    else if constexpr (std::is_same_v<T, double>) wrong = read_decimal(value, text, range);
    else if constexpr (std::is_same_v<T, bool>) wrong = read_truth(value, text, range);
    else value = T{std::string(text.text), text.plain};
    if (wrong) located.value.reset();
  }
  return wrong;
}

template <class T>
bool takes_located(void* target, std::string_view text, Standpoint from, const Range& range) {
  auto& located = *static_cast<Located<T>*>(target);
  if constexpr (std::is_same_v<T, Date>) {
    const std::optional<Date> day = parse_date(text);
    if (!day) return false;
    located.value = day;
  } else if constexpr (std::is_enum_v<T>) {
    const std::size_t index = index_of_word(text, Worded<T>::words);
    if (index == Worded<T>::words.size()) return false;
    located.value = static_cast<T>(index);
  } else if constexpr (std::is_same_v<T, ClockTime>) {
    const std::optional<int> minute = minute_of_day(text);
    if (!minute) return false;
    located.value = ClockTime{*minute};
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    std::int64_t number = 0;
    if (!takes_whole(number, {text, from.plain}, range)) return false;
    located.value = number;
  } else if constexpr (std::is_same_v<T, Id>) {
    if (!is_id(text)) return false;
    located.value = Id{std::string(text)};
  } else {
    const Place before = located.place;
    if (!read_located<T>(target, {text, from.plain}, from.place(), range)) return true;
    located.place = before;
    return false;
  }
  located.place = from.place();
  return true;
}

}  // namespace detail

// The Type of a member: Located<scalar>, List<…>, Map<scalar>, a record, or std::optional<record>. A list of cases, one
// for each shape, and long for that: no case is of use outside it.
template <class T>
const Type& type_of() {
  static const Type type = [] {
    Type t{};
    if constexpr (detail::IsLocated<T>::value) {
      using V = typename T::value_type;
      t.kind = Type::Kind::scalar;
      t.scalar = detail::scalar_kind<V>();
      if constexpr (std::is_enum_v<V>) t.words = Worded<V>::words;
      t.read = &detail::read_located<V>;
      t.takes = &detail::takes_located<V>;
      t.look = [](const void* target, Place& at) -> const void* {
        const auto& located = *static_cast<const T*>(target);
        at = located.place;
        return located.value ? &*located.value : nullptr;
      };
    } else if constexpr (detail::IsList<T>::value) {
      using V = typename T::value_type;
      t.kind = Type::Kind::list;
      t.open = [](void* target, Place place) -> void* {
        auto* list = static_cast<T*>(target);
        list->recorded = true;
        list->place = place;
        return list;
      };
      t.element = &type_of<V>;
      t.append = [](void* list) -> void* { return &static_cast<T*>(list)->items.emplace_back(); };
      t.expect = [](void* list, std::size_t count) { static_cast<T*>(list)->items.reserve(count); };
      t.drop = [](void* list) { static_cast<T*>(list)->items.pop_back(); };
      t.look = &detail::look_into<T>;
      t.item = [](const void* list, std::size_t index) -> const void* {
        const auto& items = static_cast<const T*>(list)->items;
        return index < items.size() ? &items[index] : nullptr;
      };
    } else if constexpr (detail::IsMap<T>::value) {
      using V = typename T::value_type;
      t.kind = Type::Kind::map;
      t.open = [](void* target, Place place) -> void* {
        auto* map = static_cast<T*>(target);
        map->recorded = true;
        map->place = place;
        return map;
      };
      t.element = &type_of<Located<V>>;
      t.look = &detail::look_into<T>;
      t.insert = [](void* map, std::string_view key, Place place) -> void* {
        auto& entry = static_cast<T*>(map)->items.emplace_back();
        entry.key = key;
        entry.key_place = place;
        return &entry.value;
      };
      t.drop = [](void* map) { static_cast<T*>(map)->items.pop_back(); };
    } else if constexpr (detail::IsOptional<T>::value) {
      using V = typename T::value_type;
      t.kind = Type::Kind::record;
      t.open = [](void* target, Place place) -> void* {
        auto& record = static_cast<T*>(target)->emplace();
        record.place = place;
        return &record;
      };
      t.shape = []() -> const Shape& { return Shaped<V>::shape; };
      t.masks = &detail::masks_of_record<V>;
      t.look = [](const void* target, Place& at) -> const void* {
        const auto& record = *static_cast<const T*>(target);
        if (!record) return nullptr;
        at = record->place;
        return &*record;
      };
    } else {
      t.kind = Type::Kind::record;
      t.open = [](void* target, Place place) -> void* {
        static_cast<T*>(target)->place = place;
        return target;
      };
      t.shape = []() -> const Shape& { return Shaped<T>::shape; };
      t.masks = &detail::masks_of_record<T>;
      t.look = [](const void* target, Place& at) -> const void* {
        at = static_cast<const T*>(target)->place;
        return target;
      };
    }
    return t;
  }();
  return type;
}

namespace detail {
template <class M>
struct MemberOf;
template <class C, class T>
struct MemberOf<T C::*> {
  using Class = C;
  using Value = T;
};
}  // namespace detail

// A field whose value goes to `Member`. Optional unless `.required()`.
template <auto Member>
constexpr Field field(std::string_view key, std::string_view sentence) {
  using M = detail::MemberOf<decltype(Member)>;
  Field f{};
  f.key = key;
  f.sentence = sentence;
  f.type = &type_of<typename M::Value>;
  f.member = [](void* record) -> void* { return &(static_cast<typename M::Class*>(record)->*Member); };
  return f;
}

// The word of an enumerator, as files and output write it.
template <class E>
constexpr std::string_view word(E value) {
  return Worded<E>::words[static_cast<std::size_t>(value)].text;
}
template <class E>
std::string_view word_or(const Located<E>& value, std::string_view missing) {
  return value ? word(*value) : missing;
}

}  // namespace probation::document
