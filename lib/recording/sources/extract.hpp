// A set of tables taken from one system at one time: which file is which table, what its header has and lacks, and its
// rows, each with the person it is about. Headers are looked at before any row.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "recording/sources/cells.hpp"
#include "recording/sources/code_lists.hpp"
#include "recording/sources/mapping.hpp"
#include "recording/sources/people_by_key.hpp"
#include "recording/sources/table_reader.hpp"

namespace probation::recording {

// A row as it was read: its cells by the slots of its table.
struct RawRow {
  std::uint32_t file = 0;  // index of Extract::files
  std::uint32_t line = 0;
  std::string crn;           // empty: whose row it is is not known; it then has a problem
  std::string problem;       // why it cannot be placed
  std::uint32_t column = 0;  // of the problem: which cell of the file, from 1; 0: the row
  bool is_torn = false;      // which cell belongs to which column cannot be told
  std::vector<std::string> cells;
  [[nodiscard]] std::string written() const;  // for sorting on disk
  static RawRow read(std::string_view written);
};

// The columns of a table that anything asks for, once each.
struct Slots {
  std::vector<std::string> names;
  std::vector<bool> is_looked_up;  // rows of other tables are found by it, and it is not the key
  [[nodiscard]] std::optional<std::size_t> of(std::string_view column) const;
  std::size_t add(const std::string& column);

 private:
  std::map<std::string, std::size_t, std::less<>> index_;  // in small letters
};

struct TableFile {
  std::string path;
  std::size_t table = 0;  // index of the mapping's tables
  bool is_ndjson = false;
  std::vector<std::optional<std::size_t>> at;  // slot → cell
  std::vector<std::string> columns;            // of NDJSON: as asked for
  std::vector<std::string> unknown, lacking;
  bool is_damaged = false;  // torn, cut, or a row of nobody: whole for no one
  std::string problem;      // why it cannot be read at all, with its place
  std::size_t rows = 0;
  std::size_t of_nobody = 0;      // rows whose person cannot be told: they may be anybody's
  std::size_t of_strangers = 0;   // rows whose person is named by a key that stands in no table of the extract
  std::size_t of_anybody = 0;     // of those the rows that may be a person's whom the extract names; once all was read
  std::uint32_t unread_from = 0;  // the line from which on nothing could be read; 0: read to its end
  std::vector<bool> met;  // of NDJSON, once it was read: the slots that any row has; empty where no row could be read
};

using Opener = std::function<std::unique_ptr<ByteSource>(const std::string& path)>;

class Extract {
 public:
  // Which files are which tables, and their headers. Throws Mistake for what ends the run before anything is read: a
  // required column that is missing, two columns that could both be meant, no table at all.
  // `lost`: files that were given and cannot be read at all; their tables are whole for no one.
  Extract(const Mapping& mapping, const std::vector<std::string>& paths, Opener open,
          const std::vector<std::string>& lost = {});

  [[nodiscard]] const Mapping& mapping() const { return mapping_; }
  [[nodiscard]] const std::vector<TableFile>& files() const { return files_; }
  [[nodiscard]] const std::vector<TableFile>& lost() const { return lost_; }
  [[nodiscard]] const Slots& slots(std::size_t table) const { return slots_[table]; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }  // tables and columns not used
  [[nodiscard]] bool has(std::size_t table) const;                                // a file of it is there
  [[nodiscard]] bool is_readable(std::size_t table) const;                        // and every one could be read
  [[nodiscard]] std::size_t rows_of(std::size_t table) const;
  // Whose row of the table has the key, deleted ones aside: a CRN, PeopleByKey::several, or empty for nobody's.
  [[nodiscard]] std::string owner_of(std::size_t table, std::string_view key) const;
  // Where no case stands yet, nobody asks: keys of millions of rows are not kept for it.
  void without_owners() { keeps_owners_ = false; }

  // Every row once, in the order of the files; the person is known where any key says so. What NDJSON lacks is known at
  // its end, since it has no header: a required column that no row has throws Mistake, as that of a header does.
  void read(const std::function<void(const RawRow&)>& take);

 private:
  void find_tables(const std::vector<std::string>& paths);
  void read_header(TableFile& file);
  void end_of_ndjson(TableFile& file);
  void note_columns(const TableFile& file, const std::vector<std::string>& lacked);
  void make_slots();
  void make_people();
  void rows_of_file(std::uint32_t index, const std::function<void(const RawRow&)>& take);
  [[nodiscard]] std::string person_of(const RawRow& row, std::string& problem, bool& is_stranger) const;
  void take_owner(const RawRow& row);
  void count_rows_of_anybody();
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view table) const;

  const Mapping& mapping_;
  Opener open_;
  std::vector<TableFile> files_, lost_;
  std::vector<Slots> slots_;
  std::vector<std::string> notes_;
  std::map<std::string, PeopleByKey> people_;  // by table/column, for rows that name their person by a key
  std::map<std::size_t, PeopleByKey> owners_;  // by table, of the keys that entries stand under
  bool keeps_owners_ = true;
};

}  // namespace probation::recording
