#include "document/subset_reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "document/subset_characters.hpp"
#include "document/subset_text.hpp"

namespace probation::document {
namespace {

constexpr int deepest = 60;               // below the limit of limits.hpp, which is then kept without a look of its own
constexpr std::size_t longest_key = 256;  // yaml-cpp takes nothing for a key that is longer than 1,024 bytes

class SubsetReader : private SubsetText {
 public:
  SubsetReader(std::string_view text, std::uint32_t first_line, bool ascii, EventSink& sink)
      : SubsetText(text, first_line, ascii), sink_(sink) {}

  // Every function below returns false to give up.
  bool document() {
    first_content();
    if (at_end_) return true;  // nothing but blanks and comments: no event
    if (indent_ == 0 && end_ - at_ >= 3 && std::string_view(at_, 3) == "---") {
      at_ += 3;
      if (!rest_of_line()) return false;
    }
    if (at_end_ || indent_ != 0) return false;
    Key key;
    if (*at_ == '{') return flow() && rest_of_line() && at_end_;
    return find_key(key) && block_map(0, key) && at_end_;
  }

 private:
  struct Key {
    const char* start = nullptr;
    std::string_view text;
    bool plain = false;
    const char* after = nullptr;  // behind the colon
  };

  // ---- events -----------------------------------------------------------------------------------------------------

  bool start(Event::Kind kind, const char* place) {
    Event event;
    event.kind = kind;
    event.mark = mark(place);
    return ++depth_ <= deepest && give(event);
  }
  bool finish(Event::Kind kind) {
    Event event;
    event.kind = kind;
    --depth_;
    return give(event);
  }
  bool give(const Event& event) {
    if (!std::exchange(has_key_, false)) return sink_.on_event(event);
    if (event.kind == Event::Kind::scalar) return sink_.on_member(key_, event);
    return sink_.on_event(key_) && sink_.on_event(event);
  }
  // A key is kept until its value comes.
  void keep(const Key& key) {
    key_.mark = mark(key.start);
    key_.plain = key.plain;
    key_.null = key.plain && says_null(key.text);
    key_.text = key_.null ? std::string_view{} : key.text;
    has_key_ = true;
  }
  bool scalar(const char* place, std::string_view text, bool plain) {
    Event event;
    event.kind = Event::Kind::scalar;
    event.mark = mark(place);
    event.plain = plain;
    event.null = plain && says_null(text);
    if (!event.null) event.text = text;
    return give(event);
  }
  bool nothing(const char* place) { return scalar(place, "~", true); }

  // ---- blocks -----------------------------------------------------------------------------------------------------

  [[nodiscard]] bool at_item() const { return end_ - at_ >= 2 && at_[0] == '-' && at_[1] == ' '; }

  // Whether a key and its colon stand here; moves nothing.
  bool find_key(Key& key) const {
    const char* p = at_;
    key.start = p;
    if (*p == '"' || *p == '\'') {
      const char* close = closing_quote(p);
      if (close == nullptr) return false;
      key.text = {p + 1, static_cast<std::size_t>(close - p - 1)};
      key.plain = false;
      p = close + 1;
    } else {
      if (!is(*p, starts_key)) return false;
      while (p != end_ && is(*p, of_key)) ++p;
      key.text = {at_, static_cast<std::size_t>(p - at_)};
      key.plain = true;
    }
    if (p == end_ || *p != ':' || key.text.size() > longest_key) return false;
    key.after = p + 1;
    return true;
  }

  // How the sink read on by itself.
  enum class Taken : std::uint8_t { nothing, some, failed };

  // The members that the sink takes by itself, from a key on; where it took some, what follows is what follows a value.
  Taken sink_takes(std::optional<std::size_t> block) {
    if (!ascii_) return Taken::nothing;
    Standing where{at_, line_start_, line_};
    const EventSink::Opened opened = sink_.take_members(where, end_, block);
    return moves_to(where) ? closed(opened) : Taken::nothing;
  }
  // The items that the sink takes by itself, from a dash on.
  Taken sink_takes_items(std::size_t column) {
    if (!ascii_ || depth_ >= deepest) return Taken::nothing;
    Standing where{at_, line_start_, line_};
    const EventSink::Opened opened = sink_.take_items(where, end_, column);
    return moves_to(where) ? closed(opened) : Taken::nothing;
  }
  // Reads to their ends the collections of which the sink took the beginning.
  Taken closed(EventSink::Opened opened) {
    depth_ += static_cast<int>(opened.count);
    for (std::uint32_t i = 0; i < opened.count; ++i) {
      const bool is_list = ((opened.lists >> i) & 1U) != 0;
      const bool is_behind_value = i != 0 || at_[-1] != (is_list ? '[' : '{');
      if (!(is_list ? flow_items(is_behind_value) : flow_members(is_behind_value))) return Taken::failed;
    }
    return Taken::some;
  }

  // From its first key, which stands at `at_`.
  bool block_map(std::size_t column, Key key) {
    if (!start(Event::Kind::map_start, key.start)) return false;
    bool is_known = true;  // the key
    while (true) {
      if (const Taken taken = sink_takes(column); taken != Taken::nothing) {
        if (taken == Taken::failed || !rest_of_line() || (!at_end_ && indent_ > column)) return false;
      } else {
        if ((!is_known && !find_key(key)) || !blank_or_end(key.after)) return false;
        keep(key);
        at_ = key.after;
        if (!map_value(column)) return false;
      }
      if (at_end_ || indent_ < column) break;
      if (indent_ > column) return false;
      is_known = false;
    }
    return finish(Event::Kind::map_end);
  }

  bool map_value(std::size_t column) {
    skip_blanks();
    if (!line_ends() && *at_ != '#') return inline_value(column);
    first_content_after_line();
    if (at_end_) return false;
    if (at_item()) {
      if (indent_ < column) return nothing(at_);
      return block_list(indent_, indent_ == column);
    }
    if (indent_ <= column) return nothing(at_);
    Key key;
    return find_key(key) && block_map(indent_, key);
  }

  bool block_list(std::size_t column, bool shares_column) {
    if (!start(Event::Kind::sequence_start, at_)) return false;
    while (true) {
      switch (sink_takes_items(column)) {
        case Taken::nothing:
          if (!item(column)) return false;
          break;
        case Taken::some:
          if (!rest_of_line()) return false;
          break;
        case Taken::failed: return false;
      }
      if (at_end_ || indent_ < column) break;
      if (indent_ > column) return false;
      if (at_item()) continue;
      if (!shares_column) return false;
      break;
    }
    return finish(Event::Kind::sequence_end);
  }

  // From a dash on.
  bool item(std::size_t column) {
    ++at_;
    skip_blanks();
    if (line_ends()) return false;
    Key key;
    if (find_key(key) && blank_or_end(key.after)) return block_map(static_cast<std::size_t>(at_ - line_start_), key);
    return inline_value(column);
  }

  // A value that begins on the line of its key or dash, whose column is `column`.
  bool inline_value(std::size_t column) {
    const char c = *at_;
    if (c == '[' || c == '{') return flow() && rest_of_line();
    if (c == '|' || c == '>') return block_scalar(column);
    if (c == '"' || c == '\'') {
      if (!quoted()) return false;
    } else if (!plain_in_block()) {
      return false;
    }
    return rest_of_line() && (at_end_ || indent_ <= column);
  }

  bool plain_in_block() {
    const char* from = at_;
    if (!starts_plain_here()) return false;
    const char* p = from + 1;
    for (;; ++p) {
      while (p != end_ && !is(*p, ends_plain)) ++p;
      if (p == end_ || *p == '\n') break;
      if (*p == ':' && blank_or_end(p + 1)) return false;
      if (*p == '#' && p[-1] == ' ') break;
    }
    while (p[-1] == ' ') --p;
    at_ = p;
    return scalar(from, {from, static_cast<std::size_t>(p - from)}, true);
  }

  [[nodiscard]] bool starts_plain_here() const {
    return is(*at_, starts_plain) || (*at_ == '-' && end_ - at_ >= 2 && is(at_[1], starts_key));
  }

  // The quote that closes the one at `p`; nothing where an escape or another line comes first.
  const char* closing_quote(const char* p) const {
    const char quote = *p;
    for (++p; p != end_; ++p) {
      if (*p == quote) return quote == '\'' && p + 1 != end_ && p[1] == '\'' ? nullptr : p;
      if (*p == '\n' || (*p == '\\' && quote == '"')) return nullptr;
    }
    return nullptr;
  }
  bool quoted() {
    const char* close = closing_quote(at_);
    if (close == nullptr) return false;
    const char* from = at_;
    at_ = close + 1;
    return scalar(from, {from + 1, static_cast<std::size_t>(close - from - 1)}, false);
  }

  // `|`, `|-`, `>`, `>-`: lines of one indentation, which only a literal may go beyond.
  bool block_scalar(std::size_t column) {
    const char* from = at_;
    const Mark place = mark(from);
    const bool literal = *at_ == '|';
    ++at_;
    const bool strip = at_ != end_ && *at_ == '-';
    if (strip) ++at_;
    if (at_ == end_ || *at_ != '\n') return false;
    next_line();
    skip_blanks();
    const auto inner = static_cast<std::size_t>(at_ - line_start_);
    if (line_ends() || inner <= column || *at_ == '#') return false;
    block_.clear();
    std::size_t breaks = 0;  // lines since the last word
    while (true) {
      // at_ stands at column `inner` of a line with words
      if (!literal && *at_ == ' ') return false;
      if (breaks > 0) {
        if (literal) block_.append(breaks, '\n');
        else if (breaks == 1) block_ += ' ';
        else block_.append(breaks - 1, '\n');
      }
      const char* words = at_;
      skip_line();
      if (at_[-1] == ' ' || at_ == end_) return false;
      block_.append(words, at_);
      breaks = 0;
      do {
        ++breaks;
        next_line();
      } while (at_ != end_ && *at_ == '\n');
      if (at_ == end_) {
        at_end_ = true;
        break;
      }
      while (at_ != end_ && *at_ == ' ' && at_ < line_start_ + inner) ++at_;
      if (line_ends()) return false;  // blanks on an empty line
      if (at_ < line_start_ + inner) break;
    }
    if (!at_end_) {
      if (*at_ == '#') return false;
      indent_ = static_cast<std::size_t>(at_ - line_start_);
      if (indent_ > column) return false;
    }
    if (!strip) block_ += '\n';
    Event event;
    event.kind = Event::Kind::scalar;
    event.mark = place;
    event.text = block_;
    return give(event);
  }

  // ---- between brackets -------------------------------------------------------------------------------------------

  bool flow() { return *at_ == '[' ? flow_list() : flow_map(); }

  bool flow_list() {
    if (!start(Event::Kind::sequence_start, at_)) return false;
    ++at_;
    skip_blanks();
    if (at_ != end_ && *at_ == ']') {
      ++at_;
      return finish(Event::Kind::sequence_end);
    }
    return flow_items(false);
  }

  // To the bracket that closes the list, from an item or from behind one on.
  bool flow_items(bool is_behind_value) {
    while (true) {
      if (!is_behind_value) {
        if (!flow_value()) return false;
      } else {
        skip_blanks();
        if (at_ == end_) return false;
      }
      if (*at_ == ']') break;
      if (!comma()) return false;
      is_behind_value = false;
    }
    ++at_;
    return finish(Event::Kind::sequence_end);
  }

  bool flow_map() {
    if (!start(Event::Kind::map_start, at_)) return false;
    ++at_;
    skip_blanks();
    if (at_ != end_ && *at_ == '}') {
      ++at_;
      return finish(Event::Kind::map_end);
    }
    return flow_members(false);
  }

  // To the bracket that closes the map, from a key or from behind a value on.
  bool flow_members(bool is_behind_value) {
    while (true) {
      if (at_ == end_) return false;
      const Taken taken = is_behind_value ? Taken::some : sink_takes(std::nullopt);
      if (taken == Taken::failed) return false;
      if (taken == Taken::some) {
        skip_blanks();
        if (at_ == end_) return false;
      } else {
        Key key;
        if (!find_key(key) || (key.plain && !blank_or_end(key.after))) return false;
        keep(key);
        at_ = key.after;
        skip_blanks();
        if (!flow_value()) return false;
      }
      if (*at_ == '}') break;
      if (!comma()) return false;
      is_behind_value = false;
    }
    ++at_;
    return finish(Event::Kind::map_end);
  }

  bool comma() {
    if (*at_ != ',') return false;
    ++at_;
    skip_blanks();
    return true;
  }

  // One value and the blanks behind it; at_ is then before the end of the text.
  bool flow_value() {
    if (at_ == end_) return false;
    const char c = *at_;
    if (c == '[' || c == '{') {
      if (!flow()) return false;
    } else if (c == '"' || c == '\'') {
      if (!quoted()) return false;
    } else if (!plain_in_flow()) {
      return false;
    }
    skip_blanks();
    return at_ != end_;
  }

  bool plain_in_flow() {
    const char* from = at_;
    if (!starts_plain_here()) return false;
    const char* p = from + 1;
    for (;; ++p) {
      while (p != end_ && !is(*p, ends_flow)) ++p;
      if (p == end_) return false;
      if (*p == ',' || *p == ']' || *p == '}') break;
      if (*p == ':' && p + 1 != end_ && is(p[1], of_key)) continue;  // 10:30
      return false;
    }
    at_ = p;
    while (p[-1] == ' ') --p;
    return scalar(from, {from, static_cast<std::size_t>(p - from)}, true);
  }

  int depth_ = 0;
  std::string block_;
  Event key_{Event::Kind::scalar, {}, {}};
  bool has_key_ = false;
  EventSink& sink_;
};

}  // namespace

bool read_subset_events(std::string_view text, std::uint32_t first_line, EventSink& sink) {
  bool ascii = true;
  if (is_unusual(text, ascii)) return false;
  return SubsetReader(text, first_line, ascii, sink).document();
}

}  // namespace probation::document
