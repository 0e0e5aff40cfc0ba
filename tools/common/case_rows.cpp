#include "tools/common/case_rows.hpp"

#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace probation::tools {
namespace {

// A row on the disk: its marks, the sizes of its texts, the texts.
struct RowHead {
  bool is_undetermined, has_map;
  std::array<std::uint64_t, 4> sizes;
};

void keep(Spill& away, const RecordStream::Row& row) {
  const RowHead head{
      row.is_undetermined, row.has_map, {row.schema.size(), row.line.size(), row.cells.size(), row.text.size()}};
  std::string bytes(sizeof head, '\0');
  std::memcpy(bytes.data(), &head, sizeof head);
  for (const std::string* text : {&row.schema, &row.line, &row.cells, &row.text}) bytes += *text;
  away.add(bytes);
}

// Takes the first row off `bytes`. False: they end within it.
bool take_off(std::string_view& bytes, RecordStream::Row& row) {
  RowHead head;
  if (bytes.size() < sizeof head) return false;
  std::memcpy(&head, bytes.data(), sizeof head);
  std::size_t at = sizeof head, end = at;
  for (const std::uint64_t size : head.sizes) end += size;
  if (bytes.size() < end) return false;
  row.is_undetermined = head.is_undetermined;
  row.has_map = head.has_map;
  std::size_t i = 0;
  for (std::string* text : {&row.schema, &row.line, &row.cells, &row.text}) {
    text->assign(bytes.substr(at, head.sizes[i]));
    at += head.sizes[i++];
  }
  bytes.remove_prefix(end);
  return true;
}

}  // namespace

void CaseRows::add(RecordStream::Row row) {
  bytes_ += sizeof row + row.schema.size() + row.line.size() + row.cells.size() + row.text.size();
  held_.push_back(std::move(row));
  if (bytes_ > held_at_most) put_away();
}

void CaseRows::put_away() {
  if (!away_) away_ = std::make_unique<Spill>();
  for (const RecordStream::Row& row : held_) keep(*away_, row);
  held_.clear();
  bytes_ = 0;
}

void CaseRows::give(const std::function<void(RecordStream::Row)>& take) {
  if (away_) {
    std::string begun;  // pieces end anywhere
    away_->give([&](std::string_view piece) {
      begun += piece;
      std::string_view rest = begun;
      for (RecordStream::Row row; take_off(rest, row); row = {}) take(std::move(row));
      begun.erase(0, begun.size() - rest.size());
    });
    assert(begun.empty());
    away_.reset();
  }
  for (RecordStream::Row& row : held_) take(std::move(row));
  held_.clear();
}

}  // namespace probation::tools
