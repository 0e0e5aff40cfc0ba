// The approved suite: as text, and as the page a national team publishes (counts, the suite in use, what is under
// review, what is provisional, and what became of the others), in Markdown and HTML.
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "facts/catalogue/suite.hpp"
#include "render/html/speech.hpp"

namespace probation::tools {

struct SuitePage {
  const Suite& suite;  // with --summary without its rows
  const std::string& catalogue;
  std::size_t interventions;  // of the whole suite
  Date as_of;
  bool redact;
};

std::string suite_text(const SuitePage& page);
std::string suite_markdown(const SuitePage& page);
// `account`: pairs of a term and markup, for the foot.
std::string suite_html(const SuitePage& page, const std::vector<std::pair<std::string, std::string>>& account,
                       const render::web::Speech& speech);

}  // namespace probation::tools
