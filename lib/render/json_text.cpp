#include "render/json_text.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <fmt/format.h>

namespace probation::render {
namespace {

constexpr std::size_t step = 2048;  // by which the text is made longer, ahead of what is written

// Eight letters of which one does not stand for itself in JSON: a control, a quote, a backslash, or beyond ASCII.
bool needs_a_look(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
  const auto has_zero = [](std::uint64_t w) { return ((w - ones) & ~w & highs) != 0; };
  return (word & highs) != 0 || ((word - ones * 0x20U) & ~word & highs) != 0 || has_zero(word ^ (ones * '"')) ||
         has_zero(word ^ (ones * '\\')) || has_zero(word ^ (ones * 0x7FU));
}

bool copy_short(char* to, const char* from, std::size_t size) {
  if (size >= 8) {
    std::uint64_t first = 0, last = 0;
    std::memcpy(&first, from, 8);
    std::memcpy(&last, from + size - 8, 8);
    std::memcpy(to, &first, 8);
    std::memcpy(to + size - 8, &last, 8);
    return !needs_a_look(first) && !needs_a_look(last);
  }
  std::uint64_t word = 0x2020202020202020U;
  if (size >= 4) {
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    std::memcpy(to, &first, 4);
    std::memcpy(to + size - 4, &last, 4);
    word = std::uint64_t{first} << 32U | last;
  } else {
    for (std::size_t i = 0; i < size; ++i) {
      to[i] = from[i];
      word = word << 8U | static_cast<unsigned char>(from[i]);
    }
  }
  return !needs_a_look(word);
}

// Copies the text; false where something in it needs an escape or a look, and then the copy is of no use.
bool copy_plain(char* to, std::string_view text) {
  const char* from = text.data();
  const std::size_t size = text.size();
#ifdef __SSE2__
  if (size >= 16) {
    const __m128i control = _mm_set1_epi8(0x20), quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'),
                  del = _mm_set1_epi8(0x7F);
    const auto copy = [&](std::size_t at) {
      const __m128i word = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + at));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to + at), word);
      return _mm_or_si128(_mm_or_si128(_mm_cmplt_epi8(word, control), _mm_cmpeq_epi8(word, quote)),   // signed: beyond
                          _mm_or_si128(_mm_cmpeq_epi8(word, backslash), _mm_cmpeq_epi8(word, del)));  // ASCII as well
    };
    __m128i found = copy(size - 16);
    for (std::size_t at = 0; at + 16 < size; at += 16) found = _mm_or_si128(found, copy(at));
    return _mm_movemask_epi8(found) == 0;
  }
#else
  if (size >= 16) {
    bool is_plain = copy_short(to + size - 8, from + size - 8, 8);
    for (std::size_t at = 0; at + 8 < size; at += 8) is_plain = copy_short(to + at, from + at, 8) && is_plain;
    return is_plain;
  }
#endif
  return copy_short(to, from, size);
}

// A few letters, without a call for them.
void copy_word(char* to, const char* from, std::size_t size) {
  const auto copy = [&]<class Piece>(Piece piece, std::size_t at) {
    std::memcpy(&piece, from + at, sizeof piece);
    std::memcpy(to + at, &piece, sizeof piece);
  };
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) copy(std::uint64_t{}, at);
    copy(std::uint64_t{}, size - 8);
  } else if (size >= 4) {
    copy(std::uint32_t{}, 0);
    copy(std::uint32_t{}, size - 4);
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

}  // namespace

void JsonText::grow(std::size_t bytes) {
  const std::size_t used = at_ == nullptr ? out_.size() : static_cast<std::size_t>(at_ - out_.data());
  const std::size_t wanted = used + std::max(bytes, step);
  if (wanted > out_.capacity()) {
    out_.resize(used);  // so that no more than that is moved
    out_.reserve(std::max(wanted, 2 * out_.capacity()));
  }
  out_.resize(wanted);
  at_ = out_.data() + used;
  limit_ = out_.data() + wanted;
}

void JsonText::flush() {
  if (at_ == nullptr) return;
  assert(limit_ == out_.data() + out_.size());
  out_.resize(static_cast<std::size_t>(at_ - out_.data()));
  at_ = limit_ = nullptr;
}

void JsonText::put(std::string_view text) {
  copy_word(at_, text.data(), text.size());
  at_ += text.size();
}

void JsonText::new_line() {
  if (indent_ < 0) return;
  const std::size_t blanks = static_cast<std::size_t>(indent_) * depth_;
  constexpr std::string_view piece = "                ";
  static_assert(piece.size() < spare);
  make_room(blanks + spare);
  *at_++ = '\n';
  for (std::size_t at = 0; at < blanks; at += piece.size()) std::memcpy(at_ + at, piece.data(), piece.size());
  at_ += blanks;
}

void JsonText::begin_item() {
  if (depth_ == 0) return;
  const std::uint64_t bit = std::uint64_t{1} << (depth_ - 1);
  if ((filled_ & bit) != 0) *at_++ = ',';
  filled_ |= bit;
  new_line();
}

JsonText& JsonText::key(MemberName name) {
  assert(!after_key_);
  const std::size_t size = name.text.size();
  make_room(size + 2 * spare);
  begin_item();
  if (indent_ >= 0) make_room(size + spare);  // behind the blanks of its line
  char* to = at_;
  *to++ = '"';
  copy_word(to, name.text.data(), size);
  to += size;
  std::memcpy(to, "\":", 2);
  to += 2;
  if (indent_ >= 0) *to++ = ' ';
  at_ = to;
  after_key_ = true;
  return *this;
}

JsonText& JsonText::key_of_data(std::string_view name) {
  text(name);
  make_room(spare);
  *at_++ = ':';
  if (indent_ >= 0) *at_++ = ' ';
  after_key_ = true;
  return *this;
}

JsonText& JsonText::enter(char bracket) {
  begin_value();
  *at_++ = bracket;
  ++depth_;
  filled_ &= ~(std::uint64_t{1} << (depth_ - 1));
  return *this;
}

JsonText& JsonText::leave(char bracket) {
  const bool filled = (filled_ >> (depth_ - 1) & 1U) != 0;
  --depth_;
  make_room(spare);
  if (filled) new_line();
  *at_++ = bracket;
  if (depth_ > first_depth_) return *this;
  if (ends_lines_) *at_++ = '\n';
  else flush();
  return *this;
}

JsonText& JsonText::null() {
  begin_value();
  put("null");
  return *this;
}

JsonText& JsonText::truth(bool value) {
  begin_value();
  put(value ? "true" : "false");
  return *this;
}

JsonText& JsonText::whole(std::int64_t value) {
  begin_value();
  constexpr std::int64_t few = 1000;  // as nearly all: a line, a column, a count
  if (value < 0 || value >= few) {
    const fmt::format_int digits(value);
    put({digits.data(), digits.size()});
    return *this;
  }
  const auto number = static_cast<unsigned>(value);
  if (number >= 100) *at_++ = static_cast<char>('0' + number / 100);
  if (number >= 10) *at_++ = static_cast<char>('0' + number / 10 % 10);
  *at_++ = static_cast<char>('0' + number % 10);
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  begin_value();
  make_room(value.size() + spare);
  if (copy_plain(at_ + 1, value)) {
    *at_ = '"';
    at_ += value.size() + 1;
    *at_++ = '"';
  } else {
    flush();
    append_json_text(out_, value);
  }
  return *this;
}

bool JsonText::plain_text(MemberName name, std::string_view value) {
  make_room(value.size() + spare);
  if (!copy_plain(at_, value)) return false;
  key(name);
  make_room(value.size() + spare);
  *at_++ = '"';
  put(value);
  *at_++ = '"';
  after_key_ = false;
  return true;
}

JsonText& JsonText::value(const Json& tree) {
  begin_value();
  flush();
  tree.append_to(out_, indent_, static_cast<int>(depth_));
  return *this;
}

JsonText& JsonText::texts(const std::vector<std::string>& values) {
  open_list();
  for (const std::string& one : values) text(one);
  return close_list();
}

}  // namespace probation::render
