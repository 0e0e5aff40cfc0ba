#include "render/import_report.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"

namespace probation::render {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string text_of(const Json& value) {
  return value.is_null() ? std::string("–") : value.is_string() ? value.text() : value.dump();
}

struct ImportPage {
  std::string title;
  Rows tables, left_out, faults, unanswerable;
  std::string cases;
};

ImportPage page_of(const Json& report) {
  ImportPage page;
  page.title =
      fmt::format("Import of {}, extract of {}", text_of(report["system"]) == "–" ? "rows" : text_of(report["system"]),
                  text_of(report["extract_date"]));
  for (const Json& table : report["tables"]) {
    std::vector<std::string> row{text_of(table["table"])};
    for (const char* key : {"rows", "placed", "unchanged", "changed", "withdrawn"}) row.push_back(text_of(table[key]));
    long long left_out = 0;
    for (const auto& [why, n] : table["left_out"].items()) {
      left_out += n.whole();
      page.left_out.push_back({text_of(table["table"]), text_of(n), why});
    }
    row.push_back(std::to_string(left_out));
    row.push_back(std::to_string(table["faults"].size()));
    page.tables.push_back(std::move(row));
    for (const Json& fault : table["faults"])
      page.faults.push_back({fmt::format("{}:{}{}", text_of(fault["file"]), text_of(fault["line"]),
                                         fault["column"].is_null() ? "" : ":" + text_of(fault["column"])),
                             text_of(fault["message"])});
  }
  const Json& cases = report["cases"];
  page.cases = fmt::format("{} new, {} changed, {} unchanged, {} with conflicts, {} not written", text_of(cases["new"]),
                           text_of(cases["changed"]), text_of(cases["unchanged"]), text_of(cases["conflicts"]),
                           text_of(cases["refused"]));
  for (const Json& fact : report["unanswerable"])
    page.unanswerable.push_back({text_of(fact["fact"]), text_of(fact["cases"]), text_of(fact["questions"]),
                                 text_of(fact["table"]), join(fact["rules"].texts(), ", ")});
  return page;
}

const std::vector<std::string> table_columns{"table",   "rows",      "placed",   "unchanged",
                                             "changed", "withdrawn", "left out", "faults"};
const std::vector<std::string> left_columns{"table", "rows", "why left out"};
const std::vector<std::string> fault_columns{"row", "what could not be placed"};
const std::vector<std::string> fact_columns{"fact that no table carries", "cases", "questions", "table that would",
                                            "rules"};

std::string text_table(const std::vector<std::string>& columns, const Rows& rows) {
  std::vector<std::size_t> width;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t most = count_characters(columns[i]);
    for (const auto& row : rows)
      most = std::max(most, first_invalid_utf8(row[i]) ? row[i].size() : count_characters(row[i]));
    width.push_back(most);
  }
  const auto line = [&](const std::vector<std::string>& row) {
    std::string out = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size())
        out += std::string(
            width[i] + 2 - std::min(width[i], first_invalid_utf8(row[i]) ? row[i].size() : count_characters(row[i])),
            ' ');
    }
    return out + "\n";
  };
  std::string out = line(columns);
  for (const auto& row : rows) out += line(row);
  return out;
}

std::string markdown_cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<' || c == '[') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}
std::string markdown_table(const std::vector<std::string>& columns, const Rows& rows) {
  std::string out = "| " + join(columns, " | ") + " |\n|";
  for (std::size_t i = 0; i < columns.size(); ++i) out += " --- |";
  out += "\n";
  for (const auto& row : rows) {
    out += "|";
    for (const std::string& cell : row) out += " " + markdown_cell(cell) + " |";
    out += "\n";
  }
  return out;
}

std::string one_text(const ImportPage& page) {
  std::string out = page.title + "\n\n" + text_table(table_columns, page.tables) + "\nCases: " + page.cases + "\n";
  const auto part = [&](const char* title, const std::vector<std::string>& columns, const Rows& rows) {
    if (!rows.empty()) out += fmt::format("\n{}\n\n", title) + text_table(columns, rows);
  };
  part("Left out", left_columns, page.left_out);
  part("Not placed", fault_columns, page.faults);
  part("What this extract cannot answer", fact_columns, page.unanswerable);
  return out;
}

std::string one_markdown(const ImportPage& page) {
  std::string out = "# " + markdown_cell(page.title) + "\n\n" + markdown_table(table_columns, page.tables) +
                    "\nCases: " + page.cases + "\n";
  const auto part = [&](const char* title, const std::vector<std::string>& columns, const Rows& rows) {
    if (!rows.empty()) out += fmt::format("\n## {}\n\n", title) + markdown_table(columns, rows);
  };
  part("Left out", left_columns, page.left_out);
  part("Not placed", fault_columns, page.faults);
  part("What this extract cannot answer", fact_columns, page.unanswerable);
  return out;
}

std::string capital(std::string words) {
  words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
  return words;
}

std::string html_table(const std::string& title, std::vector<std::string> columns, Rows rows) {
  for (std::string& column : columns) column = capital(column);
  for (auto& row : rows)
    for (std::string& cell : row) cell = cell.find('/') == 0 ? web::Speech().fact(cell) : web::prose(cell);
  return web::table(web::table_of(title, columns, rows));
}

std::string html_part(const ImportPage& page) {
  std::string out = "<p>Cases: " + web::text(page.cases) + "</p>\n" + html_table("Tables", table_columns, page.tables);
  if (!page.left_out.empty()) out += html_table("Left out", left_columns, page.left_out);
  if (!page.faults.empty()) out += html_table("Not placed", fault_columns, page.faults);
  if (!page.unanswerable.empty()) out += html_table("What this extract cannot answer", fact_columns, page.unanswerable);
  return out;
}

std::string html_pages(const std::vector<Json>& reports) {
  web::Page out;
  out.kind = "import";
  out.title = "Import";
  int part = 0;
  for (const Json& report : reports) {
    const ImportPage page = page_of(report);
    out.sections.push_back({fmt::format("import-{}", ++part), web::prose(page.title), html_part(page)});
  }
  return web::page(out);
}

}  // namespace

std::string import_report(const std::vector<Json>& reports, const std::string& format) {
  if (format == "json") {
    if (reports.size() == 1) return reports.front().dump(2) + "\n";
    Json all = Json::array();
    for (const Json& report : reports) all.push_back(report);
    return all.dump(2) + "\n";
  }
  if (format == "html") return html_pages(reports);
  std::string out;
  for (const Json& report : reports) {
    const ImportPage page = page_of(report);
    out += (out.empty() ? "" : "\n") + (format == "markdown" ? one_markdown(page) : one_text(page));
  }
  return out;
}

}  // namespace probation::render
