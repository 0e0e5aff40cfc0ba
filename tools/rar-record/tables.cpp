// import and export: rows of other systems into case files and out of them, one lock and one rename a case.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/sources/import.hpp"
#include "render/run/csv.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::RowReceipt;
using recording::Rows;
using recording::Status;
using render::Json;

namespace {

std::vector<recording::SourceFile> source_files(RealWorld& world, const std::vector<std::string>& paths) {
  std::vector<recording::SourceFile> files;
  for (const std::string& path : paths) {
    const PathKind kind = path == "-" ? PathKind::file : world.kind(path);
    if (kind == PathKind::missing) throw recording::NotUnderstood{fmt::format("{}: no such file or folder", path)};
    if (kind == PathKind::file) {
      files.push_back({path, world.read(path)});
      continue;
    }
    std::vector<std::string> names = world.list(path);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
      if (lower_case(name).ends_with(".csv") || lower_case(name).ends_with(".ndjson"))
        files.push_back({path + (path.ends_with('/') ? "" : "/") + name, world.read(path + "/" + name)});
  }
  return files;
}

void merge(Rows& all, Rows more) {
  std::move(more.rows.begin(), more.rows.end(), std::back_inserter(all.rows));
  std::move(more.notes.begin(), more.notes.end(), std::back_inserter(all.notes));
  std::move(more.problems.begin(), more.problems.end(), std::back_inserter(all.problems));
  all.has_contacts = all.has_contacts || more.has_contacts;
}

Json row_json(const RowReceipt& row) {
  Json json = to_json(row.receipt);
  json["row"] = {{"file", row.file}, {"line", row.line}};
  json["left_out"] = row.left_out;
  return json;
}

}  // namespace

int run_import(Invocation& invocation, const Options& options, const RecordOptions& record) {
  const std::vector<recording::SourceFile> files = source_files(invocation.world(), record.paths);
  Rows rows;
  const bool delius = record.mapping == "delius";
  if (delius) {
    rows = recording::rows_of_delius(files);
    if (rows.rows.empty() && rows.problems.empty()) {
      for (const std::string& note : rows.notes) write_error(fmt::format("rar-record: {}\n", note));
      throw UsageError{
          "--mapping delius: no rows in tables it knows: offender, event, disposal, rqmnt, nsi, contact (.csv)"};
    }
  } else {
    std::optional<recording::Mapping> mapping;
    if (!record.mapping.empty() && invocation.world().kind(record.mapping) != PathKind::file)
      throw UsageError{fmt::format("--mapping {}: no such file; give a mapping/1 file, or delius", record.mapping)};
    if (!record.mapping.empty())
      mapping = recording::read_mapping({record.mapping, invocation.world().read(record.mapping)});
    for (const recording::SourceFile& file : files) {
      if (lower_case(file.path).ends_with(".csv")) {
        if (!mapping)
          throw UsageError{fmt::format("{}: rows of CSV need --mapping FILE or --mapping delius", file.path)};
        merge(rows, recording::rows_of_csv(file, *mapping));
      } else {
        merge(rows, recording::rows_of_ndjson(file));
      }
    }
  }
  if (!options.quiet)
    for (const std::string& note : rows.notes) write_error(fmt::format("rar-record: {}\n", note));
  for (const std::string& problem : rows.problems) write_error(fmt::format("rar-record: {}\n", problem));

  std::map<std::string, std::vector<std::size_t>> by_crn;
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    if (!rows.rows[i].crn.empty()) by_crn[rows.rows[i].crn].push_back(i);
  std::vector<RowReceipt> receipts(rows.rows.size());
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    if (rows.rows[i].crn.empty()) receipts[i] = recording::receipt_without_case(rows.rows[i]);
  if (!record.dry_run) make_folder(record.out);
  int exit = rows.problems.empty() ? done : unreadable;
  std::string diff;
  bool warned = false;
  for (const auto& [crn, of_case] : by_crn) {
    const std::vector<std::size_t>& indices = of_case;  // what a lambda may take along
    const std::string path = record.out + (record.out.ends_with('/') ? "" : "/") + crn + ".yaml";
    std::vector<const recording::Row*> here;
    for (const std::size_t i : indices) here.push_back(&rows.rows[i]);
    recording::Clerk clerk = clerk_of(invocation, options, record);
    clerk.judge = engine_judge(invocation, path);
    clerk.is_by_hand = false;
    // An extract says what another system holds: it is taken over, and what is wrong with it is for the audit to say.
    clerk.refuses_by_rule = !delius;
    if (delius) clerk.recorded.clear();
    const bool nobody = std::all_of(here.begin(), here.end(), [](const recording::Row* row) {
      return !row->problem.empty() || !row->left_out.empty();
    });
    if (nobody) {
      for (std::size_t k = 0; k < indices.size(); ++k) receipts[indices[k]] = recording::receipt_without_case(*here[k]);
      continue;
    }
    const auto refuse_all = [&](Status status, const std::string& why) {
      for (std::size_t k = 0; k < indices.size(); ++k) {
        RowReceipt receipt = recording::receipt_without_case(*here[k]);
        if (!receipt.left_out && here[k]->problem.empty()) {
          receipt.receipt.status = status;
          receipt.receipt.message = why;
        }
        receipt.receipt.file = path;
        receipts[indices[k]] = std::move(receipt);
      }
    };
    try {
      std::optional<FileEdit> edit;
      std::optional<std::string> existing;
      if (!record.dry_run) {
        edit.emplace(path, record.lock_timeout);
        if (edit->exists()) existing = edit->bytes();
        if (edit->distrust() && !warned && !options.quiet)
          write_error(fmt::format("rar-record: {}\n", *edit->distrust()));
        warned = warned || edit->distrust();
      } else if (invocation.world().kind(path) == PathKind::file) {
        existing = invocation.world().read(path);
      }
      recording::ImportedCase imported = recording::import_case(path, existing, crn, here, rows.has_contacts, clerk);
      if (imported.bytes) {
        if (edit) edit->replace(*imported.bytes);
        else
          diff += shown_difference(path, existing.value_or(""), *imported.bytes,
                                   sight_of(recording::CaseText(path, *imported.bytes), options));
      }
      for (std::size_t k = 0; k < indices.size(); ++k) {
        receipts[indices[k]] = std::move(imported.receipts[k]);
        if (record.dry_run && receipts[indices[k]].receipt.status == Status::written)
          receipts[indices[k]].receipt.status = Status::dry_run;
      }
    } catch (const WorldConflict& failed) {
      refuse_all(Status::conflict, failed.what());
      exit = exit == done ? static_cast<int>(conflict) : exit;
    } catch (const WorldRefusal& refusal) {
      refuse_all(Status::refused, fmt::format("{}; {}", refusal.what(), refusal.fix()));
    }
  }

  std::size_t written = 0, there = 0, left_out = 0, not_placed = 0;
  std::string out, text;
  for (const RowReceipt& row : receipts) {
    const recording::Receipt& receipt = row.receipt;
    if (receipt.status == Status::written || receipt.status == Status::dry_run) ++written;
    else if (receipt.status == Status::already_recorded) ++there;
    else if (row.left_out) ++left_out;
    else ++not_placed;
    if (receipt.status == Status::refused && !row.left_out) exit = unreadable;
    if (receipt.status == Status::refused || receipt.status == Status::conflict)
      text += fmt::format("{}:{}: {}{}\n", row.file, row.line, row.left_out ? "" : "not placed: ", receipt.message);
    if (options.format == "ndjson") out += render::written(row_json(row)) + "\n";
  }
  if (options.format == "json") {
    std::vector<Json> all;
    for (const RowReceipt& row : receipts) all.push_back(row_json(row));
    out = render::json(all);
  } else if (options.format == "text") {
    out = diff + text +
          fmt::format("{}: {} {}, {} there already, {} left out, {} not placed; {}\n",
                      counted(static_cast<long long>(receipts.size()), "row"), written,
                      record.dry_run ? "to be written" : "written", there, left_out, not_placed,
                      counted(static_cast<long long>(by_crn.size()), "case"));
  }
  return write_out(out) ? exit : static_cast<int>(reader_gone);
}

int run_export(Invocation& invocation, const Options& options, const RecordOptions& record) {
  std::vector<document::Value> cases;
  int exit = done;
  const caseload::Request request = invocation.request();
  for (const intake::Unreadable& file : invocation.not_found()) {
    write_error(fmt::format("rar-record: {}: {}\n", file.path, file.why));
    exit = unreadable;
  }
  for (const std::string& path : request.paths) {
    try {
      const recording::CaseText file(path, invocation.world().read(path));
      cases.push_back(recording::conform_case(document::value_of(file.root())));
    } catch (const recording::NotUnderstood& problem) {
      write_error(fmt::format("rar-record: {}\n", problem.message));
      exit = unreadable;
    } catch (const recording::Refusal& refusal) {
      write_error(fmt::format("rar-record: {}\n", refusal.message));
      exit = unreadable;
    } catch (const recording::Mistake& mistake) {
      write_error(fmt::format("rar-record: {}: {}\n", path, mistake.message));
      exit = unreadable;
    } catch (const WorldFailure& failure) {
      write_error(fmt::format("rar-record: {}\n", failure.what()));
      exit = unreadable;
    }
  }
  if (cases.empty())
    return exit == done ? static_cast<int>(usage) : exit;  // no table without a case: it would replace those there
  make_folder(record.tables);
  std::string text;
  for (const recording::Table& table : recording::delius_tables(cases)) {
    std::string csv = join(table.columns, ",") + "\r\n";
    for (const std::vector<std::string>& row : table.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) csv += (i == 0 ? "" : ",") + render::csv_cell(row[i]);
      csv += "\r\n";
    }
    const std::string path = record.tables + (record.tables.ends_with('/') ? "" : "/") + table.name + ".csv";
    replace_file(path, csv);
    text += fmt::format("{}: {}\n", path, counted(static_cast<long long>(table.rows.size()), "row"));
  }
  if (options.format == "text" && !options.quiet) write_out(text);
  return exit;
}

}  // namespace probation::tools
