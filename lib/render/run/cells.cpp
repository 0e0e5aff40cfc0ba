#include "render/run/cells.hpp"

#include <algorithm>

#include "base/folded_text.hpp"

namespace probation::render {
namespace {

std::size_t size_of(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return std::min<std::size_t>(lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, text.size() - at);
}

// The longest beginning of at most so many cells, a character whole or not at all.
std::string_view first_cells(std::string_view text, std::size_t most) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    const std::size_t size = size_of(text, at), width = cells_of_character(text.substr(at, size));
    if (used + width > most) break;
    used += width;
    at += size;
  }
  return text.substr(0, at);
}

// The end of a text, of at most so many cells.
std::string_view last_cells(std::string_view text, std::size_t most) {
  std::size_t used = cells(text), at = 0;
  while (at < text.size() && used > most) {
    const std::size_t size = size_of(text, at);
    used -= cells_of_character(text.substr(at, size));
    at += size;
  }
  while (at < text.size() && cells_of_character(text.substr(at, size_of(text, at))) == 0) at += size_of(text, at);
  return text.substr(at);
}

std::string without_tabs(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

}  // namespace

std::size_t cells(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = size_of(text, at);
    sum += cells_of_character(text.substr(at, size));
    at += size;
  }
  return sum;
}

ShownLine shown_line(std::string_view before, std::string_view value, std::string_view after, std::size_t most) {
  const std::size_t tabs = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\t') +
                                                    std::count(value.begin(), value.end(), '\t') +
                                                    std::count(after.begin(), after.end(), '\t'));
  if (cells(before) + cells(value) + cells(after) + 7 * tabs <= most) {
    ShownLine shown{
        std::string(before) + std::string(value) + std::string(after), {}, std::max<std::size_t>(cells(value), 1)};
    // Tabs are kept, so that the marks stand under the value however wide they are shown.
    for (std::size_t at = 0; at < before.size(); at += size_of(before, at))
      shown.blanks += before[at] == '\t' ? std::string("\t")
                                         : std::string(cells_of_character(before.substr(at, size_of(before, at))), ' ');
    return shown;
  }
  const std::string left = without_tabs(before), middle = without_tabs(value), right = without_tabs(after);
  const std::size_t for_left = std::min(cells(left), most / 3);
  const bool cuts_left = cells(left) > for_left;
  const std::string_view kept_left = cuts_left ? last_cells(left, for_left - 1) : std::string_view(left);
  std::size_t room = most - cells(kept_left) - (cuts_left ? 1 : 0);
  const bool cuts_middle = cells(middle) > room || (cells(middle) == room && !right.empty());
  const std::string_view kept_middle = cuts_middle ? first_cells(middle, room - 1) : std::string_view(middle);
  room -= cells(kept_middle);
  const bool cuts_right = !cuts_middle && cells(right) > room;
  const std::string_view kept_right = cuts_middle  ? std::string_view{}
                                      : cuts_right ? first_cells(right, room - 1)
                                                   : std::string_view(right);
  ShownLine shown;
  shown.line = (cuts_left ? "…" : "") + std::string(kept_left) + std::string(kept_middle) + std::string(kept_right) +
               (cuts_middle || cuts_right ? "…" : "");
  shown.blanks = std::string(cells(kept_left) + (cuts_left ? 1 : 0), ' ');
  shown.width = std::max<std::size_t>(cells(kept_middle), 1);
  return shown;
}

}  // namespace probation::render
