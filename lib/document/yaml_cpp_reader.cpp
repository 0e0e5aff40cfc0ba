// The only file that includes yaml-cpp: its parser's events, never its nodes, and its exceptions end here.
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <istream>
#include <stdexcept>
#include <streambuf>
#include <typeinfo>
#include <vector>

#include "base/late_library.hpp"
#include "base/text.hpp"
#include "document/block_scalar.hpp"
#include "document/lexer.hpp"
#include "document/readers.hpp"
#include "document/surrogate_pairs.hpp"

namespace probation::document {
namespace {

struct Stop {};  // thrown through yaml-cpp to leave its parser early; never leaves read_events

#ifdef PROBATION_LINKED
using Parser = YAML::Parser;
#else
// It has no interface of C: its members are asked for by the names that the ABI of C++ on this platform gives them, and
// take the object first.
struct YamlCpp {
  template <class Function>
  Function* named(const char* symbol) const {
    return reinterpret_cast<Function*>(library.address(symbol));
  }
  LateLibrary library{late::yaml_cpp};
  void (*begin)(YAML::Parser*, std::istream&) = named<void(YAML::Parser*, std::istream&)>("_ZN4YAML6ParserC1ERSi");
  void (*end)(YAML::Parser*) = named<void(YAML::Parser*)>("_ZN4YAML6ParserD1Ev");
  bool (*has_more)(const YAML::Parser*) = named<bool(const YAML::Parser*)>("_ZNK4YAML6ParsercvbEv");
  bool (*next)(YAML::Parser*, YAML::EventHandler&) =
      named<bool(YAML::Parser*, YAML::EventHandler&)>("_ZN4YAML6Parser18HandleNextDocumentERNS_12EventHandlerE");
};
const YamlCpp& yaml_cpp() {
  static const YamlCpp loaded;
  return loaded;
}

class Parser {
 public:
  explicit Parser(std::istream& in) { yaml_cpp().begin(object(), in); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_cpp().end(object()); }
  bool HandleNextDocument(YAML::EventHandler& handler) { return yaml_cpp().next(object(), handler); }
  explicit operator bool() const { return yaml_cpp().has_more(reinterpret_cast<const YAML::Parser*>(room_)); }

 private:
  YAML::Parser* object() { return reinterpret_cast<YAML::Parser*>(room_); }
  alignas(YAML::Parser) std::byte room_[sizeof(YAML::Parser)];
};
#endif

// Its exceptions are known by name, so that no symbol of theirs is needed before there is one.
const YAML::Exception* as_its_own(const std::runtime_error& error) {
  const std::string_view name = typeid(error).name();
  return name.starts_with("N4YAML") ? static_cast<const YAML::Exception*>(&error) : nullptr;
}

class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

// yaml-cpp counts columns in bytes; people count characters.
class Marks {
 public:
  Marks(std::string_view text, std::uint32_t first_line) : text_(text), first_line_(first_line) {
    ascii_ = count_characters(text) == text.size();
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') starts_.push_back(i + 1);
  }
  [[nodiscard]] Mark operator()(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    const auto line = static_cast<std::uint32_t>(mark.line);
    auto column = static_cast<std::uint32_t>(mark.column);
    if (!ascii_ && line < starts_.size())
      column = static_cast<std::uint32_t>(count_characters(text_.substr(starts_[line], column)));
    return {first_line_ + line, column + 1};
  }

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(mark.line);
    return line < starts_.size() ? std::min(starts_[line] + static_cast<std::size_t>(mark.column), text_.size())
                                 : text_.size();
  }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::uint32_t first_line_;
  bool ascii_ = true;
  std::vector<std::size_t> starts_;
};

// yaml-cpp takes every line that begins with % for a directive and says nothing of it, also within a text or brackets.
// The line on which it would.
std::optional<std::uint32_t> line_it_drops(std::string_view text) {
  bool begun = false;
  std::uint32_t line = 0;
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1, ++line) {
    if (text[at] == '%' && begun) return line;
    begun = begun || (text[at] != '%' && text[at] != '#' && text[at] != '\n' && text[at] != '\r');
  }
  return std::nullopt;
}

class Bridge : public YAML::EventHandler {
 public:
  Bridge(const Marks& marks, const SurrogatePairs& pairs, EventSink& sink)
      : marks_(marks), pairs_(pairs), sink_(sink) {}
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Event event = make(Event::Kind::scalar, mark, {}, anchor);
    event.plain = event.null = true;
    send(event);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { send(make(Event::Kind::alias, mark, {}, 0)); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Event event = make(Event::Kind::scalar, mark, tag, anchor);
    event.plain = tag == "?";  // yaml-cpp's word for "no tag, no quotes"
    event.text = value;
    if (event.plain) return send(event);
    // yaml-cpp loses line ends at the end of a text that keeps them.
    if (const auto block = mark.is_null() ? std::nullopt : read_block_scalar(marks_.text(), marks_.offset(mark))) {
      event.text = block->text;
      return send(event);
    }
    const std::string whole = pairs_.joined(value);
    event.text = whole;
    send(event);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    send(make(Event::Kind::sequence_start, mark, tag, anchor));
  }
  void OnSequenceEnd() override { send(make(Event::Kind::sequence_end, YAML::Mark::null_mark(), {}, 0)); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    send(make(Event::Kind::map_start, mark, tag, anchor));
  }
  void OnMapEnd() override { send(make(Event::Kind::map_end, YAML::Mark::null_mark(), {}, 0)); }

 private:
  [[nodiscard]] Event make(Event::Kind kind, const YAML::Mark& mark, std::string_view tag,
                           YAML::anchor_t anchor) const {
    Event event;
    event.kind = kind;
    event.mark = marks_(mark);
    event.anchored = anchor != 0;
    event.tagged = !tag.empty() && tag != "?" && tag != "!";
    return event;
  }
  void send(const Event& event) {
    if (!sink_.on_event(event)) throw Stop{};
  }
  const Marks& marks_;
  const SurrogatePairs& pairs_;
  EventSink& sink_;
};

}  // namespace

std::optional<SyntaxError> read_yaml_cpp_events(std::string_view text, std::uint32_t first_line, EventSink& sink) {
  if (const auto line = line_it_drops(text))
    return SyntaxError{{first_line + *line, 1}, "a line that begins with % where none can stand"};
  const Marks marks(text, first_line);
  const SurrogatePairs pairs(text);
  ViewBuffer buffer(pairs.text());
  std::istream stream(&buffer);
  try {
    Parser parser(stream);
    Bridge bridge(marks, pairs, sink);
    parser.HandleNextDocument(bridge);
    // Documents are cut apart before they come here, so what follows one is a mistake and not another document.
    if (parser) {
      struct Rest : YAML::EventHandler {
        std::optional<YAML::Mark> first;
        void note(const YAML::Mark& mark) {
          if (!first) first = mark;
        }
        void OnDocumentStart(const YAML::Mark& mark) override { note(mark); }
        void OnDocumentEnd() override {}
        void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
        void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
        void OnScalar(const YAML::Mark& m, const std::string&, YAML::anchor_t, const std::string&) override { note(m); }
        void OnSequenceStart(const YAML::Mark& m, const std::string&, YAML::anchor_t,
                             YAML::EmitterStyle::value) override {
          note(m);
        }
        void OnSequenceEnd() override {}
        void OnMapStart(const YAML::Mark& m, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
          note(m);
        }
        void OnMapEnd() override {}
      } rest;
      if (parser.HandleNextDocument(rest) && rest.first)
        return SyntaxError{marks(*rest.first), "text after the end of the document"};
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const std::runtime_error& error) {
    const YAML::Exception* its = as_its_own(error);
    if (its == nullptr) throw;
    return SyntaxError{marks(its->mark), its->msg};
  }
  return std::nullopt;
}

}  // namespace probation::document
