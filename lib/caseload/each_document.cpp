#include "caseload/each_document.hpp"

#include <utility>

#include "base/json.hpp"
#include "base/text_digest.hpp"

namespace probation::caseload {
namespace {

using State = FileAccount::State;

bool is_understood(const Document& document) {
  return document.decoded.readable && !std::holds_alternative<std::monostate>(document.content);
}

// Whether the word stands anywhere in the text, whatever the size of its letters, and whatever stands between them that
// is no text: half a document, or one of two bytes a letter, may be a case all the same.
bool may_name_a_schema(std::string_view text) {
  constexpr std::string_view word = "schema";
  std::size_t met = 0;
  for (const char c : text) {
    if (c == '\0') continue;
    const char letter = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    met = letter == word[met] ? met + 1 : letter == word[0] ? 1 : 0;
    if (met == word.size()) return true;
  }
  return false;
}

// A .json file that only stood in a folder, and says of itself that it is nothing of ours or says nothing: an empty one
// too, and one that is no JSON, where it does not even hold the word.
bool is_foreign(const FileRead& file, const Request& request) {
  if (!request.met_json.contains(file.path) || file.failure) return false;
  const bool is_one = static_cast<std::int64_t>(file.documents.size()) + file.elsewhere == 1;
  if (const auto json = is_one ? Json::parse(file.text) : std::nullopt)
    return !json->is_object() || !json->contains("schema");
  return !may_name_a_schema(file.text);
}

State state_of(bool is_failed, const FileAccount& account) {
  if (account.judged > 0) return State::judged;
  if (is_failed || account.not_understood > 0) return State::unreadable;
  return account.other_shard > 0 ? State::other_shard : State::passed_over;
}

// What came of the documents of a file, or of a part of it, that are there.
FileCounts documents_of(FileRead& file, FileCounts counts, bool is_foreign_file,
                        const std::function<bool(const Document&)>& wanted,
                        const std::function<bool(const FileRead&, Document&)>& take,
                        const std::function<void(const FileRead&, const Document&)>& pass_by) {
  counts.path = file.path;
  counts.failure = file.failure;
  FileAccount& account = counts.account;
  account.path = file.path;
  account.other_shard = file.elsewhere;
  if (is_foreign_file) {
    account.state = State::passed_over;
    account.kind = "none";
    account.other_kind = 1;
    return counts;
  }
  for (Document& document : file.documents) {
    if (wanted(document)) {
      ++counts.judged;
      counts.complete = take(file, document) && counts.complete;
      ++(is_understood(document) ? account.judged : account.not_understood);
      continue;
    }
    ++counts.skipped;
    ++account.other_kind;
    if (account.kind.empty()) account.kind = document.decoded.kind->schema;
    if (pass_by) pass_by(file, document);
  }
  account.complete = counts.complete && !file.failure;
  account.state = state_of(file.failure.has_value(), account);
  return counts;
}

}  // namespace

FileCounts each_document(World& world, const std::string& path, const Request& request,
                         const std::function<bool(const Document&)>& wanted,
                         const std::function<bool(const FileRead&, Document&)>& take,
                         const std::function<void(const FileRead&, const Document&)>& pass_by, const Keep& keep) {
  auto file =
      intake::read_documents(world, path, {request.stdin_name, request.shard, request.readers, request.judged_schema});
  const std::string& stored = file->stored.empty() ? file->bytes : file->stored;
  FileCounts counts;
  counts.account.opened = path;
  counts.account.bytes = static_cast<std::int64_t>(stored.size());
  if (!file->failure) counts.account.digest = file->digest = text_digest(stored);
  counts = documents_of(*file, std::move(counts), is_foreign(*file, request), wanted, take, pass_by);
  if (keep) keep(std::move(file));
  return counts;
}

FileCounts each_document(intake::StreamPart part, const std::string& path, const Request& request,
                         const std::function<bool(const Document&)>& wanted,
                         const std::function<bool(const FileRead&, Document&)>& take, const Keep& keep) {
  FileCounts counts;
  counts.goes_on = !part.is_last;
  counts.account.opened = path;
  counts.account.bytes = part.stored_bytes;
  counts.account.digest = part.failure ? std::string{} : part.digest;
  const bool is_whole = part.is_first && part.is_last;
  auto file = intake::documents_of(std::move(part), path == "-" ? request.stdin_name : path,
                                   {request.stdin_name, request.shard, request.readers, request.judged_schema});
  counts = documents_of(*file, std::move(counts), is_whole && is_foreign(*file, request), wanted, take, {});
  if (keep) keep(std::move(file));
  return counts;
}

std::optional<FileCounts> WholeFiles::add(FileCounts counts) {
  if (begun_) {
    FileCounts& all = *begun_;
    all.judged += counts.judged;
    all.skipped += counts.skipped;
    all.complete = all.complete && counts.complete;
    if (counts.failure) all.failure = std::move(counts.failure);
    all.goes_on = counts.goes_on;
    FileAccount& sum = all.account;
    const FileAccount& part = counts.account;
    sum.judged += part.judged;
    sum.not_understood += part.not_understood;
    sum.other_kind += part.other_kind;
    sum.other_shard += part.other_shard;
    if (sum.kind.empty()) sum.kind = part.kind;
    sum.digest = part.digest;
    sum.bytes = part.bytes;
    sum.complete = all.complete && !all.failure;
    sum.state = state_of(all.failure.has_value(), sum);
  } else {
    begun_ = std::move(counts);
  }
  if (begun_->goes_on) return std::nullopt;
  return std::exchange(begun_, std::nullopt);
}

void add(Result& result, const FileCounts& counts, bool counted) {
  if (counted) ++result.files;
  result.judged += counts.judged;
  result.skipped += counts.skipped;
  if (counts.failure) result.unreadable.push_back({counts.path, *counts.failure});
  if (counts.failure || !counts.complete) ++result.unreadable_files;
  result.accounts.push_back(counts.account);
}

void add(Result& result, const rules::Judgement& judgement) {
  for (const auto& [id, counts] : judgement.by_rule) result.by_rule[std::string(id)] += counts;
}

void add_file(Result& result, const std::string& path, std::string_view bytes, bool understood) {
  FileAccount account;
  account.path = account.opened = path;
  account.state = understood ? State::judged : State::unreadable;
  account.digest = text_digest(bytes);
  ++(understood ? account.judged : account.not_understood);
  account.complete = understood;
  if (understood) ++result.judged;
  result.accounts.push_back(std::move(account));
}

rules::Origin origin_of(const FileRead& file, const Document& document) {
  rules::Origin origin;
  origin.file = file.path;
  origin.text = file.text;
  origin.stored_at = file.stored_at;
  if (!document.text.empty()) {
    const auto at = static_cast<std::size_t>(document.text.data() - file.text.data());
    origin.document_at = at == 0 ? 0 : file.text.rfind('\n', at - 1) + 1;  // npos + 1: the first line
    origin.first_line = document.first_line;
  }
  origin.lines = std::make_shared<document::LineIndex>(file.text, origin.document_at, origin.first_line);
  return origin;
}

}  // namespace probation::caseload
