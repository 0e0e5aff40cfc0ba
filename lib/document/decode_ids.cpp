#include "document/decode_ids.hpp"

#include <cstdint>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "document/decode_words.hpp"
#include "document/refused.hpp"

namespace probation::document {

// What is declared under each id: open addressing in one piece of memory, for a document has dozens of ids and no
// time.
class DocumentIds::Index {
 public:
  struct Entry {
    const NamedId* first = nullptr;
    std::uint32_t kinds = 0;  // bits of IdKind
  };
  explicit Index(std::size_t declared) {
    std::size_t size = 16;
    while (size < declared * 2) size *= 2;
    entries_.resize(size);
  }
  // The entry of an id, or an empty one where it would stand.
  Entry& at(std::string_view id) {
    std::size_t i = std::hash<std::string_view>{}(id) & (entries_.size() - 1);
    while (entries_[i].first != nullptr && entries_[i].first->text != id) i = (i + 1) & (entries_.size() - 1);
    return entries_[i];
  }

 private:
  std::vector<Entry> entries_;
};

std::vector<Place> DocumentIds::check(std::vector<Problem>& problems, Showing showing) const {
  const auto problem = [&](const char* rule, Place place, std::string message, std::vector<RelatedPlace> related = {}) {
    problems.push_back({rule, place, std::move(message), std::move(related), false});
  };
  // The first ids of a kind, enough to name them or to see that they are too many; asked once a kind.
  std::map<IdKind, std::vector<std::string_view>> first_ids;
  const auto known_of = [&](IdKind kind) -> const std::vector<std::string_view>& {
    const auto [at, fresh] = first_ids.try_emplace(kind);
    if (!fresh) return at->second;
    for (const NamedId& id : declared_) {
      if (kind == IdKind::any_entry || id.kind == kind) at->second.push_back(id.text);
      if (at->second.size() > 12) break;
    }
    return at->second;
  };
  Index index(declared_.size());
  const auto bit = [](IdKind kind) { return std::uint32_t{1} << static_cast<unsigned>(kind); };
  for (const NamedId& id : declared_) {
    Index::Entry& entry = index.at(id.text);
    entry.kinds |= bit(id.kind);
    if (entry.first == nullptr) {
      entry.first = &id;
      continue;
    }
    problem("DOC105", id.place, fmt::format("the id {} is used twice; ids are unique in the file", id.text),
            {{entry.first->place, fmt::format("the {} that has it first", id_kind_name(entry.first->kind))}});
  }
  std::vector<Place> untold;
  for (const NamedId& reference : references_) {
    const std::uint32_t kinds = index.at(reference.text).kinds;
    if (kinds != 0 && (reference.kind == IdKind::any_entry || (kinds & bit(reference.kind)) != 0)) continue;
    const std::vector<std::string_view>& known = known_of(reference.kind);
    // An id like C91 could be a slip of any other; a word that is like none may be anything.
    const bool is_figure =
        !reference.is_key && may_be_slip(reference.text, showing.hides ? Wanted::nothing : Wanted::figure);
    const std::string_view name = is_figure ? reference.text : key_shown(reference.text, known, showing);
    std::string message = fmt::format("there is no {} {} in the file", id_kind_name(reference.kind), name);
    const bool names_people = reference.kind == IdKind::member && showing.hides;
    if (!known.empty() && known.size() <= 12 && !names_people)
      message += fmt::format("; it has {}", fmt::join(known, ", "));
    problem("DOC106", reference.place, std::move(message));
    if (name == hidden_key) untold.push_back(reference.place);
  }
  return untold;
}

}  // namespace probation::document
