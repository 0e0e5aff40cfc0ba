#include "render/run/csv.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "render/run/gaps.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

void row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += cells[i];
  }
  out += "\r\n";
}

// As nearly every text: it stands in a cell as it is.
bool is_plain_cell(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x20 && c < 0x7F && c != ',' && c != '"'; }) &&
         (text.empty() || std::string_view("=+-@").find(text.front()) == std::string_view::npos);
}

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_number()) return value.dump();  // a number is no formula, not even with a minus
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_string()) return csv_cell(value.get<std::string>());
  return {};  // a table has no structure in a cell
}

}  // namespace

std::string csv_cell(std::string_view text) {
  if (is_plain_cell(text)) return std::string(text);
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) safe = "'";
  // A cell may hold several lines; whatever else moves a cursor is shown.
  bool is_first = true;
  for (const std::string& line : split(text, '\n')) {
    if (!is_first) safe += '\n';
    is_first = false;
    for (std::size_t at = 0;;) {
      const std::size_t end = line.find('\r', at);
      safe += safe_text(std::string_view(line).substr(at, end - at), Kept::tabs);
      if (end == std::string::npos) break;
      safe += '\r';
      at = end + 1;
    }
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_on_screen(std::string_view csv) {
  std::string out;
  out.reserve(csv.size());
  bool is_quoted = false;
  for (std::size_t at = 0; at < csv.size(); is_quoted = !is_quoted) {
    const std::size_t end = std::min(csv.find('"', at), csv.size() - 1) + 1;  // behind the quote
    const std::string_view words = csv.substr(at, end - at);
    if (!is_quoted || words.find_first_of("\r\n") == std::string_view::npos) {
      out += words;
    } else {
      for (const char c : words) {
        if (c == '\n') out += "\\x0a";
        else if (c == '\r') out += "\\x0d";
        else out += c;
      }
    }
    at = end;
  }
  return out;
}

std::string csv(const Table& table) {
  std::string out;
  row(out, table.columns);
  std::vector<std::string> cells;
  for (const std::vector<Json>& values : table.rows) {
    cells.clear();
    for (const Json& value : values) cells.push_back(cell(value));
    row(out, cells);
  }
  return out;
}

namespace {

// The rows of findings_table, one appended after the other.
class FindingRow {
 public:
  explicit FindingRow(std::string& out) : out_(out) {}
  ~FindingRow() { out_ += "\r\n"; }
  FindingRow(const FindingRow&) = delete;
  FindingRow& operator=(const FindingRow&) = delete;
  FindingRow& text(std::string_view words) {
    if (!std::exchange(is_first_, false)) out_ += ',';
    if (is_plain_cell(words)) out_ += words;
    else out_ += csv_cell(words);
    return *this;
  }
  FindingRow& number(std::uint32_t value) { return text(value == 0 ? std::string{} : std::to_string(value)); }
  FindingRow& blank(int cells = 1) {
    for (; cells > 0; --cells) text({});
    return *this;
  }

 private:
  std::string& out_;
  bool is_first_ = true;
};

class CsvPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 2; }  // the files that were not read come last
  [[nodiscard]] std::string head(const RunOutput&) const override {
    std::string header;
    row(header, finding_columns());
    return header;
  }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    const auto of_finding = [&](const rules::Finding& f) {
      FindingRow cells(out[0]);
      cells.text(f.crn).text(f.order_id).text(f.requirement_id).text(f.region).text(f.pdu).text(f.team);
      cells.text(f.officer).text(f.rule->id).text(rules::word(f.severity)).text(rules::word(f.basis));
      cells.text(rules::word(f.outcome)).text(f.subject).text(f.message).text(printable(f.location.file));
      cells.number(f.location.line).number(f.location.line == 0 ? 0 : f.location.column);
      cells.text(join(f.missing, "; ")).text(f.suppressed ? f.suppressed->reason : std::string{});
      cells.text(f.baseline == rules::BaselineMark::not_compared ? ""
                 : f.baseline == rules::BaselineMark::known      ? "known"
                                                                 : "new");
      cells.text(f.fingerprint);
    };
    const auto of_gap = [&](const caseload::Gap& gap) {
      FindingRow cells(out[0]);
      cells.text(gap.crn).blank(2).text(gap.region).text(gap.pdu).text(gap.team).text(gap.officer).blank();
      cells.text(rules::word(gap.severity)).blank().text("undetermined").text(gap.subject);
      cells.text(caseload::said(gap)).text(printable(gap.file)).number(gap.location.line);
      cells.number(gap.location.line == 0 ? 0 : gap.location.column).text(gap.fact).blank(2);
      cells.text(caseload::fingerprint(gap));
    };
    in_path_order(part, of_finding, of_gap);
    for (const UnreadFile& file : part.unread) {
      FindingRow cells(out[1]);
      cells.blank(10).text("unreadable").blank().text(file.why).text(printable(file.path)).blank(6);
    }
  }
};

}  // namespace

std::unique_ptr<PieceFormat> csv_pieces(const PieceStyle&) { return std::make_unique<CsvPieces>(); }

std::string csv_cells(const Json& record, const std::vector<std::string>& columns) {
  std::string out;
  bool is_first = true;
  const Json::Object& members = record.items();
  std::size_t next = 0;  // the member behind the one met last: both mostly have one order
  for (const std::string& column : columns) {
    if (!std::exchange(is_first, false)) out += ',';
    while (next < members.size() && members[next].first != column && next < 2) ++next;
    const bool is_next = next < members.size() && members[next].first == column;
    const Json& value = is_next ? members[next++].second : value_of(record, column);
    const bool has_columns_of_its_own =
        value.is_object() || (value.is_array() && std::any_of(value.begin(), value.end(),
                                                              [](const Json& item) { return item.is_structured(); }));
    if (has_columns_of_its_own) throw std::logic_error("the column " + column + " is no cell");
    if (!value.is_array()) out += cell(value);
    else if (!value.empty()) out += cell(as_cell(value));
  }
  return out;
}

std::string csv(const std::vector<Json>& records, const std::vector<std::string>& columns) {
  return csv(flat_table(records, columns));
}

}  // namespace probation::render
