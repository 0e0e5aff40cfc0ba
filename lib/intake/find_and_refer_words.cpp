#include "intake/find_and_refer_words.hpp"

#include "base/folded_text.hpp"
#include "base/text.hpp"

namespace probation::intake::find_and_refer {

std::string plain(std::string_view text) {
  std::string out = lower_case(single_spaced(text));
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string id_of(const std::string& name) {
  const std::string folded = folded_text(name, Marks::taken_off);
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
