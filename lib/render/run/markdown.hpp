// Markdown for a merge request, a job summary or a wiki: a table of the summary, then one of the findings; and tables
// of records. Nothing that a file says becomes markup, a link, a mention or HTML.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/words.hpp"
#include "render/run/json.hpp"

namespace probation::render {

std::string markdown_text(std::string_view text);
std::string markdown(const RunOutput& run);
std::string markdown_not_printed(const RunOutput& run);  // its last line: how many --max-findings left out; empty: none
std::string markdown_summary(const RunOutput& run);
// How many of the findings, and of the facts that are missing after them, a job summary has room for, where so many
// bytes stand in it already.
std::size_t rows_that_fit(const RunOutput& run, std::size_t held);
// Columns as for CSV; fields and enumerations by the words of people.
std::string markdown(const std::string& title, const std::vector<Json>& records,
                     const std::vector<std::string>& columns, Language language = Language::en);

}  // namespace probation::render
