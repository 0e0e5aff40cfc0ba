// new: a case file that begins, and what it still lacks.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/files.hpp"
#include "recording/new_case.hpp"
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
    receipt.findings.push_back({std::string(finding.rule->id), finding.subject, finding.message,
                                finding.severity == rules::Severity::error && finding.outcome == rules::Verdict::fail,
                                false, finding.location.line, render::written(render::to_json(finding))});
    for (const std::string& pointer : finding.missing)
      if (std::find(lacks.begin(), lacks.end(), pointer) == lacks.end()) lacks.push_back(pointer);
  }
  std::sort(lacks.begin(), lacks.end());
  receipt.message = lacks.empty() ? "" : fmt::format("still lacks {}", join(lacks, ", "));
}

}  // namespace

int run_new(Invocation& invocation, const Options& options, const RecordOptions& record) {
  recording::FirstFacts facts;
  facts.crn = record.crn;
  for (const auto& [key, value] : record.words) {
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
    FileEdit edit(path, record.lock_timeout);
    if (edit.distrust() && !options.quiet) write_error(fmt::format("rar-record: {}\n", *edit.distrust()));
    if (edit.exists() && edit.bytes() == text) {
      receipt.status = Status::already_recorded;
    } else if (edit.exists()) {
      receipt.status = Status::refused;
      receipt.message = fmt::format("{} is there already; a new case never replaces a file", path);
      outcome.exit = refused;
    } else {
      report_lacks(invocation, path, text, receipt);
      receipt.status = record.dry_run ? Status::dry_run : Status::written;
      receipt.line = 1;
      if (record.dry_run) outcome.diff = unified_diff(path, "", text);
      else edit.replace(text);
    }
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
