#include "intake/read_documents.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/xxh3.hpp"
#include "document/limits.hpp"
#include "intake/compressed.hpp"

namespace probation::intake {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

bool looks_like_ndjson(std::string_view text) {
  int lines = 0;
  for (const document::Slice& slice : document::split_ndjson(text)) {
    const std::string_view words = trim(slice.text);
    if (!words.starts_with('{') || !words.ends_with('}')) return false;
    if (++lines > 1) return true;
  }
  return false;
}

bool is_named_ndjson(std::string_view path) {
  const auto ends = [&](std::string_view ending) {
    return path.size() >= ending.size() &&
           std::equal(ending.begin(), ending.end(), path.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b); });
  };
  return ends(".ndjson") || ends(".jsonl");
}

// The CRN of a document in block layout, read from its line without decoding anything: a shard need not decode what
// another one judges. It only has to be the same answer in every shard, which the text alone guarantees.
std::string_view crn_in_block_layout(std::string_view text) {
  const std::size_t at = text.starts_with("crn: ") ? 0 : text.find("\ncrn: ");
  if (at == std::string_view::npos) return {};
  const std::size_t from = text.find(' ', at) + 1;
  const std::string_view value = trim(text.substr(from, text.find('\n', from) - from));
  const bool whole = value.size() == 7 && value[0] >= 'A' && value[0] <= 'Z' &&
                     value.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return whole ? value : std::string_view{};
}

// Whether a line of its own says that the document is of another kind than the one judged, or none does.
bool may_be_of_other_kind(std::string_view text, std::string_view judged) {
  const std::size_t at = text.starts_with("schema: ") ? 0 : text.find("\nschema: ");
  if (at == std::string_view::npos) return true;
  const std::size_t from = text.find(' ', at) + 1;
  return trim(text.substr(from, text.find('\n', from) - from)) != judged;
}

void add_unreadable(FileRead& file, document::Problem problem) {
  Document document;
  document.decoded.readable = false;
  document.decoded.problems.push_back(std::move(problem));
  file.documents.push_back(std::move(document));
}

// Where the bytes of a file, or of a part of it, stand in it.
struct Cut {
  bool is_ndjson = false;
  std::uint32_t first_line = 1;
  int number = 0;  // of documents before
  int most = max_documents;
};

// Bytes that no decoder is to see. Of several documents the one that holds it is refused, the others are read.
std::optional<document::Problem> refused_bytes(std::string_view text, std::uint32_t first_line) {
  auto problem = document::check_bytes(text);
  if (problem && problem->place.known()) problem->place.line += first_line - 1;
  return problem;
}

// Decodes the documents of the text that this run is to judge.
void decode_documents(FileRead& file, const Cut& cut, const HowToRead& how) {
  const std::optional<Shard>& shard = how.shard;
  auto fault = document::check_bytes(file.text);
  const bool is_clean = !fault;
  if (file.text.size() > document::max_file_bytes) {
    if (!shard || shard->holds(file.path)) add_unreadable(file, std::move(*fault));
    else ++file.elsewhere;
    return;
  }
  int number = cut.number;
  for (document::Slice slice : cut.is_ndjson ? document::split_ndjson(file.text) : document::split_stream(file.text)) {
    slice.first_line += cut.first_line - 1;
    if (++number > cut.most) {
      if (shard && !shard->holds(file.path)) {
        ++file.elsewhere;
        break;
      }
      add_unreadable(file,
                     {"DOC005",
                      {slice.first_line, 1, 0},
                      fmt::format("more than {} documents in one file; the rest of it is not read", max_documents),
                      {},
                      false});
      break;
    }
    if (!is_clean)
      if (auto problem = refused_bytes(slice.text, slice.first_line)) {
        if (!shard || shard->holds(fmt::format("{}#{}", file.path, number))) add_unreadable(file, std::move(*problem));
        else ++file.elsewhere;
        continue;
      }
    const std::string_view written = shard ? crn_in_block_layout(slice.text) : std::string_view{};
    if (!written.empty() && !shard->holds(written) && !may_be_of_other_kind(slice.text, how.judged_schema)) {
      ++file.elsewhere;
      continue;
    }
    Document document;
    document.text = slice.text;
    document.first_line = slice.first_line;
    document.decoded = document::decode(slice, file_kinds(), &document.content, how.readers);
    if (shard && !document.is_other_than(how.judged_schema)) {
      const auto* content = std::get_if<CaseFile>(&document.content);
      const std::string key = !written.empty()                     ? std::string(written)
                              : content != nullptr && content->crn ? content->crn->text
                                                                   : fmt::format("{}#{}", file.path, number);
      if (!shard->holds(key)) {
        ++file.elsewhere;
        continue;
      }
    }
    file.documents.push_back(std::move(document));
  }
}

// Cuts the file's bytes into documents and decodes those that this run is to judge.
void cut_and_decode(FileRead& file, bool may_be_ndjson, const HowToRead& how) {
  file.text = without_mark(file.bytes);
  file.stored_at = file.stored.empty() ? static_cast<std::int64_t>(file.bytes.size() - file.text.size()) : -1;
  const std::string_view inside = name_inside(file.path);
  Cut cut;
  cut.is_ndjson = is_named_ndjson(inside.empty() ? std::string_view(file.path) : inside) ||
                  (may_be_ndjson && looks_like_ndjson(file.text));
  decode_documents(file, cut, how);
}

}  // namespace

bool Shard::holds(std::string_view key) const {
  return is_list || XXH3_64bits(key.data(), key.size()) % count == index - 1;
}

std::unique_ptr<FileRead> read_documents(World& world, const std::string& path, const HowToRead& how) {
  auto file = std::make_unique<FileRead>();
  file->path = path == "-" ? how.stdin_name : path;
  try {
    file->bytes = world.read(path);
  } catch (const WorldFailure& failure) {
    if (!how.shard || how.shard->holds(file->path)) file->failure = failure.why();
    else ++file->elsewhere;
    return file;
  }
  if (!name_inside(path).empty()) {
    std::optional<std::string> inside = unpacked(path, file->bytes);
    if (!inside) {
      if (!how.shard || how.shard->holds(file->path)) file->failure = "damaged, or cut short: it cannot be unpacked";
      else ++file->elsewhere;
      return file;
    }
    file->stored = std::move(file->bytes);
    file->bytes = std::move(*inside);
  }
  cut_and_decode(*file, path == "-", how);
  return file;
}

bool holds_ndjson(std::string_view path, std::string_view beginning) {
  const std::string_view inside = name_inside(path);
  return is_named_ndjson(inside.empty() ? path : inside) || (path == "-" && looks_like_ndjson(beginning));
}

std::unique_ptr<FileRead> documents_of(StreamPart part, std::string name, const HowToRead& how) {
  auto file = std::make_unique<FileRead>();
  file->path = std::move(name);
  file->bytes = std::move(part.bytes);
  file->text = file->bytes;
  file->stored_at = part.stored_at;
  if (part.is_too_large) {
    if (!how.shard || how.shard->holds(file->path))
      add_unreadable(*file, {"DOC005",
                             {part.first_line, 1, 0},
                             fmt::format("a document of more than {} bytes; neither it nor what follows is read",
                                         document::max_file_bytes),
                             {},
                             false});
    else ++file->elsewhere;
    return file;
  }
  if (part.failure && (!how.shard || how.shard->holds(file->path))) file->failure = std::move(part.failure);
  else if (part.failure) ++file->elsewhere;
  if (part.failure && file->bytes.empty() && part.is_first) return file;
  const std::uint32_t too_many_at = part.too_many_at;
  decode_documents(*file, {part.is_ndjson, part.first_line, part.documents_before, std::numeric_limits<int>::max()},
                   how);
  if (too_many_at != 0 && (!how.shard || how.shard->holds(file->path)))
    add_unreadable(
        *file,
        {"DOC005",
         {too_many_at, 1, 0},
         fmt::format("more than {} documents in one file that hold nothing; the rest of it is not read", max_documents),
         {},
         false});
  return file;
}

std::unique_ptr<FileRead> documents_of(std::string bytes, std::string name, const HowToRead& how) {
  auto file = std::make_unique<FileRead>();
  file->path = std::move(name);
  file->bytes = std::move(bytes);
  cut_and_decode(*file, false, how);
  return file;
}

std::string_view TextRead::text() const { return without_mark(bytes); }

TextRead read_text(World& world, const std::string& path) {
  TextRead read;
  try {
    read.bytes = world.read(path);
  } catch (const WorldFailure& failure) {
    read.problems.push_back(failure.what());
    return read;
  }
  if (const auto problem = document::check_bytes(read.text()))
    read.problems.push_back(located(path, problem->place, problem->message));
  return read;
}

std::string located(const std::string& path, Place place, std::string_view message) {
  return place.known() ? fmt::format("{}:{}:{}: {}", path, place.line, place.column, message)
                       : fmt::format("{}: {}", path, message);
}

}  // namespace probation::intake
