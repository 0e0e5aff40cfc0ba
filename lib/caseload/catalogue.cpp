#include "caseload/catalogue.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "caseload/each_document.hpp"

namespace probation::caseload {

using intake::FolderEntry;
using intake::PathKind;
using intake::WorldFailure;
using rules::Finding;
using rules::Judgement;

Register read_register(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  Register all;
  const auto wanted = [](const Document& document) {
    return !document.is_other_than("intervention/1") || !document.is_other_than("selection/1");
  };
  const auto take = [&](const FileRead& file, Document& document) {
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(file), settings);
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
  const auto note_sheet = [&](const FileRead& file, const Document& document) {
    const auto* sheet = std::get_if<PanelSheet>(&document.content);
    if (sheet == nullptr || !document.decoded.problems.empty()) return;
    all.catalogue.sheets.push_back({file.path, sheet->intervention ? sheet->intervention->text : std::string{},
                                    sheet->version.value,
                                    sheet->ratification ? sheet->ratification->decision.value : std::nullopt});
  };
  for (const std::string& path : request.paths)
    add(result, each_document(world, path, request, wanted, take, note_sheet));
  return all;
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
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(file), documents);
    add(result, judgement);
    const bool refused = std::any_of(judgement.findings.begin(), judgement.findings.end(),
                                     [](const Finding& f) { return f.outcome == rules::Verdict::fail; });
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
    auto* content = std::get_if<PanelSheet>(&document.content);
    if (content != nullptr && !refused)
      sheets.push_back({file.path, std::string(file.text), std::move(*content),
                        std::make_shared<PlaceTable>(std::move(document.decoded.places))});
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
  std::move(beside.catalogue.sheets.begin(), beside.catalogue.sheets.end(), std::back_inserter(catalogue.sheets));
  for (SelectionEntry& entry : beside.selections) {
    entry.background = true;
    all.selections.push_back(std::move(entry));
  }
  result.catalogue = catalogue.name;
  for (Judgement& judgement : std::array{rules::judge_catalogue(catalogue, settings),
                                         rules::judge_selections(all.selections, catalogue, settings)}) {
    add(result, judgement);
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
  }
  put_in_order(result);
  return result;
}

}  // namespace probation::caseload
