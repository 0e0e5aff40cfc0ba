#include "law/standards.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>

namespace probation {

std::vector<std::string_view> standard_names() {
  std::vector<std::string_view> names;
  for (const StandardRow& row : national_standards())
    if (names.empty() || names.back() != row.name) names.push_back(row.name);
  return names;
}

std::span<const Commencement> commencements() {
  static constexpr std::array table{
      Commencement{"driving_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"drinking_establishment_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"probation_requirement_commencement", "ORD102, ORD103", "Sentencing Act 2026 s. 13"},
      Commencement{"public_event_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"rar_maximum_days_repeal", "ORD102", "Sentencing Act 2026 s. 12"},
      Commencement{"restriction_zone_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"unpaid_work_incentive_commencement",
                   "ORD118, ORD119, ORD122, REV603, REV604, UPW701, UPW703, UPW705", "Sentencing Act 2026 s. 37"},
  };
  return table;
}

std::int64_t ResolvedStandard::number() const {
  const StandardValue& value = local != nullptr ? local->value : national->value;
  assert(std::holds_alternative<std::int64_t>(value));
  return std::get<std::int64_t>(value);
}
std::int64_t ResolvedStandard::national_number() const { return std::get<std::int64_t>(national->value); }
const std::vector<std::string>& ResolvedStandard::words() const {
  return std::get<std::vector<std::string>>(local != nullptr ? local->value : national->value);
}
bool ResolvedStandard::truth() const { return std::get<bool>(local != nullptr ? local->value : national->value); }

Policy Policy::national() { return {}; }

const StandardRow* Policy::at(std::string_view name, Date date) const {
  for (const StandardRow& row : national_standards())
    if (row.name == name && row.from <= date && (!row.until || date <= *row.until)) return &row;
  const auto rows = national_standards();
  if (std::none_of(rows.begin(), rows.end(), [&](const StandardRow& row) { return row.name == name; }))
    throw std::logic_error("no policy value is called " + std::string(name));
  return nullptr;
}

namespace {
bool in_force(const LocalValue& local, Date date) {
  return (!local.from || *local.from <= date) && (!local.until || date <= *local.until);
}

// A local value counts only in the direction that can add findings.
bool is_stricter(const LocalValue& local, const StandardRow& national) {
  if (national.stricter == Stricter::either)  // of the row's kind, where the row has a value
    return std::holds_alternative<std::monostate>(national.value) ? !std::holds_alternative<std::monostate>(local.value)
                                                                  : local.value.index() == national.value.index();
  const auto* mine = std::get_if<std::int64_t>(&local.value);
  const auto* theirs = std::get_if<std::int64_t>(&national.value);
  if (national.authority == "local only") return mine != nullptr;
  if (mine == nullptr || theirs == nullptr) return false;
  switch (national.stricter) {
    case Stricter::none:
    case Stricter::either: return false;
    case Stricter::lower: return *mine < *theirs;
    case Stricter::higher: return *mine > *theirs;
  }
  return false;
}

// Of two stricter local values in force on one day the strictest decides, in whatever order a file lists them: the
// looser must not clear what the other finds. Where neither is stricter than the other the later one listed decides.
bool decides_over(const LocalValue& later, const LocalValue& earlier, const StandardRow& national) {
  if (national.stricter == Stricter::either) return true;  // its values are no numbers
  const auto a = std::get<std::int64_t>(later.value), b = std::get<std::int64_t>(earlier.value);
  switch (national.stricter) {
    case Stricter::none:
    case Stricter::either: return true;
    case Stricter::lower: return a <= b;
    case Stricter::higher: return a >= b;
  }
  return true;
}
}  // namespace

std::optional<ResolvedStandard> Policy::resolve(std::string_view name, Date date) const {
  const StandardRow* national = at(name, date);
  if (national == nullptr) return std::nullopt;
  ResolvedStandard resolved{national, nullptr};
  for (const LocalValue& local : local_)
    if (local.name == name && in_force(local, date) && is_stricter(local, *national) &&
        (resolved.local == nullptr || decides_over(local, *resolved.local, *national)))
      resolved.local = &local;
  if (resolved.local == nullptr && std::holds_alternative<std::monostate>(national->value)) return std::nullopt;
  return resolved;
}

void Policy::add_local(LocalValue value) { local_.push_back(std::move(value)); }

std::vector<const LocalValue*> Policy::not_used() const {
  std::vector<const LocalValue*> unused;
  for (const LocalValue& local : local_) {
    const auto national = national_standards();
    const bool ever = !local.from || !local.until || *local.from <= *local.until;  // else no day is in it
    const bool used = ever && std::any_of(national.begin(), national.end(), [&](const StandardRow& row) {
                        const bool overlap = (!local.until || row.from <= *local.until) &&
                                             (!row.until || !local.from || *local.from <= *row.until);
                        return row.name == local.name && overlap && is_stricter(local, row);
                      });
    if (!used) unused.push_back(&local);
  }
  return unused;
}

const LocalCommencement* Policy::commencement_set(std::string_view name) const {
  const auto at = commencement_.find(name);
  return at == commencement_.end() ? nullptr : &at->second;
}
std::optional<Date> Policy::commencement(std::string_view name) const {
  const auto known = commencements();
  if (std::none_of(known.begin(), known.end(), [&](const Commencement& row) { return row.name == name; }))
    throw std::logic_error("no commencement is called " + std::string(name));
  const LocalCommencement* set = commencement_set(name);
  return set == nullptr || !set->is_known() ? std::nullopt : std::optional(set->from);
}
void Policy::set_commencement(std::string_view name, LocalCommencement set) {
  commencement_.insert_or_assign(std::string(name), std::move(set));
}

}  // namespace probation
