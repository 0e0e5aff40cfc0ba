#include "render/html/timeline.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/parts.hpp"
#include "render/html/timeline_rows.hpp"
#include "render/html/timeline_scale.hpp"
#include "render/words.hpp"
#include "rules/rule.hpp"

namespace probation::render::web {
namespace {

constexpr double row_height = 20;
constexpr double tick_words = 62;  // about as wide as a month and a year are

struct LaneRow {
  Lane lane;
  std::string_view words;
};
constexpr std::array<LaneRow, 6> lanes{{{Lane::orders, "Orders"},
                                        {Lane::reset, "Changes"},
                                        {Lane::contacts, "Contacts"},
                                        {Lane::enforcement, "Enforcement"},
                                        {Lane::reviews, "Reviews"},
                                        {Lane::suspensions, "Pauses, ends"}}};

class Sheet {
 public:
  Sheet(const TimelineView& view, const Speech& speech) : view_(view), speech_(speech), scale_(view.picture->as_of) {
    for (const Mark& mark : view.picture->marks)
      for (const auto& date : {mark.date, mark.from, mark.until})
        if (date) scale_.take(*date);
    scale_.close();
  }

  std::string draw() {
    for (const LaneRow& lane : lanes) {
      draw_lane(lane);
      if (lane.lane == Lane::contacts) draw_days();
    }
    draw_findings();
    in_time_ = top_;
    draw_undated();
    draw_today();
    const double height = top_ + 8;
    return fmt::format(
        "<svg class=\"timeline\" data-timeline role=\"img\" viewBox=\"0 0 {:.0f} {:.0f}\">\n<title>{}</title>\n"
        "<desc>{}</desc>\n{}{}</svg>\n",
        Scale::width, height, text(fmt::format("Timeline of {}", view_.crn)), text(description()), axis(), body_);
  }

 private:
  [[nodiscard]] std::string words(std::string_view kind, const std::string& id, std::string_view otherwise) const {
    return id.empty() ? std::string(otherwise) : phrase(kind, id, speech_.language());
  }
  [[nodiscard]] std::string day(const std::optional<Date>& date) const {
    return date ? date_in_words(*date, speech_.language()) : std::string("date not recorded");
  }

  [[nodiscard]] std::string description() const {
    std::map<std::string_view, int> counts;
    for (const Mark& mark : view_.picture->marks) ++counts[mark.kind];
    return fmt::format("{}, {}, {}, {} and {}, as of {}. Every mark also stands in the tables of this page.",
                       counted(counts["order"], "order"), counted(counts["contact"], "contact"),
                       counted(counts["warning"] + counts["enforcement"], "enforcement entry", "enforcement entries"),
                       counted(counts["review"], "review held", "reviews held"),
                       counted(counts["review_due"], "review due", "reviews due"),
                       date_in_words(view_.picture->as_of, speech_.language()));
  }

  [[nodiscard]] std::string what(const Mark& mark) const {
    if (mark.kind == "order") return words("type", mark.type, "Order of a type not recorded");
    if (mark.kind == "supervision") return "Supervision period";
    if (mark.kind == "operational") return "Operational period";
    if (mark.kind == "final_third") return "Final third begins";
    if (mark.kind == "amendment") return "Amendment: " + words("kind", mark.kind_of_entry, "kind not recorded");
    if (mark.kind == "warning") return "Warning, and the year in which a second failure counts";
    if (mark.kind == "enforcement") return words("action", mark.kind_of_entry, "Enforcement entry");
    if (mark.kind == "review") return "Review held: " + words("kind", mark.kind_of_entry, "kind not recorded");
    if (mark.kind == "review_due")
      return fmt::format("{} due ({})", words("due", mark.kind_of_entry, "Review"), words("state", mark.state, ""));
    if (mark.kind == "suspension") return "Suspended: " + words("kind", mark.type, "reason not recorded");
    if (mark.kind == "termination") return "Ended: " + words("reason", mark.kind_of_entry, "reason not recorded");
    if (mark.kind == "today") return "As of";
    std::string out = words("type", mark.type, "Contact");
    if (!mark.outcome.empty()) out += ": " + words("outcome", mark.outcome, "");
    else out += mark.is_ahead ? ": ahead" : ": outcome not recorded";
    if (mark.rar_day > 0) out += fmt::format(", RAR day {}", mark.rar_day);
    if (!mark.answered_by.empty()) out += ", answered by " + join(mark.answered_by, ", ");
    return out;
  }

  [[nodiscard]] std::string title(const Mark& mark) const {
    const std::string when = mark.is_span ? fmt::format("{} to {}", day(mark.from), day(mark.until)) : day(mark.date);
    return fmt::format("<title>{}{}: {}</title>", text(mark.id.empty() ? std::string{} : mark.id + " "),
                       text(what(mark)), text(when));
  }

  [[nodiscard]] Attributes attributes(const Mark& mark) const {
    const auto iso = [](const std::optional<Date>& date) { return date ? format(*date) : std::string{}; };
    Attributes all{{"data-mark", mark.kind}};
    if (!mark.is_span || mark.kind == "warning") all.emplace_back("data-date", iso(mark.date));
    if (mark.is_span) {
      all.emplace_back("data-from", iso(mark.from));
      all.emplace_back("data-until", iso(mark.until));
    }
    all.emplace_back("data-line", mark.line == 0 ? std::string{} : std::to_string(mark.line));
    if (mark.kind != "today" && mark.kind != "review_due") all.emplace_back("data-id", mark.id);
    if (mark.kind == "contact") {
      all.emplace_back("data-outcome", mark.outcome);
      if (mark.rar_day > 0) all.emplace_back("data-rar-day", std::to_string(mark.rar_day));
      if (!mark.answered_by.empty()) all.emplace_back("data-answered-by", join(mark.answered_by, " "));
    }
    if (mark.kind == "review" || mark.kind == "review_due") all.emplace_back("data-kind", mark.kind_of_entry);
    if (mark.kind == "review_due") all.emplace_back("data-state", mark.state);
    return all;
  }

  // The picture is one thing to the keyboard and to a screen reader; what its marks lead to stands in the tables too.
  // Links within it are for the pointer.
  [[nodiscard]] std::string linked(const Mark& mark, const std::string& shape) const {
    return fmt::format("<a href=\"{}\" tabindex=\"-1\" inert{}>{}{}</a>\n", text(view_.link(mark.anchor)),
                       written(attributes(mark)), title(mark), shape);
  }

  static std::string_view look(const Mark& mark) {
    if (mark.kind == "review") return "dot review";
    if (mark.kind == "termination") return "dot end";
    if (mark.kind == "enforcement") return "dot enforcement";
    if (mark.kind == "review_due")
      return mark.state == "overdue" ? "dot overdue" : mark.state == "undetermined" ? "dot undetermined" : "dot";
    if (mark.kind != "contact") return "dot";
    if (mark.is_ahead) return "dot ahead";
    if (mark.outcome.empty()) return "dot undetermined";
    const auto& table = document::Worded<Outcome>::words;
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const document::Word& word) { return word.text == mark.outcome; });
    const auto outcome = static_cast<Outcome>(at - table.begin());
    // Whether it was acceptable is still to be decided, or whether the person complied is not said: nothing good,
    // nothing bad.
    if (outcome == Outcome::failed_to_attend || outcome == Outcome::attended_compliance_not_stated)
      return "dot undetermined";
    return complied(outcome) == Stated::no    ? "dot missed"
           : attended(outcome) == Stated::yes ? "dot kept"
                                              : "dot excused";
  }

  static std::string shape(const Mark& mark, double x, double y) {
    const std::string_view css = look(mark);
    if (css == "dot missed")
      return fmt::format("<path class=\"{0}\" d=\"M{1:.1f} {2:.1f}l10 10m0 -10l-10 10\"/>", css, x - 5, y - 5);
    if (mark.kind == "review" || mark.kind == "review_due")
      return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"10\" height=\"10\"/>", css, x - 5,
                         y - 5);
    if (mark.kind == "enforcement" || mark.kind == "termination")
      return fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}l6 6l-6 6l-6 -6z\"/>", css, x, y - 6);
    if (mark.kind == "amendment" || mark.kind == "final_third")
      return fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}l6 10h-12z\"/>", css, x, y - 5);
    return fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>", css, x, y,
                       mark.rar_day > 0 ? "6" : "5");
  }

  double row_for(double from, double until) {
    return top_ + row_height * static_cast<double>(rows_.take(from, until)) + row_height / 2;
  }

  void draw_lane(const LaneRow& lane) {
    std::vector<const Mark*> marks;
    for (const Mark& mark : view_.picture->marks)
      if (mark.lane == lane.lane && mark.kind != "today" && !is_undated(mark)) marks.push_back(&mark);
    if (marks.empty() && lane.lane != Lane::contacts) return;
    const auto begins = [](const Mark* mark) { return mark->is_span ? mark->from : mark->date; };
    if (lane.lane != Lane::orders)
      std::stable_sort(marks.begin(), marks.end(), [&](const Mark* a, const Mark* b) { return begins(a) < begins(b); });
    begin_lane(lane.words);
    for (const Mark* mark : marks) {
      if (mark->is_span) {
        const double from = scale_.x(mark->from), until = std::max(scale_.x_end(mark->until), from + 6);
        const double y = row_for(from, until);
        body_ += linked(
            *mark, fmt::format("<rect class=\"span {}{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                               "height=\"14\" rx=\"2\"/>",
                               mark->kind, mark->from && mark->until ? "" : " unended", from, y - 7, until - from));
      } else {
        const double x = scale_.x(mark->date);
        body_ += linked(*mark, shape(*mark, x, row_for(x - 7, x + 7)));
      }
    }
    end_lane();
  }

  // What has no day has no place in time: it is listed.
  static bool is_undated(const Mark& mark) { return mark.is_span ? !mark.from && !mark.until : !mark.date; }

  void draw_undated() {
    bool begun = false;
    const auto next_row = [&] {
      if (!begun) begin_lane("Date not known");
      begun = true;
      return row_for(Scale::left, Scale::width);
    };
    const auto beside = [](const std::string& words, double y) {
      return fmt::format("<text x=\"{:.0f}\" y=\"{:.1f}\">{}</text>", Scale::left + 46, y + 4, text(words));
    };
    for (const Mark& mark : view_.picture->marks) {
      if (!is_undated(mark)) continue;
      const double y = next_row();
      const std::string drawn = mark.is_span ? fmt::format(
                                                   "<rect class=\"span {}\" x=\"{:.0f}\" y=\"{:.1f}\" "
                                                   "width=\"12\" height=\"14\" rx=\"2\"/>",
                                                   mark.kind, Scale::left + 26, y - 7)
                                             : shape(mark, Scale::left + 32, y);
      body_ += linked(mark, drawn + beside((mark.id.empty() ? "" : mark.id + " ") + what(mark), y));
    }
    for (const FindingMark* found : undated_) {
      const double y = next_row();
      body_ += flag(*found, std::nullopt, Scale::left + 32, y,
                    beside(phrase("rule", found->finding->rule->id, speech_.language()), y));
    }
    if (begun) end_lane();
  }

  void begin_lane(std::string_view words) {
    rows_ = {};
    body_ += fmt::format("<text x=\"4\" y=\"{:.1f}\">{}</text>\n", top_ + 14, text(words));
  }
  void end_lane() {
    top_ += row_height * static_cast<double>(std::max<std::size_t>(1, rows_.size())) + 6;
    body_ += fmt::format("<line class=\"rule\" x1=\"0\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n", Scale::width,
                         top_ - 3, top_ - 3);
  }

  // The days as they added up, beneath the maximum, beside the line of an even pace.
  void draw_days() {
    for (const DayGauge& gauge : view_.picture->gauges) {
      if (!gauge.max_days || *gauge.max_days <= 0 || !gauge.first || !gauge.last) continue;
      const double height = 56;
      const double most =
          static_cast<double>(std::max<std::int64_t>(*gauge.max_days, static_cast<std::int64_t>(gauge.days.size())));
      const auto y = [&](double days) { return top_ + 4 + height * (1 - days / most); };
      body_ += fmt::format(
          "<text x=\"4\" y=\"{:.1f}\">RAR days</text>\n<text class=\"muted\" x=\"4\" y=\"{:.1f}\">{} of "
          "{}</text>\n",
          top_ + 14, top_ + 30, counted_words(gauge), *gauge.max_days);
      const double ceiling = y(static_cast<double>(*gauge.max_days));
      body_ += fmt::format(
          "<path class=\"rule\" fill=\"none\" d=\"M{0:.1f} {1:.1f}H{2:.1f}M{0:.1f} {3:.1f}L{2:.1f} "
          "{1:.1f}\"/>\n",
          scale_.x(gauge.first), ceiling, scale_.x(gauge.last), y(0));
      if (gauge.counted) draw_steps(gauge, y);
      top_ += height + 4;
      rows_ = {};
      top_ -= row_height;
      end_lane();
    }
  }
  template <class Height>
  void draw_steps(const DayGauge& gauge, const Height& y) {
    std::string path = fmt::format("M{:.1f} {:.1f}", scale_.x(gauge.first), y(0));
    for (std::size_t i = 0; i < gauge.days.size(); ++i)
      path += fmt::format("H{:.1f}V{:.1f}", scale_.x(gauge.days[i]), y(static_cast<double>(i) + 1));
    path += fmt::format("H{:.1f}", scale_.x(std::min(view_.picture->as_of, std::max(*gauge.first, *gauge.last))));
    body_ += fmt::format("<path class=\"steps\" d=\"{}\"/>\n", path);
  }
  static std::string counted_words(const DayGauge& gauge) {
    if (!gauge.counted) return "not known";
    return gauge.at_most && *gauge.at_most > *gauge.counted ? fmt::format("{} to {}", *gauge.counted, *gauge.at_most)
                                                            : std::to_string(*gauge.counted);
  }

  void draw_findings() {
    bool begun = false;
    std::unordered_map<std::string_view, const Mark*> by_pointer;
    for (const Mark& mark : view_.picture->marks)
      if (!mark.pointer.empty()) by_pointer.try_emplace(mark.pointer, &mark);
    for (const FindingMark& found : view_.findings) {
      const std::string& pointer = found.finding->location.pointer;
      // The mark of what the finding is about, or of what holds it.
      auto mark_of_it = by_pointer.find(pointer);
      for (std::string_view above = pointer; mark_of_it == by_pointer.end() && !above.empty();) {
        above = above.substr(0, above.rfind('/'));
        mark_of_it = by_pointer.find(above);
      }
      if (mark_of_it == by_pointer.end()) continue;
      const Mark* const at = mark_of_it->second;
      const bool at_end = at->is_span && at->kind != "warning" && pointer.find("end_date") != std::string::npos;
      const std::optional<Date> date = at_end ? at->until : at->is_span ? at->from : at->date;
      if (!date) {
        undated_.push_back(&found);
        continue;
      }
      if (!begun) begin_lane("Findings");
      begun = true;
      const double x = scale_.x(date);
      body_ += flag(found, date, x, row_for(x - 7, x + 7), {});
    }
    if (begun) end_lane();
  }

  [[nodiscard]] std::string flag(const FindingMark& found, const std::optional<Date>& date, double x, double y,
                                 const std::string& beside) const {
    const rules::Finding& f = *found.finding;
    const bool failed = f.outcome == rules::Verdict::fail;
    return fmt::format(
        "<a href=\"#{}\" tabindex=\"-1\" inert{}><title>{}: {}</title><path class=\"flag {}\" d=\"M{:.1f} {:.1f}h12l-6 "
        "11z\"/>{}</a>\n",
        text(found.anchor),
        written({{"data-mark", "finding"},
                 {"data-date", date ? format(*date) : std::string{}},
                 {"data-line", f.location.line == 0 ? std::string{} : std::to_string(f.location.line)},
                 {"data-fingerprint", f.fingerprint}}),
        text(failed ? words("severity", std::string(rules::word(f.severity)), "")
                    : words("outcome", "undetermined", "")),
        text(phrase("rule", f.rule->id, speech_.language())), failed ? rules::word(f.severity) : "undetermined", x - 6,
        y - 6, beside);
  }

  void draw_today() {
    for (const Mark& mark : view_.picture->marks)
      if (mark.kind == "today")
        body_ += linked(mark, fmt::format("<line class=\"today\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"18\" "
                                          "y2=\"{1:.1f}\"/>",
                                          scale_.x(mark.date), in_time_));
  }

  [[nodiscard]] std::string axis() const {
    std::string out;
    for (const Tick& tick : scale_.ticks())
      out += fmt::format(
          "<line class=\"rule\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"18\" y2=\"{1:.0f}\"/><text "
          "class=\"muted\"{2} x=\"{3:.1f}\" y=\"13\">{4}</text>\n",
          tick.x, in_time_, tick.x + tick_words > Scale::width ? " text-anchor=\"end\"" : "",
          tick.x + tick_words > Scale::width ? Scale::width - 2 : tick.x + 2,
          text(phrase("heading", fmt::format("month-{}", tick.date.month()), speech_.language()).substr(0, 3) +
               fmt::format(" {}", tick.date.year())));
    return out;
  }

  const TimelineView& view_;
  const Speech& speech_;
  Scale scale_;
  double top_ = 24, in_time_ = 0;  // in_time_: where the lanes of time end, and what has no date begins
  Rows rows_;
  std::vector<const FindingMark*> undated_;  // findings at a place without a date
  std::string body_;
};

std::string sample(std::string_view shape, std::string_view words) {
  return fmt::format("<li><svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{}</svg>{}</li>\n",
                     shape, words);
}

}  // namespace

std::string timeline(const TimelineView& view, const Speech& speech) {
  return region("Timeline of " + view.crn, Sheet(view, speech).draw());
}

std::string timeline_legend() {
  return "<ul class=\"legend\" aria-label=\"Marks of the timeline\">\n" +
         sample("<circle class=\"dot kept\" cx=\"8\" cy=\"8\" r=\"5\"/>", "attended") +
         sample("<path class=\"dot missed\" d=\"M3 3l10 10m0 -10l-10 10\"/>", "failed to comply") +
         sample("<circle class=\"dot excused\" cx=\"8\" cy=\"8\" r=\"5\"/>", "absence accepted or moved") +
         sample("<circle class=\"dot undetermined\" cx=\"8\" cy=\"8\" r=\"5\"/>",
                "outcome not recorded or not decided") +
         sample("<circle class=\"dot ahead\" cx=\"8\" cy=\"8\" r=\"5\"/>", "ahead") +
         sample("<path class=\"dot enforcement\" d=\"M8 2l6 6l-6 6l-6 -6z\"/>", "enforcement") +
         sample("<rect class=\"span warning\" x=\"1\" y=\"3\" width=\"14\" height=\"10\"/>", "warning and its year") +
         sample("<rect class=\"span order unended\" x=\"1\" y=\"3\" width=\"14\" height=\"10\"/>",
                "an end is not recorded") +
         sample("<rect class=\"dot review\" x=\"3\" y=\"3\" width=\"10\" height=\"10\"/>", "review held") +
         sample("<rect class=\"dot\" x=\"3\" y=\"3\" width=\"10\" height=\"10\"/>", "review due") +
         sample("<path class=\"flag\" d=\"M2 2h12l-6 11z\"/>", "finding") + "</ul>\n";
}

}  // namespace probation::render::web
