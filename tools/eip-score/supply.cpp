#include "tools/eip-score/supply.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/national_catalogue.hpp"

namespace probation::tools {

Supply read_supply(Invocation& invocation, const Options& options) {
  Supply supply;
  const bool none_given = invocation.configuration().inputs.empty() && !options.allow_empty;
  if (!none_given) {
    rules::Settings documents = invocation.settings();
    documents.selection = {{"DOC"}, {}};
    supply.given = caseload::read_register(invocation.world(), invocation.request(), documents, supply.result);
    supply.given.catalogue.name = "the catalogue given";
  }
  if (const std::vector<std::string> twice = caseload::ids_used_twice(supply.given.catalogue); !twice.empty())
    throw UsageError{fmt::format("the catalogue cannot be used, and nothing of it is:\n{}", join(twice, "\n"))};
  supply.at_hand = invocation.settings().catalogue;
  supply.lost = !invocation.not_found().empty() && supply.given.catalogue.entries.empty();
  if (supply.lost) invocation.say_faults(supply.result);
  return supply;
}

void say_catalogue(const Invocation& invocation, const Supply& supply) {
  if (supply.catalogue().name == national_catalogue_name)
    invocation.note(fmt::format("no catalogue given: {} is used", national_catalogue_name));
}

}  // namespace probation::tools
