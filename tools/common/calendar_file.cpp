#include "tools/common/calendar_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "render/calendar.hpp"
#include "tools/common/cli.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {

std::string published(intake::World& world, const Target& target, const std::string& fresh, Date stamp,
                      const std::function<bool(std::string_view uid)>& judged) {
  if (target.path == "-") return fresh;
  refuse_link_of_others(target.path);
  const intake::PathStatus there_now = world.status(target.path);
  if (there_now.kind != intake::PathKind::file || there_now.is_special) return fresh;
  const std::string there = world.read(target.path);
  if (there.empty()) return fresh;
  std::optional<std::string> merged = render::merged_calendar(there, fresh, stamp, judged);
  if (!merged)
    throw UsageError{fmt::format(
        "--output ics={}: what stands there is no calendar of these tools, and is left alone; name another file",
        target.path)};
  return std::move(*merged);
}

std::string_view crn_of_event(std::string_view uid) {
  const bool good = uid.size() > 8 && uid[0] >= 'A' && uid[0] <= 'Z' && uid[7] == '-' &&
                    std::all_of(uid.begin() + 1, uid.begin() + 7, [](char c) { return c >= '0' && c <= '9'; });
  return good ? uid.substr(0, 7) : std::string_view{};
}

}  // namespace probation::tools
