#include "tools/common/split.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "tools/world/output_folder.hpp"

namespace probation::tools {
namespace {

// Of a calendar that stands for a code which has no row: no code is written so.
constexpr std::string_view nobody = "\n";

std::string hashed(const std::string& code) {
  return "team-" + sha256_of(code).substr(std::string_view("sha256:").size(), 16);
}

std::string ending(const std::string& format) { return "." + format; }

}  // namespace

std::string name_of_code(const std::string& code) {
  const bool plain = !code.empty() && code.size() <= 100 && std::all_of(code.begin(), code.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
  return plain ? code : hashed(code);
}

std::string split_stem(const std::string& code) {
  return code.empty() ? "none" : code == "none" ? hashed(code) : name_of_code(code);
}

bool is_split(const Options& options, const Target& target) {
  static constexpr std::array<std::string_view, 4> formats{"ics", "xlsx", "csv", "html"};
  return !options.split.empty() && target.path != "-" &&
         std::find(formats.begin(), formats.end(), target.format) != formats.end();
}

std::vector<Target> split_targets(intake::World& world, const Options& options, const std::vector<Target>& outputs,
                                  std::vector<std::string> codes) {
  if (options.split.empty()) return outputs;
  one_of("--split", options.split, {"officer", "team"});
  if (std::none_of(outputs.begin(), outputs.end(), [&](const Target& target) { return is_split(options, target); }))
    throw UsageError{"--split: a folder for the files is needed: --output csv=, html=, ics= or xlsx=FOLDER"};
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::vector<Target> all;
  for (const Target& target : outputs) {
    if (!is_split(options, target)) {
      all.push_back(target);
      continue;
    }
    make_output_folder(target.path);
    std::set<std::string> names;
    for (const std::string& code : codes) {
      const std::string name = split_stem(code) + ending(target.format);
      names.insert(name);
      all.push_back({target.format, target.path + "/" + name, false, code});
    }
    if (target.format != "ics") continue;
    for (const std::string& name : world.list(target.path)) {
      const std::string file = name.substr(name.rfind('/') + 1);
      if (file.ends_with(".ics") && !names.contains(file))
        all.push_back({target.format, target.path + "/" + file, false, std::string(nobody)});
    }
  }
  return all;
}

std::string code_of(const Options& options, const render::Json& record) {
  const render::Json* group = record.find("group");  // of measure/1 and trend/1
  const render::Json& code = group != nullptr ? (*group)[options.split] : record[options.split];
  return code.is_string() ? code.text() : std::string{};
}

std::vector<render::Json> rows_for(const Options& options, const Target& target,
                                   const std::vector<render::Json>& records) {
  if (!target.code) return records;
  std::vector<render::Json> rows;
  for (const render::Json& record : records)
    if (code_of(options, record) == *target.code) rows.push_back(record);

  return rows;
}

render::RunOutput run_for(const Options& options, const Target& target, const render::RunOutput& run,
                          const Pictures* pictures) {
  const auto mine = [&](std::string_view team, std::string_view officer) {
    return (options.split == "team" ? team : officer) == *target.code;
  };
  std::set<std::pair<std::string, std::string>> cases;
  if (pictures != nullptr)
    for (const CasePicture* one : pictures->cases())
      if (mine(one->team, one->officer)) cases.insert({one->file, one->crn});
  render::RunOutput part = run;
  std::erase_if(part.findings, [&](const rules::Finding& f) { return !mine(f.team, f.officer); });
  std::erase_if(part.cases, [&](const rules::CaseSummary& one) { return !cases.contains({one.file, one.crn}); });
  render::Summary& s = part.summary;
  s.cases = static_cast<std::int64_t>(part.cases.size());
  s.files = s.cases;
  s.findings = {};
  s.undetermined = s.suppressed = s.baseline = 0;
  for (const rules::Finding& f : part.findings) {
    if (f.outcome == rules::Verdict::pass) continue;
    if (f.suppressed) ++s.suppressed;
    else if (f.baseline == rules::BaselineMark::known) ++s.baseline;
    else if (f.outcome == rules::Verdict::undetermined) ++s.undetermined;
    else if (f.outcome == rules::Verdict::fail) ++s.findings[static_cast<std::size_t>(f.severity)];
  }
  return part;
}

}  // namespace probation::tools
