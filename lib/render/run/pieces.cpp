#include "render/run/pieces.hpp"

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

std::unique_ptr<PieceFormat> piece_format(std::string_view format, PieceStyle style) {
  if (format == "text") return text_pieces(style.color);
  if (format == "concise") return concise_pieces();
  if (format == "json") return json_pieces();
  if (format == "ndjson") return ndjson_pieces();
  if (format == "csv") return csv_pieces();
  if (format == "junit") return junit_pieces();
  if (format == "github") return github_pieces();
  if (format == "gitlab") return gitlab_pieces();
  if (format == "sarif") return style.for_github ? sarif_pieces_for_github() : sarif_pieces();
  if (format == "markdown") return markdown_pieces(style.held);
  return nullptr;
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
