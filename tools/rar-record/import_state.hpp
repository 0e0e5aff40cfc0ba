// `.import.json` in the folder of the cases: of each system the newest extract that was taken, whether its tables had
// rows, and, while a run is under way, how it began.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/json.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

class ImportState {
 public:
  ImportState(RealWorld& world, const std::string& folder);  // throws WorldFailure where the file is not ours
  [[nodiscard]] std::optional<Date> newest(const std::string& system) const;
  [[nodiscard]] bool had_rows(const std::string& system, const std::string& table) const;
  [[nodiscard]] bool was_cut_short(const std::string& system) const;  // a run that began the cases
  void begin(const std::string& system, Date extract, bool begins_cases);
  void end(const std::string& system, Date extract, const std::map<std::string, std::size_t>& rows);

 private:
  void write() const;
  std::string path_;
  Json state_;
};

}  // namespace probation::tools
