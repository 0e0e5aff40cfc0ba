// minutes/1 of a sitting for people: as text, Markdown and a page.
#pragma once
#include <string>

#include "render/panel/pages.hpp"
#include "render/run/json.hpp"

namespace probation::render {

std::string minutes_text(const Json& minutes);
std::string minutes_markdown(const Json& minutes);
std::string minutes_html(const Json& minutes, const LookedAt& looked_at);

}  // namespace probation::render
