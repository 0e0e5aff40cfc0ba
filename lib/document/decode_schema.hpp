// Finds the top-level `schema` of a document. It nearly always stands first; where it does not, events are kept until
// it comes and then played again.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/decode.hpp"
#include "document/events.hpp"

namespace probation::document {

class SchemaSearch {
 public:
  enum class Answer : std::uint8_t { not_yet, found, no_map, too_deep };
  // `found`: the event is the value of the top-level `schema`.
  Answer look(const Event& event);
  // Every event looked at, in order, until `take` returns false; they are forgotten.
  bool play(const std::function<bool(const Event&)>& take);

 private:
  struct KeptEvent {
    Event event;
    std::string text;  // outlives the reader's call
  };
  std::vector<KeptEvent> kept_;
  int depth_ = 0;
  bool expects_key_ = true;
  std::string name_;
};

// In words, with the nearest to `word` where one is near.
std::string known_schemas(std::span<const FileKind> kinds, std::string_view word);

}  // namespace probation::document
