#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "recording/already_recorded.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

Change undo(const CaseText& file, const std::string& id, const Clerk& clerk) {
  try {
    const Recorded* target = nullptr;
    if (!id.empty()) {
      target = &named(file, id);
    } else {
      // The last one recorded: by what it says of itself, within a list by its place, and after what it speaks of.
      std::vector<const Recorded*> last;
      const auto moment = [](const Recorded& entry) {
        return entry.recorded ? std::pair(entry.recorded->date, entry.recorded->minute_of_day.value_or(-1))
                              : std::pair(date(1600, 1, 1), -1);
      };
      for (const Recorded& entry : file.entries()) {
        if (!last.empty() && moment(entry) < moment(*last.front())) continue;
        if (!last.empty() && moment(entry) > moment(*last.front())) last.clear();
        if (!last.empty() && last.back()->kind == entry.kind) last.pop_back();
        last.push_back(&entry);
      }
      if (last.empty()) throw Refusal{"nothing is recorded that could be undone", {}};
      if (last.size() > 1) {
        const auto speaks_of = [](const Recorded& one, const Recorded& other) {
          return std::any_of(one.value.members.begin(), one.value.members.end(), [&](const auto& member) {
            return member.second.text == other.id ||
                   std::any_of(member.second.items.begin(), member.second.items.end(),
                               [&](const Value& item) { return item.text == other.id; });
          });
        };
        std::vector<const Recorded*> kept = last;
        std::erase_if(kept, [&](const Recorded* one) {
          return std::any_of(last.begin(), last.end(),
                             [&](const Recorded* other) { return other != one && speaks_of(*other, *one); });
        });
        last = kept;
      }
      if (last.size() != 1) {
        std::vector<std::string> names;
        for (const Recorded* entry : last) names.push_back(entry->id);
        throw Refusal{
            fmt::format("which entry was the last is not recorded: {} say the same time; name the one to undo",
                        join(names, ", ")),
            {}};
      }
      target = last.front();
    }
    const Recorded& entry = *target;
    const std::string reason =
        with_allowed(clerk, fmt::format("undo of {}{}{}", entry.id, clerk.reason.empty() ? "" : ": ", clerk.reason));
    if (entry.supersedes.empty()) {
      Value value = withdrawal_of(entry);
      if (auto done = again(file, entry, value, reason, "undo")) return *done;
      must_stand(file, entry, "undo");
      return supersede(file, entry, std::move(value), reason, clerk, "undo");
    }
    const Recorded* before = file.find(entry.supersedes);
    if (before == nullptr || before->kind != entry.kind)
      throw Refusal{
          fmt::format("{} replaced {}, which is not in the file as an entry of its kind", entry.id, entry.supersedes),
          {}};
    Value value = without_history(before->value, before->kind);
    if (before->withdraws) set(value, before->kind, "void", Value::literal("true"));
    if (auto done = again(file, entry, value, reason, "undo")) return *done;
    must_stand(file, entry, "undo");
    return supersede(file, entry, std::move(value), reason, clerk, "undo");
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "undo", id), refusal);
  }
}

}  // namespace probation::recording
