// JSON and NDJSON: run/1, finding/1, case_summary/1, summary/1, and tables of records.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "render/json_text.hpp"
#include "render/run/run.hpp"

namespace probation::render {

using probation::Json;

// Absent facts are null, and an empty text is absent.
Json or_null(const std::string& text);
Json or_null(const std::optional<std::int64_t>& number);
Json or_null(const std::optional<Date>& date);

// The text of a value, on one line or indented.
std::string written(const Json& value, int indent = -1);

void append(JsonText& out, const rules::Finding& finding);
void append(JsonText& out, const rules::CaseSummary& summary);
void append(JsonText& out, const caseload::Gap& gap);
void append_facts(JsonText& out, const rules::Finding& finding);
void append_sources(JsonText& out, const rules::Finding& finding);
Json to_json(const rules::Finding& finding);
Json to_json(const rules::CaseSummary& summary);
Json to_json(const caseload::Gap& gap);
Json summary_json(const RunOutput& run);

std::string json(const RunOutput& run);  // one run/1 object

// Records of the commands that print a table; each is an object that begins with `schema`.
std::string json(const std::vector<Json>& records);
std::string ndjson(const std::vector<Json>& records, const Json& summary);

}  // namespace probation::render
