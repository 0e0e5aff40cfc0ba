// offered: what a shell offers after a flag or a case: ids and words, and nothing else of a file.
#include "model/words.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

using recording::CaseText;
using recording::EntryKind;
using recording::Recorded;

namespace {

bool stands(const Recorded& entry) { return entry.superseded_by.empty() && !entry.withdraws; }

std::string offered_of(const CaseText& file, std::string_view what) {
  std::string out;
  const auto offer = [&](std::string_view id) { out += std::string(id) + "\n"; };
  for (const Recorded& entry : file.entries()) {
    if (!stands(entry)) continue;
    const bool is_booking = entry.kind == EntryKind::contact && entry.value.find("outcome") == nullptr;
    if (what == "entries" || (what == "contacts" && entry.kind == EntryKind::contact) ||
        (what == "bookings" && is_booking) || (what == "activities" && entry.kind == EntryKind::activity) ||
        (what == "enforcement" && entry.kind == EntryKind::enforcement))
      offer(entry.id);
  }
  for (const Order& order : file.content().orders) {
    if (what.starts_with("orders") && order.id) offer(order.id->text);
    if (what.ends_with("requirements"))
      for (const Requirement& requirement : order.requirements)
        if (requirement.id) offer(requirement.id->text);
  }
  if (what == "bookings")
    for (const document::Word& word : document::Worded<probation::Outcome>::words) offer(word.text);
  return out;
}

}  // namespace

int run_offered(const RecordOptions& record) {
  RealWorld world;
  for (const std::string& path : record.paths) {
    try {
      if (world.kind(path) != PathKind::file) continue;
      return write_out(offered_of(CaseText(path, case_text_of(world, path)), record.what))
                 ? done
                 : static_cast<int>(reader_gone);
    } catch (const recording::NotUnderstood&) {
      return done;  // a shell that waits for words has no use for a reason
    } catch (const recording::Refusal&) {
      return done;
    } catch (const WorldFailure&) {
      return done;
    }
  }
  return done;
}

}  // namespace probation::tools
