#include "caseload/caseload.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <memory>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <xxhash.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "rules/report.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;
using rules::Judgement;
using rules::Origin;

constexpr int max_documents = 50'000;  // of one file; every one of them is reported on
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// One document of a file after decoding.
struct Document {
  std::string_view text;
  document::Decoded decoded;
  FileContent content;
};

struct FileRead {
  std::string path;  // as printed
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

// The CRN of a document in block layout, read from its line without decoding anything: a shard need not decode what
// another one judges. It only has to be the same answer in every shard, which the text alone guarantees.
std::string_view crn_in_block_layout(std::string_view text) {
  const std::size_t at = text.starts_with("crn: ") ? 0 : text.find("\ncrn: ");
  if (at == std::string_view::npos) return {};
  const std::size_t from = text.find(' ', at) + 1;
  const std::string_view value = trim(text.substr(from, text.find('\n', from) - from));
  const bool whole = value.size() == 7 && value[0] >= 'A' && value[0] <= 'Z' &&
                     value.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return whole ? value : std::string_view{};
}

std::string digest_of(std::string_view text) { return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())); }

std::unique_ptr<FileRead> read_file(World& world, const std::string& path, const std::string& stdin_name,
                                    const std::optional<Shard>& shard = {},
                                    document::Readers readers = document::Readers::both) {
  auto file = std::make_unique<FileRead>();
  file->path = path == "-" ? stdin_name : path;
  try {
    file->bytes = world.read(path);
  } catch (const WorldFailure& failure) {
    if (!shard || shard->holds(file->path)) file->failure = failure.why();
    return file;
  }
  file->text = file->bytes;
  if (file->text.starts_with(byte_order_mark)) file->text.remove_prefix(byte_order_mark.size());
  if (auto problem = document::check_bytes(file->text)) {
    if (shard && !shard->holds(file->path)) return file;
    Document document;
    document.decoded.readable = false;
    document.decoded.problems.push_back(std::move(*problem));
    file->documents.push_back(std::move(document));
    return file;
  }
  int number = 0;
  const bool ndjson = file->path.ends_with(".ndjson") || (path == "-" && looks_like_ndjson(file->text));
  for (const document::Slice& slice :
       ndjson ? document::split_ndjson(file->text) : document::split_stream(file->text)) {
    if (++number > max_documents) {
      if (shard && !shard->holds(file->path)) break;
      Document document;
      document.decoded.readable = false;
      document.decoded.problems.push_back(
          {"DOC005",
           {slice.first_line, 1, 0},
           fmt::format("more than {} documents in one file; the rest of it is not read", max_documents),
           {},
           false});
      file->documents.push_back(std::move(document));
      break;
    }
    const std::string_view written = shard ? crn_in_block_layout(slice.text) : std::string_view{};
    if (!written.empty() && !shard->holds(written)) continue;
    Document document;
    document.text = slice.text;
    document.decoded = document::decode(slice, file_kinds(), &document.content, readers);
    if (shard && written.empty()) {
      const auto* content = std::get_if<CaseFile>(&document.content);
      const std::string key =
          content != nullptr && content->crn ? content->crn->text : fmt::format("{}#{}", file->path, number);
      if (!shard->holds(key)) continue;
    }
    file->documents.push_back(std::move(document));
  }
  return file;
}

// Runs `work(i, thread)` for every i below `count` on `threads` threads, numbered from 0; the first exception is thrown
// again here.
template <class Work>
void in_parallel(std::size_t count, unsigned threads, Work work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::atomic<bool> failed{false};
  const auto loop = [&](unsigned thread) {
    while (!failed) {
      const std::size_t i = next.fetch_add(1);
      if (i >= count) return;
      try {
        work(i, thread);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  std::vector<std::thread> pool;
  for (unsigned t = 1; t < threads && t < count; ++t) pool.emplace_back(loop, t);
  loop(0);
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

Origin origin_of(const FileRead& file) {
  Origin origin;
  origin.file = file.path;
  origin.text = file.text;
  return origin;
}

// What one file adds to the result.
struct FileResult {
  std::vector<Judgement> judgements;
  std::optional<std::string> failure;
  std::string path;
  std::int64_t skipped = 0;
  bool complete = true;
};

void add_counts(Result& result, const Judgement& judgement) {
  for (const auto& [id, counts] : judgement.by_rule) result.by_rule[std::string(id)] += counts;
}

// Outcomes of many documents, added up where they arise: a hundred rows a document are not kept until the end.
class Tally {
 public:
  void add(const Judgement& judgement) {
    auto row = rows_.begin();
    for (const auto& [id, counts] : judgement.by_rule) {  // both in the order of the rule book
      while (row != rows_.end() && row->first < id) ++row;
      if (row == rows_.end() || row->first != id) row = rows_.insert(row, {id, {}});
      row->second += counts;
    }
  }
  void add_to(Result& result) const {
    for (const auto& [id, counts] : rows_) result.by_rule[std::string(id)] += counts;
  }

 private:
  std::vector<std::pair<std::string_view, rules::OutcomeCounts>> rows_;
};

bool is_other_kind(const Document& document, const std::string& judged) {
  return document.decoded.kind != nullptr && document.decoded.kind->schema != judged;
}

FileResult judge_file(World& world, const Request& request, const rules::Settings& settings, const std::string& path,
                      Tally& tally) {
  const auto file = read_file(world, path, request.stdin_name, request.shard, request.readers);
  FileResult result;
  result.path = file->path;
  result.failure = file->failure;
  for (Document& document : file->documents) {
    if (is_other_kind(document, request.judged_schema)) {
      ++result.skipped;
      continue;
    }
    Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), settings);
    if (judgement.case_summary) judgement.case_summary->digest = digest_of(document.text);
    result.complete = result.complete && judgement.readable;
    tally.add(judgement);
    judgement.by_rule = decltype(judgement.by_rule)();  // gives its memory back, which `= {}` does not
    result.judgements.push_back(std::move(judgement));
  }
  return result;
}

void note_failure(Result& result, const std::string& path, const std::string& why) {
  result.unreadable.push_back({path, why});
  ++result.unreadable_files;
}

}  // namespace

bool Shard::holds(std::string_view key) const { return XXH3_64bits(key.data(), key.size()) % count == index - 1; }

void judge_across_files(Result& result, const rules::Selection& selection) {
  const rules::Rule* rule = rules::find_rule("DOC107");
  if (rule == nullptr || !selection.includes(rule->id)) return;
  const auto location = [](const rules::CaseSummary& at, std::string words) {
    return rules::Location{at.file, at.line, at.column, "/crn", std::move(words), {}};
  };
  std::map<std::string, const rules::CaseSummary*> first;
  for (const rules::CaseSummary& here : result.cases) {
    if (here.crn.empty()) continue;
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
    finding.location = location(here, "the same CRN");
    finding.related.push_back(location(*at->second, "the first file with it"));
    finding.fix = "keep one of the two files, or put their entries together";
    finding.fingerprint = rules::fingerprint(rule->id, here.crn, "file", here.file);
    result.findings.push_back(std::move(finding));
  }
  for (rules::CaseSummary& summary : result.cases)
    if (!summary.crn.empty() && first.at(summary.crn) != &summary)
      ++summary.findings[static_cast<std::size_t>(rule->severity)];
}

void put_in_order(Result& result) {
  // Files come in path order and their findings in the order of the file: as a rule nothing is left to sort.
  const auto sorted = [](auto& list, auto before) {
    if (!std::is_sorted(list.begin(), list.end(), before)) std::stable_sort(list.begin(), list.end(), before);
  };
  sorted(result.findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.location.file, a.location.line, a.location.column, a.rule->id, a.subject, a.message, a.crn,
                    a.fingerprint) < std::tie(b.location.file, b.location.line, b.location.column, b.rule->id,
                                              b.subject, b.message, b.crn, b.fingerprint);
  });
  sorted(result.cases, [](const rules::CaseSummary& a, const rules::CaseSummary& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
}

Result check_cases(World& world, const Request& request, const rules::Settings& settings) {
  std::vector<FileResult> files(request.paths.size());
  std::vector<Tally> tallies(std::max(1U, request.threads));
  in_parallel(request.paths.size(), request.threads, [&](std::size_t i, unsigned thread) {
    files[i] = judge_file(world, request, settings, request.paths[i], tallies[thread]);
  });
  Result result;
  for (const Tally& tally : tallies) tally.add_to(result);
  if (settings.catalogue != nullptr) result.catalogue = settings.catalogue->name;
  for (FileResult& file : files) {
    if (!request.shard || request.shard->holds(file.path)) ++result.files;
    if (file.failure) {
      note_failure(result, file.path, *file.failure);
      continue;
    }
    if (!file.complete) ++result.unreadable_files;
    result.skipped += file.skipped;
    for (Judgement& judgement : file.judgements) {
      result.later += judgement.later;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      if (judgement.case_summary) result.cases.push_back(std::move(*judgement.case_summary));
    }
  }
  put_in_order(result);
  if (!request.shard) judge_across_files(result, settings.selection);
  put_in_order(result);
  return result;
}

Result visit_cases(World& world, const Request& request, const rules::Settings& settings,
                   const std::function<void(const CaseFacts&, const std::string& file)>& visit) {
  return visit_placed_cases(
      world, request, settings,
      [&](const CaseFacts& facts, const std::string& file, const PlaceTable&) { visit(facts, file); });
}

std::vector<std::string> read_one(World& world, const std::string& path, std::string_view schema,
                                  FileContent& content) {
  const auto file = read_file(world, path, path);
  if (file->failure) return {fmt::format("{}: {}", path, *file->failure)};
  std::vector<std::string> problems;
  for (const Document& document : file->documents)
    for (const document::Problem& problem : document.decoded.problems)
      problems.push_back(fmt::format("{}:{}:{}: {}", path, problem.place.line, problem.place.column, problem.message));
  if (!problems.empty()) return problems;
  if (file->documents.size() != 1)
    return {fmt::format("{}: {} documents, one {} is meant", path, file->documents.size(), schema)};
  if (file->documents.front().decoded.schema != schema)
    return {fmt::format("{}: not {} but {}", path, schema, file->documents.front().decoded.schema)};
  content = std::move(file->documents.front().content);
  return {};
}

Result visit_placed_cases(
    World& world, const Request& request, const rules::Settings& settings,
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
      visit(CaseFacts(*content, later, settings.as_of, *settings.policy, settings.catalogue), file->path,
            document.decoded.places);
    }
    if (!complete) ++result.unreadable_files;
  }
  return result;
}

Register read_register(World& world, const Request& request, const rules::Settings& settings, Result& result) {
  Register all;
  for (const std::string& path : request.paths) {
    const auto file = read_file(world, path, request.stdin_name);
    ++result.files;
    if (file->failure) {
      note_failure(result, file->path, *file->failure);
      continue;
    }
    bool complete = true;
    for (Document& document : file->documents) {
      if (is_other_kind(document, "intervention/1") && is_other_kind(document, "selection/1")) {
        if (const auto* sheet = std::get_if<PanelSheet>(&document.content);
            sheet != nullptr && document.decoded.problems.empty())
          all.catalogue.sheets.push_back({file->path, sheet->intervention ? sheet->intervention->text : std::string{},
                                          sheet->version.value,
                                          sheet->ratification ? sheet->ratification->decision.value : std::nullopt});
        ++result.skipped;
        continue;
      }
      Judgement judgement = rules::judge(document.decoded, document.content, origin_of(*file), settings);
      add_counts(result, judgement);
      complete = complete && judgement.readable;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      auto places = std::make_shared<PlaceTable>(std::move(document.decoded.places));
      if (auto* intervention = std::get_if<Intervention>(&document.content))
        all.catalogue.entries.push_back({file->path, std::string(file->text), std::move(*intervention),
                                         std::move(places), judgement.readable, false});
      else if (auto* selection = std::get_if<SelectionFile>(&document.content))
        all.selections.push_back(
            {file->path, std::string(file->text), std::move(*selection), std::move(places), judgement.readable, false});
    }
    if (!complete) ++result.unreadable_files;
  }
  return all;
}

std::vector<std::string> ids_used_twice(const CatalogueFacts& catalogue) {
  std::vector<std::string> problems;
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    const CatalogueEntry& entry = catalogue.entries[i];
    if (!entry.intervention.id) continue;
    const CatalogueEntry* first = catalogue.find_entry(entry.intervention.id->text);
    if (first == &entry) continue;
    const Place place = entry.intervention.id.place;
    problems.push_back(fmt::format("{}:{}:{}: the id {} is also in {}", entry.file, place.line, place.column,
                                   entry.intervention.id->text, first->file));
  }
  return problems;
}

rules::Origin SheetRead::origin() const {
  Origin origin;
  origin.file = file;
  origin.text = text;
  origin.places = places.get();
  return origin;
}

std::vector<SheetRead> read_sheets(World& world, const Request& request, const rules::Settings& settings,
                                   Result& result) {
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
      const bool refused = std::any_of(judgement.findings.begin(), judgement.findings.end(),
                                       [](const Finding& f) { return f.outcome == rules::Verdict::fail; });
      in_order = in_order && !refused;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      auto* content = std::get_if<PanelSheet>(&document.content);
      if (content == nullptr || refused) continue;
      sheets.push_back({file->path, std::string(file->text), std::move(*content),
                        std::make_shared<PlaceTable>(std::move(document.decoded.places))});
    }
    if (!in_order) ++result.unreadable_files;
  }
  return sheets;
}

Register read_beside(World& world, const std::vector<std::string>& files, const rules::Settings& settings) {
  std::set<std::string> given, folders, seen;
  for (const std::string& file : files) {
    if (file == "-") continue;
    given.insert(world.canonical(file));
    const std::size_t slash = file.rfind('/');
    folders.insert(slash == std::string::npos ? std::string{} : file.substr(0, slash + 1));
  }
  Request request;
  for (const std::string& folder : folders) {
    std::vector<std::string> names = world.list(folder.empty() ? "." : folder);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const bool read = !name.starts_with('.') && name != "rar.yaml" &&
                        (name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".ndjson"));
      const std::string path = folder + name;
      if (!read || world.kind(path) != PathKind::file) continue;
      const std::string one = world.canonical(path);
      if (!given.contains(one) && seen.insert(one).second) request.paths.push_back(path);
    }
  }
  rules::Settings documents = settings;
  documents.selection = {{"DOC"}, {}};
  Result unused;
  return read_register(world, request, documents, unused);
}

Result check_catalogue(World& world, const Request& request, const rules::Settings& settings, bool whole,
                       Register beside) {
  Result result;
  Register all = read_register(world, request, settings, result);
  CatalogueFacts& catalogue = all.catalogue;
  catalogue.name = "the catalogue given";
  const auto stands_behind = [&](const CatalogueEntry& entry) {
    if (!entry.intervention.id || catalogue.find(entry.intervention.id->text) != nullptr) return;
    catalogue.entries.push_back(entry);
    catalogue.entries.back().background = true;
  };
  if (settings.catalogue != nullptr && (!whole || catalogue.entries.empty())) {
    catalogue.name = beside.catalogue.entries.empty()
                         ? settings.catalogue->name
                         : fmt::format("the files beside it or {}", settings.catalogue->name);
    for (const CatalogueEntry& entry : beside.catalogue.entries) stands_behind(entry);
    for (const CatalogueEntry& entry : settings.catalogue->entries) stands_behind(entry);
  }
  std::move(beside.catalogue.sheets.begin(), beside.catalogue.sheets.end(), std::back_inserter(catalogue.sheets));
  for (SelectionEntry& entry : beside.selections) {
    entry.background = true;
    all.selections.push_back(std::move(entry));
  }
  result.catalogue = catalogue.name;
  for (Judgement& judgement : std::array{rules::judge_catalogue(catalogue, settings),
                                         rules::judge_selections(all.selections, catalogue, settings)}) {
    add_counts(result, judgement);
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
  }
  put_in_order(result);
  return result;
}

}  // namespace probation::caseload
