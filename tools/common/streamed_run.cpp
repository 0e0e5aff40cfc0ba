#include "tools/common/streamed_run.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "base/stage_times.hpp"
#include "caseload/in_order.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "tools/common/rendering.hpp"

namespace probation::tools {
namespace {

using render::ShowUndetermined;

void add_counts(std::vector<std::pair<std::string, std::int64_t>>& sums,
                const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  for (const auto& count : counts) {
    const auto at = std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == count.first; });
    if (at == sums.end()) sums.push_back(count);
    else at->second += count.second;
  }
}

// Reasons in the order in which they are asked, whichever a part of the run met first.
void put_in_order_of_asking(std::vector<std::pair<std::string, std::int64_t>>& not_printed) {
  constexpr std::array<std::string_view, 7> asked{"profile",      "facts", "show",   "per_file",
                                                  "max_findings", "size",  "summary"};
  const auto place = [&](const auto& row) { return std::find(asked.begin(), asked.end(), row.first); };
  std::sort(not_printed.begin(), not_printed.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

bool asks_for_gaps(const Target& target, const Options& options) {
  if (options.summary && target.is_primary) return false;
  return target.format == "json" || shown_in(target.format, options) == ShowUndetermined::facts;
}

}  // namespace

bool StreamedRun::fits(const std::vector<Target>& outputs, const Options& options, const MakeOutput& make) {
  if (!options.split.empty()) return false;
  const bool is_limited = options.max_findings >= 0;
  // Pseudonyms without a key are numbers, given to what was found before what else is known of the cases.
  const bool is_numbered = options.redact && options.redact_key.empty();
  return std::all_of(outputs.begin(), outputs.end(), [&](const Target& target) {
    if (options.summary && target.is_primary) return !is_limited;
    return render::piece_format(target.format) != nullptr ||
           (!is_limited && !is_numbered && make && make(target) != nullptr);
  });
}

StreamedRun::StreamedRun(Invocation& invocation, const caseload::Request& request, const rules::Settings& settings,
                         const std::vector<Target>& outputs, const MakeOutput& make)
    : invocation_(invocation),
      options_(invocation.options_),
      request_(request),
      settings_(settings),
      headed_(invocation.headed()),
      tallies_(std::max(1U, request_.threads)),
      giver_(*invocation.reading_world(), request_),
      met_(settings.selection),
      seen_(std::make_unique<FilesSeen>(*invocation.by_folder_, invocation.all_not_found_)),
      printed_(outputs.size()),
      progress_(static_cast<std::int64_t>(request_.paths.size()), options_.quiet) {
  headed_.policy = invocation.policy_of_governing();
  if (invocation.shard_) headed_.summary.shard.emplace();
  for (const Target& target : outputs) {
    const bool is_summary = options_.summary && target.is_primary;
    outputs_.emplace_back(target,
                          is_summary ? nullptr : render::piece_format(target.format, style_of(target, options_)));
    const bool is_of_cases = !is_summary && outputs_.back().format() == nullptr && make;
    of_cases_.push_back(is_of_cases ? make(target) : nullptr);
    asks_cases_ = asks_cases_ || is_of_cases;
    most_.push_back(options_.max_findings < 0
                        ? nullptr
                        : std::make_unique<Weightiest>(options_.max_findings, cuts_gaps(target.format)));
    asks_for_gaps_ = asks_for_gaps_ || asks_for_gaps(target, options_);
  }
  asks_for_gaps_ = asks_for_gaps_ || invocation.shard_;
  settings_.detail.faults = invocation.wants_every_word() ||
                            std::any_of(outputs.begin(), outputs.end(),
                                        [&](const Target& target) { return !(options_.summary && target.is_primary); });
  settings_.detail.questions = wants_questions(outputs);
  settings_.detail.gaps = asks_for_gaps_ || asks_cases_;
  const bool is_on_page = std::any_of(of_cases_.begin(), of_cases_.end(),
                                      [](const auto& output) { return output && output->wants_drawings(); });
  settings_.detail.extents = is_on_page || std::any_of(outputs.begin(), outputs.end(), [](const Target& target) {
                               const render::RunFormat* format = render::run_format(target.format);
                               return format == nullptr || format->says_extents;
                             });
  settings_.detail.excerpts = is_on_page || std::any_of(outputs.begin(), outputs.end(), [&](const Target& target) {
                                return target.format == "text" && !(options_.summary && target.is_primary);
                              });
}

StreamedRun::~StreamedRun() = default;

// Whether the words of what is undetermined are read, if only to be printed one by one.
bool StreamedRun::wants_questions(const std::vector<Target>& outputs) const {
  if (invocation_.wants_every_word()) return true;
  if (std::any_of(of_cases_.begin(), of_cases_.end(),
                  [](const auto& output) { return output && output->wants_every_word(); }))
    return true;
  return std::any_of(outputs.begin(), outputs.end(), [&](const Target& target) {
    if (options_.summary && target.is_primary) return false;
    return shown_in(target.format, options_) == ShowUndetermined::each;
  });
}

std::unique_ptr<StreamedRun::Task> StreamedRun::next() {
  const std::vector<intake::Unreadable>& not_found = invocation_.not_found_;
  auto task = std::make_unique<Task>();
  std::optional<caseload::Work> work = giver_.next();
  if (!work && next_not_found_ == not_found.size()) return nullptr;
  const bool is_last = !work || work->last == request_.paths.size();
  std::string next_path = is_last ? std::string{} : request_.paths[work->last];
  if (next_path == "-") next_path = request_.stdin_name;  // in the order of printed names
  if (work) task->work = std::move(*work);
  while (task->work.ends_file() && next_not_found_ < not_found.size() &&
         (is_last || not_found[next_not_found_].path < next_path))
    task->not_found.push_back(&not_found[next_not_found_++]);
  return task;
}

// What else is asked of each case, where an output asks for more than what was found.
caseload::AskCase StreamedRun::asking(CaseOutput::Cases& cases) const {
  if (!asks_cases_) return {};
  return [this, &cases](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
    const bool is_drawn = std::any_of(of_cases_.begin(), of_cases_.end(),
                                      [](const auto& output) { return output && output->wants_drawings(); });
    cases.push_back(picture_of_case(facts, places, file, invocation_.as_of() + Days{due_within_days}, is_drawn));
  };
}

std::unique_ptr<StreamedRun::Part> StreamedRun::judge(Task& task, unsigned thread) {
  auto part = std::make_unique<Part>();
  caseload::judge(*invocation_.reading_world(), request_, settings_, std::move(task.work), tallies_[thread],
                  part->piece, asking(part->cases));
  caseload::put_in_order(part->piece.findings);
  const std::map<std::string, std::string> faults = first_faults(part->piece.findings);
  for (const caseload::FileCounts& file : part->piece.files)
    if (auto unread = unread_part(file.account, file.failure, faults)) part->unread.push_back(std::move(*unread));
  for (const intake::Unreadable* file : task.not_found) part->unread.push_back({file->path, file->why});
  std::sort(part->unread.begin(), part->unread.end(),
            [](const render::UnreadFile& a, const render::UnreadFile& b) { return a.path < b.path; });
  if (!options_.redact) render(*part);  // pseudonyms are given in path order
  return part;
}

// Says what came of the part in every format. What an output leaves out stays in the part.
void StreamedRun::render(Part& part) const {
  const StageTimer timed(Stage::say);
  const auto put_in_order = [&](std::vector<rules::Finding>& findings) {
    if (!std::exchange(part.is_in_order, true)) caseload::put_in_order(findings);
  };
  render::RunOutput run = headed_;
  run.findings = std::move(part.piece.findings);
  put_back(std::move(part.left_out), run.findings);
  put_in_order(run.findings);
  run.cases = std::move(part.piece.cases);
  run.lacks = std::move(part.piece.lacks);
  run.unread = part.unread;
  part.uses.clear();
  part.standing = {};
  invocation_.mark(run.findings, run.cases, part.uses);
  invocation_.count(run.findings, part.standing);
  if (asks_for_gaps_) run.gaps = gaps_to_show(run, options_);
  if (options_.redact) {
    std::vector<CasePicture*> cases;
    for (CasePicture& one : part.cases) cases.push_back(&one);
    redact(run, cases);
  }
  part.texts.clear();
  part.kept.clear();
  part.weighed.clear();
  part.printed.clear();
  part.held = 0;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const GrowingOutput& output = outputs_[i];
    run.account = {};
    run.documents_cut.clear();
    put_in_order(run.findings);
    part.kept.push_back(of_cases_[i] ? of_cases_[i]->look(run, part.cases) : nullptr);
    std::vector<rules::Finding> gone = cut_for(output.target(), options_, run, Extent::part);
    part.printed.push_back({run.account.made, run.account.printed, run.account.not_printed, run.account.records});
    std::vector<std::string>& texts = part.texts.emplace_back();
    part.weighed.push_back(most_[i] ? most_[i]->weigh(run) : nullptr);
    if (most_[i]) part.held += part.weighed[i]->findings.size() * 2000 + run.cases.size() * 1000;
    if (!most_[i] && output.format() != nullptr) texts = texts_of(output)(run);
    for (const std::string& text : texts) part.held += text.capacity();
    if (of_cases_[i]) {
      of_cases_[i]->show(*part.kept[i], run, part.cases);
      part.held += part.kept[i]->held;
    }
    if (gone.empty()) continue;
    part.is_in_order = false;
    if (&output == &outputs_.back()) part.left_out = std::move(gone);  // a finding is large to move
    else put_back(std::move(gone), run.findings);
  }
  part.piece.findings = std::move(run.findings);
  part.piece.cases = std::move(run.cases);
  part.piece.lacks = std::move(run.lacks);
  part.held += (part.piece.findings.size() + part.left_out.size()) * 2000 + part.piece.cases.size() * 1000 +
               part.cases.size() * 20'000;
}

bool StreamedRun::take(Part& part) {
  bool is_said = !options_.redact;
  // Of a file in parts the first that was not understood is told, once.
  if (begun_unread_ &&
      std::erase_if(part.unread, [&](const render::UnreadFile& one) { return one.path == begun_unread_->path; }) > 0)
    is_said = false;
  if (!invocation_.shard_) {
    std::vector<rules::Finding> doubled = met_.meet(part.piece.cases);
    if (!doubled.empty()) {
      std::move(doubled.begin(), doubled.end(), std::back_inserter(part.piece.findings));
      caseload::put_in_order(part.piece.findings);
    }
    is_said = is_said && std::all_of(part.piece.cases.begin(), part.piece.cases.end(),
                                     [](const rules::CaseSummary& one) { return one.file_of_crn == 1; });
  }
  if (!is_said) render(part);
  add(part);
  const StageTimer timed(Stage::write);
  for (std::size_t i = 0; i < outputs_.size() && is_read_; ++i) {
    if (of_cases_[i]) of_cases_[i]->take(std::move(part.kept[i]));
    else if (most_[i]) is_read_ = take_most(i, std::move(part.weighed[i]));
    else is_read_ = outputs_[i].take(part.texts[i]);
  }
  progress_.say(so_far_.files, cases_, standing_.findings[0] + standing_.findings[1] + standing_.findings[2]);
  return is_read_ && !Interruptions::met();
}

void StreamedRun::add(const Part& part) {
  for (const caseload::FileCounts& of_part : part.piece.files) {
    if (of_part.failure) {
      progress_.clear();
      write_fault(invocation_.tool_,
                  fmt::format("{}: {}", render::visible(of_part.path), render::visible(*of_part.failure)));
    }
    const auto unread = std::find_if(part.unread.begin(), part.unread.end(),
                                     [&](const render::UnreadFile& one) { return one.path == of_part.path; });
    if (unread != part.unread.end() && !begun_unread_) begun_unread_ = *unread;
    const std::optional<caseload::FileCounts> file = whole_files_.add(of_part);
    if (!file) continue;
    if (!request_.shard || request_.shard->holds(file->path)) ++so_far_.files;
    so_far_.skipped += file->skipped;
    if (begun_unread_) begun_unread_->judged = file->account.judged > 0;
    seen_->add(file->account, std::exchange(begun_unread_, std::nullopt));
  }
  so_far_.later += part.piece.later;
  cases_ += static_cast<std::int64_t>(part.piece.cases.size());
  for (const auto& [by, use] : part.uses) uses_[by] += use;
  standing_ += part.standing;
  for (std::size_t i = 0; i < printed_.size(); ++i) {
    printed_[i].made += part.printed[i].made;
    printed_[i].printed += part.printed[i].printed;
    add_counts(printed_[i].not_printed, part.printed[i].not_printed);
    add_counts(printed_[i].records, part.printed[i].records);
  }
}

Weightiest::Render StreamedRun::texts_of(const GrowingOutput& output) const {
  return [&output](const render::RunOutput& part) {
    std::vector<std::string> texts(output.format()->channels());
    // A text that grows is held twice while it moves; room that nothing is written to costs nothing.
    constexpr std::size_t many = 4096, most_of_a_finding = 4096;
    if (part.findings.size() > many) texts.front().reserve(part.findings.size() * most_of_a_finding);
    output.format()->add(part, texts);
    for (std::string& text : texts) text = as_shown(output.target(), std::move(text));
    return texts;
  };
}

bool StreamedRun::take_most(std::size_t i, std::unique_ptr<Weightiest::Part> part) {
  return most_[i]->take(std::move(part), texts_of(outputs_[i]),
                        [&](std::vector<std::string> texts) { return outputs_[i].take(texts); });
}

// What the limit leaves out is known when all is there.
bool StreamedRun::finish_most(std::size_t i, render::RunOutput& run) {
  if (!most_[i]) return true;
  const bool is_read =
      most_[i]->finish(texts_of(outputs_[i]), [&](std::vector<std::string> texts) { return outputs_[i].take(texts); });
  const Weightiest::Cut& cut = most_[i]->cut();
  Printed& printed = printed_[i];
  printed.printed -= cut.counted;
  if (cut.counted > 0) printed.not_printed.emplace_back("max_findings", cut.counted);
  for (auto& [schema, count] : printed.records)
    count -= schema == "finding/1" ? cut.findings : schema == "gap/1" ? cut.gaps : 0;
  std::erase_if(printed.records, [](const auto& record) { return record.second == 0; });
  run.not_printed = cut.counted;
  run.gaps_not_printed = cut.gaps;
  run.most = options_.max_findings;
  return is_read;
}

int StreamedRun::run() {
  for (const intake::Unreadable& file : invocation_.not_found_)
    write_fault(invocation_.tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  for (const auto& output : of_cases_)
    if (output) output->begin();
  const Interruptions noted;
  for (GrowingOutput& output : outputs_) {
    headed_.undetermined = shown_in(output.target().format, options_);
    if (!output.begin(headed_)) return reader_gone;
  }
  caseload::in_order(
      request_.threads, [this] { return next(); }, [this](Task& task, unsigned thread) { return judge(task, thread); },
      [](const std::unique_ptr<Part>& part) { return part->held; },
      [this](const std::unique_ptr<Part>& part) { return take(*part); });
  progress_.clear();
  if (Interruptions::met()) return interrupted();
  return is_read_ ? finish() : reader_gone;
}

int StreamedRun::interrupted() const {
  return say_interrupted(invocation_.tool_, so_far_.files, request_.paths.size(),
                         "no file was written, and what was printed is not whole");
}

int StreamedRun::finish() {
  const StageTimer timed(Stage::write);
  for (const caseload::Tally& tally : tallies_) tally.add_to(so_far_);
  if (settings_.catalogue != nullptr) so_far_.catalogue = settings_.catalogue->name;
  met_.add_to(so_far_);
  render::RunOutput run = headed_;
  run.summary.shard.reset();
  run.account = invocation_.account_of(*seen_, so_far_, {});
  invocation_.complete(run, so_far_, uses_, standing_);
  invocation_.refuse_nothing(run);
  render::Account said = run.account;
  std::vector<Target> targets;
  const auto write = [&](std::size_t i) {
    GrowingOutput& output = outputs_[i];
    if (!finish_most(i, run)) return false;
    const Printed& printed = printed_[i];
    const Target& target = output.target();
    run.account.made = printed.made;
    run.account.printed = printed.printed;
    run.account.not_printed = printed.not_printed;
    run.account.records = printed.records;
    run.undetermined = shown_in(target.format, options_);
    const render::PieceFormat::LeftOut over_size = output.leave_out(run);
    if (over_size.findings > 0) {
      run.account.printed -= over_size.findings;
      run.account.not_printed.emplace_back("size", over_size.findings);
    }
    run.findings_over_size = over_size.findings;
    run.gaps_over_size = over_size.gaps;
    put_in_order_of_asking(run.account.not_printed);
    invocation_.say_left_out(target, run);
    if (target.path == "-") said = run.account;
    targets.push_back(target);
    if (of_cases_[i]) return of_cases_[i]->finish(run);
    const std::string last = output.format() == nullptr         ? rendered(run, target, options_)
                             : target.format == "markdown"      ? render::markdown_end(run, target.held)
                             : ends_with_account(target.format) ? account_line(run.account) + "\n"
                                                                : std::string{};
    return output.finish(run, last);
  };
  // A database first, which somebody else may hold; then files.
  const auto turn = [&](const Target& target) { return target.format == "sqlite" ? 0 : target.path != "-" ? 1 : 2; };
  for (const int now : {0, 1, 2})
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      if (turn(outputs_[i].target()) == now && !write(i)) return reader_gone;
  invocation_.say_account(said, targets);
  return run.summary.exit;
}

}  // namespace probation::tools
