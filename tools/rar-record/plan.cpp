// plan: what rar-plan chose, as activities of the case.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/needs.hpp"
#include "intake/one_file.hpp"
#include "model/files.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {
namespace {

// need-2, as a plan writes it that keeps back what the needs are: 2.
std::optional<std::size_t> rank_in(std::string_view need) {
  constexpr std::string_view beginning = "need-";
  if (!need.starts_with(beginning)) return std::nullopt;
  std::size_t rank = 0;
  for (const char digit : need.substr(beginning.size())) rank = rank * 10 + static_cast<std::size_t>(digit - '0');
  return rank;
}

std::optional<NeedArea> area_of_rank(CaseFile file, Date day, const Policy& policy, std::size_t rank) {
  const std::vector<LaterEntry> later = cut_to(file, day, {});
  const CaseFacts facts(file, later, day, policy, nullptr);
  const RankedNeeds ranked = ranked_needs(facts);
  if (rank == 0 || rank > ranked.needs.size()) return std::nullopt;
  return ranked.needs[rank - 1].area;
}

}  // namespace

std::function<recording::Change(const recording::CaseText&)> plan_change(Invocation& invocation,
                                                                         const RecordOptions& record,
                                                                         const recording::Clerk& clerk) {
  const intake::OneFile read = intake::read_one(invocation.world(), record.from, "plan/1");
  const auto* plan = read.as<PlanFile>();
  if (!read.problems.empty() || plan == nullptr)
    throw recording::NotUnderstood{"the plan cannot be used:", read.problems};
  std::optional<intake::OneFile> directory_file;
  const Directory* directory = nullptr;
  if (!record.directory.empty()) {
    directory_file = intake::read_one(invocation.world(), record.directory, "directory/1");
    directory = directory_file->as<Directory>();
    if (!directory_file->problems.empty() || directory == nullptr)
      throw recording::NotUnderstood{"the directory cannot be used:", directory_file->problems};
  }
  std::vector<recording::PlannedActivity> chosen;
  for (const PlanChoice& choice : plan->chosen) {
    recording::PlannedActivity activity;
    if (choice.intervention) activity.intervention = *choice.intervention;
    if (!choice.needs.empty() && choice.needs[0]) activity.need = word(*choice.needs[0]);  // or need-N
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
  // The day on which the plan ranked the needs.
  const Date ranked_on = plan->as_of.value_or(invocation.as_of());
  const Policy& policy = *invocation.settings().policy;
  return [=, &clerk, &policy, from = record.from](const recording::CaseText& file) {
    const auto refuse = [&](const std::string& why) -> recording::Change {
      throw recording::Refusal{fmt::format("{}: {}", from, why), {}};
    };
    if (crn != file.crn())
      return refuse(fmt::format("is the plan of {}, and {} is the case of {}", crn.empty() ? "nobody it names" : crn,
                                file.name(), file.crn()));
    if (requirement.empty()) return refuse("names no requirement");
    if (nothing_fits) return refuse("says that no plan fits; there is nothing to record");
    std::vector<recording::PlannedActivity> named = chosen;
    for (recording::PlannedActivity& activity : named)
      if (const auto rank = rank_in(activity.need)) {
        const std::optional<NeedArea> area = area_of_rank(file.content(), ranked_on, policy, *rank);
        if (!area) return refuse(fmt::format("{}: {} has no such need on {}", activity.need, crn, format(ranked_on)));
        activity.need = word(*area);
      }
    return recording::record_plan(file, requirement, named, kept, clerk);
  };
}

}  // namespace probation::tools
