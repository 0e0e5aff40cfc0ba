#include "caseload/caseload.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "rules/report.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;
using rules::Judgement;
using rules::Origin;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// One document of a file after decoding.
struct Document {
  document::Decoded decoded;
  FileContent content;
};

struct FileRead {
  std::string path;     // as printed
  std::string bytes;
  std::string_view text;  // without byte order mark
  std::vector<Document> documents;
  std::optional<std::string> failure;  // could not be read
};

bool looks_like_ndjson(std::string_view text) {
  int lines = 0;
  for (const document::Slice& slice : document::split_ndjson(text)) {
    const std::string_view words = trim(slice.text);
    if (!words.starts_with('{') || !words.ends_with('}')) return false;
    if (++lines > 1) return true;
  }
  return false;
}

std::unique_ptr<FileRead> read_file(World& world, const std::string& path, const std::string& stdin_name) {
  auto file = std::make_unique<FileRead>();
  file->path = path == "-" ? stdin_name : path;
  try {
    file->bytes = world.read(path);
  } catch (const WorldFailure& failure) {
    file->failure = failure.why();
    return file;
  }
  file->text = file->bytes;
  if (file->text.starts_with(byte_order_mark)) file->text.remove_prefix(byte_order_mark.size());
  if (auto problem = document::check_bytes(file->text)) {
    Document document;
    document.decoded.readable = false;
    document.decoded.problems.push_back(std::move(*problem));
    file->documents.push_back(std::move(document));
    return file;
  }
  const bool ndjson = file->path.ends_with(".ndjson") || (path == "-" && looks_like_ndjson(file->text));
  for (const document::Slice& slice : ndjson ? document::split_ndjson(file->text) : document::split_stream(file->text)) {
    Document document;
    document.decoded = document::decode(slice, file_kinds(), &document.content);
    file->documents.push_back(std::move(document));
  }
  return file;
}

// Runs `work(i)` for every i below `count` on `threads` threads; the first exception is thrown again here.
template <class Work>
void in_parallel(std::size_t count, unsigned threads, Work work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::atomic<bool> failed{false};
  const auto loop = [&] {
    while (!failed) {
      const std::size_t i = next.fetch_add(1);
      if (i >= count) return;
      try {
        work(i);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  std::vector<std::thread> pool;
  for (unsigned t = 1; t < threads && t < count; ++t) pool.emplace_back(loop);
  loop();
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

Origin origin_of(const FileRead& file) {
  Origin origin;
  origin.file = file.path;
  origin.text = file.text;
  return origin;
}

// A CRN and where it stands, to find the same case in two files (DOC107).
struct CrnPlace {
  std::string crn;
  rules::Location location;
  bool limited = false;
};

// What one file adds to the result.
struct FileResult {
  std::vector<Judgement> judgements;
  std::vector<CrnPlace> crns;
  std::optional<std::string> failure;
  std::string path;
  std::int64_t skipped = 0;
  bool complete = true;
};

void add_counts(Result& result, const Judgement& judgement) {
  for (const auto& [id, counts] : judgement.by_rule) result.by_rule[std::string(id)] += counts;
}

bool is_other_kind(const Document& document, const std::string& judged) {
  return document.decoded.kind != nullptr && document.decoded.kind->schema != judged;
}

FileResult judge_file(World& world, const Request& request, const rules::Settings& settings, const std::string& path) {
  const auto file = read_file(world, path, request.stdin_name);
  FileResult result;
  result.path = file->path;
  result.failure = file->failure;
  for (Document& document : file->documents) {
    if (is_other_kind(document, request.judged_schema)) {
      ++result.skipped;
      continue;
    }
    if (const auto* content = std::get_if<CaseFile>(&document.content); content != nullptr && content->crn && document.decoded.readable) {
      const PlaceTable& places = document.decoded.places;
      const Place place = content->crn.place;
      result.crns.push_back({content->crn->text, {file->path, place.line, place.column, places.pointer(place.node), {}, {}}, content->limited_access.is(true)});
    }
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), settings);
    result.complete = result.complete && judgement.readable;
    result.judgements.push_back(std::move(judgement));
  }
  return result;
}

void note_failure(Result& result, const std::string& path, const std::string& why) {
  result.unreadable.push_back({path, why});
  ++result.unreadable_files;
}

// DOC107: the second and later files (or documents) with a CRN, in path order.
void same_crn_twice(const std::vector<CrnPlace>& crns, const rules::Settings& settings, Result& result) {
  const rules::Rule* rule = rules::find_rule("DOC107");
  if (rule == nullptr || !settings.selection.includes(rule->id)) return;
  std::map<std::string_view, const CrnPlace*> first;
  for (const CrnPlace& here : crns) {
    rules::OutcomeCounts& counts = result.by_rule[std::string(rule->id)];
    const auto [at, fresh] = first.emplace(here.crn, &here);
    if (fresh) {
      ++counts[rules::Verdict::pass];
      continue;
    }
    ++counts[rules::Verdict::fail];
    Finding finding;
    finding.rule = rule;
    finding.severity = rule->severity;
    finding.basis = rule->basis;
    finding.outcome = rules::Verdict::fail;
    finding.crn = here.crn;
    finding.subject = "file";
    finding.message = fmt::format("the case {} is in two files; one person's record must be read as one", here.crn);
    finding.location = here.location;
    finding.location.message = "the same CRN";
    finding.related.push_back(at->second->location);
    finding.related.back().message = "the first file with it";
    finding.fix = "keep one of the two files, or put their entries together";
    finding.fingerprint = rules::fingerprint(rule->id, here.crn, "file", here.location.file);
    result.findings.push_back(std::move(finding));
    for (rules::CaseSummary& summary : result.cases)
      if (summary.file == here.location.file && summary.crn == here.crn) ++summary.findings[static_cast<std::size_t>(rule->severity)];
  }
}

void order_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.location.file, a.location.line, a.location.column, a.rule->id, a.subject) <
           std::tie(b.location.file, b.location.line, b.location.column, b.rule->id, b.subject);
  });
}

}  // namespace

Result check_cases(World& world, const Request& request, const rules::Settings& settings) {
  std::vector<FileResult> files(request.paths.size());
  in_parallel(request.paths.size(), request.threads,
              [&](std::size_t i) { files[i] = judge_file(world, request, settings, request.paths[i]); });
  Result result;
  std::vector<CrnPlace> crns;
  for (FileResult& file : files) {
    ++result.files;
    if (file.failure) {
      note_failure(result, file.path, *file.failure);
      continue;
    }
    if (!file.complete) ++result.unreadable_files;
    result.skipped += file.skipped;
    for (Judgement& judgement : file.judgements) {
      add_counts(result, judgement);
      result.later += judgement.later;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      if (judgement.case_summary) result.cases.push_back(std::move(*judgement.case_summary));
    }
    std::move(file.crns.begin(), file.crns.end(), std::back_inserter(crns));
  }
  same_crn_twice(crns, settings, result);
  order_findings(result.findings);
  return result;
}

Result visit_cases(World& world, const Request& request, const rules::Settings& settings,
                   const std::function<void(const CaseFacts&, const std::string& file)>& visit) {
  return visit_placed_cases(world, request, settings, [&](const CaseFacts& facts, const std::string& file, const PlaceTable&) { visit(facts, file); });
}

std::vector<std::string> read_one(World& world, const std::string& path, std::string_view schema, FileContent& content) {
  const auto file = read_file(world, path, path);
  if (file->failure) return {fmt::format("{}: {}", path, *file->failure)};
  std::vector<std::string> problems;
  for (const Document& document : file->documents)
    for (const document::Problem& problem : document.decoded.problems) problems.push_back(fmt::format("{}:{}:{}: {}", path, problem.place.line, problem.place.column, problem.message));
  if (!problems.empty()) return problems;
  if (file->documents.size() != 1) return {fmt::format("{}: {} documents, one {} is meant", path, file->documents.size(), schema)};
  if (file->documents.front().decoded.schema != schema) return {fmt::format("{}: not {} but {}", path, schema, file->documents.front().decoded.schema)};
  content = std::move(file->documents.front().content);
  return {};
}

Result visit_placed_cases(World& world, const Request& request, const rules::Settings& settings,
                          const std::function<void(const CaseFacts&, const std::string& file, const PlaceTable& places)>& visit) {
  Result result;
  rules::Settings documents = settings;
  documents.selection.select = {"DOC"};
  for (const std::string& path : request.paths) {
    const auto file = read_file(world, path, request.stdin_name);
    ++result.files;
    if (file->failure) {
      note_failure(result, file->path, *file->failure);
      continue;
    }
    bool complete = true;
    for (Document& document : file->documents) {
      if (is_other_kind(document, request.judged_schema)) {
        ++result.skipped;
        continue;
      }
      Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), documents);
      complete = complete && judgement.readable;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      auto* content = std::get_if<CaseFile>(&document.content);
      if (content == nullptr || !document.decoded.readable) continue;
      const std::vector<LaterEntry> later = cut_to(*content, settings.as_of);
      visit(CaseFacts(*content, later, settings.as_of, *settings.policy, settings.catalogue), file->path, document.decoded.places);
    }
    if (!complete) ++result.unreadable_files;
  }
  return result;
}

CatalogueFacts read_catalogue(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  CatalogueFacts catalogue;
  for (const std::string& path : request.paths) {
    const auto file = read_file(world, path, request.stdin_name);
    ++result.files;
    if (file->failure) {
      note_failure(result, file->path, *file->failure);
      continue;
    }
    bool complete = true;
    for (Document& document : file->documents) {
      if (is_other_kind(document, "intervention/1")) {
        ++result.skipped;
        continue;
      }
      Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), settings);
      add_counts(result, judgement);
      complete = complete && judgement.readable;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      if (auto* content = std::get_if<Intervention>(&document.content))
        catalogue.entries.push_back({file->path, std::string(file->text), std::move(*content),
                                     std::make_shared<PlaceTable>(std::move(document.decoded.places)), judgement.readable});
    }
    if (!complete) ++result.unreadable_files;
  }
  return catalogue;
}

rules::Origin SheetRead::origin() const {
  Origin origin;
  origin.file = file;
  origin.text = text;
  origin.places = places.get();
  return origin;
}

std::vector<SheetRead> read_sheets(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  std::vector<SheetRead> sheets;
  rules::Settings documents = settings;
  documents.selection = {{"DOC"}, {}};
  for (const std::string& path : request.paths) {
    const auto file = read_file(world, path, request.stdin_name);
    ++result.files;
    if (file->failure) {
      note_failure(result, file->path, *file->failure);
      continue;
    }
    bool in_order = true;
    for (Document& document : file->documents) {
      if (is_other_kind(document, "panel/1")) {
        ++result.skipped;
        continue;
      }
      Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), documents);
      add_counts(result, judgement);
      const bool refused = std::any_of(judgement.findings.begin(), judgement.findings.end(), [](const Finding& f) { return f.outcome == rules::Verdict::fail; });
      in_order = in_order && !refused;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      auto* content = std::get_if<PanelSheet>(&document.content);
      if (content == nullptr || refused) continue;
      sheets.push_back({file->path, std::string(file->text), std::move(*content), std::make_shared<PlaceTable>(std::move(document.decoded.places))});
    }
    if (!in_order) ++result.unreadable_files;
  }
  return sheets;
}

Result check_catalogue(World& world, const Request& request, const rules::Settings& settings) {
  Result result;
  const CatalogueFacts catalogue = read_catalogue(world, request, settings, result);
  Judgement judgement = rules::judge_catalogue(catalogue, settings);
  add_counts(result, judgement);
  std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
  order_findings(result.findings);
  return result;
}

}  // namespace probation::caseload
