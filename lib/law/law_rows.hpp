// Every dated row of the law tables in one list, for the `law` command and docs/law.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "law/history.hpp"
#include "law/source.hpp"

namespace probation {

struct LawRow {
  std::string name;
  std::optional<Date> from, until;  // first and last day; no `from`: not fixed yet
  std::string value;
  std::string unit;
  AskedBy date_test;  // the date that picks the row
  Source source;
};

std::vector<LawRow> law_rows();  // by name, then date

}  // namespace probation
