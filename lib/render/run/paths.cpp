#include "render/run/paths.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/exclusion.hpp"

namespace probation::render {

std::string from_repository(const RunOutput& run, std::string_view path) {
  if (run.root.empty() || path.starts_with('<')) return std::string(path);
  const std::string plain = intake::plain_spelling(run.here, std::string(path));
  const std::string start = run.root == "/" ? run.root : run.root + "/";
  return plain.starts_with(start) ? plain.substr(start.size()) : std::string(path);
}

std::string printable(std::string_view path) {
  std::string out;
  while (true) {
    const auto bad = first_invalid_utf8(path);
    out += path.substr(0, bad.value_or(path.size()));
    if (!bad) return out;
    out += fmt::format("\\x{:02X}", static_cast<unsigned char>(path[*bad]));
    path.remove_prefix(*bad + 1);
  }
}

}  // namespace probation::render
