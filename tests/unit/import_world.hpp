// An extract of tables held in memory, imported into a case: what the tests of the import share.
#pragma once
#include "recording/sources/extract.hpp"
#include "recording/sources/person.hpp"

namespace probation::recording {

class Held : public ByteSource {
 public:
  explicit Held(std::string bytes) : bytes_(std::move(bytes)) {}
  bool next(std::string& chunk) override {  // in small pieces, so that every border is crossed
    if (at_ >= bytes_.size()) return false;
    chunk = bytes_.substr(at_, 7);
    at_ += chunk.size();
    return true;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// One hour ahead of UTC all year.
inline const Zone plus_one = [](std::int64_t seconds) -> std::optional<LocalTime> {
  const std::int64_t local = seconds + 3600;
  const auto days = local >= 0 ? local / 86400 : (local - 86399) / 86400;
  return LocalTime{date_of(std::chrono::sys_days{std::chrono::days{days}}),
                   static_cast<int>((local - days * 86400) / 60)};
};

struct World {
  Mapping mapping;
  std::map<std::string, std::string> files;
  std::optional<Extract> extract;
  Reading reading;
  Terms terms;
  std::vector<Item> items;

  World(const std::string& text, std::map<std::string, std::string> given,
        const std::string& extract_date = "2025-09-02")
      : mapping(read_mapping({"m.yaml", text})), files(std::move(given)) {
    std::vector<std::string> paths;
    for (const auto& [name, bytes] : files) paths.push_back(name);
    extract.emplace(mapping, paths, [this](const std::string& path) { return std::make_unique<Held>(files.at(path)); });
    reading.extract = &*extract;
    reading.zone = plus_one;
    reading.outcomes = *code_list("outcome-codes");
    terms.reading = &reading;
    terms.extract_date = *parse_date(extract_date);
    terms.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
    extract->read([&](RawRow row) { items.push_back(item_of(reading, row)); });
  }
  ImportedCase into(const std::optional<std::string>& bytes) {
    return import_person(terms, "X320741.yaml", bytes, "X320741", items);
  }
};

inline std::string words(const ImportedCase& imported) {
  std::string all;
  for (const RowReceipt& row : imported.receipts)
    all += (row.fate == Fate::left_out ? std::string("left_out") : std::string(word(row.receipt.status))) + " ";
  return all;
}

}  // namespace probation::recording
