// The canonical layout of a document: block style with two spaces and one-line flow, LF, no byte order mark, a line end
// at the end. Values, their order, their quoting and every comment stay; one blank line stays where there were some.
// Scalars are kept as they are written where they stand on one line.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace probation::document {

// Nothing where the document cannot be laid out without loss, with `why`. The text is that of a file of one document.
std::optional<std::string> canonical(std::string_view file, std::string& why);

}  // namespace probation::document
