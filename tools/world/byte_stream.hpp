// A file in pieces, so that no table has to fit into memory. Standard input is kept, because it is asked for twice.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "recording/sources/cells.hpp"
#include "recording/sources/table_reader.hpp"

namespace probation::tools {

// A packed file as what is in it. Throws WorldFailure, of a packed one also while it is read.
std::unique_ptr<recording::ByteSource> byte_stream(const std::string& path);

// The clock of a zone of the tz database; nothing where there is no such zone here.
std::optional<recording::Zone> zone_named(const std::string& name);

}  // namespace probation::tools
