#include "caseload/each_document.hpp"

namespace probation::caseload {

FileCounts each_document(World& world, const std::string& path, const Request& request,
                         const std::function<bool(const Document&)>& wanted,
                         const std::function<bool(const FileRead&, Document&)>& take,
                         const std::function<void(const FileRead&, const Document&)>& pass_by) {
  const auto file = intake::read_documents(world, path, {request.stdin_name, request.shard, request.readers});
  FileCounts counts;
  counts.path = file->path;
  counts.failure = file->failure;
  for (Document& document : file->documents) {
    if (wanted(document)) {
      ++counts.judged;
      counts.complete = take(*file, document) && counts.complete;
      continue;
    }
    ++counts.skipped;
    if (pass_by) pass_by(*file, document);
  }
  return counts;
}

void add(Result& result, const FileCounts& counts, bool counted) {
  if (counted) ++result.files;
  result.judged += counts.judged;
  result.skipped += counts.skipped;
  if (counts.failure) result.unreadable.push_back({counts.path, *counts.failure});
  if (counts.failure || !counts.complete) ++result.unreadable_files;
}

void add(Result& result, const rules::Judgement& judgement) {
  for (const auto& [id, counts] : judgement.by_rule) result.by_rule[std::string(id)] += counts;
}

rules::Origin origin_of(const FileRead& file, const Document& document) {
  rules::Origin origin;
  origin.file = file.path;
  origin.text = file.text;
  if (!document.text.empty()) {
    const auto at = static_cast<std::size_t>(document.text.data() - file.text.data());
    origin.document_at = at == 0 ? 0 : file.text.rfind('\n', at - 1) + 1;  // npos + 1: the first line
    origin.first_line = document.first_line;
  }
  origin.lines = std::make_shared<document::LineIndex>(file.text, origin.document_at, origin.first_line);
  return origin;
}

}  // namespace probation::caseload
