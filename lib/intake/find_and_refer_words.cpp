#include "intake/find_and_refer_words.hpp"

#include <cstdlib>

#include <utf8proc.h>

namespace probation::intake::find_and_refer {

std::string plain(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string id_of(const std::string& name) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(name.data()), static_cast<utf8proc_ssize_t>(name.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                                     UTF8PROC_CASEFOLD));
  const std::string folded =
      length < 0 ? name : std::string(reinterpret_cast<char*>(mapped), static_cast<std::size_t>(length));
  std::free(mapped);  // utf8proc gives it by malloc
  std::string id;
  bool gap = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (gap && !id.empty()) id += '-';
      gap = false;
      id += c;
    } else if (c == '\'' || folded.compare(i, 3, "\xE2\x80\x99") == 0) {
      if (c != '\'') i += 2;  // an apostrophe joins
    } else {
      gap = true;
    }
  }
  const std::size_t letter = id.find_first_of("abcdefghijklmnopqrstuvwxyz");
  id = letter == std::string::npos ? std::string{} : id.substr(letter);
  constexpr std::size_t longest = 60;  // room for what tells two of one name apart
  if (id.size() > longest) id.resize(longest);
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

}  // namespace probation::intake::find_and_refer
