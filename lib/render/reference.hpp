// What the program knows of itself, printed: the rule book, one rule's explanation, the law by date. docs/ is made of
// this.
#pragma once
#include <string>

#include "render/run/json.hpp"
#include "rules/rule.hpp"

namespace probation::render {

std::string explain(const rules::Rule& rule);
std::string rules_text();
std::string rules_json();      // rules/1
std::string rules_markdown();  // docs/rules.md
std::string law_text();
std::string law_json();          // law/1
std::string law_markdown();      // docs/law.md
std::string formats_markdown();  // docs/formats.md

}  // namespace probation::render
