// The practice policy: numbers that are policy and not law, apart from law/limits on purpose. The national rows are
// built in; a regional file lies over them and counts only where it is stricter, so it can add findings and never
// clear one.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"

namespace probation {

// none: the row has no value (local only).
using StandardValue = std::variant<std::monostate, std::int64_t, bool, std::string, std::vector<std::string>>;
enum class Stricter { none, lower, higher, either };      // none: no local layer; either: any value may be set
enum class DatedBy { as_at, event, due_date, approval };  // the date that chooses the row

struct StandardRow {
  std::string_view name;
  std::string_view rules;  // who uses it, as docs name them
  std::string_view unit;
  StandardValue value;
  Date from;                  // first day in force
  std::optional<Date> until;  // last day
  DatedBy dated_by;
  Stricter stricter;
  std::string_view authority;
  std::string_view source;
  bool assumption;  // no published source was read for the number
};

struct LocalValue {
  std::string name;
  StandardValue value;
  std::optional<Date> from, until;  // first and last day; nothing: open
  std::string source;
  std::string file;
  std::uint32_t line = 0;
  std::string authority = "local";
};
// A commencement date that a policy file set.
struct LocalCommencement {
  Date from;  // first day in force; or the day before which it is known not to have been
  std::string source;
  std::string file;
  std::uint32_t line = 0;
  bool only_not_before = false;
  [[nodiscard]] bool is_known() const { return !only_not_before; }
};

// The value in force on a date, and whose it is.
struct ResolvedStandard {
  const StandardRow* national = nullptr;
  const LocalValue* local = nullptr;          // set where a stricter local value decides
  [[nodiscard]] std::int64_t number() const;  // of the value that decides; asserts that it is a number
  [[nodiscard]] std::int64_t national_number() const;
  [[nodiscard]] bool truth() const;
  [[nodiscard]] const std::vector<std::string>& words() const;
};

class Policy {
 public:
  static Policy national();
  // The national row in force on the date, nothing where there is none: the rule is then not applicable. A name that no
  // row has is our own mistake (std::logic_error), and so it is in `resolve` and `commencement`.
  [[nodiscard]] const StandardRow* at(std::string_view name, Date date) const;
  [[nodiscard]] std::optional<ResolvedStandard> resolve(std::string_view name, Date date) const;
  void add_local(LocalValue value);
  // Local values that change nothing: looser than every national row they meet, without a local layer, or in force on
  // no day.
  [[nodiscard]] std::vector<const LocalValue*> not_used() const;
  // Commencement dates the law had not fixed at release. Nothing: still not known.
  [[nodiscard]] std::optional<Date> commencement(std::string_view name) const;
  void set_commencement(std::string_view name, LocalCommencement set);
  void set_commencement(std::string_view name, Date from) { set_commencement(name, LocalCommencement{from, {}, {}}); }
  [[nodiscard]] const LocalCommencement* commencement_set(std::string_view name) const;
  // Every value a policy file gave, used or not, in its order.
  [[nodiscard]] std::span<const LocalValue> local() const { return local_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  void set_id(std::string id) { id_ = std::move(id); }

 private:
  std::string id_ = "national";
  std::vector<LocalValue> local_;
  std::map<std::string, LocalCommencement, std::less<>> commencement_;
};

std::span<const StandardRow> national_standards();  // by name, then date
std::vector<std::string_view> standard_names();
struct Commencement {
  std::string_view name, rules, provision;
};
std::span<const Commencement> commencements();

}  // namespace probation
