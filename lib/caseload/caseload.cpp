#include "caseload/caseload.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "caseload/each_document.hpp"
#include "caseload/in_parallel.hpp"
#include "rules/report.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;
using rules::Judgement;

std::string digest_of(std::string_view text) { return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())); }

// What one file adds to the result.
struct FileResult {
  std::vector<Judgement> judgements;
  FileCounts counts;
};

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

// What this file is judged by: what its folder sets, at the date and in the detail that this run asks for.
rules::Settings settings_for(const Request& request, const rules::Settings& settings, const std::string& path) {
  if (!request.settings_of) return settings;
  rules::Settings own = request.settings_of(path);
  own.as_of = settings.as_of;
  own.keeps_passes = settings.keeps_passes;
  return own;
}

FileResult judge_file(World& world, const Request& request, const rules::Settings& given, std::size_t index,
                      Tally& tally) {
  FileResult result;
  const rules::Settings settings = settings_for(request, given, request.paths[index]);
  result.counts = each_document(
      world, request.paths[index], request,
      [&](const Document& document) { return !document.is_other_than(request.judged_schema); },
      [&](const FileRead& file, Document& document) {
        rules::Look look;
        if (request.also) look = [&](const CaseFacts& facts) { request.also(index, facts, document.decoded.places); };
        Judgement judgement =
            rules::judge(document.decoded, document.content, origin_of(file, document), settings, look);
        if (judgement.case_summary) judgement.case_summary->digest = digest_of(document.text);
        tally.add(judgement);
        judgement.by_rule = decltype(judgement.by_rule)();  // gives its memory back, which `= {}` does not
        result.judgements.push_back(std::move(judgement));
        return result.judgements.back().readable;
      });
  return result;
}

}  // namespace

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
    finding.subject = Subject::file().text();
    finding.is_of_file = true;
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
    files[i] = judge_file(world, request, settings, i, tallies[thread]);
  });
  Result result;
  for (const Tally& tally : tallies) tally.add_to(result);
  if (settings.catalogue != nullptr) result.catalogue = settings.catalogue->name;
  for (FileResult& file : files) {
    add(result, file.counts, !request.shard || request.shard->holds(file.counts.path));
    for (Judgement& judgement : file.judgements) {
      result.later += judgement.later;
      std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
      std::move(judgement.lacks.begin(), judgement.lacks.end(), std::back_inserter(result.lacks));
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

Result visit_placed_cases(
    World& world, const Request& request, const rules::Settings& settings,
    const std::function<void(const CaseFacts&, const std::string& file, const PlaceTable& places)>& visit) {
  Result result;
  for (const std::string& path : request.paths) {
    rules::Settings documents = settings_for(request, settings, path);
    documents.selection.select = {"DOC"};
    add(result,
        each_document(
            world, path, request,
            [&](const Document& document) { return !document.is_other_than(request.judged_schema); },
            [&](const FileRead& file, Document& document) {
              Judgement judgement =
                  rules::judge(document.decoded, document.content, origin_of(file, document), documents);
              std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(result.findings));
              auto* content = std::get_if<CaseFile>(&document.content);
              if (content == nullptr || !document.decoded.readable) return judgement.readable;
              const std::vector<LaterEntry> later = cut_to(*content, settings.as_of, document.decoded.broken_sections);
              visit(CaseFacts(*content, later, settings.as_of, *documents.policy, documents.catalogue), file.path,
                    document.decoded.places);
              return judgement.readable;
            }));
  }
  return result;
}

}  // namespace probation::caseload
