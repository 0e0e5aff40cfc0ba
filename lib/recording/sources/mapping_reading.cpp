// mapping/2 and mapping/1 from their text: every key once, in the tables below.
#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/mapping.hpp"

namespace probation::recording {

using document::Tree;

namespace {

class Reader;
template <class T>
struct Key {
  std::string_view word;
  void (*read)(Reader&, T&, const Tree&);
};

class Reader {
 public:
  explicit Reader(const SourceFile& file) : path_(file.path) {}

  [[nodiscard]] Mistake fault(const Tree& at, const std::string& why) const {
    return Mistake{fmt::format("{}:{}:{}: {}", path_, std::max<std::uint32_t>(at.line, 1), at.column + 1, why)};
  }

  std::string text(const Tree& at) const {
    if (at.kind != Tree::Kind::scalar) throw fault(at, "one word is wanted here");
    return at.null ? std::string{} : at.text;
  }
  std::string one_of(const Tree& at, std::initializer_list<std::string_view> words) const {
    const std::string word = text(at);
    if (std::find(words.begin(), words.end(), word) == words.end())
      throw fault(at, fmt::format("`{}` is none of {}", word, fmt::join(words, ", ")));
    return word;
  }
  std::vector<std::string> texts(const Tree& at) const {
    if (at.kind == Tree::Kind::scalar) return at.null ? std::vector<std::string>{} : std::vector{at.text};
    if (at.kind != Tree::Kind::sequence) throw fault(at, "a list of words is wanted here");
    std::vector<std::string> all;
    for (const Tree& item : at.items) all.push_back(text(item));
    return all;
  }
  bool truth(const Tree& at) const { return one_of(at, {"true", "false"}) == "true"; }

  template <class T, std::size_t N>
  void read(T& into, const Tree& map, const std::array<Key<T>, N>& keys, std::string_view what) {
    if (map.kind != Tree::Kind::map) throw fault(map, fmt::format("{} is a map", what));
    std::set<std::string_view> seen;
    for (const auto& [key, value] : map.entries) {
      if (!seen.insert(key.text).second) throw fault(key, fmt::format("`{}` is given twice", key.text));
      const auto at =
          std::find_if(keys.begin(), keys.end(), [&, &word = key.text](const auto& k) { return k.word == word; });
      if (at == keys.end()) {
        std::vector<std::string_view> known;
        for (const auto& k : keys) known.push_back(k.word);
        const auto near = nearest(key.text, known);
        throw fault(key, fmt::format("unknown key `{}` of {}{}", key.text, what,
                                     near ? fmt::format("; did you mean `{}`?", *near)
                                          : fmt::format("; known are {}", fmt::join(known, ", "))));
      }
      at->read(*this, into, value);
    }
  }

  std::vector<std::string> notations(const Tree& at) const {
    std::vector<std::string> all = texts(at);
    for (const std::string& word : all)
      if (!is_notation(word))
        throw fault(at, fmt::format("`{}` is no notation of dates or times; known are {}, or a date and a time form",
                                    word, fmt::join(known_notations(), ", ")));
    return all;
  }
  std::vector<std::pair<std::string, std::string>> pairs(const Tree& at) const {
    if (at.kind != Tree::Kind::map) throw fault(at, "a map from their words to ours is wanted here");
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [theirs, ours] : at.entries) all.emplace_back(theirs.text, text(ours));
    return all;
  }
  std::vector<ColumnRule> rules(const Tree& name, const Tree& value);

  std::vector<ColumnRule> columns(const Tree& map) {
    if (map.kind != Tree::Kind::map)
      throw fault(map, "`columns` says which column goes where: {THEIR_NAME: our_member}");
    std::vector<ColumnRule> all;
    std::set<std::string_view> seen;
    for (const auto& [name, value] : map.entries) {
      if (!seen.insert(name.text).second) throw fault(name, fmt::format("the column `{}` is given twice", name.text));
      for (ColumnRule& rule : rules(name, value)) {
        where_.push_back({&name, rule.to});
        all.push_back(std::move(rule));
      }
    }
    return all;
  }

  // That every target is a member of such rows. Done when the table's kind is known, whatever the order of its keys.
  void check_targets(RowKind kind) {
    std::vector<std::string_view> known;
    const std::vector<Target> targets = targets_of(kind);
    for (const Target& target : targets) known.push_back(target.word);
    for (const auto& [at, to] : where_) {
      if (to.empty() || std::find(known.begin(), known.end(), to) != known.end()) continue;
      if (to.find('.') != std::string::npos && field_of(kind, to) != nullptr) continue;
      const auto near = nearest(to, known);
      throw fault(*at, fmt::format("`{}` is no member of {}{}", to, about(kind).word,
                                   near ? fmt::format("; did you mean `{}`?", *near)
                                        : fmt::format("; known are {}", fmt::join(known, ", "))));
    }
    where_.clear();
  }

 private:
  const std::string& path_;
  std::vector<std::pair<const Tree*, std::string>> where_;
};

constexpr std::array column_keys{
    Key<ColumnRule>{"to", [](Reader& r, ColumnRule& c, const Tree& at) { c.to = r.text(at); }},
    Key<ColumnRule>{"as", [](Reader& r, ColumnRule& c, const Tree& at) { c.as = r.notations(at); }},
    Key<ColumnRule>{"values", [](Reader& r, ColumnRule& c, const Tree& at) { c.values = r.pairs(at); }},
    Key<ColumnRule>{"codes", [](Reader& r, ColumnRule& c, const Tree& at) { c.codes = r.text(at); }},
    Key<ColumnRule>{"table", [](Reader& r, ColumnRule& c, const Tree& at) { c.table = r.text(at); }},
    Key<ColumnRule>{"by", [](Reader& r, ColumnRule& c, const Tree& at) { c.by = r.text(at); }},
    Key<ColumnRule>{"from", [](Reader& r, ColumnRule& c, const Tree& at) { c.from = r.text(at); }},
    Key<ColumnRule>{"needed", [](Reader& r, ColumnRule& c, const Tree& at) { c.needed = r.truth(at); }}};

// A column with a notation: its name, or {column, as}.
constexpr std::array stamp_keys{
    Key<ColumnRule>{"column", [](Reader& r, ColumnRule& c, const Tree& at) { c.column = r.text(at); }},
    Key<ColumnRule>{"as", [](Reader& r, ColumnRule& c, const Tree& at) { c.as = r.notations(at); }}};
void read_stamp(Reader& r, ColumnRule& into, const Tree& at) {
  if (at.kind == Tree::Kind::scalar) into.column = r.text(at);
  else r.read(into, at, stamp_keys, "a column");
}

constexpr std::array deleted_keys{
    Key<DeletedRule>{"column", [](Reader& r, DeletedRule& d, const Tree& at) { d.column = r.text(at); }},
    Key<DeletedRule>{"when", [](Reader& r, DeletedRule& d, const Tree& at) { d.when = r.texts(at); }}};
constexpr std::array join_keys{
    Key<TableRule>{"table", [](Reader& r, TableRule& t, const Tree& at) { t.join_table = r.text(at); }},
    Key<TableRule>{"by", [](Reader& r, TableRule& t, const Tree& at) { t.join_by = r.text(at); }}};
constexpr std::array outcome_keys{
    Key<TableRule>{"code", [](Reader& r, TableRule& t, const Tree& at) { t.code = r.text(at); }},
    Key<TableRule>{"attended", [](Reader& r, TableRule& t, const Tree& at) { t.attended = r.text(at); }},
    Key<TableRule>{"complied", [](Reader& r, TableRule& t, const Tree& at) { t.complied = r.text(at); }}};
constexpr std::array minutes_keys{
    Key<TableRule>{"from", [](Reader& r, TableRule& t, const Tree& at) { read_stamp(r, t.minutes_from, at); }},
    Key<TableRule>{"until", [](Reader& r, TableRule& t, const Tree& at) { read_stamp(r, t.minutes_until, at); }}};

std::string words_of_kinds() {
  std::string words;
  for (const RowKindWord& row : row_kinds()) words += (words.empty() ? "" : ", ") + std::string(row.word);
  return words;
}

constexpr std::array table_keys{
    Key<TableRule>{"file", [](Reader& r, TableRule& t, const Tree& at) { t.files = r.texts(at); }},
    Key<TableRule>{"rows",
                   [](Reader& r, TableRule& t, const Tree& at) {
                     const auto kind = row_kind_named(r.text(at));
                     if (!kind)
                       throw r.fault(at, fmt::format("`rows` says what a row is; one of {}", words_of_kinds()));
                     t.rows = *kind;
                   }},
    Key<TableRule>{"name", [](Reader& r, TableRule& t, const Tree& at) { t.name = r.text(at); }},
    Key<TableRule>{"complete", [](Reader& r, TableRule& t, const Tree& at) { t.complete = r.truth(at); }},
    Key<TableRule>{"key", [](Reader& r, TableRule& t, const Tree& at) { t.key = r.text(at); }},
    Key<TableRule>{"changed", [](Reader& r, TableRule& t, const Tree& at) { read_stamp(r, t.changed, at); }},
    Key<TableRule>{"deleted",
                   [](Reader& r, TableRule& t, const Tree& at) {
                     r.read(t.deleted.emplace(), at, deleted_keys, "`deleted`");
                     if (t.deleted->column.empty()) throw r.fault(at, "`deleted` needs `column`");
                   }},
    Key<TableRule>{"columns", [](Reader& r, TableRule& t, const Tree& at) { t.columns = r.columns(at); }},
    Key<TableRule>{"required", [](Reader& r, TableRule& t, const Tree& at) { t.required = r.texts(at); }},
    Key<TableRule>{"optional", [](Reader& r, TableRule& t, const Tree& at) { t.optional = r.texts(at); }},
    Key<TableRule>{"ignored", [](Reader& r, TableRule& t, const Tree& at) { t.ignored = r.texts(at); }},
    Key<TableRule>{"join", [](Reader& r, TableRule& t, const Tree& at) { r.read(t, at, join_keys, "`join`"); }},
    Key<TableRule>{"outcome",
                   [](Reader& r, TableRule& t, const Tree& at) { r.read(t, at, outcome_keys, "`outcome`"); }},
    Key<TableRule>{"minutes",
                   [](Reader& r, TableRule& t, const Tree& at) { r.read(t, at, minutes_keys, "`minutes`"); }}};

std::string stem_of(std::string_view glob) {
  const std::string_view name = glob.substr(glob.rfind('/') + 1);
  std::string stem(name.substr(0, name.find('.')));
  std::erase(stem, '*');
  return stem;
}

void read_tables(Reader& r, Mapping& mapping, const Tree& at) {
  if (at.kind != Tree::Kind::sequence || at.items.empty()) throw r.fault(at, "`tables` is a list with a table or more");
  for (const Tree& item : at.items) {
    TableRule& table = mapping.tables.emplace_back();
    table.line = item.line;
    r.read(table, item, table_keys, "a table");
    if (table.files.empty()) throw r.fault(item, "a table needs `file`: the name of its file, or a glob");
    if (item.find("rows") == nullptr)
      throw r.fault(item, fmt::format("a table needs `rows`; one of {}", words_of_kinds()));
    if (table.name.empty()) table.name = stem_of(table.files.front());
    r.check_targets(table.rows);
    if (std::count_if(mapping.tables.begin(), mapping.tables.end(),
                      [&](const TableRule& other) { return other.name == table.name; }) > 1)
      throw r.fault(item, fmt::format("two tables are called `{}`; give one a `name`", table.name));
  }
}

constexpr std::array window_keys{Key<Period>{"from",
                                             [](Reader& r, Period& p, const Tree& at) {
                                               const auto day = parse_date(r.text(at));
                                               if (!day) throw r.fault(at, "`from` is a date, YYYY-MM-DD");
                                               p.first = *day;
                                             }},
                                 Key<Period>{"until", [](Reader& r, Period& p, const Tree& at) {
                                               const auto day = parse_date(r.text(at));
                                               if (!day) throw r.fault(at, "`until` is a date, YYYY-MM-DD");
                                               p.last = *day;
                                             }}};

constexpr std::array mapping_keys{
    Key<Mapping>{"schema", [](Reader&, Mapping&, const Tree&) {}},
    Key<Mapping>{"system", [](Reader& r, Mapping& m, const Tree& at) { m.system = r.text(at); }},
    Key<Mapping>{"prefix",
                 [](Reader& r, Mapping& m, const Tree& at) {
                   m.prefix = r.text(at);
                   document::Id id;
                   if (document::read_id(id, {m.prefix, true}, {}) || m.prefix.size() > 16)
                     throw r.fault(at, "`prefix` begins an identifier: a letter, then letters, digits, `_` or `-`");
                 }},
    Key<Mapping>{"encoding",
                 [](Reader& r, Mapping& m, const Tree& at) {
                   m.encoding = r.one_of(at, {"utf-8", "utf-16", "windows-1252"});
                 }},
    Key<Mapping>{"delimiter",
                 [](Reader& r, Mapping& m, const Tree& at) {
                   const std::string word = r.one_of(at, {",", ";", "tab", "|", "\t"});
                   m.delimiter = word == "tab" ? '\t' : word.front();
                 }},
    Key<Mapping>{"zone", [](Reader& r, Mapping& m, const Tree& at) { m.zone = r.text(at); }},
    Key<Mapping>{"century",
                 [](Reader& r, Mapping& m, const Tree& at) {
                   const std::string word = r.text(at);
                   if (!is_whole_number(word) || word.size() != 4 || std::stoi(word) < 1800 || std::stoi(word) > 2100)
                     throw r.fault(at, "`century` is a year: the first of the hundred that two digits mean");
                   m.century = std::stoi(word);
                 }},
    Key<Mapping>{"tables", read_tables},
    Key<Mapping>{"window",
                 [](Reader& r, Mapping& m, const Tree& at) {
                   Period window{Date::from_ymd(1600, 1, 1).value(), Date::from_ymd(9999, 12, 31).value()};
                   r.read(window, at, window_keys, "`window`");
                   if (window.last < window.first) throw r.fault(at, "`window` ends before it begins");
                   m.window = window;
                 }},
    Key<Mapping>{"codes", [](Reader& r, Mapping& m, const Tree& at) { m.codes = r.text(at); }}};

// mapping/1: one table, its columns to our members, the words of a member, the notations of all dates.
struct OldMapping {
  TableRule table;
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> values;
  std::vector<std::string> dates{"iso"};
};
constexpr std::array old_keys{
    Key<OldMapping>{"schema", [](Reader&, OldMapping&, const Tree&) {}},
    Key<OldMapping>{"table",
                    [](Reader& r, OldMapping& m, const Tree& at) {
                      const auto kind = row_kind_named(r.text(at));
                      if (!kind || !about(*kind).entry)
                        throw r.fault(at, fmt::format("`table` names what the rows are; one of {}", words_of_kinds()));
                      m.table.rows = *kind;
                    }},
    Key<OldMapping>{"columns", [](Reader& r, OldMapping& m, const Tree& at) { m.table.columns = r.columns(at); }},
    Key<OldMapping>{"values",
                    [](Reader& r, OldMapping& m, const Tree& at) {
                      if (at.kind != Tree::Kind::map) throw r.fault(at, "`values` is a map by our member");
                      for (const auto& [ours, words] : at.entries) m.values.emplace_back(ours.text, r.pairs(words));
                    }},
    Key<OldMapping>{"dates", [](Reader& r, OldMapping& m, const Tree& at) { m.dates = r.notations(at); }}};

Mapping read_old(Reader& reader, const Tree& root) {
  OldMapping old;
  reader.read(old, root, old_keys, "a mapping/1");
  if (root.find("table") == nullptr)
    throw reader.fault(root, fmt::format("`table` names what the rows are; one of {}", words_of_kinds()));
  reader.check_targets(old.table.rows);
  Mapping mapping;
  mapping.is_old = true;
  mapping.system = "delius";
  mapping.prefix = "D";
  mapping.century = 1930;
  TableRule table = std::move(old.table);
  table.name = about(table.rows).word;
  table.files = {"*"};
  table.line = 1;
  std::vector<ColumnRule> columns;
  for (ColumnRule& rule : table.columns) {
    if (const auto same =
            std::find_if(columns.begin(), columns.end(), [&](const ColumnRule& c) { return c.to == rule.to; });
        same != columns.end())
      throw reader.fault(*root.find("columns"), fmt::format("two columns give `{}`", rule.to));
    for (const auto& [member, words] : old.values)
      if (member == rule.to) rule.values = words;
    rule.as = rule.to == "time" ? std::vector<std::string>{} : old.dates;
    table.required.push_back(rule.column);
    if (rule.to == "id") table.key = rule.column;
    else columns.push_back(std::move(rule));
  }
  table.columns = std::move(columns);
  mapping.tables.push_back(std::move(table));
  return mapping;
}

void check_links(const Reader& reader, const Mapping& mapping, const Tree& root) {
  for (const TableRule& table : mapping.tables) {
    Tree at;
    at.line = table.line;
    if (!table.join_table.empty() && mapping.table(table.join_table) == nullptr)
      throw reader.fault(at, fmt::format("`join` names the table `{}`, which there is not", table.join_table));
    for (const ColumnRule& rule : table.columns)
      if (!rule.table.empty() && mapping.table(rule.table) == nullptr)
        throw reader.fault(
            at, fmt::format("the column {} names the table `{}`, which there is not", rule.column, rule.table));
  }
  if (mapping.tables.empty()) throw reader.fault(root, "`tables` says which files there are and what their rows are");
}

}  // namespace

std::vector<ColumnRule> Reader::rules(const Tree& name, const Tree& value) {
  std::vector<ColumnRule> all;
  const auto one = [&](const Tree& at) {
    ColumnRule rule;
    rule.column = name.text;
    if (at.kind == Tree::Kind::scalar) rule.to = text(at);
    else read(rule, at, column_keys, "a column");
    if (rule.to.empty()) throw fault(at, fmt::format("the column {} goes nowhere; name it under `ignored`", name.text));
    all.push_back(std::move(rule));
  };
  if (value.kind == Tree::Kind::sequence)
    for (const Tree& item : value.items) one(item);
  else one(value);
  return all;
}

Mapping read_mapping(const SourceFile& file) {
  Reader reader(file);
  std::string_view text = file.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Tree top;
  top.line = 1;
  const auto fail = [&](std::uint32_t line, const std::string& why) {
    Tree at;
    at.line = line;
    return reader.fault(at, why);
  };
  if (const auto wrong = document::check_bytes(text)) throw fail(wrong->place.line, wrong->message);
  const document::Slice slice = document::split_stream(text).front();
  if (const auto wrong = document::check_layout(slice.text, slice.first_line))
    throw fail(wrong->place.line, wrong->message);
  const document::TreeReading reading = document::read_tree(slice);
  if (reading.error) throw fail(reading.error->mark.line, reading.error->message);
  if (!reading.root || reading.root->kind != Tree::Kind::map)
    throw fail(1, "a mapping is a map that begins with `schema: mapping/2`");
  const Tree* schema = reading.root->find("schema");
  if (schema != nullptr && schema->text == "mapping/1") {
    Mapping mapping = read_old(reader, *reading.root);
    mapping.path = file.path;
    if (std::none_of(mapping.tables.front().columns.begin(), mapping.tables.front().columns.end(),
                     [](const ColumnRule& rule) { return rule.to == "crn"; }))
      throw reader.fault(*reading.root, "no column is mapped to `crn`");
    return mapping;
  }
  if (schema == nullptr || schema->text != "mapping/2")
    throw fail(schema == nullptr ? 1 : schema->line, "the schema is not mapping/2 (or the older mapping/1)");
  Mapping mapping;
  mapping.path = file.path;
  reader.read(mapping, *reading.root, mapping_keys, "a mapping/2");
  if (mapping.system.empty()) throw fail(1, "`system` names the source; it is kept with every entry");
  check_links(reader, mapping, *reading.root);
  return mapping;
}

}  // namespace probation::recording
