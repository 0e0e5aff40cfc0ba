// What --redact leaves out: lines of the file, quoted words of documents, reasons people wrote, courts and birth dates;
// codes of officers become a hash, the same for the same code, so that tables still group. Facts and places stay.
#pragma once
#include <string>

#include "render/run/json.hpp"

namespace probation::render {

std::string hashed_code(const std::string& code);
void redact(RunOutput& run);
// A record of a table, at every depth. `text` is the same table for people.
void redact(Json& record);
void redact(std::string& text, const std::vector<Json>& records);

}  // namespace probation::render
