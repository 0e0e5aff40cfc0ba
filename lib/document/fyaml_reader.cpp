// The only file that includes libfyaml: its events and its marks, never its documents. Its own diagnostics are kept
// from printing anything: they show lines of the text, and have read past its end on hostile bytes (its issues 127,
// 185, 223, 309). Only where it stopped and the fixed beginning of its message are used; the words are ours.
#include <libfyaml.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "base/late_library.hpp"
#include "base/text.hpp"
#include "document/lexer.hpp"
#include "document/readers.hpp"
#include "document/subset_characters.hpp"

namespace probation::document {
namespace {

struct Fyaml {
  LateLibrary library{late::fyaml};
  PROBATION_LATE(fy_diag_create);
  PROBATION_LATE(fy_diag_destroy);
  PROBATION_LATE(fy_diag_errors_iterate);
  PROBATION_LATE(fy_diag_set_collect_errors);
  PROBATION_LATE(fy_parser_create);
  PROBATION_LATE(fy_parser_destroy);
  PROBATION_LATE(fy_parser_event_free);
  PROBATION_LATE(fy_parser_get_stream_error);
  PROBATION_LATE(fy_parser_parse);
  PROBATION_LATE(fy_parser_set_string);
  PROBATION_LATE(fy_token_end_mark);
  PROBATION_LATE(fy_token_get_text);
  PROBATION_LATE(fy_token_scalar_style);
  PROBATION_LATE(fy_token_start_mark);
};
const Fyaml& fyaml() {
  static const Fyaml loaded;
  return loaded;
}

struct Destroy {
  void operator()(fy_parser* parser) const { fyaml().fy_parser_destroy(parser); }
  void operator()(fy_diag* diag) const { fyaml().fy_diag_destroy(diag); }
};

struct Words {
  std::string_view theirs;  // somewhere in libfyaml's message
  std::string_view ours;
};
// The first that fits.
constexpr std::array words{
    Words{"without closing quote", "a quote is never closed"},
    Words{"marker in", "a line of --- or ... stands between quotes"},
    Words{"without a closing brac", "a bracket is never closed"},
    Words{"extra closing brac", "a closing bracket too many"},
    Words{"tab", "a tab is used as indentation; use spaces"},
    Words{"Tab", "a tab is used as indentation; use spaces"},
    Words{"wrongly indented double-quoted",
          "a line between quotes stands no further in than its key; is a quote left open?"},
    Words{"wrongly indented single-quoted",
          "a line between quotes stands no further in than its key; is a quote left open?"},
    Words{"in flow mode", "a closing bracket stands no further in than the key before its opening one; indent it"},
    Words{"wrongly indented flow", "a line between brackets stands no further in than the key before them; indent it"},
    Words{"escape", "an escape after \\ that is none; write \\\\ for a backslash, or single quotes"},
    Words{"two anchors", "two anchors before one value"},
    Words{"nested block mapping", "a second key on one line; is it text that needs quotes?"},
    Words{"mapping in plain multiline", "a key where none can stand; is it text that needs quotes?"},
    Words{"placement of ':'", "a colon where none can stand; is it text that needs quotes?"},
    Words{"on same line as previous key", "text behind the end of a value"},
    Words{"trailing content after", "text behind a closing quote"},
    Words{"comment", "a # that begins no comment and is no text; put a blank before it, or quotes around the text"},
    Words{"missing comma", "a comma is missing between brackets"},
    Words{"comma", "a comma without a value before it"},
    Words{"block sequence on the same line", "a list on the line of its key; begin it on the next line"},
    Words{"multiline", "a line that is no key with its colon, or a key over several lines"},
    Words{"invalid value after mapping", "a line that is neither a key with its colon nor a further value"},
    Words{"at the end of block sequence", "a line that is no entry of the list before it"},
    Words{"block scalar", "a text after | or > that is not laid out as one"},
    Words{"indentation indicator", "a text after | or > that is not laid out as one"},
    Words{"ndentation", "the indentation fits nothing before it"},
    Words{"indendation", "the indentation fits nothing before it"},
    Words{"wrongly indented", "the indentation fits nothing before it"},
    Words{"directive", "a line that begins with % where none can stand"},
    Words{"missing document start", "text after the end of the document"},
    Words{"after document end", "text after the end of the document"},
    Words{"plain scalar cannot start", "a value that begins with a sign of YAML; put it in quotes"},
    Words{"tag", "a tag (!) that is none"},
    Words{"anchor", "an anchor (&) where none can stand"},
    Words{"alias", "an alias (*) where none can stand"},
};
constexpr std::string_view no_words = "it cannot be read from here on";

std::string_view our_words(const char* message) {
  const std::string_view text = message == nullptr ? std::string_view{} : std::string_view(message);
  const auto at = std::find_if(words.begin(), words.end(),
                               [&](const Words& w) { return text.find(w.theirs) != std::string_view::npos; });
  return at == words.end() ? no_words : at->ours;
}

// From bytes to lines and characters; places come nearly always in order.
class Marks {
 public:
  Marks(std::string_view text, std::uint32_t first_line) : text_(text), line_(first_line) {}
  Mark operator()(std::size_t offset) {
    offset = std::min(offset, text_.size());
    if (offset < at_) back(offset);
    const std::string_view so_far = text_.substr(0, offset);  // the next line may begin a megabyte further on
    for (std::size_t end = so_far.find('\n', at_); end != so_far.npos; end = so_far.find('\n', at_)) {
      ++line_;
      at_ = line_start_ = end + 1;
      column_ = 0;
    }
    column_ += characters(at_, offset);
    at_ = offset;
    return {line_, column_ + 1};
  }

 private:
  void back(std::size_t offset) {
    if (offset >= line_start_) {
      column_ -= characters(offset, at_);
    } else {
      line_ -= static_cast<std::uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(offset),
                                                     text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
      const std::size_t before = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
      line_start_ = before == std::string_view::npos ? 0 : before + 1;
      column_ = characters(line_start_, offset);
    }
    at_ = offset;
  }
  [[nodiscard]] std::uint32_t characters(std::size_t from, std::size_t to) const {
    return static_cast<std::uint32_t>(count_characters(text_.substr(from, to - from)));
  }

  std::string_view text_;
  std::size_t at_ = 0, line_start_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t line_;
};

// Where U+0085, U+2028 and U+2029 stand: some readers end a line there.
std::vector<std::size_t> foreign_breaks(std::string_view text) {
  std::vector<std::size_t> found;
  const auto look_for = [&](std::string_view sign) {
    for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1))
      found.push_back(at);
  };
  look_for("\xC2\x85");
  look_for("\xE2\x80\xA8");
  look_for("\xE2\x80\xA9");
  std::sort(found.begin(), found.end());
  return found;
}

class Reader {
 public:
  Reader(std::string_view text, std::uint32_t first_line, EventSink& sink)
      : text_(text), marks_(text, first_line), breaks_(foreign_breaks(text)), sink_(sink) {
    fy_diag_cfg quiet{};
    quiet.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
    quiet.level = FYET_ERROR;
    quiet.module_mask = (1U << FYEM_MAX) - 1;
    diag_.reset(fyaml().fy_diag_create(&quiet));
    if (!diag_) throw std::bad_alloc();
    fyaml().fy_diag_set_collect_errors(diag_.get(), true);
    fy_parse_cfg cfg{};
    unsigned flags =
        FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE | FYPCF_DISABLE_DEPTH_LIMIT;
    // A closing bracket under its key is the one line that YAML 1.2 wants further in and every reader takes as it is.
    const LayoutAnswer layout = scan_layout(text, first_line);
    if (layout.closes_at_margin && !layout.flow_at_margin) flags |= FYPCF_SLOPPY_FLOW_INDENTATION;
    cfg.flags = static_cast<fy_parse_cfg_flags>(flags);
    cfg.diag = diag_.get();
    parser_.reset(fyaml().fy_parser_create(&cfg));
    if (!parser_) throw std::bad_alloc();
  }

  std::optional<SyntaxError> read() {
    if (text_.empty()) return std::nullopt;
    if (fyaml().fy_parser_set_string(parser_.get(), text_.data(), text_.size()) != 0) throw std::bad_alloc();
    bool goes_on = true;
    while (goes_on && !error_) {
      fy_event* event = fyaml().fy_parser_parse(parser_.get());
      if (event == nullptr) break;
      goes_on = take(*event);
      fyaml().fy_parser_event_free(parser_.get(), event);
    }
    if (error_ || !goes_on) return error_;
    if (fyaml().fy_parser_get_stream_error(parser_.get())) return said();
    for (std::size_t i = 0; i < breaks_.size(); ++i)
      if (!is_quoted_[i])
        return SyntaxError{
            marks_(breaks_[i]),
            "a line separator (U+0085, U+2028 or U+2029) outside quotes; other readers end a line there"};
    return std::nullopt;
  }

 private:
  bool take(const fy_event& event) {
    switch (event.type) {
      case FYET_DOCUMENT_START:
        // Documents are cut apart before they come here, so what follows one is a mistake and not another document.
        if (documents_++ > 0) {
          const fy_mark* mark = event.document_start.document_start == nullptr
                                    ? nullptr
                                    : fyaml().fy_token_start_mark(event.document_start.document_start);
          error_ =
              SyntaxError{marks_(mark == nullptr ? last_end_ : mark->input_pos), "text after the end of the document"};
        }
        return true;
      case FYET_MAPPING_START:
        return collection(Event::Kind::map_start, event.mapping_start.mapping_start, event.mapping_start.anchor,
                          event.mapping_start.tag);
      case FYET_SEQUENCE_START:
        return collection(Event::Kind::sequence_start, event.sequence_start.sequence_start, event.sequence_start.anchor,
                          event.sequence_start.tag);
      case FYET_MAPPING_END: return end(Event::Kind::map_end, event.mapping_end.mapping_end);
      case FYET_SEQUENCE_END: return end(Event::Kind::sequence_end, event.sequence_end.sequence_end);
      case FYET_SCALAR: return scalar(event.scalar);
      case FYET_ALIAS: return alias(event.alias.anchor);
      default: return true;
    }
  }

  static std::size_t start_of(fy_token* token) {
    const fy_mark* mark = token == nullptr ? nullptr : fyaml().fy_token_start_mark(token);
    return mark == nullptr ? 0 : mark->input_pos;
  }
  // Where a node begins with its anchor and tag, and without them at `at`. libfyaml's mark of a name is behind its
  // sign.
  static std::size_t start_with(fy_token* anchor, fy_token* tag, std::size_t at) {
    if (anchor != nullptr) at = std::min(at, std::max<std::size_t>(start_of(anchor), 1) - 1);
    if (tag != nullptr) at = std::min(at, start_of(tag));
    return at;
  }
  void ends_at(fy_token* token) {
    const fy_mark* mark = token == nullptr ? nullptr : fyaml().fy_token_end_mark(token);
    if (mark != nullptr) last_end_ = std::max(last_end_, std::min(mark->input_pos, text_.size()));
  }

  bool collection(Event::Kind kind, fy_token* token, fy_token* anchor, fy_token* tag) {
    Event out;
    out.kind = kind;
    out.anchored = anchor != nullptr;
    out.tagged = tag != nullptr;
    const std::size_t at = start_of(token);
    out.mark = marks_(start_with(anchor, tag, at));
    const bool flow = at < text_.size() && (text_[at] == '{' || text_[at] == '[');
    last_end_ = std::max(last_end_, at + (flow ? 1 : 0));
    return sink_.on_event(out);
  }
  bool end(Event::Kind kind, fy_token* token) {
    Event out;
    out.kind = kind;
    ends_at(token);
    return sink_.on_event(out);
  }
  bool alias(fy_token* token) {
    Event out;
    out.kind = Event::Kind::alias;
    out.mark = marks_(start_with(token, nullptr, start_of(token)));
    ends_at(token);
    return sink_.on_event(out);
  }

  bool scalar(const fy_event_scalar_data& data) {
    Event out;
    out.kind = Event::Kind::scalar;
    out.anchored = data.anchor != nullptr;
    out.tagged = data.tag != nullptr;
    std::size_t length = 0;
    const char* text = data.value == nullptr ? nullptr : fyaml().fy_token_get_text(data.value, &length);
    const fy_scalar_style style = data.value == nullptr ? FYSS_PLAIN : fyaml().fy_token_scalar_style(data.value);
    if (data.value == nullptr || (style == FYSS_PLAIN && length == 0)) {
      out.plain = out.null = !out.tagged;
      last_end_ = next_word(false);
      out.mark = marks_(start_with(data.anchor, data.tag, last_end_));
      return sink_.on_event(out);
    }
    if (text == nullptr) throw std::bad_alloc();
    out.plain = style == FYSS_PLAIN && !out.tagged;
    out.text = {text, length};
    out.null = out.plain && says_null(out.text);
    if (out.null) out.text = {};
    const std::size_t begins = start_of(data.value);
    const bool quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    if (quoted) {
      const std::size_t open = begins == 0 ? 0 : begins - 1;  // libfyaml's mark is behind the quote
      out.mark = marks_(start_with(data.anchor, data.tag, open));
      ends_at(data.value);
      if (last_end_ < text_.size() && text_[last_end_] == text_[open]) ++last_end_;
      const auto first = std::lower_bound(breaks_.begin(), breaks_.end(), open);
      for (auto at = first; at != breaks_.end() && *at < last_end_; ++at)
        is_quoted_[static_cast<std::size_t>(at - breaks_.begin())] = true;
    } else if (style == FYSS_LITERAL || style == FYSS_FOLDED) {
      out.mark = marks_(
          start_with(data.anchor, data.tag, next_word(true)));  // libfyaml's mark is that of the first line of the text
      ends_at(data.value);
      if (ends_without_line_end(out.text)) out.text.remove_suffix(1);
    } else {
      out.mark = marks_(start_with(data.anchor, data.tag, begins));
      ends_at(data.value);
    }
    return sink_.on_event(out);
  }

  // Whether the text block that was just read runs to the end of a file whose last line has no line end: there is none
  // to keep then (YAML 1.2 section 8.1.1.2), and libfyaml gives one.
  [[nodiscard]] bool ends_without_line_end(std::string_view block) const {
    if (!block.ends_with('\n') || last_end_ < text_.size() || text_.ends_with('\n')) return false;
    const std::size_t before = text_.rfind('\n');
    const bool is_blank = before != std::string_view::npos && trim(text_.substr(before)).empty();
    return !is_blank || block.ends_with(" \n");
  }

  // The next word behind the last event and the sign of a key or entry: what an empty value stands before, or the sign
  // of a block scalar, which tags and anchors may come before.
  [[nodiscard]] std::size_t next_word(bool of_block_scalar) const {
    std::size_t at = last_end_;
    const auto blank_or_end = [&](std::size_t i) {
      return i >= text_.size() || std::string_view(" \t\r\n").find(text_[i]) != std::string_view::npos;
    };
    bool sign_allowed = true;
    while (at < text_.size()) {
      const char c = text_[at];
      if (blank_or_end(at)) {
        ++at;
      } else if (c == '#') {
        at = std::min(text_.find('\n', at), text_.size());
      } else if (of_block_scalar && (c == '&' || c == '!')) {
        while (!blank_or_end(at)) ++at;
      } else if ((c == ':' || c == '-' || c == '?') && blank_or_end(at + 1) && (sign_allowed || of_block_scalar)) {
        ++at;
        sign_allowed = false;
      } else if (of_block_scalar && text_.substr(at).starts_with("---")) {
        at += 3;
      } else {
        return at;
      }
    }
    return at;
  }

  SyntaxError said() {
    void* walk = nullptr;
    const fy_diag_error* first = fyaml().fy_diag_errors_iterate(diag_.get(), &walk);
    while (first != nullptr && first->type != FYET_ERROR) first = fyaml().fy_diag_errors_iterate(diag_.get(), &walk);
    if (first == nullptr) return {marks_(last_end_), std::string(no_words)};
    const fy_mark* mark = first->fyt == nullptr ? nullptr : fyaml().fy_token_start_mark(first->fyt);
    return {marks_(mark == nullptr ? last_end_ : mark->input_pos), std::string(our_words(first->msg))};
  }

  std::string_view text_;
  Marks marks_;
  std::vector<std::size_t> breaks_;
  std::vector<bool> is_quoted_ = std::vector<bool>(breaks_.size());
  EventSink& sink_;
  std::unique_ptr<fy_diag, Destroy> diag_;  // outlives the parser
  std::unique_ptr<fy_parser, Destroy> parser_;
  std::size_t last_end_ = 0;  // of the last event that has one, in bytes
  int documents_ = 0;
  std::optional<SyntaxError> error_;
};

}  // namespace

std::optional<SyntaxError> read_libfyaml_events(std::string_view text, std::uint32_t first_line, EventSink& sink) {
  return Reader(text, first_line, sink).read();
}

}  // namespace probation::document
