#include <algorithm>

#include <fmt/format.h>

#include "recording/already_recorded.hpp"
#include "recording/superseding.hpp"

namespace probation::recording {

using document::Value;

Change amend(const CaseText& file, const std::string& id, const Words& words, const Clerk& clerk) {
  must_say_why(clerk, "amend");
  try {
    const Recorded& old = named(file, id);
    Value value = without_history(old.value, old.kind);
    const document::Shape& shape = shape_of(old.kind);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto& [key, text] = words[i];
      if (is_bookkeeping(key) || key == "reason" || key == "recorded_by")
        throw Mistake{fmt::format("--set {}: is written by the recording itself", key)};
      for (std::size_t k = 0; k < i; ++k)
        if (words[k].first == key) throw Mistake{fmt::format("--set {}: given twice", key)};
      if (text.empty() || text == "null" || text == "~") {  // not recorded
        const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                        [&, &name = key](const document::Field& f) { return f.key == name; });
        if (field == shape.fields.end()) entry_of_words(old.kind, {{"id", "X"}, {key, text}});
        set(value, old.kind, key, std::nullopt);
        continue;
      }
      Words one{{"id", "X"}, {key, text}};
      // The other required fields stand in the old entry; here they only let the one field be read.
      for (const document::Field& field : shape.fields)
        if (field.is_required && field.key != "id" && field.key != key)
          one.emplace_back(field.key, text_at(old.value, field.key));
      const Value read = entry_of_words(old.kind, one);
      if (const Value* member = read.find(key)) set(value, old.kind, key, *member);
    }
    const std::string reason = with_allowed(clerk, clerk.reason);
    if (auto done = again(file, old, value, reason, "amend")) return *done;
    must_stand(file, old, "amend");
    if (old.withdraws)
      throw Refusal{fmt::format("{} withdraws {}; undo it to bring that back", old.id, old.supersedes), {}};
    if (content(without_history(old.value, old.kind), old.kind, false) == value)
      throw Refusal{fmt::format("{} says so already; there is nothing to correct", id), {}};
    Value links = value;
    for (const auto& [key, member] : old.value.members)
      if (value.find(key) != nullptr && *value.find(key) == member) set(links, old.kind, key, std::nullopt);
    must_name_what_stands(file, old.kind, links);
    return supersede(file, old, std::move(value), reason, clerk, "amend", true);
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "amend", id), refusal);
  }
}

Change withdraw(const CaseText& file, const std::string& id, const Clerk& clerk) {
  must_say_why(clerk, "void");
  try {
    const Recorded& old = named(file, id);
    Value value = withdrawal_of(old);
    const std::string reason = with_allowed(clerk, clerk.reason);
    if (auto done = again(file, old, value, reason, "void")) return *done;
    must_stand(file, old, "void");
    if (old.withdraws)
      throw Refusal{fmt::format("{} withdraws {} already; undo it to bring that back", old.id, old.supersedes), {}};
    return supersede(file, old, std::move(value), reason, clerk, "void", false);
  } catch (const Refusal& refusal) {
    return refused_change(receipt_for(file, "void", id), refusal);
  }
}

}  // namespace probation::recording
