// merge: two branches of a case into OURS, as git asks of a merge driver. No lock and no other file is left.
#include <fmt/format.h>

#include "recording/merge.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::CaseText;

namespace {

struct NoLockLeft {  // however the edit ends
  explicit NoLockLeft(FileEdit& held) : edit(held) {}
  ~NoLockLeft() { edit.leave_no_lock(); }
  NoLockLeft(const NoLockLeft&) = delete;
  NoLockLeft& operator=(const NoLockLeft&) = delete;
  FileEdit& edit;
};

}  // namespace

int run_merge(Invocation& invocation, const Options& options, const RecordOptions& record) {
  if (record.paths.size() != 3) throw UsageError{"merge BASE OURS THEIRS: give the three files"};
  const auto read = [&](std::size_t i) {
    const std::string& path = record.paths[i];
    if (const PathStatus there = invocation.world().status(path); there.kind != PathKind::file)
      throw recording::NotUnderstood{
          fmt::format("{}: {}", path, there.kind == PathKind::folder ? "a folder; name one case file" : there.why)};
    try {
      return CaseText(i == 1 && !record.path_shown.empty() ? record.path_shown : path,
                      case_text_of(invocation.world(), path));
    } catch (const recording::Refusal& refusal) {
      throw recording::NotUnderstood{refusal.message};
    } catch (const WorldFailure& failure) {
      throw recording::NotUnderstood{failure.what()};
    }
  };
  try {
    refuse_packed(record.paths[1]);
  } catch (const recording::Refusal& refusal) {
    return print_outcome(failed_outcome(record.paths[1], refusal.message, refused), options, true);
  }
  const CaseText base = read(0), ours = read(1), theirs = read(2);
  recording::Clerk clerk;
  clerk.judge = engine_judge(invocation, ours.name());
  Outcome outcome;
  try {
    recording::Change change = recording::merge(base, ours, theirs, clerk);
    if (change.bytes && record.dry_run) {
      outcome.diff = shown_difference(ours.name(), ours.bytes(), *change.bytes, sight_of(ours, options));
      for (recording::Receipt& receipt : change.receipts) receipt.status = recording::Status::dry_run;
    } else if (change.bytes) {
      FileEdit edit(record.paths[1], record.lock_timeout);
      const NoLockLeft tidy{edit};
      if (!edit.exists() || edit.bytes() != ours.bytes())
        throw WorldConflict(fmt::format("{}: the file changed meanwhile; nothing was written", ours.name()));
      edit.replace(*change.bytes);
    }
    outcome.receipts = std::move(change.receipts);
    for (const recording::Receipt& receipt : outcome.receipts)
      if (receipt.status == recording::Status::conflict) outcome.exit = conflict;
  } catch (const recording::Refusal& refusal) {
    outcome = failed_outcome(ours.name(), refusal.message, conflict);
  } catch (const WorldConflict& failed) {
    outcome = failed_outcome(ours.name(), failed.what(), conflict);
  } catch (const WorldRefusal& refusal) {
    outcome = failed_outcome(ours.name(), fmt::format("{}; {}", refusal.what(), refusal.fix()), refused);
  }
  return print_outcome(outcome, options, true);
}

}  // namespace probation::tools
