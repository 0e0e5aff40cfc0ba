#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {

int run_check(Invocation& invocation, const Options& options) {
  const caseload::Request request = invocation.request();
  // A folder is a whole catalogue. Files named one by one, as a hook names those that changed, are part of one: the
  // rest of it is the catalogue of --catalogue or of rar.yaml, else what lies beside the files and behind that the
  // national one. So a rule that looks across files finds no fault that is only a file not named.
  const bool named = !options.catalogue.empty();
  const auto& inputs = invocation.configuration().inputs;
  const bool folder = std::any_of(inputs.begin(), inputs.end(), [&](const std::string& path) {
    return path != "-" && invocation.world().kind(path) == PathKind::folder;
  });
  const bool national =
      invocation.settings().catalogue != nullptr && invocation.settings().catalogue->name == national_catalogue_name;
  caseload::Register beside;
  if (!folder && national)
    beside = caseload::read_beside(invocation.world(), request.paths.all(), invocation.settings());
  return invocation.finish_check(caseload::check_catalogue(invocation.world(), request, invocation.settings(),
                                                           folder && !named, std::move(beside)));
}

}  // namespace probation::tools
