// What governed before the Sentencing Code: for a person convicted before 1 December 2020 the same duty stands in the
// Criminal Justice Act 2003. A change of what is known here is a row. The first day is that of the text as it was kept
// to the end; where a row is not confirmed (K or U), findings say that it was not read.
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
    OlderProvision{"s. 202(1)(a)", {older_title, "s. 177(1)", date(2009, 11, 30), sources::checked_for_older_law, "S"}},
    OlderProvision{"s. 208(10)-(11)",
                   {older_title, "s. 177(2A)-(2B)", date(2013, 12, 11), sources::checked_for_older_law, "S"}},
    OlderProvision{"s. 208(13), s. 214(4)",
                   {older_title, "s. 217(1)", date(2005, 4, 4), sources::checked_for_older_law, "K"}},
    OlderProvision{"s. 209(1)-(2)",
                   {older_title, "s. 177(5)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 209(3)", {older_title, "s. 177(5A)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 220",
                   {older_title, "s. 177(5B), s. 200(3)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 220; Sch. 10 Pt 2",
                   {older_title, "s. 177(5B); Sch. 8 Pt 2", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 277", {older_title, "s. 189(1)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{
        "s. 286(3)(b), Sch. 16 paras 8-9",
        {older_title, "s. 189(1B), Sch. 12 para 8", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 288(2)", {older_title, "s. 189(3)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 288(3)", {older_title, "s. 189(1A)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 288(4)",
                   {older_title, "s. 189(3)-(4)", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"s. 288(5)", {older_title, "s. 200(4)", date(2005, 4, 4), sources::checked_for_older_law, "K"}},
    OlderProvision{"Sch. 9 para 1", {older_title, "s. 200(2)", date(2005, 4, 4), sources::checked_for_older_law, "K"}},
    OlderProvision{"Sch. 9 para 2", {older_title, "s. 199(2)", date(2005, 4, 4), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 9 para 4(1)", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 4(2)", {older_title, "s. 200A(2)", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 4(3)", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 5", {older_title, "s. 200A", date(2015, 2, 1), sources::checked, "S"}},
    OlderProvision{"Sch. 9 para 6(5)",
                   {older_title, "s. 202(6)", date(2005, 4, 4), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 9 para 9",
                   {older_title, "s. 204(2)-(3)", date(2012, 12, 3), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 9 paras 10(3), 12",
                   {older_title, "ss. 177(3), 190(3)", date(2005, 4, 4), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 9 para 11(4)",
                   {older_title, "s. 205(2)", date(2005, 4, 4), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 9 para 15(3)-(4)",
                   {older_title, "s. 206A(2)-(3)", date(2012, 12, 3), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 9 paras 17, 19, 23",
                   {older_title, "ss. 207(3), 209(2), 212(3)", date(2005, 4, 4), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 9 para 21",
                   {older_title, "s. 210(1)", date(2005, 4, 4), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 9 paras 25-26",
                   {older_title, "s. 212A", date(2014, 7, 31), sources::checked_for_older_law, "S2"}},
    OlderProvision{
        "Sch. 9 Pt 13; ss. 207(3), 291(3)",
        {older_title, "s. 214; ss. 177(1)(l), 190(1)(l)", date(2005, 4, 4), sources::checked_for_older_law, "K"}},
    OlderProvision{"Sch. 10 para 6(2)",
                   {older_title, "Sch. 8 para 6", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 10 para 6(3)",
                   {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 10 para 6(4)",
                   {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 10 para 6(4)(c)",
                   {older_title, "Sch. 8 para 6", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 10 para 6(5)",
                   {older_title, "Sch. 8 para 5", date(2015, 2, 1), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 10 para 13(1)-(3)",
                   {older_title, "Sch. 8 paras 9 and 10", date(2012, 12, 3), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 10 para 13(4)",
                   {older_title, "Sch. 8 paras 9(3A), 10(3A)", date(2008, 7, 14), sources::checked_for_older_law, "S"}},
    OlderProvision{"Sch. 10 para 20", {older_title, "Sch. 8 para 19A", date(2015, 2, 1), sources::checked, "S2"}},
    OlderProvision{"Sch. 16 para 6(2)",
                   {older_title, "Sch. 12 para 5", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 16 para 6(3)",
                   {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 16 para 6(4)",
                   {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 16 para 6(4)(c)",
                   {older_title, "Sch. 12 para 5", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
    OlderProvision{"Sch. 16 para 6(5)",
                   {older_title, "Sch. 12 para 4", date(2015, 2, 1), sources::checked_for_older_law, "S2"}},
};

// Provisions of the Code in whose place nothing stood: it is the Code that says from when it holds.
inline constexpr std::array<std::string_view, 1> nothing_before{"s. 2"};

}  // namespace probation
