#include "tools/rar-record/import_run.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/import_report.hpp"

namespace probation::tools {

using recording::Fate;
using recording::RowReceipt;
using recording::Status;

namespace {

Json row_json(const RowReceipt& row, bool redacted) {
  Json json = to_json(row.receipt);
  if (row.fate == Fate::left_out) json["status"] = "left_out";
  json["row"] = row.file.empty() ? Json(nullptr) : Json{{"file", row.file}, {"line", row.line}};
  json["source"] = row.source.system.empty()
                       ? Json(nullptr)
                       : Json{{"system", row.source.system},
                              {"table", row.source.table},
                              {"key", row.source.key.empty() ? Json(nullptr) : Json(row.source.key)}};
  if (!row.before.empty() && !redacted) json["before"] = Json::parse(row.before).value_or(Json(nullptr));
  return json;
}

std::string big_endian(std::uint64_t n) {
  std::string out(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) out[7 - i] = static_cast<char>((n >> (8 * i)) & 0xFF);
  return out;
}

constexpr std::size_t most_groups = 20'000;
constexpr std::size_t most_out = std::size_t{1} << 20;

int rank(int exit) {
  static constexpr std::array<int, 5> order{done, unreadable, conflict, refused, io_error};
  return static_cast<int>(std::find(order.begin(), order.end(), exit) - order.begin());
}

}  // namespace

void ImportSink::raise(int exit) {
  if (rank(exit) > rank(exit_)) exit_ = exit;
}

void ImportSink::diff(const std::string& text) {
  if (options_.format != "json" && options_.format != "ndjson") is_heard_ = is_heard_ && write_out(text);
}

void ImportSink::rewrote(const std::string& crn) {
  if (crn.empty() || crn == last_person_) return;
  last_person_ = crn;
  ++people_;
}

void ImportSink::take(const RowReceipt& row) {
  count(row);
  const recording::Receipt& receipt = row.receipt;
  if (receipt.status != Status::refused) rewrote(receipt.crn);
  const char* counted_as = row.fate == Fate::left_out                                               ? "left out"
                           : receipt.status == Status::written || receipt.status == Status::dry_run ? "written"
                           : receipt.status == Status::already_recorded                             ? "there"
                           : receipt.status == Status::conflict                                     ? "conflict"
                                                                                                    : "not placed";
  if (!row.file.empty()) ++counts_["rows"];
  ++counts_[counted_as];
  if (receipt.status == Status::conflict) raise(conflict);
  if (receipt.status == Status::refused && row.fate != Fate::left_out) raise(unreadable);
  if (options_.format == "json" || options_.format == "ndjson") {
    const auto file = files_.emplace(row.file, static_cast<std::uint32_t>(files_.size())).first->second;
    const bool is_gone = row.file.empty();
    std::string key = big_endian(is_gone ? ~std::uint64_t{0} : file);
    key += big_endian(is_gone ? taken_ : row.line);
    key += big_endian(taken_++);
    receipts_.add(std::move(key), render::written(row_json(row, options_.redact)));
    return;
  }
  // Equal ones are told once, at the first row: the words without the ids and dates of one row.
  if (receipt.message.empty() && receipt.status != Status::refused) return;
  const bool tells_all =
      receipt.status == Status::refused || receipt.status == Status::conflict || row.fate == Fate::left_out;
  const std::string lead = row.fate == Fate::left_out           ? ""
                           : receipt.status == Status::conflict ? "conflict: "
                           : receipt.status == Status::refused  ? "not placed: "
                                                                : "";
  const int order = receipt.status == Status::conflict ? 0
                    : row.fate == Fate::fault          ? 1
                    : row.fate == Fate::left_out       ? 3
                                                       : 2;
  Group& group = groups_[{order, lead + receipt.message}];
  (void)tells_all;
  if (group.rows++ == 0)
    group.first = row.file.empty()
                      ? fmt::format("{}: {}", receipt.file, receipt.id)
                      : fmt::format("{}:{}{}", row.file, row.line,
                                    row.column == 0 || row.fate != Fate::fault ? "" : fmt::format(":{}", row.column));
  if (groups_.size() >= most_groups) put_groups_away();
}

// Where nearly every row has a word of its own (a key that leads to nothing), memory must not grow with the rows.
void ImportSink::put_groups_away() {
  for (const auto& [what, group] : groups_)
    put_away_.add(static_cast<char>('0' + what.first) + what.second, big_endian(group.rows) + group.first);
  groups_.clear();
}

// Rows are the documents of an import.
void ImportSink::count(const RowReceipt& row) {
  if (row.file.empty()) return;
  ++account_.read;
  if (row.fate == Fate::left_out) ++account_.other_kind;
  else if (row.receipt.status == Status::refused) {
    ++account_.not_understood;
    ++not_placed_[row.file];
  } else ++account_.documents_judged;
}

void ImportSink::lost(const std::string& file, const std::string& why) {
  account_.not_read.push_back({file, why});
  ++account_.unreadable;
  --account_.judged;
}

void ImportSink::unread_case(const intake::Unreadable& file) {
  if (!unread_cases_.insert(file.path).second) return;
  write_fault("rar-record", fmt::format("{}: {}", file.path, file.why));
  account_.not_read.push_back({file.path, file.why});
  ++account_.unreadable;
  ++account_.found;
  raise(unreadable);
}

render::Account ImportSink::account() const {
  render::Account account = account_;
  for (const auto& [file, rows] : not_placed_)
    account.not_read.push_back({file, counted(rows, "row") + " not placed", true});
  std::sort(account.not_read.begin(), account.not_read.end(),
            [](const render::UnreadFile& a, const render::UnreadFile& b) { return a.path < b.path; });
  if (taken_ > 0) account.records.emplace_back("receipt/1", static_cast<std::int64_t>(taken_));
  return account;
}

void ImportSink::say_reports() {
  for (const std::string& target : record_.import.reports) {
    const std::string format = target.substr(0, target.find('=')), path = target.substr(target.find('=') + 1);
    const std::string text = render::import_report(reports_, format);
    if (path == "-") write_out(text);
    else replace_file(path, text);
  }
}

bool ImportSink::say_rows() {
  const bool is_array = options_.format == "json";
  bool good = true, first = true;
  std::string out = is_array ? "[" : "";
  receipts_.each([&](std::string_view, std::string_view record) {
    if (is_array) out += first ? "\n  " : ",\n  ";
    first = false;
    out += record;
    if (!is_array) out += '\n';
    if (out.size() > most_out) {
      good = good && write_out(out);
      out.clear();
    }
  });
  if (is_array) out += first ? "]\n" : "\n]\n";
  else
    for (const Json& report : reports_) out += render::written(report) + "\n";
  return good && write_out(out);
}

bool ImportSink::say_groups() {
  std::string out, last;
  Group group;
  const auto say = [&] {
    if (group.rows != 0)
      out += fmt::format("{}: {}{}\n", group.first, std::string_view(last).substr(1),
                         group.rows == 1 ? "" : fmt::format(" ({} rows)", group.rows));
    if (out.size() < most_out) return;
    is_heard_ = is_heard_ && write_out(out);
    out.clear();
  };
  put_groups_away();
  put_away_.each([&](std::string_view what, std::string_view told) {
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < 8; ++i) rows = rows << 8 | static_cast<unsigned char>(told[i]);
    if (what != last) {
      say();
      last = what;
      group = {std::string(told.substr(8)), 0};  // those that were met first come first
    }
    group.rows += rows;
  });
  say();
  return is_heard_ && write_out(out);
}

std::string ImportSink::last_line() {
  return fmt::format("{}: {} {}, {} there already, {} left out, {} not placed{}; {}\n",
                     counted(static_cast<long long>(counts_["rows"]), "row"), counts_["written"],
                     record_.dry_run ? "to be written" : "written", counts_["there"], counts_["left out"],
                     counts_["not placed"],
                     counts_["conflict"] == 0 ? "" : fmt::format(", {} in conflict", counts_["conflict"]),
                     counted(static_cast<long long>(people_), "case"));
}

int ImportSink::finish(Invocation& invocation) {
  const render::Account account = this->account();
  if (!reports_.empty()) reports_.back()["account"] = render::to_json(account);
  say_reports();
  const bool is_record = options_.format == "json" || options_.format == "ndjson";
  // Which rows were not placed is said above the line, each with its place.
  const bool good =
      is_record ? say_rows() : say_groups() && write_out(last_line() + render::account_line(account) + "\n");
  if (!good) return reader_gone;
  if (is_record) invocation.say_account(account, {});
  return exit_;
}

}  // namespace probation::tools
