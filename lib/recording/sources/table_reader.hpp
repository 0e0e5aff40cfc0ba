// The rows of one table, one at a time: CSV in any of the agreed encodings and delimiters, or NDJSON. A row that cannot
// be read says why, and those after it are read; a quoted cell that never ends takes the rest of the file with it.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.hpp"
#include "document/csv.hpp"

namespace probation::recording {

// Bytes as they come; what goes wrong with them is thrown by whoever opened them.
using probation::ByteSource;

struct TableRow {
  std::uint32_t line = 0;          // on which it begins
  std::vector<std::string> cells;  // as many as there are columns
  std::string problem;             // why it is none
  std::uint32_t column = 0;        // of the problem: which cell, from 1; 0: the row
  bool is_torn = false;            // which cell belongs to which column cannot be told
};

class TableReader {
 public:
  // `columns`: those that are wanted of NDJSON, which has no header; of CSV nothing.
  TableReader(ByteSource& source, std::string_view encoding, char delimiter, bool is_ndjson,
              std::vector<std::string> columns = {});
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  // Why there are no rows, or no more of them.
  [[nodiscard]] const std::optional<document::CsvProblem>& problem() const { return problem_; }
  bool next(TableRow& row);
  // Of NDJSON, so far: which of the columns any row had, and the other members, a hundred at most.
  [[nodiscard]] const std::vector<bool>& met() const { return met_; }
  [[nodiscard]] const std::set<std::string>& others() const { return others_; }

 private:
  bool fill();                   // more decoded text; false: the end
  bool line(std::string& text);  // the next line without its end; false: the end
  bool csv_row(TableRow& row);
  bool quoted_cell(std::string& cell, std::string& text, std::size_t& at);
  void refuse_no_text(TableRow& row) const;
  bool ndjson_row(TableRow& row);
  void take_member(TableRow& row, const std::string& name, std::string cell, std::vector<std::string_view>& taken);
  void decode(std::string_view bytes, bool is_last);
  ByteSource& source_;
  std::string encoding_;
  char delimiter_;
  bool is_ndjson_;
  std::vector<std::string> columns_;
  std::vector<bool> met_;
  std::set<std::string> others_;
  std::optional<document::CsvProblem> problem_;
  std::string text_;  // decoded and not yet taken
  std::size_t at_ = 0;
  std::string undecoded_;  // the beginning of a character
  bool is_done_ = false, is_begun_ = false, is_big_endian_ = false;
  std::uint32_t line_ = 1;
};

}  // namespace probation::recording
