// One table of spells while a run is appended: what the run has and the run before had goes on, what is new begins,
// what it lacks ends. A week without a change writes nothing here.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tools/world/database.hpp"

namespace probation::tools {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
Cell cell(const std::string& text);  // null where it is empty
Cell cell(const std::optional<std::int64_t>& number);

class Spells {
 public:
  // `same`: columns that make it another spell when they differ; `latest`: those that are of the last run.
  Spells(Database& database, std::string table, std::vector<std::string> same, std::vector<std::string> latest = {});
  // Open spells of the scope. `with` adds to what makes a spell: by its id.
  void load(std::int64_t scope, const std::map<std::int64_t, std::string>& with = {});
  // A row of the run. Returns the id of its spell, and whether it is new.
  std::pair<std::int64_t, bool> hold(std::int64_t run, const std::vector<Cell>& same, const std::vector<Cell>& latest,
                                     const std::string& with = {});
  // What was not held ended with the run before.
  void end(std::int64_t before);

 private:
  struct Open {
    std::int64_t id;
    std::string latest;
  };
  Database& database_;
  std::string table_;
  std::vector<std::string> same_, latest_;
  std::int64_t scope_ = 0;
  std::multimap<std::string, Open> open_;
  Statement insert_, update_;
};

}  // namespace probation::tools
