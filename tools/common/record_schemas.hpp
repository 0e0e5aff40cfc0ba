// JSON Schemas of the records that commands print, beside those of the files they read.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace probation::tools {

std::span<const std::string_view> record_schema_names();  // sorted: "account/1"
std::string_view record_sentence(std::string_view name);
// By name with or without its number; nothing where no record has it.
std::optional<std::string> record_schema(std::string_view name);

}  // namespace probation::tools
