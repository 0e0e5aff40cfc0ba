// A row as it waits on disk for the others of its person.
#include "recording/sources/extract.hpp"

namespace probation::recording {
namespace {

void put_number(std::string& out, std::uint32_t n) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((n >> shift) & 0xFF);
}
void put_text(std::string& out, std::string_view text) {
  put_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}
std::uint32_t take_number(std::string_view& in) {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < 4; ++i) n |= static_cast<std::uint32_t>(static_cast<unsigned char>(in[i])) << (8 * i);
  in.remove_prefix(4);
  return n;
}
std::string take_text(std::string_view& in) {
  const std::uint32_t size = take_number(in);
  std::string text(in.substr(0, size));
  in.remove_prefix(size);
  return text;
}

}  // namespace

std::string RawRow::written() const {
  std::string out;
  put_number(out, file);
  put_number(out, line);
  put_number(out, column);
  put_number(out, is_torn ? 1 : 0);
  put_text(out, problem);
  put_number(out, static_cast<std::uint32_t>(cells.size()));
  for (const std::string& cell : cells) put_text(out, cell);
  return out;
}
RawRow RawRow::read(std::string_view in) {
  RawRow row;
  row.file = take_number(in);
  row.line = take_number(in);
  row.column = take_number(in);
  row.is_torn = take_number(in) != 0;
  row.problem = take_text(in);
  row.cells.resize(take_number(in));
  for (std::string& cell : row.cells) cell = take_text(in);
  return row;
}

}  // namespace probation::recording
