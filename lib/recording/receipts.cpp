#include "recording/receipts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace probation::recording {

std::string_view word(Status status) {
  static constexpr std::array<std::string_view, 5> words{"written", "already_recorded", "refused", "conflict",
                                                         "dry_run"};
  static_assert(words.size() == static_cast<std::size_t>(Status::dry_run) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(status)];
}

bool Change::refused() const {
  return std::any_of(receipts.begin(), receipts.end(),
                     [](const Receipt& receipt) { return receipt.status == Status::refused; });
}

std::string with_allowed(const Clerk& clerk, const std::string& reason) {
  if (clerk.allowed.empty()) return reason;
  const std::string words = fmt::format("allows {}", fmt::join(clerk.allowed, ", "));
  return reason.empty() ? words : fmt::format("{} ({})", reason, words);
}

std::string with_article(std::string_view kind) {
  return fmt::format(
      "{} {}", !kind.empty() && std::string_view("aeiou").find(kind.front()) != std::string_view::npos ? "an" : "a",
      kind);
}

Change refused_change(Receipt receipt, const Refusal& refusal) {
  receipt.status = Status::refused;
  receipt.message = refusal.message;
  receipt.findings = refusal.faults;
  if (!refusal.dependants.empty()) receipt.dependants = refusal.dependants;
  Change change;
  change.receipts.push_back(std::move(receipt));
  return change;
}

}  // namespace probation::recording
