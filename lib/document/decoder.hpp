// Decodes the events of one document by the field tables of its kind, straight into the model.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/same_text.hpp"
#include "document/decode.hpp"
#include "document/decode_frames.hpp"
#include "document/decode_ids.hpp"
#include "document/decode_schema.hpp"
#include "document/decode_words.hpp"
#include "document/limited_mark.hpp"
#include "document/readers.hpp"

namespace probation::document {

// Keys and values of one document. No case has so much; what has would keep memory and time that the other files of the
// run need.
inline constexpr std::size_t max_values = 150'000;
// How deep collections may be open where one more is opened at one go: what is deeper goes the way of events.
inline constexpr std::size_t deepest_at_one_go = 32;

class Decoder final : public EventSink {
 public:
  // `reads_again`: whatever is found wrong, another reader is asked afterwards.
  Decoder(std::span<const FileKind> kinds, void* holder, Decoded& out, bool reads_again, bool hides)
      : kinds_(kinds), holder_(holder), out_(out), showing_{hides, true}, reads_again_(reads_again) {}

  bool on_event(const Event& event) override;
  bool on_member(const Event& key, const Event& value) override;
  Opened take_members(Standing& where, const char* end, std::optional<std::size_t> block) override;
  Opened take_items(Standing& where, const char* end, std::size_t column) override;

  bool goes_on_after_problems(const Event& event);

  // After the last event. `complete`: the document was read to its end.
  void finish(bool complete, const Slice& slice);

  [[nodiscard]] bool saw_nothing() const { return values_ == 0; }

  void problem(std::string rule, Place place, std::string message, std::vector<RelatedPlace> related = {},
               bool personal = false) {
    out_.problems.push_back({std::move(rule), place, std::move(message), std::move(related), personal});
  }

 private:
  // ---- which kind of file -----------------------------------------------------------------------------------------

  bool find_schema(const Event& event);

  bool start(const Event& value);

  void missing_schema();

  // ---- structure and keys
  // --------------------------------------------------------------------------------------------------

  static Place at(Mark mark, NodeId node) { return {mark.line, mark.column, node}; }

  bool deep(Mark mark);
  void give_up(Mark mark, std::string why);

  void check_ids();

  // Notes the line of every event below a personal key, known or not.
  void note_personal(const Event& event);

  // What an excerpt of another member of the line does not show.
  void hide(const Event& event, bool is_refused) {
    if (!event.null) hide_span(event, is_refused);
  }
  void hide_span(const Event& event, bool is_refused = true);

  bool take(const Event& event);

  // Anchors, aliases, tags and merge keys are refused wherever they stand; the value is then not used.
  bool refuse_features(const Event& event, NodeId node) {
    return (event.anchored || event.tagged || event.kind == Event::Kind::alias) && refuse_feature(event, node);
  }
  bool refuse_feature(const Event& event, NodeId node);

  // The hidden span before this event ends where it begins.
  void end_hidden(Mark mark) {
    out_.hidden.back().next_line = mark.line;
    out_.hidden.back().next_column = mark.column;
    ends_hidden_ = false;
  }

  void key(const Event& event);

  // As good as every key of a caseload.
  void known_key(const Event& event, Frame& frame, const KnownKey& known);

  // The first one stands; the value of this one is skipped.
  void stands_twice(const Frame& frame, std::string_view named, Place earlier);

  // A key of a map whose keys are data, of what is skipped, or that a record does not know.
  void other_key(const Event& event, Frame& frame, bool is_record);

  // Files mostly keep the order of the fields, so the one behind that met last is tried first.
  static const KnownKey* key_named(const Frame& frame, std::string_view key) {
    const KnownKey* known = frame.masks->keys.data() + frame.next_field;
    for (std::size_t left = frame.masks->keys.size() / 2; left != 0; --left, ++known)
      if (same_text(known->text, key)) return known;
    return nullptr;
  }

  // ---- values ------------------------------------------------------------------------------------------------------

  struct Slot {
    const Type* type = nullptr;
    void* target = nullptr;
    const Field* field = nullptr;  // with the constraints and the id's role
    NodeId node = 0;
    bool personal = false;
    bool null_means_absent = true;
  };

  // Where the value that comes now goes; moves the frame on.
  Slot next_slot(const Event& event);

  void scalar(const Event& event);

  // The text must last as long as the document is decoded.
  void note_id(std::string_view id, const Field& field, Place place) {
    if (field.role == IdRole::declares) ids_.declares(id, field.id_kind, place);
    if (field.role == IdRole::refers) ids_.refers(id, field.id_kind, place);
  }

  // ---- what is read at one go (decoder_members.cpp, decoder_brackets.cpp) ------------------------------------------

  enum class Extent : std::uint8_t {
    some,   // of a collection: up to where events must go on
    all,    // up to the bracket or the other line that ends it
    inside  // up to within a collection in it, of which opened_ tells
  };
  template <bool is_block>
  Extent take_each_member(Frame& frame, Standing& where, const char* end, std::ptrdiff_t indent);
  void look_closer(const KnownKey& known, void* target, std::string_view text, Standpoint here, bool personal);
  // Whether the value that begins here may be read by take_brackets.
  [[nodiscard]] bool may_take_brackets(const KnownKey& known, const char* from);
  // The value of a member that stands between brackets, from its bracket on; `personal`: the record it is in. All of
  // it, or what is left is noted in opened_.
  Extent take_brackets(const KnownKey& known, void* target, NodeId node, bool personal, Standing& where,
                       const char* end);
  Extent take_list(const KnownKey& known, void* target, Place place, bool personal, Standing& where, const char* end);
  Extent take_map(const KnownKey& known, void* target, Place place, bool personal, Standing& where, const char* end);
  Extent take_record(const Type& type, const Field* through, void* target, Place place, bool personal, Standing& where,
                     const char* end);
  Extent take_records(Frame& list, Standing& where, const char* end);
  // A list or map that is open from here on.
  Frame& push_open(const KnownKey& known, void* target, Place place, bool personal);

  // Reads a scalar into its place.
  void put(const Event& event, const Slot& slot, void* target, Place place);

  // The code of a region, where it can be one; of a PDU or team too where nothing but codes may be shown of them.
  [[nodiscard]] bool is_code(const Field& field, std::string_view text) const;

  void refuse(const Event& event, const Slot& slot, const Type& type, std::string_view wrong);

  void open(const Event& event);

  void push_skipped(bool is_map, const Event& event);

  void close();

  std::span<const FileKind> kinds_;
  void* holder_;
  Decoded& out_;
  Showing showing_;
  LimitedMark mark_;
  Opened opened_;
  bool ends_hidden_ = false;  // the last hidden span waits for what comes after it
  void* root_ = nullptr;
  Place where_it_begins_{};  // the document: of its first value
  std::size_t values_ = 0;
  bool reads_again_;
  bool started_ = false;
  bool stopped_ = false;
  bool root_is_wrong_ = false;
  SchemaSearch search_;
  Frames frames_;
  std::vector<std::size_t> key_collection_depth_;
  DocumentIds ids_;
};

}  // namespace probation::document
