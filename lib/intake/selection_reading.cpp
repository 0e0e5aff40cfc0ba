// The selections of the regions, a folder of selection/1 files. Nothing is half-applied: one problem, and none of it is
// used.
#include <fmt/format.h>

#include "intake/selection_reading.hpp"
#include "intake/find_files.hpp"
#include "document/limits.hpp"
#include "model/files.hpp"

namespace probation::caseload {

SelectionReading read_selections(World& world, const std::string& path) {
  SelectionReading reading;
  const FoundFiles found = find_files(world, {path}, {});
  for (const Unreadable& missing : found.unreadable)
    reading.problems.push_back(fmt::format("{}: {}", missing.path, missing.why));
  for (const std::string& file : found.paths) {
    std::string bytes;
    try {
      bytes = world.read(file);
    } catch (const WorldFailure& failure) {
      reading.problems.push_back(failure.what());
      continue;
    }
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto refuse = [&](Place place, const std::string& message) {
      reading.problems.push_back(fmt::format("{}:{}:{}: {}", file, place.line, place.column, message));
    };
    if (const auto problem = document::check_bytes(text)) {
      refuse(problem->place, problem->message);
      continue;
    }
    for (const document::Slice& slice : document::split_stream(text)) {
      FileContent content;
      const document::Decoded decoded = document::decode(slice, file_kinds(), &content);
      const auto* selection = std::get_if<SelectionFile>(&content);
      if (selection == nullptr && decoded.problems.empty()) continue;  // of another kind
      for (const document::Problem& problem : decoded.problems) refuse(problem.place, problem.message);
      if (selection == nullptr || !selection->region) continue;
      RegionSelection chosen{file, *selection->region, selection->from.value, selection->until.value, {}};
      for (const auto& id : selection->selected)
        if (id) chosen.selected.push_back(*id);
      reading.selections.push_back(std::move(chosen));
    }
  }
  if (reading.selections.empty() && reading.problems.empty())
    reading.problems.push_back(fmt::format("{}: no selection/1 file", path));
  return reading;
}

}  // namespace probation::caseload
