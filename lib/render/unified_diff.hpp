// What a change would do to a file, as diff -u writes it: for dry runs. It compares lines and knows nothing of what
// they mean.
#pragma once
#include <string>
#include <string_view>

namespace probation::render {

// Empty where nothing differs. A file that was empty did not exist.
std::string unified_diff(const std::string& file, std::string_view before, std::string_view after);

}  // namespace probation::render
