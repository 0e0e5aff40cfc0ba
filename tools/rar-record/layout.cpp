// fmt: the canonical layout, in place.
#include <fmt/format.h>

#include "caseload/each_document.hpp"
#include "document/canonical.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {
namespace {

using recording::Receipt;
using recording::Status;
using render::Json;

class Layout {
 public:
  Layout(Invocation& invocation, const Options& options, const RecordOptions& record)
      : invocation_(invocation), options_(options), record_(record) {}

  int run() {
    for (const std::string& path : record_.paths)  // a folder is no case: what is written over is named
      if (invocation_.world().kind(path) == PathKind::folder)
        lost(path, fmt::format("{}: is a folder; name case files", path));
    if (!options_.paths.empty()) {
      const caseload::Request request = invocation_.request();
      for (const intake::Unreadable& file : invocation_.not_found()) {
        write_fault("rar-record", fmt::format("{}: {}", file.path, file.why));
        worse(unreadable);
      }
      for (const std::string& path : request.paths) lay_out(path);
    }
    return print();
  }

 private:
  void worse(int code) { exit_ = exit_ == unreadable ? exit_ : code == unreadable || exit_ == done ? code : exit_; }

  void told(const std::string& path, Status status, const std::string& message, const std::string& diff = {}) {
    Receipt receipt;
    receipt.file = path;
    receipt.action = "fmt";
    receipt.status = status;
    receipt.message = message;
    Json& record = records_.emplace_back(to_json(receipt));
    if (!diff.empty()) record["diff"] = diff;
  }

  // `words` begin with the path.
  void lost(const std::string& path, const std::string& words, const std::vector<std::string>& below = {}) {
    caseload::add_file(result_, path, {}, false);
    result_.unreadable.push_back({path, words.starts_with(path + ": ") ? words.substr(path.size() + 2) : words});
    write_fault("rar-record", words, below);
    worse(unreadable);
  }

  void refuse(const std::string& path, const std::string& words, Status status = Status::refused) {
    told(path, status, words);
    write_fault("rar-record", words);
    worse(status == Status::conflict ? static_cast<int>(conflict) : static_cast<int>(refused));
  }

  void lay_out(const std::string& path) {
    try {
      refuse_packed(path);
      const bool only_looks = record_.check || record_.dry_run;
      std::optional<FileEdit> edit;
      if (!only_looks) edit.emplace(path, record_.lock_timeout);
      const std::string old = only_looks ? invocation_.world().read(path) : edit->bytes();
      const recording::CaseText file(path, old);
      caseload::add_file(result_, path, old, true);
      std::string why;
      const auto fresh = document::canonical(old, why);
      if (!fresh) return refuse(path, fmt::format("{}: {}", path, why));
      if (*fresh == old) return told(path, Status::already_recorded, {});
      if (record_.check) {
        text_ += fmt::format("{}: not canonical\n", path);
        told(path, Status::dry_run, "not canonical");
        worse(findings);
      } else if (record_.dry_run) {
        const std::string diff = shown_difference(path, old, *fresh, sight_of(file, options_));
        text_ += diff;
        told(path, Status::dry_run, {}, diff);
      } else {
        edit->replace(*fresh);
        if (!options_.quiet) text_ += fmt::format("{}: laid out\n", path);
        told(path, Status::written, {});
      }
    } catch (const recording::NotUnderstood& problem) {
      if (!problem.other_kind.empty()) {  // a hook is handed every file of a change
        result_.accounts.push_back(passed_over(path, problem.other_kind));
        return;
      }
      lost(path, problem.message, problem.below);
    } catch (const WorldConflict& failed) {
      refuse(path, failed.what(), Status::conflict);
    } catch (const WorldRefusal& refusal) {
      refuse(path, fmt::format("{}; {}", refusal.what(), refusal.fix()));
    } catch (const recording::Refusal& refusal) {
      refuse(path, refusal.message);
    }
  }

  int print() {
    render::RunOutput run = invocation_.asked(result_, records_);
    if (exit_ == done) {
      exit_ = run.summary.exit;
      invocation_.say_nothing(run);
    }
    run.summary.exit = exit_;
    if (exit_ == refused || exit_ == conflict) run.summary.verdict = "refused";
    if (exit_ == findings) run.summary.verdict = "findings";
    std::string out = text_;
    if (options_.format == "ndjson") {
      out = render::ndjson(records_, render::summary_json(run));
    } else if (options_.format == "json") {
      for (const render::UnreadFile& file : run.account.not_read) records_.push_back(render::unreadable_json(file));
      out = render::json(records_);
    } else if (!options_.quiet) {
      out += account_end(run.account, "text");
    }
    if (options_.format != "text") invocation_.say_account(run.account, {});
    return write_out(out) ? exit_ : static_cast<int>(reader_gone);
  }

  Invocation& invocation_;
  const Options& options_;
  const RecordOptions& record_;
  caseload::Result result_;
  std::vector<Json> records_;
  std::string text_;
  int exit_ = done;
};

}  // namespace

int run_fmt(Invocation& invocation, const Options& options, const RecordOptions& record) {
  return Layout(invocation, options, record).run();
}

}  // namespace probation::tools
