#include "recording/sources/extract.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/text.hpp"
#include "document/crn.hpp"
#include "document/refused.hpp"
#include "recording/sources/cells.hpp"

namespace probation::recording {
namespace {

// A column that no rule names may be the first row of a file without a header.
std::string columns_in_words(const std::vector<std::string>& columns) {
  std::vector<std::string> words;
  std::size_t untold = 0;
  for (const std::string& column : columns) {
    const bool is_told = !hides_cells() && document::may_be_slip(column, document::Wanted::any);
    if (is_told) words.push_back(column);
    else ++untold;
  }
  if (untold > 0) words.push_back(fmt::format("{} whose names are not shown", untold));
  return fmt::format("{}", fmt::join(words, ", "));
}
std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The column of a header by the name the mapping has for it: as written, else in any letter case.
std::optional<std::size_t> column_named(const TableFile& file, const std::vector<std::string>& header,
                                        const std::string& wanted) {
  std::vector<std::size_t> near;
  if (const auto twice = std::count(header.begin(), header.end(), wanted); twice > 1)
    throw Mistake{
        fmt::format("{}: the column `{}` stands twice; which of them is meant cannot be told", file.path, wanted)};
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == wanted) return i;
    if (lower_case(header[i]) == lower_case(wanted)) near.push_back(i);
  }
  if (near.size() > 1)
    throw Mistake{fmt::format("{}: the mapping's column `{}` could be `{}` or `{}`; write it as it stands in the file",
                              file.path, wanted, header[near[0]], header[near[1]])};
  return near.empty() ? std::nullopt : std::optional(near.front());
}

// A table of no use ends the run before anything is written.
void refuse_without(const TableFile& file, const std::vector<std::string>& missing) {
  if (missing.empty()) return;
  throw Mistake{fmt::format("{}: {} not there: {}; nothing was {}", file.path,
                            missing.size() == 1 ? "a required column is" : "required columns are",
                            fmt::join(missing, ", "), file.is_ndjson ? "written" : "read")};
}

}  // namespace

std::optional<std::size_t> Slots::of(std::string_view column) const {
  if (column.empty()) return std::nullopt;
  const auto at = index_.find(lower_case(column));
  return at == index_.end() ? std::nullopt : std::optional(at->second);
}

std::size_t Slots::add(const std::string& column) {
  const auto [at, fresh] = index_.emplace(lower_case(column), names.size());
  if (fresh) {
    names.push_back(column);
    is_looked_up.push_back(false);
  }
  return at->second;
}

Extract::Extract(const Mapping& mapping, const std::vector<std::string>& paths, Opener open,
                 const std::vector<std::string>& lost)
    : mapping_(mapping), open_(std::move(open)) {
  for (const std::string& path : lost)
    for (std::size_t i = 0; i < mapping_.tables.size(); ++i)
      if (mapping_.tables[i].takes(file_name(path))) {
        TableFile& file = lost_.emplace_back();
        file.path = path;
        file.table = i;
        file.is_damaged = true;
        file.unread_from = 1;
        break;
      }
  make_slots();
  find_tables(paths);
  for (TableFile& file : files_) read_header(file);
  make_people();
}

std::optional<std::size_t> Extract::index_of(std::string_view table) const {
  for (std::size_t i = 0; i < mapping_.tables.size(); ++i)
    if (mapping_.tables[i].name == table) return i;
  return std::nullopt;
}

bool Extract::has(std::size_t table) const {
  return std::any_of(files_.begin(), files_.end(), [&](const TableFile& file) { return file.table == table; });
}
bool Extract::is_readable(std::size_t table) const {
  const auto is_damaged = [&](const TableFile& file) {
    return file.table == table && (!file.problem.empty() || file.is_damaged);
  };
  return has(table) && std::none_of(files_.begin(), files_.end(), is_damaged) &&
         std::none_of(lost_.begin(), lost_.end(), is_damaged);
}
std::size_t Extract::rows_of(std::size_t table) const {
  std::size_t rows = 0;
  for (const TableFile& file : files_)
    if (file.table == table) rows += file.rows;
  return rows;
}

void Extract::make_slots() {
  slots_.resize(mapping_.tables.size());
  const auto want = [&](std::size_t table, const std::string& column) {
    if (!column.empty()) slots_[table].add(column);
  };
  for (std::size_t i = 0; i < mapping_.tables.size(); ++i) {
    const TableRule& rule = mapping_.tables[i];
    want(i, rule.key);
    for (const ColumnRule& column : rule.columns) {
      want(i, column.column);
      if (const auto other = index_of(column.table); !column.table.empty() && other) {
        if (!column.by.empty()) slots_[*other].is_looked_up[slots_[*other].add(column.by)] = true;
        want(*other, column.from);
      }
    }
    if (rule.deleted) want(i, rule.deleted->column);
    for (const std::string& column : {rule.changed.column, rule.join_by, rule.code, rule.attended, rule.complied,
                                      rule.minutes_from.column, rule.minutes_until.column})
      want(i, column);
  }
}

void Extract::find_tables(const std::vector<std::string>& paths) {
  std::vector<std::string> not_used;
  for (const std::string& path : paths) {
    const std::string name = path == "-" ? path : file_name(path);
    if (lower_case(name).ends_with(".xlsx") || lower_case(name).ends_with(".xls"))
      throw Mistake{fmt::format("{}: a workbook is no table; write a sheet of it with xlsx2csv first", path)};
    std::optional<std::size_t> table;
    for (std::size_t i = 0; i < mapping_.tables.size() && !table; ++i)
      if (mapping_.tables[i].takes(name) || (path == "-" && mapping_.tables.size() == 1)) table = i;
    if (!table) {
      not_used.push_back(path);
      continue;
    }
    if (mapping_.tables[*table].rows == RowKind::none) continue;
    bool is_ndjson = lower_case(unpacked_name(name)).ends_with(".ndjson");
    if (path == "-") {  // standard input has no name that tells
      std::string chunk;
      const auto source = open_(path);
      is_ndjson = source->next(chunk) && trim(chunk).starts_with('{');
    }
    TableFile& file = files_.emplace_back();
    file.path = path;
    file.table = *table;
    file.is_ndjson = is_ndjson;
  }
  for (const std::string& path : not_used) notes_.push_back(fmt::format("{}: table not used", path));
  if (files_.empty()) {
    std::vector<std::string> known;
    for (const TableRule& rule : mapping_.tables)
      if (rule.rows != RowKind::none) known.insert(known.end(), rule.files.begin(), rule.files.end());
    throw Mistake{fmt::format("no rows in tables that the mapping knows: {}", fmt::join(known, ", "))};
  }
  // Tables by what they say of each other, files of one table by name.
  std::stable_sort(files_.begin(), files_.end(), [](const TableFile& a, const TableFile& b) {
    return a.table != b.table ? a.table < b.table : a.path < b.path;
  });
}

void Extract::read_header(TableFile& file) {
  const TableRule& rule = mapping_.tables[file.table];
  const Slots& slots = slots_[file.table];
  file.at.resize(slots.names.size());
  if (file.is_ndjson) {
    file.columns = slots.names;
    for (std::size_t i = 0; i < slots.names.size(); ++i) file.at[i] = i;
    return;
  }
  const auto source = open_(file.path);
  const TableReader reader(*source, mapping_.encoding, mapping_.delimiter, false);
  if (reader.problem()) {
    file.problem = fmt::format("{}:{}:{}: {}", file.path, reader.problem()->line,
                               std::max<std::uint32_t>(reader.problem()->column, 1), reader.problem()->message);
    file.is_damaged = true;
    file.unread_from = std::max<std::uint32_t>(reader.problem()->line, 1);
    return;
  }
  const std::vector<std::string>& header = reader.columns();
  std::set<std::size_t> used;
  for (std::size_t i = 0; i < slots.names.size(); ++i) {
    file.at[i] = column_named(file, header, slots.names[i]);
    if (file.at[i]) used.insert(*file.at[i]);
    else file.lacking.push_back(slots.names[i]);
  }
  std::vector<std::string> missing;
  for (const std::string& column : rule.required)
    if (!column_named(file, header, column)) missing.push_back(column);
  if (!rule.key.empty() && !column_named(file, header, rule.key) &&
      std::find(missing.begin(), missing.end(), rule.key) == missing.end())
    missing.push_back(rule.key);
  refuse_without(file, missing);
  for (std::size_t i = 0; i < header.size(); ++i) {
    const bool is_ignored = std::any_of(rule.ignored.begin(), rule.ignored.end(), [&](const std::string& name) {
      return lower_case(name) == lower_case(header[i]);
    });
    if (!used.contains(i) && !is_ignored) file.unknown.push_back(lower_case(header[i]));
  }
  std::vector<std::string> lacked;
  for (const std::string& column : rule.optional)
    if (!column_named(file, header, column)) lacked.push_back(column);
  note_columns(file, lacked);
}

void Extract::note_columns(const TableFile& file, const std::vector<std::string>& lacked) {
  if (!file.unknown.empty())
    notes_.push_back(fmt::format("{}: columns not used: {}", file.path, columns_in_words(file.unknown)));
  if (!lacked.empty())
    notes_.push_back(fmt::format("{}: columns that are not there: {}", file.path, fmt::join(lacked, ", ")));
}

void Extract::end_of_ndjson(TableFile& file) {
  const TableRule& rule = mapping_.tables[file.table];
  const Slots& slots = slots_[file.table];
  if (file.met.empty()) return;
  const auto is_lacking = [&](const std::string& column) {
    const auto slot = slots.of(column);
    return slot && !file.met[*slot];
  };
  std::vector<std::string> missing, lacked;
  for (const std::string& column : rule.required)
    if (is_lacking(column)) missing.push_back(column);
  if (is_lacking(rule.key) && std::find(missing.begin(), missing.end(), rule.key) == missing.end())
    missing.push_back(rule.key);
  refuse_without(file, missing);
  for (std::size_t i = 0; i < slots.names.size(); ++i) {
    if (file.met[i]) continue;
    file.lacking.push_back(slots.names[i]);
    file.at[i].reset();
  }
  std::erase_if(file.unknown, [&](const std::string& name) {
    return std::any_of(rule.ignored.begin(), rule.ignored.end(),
                       [&](const std::string& ignored) { return lower_case(ignored) == lower_case(name); });
  });
  for (const std::string& column : rule.optional)
    if (is_lacking(column)) lacked.push_back(column);
  note_columns(file, lacked);
}

// ---- whose row it is ------------------------------------------------------------------------------------------------

namespace {

std::string people_key(std::string_view table, std::string_view column) {
  return lower_case(table) + "/" + lower_case(column);
}

}  // namespace

// Which keys of other tables say whose a row is: those mapped to `crn`; where a file has none of them, its links.
void Extract::make_people() {
  std::set<std::pair<std::size_t, std::string>> wanted;  // table, column
  for (const TableFile& file : files_) {
    const TableRule& rule = mapping_.tables[file.table];
    const auto has_column = [&](const ColumnRule& column) {
      const auto slot = slots_[file.table].of(column.column);
      return slot && file.at[*slot].has_value();
    };
    bool names_person = false;
    for (const ColumnRule& column : rule.columns) {
      if (column.to != "crn" || !has_column(column)) continue;
      names_person = true;
      if (const auto other = column.table.empty() ? std::nullopt : index_of(column.table))
        wanted.emplace(*other, column.by.empty() ? mapping_.tables[*other].key : column.by);
    }
    if (names_person && !file.is_ndjson) continue;  // a row of NDJSON may lack what others have
    for (const ColumnRule& column : rule.columns)
      if (const auto other = column.table.empty() ? std::nullopt : index_of(column.table); other && has_column(column))
        wanted.emplace(*other, column.by.empty() ? mapping_.tables[*other].key : column.by);
    if (const auto other = rule.join_table.empty() ? std::nullopt : index_of(rule.join_table))
      wanted.emplace(*other, mapping_.tables[*other].key);
  }
  // A table that says whose the rows of others are may need another itself: as many times as there are tables.
  for (std::size_t turn = 0; turn < mapping_.tables.size() && !wanted.empty(); ++turn) {
    std::size_t found = 0;
    for (const auto& [table, column] : wanted) {
      const auto slot = slots_[table].of(column);
      if (!slot) continue;
      auto& people = people_[people_key(mapping_.tables[table].name, column)];
      if (!people.empty()) continue;
      for (std::uint32_t i = 0; i < files_.size(); ++i)
        if (files_[i].table == table && files_[i].problem.empty())
          rows_of_file(i, [&, at = *slot](RawRow row) {
            const std::string key = cell_text(row.cells[at]);
            if (!row.crn.empty() && !key.empty()) people.add(key, row.crn);
          });
      people.finish();
      found += people.size();
    }
    if (found == 0) break;
  }
  for (TableFile& file : files_) {
    file.is_damaged = !file.problem.empty();
    file.rows = 0;
  }
}

std::string Extract::person_of(const RawRow& row, std::string& problem, bool& is_stranger) const {
  const TableFile& file = files_[row.file];
  const TableRule& rule = mapping_.tables[file.table];
  const Slots& slots = slots_[file.table];
  const auto by_key = [&](const ColumnRule& column, const std::string& key) -> std::string {
    const TableRule* other = mapping_.table(column.table);
    const auto people = people_.find(people_key(column.table, column.by.empty() ? other->key : column.by));
    return people == people_.end() ? std::string{} : people->second.of(key);
  };
  bool names_person = false;
  std::string person;
  for (const ColumnRule& column : rule.columns) {
    if (column.to != "crn") continue;
    const auto slot = slots.of(column.column);
    if (!slot || !file.at[*slot]) continue;
    names_person = true;
    const std::string cell = cell_text(row.cells[*slot]);
    if (cell.empty()) continue;
    if (column.table.empty() && !document::is_crn(cell)) {
      problem = fmt::format("{} is not a CRN: one capital letter and six digits", in_words(cell, false));
      is_stranger = false;
      return {};
    }
    const std::string crn = column.table.empty() ? cell : by_key(column, cell);
    if (crn == PeopleByKey::several || (!crn.empty() && !person.empty() && crn != person)) {
      problem = crn == PeopleByKey::several ? fmt::format("its {} is several persons", column.table)
                                            : fmt::format("its columns name two persons, {} and {}", person, crn);
      is_stranger = false;
      return {};
    }
    if (person.empty()) person = crn;
    is_stranger = is_stranger || crn.empty();
    if (crn.empty() && problem.empty())
      problem = fmt::format("there is no {} {} in the rows", column.table, in_words(cell, true));
  }
  if (!person.empty()) return person;
  if (!names_person || file.is_ndjson) {
    for (const ColumnRule& column : rule.columns) {
      const auto slot = slots.of(column.column);
      if (column.table.empty() || !slot || row.cells[*slot].empty()) continue;
      const std::string crn = by_key(column, cell_text(row.cells[*slot]));
      if (document::is_crn(crn)) return crn;
      const auto other = index_of(column.table);
      is_stranger = is_stranger || (crn.empty() && column.to != "crn" && other && has(*other));
    }
    if (const auto slot = slots.of(rule.join_by); slot && !row.cells[*slot].empty()) {
      ColumnRule join;
      join.table = rule.join_table;
      if (const std::string crn = by_key(join, cell_text(row.cells[*slot])); document::is_crn(crn)) return crn;
    }
  }
  if (problem.empty()) problem = "the row names no person";
  return {};
}

void Extract::rows_of_file(std::uint32_t index, const std::function<void(const RawRow&)>& take) {
  TableFile& file = files_[index];
  const auto source = open_(file.path);
  TableReader reader(*source, mapping_.encoding, mapping_.delimiter, file.is_ndjson, file.columns);
  TableRow row;
  file.rows = file.of_nobody = file.of_strangers = file.unread_from = 0;
  while (reader.next(row)) {
    ++file.rows;
    RawRow raw;
    raw.file = index;
    raw.line = row.line;
    raw.problem = std::move(row.problem);
    raw.column = row.column;
    raw.is_torn = row.is_torn;
    raw.cells.resize(file.at.size());
    for (std::size_t i = 0; i < file.at.size(); ++i)
      if (file.at[i]) raw.cells[i] = std::move(row.cells[*file.at[i]]);
    std::string why;
    bool is_stranger = false;
    raw.crn = person_of(raw, why, is_stranger);
    const bool says_nothing =
        std::all_of(raw.cells.begin(), raw.cells.end(), [](const std::string& cell) { return cell.empty(); });
    if (raw.crn.empty() && (raw.is_torn || !says_nothing || file.is_ndjson))
      ++(is_stranger && raw.problem.empty() ? file.of_strangers : file.of_nobody);
    if (raw.problem.empty() && raw.crn.empty()) raw.problem = why;
    if (!raw.problem.empty()) file.is_damaged = true;
    take(raw);
  }
  if (reader.problem()) {
    file.is_damaged = true;
    file.unread_from = std::max<std::uint32_t>(reader.problem()->line, 1);
  }
  if (!file.is_ndjson) return;
  if (std::find(reader.met().begin(), reader.met().end(), true) != reader.met().end()) file.met = reader.met();
  file.unknown.assign(reader.others().begin(), reader.others().end());
}

void Extract::read(const std::function<void(const RawRow&)>& take) {
  for (std::uint32_t i = 0; i < files_.size(); ++i)
    if (files_[i].problem.empty())
      rows_of_file(i, [&](const RawRow& row) {
        take_owner(row);
        take(row);
      });
  for (TableFile& file : files_)
    if (file.is_ndjson) end_of_ndjson(file);
  for (auto& [table, owners] : owners_) owners.finish();
  count_rows_of_anybody();
}

}  // namespace probation::recording
