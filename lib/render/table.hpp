// Records as a table in which no cell holds a structure: what CSV, Markdown and sheets are made of. A group becomes a
// column for each of its kinds, a map a column for each of its members, a list of words one text; a list of records is
// a table of its own.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/words.hpp"
#include "render/run/json.hpp"

namespace probation::render {

struct Table {
  std::string schema;                   // of its records: which words a column holds
  std::vector<std::string> columns;     // days_strict
  std::vector<std::string> members;     // of which member each column is: strict
  std::vector<std::vector<Json>> rows;  // scalars only
};

// `columns` name members of the records; `days/strict` is the member `strict` of `days`, in the column days_strict.
Table flat_table(const std::vector<Json>& records, const std::vector<std::string>& columns);
// The lists of records within the records, each a table whose rows begin with what names the record: recount/1 has
// `contacts`. In the order in which they are met; one without rows is left out, but for those a schema always has.
struct NamedTable {
  std::string name;  // the member
  Table table;
};
std::vector<NamedTable> inner_tables(const std::string& schema, const std::vector<Json>& records);

// The columns of such a table, found record by record where the records are not held: a map becomes a column for each
// member that any of them has, a list of records none.
class TableShape {
 public:
  explicit TableShape(const std::vector<std::string>& columns);
  void see(const Json& record);
  void add_columns(const std::vector<std::string>& columns);  // those that are new
  [[nodiscard]] std::vector<std::string> paths() const;
  [[nodiscard]] Table head() const;  // without rows

 private:
  struct Column {
    std::string path;
    std::vector<Column> members;
    bool is_list_of_records = false;
  };
  static void see(Column& column, const Json& value);
  static void put(const Column& column, std::vector<std::string>& paths);
  std::string schema_;
  std::vector<Column> columns_;
};
std::vector<Json> row_of(const Json& record, const std::vector<std::string>& paths);

// The same of the lists of records within the records.
class InnerShapes {
 public:
  struct Inner {
    std::string name;
    TableShape shape;
    bool is_fixed;  // whatever its rows hold
  };
  explicit InnerShapes(const std::string& schema);
  void see(const Json& record);
  [[nodiscard]] const std::vector<Inner>& all() const { return shapes_; }
  // The rows that a record has in the list of that name.
  void each_row(const Json& record, const std::string& name, const std::function<void(const Json&)>& take) const;

 private:
  std::string schema_;
  std::vector<Inner> shapes_;
};

// What people read over a column, and in a cell that holds a word of an enumeration or a list of them.
std::string column_words(const Table& table, std::size_t column, Language language);
std::string cell_words(const Table& table, std::size_t column, const Json& value, Language language);

// The findings of a run, as sheets show them: columns of the CSV, in which what is missing is said in words.
Table findings_table(const RunOutput& run, Language language);
const std::vector<std::string>& finding_columns();

// A list of words or ids as one text; a scalar as it is.
Json as_cell(const Json& value);
// The record's value at `days/strict`: null where it has no such member.
const Json& value_of(const Json& record, std::string_view column);

}  // namespace probation::render
