#include "render/xlsx.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include <xlsxwriter.h>

#include "base/late_library.hpp"
#include "base/text.hpp"
#include "render/run/text.hpp"

namespace probation::render {
namespace {

struct XlsxWriter {
  LateLibrary library{late::xlsxwriter};
  PROBATION_LATE(workbook_add_format);
  PROBATION_LATE(workbook_add_worksheet);
  PROBATION_LATE(workbook_close);
  PROBATION_LATE(workbook_new);
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

constexpr std::array<std::string_view, 10> dates{"due",   "start", "date",  "certain_from", "horizon",
                                                 "as_of", "from",  "until", "last_session", "live_until"};

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

class Book {
 public:
  Book(const Workbook& content, const std::string& path)
      : content_(content),
        book_(xlsxwriter().workbook_new(path.c_str()), [](lxw_workbook* book) { xlsxwriter().workbook_close(book); }) {
    for (const Look look : {Look::bad, Look::careful, Look::slight, Look::open, Look::good, Look::head, Look::wrapped,
                            Look::day, Look::tenth})
      formats_[look] = made(look);
    lxw_doc_properties properties{};
    // A fixed moment, so that the same run gives the same bytes: the as-of date at noon.
    std::tm moment{};
    moment.tm_year = content.as_of.year() - 1900;
    moment.tm_mon = static_cast<int>(content.as_of.month()) - 1;
    moment.tm_mday = static_cast<int>(content.as_of.day());
    moment.tm_hour = 12;
    moment.tm_isdst = 0;
    properties.created = timegm(&moment);
    xlsxwriter().workbook_set_properties(book_.get(), &properties);
  }

  bool write() {
    for (const Sheet& sheet : content_.sheets) add(sheet);
    add_about();
    return xlsxwriter().workbook_close(book_.release()) == LXW_NO_ERROR;
  }

 private:
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
      return put_text(sheet, row, column, phrase(kind, text, content_.language), look_of(value));
    return put_text(sheet, row, column, text, count_characters(text) > most_width ? Look::wrapped : Look::plain);
  }

  void add(const Sheet& sheet) {
    lxw_worksheet* out = xlsxwriter().workbook_add_worksheet(book_.get(), sheet.name.c_str());
    const Table& table = sheet.table;
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const bool known = find_word("field", table.columns[i]) != nullptr;
      const std::string& id = known ? table.columns[i] : table.members[i];
      const std::string words =
          known || table.columns[i] == table.members[i]
              ? phrase("field", id, content_.language)
              : phrase("field", table.columns[i].substr(0, table.columns[i].size() - table.members[i].size() - 1),
                       content_.language) +
                    ": " + phrase(kind_of_member(table, i), id, content_.language);
      put_text(out, 0, static_cast<lxw_col_t>(i), words, Look::head);
      widths.push_back(std::min<std::size_t>(count_characters(words), 18));
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        widths[i] =
            std::max(widths[i], put(out, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(i), table.rows[r][i],
                                    table.members[i], kind_of_values(table.schema, table.members[i])));
    for (std::size_t i = 0; i < widths.size(); ++i)
      xlsxwriter().worksheet_set_column(out, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                                        static_cast<double>(std::clamp(widths[i] + 2, least_width, most_width)),
                                        nullptr);
    xlsxwriter().worksheet_freeze_panes(out, 1, 0);
    if (!table.columns.empty())
      xlsxwriter().worksheet_autofilter(out, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                                        static_cast<lxw_col_t>(table.columns.size() - 1));
    xlsxwriter().worksheet_set_landscape(out);
    xlsxwriter().worksheet_fit_to_pages(out, 1, 0);
    xlsxwriter().worksheet_repeat_rows(out, 0, 0);
  }

  // A map's member may be a word of its own: areas_domestic_abuse.
  static std::string_view kind_of_member(const Table& table, std::size_t i) {
    return find_word("field", table.members[i]) != nullptr  ? "field"
           : find_word("area", table.members[i]) != nullptr ? "area"
                                                            : "field";
  }

  void add_about() {
    lxw_worksheet* out =
        xlsxwriter().workbook_add_worksheet(book_.get(), sheet_name("about", content_.language).c_str());
    std::size_t width = 0;
    for (std::size_t i = 0; i < content_.about.size(); ++i) {
      const auto& [field, value] = content_.about[i];
      const auto row = static_cast<lxw_row_t>(i);
      width = std::max(width, put_text(out, row, 0, phrase("field", field, content_.language), Look::head));
      put(out, row, 1, value, field, kind_of_values({}, field));
    }
    xlsxwriter().worksheet_set_column(out, 0, 0, static_cast<double>(width + 4), nullptr);
    xlsxwriter().worksheet_set_column(out, 1, 1, static_cast<double>(most_width), nullptr);
  }

  const Workbook& content_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  std::map<Look, lxw_format*> formats_;
};

}  // namespace

bool write_xlsx(const Workbook& workbook, const std::string& path) { return Book(workbook, path).write(); }

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
