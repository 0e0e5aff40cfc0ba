// import: an extract against the cases that stand. Headers first, rows grouped by person on disk, each person's case by
// itself: one lock, one rename, and a receipt a row.
#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "document/refused.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/report.hpp"
#include "render/import_report.hpp"
#include "rules/engine.hpp"
#include "tools/common/mapping_file.hpp"
#include "tools/rar-record/case_finder.hpp"
#include "tools/rar-record/closed_rows.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/rar-record/import_run.hpp"
#include "tools/rar-record/keys_elsewhere.hpp"
#include "tools/rar-record/person_groups.hpp"
#include "tools/rar-record/row_files.hpp"
#include "tools/world/byte_stream.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::Extract;
using recording::Item;
using recording::Mapping;
using recording::RawRow;
using recording::Terms;

namespace {

const std::vector<std::string_view> report_formats{"text", "markdown", "html", "json"};

class Run {
 public:
  Run(Invocation& invocation, const Options& options, const RecordOptions& record, ImportSink& sink,
      const std::vector<std::string>& rows,  // every file of the import
      const std::vector<std::string>& lost)  // and those that cannot be read at all
      : invocation_(invocation), options_(options), record_(record), sink_(sink), rows_(rows), lost_(lost) {
    terms_.extract_date = record.import.extract_date.empty()
                              ? invocation.as_of()
                              : date_option("--extract-date", record.import.extract_date);
    terms_.is_older = record.import.older;
    terms_.believes_vanished = record.import.allow_vanished;
    for (const std::string& table : comma_list(record.import.complete)) terms_.complete.insert(table);
  }

  // Tables of one system.
  void tables(const Mapping& mapping, const std::vector<std::string>& files) {
    recording::Reading reading = reading_of(invocation_.world(), mapping);
    Extract extract(
        mapping, files, [](const std::string& path) { return byte_stream(path); }, lost_);
    reading.extract = &extract;
    terms_.reading = &reading;
    terms_.window =
        record_.import.window.empty() ? mapping.window : std::optional(window_option(record_.import.window));
    open_folder(mapping.system);
    if (finder_->is_empty()) extract.without_owners();
    SortedRuns rows;
    std::uint64_t n = 0;
    extract.read([&](const RawRow& row) { rows.add(group_key(row.crn, n++), row.written()); });
    say_notes(extract, mapping);
    // Nobody's row asks for a case of which a key is somebody else's by now.
    if (terms_.is_older) terms_.elsewhere = keys_elsewhere(invocation_.world(), *finder_, extract);
    else
      for (const std::string& crn : people_with_moved_keys(invocation_.world(), *finder_, extract))
        rows.add(group_key(crn, n++), {});
    begin(mapping.system);
    for (const recording::TableFile& file : extract.files())
      if (!file.problem.empty()) {
        write_fault("rar-record", fmt::format("{}", file.problem));
        sink_.lost(file.path, file.problem);
        sink_.raise(unreadable);
      }
    whole_tables(extract, mapping);
    recording::ImportReport report(terms_);
    const auto items_of = [&](const std::string& crn, const std::vector<std::string>& group) {
      std::vector<Item> items;
      for (const std::string& record : group) {
        if (record.empty()) continue;
        RawRow row = RawRow::read(record);
        row.crn = crn;
        items.push_back(recording::item_of(reading, row));
      }
      return items;
    };
    vanished(rows, items_of);
    each_person(rows, [&](const std::string& crn, const std::vector<std::string>& group) {
      person(
          crn, [&] { return items_of(crn, group); }, report);
    });
    if (!is_interrupted_) finish(mapping.system, extract, report);
    terms_.reading = nullptr;
  }

  // Rows in our own words.
  void own_rows(const std::vector<std::string>& files) {
    open_folder({});
    begin({});
    terms_.own_files = files;
    SortedRuns rows;
    std::uint64_t n = 0;
    for (std::uint32_t f = 0; f < files.size(); ++f) {
      each_line(files[f], [&](std::string_view words, std::uint32_t line) {
        RawRow raw;
        raw.file = f;
        raw.line = line;
        raw.cells = {std::string(words)};
        rows.add(group_key(recording::own_row(words, line).crn, n++), raw.written());
      });
    }
    const recording::Clerk clerk = clerk_of(invocation_, options_, record_);
    terms_.recorded = clerk.recorded;
    recording::ImportReport report(terms_);
    each_person(rows, [&](const std::string& crn, const std::vector<std::string>& group) {
      const auto items_of_group = [&] {
        std::vector<Item> items;
        for (const std::string& record : group) {
          const RawRow raw = RawRow::read(record);
          items.push_back(recording::own_row(raw.cells.front(), raw.line).item);
          items.back().file = raw.file;
        }
        return items;
      };
      person(crn, items_of_group, report);
    });
    if (!is_interrupted_) sink_.report(report.json());
  }

  // Nothing is said of it where the import came to its end.
  [[nodiscard]] std::optional<std::string> interruption() const {
    if (!is_interrupted_) return std::nullopt;
    return fmt::format("interrupted after {}; what was written stays, no report was, and the same import again goes on",
                       people_ == 1 ? std::string("1 person") : fmt::format("{} people", people_));
  }

 private:
  // Once rows are read, an interruption waits for the person whose rows are being placed.
  template <class Take>
  void each_person(SortedRuns& rows, Take take) {
    const Interruptions noted;
    each_group(rows, [&](const std::string& crn, const std::vector<std::string>& group) {
      is_interrupted_ = is_interrupted_ || Interruptions::met();
      if (is_interrupted_) return;
      take(crn, group);
      ++people_;
    });
  }

  void open_folder(const std::string& system) {
    state_.emplace(invocation_.world(), record_.out);
    finder_.emplace(invocation_.world(), record_.out, rows_);
    for (const intake::Unreadable& file : finder_->unreadable()) sink_.unread_case(file);
    begins_cases_ = record_.import.new_cases || finder_->is_empty() ||
                    (!system.empty() && state_->was_cut_short(system)) || begins_cases_;
    if (system.empty()) return;
    if (const auto newest = state_->newest(system); newest && terms_.extract_date < *newest && !terms_.is_older)
      throw UsageError{
          fmt::format("the extract of {} is dated {}, and one of {} was taken already; --older says that it is meant",
                      system, format(terms_.extract_date), format(*newest))};
  }
  // Only now is anything written: what a table lacks that has no header is known when it was read.
  void begin(const std::string& system) {
    if (record_.dry_run) return;
    make_folder(record_.out);
    if (!system.empty()) state_->begin(system, terms_.extract_date, begins_cases_);
  }

  void say_notes(const Extract& extract, const Mapping& mapping) const {
    if (options_.quiet) return;
    if (mapping.is_old)
      write_fault("rar-record", fmt::format("{}: mapping/1 is the older form; mapping/2 says more", mapping.path));
    for (const std::string& note : extract.notes()) write_fault("rar-record", fmt::format("{}", note));
  }

  // A header alone where the last extract had rows is a table that came empty by mistake.
  void whole_tables(const Extract& extract, const Mapping& mapping) {
    for (std::size_t i = 0; i < mapping.tables.size(); ++i) {
      if (!extract.has(i) || extract.rows_of(i) != 0 || !state_->had_rows(mapping.system, mapping.tables[i].name))
        continue;
      terms_.not_whole.insert(mapping.tables[i].name);
      write_fault("rar-record",
                  fmt::format("{}: a header alone, where the last extract had rows: nothing is taken for gone",
                              mapping.tables[i].name));
    }
  }

  template <class Items>
  void vanished(SortedRuns& rows, const Items& items_of) {
    const auto& tables = terms_.reading->extract->mapping().tables;
    const bool any = terms_.window || !terms_.complete.empty() ||
                     std::any_of(tables.begin(), tables.end(), [](const auto& t) { return t.complete; });
    if (!any || terms_.believes_vanished || terms_.is_older) return;
    std::map<std::string, recording::Vanishing> all;
    each_group(rows, [&](const std::string& crn, const std::vector<std::string>& group) {
      const std::vector<CasePlace>& places = finder_->places_of(crn);
      if (places.size() != 1 || !places.front().hindrance.empty()) return;
      const std::string& path = places.front().path;
      try {
        for (const auto& [table, count] :
             recording::vanishing_of(terms_, path, invocation_.world().read(path), items_of(crn, group))) {
          all[table].standing += count.standing;
          all[table].gone += count.gone;
        }
      } catch (const WorldFailure&) {  // said when its turn comes
      }
    });
    for (const auto& [table, count] : all)
      if (count.standing >= 10 && count.gone * 5 > count.standing) terms_.too_many_gone.insert(table);
  }

  // `make`: the items of the rows, said again with less where they may not be shown.
  void person(const std::string& crn, const std::function<std::vector<Item>()>& make, recording::ImportReport& report) {
    const recording::RowsOfExtract rows(false);
    std::vector<Item> items = make();
    recording::ImportedCase imported;
    const auto say_less = [&] {
      const recording::CellsHidden hides(true);
      items = make();
      imported.is_limited = true;
    };
    const auto all = [&](Status status, const std::string& why) {
      imported.receipts.clear();
      imported.bytes.reset();
      for (const Item& item : items) {
        imported.receipts.push_back(recording::receipt_of(terms_, item, crn));
        recording::RowReceipt& receipt = imported.receipts.back();
        if (!item.left_out.empty() && item.problem.empty()) {
          receipt.fate = recording::Fate::left_out;
          receipt.receipt.message = "left out: " + item.left_out;
        } else if (item.problem.empty()) {
          recording::refuse(receipt, status, why);
        }
      }
    };
    if (crn.empty()) {
      all(Status::refused, "the row names no person");
      return tell(imported, report, true);
    }
    if (const std::string why = finder_->why_not_written(crn); !why.empty()) {
      if (is_closed(invocation_.world(), *finder_, crn, items)) say_less();
      all(Status::refused, why);
      if (items.empty()) not_withdrawn(why);
      return tell(imported, report, false);
    }
    const bool exists = !finder_->places_of(crn).empty();
    const std::string path = exists ? finder_->places_of(crn).front().path : finder_->path_for(crn);
    terms_.judge = engine_judge(invocation_, path, {"DOC", "REC501", "REC505"});
    bool is_written = true;
    try {
      imported = write_case(path, crn, items, exists, say_less);
      if (imported.is_new && !begins_cases_) {
        all(Status::refused, fmt::format("{} has no case here; --new-cases begins one", crn));
        is_written = false;
      }
    } catch (const WorldConflict& failed) {
      if (is_closed(invocation_.world(), *finder_, crn, items)) say_less();
      all(Status::conflict, failed.what());
      is_written = false;
    } catch (const WorldRefusal& refusal) {
      if (is_closed(invocation_.world(), *finder_, crn, items)) say_less();
      all(Status::refused, fmt::format("{}; {}", refusal.what(), refusal.fix()));
      sink_.raise(refused);
      is_written = false;
    } catch (const WorldFailure& failure) {
      if (is_closed(invocation_.world(), *finder_, crn, items)) say_less();
      all(Status::refused, failure.what());
      sink_.raise(io_error);
      is_written = false;
    }
    if (items.empty() && !imported.trouble.empty()) not_withdrawn(imported.trouble);
    if (imported.not_believed != 0) sink_.raise(refused);
    tell(imported, report, is_written);
    if (is_written && sink_.wants_questions()) questions(crn, path, imported, report);
  }

  // Without a lock where nothing is to be written; else once more under the lock, with what stands then.
  recording::ImportedCase write_case(const std::string& path, const std::string& crn, const std::vector<Item>& items,
                                     bool exists, const std::function<void()>& say_less) {
    const bool stands = exists || invocation_.world().kind(path) == PathKind::file;  // as somebody else's, perhaps
    const std::optional<std::string> before = stands ? std::optional(invocation_.world().read(path)) : std::nullopt;
    recording::ImportedCase imported = recording::import_person(terms_, path, before, crn, items);
    // Whether anything may be shown is known when the case is: what the rows already say is then said once more.
    if (imported.is_limited && std::any_of(items.begin(), items.end(), says_something)) {
      say_less();
      imported = recording::import_person(terms_, path, before, crn, items);
    }
    if (!imported.bytes || (imported.is_new && !begins_cases_)) return imported;
    if (record_.dry_run) {
      const recording::CaseText after(path, *imported.bytes);
      sink_.diff(shown_difference(path, before.value_or(""), *imported.bytes, sight_of(after, options_)));
      for (recording::RowReceipt& receipt : imported.receipts)
        if (receipt.receipt.status == Status::written) receipt.receipt.status = Status::dry_run;
      return imported;
    }
    if (!exists && invocation_.world().kind(path) == PathKind::folder)
      throw WorldFailure(path, "a folder has the name of the case's file");
    FileEdit edit(path, record_.lock_timeout);
    if (edit.distrust() && !warned_ && !options_.quiet) write_fault("rar-record", fmt::format("{}", *edit.distrust()));
    warned_ = warned_ || edit.distrust();
    const std::optional<std::string> now = edit.exists() ? std::optional(edit.bytes()) : std::nullopt;
    if (now != before) imported = recording::import_person(terms_, path, now, crn, items);
    if (imported.bytes) edit.replace(*imported.bytes);
    return imported;
  }

  // A case that holds a key of somebody else's, and cannot be written.
  void not_withdrawn(const std::string& why) {
    write_fault("rar-record", fmt::format("a key of this extract may stand there under another person: {}", why));
    sink_.raise(unreadable);
  }

  void tell(recording::ImportedCase& imported, recording::ImportReport& report, bool is_written) {
    bool has_conflict = false;
    if (imported.bytes && is_written && !imported.receipts.empty())
      sink_.rewrote(imported.receipts.front().receipt.crn);
    if (imported.is_limited || sight().redact) hide_keys(imported);
    for (recording::RowReceipt& receipt : imported.receipts) {
      has_conflict = has_conflict || receipt.fate == recording::Fate::conflict;
      report.take(receipt);
      sink_.take(receipt);
    }
    if (!imported.receipts.empty() && !imported.receipts.front().receipt.crn.empty())
      report.take_case(imported, is_written, has_conflict);
  }

  // What the case cannot answer, and which facts would.
  void questions(const std::string& crn, const std::string& path, const recording::ImportedCase& imported,
                 recording::ImportReport& report) {
    std::string bytes;
    try {
      bytes = imported.bytes                                     ? *imported.bytes
              : invocation_.world().kind(path) == PathKind::file ? invocation_.world().read(path)
                                                                 : std::string{};
    } catch (const WorldFailure&) {
      return;
    }
    if (bytes.empty()) return;
    rules::Settings settings = invocation_.settings();
    settings.selection = {};
    settings.detail.passes = false;
    for (const rules::Finding& finding : findings_of(bytes, path, settings))
      if (finding.outcome == rules::Verdict::undetermined)
        for (const std::string& missing : finding.missing)
          report.take_missing(crn, std::string(finding.rule->id), missing);
  }

  void finish(const std::string& system, const Extract& extract, const recording::ImportReport& report) {
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = 0; i < extract.mapping().tables.size(); ++i)
      if (extract.has(i) && !terms_.not_whole.contains(extract.mapping().tables[i].name))
        rows[extract.mapping().tables[i].name] += extract.rows_of(i);
    if (!record_.dry_run) state_->end(system, terms_.extract_date, rows);
    sink_.report(report.json());
  }

  using Status = recording::Status;
  Invocation& invocation_;
  const Options& options_;
  const RecordOptions& record_;
  ImportSink& sink_;
  const std::vector<std::string>& rows_;
  const std::vector<std::string>& lost_;
  Terms terms_;
  std::optional<ImportState> state_;
  std::optional<CaseFinder> finder_;
  bool begins_cases_ = false, warned_ = false, is_interrupted_ = false;
  std::int64_t people_ = 0;
};

}  // namespace

int run_import(Invocation& invocation, const Options& options, const RecordOptions& record) {
  for (const std::string& report : record.import.reports) {
    const std::size_t equals = report.find('=');
    if (equals == std::string::npos || equals + 1 == report.size())
      throw UsageError{fmt::format("--report {}: write FORMAT=PATH", report)};
    one_of("--report", report.substr(0, equals), report_formats);
  }
  RowFiles looked = row_files(invocation.world(), record.paths);
  std::vector<std::string>& files = looked.files;
  std::vector<Mapping> mappings;
  for (const std::string& name : comma_list(record.import.mappings))
    mappings.push_back(mapping_named(invocation.world(), name));
  for (const std::string& table : comma_list(record.import.complete))
    if (std::none_of(mappings.begin(), mappings.end(), [&](const Mapping& m) { return m.table(table) != nullptr; }))
      throw UsageError{fmt::format("--complete {}: the mapping has no table of that name", table)};
  ImportSink sink(options, record);
  std::vector<std::string> lost;
  std::erase_if(files, [&](const std::string& file) {
    try {
      const auto source = byte_stream(file);
      // What is packed may be damaged further on, and half a table is no table.
      if (std::string chunk; !name_inside(file).empty())
        while (source->next(chunk)) chunk.clear();
      return false;
    } catch (const WorldFailure& failure) {  // the others are read all the same
      write_fault("rar-record", failure.what());
      sink.raise(unreadable);
      looked.account.not_read.push_back({file, failure.why()});
      ++looked.account.unreadable;
      --looked.account.judged;
      lost.push_back(file);
      return true;
    }
  });
  describe_import(looked.account, invocation, record, files);
  const std::vector<std::string> own = files_in_own_words(files, mappings);
  pass_over_unread(looked.account, files, mappings, own);
  sink.looked(looked.account);
  std::optional<std::string> interruption;
  {
    Run run(invocation, options, record, sink, files, lost);
    for (const Mapping& mapping : mappings)
      if (!run.interruption()) run.tables(mapping, files_of(mapping, files, own, mappings.size() == 1));
    if (!own.empty() && !run.interruption()) run.own_rows(own);
    interruption = run.interruption();
  }
  const int exit = sink.finish(invocation);
  if (!interruption) return exit;
  write_fault("rar-record", *interruption);
  return interrupted;
}

}  // namespace probation::tools
