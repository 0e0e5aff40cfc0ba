#include "tools/rar-audit/memory_rows.hpp"

#include <array>
#include <cstring>

#include <fmt/format.h>

#include "recording/sources/report.hpp"
#include "rules/rule.hpp"

namespace probation::tools {
namespace {

void put(std::string& bytes, std::uint64_t value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }
std::uint64_t number(std::string_view bytes, std::size_t at) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}
std::vector<Cell> row_of(std::string_view bytes) {
  std::vector<Cell> row(number(bytes, 0));
  std::size_t at = sizeof(std::uint64_t);
  for (Cell& one : row) {
    const char kind = bytes[at++];
    if (kind == 0) continue;
    const std::uint64_t value = number(bytes, at);
    at += sizeof value;
    if (kind == 1) {
      one = static_cast<std::int64_t>(value);
    } else {
      one = std::string(bytes.substr(at, value));
      at += value;
    }
  }
  return row;
}
}  // namespace

void Rows::add(const std::vector<Cell>& row) {
  std::string bytes;
  put(bytes, row.size());
  for (const Cell& one : row) {
    bytes += static_cast<char>(one.index());
    if (const auto* number = std::get_if<std::int64_t>(&one)) put(bytes, static_cast<std::uint64_t>(*number));
    if (const auto* text = std::get_if<std::string>(&one)) {
      put(bytes, text->size());
      bytes += *text;
    }
  }
  std::string whole;
  put(whole, bytes.size());
  kept_.add(whole + bytes);
}
void Rows::add(const Rows& others) {
  others.kept_.give([&](std::string_view bytes) { kept_.add(bytes); });
}

void Rows::each(const std::function<void(std::vector<Cell>&)>& take) const {
  std::string waiting;
  kept_.give([&](std::string_view bytes) {
    waiting += bytes;
    std::size_t at = 0;
    while (waiting.size() - at >= sizeof(std::uint64_t)) {
      const std::uint64_t size = number(waiting, at);
      if (waiting.size() - at - sizeof size < size) break;
      std::vector<Cell> row = row_of(std::string_view(waiting).substr(at + sizeof size, size));
      take(row);
      at += sizeof size + size;
    }
    waiting.erase(0, at);
  });
}

void RunRows::add(const render::RunOutput& part, const std::vector<const CasePicture*>& pictures) {
  std::map<std::pair<std::string, std::string>, const CasePicture*> whose;
  for (const CasePicture* one : pictures) whose.emplace(std::pair(one->file, one->crn), one);
  for (const rules::CaseSummary& summary : part.cases) {
    const auto at = whose.find({summary.file, summary.crn});
    add(summary, at == whose.end() ? nullptr : at->second);
  }
  for (const rules::Finding& finding : part.findings) add(finding);
  for (const CasePicture* one : pictures) add(*one);
}

void RunRows::add(const rules::CaseSummary& summary, const CasePicture* picture) {
  const auto code = [&](std::string CasePicture::*which) {
    return picture == nullptr ? Cell{} : cell(picture->*which);
  };
  ++count_of_cases;
  cases.add({cell(summary.crn), cell(summary.file), cell(summary.digest), code(&CasePicture::region),
             code(&CasePicture::pdu), code(&CasePicture::team), code(&CasePicture::officer), summary.findings[0],
             summary.findings[1], summary.findings[2], summary.undetermined});
  for (const rules::OrderSummary& order : summary.orders)
    for (const rules::RequirementSummary& r : order.requirements)
      requirements.add({cell(summary.crn), cell(order.order_id), cell(r.requirement_id), cell(r.type), cell(r.max_days),
                        cell(r.days_counted), cell(r.days_left)});
}

void RunRows::add(const rules::Finding& f) {
  if (f.outcome != rules::Verdict::pass) ++count_of_findings;
  if (f.outcome != rules::Verdict::fail && f.outcome != rules::Verdict::undetermined) return;
  const bool placed = f.location.line != 0;
  const char* baseline = f.baseline == rules::BaselineMark::not_compared ? ""
                         : f.baseline == rules::BaselineMark::known      ? "known"
                                                                         : "new";
  const auto word = [](std::string_view text) { return cell(std::string(text)); };
  std::vector<Cell> row{Cell{f.fingerprint},
                        word(f.crn),
                        word(f.rule->id),
                        word(rules::word(f.severity)),
                        word(rules::word(f.basis)),
                        word(rules::word(f.outcome)),
                        cell(f.order_id),
                        cell(f.requirement_id),
                        cell(f.subject),
                        f.suppressed ? Cell{f.suppressed->reason} : Cell{},
                        cell(std::string(baseline)),
                        Cell{f.message},
                        word(f.location.file),
                        placed ? Cell{static_cast<std::int64_t>(f.location.line)} : Cell{},
                        placed ? Cell{static_cast<std::int64_t>(f.location.column)} : Cell{}};
  for (const std::string& pointer : f.missing) row.emplace_back(recording::fact_of(pointer));
  findings.add(row);
}

void RunRows::add(const CasePicture& one) {
  const auto text = [](const render::Json& value) { return value.is_string() ? cell(value.text()) : Cell{}; };
  for (const DueRecord& record : one.due)
    due.add({cell(one.crn), text(record.json["order_id"]), text(record.json["requirement_id"]),
             cell(std::string(record.row.kind)), record.row.due ? Cell{format(*record.row.due)} : Cell{},
             cell(std::string(word(record.row.state))), cell(record.row.entry)});
  const std::array<std::string, 4> groups{"", "region=" + one.region, "pdu=" + one.pdu, "team=" + one.team};
  for (const MeasuredUnit& unit : one.measured)
    for (const std::string& group : groups) {
      const std::string own = unit.own_name.empty() ? "" : fmt::format("{}={}", unit.own_name, unit.own_value);
      measures[{unit.measure, group + (group.empty() || own.empty() ? "" : ",") + own}].add(unit.answer);
    }
}

void RunRows::add(const RunRows& others) {
  cases.add(others.cases);
  requirements.add(others.requirements);
  findings.add(others.findings);
  due.add(others.due);
  count_of_cases += others.count_of_cases;
  count_of_findings += others.count_of_findings;
  for (const auto& [key, count] : others.measures) measures[key] += count;
}

}  // namespace probation::tools
