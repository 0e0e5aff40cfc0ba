#include "rules/missing_fact.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "model/case_file.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

using document::Field;
using document::Type;

// The steps of a pointer; what a place in another file says of itself (`sheet.yaml#/members`) is its pointer.
std::vector<std::string> steps_of(std::string_view pointer) {
  if (const std::size_t hash = pointer.find("#/"); hash != std::string_view::npos) pointer.remove_prefix(hash + 1);
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') steps.emplace_back();
    else if (steps.empty()) break;
    else if (pointer[i] == '~' && i + 1 < pointer.size()) steps.back() += pointer[++i] == '1' ? '/' : '~';
    else steps.back() += pointer[i];
  }
  return steps;
}

std::optional<std::int32_t> number_of(std::string_view step) {
  std::int32_t value = -1;
  const auto [end, wrong] = std::from_chars(step.data(), step.data() + step.size(), value);
  return wrong == std::errc{} && end == step.data() + step.size() && value >= 0 ? std::optional(value) : std::nullopt;
}

constexpr std::array<std::string_view, 6> lists_that_are_told_whole{"contacts",    "enforcement", "reviews",
                                                                    "suspensions", "assessments", "flags"};

// The case says that something of the list is missing: nothing is to be put in its place, but what is missing, and then
// that it is whole.
bool is_marked_partial(const CaseFile& file, std::string_view list) {
  bool is_open = false;
  for (const PartialMark& mark : file.partial)
    if (mark.list && document::word(*mark.list) == list) is_open = !mark.whole.is(true);
  return is_open;
}

bool is_told_by_fact(std::string_view key) {
  static constexpr std::array<std::string_view, 12> not_told{"schema", "crn",    "id",       "supersedes",
                                                             "void",   "reason", "recorded", "recorded_by",
                                                             "change", "undoes", "partial",  "source"};
  return std::find(not_told.begin(), not_told.end(), key) == not_told.end();
}

// One walk from the root of a document to what is missing.
class Walk {
 public:
  explicit Walk(const Lacking& document) : document_(document) {
    type_ = document.type;
    if (document.root != nullptr) look(*document.type, document.root);
  }

  MissingFact to(const std::string& pointer) {
    MissingFact out;
    out.pointer = pointer;
    const std::vector<std::string> steps = steps_of(pointer);
    for (const std::string& step : steps) take(step);
    out.fact = fact_.empty() ? "/" : fact_;
    out.subject = subject_.empty() ? "file" : subject_;
    out.table = table_;
    out.location = {std::string(document_.file), at_.line, at_.column, pointer, {}, {}};
    if (document_.takes_commands && !steps.empty()) out.fix = command(steps);
    return out;
  }

 private:
  struct Record {               // the innermost that is there
    std::string name = {};      // as `fact` calls it; empty: the top of the case
    bool is_reachable = false;  // `fact` can name it
  };

  void take(const std::string& step) {
    if (type_ == nullptr) {
      fact_ += '/';
      fact_ += number_of(step) ? "*" : step;
      return;
    }
    switch (type_->kind) {
      case Type::Kind::record: return into_field(step);
      case Type::Kind::list: return into_item(step);
      default: break;
    }
    fact_ += "/*";
    type_ = nullptr;
    is_here_ = false;
    record_.is_reachable = false;
  }

  void into_field(const std::string& step) {
    fact_ += '/' + step;
    const auto& fields = type_->shape().fields;
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == step; });
    const Type* of = field == fields.end() ? nullptr : &field->type();
    if (is_here_ && of != nullptr) {
      key_ = step;
      key_is_there_ = false;
      look(*of, field->member(const_cast<void*>(object_)));
      if (is_here_) key_is_there_ = true;
    }
    type_ = of;
  }

  void into_item(const std::string& step) {
    fact_ += "/*";
    const Type& of = type_->element();
    const auto wanted = number_of(step);
    const void* found = nullptr;
    if (is_here_ && wanted) {
      // By the number it has in the file: what came after as-of is no longer in the list.
      for (std::size_t i = 0; const void* item = type_->item(object_, i); ++i) {
        Place place;
        of.look(item, place);
        if (place.known() && document_.places->index(place.node) == *wanted) found = item;
        if (found != nullptr) break;
      }
    }
    is_here_ = false;
    if (found != nullptr) look(of, found);
    type_ = &of;
  }

  // Goes on to what stands there, as far as something does.
  void look(const Type& type, const void* target) {
    Place place;
    const void* object = type.look(target, place);
    if (place.known()) at_ = place;
    is_here_ = object != nullptr;
    if (!is_here_) return;
    if (type.kind == Type::Kind::record) enter(type, object);
    object_ = object;
  }

  // The record's id, and the table it came from.
  void enter(const Type& type, const void* object) {
    object_ = object;
    std::string name;
    const bool top = object == document_.root;
    record_.is_reachable = top || key_ == "person" || key_ == "manager";
    if (!top && record_.is_reachable) name = key_;
    for (const Field& field : type.shape().fields) {
      if (field.key == "source") note_source(field, object);
      if (field.key != "id" || field.type().scalar != document::ScalarKind::id) continue;
      Place at;
      const auto* id = static_cast<const document::Id*>(field.type().look(field.member(const_cast<void*>(object)), at));
      if (id == nullptr) continue;
      name = id->text;
      record_.is_reachable = true;
      if (field.id_kind == document::IdKind::order) order_ = name;
      subject_ = field.id_kind == document::IdKind::requirement ? order_ + "/" + name : name;
    }
    if (!top && name == key_ && record_.is_reachable) subject_ = name;
    record_ = {std::move(name), record_.is_reachable};
    key_.clear();
    key_is_there_ = false;
  }

  void note_source(const Field& field, const void* object) {
    Place at;
    const void* source = field.type().look(field.member(const_cast<void*>(object)), at);
    if (source == nullptr) return;
    for (const Field& part : field.type().shape().fields) {
      if (part.key != "table") continue;
      const void* table = part.type().look(part.member(const_cast<void*>(source)), at);
      if (table != nullptr) table_ = *static_cast<const std::string*>(table);
    }
  }

  [[nodiscard]] std::optional<std::string> command(const std::vector<std::string>& steps) const {
    const std::string file = shell_path(document_.file);
    const std::string name = record_.name.empty() ? std::string{} : shell_word(record_.name);
    const auto& lists = lists_that_are_told_whole;
    const bool is_of_the_top = std::find(lists.begin(), lists.end(), steps.back()) != lists.end();
    if (is_of_the_top ? steps.size() == 1
                      : is_marked_partial(*static_cast<const CaseFile*>(document_.root), steps.back()))
      return fmt::format("rar-record whole {} {}", file, steps.back());
    if (!record_.is_reachable || key_is_there_ || key_.empty() || !is_told_by_fact(key_)) return std::nullopt;
    if (steps.front() == "contacts" && key_ == "outcome")
      return fmt::format("rar-record outcome {} {} ...", file, name);
    return fmt::format("rar-record fact {} {}{}{}=...", file, name, name.empty() ? "" : " ", key_);
  }

  const Lacking document_;
  const Type* type_ = nullptr;    // of what the steps so far lead to; nothing: no table knows it
  const void* object_ = nullptr;  // what stands there
  bool is_here_ = false;
  Place at_;  // of the innermost that stands in the file
  Record record_{};
  std::string key_;  // the key of that record by which the way went on
  bool key_is_there_ = false;
  std::string fact_, subject_, order_, table_;
};

}  // namespace

std::vector<MissingFact> missing_facts(std::span<const Finding> findings, const Lacking& document) {
  std::vector<MissingFact> out;
  std::set<std::string_view> known;
  for (const Finding& finding : findings) {
    if (finding.outcome != Verdict::undetermined) continue;
    for (const std::string& pointer : finding.missing) {
      if (!known.insert(pointer).second) continue;
      const std::size_t hash = pointer.find("#/");
      if (hash != std::string::npos) {  // in another file
        MissingFact fact = Walk({nullptr, document.type, nullptr, {}, false}).to(pointer);
        fact.location = {pointer.substr(0, hash), 0, 0, pointer.substr(hash + 1), {}, {}};
        out.push_back(std::move(fact));
      } else if (pointer.empty() || pointer.front() == '/') {
        out.push_back(Walk(document).to(pointer));
      } else {
        // What an intervention does not say, the catalogue lacks.
        const std::string fact = pointer.starts_with("catalogue") ? std::string("input:catalogue") : pointer;
        out.push_back({pointer, fact, "file", {std::string(document.file), 0, 0, {}, {}, {}}, std::nullopt, {}});
      }
    }
  }
  return out;
}

}  // namespace probation::rules
