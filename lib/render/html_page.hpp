// Pages that stand alone: no script, nothing loaded from elsewhere, readable on paper and by a screen reader. Nothing
// that a file says becomes markup. Meaning is in words; colour only repeats it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace probation::render {

std::string html_text(std::string_view text);  // escaped, control characters made visible
// `body` is markup; the title is text.
std::string html_page(std::string_view title, std::string_view body);
// Cells are markup, the caption and the names of the columns text.
std::string html_table(std::string_view caption, const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows);
// Term and description, both markup; pairs with an empty description are left out.
std::string html_list(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace probation::render
