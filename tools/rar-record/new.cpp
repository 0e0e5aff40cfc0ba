// new: a case file that begins, and what it still lacks.
#include <algorithm>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/files.hpp"
#include "recording/new_case.hpp"
#include "tools/rar-record/case_finder.hpp"
#include "tools/rar-record/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::Receipt;
using recording::Status;

namespace {

// What the rules find and what they miss in the new case.
void report_lacks(const Invocation& invocation, const std::string& file, const std::string& bytes, Receipt& receipt) {
  FileContent content;
  const std::vector<document::Slice> slices = document::split_stream(bytes);
  document::Decoded decoded = document::decode(slices.front(), file_kinds(), &content);
  rules::Origin origin;
  origin.file = file;
  origin.text = bytes;
  std::vector<std::string> lacks;
  for (const rules::Finding& finding : rules::judge(decoded, content, origin, invocation.settings()).findings) {
    if (finding.outcome == rules::Verdict::pass) continue;
    recording::Fault fault;
    fault.rule = finding.rule->id;
    fault.about = subject_of_fault(finding);
    fault.subject = finding.subject;
    fault.message = finding.message;
    fault.is_error = finding.severity == rules::Severity::error && finding.outcome == rules::Verdict::fail;
    fault.is_undetermined = finding.outcome == rules::Verdict::undetermined;
    fault.line = finding.location.line;
    std::string record;
    {
      render::JsonText text(record);
      render::append(text, finding);
    }
    fault.record = [record] { return record; };
    receipt.findings.push_back(std::move(fault));
    for (const std::string& pointer : finding.missing)
      if (std::find(lacks.begin(), lacks.end(), pointer) == lacks.end()) lacks.push_back(pointer);
  }
  std::sort(lacks.begin(), lacks.end());
  receipt.message = lacks.empty() ? "" : fmt::format("still lacks {}", join(lacks, ", "));
}

// What the order says of itself cannot be, or not by law: as an entry that breaks a rule it is refused unless allowed.
// What else fails in a case that begins is that nothing is recorded yet.
void refuse_order(const std::vector<recording::Fault>& findings, const std::vector<std::string>& allowed) {
  for (const recording::Fault& fault : findings)
    if (fault.is_error && fault.rule.starts_with("ORD") &&
        std::find(allowed.begin(), allowed.end(), fault.rule) == allowed.end())
      throw recording::Refusal{
          fmt::format("the case would break {} ({}): {}", fault.rule, fault.subject, fault.message), {}};
}

// Why no case of the person may begin in the folder of the path, and how the command ends then; nothing: it may.
std::optional<std::pair<std::string, int>> why_not_begun(Invocation& invocation, const std::string& crn,
                                                         const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const CaseFinder finder(invocation.world(), slash == std::string::npos ? "."
                                              : slash == 0               ? "/"
                                                                         : path.substr(0, slash));
  const auto shown = [&](const std::string& name) {
    return slash == std::string::npos && name.starts_with("./") ? name.substr(2) : name;
  };
  if (const std::vector<CasePlace>& places = finder.places_of(crn); !places.empty())
    return std::pair(fmt::format("{} is the case of {} already", shown(places.front().name), crn), +refused);
  for (const intake::Unreadable& file : finder.unreadable())
    write_fault("rar-record", fmt::format("{}: {}", shown(file.path), file.why));
  if (finder.unreadable().empty()) return std::nullopt;
  const std::vector<intake::Unreadable>& unread = finder.unreadable();
  return std::pair(doubt_about(shown(unread.front().path), unread.size() - 1), +unreadable);
}

}  // namespace

int run_new(Invocation& invocation, const Options& options, const RecordOptions& record) {
  const recording::Clerk clerk = clerk_of(invocation, options, record);  // refuses a day that lies ahead
  recording::FirstFacts facts;
  facts.crn = record.crn;
  for (const auto& [key, given] : record.words) {
    const std::string value = key.ends_with("_date") ? dated("--" + key, given, invocation.as_of()) : given;
    if (key == "order_type") facts.order_type = value;
    if (key == "sentence_date") facts.sentence_date = value;
    if (key == "end_date") facts.end_date = value;
    if (key == "rar_days") facts.rar_days = value;
  }
  const std::string text = recording::case_text(recording::new_case(facts));
  const std::string path = invocation.world().kind(record.out) == PathKind::folder
                               ? record.out + (record.out.ends_with('/') ? "" : "/") + record.crn + ".yaml"
                               : record.out;
  Outcome outcome;
  Receipt receipt;
  receipt.file = path;
  receipt.crn = record.crn;
  receipt.action = "new";
  try {
    refuse_packed(path);
    std::optional<FileEdit> edit;  // a dry run takes no lock: it leaves no trace
    std::optional<std::string> there;
    if (!record.dry_run) {
      edit.emplace(path, record.lock_timeout);
      if (edit->exists()) there = edit->bytes();
    } else if (invocation.world().kind(path) == PathKind::file) {
      there = invocation.world().read(path);
    }
    if (edit && edit->distrust() && !options.quiet) write_fault("rar-record", fmt::format("{}", *edit->distrust()));
    if (there && *there == text) {
      receipt.status = Status::already_recorded;
    } else if (there) {
      receipt.status = Status::refused;
      receipt.message = fmt::format("{} is there already; a new case never replaces a file", path);
      outcome.exit = refused;
    } else if (const auto why = why_not_begun(invocation, record.crn, path)) {
      receipt.status = Status::refused;
      std::tie(receipt.message, outcome.exit) = *why;
    } else {
      report_lacks(invocation, path, text, receipt);
      refuse_order(receipt.findings, clerk.allowed);
      receipt.status = record.dry_run ? Status::dry_run : Status::written;
      receipt.line = 1;
      if (record.dry_run)
        outcome.diff =
            shown_difference(path, "", text, options.redact ? recording::Sight::redacted : recording::Sight::all);
      else edit->replace(text);
    }
  } catch (const recording::Refusal& refusal) {
    receipt.status = Status::refused;
    receipt.message = refusal.message;
    outcome.exit = refused;
  } catch (const WorldRefusal& refusal) {
    receipt.status = Status::refused;
    receipt.message = fmt::format("{}; {}", refusal.what(), refusal.fix());
    outcome.exit = refused;
  } catch (const WorldConflict& failed) {
    receipt.status = Status::conflict;
    receipt.message = failed.what();
    outcome.exit = conflict;
  }
  // The findings of a case that has just begun are what it lacks; the message names that.
  if (options.format == "text") receipt.findings.clear();
  outcome.receipts.push_back(std::move(receipt));
  return print_outcome(outcome, options, false);
}

}  // namespace probation::tools
