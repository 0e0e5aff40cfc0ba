#include "render/html_page.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/text.hpp"

namespace probation::render {
namespace {

constexpr std::string_view style =
    R"(body { font: 1rem/1.45 system-ui, sans-serif; color: #111; background: #fff; margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #999; } h3 { font-size: 1rem; margin-bottom: .3rem; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; } th { background: #eee; } time { white-space: nowrap; }
article { border-left: .3rem solid #666; padding: .1rem 0 .1rem .8rem; margin: 1rem 0; break-inside: avoid; }
article.error { border-color: #b00; } article.warning { border-color: #a60; } article.note { border-color: #05a; }
pre { background: #f4f4f4; padding: .4rem; overflow-x: auto; margin: .3rem 0; } mark { background: #fd6; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .3rem 0; } dt { color: #444; } dd { margin: 0; }
@media print { body { max-width: none; margin: 0; } }
)";

}  // namespace

std::string html_text(std::string_view text) {
  std::string out = xml_escaped(visible(text));
  replace_all(out, "'", "&#39;");
  return out;
}

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{0}</title>\n<style>\n{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n{2}</body>\n</"
      "html>\n",
      html_text(title), style, body);
}

std::string html_table(std::string_view caption, const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows) {
  std::string out = fmt::format("<table>\n<caption>{}</caption>\n<thead><tr>", html_text(caption));
  for (const std::string& column : columns) out += fmt::format("<th scope=\"col\">{}</th>", html_text(column));
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<std::string>& row : rows) {
    out += "<tr>";
    for (const std::string& cell : row) out += fmt::format("<td>{}</td>", cell);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n";
}

std::string html_list(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out = "<dl>\n";
  for (const auto& [term, description] : pairs)
    if (!description.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", term, description);
  return out + "</dl>\n";
}

}  // namespace probation::render
