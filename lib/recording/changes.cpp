#include "recording/changes.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace probation::recording {

namespace {

std::pair<Date, int> moment_of(const Recorded& entry) {
  return {entry.recorded->date, entry.recorded->minute_of_day.value_or(-1)};
}

bool speaks_of(const Recorded& one, const Recorded& other) {
  return std::any_of(one.value.members.begin(), one.value.members.end(), [&](const auto& member) {
    return member.second.text == other.id ||
           std::any_of(member.second.items.begin(), member.second.items.end(),
                       [&](const document::Value& item) { return item.text == other.id; });
  });
}

// Of one time: what others may speak of first.
int rank(EntryKind kind) {
  switch (kind) {
    case EntryKind::assessment: return 0;
    case EntryKind::activity: return 1;
    case EntryKind::contact: return 2;
    case EntryKind::enforcement: return 3;
    default: return 4;
  }
}

std::vector<ChangeMade> unnumbered(const CaseText& file) {
  std::vector<const Recorded*> entries;
  for (const Recorded& entry : file.entries())
    if (entry.change == 0 && entry.recorded && !entry.is_imported) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(), [](const Recorded* a, const Recorded* b) {
    return std::pair(moment_of(*a), rank(a->kind)) < std::pair(moment_of(*b), rank(b->kind));
  });
  std::vector<ChangeMade> steps;
  for (const Recorded* entry : entries) {
    ChangeMade step;
    step.name = entry->id;
    step.entries = {entry};
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

std::vector<ChangeMade> steps_of(const CaseText& file) {
  std::vector<ChangeMade> steps = unnumbered(file);
  std::map<std::int64_t, ChangeMade> numbered;
  const auto of = [&](std::int64_t number, const std::string& undoes) -> ChangeMade& {
    ChangeMade& step = numbered[number];
    step.number = number;
    step.name = std::to_string(number);
    if (!undoes.empty()) step.undoes = undoes;
    return step;
  };
  for (const Recorded& entry : file.entries())
    if (entry.change != 0) of(entry.change, entry.undoes).entries.push_back(&entry);
  for (const Mark& mark : file.marks())
    if (mark.change != 0) of(mark.change, mark.undoes).marks.push_back(&mark);
  for (auto& [number, step] : numbered) steps.push_back(std::move(step));

  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    ChangeMade& step = steps[i];
    // What it takes back stands before it, or its word is not believed.
    auto at = places.find(step.undoes);
    step.is_undo = at != places.end() && (steps[at->second].undoes.empty() || !steps[at->second].is_undo);
    for (bool in_force = false; at != places.end(); in_force = !in_force) {
      ChangeMade& target = steps[at->second];
      target.in_force = in_force;
      at = places.find(target.undoes);
    }
    places.emplace(step.name, i);
  }
  return steps;
}

const ChangeMade* last_in_force(const std::vector<ChangeMade>& steps) {
  const auto at =
      std::find_if(steps.rbegin(), steps.rend(), [](const ChangeMade& step) { return step.in_force && !step.is_undo; });
  return at == steps.rend() ? nullptr : &*at;
}

std::vector<std::string> as_late_as(const std::vector<ChangeMade>& steps, const ChangeMade& step) {
  std::vector<std::string> names;
  if (step.number != 0) return names;
  const Recorded& own = *step.entries.front();
  for (const ChangeMade& other : steps) {
    if (other.number != 0 || !other.in_force || &other == &step) continue;
    const Recorded& entry = *other.entries.front();
    if (entry.kind != own.kind && moment_of(entry) == moment_of(own) && !speaks_of(entry, own) &&
        !speaks_of(own, entry))
      names.push_back(other.name);
  }
  return names;
}

const ChangeMade* last_undone(const std::vector<ChangeMade>& steps) {
  std::vector<const ChangeMade*> undone;
  for (const ChangeMade& step : steps) {
    if (step.is_undo) undone.push_back(&step);
    else if (step.undoes.empty()) undone.clear();  // something else was recorded
    else if (!undone.empty()) undone.pop_back();
  }
  return undone.empty() ? nullptr : undone.back();
}

}  // namespace probation::recording
