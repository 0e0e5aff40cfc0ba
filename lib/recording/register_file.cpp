#include "recording/register_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "document/limits.hpp"

namespace probation::lifecycle {
namespace {

using document::Tree;
using document::Value;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view by_hand = "change the state, the dates and the history by hand";

struct Splice {
  std::size_t at, length;
  std::string text;
};

// The bytes of a scalar as written. Nothing where it is written in a way that cannot be replaced safely.
std::optional<std::size_t> written_length(std::string_view file, const Tree& scalar) {
  if (scalar.kind != Tree::Kind::scalar) return std::nullopt;
  const std::string_view rest = file.substr(std::min(scalar.offset, file.size()));
  if (scalar.plain) {
    if (!scalar.text.empty() && rest.starts_with(scalar.text)) return scalar.text.size();
    return std::nullopt;
  }
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return std::nullopt;
  if (rest.substr(1).starts_with(scalar.text) && rest.substr(1 + scalar.text.size()).starts_with(rest[0]))
    return scalar.text.size() + 2;
  return std::nullopt;
}

std::string in_quotes(const std::string& text) {
  return text.starts_with('"') || text == "null" ? text : fmt::format("\"{}\"", text);
}

std::optional<Splice> replaced(std::string_view file, const Tree& old, const std::string& written) {
  const auto length = written_length(file, old);
  if (!length) return std::nullopt;
  const bool quoted = *length > 1 && file[old.offset] == '"';  // stays so: in JSON it has to
  return Splice{old.offset, *length, quoted ? in_quotes(written) : written};
}

// New keys behind the state.
std::optional<Splice> behind_state(std::string_view file, const Tree& life,
                                   const std::vector<std::pair<std::string, std::string>>& added) {
  const Tree* state = life.find("state");
  if (state == nullptr) return std::nullopt;
  const auto length = written_length(file, *state);
  if (!length) return std::nullopt;
  std::size_t at = state->offset + *length;
  std::string text;
  if (life.flow) {
    const bool json = file.substr(life.key_of("state")->offset).starts_with('"');
    for (const auto& [key, value] : added)
      text += json ? fmt::format(", \"{}\": {}", key, in_quotes(value)) : fmt::format(", {}: {}", key, value);
    return Splice{at, 0, text};
  }
  const std::size_t key_at = life.key_of("state")->offset;
  const std::size_t before = file.rfind('\n', key_at);
  const std::size_t line_start = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view indent = file.substr(line_start, key_at - line_start);
  if (indent.find_first_not_of(' ') != std::string_view::npos) return std::nullopt;
  const std::size_t end = file.find('\n', at);
  at = end == std::string_view::npos ? file.size() : end + 1;
  const std::string_view line_end = end != std::string_view::npos && end > 0 && file[end - 1] == '\r' ? "\r\n" : "\n";
  if (end == std::string_view::npos) text += line_end;
  for (const auto& [key, value] : added) text += fmt::format("{}{}: {}{}", indent, key, value, line_end);
  return Splice{at, 0, text};
}

std::optional<Tree> tree_of(std::string_view file) {
  const std::vector<document::Slice> documents = document::split_stream(file);
  if (documents.size() != 1) return std::nullopt;
  return document::read_tree(documents.front()).root;
}

// Whether `after` holds what `before` did, but for the keys that were to change.
bool rest_is_same(const Tree& before, const Tree& after, const std::vector<std::string>& changed) {
  const auto may_change = [&](std::string_view key) {
    return std::find(changed.begin(), changed.end(), key) != changed.end();
  };
  const auto kept_in = [&](const Tree& from, const Tree& in) {
    return std::all_of(from.entries.begin(), from.entries.end(), [&](const auto& entry) {
      if (may_change(entry.first.text)) return true;
      const Tree* other = in.find(entry.first.text);
      return other != nullptr && entry.second.same_value(*other);
    });
  };
  return kept_in(before, after) && kept_in(after, before);
}

MoveRefused unsafe() {
  return {"the file is written in a way in which the change cannot be made safely", std::string(by_hand)};
}

}  // namespace

std::variant<RegisterFile, MoveRefused> RegisterFile::open(std::string_view bytes) {
  RegisterFile file;
  file.mark_ = bytes.starts_with(byte_order_mark) ? byte_order_mark : std::string_view{};
  file.file_ = bytes.substr(file.mark_.size());
  std::optional<Tree> root = tree_of(file.file_);
  if (!root || root->kind != Tree::Kind::map || root->find("lifecycle") == nullptr ||
      root->find("lifecycle")->kind != Tree::Kind::map || root->find("lifecycle")->find("state") == nullptr)
    return MoveRefused{"the file holds several documents, or its lifecycle is not written as a map with a state",
                       std::string(by_hand)};
  file.root_ = std::move(*root);
  return file;
}

void RegisterFile::set(std::string_view key, std::string written) {
  const Tree* old = root_.find("lifecycle")->find(key);
  if (written == "null" && (old == nullptr || old->null)) return;
  fields_.push_back({std::string(key), std::move(written)});
}
void RegisterFile::set_version(std::int64_t version) {
  if (root_.find("version") != nullptr) version_ = version;
}
void RegisterFile::append(std::string_view list, Value row) {
  additions_.push_back({std::string(list), std::nullopt, {}, std::move(row)});
}
void RegisterFile::add(std::string_view list, std::size_t entry, std::string_view key, Value value) {
  additions_.push_back({std::string(list), entry, std::string(key), std::move(value)});
}
void RegisterFile::keep_first(std::string_view list, std::size_t count) { kept_.emplace(std::string(list), count); }

std::optional<std::string> RegisterFile::with_fields() const {
  const Tree& life = *root_.find("lifecycle");
  std::vector<Splice> splices;
  std::vector<std::pair<std::string, std::string>> added;
  for (const Field& field : fields_) {
    const Tree* old = life.find(field.key);
    if (old == nullptr) {
      added.emplace_back(field.key, field.written);
      continue;
    }
    auto splice = replaced(file_, *old, field.written);
    if (!splice) return std::nullopt;
    splices.push_back(std::move(*splice));
  }
  if (version_) {
    auto splice = replaced(file_, *root_.find("version"), std::to_string(*version_));
    if (!splice) return std::nullopt;
    splices.push_back(std::move(*splice));
  }
  if (!added.empty()) {
    auto splice = behind_state(file_, life, added);
    if (!splice) return std::nullopt;
    splices.push_back(std::move(*splice));
  }
  // Of two at one place the replacement comes first: what is added stands behind it.
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) { return a.at > b.at; });
  std::string out(file_);
  for (const Splice& splice : splices) out.replace(splice.at, splice.length, splice.text);
  return out;
}

// Entries are taken out from the end of the one before them to their own end, so that what is left reads as before.
std::optional<std::string> RegisterFile::without_entries(const std::string& bytes) const {
  if (!kept_) return bytes;
  const std::optional<Tree> root = tree_of(bytes);
  const Tree* life = root ? root->find("lifecycle") : nullptr;
  const Tree* list = life == nullptr ? nullptr : life->find(kept_->first);
  if (list == nullptr || list->kind != Tree::Kind::sequence || list->items.size() <= kept_->second) return bytes;
  const auto line_start = [&](std::size_t at) {
    const std::size_t before = at == 0 ? std::string::npos : bytes.rfind('\n', at - 1);
    return before == std::string::npos ? 0 : before + 1;
  };
  if (!list->flow) {
    const std::size_t from = line_start(list->items[kept_->second].offset);
    std::size_t to = bytes.size();
    for (const auto& [key, value] : life->entries)
      if (key.offset > from) to = std::min(to, line_start(key.offset));
    for (const auto& [key, value] : root->entries)
      if (key.offset > from) to = std::min(to, line_start(key.offset));
    // Of an emptied block list nothing but its key would be left, which reads as null: not recorded.
    return bytes.substr(0, from) + bytes.substr(to);
  }
  std::size_t from = list->items[kept_->second].offset;
  if (kept_->second > 0) {
    const std::size_t comma = bytes.rfind(',', from);
    if (comma == std::string::npos || comma < list->items[kept_->second - 1].offset) return std::nullopt;
    from = comma;
  }
  std::size_t end = std::string::npos;  // the bracket of the list is the last before what follows it
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = list->offset; i < bytes.size() && end == std::string::npos; ++i) {
    const char c = bytes[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"') ++i;
      else if (c == quote) quote = 0;
      continue;
    }
    if (c == '"') quote = c;
    else if (c == '[' || c == '{') ++depth;
    else if ((c == ']' || c == '}') && --depth == 0) end = i;
  }
  if (end == std::string::npos) return std::nullopt;
  return bytes.substr(0, from) + bytes.substr(end);
}

bool RegisterFile::is_sound(const Tree& after) const {
  const Tree& before = *root_.find("lifecycle");
  const Tree* life = after.find("lifecycle");
  if (life == nullptr) return false;
  std::vector<std::string> changed, of_root{"lifecycle"};
  for (const Field& field : fields_) {
    changed.push_back(field.key);
    const Tree* now = life->find(field.key);
    const std::string& text = field.written;
    const std::string plain = text.size() > 1 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
    if (now == nullptr || (text == "null" ? !now->null : now->text != plain && now->text != text)) return false;
  }
  if (version_) of_root.emplace_back("version");
  for (const Addition& addition : additions_) changed.push_back(addition.list);
  if (kept_) changed.push_back(kept_->first);
  const auto count = [](const Tree* list) { return list == nullptr ? std::size_t{0} : list->items.size(); };
  for (const char* list : {"history", "conditions"}) {
    std::size_t wanted = count(before.find(list));
    if (kept_ && kept_->first == list) wanted = std::min(wanted, kept_->second);
    for (const Addition& addition : additions_)
      if (addition.list == list && !addition.entry) ++wanted;
    if (count(life->find(list)) != wanted) return false;
  }
  return rest_is_same(root_, after, of_root) && rest_is_same(before, *life, changed);
}

std::variant<RegisterFile::Changed, MoveRefused> RegisterFile::result() const {
  std::optional<std::string> bytes = with_fields();
  if (bytes) bytes = without_entries(*bytes);
  if (!bytes) return unsafe();
  Changed changed;
  for (const Addition& addition : additions_) {
    std::vector<document::Step> path{{"lifecycle"}, {addition.list}};
    if (addition.entry) path.push_back({{}, addition.entry});
    document::EditResult edited = addition.entry ? document::put_member(*bytes, path, addition.key, addition.value)
                                                 : document::append_entries(*bytes, path, std::vector{addition.value});
    if (auto* refused = std::get_if<document::EditRefused>(&edited)) return MoveRefused{refused->why, refused->fix};
    bytes = std::move(std::get<document::Edited>(edited).bytes);
  }
  const std::optional<Tree> after = tree_of(*bytes);
  if (!after || !is_sound(*after)) return unsafe();
  if (!additions_.empty()) {
    const Addition& last = additions_.back();
    const Tree* list = after->find("lifecycle")->find(last.list);
    changed.line = last.entry ? list->items[*last.entry].line : list->items.back().line;
  }
  changed.bytes = std::string(mark_) + *bytes;
  return changed;
}

}  // namespace probation::lifecycle
