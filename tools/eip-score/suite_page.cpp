#include "tools/eip-score/suite_page.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/panel/words.hpp"
#include "render/words.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {
namespace {

using document::word;

using Cells = std::vector<std::string>;
struct Row {
  std::string id;
  Cells cells;
};
struct Table {
  std::string title;
  Cells columns;
  std::vector<Row> rows;
};

std::string id_of(const Suite::Row& row) { return row.intervention->id ? row.intervention->id->text : std::string{}; }
std::string title_of(const Suite::Row& row) { return row.intervention->title ? *row.intervention->title : id_of(row); }
std::string day(const std::optional<Date>& date) { return date ? format(*date) : std::string("-"); }
std::string kind_of(const Intervention& it) { return it.kind ? std::string(word(*it.kind)) : std::string("-"); }
std::string area_of(const Intervention& it) {
  return it.need_area ? std::string(word(*it.need_area)) : std::string("-");
}

std::string title_of(const SuitePage& page) {
  return fmt::format("The suite of {} as of {}", page.catalogue, format(page.as_of));
}

std::map<std::string, std::int64_t> successors_by_kind(const Suite& suite) {
  std::map<std::string, std::int64_t> by_kind;
  for (const auto& [kind, ids] : suite.successors) by_kind[kind] = static_cast<std::int64_t>(ids.size());
  return by_kind;
}

Table counts_of(const Suite& suite) {
  Table table{"Counts", {"kind", "appraised", "earmarked", "provisional", "approved"}, {}};
  std::map<std::string, int> kinds;
  for (const auto* by : {&suite.appraised, &suite.earmarked, &suite.provisional, &suite.approved})
    for (const auto& [kind, n] : *by) kinds[kind] = 0;
  const auto number = [](const std::map<std::string, std::int64_t>& by, const std::string& kind) {
    const auto at = by.find(kind);
    return std::to_string(at == by.end() ? 0 : at->second);
  };
  for (const auto& [kind, zero] : kinds)
    table.rows.push_back({{},
                          {kind, number(suite.appraised, kind), number(suite.earmarked, kind),
                           number(suite.provisional, kind), number(suite.approved, kind)}});
  return table;
}

std::string conditions_of(const Suite::Row& row, Date as_of) {
  std::vector<std::string> words;
  for (const ConditionOfLife& one : conditions_on(*row.intervention, as_of)) {
    const Condition& c = *one.condition;
    words.push_back(fmt::format("{} ({}, due {}{})", c.text ? *c.text : std::string("-"),
                                c.owner ? *c.owner : std::string("-"), day(c.due.value),
                                one.met_on(as_of) ? ", met " + format(*c.met) : std::string{}));
  }
  return words.empty() ? "-" : join(words, "; ");
}

std::vector<Table> tables_of(const Suite& suite, Date as_of, bool redact) {
  std::vector<Table> tables{counts_of(suite),
                            {"In use", {"kind", "need area", "title", "version", "approved", "review"}, {}},
                            {"Under review", {"title", "approved", "review"}, {}},
                            {"Provisional", {"title", "conditions"}, {}},
                            {"What became of the others", {"title", "state", "since", "successor"}, {}}};
  std::vector<const Suite::Row*> rows;
  for (const Suite::Row& row : suite.interventions) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const Suite::Row* a, const Suite::Row* b) {
    return std::pair(kind_of(*a->intervention), area_of(*a->intervention)) <
           std::pair(kind_of(*b->intervention), area_of(*b->intervention));
  });
  for (const Suite::Row* row : rows) {
    const Life& life = row->life;
    const Intervention& it = *row->intervention;
    const std::string id = id_of(*row);
    if (life.in_use())
      tables[1].rows.push_back(
          {id,
           {kind_of(it), area_of(it), title_of(*row), life.version ? std::to_string(*life.version) : std::string("-"),
            day(life.approved_date), day(life.review_date)}});
    if (life.is(LifecycleState::review_due))
      tables[2].rows.push_back({id, {title_of(*row), day(life.approved_date), day(life.review_date)}});
    else if (life.is(LifecycleState::provisional))
      tables[3].rows.push_back({id, {title_of(*row), redact ? std::string("-") : conditions_of(*row, as_of)}});
    else if (!life.in_use())
      tables[4].rows.push_back({id,
                                {title_of(*row), std::string(life.words()), day(life.since),
                                 row->successor.empty() ? std::string("-") : row->successor}});
  }
  return tables;
}

std::string phrase_of(std::string column) {
  column.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(column.front())));
  return column;
}

// The table's cells are made for Markdown too; a page says dates in words besides.
std::string spoken(const std::string& column, const std::string& cell, const render::web::Speech& speech) {
  using namespace render::web;
  if (cell == "-") return "–";
  if (column == "kind") return speech.say("kind", cell);
  if (column == "need area") return speech.say("area", cell);
  if (column == "state") return speech.say("state", cell);
  if (column == "successor") return code(cell);
  return parse_date(cell) ? speech.when(cell) : column == "title" ? text(cell) : prose(cell);
}

std::string heading_of(const std::string& column, const render::web::Speech& speech) {
  std::string member = column;
  std::replace(member.begin(), member.end(), ' ', '_');
  return speech.head("field", member == "review" ? "review_date" : member, render::web::text(phrase_of(column)));
}

std::string in_words(const std::string& column, const std::string& cell) {
  const std::string_view kind = column == "kind"        ? "kind"
                                : column == "need area" ? "area"
                                : column == "state"     ? "state"
                                                        : "";
  return kind.empty() || cell == "-" ? cell : render::phrase(kind, cell);
}

}  // namespace

std::string suite_text(const SuitePage& page) {
  const Suite& suite = page.suite;
  std::string out =
      fmt::format("{}, {} as of {}\n", page.catalogue,
                  counted(static_cast<long long>(page.interventions), "intervention"), format(page.as_of));
  const auto row = [](std::string_view kind, const auto&... cells) {
    return fmt::format("{:<24}{:>10}{:>10}{:>12}{:>12}{:>10}\n", kind, cells...);
  };
  out += "\n" + row("kind", "appraised", "earmarked", "provisional", "successors", "approved");
  const std::map<std::string, std::int64_t> successors = successors_by_kind(suite);
  std::map<std::string, int> kinds;
  for (const auto* by : {&suite.appraised, &suite.earmarked, &suite.provisional, &successors, &suite.approved})
    for (const auto& [kind, n] : *by) kinds[kind] = 0;
  const auto number = [](const std::map<std::string, std::int64_t>& by, const std::string& key) {
    const auto at = by.find(key);
    return at == by.end() ? std::int64_t{0} : at->second;
  };
  for (const auto& [kind, zero] : kinds)
    out += row(kind, number(suite.appraised, kind), number(suite.earmarked, kind), number(suite.provisional, kind),
               number(successors, kind), number(suite.approved, kind));
  const auto list = [&](std::string_view heading, const auto& by) {
    if (by.empty()) return;
    out += fmt::format("\n{}\n", heading);
    for (const auto& [name, n] : by) out += fmt::format("  {:<34}{:>4}\n", name, n);
  };
  list("appraised by sitting", suite.by_sitting);
  list("approved structured interventions by need area", suite.by_area);
  list("by state", suite.by_state);
  for (const auto& [kind, ids] : suite.successors) {
    out += fmt::format("\namalgamated into {} of kind {}\n", counted(static_cast<long long>(ids.size()), "successor"),
                       kind);
    for (const std::string& id : ids) out += fmt::format("  {}\n", id);
  }
  return out;
}

std::string suite_markdown(const SuitePage& page) {
  using render::panel_words::plain_markdown;
  std::string out = fmt::format("# {}\n", plain_markdown(title_of(page)));
  for (const Table& table : tables_of(page.suite, page.as_of, page.redact)) {
    out += fmt::format("\n## {}\n\n", table.title);
    if (table.rows.empty()) {
      out += "None.\n";
      continue;
    }
    Cells heads;
    for (const std::string& column : table.columns) heads.push_back(phrase_of(column));
    out += "| " + join(heads, " | ") + " |\n|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---|";
    out += "\n";
    for (const Row& row : table.rows) {
      Cells cells;
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        cells.push_back(plain_markdown(in_words(table.columns[i], row.cells[i])));
      out += "| " + join(cells, " | ") + " |\n";
    }
  }
  return out;
}

std::string suite_html(const SuitePage& of, const std::vector<std::pair<std::string, std::string>>& account,
                       const render::web::Speech& speech) {
  using namespace render::web;
  Page page;
  page.kind = "suite";
  page.language = speech.language();
  page.title = fmt::format("The suite of {} as of {}", of.catalogue, render::date_in_words(of.as_of));
  int number = 0;
  for (const Table& table : tables_of(of.suite, of.as_of, of.redact)) {
    render::web::Table out{table.title, {}, {}};
    const bool counts = table.title == "Counts";
    for (const std::string& column : table.columns)
      out.columns.push_back({heading_of(column, speech), column, counts && column != "kind"});
    for (const Row& row : table.rows) {
      render::web::Row& shown = out.rows.emplace_back();
      if (!row.id.empty()) shown.attributes.emplace_back("data-id", row.id);
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        shown.cells.push_back({spoken(table.columns[i], row.cells[i], speech), {}, counts && i > 0});
    }
    page.sections.push_back({fmt::format("part-{}", ++number), text(table.title),
                             table.rows.empty() ? "<p>None.</p>\n" : render::web::table(out)});
  }
  std::vector<std::pair<std::string, std::string>> foot{{"As of", speech.when(of.as_of)}};
  foot.insert(foot.end(), account.begin(), account.end());
  foot.emplace_back("Made by", code(fmt::format("eip-score {}", version())));
  page.sections.push_back({"about", "About this page", about(foot, {})});
  return render::web::page(page);
}

}  // namespace probation::tools
