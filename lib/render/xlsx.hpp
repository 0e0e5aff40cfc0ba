// Sheets for a spreadsheet (Office Open XML). The only place that includes libxlsxwriter. Dates are dates, numbers
// numbers, enumerations their words; text is text, whatever it begins with, and no cell is a formula or a link.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/table.hpp"
#include "render/words.hpp"

namespace probation::render {

struct Sheet {
  std::string name;  // in words, at most 31 characters
  Table table;
};

struct Workbook {
  Date as_of;
  Language language = Language::en;
  std::vector<Sheet> sheets;
  std::vector<std::pair<std::string, Json>> about;  // the last sheet: field, value
};

// Writes the file `path`. False: it could not be written.
bool write_xlsx(const Workbook& workbook, const std::string& path);

// The same of rows that are not held: they go to files without a name as they come. Where a sheet is full its rows go
// on in another behind the others, with its name and a number.
class GrowingWorkbook {
 public:
  GrowingWorkbook(const std::string& path, Date as_of, Language language);
  GrowingWorkbook(const GrowingWorkbook&) = delete;
  GrowingWorkbook& operator=(const GrowingWorkbook&) = delete;
  ~GrowingWorkbook();
  // The next sheet, with the heads of the columns; its number. Rows of `table` are not looked at.
  std::size_t begin(const std::string& name, const Table& table);
  // The columns of a sheet that was begun without any, where they are known once its rows are; before the first of
  // them.
  void set_columns(std::size_t sheet, const Table& table);
  // A row of that sheet; in the order in which they stand in it. `schema`: of its record.
  void add(std::size_t sheet, std::string_view schema, const std::vector<Json>& row);
  bool finish(const std::vector<std::pair<std::string, Json>>& about);

 private:
  class Book;
  friend bool write_xlsx(const Workbook& workbook, const std::string& path);
  std::unique_ptr<Book> book_;
};

// The heading of a table (`due`) as the name of its sheet.
std::string sheet_name(std::string_view heading, Language language);
// As of, version, policy, verdict and the counts: what stands in `About this run` of every workbook.
std::vector<std::pair<std::string, Json>> about_run(const Json& summary);

}  // namespace probation::render
