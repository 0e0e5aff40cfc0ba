#include "rules/review/overdue.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "rules/pointers.hpp"
#include "rules/shell_word.hpp"

namespace probation::rules {

void say_overdue(const CaseFacts& facts, Report& report, ReviewKind kind, std::string_view spoken_kind) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place, "the requirements of the order are not recorded",
                          {report.pointer(order.place, "requirements")});
      continue;
    }
    for (const Requirement& requirement : order.requirements) {
      const ReviewDue review = review_due(facts, order, requirement, kind);
      const Subject subject = subject_of(order, requirement);
      const Place place = review.anchor.known() ? review.anchor : order.place;
      if (review.state == DueState::undetermined) {
        report.undetermined(subject, place, fmt::format("{}: {}", spoken_kind, review.why),
                            pointers(report, review.missing));
      } else if (review.state == DueState::not_applicable || review.state == DueState::due) {
        report.not_applicable(subject);
      } else if (review.state != DueState::overdue) {
        report.pass(subject, review.done->date.place,
                    [&] { return fmt::format("done on {}, due {}", format(*review.done->date), format(*review.due)); });
      } else {
        const Date due = *review.due;
        const int late = days_between(due, facts.as_of);
        auto finding = report.fail(subject, place, fmt::format("{} overdue by {}", spoken_kind, counted(late, "day")));
        finding.here(fmt::format("{}, so the review fell due {}", review.anchor_words, format(due)))
            .identity("due", due)
            .fact("overdue_days", late);
        finding.related(review.unfinished_place, review.unfinished + " unfinished");
        finding.trace(review.computed())
            .trace(fmt::format("{} is {} after {}", format(facts.as_of), counted(late, "day"), format(due)));
        if (review.window)
          finding.trace(fmt::format("no review of this kind and requirement from {} (due less {} days) to {}",
                                    format(due - Days{static_cast<int>(review.window->number())}),
                                    review.window->number(), format(facts.as_of)));
        finding.standard(*review.standard);
        if (review.window) finding.standard(*review.window);
        if (review.only_local) finding.only_local();
        finding.fix(fmt::format("rar-record review {} --kind {} --requirement {} --date ...",
                                shell_path(report.origin().file), document::word(kind),
                                shell_word(requirement.id ? requirement.id->text : "?")));
      }
    }
  }
}

}  // namespace probation::rules
