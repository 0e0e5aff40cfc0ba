// What rar-plan says of the cases it was given, and how that is printed: of one case in the formats of its plan, of
// several a record each.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "render/calendar.hpp"
#include "render/plan/plan.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {

// Which of the commands about cases was chosen.
struct Task {
  std::string_view name;                        // suggest, verify, propose, options
  bool several = false;                         // paths
  std::set<std::string, std::less<>> wanted{};  // formats of the outputs asked for
  [[nodiscard]] bool lists() const { return name == "options"; }
  [[nodiscard]] bool proposes() const { return name == "propose"; }
  [[nodiscard]] bool verifies() const { return name == "verify"; }
  [[nodiscard]] bool suggests() const { return name == "suggest"; }
};

// What a command says of one case, and the exit code.
struct Printed {
  std::map<std::string, std::string, std::less<>> texts;  // by format, of those wanted
  render::Json record;
  std::vector<render::CalendarEvent> events;
  int exit = done;
  std::optional<render::PlanPage> page;  // where one is wanted
};

// The answers for all the cases, one after the other.
struct Answers {
  std::vector<Printed> printed;
  std::vector<render::Json> records;  // of options
  std::string listed;
  int cases = 0;  // asked about, those that lack a fact included
  int exit = done;
  std::vector<intake::Unreadable> lacking;  // cases that lack a fact the plan needs
};

// Every format that the command has, whatever the number of cases.
std::vector<std::string_view> formats_of(const Task& task);
int print_answers(const Task& task, Invocation& invocation, const Options& options, const caseload::Result& result,
                  const Answers& answers);

}  // namespace probation::tools
