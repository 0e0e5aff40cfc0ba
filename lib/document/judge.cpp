// Who judges what a text says: JSON's own reader for JSON, libfyaml for YAML, and yaml-cpp beside it as a witness.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/xxh3.hpp"
#include "document/readers.hpp"

namespace probation::document {
namespace {

struct Nobody : EventSink {
  bool on_event(const Event&) override { return true; }
};

// What an event says, in a number: places aside, of which the two libraries have their own ideas, and blanks and line
// ends inside a text, which yaml-cpp folds wrongly in some text blocks: they move no word into or out of a value.
std::uint64_t fingerprint(const Event& event) {
  const auto seed = static_cast<std::uint64_t>(event.kind) << 2U | (event.plain ? 2U : 0U) | (event.null ? 1U : 0U);
  if (event.plain || event.text.find_first_of(" \n\t\r") == std::string_view::npos)
    return XXH3_64bits_withSeed(event.text.data(), event.text.size(), seed);
  std::string words(event.text);
  std::erase_if(words, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return XXH3_64bits_withSeed(words.data(), words.size(), seed);
}

// Passes the judge's events on and remembers what they say.
class Remember : public EventSink {
 public:
  explicit Remember(EventSink& sink) : sink_(sink) {}
  bool on_event(const Event& event) override {
    said.push_back(fingerprint(event));
    // Anchors, aliases and tags are refused wherever they stand: nothing of theirs is used.
    has_features = has_features || event.anchored || event.tagged || event.kind == Event::Kind::alias;
    stopped = !sink_.on_event(event);
    return !stopped;
  }
  std::vector<std::uint64_t> said;
  bool has_features = false;
  bool stopped = false;

 private:
  EventSink& sink_;
};

// The first event of the witness that says something else than the judge's. It is heard to its end: a witness that
// refuses the text has read nothing.
class Compare : public EventSink {
 public:
  explicit Compare(const std::vector<std::uint64_t>& said) : said_(said) {}
  bool on_event(const Event& event) override {
    if (differs || (said_.empty() && event.null)) return true;  // nothing at all is null to some
    if (at < said_.size() && said_[at] == fingerprint(event)) {
      ++at;
      return true;
    }
    differs = true;
    reading = shown(event);
    return true;
  }
  // No word of the text: a value may be about a person.
  static std::string shown(const Event& event) {
    switch (event.kind) {
      case Event::Kind::map_start: return "a map";
      case Event::Kind::sequence_start: return "a list";
      case Event::Kind::map_end: return "the end of a map";
      case Event::Kind::sequence_end: return "the end of a list";
      case Event::Kind::alias: return "an alias";
      case Event::Kind::scalar: break;
    }
    if (event.null) return "null";
    return fmt::format("{} of {} bytes", event.plain ? "a plain value" : "a text", event.text.size());
  }
  std::size_t at = 0;
  bool differs = false;
  std::string reading;

 private:
  const std::vector<std::uint64_t>& said_;
};

// The judge's event of one number.
class Find : public EventSink {
 public:
  explicit Find(std::size_t wanted) : wanted_(wanted) {}
  bool on_event(const Event& event) override {
    if (event.mark.line != 0) mark = event.mark;
    if (wanted_-- > 0) return true;
    reading = Compare::shown(event);
    return false;
  }
  Mark mark;
  std::string reading = "nothing more";

 private:
  std::size_t wanted_;
};

std::optional<SyntaxError> read_json(std::string_view text, std::uint32_t first_line, EventSink& sink, bool& is_json) {
  Nobody nobody;
  const JsonAnswer answer = read_json_events(text, first_line, nobody);
  is_json = answer.reading != JsonReading::not_json;
  if (answer.reading == JsonReading::lone_half)
    return SyntaxError{answer.mark, "half of a surrogate pair (\\uD800 to \\uDFFF) without the other half"};
  if (is_json) read_json_events(text, first_line, sink);
  return std::nullopt;
}

}  // namespace

std::optional<SyntaxError> read_events(std::string_view text, std::uint32_t first_line, EventSink& sink) {
  if (begins_as_json(text)) {
    bool is_json = false;
    const auto error = read_json(text, first_line, sink, is_json);
    if (is_json) return error;
  }
  Remember judge(sink);
  if (auto error = read_libfyaml_events(text, first_line, judge)) return error;
  if (judge.stopped || judge.has_features) return std::nullopt;
  Compare witness(judge.said);
  const bool refused = read_yaml_cpp_events(text, first_line, witness).has_value();
  if (refused || (!witness.differs && witness.at == judge.said.size())) return std::nullopt;
  Find there(witness.at);
  read_libfyaml_events(text, first_line, there);
  return SyntaxError{there.mark,
                     fmt::format("two readers of YAML read different things: libfyaml {}, yaml-cpp {}; put the text in "
                                 "quotes, or write it plainer",
                                 there.reading, witness.differs ? witness.reading : "nothing more")};
}

}  // namespace probation::document
