#include "tools/rar-audit/memory_spells.hpp"

#include <fmt/format.h>

namespace probation::tools {
namespace {

constexpr char between = '\x1f';

std::string quoted(const std::vector<std::string>& columns, std::string_view each) {
  std::string out;
  for (const std::string& column : columns) out += fmt::format(fmt::runtime(each), column);
  return out;
}

void add(std::string& key, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) key += 't' + *text;
  else if (const auto* number = std::get_if<std::int64_t>(&cell)) key += 'n' + std::to_string(*number);
  key += between;
}
std::string key_of(const std::vector<Cell>& cells) {
  std::string key;
  for (const Cell& one : cells) add(key, one);
  return key;
}

void bind(Statement& statement, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) statement.bind(*text);
  else if (const auto* number = std::get_if<std::int64_t>(&cell)) statement.bind(*number);
  else statement.bind_null();
}

std::string insert_sql(const std::string& table, const std::vector<std::string>& same,
                       const std::vector<std::string>& latest) {
  return fmt::format("INSERT INTO {}(scope, first{}{}) VALUES(?, ?{}{})", table, quoted(same, ", \"{}\""),
                     quoted(latest, ", \"{}\""), quoted(same, ", ?"), quoted(latest, ", ?"));
}
std::string update_sql(const std::string& table, const std::vector<std::string>& latest) {
  if (latest.empty()) return "SELECT 1";
  return fmt::format("UPDATE {} SET {} WHERE id = ?", table, quoted(latest, ", \"{}\" = ?").substr(2));
}

}  // namespace

Cell cell(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell cell(const std::optional<std::int64_t>& number) { return number ? Cell{*number} : Cell{}; }

Spells::Spells(Database& database, std::string table, std::vector<std::string> same, std::vector<std::string> latest)
    : database_(database),
      table_(std::move(table)),
      same_(std::move(same)),
      latest_(std::move(latest)),
      insert_(database, insert_sql(table_, same_, latest_)),
      update_(database, update_sql(table_, latest_)) {}

void Spells::load(std::int64_t scope, const std::map<std::int64_t, std::string>& with) {
  scope_ = scope;
  Statement rows(database_, fmt::format("SELECT id{}{} FROM {} WHERE scope = ? AND last IS NULL ORDER BY id",
                                        quoted(same_, ", \"{}\""), quoted(latest_, ", \"{}\""), table_));
  rows.bind(scope);
  const auto cell_at = [&](std::size_t column) -> Cell {
    const int at = static_cast<int>(column);
    if (rows.is_null(at)) return {};
    if (rows.is_whole(at)) return rows.whole(at);
    return rows.text(at);
  };
  while (rows.step()) {
    std::vector<Cell> same, latest;
    for (std::size_t i = 0; i < same_.size(); ++i) same.push_back(cell_at(1 + i));
    for (std::size_t i = 0; i < latest_.size(); ++i) latest.push_back(cell_at(1 + same_.size() + i));
    const auto more = with.find(rows.whole(0));
    open_.emplace(key_of(same) + (more == with.end() ? std::string{} : more->second),
                  Open{rows.whole(0), key_of(latest)});
  }
}

std::pair<std::int64_t, bool> Spells::hold(std::int64_t run, const std::vector<Cell>& same,
                                           const std::vector<Cell>& latest, const std::string& with) {
  if (const auto at = open_.find(key_of(same) + with); at != open_.end()) {
    const Open open = at->second;
    open_.erase(at);
    if (open.latest != key_of(latest)) {
      for (const Cell& one : latest) bind(update_, one);
      update_.bind(open.id);
      update_.run();
    }
    return {open.id, false};
  }
  insert_.bind(scope_).bind(run);
  for (const Cell& one : same) bind(insert_, one);
  for (const Cell& one : latest) bind(insert_, one);
  insert_.run();
  return {database_.last_row(), true};
}

void Spells::end(std::int64_t before) {
  Statement close(database_, fmt::format("UPDATE {} SET last = ? WHERE id = ?", table_));
  for (const auto& [key, open] : open_) {
    close.bind(before).bind(open.id);
    close.run();
  }
  open_.clear();
}

}  // namespace probation::tools
