#include "render/html/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

// RFC 4648, of the digest that a content security policy names a style or a script by.
std::string base64(const std::vector<unsigned>& bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t held = std::min<std::size_t>(3, bytes.size() - i);
    unsigned three = bytes[i] << 16U;
    if (held > 1) three |= bytes[i + 1] << 8U;
    if (held > 2) three |= bytes[i + 2];
    for (std::size_t digit = 0; digit < 4; ++digit)
      out += digit <= held ? alphabet[(three >> (18 - 6 * digit)) & 63U] : '=';
  }
  return out;
}

std::string hash_of(std::string_view inline_text) {
  const std::string digest = sha256_of(inline_text).substr(std::string_view("sha256:").size());
  std::vector<unsigned> bytes;
  for (std::size_t i = 0; i + 1 < digest.size(); i += 2)
    bytes.push_back(static_cast<unsigned>(std::stoul(digest.substr(i, 2), nullptr, 16)));
  return "'sha256-" + base64(bytes) + "'";
}

std::string policy(const Page& page) {
  if (page.is_of_site) return "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'";
  static const std::string alone = fmt::format("default-src 'none'; style-src {}; script-src {}; base-uri 'none'",
                                               hash_of(style_sheet()), hash_of(script()));
  return alone;
}

std::string heading_cells(const Table& table) {
  std::string out;
  for (const Column& column : table.columns)
    out += fmt::format("<th scope=\"col\" data-key=\"{}\"{}>{}</th>", text(column.key),
                       column.is_number ? " class=\"number\"" : "", column.words);
  return out;
}

std::string own_words(std::string_view heading, Language language) {
  const std::string words = text(phrase("heading", heading, language));
  return language == Language::cy && is_in_welsh("heading", heading) ? "<span lang=\"cy\">" + words + "</span>" : words;
}

std::string navigation(const Page& page) {
  std::string out = "<nav aria-label=\"On this page\">\n<ul>\n";
  if (!page.home.empty())
    out += fmt::format("<li><a href=\"{}\">{}</a></li>\n", text(page.home), own_words("whole_caseload", page.language));
  for (const Section& section : page.sections)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", text(section.id), section.heading);
  return out + "</ul>\n</nav>\n";
}

}  // namespace

std::string text(std::string_view value) {
  const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) {  // as nearly every text
    return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
  });
  if (is_plain) return std::string(value);
  std::string out = xml_escaped(visible(value));
  replace_all(out, "'", "&#39;");
  return out;
}

std::string code(std::string_view value) {
  return value.empty() ? std::string{} : "<code translate=\"no\">" + text(value) + "</code>";
}

std::string written(const Attributes& attributes) {
  std::string out;
  for (const auto& [name, value] : attributes)
    out.append(" ").append(name).append("=\"").append(text(value)).append("\"");
  return out;
}

namespace {

std::string region_begin(std::string_view name) {
  return fmt::format("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n", text(name));
}

}  // namespace

std::string region(std::string_view name, std::string_view markup) {
  return fmt::format("{}{}</div>\n", region_begin(name), markup);
}

std::string table_begin(const Table& table) {
  std::string out = region_begin(table.caption) + "<table";
  if (!table.id.empty()) out += fmt::format(" id=\"{}\"", text(table.id));
  return out + fmt::format("{}>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n",
                           table.is_sortable ? " data-sortable" : "", text(table.caption), heading_cells(table));
}

std::string table_row(const Row& row) {
  std::string out = "<tr" + written(row.attributes) + ">";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const Cell& cell = row.cells[i];
    const std::string more = (cell.is_number ? std::string(" class=\"number\"") : std::string{}) +
                             (cell.sort.empty() ? std::string{} : written({{"data-sort", cell.sort}}));
    out += i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", more, cell.markup)
                  : fmt::format("<td{}>{}</td>", more, cell.markup);
  }
  return out + "</tr>\n";
}

std::string table_end() { return "</tbody>\n</table>\n</div>\n"; }

std::string table(const Table& table) {
  std::string out = table_begin(table);
  for (const Row& row : table.rows) out += table_row(row);
  return out + table_end();
}

Table table_of(std::string caption, const std::vector<std::string>& columns,
               const std::vector<std::vector<std::string>>& rows) {
  Table out{std::move(caption), {}, {}};
  for (const std::string& column : columns) out.columns.push_back({text(column), lower_case(column)});
  for (const std::vector<std::string>& cells : rows) {
    Row& row = out.rows.emplace_back();
    for (const std::string& cell : cells) row.cells.push_back({cell});
  }
  return out;
}

std::string list(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out = "<dl>\n";
  for (const auto& [term, description] : pairs)
    if (!description.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", term, description);
  return out == "<dl>\n" ? std::string{} : out + "</dl>\n";
}

std::string figures(const std::vector<Figure>& figures) {
  std::string out = "<dl class=\"figures\">\n";
  for (const Figure& figure : figures)
    out += fmt::format("<div class=\"{0}\"><dt>{1}</dt><dd data-figure=\"{0}\">{2}</dd></div>\n", text(figure.name),
                       figure.words, figure.value);
  return out + "</dl>\n";
}

void write_page(const Page& page, const Write& write) {
  // What has no words in Welsh yet is English; the words that are Welsh say so themselves.
  const bool welsh = page.language == Language::cy;
  const std::string_view english = welsh ? " lang=\"en\"" : "";
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
      "dark\">\n<title{}>{}</title>\n",
      welsh ? "cy" : "en-GB", policy(page), page.is_title_welsh ? "" : english, text(page.title));
  if (page.is_of_site) out += fmt::format("<link rel=\"stylesheet\" href=\"{}style.css\">\n", text(page.assets));
  else out += fmt::format("<style>{}</style>\n", style_sheet());
  out += fmt::format(
      "</head>\n<body{} data-page=\"{}\"{}>\n<a class=\"skip\" href=\"#main\">{}</a>\n<header>\n"
      "<h1{}>{}</h1>\n{}</header>\n{}<main id=\"main\" tabindex=\"-1\">\n",
      english, text(page.kind), written(page.body), own_words("skip", page.language),
      page.is_title_welsh ? " lang=\"cy\"" : "", text(page.title), page.lead, navigation(page));
  write(out);
  for (const Section& section : page.sections) {
    write(fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n",
                      text(section.id), section.heading));
    if (section.write) section.write(write);
    else write(section.body);
    write("</section>\n");
  }
  out =
      "</main>\n<footer>\n<p>Made by rar-tools from case files. What is not recorded is left open, never "
      "guessed.</p>\n</footer>\n";
  if (page.is_of_site) out += fmt::format("<script src=\"{}script.js\"></script>\n", text(page.assets));
  else out += fmt::format("<script>{}</script>\n", script());
  write(out + "</body>\n</html>\n");
}

std::string page(const Page& page) {
  std::string out;
  write_page(page, [&](std::string_view markup) { out += markup; });
  return out;
}

}  // namespace probation::render::web
