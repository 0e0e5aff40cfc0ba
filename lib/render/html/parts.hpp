// What every page is made of: text, tables, sections, and the frame with its landmarks, its one style sheet and its one
// script. A page stands alone or in a site; either way it loads nothing from elsewhere and is readable without a
// script. Nothing that a file says becomes markup; meaning is in words, and colour repeats it.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/words.hpp"

namespace probation::render::web {

// Escaped, control characters made visible.
std::string text(std::string_view value);
// The user's own words, and what is to be copied: not translated, not spoken otherwise.
std::string code(std::string_view value);

using Attributes = std::vector<std::pair<std::string_view, std::string>>;
std::string written(const Attributes& attributes);  // ` name="value"` each

struct Cell {
  std::string markup;
  std::string sort = {};  // what it is sorted by; empty: its words
  bool is_number = false;
};
struct Row {
  Attributes attributes;
  std::vector<Cell> cells;  // the first is the heading of the row
};
struct Column {
  std::string words;  // markup
  std::string key;    // by which the address names it
  bool is_number = false;
};
struct Table {
  std::string caption;  // text
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::string id = {};
  bool is_sortable = true;
};
// In a region that scrolls by itself where the window is too narrow.
std::string table(const Table& table);
// The same in parts, for a table whose rows are not held: what stands before them, one of them, what stands behind.
std::string table_begin(const Table& table);
std::string table_row(const Row& row);
std::string table_end();
// Columns are text, cells markup.
Table table_of(std::string caption, const std::vector<std::string>& columns,
               const std::vector<std::vector<std::string>>& rows);
// Something wide that scrolls by itself, named for those who do not see it.
std::string region(std::string_view name, std::string_view markup);
// Term and description, both markup; pairs without a description are left out.
std::string list(const std::vector<std::pair<std::string, std::string>>& pairs);

struct Figure {
  std::string name;  // of data-figure
  std::int64_t value;
  std::string words;  // markup, above the number
};
std::string figures(const std::vector<Figure>& figures);

using Write = std::function<void(std::string_view)>;

struct Section {
  std::string id;
  std::string heading;                           // markup
  std::string body;                              // markup
  std::function<void(const Write&)> write = {};  // instead of it, where the body is not held
};

struct Page {
  std::string kind;                  // of data-page
  std::string title;                 // text
  std::string lead;                  // markup beneath the heading
  std::vector<Section> sections;     // in this order, with a navigation over them
  Attributes body = {};              // further attributes of body
  std::string home = {};             // of a page of a site: the way to its index; empty: there is none
  std::string assets = {};           // where the site keeps style and script, from this page; of no use alone
  bool is_of_site = false;           // style and script are files of the site
  Language language = Language::en;  // of our words; what has none in Welsh stands in parts marked as English
  bool is_title_welsh = false;
};
std::string page(const Page& page);
void write_page(const Page& page, const Write& write);

// What stands in every page that stands alone, and in the files of a site.
std::string_view style_sheet();
std::string_view script();

}  // namespace probation::render::web
