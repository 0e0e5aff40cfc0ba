#include "intake/national_catalogue.hpp"

#include <stdexcept>

#include "document/decode.hpp"
#include "intake/national_files.hpp"
#include "model/files.hpp"

namespace probation::intake {

CatalogueFacts national_catalogue() {
  CatalogueFacts catalogue;
  catalogue.name = national_catalogue_name;
  for (const CarriedFile& file : national_catalogue_files()) {
    FileContent content;
    document::Decoded decoded = document::decode({file.text, 1}, file_kinds(), &content);
    auto* intervention = std::get_if<Intervention>(&content);
    if (intervention == nullptr || !decoded.problems.empty())
      throw std::logic_error("the national catalogue: " + std::string(file.name) + " does not decode");
    catalogue.entries.push_back({"national catalogue/" + std::string(file.name), std::string(file.text),
                                 std::move(*intervention), std::make_shared<PlaceTable>(std::move(decoded.places)),
                                 true, false});
  }
  return catalogue;
}

}  // namespace probation::intake
