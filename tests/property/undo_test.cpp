// undo and redo against a model: a stack of what stood. Random changes, random steps back and forth; what stands equals
// the model's top at every step, and no line of the file is ever lost.
#include <random>

#include "property/clerk.hpp"
#include "recording/changes.hpp"
#include "recording/record.hpp"
#include "recording/superseding.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

const std::string begun =
    "schema: case/1\ncrn: X320741\ncontacts:\n  - {id: C1, date: 2025-02-03, type: other}\nenforcement: []\nreviews: "
    "[]\n";

// What stands, as the words of its entries without ids and what says how it came about.
std::vector<std::string> standing(const CaseText& file) {
  std::vector<std::string> all;
  for (const Recorded& entry : file.entries()) {
    if (!entry.superseded_by.empty() || entry.withdraws) continue;
    std::string words;
    for (const auto& [key, member] : without_history(entry.value, entry.kind).members) {
      // Links follow supersession.
      const Recorded* linked = key == "contact" ? file.stands_for(member.text) : nullptr;
      words += key + "=" + (linked != nullptr ? text_at(linked->value, "date") : member.text) + " ";
    }
    all.push_back(std::move(words));
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::optional<Change> random_change(const CaseText& file, std::mt19937& random, int n) {
  std::vector<std::string> contacts, entries;
  for (const Recorded& entry : file.entries())
    if (entry.superseded_by.empty() && !entry.withdraws) {
      entries.push_back(entry.id);
      if (entry.kind == EntryKind::contact) contacts.push_back(entry.id);
    }
  const auto one_of = [&](const std::vector<std::string>& ids) { return ids[random() % ids.size()]; };
  const std::string day = format(date(2025, 2, 3) + Days{n});
  switch (random() % 5) {
    case 0:
      return add(file, EntryKind::contact, {{"date", day}, {"type", "home_visit"}, {"outcome", "unacceptable_absence"}},
                 steady_clerk(), "add");
    case 1: return add(file, EntryKind::review, {{"date", day}, {"kind", "risk"}}, steady_clerk(), "review");
    case 2:
      if (contacts.empty()) return std::nullopt;
      return add(file, EntryKind::enforcement,
                 {{"date", "2025-12-01"},
                  {"action", "other_letter"},
                  {"contact", one_of(contacts)},
                  {"id", "L" + std::to_string(n)}},
                 steady_clerk(), "enforce");
    case 3:
      if (contacts.empty()) return std::nullopt;
      return amend(file, one_of(contacts), {{"minutes", std::to_string(n)}}, steady_clerk());
    default:
      if (entries.empty()) return std::nullopt;
      return withdraw(file, one_of(entries), steady_clerk());
  }
}

}  // namespace

TEST_CASE("undo steps back exactly, again and again, and redo forth, against a stack of what stood") {
  for (unsigned seed = 1; seed <= static_cast<unsigned>(rounds_of(60, 600, 20)); ++seed) {
    std::mt19937 random(seed);
    CaseText file("case.yaml", begun);
    std::vector<std::vector<std::string>> done{standing(file)}, undone;
    for (int n = 1; n <= 25; ++n) {
      INFO("seed " << seed << " step " << n);
      const auto what = random() % 5;
      const std::string before = file.bytes();
      std::optional<Change> change;
      if (what < 2) {
        change = undo(file, "", steady_clerk());
        CHECK(change->refused() == (done.size() == 1));
        if (!change->refused()) {
          undone.push_back(std::move(done.back()));
          done.pop_back();
        }
      } else if (what == 2) {
        change = redo(file, steady_clerk());
        CHECK(change->refused() == undone.empty());
        if (!change->refused()) {
          done.push_back(std::move(undone.back()));
          undone.pop_back();
        }
      } else {
        change = random_change(file, random, n);
        if (!change || !change->bytes) continue;
        done.push_back(standing(CaseText("case.yaml", *change->bytes)));
        undone.clear();
      }
      if (!change->bytes) continue;
      const CaseText next("case.yaml", *change->bytes);
      CHECK(next.last_change() == file.last_change() + 1);
      CHECK(standing(next) == done.back());
      for (std::size_t at = 0; at < before.size();) {  // every line there was is there still
        const std::size_t end = before.find('\n', at);
        const std::string line = before.substr(at, end - at);
        if (!line.ends_with(": []")) CHECK(next.bytes().find(line) != std::string::npos);
        at = end + 1;
      }
      file = CaseText("case.yaml", *change->bytes);
    }
  }
}
