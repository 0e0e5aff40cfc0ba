#include "tools/world/database.hpp"

#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/late_library.hpp"
#include "tools/world/file_edit.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

struct Sqlite {
  LateLibrary library{late::sqlite};
  PROBATION_LATE(sqlite3_bind_int64);
  PROBATION_LATE(sqlite3_bind_null);
  PROBATION_LATE(sqlite3_bind_text);
  PROBATION_LATE(sqlite3_busy_timeout);
  PROBATION_LATE(sqlite3_clear_bindings);
  PROBATION_LATE(sqlite3_close_v2);
  PROBATION_LATE(sqlite3_column_bytes);
  PROBATION_LATE(sqlite3_column_int64);
  PROBATION_LATE(sqlite3_column_text);
  PROBATION_LATE(sqlite3_column_type);
  PROBATION_LATE(sqlite3_db_config);
  PROBATION_LATE(sqlite3_errmsg);
  PROBATION_LATE(sqlite3_errstr);
  PROBATION_LATE(sqlite3_exec);
  PROBATION_LATE(sqlite3_finalize);
  PROBATION_LATE(sqlite3_last_insert_rowid);
  PROBATION_LATE(sqlite3_open_v2);
  PROBATION_LATE(sqlite3_prepare_v2);
  PROBATION_LATE(sqlite3_reset);
  PROBATION_LATE(sqlite3_step);
};
const Sqlite& sqlite() {
  static const Sqlite loaded;
  return loaded;
}

constexpr int patience_ms = 60'000;

// A new one may be read by nobody who may not read what it is made from.
void begin_file(const std::string& path) {
  refuse_link_of_others(path);
  const int file = open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return;
  give_group_rights(file);
  close(file);
}

}  // namespace

Database::Database(std::string path, Mode mode) : path_(std::move(path)), handle_(nullptr, sqlite().sqlite3_close_v2) {
  if (mode == Mode::append) {
    refuse_link_of_others(path_);
    begin_file(path_);
  }
  sqlite3* handle = nullptr;
  const int flags = mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite().sqlite3_open_v2(mode == Mode::in_memory ? ":memory:" : path_.c_str(), &handle,
                                            flags | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code);
  sqlite().sqlite3_busy_timeout(handle_.get(), patience_ms);
  sqlite().sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite().sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void Database::fail(int code) const {
  const std::string why = handle_ == nullptr ? sqlite().sqlite3_errstr(code) : sqlite().sqlite3_errmsg(handle_.get());
  const int kind = code & 0xFF;
  if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
    throw WorldConflict(
        fmt::format("{}: another run has been writing to it for {} seconds; try again", path_, patience_ms / 1000));
  throw WorldFailure(path_, why);
}

void Database::run(const std::string& sql) {
  const int code = sqlite().sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::number(std::string_view sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.whole(0) : 0;
}

std::string Database::text(std::string_view sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.text(0) : std::string{};
}

std::int64_t Database::last_row() const { return sqlite().sqlite3_last_insert_rowid(handle_.get()); }

Statement::Statement(Database& database, std::string_view sql)
    : database_(database), statement_(nullptr, sqlite().sqlite3_finalize) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite().sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind(std::int64_t value) {
  sqlite().sqlite3_bind_int64(statement_.get(), ++bound_, value);
  return *this;
}
Statement& Statement::bind(std::string_view text) {
  sqlite().sqlite3_bind_text(statement_.get(), ++bound_, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  return *this;
}
Statement& Statement::bind_null() {
  sqlite().sqlite3_bind_null(statement_.get(), ++bound_);
  return *this;
}

bool Statement::step() {
  const int code = sqlite().sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
  sqlite().sqlite3_reset(statement_.get());
  sqlite().sqlite3_clear_bindings(statement_.get());
  bound_ = 0;
}

bool Statement::is_null(int column) const {
  return sqlite().sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}
bool Statement::is_whole(int column) const {
  return sqlite().sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
}
std::int64_t Statement::whole(int column) const { return sqlite().sqlite3_column_int64(statement_.get(), column); }
std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite().sqlite3_column_text(statement_.get(), column));
  return bytes == nullptr
             ? std::string{}
             : std::string(bytes, static_cast<std::size_t>(sqlite().sqlite3_column_bytes(statement_.get(), column)));
}
std::optional<std::int64_t> Statement::whole_or_null(int column) const {
  return is_null(column) ? std::nullopt : std::optional(whole(column));
}

Transaction::Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
Transaction::~Transaction() {
  if (open_) sqlite().sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}
void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

bool is_sqlite_file(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;  // a pipe would be waited for
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  char magic[16]{};
  return file != nullptr && std::fread(magic, 1, sizeof magic, file.get()) == sizeof magic &&
         std::memcmp(magic, "SQLite format 3", sizeof magic) == 0;
}

}  // namespace probation::tools
