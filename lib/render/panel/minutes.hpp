// minutes/1 of a sitting for people: as text, Markdown and a page.
#pragma once
#include <string>

#include "render/run/json.hpp"

namespace probation::render {

std::string minutes_text(const Json& minutes);
std::string minutes_markdown(const Json& minutes);
std::string minutes_html(const Json& minutes);

}  // namespace probation::render
