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
// A report, where so many bytes stand in its file already; and its end: what is not printed, and the account. Both are
// empty where the file has no room for the counts of the run.
std::string markdown(const RunOutput& run, std::size_t held);
std::string markdown_end(const RunOutput& run, std::size_t held);
bool markdown_fits(const RunOutput& run, std::size_t held);
std::string markdown_summary_alone(const RunOutput& run, std::size_t held);  // of --summary
// How many of the findings, and of the facts that are missing after them, a job summary has room for, where so many
// bytes stand in it already.
std::size_t rows_that_fit(const RunOutput& run, std::size_t held);
// Columns as for CSV; fields and enumerations by the words of people.
std::string markdown(const std::string& title, const std::vector<Json>& records,
                     const std::vector<std::string>& columns, Language language = Language::en);

}  // namespace probation::render
