#include "tools/eip-score/register_writing.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "caseload/catalogue_evidence.hpp"
#include "facts/catalogue/catalogue_index.hpp"
#include "intake/national_catalogue.hpp"
#include "intake/one_file.hpp"
#include "intake/read_documents.hpp"
#include "render/unified_diff.hpp"
#include "tools/common/output.hpp"

namespace probation::tools {
namespace {

using render::Json;

Json json_of(const RegisterReceipt& receipt, const std::string& action) {
  Json findings = Json::array();
  for (const rules::Finding& finding : receipt.findings) findings.push_back(render::to_json(finding));
  Json record{{"schema", "receipt/1"},
              {"file", receipt.file},
              {"crn", nullptr},
              {"action", action},
              {"id", receipt.id.empty() ? Json(nullptr) : Json(receipt.id)},
              {"status", receipt.status},
              {"line", receipt.line == 0 ? Json(nullptr) : Json(receipt.line)},
              {"supersedes", nullptr},
              {"findings", findings},
              {"message", receipt.message.empty() ? Json(nullptr) : Json(receipt.message)},
              {"evidence", receipt.evidence},
              {"dependants", receipt.dependants},
              {"regions", receipt.regions}};
  if (!receipt.diff.empty()) record["diff"] = receipt.diff;
  return record;
}

std::string text_of(const RegisterReceipt& receipt) {
  if (receipt.status == "refused" || receipt.status == "conflict") return {};
  if (receipt.status == "dry_run") return receipt.diff;
  std::string text =
      fmt::format("{}: {}: {}\n", receipt.line == 0 ? receipt.file : fmt::format("{}:{}", receipt.file, receipt.line),
                  receipt.status == "written" ? "written" : "already recorded", receipt.message);
  for (const rules::Finding& finding : receipt.findings)
    text += fmt::format("  let stand: {}: {}\n", finding.rule->id, finding.message);
  if (!receipt.dependants.empty()) text += fmt::format("  named by: {}\n", join(receipt.dependants, ", "));
  if (!receipt.regions.empty()) text += fmt::format("  chosen by: {}\n", join(receipt.regions, ", "));
  return text;
}

int print_receipts(const std::vector<RegisterReceipt>& receipts, const std::string& action, const Options& options,
                   int code) {
  const std::vector<Target> outputs = targets(options, "register " + action, {"text", "json", "ndjson"});
  for (const RegisterReceipt& receipt : receipts)
    if (receipt.status == "refused" || receipt.status == "conflict") {
      write_fault(eip_score, fmt::format("{}: {}: {}", receipt.status, receipt.file, receipt.message));
      for (const rules::Finding& finding : receipt.findings)
        write_error(fmt::format("  {}:{}:{}: {}[{}] {}\n", finding.location.file, finding.location.line,
                                finding.location.column, rules::word(finding.severity), finding.rule->id,
                                finding.message));
    }
  std::vector<Json> records;
  for (const RegisterReceipt& receipt : receipts) records.push_back(json_of(receipt, action));
  const int printed = deliver(outputs, [&](const Target& target) -> std::string {
    if (target.format == "json") return (records.size() == 1 ? records.front().dump(2) : Json(records).dump(2)) + "\n";
    std::string text;
    if (target.format == "ndjson")
      for (const Json& record : records) text += record.dump() + "\n";
    else
      for (const RegisterReceipt& receipt : receipts) text += text_of(receipt);
    return text;
  });
  return printed == done ? code : printed;
}

// Nothing where the file cannot be read as one intervention; why is then said.
std::optional<RegisterEntry> read_entry(Invocation& invocation, const std::string& path, bool dry_run,
                                        double lock_timeout) {
  RegisterEntry entry;
  entry.path = path;
  entry.file = invocation.world().canonical(path);
  entry.folder = folder_of(entry.file);
  if (!dry_run) {  // a dry run takes no lock: it leaves no trace
    entry.edit = std::make_unique<FileEdit>(path, lock_timeout);
    if (entry.edit->distrust()) invocation.note(*entry.edit->distrust());
    if (!entry.edit->exists()) throw WorldConflict(fmt::format("{}: the file went away meanwhile", path));
  }
  entry.before = entry.edit ? entry.edit->bytes() : invocation.world().read(path);
  const auto read = intake::documents_of(entry.before, path);
  bool sound = true;
  for (const intake::Document& document : read->documents)
    for (const document::Problem& problem : document.decoded.problems) {
      write_error(fmt::format("{}:{}:{}: error[{}] {}\n", safe_text(path), problem.place.line, problem.place.column,
                              problem.rule, problem.message));
      sound = false;
    }
  if (!sound) return std::nullopt;
  auto* content = read->documents.empty() ? nullptr : std::get_if<Intervention>(&read->documents.front().content);
  if (content == nullptr) {
    write_fault(eip_score, fmt::format("{}: not an intervention/1 file", path));
    return std::nullopt;
  }
  if (read->documents.size() != 1)
    throw WorldRefusal(fmt::format("{}: the file holds several documents", path), "keep one intervention in a file");
  entry.intervention = std::make_shared<Intervention>(std::move(*content));
  entry.places = std::make_shared<PlaceTable>(std::move(read->documents.front().decoded.places));
  entry.id = entry.intervention->id ? entry.intervention->id->text : std::string{};
  return entry;
}

// Regions whose selection, open on the day, names the id: those of --selections, else those beside and below.
std::vector<std::string> regions_naming(Invocation& invocation, const Options& options, const RegisterEntry& entry,
                                        Date day) {
  std::set<std::string> regions;
  const auto add = [&](const std::string& region, const auto& from, const auto& until, const auto& selected) {
    const bool is_open = !(from && day < *from) && !(until && *until < day);
    if (is_open && std::any_of(selected.begin(), selected.end(), [&](const auto& id) { return id == entry.id; }))
      regions.insert(region);
  };
  if (!options.selections.empty() && invocation.settings().catalogue->selections) {
    for (const RegionSelection& one : *invocation.settings().catalogue->selections)
      add(one.region, one.from, one.until, one.selected);
    return {regions.begin(), regions.end()};
  }
  const intake::FoundFiles found = intake::find_files(invocation.world(), {folder_of(entry.path)});
  // What cannot be read may name it: a receipt that leaves a region out would pass for there being none.
  for (const intake::Unreadable& file : found.unreadable) throw intake::WorldFailure(file.path, file.why);
  for (const std::string& path : found.paths) {
    if (!intake::has_schema(invocation.world(), path, "selection/1")) continue;
    const auto read = intake::read_documents(invocation.world(), path);
    for (const intake::Document& document : read->documents)
      if (const auto* file = std::get_if<SelectionFile>(&document.content); file != nullptr && file->region) {
        std::vector<std::string> selected;
        for (const Located<std::string>& id : file->selected)
          if (id) selected.push_back(*id);
        add(*file->region, file->from.value, file->until.value, selected);
      }
  }
  return {regions.begin(), regions.end()};
}

class Change {
 public:
  Change(Invocation& invocation, const Options& options, const CatalogueOptions& flags, const RegisterCommand& command)
      : invocation_(invocation), options_(options), flags_(flags), command_(command) {}

  int run(const Propose& propose) {
    const std::vector<std::string>& paths = invocation_.configuration().inputs;
    for (const std::string& path : paths)
      if (invocation_.world().kind(path) != intake::PathKind::file) {
        write_fault(eip_score, fmt::format("{}: no such file", path));
        return unreadable;
      }
    try {
      if (!flags_.dry_run) hold_folders(paths);
      for (const std::string& path : paths) {
        auto entry = read_entry(invocation_, path, flags_.dry_run, flags_.lock_timeout);
        if (!entry) return unreadable;
        entries_.push_back(std::move(*entry));
      }
      return decide(propose);
    } catch (const WorldConflict& failed) {
      return none(failed.what(), "conflict", conflict);
    } catch (const WorldRefusal& failed) {
      return none(fmt::format("{}; {}", failed.what(), failed.fix()), "refused", refused);
    }
  }

 private:
  void hold_folders(const std::vector<std::string>& paths) {
    std::set<std::string> folders;
    for (const std::string& path : paths) folders.insert(folder_of(invocation_.world().canonical(path)));
    if (!command_.successor.empty()) {
      const CatalogueFacts catalogue = catalogue_beside(invocation_, options_, paths);
      const CatalogueEntry* successor = catalogue.find_entry(command_.successor);
      if (successor != nullptr && invocation_.world().kind(successor->file) == intake::PathKind::file)
        folders.insert(folder_of(invocation_.world().canonical(successor->file)));
    }
    hold_.emplace(folders, flags_.lock_timeout);
    for (const std::string& line : hold_->said()) invocation_.note(line);
  }

  int decide(const Propose& propose) {
    const std::vector<std::string>& paths = invocation_.configuration().inputs;
    CatalogueFacts catalogue = catalogue_beside(invocation_, options_, paths);
    for (const RegisterEntry& entry : entries_) {  // as they are, beside one another
      std::erase_if(catalogue.entries, [&](const CatalogueEntry& one) {
        return one.intervention.id && one.intervention.id->text == entry.id;
      });
      catalogue.entries.push_back({entry.path, entry.before, *entry.intervention, entry.places, true, false});
    }
    catalogue.remember_ids();
    const CatalogueIndex index(catalogue, invocation_.as_of());
    bool any_refused = false;
    std::vector<std::optional<lifecycle::Written>> written(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const RegisterEntry& entry = entries_[i];
      Proposal proposal = propose(entry, catalogue);
      RegisterReceipt receipt{
          entry.path,
          entry.id,
          {},
          {},
          {},
          0,
          std::move(proposal.findings),
          proposal.evidence,
          index.dependants_of(entry.id),
          regions_naming(invocation_, options_, entry, command_.of_day.value_or(invocation_.as_of()))};
      if (const auto* no = std::get_if<lifecycle::MoveRefused>(&proposal.result)) {
        receipt.status = "refused";
        receipt.message = fmt::format("{}; {}", no->why, no->fix);
        any_refused = true;
      } else if (const auto* same = std::get_if<lifecycle::AlreadyRecorded>(&proposal.result)) {
        receipt.status = "already_recorded";
        receipt.message = same->message;
      } else {
        auto& change = std::get<lifecycle::Written>(proposal.result);
        receipt.line = change.line;
        receipt.message = change.message;
        for (const std::string& note : proposal.notes) receipt.message += "; " + note;
        receipt.status = flags_.dry_run ? "dry_run" : "written";
        if (flags_.dry_run && !sight().redact)
          receipt.diff = render::unified_diff(entry.path, entry.before, change.bytes);
        written[i] = std::move(change);
      }
      receipts_.push_back(std::move(receipt));
    }
    if (any_refused) {
      for (RegisterReceipt& receipt : receipts_) {
        if (receipt.status == "refused") continue;
        receipt.status = "refused";
        receipt.message = "nothing was written: another file of the command was refused";
        receipt.line = 0;
        receipt.diff.clear();
      }
      return print_receipts(receipts_, command_.action, options_, refused);
    }
    if (!flags_.dry_run) write(written);
    return print_receipts(receipts_, command_.action, options_, done);
  }

  void write(const std::vector<std::optional<lifecycle::Written>>& written) {
    std::vector<RegisterHold::Change> changes;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (written[i]) changes.push_back({entries_[i].edit.get(), entries_[i].file, written[i]->bytes});
    if (!changes.empty()) hold_->replace(changes);
  }

  // All of them in one state: nothing was written.
  int none(const std::string& message, const std::string& status, int code) {
    receipts_.clear();
    for (const std::string& path : invocation_.configuration().inputs) {
      const auto entry =
          std::find_if(entries_.begin(), entries_.end(), [&](const RegisterEntry& one) { return one.path == path; });
      receipts_.push_back(
          {path, entry == entries_.end() ? std::string{} : entry->id, status, message, {}, 0, {}, {}, {}, {}});
    }
    return print_receipts(receipts_, command_.action, options_, code);
  }

  Invocation& invocation_;
  const Options& options_;
  const CatalogueOptions& flags_;
  const RegisterCommand& command_;
  std::optional<RegisterHold> hold_;
  std::vector<RegisterEntry> entries_;
  std::vector<RegisterReceipt> receipts_;
};

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

CatalogueFacts catalogue_beside(Invocation& invocation, const Options& options, const std::vector<std::string>& paths) {
  CatalogueFacts catalogue;
  if (!options.catalogue.empty()) {
    catalogue = *invocation.settings().catalogue;
    catalogue.name = options.catalogue;
  } else {
    std::set<std::string> folders;
    for (const std::string& path : paths) folders.insert(folder_of(path));
    catalogue = caseload::read_beside(invocation.world(), paths, invocation.settings()).catalogue;
    for (const CatalogueEntry& entry : invocation.settings().catalogue->entries)
      if (catalogue.find(entry.intervention.id->text) == nullptr) catalogue.entries.push_back(entry);
    catalogue.name = fmt::format("{} or {}", join(std::vector<std::string>(folders.begin(), folders.end()), ", "),
                                 national_catalogue_name);
  }
  caseload::add_shipped_policies(invocation.world(), catalogue);
  catalogue.remember_ids();
  return catalogue;
}

std::vector<rules::Finding> errors_of(const std::string& path, const std::string& bytes, CatalogueFacts catalogue,
                                      const rules::Settings& settings, std::vector<std::string>& problems) {
  const auto read = intake::documents_of(bytes, path);
  for (const intake::Document& document : read->documents)
    for (const document::Problem& problem : document.decoded.problems)
      problems.push_back(intake::located(path, problem.place, problem.message));
  auto* intervention = read->documents.empty() ? nullptr : std::get_if<Intervention>(&read->documents.front().content);
  if (intervention == nullptr || !problems.empty()) return {};
  const std::string id = intervention->id ? intervention->id->text : std::string{};
  std::erase_if(catalogue.entries, [&](const CatalogueEntry& entry) {
    return entry.intervention.id && entry.intervention.id->text == id;
  });
  for (CatalogueEntry& entry : catalogue.entries) entry.background = true;
  catalogue.entries.push_back({path, bytes, std::move(*intervention),
                               std::make_shared<PlaceTable>(std::move(read->documents.front().decoded.places)), true,
                               false});
  rules::Settings all = settings;
  all.selection = {{"INT", "EIP"}, {}};
  std::vector<rules::Finding> errors = rules::judge_catalogue(catalogue, all).findings;
  std::erase_if(errors, [](const rules::Finding& finding) {
    return finding.outcome != rules::Verdict::fail || finding.severity != rules::Severity::error;
  });
  return errors;
}

int change_register(Invocation& invocation, const Options& options, const CatalogueOptions& flags,
                    const RegisterCommand& command, const Propose& propose) {
  const std::vector<std::string>& paths = invocation.configuration().inputs;
  std::set<std::string> files;
  for (const std::string& path : paths)
    if (!files.insert(invocation.world().canonical(path)).second)
      throw UsageError{fmt::format("register {}: {} is given twice", command.action, path)};
  return Change(invocation, options, flags, command).run(propose);
}

}  // namespace probation::tools
