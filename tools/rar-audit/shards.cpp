// shards: a plan of the parts of a run by size. Each part is a list of names; `check --shards PLAN --shard I/N` judges
// one of them, and merge puts them together as it does parts by hash.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/rar-audit/commands.hpp"
#include "tools/world/file_edit.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {
namespace {

using render::Json;

// "2G", "500M", "64k", "1000": bytes.
std::int64_t size_option(const std::string& value) {
  std::string digits = value;
  std::int64_t unit = 1;
  if (!digits.empty()) {
    const char last = lower_case(digits.substr(digits.size() - 1)).front();
    unit = last == 'k' ? 1LL << 10 : last == 'm' ? 1LL << 20 : last == 'g' ? 1LL << 30 : 1;
    if (unit > 1) digits.pop_back();
  }
  const bool good =
      !digits.empty() && digits.size() <= 9 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!good || std::stoll(digits) == 0)
    throw UsageError{fmt::format("--size {}: not a size, such as 2G, 500M or 64k", value)};
  return std::stoll(digits) * unit;
}

struct Part {
  std::string names;  // each ends in NUL
  std::int64_t files = 0, bytes = 0;
};

// In path order, a new part where the next file would make one too large.
std::vector<Part> parts_of(const caseload::Result& result, std::int64_t most) {
  std::vector<Part> parts(1);
  for (const caseload::FileAccount& file : result.accounts) {
    if (file.state == caseload::FileAccount::State::passed_over) continue;
    if (parts.back().files > 0 && parts.back().bytes + file.bytes > most) parts.emplace_back();
    Part& part = parts.back();
    part.names += file.opened + '\0';
    ++part.files;
    part.bytes += file.bytes;
  }
  return parts;
}

}  // namespace

int run_shards(Invocation& invocation, const Options& options) {
  if (options.size.empty() || options.out.empty()) throw UsageError{"shards: --size SIZE and --out DIR are needed"};
  const std::int64_t most = size_option(options.size);
  const PathKind there = invocation.world().kind(options.out);
  if (there != PathKind::folder && there != PathKind::missing)
    throw UsageError{fmt::format("--out {}: not a folder", options.out)};
  const caseload::Request request = invocation.request();
  if (std::find(request.paths.begin(), request.paths.end(), "-") != request.paths.end())
    throw UsageError{"shards: standard input has no name that a list could hold; give files and folders"};
  const caseload::Result result = caseload::visit_cases(invocation.world(), request, invocation.settings(),
                                                        [](const CaseFacts&, const std::string&) {});
  const render::Account account = without_rules(invocation.account_of(result));
  for (const render::UnreadFile& file : account.not_read)
    write_fault("rar-audit", fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  refuse_link_of_others(options.out);
  if (there == PathKind::missing) make_folder(options.out);
  const std::vector<Part> parts = parts_of(result, most);
  Json rows = Json::array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string name = fmt::format("shard-{}.list", i + 1);
    replace_file(path_within(options.out, name), parts[i].names);
    rows.push_back({{"index", static_cast<std::int64_t>(i + 1)},
                    {"list", name},
                    {"files", parts[i].files},
                    {"bytes", parts[i].bytes}});
  }
  Json plan{{"schema", "shards/1"},
            {"count", static_cast<std::int64_t>(parts.size())},
            {"inputs", account.inputs},
            {"given", invocation.configuration().asked_for}};
  if (!options.no_config) plan["first_files"] = invocation.first_files();  // else nothing is known of configurations
  plan["shards"] = rows;
  replace_file(path_within(options.out, "plan.json"), plan.dump(2) + "\n");
  if (account.not_read.empty() && account.documents_judged == 0 && !options.allow_empty)
    invocation.note(
        fmt::format("nothing judged: no case/1 in what was given{}", render::visible(what_was_met(account))));
  const std::string words =
      fmt::format("{}: {} of at most {} bytes\n", render::visible(path_within(options.out, "plan.json")),
                  counted(static_cast<long long>(parts.size()), "shard"), most);
  if (!write_out(words + account_end(account, "text"))) return reader_gone;
  return !account.not_read.empty() ? unreadable : account.documents_judged == 0 && !options.allow_empty ? usage : done;
}

}  // namespace probation::tools
