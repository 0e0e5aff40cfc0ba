// The account of a run, put together from what the search met, what came of the files, and what they were judged by.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caseload/caseload.hpp"
#include "intake/find_files.hpp"
#include "render/run/account.hpp"
#include "rules/finding.hpp"
#include "tools/common/digests.hpp"
#include "tools/common/judged_by.hpp"

namespace probation::tools {

// The first thing that keeps each file from being understood whole, as the findings, which are in order, say it.
std::map<std::string, std::string> first_faults(const std::vector<rules::Finding>& findings);
// What of a file is not in the answer; nothing: it was understood whole. `failure`: why it could not be read at all.
std::optional<render::UnreadFile> unread_part(const caseload::FileAccount& file,
                                              const std::optional<std::string>& failure,
                                              const std::map<std::string, std::string>& faults);

// The files of a run as they come by, in the order of their names.
class FilesSeen {
 public:
  // `beside`: files named that could not be opened, in the same order; of all shards.
  FilesSeen(const JudgedByFolder& by_folder, std::span<const intake::Unreadable> beside)
      : by_folder_(by_folder), beside_(beside) {}
  void add(const caseload::FileAccount& file, std::optional<render::UnreadFile> unread);
  // Adds them to what the search knew.
  void finish(render::Account& account, std::map<std::pair<std::string, std::string>, std::int64_t> passed_over);
  [[nodiscard]] const std::map<const JudgedBy*, std::int64_t>& governed() const { return governed_; }

 private:
  void beside_up_to(const std::string* path);
  const JudgedByFolder& by_folder_;
  std::span<const intake::Unreadable> beside_;
  render::Account so_far_;
  std::map<std::string, std::int64_t> passed_over_;  // by kind
  std::map<const JudgedBy*, std::int64_t> governed_;
  FramedDigest inputs_;
};

// What the search alone knows.
void describe_search(render::Account& account, const intake::Looked& looked);
// "; met: 2 × .md, 1 × policy/1", or nothing.
std::string what_was_met(const render::Account& account);
// Of a command that asks for facts: no rule was run for its own sake.
render::Account without_rules(render::Account account);
// The account at the foot of a page, as pairs of a term and markup: the line, and the files that the page lacks.
std::vector<std::pair<std::string, std::string>> account_on_page(const render::Account& account);
// How a report in words ends: the files that it lacks, and the line. Empty where the format has no place for words.
std::string account_end(const render::Account& account, std::string_view format);

}  // namespace probation::tools
