// bytes → rows of a table: whatever comes in, CSV and NDJSON end without a crash, every row is as wide as the header,
// a row is the same however its bytes come, and a row in our own words that has no person says why.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "document/csv.hpp"
#include "recording/sources/item.hpp"
#include "recording/sources/table_reader.hpp"

using namespace probation;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

class Pieces : public recording::ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t size) : rest_(bytes), size_(size) {}
  bool next(std::string& chunk) override {
    if (rest_.empty()) return false;
    chunk = rest_.substr(0, size_);
    rest_.remove_prefix(chunk.size());
    return true;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
};

std::vector<recording::TableRow> rows_of(std::string_view bytes, std::size_t piece, std::string_view encoding,
                                         bool is_ndjson) {
  Pieces pieces(bytes, piece);
  const std::vector<std::string> wanted =
      is_ndjson ? std::vector<std::string>{"crn", "date"} : std::vector<std::string>{};
  recording::TableReader reader(pieces, encoding, ',', is_ndjson, wanted);
  std::vector<recording::TableRow> rows;
  recording::TableRow row;
  std::uint32_t line = 0;
  while (reader.next(row)) {
    require(row.cells.size() == reader.columns().size() && row.line > line);
    line = row.line;
    rows.push_back(row);
  }
  if (reader.problem()) require(!reader.problem()->message.empty());
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  for (const bool goes_on : {false, true}) {
    const document::CsvTable table = document::read_csv(text, goes_on);
    std::uint32_t line = 0;
    for (const document::CsvRow& row : table.rows) {
      require(row.cells.size() == table.columns.size() && row.line > line);
      line = row.line;
    }
    if (table.problem) require(!table.problem->message.empty());
  }
  for (const std::string_view encoding : {"utf-8", "utf-16", "windows-1252"})
    for (const bool is_ndjson : {false, true}) {
      const auto whole = rows_of(text, std::max<std::size_t>(size, 1), encoding, is_ndjson);
      const auto pieces = rows_of(text, 3, encoding, is_ndjson);
      require(std::equal(whole.begin(), whole.end(), pieces.begin(), pieces.end(), [](const auto& a, const auto& b) {
        return a.line == b.line && a.cells == b.cells && a.problem == b.problem && a.column == b.column;
      }));
    }
  std::uint32_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const recording::OwnRow row = recording::own_row(line, number);
    require(row.item.line == number && (!row.crn.empty() || !row.item.problem.empty()));
  }
  return 0;
}
