#include "document/limits.hpp"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/lexer.hpp"

namespace probation::document {
namespace {

std::optional<std::size_t> first_refused_control(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
  const auto refused = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (c < 0x20) return c == '\r' ? next != '\n' : c != '\t' && c != '\n';
    return c == 0x7F || (c == 0xC2 && next >= 0x80 && next < 0xA0 && next != 0x85);
  };
  std::size_t i = 0;
  while (i < text.size()) {
#ifdef __SSE2__
    constexpr std::size_t width = 16;
    if (i + width <= text.size()) {
      const __m128i piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
      // Compared with a sign: what is beyond ASCII is below all of it.
      const __m128i odd =
          _mm_or_si128(_mm_cmplt_epi8(piece, _mm_set1_epi8(0x20)), _mm_cmpgt_epi8(piece, _mm_set1_epi8(0x7E)));
      if (_mm_movemask_epi8(odd) == 0) {
        i += width;
        continue;
      }
    }
#endif
    if (i + 8 <= text.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + i, 8);
      // neither a byte below 0x20 nor one above 0x7E
      if ((((word - ones * 0x20U) & ~word) & highs) == 0 && ((word | (word + ones)) & highs) == 0) {
        i += 8;
        continue;
      }
    }
    if (refused(i)) return i;
    ++i;
  }
  return std::nullopt;
}

bool marks_document(std::string_view line, std::string_view marker) {
  if (line.empty() || line.front() != marker.front() || !line.starts_with(marker)) return false;
  return line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t' ||
         line[marker.size()] == '\r';
}

// The first line from `at`, where one begins, whose first character may begin a mark of a document; or the end.
std::size_t next_line_with_mark(std::string_view text, std::size_t at) {
  const char* const end = text.data() + text.size();
  const char* line = text.data() + at;
  while (line != end && *line != '-' && *line != '.') {
    const void* found = std::memchr(line, '\n', static_cast<std::size_t>(end - line));
    if (found == nullptr) return text.size();
    line = static_cast<const char*>(found) + 1;
  }
  return static_cast<std::size_t>(line - text.data());
}

bool only_comments(std::string_view text) {
  for (std::size_t at = 0;;) {
    at = text.find_first_not_of(" \t\r\n", at);
    if (at == std::string_view::npos) return true;
    if (text[at] != '#') return false;
    at = text.find('\n', at);
  }
}

}  // namespace

std::optional<Problem> check_bytes(std::string_view text) {
  if (text.size() > max_file_bytes)
    return Problem{"DOC005",
                   {},
                   fmt::format("the file has {} bytes; at most {} are read", text.size(), max_file_bytes),
                   {},
                   false};
  if (const auto offset = first_invalid_utf8(text))
    return Problem{"DOC004",
                   place_of(text, *offset, 1),
                   fmt::format("byte 0x{:02X} is not valid UTF-8; save the file as UTF-8",
                               static_cast<unsigned char>(text[*offset])),
                   {},
                   false};
  return std::nullopt;
}

std::optional<Problem> check_controls(std::string_view text, std::uint32_t first_line) {
  const auto at = first_refused_control(text);
  if (!at) return std::nullopt;
  const auto c = static_cast<unsigned char>(text[*at]);
  const unsigned code = c == 0xC2 ? static_cast<unsigned char>(text[*at + 1]) : c;
  const std::string message =
      code == 0     ? "a NUL byte; where the file is UTF-16, save it as UTF-8"
      : code == 0xD ? "a carriage return that is not before a line feed; other readers end a line there"
                    : fmt::format("a control character (U+{:04X}); nobody sees it, and readers differ about it", code);
  return Problem{"DOC001", place_of(text, *at, first_line), message, {}, false};
}

std::optional<Problem> check_layout(std::string_view text, std::uint32_t first_line) {
  if (auto problem = check_controls(text, first_line)) return problem;
  return scan_layout(text, first_line).problem;
}

std::vector<Slice> split_stream(std::string_view text) {
  std::vector<Slice> slices;
  std::size_t start = 0;
  std::uint32_t start_line = 1;
  std::uint32_t line = 1;
  bool opened = false;  // a `---` began the present slice
  bool begun = false;   // something other than comments and directives stands in it, or a `---`
  bool directive = false;
  const auto close = [&](std::size_t end) {
    if (begun || directive) slices.push_back({text.substr(start, end - start), start_line});
    opened = begun = directive = false;
  };
  for (std::size_t i = 0; i < text.size(); ++line) {
    if (begun) {  // what marks a document is all that is looked for
      const std::size_t next = next_line_with_mark(text, i);
      if (next == text.size()) break;
      line += static_cast<std::uint32_t>(count_line_ends(text.substr(i, next - i)));
      i = next;
    }
    std::size_t end = text.find('\n', i);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view words = text.substr(i, end - i);
    if (marks_document(words, "---")) {
      if (begun) {  // else what stands before it are the directives and comments of the document it opens
        close(i);
        start = i;
        start_line = line;
      }
      opened = begun = true;
    } else if (marks_document(words, "...") && only_comments(words.substr(3))) {
      close(i);
      start = std::min(end + 1, text.size());
      start_line = line + 1;
    } else if (!opened && !begun && words.starts_with('%')) {
      directive = true;
    } else if (!begun) {
      begun = !only_comments(words);
    }
    i = end + 1;
  }
  close(text.size());
  if (slices.empty()) slices.push_back({text, 1});
  return slices;
}

std::vector<Slice> split_ndjson(std::string_view text) {
  std::vector<Slice> slices;
  std::uint32_t line = 1;
  for (std::size_t i = 0; i < text.size(); ++line) {
    std::size_t end = text.find('\n', i);
    if (end == std::string_view::npos) end = text.size();
    std::string_view words = text.substr(i, end - i);
    if (words.ends_with('\r')) words.remove_suffix(1);  // of CRLF
    if (!trim(words).empty()) slices.push_back({words, line});
    i = end + 1;
  }
  if (slices.empty()) slices.push_back({text, 1});
  return slices;
}

}  // namespace probation::document
