// A YAML map of words and lists of words, each with its place: all that a configuration may be.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "document/events.hpp"

namespace probation::tools {

// Everything else is a problem.
class FlatMap : public document::EventSink {
 public:
  struct Entry {
    std::string key;
    document::Mark mark;
    std::vector<std::string> values;
    bool null = false;
  };
  std::vector<Entry> entries;
  std::vector<std::pair<document::Mark, std::string>> problems;

  bool on_event(const document::Event& event) override {
    using Kind = document::Event::Kind;
    if (event.kind == Kind::alias || event.anchored || event.tagged)
      return refuse(event.mark, "anchors, aliases and tags are not allowed");
    switch (event.kind) {
      case Kind::map_start:
        if (depth_++ > 0) return refuse(event.mark, "a value is a word or a list of words");
        return true;
      case Kind::sequence_start:
        if (depth_ != 1 || !has_key_)
          return refuse(event.mark, depth_ == 0 ? "expected keys and values" : "a value is a word or a list of words");
        ++depth_;
        return true;
      case Kind::sequence_end:
        --depth_;
        has_key_ = false;
        return true;
      case Kind::map_end: return true;
      default: break;
    }
    if (depth_ == 0) return event.null || refuse(event.mark, "expected keys and values");
    if (depth_ == 2) {
      entries.back().values.emplace_back(event.text);
    } else if (!has_key_) {
      entries.push_back({std::string(event.text), event.mark, {}, false});
      has_key_ = true;
    } else {
      if (event.null) entries.back().null = true;
      else entries.back().values.emplace_back(event.text);
      has_key_ = false;
    }
    return true;
  }

 private:
  bool refuse(document::Mark mark, std::string why) {
    problems.emplace_back(mark, std::move(why));
    return false;
  }
  int depth_ = 0;
  bool has_key_ = false;
};

}  // namespace probation::tools
