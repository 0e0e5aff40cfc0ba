// What --redact leaves out beside what no message holds then: lines of the file, reasons people wrote, courts and birth
// dates; codes of officers become pseudonyms, the same for the same code, so that tables still group. Facts and places
// stay.
#pragma once
#include <string>

#include "render/run/json.hpp"

namespace probation::render {

void redact(RunOutput& run);
void redact(rules::Finding& finding);
// A record of a table, at every depth.
void redact(Json& record);

}  // namespace probation::render
