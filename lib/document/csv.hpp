// Tables as RFC 4180 writes them: bytes to cells with the line each stands on. Strict: a quote where none may stand, a
// row of another width or a column twice in the header is refused at its line. Cells stay text; what they mean is the
// caller's.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probation::document {

struct CsvProblem {
  std::uint32_t line = 0;
  std::uint32_t column = 0;  // characters, from 1; 0: the line as a whole
  std::string message;
};
struct CsvRow {
  std::uint32_t line = 0;  // on which the row begins; a quoted cell may go over several
  std::vector<std::string> cells;
  std::string problem;  // where asked to go on: why the row is none; its cells then do not count
};
struct CsvTable {
  std::vector<std::string> columns;   // of the header
  std::vector<CsvRow> rows;           // each as wide as the header
  std::optional<CsvProblem> problem;  // the first; rows before it are kept
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

// UTF-8, a byte order mark is accepted, lines end in CR LF or LF, empty lines are skipped. The first row is the header.
// `goes_on`: a row of another width is kept with its problem, and those after it are read.
CsvTable read_csv(std::string_view bytes, bool goes_on = false);

}  // namespace probation::document
