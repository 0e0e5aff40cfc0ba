#include "render/run/redact.hpp"

#include <set>

#include <fmt/format.h>

#include <xxhash.h>
#include "base/text.hpp"

#include "rules/rule.hpp"

namespace probation::render {
namespace {

// What a document's own findings quote stands between backquotes.
void blank_quoted(std::string& text) {
  for (std::size_t from = text.find('`'); from != std::string::npos; from = text.find('`', from)) {
    const std::size_t to = text.find('`', from + 1);
    if (to == std::string::npos) return;
    const std::string with = "`…`";
    text.replace(from, to - from + 1, with);
    from += with.size();
  }
}

bool is_officer(const std::string& key) { return key == "officer" || key == "recorded_by" || key == "by"; }
bool is_left_out(const std::string& key) {
  return key == "court" || key == "date_of_birth" || key == "text" || key == "reason";
}

void collect(const Json& value, std::set<std::string>& officers) {
  if (value.is_object())
    for (const auto& [key, member] : value.items()) {
      if (is_officer(key) && member.is_string()) officers.insert(member.get<std::string>());
      collect(member, officers);
    }
  if (value.is_array())
    for (const Json& member : value) collect(member, officers);
}

}  // namespace

std::string hashed_code(const std::string& code) {
  return fmt::format("officer-{:08x}", XXH3_64bits(code.data(), code.size()) & 0xffffffffU);
}

void redact(RunOutput& run) {
  for (auto* list : {&run.unread, &run.account.not_read})
    for (UnreadFile& file : *list) blank_quoted(file.why);
  if (run.summary.shard)
    for (UnreadFile& file : run.summary.shard->not_opened) blank_quoted(file.why);
  for (rules::Finding& f : run.findings) {
    const std::string code = f.officer;
    const auto clean = [&](std::string& text) {
      if (f.rule->check_document != nullptr) blank_quoted(text);
      if (!code.empty()) replace_all(text, code, hashed_code(code));
    };
    clean(f.message);
    clean(f.subject);
    f.location.excerpt.clear();
    f.location.message.clear();
    for (rules::Location& place : f.related) {
      place.excerpt.clear();
      clean(place.message);
    }
    for (std::string& line : f.trace) clean(line);
    if (f.fix) clean(*f.fix);
    for (auto& [name, value] : f.facts)
      if (auto* text = std::get_if<std::string>(&value)) clean(*text);
    if (f.suppressed) {
      f.suppressed->reason = "…";
      f.suppressed->by = hashed_code(f.suppressed->by);
    }
    if (!code.empty()) f.officer = hashed_code(code);
  }
  for (caseload::Gap& gap : run.gaps)
    if (!gap.officer.empty()) gap.officer = hashed_code(gap.officer);
}

void redact(Json& record) {
  if (record.is_array())
    for (Json& member : record) redact(member);
  if (!record.is_object()) return;
  for (auto& [key, member] : record.items()) {
    if (is_officer(key) && member.is_string()) member = hashed_code(member.get<std::string>());
    else if (is_left_out(key)) member = nullptr;
    else redact(member);
  }
}

void redact(std::string& text, const std::vector<Json>& records) {
  std::set<std::string> officers;
  for (const Json& record : records) collect(record, officers);
  for (const std::string& code : officers) replace_all(text, code, hashed_code(code));
}

}  // namespace probation::render
