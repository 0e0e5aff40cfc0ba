#include "tools/common/record_stream.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/stage_times.hpp"
#include "render/html/records_page.hpp"
#include "render/run/csv.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/table.hpp"
#include "render/yaml.hpp"
#include "rules/rule.hpp"
#include "tools/common/records.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/common/workbook.hpp"

namespace probation::tools {

using render::Json;

namespace {

// Rows are rendered some at a time, as if they were a table of their own, of which the head stands once.
class InChunks {
 public:
  InChunks(std::function<std::string(const std::vector<Json>&)> render, Bytes write)
      : render_(std::move(render)), write_(std::move(write)), head_(render_({})) {
    write_(head_);
  }
  void add(Json row) {
    rows_.push_back(std::move(row));
    if (rows_.size() == 128) flush();
  }
  void flush() {
    if (rows_.empty()) return;
    write_(std::string_view(render_(rows_)).substr(head_.size()));
    rows_.clear();
  }

 private:
  std::function<std::string(const std::vector<Json>&)> render_;
  Bytes write_;
  std::string head_;
  std::vector<Json> rows_;
};

// Whether a format is asked for that is none of these.
bool asks_beyond(const Options& options, std::initializer_list<std::string_view> formats) {
  const auto is_other = [&](std::string_view output) {
    return std::find(formats.begin(), formats.end(), output.substr(0, output.find('='))) == formats.end();
  };
  return is_other(options.format) || std::any_of(options.output.begin(), options.output.end(), is_other);
}

}  // namespace

RecordStream::RecordStream(Invocation& invocation, std::string command, std::vector<std::string> columns)
    : invocation_(invocation),
      command_(std::move(command)),
      columns_(std::move(columns)),
      request_(invocation.request()),
      seen_(*invocation.by_folder_, invocation.all_not_found_),
      progress_(static_cast<std::int64_t>(request_.paths.size()), invocation.options_.quiet, "rows"),
      settings_(invocation.settings()) {
  const Options& options = invocation_.options_;
  asks_for_text_ = asks_for(options, {"text"});
  asks_for_lines_ = asks_beyond(options, {"text"});
  asks_for_whole_ = asks_beyond(options, {"text", "csv", "markdown", "html"});  // these show columns
}

RecordStream& RecordStream::of_cells() {
  const Options& options = invocation_.options_;
  asks_for_cells_ = options.split.empty() && asks_for(options, {"csv"});
  if (asks_for_cells_) asks_for_lines_ = asks_beyond(options, {"text", "csv"});
  return *this;
}

void RecordStream::also(std::string_view format,
                        std::function<std::string(const std::vector<Json>&, const Target&)> made) {
  own_names_.emplace_back(format);
  own_[format] = std::move(made);
}

bool RecordStream::goes_on() {
  progress_.say(files_, cases_, static_cast<std::int64_t>(count_));
  return !Interruptions::met();
}

void RecordStream::end_of_reading() {
  progress_.clear();
  is_interrupted_ = Interruptions::met();
}

void RecordStream::file(const caseload::FileCounts& counts) {
  ++files_;
  cases_ += counts.account.judged;
  seen_.add(counts.account, unread_part(counts.account, counts.failure, faults_));
}

RecordStream::Row RecordStream::row(const Json& record, std::string text) const {
  Row row{record.value("schema", ""), is_undetermined(record), false, {}, {}, std::move(text)};
  std::optional<Json> redacted;
  if (invocation_.options_.redact) render::redact(redacted.emplace(record));
  const Json& shown = redacted ? *redacted : record;
  for (const auto& [name, value] : shown.items())
    row.has_map = row.has_map || (value.is_object() && name != "group" &&
                                  std::find(columns_.begin(), columns_.end(), name) != columns_.end());
  if (asks_for_lines_) row.line = render::written(shown);
  if (asks_for_cells_) row.cells = render::csv_cells(shown, columns_);
  return row;
}

void RecordStream::add(std::string key, Row row, std::string text_key) {
  counts_.add(row.schema, row.is_undetermined);
  ++count_;
  has_maps_ = has_maps_ || row.has_map;
  if (asks_for_text_) texts_.add(std::move(text_key), std::move(row.text));
  if (asks_for_cells_) cells_.add(key, std::move(row.cells));
  if (asks_for_lines_) lines_.add(std::move(key), std::move(row.line));
}

void RecordStream::begin_judging() {
  settings_.detail.passes = false;
  settings_.detail.excerpts = false;
  settings_.detail.faults = settings_.detail.questions = invocation_.wants_every_word();
  tallies_ = std::vector<caseload::Tally>(std::max(1U, request_.threads));
  met_ = std::make_unique<caseload::CasesMet>(settings_.selection);
}

void RecordStream::mark(Judged& part) const {
  part.run.findings = std::move(part.piece.findings);
  part.run.lacks = std::move(part.piece.lacks);
  caseload::put_in_order(part.run.findings);
  invocation_.mark(part.run.findings, part.piece.cases, part.uses);
  invocation_.count(part.run.findings, part.standing);
  if (invocation_.options_.redact) render::redact(part.run);
}

// Told are faults of files and documents, not what cases got wrong.
void RecordStream::count(Judged& part) {
  std::vector<rules::Finding> doubled = met_->meet(part.piece.cases);
  invocation_.mark(doubled, part.piece.cases, part.uses);
  for (const auto& [by, use] : part.uses) uses_[by] += use;
  standing_ += part.standing;
  std::vector<rules::Finding> told;
  for (rules::Finding& finding : part.run.findings)
    if (finding.rule->check_document != nullptr && finding.outcome == rules::Verdict::fail)
      told.push_back(std::move(finding));
  found(told);
  for (caseload::FileCounts& counts : part.piece.files)
    if (const auto whole = whole_files_.add(std::move(counts))) {
      file(*whole);
      caseload::add(result_, *whole);
      result_.accounts.clear();
    }
  std::move(told.begin(), told.end(), std::back_inserter(result_.findings));
}

std::int64_t RecordStream::end_judging() {
  render::Summary told;
  std::vector<std::size_t> unused, refused;
  invocation_.settle_suppressions(uses_, told, unused, refused);
  return standing_.undetermined;
}

void RecordStream::each_record(const std::function<void(const Json&)>& take) {
  lines_.each([&](std::string_view, std::string_view line) {
    if (const std::optional<Json> record = Json::parse(line)) take(*record);  // it is what was written
  });
}

void RecordStream::write_text(const Words& words, const Bytes& write) {
  write(safe_text(words.head, Kept::tabs_and_lines));
  std::optional<std::string> group;
  texts_.each([&](std::string_view key, std::string_view row) {
    std::string text;
    if (const std::string_view own = key.substr(0, key.find('\0')); words.heading && group != own) {
      group = own;
      text = words.heading(own);
    }
    text += row;
    write(safe_text(text, Kept::tabs_and_lines));
  });
  write(safe_text(words.end, Kept::tabs_and_lines));
}

// Columns that are the same for every chunk of rows.
std::vector<std::string> RecordStream::columns_of_rows() {
  if (!has_maps_) return columns_;
  render::TableShape shape(columns_);
  each_record([&](const Json& record) { shape.see(record); });
  return shape.paths();
}

void RecordStream::write_csv(const Target& target, const render::Account& account, const Bytes& write) {
  const std::vector<std::string> columns = with_unreadable_columns(columns_of_rows(), account, target.appends);
  const auto shown = [&](std::string_view text) { write(as_shown(target, std::string(text))); };
  InChunks rows([&](const std::vector<Json>& some) { return render::csv(some, columns); }, shown);
  if (asks_for_cells_) {
    const std::string end = std::string(columns.size() - columns_.size(), ',') + "\r\n";
    cells_.each([&](std::string_view, std::string_view cells) { shown(std::string(cells) + end); });
  } else {
    each_record([&](const Json& record) { rows.add(record); });
  }
  for (const render::UnreadFile& file : account.not_read) rows.add(unreadable_row(file));
  rows.flush();
}

void RecordStream::write_rows(const Target& target, const render::RunOutput& run, const Words& words,
                              const Bytes& write) {
  const std::string& format = target.format;
  if (invocation_.options_.summary && target.is_primary) return write(table_summary(command_, run, format));
  if (format == "text") {
    write_text(words, write);
    write(account_end(run.account, format));
  } else if (format == "ndjson") {
    lines_.each([&](std::string_view, std::string_view line) {
      write(line);
      write("\n");
    });
    write(render::written(render::summary_json(run)) + "\n");
  } else if (format == "json") {
    std::string item;
    const auto put = [&](std::string_view line) {
      item = item.empty() ? "[\n  " : ",\n  ";
      append_indented(item, line, 2, 1);
      write(item);
    };
    lines_.each([&](std::string_view, std::string_view line) { put(line); });
    for (const render::UnreadFile& file : run.account.not_read) put(render::written(render::unreadable_json(file)));
    write(item.empty() ? "[]\n" : "\n]\n");
  } else if (format == "yaml") {
    bool is_empty = true;
    const auto put = [&](const Json& record) {
      is_empty = false;
      write(render::yaml(Json::array({record})));
    };
    each_record(put);
    for (const render::UnreadFile& file : run.account.not_read) put(render::unreadable_json(file));
    if (is_empty) write(render::yaml(Json::array()));
  } else if (format == "csv") {
    write_csv(target, run.account, write);
  } else if (format == "html") {
    render::web::RecordsView page = invocation_.records_view(command_, run, columns_);
    page.count = count_;
    page.each = [&](const std::function<void(const Json&)>& take) { each_record(take); };
    write_records_page(page, render::web::Speech(language_option(invocation_.options_)), write);
  } else if (format == "xlsx") {
    write_records_workbook(
        command_, [&](const std::function<void(const Json&)>& take) { each_record(take); }, columns_,
        render::summary_json(run), invocation_.as_of(), language_option(invocation_.options_), write);
  } else {
    const std::string title = command_ + ", as of " + probation::format(run.as_of);
    const auto shown = [&](std::string_view text) { write(as_shown(target, std::string(text))); };
    const std::vector<std::string> columns = columns_of_rows();
    InChunks rows(
        [&](const std::vector<Json>& some) {
          return render::markdown(title, some, columns, language_option(invocation_.options_));
        },
        shown);
    each_record([&](const Json& record) { rows.add(record); });
    rows.flush();
    shown(account_end(run.account, format));
  }
}

bool RecordStream::can_stream(const Target& target) const {
  constexpr std::array formats{"text", "ndjson", "json", "yaml", "csv", "markdown", "html", "xlsx"};
  return invocation_.options_.split.empty() && !own_.contains(target.format) &&
         std::find(formats.begin(), formats.end(), target.format) != formats.end();
}

int RecordStream::finish(const Words& words) {
  if (is_interrupted_) return say_interrupted(invocation_.tool_, files_, request_.paths.size(), "nothing was written");
  const std::vector<Target> outputs = invocation_.record_targets(command_, own_names_);
  const render::Account account = invocation_.account_of(seen_, result_, {});
  if (!std::all_of(outputs.begin(), outputs.end(), [&](const Target& target) { return can_stream(target); }))
    return finish_held(account, outputs, words);
  invocation_.say_faults(result_);
  const render::RunOutput run = invocation_.asked(account, result_, counts_);
  invocation_.say_nothing(run);
  const StageTimer timed(Stage::write);
  bool is_read = true;
  for (const bool to_stdout : {false, true})  // files first
    for (const Target& target : outputs) {
      if ((target.path == "-") != to_stdout) continue;
      if (!to_stdout) {
        write_target(target, [&](const Bytes& write) { write_rows(target, run, words, write); });
        continue;
      }
      std::string some;  // a call of the system for every row would be what takes the time
      const auto put = [&] {
        is_read = is_read && write_out(some);
        some.clear();
      };
      write_rows(target, run, words, [&](std::string_view text) {
        if (is_read) some += text;
        if (some.size() > (std::size_t{64} << 10)) put();
      });
      put();
    }
  if (!is_read) return reader_gone;
  invocation_.say_account(run.account, outputs);
  return run.summary.exit;
}

int RecordStream::finish_held(const render::Account& account, const std::vector<Target>& outputs, const Words& words) {
  std::vector<Json> records;
  each_record([&](const Json& record) { records.push_back(record); });
  const auto text = [&] {
    std::string out;
    write_text(words, [&](std::string_view part) { out += part; });
    return out;
  };
  return invocation_.print_records(command_, outputs, invocation_.asked(account, result_, counts_), result_, records,
                                   columns_, text, own_);
}

}  // namespace probation::tools
