#include "caseload/caseload.hpp"

#include <algorithm>
#include <cstring>
#include <random>
#include <span>

#include <fmt/format.h>

#include "base/sort_where_needed.hpp"
#include "base/stage_times.hpp"
#include "base/text_digest.hpp"
#include "base/xxh3.hpp"
#include "caseload/in_parallel.hpp"
#include "caseload/pieces.hpp"
#include "rules/judging.hpp"
#include "rules/report.hpp"

namespace probation::caseload {
namespace {

using rules::Finding;
using rules::Judgement;

// What this file is judged by: what its folder sets, at the date and in the detail that this run asks for.
rules::Settings settings_for(const Request& request, const rules::Settings& settings, const std::string& path) {
  if (!request.settings_of) return settings;
  rules::Settings own = request.settings_of(path);
  own.as_of = settings.as_of;
  own.detail = settings.detail;
  return own;
}

}  // namespace

void Tally::add_to(Result& result) const {
  for (const auto& [id, counts] : rows) result.by_rule[std::string(id)] += counts;
}

std::optional<Work> WorkGiver::next() {
  constexpr std::size_t files_at_once = 8;
  if (stream_)
    if (auto part = stream_->next()) return Work{given_ - 1, given_, std::move(part)};
  stream_.reset();
  const intake::PathList& paths = request_.paths;
  if (given_ == paths.size()) return std::nullopt;
  const auto is_large = [&](std::size_t i) { return request_.large.contains(paths[i]); };
  if (is_large(given_)) {
    stream_ = std::make_unique<intake::StreamParts>(world_, paths[given_]);
    ++given_;
    return Work{given_ - 1, given_, stream_->next()};
  }
  Work work{given_, given_ + 1};
  while (work.last < paths.size() && work.last - work.first < files_at_once && !is_large(work.last)) ++work.last;
  given_ = work.last;
  return work;
}

namespace {

// Counts of the files or the part, documents handed over one after another.
template <class Take>
void each_of(World& world, const Request& request, Work work, Take take, Piece& piece, const Keep& keep = {}) {
  const auto wanted = [&](const Document& document) { return !document.is_other_than(request.judged_schema); };
  const StageTimer timed(Stage::read);
  for (std::size_t i = work.first; i < work.last; ++i) {
    const std::string& path = request.paths[i];
    const auto one = [&](const FileRead& file, Document& document) { return take(i, file, document); };
    piece.files.push_back(work.part ? each_document(std::move(*work.part), path, request, wanted, one, keep)
                                    : each_document(world, path, request, wanted, one, {}, keep));
  }
}

// Cases on their way through the rules together, with the files they are in.
class Company {
 public:
  Company(const Work& work, Tally& tally, Piece& piece) : last_(work.last), tally_(tally), piece_(piece) {}

  // Whether the document was read whole.
  bool add(std::size_t index, const FileRead& file, Document& document, rules::Settings settings, rules::Look look) {
    bytes_ += document.text.size();
    Member& member = members_.emplace_back(Member{index, &file, &document, nullptr});
    member.judging = std::make_unique<rules::Judging>(document.decoded, document.content, origin_of(file, document),
                                                      std::move(settings), std::move(look), &tally_.rows, room());
    const bool is_readable = member.judging->is_readable();
    if (members_.size() == most || bytes_ > most_bytes) judge();
    return is_readable;
  }
  void keep(std::unique_ptr<FileRead> file) {
    if (members_.empty()) return;  // all that is in it was judged
    files_.push_back(std::move(file));
  }

  void judge() {
    const StageTimer timed(Stage::judge);
    std::vector<rules::Judging*> cases;
    for (const Member& member : members_) cases.push_back(member.judging.get());
    rules::hear_case_rules(cases);
    for (Member& member : members_) finish(member);
    members_.clear();
    files_.clear();
    bytes_ = 0;
  }

 private:
  // Small cases alone: what is read of them stays in memory, and in the processor's.
  static constexpr std::size_t most = 8, most_bytes = std::size_t{128} << 10;

  struct Member {
    std::size_t index;  // of its file
    const FileRead* file;
    Document* document;
    std::unique_ptr<rules::Judging> judging;
  };

  std::vector<Finding> room() {
    std::vector<Finding> list;
    if (tally_.rooms.empty()) return list;
    list = std::move(tally_.rooms.back());
    tally_.rooms.pop_back();
    return list;
  }

  void finish(Member& member) {
    Judgement judgement = member.judging->finish();
    member.judging.reset();  // what the rules asked of the case goes before its findings are moved
    rules::take_findings(judgement, piece_.findings, last_ - member.index - 1);
    constexpr std::size_t usual = 256;  // findings of a case; the room of a larger one is given back
    if (judgement.findings.capacity() <= usual) tally_.rooms.push_back(std::move(judgement.findings));
    else judgement.findings = {};
    piece_.later += judgement.later;
    std::move(judgement.lacks.begin(), judgement.lacks.end(), std::back_inserter(piece_.lacks));
    if (!judgement.case_summary) return;
    const FileRead& file = *member.file;
    const std::string_view text = member.document->text;
    const bool is_all = file.stored.empty() && text.size() == file.bytes.size() && !file.digest.empty();
    judgement.case_summary->digest = is_all ? file.digest : text_digest(text);
    piece_.cases.push_back(std::move(*judgement.case_summary));
  }

  std::size_t last_;
  Tally& tally_;
  Piece& piece_;
  std::vector<Member> members_;
  std::vector<std::unique_ptr<FileRead>> files_;
  std::size_t bytes_ = 0;
};

}  // namespace

void judge(World& world, const Request& request, const rules::Settings& given, Work work, Tally& tally, Piece& piece,
           const AskCase& ask) {
  Company company(work, tally, piece);
  const auto take = [&](std::size_t index, const FileRead& file, Document& document) {
    const StageTimer timed(Stage::judge);
    rules::Look look;
    if (request.also || ask)
      look = [&, index](const CaseFacts& facts) {
        if (request.also) request.also(index, facts, document.decoded.places);
        if (ask) ask(facts, file.path, document.decoded.places);
      };
    return company.add(index, file, document, settings_for(request, given, request.paths[index]), std::move(look));
  };
  each_of(world, request, std::move(work), take, piece,
          [&](std::unique_ptr<FileRead> file) { company.keep(std::move(file)); });
  company.judge();
}

CasesMet::CasesMet(const rules::Selection& selection)
    : rule_(rules::find_rule("DOC107")),
      is_selected_(selection.includes(rule_->id)),
      slots_(64),
      seed_(std::random_device{}()) {}

void CasesMet::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::uint32_t i = 0; i < firsts_.size(); ++i) {
    if (firsts_[i].letters == 0) continue;
    std::size_t at = XXH3_64bits_withSeed(&firsts_[i].letters, sizeof(std::uint64_t), seed_) & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = i + 1;
  }
}

CasesMet::First& CasesMet::first_of(const std::string& crn) {
  const auto next = static_cast<std::uint32_t>(firsts_.size());
  if (crn.size() > sizeof(std::uint64_t)) {
    const auto [known, is_new] = odd_.try_emplace(crn, next);
    if (is_new) firsts_.emplace_back();
    return firsts_[known->second];
  }
  std::uint64_t letters = 0;
  std::memcpy(&letters, crn.data(), crn.size());
  if ((firsts_.size() + 1) * 4 > slots_.size() * 3) grow();
  std::size_t at = XXH3_64bits_withSeed(&letters, sizeof letters, seed_) & (slots_.size() - 1);
  while (slots_[at] != 0 && firsts_[slots_[at] - 1].letters != letters) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at] == 0) {
    firsts_.push_back({letters});
    slots_[at] = next + 1;
  }
  return firsts_[slots_[at] - 1];
}

std::vector<Finding> CasesMet::meet(std::span<rules::CaseSummary> cases) {
  std::vector<Finding> found;
  const auto location = [](const std::string& file, std::uint32_t line, std::uint32_t column, std::string words) {
    return rules::Location{file, line, column, "/crn", std::move(words), {}};
  };
  for (rules::CaseSummary& here : cases) {
    if (here.crn.empty()) continue;
    First& first = first_of(here.crn);
    if (first.times == 0) {
      ++counts_[rules::Verdict::pass];
      if (files_.empty() || files_[files_.size() - 1] != here.file) files_.push_back(here.file);
      first = {first.letters, static_cast<std::uint32_t>(files_.size() - 1), here.line, here.column, 1};
      continue;
    }
    ++counts_[rules::Verdict::fail];
    here.file_of_crn = ++first.times;
    if (!is_selected_) continue;
    ++here.findings[static_cast<std::size_t>(rule_->severity)];
    Finding finding;
    finding.rule = rule_;
    finding.severity = rule_->severity;
    finding.basis = rule_->basis;
    finding.outcome = rules::Verdict::fail;
    finding.crn = here.crn;
    finding.subject = Subject::file().text();
    finding.is_of_file = true;
    finding.document = here.document;
    finding.message = fmt::format("the case {} is in two files; one person's record must be read as one", here.crn);
    finding.location = location(here.file, here.line, here.column, "the same CRN");
    finding.related.push_back(location(files_[first.file], first.line, first.column, "the first file with it"));
    finding.fix = "keep one of the two files, or put their entries together";
    finding.fingerprint = rules::fingerprint(rule_->id, here.crn, "file", here.file);
    found.push_back(std::move(finding));
  }
  return found;
}

void CasesMet::add_to(Result& result) const {
  if (is_selected_ && counts_[rules::Verdict::pass] > 0) result.by_rule[std::string(rule_->id)] += counts_;
}

void judge_across_files(Result& result, const rules::Selection& selection) {
  CasesMet met(selection);
  std::vector<Finding> found = met.meet(result.cases);
  std::move(found.begin(), found.end(), std::back_inserter(result.findings));
  met.add_to(result);
}

// Files come in path order and their findings in the order of the file: as a rule nothing is left to sort.
void put_in_order(std::vector<Finding>& findings) {
  sort_where_needed(findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.location.file, a.location.line, a.location.column, a.rule->id, a.subject, a.message, a.crn,
                    a.fingerprint) < std::tie(b.location.file, b.location.line, b.location.column, b.rule->id,
                                              b.subject, b.message, b.crn, b.fingerprint);
  });
}

void put_in_order(Result& result) {
  put_in_order(result.findings);
  sort_where_needed(result.cases, [](const rules::CaseSummary& a, const rules::CaseSummary& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
}

Result check_cases(World& world, const Request& request, const rules::Settings& settings) {
  std::vector<Piece> files(request.paths.size());
  std::vector<Tally> tallies(std::max(1U, request.threads));
  in_parallel(request.paths.size(), request.threads, [&](std::size_t i, unsigned thread) {
    judge(world, request, settings, {i, i + 1}, tallies[thread], files[i]);
  });
  Result result;
  for (const Tally& tally : tallies) tally.add_to(result);
  if (settings.catalogue != nullptr) result.catalogue = settings.catalogue->name;
  for (Piece& file : files) {
    for (const FileCounts& counts : file.files)
      add(result, counts, !request.shard || request.shard->holds(counts.path));
    result.later += file.later;
    std::move(file.findings.begin(), file.findings.end(), std::back_inserter(result.findings));
    std::move(file.lacks.begin(), file.lacks.end(), std::back_inserter(result.lacks));
    std::move(file.cases.begin(), file.cases.end(), std::back_inserter(result.cases));
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

void look_at(World& world, const Request& request, const rules::Settings& settings, Work work, const VisitCase& visit,
             Piece& piece) {
  const auto take = [&](std::size_t index, const FileRead& file, Document& document) {
    const StageTimer timed(Stage::judge);
    rules::Settings documents = settings_for(request, settings, request.paths[index]);
    documents.selection.select = {"DOC"};
    documents.detail.passes = false;
    Judgement judgement =
        rules::judge(document.decoded, document.content, origin_of(file, document), documents,
                     [&](const CaseFacts& facts) { visit(facts, file.path, document.decoded.places); });
    std::move(judgement.findings.begin(), judgement.findings.end(), std::back_inserter(piece.findings));
    return judgement.readable;
  };
  each_of(world, request, std::move(work), take, piece);
}

void add(Result& result, Piece&& piece, WholeFiles& files) {
  for (FileCounts& counts : piece.files)
    if (const auto whole = files.add(std::move(counts))) add(result, *whole);
  std::move(piece.findings.begin(), piece.findings.end(), std::back_inserter(result.findings));
}

Result visit_placed_cases(World& world, const Request& request, const rules::Settings& settings,
                          const VisitCase& visit) {
  Result result;
  WholeFiles files;
  WorkGiver giver(world, request);
  while (auto work = giver.next()) {
    Piece piece;
    look_at(world, request, settings, std::move(*work), visit, piece);
    add(result, std::move(piece), files);
  }
  return result;
}

}  // namespace probation::caseload
