#include "recording/sources/export.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "recording/sources/mapping.hpp"

namespace probation::recording {

using document::Value;

namespace {

// The value without the members that have columns, as JSON; empty where nothing is left.
std::string rest_of(Value value, const std::set<std::string>& taken) {
  std::erase_if(value.members, [&](const auto& member) { return taken.contains(member.first); });
  return value.members.empty() ? std::string{} : document::flow(value, document::Notation::json);
}

std::vector<std::string> row_of_table(const TableRule& rule, const std::string& crn, const std::string& order,
                                      const Value& entry) {
  std::set<std::string> taken;
  for (const ColumnRule& column : rule.columns)
    if (const Value* member = entry.find(column.to);
        member != nullptr && member->kind != Value::Kind::list && member->kind != Value::Kind::map)
      taken.insert(column.to);
  std::vector<std::string> row;
  for (const ColumnRule& column : rule.columns)
    row.push_back(column.to == "crn"                                          ? crn
                  : column.to == "order" && rule.rows == RowKind::requirement ? order
                  : column.to == "rest"                                       ? rest_of(entry, taken)
                                                                              : text_at(entry, column.to));
  return row;
}

// The entries of a list that stand: not replaced, and not withdrawing anything. Nothing replaces what is not there.
std::vector<Value> standing(const Value* list) {
  std::vector<Value> out;
  if (list == nullptr) return out;
  std::set<std::string> replaced;
  for (const Value& entry : list->items) replaced.insert(text_at(entry, "supersedes"));
  for (const Value& entry : list->items) {
    if (text_at(entry, "void") == "true" || (replaced.contains(text_at(entry, "id")) && !text_at(entry, "id").empty()))
      continue;
    Value alone = entry;
    if (entry.find("supersedes") != nullptr)
      std::erase_if(alone.members, [](const auto& m) { return m.first == "supersedes" || m.first == "reason"; });
    out.push_back(std::move(alone));
  }
  return out;
}

// What names an entry that was replaced means what stands for it.
void follow_links(Value& value, const std::map<std::string, std::string>& stands_for) {
  for (auto& [key, member] : value.members) {
    static const std::set<std::string> links{"contact", "contacts", "activity", "enforcement", "assessment"};
    if (links.contains(key)) {
      if (const auto at = stands_for.find(member.text); at != stands_for.end()) member.text = at->second;
      for (Value& item : member.items)
        if (const auto at = stands_for.find(item.text); at != stands_for.end()) item.text = at->second;
    }
    follow_links(member, stands_for);
  }
  for (Value& item : value.items) follow_links(item, stands_for);
}

void collect_replaced(const Value& value, std::map<std::string, std::string>& stands_for) {
  if (const std::string old = text_at(value, "supersedes"); !old.empty()) stands_for[old] = text_at(value, "id");
  for (const auto& [key, member] : value.members) collect_replaced(member, stands_for);
  for (const Value& item : value.items) collect_replaced(item, stands_for);
}

// Whatever replaced an entry was perhaps replaced itself: each means the last of its chain. A chain is walked once.
void follow_chains(std::map<std::string, std::string>& stands_for) {
  std::set<std::string> done;
  for (const auto& [first, next] : stands_for) {
    std::vector<std::string*> of_chain;
    std::set<std::string> met;
    std::string last = first;
    for (auto at = stands_for.find(last); at != stands_for.end() && met.insert(last).second;
         at = stands_for.find(last)) {
      of_chain.push_back(&at->second);
      last = at->second;
      if (done.contains(at->first)) break;
    }
    for (std::string* const now : of_chain) *now = last;
    done.merge(met);
  }
}

}  // namespace

std::string export_mapping() {
  for (const auto& [name, text] : built_in_mappings())
    if (name == "export") return std::string(text);
  return {};
}

std::vector<Table> export_tables(const std::vector<Value>& cases) {
  static const Mapping mapping = read_mapping({"export", export_mapping()});
  std::map<RowKind, std::size_t> at;
  std::vector<Table> tables;
  for (const TableRule& rule : mapping.tables) {
    at[rule.rows] = tables.size();
    Table& table = tables.emplace_back();
    table.name = rule.name;
    for (const ColumnRule& column : rule.columns) table.columns.push_back(column.column);
  }
  const auto put = [&](RowKind kind, const std::string& crn, const std::string& order, const Value& entry) {
    tables[at[kind]].rows.push_back(row_of_table(mapping.tables[at[kind]], crn, order, entry));
  };
  for (const Value& whole : cases) {
    Value file = whole;
    std::map<std::string, std::string> stands_for;
    collect_replaced(file, stands_for);
    follow_chains(stands_for);
    follow_links(file, stands_for);
    const std::string crn = text_at(file, "crn");
    // Lists are said to be recorded, and their entries stand in their tables.
    static const std::set<std::string> in_tables{"orders",      "assessments", "contacts",
                                                 "enforcement", "reviews",     "suspensions"};
    Value rest = file;
    std::erase_if(rest.members, [](const auto& m) { return m.first == "schema" || m.first == "crn"; });
    for (auto& [key, member] : rest.members) {
      if (in_tables.contains(key)) member.items.clear();
      if (key == "plan")
        for (auto& [inner, list] : member.members)
          if (inner == "activities") list.items.clear();
    }
    // The person's own members stand beside the case's.
    Value flat = Value::map({});
    for (const auto& [key, member] : rest.members) {
      if (key != "person") flat.members.emplace_back(key, member);
      else
        for (const auto& own : member.members) flat.members.push_back(own);
    }
    put(RowKind::person, crn, {}, flat);
    if (const Value* orders = file.find("orders"))
      for (const Value& order : orders->items) {
        Value without = order;
        for (auto& [key, member] : without.members) {
          if (key == "requirements") member.items.clear();
          if (key == "amendments" || key == "terminations") member.items = standing(&member);
        }
        put(RowKind::order, crn, {}, without);
        if (const Value* requirements = order.find("requirements"))
          for (const Value& requirement : requirements->items)
            put(RowKind::requirement, crn, text_at(order, "id"), requirement);
      }
    const Value* plan = file.find("plan");
    for (const Value& entry : standing(file.find("assessments"))) put(RowKind::assessment, crn, {}, entry);
    for (const Value& entry : standing(plan == nullptr ? nullptr : plan->find("activities")))
      put(RowKind::activity, crn, {}, entry);
    for (const Value& entry : standing(file.find("contacts"))) put(RowKind::contact, crn, {}, entry);
    for (const Value& entry : standing(file.find("enforcement"))) put(RowKind::enforcement, crn, {}, entry);
    for (const Value& entry : standing(file.find("reviews"))) put(RowKind::review, crn, {}, entry);
    for (const Value& entry : standing(file.find("suspensions"))) put(RowKind::suspension, crn, {}, entry);
  }
  return tables;
}

}  // namespace probation::recording
