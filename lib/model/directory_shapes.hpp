// The field tables of directory/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/directory.hpp"

namespace probation::document {

PROBATION_SHAPE(DirectoryEntry, "directory_entry", "One intervention as it runs at one place and time.",
                field<&T::id>("id", "Identifier, unique in the file.").required(),
                field<&T::intervention>("intervention", "Id of the intervention in the catalogue.").required(),
                field<&T::location>("location", "Where it runs."), field<&T::provider>("provider", "Who delivers it."),
                field<&T::format>("format", "In what format."), field<&T::weekday>("weekday", "On which weekday."),
                field<&T::time>("time", "At what time it begins."),
                field<&T::minutes>("minutes", "Minutes of one session.").at_least(1),
                field<&T::starts>("starts", "First days of its groups."),
                field<&T::rolling>("rolling", "A person may begin in any week."),
                field<&T::places>("places", "Places left; 0: full.").at_least(0));
PROBATION_SHAPE(Directory, "directory", "What runs where and when in a region.",
                field<&T::schema>("schema", "What this file is: directory/1."),
                field<&T::region>("region", "Provider code of the region.").required(),
                field<&T::entries>("entries", "What runs."));

}  // namespace probation::document
