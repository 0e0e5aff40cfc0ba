// One person's import while it is made: rows with their receipts, the ids they get, and the edits they come to. Used by
// person*.cpp alone.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "document/edit.hpp"
#include "recording/sources/person.hpp"

namespace probation::recording {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

// One piece of what is to be written.
struct Edit {
  enum class What : std::uint8_t { append, set };
  What what = What::append;
  std::string list;    // append: contacts, activities, orders, requirements, amendments, terminations, partial, …
  std::string order;   // of what stands within an order: its id
  std::string within;  // set: person, manager, reported, an order's or requirement's id; empty: the case itself
  std::string key;     // set
  document::Value value;
  std::size_t row = nobody;  // whose it is
  std::string id;            // of an entry
};

struct PartMark {  // an entry of `partial`: what a list lacks
  std::string list;
  std::set<std::string> of;  // empty: whole entries
  std::string reason;
};

class PersonImport {
 public:
  PersonImport(const Terms& terms, std::string name, const std::optional<std::string>& existing, std::string crn,
               const std::vector<Item>& rows);
  ImportedCase run();
  std::map<std::string, Vanishing> vanishing();

 private:
  enum class State : std::uint8_t { waiting, alive, deleted, left_out, refused };
  struct Row {
    Item item;
    State state = State::waiting;
    std::string id;             // of its entry, or of the first entry of its key
    std::string order_id;       // of requirements, amendments, terminations
    bool is_elsewhere = false;  // left out because what it belongs to is no entry here: it happened all the same
    bool is_denied = false;     // and the extract itself says so: what an earlier one brought of it stands no longer
    std::size_t host = nobody;  // the row that this one is joined to
    std::vector<std::string> orders_of_event;  // of events
  };
  struct Found {
    std::string id;
    State state = State::alive;
    std::string why;         // where it is not alive
    bool is_denied = false;  // the extract says that it is none, and does not merely lack it
    bool is_elsewhere = false;
  };

  // ---- rows (person_rows.cpp)
  void take_rows();
  void join_rows();
  void same_keys();
  void name_entries();
  std::string id_for(const Row& row);
  [[nodiscard]] std::vector<std::size_t> by_rank() const;

  // ---- where their keys lead (person_links.cpp)
  void link_rows();
  void link_row(std::size_t at);
  Found find_link(const Row& child, const Link& link);
  Found find_event(const Row& child, const Link& link, std::size_t table);
  Found no_order_of_event(const std::string& event_table, const Row* gone);
  [[nodiscard]] Found find_own(const Row& child, const Link& link) const;
  [[nodiscard]] const TableRule* rule_of(const Row& row) const;
  [[nodiscard]] std::size_t row_of_key(std::size_t table, const std::string& by, const std::string& key) const;
  [[nodiscard]] std::optional<std::size_t> table_named(const std::string& name) const;
  [[nodiscard]] std::string table_name(const Row& row) const;
  [[nodiscard]] std::string system() const;
  [[nodiscard]] Source source_of_row(const Row& row) const;
  void finish_value(std::size_t at);

  // ---- what becomes of them (person_decide.cpp, person_gone.cpp, person_orders.cpp, …)
  void decide();
  void decide_entry(std::size_t at);
  void decide_own_entry(std::size_t at);
  void decide_by_content(std::size_t at);
  void decide_known(std::size_t at, const Entry& last);
  void decide_denied(std::size_t at);
  void withdraw(std::size_t at, const Entry& last, const std::string& reason);
  void supersede(std::size_t at, const Entry& last, const std::string& reason);
  void gone();
  [[nodiscard]] bool is_another_persons(std::size_t table, const std::string& key) const;
  [[nodiscard]] std::map<std::string, Vanishing> moved_away() const;
  [[nodiscard]] bool is_whole_for_person(const TableRule& rule) const;
  std::size_t row_of_gone(const Entry& entry, std::size_t table);
  void gone_entry(const Entry& last, std::size_t table, const std::string& why, const Vanishing& count);
  [[nodiscard]] std::set<std::size_t> tables_without_key() const;
  void gone_of_order(const Entry& entry, std::size_t table, bool is_moved);
  void decide_order(std::size_t at);
  void decide_requirement(std::size_t at);
  void decide_members(std::size_t at, const Entry& standing, const std::set<std::string>& amended);
  void decide_status(std::size_t at, const Entry& standing);
  void decide_termination(std::size_t at, const std::string& order_id, const std::string& requirement,
                          document::Value entry);
  void decide_amendment(std::size_t at);
  bool amend(std::size_t at, const Entry& standing, const std::string& member, const document::Value& value);
  struct Access {
    bool is_limited = false;
    std::size_t row = nobody;  // that stands and says something of it
  };
  [[nodiscard]] bool is_word_on_access_lost() const;
  [[nodiscard]] bool may_be_limited() const;
  [[nodiscard]] Access access_said() const;
  void put_access(const Access& access);
  void add_before(std::size_t at, const std::string& key, const std::string& json);
  void decide_person();
  void decide_manager();
  void decide_flags();
  void decide_reported();
  void figures_of_nothing();
  void put_members(std::size_t at, const std::string& within, const document::Value& members,
                   const std::set<std::string>& kept);
  void marks();
  void mark_lost_rows();
  void mark_lost_rows_of(const TableFile& file);
  [[nodiscard]] std::set<std::string> lists_of(const Row& row) const;
  [[nodiscard]] std::set<std::string> lists_of_table(RowKind kind, const std::string& table) const;
  [[nodiscard]] bool is_of_our_files(const std::string& reason, const std::string& list) const;
  void whole_lists();
  void mark(const std::string& list, const std::string& of, const std::string& reason);
  [[nodiscard]] bool is_whole(std::size_t table) const;
  [[nodiscard]] std::vector<const document::Value*> counting_marks(const std::string& list) const;
  void put_marks();

  // ---- writing (person_write.cpp)
  void write();
  std::optional<std::string> compile(const std::set<std::size_t>& without, std::string& trouble);
  std::string new_case(const std::set<std::size_t>& without, std::string& trouble);
  [[nodiscard]] bool is_out(const Edit& edit, const std::set<std::size_t>& without) const;
  std::set<std::size_t> broken_by(const std::string& bytes);

  // ---- small things
  void out(std::size_t at, State state, const std::string& why);
  void fault(std::size_t at, const std::string& why) { out(at, State::refused, why); }
  void settle(std::size_t at, Fate fate, const std::string& id, const std::string& message = {});
  void conflict(std::size_t at, const std::string& why);
  std::string free_id(const std::string& wanted);
  [[nodiscard]] static bool is_id(const std::string& text);
  std::string free_suffix(const std::string& base);
  [[nodiscard]] std::optional<std::string> recorded_of(const Item& item, const document::Value& value) const;
  void append(const std::string& list, document::Value value, std::size_t row, const std::string& order = {});
  void set(const std::string& within, const std::string& key, document::Value value, std::size_t row);
  [[nodiscard]] std::string today() const { return format(terms_.extract_date); }

  const Terms& terms_;
  std::string name_, crn_, start_;
  bool is_new_ = false;
  std::string trouble_;
  std::optional<CaseText> file_;
  std::optional<Standing> stands_;
  std::vector<Row> rows_;
  std::vector<RowReceipt> receipts_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> by_key_;                   // table, key → row
  std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> by_column_;  // table, column, key → row
  std::set<std::string> used_ids_;
  std::vector<Edit> edits_;
  std::vector<PartMark> marks_;
  std::size_t not_believed_ = 0;
  std::set<std::string> written_ids_;  // of rows that name their entry themselves
};

}  // namespace probation::recording
