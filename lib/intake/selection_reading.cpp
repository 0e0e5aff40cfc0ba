// The selections of the regions, a folder of selection/1 files. Nothing is half-applied: one problem, and none of it is
// used.
#include <fmt/format.h>

#include "intake/find_files.hpp"
#include "intake/read_documents.hpp"
#include "intake/selection_reading.hpp"

namespace probation::intake {

SelectionReading read_selections(World& world, const std::string& path) {
  SelectionReading reading;
  const FoundFiles found = find_files(world, {path});
  for (const Unreadable& missing : found.unreadable)
    reading.problems.push_back(fmt::format("{}: {}", missing.path, missing.why));
  for (const std::string& path_of_file : found.paths) {
    const auto file = read_documents(world, path_of_file);
    if (file->failure) reading.problems.push_back(fmt::format("{}: {}", file->path, *file->failure));
    for (const Document& document : file->documents) {
      const auto* selection = std::get_if<SelectionFile>(&document.content);
      for (const document::Problem& problem : document.decoded.problems)
        reading.problems.push_back(located(file->path, problem.place, problem.message));
      if (selection == nullptr || !selection->region) continue;  // of another kind, or of no use
      RegionSelection chosen{file->path, *selection->region, selection->from.value, selection->until.value, {}};
      for (const auto& id : selection->selected)
        if (id) chosen.selected.push_back(*id);
      reading.selections.push_back(std::move(chosen));
    }
  }
  if (reading.selections.empty() && reading.problems.empty())
    reading.problems.push_back(fmt::format("{}: no selection/1 file", path));
  return reading;
}

}  // namespace probation::intake
