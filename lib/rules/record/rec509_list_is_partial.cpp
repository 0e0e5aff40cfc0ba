#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "document/refused.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/need_shown.hpp"
#include "rules/report.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  std::vector<const PartialMark*> open;
  for (const PartialMark& mark : facts.file.partial) {
    if (!mark.list) continue;
    if (mark.whole.is(true)) std::erase_if(open, [&](const PartialMark* m) { return *m->list == *mark.list; });
    else open.push_back(&mark);
  }
  if (open.empty()) {
    report.pass(Subject::file());
    return;
  }
  std::vector<std::string> names;
  for (const PartialMark* mark : open) {
    std::string name(document::word(*mark->list));
    if (!mark->of.empty() && !words_of_person_are_hidden(facts)) {  // a name may be anything
      std::vector<std::string> members;
      for (const auto& member : mark->of)
        members.push_back(document::may_be_slip(*member, document::Wanted::any) ? *member : "…");
      name += fmt::format(" ({})", join(members, ", "));
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  auto finding = report.fail(Subject::file(), open.front()->place,
                             fmt::format("something is known to be missing of: {}", join(names, ", ")));
  finding.here("known to be partial");
  for (const PartialMark* mark : open)
    finding.trace(fmt::format("{}{}: what is there counts, and whatever a missing entry could change is undetermined",
                              document::word(*mark->list),
                              mark->on ? fmt::format(", since {}", format(*mark->on)) : ""));
  finding.fix(fmt::format("rar-record whole {} LIST, once it holds all there is", shell_path(report.origin().file)));
}

}  // namespace

extern const Rule rec509;
constinit const Rule rec509{
    .id = "REC509",
    .slug = "list-is-partial",
    .severity = Severity::note,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A list is marked partial: something of it is known to be missing.",
    .explanation = {.checks = "The marks under `partial` that no later whole reading took back.",
                    .matters = "What is there counts; what a missing entry could change cannot be decided, and looks "
                               "like silence otherwise.",
                    .to_do = "Take in the extract that lacks nothing, or say that the list is whole."},
    .sources = {},
    .policy = {},
    .reads = no_section,
    .check_case = &check,
};

}  // namespace probation::rules
