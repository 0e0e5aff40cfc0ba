#include "recording/sources/table_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace probation::recording {
namespace {

constexpr std::size_t most_of_a_row = std::size_t{4} << 20;
constexpr std::size_t most_others = 100;
constexpr char no_character = '\xFF';  // what cannot be decoded: no UTF-8, so that its row is refused

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Windows-1252 from 0x80 to 0x9F; 0: no character.
constexpr std::array<std::uint16_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// A byte that no text of a cell holds: controls but tab and line ends.
std::optional<std::size_t> first_control(std::string_view text) {
  const auto at = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
  return at == text.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - text.begin()));
}

std::string cells_in_words(std::size_t cells, std::size_t columns) {
  return fmt::format("{} where the header has {}", counted(static_cast<long long>(cells), "cell"), columns);
}

}  // namespace

TableReader::TableReader(ByteSource& source, std::string_view encoding, char delimiter, bool is_ndjson,
                         std::vector<std::string> columns)
    : source_(source), encoding_(encoding), delimiter_(delimiter), is_ndjson_(is_ndjson), columns_(std::move(columns)) {
  met_.resize(columns_.size());
  if (is_ndjson_) return;
  TableRow header;
  if (!csv_row(header)) {
    if (!problem_) problem_ = document::CsvProblem{1, 0, "no header: the table is empty"};
    return;
  }
  if (!header.problem.empty()) {
    problem_ = document::CsvProblem{header.line, header.column, header.problem};
    return;
  }
  for (std::string& name : header.cells) name = std::string(trim(name));
  columns_ = std::move(header.cells);
}

bool TableReader::next(TableRow& row) {
  if (problem_) return false;
  row = TableRow{};
  if (!(is_ndjson_ ? ndjson_row(row) : csv_row(row))) return false;
  if (!is_ndjson_ && row.problem.empty() && row.cells.size() != columns_.size()) {
    row.problem = cells_in_words(row.cells.size(), columns_.size());
    row.is_torn = true;
  }
  row.cells.resize(columns_.size());
  return true;
}

void TableReader::decode(std::string_view bytes, bool is_last) {
  if (encoding_ == "windows-1252") {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      const std::uint32_t character = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
      if (character == 0 && byte != 0) text_ += no_character;
      else append_utf8(text_, character);
    }
    return;
  }
  undecoded_ += bytes;
  if (encoding_ == "utf-16") {
    std::string_view rest = undecoded_;
    if (!is_begun_ && rest.size() >= 2) {
      is_big_endian_ = rest.starts_with("\xFE\xFF");
      if (is_big_endian_ || rest.starts_with("\xFF\xFE")) rest.remove_prefix(2);
      is_begun_ = true;
    }
    const auto unit = [&](std::size_t at) {
      const auto a = static_cast<unsigned char>(rest[at]), b = static_cast<unsigned char>(rest[at + 1]);
      return static_cast<std::uint32_t>(is_big_endian_ ? a << 8 | b : b << 8 | a);
    };
    while (rest.size() >= 2) {
      const std::uint32_t first = unit(0);
      if (first >= 0xD800 && first < 0xDC00) {
        if (rest.size() < 4 && !is_last) break;
        const std::uint32_t second = rest.size() < 4 ? 0 : unit(2);
        if (second >= 0xDC00 && second < 0xE000) {
          append_utf8(text_, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
          rest.remove_prefix(4);
          continue;
        }
        text_ += no_character;
      } else if (first >= 0xDC00 && first < 0xE000) {
        text_ += no_character;
      } else {
        append_utf8(text_, first);
      }
      rest.remove_prefix(2);
    }
    if (is_last && !rest.empty()) text_ += no_character;
    undecoded_ = is_last ? std::string{} : std::string(rest);
    return;
  }
  if (!is_begun_ && (undecoded_.size() >= 3 || is_last)) {
    if (undecoded_.starts_with("\xEF\xBB\xBF")) undecoded_.erase(0, 3);
    is_begun_ = true;
  }
  if (is_begun_) {
    text_ += undecoded_;
    undecoded_.clear();
  }
}

bool TableReader::fill() {
  if (is_done_) return false;
  if (at_ > 0) {
    text_.erase(0, at_);
    at_ = 0;
  }
  std::string chunk;
  const std::size_t before = text_.size();
  while (text_.size() == before) {
    if (!source_.next(chunk)) {
      is_done_ = true;
      decode({}, true);
      return text_.size() > before;
    }
    decode(chunk, false);
  }
  return true;
}

bool TableReader::line(std::string& text) {
  std::size_t searched = at_;
  while (true) {
    const std::size_t end = text_.find('\n', searched);
    if (end != std::string::npos) {
      text.assign(text_, at_, end - at_);
      at_ = end + 1;
      break;
    }
    const std::size_t waiting = text_.size() - at_;
    if (!fill()) {
      if (at_ >= text_.size()) return false;
      text.assign(text_, at_);
      at_ = text_.size();
      break;
    }
    searched = at_ + waiting;
  }
  ++line_;
  return true;
}

// The rest of a quoted cell, over as many lines as it takes; `at` is then behind its closing quote.
bool TableReader::quoted_cell(std::string& cell, std::string& text, std::size_t& at) {
  while (true) {
    const std::size_t quote = text.find('"', at);
    if (quote == std::string::npos) {
      cell.append(text, at);
      std::string more;
      if (cell.size() > most_of_a_row || !line(more)) return false;
      cell += '\n';
      text = std::move(more);
      at = 0;
      continue;
    }
    cell.append(text, at, quote - at);
    at = quote + 1;
    if (at >= text.size() || text[at] != '"') return true;
    cell += '"';
    ++at;
  }
}

// A row is a line, and as many more as its quoted cells go over.
bool TableReader::csv_row(TableRow& row) {
  std::string text;
  do {
    row.line = line_;
    if (!line(text)) return false;
  } while (text.empty() || text == "\r");
  const auto refuse = [&](std::string why) {
    row.column = static_cast<std::uint32_t>(row.cells.size());
    row.problem = std::move(why);
    row.is_torn = true;
    row.cells.clear();
  };
  std::size_t at = 0;
  while (true) {
    std::string& cell = row.cells.emplace_back();
    if (at < text.size() && text[at] == '"') {
      if (!quoted_cell(cell, text, ++at)) {
        refuse("a quoted cell that never ends: nothing after it can be read");
        problem_ = document::CsvProblem{row.line, row.column, row.problem};
        return !columns_.empty();
      }
    } else {
      const std::size_t end = std::min(text.find(delimiter_, at), text.size());
      cell.assign(text, at, end - at);
      if (end == text.size() && cell.ends_with('\r')) cell.pop_back();
      if (const std::size_t quote = cell.find('"'); quote != std::string::npos) {
        refuse("a quote inside a cell that does not begin with one");
        break;
      }
      if (cell.find('\r') != std::string::npos) {
        refuse("a carriage return that ends no line");
        break;
      }
      at = end;
    }
    if (at < text.size() && text[at] == delimiter_) {
      ++at;
      continue;
    }
    if (at >= text.size() || (text[at] == '\r' && at + 1 == text.size())) break;
    refuse("text after the closing quote of a cell");
    break;
  }
  if (row.problem.empty()) refuse_no_text(row);
  return true;
}

// Cells that cannot be decoded are emptied; whose row it is may stand in one that can.
void TableReader::refuse_no_text(TableRow& row) const {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::string& cell = row.cells[i];
    const auto bad = first_invalid_utf8(cell);
    if (!bad && !first_control(cell)) continue;
    if (row.problem.empty()) {
      row.problem = bad ? fmt::format("byte 0x{:02X} is no text in {}; say the table's `encoding`",
                                      static_cast<unsigned char>(cell[*bad]), encoding_)
                        : std::string("a control character");
      row.column = static_cast<std::uint32_t>(i + 1);
    }
    cell.clear();
  }
}

bool TableReader::ndjson_row(TableRow& row) {
  std::string text;
  do {
    row.line = line_;
    if (!line(text)) return false;
  } while (trim(text).empty());
  if (text.ends_with('\r')) text.pop_back();
  row.cells.resize(columns_.size());
  const auto json = first_invalid_utf8(text) ? std::nullopt : Json::parse(text);
  if (!json || !json->is_object()) {
    row.problem = first_invalid_utf8(text) ? "the line is no UTF-8" : "the line is no JSON object";
    return true;
  }
  std::vector<std::string_view> taken(columns_.size());
  for (const auto& [key, value] : json->items())
    take_member(row, key, value.is_string() ? value.text() : value.is_null() ? std::string{} : value.dump(), taken);
  if (row.problem.empty()) refuse_no_text(row);
  row.column = 0;  // a member has no column
  return true;
}

// A member goes to the column of its name: as written, else in any letter case, as the columns of a header do.
void TableReader::take_member(TableRow& row, const std::string& name, std::string cell,
                              std::vector<std::string_view>& taken) {
  auto column = std::find(columns_.begin(), columns_.end(), name);
  if (column == columns_.end())
    column = std::find_if(columns_.begin(), columns_.end(), [&](const std::string& wanted) {
      return wanted.size() == name.size() && lower_case(wanted) == lower_case(name);
    });
  if (column == columns_.end()) {
    if (others_.size() < most_others) others_.insert(name);
    return;
  }
  const auto at = static_cast<std::size_t>(column - columns_.begin());
  if (!taken[at].empty()) {
    row.problem = fmt::format("the column `{}` could be two of its members, in other letter cases", columns_[at]);
    row.is_torn = true;
    return;
  }
  taken[at] = name;
  met_[at] = true;
  row.cells[at] = std::move(cell);
}

}  // namespace probation::recording
