// Whose case a document is, by what it says of itself: never by the name of its file or by a comment.
#pragma once
#include <string>
#include <string_view>

#include "intake/read_documents.hpp"

namespace probation::intake {

// The CRN of a case that was read; empty: it cannot be told, because the document was not understood, says none, or
// says it twice.
std::string crn_of(const Document& document);
// Why it cannot: "DOC102 at 1:1: …".
std::string why_of_nobody(const Document& document);

// The CRN of the whole text of a file, by a look at where its lines begin and without reading it; empty: only reading
// it tells. Where it tells one, reading tells the same or meets a problem that stops it further on: the text holds one
// document, whose root is a block map that begins with `schema: case/1` and `crn:` and has no second `crn`.
std::string_view crn_at_head(std::string_view text);

}  // namespace probation::intake
