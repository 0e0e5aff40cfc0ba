// Cases as tables, and back: what stands, one row an entry, by the mapping `export` that is built in.
#pragma once
#include <string>
#include <vector>

#include "recording/entry.hpp"

namespace probation::recording {

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
std::vector<Table> export_tables(const std::vector<document::Value>& cases);  // conformed cases
std::string export_mapping();

}  // namespace probation::recording
