#include "render/xlsx.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include <xlsxwriter.h>

#include "base/late_library.hpp"
#include "base/text.hpp"
#include "render/fact_words.hpp"
#include "render/run/text.hpp"

namespace probation::render {
namespace {

struct XlsxWriter {
  LateLibrary library{late::xlsxwriter};
  PROBATION_LATE(workbook_add_format);
  PROBATION_LATE(workbook_add_worksheet);
  PROBATION_LATE(workbook_close);
  PROBATION_LATE(workbook_new_opt);
  PROBATION_LATE(workbook_set_properties);
  PROBATION_LATE(worksheet_autofilter);
  PROBATION_LATE(worksheet_fit_to_pages);
  PROBATION_LATE(worksheet_freeze_panes);
  PROBATION_LATE(worksheet_repeat_rows);
  PROBATION_LATE(worksheet_set_column);
  PROBATION_LATE(worksheet_set_landscape);
  PROBATION_LATE(worksheet_write_boolean);
  PROBATION_LATE(worksheet_write_datetime);
  PROBATION_LATE(worksheet_write_number);
  PROBATION_LATE(worksheet_write_string);
  PROBATION_LATE(format_set_align);
  PROBATION_LATE(format_set_bg_color);
  PROBATION_LATE(format_set_bold);
  PROBATION_LATE(format_set_bottom);
  PROBATION_LATE(format_set_font_color);
  PROBATION_LATE(format_set_num_format);
  PROBATION_LATE(format_set_text_wrap);
};
const XlsxWriter& xlsxwriter() {
  static const XlsxWriter loaded;
  return loaded;
}

// A spreadsheet refuses longer texts and earlier dates.
constexpr std::size_t most_bytes = 32000;
constexpr int first_year = 1900;
constexpr std::size_t least_width = 8, most_width = 60;
constexpr lxw_row_t most_rows = LXW_ROW_MAX;

constexpr std::array<std::string_view, 11> dates{"due",          "start",      "date",          "certain_from",
                                                 "horizon",      "as_of",      "from",          "until",
                                                 "last_session", "live_until", "first_possible"};

bool is_date_column(std::string_view member) {
  return member.ends_with("_date") || member.ends_with("_as_of") ||
         std::find(dates.begin(), dates.end(), member) != dates.end();
}

std::string cut(std::string text) {
  if (text.size() <= most_bytes) return text;
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

// How a word stands out; the word itself says the same.
enum class Look { plain, bad, careful, slight, open, good, head, wrapped, day, tenth };
Look look_of(const Json& value) {
  static constexpr std::array<std::pair<std::string_view, Look>, 15> looks{{{"error", Look::bad},
                                                                            {"overdue", Look::bad},
                                                                            {"cannot_finish", Look::bad},
                                                                            {"not_eligible", Look::bad},
                                                                            {"refused", Look::bad},
                                                                            {"warning", Look::careful},
                                                                            {"due", Look::careful},
                                                                            {"at_risk", Look::careful},
                                                                            {"done_late", Look::careful},
                                                                            {"note", Look::slight},
                                                                            {"undetermined", Look::open},
                                                                            {"done", Look::good},
                                                                            {"on_track", Look::good},
                                                                            {"eligible", Look::good},
                                                                            {"agrees", Look::good}}};
  for (const auto& [word, look] : looks)
    if (value == word) return look;
  return Look::plain;
}

}  // namespace

class GrowingWorkbook::Book {
 public:
  Book(const std::string& path, Date as_of, Language language, bool holds_rows)
      : language_(language),
        book_(opened(path, holds_rows), [](lxw_workbook* book) { xlsxwriter().workbook_close(book); }) {
    for (const Look look : {Look::bad, Look::careful, Look::slight, Look::open, Look::good, Look::head, Look::wrapped,
                            Look::day, Look::tenth})
      formats_[look] = made(look);
    lxw_doc_properties properties{};
    // A fixed moment, so that the same run gives the same bytes: the as-of date at noon.
    std::tm moment{};
    moment.tm_year = as_of.year() - 1900;
    moment.tm_mon = static_cast<int>(as_of.month()) - 1;
    moment.tm_mday = static_cast<int>(as_of.day());
    moment.tm_hour = 12;
    moment.tm_isdst = 0;
    properties.created = timegm(&moment);
    xlsxwriter().workbook_set_properties(book_.get(), &properties);
  }

  std::size_t begin(const std::string& name, const Table& table) {
    sheets_.push_back({name, table.columns, table.members, {}, nullptr, 1, {}, 1});
    open_sheet(sheets_.back(), name);
    return sheets_.size() - 1;
  }

  void set_columns(std::size_t number, const Table& table) {
    Open& sheet = sheets_[number];
    sheet.columns = table.columns;
    sheet.members = table.members;
    put_heads(sheet);
  }

  void add(std::size_t number, std::string_view schema, const std::vector<Json>& row) {
    Open& sheet = sheets_[number];
    if (sheet.next == most_rows) {
      close_sheet(sheet);
      const std::string more = " (" + std::to_string(++sheet.times) + ")";
      open_sheet(sheet, sheet.name.substr(0, most_name - more.size()) + more);
    }
    if (sheet.kinds.empty() || sheet.schema != schema) {
      sheet.schema = schema;
      sheet.kinds.clear();
      for (const std::string& member : sheet.members) sheet.kinds.push_back(kind_of_column(schema, member));
    }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      sheet.widths[i] = std::max(sheet.widths[i], put(sheet.out, sheet.next, static_cast<lxw_col_t>(i), row[i],
                                                      sheet.members[i], sheet.kinds[i]));
    ++sheet.next;
  }

  bool finish(const std::vector<std::pair<std::string, Json>>& about) {
    for (Open& sheet : sheets_) close_sheet(sheet);
    add_about(about);
    return xlsxwriter().workbook_close(book_.release()) == LXW_NO_ERROR;
  }

 private:
  static constexpr std::size_t most_name = 31;  // characters of the name of a sheet

  // A sheet that takes rows.
  struct Open {
    std::string name;
    std::vector<std::string> columns, members;
    std::vector<std::size_t> widths;
    lxw_worksheet* out;
    lxw_row_t next;                       // row
    std::vector<std::string_view> kinds;  // of the values of each column, in rows of that schema
    int times;                            // how many sheets it takes by now
    std::string schema = {};
  };

  static lxw_workbook* opened(const std::string& path, bool holds_rows) {
    lxw_workbook_options options{};
    options.constant_memory = holds_rows ? LXW_FALSE : LXW_TRUE;
    return xlsxwriter().workbook_new_opt(path.c_str(), &options);
  }

  lxw_format* made(Look look) {
    lxw_format* format = xlsxwriter().workbook_add_format(book_.get());
    const auto paint = [&](lxw_color_t ground, lxw_color_t ink) {
      xlsxwriter().format_set_bg_color(format, ground);
      xlsxwriter().format_set_font_color(format, ink);
    };
    xlsxwriter().format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    switch (look) {
      case Look::plain: break;
      case Look::bad: paint(0xFFC7CE, 0x7A0010); break;
      case Look::careful: paint(0xFFEB9C, 0x5C4400); break;
      case Look::slight: paint(0xDDEBF7, 0x1F3864); break;
      case Look::open: paint(0xE2E2E2, 0x333333); break;
      case Look::good: paint(0xC6EFCE, 0x004D0B); break;
      case Look::wrapped: xlsxwriter().format_set_text_wrap(format); break;
      case Look::day: xlsxwriter().format_set_num_format(format, "yyyy-mm-dd"); break;
      case Look::tenth: xlsxwriter().format_set_num_format(format, "0.0"); break;
      case Look::head:
        xlsxwriter().format_set_bold(format);
        xlsxwriter().format_set_text_wrap(format);
        xlsxwriter().format_set_bottom(format, LXW_BORDER_THIN);
        break;
    }
    return format;
  }

  lxw_format* format(Look look) const {
    const auto at = formats_.find(look);
    return at == formats_.end() ? nullptr : at->second;
  }

  // Returns how many characters it takes.
  std::size_t put_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, Look look) {
    const std::string shown = cut(visible(text));
    xlsxwriter().worksheet_write_string(sheet, row, column, shown.c_str(), format(look));
    return count_characters(shown);
  }

  std::size_t put_words(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& words) {
    return put_text(sheet, row, column, words, count_characters(words) > most_width ? Look::wrapped : Look::plain);
  }

  std::size_t put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Json& value, std::string_view member,
                  std::string_view kind) {
    if (value.is_null()) return 0;
    if (value.is_boolean()) {
      xlsxwriter().worksheet_write_boolean(sheet, row, column, value.truth() ? 1 : 0, nullptr);
      return 5;
    }
    if (value.is_number()) {
      const bool whole = value.is_number_integer();
      xlsxwriter().worksheet_write_number(sheet, row, column, value.number(), whole ? nullptr : format(Look::tenth));
      return 6;
    }
    const std::string& text = value.text();
    if (is_date_column(member))
      if (const auto day = parse_date(text); day && day->year() > first_year) {
        lxw_datetime moment{day->year(), static_cast<int>(day->month()), static_cast<int>(day->day()), 0, 0, 0};
        xlsxwriter().worksheet_write_datetime(sheet, row, column, &moment, format(Look::day));
        return 10;
      }
    if (!kind.empty() && find_word(kind, text) != nullptr)
      return put_text(sheet, row, column, phrase(kind, text, language_), look_of(value));
    return put_words(sheet, row, column, kind.empty() ? text : values_in_words(kind, text, language_));
  }

  void open_sheet(Open& sheet, const std::string& name) {
    sheet.out = xlsxwriter().workbook_add_worksheet(book_.get(), name.c_str());
    sheet.next = 1;
    put_heads(sheet);
  }

  void put_heads(Open& sheet) {
    sheet.widths.clear();
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const std::string words = heading(sheet, i);
      put_text(sheet.out, 0, static_cast<lxw_col_t>(i), words, Look::head);
      sheet.widths.push_back(std::min<std::size_t>(count_characters(words), 18));
    }
  }

  [[nodiscard]] std::string heading(const Open& sheet, std::size_t i) const {
    const std::string& column = sheet.columns[i];
    const std::string& member = sheet.members[i];
    const bool known = find_word("field", column) != nullptr;
    const std::string& id = known ? column : member;
    return known || column == member ? phrase("field", id, language_)
                                     : phrase("field", column.substr(0, column.size() - member.size() - 1), language_) +
                                           ": " + phrase(kind_of_member(member), id, language_);
  }

  void close_sheet(const Open& sheet) {
    for (std::size_t i = 0; i < sheet.widths.size(); ++i)
      xlsxwriter().worksheet_set_column(sheet.out, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                                        static_cast<double>(std::clamp(sheet.widths[i] + 2, least_width, most_width)),
                                        nullptr);
    xlsxwriter().worksheet_freeze_panes(sheet.out, 1, 0);
    if (!sheet.columns.empty())
      xlsxwriter().worksheet_autofilter(sheet.out, 0, 0, sheet.next - 1,
                                        static_cast<lxw_col_t>(sheet.columns.size() - 1));
    xlsxwriter().worksheet_set_landscape(sheet.out);
    xlsxwriter().worksheet_fit_to_pages(sheet.out, 1, 0);
    xlsxwriter().worksheet_repeat_rows(sheet.out, 0, 0);
  }

  // A map's member may be a word of its own: areas_domestic_abuse.
  static std::string_view kind_of_member(const std::string& member) {
    return find_word("field", member) == nullptr && find_word("area", member) != nullptr ? "area" : "field";
  }

  void add_about(const std::vector<std::pair<std::string, Json>>& about) {
    lxw_worksheet* out = xlsxwriter().workbook_add_worksheet(book_.get(), sheet_name("about", language_).c_str());
    std::size_t width = 0;
    for (std::size_t i = 0; i < about.size(); ++i) {
      const auto& [field, value] = about[i];
      const auto row = static_cast<lxw_row_t>(i);
      width = std::max(width, put_text(out, row, 0, phrase("field", field, language_), Look::head));
      put(out, row, 1, value, field, kind_of_values({}, field));
    }
    xlsxwriter().worksheet_set_column(out, 0, 0, static_cast<double>(width + 4), nullptr);
    xlsxwriter().worksheet_set_column(out, 1, 1, static_cast<double>(most_width), nullptr);
  }

  Language language_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  std::map<Look, lxw_format*> formats_;
  std::vector<Open> sheets_;
};

GrowingWorkbook::GrowingWorkbook(const std::string& path, Date as_of, Language language)
    : book_(std::make_unique<Book>(path, as_of, language, false)) {}
GrowingWorkbook::~GrowingWorkbook() = default;

std::size_t GrowingWorkbook::begin(const std::string& name, const Table& table) { return book_->begin(name, table); }

void GrowingWorkbook::set_columns(std::size_t sheet, const Table& table) { book_->set_columns(sheet, table); }

void GrowingWorkbook::add(std::size_t sheet, std::string_view schema, const std::vector<Json>& row) {
  book_->add(sheet, schema, row);
}

bool GrowingWorkbook::finish(const std::vector<std::pair<std::string, Json>>& about) { return book_->finish(about); }

bool write_xlsx(const Workbook& workbook, const std::string& path) {
  GrowingWorkbook::Book book(path, workbook.as_of, workbook.language, true);
  for (const Sheet& sheet : workbook.sheets) {
    const std::size_t number = book.begin(sheet.name, sheet.table);
    for (const std::vector<Json>& row : sheet.table.rows) book.add(number, sheet.table.schema, row);
  }
  return book.finish(workbook.about);
}

std::string sheet_name(std::string_view heading, Language language) {
  std::string name = phrase("heading", heading, language);
  return name.size() > 31 ? name.substr(0, 31) : name;
}

namespace {

// The members of the account, those of its parts under both names; a list is counted.
void add_members(std::vector<std::pair<std::string, Json>>& about, const Json& part, const std::string& above) {
  for (const auto& [name, value] : part.items()) {
    const std::string path = above.empty() ? name : above + "_" + name;
    if (value.is_object()) add_members(about, value, path);
    else if (value.is_array()) about.emplace_back(path, static_cast<std::int64_t>(value.size()));
    else about.emplace_back(path, value);
  }
}

}  // namespace

std::vector<std::pair<std::string, Json>> about_run(const Json& summary) {
  std::vector<std::pair<std::string, Json>> about;
  for (const char* field : {"as_of", "tool", "version", "policy", "verdict", "exit", "files", "cases", "unreadable",
                            "undetermined", "suppressed", "baseline", "later", "skipped", "catalogue", "run_date"})
    if (summary.contains(field)) about.emplace_back(field, summary[field]);
  if (summary.contains("account")) {
    add_members(about, summary["account"], {});
    for (const Json& file : summary["account"]["unreadable"])
      about.emplace_back("unreadable", fmt::format("{}: {}", file["file"].text(), file["why"].text()));
  }
  return about;
}

}  // namespace probation::render
