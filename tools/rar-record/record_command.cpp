#include "tools/rar-record/record_command.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::CaseText;
using recording::Change;
using recording::Fault;
using recording::Receipt;
using recording::Status;
using render::Json;

recording::Judge engine_judge(const Invocation& invocation, const std::string& file, std::vector<std::string> only) {
  rules::Settings settings = invocation.settings();
  settings.selection = {std::move(only),
                        {}};  // what is not looked at elsewhere refuses here all the same; --allow keeps its reason
  return [settings, file](const std::string& bytes) {
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<Fault> faults;
    for (const document::Slice& slice : document::split_stream(text)) {
      FileContent content;
      document::Decoded decoded = document::decode(slice, file_kinds(), &content);
      rules::Origin origin;
      origin.file = file;
      origin.text = text;
      const rules::Judgement judgement = rules::judge(decoded, content, origin, settings);
      for (const rules::Finding& finding : judgement.findings) {
        if (finding.outcome != rules::Verdict::fail) continue;
        Fault fault{std::string(finding.rule->id),
                    finding.subject,
                    finding.message,
                    finding.severity == rules::Severity::error,
                    false,
                    finding.location.line,
                    render::written(render::to_json(finding))};
        fault.prevents_reading = document::prevents_reading(fault.rule);
        faults.push_back(std::move(fault));
      }
    }
    return faults;
  };
}

recording::Clerk clerk_of(Invocation& invocation, const Options& options, const RecordOptions& record) {
  recording::Clerk clerk;
  for (const std::string& rule : comma_list(record.allow)) {
    if (rules::find_rule(rule) == nullptr) {
      std::vector<std::string_view> ids;
      for (const rules::Rule* known : rules::rule_book()) ids.push_back(known->id);
      std::string capitals = rule;
      std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      const auto near = nearest(capitals, ids);
      throw UsageError{fmt::format("--allow {}: no such rule{}", rule,
                                   near ? fmt::format("; did you mean {}?", *near) : std::string{})};
    }
    clerk.allowed.push_back(rule);
  }
  if (!clerk.allowed.empty() && trim(record.reason).empty())
    throw UsageError{"--allow needs --reason: why the rule may be broken is kept in the entry"};
  clerk.reason = record.reason;
  if (options.as_of.empty()) {
    const document::Moment now = now_in_london();
    clerk.recorded = fmt::format("{}T{:02}:{:02}", format(now.date), *now.minute_of_day / 60, *now.minute_of_day % 60);
  } else {
    clerk.recorded = format(invocation.as_of());
  }
  return clerk;
}

// ---- one file
// ---------------------------------------------------------------------------------------------------------

Outcome change_file(const std::string& path, const RecordOptions& record, bool quiet,
                    const std::function<Change(const CaseText&)>& change) {
  Outcome outcome;
  RealWorld world;
  if (world.kind(path) == PathKind::missing)
    throw recording::NotUnderstood{fmt::format("{}: no such file or folder", path)};
  if (world.kind(path) == PathKind::folder) throw UsageError{fmt::format("{}: is a folder; name one case file", path)};
  const auto finish = [&](Change made, const std::string& before, FileEdit* edit) {
    const bool refused_any = made.refused();
    if (made.bytes && !refused_any) {
      if (record.dry_run) {
        outcome.diff = unified_diff(path, before, *made.bytes);
        for (Receipt& receipt : made.receipts)
          if (receipt.status == Status::written) receipt.status = Status::dry_run;
      } else if (edit != nullptr) {
        edit->replace(*made.bytes);
      }
    }
    outcome.receipts = std::move(made.receipts);
    if (refused_any) outcome.exit = refused;
  };
  try {
    std::optional<FileEdit> edit;  // a dry run takes no lock: it leaves no trace
    if (!record.dry_run) edit.emplace(path, record.lock_timeout);
    if (edit && edit->distrust() && !quiet) write_error(fmt::format("rar-record: {}\n", *edit->distrust()));
    if (edit && !edit->exists()) throw WorldConflict(fmt::format("{}: the file went away meanwhile", path));
    const CaseText file(path, edit ? edit->bytes() : world.read(path));
    if (!quiet)
      for (const std::string& note : file.notes()) write_error(fmt::format("rar-record: {}\n", note));
    finish(change(file), file.bytes(), edit ? &*edit : nullptr);
  } catch (const WorldConflict& failed) {
    Receipt receipt;
    receipt.file = path;
    receipt.status = Status::conflict;
    receipt.message = failed.what();
    outcome.receipts = {receipt};
    outcome.exit = conflict;
  } catch (const WorldRefusal& refusal) {
    Receipt receipt;
    receipt.file = path;
    receipt.message = fmt::format("{}; {}", refusal.what(), refusal.fix());
    outcome.receipts = {receipt};
    outcome.exit = refused;
  } catch (const recording::Refusal& refusal) {
    Receipt receipt;
    receipt.file = path;
    receipt.message = refusal.message;
    outcome.receipts = {receipt};
    outcome.exit = refused;
  }
  return outcome;
}

Json to_json(const Receipt& receipt) {
  const auto text = [](const std::string& words) { return words.empty() ? Json(nullptr) : Json(words); };
  Json findings = Json::array();
  for (const Fault& fault : receipt.findings)
    findings.push_back(Json::parse(fault.record).value_or(Json(fault.record)));
  return {{"schema", "receipt/1"},
          {"file", receipt.file},
          {"crn", text(receipt.crn)},
          {"action", text(receipt.action)},
          {"id", text(receipt.id)},
          {"status", recording::word(receipt.status)},
          {"line", receipt.line == 0 ? Json(nullptr) : Json(receipt.line)},
          {"supersedes", text(receipt.supersedes)},
          {"findings", findings},
          {"message", text(receipt.message)}};
}

int print_outcome(const Outcome& outcome, const Options& options, bool always_list) {
  std::string out, wrong;
  if (options.format == "text") {
    out = outcome.diff;
    for (const Receipt& receipt : outcome.receipts) {
      const std::string where = receipt.line == 0 ? receipt.file : fmt::format("{}:{}", receipt.file, receipt.line);
      const std::string what = receipt.id.empty() ? std::string{} : " " + receipt.id;
      const std::string tail = receipt.message.empty() ? std::string{} : ": " + receipt.message;
      if (receipt.status == Status::refused || receipt.status == Status::conflict) {
        wrong += fmt::format("rar-record: {}{}{}{}\n", receipt.status == Status::refused ? "refused" : "conflict",
                             receipt.action.empty() ? "" : ": " + receipt.action, what, tail);
        continue;
      }
      if (receipt.status == Status::dry_run) continue;
      out += fmt::format(
          "{}: {}{}{}{}\n", where, receipt.status == Status::written ? "recorded" : "already recorded", what,
          receipt.supersedes.empty()
              ? ""
              : fmt::format(", which {} {}", receipt.withdraws ? "withdraws" : "replaces", receipt.supersedes),
          tail);
      for (const Fault& fault : receipt.findings)
        out += fmt::format("  {}[{}] {} ({})\n", fault.is_error ? "error" : "finding", fault.rule, fault.message,
                           fault.subject);
    }
  } else {
    const auto record_of = [&](const Receipt& receipt) {
      Json json = to_json(receipt);
      if (!outcome.diff.empty() && outcome.receipts.size() == 1) json["diff"] = outcome.diff;
      return json;
    };
    if (options.format == "ndjson") {
      for (const Receipt& receipt : outcome.receipts) out += render::written(record_of(receipt)) + "\n";
    } else if (outcome.receipts.size() == 1 && !always_list) {
      out = render::written(record_of(outcome.receipts.front()), 2) + "\n";
    } else {
      std::vector<Json> all;
      for (const Receipt& receipt : outcome.receipts) all.push_back(record_of(receipt));
      out = render::json(all);
    }
    for (const Receipt& receipt : outcome.receipts)
      if (receipt.status == Status::refused || receipt.status == Status::conflict)
        wrong += fmt::format("rar-record: {}\n", receipt.message);
  }
  if (!options.quiet || outcome.exit != done) write_error(wrong);
  return write_out(out) ? outcome.exit : static_cast<int>(reader_gone);
}

}  // namespace probation::tools
