#include "tools/rar-record/row_files.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/text.hpp"
#include "recording/sources/report.hpp"
#include "tools/world/byte_stream.hpp"

namespace probation::tools {
namespace {

std::string name_alone(const std::string& file) { return file.substr(file.rfind('/') + 1); }

bool takes(const recording::Mapping& mapping, const std::string& file) {
  return std::any_of(mapping.tables.begin(), mapping.tables.end(),
                     [&](const auto& table) { return table.takes(name_alone(file)); });
}

std::string digest_of_file(const std::string& path) {
  const auto source = byte_stream(path);
  std::string digest, chunk;
  while (source->next(chunk)) digest = digest_of_text(digest + chunk);
  return digest;
}

using PassedOver = std::map<std::pair<std::string, std::string>, std::int64_t>;

// By its ending, and not hidden.
bool is_name_of_rows(const std::string& name) {
  constexpr std::array endings{".csv", ".ndjson", ".tsv", ".txt"};
  const std::string low = lower_case(unpacked_name(name));
  return !name.starts_with('.') &&
         std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return low.ends_with(ending); });
}

// A file met in a folder: taken for rows, or counted among what was passed over.
bool holds_rows(const std::string& name, PassedOver& passed_over) {
  if (is_name_of_rows(name)) return true;
  if (name.starts_with('.')) {
    ++passed_over[{"hidden", "dot-file"}];
    return false;
  }
  const std::string low = lower_case(unpacked_name(name));
  const std::size_t dot = low.rfind('.');
  ++passed_over[{"ending", dot == std::string::npos ? std::string{} : low.substr(dot)}];
  return false;
}

}  // namespace

RowFiles row_files(RealWorld& world, const std::vector<std::string>& paths) {
  RowFiles out;
  std::vector<std::string>& files = out.files;
  render::Account& account = out.account;
  account.judges_rules = false;
  account.given = static_cast<std::int64_t>(paths.size());
  PassedOver passed_over;
  for (const std::string& path : paths) {
    PathStatus there;
    there.kind = PathKind::file;
    if (path != "-") there = world.status(path);
    if (there.kind == PathKind::missing) throw recording::NotUnderstood{fmt::format("{}: {}", path, there.why)};
    if (there.kind == PathKind::file) {
      files.push_back(path);
      continue;
    }
    ++account.walked;
    std::vector<std::string> names = world.list(path);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const std::string file = path + (path.ends_with('/') ? "" : "/") + name;
      // A link that leads nowhere and a folder have the name of a table too: whoever reads them says that they are
      // none.
      if (world.kind(file) == PathKind::file ? holds_rows(name, passed_over) : is_name_of_rows(name))
        files.push_back(file);
    }
  }
  // A second name of a file counted before is not found again: its rows would be taken twice.
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
  account.repeated = static_cast<std::int64_t>(std::erase_if(files, [&](const std::string& file) {
    if (file == "-") return false;
    const PathStatus status = world.status(file);
    return status.kind != PathKind::missing && !seen.insert({status.identity.device, status.identity.inode}).second;
  }));
  account.found = account.judged = static_cast<std::int64_t>(files.size());
  for (const auto& [row, count] : passed_over) {
    account.passed_over_by.push_back({{"why", row.first}, {"what", row.second}, {"files", count}});
    account.passed_over += count;
    account.found += count;
  }
  return out;
}

void describe_import(render::Account& account, Invocation& invocation, const RecordOptions& record,
                     const std::vector<std::string>& files) {
  const ImportOptions& import = record.import;
  std::string settings =
      fmt::format("{} {} {} {} {} {} {}\n", version(), format(invocation.as_of()), import.extract_date, import.window,
                  import.new_cases, import.older, import.allow_vanished);
  for (const std::string& name : comma_list(import.mappings))
    settings += name + digest_of_path(invocation.world(), name) + "\n";
  for (const std::string& table : comma_list(import.complete)) settings += table + "\n";
  account.settings = digest_of_text(settings);
  std::string inputs;
  for (const std::string& file : files) inputs += fmt::format("{}\n{}\n", file, digest_of_file(file));
  account.inputs = digest_of_text(inputs);
}

std::vector<std::string> files_in_own_words(const std::vector<std::string>& files,
                                            const std::vector<recording::Mapping>& mappings) {
  std::vector<std::string> own;
  for (const std::string& file : files) {
    const std::string name = lower_case(unpacked_name(name_alone(file)));
    const bool is_table = std::any_of(mappings.begin(), mappings.end(), [&](const recording::Mapping& mapping) {
      return mapping.is_old ? name.ends_with(".csv")
                            : takes(mapping, file) || (file == "-" && mapping.tables.size() == 1);
    });
    if ((name.ends_with(".ndjson") && !is_table) || (mappings.empty() && file == "-")) own.push_back(file);
    else if (mappings.empty())
      throw UsageError{fmt::format("{}: rows of CSV need --mapping FILE or --mapping delius", file)};
  }
  return own;
}

void pass_over_unread(render::Account& account, const std::vector<std::string>& files,
                      const std::vector<recording::Mapping>& mappings, const std::vector<std::string>& own) {
  const auto reads = [](const recording::Mapping& mapping, const std::string& file) {
    const auto& tables = mapping.tables;
    return mapping.is_old || std::any_of(tables.begin(), tables.end(), [&](const recording::TableRule& table) {
             const bool is_joined = std::any_of(tables.begin(), tables.end(), [&](const auto& other) {
               return !other.join_table.empty() && other.join_table == table.name;
             });
             return (table.rows != recording::RowKind::none || is_joined) &&
                    (table.takes(name_alone(file)) || (file == "-" && tables.size() == 1));
           });
  };
  const std::int64_t unread = std::count_if(files.begin(), files.end(), [&](const std::string& file) {
    return std::find(own.begin(), own.end(), file) == own.end() &&
           std::none_of(mappings.begin(), mappings.end(), [&](const auto& mapping) { return reads(mapping, file); });
  });
  if (unread == 0) return;
  account.passed_over_by.push_back({{"why", "kind"}, {"what", "no table"}, {"files", unread}});
  account.passed_over += unread;
  account.judged -= unread;
}

std::vector<std::string> files_of(const recording::Mapping& mapping, const std::vector<std::string>& files,
                                  const std::vector<std::string>& own, bool only) {
  std::vector<std::string> mine;
  for (const std::string& file : files)
    if (std::find(own.begin(), own.end(), file) == own.end() && (only || takes(mapping, file))) mine.push_back(file);
  return mine;
}

void each_line(const std::string& file, const std::function<void(std::string_view, std::uint32_t)>& take) {
  const auto source = byte_stream(file);
  std::string text, chunk;
  std::uint32_t line = 0;
  const auto one = [&](std::string_view words) {
    if (++line == 1 && words.starts_with("\xEF\xBB\xBF")) words.remove_prefix(3);
    if (!trim(words).empty()) take(words, line);
  };
  while (source->next(chunk)) {
    std::size_t searched = text.size(), at = 0;
    text += chunk;
    for (std::size_t end = 0; (end = text.find('\n', searched)) != std::string::npos; searched = at = end + 1)
      one(std::string_view(text).substr(at, end - at));
    text.erase(0, at);
  }
  if (!text.empty()) one(text);
}

}  // namespace probation::tools
