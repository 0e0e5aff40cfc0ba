// Where the output of a command goes: --format to standard output, every --output FORMAT=PATH to its file or, with -,
// to standard output instead. It knows formats by name only; what they look like is lib/render's work.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/common/cli.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

struct Target {
  std::string format;
  std::string path;                      // "-": standard output
  bool is_primary = false;               // of --format: --summary is about this one alone
  std::optional<std::string> code = {};  // of --split: the officer or team whose rows go there
  bool appends = false;                  // FORMAT+=PATH: behind what the file holds
  std::size_t held = 0;                  // bytes that the file holds already, where it appends
};

// Every format there is. A command names those that fit it.
const std::vector<std::string_view>& all_formats();

// Throws UsageError: a format that is unknown or does not fit `command`, two outputs to standard output or to one file.
// Files that stand where a flag or a word of the command says, but for those that say where to write: whatever they are
// for, this run reads them.
std::vector<std::string> files_named(const Options& options);
// Throws UsageError, too, where an output is one of files_named.
std::vector<Target> targets(const Options& options, std::string_view command,
                            const std::vector<std::string_view>& fitting);

// Whether any output is in one of these formats: some need more than others.
bool asks_for(const Options& options, const std::vector<std::string_view>& formats);

// Where the output in that format goes; empty where there is none, throws UsageError where there are two, or it is to
// go to standard output, which such a format cannot.
std::string path_of(const Options& options, std::string_view format);

// What each --output names, whether it fits or not: "-" left out.
std::vector<std::string> output_paths(const Options& options);

// The text, or some of it, as this target may show it.
std::string as_shown(const Target& target, std::string text);
// Writes behind what a target holds already, or in place of it: whole or not at all.
void write_target(const Target& target, const std::function<void(const Bytes& write)>& fill);

// Renders for every target but those of a database and a site, which are no text, then writes: files whole or not at
// all, standard output last. Returns an exit code.
int deliver(const std::vector<Target>& targets, const std::function<std::string(const Target&)>& render);

}  // namespace probation::tools
