// What an import says while it runs: receipts in the order of the rows however many there are, the text that groups
// equal ones, and the report.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "intake/find_files.hpp"
#include "recording/sources/report.hpp"
#include "render/run/account.hpp"
#include "tools/rar-record/import_state.hpp"
#include "tools/rar-record/record_command.hpp"
#include "tools/world/sorted_runs.hpp"

namespace probation::tools {

class ImportSink {
 public:
  ImportSink(const Options& options, const RecordOptions& record) : options_(options), record_(record) {}
  // What the search for files of rows met.
  void looked(render::Account account) { account_ = std::move(account); }
  // A file of which no row was read.
  void lost(const std::string& file, const std::string& why);
  // A file that may hold somebody's case; said once, however many mappings look for cases.
  void unread_case(const intake::Unreadable& file);
  void take(const recording::RowReceipt& receipt);
  void rewrote(const std::string& crn);  // a case, be it by no row's own entry
  void diff(const std::string& text);    // said at once: those of a country are more than may be held
  void report(Json report) { reports_.push_back(std::move(report)); }
  // 74 before 5 before 4 before 3.
  void raise(int exit);
  [[nodiscard]] bool wants_questions() const { return !record_.import.reports.empty(); }
  int finish(Invocation& invocation);

 private:
  struct Group {
    std::string first;  // place of the first row
    std::size_t rows = 0;
  };
  void count(const recording::RowReceipt& receipt);
  void say_reports();
  bool say_rows();
  void put_groups_away();
  bool say_groups();
  [[nodiscard]] std::string last_line();
  [[nodiscard]] render::Account account() const;
  const Options& options_;
  const RecordOptions& record_;
  render::Account account_;
  std::map<std::string, std::int64_t> not_placed_;  // rows by file
  SortedRuns receipts_;
  std::map<std::string, std::uint32_t> files_;
  std::uint64_t taken_ = 0;
  std::map<std::pair<int, std::string>, Group> groups_;  // rank, words
  SortedRuns put_away_{std::size_t{32} << 20};           // groups, where they are more than may be held
  std::vector<Json> reports_;
  std::set<std::string> unread_cases_;
  bool is_heard_ = true;  // somebody still reads standard output
  std::map<std::string, std::size_t> counts_;
  std::string last_person_;  // people come one after another
  std::size_t people_ = 0;
  int exit_ = done;
};

}  // namespace probation::tools
