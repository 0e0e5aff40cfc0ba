// The approved suite as the page a national team publishes: counts, the suite in use, what is under review, what is
// provisional, and what became of the others; as Markdown and as HTML.
#pragma once
#include <string>

#include "facts/catalogue/suite.hpp"

namespace probation::tools {

std::string suite_markdown(const Suite& suite, const std::string& title, Date as_of, bool redact);
std::string suite_html(const Suite& suite, const std::string& title, Date as_of, bool redact);

}  // namespace probation::tools
