// The text of an intervention's file under change: fields of its lifecycle replaced where they stand or added, rows and
// keys added, and at the end the proof that nothing else became different.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "document/edit.hpp"
#include "document/tree.hpp"
#include "recording/register_move.hpp"

namespace probation::lifecycle {

class RegisterFile {
 public:
  // Refused where the file is written in a way that cannot be changed safely.
  static std::variant<RegisterFile, MoveRefused> open(std::string_view file);

  // A field of the lifecycle; a value as it is written, `null` where it is to be none. Each field once.
  void set(std::string_view key, std::string written);
  void set_version(std::int64_t version);  // of the intervention; nothing happens where the file has none
  // A row to a list of the lifecycle; a key into an entry of one.
  void append(std::string_view list, document::Value row);
  void add(std::string_view list, std::size_t entry, std::string_view key, document::Value value);
  // Takes entries from the end of a list of the lifecycle, down to so many.
  void keep_first(std::string_view list, std::size_t count);

  struct Changed {
    std::string bytes;
    std::uint32_t line = 0;  // of the last row added, or the entry a key went into
  };
  std::variant<Changed, MoveRefused> result() const;

 private:
  struct Field {
    std::string key, written;
  };
  struct Addition {
    std::string list;
    std::optional<std::size_t> entry;  // nothing: a row
    std::string key;
    document::Value value;
  };
  [[nodiscard]] std::optional<std::string> with_fields() const;
  [[nodiscard]] std::optional<std::string> without_entries(const std::string& bytes) const;
  [[nodiscard]] bool is_sound(const document::Tree& after) const;
  std::string_view mark_, file_;
  document::Tree root_;
  std::vector<Field> fields_;
  std::optional<std::int64_t> version_;
  std::vector<Addition> additions_;
  std::optional<std::pair<std::string, std::size_t>> kept_;
};

}  // namespace probation::lifecycle
