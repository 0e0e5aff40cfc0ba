// A policy/1 file laid over the national policy. Nothing is half-applied: one problem, and none of it is used.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/one_file.hpp"
#include "intake/policy_reading.hpp"

namespace probation::intake {
namespace {

// A share has a hundred parts at most. No other number of the policy means anything beyond a lifetime of days, and
// dates are reckoned with it.
std::int64_t greatest(const StandardRow& row) {
  return row.unit.starts_with('%') || row.unit.starts_with("percentage") ? 100 : 36'600;
}

std::optional<StandardValue> value_like(const StandardRow& row, const PolicyValue& given) {
  const auto whole = [](const document::Loose& loose) -> std::optional<std::int64_t> {
    std::int64_t n = 0;
    const char* end = loose.text.data() + loose.text.size();
    const auto [at, error] = std::from_chars(loose.text.data(), end, n);
    if (!loose.plain || error != std::errc{} || at != end || n < 0) return std::nullopt;
    return n;
  };
  std::optional<StandardValue> value;
  if (std::holds_alternative<std::vector<std::string>>(row.value)) {
    if (row.name == "rolling_hours") {
      std::vector<std::string> hours;
      for (const DirectoryHour& hour : given.hours)
        if (hour.weekday && hour.time)
          hours.push_back(fmt::format("{} {:02}:{:02}", document::word(*hour.weekday), hour.time->minute_of_day / 60,
                                      hour.time->minute_of_day % 60));
      if (!hours.empty()) value.emplace(std::move(hours));
      return value;
    }
    if (!given.values.recorded) return value;
    std::vector<std::string> words;
    for (const auto& item : given.values) words.push_back(item->text);
    value.emplace(std::move(words));
  } else if (!given.value) {
    return value;
  } else if (std::holds_alternative<bool>(row.value) || row.unit == "true/false") {
    if (given.value->text == "true" || given.value->text == "false") value.emplace(given.value->text == "true");
  } else if (std::holds_alternative<std::string>(row.value)) {
    value.emplace(given.value->text);
  } else if (const auto n = whole(*given.value); n && *n <= greatest(row)) {
    value.emplace(*n);
  }
  return value;
}

}  // namespace

PolicyReading read_policy(World& world, const std::string& path) {
  PolicyReading reading{Policy::national(), {}, {}, {}};
  const OneFile given = read_one(world, path, "policy/1");
  reading.problems = given.problems;
  const auto* file = given.as<PolicyFile>();
  if (!reading.problems.empty() || file == nullptr) return reading;
  const auto refuse = [&](Place place, const std::string& message) {
    reading.problems.push_back(located(path, place, message));
  };

  const std::vector<std::string_view> names = standard_names();
  for (const PolicyValue& value : file->values) {
    const auto national = national_standards();
    const auto row =
        std::find_if(national.begin(), national.end(), [&](const StandardRow& r) { return r.name == *value.name; });
    if (row == national.end()) {
      const auto near = nearest(*value.name, names);
      refuse(value.name.place, fmt::format("unknown policy value `{}`{}", *value.name,
                                           near ? fmt::format("; did you mean `{}`?", *near) : std::string{}));
      continue;
    }
    const auto typed = value_like(*row, value);
    if (!typed) {
      refuse(value.value.place.known() ? value.value.place : value.place,
             fmt::format("`{}` needs a value of the kind: {}, at most {}", *value.name, row->unit, greatest(*row)));
      continue;
    }
    reading.policy.add_local({*value.name, *typed, value.from.value, value.until.value,
                              value.source ? *value.source : std::string("no source given"), path, value.place.line,
                              value.authority ? std::string(document::word(*value.authority)) : std::string("local")});
  }
  std::vector<std::string_view> law_names;
  for (const Commencement& row : commencements()) law_names.push_back(row.name);
  for (const PolicyCommencement& row : file->law) {
    if (std::find(law_names.begin(), law_names.end(), *row.name) == law_names.end()) {
      const auto near = nearest(*row.name, law_names);
      refuse(row.name.place, fmt::format("unknown commencement date `{}`{}", *row.name,
                                         near ? fmt::format("; did you mean `{}`?", *near) : std::string{}));
      continue;
    }
    if (row.from.recorded() == row.not_before.recorded()) {
      refuse(row.place, fmt::format("`{}` needs one of `from` and `not_before`", *row.name));
      continue;
    }
    LocalCommencement set{row.from ? *row.from : *row.not_before,
                          row.source ? *row.source : std::string("no source given"), path, row.place.line};
    set.only_not_before = !row.from;
    reading.policy.set_commencement(*row.name, std::move(set));
  }
  reading.id = file->id->text;
  reading.policy.set_id(reading.id);
  for (const LocalValue* value : reading.policy.not_used())
    reading.notes.push_back(fmt::format("{}:{}: {} is not used: looser than national, or it has no local layer",
                                        value->file, value->line, value->name));
  return reading;
}

}  // namespace probation::intake
