// What every command that writes the register does: its files read under one lock of their folders, what they are to
// become judged, all of them written or none, and a receipt for each.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recording/register_move.hpp"
#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"
#include "tools/world/register_files.hpp"

namespace probation::tools {

// A file of the register under change.
struct RegisterEntry {
  std::string path;  // as given
  std::string file;  // without links
  std::string folder;
  std::unique_ptr<FileEdit> edit;  // nothing in a dry run
  std::string before;
  std::shared_ptr<Intervention> intervention;
  std::shared_ptr<const PlaceTable> places;
  std::string id;
};

struct RegisterReceipt {
  std::string file, id, status, message, diff;
  std::uint32_t line = 0;
  std::vector<rules::Finding> findings;
  render::Json evidence;
  std::vector<std::string> dependants, regions;
};

// What is asked of one entry: a change, or why there is none.
struct Proposal {
  lifecycle::MoveResult result;
  std::vector<rules::Finding> findings;  // errors that stand, or that refuse it
  render::Json evidence;
  std::vector<std::string> notes;
};
using Propose = std::function<Proposal(const RegisterEntry& entry, const CatalogueFacts& catalogue)>;

struct RegisterCommand {
  std::string action;          // move, met, undo
  std::string successor;       // its folder is held too; empty: none
  std::optional<Date> of_day;  // of the selections that name an entry
};
// Reads, asks, judges and writes. Returns the exit code.
int change_register(Invocation& invocation, const Options& options, const CatalogueOptions& flags,
                    const RegisterCommand& command, const Propose& propose);

// What else there is: the catalogue named, else the files beside this one and the national catalogue behind them.
CatalogueFacts catalogue_beside(Invocation& invocation, const Options& options, const std::vector<std::string>& paths);
// Errors that `check` finds at a place in the file as it would be. `problems`: it would not be read.
std::vector<rules::Finding> errors_of(const std::string& path, const std::string& bytes, CatalogueFacts catalogue,
                                      const rules::Settings& settings, std::vector<std::string>& problems);
std::string folder_of(const std::string& path);

}  // namespace probation::tools
