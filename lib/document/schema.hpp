// JSON Schema 2020-12 of a file kind, and its description for docs/formats.md, both from the field table.
// A schema cannot say that ids are unique or that a reference exists; all else it accepts just what the decoder
// accepts.
#pragma once
#include <string>

#include "document/decode.hpp"

namespace probation::document {

std::string json_schema(const FileKind& kind, std::string_view version);
std::string format_markdown(const FileKind& kind);
// The first line of a file that begins, by which an editor finds its schema: in `schemas/` beside the file, where
// `TOOL schema NAME` writes it or a link leads to those installed.
std::string schema_line(std::string_view schema);

}  // namespace probation::document
