// Rows of other systems as entries of cases: NDJSON in our own words, CSV by a mapping (mapping/1), and nDelius-shaped
// tables. Every row keeps its file and line. A row that cannot be placed says why; it never stops the others, and
// nothing is guessed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "recording/entry.hpp"

namespace probation::recording {

struct Row {
  std::string file;
  std::uint32_t line = 0;
  std::string crn;                                   // empty: not known; the row then has a problem
  std::optional<EntryKind> kind;                     // nothing: the person, who makes the case
  document::Value value = document::Value::map({});  // members of case/1
  std::string order;                                 // of a requirement: the order it belongs to
  std::string within;       // the order that carries what the row says: an event has no entry of its own
  std::string problem;      // why it cannot be placed
  bool whole_case = false;  // of a person: the value says which lists are recorded
  std::string left_out;     // why it is no entry: a deleted row, a system note
};

struct Rows {
  std::vector<Row> rows;              // in the order of the files
  std::vector<std::string> notes;     // columns and tables that are not used
  std::vector<std::string> problems;  // a table that cannot be read at all, "file:line:column: why"
  bool has_contacts = false;          // the source carries a table of contacts: none for a person means none
};

struct SourceFile {
  std::string path;
  std::string bytes;
};

Rows rows_of_ndjson(const SourceFile& file);

struct Mapping {
  std::string table;                                         // contact, enforcement, review, assessment, order
  std::vector<std::pair<std::string, std::string>> columns;  // theirs → ours
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> values;  // ours → theirs → ours
  std::vector<std::string> dates;  // iso, dd-mmm-yy, dd-mm-yy
};
// Throws Mistake, with the place.
Mapping read_mapping(const SourceFile& file);
Rows rows_of_csv(const SourceFile& file, const Mapping& mapping);

// offender, event, disposal, rqmnt, nsi and contact, by file name.
Rows rows_of_delius(const std::vector<SourceFile>& files);

// A cell as it was meant: without blanks around it, and without the apostrophe that keeps a spreadsheet from running
// it.
std::string cell_text(std::string_view cell);

// A day in one of the notations; nothing where it is in none of them. Two-digit years are those from 1950 to 2049.
std::optional<std::string> day_in(std::string_view text, const std::vector<std::string>& notations);

// The same tables out. What has no column of nDelius stands as JSON in the column `case_1`, so that nothing is lost.
struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
std::vector<Table> delius_tables(const std::vector<document::Value>& cases);  // conformed cases

}  // namespace probation::recording
