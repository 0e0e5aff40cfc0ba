#include "tools/rar-record/record_command.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "document/limits.hpp"
#include "intake/compressed.hpp"
#include "model/files.hpp"
#include "render/run/redact.hpp"
#include "rules/engine.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

using recording::CaseText;
using recording::Change;
using recording::Fault;
using recording::FaultDetail;
using recording::Receipt;
using recording::Status;
using render::Json;

std::vector<rules::Finding> findings_of(std::string_view text, const std::string& file,
                                        const rules::Settings& settings) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<rules::Finding> all;
  const auto lines = std::make_shared<document::LineIndex>(text, 0, 1);
  for (const document::Slice& slice : document::split_stream(text)) {
    FileContent content;
    document::Decoded decoded = document::decode(slice, file_kinds(), &content);
    rules::Origin origin;
    origin.file = file;
    origin.text = text;
    origin.lines = lines;
    rules::Judgement judgement = rules::judge(decoded, content, origin, settings);
    if (all.empty()) all = std::move(judgement.findings);
    else std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(all));
  }
  return all;
}

recording::FaultSubject subject_of_fault(const rules::Finding& finding) {
  recording::FaultSubject about;
  about.is_file = finding.is_of_file;
  about.entry_id = finding.entry_id;
  if (!finding.entry_id.empty()) return about;
  about.order_id = finding.order_id;
  about.requirement_id = finding.requirement_id;
  return about;
}

namespace {

// Records of all faults of a text, of which a receipt shows a few: those of a case of thousands wait on a disk.
using Records = std::shared_ptr<Spill>;

Fault fault_of(const rules::Finding& finding, FaultDetail detail, const Records& records) {
  Fault fault;
  fault.rule = finding.rule->id;
  fault.about = subject_of_fault(finding);
  fault.is_undetermined = finding.outcome == rules::Verdict::undetermined;
  if (!fault.is_undetermined) {
    fault.is_error = finding.severity == rules::Severity::error;
    fault.prevents_reading = document::prevents_reading(fault.rule);
    fault.line = finding.location.line;
  }
  if (detail == FaultDetail::named) return fault;
  fault.subject = finding.subject;
  if (fault.is_undetermined) return fault;
  fault.message = finding.message;
  fault.fix = finding.fix.value_or("");
  std::string record;
  {
    render::JsonText text(record);
    render::append(text, finding);
  }
  const std::size_t from = records->size();
  records->add(record);
  fault.record = [records, from, size = record.size()] {
    std::string kept;
    records->give(from, size, [&](std::string_view piece) { kept += piece; });
    return kept;
  };
  return fault;
}

}  // namespace

recording::Judge engine_judge(const Invocation& invocation, const std::string& file, std::vector<std::string> only) {
  rules::Settings settings = invocation.settings();
  settings.selection = {std::move(only),
                        {}};  // what is not looked at elsewhere refuses here all the same; --allow keeps its reason
  settings.detail.passes = settings.detail.excerpts = settings.detail.gaps = false;
  return [settings, file](const std::string& bytes, FaultDetail detail) {
    std::vector<rules::Finding> findings = findings_of(bytes, file, settings);
    std::erase_if(findings, [](const rules::Finding& finding) {
      return finding.outcome != rules::Verdict::fail && finding.outcome != rules::Verdict::undetermined;
    });
    // A case may have ten thousand faults: each keeps what it says and no room for more, and what it was made of goes.
    std::vector<Fault> faults;
    faults.reserve(findings.size());
    const Records records = std::make_shared<Spill>();
    for (rules::Finding& finding : findings) {
      faults.push_back(fault_of(finding, detail, records));
      finding = {};
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
  clerk.recorded_by = record.recorded_by;
  clerk.with_dependants = record.with_dependants;
  clerk.today = invocation.as_of();
  if (!options.as_of.empty() && invocation.as_of() > now_in_london().date)
    throw UsageError{fmt::format("--as-of {}: nothing is recorded on a day that lies ahead", options.as_of)};
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

bool was_met(const Invocation& invocation, const std::string& path) {
  const std::vector<std::string>& given = invocation.configuration().inputs;
  return std::find(given.begin(), given.end(), path) == given.end();
}

caseload::FileAccount passed_over(const std::string& path, const std::string& kind) {
  caseload::FileAccount passed;
  passed.path = passed.opened = path;
  passed.state = caseload::FileAccount::State::passed_over;
  passed.kind = kind;
  passed.other_kind = 1;
  return passed;
}

recording::Sight sight_of(const CaseText& file, const Options& options) {
  return file.content().limited_access.is(true) ? recording::Sight::limited
         : options.redact                       ? recording::Sight::redacted
                                                : recording::Sight::all;
}

std::string shown_difference(const std::string& path, const std::string& before, const std::string& after,
                             recording::Sight sight) {
  const std::string old = before.empty() ? before : recording::shielded(before, sight);
  return unified_diff(path, old, recording::shielded(after, sight));
}

Outcome change_file(const std::string& path, const RecordOptions& record, const Options& options,
                    const std::function<Change(const CaseText&)>& change) {
  Outcome outcome;
  RealWorld world;
  if (const PathStatus there = world.status(path); there.kind == PathKind::missing)
    throw recording::NotUnderstood{fmt::format("{}: {}", path, there.why)};
  if (world.kind(path) == PathKind::folder) throw UsageError{fmt::format("{}: is a folder; name one case file", path)};
  const bool quiet = options.quiet;
  const auto finish = [&](Change made, const CaseText& before, FileEdit* edit) {
    const bool refused_any = made.refused();
    if (made.bytes && !refused_any) {
      if (record.dry_run) {
        outcome.diff = shown_difference(path, before.bytes(), *made.bytes, sight_of(before, options));
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
    refuse_packed(path);
    std::optional<FileEdit> edit;  // a dry run takes no lock: it leaves no trace
    if (!record.dry_run) edit.emplace(path, record.lock_timeout);
    if (edit && edit->distrust() && !quiet) write_fault("rar-record", fmt::format("{}", *edit->distrust()));
    if (edit && !edit->exists()) throw WorldConflict(fmt::format("{}: the file went away meanwhile", path));
    const CaseText file(path, edit ? edit->bytes() : world.read(path));
    if (!quiet)
      for (const std::string& note : file.notes()) write_fault("rar-record", fmt::format("{}", note));
    finish(change(file), file, edit ? &*edit : nullptr);
  } catch (const WorldConflict& failed) {
    outcome = failed_outcome(path, failed.what(), conflict);
  } catch (const WorldRefusal& refusal) {
    outcome = failed_outcome(path, fmt::format("{}; {}", refusal.what(), refusal.fix()), refused);
  } catch (const recording::Refusal& refusal) {
    outcome = failed_outcome(path, refusal.message, refused);
  }
  return outcome;
}

std::string case_text_of(RealWorld& world, const std::string& path) {
  std::string bytes = world.read(path);
  if (name_inside(path).empty()) return bytes;
  std::optional<std::string> inside = intake::unpacked(path, bytes);
  if (!inside) throw WorldFailure(path, "damaged, or cut short: it cannot be unpacked");
  return std::move(*inside);
}

void refuse_packed(const std::string& path) {
  if (!name_inside(path).empty()) throw recording::Refusal{fmt::format("{}: {}", path, why_packed), {}};
}

Outcome failed_outcome(const std::string& path, const std::string& message, int exit) {
  Outcome outcome;
  Receipt receipt;
  receipt.file = path;
  receipt.status = exit == conflict ? Status::conflict : Status::refused;
  receipt.message = message;
  outcome.receipts = {receipt};
  outcome.exit = exit;
  return outcome;
}

Json to_json(const Receipt& receipt) {
  const auto text = [](const std::string& words) { return words.empty() ? Json(nullptr) : Json(words); };
  const auto faults = [](const std::vector<Fault>& all) {
    Json list = Json::array();
    for (const Fault& fault : all) {
      const std::string record = fault.record ? fault.record() : std::string{};
      list.push_back(Json::parse(record).value_or(Json(record)));
    }
    return list;
  };
  Json dependants = Json::array(), with = Json::array();
  for (const std::string& id : receipt.dependants) dependants.push_back(id);
  for (const Receipt& other : receipt.with) with.push_back(to_json(other));
  return {{"schema", "receipt/1"},
          {"file", receipt.file},
          {"crn", text(receipt.crn)},
          {"action", text(receipt.action)},
          {"id", text(receipt.id)},
          {"status", recording::word(receipt.status)},
          {"line", receipt.line == 0 ? Json(nullptr) : Json(receipt.line)},
          {"supersedes", text(receipt.supersedes)},
          {"change", receipt.change == 0 ? Json(nullptr) : Json(receipt.change)},
          {"dependants", dependants},
          {"findings", faults(receipt.findings)},
          {"revealed", faults(receipt.revealed)},
          {"with", with},
          {"was", text(receipt.was)},
          {"message", text(receipt.message)}};
}

namespace {

std::string_view replaces(const Receipt& receipt) {
  return receipt.withdraws ? "withdraws" : receipt.fulfils ? "fills" : "replaces";
}

std::string receipt_text(const Receipt& receipt) {
  const std::string where = receipt.line == 0 ? receipt.file : fmt::format("{}:{}", receipt.file, receipt.line);
  const std::string what = receipt.id.empty() ? std::string{} : " " + receipt.id;
  std::string out =
      fmt::format("{}: {}{}{}{}{}\n", where, receipt.status == Status::written ? "recorded" : "already recorded", what,
                  receipt.supersedes.empty() ? "" : fmt::format(", which {} {}", replaces(receipt), receipt.supersedes),
                  receipt.was.empty() ? "" : fmt::format(", which was {}", receipt.was),
                  receipt.message.empty() ? std::string{} : ": " + receipt.message);
  for (const Receipt& other : receipt.with) out += receipt_text(other);
  if (!receipt.dependants.empty()) out += fmt::format("  {} rests on it\n", join(receipt.dependants, ", "));
  for (const Fault& fault : receipt.findings) {
    out += fmt::format("  {}[{}] {} ({})\n", fault.is_error ? "error" : "finding", fault.rule, fault.message,
                       fault.subject);
    if (recording::is_answered_later(fault.rule) && !fault.fix.empty()) out += fmt::format("    {}\n", fault.fix);
  }
  for (const Fault& fault : receipt.revealed)
    out += fmt::format("  revealed[{}] {} ({})\n", fault.rule, fault.message, fault.subject);
  return out;
}

}  // namespace

int print_outcome(const Outcome& outcome, const Options& options, bool always_list) {
  std::string out, wrong;
  if (options.format == "text") {
    out = outcome.diff;
    for (const Receipt& receipt : outcome.receipts) {
      const std::string what = receipt.id.empty() ? std::string{} : " " + receipt.id;
      const std::string tail = receipt.message.empty() ? std::string{} : ": " + receipt.message;
      if (receipt.status == Status::refused || receipt.status == Status::conflict) {
        wrong += fmt::format("rar-record: {}{}{}\n", receipt.status == Status::refused ? "refused" : "conflict",
                             receipt.action.empty() ? "" : ": " + receipt.action, safe_text(what + tail, Kept::tabs));
        continue;
      }
      if (receipt.status == Status::dry_run) continue;
      out += receipt_text(receipt);
    }
    out = safe_text(out, Kept::tabs_and_lines);
  } else {
    const auto record_of = [&](const Receipt& receipt) {
      Json json = to_json(receipt);
      if (options.redact) render::redact(json);
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
        wrong += fmt::format("rar-record: {}\n", safe_text(receipt.message, Kept::tabs));
  }
  if (!options.quiet || outcome.exit != done) write_error(wrong);
  return write_out(out) ? outcome.exit : static_cast<int>(reader_gone);
}

}  // namespace probation::tools
