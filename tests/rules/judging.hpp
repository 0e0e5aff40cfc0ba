// Judges the documents of tests/rules as the tools do, without a tool.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/decode.hpp"
#include "model/files.hpp"
#include "rules/case_notes.hpp"
#include "rules/engine.hpp"

namespace probation::rule_cases {

std::filesystem::path folder();  // tests/rules
std::string read(const std::filesystem::path& path);
// What a header of a stream's document may begin with.
const std::set<std::string>& stream_headers();

struct DecodedCase {
  document::Decoded decoded;
  FileContent content;
};
DecodedCase decode(const document::Slice& slice);

// A case, or any document judged as one; the content is cut to as-of, so it is taken by value.
rules::Judgement judge(DecodedCase document, const document::Slice& slice, const Notes& notes,
                       const std::vector<std::string>& select);
// A mark sheet: as a document, then what its appraisal found.
rules::Judgement judge_sheet(DecodedCase document, const document::Slice& slice, const Notes& notes,
                             const std::vector<std::string>& select);

}  // namespace probation::rule_cases
