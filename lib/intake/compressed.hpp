// Files that are stored compressed: NAME.gz and NAME.zst are read as what is in them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"
#include "base/packed_name.hpp"

namespace probation::intake {

// What is in the file, as far as the limit on the size of files and one byte more. Nothing: it is damaged or cut short.
std::optional<std::string> unpacked(std::string_view path, std::string_view bytes);

// The same as it comes, without a limit. Throws WorldFailure while it is read.
std::unique_ptr<ByteSource> unpacking(const std::string& path, std::unique_ptr<ByteSource> stored);

}  // namespace probation::intake
