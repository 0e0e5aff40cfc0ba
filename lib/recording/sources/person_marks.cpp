// Which lists of a person are known whole, in part, or to hold none.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/sources/person_state.hpp"

namespace probation::recording {

using document::Value;

namespace {

// Members that rules cannot do without: a table without their column is no whole one.
bool is_needed(const std::string& member) {
  static const std::set<std::string> all{"outcome", "rar_activity", "activity", "requirement",
                                         "order",   "contact",      "contacts"};
  return all.contains(member);
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

void PersonImport::mark(const std::string& list, const std::string& of, const std::string& reason) {
  for (PartMark& mark : marks_)
    if (mark.list == list && mark.of.contains(of) == !of.empty() && mark.of.size() == (of.empty() ? 0U : 1U)) {
      if (mark.reason.find(reason) == std::string::npos) mark.reason += "; " + reason;
      return;
    }
  marks_.push_back({list, of.empty() ? std::set<std::string>{} : std::set{of}, reason});
}

// The marks of a list since its last `whole: true`.
std::vector<const Value*> PersonImport::counting_marks(const std::string& list) const {
  std::vector<const Value*> counting;
  if (const Value* partial = stands_->root().find("partial"))
    for (const Value& mark : partial->items) {
      if (text_at(mark, "list") != list) continue;
      if (text_at(mark, "whole") == "true") counting.clear();
      else counting.push_back(&mark);
    }
  return counting;
}

// Whether the extract holds all of the table's rows of this person, and every one could be placed.
bool PersonImport::is_whole(std::size_t table) const {
  const Extract& extract = *terms_.reading->extract;
  const TableRule& rule = extract.mapping().tables[table];
  if (!extract.is_readable(table) || terms_.not_whole.contains(rule.name) || terms_.is_older) return false;
  if ((terms_.window || extract.mapping().window) && !rule.complete && !terms_.complete.contains(rule.name))
    return false;
  for (const TableFile& file : extract.files())
    if (file.table == table && rule.deleted && !file.is_ndjson &&
        std::any_of(file.lacking.begin(), file.lacking.end(),
                    [&](const std::string& column) { return lower_case(column) == lower_case(rule.deleted->column); }))
      return false;
  return std::none_of(rows_.begin(), rows_.end(), [&](const Row& row) {
    return !row.item.in_our_words && row.item.table == table && row.state == State::refused;
  });
}

// The lists that lack something where the row could not be placed: of a table that is only joined, those that join it.
std::set<std::string> PersonImport::lists_of(const Row& row) const {
  return lists_of_table(row.item.kind, table_name(row));
}
std::set<std::string> PersonImport::lists_of_table(RowKind kind, const std::string& table) const {
  std::set<std::string> lists;
  if (kind == RowKind::event && terms_.reading != nullptr)
    for (const TableRule& rule : terms_.reading->extract->mapping().tables)
      if (rule.join_table == table && !about(rule.rows).list.empty()) lists.insert(std::string(about(rule.rows).list));
  if (lists.empty() && !about(kind).list.empty()) lists.insert(std::string(about(kind).list));
  return lists;
}

// Rows of which nobody can tell whose they are may be this person's, where the table names the person now or did
// before; of a file that was not read to its end, where the case keeps such a list at all.
void PersonImport::mark_lost_rows() {
  if (terms_.reading == nullptr) return;
  const Extract& extract = *terms_.reading->extract;
  for (const std::vector<TableFile>* files : {&extract.files(), &extract.lost()})
    for (const TableFile& file : *files) mark_lost_rows_of(file);
}

void PersonImport::mark_lost_rows_of(const TableFile& file) {
  const Extract& extract = *terms_.reading->extract;
  const std::size_t rows = file.of_anybody;
  const bool is_cut = file.unread_from != 0;
  if (rows == 0 && !is_cut) return;
  const TableRule& rule = extract.mapping().tables[file.table];
  bool is_named = false;
  for (std::size_t i = 0; i < rows_.size() && !is_named; ++i)
    is_named = !rows_[i].item.in_our_words && rows_[i].item.table == file.table && !receipts_[i].file.empty();
  for (const Entry& entry : stands_->entries())
    is_named = is_named || (entry.source.system == system() && entry.source.table == rule.name);
  const std::string name = base_name(file.path);
  for (const std::string& list : lists_of_table(rule.rows, rule.name)) {
    if (!is_named && !(is_cut && stands_->has_list(list))) continue;
    if (rows > (is_cut ? 1U : 0U))  // the row that was cut is told with the rest
      mark(list, {},
           fmt::format("{} of {} could not be placed and may be anybody's",
                       rows == 1 ? "1 row" : fmt::format("{} rows", rows), name));
    if (is_cut) mark(list, {}, fmt::format("{} could not be read from line {} on", name, file.unread_from));
  }
}

void PersonImport::marks() {
  std::map<std::pair<std::string, std::string>, std::size_t> unplaced;  // list, file
  std::map<std::pair<std::string, std::string>, std::size_t> doubtful;  // list, file
  std::map<std::string, std::size_t> unknown;                           // file
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (receipts_[i].file.empty()) continue;
    const std::string list(about(row.item.kind).list);
    const std::string file = base_name(receipts_[i].file);
    if (row.state == State::refused)
      for (const std::string& lacks : lists_of(row)) ++unplaced[{lacks, file}];
    if (row.state == State::left_out && row.item.is_doubtful && stands_->by_source(source_of_row(row)).empty())
      ++doubtful[{list, file}];
    if (row.state != State::alive) continue;
    if (row.item.outcome_not_known) ++unknown[file];
    for (const std::string& member : row.item.not_carried)
      if (is_needed(member) && !list.empty() && row.item.kind != RowKind::event)
        mark(list, member, fmt::format("{} has no column for {}", file, member));
  }
  for (const auto& [where, n] : unplaced)
    mark(where.first, {},
         fmt::format("{} of {} could not be placed", n == 1 ? "1 row" : fmt::format("{} rows", n), where.second));
  mark_lost_rows();
  for (const auto& [where, n] : doubtful)
    mark(where.first, {},
         fmt::format("{} may be {}: it has no column for a time",
                     n == 1 ? "1 row of " + where.second : fmt::format("{} rows of {}", n, where.second),
                     n == 1 ? "an appointment" : "appointments"));
  for (const auto& [file, n] : unknown)
    mark("contacts", "outcome",
         fmt::format("{} of {} not known", n == 1 ? "1 outcome code" : fmt::format("{} outcome codes", n),
                     file + (n == 1 ? " is" : " are")));
  put_marks();
  if (terms_.reading == nullptr) return;
  if (std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.item.tells_lists; })) return;
  whole_lists();
}

// Whether all that the reason names are files of tables that make up the list, be they of today or of another day:
// several files of one table are one table.
bool PersonImport::is_of_our_files(const std::string& reason, const std::string& list) const {
  static constexpr std::array<std::string_view, 5> ends{" could not be ", " has no column for ", " may be ",
                                                        " is not known", " are not known"};
  const Mapping& mapping = terms_.reading->extract->mapping();
  const auto is_ours = [&](const std::string& name) {
    return std::any_of(mapping.tables.begin(), mapping.tables.end(), [&](const TableRule& rule) {
      return lists_of_table(rule.rows, rule.name).contains(list) &&
             (rule.takes(name) || (name == "-" && mapping.tables.size() == 1));
    });
  };
  const auto names_ours = [&](std::string_view part) {
    for (std::size_t begins = 0; begins != std::string_view::npos;) {
      for (const std::string_view end : ends)
        for (std::size_t at = part.find(end, begins); at != std::string_view::npos; at = part.find(end, at + 1))
          if (is_ours(std::string(part.substr(begins, at - begins)))) return true;
      const std::size_t of = part.find(" of ", begins);
      begins = of == std::string_view::npos ? of : of + 4;
    }
    return false;
  };
  for (std::size_t begins = 0;;) {
    const std::size_t end = reason.find("; ", begins);
    if (!names_ours(std::string_view(reason).substr(begins, end == std::string::npos ? end : end - begins)))
      return false;
    if (end == std::string::npos) return true;
    begins = end + 2;
  }
}

// Lists that are known to hold all there is: none where there is none, and no longer partial.
void PersonImport::whole_lists() {
  std::map<std::string, std::pair<bool, bool>> lists;  // whole, named
  const Extract& extract = *terms_.reading->extract;
  const bool is_named = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) {
    return row.item.kind == RowKind::person && row.state == State::alive;
  });
  for (std::size_t t = 0; t < extract.mapping().tables.size(); ++t) {
    const RowKindWord& kind = about(extract.mapping().tables[t].rows);
    if (kind.list.empty() || !extract.has(t) || kind.kind == RowKind::event) continue;
    const bool named = is_named || std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
                         return row.item.table == t && row.state != State::refused;
                       });
    const auto [at, fresh] = lists.try_emplace(std::string(kind.list), true, false);
    at->second.first = at->second.first && is_whole(t);
    at->second.second = at->second.second || named;
  }
  static const std::set<std::string> may_be_none{"contacts",    "enforcement", "reviews",
                                                 "suspensions", "assessments", "flags"};
  for (const auto& [list, known] : lists) {
    if (!known.first || !known.second) continue;
    if (std::any_of(marks_.begin(), marks_.end(), [&, &name = list](const PartMark& m) { return m.list == name; }))
      continue;
    const bool has_edits = std::any_of(edits_.begin(), edits_.end(), [&, &name = list](const Edit& e) {
      return e.list == name || (e.within.empty() && e.key == name);
    });
    const bool holds_some = std::any_of(rows_.begin(), rows_.end(), [&, &name = list](const Row& row) {
      return about(row.item.kind).list == name && (row.is_elsewhere || row.item.is_unknown || row.item.is_doubtful);
    });
    if (may_be_none.contains(list) && !stands_->has_list(list) && !has_edits && !holds_some)
      set({}, list, Value::list({}), nobody);
    // Rows that are left out for want of what the extract does not hold may belong here after all.
    const bool lacks_some = std::any_of(rows_.begin(), rows_.end(), [&, &name = list](const Row& row) {
      return about(row.item.kind).list == name &&
             ((row.is_elsewhere && !row.is_denied) ||
              std::any_of(row.item.not_carried.begin(), row.item.not_carried.end(), is_needed));
    });
    if (lacks_some) continue;
    const auto counting = counting_marks(list);
    const auto is_ours = [&, &name = list](const Value* mark) {
      const std::string reason = text_at(*mark, "reason");
      return reason == "begun by hand" || is_of_our_files(reason, name);
    };
    if (!counting.empty() && std::all_of(counting.begin(), counting.end(), is_ours))
      append("partial",
             Value::map({{"list", Value::of_text(list)},
                         {"reason", Value::of_text(fmt::format("read whole from {}", system()))},
                         {"on", Value::literal(today())},
                         {"whole", Value::literal("true")}}),
             nobody);
  }
}

// A mark that differs from one that counts only by its day and reason is not written again.
void PersonImport::put_marks() {
  for (const PartMark& mark : marks_) {
    const auto counting = counting_marks(mark.list);
    const bool is_said = std::any_of(counting.begin(), counting.end(), [&](const Value* there) {
      std::set<std::string> of;
      if (const Value* members = there->find("of"))
        for (const Value& member : members->items) of.insert(member.text);
      return of == mark.of;
    });
    if (is_said) continue;
    Value value = Value::map({{"list", Value::of_text(mark.list)}});
    if (!mark.of.empty()) {
      Value of = Value::list({});
      for (const std::string& member : mark.of) of.items.push_back(Value::of_text(member));
      value.members.emplace_back("of", of);
    }
    value.members.emplace_back("reason", Value::of_text(mark.reason));
    value.members.emplace_back("on", Value::literal(today()));
    append("partial", std::move(value), nobody);
  }
}

}  // namespace probation::recording
