#include "intake/patterns.hpp"

#include <array>
#include <optional>
#include <utility>

namespace probation::intake {
namespace {

using Set = std::bitset<256>;

bool within(unsigned char c, unsigned char least, unsigned char most) { return least <= c && c <= most; }

// The characters of `[:name:]`, in ASCII whatever the locale. Nothing: no such class.
std::optional<Set> class_named(std::string_view name) {
  const auto upper = [](unsigned char c) { return within(c, 'A', 'Z'); };
  const auto lower = [](unsigned char c) { return within(c, 'a', 'z'); };
  const auto digit = [](unsigned char c) { return within(c, '0', '9'); };
  const auto graph = [](unsigned char c) { return within(c, 0x21, 0x7E); };
  const auto alnum = [=](unsigned char c) { return upper(c) || lower(c) || digit(c); };
  const auto of = [](auto holds) {
    Set set;
    for (std::size_t c = 0; c < set.size(); ++c) set[c] = holds(static_cast<unsigned char>(c));
    return std::optional(set);
  };
  if (name == "alnum") return of(alnum);
  if (name == "alpha") return of([=](unsigned char c) { return upper(c) || lower(c); });
  if (name == "blank") return of([](unsigned char c) { return c == ' ' || c == '\t'; });
  if (name == "cntrl") return of([](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (name == "digit") return of(digit);
  if (name == "graph") return of(graph);
  if (name == "lower") return of(lower);
  if (name == "print") return of([](unsigned char c) { return within(c, 0x20, 0x7E); });
  if (name == "punct") return of([=](unsigned char c) { return graph(c) && !alnum(c); });
  if (name == "space") return of([](unsigned char c) { return c == ' ' || within(c, '\t', '\r'); });
  if (name == "upper") return of(upper);
  if (name == "xdigit")
    return of([=](unsigned char c) { return digit(c) || within(c, 'a', 'f') || within(c, 'A', 'F'); });
  return std::nullopt;
}

// Reads `[…]` from behind its bracket, as git does. Nothing: it has no end, and the pattern matches nothing.
std::optional<std::pair<Set, std::size_t>> read_set(std::string_view words, std::size_t at) {
  const auto here = [&]() -> unsigned char { return at < words.size() ? static_cast<unsigned char>(words[at]) : 0; };
  const auto next = [&]() -> unsigned char {
    return at + 1 < words.size() ? static_cast<unsigned char>(words[at + 1]) : 0;
  };
  Set set;
  const bool negated = here() == '!' || here() == '^';
  if (negated) ++at;
  unsigned char before = 0;  // the first end of a range, where one can begin
  do {
    unsigned char c = here();
    if (c == 0) return std::nullopt;
    if (c == '\\') {
      ++at;
      if ((c = here()) == 0) return std::nullopt;
      set.set(c);
    } else if (c == '-' && before != 0 && next() != 0 && next() != ']') {
      ++at;
      if (here() == '\\') ++at;
      if (here() == 0) return std::nullopt;
      for (std::size_t i = before; i <= here(); ++i) set.set(i);
      c = 0;
    } else if (c == '[' && next() == ':') {
      const std::size_t from = at + 2, end = words.find(']', from);
      if (end == std::string_view::npos) return std::nullopt;
      if (end > from && words[end - 1] == ':') {
        const auto named = class_named(words.substr(from, end - 1 - from));
        if (!named) return std::nullopt;
        set |= *named;
        at = end;
        c = 0;
      } else {
        set.set('[');
      }
    } else {
      set.set(c);
    }
    before = c;
    ++at;
  } while (here() != ']');
  if (negated) set.flip();
  set.reset('/');
  return std::pair(set, at + 1);
}

}  // namespace

Pattern::Pattern(std::string_view written) {
  if (written.starts_with('!')) {
    brings_back_ = true;
    written.remove_prefix(1);
  }
  if (written.ends_with('/')) {
    only_folders_ = true;
    written.remove_suffix(1);
  }
  any_level_ = written.find('/') == std::string_view::npos;
  if (written.starts_with('/')) written.remove_prefix(1);
  never_ = written.empty();
  compile(written);
}

// `*`, or between slashes `**`: any steps, and before a slash also none.
std::size_t Pattern::compile_stars(std::string_view words, std::size_t at) {
  std::size_t end = at;
  while (end < words.size() && words[end] == '*') ++end;
  const std::string_view rest = words.substr(end);
  const bool whole_step =
      (at == 0 || words[at - 1] == '/') && (rest.empty() || rest.front() == '/' || rest.starts_with("\\/"));
  if (end - at < 2 || !whole_step) {
    tokens_.push_back({Token::Kind::star});
    return end;
  }
  if (rest.starts_with('/')) tokens_.push_back({Token::Kind::nothing_or});
  tokens_.push_back({Token::Kind::all});
  return end;
}

std::size_t Pattern::compile_set(std::string_view words, std::size_t at) {
  auto read = read_set(words, at + 1);
  if (!read) {
    never_ = true;
    return words.size();
  }
  tokens_.push_back({Token::Kind::set, 0, sets_.size()});
  sets_.push_back(read->first);
  return read->second;
}

void Pattern::compile(std::string_view words) {
  for (std::size_t at = 0; at < words.size() && !never_;) {
    switch (words[at]) {
      case '*': at = compile_stars(words, at); break;
      case '[': at = compile_set(words, at); break;
      case '?':
        tokens_.push_back({Token::Kind::one});
        ++at;
        break;
      case '\\':
        never_ = ++at == words.size();  // it quotes nothing
        if (never_) break;
        [[fallthrough]];
      default: tokens_.push_back({Token::Kind::byte, static_cast<unsigned char>(words[at++])});
    }
  }
}

// All positions of the pattern that the text so far can have led to, at once.
bool Pattern::run(std::string_view text) const {
  using Kind = Token::Kind;
  const std::size_t end = tokens_.size();
  std::vector<char> now(end + 1, 0), then(end + 1, 0);
  // What needs no character is passed: positions lead forward alone, so one sweep is enough.
  const auto pass = [&](std::vector<char>& at) {
    for (std::size_t i = 0; i < end; ++i) {
      if (at[i] == 0) continue;
      if (tokens_[i].kind == Kind::star || tokens_[i].kind == Kind::all) at[i + 1] = 1;
      if (tokens_[i].kind == Kind::nothing_or) at[i + 1] = at[i + 3] = 1;  // `**` and its slash stand behind it
    }
  };
  now[0] = 1;
  pass(now);
  for (const char character : text) {
    const auto c = static_cast<unsigned char>(character);
    then.assign(end + 1, 0);
    for (std::size_t i = 0; i < end; ++i) {
      if (now[i] == 0) continue;
      const Token& token = tokens_[i];
      const bool steps = (token.kind == Kind::byte && token.byte == c) || (token.kind == Kind::one && c != '/') ||
                         (token.kind == Kind::set && sets_[token.set][c]);
      if (steps) then[i + 1] = 1;
      else if (token.kind == Kind::all || (token.kind == Kind::star && c != '/')) then[i] = 1;
    }
    pass(then);
    now.swap(then);
  }
  return now[end] != 0;
}

bool Pattern::matches(std::string_view path, bool is_folder) const {
  if (never_ || path.empty() || (only_folders_ && !is_folder)) return false;
  return run(any_level_ ? path.substr(path.rfind('/') + 1) : path);  // npos + 1 is 0
}

std::vector<PatternLine> pattern_lines(std::string_view file) {
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  std::vector<PatternLine> out;
  for (std::int64_t number = 1; !file.empty(); ++number) {
    const std::size_t end = file.find('\n');
    std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::size_t kept = 0;  // up to the last character that is no blank, or a blank that is quoted
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\' && i + 1 < line.size()) ++i;
      else if (line[i] == ' ') continue;
      kept = i + 1;
    }
    if (kept > 0) out.push_back({std::string(line.substr(0, kept)), number});
  }
  return out;
}

}  // namespace probation::intake
