// What governed before the Sentencing Code: for a person convicted before 1 December 2020 the same duty stands in the
// Criminal Justice Act 2003. A change of what is known here is a row; a provision without a row was not read.
#pragma once
#include <array>

#include "law/sources.hpp"

namespace probation {

struct OlderProvision {
  std::string_view of_the_code;  // provision of the Sentencing Act 2020
  Source before;
};

inline constexpr std::string_view the_code_title = "Sentencing Act 2020";
inline constexpr std::string_view older_title = "Criminal Justice Act 2003";

inline constexpr std::array older_provisions{
    OlderProvision{"Sch. 9 para 4(1)", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 4(2)", {older_title, "s. 200A(2)", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 4(3)", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 5", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 10 para 6(2)", {older_title, "Sch. 8 para 6", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 10 para 6(3)", {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 10 para 6(4)(c)", {older_title, "Sch. 8 para 6", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 10 para 6(4)", {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 10 para 6(5)", {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 16 para 6(4)", {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 16 para 6(5)", {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 16 para 6(4)(c)", {older_title, "Sch. 12 para 5", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 16 para 6(2)", {older_title, "Sch. 12 para 5", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 16 para 6(3)", {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked, "K"}},
    OlderProvision{"Sch. 10 para 20", {older_title, "Sch. 8 para 19A", date(2015, 2, 1), sources::checked, "S2"}},
};

}  // namespace probation
