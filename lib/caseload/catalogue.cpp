#include "caseload/catalogue.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "caseload/catalogue_evidence.hpp"
#include "caseload/each_document.hpp"

namespace probation::caseload {

using intake::FolderEntry;
using intake::PathKind;
using intake::WorldFailure;
using rules::Finding;
using rules::Judgement;

namespace {

Register read_once(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  Register all;
  std::vector<SheetFile> sheets;
  const auto wanted = [](const Document& document) {
    return !document.is_other_than("intervention/1") || !document.is_other_than("selection/1");
  };
  const auto take = [&](const FileRead& file, Document& document) {
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(file, document), settings);
    add(result, judgement);
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
    auto places = std::make_shared<PlaceTable>(std::move(document.decoded.places));
    if (auto* intervention = std::get_if<Intervention>(&document.content))
      all.catalogue.entries.push_back(
          {file.path, std::string(file.text), std::move(*intervention), std::move(places), judgement.readable, false});
    else if (auto* selection = std::get_if<SelectionFile>(&document.content))
      all.selections.push_back(
          {file.path, std::string(file.text), std::move(*selection), std::move(places), judgement.readable, false});
    return judgement.readable;
  };
  const auto note_evidence = [&](const FileRead& file, const Document& document) {
    if (!document.decoded.problems.empty()) return;
    if (const auto* sheet = std::get_if<PanelSheet>(&document.content))
      sheets.push_back({file.path, file.bytes, *sheet});
    if (const auto* policy = std::get_if<EipPolicy>(&document.content))
      if (ScoringPolicyReading reading = scoring_policy(*policy); reading.policy)
        all.catalogue.scoring_policies.push_back(std::make_shared<const ScoringPolicy>(std::move(*reading.policy)));
  };
  for (const std::string& path : request.paths)
    add(result, each_document(world, path, request, wanted, take, note_evidence));
  add_shipped_policies(world, all.catalogue);
  add_sheets(world, all.catalogue, sheets);
  all.catalogue.remember_ids();
  return all;
}

std::string generations(World& world, const Request& request) {
  std::set<std::string> folders;
  for (const std::string& path : request.paths) {
    const std::size_t slash = path.rfind('/');
    folders.insert(slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash));
  }
  std::string all;
  for (const std::string& folder : folders) all += world.generation(folder) + "\n";
  return all;
}

}  // namespace

// Several files may be changed as one meanwhile; half of that must not be seen. It is rare: a few tries are enough.
Register read_register(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  const Result before = result;
  constexpr int most_tries = 20;
  for (int i = 1;; ++i) {
    const std::string generation = generations(world, request);
    Register all = read_once(world, request, settings, result);
    if (i == most_tries || generations(world, request) == generation) return all;
    result = before;
  }
}

std::vector<std::string> ids_used_twice(const CatalogueFacts& catalogue) {
  std::vector<std::string> problems;
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    const CatalogueEntry& entry = catalogue.entries[i];
    if (!entry.intervention.id) continue;
    const CatalogueEntry* first = catalogue.find_entry(entry.intervention.id->text);
    if (first == &entry) continue;
    const Place place = entry.intervention.id.place;
    problems.push_back(fmt::format("{}:{}:{}: the id {} is also in {}", entry.file, place.line, place.column,
                                   entry.intervention.id->text, first->file));
  }
  return problems;
}

rules::Origin SheetRead::origin() const {
  rules::Origin origin;
  origin.file = file;
  origin.text = text;
  origin.places = places.get();
  return origin;
}

std::vector<SheetRead> read_sheets(World& world, const Request& request, const rules::Settings& settings,
                                   Result& result) {
  std::vector<SheetRead> sheets;
  rules::Settings documents = settings;
  documents.selection = {{"DOC"}, {}};
  const auto wanted = [](const Document& document) { return !document.is_other_than("panel/1"); };
  const auto take = [&](const FileRead& file, Document& document) {
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(file, document), documents);
    add(result, judgement);
    const bool refused = std::any_of(judgement.findings.begin(), judgement.findings.end(),
                                     [](const Finding& f) { return f.outcome == rules::Verdict::fail; });
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
    auto* content = std::get_if<PanelSheet>(&document.content);
    if (content != nullptr && !refused) {
      // What is dated after as-of has not happened: the board has yet to decide.
      const auto& by_board = content->ratification;
      if (by_board && by_board->date && settings.as_of < *by_board->date) content->ratification.reset();
      sheets.push_back({file.path, std::string(file.text), std::move(*content),
                        std::make_shared<PlaceTable>(std::move(document.decoded.places))});
    }
    if (refused) document.content = {};  // a sheet is taken whole or not at all
    return !refused;
  };
  for (const std::string& path : request.paths) add(result, each_document(world, path, request, wanted, take));
  return sheets;
}

Register read_beside(World& world, const std::vector<std::string>& files, const rules::Settings& settings) {
  std::set<std::string> folders;
  std::set<intake::FileIdentity> known;
  for (const std::string& file : files) {
    if (file == "-") continue;
    known.insert(world.status(file).identity);
    const std::size_t slash = file.rfind('/');
    folders.insert(slash == std::string::npos ? std::string{} : file.substr(0, slash + 1));
  }
  Request request;
  std::vector<Unreadable> unreadable;
  for (const std::string& folder : folders) {
    std::vector<FolderEntry> entries;
    try {
      entries = world.entries(folder.empty() ? "." : folder);
    } catch (const WorldFailure& failure) {
      unreadable.push_back({failure.path(), failure.why()});
    }
    std::sort(entries.begin(), entries.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    for (const FolderEntry& entry : entries) {
      const bool read = !entry.name.starts_with('.') && entry.name != "rar.yaml" && !entry.status.is_special &&
                        intake::is_searched_for(entry.name);
      if (read && entry.status.kind == PathKind::file && known.insert(entry.status.identity).second)
        request.paths.push_back(folder + entry.name);
    }
  }
  rules::Settings documents = settings;
  documents.selection = {{"DOC"}, {}};
  Result unused;
  Register beside = read_register(world, request, documents, unused);
  beside.unreadable = std::move(unreadable);
  return beside;
}

Result check_catalogue(World& world, const Request& request, const rules::Settings& settings, bool whole,
                       Register beside) {
  Result result;
  Register all = read_register(world, request, settings, result);
  CatalogueFacts& catalogue = all.catalogue;
  catalogue.name = "the catalogue given";
  const auto stands_behind = [&](const CatalogueEntry& entry) {
    if (!entry.intervention.id || catalogue.find(entry.intervention.id->text) != nullptr) return;
    catalogue.entries.push_back(entry);
    catalogue.entries.back().background = true;
  };
  if (settings.catalogue != nullptr && (!whole || catalogue.entries.empty())) {
    catalogue.name = beside.catalogue.entries.empty()
                         ? settings.catalogue->name
                         : fmt::format("the files beside it or {}", settings.catalogue->name);
    for (const CatalogueEntry& entry : beside.catalogue.entries) stands_behind(entry);
    for (const CatalogueEntry& entry : settings.catalogue->entries) stands_behind(entry);
  }
  for (Unreadable& folder : beside.unreadable) {
    result.unreadable.push_back(std::move(folder));
    ++result.unreadable_files;
  }
  for (CatalogueSheet& sheet : beside.catalogue.sheets)
    if (std::none_of(catalogue.sheets.begin(), catalogue.sheets.end(),
                     [&](const CatalogueSheet& known) { return known.name == sheet.name && known.id == sheet.id; }))
      catalogue.sheets.push_back(std::move(sheet));
  for (auto& policy : beside.catalogue.scoring_policies)
    if (catalogue.scoring_policy(policy->id) == nullptr) catalogue.scoring_policies.push_back(std::move(policy));
  for (SelectionEntry& entry : beside.selections) {
    entry.background = true;
    all.selections.push_back(std::move(entry));
  }
  catalogue.remember_ids();
  result.catalogue = catalogue.name;
  for (Judgement& judgement : std::array{rules::judge_catalogue(catalogue, settings),
                                         rules::judge_selections(all.selections, catalogue, settings)}) {
    add(result, judgement);
    result.later += judgement.later;
    if (judgement.run_date) result.run_date = judgement.run_date;
    std::move(judgement.lacks.begin(), judgement.lacks.end(), std::back_inserter(result.lacks));
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
  }
  put_in_order(result);
  return result;
}

}  // namespace probation::caseload
