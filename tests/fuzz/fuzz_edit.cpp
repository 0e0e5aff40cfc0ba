// bytes → an entry put in, and the canonical layout: whatever comes in, neither crashes, an insertion leaves every
// other byte and every other value, and the layout keeps every value and is its own layout.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "document/canonical.hpp"
#include "document/edit.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"

using namespace probation::document;

namespace {

std::optional<Tree> tree_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::vector<Slice> slices = split_stream(text);
  if (slices.size() != 1 || check_layout(slices.front().text, 1)) return std::nullopt;
  return read_tree(slices.front()).root;
}

void require(bool holds) {
  if (!holds) std::abort();
}

bool same_meaning(const Tree& a, const Tree& b) {
  if (a.kind != b.kind || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  if (a.kind == Tree::Kind::scalar) return a.null == b.null && (a.null || a.text == b.text);
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same_meaning(a.items[i], b.items[i])) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (!same_meaning(a.entries[i].first, b.entries[i].first) ||
        !same_meaning(a.entries[i].second, b.entries[i].second))
      return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  static const std::vector<Value> entry{
      Value::map({{"id", Value::of_text("C9999")}, {"reason", Value::of_text("a: \"b\" # c")}}, true)};
  for (const std::vector<Step>& path : {std::vector<Step>{{"contacts"}}, std::vector<Step>{{"plan"}, {"activities"}}}) {
    const EditResult result = append_entries(text, path, entry);
    const auto* edited = std::get_if<Edited>(&result);
    if (edited == nullptr) {
      require(!std::get<EditRefused>(result).why.empty());
      continue;
    }
    require(edited->bytes.substr(0, edited->at) + edited->removed + edited->bytes.substr(edited->at + edited->length) ==
            text);
    const auto tree = tree_of(edited->bytes);
    require(tree.has_value());
    const Tree* node = &*tree;
    for (const Step& step : path) {
      node = node->find(step.key);
      require(node != nullptr);
    }
    require(!node->items.empty() && node->items.back().find("id") != nullptr &&
            node->items.back().find("id")->text == "C9999");
  }
  std::string why;
  const auto laid_out = canonical(text, why);
  if (!laid_out) {
    require(!why.empty());
    return 0;
  }
  const auto before = tree_of(text), after = tree_of(*laid_out);
  require(before && after && same_meaning(*before, *after));
  require(canonical(*laid_out, why) == laid_out);
  return 0;
}
