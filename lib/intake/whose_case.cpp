#include "intake/whose_case.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation::intake {
namespace {

// A key that stands twice in the root: which of its values counts is not said.
bool is_torn(const Document& document) {
  const document::Decoded& decoded = document.decoded;
  return std::any_of(decoded.problems.begin(), decoded.problems.end(), [&](const document::Problem& problem) {
    return problem.rule == "DOC002" && decoded.places.section(problem.place.node).empty();
  });
}

bool is_key_start(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string crn_of(const Document& document) {
  const document::Decoded& decoded = document.decoded;
  const auto* file = std::get_if<CaseFile>(&document.content);
  if (!decoded.readable || file == nullptr || !file->crn || is_torn(document)) return {};
  const auto& broken = decoded.broken_sections;
  return std::find(broken.begin(), broken.end(), "crn") == broken.end() ? file->crn->text : std::string{};
}

std::string why_of_nobody(const Document& document) {
  for (const document::Problem& problem : document.decoded.problems)
    if (document::prevents_reading(problem.rule) && !problem.personal)
      return problem.place.known() ? fmt::format("{} at {}:{}: {}", problem.rule, problem.place.line,
                                                 problem.place.column, problem.message)
                                   : fmt::format("{}: {}", problem.rule, problem.message);
  return "it says no CRN";
}

std::string_view crn_at_head(std::string_view text) {
  constexpr std::string_view schema = "schema: case/1\ncrn: ";
  while (text.starts_with('#')) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  if (!text.starts_with(schema)) return {};
  const std::string_view crn = text.substr(schema.size(), 7);
  document::Crn read;
  if (document::read_crn(read, {crn, true}, {})) return {};
  std::size_t at = schema.size() + crn.size();
  // A deeper or an empty line behind it could go on with the value.
  if (at + 1 < text.size() && !is_key_start(text[at + 1])) return {};
  for (; at < text.size(); at = std::min(text.find('\n', at), text.size())) {
    if (text[at++] != '\n') return {};
    if (at == text.size()) break;
    const char first = text[at];
    if (text.substr(at).starts_with("crn")) return {};
    const bool is_entry = text.substr(at).starts_with("- ");
    if (!is_key_start(first) && first != ' ' && first != '#' && first != '\n' && !is_entry) return {};
  }
  return crn;
}

}  // namespace probation::intake
