// plan: what rar-plan chose, as activities of the case.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/one_file.hpp"
#include "model/files.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

std::function<recording::Change(const recording::CaseText&)> plan_change(Invocation& invocation,
                                                                         const RecordOptions& record,
                                                                         const recording::Clerk& clerk) {
  const intake::OneFile read = intake::read_one(invocation.world(), record.from, "plan/1");
  const auto* plan = read.as<PlanFile>();
  if (!read.problems.empty() || plan == nullptr)
    throw recording::NotUnderstood{fmt::format("the plan cannot be used:\n{}", join(read.problems, "\n"))};
  std::optional<intake::OneFile> directory_file;
  const Directory* directory = nullptr;
  if (!record.directory.empty()) {
    directory_file = intake::read_one(invocation.world(), record.directory, "directory/1");
    directory = directory_file->as<Directory>();
    if (!directory_file->problems.empty() || directory == nullptr)
      throw recording::NotUnderstood{
          fmt::format("the directory cannot be used:\n{}", join(directory_file->problems, "\n"))};
  }
  std::vector<recording::PlannedActivity> chosen;
  for (const PlanChoice& choice : plan->chosen) {
    recording::PlannedActivity activity;
    if (choice.intervention) activity.intervention = *choice.intervention;
    if (!choice.needs.empty() && choice.needs[0]) activity.need = word(*choice.needs[0]);
    for (const PlannedSession& session : choice.sessions) {
      if (!session.date) continue;
      const int minute = session.time ? session.time->minute_of_day : 0;
      activity.sessions.push_back({format(*session.date),
                                   session.time ? fmt::format("{:02}:{:02}", minute / 60, minute % 60) : std::string{},
                                   session.where.value_or({}), session.entry.value_or({}), session.minutes.value});
    }
    std::optional<Provider> provider;
    if (directory != nullptr && choice.directory)
      for (const DirectoryEntry& entry : directory->entries)
        if (entry.id && entry.id->text == *choice.directory && entry.provider) provider = *entry.provider;
    bool is_toolkit = false;
    if (invocation.settings().catalogue != nullptr)
      for (const CatalogueEntry& entry : invocation.settings().catalogue->entries)
        if (entry.intervention.id && entry.intervention.id->text == activity.intervention)
          is_toolkit = entry.intervention.kind.is(InterventionKind::toolkit);
    activity.provider = word(provider.value_or(is_toolkit ? Provider::practitioner : Provider::interventions_team));
    chosen.push_back(std::move(activity));
  }
  std::vector<std::string> kept;
  for (const PlanKept& work : plan->kept)
    if (work.activity) kept.push_back(*work.activity);
  const std::string crn = plan->crn ? plan->crn->text : std::string{};
  const std::string requirement = plan->requirement_id ? plan->requirement_id->text : std::string{};
  const bool nothing_fits = plan->status && word(*plan->status) == "infeasible";
  return [=, &clerk, from = record.from](const recording::CaseText& file) {
    const auto refuse = [&](const std::string& why) -> recording::Change {
      throw recording::Refusal{fmt::format("{}: {}", from, why), {}};
    };
    if (crn != file.crn())
      return refuse(fmt::format("is the plan of {}, and {} is the case of {}", crn.empty() ? "nobody it names" : crn,
                                file.name(), file.crn()));
    if (requirement.empty()) return refuse("names no requirement");
    if (nothing_fits) return refuse("says that no plan fits; there is nothing to record");
    return recording::record_plan(file, requirement, chosen, kept, clerk);
  };
}

}  // namespace probation::tools
