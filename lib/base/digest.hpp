// SHA-256 of bytes, as evidence is named by: whoever holds the file can see that it is still the one meant.
#pragma once
#include <string>
#include <string_view>

namespace probation {

std::string sha256_of(std::string_view bytes);  // "sha256:" and 64 hexadecimal digits

}  // namespace probation
