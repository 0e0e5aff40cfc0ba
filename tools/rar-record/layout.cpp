// fmt: the canonical layout, in place.
#include <fmt/format.h>

#include "document/canonical.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

int run_fmt(Invocation& invocation, const Options& options, const RecordOptions& record) {
  int exit = done;
  std::string out;
  const auto worse = [&](int code) {
    exit = exit == unreadable ? exit : code == unreadable || exit == done ? code : exit;
  };
  for (const std::string& path : record.paths) {
    try {
      if (const PathKind kind = invocation.world().kind(path); kind != PathKind::file)
        throw recording::NotUnderstood{
            fmt::format("{}: {}", path, kind == PathKind::folder ? "is a folder; name case files" : "no such file")};
      const bool only_looks = record.check || record.dry_run;
      std::optional<FileEdit> edit;
      if (!only_looks) edit.emplace(path, record.lock_timeout);
      const std::string old = only_looks ? invocation.world().read(path) : edit->bytes();
      const recording::CaseText file(path, old);
      std::string why;
      const auto fresh = document::canonical(old, why);
      if (!fresh) {
        write_fault("rar-record", fmt::format("{}: {}", path, why));
        worse(refused);
        continue;
      }
      if (*fresh == old) continue;
      if (record.check) {
        out += fmt::format("{}: not canonical\n", path);
        worse(findings);
      } else if (record.dry_run) {
        out += shown_difference(path, old, *fresh, sight_of(file, options));
      } else {
        edit->replace(*fresh);
        if (!options.quiet) out += fmt::format("{}: laid out\n", path);
      }
    } catch (const recording::NotUnderstood& problem) {
      write_fault("rar-record", problem.message, problem.below);
      worse(unreadable);
    } catch (const recording::Refusal& refusal) {
      write_fault("rar-record", refusal.message);
      worse(refused);
    } catch (const WorldConflict& failed) {
      write_fault("rar-record", fmt::format("{}", failed.what()));
      worse(conflict);
    } catch (const WorldRefusal& refusal) {
      write_fault("rar-record", fmt::format("{}; {}", refusal.what(), refusal.fix()));
      worse(refused);
    }
  }
  return write_out(out) ? exit : static_cast<int>(reader_gone);
}

}  // namespace probation::tools
