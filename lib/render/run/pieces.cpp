#include "render/run/pieces.hpp"

#include <algorithm>
#include <array>

namespace probation::render {
namespace {

bool at(const std::vector<bool>& flags, std::size_t index) { return index < flags.size() && flags[index]; }

void set(std::vector<bool>& flags, std::size_t index) {
  if (flags.size() <= index) flags.resize(index + 1);
  flags[index] = true;
}

}  // namespace

std::string_view ListCommas::without(std::size_t channel, std::string_view text) {
  if (text.empty()) return text;
  const int list = format_.list_of(channel);
  if (list < 0) {
    set(written_, channel);
    return text;
  }
  const bool is_first = !at(filled_, static_cast<std::size_t>(list));
  set(filled_, static_cast<std::size_t>(list));
  return is_first ? text.substr(1) : text;
}

bool ListCommas::is_empty(std::size_t channel) const {
  const int list = format_.list_of(channel);
  return list < 0 ? !at(written_, channel) : !at(filled_, static_cast<std::size_t>(list));
}

std::span<const RunFormat> run_formats() {
#define FORMAT(format, ...) RunFormat{.make = &format##_pieces, .name = #format __VA_OPT__(, ) __VA_ARGS__},
  static constexpr std::array rows{
#include "render/run/formats.def"
  };
#undef FORMAT
  return rows;
}

const RunFormat* run_format(std::string_view name) {
  const auto rows = run_formats();
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const RunFormat& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}

std::unique_ptr<PieceFormat> piece_format(std::string_view format, const PieceStyle& style) {
  const RunFormat* row = run_format(format);
  return row == nullptr ? nullptr : row->make(style);
}

std::string whole(PieceFormat& format, const RunOutput& run) {
  std::vector<std::string> channels(format.channels());
  format.add(run, channels);
  format.number(channels);
  format.leave_out(run);  // whoever holds a run has left it out already
  ListCommas commas(format);
  std::string out = format.head(run);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    format.settle(i, channels[i]);
    out += commas.without(i, channels[i]);
    out += format.behind(run, i, commas.is_empty(i));
  }
  return out;
}

}  // namespace probation::render
