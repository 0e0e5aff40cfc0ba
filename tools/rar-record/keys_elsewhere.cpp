#include "tools/rar-record/keys_elsewhere.hpp"

#include <algorithm>

#include "recording/case_text.hpp"
#include "recording/sources/standing.hpp"

namespace probation::tools {

using recording::Extract;

namespace {

bool is_of_another(const Extract& extract, std::size_t table, std::string_view key, const std::string& crn) {
  const std::string owner = extract.owner_of(table, key);
  return !owner.empty() && owner != recording::PeopleByKey::several && owner != crn;
}

// What a text has behind `key:`, without its quotes; a text of escapes is given as it is, and its end with it.
struct Written {
  std::string key;
  bool is_plain = true;  // it says what it says without being read
  std::size_t end = 0;
};
Written written_key(std::string_view text, std::size_t at) {
  Written found;
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;  // of the word `key` itself
  at = std::min(text.find_first_not_of(" \t", at), text.size());
  found.end = at;
  if (at == text.size() || text[at] != ':') return found;
  at = std::min(text.find_first_not_of(" \t", at + 1), text.size());
  found.end = at;
  if (at == text.size()) return found;
  const char quote = text[at] == '"' || text[at] == '\'' ? text[at] : '\0';
  const std::size_t begins = quote == '\0' ? at : at + 1;
  const std::size_t ends =
      std::min(quote == '\0' ? text.find_first_of(",}\r\n", begins) : text.find(quote, begins), text.size());
  found.key = text.substr(begins, ends - begins);
  if (quote == '\0')
    while (found.key.ends_with(' ')) found.key.pop_back();
  found.is_plain = found.key.find('\\') == std::string::npos && found.key.find('#') == std::string::npos &&
                   !found.key.starts_with('>') && !found.key.starts_with('|') && !found.key.starts_with('&') &&
                   !found.key.starts_with('!') && !found.key.empty() &&
                   (quote != '\'' || ends + 1 >= text.size() || text[ends + 1] != quote);
  found.end = ends;
  return found;
}

// Without reading the case: a country's cases are looked through for a handful of keys.
bool may_hold_key_of_another(std::string_view text, const Extract& extract, const std::string& crn) {
  static constexpr std::string_view word = "key";
  if (text.find(extract.mapping().system) == std::string_view::npos) return false;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at)) {
    const Written found = written_key(text, at + word.size());
    at = std::max(found.end, at + word.size());
    if (!found.is_plain && !found.key.empty()) return true;
    for (std::size_t table = 0; table < extract.mapping().tables.size(); ++table)
      if (is_of_another(extract, table, found.key, crn)) return true;
  }
  return false;
}

// Every case that may hold one.
template <class Take>
void each_suspect(RealWorld& world, const CaseFinder& finder, const Extract& extract, Take take) {
  for (const auto& [crn, places] : finder.by_person())
    for (const CasePlace& place : places) {
      std::string bytes;
      try {
        bytes = world.read(place.path);
      } catch (const WorldFailure&) {  // said when its turn comes
        continue;
      }
      if (may_hold_key_of_another(bytes, extract, crn) && take(crn, place, bytes)) break;
    }
}

}  // namespace

std::vector<std::string> people_with_moved_keys(RealWorld& world, const CaseFinder& finder, const Extract& extract) {
  std::vector<std::string> people;
  each_suspect(world, finder, extract, [&](const std::string& crn, const CasePlace&, const std::string&) {
    people.push_back(crn);
    return true;
  });
  return people;
}

std::set<std::pair<std::string, std::string>> keys_elsewhere(RealWorld& world, const CaseFinder& finder,
                                                             const Extract& extract) {
  std::set<std::pair<std::string, std::string>> keys;
  const auto& tables = extract.mapping().tables;
  each_suspect(world, finder, extract, [&](const std::string& crn, const CasePlace& place, const std::string& bytes) {
    try {
      const recording::CaseText file(place.path, bytes);
      const recording::Standing stands(file);
      for (const recording::Entry& entry : stands.entries())
        for (std::size_t t = 0; t < tables.size(); ++t)
          if (entry.source.system == extract.mapping().system && entry.source.table == tables[t].name &&
              is_of_another(extract, t, entry.source.key, crn) &&
              !stands.entries()[stands.by_source(entry.source).back()].is_void)
            keys.emplace(entry.source.table, entry.source.key);
    } catch (const recording::NotUnderstood&) {  // said when its turn comes
    }
    return false;
  });
  return keys;
}

}  // namespace probation::tools
