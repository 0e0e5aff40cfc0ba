#include "facts/catalogue/catalogue_facts.hpp"

#include "facts/panel/scoring_policy.hpp"

namespace probation {

CatalogueEntry::CatalogueEntry() = default;
CatalogueEntry::CatalogueEntry(std::string its_file, std::string its_text, Intervention decoded,
                               std::shared_ptr<const PlaceTable> its_places, bool is_complete, bool is_background,
                               std::vector<NamedSheet> sheets)
    : file(std::move(its_file)),
      text(std::move(its_text)),
      intervention(std::move(decoded)),
      places(std::move(its_places)),
      complete(is_complete),
      background(is_background),
      named_sheets(std::move(sheets)) {}
CatalogueEntry::CatalogueEntry(const CatalogueEntry& other) = default;
CatalogueEntry::CatalogueEntry(CatalogueEntry&& other) noexcept = default;
CatalogueEntry& CatalogueEntry::operator=(const CatalogueEntry& other) = default;
CatalogueEntry& CatalogueEntry::operator=(CatalogueEntry&& other) noexcept = default;
CatalogueEntry::~CatalogueEntry() = default;

const CatalogueEntry* CatalogueFacts::find_entry(std::string_view id) const {
  const auto is_it = [&](const CatalogueEntry& entry) {
    return entry.intervention.id && entry.intervention.id->text == id;
  };
  // Entries may have come and gone since the ids were remembered: what is found is looked at.
  if (first_of_id_ != nullptr)
    if (const auto at = first_of_id_->find(id);
        at != first_of_id_->end() && at->second < entries.size() && is_it(entries[at->second]))
      return &entries[at->second];
  for (const CatalogueEntry& entry : entries)
    if (is_it(entry)) return &entry;
  return nullptr;
}

void CatalogueFacts::remember_ids() {
  auto ids = std::make_shared<std::map<std::string, std::size_t, std::less<>>>();
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].intervention.id) ids->emplace(entries[i].intervention.id->text, i);
  first_of_id_ = std::move(ids);
}

const ScoringPolicy* CatalogueFacts::scoring_policy(std::string_view id) const {
  for (const auto& policy : scoring_policies)
    if (policy->id == id) return policy.get();
  return nullptr;
}

}  // namespace probation
