// The one walk over the documents of a file, and what it adds to the counts of a run.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "caseload/caseload.hpp"
#include "intake/stream_parts.hpp"
#include "rules/report.hpp"

namespace probation::caseload {

using intake::Document;
using intake::FileRead;

// What reading one file adds to a run, apart from findings.
struct FileCounts {
  std::string path;                    // as printed
  std::optional<std::string> failure;  // could not be read
  std::int64_t judged = 0;             // documents that are wanted, whatever came of them
  std::int64_t skipped = 0;            // documents that are not wanted
  bool complete = true;                // false: a document was not read whole
  bool goes_on = false;                // a part of a file: others follow
  FileAccount account;
};

// Who keeps a file, in which its documents stay where they are, after they were handed over; else it ends.
using Keep = std::function<void(std::unique_ptr<FileRead>)>;

// Reads a file and hands over every document that is wanted; `take` says whether it was read whole. The others of known
// kinds are counted, and handed to `pass_by`.
FileCounts each_document(World& world, const std::string& path, const Request& request,
                         const std::function<bool(const Document&)>& wanted,
                         const std::function<bool(const FileRead&, Document&)>& take,
                         const std::function<void(const FileRead&, const Document&)>& pass_by = {},
                         const Keep& keep = {});

// The same of a part of a stream.
FileCounts each_document(intake::StreamPart part, const std::string& path, const Request& request,
                         const std::function<bool(const Document&)>& wanted,
                         const std::function<bool(const FileRead&, Document&)>& take, const Keep& keep = {});

// Adds up the parts of each file, which come one after the other.
class WholeFiles {
 public:
  std::optional<FileCounts> add(FileCounts counts);  // nothing: more of the file is to come

 private:
  std::optional<FileCounts> begun_;
};

// `counted`: false for a file that another shard counts.
void add(Result& result, const FileCounts& counts, bool counted = true);
void add(Result& result, const rules::Judgement& judgement);  // its outcomes by rule

// A file that a command read by itself: one document, understood or not.
void add_file(Result& result, const std::string& path, std::string_view bytes, bool understood);

rules::Origin origin_of(const FileRead& file, const Document& document);

}  // namespace probation::caseload
