// The ids of a document: each declared once, each reference to one that is there.
#pragma once
#include <string_view>
#include <vector>

#include "document/decode_words.hpp"
#include "document/problem.hpp"
#include "document/shape.hpp"

namespace probation::document {

class DocumentIds {
 public:
  DocumentIds() {
    constexpr std::size_t usual = 64;  // of one case: its contacts
    declared_.reserve(usual);
    references_.reserve(usual);
  }
  // All texts must outlive this.
  void declares(std::string_view id, IdKind kind, Place place) { declared_.push_back({id, kind, place}); }
  void refers(std::string_view id, IdKind kind, Place place) { references_.push_back({id, kind, place}); }
  // A reference by a key that is data: nobody has read it as an id.
  void refers_by_key(std::string_view key, IdKind kind, Place place) {
    references_.push_back({key, kind, place, true});
  }
  // DOC105 and DOC106, of a document that was read to its end. The references whose words no message shows.
  std::vector<Place> check(std::vector<Problem>& problems, Showing showing) const;

 private:
  struct NamedId {
    std::string_view text;
    IdKind kind;
    Place place;
    bool is_key = false;
  };
  class Index;
  std::vector<NamedId> declared_, references_;
};

}  // namespace probation::document
