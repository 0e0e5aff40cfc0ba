#include "tools/rar-record/case_finder.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/packed_name.hpp"
#include "base/text.hpp"
#include "intake/whose_case.hpp"
#include "tools/common/record_tables.hpp"
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {
namespace {

// What a tool wrote of cases (a report, findings) is nobody's case.
bool is_output(const intake::Document& document) {
  const std::string_view schema = document.decoded.schema;
  return std::any_of(record_tables.begin(), record_tables.end(),
                     [&](const RecordTable& table) { return table.name == schema; });
}

// A file of another program: YAML that names no schema of ours and has no word of a CRN. An empty one may be a case
// that was lost.
bool is_of_another_program(const intake::Document& document) {
  const document::Decoded& decoded = document.decoded;
  return decoded.schema.empty() && !trim(document.text).empty() &&
         lower_case(document.text).find("crn") == std::string::npos &&
         std::all_of(decoded.problems.begin(), decoded.problems.end(),
                     [](const document::Problem& problem) { return problem.rule == "DOC104"; });
}

std::string last_name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

// Rows that an import reads from the folder into which it writes are rows there too.
class OwnRows {
 public:
  OwnRows(RealWorld& world, const std::vector<std::string>& rows) : world_(world) {
    for (const std::string& path : rows) {
      if (path == "-") continue;
      names_.insert(last_name(path));
      files_.insert(world.status(path).identity);
    }
  }
  [[nodiscard]] bool holds(const std::string& path) const {
    return names_.contains(last_name(path)) && files_.contains(world_.status(path).identity);
  }

 private:
  RealWorld& world_;
  std::set<std::string> names_;
  std::set<intake::FileIdentity> files_;
};

// Why no entry can be added to a case of this file.
std::string hindrance_of(const std::string& path, std::int64_t documents) {
  if (path == "-") return "it came on standard input: name its file";
  if (!name_inside(path).empty()) return std::string(why_packed);
  if (intake::holds_ndjson(path, {}))
    return "the file holds a document a line: put the case in a YAML file of its own, and take the line away";
  if (documents > 1)
    return fmt::format("the file holds {} documents: put the case in a file of its own, and take the document away",
                       documents);
  return {};
}

}  // namespace

CaseFinder::CaseFinder(RealWorld& world, std::string folder, const std::vector<std::string>& rows)
    : folder_(std::move(folder)) {
  while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
  const PathStatus there = world.status(folder_);
  if (there.kind == PathKind::missing && there.may_be_there) throw WorldFailure(folder_, there.why);
  if (there.kind != PathKind::folder) return;
  intake::FoundFiles found = intake::find_files(world, {folder_});
  const auto hidden = found.looked.passed_over.find({"hidden", "dot-file"});
  is_empty_ = found.looked.found == (hidden == found.looked.passed_over.end() ? 0 : hidden->second) &&
              found.looked.folders_walked == 1 && found.looked.repeated == 0;
  unreadable_ = std::move(found.unreadable);
  caseload::Request request;
  request.judged_schema = "case/1";
  request.met_json = std::move(found.met_json);
  const OwnRows own(world, rows);
  for (const std::string& path : found.paths)
    if (!own.holds(path)) look_into(world, path, request, found.large.contains(path));
  std::stable_sort(unreadable_.begin(), unreadable_.end(),
                   [](const auto& a, const auto& b) { return a.path < b.path; });
}

CaseFinder::CaseFinder(RealWorld& world, const caseload::Request& request, std::vector<intake::Unreadable> unreadable)
    : is_empty_(false), unreadable_(std::move(unreadable)) {
  for (const std::string& path : request.paths)
    look_into(world, path, request, path == "-" || request.large.contains(path));
}

void CaseFinder::look_into(RealWorld& world, const std::string& path, const caseload::Request& request, bool is_large) {
  if (!is_large && !intake::holds_ndjson(path, {})) {
    try {
      const std::string bytes = world.read(path);
      if (const std::string_view crn = intake::crn_at_head(bytes); !crn.empty()) {
        places_[std::string(crn)].push_back({path, path, {}, false});
        return;
      }
    } catch (const WorldFailure&) {  // the full reading says why
    }
  }
  std::vector<std::pair<std::string, CasePlace>> here;
  std::string why;
  const auto wanted = [](const intake::Document& document) { return !document.is_other_than("case/1"); };
  std::int64_t documents = 0;
  const auto take = [&](const intake::FileRead&, intake::Document& document) {
    if (is_output(document) || is_of_another_program(document)) return true;
    const std::string crn = intake::crn_of(document);
    if (crn.empty()) {
      if (why.empty()) why = intake::why_of_nobody(document) + "; whose case it is cannot be told";
    } else {
      here.emplace_back(crn, CasePlace{path, std::to_string(document.first_line), {}, document.decoded.limited});
    }
    return true;
  };
  const auto add = [&](const caseload::FileCounts& counts) {
    documents += counts.judged + counts.skipped;
    if (counts.failure) why = *counts.failure;
  };
  if (is_large) {
    intake::StreamParts parts(world, path);
    while (auto part = parts.next()) add(caseload::each_document(std::move(*part), path, request, wanted, take));
  } else {
    add(caseload::each_document(world, path, request, wanted, take));
  }
  const std::string hindrance = hindrance_of(path, documents);
  for (auto& [crn, place] : here) {
    place.name = documents > 1 ? fmt::format("{}:{}", path, place.name) : path;
    place.hindrance = hindrance;
    places_[crn].push_back(std::move(place));
  }
  if (!why.empty()) unreadable_.push_back({path, why});
}

const std::vector<CasePlace>& CaseFinder::places_of(const std::string& crn) const {
  static const std::vector<CasePlace> none;
  const auto at = places_.find(crn);
  return at == places_.end() ? none : at->second;
}

std::string CaseFinder::path_for(const std::string& crn) const { return folder_ + "/" + crn + ".yaml"; }

std::string doubt_about(const std::string& file, std::size_t others) {
  const std::string more = others == 0 ? "" : fmt::format(" or {} more", others);
  return fmt::format("a case may lie in {}{}, which could not be read; none is begun before", file, more);
}

std::string CaseFinder::why_not_written(const std::string& crn) const {
  const std::vector<CasePlace>& places = places_of(crn);
  if (places.empty() && unreadable_.empty()) return {};
  if (places.empty()) return doubt_about(unreadable_.front().path, unreadable_.size() - 1);
  if (places.size() > 1) return fmt::format("{} and {} are cases of one person", places[0].name, places[1].name);
  const CasePlace& place = places.front();
  return place.hindrance.empty() ? "" : fmt::format("{} is the case of {}; {}", place.name, crn, place.hindrance);
}

}  // namespace probation::tools
