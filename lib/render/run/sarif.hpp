// SARIF 2.1.0 (OASIS): the rules that ran with their help, one result a finding, fingerprints, suppressions and
// baseline state. What could not be decided is a result of the kind "open", never a failure; a clean run has an empty
// list of results.
#pragma once
#include <string>
#include <string_view>

namespace probation::render {

// A path as a URI reference: relative stays relative, bytes outside the unreserved characters are percent-encoded.
std::string uri_of(std::string_view path);

}  // namespace probation::render
