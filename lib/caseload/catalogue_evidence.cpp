#include "caseload/catalogue_evidence.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "facts/catalogue/sheets.hpp"
#include "intake/find_files.hpp"
#include "intake/one_file.hpp"
#include "intake/read_documents.hpp"
#include "intake/scoring_policy_reading.hpp"
#include "law/panel_policies.hpp"

namespace probation::caseload {

using intake::PathKind;
using intake::WorldFailure;

namespace {

std::string beside(const std::string& file, const std::string& name) {
  const std::size_t slash = file.rfind('/');
  return name.starts_with('/') || slash == std::string::npos ? name : file.substr(0, slash + 1) + name;
}

// The sheets of one file; none where they are not in order.
std::vector<SheetFile> sheets_of(World& world, const std::string& path) {
  std::vector<SheetFile> sheets;
  if (!intake::has_schema(world, path, "panel/1")) return sheets;
  const auto file = intake::read_documents(world, path);
  for (intake::Document& document : file->documents)
    if (auto* sheet = std::get_if<PanelSheet>(&document.content); sheet != nullptr && document.decoded.problems.empty())
      sheets.push_back({path, file->bytes, std::move(*sheet)});
  return sheets;
}

void add_sheet(World& world, CatalogueFacts& catalogue, const SheetFile& file) {
  const std::string name = world.canonical(file.file);
  const std::string id = file.sheet.id ? file.sheet.id->text : std::string{};
  for (const CatalogueSheet& known : catalogue.sheets)
    if (known.name == name && known.id == id) return;
  const std::string framework = file.sheet.policy ? file.sheet.policy->text : std::string(default_framework);
  add_scoring_policy(world, catalogue, framework);
  CatalogueSheet sheet = catalogue_sheet(file.file, file.sheet, catalogue.scoring_policy(framework));
  sheet.name = name;
  sheet.digest = sha256_of(file.bytes);
  catalogue.sheets.push_back(std::move(sheet));
}

void look_at_named(World& world, CatalogueFacts& catalogue, CatalogueEntry& entry) {
  if (!entry.intervention.lifecycle) return;
  entry.named_sheets.clear();
  const auto& history = entry.intervention.lifecycle->history.items;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].sheet || history[i].withdrawn) continue;
    const std::string path = beside(entry.file, *history[i].sheet);
    NamedSheet named{i, true, {}};
    try {
      if (world.kind(path) == PathKind::file) named = {i, false, sha256_of(world.read(path))};
    } catch (const WorldFailure&) {  // there, and cannot be read: as good as gone
    }
    if (!named.gone)
      for (const SheetFile& sheet : sheets_of(world, path)) add_sheet(world, catalogue, sheet);
    entry.named_sheets.push_back(std::move(named));
  }
}

}  // namespace

std::vector<SheetFile> find_sheets(World& world, const std::vector<std::string>& paths) {
  std::vector<SheetFile> all;
  const intake::FoundFiles found = intake::find_files(world, paths);
  for (const intake::Unreadable& file : found.unreadable) throw WorldFailure(file.path, file.why);
  for (const std::string& path : found.paths) {
    std::vector<SheetFile> sheets = sheets_of(world, path);
    std::move(sheets.begin(), sheets.end(), std::back_inserter(all));
  }
  return all;
}

void add_scoring_policy(World& world, CatalogueFacts& catalogue, const std::string& name) {
  if (name.empty() || catalogue.scoring_policy(name) != nullptr) return;
  intake::ScoringPolicyFile reading = intake::read_scoring_policy(world, name);
  if (reading.policy)
    catalogue.scoring_policies.push_back(std::make_shared<const ScoringPolicy>(std::move(*reading.policy)));
}

void add_shipped_policies(World& world, CatalogueFacts& catalogue) {
  for (const PanelPolicyText& shipped : panel_policies()) add_scoring_policy(world, catalogue, std::string(shipped.id));
}

void add_sheets(World& world, CatalogueFacts& catalogue, const std::vector<SheetFile>& sheets) {
  for (const SheetFile& sheet : sheets) add_sheet(world, catalogue, sheet);
  for (CatalogueEntry& entry : catalogue.entries) look_at_named(world, catalogue, entry);
}

}  // namespace probation::caseload
