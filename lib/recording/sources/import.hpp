// Rows into one case: what is there already stays, what is new goes in by one insertion a list, what cannot go in says
// why, and the rest is written all the same. Doing it again changes nothing.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "recording/record.hpp"
#include "recording/sources/rows.hpp"

namespace probation::recording {

struct RowReceipt {
  Receipt receipt;
  std::string file;  // of the row
  std::uint32_t line = 0;
  bool left_out = false;  // no entry: neither placed nor failed
};

struct ImportedCase {
  std::vector<RowReceipt> receipts;  // one a row, in their order
  std::optional<std::string> bytes;  // nothing: nothing to write
};

// `existing`: the bytes of the case file, where there is one. `none_means_none`: a new case without contacts has none.
ImportedCase import_case(const std::string& name, const std::optional<std::string>& existing, const std::string& crn,
                         const std::vector<const Row*>& rows, bool none_means_none, const Clerk& clerk);

// A row that has no case: it cannot be placed, or is left out.
RowReceipt receipt_without_case(const Row& row);

}  // namespace probation::recording
