#include "tools/common/measure_table.hpp"

#include <algorithm>
#include <tuple>

namespace probation::tools {

using caseload::MeasureCount;
using render::Json;

namespace {

// One decimal, half away from zero, in whole numbers: the same on every machine.
Json in_100(std::int64_t part, std::int64_t of) {
  if (of == 0) return nullptr;
  const std::int64_t tenths = (2000 * part + of) / (2 * of);
  return static_cast<double>(tenths) / 10.0;
}

}  // namespace

// A share of the decided units alone is a share of the easy ones: it is said only where nothing is undetermined.
Json percentage(const MeasureCount& count) {
  return count.undetermined > 0 ? Json(nullptr) : in_100(count.yes, count.denominator());
}
Json at_least(const MeasureCount& count) { return in_100(count.yes, count.denominator() + count.undetermined); }
Json at_most(const MeasureCount& count) {
  return in_100(count.yes + count.undetermined, count.denominator() + count.undetermined);
}

std::vector<MeasuredUnit> measured(const CaseFacts& facts) {
  const auto& rows = caseload::measure_rows();
  const std::vector<caseload::MeasureUnit> answers = caseload::measure(facts);
  std::vector<MeasuredUnit> units;
  units.reserve(answers.size());
  std::size_t measure = 0;  // of an order the answers come in the order of the questions
  for (const caseload::MeasureUnit& unit : answers) {
    while (rows[measure].name != unit.measure) measure = (measure + 1) % rows.size();
    MeasuredUnit& out = units.emplace_back();
    out.measure = measure;
    out.own_name = unit.group;
    out.own_value = unit.value;
    const auto type_of = [](const Order* order) {
      return order != nullptr && order->type ? std::string(document::word(*order->type)) : std::string{};
    };
    out.order_type = type_of(unit.order);
    for (const Order* other : unit.or_of)
      if (std::string type = type_of(other);
          type != out.order_type && std::find(out.or_type.begin(), out.or_type.end(), type) == out.or_type.end())
        out.or_type.push_back(std::move(type));
    out.answer = unit.answer;
  }
  return units;
}

MeasureTable::Row* MeasureTable::usual(const MeasuredUnit& unit, const std::string& group, bool recorded) {
  constexpr std::size_t near = 8;
  for (std::size_t n = 0; n < std::min(near, usual_.size()); ++n) {
    const std::size_t i = at_ + n < usual_.size() ? at_ + n : (at_ + n) % usual_.size();
    const Key& key = usual_[i]->first;
    if (key.measure != unit.measure || key.recorded != recorded || key.own_value != unit.own_value ||
        key.group != group || key.own_name != unit.own_name)
      continue;
    at_ = i + 1;
    return usual_[i];
  }
  return nullptr;
}

void MeasureTable::add(const MeasuredUnit& unit, const std::string& group) {
  constexpr std::size_t most = 1024;
  const bool recorded = by_.empty() || !group.empty();
  if (Row* const row = usual(unit, group, recorded)) return row->second.add(unit.answer);
  Row& row = *counts_.try_emplace({unit.measure, group, recorded, unit.own_name, unit.own_value}).first;
  row.second.add(unit.answer);
  if (usual_.size() == most) return;
  at_ = std::min(at_, usual_.size());
  usual_.insert(usual_.begin() + static_cast<std::ptrdiff_t>(at_++), &row);
}

void MeasureTable::add(const MeasureTable& other) {
  for (const auto& [key, count] : other.counts_) counts_[key] += count;
}

std::set<MeasureTable::Key> MeasureTable::suppressed(std::int64_t least) const {
  // The groups of one question make up its whole, which another run may tell.
  std::map<std::tuple<std::size_t, std::string, std::string>, std::vector<std::pair<std::int64_t, Key>>> wholes;
  for (const auto& [key, count] : counts_)
    if (const std::int64_t size = count.denominator(); size > 0)
      wholes[{key.measure, key.own_name, key.own_value}].emplace_back(size, key);
  std::set<Key> all;
  for (auto& [question, groups] : wholes) {
    std::sort(groups.begin(), groups.end());
    std::int64_t units = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const bool is_small = groups[i].first < least;
      const bool gives_away = i > 0 && (i < 2 || units < least);  // one alone, or too few together
      if (!is_small && !gives_away) break;
      units += groups[i].first;
      all.insert(groups[i].second);
    }
  }
  return all;
}

std::vector<Json> MeasureTable::records(std::int64_t least) const {
  const std::set<Key> small = suppressed(least);
  std::vector<Json> records;
  for (const auto& [key, count] : counts_) {
    Json group = Json::object();
    if (!by_.empty()) group[by_] = key.recorded ? Json(key.group) : Json(nullptr);
    if (!key.own_name.empty()) group[key.own_name] = key.own_value;
    records.push_back({{"schema", "measure/1"},
                       {"measure", caseload::measure_rows()[key.measure].name},
                       {"group", group},
                       {"numerator", count.yes},
                       {"denominator", count.denominator()},
                       {"undetermined", count.undetermined},
                       {"not_applicable", count.not_applicable},
                       {"percentage", percentage(count)},
                       {"at_least", at_least(count)},
                       {"at_most", at_most(count)}});
    if (least == 0) continue;
    const bool is_suppressed = small.contains(key);
    if (is_suppressed)
      for (const char* figure :
           {"numerator", "denominator", "undetermined", "not_applicable", "percentage", "at_least", "at_most"})
        records.back()[figure] = nullptr;
    records.back()["suppressed"] = is_suppressed;
  }
  return records;
}

const std::vector<std::string>& measure_columns() {
  static const std::vector<std::string> columns{"measure",     "group",        "numerator",
                                                "denominator", "undetermined", "not_applicable",
                                                "percentage",  "at_least",     "at_most"};
  return columns;
}

}  // namespace probation::tools
