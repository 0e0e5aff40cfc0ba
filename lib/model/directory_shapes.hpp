// The field tables of directory/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/directory.hpp"

namespace probation::document {

PROBATION_SHAPE(DirectoryHour, "directory_hour", "An hour of the week.",
                field<&T::weekday>("weekday", "Day of the week.").required(),
                field<&T::time>("time", "When it begins.").required());
PROBATION_SHAPE(
    DirectoryEntry, "directory_entry", "One intervention as it runs at one place and time.",
    field<&T::id>("id", "Identifier, unique in the file.").required(),
    field<&T::intervention>("intervention", "Id of the intervention in the catalogue.").required(),
    field<&T::location>("location", "Where it runs."), field<&T::provider>("provider", "Who delivers it."),
    field<&T::format>("format", "In what format."), field<&T::weekday>("weekday", "On which weekday."),
    field<&T::time>("time", "At what time it begins."),
    field<&T::minutes>("minutes", "Minutes of one session.").at_least(1),
    field<&T::starts>("starts", "First days of its groups."),
    field<&T::rolling>("rolling", "A person may begin in any week."),
    field<&T::hours>("hours", "Rolling: the hours of the week at which it is given."),
    field<&T::places>("places", "Size of a group, people who hold the start included; 0: full.").at_least(0),
    field<&T::min_size>("min_size", "Fewest people a group runs with.").at_least(1),
    field<&T::max_size>("max_size", "Most people of a group.").at_least(1),
    field<&T::facilitators>("facilitators", "Facilitators needed a session.").at_least(0),
    field<&T::caseload_max>("caseload_max", "Rolling: most people at one time.").at_least(0));
PROBATION_SHAPE(Facilitator, "facilitator", "Somebody who runs groups, by id.",
                field<&T::id>("id", "Identifier, unique in the list.").required(),
                field<&T::entries>("entries", "Entries trained for."),
                field<&T::interventions>("interventions", "Interventions trained for."),
                field<&T::unavailable>("unavailable", "Weekly times of absence."),
                field<&T::dates_unavailable>("dates_unavailable", "Dates of absence."),
                field<&T::sessions_per_week>("sessions_per_week", "Most sessions a week.").at_least(0));
PROBATION_SHAPE(Room, "room", "A room where groups meet, one at a time.",
                field<&T::id>("id", "Identifier, unique in the list.").required(),
                field<&T::location>("location", "Where it is."),
                field<&T::capacity>("capacity", "Most people.").at_least(1),
                field<&T::unavailable>("unavailable", "Weekly times at which it is taken."));
PROBATION_SHAPE(Directory, "directory", "What runs where and when in a region.",
                field<&T::schema>("schema", "What this file is: directory/1."),
                field<&T::region>("region", "Provider code of the region.").required(),
                field<&T::entries>("entries", "What runs."),
                field<&T::facilitators>("facilitators", "Who runs groups; absent: no limit."),
                field<&T::rooms>("rooms", "Where groups meet; absent: no limit."));

}  // namespace probation::document
