#include "recording/sources/code_lists.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/csv.hpp"
#include "model/case_shapes.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/data_files.hpp"
#include "recording/sources/mapping.hpp"

namespace probation::recording {
namespace {

bool same_meaning(const Code& a, const Code& b) {
  return a.word == b.word && a.attended == b.attended && a.complied == b.complied;
}

// `EDUCATION_TRAINING_AND_EMPLOYABILITY`, `Finance, Benefit and Debt`: words with single blanks.
std::string plain_words(std::string_view name) {
  std::string out;
  for (const char c : lower_case(name)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_letter) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

CodeList::CodeList(std::string name, std::string_view text) : name_(std::move(name)) {
  const document::CsvTable table = document::read_csv(text);
  if (table.problem) throw Mistake{fmt::format("{}:{}: {}", name_, table.problem->line, table.problem->message)};
  const auto code = table.column("code"), word = table.column("word"), attended = table.column("attended"),
             complied = table.column("complied"), reason = table.column("absence_reason");
  if (!code || !word)
    throw Mistake{
        fmt::format("{}:1: a code list has the columns code, word and, of outcomes, attended, complied", name_)};
  for (const document::CsvRow& row : table.rows) {
    const auto cell = [&](const std::optional<std::size_t>& column) {
      return column ? cell_text(row.cells[*column]) : std::string{};
    };
    const auto flag = [&](const std::optional<std::size_t>& column) -> std::optional<bool> {
      const std::string flag_text = cell(column);
      const auto value = flag_in(flag_text);
      if (!flag_text.empty() && !value)
        throw Mistake{fmt::format("{}:{}: attended and complied are Y, N or blank", name_, row.line)};
      return value;
    };
    const std::string key = upper(cell(code));
    if (key.empty() || cell(word).empty())
      throw Mistake{fmt::format("{}:{}: a row needs code and word", name_, row.line)};
    Code entry{cell(word), flag(attended), flag(complied), cell(reason)};
    if (key.find('*') != std::string::npos) patterns_.emplace_back(key, std::move(entry));
    else if (!codes_.emplace(key, std::move(entry)).second)
      throw Mistake{fmt::format("{}:{}: the code {} stands twice", name_, row.line, key)};
  }
}

const Code* CodeList::find(std::string_view code) const {
  const std::string key = upper(code);
  if (const auto at = codes_.find(key); at != codes_.end()) return &at->second;
  for (const auto& [pattern, entry] : patterns_)
    if (glob_matches(pattern, key)) return &entry;
  return nullptr;
}

bool CodeList::has_word(std::string_view word) const {
  return std::any_of(codes_.begin(), codes_.end(), [&](const auto& code) { return code.second.word == word; }) ||
         std::any_of(patterns_.begin(), patterns_.end(), [&](const auto& code) { return code.second.word == word; });
}

// What a region's list of outcomes may mean by a code: a word that a case has for it.
void CodeList::check_outcome(const std::string& code, const Code& entry) const {
  std::size_t index = 0;
  if (const auto wrong = document::read_word(index, {entry.word, true}, document::Worded<Outcome>::words))
    throw Mistake{fmt::format("{}: the word of {}: `{}` {}", name_, code, entry.word, *wrong)};
  if (entry.absence_reason.empty()) return;
  if (const auto wrong =
          document::read_word(index, {entry.absence_reason, true}, document::Worded<AbsenceReason>::words))
    throw Mistake{fmt::format("{}: the absence_reason of {}: `{}` {}", name_, code, entry.absence_reason, *wrong)};
}

void CodeList::add(const CodeList& region) {
  for (const auto& [pattern, entry] : region.patterns_) {  // for what no list names: nothing built in changes
    region.check_outcome(pattern, entry);
    patterns_.emplace_back(pattern, entry);
  }
  for (const auto& [code, entry] : region.codes_) {
    region.check_outcome(code, entry);
    const auto [at, fresh] = codes_.emplace(code, entry);
    if (!fresh && !same_meaning(at->second, entry))
      throw Mistake{fmt::format("{}: the code {} is {} already; a region's list adds codes and changes none",
                                region.name_, code, at->second.word)};
  }
}

const CodeList* code_list(std::string_view name) {
  static const std::map<std::string, CodeList, std::less<>> lists = [] {
    std::map<std::string, CodeList, std::less<>> all;
    for (const CarriedFile& file : source_data_files())
      if (file.name.ends_with(".csv")) {
        const std::string stem(file.name.substr(0, file.name.size() - 4));
        all.emplace(stem, CodeList(stem, file.text));
      }
    return all;
  }();
  const auto at = lists.find(name);
  return at == lists.end() ? nullptr : &at->second;
}

std::optional<std::string> need_area_named(std::string_view name) {
  const Code* code = code_list("need-areas")->find(plain_words(name));
  return code == nullptr ? std::nullopt : std::optional(code->word);
}

std::optional<std::string> region_coded(std::string_view code) {
  const Code* found = code_list("regions")->find(code);
  return found == nullptr ? std::nullopt : std::optional(found->word);
}

std::span<const std::pair<std::string_view, std::string_view>> built_in_mappings() {
  static const std::vector<std::pair<std::string_view, std::string_view>> all = [] {
    std::vector<std::pair<std::string_view, std::string_view>> found;
    for (const CarriedFile& file : source_data_files())
      if (file.name.ends_with(".yaml")) found.emplace_back(file.name.substr(0, file.name.size() - 5), file.text);
    return found;
  }();
  return all;
}

}  // namespace probation::recording
