// The files that say how a caseload is judged and lived with: caseload/1, suppressions/1, baseline/1.
#pragma once
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"

namespace probation {

struct CaseloadManifest {
  Place place;
  Located<std::string> schema, name;
  List<Located<std::string>> cases;  // globs, relative to the manifest like every path below
  Located<std::string> catalogue, selections, directory, policy, suppressions, baseline;
};

struct SuppressionEntry {
  Place place;
  Located<std::string> rule;
  Located<document::Crn> crn;
  Located<std::string> glob, pointer, reason, by;
  Located<Date> on, until;  // until is included
};
struct SuppressionsFile {
  Place place;
  Located<std::string> schema;
  List<SuppressionEntry> suppressions;
};

struct BaselineEntry {
  Place place;
  Located<std::string> fingerprint, rule, crn, subject, outcome;
};
struct BaselineFile {
  Place place;
  Located<std::string> schema, tool, version, policy;
  List<BaselineEntry> findings;
};

}  // namespace probation
