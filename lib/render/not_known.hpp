// What the program knows that it does not know, on one page: docs/not-known.md is made of this.
#pragma once
#include <string>

namespace probation::render {

std::string not_known_markdown();

}  // namespace probation::render
