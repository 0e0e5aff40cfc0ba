#include "recording/sources/report.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace probation::recording {
namespace {

constexpr std::size_t most_faults = 1000;  // of a table in the report; the rest is counted, and has its receipts

// The rows that would make up what a fact speaks of, and the member it is.
struct About {
  std::optional<RowKind> kind;
  std::string member;  // empty: the list as a whole
};
About about_fact(const std::string& fact) {
  const std::vector<std::string> steps = split(fact.empty() ? fact : fact.substr(1), '/');
  About found;
  std::string list;
  for (const std::string& step : steps) {
    if (step == "*") continue;
    const bool is_list = std::any_of(row_kinds().begin(), row_kinds().end(),
                                     [&](const RowKindWord& k) { return k.list == step && k.kind != RowKind::event; });
    if (is_list) {
      list = step;
      found.member.clear();
    } else if (step == "person" || step == "manager" || step == "reported") {
      found.kind = row_kind_named(step);
    } else if (found.member.empty()) {
      found.member = step;
    }
  }
  if (!list.empty())
    for (const RowKindWord& kind : row_kinds())
      if (kind.list == list && kind.kind != RowKind::event) {
        found.kind = kind.kind;
        break;
      }
  return found;
}

bool gives(const TableRule& table, const About& fact) {
  if (!fact.kind || table.rows != *fact.kind) return false;
  if (fact.member.empty()) return true;
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const ColumnRule& column) {
                       return column.to == fact.member || (fact.member.ends_with("end_date") && column.to == "end") ||
                              (fact.member == "termination" && column.to == "ended") ||
                              (fact.member == "status" && column.to == "running") ||
                              ((fact.member == "max_days" || fact.member == "hours") && column.to == "amount");
                     }) ||
         (fact.member == "outcome" && !table.code.empty());
}

}  // namespace

std::string fact_of(const std::string& pointer) {
  std::string fact;
  for (const std::string& step : split(pointer, '/')) {
    if (step.empty() && fact.empty()) continue;
    const bool is_index = !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
    fact += "/" + (is_index ? std::string("*") : step);
  }
  return pointer.starts_with('/') ? fact : pointer;
}

void ImportReport::take(const RowReceipt& receipt) {
  OfTable& table = tables_[receipt.source.table];
  if (!receipt.file.empty()) ++table.rows;
  switch (receipt.fate) {
    case Fate::placed: ++table.placed; break;
    case Fate::unchanged: ++table.unchanged; break;
    case Fate::changed: ++table.changed; break;
    case Fate::withdrawn: ++table.withdrawn; break;
    case Fate::left_out: {
      const std::string& why = receipt.receipt.message;
      ++table.left_out[why.starts_with("left out: ") ? why.substr(10) : why];
      break;
    }
    case Fate::conflict:
    case Fate::fault: {
      if (table.faults.size() >= most_faults) {
        ++table.more_faults;
        break;
      }
      table.faults.push_back(Json{{"file", receipt.file},
                                  {"line", receipt.line},
                                  {"column", receipt.column == 0 ? Json(nullptr) : Json(receipt.column)},
                                  {"message", receipt.receipt.message}});
    }
  }
}

void ImportReport::take_case(const ImportedCase& imported, bool is_written, bool has_conflict) {
  if (has_conflict) ++conflicts_;
  if (!is_written) ++refused_;
  else if (imported.is_new) ++new_;
  else if (imported.bytes) ++changed_;
  else ++unchanged_;
}

void ImportReport::take_missing(const std::string& crn, const std::string& rule, const std::string& pointer) {
  const std::string fact = fact_of(pointer);
  if (!fact.starts_with('/') || carries(fact)) return;
  Missing& missing = missing_[fact];
  missing.rules.insert(rule);
  if (missing.last_case != crn) ++missing.cases;
  missing.last_case = crn;
  ++missing.questions;
}

bool ImportReport::carries(const std::string& fact) const {
  if (terms_.reading == nullptr) return false;
  const Extract& extract = *terms_.reading->extract;
  const About about = about_fact(fact);
  for (std::size_t i = 0; i < extract.mapping().tables.size(); ++i)
    if (extract.has(i) && gives(extract.mapping().tables[i], about)) return true;
  return false;
}

// The table of the system that would carry it, where the mapping knows one.
std::string ImportReport::table_for(const std::string& fact) const {
  if (terms_.reading == nullptr) return {};
  for (const TableRule& table : terms_.reading->extract->mapping().tables)
    if (gives(table, about_fact(fact))) return table.name;
  return {};
}

Json ImportReport::json() const {
  Json tables = Json::array();
  std::map<std::string, OfTable> all = tables_;
  if (terms_.reading != nullptr)
    for (const TableFile& file : terms_.reading->extract->files()) {
      OfTable& table = all[terms_.reading->extract->mapping().tables[file.table].name];
      if (!file.problem.empty())
        table.faults.push_back(
            Json{{"file", file.path}, {"line", nullptr}, {"column", nullptr}, {"message", file.problem}});
    }
  for (const auto& [name, table] : all) {
    Json files = Json::array(), left_out = Json::object(), faults = Json::array();
    if (terms_.reading != nullptr)
      for (const TableFile& file : terms_.reading->extract->files())
        if (terms_.reading->extract->mapping().tables[file.table].name == name) files.push_back(file.path);
    for (const auto& [why, n] : table.left_out) left_out[why] = n;
    for (const Json& fault : table.faults) faults.push_back(fault);
    Json entry{{"table", name.empty() ? Json(nullptr) : Json(name)},
               {"files", files},
               {"rows", table.rows},
               {"placed", table.placed},
               {"unchanged", table.unchanged},
               {"changed", table.changed},
               {"withdrawn", table.withdrawn},
               {"left_out", left_out},
               {"faults", faults}};
    if (table.more_faults != 0) entry["more_faults"] = table.more_faults;
    tables.push_back(std::move(entry));
  }
  std::vector<std::pair<std::string, const Missing*>> facts;
  for (const auto& [fact, missing] : missing_) facts.emplace_back(fact, &missing);
  std::stable_sort(facts.begin(), facts.end(),
                   [](const auto& a, const auto& b) { return a.second->questions > b.second->questions; });
  Json unanswerable = Json::array();
  for (const auto& [fact, missing] : facts) {
    const std::string table = table_for(fact);
    Json rules = Json::array();
    for (const std::string& rule : missing->rules) rules.push_back(rule);
    unanswerable.push_back(Json{{"fact", fact},
                                {"rules", rules},
                                {"cases", missing->cases},
                                {"questions", missing->questions},
                                {"table", table.empty() ? Json(nullptr) : Json(table)}});
  }
  return Json{{"schema", "import_report/1"},
              {"system", terms_.reading == nullptr ? Json(std::string(own_rows_system))
                                                   : Json(terms_.reading->extract->mapping().system)},
              {"extract_date", format(terms_.extract_date)},
              {"tables", tables},
              {"cases",
               {{"new", new_},
                {"changed", changed_},
                {"unchanged", unchanged_},
                {"conflicts", conflicts_},
                {"refused", refused_}}},
              {"unanswerable", unanswerable}};
}

}  // namespace probation::recording
