// A table of records that is not held: rows are sorted by runs on disk and written one after the other, and of the
// files only what the account says stays. The bytes are those of Invocation::finish_records.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "caseload/visit.hpp"
#include "tools/common/account.hpp"
#include "tools/common/progress.hpp"
#include "tools/common/run.hpp"
#include "tools/world/files.hpp"
#include "tools/world/sorted_runs.hpp"

namespace probation::tools {

class RecordStream {
 public:
  RecordStream(Invocation& invocation, std::string command, std::vector<std::string> columns);
  // No column ever holds a map or a list of records: a line of CSV is then made with its record.
  RecordStream& of_cells();
  // Formats that fit this table alone; they get all rows at once.
  void also(std::string_view format, std::function<std::string(const std::vector<render::Json>&, const Target&)> made);

  // Asks every case, as caseload::visit_in_parallel does, and sees the files.
  template <class Ask, class Take>
  void visit(Ask ask, Take take) {
    const Interruptions noted;
    result_ = caseload::visit_in_parallel(invocation_.world(), request_, invocation_.settings(), ask, take, *this);
    end_of_reading();
  }

  // The same with every rule asked, for a table of what was found: `make` is given a part of the run, what stands in it
  // marked, on any thread; `take` what it made, in path order. Answers how many questions are open.
  template <class Make, class Take>
  std::int64_t judge(Make make, Take take);

  void found(const std::vector<rules::Finding>& findings) { faults_.merge(first_faults(findings)); }
  void file(const caseload::FileCounts& counts);
  // Says how far it is. False: the run is interrupted, which finish() says and writes nothing.
  bool goes_on();

  // A record as the formats that were asked for need it: made where the case is asked, on any thread, so that the one
  // that writes has only to put them in order.
  struct Row {
    std::string schema;
    bool is_undetermined = false, has_map = false;
    std::string line;   // JSON
    std::string cells;  // of CSV, without its end
    std::string text;   // for people
  };
  [[nodiscard]] Row row(const render::Json& record, std::string text) const;
  // Whether anybody reads the row for people; and more of a record than its columns: lists of records in it.
  [[nodiscard]] bool asks_for_text() const { return asks_for_text_; }
  [[nodiscard]] bool asks_for_whole_records() const { return asks_for_whole_; }
  // By key, rows of one key in the order in which they came; those for people by a key of their own.
  void add(std::string key, Row row, std::string text_key);
  void add(std::string key, Row row) {
    std::string text_key = key;
    add(std::move(key), std::move(row), std::move(text_key));
  }
  void add(std::string key, const render::Json& record, std::string text) {
    add(std::move(key), row(record, std::move(text)));
  }
  // `head` and `end` stand around the rows for people; `heading` before a row whose text key begins otherwise, up to
  // the first NUL, than that of the row before it.
  struct Words {
    std::string head, end;
    std::function<std::string(std::string_view)> heading = {};
  };
  int finish(const Words& words);

 private:
  // A part of a run that was judged, what stands in it marked.
  struct Judged {
    explicit Judged(Date as_of) : run{{}, {}, as_of, {}, {}, {}, {}, 0, {}} {}
    caseload::Piece piece;
    render::RunOutput run;
    Invocation::SuppressionUses uses;
    Invocation::Standing standing;
  };
  void end_of_reading();
  void begin_judging();
  void mark(Judged& part) const;
  void count(Judged& part);
  std::int64_t end_judging();
  [[nodiscard]] std::vector<std::string> columns_of_rows();
  [[nodiscard]] bool can_stream(const Target& target) const;
  int finish_held(const render::Account& account, const std::vector<Target>& outputs, const Words& words);
  void each_record(const std::function<void(const render::Json&)>& take);
  void write_csv(const Target& target, const render::Account& account, const Bytes& write);
  void write_text(const Words& words, const Bytes& write);
  void write_rows(const Target& target, const render::RunOutput& run, const Words& words, const Bytes& write);

  Invocation& invocation_;
  std::string command_;
  std::vector<std::string> columns_;
  Invocation::OwnFormats own_;
  std::vector<std::string> own_names_;
  caseload::Request request_;
  FilesSeen seen_;
  std::map<std::string, std::string> faults_;  // of files that were not understood whole
  caseload::Result result_;                    // without accounts
  Invocation::RecordCounts counts_;
  std::size_t count_ = 0;
  std::int64_t files_ = 0, cases_ = 0;
  Progress progress_;
  bool is_interrupted_ = false;
  bool has_maps_ = false;  // a column becomes one for each member that any record has
  static constexpr std::size_t held_bytes = std::size_t{4} << 20;
  SortedRuns lines_{held_bytes}, cells_{held_bytes}, texts_{held_bytes};
  bool asks_for_text_ = false, asks_for_lines_ = false, asks_for_cells_ = false, asks_for_whole_ = false;
  // Of judging.
  rules::Settings settings_;
  std::vector<caseload::Tally> tallies_;  // by thread
  caseload::WholeFiles whole_files_;
  std::unique_ptr<caseload::CasesMet> met_;
  Invocation::SuppressionUses uses_;
  Invocation::Standing standing_;
};

template <class Make, class Take>
std::int64_t RecordStream::judge(Make make, Take take) {
  struct Part : Judged {
    using Judged::Judged;
    std::optional<decltype(make(std::declval<const render::RunOutput&>()))> made;
  };
  begin_judging();
  const Interruptions noted;
  caseload::WorkGiver giver(invocation_.world(), request_);
  const auto make_of = [&](Part& part) {
    mark(part);
    part.made = make(part.run);
  };
  const bool is_made_in_order = invocation_.options_.redact;  // pseudonyms are given in path order
  caseload::in_order(
      request_.threads, [&] { return giver.next(); },
      [&](caseload::Work& work, unsigned thread) {
        auto part = std::make_unique<Part>(invocation_.as_of());
        caseload::judge(invocation_.world(), request_, settings_, std::move(work), tallies_[thread], part->piece);
        if (!is_made_in_order) make_of(*part);
        return part;
      },
      [](const std::unique_ptr<Part>& part) { return part->run.findings.size() * 2000; },
      [&](const std::unique_ptr<Part>& part) {
        if (!part->made) make_of(*part);
        count(*part);
        take(std::move(*part->made));
        return goes_on();
      });
  end_of_reading();
  return end_judging();
}

}  // namespace probation::tools
