#include "base/folded_text.hpp"
#include "base/text.hpp"
#include "facts/catalogue/index_parts.hpp"

namespace probation {

std::string folded(std::string_view text) { return single_spaced(folded_text(text, Marks::kept)); }

std::vector<Likeness> likenesses_of(const CatalogueFacts& catalogue) {
  const std::size_t n = catalogue.entries.size();
  std::unordered_map<std::string, std::vector<std::size_t>> ids, titles;
  const auto title_key = [](const Intervention& it) {
    const std::string title = it.title ? folded(*it.title) : std::string{};
    return title.empty() || !it.kind ? std::string{} : std::to_string(static_cast<int>(*it.kind)) + title;
  };
  std::vector<std::string> id_keys(n), title_keys(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Intervention& it = catalogue.entries[i].intervention;
    if (it.id) ids[id_keys[i] = folded(it.id->text)].push_back(i);
    if (std::string key = title_key(it); !key.empty()) titles[title_keys[i] = std::move(key)].push_back(i);
  }
  // A thousand entries of one title are one fault: each names the first few.
  constexpr std::size_t most_named = 10;
  std::vector<Likeness> all(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Intervention& it = catalogue.entries[i].intervention;
    const auto differs = [&](std::size_t other) {
      const Intervention& one = catalogue.entries[other].intervention;
      return it.id && one.id && it.id->text != one.id->text;
    };
    if (!id_keys[i].empty())
      for (const std::size_t other : ids[id_keys[i]])
        if (all[i].ids.size() < most_named && other != i && differs(other)) all[i].ids.push_back(other);
    if (!title_keys[i].empty())
      for (const std::size_t other : titles[title_keys[i]]) {
        if (all[i].titles.size() >= most_named) break;
        if (other != i && differs(other)) all[i].titles.push_back(other);
      }
  }
  return all;
}

}  // namespace probation
