// The figures of measure/1: what the questions are answered by case by case, added up by group, as records.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "measures/measures.hpp"
#include "render/run/json.hpp"

namespace probation::tools {

// One answer, which outlives its case.
struct MeasuredUnit {
  std::size_t measure = 0;  // place in measure_rows
  std::string own_name;     // "type", "provider"; empty: none
  std::string own_value;
  std::string order_type;            // empty: not recorded
  std::vector<std::string> or_type;  // the others, where the order is not known and may be of several types
  caseload::Answer answer{};
};
std::vector<MeasuredUnit> measured(const CaseFacts& facts);

// `by` is the kind of group (`region`), empty: none.
class MeasureTable {
 public:
  struct Key {
    std::size_t measure = 0;
    std::string group;  // its value; empty: not recorded, or no `by`
    bool recorded = true;
    std::string own_name, own_value;
    // As good as always the measure alone decides.
    friend bool operator<(const Key& a, const Key& b) {
      if (a.measure != b.measure) return a.measure < b.measure;
      return std::tie(a.group, a.recorded, a.own_name, a.own_value) <
             std::tie(b.group, b.recorded, b.own_name, b.own_value);
    }
    friend bool operator==(const Key&, const Key&) = default;
  };
  explicit MeasureTable(std::string by = {}) : by_(std::move(by)) {}
  MeasureTable(MeasureTable&&) = default;
  MeasureTable& operator=(MeasureTable&&) = default;
  void add(const MeasuredUnit& unit, const std::string& group = {});
  void add(const MeasureTable& other);  // by the same
  [[nodiscard]] const std::map<Key, caseload::MeasureCount>& counts() const { return counts_; }
  // measure/1, in the order of the questions. `least`: a measure of a group with a smaller denominator, and at least
  // one, is suppressed, and so is the next smallest where a total would give the others away; 0: none.
  [[nodiscard]] std::vector<render::Json> records(std::int64_t least = 0) const;

 private:
  [[nodiscard]] std::set<Key> suppressed(std::int64_t least) const;
  std::string by_;
  using Row = std::pair<const Key, caseload::MeasureCount>;
  [[nodiscard]] Row* usual(const MeasuredUnit& unit, const std::string& group, bool recorded);
  std::map<Key, caseload::MeasureCount> counts_;
  std::vector<Row*> usual_;  // of counts_, in the order in which the units of a case came: those of the next come alike
  std::size_t at_ = 0;       // behind the one met last
};

// Parts of 100, one decimal; null where nothing is counted, or something is undetermined.
render::Json percentage(const caseload::MeasureCount& count);
render::Json at_least(const caseload::MeasureCount& count);
render::Json at_most(const caseload::MeasureCount& count);

const std::vector<std::string>& measure_columns();  // of CSV and sheets

}  // namespace probation::tools
