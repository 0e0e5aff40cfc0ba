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
  Members(const CaseText& ours, MemberMerge& out) : ours_(ours), out_(out) {}

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
        // A list that THEIRS says is there, and is empty, or is not there any more.
        if (is_absent(own) && !is_absent(other) && other->items.empty()) put(path, key, *other, here);
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
        out_.conflicts.push_back(here);
      } else if (is_absent(other)) {
        out_.conflicts.push_back(here);  // taken away in theirs: nothing is ever removed by a command
      } else if (is_absent(own)) {
        put(path, key, *other, here);
      } else {
        replace(*own, *other, here);
      }
    }
  }

 private:
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
      if (with_id(&ours, id) != nullptr) continue;
      if (was != nullptr) out_.conflicts.push_back(here);
      else added_.push_back({path, without_entries(document::value_of(item))});
    }
    for (const Tree& item : ours.items) {
      const std::string id = item.find("id")->text;
      if (with_id(&theirs, id) == nullptr && with_id(base, id) != nullptr) out_.conflicts.push_back(pointer + "/" + id);
    }
  }

  void put(const std::vector<Step>& path, const std::string& key, const Tree& value, const std::string& here) {
    put_.push_back({path, key, without_entries(document::value_of(value)), here});
  }
  // A value on one line of OURS gives way to THEIRS'.
  void replace(const Tree& own, const Tree& other, const std::string& here) {
    replaced_.push_back({&own, &other, here});
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
        out_.conflicts.push_back(one.here);
        continue;
      }
      bytes.replace(base + one.own->offset, *length,
                    document::flow(document::value_of(*one.other), document::Notation::yaml));
    }
    if (!out_.conflicts.empty()) return;
    for (const Put& one : put_) apply(document::put_member(bytes, one.path, one.key, one.value), one.here);
    for (const auto& [path, value] : added_)
      apply(document::append_entries(bytes, path, std::vector<Value>{value}), "a new entry");
  }

 private:
  void apply(const document::EditResult& result, const std::string& here) {
    if (const auto* edited = std::get_if<document::Edited>(&result)) out_.bytes = edited->bytes;
    else out_.conflicts.push_back(here);
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
    const Tree* other;
    std::string here;
  };
  const CaseText& ours_;
  MemberMerge& out_;
  std::vector<Put> put_;
  std::vector<Replaced> replaced_;
  std::vector<std::pair<std::vector<Step>, Value>> added_;
};

}  // namespace

MemberMerge merge_members(const CaseText& base, const CaseText& ours, const CaseText& theirs) {
  MemberMerge out;
  out.bytes = ours.bytes();
  Members members(ours, out);
  members.map({}, "", &document::type_of<CaseFile>(), &base.root(), ours.root(), theirs.root());
  if (!out.conflicts.empty()) return out;
  members.write();
  if (!out.conflicts.empty()) return out;
  // The proof: read again, nothing that is left differs from THEIRS where THEIRS changed it.
  const CaseText written(ours.name(), out.bytes);
  MemberMerge rest;
  rest.bytes = out.bytes;
  Members again(written, rest);
  again.map({}, "", &document::type_of<CaseFile>(), &base.root(), written.root(), theirs.root());
  if (!rest.conflicts.empty()) out.conflicts = rest.conflicts;
  return out;
}

}  // namespace probation::recording
