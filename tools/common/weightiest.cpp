#include "tools/common/weightiest.hpp"

#include <algorithm>
#include <numeric>

namespace probation::tools {
namespace {

using rules::Finding;
using rules::Verdict;

constexpr std::size_t severities = 3;

std::size_t weight_of(const Finding& f) {
  const std::size_t outcome = f.outcome == Verdict::fail ? 0 : f.outcome == Verdict::pass ? 2 : 1;
  return outcome * severities + static_cast<std::size_t>(f.severity);
}
std::size_t weight_of(const caseload::Gap& gap) { return 3 * severities + static_cast<std::size_t>(gap.severity); }

std::int64_t before(const std::array<std::int64_t, Weightiest::weights>& counts, const Weightiest::Rank& rank) {
  return std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(rank.weight), rank.before);
}

}  // namespace

std::unique_ptr<Weightiest::Part> Weightiest::weigh(const render::RunOutput& part) const {
  auto out = std::make_unique<Part>(
      Part{{part.tool, part.version, part.as_of, part.policy, {}, part.cases, part.unread, 0, part.summary}, {}, {}});
  render::RunOutput& run = out->run;
  run.undetermined = part.undetermined;
  run.documents_cut = part.documents_cut;
  run.here = part.here;
  run.root = part.root;
  run.told_rules = part.told_rules;
  run.most = most_;
  for (const Finding& f : part.findings) out->findings.push_back({weight_of(f), out->counts[weight_of(f)]++});
  if (of_gaps_ && part.shows_gaps())
    for (const caseload::Gap& gap : part.gaps) out->gaps.push_back({weight_of(gap), out->counts[weight_of(gap)]++});
  else run.gaps = part.gaps;
  // Others may have been taken meanwhile: more is kept than may be printed, never less.
  Counts least = out->counts;
  for (std::size_t i = 0; i < weights; ++i) least[i] += so_far_[i];
  const auto may_be = [&](const Rank& rank) { return before(least, rank) + so_far_[rank.weight] < most_; };
  std::size_t left = 0;
  for (std::size_t i = 0; i < part.findings.size(); ++i) {
    const Finding& f = part.findings[i];
    if (may_be(out->findings[i])) {
      run.findings.push_back(f);
      out->findings[left++] = out->findings[i];
    } else if (f.outcome != Verdict::pass) {
      run.cut.push_back({f.location.file.str(), f.crn.str(), f.outcome == Verdict::fail && f.stands()});
    }
  }
  out->findings.resize(left);
  left = 0;
  for (std::size_t i = 0; i < out->gaps.size(); ++i) {
    const caseload::Gap& gap = part.gaps[i];
    if (may_be(out->gaps[i])) {
      run.gaps.push_back(gap);
      out->gaps[left++] = out->gaps[i];
    } else {
      run.cut.push_back({gap.file.str(), gap.crn.str(), false});
    }
  }
  out->gaps.resize(left);
  return out;
}

void Weightiest::leave_out(Part& part, const Counts& all) {
  render::RunOutput& run = part.run;
  std::size_t left = 0;
  for (std::size_t i = 0; i < run.findings.size(); ++i) {
    Finding& f = run.findings[i];
    if (before(all, part.findings[i]) < most_) {
      part.findings[left] = part.findings[i];
      if (left++ != i) run.findings[left - 1] = std::move(f);
    } else if (f.outcome != Verdict::pass) {
      run.cut.push_back({f.location.file.str(), f.crn.str(), f.outcome == Verdict::fail && f.stands()});
    }
  }
  run.findings.resize(left);
  part.findings.resize(left);
  left = 0;
  for (std::size_t i = 0; i < part.gaps.size(); ++i) {
    caseload::Gap& gap = run.gaps[i];
    if (before(all, part.gaps[i]) < most_) {
      part.gaps[left] = part.gaps[i];
      if (left++ != i) run.gaps[left - 1] = std::move(gap);
    } else {
      run.cut.push_back({gap.file.str(), gap.crn.str(), false});
    }
  }
  if (!part.gaps.empty()) run.gaps.resize(left);
  part.gaps.resize(left);
}

void Weightiest::keep(const std::vector<std::string>& texts) {
  Waiting& here = waiting_.emplace_back();
  for (const std::string& text : texts) {
    here.sizes.push_back(text.size());
    texts_.add(text);
  }
}

bool Weightiest::take(std::unique_ptr<Part> part, const Render& render, const Put& put) {
  for (Rank& rank : part->findings) rank.before += so_far_[rank.weight];
  for (Rank& rank : part->gaps) rank.before += so_far_[rank.weight];
  Counts all{};
  for (std::size_t i = 0; i < weights; ++i) all[i] = so_far_[i] += part->counts[i];
  leave_out(*part, all);
  if (!part->findings.empty() || !part->gaps.empty()) {
    waiting_.push_back({std::move(part)});
    return true;
  }
  std::vector<std::string> texts = render(part->run);
  if (waiting_.empty()) return put(std::move(texts));
  keep(texts);
  return true;
}

bool Weightiest::finish(const Render& render, const Put& put) {
  Counts all{};
  for (std::size_t i = 0; i < weights; ++i) all[i] = so_far_[i];
  std::int64_t printed = 0;
  for (std::size_t i = 0; i < weights; ++i) {
    const std::int64_t kept = std::min(all[i], most_ - printed);
    printed += kept;
    const std::int64_t gone = all[i] - kept;
    if (i >= 3 * severities) cut_.gaps += gone;
    else cut_.findings += gone;
    if (i < 2 * severities) cut_.counted += gone;
  }
  bool is_read = true;
  std::size_t at = 0;
  const auto settle = [&] {  // parts that stand before the next texts
    for (; at < waiting_.size() && waiting_[at].part; ++at) {
      leave_out(*waiting_[at].part, all);
      is_read = is_read && put(render(waiting_[at].part->run));
      waiting_[at].part.reset();
    }
  };
  std::string bytes;
  const auto put_texts = [&] {
    while (settle(), at < waiting_.size()) {
      const std::vector<std::size_t>& sizes = waiting_[at].sizes;
      if (bytes.size() < std::accumulate(sizes.begin(), sizes.end(), std::size_t{0})) return;
      std::vector<std::string> texts;
      std::size_t from = 0;
      for (const std::size_t size : sizes) {
        texts.push_back(bytes.substr(from, size));
        from += size;
      }
      bytes.erase(0, from);
      is_read = is_read && put(std::move(texts));
      ++at;
    }
  };
  texts_.give([&](std::string_view some) {
    bytes += some;
    put_texts();
  });
  put_texts();
  return is_read;
}

}  // namespace probation::tools
