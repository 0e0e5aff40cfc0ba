// Branches of a case made at random and merged: whatever came of it, the same merge once more changes nothing.
#include <random>

#include "property/clerk.hpp"
#include "recording/merge.hpp"
#include "recording/record.hpp"
#include "sizes.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::recording;

namespace {

const std::string trunk =
    "schema: case/1\ncrn: X320741\norders:\n  - id: O1\n    type: community_order\n    sentence_date: 2025-01-13\n    "
    "end_date: 2026-01-12\n    requirements:\n      - {id: R1, type: rehabilitation_activity, max_days: 20}\n      - "
    "{id: R2, type: unpaid_work, hours: 100}\ncontacts:\n  - {id: C1, date: 2025-02-03, type: other}\n  - {id: C2, "
    "date: 2025-02-10, type: other}\nenforcement: []\nreviews: []\n";

Change recorded_on(const CaseText& file, std::mt19937& random) {
  std::vector<std::string> ids;
  for (const Recorded& entry : file.entries()) ids.push_back(entry.id);
  const auto one_of = [&](const std::vector<std::string>& all) { return all[random() % all.size()]; };
  // Few days and words, so that both branches often say the same.
  const std::string day = format(date(2025, 2, 3) + Days{static_cast<int>(random() % 3)});
  const Clerk clerk = steady_clerk();
  switch (random() % 10) {
    case 0: return add(file, EntryKind::contact, {{"date", day}, {"type", "home_visit"}}, clerk, "add");
    case 1: return add(file, EntryKind::review, {{"date", day}, {"kind", "risk"}}, clerk, "review");
    case 2:
      return add(file, EntryKind::suspension, {{"policy", "probation_reset"}, {"from", day}}, clerk, "suspension");
    case 3:
      return add(file, EntryKind::enforcement, {{"date", day}, {"action", "other_letter"}, {"contact", "C1"}}, clerk,
                 "enforce");
    case 4: return amend(file, one_of(ids), {{"minutes", std::to_string(random() % 2)}}, clerk);
    case 5: return withdraw(file, one_of(ids), clerk);
    case 6: return undo(file, "", clerk);
    case 7: return whole(file, {one_of({"contacts", "reviews", "suspensions"})}, date(2025, 3, 1), clerk);
    case 8:
      return terminate(file, one_of({"R1", "R2"}),
                       document::Value::map(
                           {{"date", document::Value::literal(day)}, {"kind", document::Value::of_text("completed")}}),
                       clerk);
    default:
      return amend_order(file, "O1",
                         document::Value::map({{"date", document::Value::literal(day)},
                                               {"kind", document::Value::of_text("other")},
                                               {"end_date", document::Value::literal("2026-02-12")}}),
                         clerk);
  }
}

CaseText branch_of(const CaseText& base, const std::string& name, std::mt19937& random, std::size_t steps) {
  CaseText file(name, base.bytes());
  for (std::size_t n = 0; n < steps; ++n) try {
      const Change change = recorded_on(file, random);
      if (change.bytes) file = CaseText(name, *change.bytes);
    } catch (const Mistake&) {  // what cannot be said of what stands is not said
    } catch (const Refusal&) {
    }
  return file;
}

bool is_in_conflict(const Change& change) {
  return std::any_of(change.receipts.begin(), change.receipts.end(),
                     [](const Receipt& receipt) { return receipt.status == Status::conflict; });
}

}  // namespace

TEST_CASE("A merge told again changes nothing, and neither does one of what was merged") {
  int merged = 0, conflicts = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(rounds_of(300, 5000, 60)); ++seed) {
    std::mt19937 random(seed);
    const CaseText base = branch_of(CaseText("base", trunk), "base", random, random() % 3);
    const CaseText ours = branch_of(base, "ours", random, random() % 6);
    const CaseText theirs = branch_of(base, "theirs", random, random() % 6);
    INFO("seed " << seed << "\n--- base\n"
                 << base.bytes() << "--- ours\n"
                 << ours.bytes() << "--- theirs\n"
                 << theirs.bytes());
    const Change first = merge(base, ours, theirs, steady_clerk());
    CHECK(is_in_conflict(first) == is_in_conflict(merge(base, theirs, ours, steady_clerk())));
    if (is_in_conflict(first)) {
      ++conflicts;
      CHECK_FALSE(first.bytes);
      continue;
    }
    ++merged;
    const CaseText joined("ours", first.bytes.value_or(ours.bytes()));
    INFO("--- merged\n" << joined.bytes());
    // Nothing of either is missing, and nothing stands more often than in the one that has it more often.
    CHECK(joined.entries().size() <= ours.entries().size() + theirs.entries().size() - base.entries().size());
    CHECK(joined.entries().size() >= std::max(ours.entries().size(), theirs.entries().size()));
    for (const CaseText* side : {&theirs, &ours}) {
      const Change again = merge(base, joined, *side, steady_clerk());
      CHECK_FALSE(is_in_conflict(again));
      CHECK_FALSE(again.bytes);
    }
  }
  CHECK(merged > conflicts / 4);
  CHECK(conflicts > 0);
}
