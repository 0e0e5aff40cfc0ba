// Subjects of findings about a mark sheet: the sheet, a member, a principle.
#pragma once
#include <string>

#include "facts/panel/panel_facts.hpp"

namespace probation::rules {

inline std::string subject_of(const PanelSheet& sheet) { return sheet.id ? sheet.id->text : std::string("file"); }
inline std::string subject_of(const PanelSeat& seat) { return seat.member->id->text; }
inline std::string subject_of(Principle principle) { return std::string(word(principle)); }

// Where the sheet as a whole is pointed at.
inline Place place_of(const PanelSheet& sheet) { return sheet.id ? sheet.id.place : sheet.place; }

}  // namespace probation::rules
