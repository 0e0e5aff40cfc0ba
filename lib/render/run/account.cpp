#include "render/run/account.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/paths.hpp"
#include "render/run/text.hpp"

namespace probation::render {
namespace {

Json counts(const std::vector<std::pair<std::string, std::int64_t>>& list) {
  Json out = Json::object();
  for (const auto& [name, count] : list) out[name] = count;
  return out;
}

std::int64_t number(const Json& from, const char* member) { return from.at(member).get<std::int64_t>(); }

Json entry_of(const UnreadFile& file) {
  return {{"file", printable(file.path)}, {"why", file.why}, {"judged", file.judged}};
}

}  // namespace

Json unreadable_json(const UnreadFile& file) {
  Json record{{"schema", "unreadable/1"}};
  const Json entry = entry_of(file);
  for (const auto& [name, value] : entry.items()) record[name] = value;
  return record;
}

Json to_json(const Account& a) {
  Json unreadable = Json::array();
  for (const UnreadFile& file : a.not_read) unreadable.push_back(entry_of(file));
  Json not_printed = Json::array();
  for (const auto& [why, findings] : a.not_printed) not_printed.push_back({{"why", why}, {"findings", findings}});
  Json rules_run = Json::array();
  for (const std::string& id : a.rules_run) rules_run.push_back(id);
  return {{"schema", "account/1"},
          {"given", a.given},
          {"files",
           {{"found", a.found},
            {"judged", a.judged},
            {"excluded", a.excluded},
            {"passed_over", a.passed_over},
            {"unreadable", a.unreadable},
            {"other_shard", a.other_shard}}},
          {"documents",
           {{"read", a.read},
            {"judged", a.documents_judged},
            {"not_understood", a.not_understood},
            {"other_kind", a.other_kind},
            {"other_shard", a.other_documents}}},
          {"folders", {{"walked", a.walked}, {"excluded", a.folders_excluded}, {"hidden", a.hidden}}},
          {"repeated", a.repeated},
          {"excluded", a.excluded_by},
          {"passed_over", a.passed_over_by},
          {"unreadable", unreadable},
          {"rules", {{"run", rules_run}, {"left_out", a.rules_left_out}}},
          {"findings", {{"made", a.made}, {"printed", a.printed}, {"not_printed", not_printed}}},
          {"records", counts(a.records)},
          {"configurations", a.configurations},
          {"settings", a.settings},
          {"inputs", a.inputs}};
}

Account account_from(const Json& saved) {
  Account a;
  a.given = number(saved, "given");
  const Json& files = saved.at("files");
  a.found = number(files, "found");
  a.judged = number(files, "judged");
  a.excluded = number(files, "excluded");
  a.passed_over = number(files, "passed_over");
  a.unreadable = number(files, "unreadable");
  a.other_shard = number(files, "other_shard");
  const Json& documents = saved.at("documents");
  a.read = number(documents, "read");
  a.documents_judged = number(documents, "judged");
  a.not_understood = number(documents, "not_understood");
  a.other_kind = number(documents, "other_kind");
  a.other_documents = number(documents, "other_shard");
  const Json& folders = saved.at("folders");
  a.walked = number(folders, "walked");
  a.folders_excluded = number(folders, "excluded");
  a.hidden = number(folders, "hidden");
  a.repeated = number(saved, "repeated");
  a.excluded_by = saved.at("excluded");
  a.passed_over_by = saved.at("passed_over");
  a.configurations = saved.at("configurations");
  for (const Json& file : saved.at("unreadable"))
    a.not_read.push_back(
        {file.at("file").get<std::string>(), file.at("why").get<std::string>(), file.at("judged").get<bool>()});
  a.rules_run = saved.at("rules").at("run").get<std::vector<std::string>>();
  a.rules_left_out = number(saved.at("rules"), "left_out");
  const Json& findings = saved.at("findings");
  a.made = number(findings, "made");
  a.printed = number(findings, "printed");
  for (const Json& row : findings.at("not_printed"))
    a.not_printed.emplace_back(row.at("why").get<std::string>(), number(row, "findings"));
  for (const auto& [schema, count] : saved.at("records").items())
    a.records.emplace_back(schema, count.get<std::int64_t>());
  a.settings = saved.at("settings").get<std::string>();
  a.inputs = saved.at("inputs").get<std::string>();
  return a;
}

std::string files_line(const Account& a, std::string_view judged) {
  std::string out = fmt::format("{}: {} {}", counted(a.found, "file"), a.judged, judged);
  const auto term = [&](std::int64_t count, std::string_view word) {
    if (count > 0) out += fmt::format(", {} {}", count, word);
  };
  term(a.excluded, "excluded");
  term(a.passed_over, "passed over");
  term(a.unreadable, "unreadable");
  term(a.other_shard, "of another shard");
  return out;
}

std::string account_line(const Account& a) {
  std::string out = files_line(a);
  if (a.judges_rules) {
    out += fmt::format("; {} run", counted(static_cast<long long>(a.rules_run.size()), "rule"));
    if (a.rules_left_out > 0) out += fmt::format(", {} left out", a.rules_left_out);
    std::int64_t hidden = 0;
    for (const auto& [why, findings] : a.not_printed) hidden += findings;
    if (hidden > 0) out += fmt::format("; {} not printed", counted(hidden, "finding"));
    if (!a.told_configurations.empty())
      out += fmt::format("; configuration {}", visible(fmt::format("{}", fmt::join(a.told_configurations, ", "))));
  }
  return out;
}

}  // namespace probation::render
