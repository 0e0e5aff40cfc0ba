#include "tools/world/sorted_runs.hpp"

#include <algorithm>
#include <queue>

#include "intake/world.hpp"

namespace probation::tools {
namespace {

void put(std::FILE* file, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (std::fwrite(&size, sizeof size, 1, file) != 1 || std::fwrite(text.data(), 1, text.size(), file) != text.size())
    throw WorldFailure("temporary file", "cannot be written; is the disk full?");
}

bool take(std::FILE* file, std::string& text) {
  std::uint32_t size = 0;
  if (std::fread(&size, sizeof size, 1, file) != 1) return false;
  text.resize(size);
  if (std::fread(text.data(), 1, size, file) != size) throw WorldFailure("temporary file", "cannot be read back");
  return true;
}

}  // namespace

void SortedRuns::add(std::string key, std::string record) {
  bytes_ += key.size() + record.size() + 64;
  held_.emplace_back(std::move(key), std::move(record));
  if (bytes_ > most_bytes_) spill();
}

void SortedRuns::sort() {
  std::stable_sort(held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

void SortedRuns::spill() {
  sort();
  std::unique_ptr<std::FILE, Closer> file(std::tmpfile());
  if (!file) throw WorldFailure("temporary file", "cannot be made");
  for (const auto& [key, record] : held_) {
    put(file.get(), key);
    put(file.get(), record);
  }
  if (std::fflush(file.get()) != 0) throw WorldFailure("temporary file", "cannot be written; is the disk full?");
  runs_.push_back(std::move(file));
  held_.clear();
  held_.shrink_to_fit();
  bytes_ = 0;
}

void SortedRuns::each(const std::function<void(std::string_view, std::string_view)>& give) {
  if (!is_sorted_) sort();
  is_sorted_ = true;
  struct Head {
    std::string key, record;
    std::size_t run;
  };
  // Runs were made in the order in which their records came, what is held came last.
  const auto later = [](const Head& a, const Head& b) { return a.key != b.key ? a.key > b.key : a.run > b.run; };
  std::priority_queue<Head, std::vector<Head>, decltype(later)> heads(later);
  std::size_t at = 0;
  const auto next = [&](std::size_t run) {
    Head head{{}, {}, run};
    if (run == runs_.size()) {
      if (at >= held_.size()) return;
      head.key = held_[at].first;
      head.record = held_[at].second;
      ++at;
    } else if (!take(runs_[run].get(), head.key) || !take(runs_[run].get(), head.record)) {
      return;
    }
    heads.push(std::move(head));
  };
  for (std::size_t run = 0; run <= runs_.size(); ++run) {
    if (run < runs_.size()) std::rewind(runs_[run].get());
    next(run);
  }
  while (!heads.empty()) {
    const Head head = heads.top();
    heads.pop();
    give(head.key, head.record);
    next(head.run);
  }
}

}  // namespace probation::tools
