#include "document/csv.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"

namespace probation::document {
namespace {

class Reader {
 public:
  Reader(std::string_view text, bool goes_on) : text_(text), goes_on_(goes_on) {}

  CsvTable read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    auto problem = check_bytes(text_);
    if (!problem) problem = check_controls(text_, 1);
    if (problem) {
      table_.problem = CsvProblem{problem->place.line, problem->place.column, problem->message};
      return std::move(table_);
    }
    bool header = true;
    while (at_ < text_.size() && !table_.problem) {
      line_start_ = at_;
      if (end_of_line()) continue;
      CsvRow row = next_row();
      if (table_.problem) break;
      if (header) {
        take_header(std::move(row));
        header = false;
      } else if (row.cells.size() != table_.columns.size()) {
        row.problem = fmt::format("{} where the header has {}",
                                  counted(static_cast<long long>(row.cells.size()), "cell"), table_.columns.size());
        if (!goes_on_) {
          table_.problem = CsvProblem{row.line, 0, row.problem};
          break;
        }
        row.cells.assign(table_.columns.size(), {});
        table_.rows.push_back(std::move(row));
      } else {
        table_.rows.push_back(std::move(row));
      }
    }
    if (header && !table_.problem) table_.problem = CsvProblem{1, 0, "no header: the table is empty"};
    return std::move(table_);
  }

 private:
  // Steps over a line end, if one stands here.
  bool end_of_line() {
    if (text_.substr(at_).starts_with("\r\n")) at_ += 2;
    else if (text_[at_] == '\n') at_ += 1;
    else return false;
    ++line_;
    return true;
  }

  void refuse(std::string message) {
    const std::string_view before = text_.substr(line_start_, at_ - line_start_);
    table_.problem = CsvProblem{line_, static_cast<std::uint32_t>(count_characters(before) + 1), std::move(message)};
  }

  CsvRow next_row() {
    CsvRow row;
    row.line = line_;
    while (true) {
      row.cells.push_back(next_cell());
      if (table_.problem || at_ >= text_.size()) return row;
      if (text_[at_] == ',') {
        ++at_;
        if (at_ >= text_.size()) row.cells.emplace_back();  // a last empty cell at the end of the file
        if (at_ >= text_.size()) return row;
        continue;
      }
      if (end_of_line()) return row;
      refuse(text_[at_] == '\r' ? "a carriage return that ends no line" : "text after the closing quote of a cell");
      return row;
    }
  }

  std::string next_cell() {
    if (text_[at_] == '"') return quoted_cell();
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') {
        refuse("a quote inside a cell that does not begin with one");
        return {};
      }
      ++at_;
    }
    return std::string(text_.substr(start, at_ - start));
  }

  std::string quoted_cell() {
    std::string cell;
    const std::size_t start = at_++;
    const std::uint32_t line = line_;
    const std::size_t line_start = line_start_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') {
        if (at_ >= text_.size() || text_[at_] != '"') return cell;
        ++at_;
      } else if (c == '\n') {
        ++line_;
        line_start_ = at_;
      }
      cell += c;
    }
    at_ = start;
    line_ = line;
    line_start_ = line_start;
    refuse("a quoted cell that never ends");
    return {};
  }

  void take_header(CsvRow row) {
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (row.cells[i] == row.cells[j]) {
          table_.problem = CsvProblem{row.line, 0, fmt::format("the column {} stands twice", row.cells[i])};
          return;
        }
    table_.columns = std::move(row.cells);
  }

  std::string_view text_;
  bool goes_on_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  CsvTable table_;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto at = std::find(columns.begin(), columns.end(), name);
  if (at == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(at - columns.begin());
}

CsvTable read_csv(std::string_view bytes, bool goes_on) { return Reader(bytes, goes_on).read(); }

}  // namespace probation::document
