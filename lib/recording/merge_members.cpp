#include "recording/merge_members.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "document/edit.hpp"
#include "document/lexer.hpp"
#include "model/case_shapes.hpp"
#include "recording/entry.hpp"

namespace probation::recording {

using document::Step;
using document::Tree;
using document::Type;
using document::Value;

namespace {

// Lists of entries, which are joined one by one.
bool holds_entries(std::string_view key) {
  static constexpr std::array<std::string_view, 9> lists{"contacts",    "enforcement",  "reviews",
                                                         "suspensions", "assessments",  "activities",
                                                         "amendments",  "terminations", "partial"};
  return std::find(lists.begin(), lists.end(), key) != lists.end();
}

// Without its entries, which are joined one by one.
Value without_entries(Value value) {
  std::erase_if(value.members,
                [](const auto& member) { return holds_entries(member.first) && !member.second.items.empty(); });
  return value;
}

bool is_absent(const Tree* node) { return node == nullptr || (node->kind == Tree::Kind::scalar && node->null); }

bool same(const Tree* a, const Tree* b) {
  if (is_absent(a) || is_absent(b)) return is_absent(a) && is_absent(b);
  if (a->kind != b->kind) return false;
  if (a->kind == Tree::Kind::scalar) return a->text == b->text;
  if (a->kind == Tree::Kind::sequence)
    return std::equal(a->items.begin(), a->items.end(), b->items.begin(), b->items.end(),
                      [](const Tree& x, const Tree& y) { return same(&x, &y); });
  std::set<std::string> keys;
  for (const Tree* side : {a, b})
    for (const auto& [key, value] : side->entries) keys.insert(key.text);
  return std::all_of(keys.begin(), keys.end(),
                     [&](const std::string& key) { return same(a->find(key), b->find(key)); });
}

const Tree* with_id(const Tree* list, std::string_view id) {
  if (list == nullptr) return nullptr;
  for (const Tree& item : list->items)
    if (const Tree* own = item.find("id"); own != nullptr && own->text == id) return &item;
  return nullptr;
}

bool has_ids(const Tree* list) {
  return list != nullptr && list->kind == Tree::Kind::sequence && !list->items.empty() &&
         std::all_of(list->items.begin(), list->items.end(),
                     [](const Tree& item) { return item.find("id") != nullptr; });
}

class Members {
 public:
  explicit Members(MemberMerge& out) : out_(out) {}

  // `type`: of what the map holds; nothing where its keys are nobody's names.
  void map(const std::vector<Step>& path, const std::string& pointer, const Type* type, const Tree* base,
           const Tree& ours, const Tree& theirs) {
    std::set<std::string> keys;
    for (const Tree* side : {base, &ours, &theirs})
      if (side != nullptr)
        for (const auto& [key, value] : side->entries) keys.insert(key.text);
    for (const std::string& key : keys) {
      const Tree* was = base == nullptr ? nullptr : base->find(key);
      const Tree* own = ours.find(key);
      const Tree* other = theirs.find(key);
      const document::Field* field =
          type != nullptr && type->kind == Type::Kind::record ? field_of(type->shape(), key) : nullptr;
      const Type* inner_type = field == nullptr ? nullptr : &field->type();
      const std::string here = pointer + "/" + (field == nullptr ? "…" : key);  // a key that is data is a value
      if (holds_entries(key)) {
        list_of_entries(path, key, here, was, own, other);
        continue;
      }
      if (same(was, other) || same(own, other)) continue;
      std::vector<Step> inner = path;
      inner.push_back({key});
      if (!is_absent(own) && !is_absent(other) && own->kind == Tree::Kind::map && other->kind == Tree::Kind::map) {
        map(inner, here, inner_type, was, *own, *other);
      } else if (has_ids(own) && has_ids(other)) {
        list(inner, here, inner_type, was, *own, *other);
      } else if (!same(was, own)) {
        conflict(here, is_absent(other) ? "was changed in ours, and taken away in theirs"
                       : is_absent(own) ? "was taken away in ours, and changed in theirs"
                                        : "was changed on both sides, differently");
      } else if (is_absent(other)) {
        take_away(*own, here);
      } else if (is_absent(own)) {
        put(path, key, *other, here);
      } else {
        replace(*own, *other, here);
      }
    }
  }

 private:
  void conflict(const std::string& place, const std::string& why) { out_.conflicts.push_back({place, why}); }

  // What a list of entries says where it holds none: that there are none, or nothing. Entries are joined one by one.
  void list_of_entries(const std::vector<Step>& path, const std::string& key, const std::string& here, const Tree* was,
                       const Tree* own, const Tree* other) {
    const auto holds_none = [](const Tree* node) { return !is_absent(node) && node->items.empty(); };
    if (is_absent(was)) {
      if (is_absent(own) && holds_none(other)) put(path, key, *other, here);
      return;
    }
    if (!holds_none(was) || is_absent(own) == is_absent(other)) return;
    if (is_absent(own)) {
      if (!other->items.empty()) conflict(here, "was taken back in ours, and holds entries in theirs");
    } else if (holds_none(own)) {
      take_away(*own, here);
    } else {
      conflict(here, "holds entries in ours, and was taken back in theirs");
    }
  }

  void list(const std::vector<Step>& path, const std::string& pointer, const Type* type, const Tree* base,
            const Tree& ours, const Tree& theirs) {
    const Type* element = type != nullptr && type->kind == Type::Kind::list ? &type->element() : nullptr;
    for (const Tree& item : theirs.items) {
      const std::string id = item.find("id")->text;
      const Tree* was = with_id(base, id);
      const std::string here = pointer + "/" + id;
      for (std::size_t i = 0; i < ours.items.size(); ++i)
        if (ours.items[i].find("id")->text == id) {
          std::vector<Step> inner = path;
          inner.push_back({"", i});
          map(inner, here, element, was, ours.items[i], item);
        }
      if (with_id(&ours, id) != nullptr || same(was, &item)) continue;  // OURS took it away, THEIRS left it as it was
      if (was != nullptr) conflict(here, "was taken away in ours, and changed in theirs");
      else added_.push_back({path, without_entries(document::value_of(item))});
    }
    for (const Tree& item : ours.items) {
      const std::string id = item.find("id")->text;
      if (with_id(&theirs, id) != nullptr || with_id(base, id) == nullptr) continue;
      conflict(pointer + "/" + id, same(with_id(base, id), &item)
                                       ? "was taken away in theirs, and stands in ours: take it out of ours by hand"
                                       : "was changed in ours, and taken away in theirs");
    }
  }

  void put(const std::vector<Step>& path, const std::string& key, const Tree& value, const std::string& here) {
    put_.push_back({path, key, without_entries(document::value_of(value)), here});
  }
  // A value on one line of OURS gives way to THEIRS'.
  void replace(const Tree& own, const Tree& other, const std::string& here) {
    replaced_.push_back({&own, document::flow(document::value_of(other), document::Notation::yaml), here,
                         "was changed in theirs, and is written in ours so that nothing can take its place: change it "
                         "in ours by hand"});
  }
  // What THEIRS took away becomes a null, which says what an absent key says: its line keeps its comment and all else.
  void take_away(const Tree& own, const std::string& here) {
    replaced_.push_back({&own, "null", here,
                         "was taken away in theirs, and is written in ours so that nothing can take its place: take "
                         "it out of ours by hand"});
  }

 public:
  // From the end of the file, so that what stands before keeps its place; then what goes in anew.
  void write() {
    std::string& bytes = out_.bytes;
    const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t base = static_cast<std::size_t>(
        document::split_stream(std::string_view(bytes).substr(mark)).front().text.data() - bytes.data());
    std::sort(replaced_.begin(), replaced_.end(),
              [](const Replaced& a, const Replaced& b) { return a.own->offset > b.own->offset; });
    for (const Replaced& one : replaced_) {
      const auto length = written_length(std::string_view(bytes).substr(base), *one.own);
      if (!length) {
        conflict(one.here, one.why_not);
        continue;
      }
      bytes.replace(base + one.own->offset, *length, one.words);
    }
    if (!out_.conflicts.empty()) return;
    for (const Put& one : put_) apply(document::put_member(bytes, one.path, one.key, one.value), one.here);
    for (const auto& [path, value] : added_)
      apply(document::append_entries(bytes, path, std::vector<Value>{value}), "a new entry");
  }

 private:
  void apply(const document::EditResult& result, const std::string& here) {
    if (const auto* edited = std::get_if<document::Edited>(&result)) out_.bytes = edited->bytes;
    else conflict(here, "was added in theirs, and cannot be put into ours as that is written: put it in by hand");
  }
  // How long the value is as written; nothing where it stands over several lines.
  static std::optional<std::size_t> written_length(std::string_view text, const Tree& node) {
    if (node.offset >= text.size()) return std::nullopt;
    if (node.kind == Tree::Kind::scalar && node.plain)
      return text.substr(node.offset).starts_with(node.text) ? std::optional(node.text.size()) : std::nullopt;
    const std::size_t line_end = document::end_of_line(text, node.offset);
    const char first = text[node.offset];
    std::size_t end = std::string_view::npos;
    if (first == '"' || first == '\'') end = document::end_of_quotes(text, node.offset);
    else if (first == '{' || first == '[')
      if (const auto flow = document::flow_end(text, node.offset)) end = flow->close + 1;
    return end <= line_end ? std::optional(end - node.offset) : std::nullopt;
  }

  struct Put {
    std::vector<Step> path;
    std::string key;
    Value value;
    std::string here;
  };
  struct Replaced {
    const Tree* own;
    std::string words;
    std::string here, why_not;
  };
  MemberMerge& out_;
  std::vector<Put> put_;
  std::vector<Replaced> replaced_;
  std::vector<std::pair<std::vector<Step>, Value>> added_;
};

}  // namespace

MemberMerge merge_members(const CaseText& base, const CaseText& ours, const CaseText& theirs) {
  MemberMerge out;
  out.bytes = ours.bytes();
  Members members(out);
  members.map({}, "", &document::type_of<CaseFile>(), &base.root(), ours.root(), theirs.root());
  if (!out.conflicts.empty()) return out;
  members.write();
  if (!out.conflicts.empty()) return out;
  // The proof: read again, nothing that is left differs from THEIRS where THEIRS changed it.
  const CaseText written(ours.name(), out.bytes);
  MemberMerge rest;
  rest.bytes = out.bytes;
  Members again(rest);
  again.map({}, "", &document::type_of<CaseFile>(), &base.root(), written.root(), theirs.root());
  if (!rest.conflicts.empty()) out.conflicts = rest.conflicts;
  return out;
}

}  // namespace probation::recording
