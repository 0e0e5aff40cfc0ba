// What a run looked at and what it did not: account/1, and the one line of it that people read.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace probation::render {

struct UnreadFile {
  std::string path;
  std::string why;
  bool judged = false;  // a document of it was; another was not understood
};

struct Account {
  std::int64_t given = 0;
  std::int64_t found = 0, judged = 0, excluded = 0, passed_over = 0, unreadable = 0, other_shard = 0;  // files
  std::int64_t read = 0, documents_judged = 0, not_understood = 0, other_kind = 0, other_documents = 0;
  std::int64_t walked = 0, folders_excluded = 0, hidden = 0, repeated = 0;
  Json excluded_by = Json::array(), passed_over_by = Json::array(), configurations = Json::array();
  std::vector<UnreadFile> not_read;
  std::vector<std::string> rules_run;
  std::int64_t rules_left_out = 0;
  bool judges_rules = true;  // false: a command that asks for facts
  std::int64_t made = 0, printed = 0;
  std::vector<std::pair<std::string, std::int64_t>> not_printed;  // by why
  std::vector<std::pair<std::string, std::int64_t>> records;      // by schema
  std::string settings, inputs;
  std::vector<std::string> told_configurations;  // that leave out rules or set the threshold
};

Json to_json(const Account& account);
// unreadable/1: how a list of records, which has no place for an account, names a file that is not in it.
Json unreadable_json(const UnreadFile& file);
// Of a saved run. Throws Json::Error.
Account account_from(const Json& saved);
// "41 files: 30 judged, 6 excluded; 2 rules run, 96 left out; 20 findings not printed"
std::string account_line(const Account& account);
// The same up to the first semicolon, with another word for `judged`.
std::string files_line(const Account& account, std::string_view judged = "judged");

}  // namespace probation::render
