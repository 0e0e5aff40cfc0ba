// An SQLite database as the memory of runs uses it: opened to read or to append, with a wait for other writers that
// ends. The only place that includes sqlite3. A file in use beyond the wait is WorldConflict, every other trouble
// WorldFailure.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tools/world/files.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace probation::tools {

class Database;

// A prepared statement. Values are bound in order; nothing is ever put into SQL as text.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
  Statement& bind(const char* text) { return bind(std::string_view(text)); }
  Statement& bind(const std::optional<std::int64_t>& value) { return value ? bind(*value) : bind_null(); }
  Statement& bind_null();
  bool step();  // whether there is a row
  void run();   // to the end, ready to be bound again
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] bool is_whole(int column) const;
  [[nodiscard]] std::int64_t whole(int column) const;
  [[nodiscard]] std::string text(int column) const;  // empty where it is null
  [[nodiscard]] std::optional<std::int64_t> whole_or_null(int column) const;

 private:
  Database& database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_;
  int bound_ = 0;
};

class Database {
 public:
  enum class Mode { read, append, in_memory };
  Database(std::string path, Mode mode);
  void run(const std::string& sql);  // one or more statements without values
  std::int64_t number(std::string_view sql);
  std::string text(std::string_view sql);  // of its first row; empty: none
  [[nodiscard]] std::int64_t last_row() const;
  [[noreturn]] void fail(int code) const;
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  std::string path_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

// One transaction: taken at once for writing, given back where it is not committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

// Whether the bytes are those of an SQLite file.
bool is_sqlite_file(const std::string& path);

}  // namespace probation::tools
