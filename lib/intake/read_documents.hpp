// The one door: the bytes of a file or of standard input, read, looked at for the limits, cut into documents and
// decoded. Everything that reads a file comes through here, so that nobody decides a second time what a file is.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/stream_parts.hpp"
#include "intake/world.hpp"
#include "model/files.hpp"

namespace probation::intake {

inline constexpr int max_documents = 50'000;  // of one file; every one of them is reported on

// One document of a file after decoding. A file that could not be cut into documents is one that is not readable.
struct Document {
  std::string_view text;  // of the file's bytes
  std::uint32_t first_line = 1;
  document::Decoded decoded;
  FileContent content;
  // Of a known kind, and another than this.
  [[nodiscard]] bool is_other_than(std::string_view schema) const {
    return decoded.kind != nullptr && decoded.kind->schema != schema;
  }
};

// Not copied: its documents look into its bytes.
struct FileRead {
  FileRead() = default;
  FileRead(FileRead&& other) noexcept = delete;
  std::string path;  // as printed
  std::string bytes;
  std::string stored;     // as stored, where that is compressed
  std::string_view text;  // without byte order mark
  std::string digest;     // of the file as stored (base/text_digest.hpp), once it is asked for
  std::vector<Document> documents;
  std::optional<std::string> failure;  // could not be read
  std::int64_t elsewhere = 0;          // documents that another shard judges
  std::int64_t stored_at = 0;          // where `text` begins in the file as stored; -1: it is stored compressed
};

// One part of a run that is split over processes or machines: the documents whose CRN (where it cannot be read: file
// and number of the document) has XXH3_64 mod count = index - 1.
struct Shard {
  unsigned index = 1, count = 1;  // index from 1
  bool is_list = false;           // its files are its own: all that is in them belongs to it
  [[nodiscard]] bool holds(std::string_view key) const;
};

struct HowToRead {
  std::string stdin_name = "<stdin>";                   // how "-" is printed
  std::optional<Shard> shard;                           // nothing: all of it
  document::Readers readers = document::Readers::both;  // the answer is the same; a test asks for the slow ones alone
  std::string judged_schema = {};  // in a shard, documents of other kinds are handed over whoever holds them
};

// Reads and decodes a file. What fails stands in the answer.
std::unique_ptr<FileRead> read_documents(World& world, const std::string& path, const HowToRead& how = {});
// The same of some documents of a stream.
std::unique_ptr<FileRead> documents_of(StreamPart part, std::string name, const HowToRead& how);
// Whether a file of this name, or with this beginning (standard input), holds a document a line.
bool holds_ndjson(std::string_view path, std::string_view beginning);
// The same of bytes that are there already.
std::unique_ptr<FileRead> documents_of(std::string bytes, std::string name, const HowToRead& how = {});

// Text that is no document of ours: a saved run, a configuration.
struct TextRead {
  std::string bytes;
  std::vector<std::string> problems;            // located lines; not empty: the text is not to be used
  [[nodiscard]] std::string_view text() const;  // without byte order mark
};
TextRead read_text(World& world, const std::string& path);

// "path:line:column: message", without what is not known of it.
std::string located(const std::string& path, Place place, std::string_view message);

}  // namespace probation::intake
