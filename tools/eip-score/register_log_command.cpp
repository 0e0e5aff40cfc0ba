#include <algorithm>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/register_rows.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {

using document::word;
using render::Json;

namespace {

template <class T>
Json or_null(const Located<T>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_same_v<T, Date>) return format(*value);
  else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::int64_t>) return *value;
  else return word(*value);
}

std::string when(const HistoryRow& row) { return row.date ? format(*row.date) : std::string("no date   "); }

}  // namespace

std::vector<RegisterRow> register_rows(const CatalogueFacts& catalogue, Date as_of, std::int64_t& later) {
  std::vector<RegisterRow> rows;
  for (const CatalogueEntry& entry : catalogue.entries) {
    if (entry.background || !entry.intervention.lifecycle) continue;
    const std::vector<LifeRow> standing = life_rows(entry.intervention);
    const auto& history = entry.intervention.lifecycle->history.items;
    for (std::size_t i = 0; i < history.size(); ++i) {
      if (history[i].date && as_of < *history[i].date) {
        ++later;
        continue;
      }
      RegisterRow row{&entry, &history[i], i, history[i].version.value};
      for (const LifeRow& one : standing)
        if (one.index == i) row.version = one.version;
      rows.push_back(row);
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const RegisterRow& a, const RegisterRow& b) {
    const auto key = [](const RegisterRow& r) {
      return std::tuple(!r.row->date.recorded(), r.row->date ? format(*r.row->date) : std::string{},
                        r.entry->intervention.id ? r.entry->intervention.id->text : std::string{}, r.index);
    };
    return key(a) < key(b);
  });
  return rows;
}

Json json_of(const RegisterRow& one, const Shown& shown) {
  const HistoryRow& row = *one.row;
  Json allowed = Json::array();
  for (const Located<std::string>& rule : row.allowed)
    if (rule) allowed.push_back(*rule);
  Json withdrawn = nullptr;
  if (row.withdrawn)
    withdrawn = Json{{"date", or_null(row.withdrawn->date)},
                     {"by", shown.who(row.withdrawn->by)},
                     {"reason", shown.words(row.withdrawn->reason)}};
  const Intervention& it = one.entry->intervention;
  return {{"schema", "register_entry/1"},
          {"id", it.id ? Json(it.id->text) : Json(nullptr)},
          {"file", one.entry->file},
          {"line", row.place.line},
          {"date", or_null(row.date)},
          {"state", or_null(row.state)},
          {"version", one.version ? Json(*one.version) : Json(nullptr)},
          {"sitting", or_null(row.sitting)},
          {"sheet", or_null(row.sheet)},
          {"digest", or_null(row.digest)},
          {"board", or_null(row.board)},
          {"by", shown.who(row.by)},
          {"reason", shown.words(row.reason)},
          {"framework", or_null(row.framework)},
          {"review_date", or_null(row.review_date)},
          {"successor", or_null(row.successor)},
          {"evidence", or_null(row.evidence)},
          {"allowed", allowed},
          {"withdrawn", withdrawn}};
}

std::string text_of(const RegisterRow& one, const Shown& shown) {
  const HistoryRow& row = *one.row;
  const Intervention& it = one.entry->intervention;
  std::vector<std::string> more;
  if (one.version) more.push_back(fmt::format("version {}", *one.version));
  if (row.sitting) more.push_back("sitting " + *row.sitting);
  if (row.successor) more.push_back("into " + *row.successor);
  if (row.board) more.push_back("by " + *row.board);
  if (row.sheet) more.push_back("on " + *row.sheet);
  if (row.evidence) more.push_back("evidence: none");
  if (const Json by = shown.who(row.by); by.is_string()) more.push_back("recorded by " + by.text());
  if (const Json reason = shown.words(row.reason); reason.is_string()) more.push_back(reason.text());
  if (row.withdrawn)
    more.push_back(fmt::format("taken back{}", row.withdrawn->date ? " on " + format(*row.withdrawn->date) : ""));
  return safe_text(fmt::format("{}  {:<32} {:<14} {}", when(row), it.id ? it.id->text : "-",
                               row.state ? word(*row.state) : std::string_view("no state"), join(more, "; "))) +
         "\n";
}

Json Shown::who(const Located<std::string>& name) const {
  if (!name) return nullptr;
  if (!redact) return *name;
  return prefix == "officer" ? officer_shown(*name) : member_shown(*name);
}

Json Shown::words(const Located<std::string>& text) const { return text && !redact ? Json(*text) : Json(nullptr); }

int run_log(Invocation& invocation, const Options& options) {
  Supply supply = read_supply(invocation, options);
  say_catalogue(invocation, supply);
  const Shown shown{options.redact, "officer"};
  const std::vector<RegisterRow> rows = register_rows(supply.catalogue(), invocation.as_of(), supply.result.later);
  std::vector<Json> records;
  for (const RegisterRow& row : rows) records.push_back(json_of(row, shown));
  if (options.summary)
    return print_totals(invocation, options, supply.result, "register log",
                        {{"rows", rows.size()}, {"later", supply.result.later}},
                        fmt::format("{}, {} after {} left out\n", counted(static_cast<long long>(rows.size()), "row"),
                                    supply.result.later, format(invocation.as_of())));
  return invocation.finish_records("register log", supply.result, records,
                                   {"date", "id", "state", "version", "sitting", "sheet", "board", "by", "reason",
                                    "framework", "review_date", "successor", "evidence", "allowed", "withdrawn"},
                                   [&] {
                                     std::string text;
                                     for (const RegisterRow& row : rows) text += text_of(row, shown);
                                     text += counted(static_cast<long long>(rows.size()), "row");
                                     if (supply.result.later > 0)
                                       text += fmt::format(", {} after {} left out", supply.result.later,
                                                           format(invocation.as_of()));
                                     return text + "\n";
                                   });
}

}  // namespace probation::tools
