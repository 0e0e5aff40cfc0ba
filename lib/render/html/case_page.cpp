// The page of one case: its time as a picture, what is found, what it lacks, its days, and every entry.
#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/about.hpp"
#include "render/html/finding.hpp"
#include "render/html/timeline.hpp"
#include "render/html/views.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

class Case {
 public:
  Case(const CaseView& view, const CaseloadView& run, const Speech& speech) : view_(view), run_(run), speech_(speech) {
    for (const rules::Finding* finding : worst_first(view.findings))
      articles_.push_back({finding, anchors_.of(*finding)});
  }

  void write(const Write& write) const {
    Page page;
    page.kind = "case";
    page.body = {{"data-crn", view_.crn}};
    page.language = speech_.language();
    page.is_title_welsh = page.language == Language::cy;
    page.title = phrase("heading", "case", page.language) + " " + (view_.crn.empty() ? view_.file : view_.crn);
    page.home = run_.home;
    page.assets = run_.assets;
    page.is_of_site = run_.is_of_site;
    Totals totals;
    totals.files = 1;
    totals.cases = 1;
    totals.fails = view_.fails;
    totals.undetermined = view_.undetermined;
    totals.overdue = view_.overdue;
    totals.due = view_.due_soon;
    totals.suppressed = view_.suppressed;
    page.lead = fmt::format("<p>As of {}. {}{}</p>\n", speech_.when(run_.as_of), code(view_.file),
                            view_.team.empty() ? std::string{} : ", team " + code(view_.team)) +
                fmt::format("<p><strong>{}:</strong> {}</p>\n", speech_.head("field", "next_step", "Next step"),
                            next_step(view_, speech_)) +
                figures(figures_of(totals, speech_)) + unreadable(run_);
    // A case of thousands of findings makes a page of fifty times its file: none of it is held.
    page.sections = {
        {"timeline", speech_.say("heading", "timeline"), {}, [this](const Write& to) { to(time()); }},
        {"findings", speech_.say("heading", "findings"), {}, [this](const Write& to) { write_findings(to); }},
        {"missing", speech_.say("heading", "missing"), {}, [this](const Write& to) { to(missing()); }},
        {"days", speech_.say("heading", "days"), {}, [this](const Write& to) { write_days(to); }},
        {"entries", speech_.say("heading", "entries"), {}, [this](const Write& to) { to(entries()); }},
        {"about", speech_.say("heading", "about"), about()}};
    write_page(page, write);
  }

 private:
  [[nodiscard]] std::string missing() const {
    return !view_.shows_lacks && view_.undetermined > 0 ? lacks_not_shown(view_.undetermined) : lacks(view_, speech_);
  }

  [[nodiscard]] std::string time() const {
    std::string out;
    if (view_.picture)
      out =
          timeline({view_.picture.get(), view_.crn, articles_, [](const std::string& anchor) { return "#" + anchor; }},
                   speech_) +
          timeline_legend() + orders();
    if (view_.due.empty()) return out + "<p>No date is set by what is recorded.</p>\n";
    Table dates =
        dated(view_.due, "Dates of this case, done ones too", speech_, [](const Json&) { return std::string{}; });
    std::map<std::string, int> used;
    for (std::size_t i = 0; i < dates.rows.size(); ++i) {
      const Json& row = view_.due[i];
      const std::string id =
          fmt::format("due-{}-{}", row.at("requirement_id").is_null() ? std::string{} : row.at("requirement_id").text(),
                      row.at("kind").text());
      if (++used[id] == 1) dates.rows[i].attributes.emplace_back("id", id);
    }
    return out + table(dates);
  }

  [[nodiscard]] std::string orders() const {
    Table table{"Orders, with the end as it stands",
                {{speech_.head("field", "order", "Order"), "order"},
                 {speech_.head("field", "type", "Type"), "type"},
                 {speech_.head("field", "from", "From"), "from"},
                 {speech_.head("field", "until", "Until"), "until"},
                 {"Standing", "state"}},
                {}};
    for (const OrderRow& order : view_.picture->orders)
      table.rows.push_back({{{"id", "o-" + order.id}, {"data-line", std::to_string(order.line)}},
                            {{code(order.id)},
                             {order.type.empty() ? "not recorded" : speech_.say("type", order.type)},
                             {order.from ? speech_.when(*order.from) : "not recorded", iso(order.from)},
                             {order.until ? speech_.when(*order.until) : "not recorded", iso(order.until)},
                             {order.is_over ? "ended" : ""}}});
    return table.rows.empty() ? "<p>No order is recorded.</p>\n" : web::table(table);
  }

  static std::string iso(const std::optional<Date>& date) { return date ? format(*date) : std::string{}; }

  void write_findings(const Write& write) const {
    for (const FindingMark& one : articles_) write(article(*one.finding, one.anchor, 3, speech_, view_.owners));
    if (articles_.empty()) write(no_fault(view_.undetermined));
  }

  void write_days(const Write& write) const {
    if (!view_.picture || view_.picture->gauges.empty())
      return write("<p>There is no rehabilitation activity requirement.</p>\n");
    for (const DayGauge& one : view_.picture->gauges) {
      write(fmt::format("<h3>{}</h3>\n", code(one.order_id + "/" + one.requirement_id)));
      const std::string drawn = gauge(one, run_.as_of);
      write(!drawn.empty()
                ? drawn
                : fmt::format("<p>{}; {}.</p>\n",
                              one.counted ? counted(*one.counted, "RAR day") + " counted"
                                          : std::string("The days cannot be counted: the record lacks a fact"),
                              one.max_days ? fmt::format("at most {}", *one.max_days)
                                           : std::string("the maximum is not recorded")));
    }
  }

  [[nodiscard]] std::string entries() const {
    if (!view_.picture || view_.picture->entries.empty()) return "<p>Nothing is entered.</p>\n";
    Table table{"Every entry of the record, up to the date and planned ahead",
                {{"Entry", "id"},
                 {speech_.head("field", "date", "Date"), "date"},
                 {speech_.head("field", "kind", "Kind"), "kind"},
                 {"What", "what"},
                 {speech_.head("field", "outcome", "What came of it"), "outcome"},
                 {speech_.head("field", "line", "Line"), "line", true},
                 {"Standing", "standing"}},
                {}};
    for (const EntryRow& entry : view_.picture->entries) {
      const bool stands = entry.replaced_by.empty() && !entry.is_withdrawn;
      Row row{{{"id", entry.anchor}, {"data-id", entry.id}, {"data-line", std::to_string(entry.line)}}, {}};
      if (!stands) row.attributes.emplace_back("class", "replaced");
      if (!entry.replaced_by.empty()) row.attributes.emplace_back("data-superseded-by", entry.replaced_by);
      const std::string until = entry.until ? " to " + speech_.when(*entry.until) : std::string{};
      row.cells = {
          {entry.id.empty() ? std::string("without an id") : code(entry.id)},
          {(entry.date ? speech_.when(*entry.date) : std::string("not recorded")) + until, iso(entry.date)},
          {speech_.say("heading", entry.kind)},
          {entry.words_id.empty() ? std::string("not recorded") : speech_.say(entry.words_kind, entry.words_id)},
          {entry.outcome_id.empty() ? entry.outcome_kind.empty() ? std::string{} : "not recorded"
                                    : speech_.say(entry.outcome_kind, entry.outcome_id)},
          {std::to_string(entry.line), {}, true},
          {stands               ? std::string("stands")
           : entry.is_withdrawn ? std::string("withdrawn")
                                : "replaced by " + code(entry.replaced_by)}};
      table.rows.push_back(std::move(row));
    }
    return web::table(table);
  }

  [[nodiscard]] std::string about() const {
    auto pairs = run_.about;
    pairs.insert(pairs.begin(), {"As of", speech_.when(run_.as_of)});
    return web::about(pairs, view_.assumptions);
  }

  const CaseView& view_;
  const CaseloadView& run_;
  const Speech& speech_;
  Anchors anchors_;
  std::vector<FindingMark> articles_;
};

}  // namespace

void write_case_page(const CaseView& view, const CaseloadView& run, const Speech& speech, const Write& write) {
  Case(view, run, speech).write(write);
}

}  // namespace probation::render::web
