#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord104;

namespace {

constexpr std::array rule_sources{sources::community_order_end, sources::community_order_breach_extension,
                                  sources::community_order_application_extension};

// The first day on which an order may be made that ends on `end`.
Date earliest_order(Date end, Months longest) {
  const Date day = months_before(end, longest);
  return months_after(day, longest) < end ? day + Days{1} : day;  // 29 February has no counterpart
}

struct LongestTimes {
  Months order, on_breach, on_application;
};

using Changes = std::vector<const Amendment*>;

std::string when(const Amendment& amendment) {
  return amendment.date ? format(*amendment.date) : std::string("a day that is not recorded");
}

// One order with the changes of its end in the order in which they were made.
class EndOfOrder {
 public:
  EndOfOrder(const Order& order, const LongestTimes& law, Report& report)
      : order_(order), law_(law), report_(report), before_(order.end_date) {
    if (!order.sentence_date) return;
    cap_ = furthest_ = months_after(*order.sentence_date, law.order);
  }

  // `is_whole`: no amendment of an end is known to be missing.
  void judge(const Changes& changes, bool is_whole) {
    if (first_end_is_too_late()) return;
    if (!order_.sentence_date) missing_.push_back(report_.pointer(order_.place, "sentence_date"));
    if (!order_.end_date) missing_.push_back(report_.pointer(order_.place, "end_date"));
    open_ = order_.end_date ? order_.end_date.place : order_.place;
    for (const Amendment* amendment : changes) {
      const Step step = take(*amendment, changes.size() == 1);
      if (step == Step::fault) return;
      if (step == Step::lawful_whatever_it_was) break;
      before_ = amendment->end_date;
    }
    if (missing_.empty() && !is_whole)
      report_.undetermined(subject(), before_.place, "an amendment that is known to be missing may have moved the end",
                           {report_.pointer(order_.place, "amendments")});
    else if (missing_.empty()) report_.pass(subject(), before_.place);
    else say_open();
  }

  bool first_end_is_too_late() {
    if (!cap_ || !order_.end_date || *order_.end_date <= *cap_) return false;
    const std::string late = counted(days_between(*cap_, *order_.end_date), "day");
    fail(order_.end_date,
         fmt::format("the order ends on {}, {} after the latest lawful end {}", format(*order_.end_date), late,
                     format(*cap_)),
         fmt::format("{} is {} later", format(*order_.end_date), late), cap_);
    return true;
  }

 private:
  enum class Step { goes_on, fault, lawful_whatever_it_was };

  [[nodiscard]] Subject subject() const { return subject_of(order_); }

  Report::Draft fail(const Located<Date>& end, const std::string& message, const std::string& step,
                     std::optional<Date> latest) {
    auto finding = report_.fail(subject(), end.place, message);
    finding.here(latest ? fmt::format("the latest lawful end is {}", format(*latest)) : std::string("not allowed"));
    if (order_.sentence_date) finding.related(order_.sentence_date.place, "the order was made here");
    finding.fact("end", *end);
    if (latest) finding.fact("latest_end", *latest);
    trace_sum(finding);
    finding.trace(step).fix("check the end with the court register; if it is right, refer the order back");
    return finding;
  }

  void trace_sum(Report::Draft& finding) const {
    if (cap_)
      finding.trace(fmt::format("{} + {} months = {}", format(*order_.sentence_date), law_.order.count, format(*cap_)));
    for (const std::string& sentence : trace_) finding.trace(sentence);
  }

  Step take(const Amendment& amendment, bool alone) {
    const Located<Date>& end = amendment.end_date;
    const bool breach = amendment.kind.is(AmendmentKind::end_date_extended_on_breach);
    if (before_ && *end <= *before_) {  // not later than an end already judged
      trace_.push_back(fmt::format("amended on {}: ends on {}, not later than before", when(amendment), format(*end)));
      return Step::goes_on;
    }
    if (!amendment.kind) return of_no_kind(amendment, alone);
    if (breach || amendment.kind.is(AmendmentKind::end_date_extended_on_application))
      return extension(amendment, breach);
    return another_change(amendment);
  }

  // It may have been either extension, or another change.
  Step of_no_kind(const Amendment& amendment, bool alone) {
    const Located<Date>& end = amendment.end_date;
    const auto [less, more] = std::minmax(law_.on_breach.count, law_.on_application.count);
    const Date latest = before_ ? months_after(*before_, Months{more}) : *end;
    if (alone && furthest_ && *end <= *furthest_ && before_ && *end <= months_after(*before_, Months{less}))
      return Step::lawful_whatever_it_was;
    if (furthest_ && *end > *furthest_ && before_ && *end > latest) {
      fail(end, fmt::format("the amended end {} is later than any extension could make it", format(*end)),
           fmt::format("of no recorded kind: an extension reaches {} at most, another change {}", format(latest),
                       format(*furthest_)),
           std::max(latest, *furthest_))
          .related(before_.place, "the end before it");
      return Step::fault;
    }
    missing_.push_back(report_.pointer(amendment.place, "kind"));
    open_ = end.place;
    if (furthest_) furthest_ = std::max(*furthest_, *end);
    return Step::goes_on;
  }

  // Measured from the end before it, and once.
  Step extension(const Amendment& amendment, bool breach) {
    const Located<Date>& end = amendment.end_date;
    const std::string_view how = breach ? "on breach" : "on application";
    const Months extra = breach ? law_.on_breach : law_.on_application;
    if (++(breach ? breaches_ : applications_) > 1) {
      auto finding = fail(
          end, fmt::format("the end was moved {} a second time, to {}; it may be moved so once", how, format(*end)),
          fmt::format("amended on {}: a second extension {}", when(amendment), how), std::nullopt);
      if (before_) finding.related(before_.place, "the end before it");
      return Step::fault;
    }
    if (before_) {
      const Date latest = months_after(*before_, extra);
      if (*end > latest) {
        fail(end,
             fmt::format("the extension {} moves the end from {} to {}; it may add {} months at most, to {}", how,
                         format(*before_), format(*end), extra.count, format(latest)),
             fmt::format("{} + {} months = {}; {} is {} later", format(*before_), extra.count, format(latest),
                         format(*end), counted(days_between(latest, *end), "day")),
             latest)
            .related(before_.place, "the end before it");
        return Step::fault;
      }
      trace_.push_back(fmt::format("extended {} on {}: {} + {} months = {}, and {} is not later", how, when(amendment),
                                   format(*before_), extra.count, format(latest), format(*end)));
    }
    if (furthest_) furthest_ = std::max(*furthest_, *end);
    return Step::goes_on;
  }

  Step another_change(const Amendment& amendment) {
    const Located<Date>& end = amendment.end_date;
    if (!furthest_ || *end <= *furthest_) {
      trace_.push_back(fmt::format("amended on {}: ends on {}", when(amendment), format(*end)));
      return Step::goes_on;
    }
    auto finding = fail(end,
                        fmt::format("the amended end {} is {} after the latest lawful end {}", format(*end),
                                    counted(days_between(*furthest_, *end), "day"), format(*furthest_)),
                        fmt::format("amended on {}, neither on breach nor on application to extend: {} is after {}",
                                    when(amendment), format(*end), format(*furthest_)),
                        furthest_);
    if (before_) finding.related(before_.place, "the end before it");
    return Step::fault;
  }

  void say_open() {
    std::string words =
        "what kind of change moved the end is not recorded; passes if it was an extension the law allows, or another "
        "change that keeps within the latest lawful end";
    if (!order_.sentence_date && order_.end_date)
      words = fmt::format("the date of the order is not recorded; its end {} is lawful if it was made on or after {}",
                          format(*order_.end_date), format(earliest_order(*order_.end_date, law_.order)));
    else if (!order_.sentence_date)
      words = fmt::format("neither date nor end of the order is recorded; passes if they are at most {} months apart",
                          law_.order.count);
    else if (!order_.end_date)
      words = fmt::format("the end of the order as first made is not recorded; it is lawful up to {}", format(*cap_));
    auto finding = report_.undetermined(subject(), open_, words, missing_);
    trace_sum(finding);
  }

  const Order& order_;
  const LongestTimes& law_;
  Report& report_;
  std::optional<Date> cap_;       // the latest lawful end of the order as first made
  std::optional<Date> furthest_;  // the cap, moved by the extensions made so far
  Located<Date> before_;          // the end that the next amendment changes
  int breaches_ = 0, applications_ = 0;
  Place open_;
  std::vector<std::string> trace_, missing_;  // what was added up so far, and what is not known of it
};

bool is_extension(const Amendment& amendment) {
  return amendment.kind.is(AmendmentKind::end_date_extended_on_breach) ||
         amendment.kind.is(AmendmentKind::end_date_extended_on_application);
}

// Of one change without a date: a fault whenever it was made, and before it was. That an extension is lawful is not
// said: it would have to be measured from the end before it. Another change is, where it is so in every reading.
std::optional<Changes> same_in_any_reading(const CaseFacts& facts, const Order& order, const LongestTimes& law,
                                           const Changes& dated, const Amendment& undated, const Report& report) {
  std::vector<Changes> readings{dated};
  for (std::size_t at = 0; at <= dated.size(); ++at) {
    readings.push_back(dated);
    readings.back().insert(readings.back().begin() + static_cast<std::ptrdiff_t>(at), &undated);
  }
  std::vector<Finding> said;
  Report aside(ord104, report.origin(), said);
  aside.about(facts);
  for (const Changes& reading : readings) EndOfOrder(order, law, aside).judge(reading, true);
  const auto always = [&](Verdict verdict) {
    return std::all_of(said.begin(), said.end(), [&](const Finding& finding) { return finding.outcome == verdict; });
  };
  const bool is_settled = always(Verdict::fail) || (undated.kind && !is_extension(undated) && always(Verdict::pass));
  return is_settled ? std::optional(readings.back()) : std::nullopt;
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto* most = limits::community_order_max_months.at(by_order(order));
  const auto* breach_row = limits::extension_on_breach_max_months.at(by_order(order));
  const auto* application_row = limits::extension_on_application_max_months.at(by_order(order));
  if (lacks_law(most != nullptr && breach_row != nullptr && application_row != nullptr, order, order.sentence_date,
                "sentence_date", subject, report))
    return;
  const LongestTimes law{Months{most->value}, Months{breach_row->value}, Months{application_row->value}};
  Changes changes, undated;
  for (const Amendment& amendment : order.amendments)
    if (amendment.end_date) (amendment.date ? changes : undated).push_back(&amendment);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Amendment* a, const Amendment* b) { return *a->date < *b->date; });
  EndOfOrder end(order, law, report);
  const bool is_whole = facts.is_whole(ListName::amendments, "end_date");
  if (undated.empty()) {
    end.judge(changes, is_whole);
    return;
  }
  if (end.first_end_is_too_late()) return;
  if (undated.size() == 1)
    if (const auto reading = same_in_any_reading(facts, order, law, changes, *undated.front(), report)) {
      end.judge(*reading, is_whole);
      return;
    }
  std::vector<std::string> missing;
  for (const Amendment* amendment : undated) missing.push_back(report.pointer(amendment->place, "date"));
  report
      .undetermined(subject, undated.front()->end_date.place,
                    "the end was amended on a day that is not recorded, so that no extension can be measured from "
                    "the end before it",
                    missing)
      .here("since when?");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

constinit const Rule ord104{
    .id = "ORD104",
    .slug = "community-order-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A community order ends later than the law allows.",
    .explanation =
        {.checks = "The end of a community order against three years after its date; and each extension, on breach and "
                   "on application, which may add six months once each, measured from the end before it.",
         .matters = "Beyond that day the order has ended by law, and nothing under it can be instructed or enforced.",
         .to_do = "Check the dates against the court register. If they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
