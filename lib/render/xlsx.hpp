// Sheets for a spreadsheet (Office Open XML). The only place that includes libxlsxwriter. Dates are dates, numbers
// numbers, enumerations their words; text is text, whatever it begins with, and no cell is a formula or a link.
#pragma once
#include <string>
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

// The heading of a table (`due`) as the name of its sheet.
std::string sheet_name(std::string_view heading, Language language);
// As of, version, policy, verdict and the counts: what stands in `About this run` of every workbook.
std::vector<std::pair<std::string, Json>> about_run(const Json& summary);

}  // namespace probation::render
