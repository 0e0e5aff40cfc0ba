// What a document lacks: the place a finding names as missing, found in the document by its field table. It says which
// fact it is wherever it is missing, whose it is, where it would stand, and the command that would record it.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "rules/finding.hpp"

namespace probation::rules {

struct MissingFact {
  std::string pointer;  // as findings name it
  std::string fact;     // without numbers and ids (`/orders/*/type`), or what no case holds: `policy:NAME`, …
  std::string subject;  // of the record that lacks it: O1, O1/R1, C3, person, or `file`
  Location location;    // where it would stand; line 0: in no file
  std::optional<std::string> fix;
  std::string table;  // of the source the record came from by import; empty: none
};

// What the missing facts are looked for in.
struct Lacking {
  const void* root = nullptr;  // of the decoded document; nothing: facts are named, not placed
  const document::Type* type = nullptr;
  const PlaceTable* places = nullptr;
  std::string_view file;
  bool takes_commands = false;  // a case: what is missing can be recorded
};

// Of everything the undetermined findings name, each once, in the order of first mention.
std::vector<MissingFact> missing_facts(std::span<const Finding> findings, const Lacking& document);

// The facts that one document lacks, with what identifies it among the documents of a run.
struct DocumentLacks {
  std::string file;
  std::uint32_t document = 0;
  std::vector<MissingFact> facts;
};

}  // namespace probation::rules
