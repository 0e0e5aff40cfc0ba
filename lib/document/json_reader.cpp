#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/readers.hpp"

namespace probation::document {
namespace {

constexpr int deepest = 60;  // below the limit of limits.hpp, which is then kept without a look of its own

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

bool is_ascii(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
#ifdef __SSE2__
  for (; end - p >= 16; p += 16)
    if (_mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))) != 0) return false;
#endif
  for (; p != end; ++p)
    if (static_cast<unsigned char>(*p) >= 0x80) return false;
  return true;
}

// The first quote, backslash or control from `p` on; or `end`.
const char* end_of_plain(const char* p, const char* end) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\'), highest_control = _mm_set1_epi8(0x1F);
  for (; end - p >= 16; p += 16) {
    const __m128i piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(piece, highest_control), piece);
    const __m128i found =
        _mm_or_si128(control, _mm_or_si128(_mm_cmpeq_epi8(piece, quote), _mm_cmpeq_epi8(piece, escape)));
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(found));
    if (bits != 0) return p + std::countr_zero(bits);
  }
#endif
  while (p != end && *p != '"' && *p != '\\' && static_cast<unsigned char>(*p) >= 0x20) ++p;
  return p;
}

class JsonReader {
 public:
  JsonReader(std::string_view text, std::uint32_t first_line, EventSink& sink)
      : at_(text.data()),
        end_(at_ + text.size()),
        counted_(at_),
        line_(first_line),
        ascii_(is_ascii(text)),
        sink_(sink) {}

  JsonAnswer document() {
    const char* from = at_;
    skip_blanks();
    if (at_ == end_ || *at_ != '{' || std::find(from, at_, '\t') != at_) return answer_;  // no tab indents a document
    if (!value()) return answer_;
    skip_blanks();
    if (at_ == end_) answer_.reading = JsonReading::whole;
    return answer_;
  }

 private:
  // Every function below returns false where the reading ends early; `answer_` says why.
  bool value() {
    skip_blanks();
    if (at_ == end_) return false;
    switch (*at_) {
      case '{': return collection('}');
      case '[': return collection(']');
      case '"': return string();
      default: return word();
    }
  }

  bool collection(char close) {
    const bool is_map = close == '}';
    if (++depth_ > deepest || !send(is_map ? Event::Kind::map_start : Event::Kind::sequence_start)) return false;
    ++at_;
    skip_blanks();
    if (at_ != end_ && *at_ == close) return closed(is_map);
    while (true) {
      if (is_map && !key()) return false;
      if (!value()) return false;
      skip_blanks();
      if (at_ == end_) return false;
      if (*at_ == close) return closed(is_map);
      if (*at_ != ',') return false;
      ++at_;
    }
  }
  bool closed(bool is_map) {
    ++at_;
    --depth_;
    Event event;
    event.kind = is_map ? Event::Kind::map_end : Event::Kind::sequence_end;
    return given(event);
  }
  bool key() {
    skip_blanks();
    if (at_ == end_ || *at_ != '"' || !string(true)) return false;
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;  // on the next line yaml-cpp looks for no colon
    if (at_ == end_ || *at_ != ':') return false;
    ++at_;
    return true;
  }

  bool string(bool is_key = false) {
    const Mark place = mark();
    const char* from = ++at_;
    at_ = end_of_plain(at_, end_);
    if (at_ == end_) return false;
    Event event;
    event.mark = place;
    event.kind = Event::Kind::scalar;
    if (*at_ == '"') {
      event.text = {from, static_cast<std::size_t>(at_ - from)};
      ++at_;
      if (!is_key) return given(event);
      key_ = event;  // kept until its value comes
      has_key_ = true;
      return true;
    }
    text_.assign(from, at_);
    while (at_ != end_ && *at_ != '"') {
      if (static_cast<unsigned char>(*at_) < 0x20) return false;
      if (*at_ != '\\') text_ += *at_++;
      else if (!escape()) return false;
    }
    if (at_ == end_) return false;
    ++at_;
    event.text = text_;
    return given(event);
  }

  bool escape() {
    const char* from = at_++;
    if (at_ == end_) return false;
    constexpr std::string_view signs = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (const std::size_t i = signs.find(*at_); i != std::string_view::npos) {
      text_ += meant[i];
      ++at_;
      return true;
    }
    std::uint32_t first = 0, second = 0;
    if (*at_ != 'u' || !four_digits(first)) return false;
    if (first >= 0xD800 && first < 0xDC00) {
      if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return lone(from);
      ++at_;
      if (!four_digits(second)) return false;
      if (second < 0xDC00 || second > 0xDFFF) return lone(from);
      first = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    } else if (first >= 0xDC00 && first <= 0xDFFF) {
      return lone(from);
    }
    append_utf8(text_, first);
    return true;
  }
  // At the u of an escape.
  bool four_digits(std::uint32_t& value) {
    ++at_;
    if (end_ - at_ < 4) return false;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = *at_;
      const int n = digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (n < 0) return false;
      value = value << 4 | static_cast<std::uint32_t>(n);
    }
    return true;
  }
  bool lone(const char* from) {
    at_ = from;
    answer_ = {JsonReading::lone_half, mark()};
    return false;
  }

  // A number, true, false or null.
  bool word() {
    const char* from = at_;
    const Mark place = mark();
    if (!literal("true") && !literal("false") && !literal("null") && !number()) return false;
    if (at_ != end_ && !blank(*at_) && *at_ != ',' && *at_ != ']' && *at_ != '}') return false;
    Event event;
    event.mark = place;
    event.kind = Event::Kind::scalar;
    event.plain = true;
    event.null = *from == 'n';
    if (!event.null) event.text = {from, static_cast<std::size_t>(at_ - from)};
    return given(event);
  }
  bool literal(std::string_view word) {
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool number() {
    if (at_ != end_ && *at_ == '-') ++at_;
    if (at_ != end_ && *at_ == '0') ++at_;
    else if (!digits()) return false;
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (at_ == end_ || (*at_ != 'e' && *at_ != 'E')) return true;
    ++at_;
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    return digits();
  }
  bool digits() {
    const char* from = at_;
    while (at_ != end_ && digit(*at_)) ++at_;
    return at_ != from;
  }

  void skip_blanks() {
    for (; at_ != end_ && blank(*at_); ++at_)
      if (*at_ == '\n') {
        ++line_;
        counted_ = at_ + 1;
        column_ = 0;
      }
  }
  Mark mark() {
    const auto bytes = static_cast<std::size_t>(at_ - counted_);
    column_ += static_cast<std::uint32_t>(ascii_ ? bytes : count_characters({counted_, bytes}));
    counted_ = at_;
    return {line_, column_ + 1};
  }
  bool send(Event::Kind kind) {
    Event event;
    event.kind = kind;
    event.mark = mark();
    return given(event);
  }
  bool given(const Event& event) {
    const bool has_key = std::exchange(has_key_, false);
    if (has_key && event.kind == Event::Kind::scalar ? sink_.on_member(key_, event)
                                                     : (!has_key || sink_.on_event(key_)) && sink_.on_event(event))
      return true;
    answer_.reading = JsonReading::stopped;
    return false;
  }

  const char* at_;
  const char* end_;
  const char* counted_;  // characters of the line are counted up to here
  std::uint32_t column_ = 0;
  std::uint32_t line_;
  bool ascii_;
  int depth_ = 0;
  std::string text_;
  Event key_;
  bool has_key_ = false;
  JsonAnswer answer_;
  EventSink& sink_;
};

}  // namespace

bool begins_as_json(std::string_view text) {
  const std::size_t open = text.find_first_not_of(" \t\r\n");
  if (open == std::string_view::npos || text[open] != '{') return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", open + 1);
  return next != std::string_view::npos && (text[next] == '"' || text[next] == '}');
}

JsonAnswer read_json_events(std::string_view text, std::uint32_t first_line, EventSink& sink) {
  if (check_controls(text, first_line)) return {};
  return JsonReader(text, first_line, sink).document();
}

}  // namespace probation::document
