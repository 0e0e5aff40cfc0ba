// The page of a caseload, and of one team: what must be done first, then what is found, by rule, team and case.
#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/about.hpp"
#include "render/html/finding.hpp"
#include "render/html/timeline.hpp"
#include "render/html/views.hpp"
#include "render/html/weeks.hpp"
#include "render/words.hpp"

namespace probation::render::web {
namespace {

std::string more_rows(std::size_t all, std::size_t shown, std::string_view what) {
  return all <= shown ? std::string{}
                      : fmt::format("<p>{} more {} stand on the pages of the teams.</p>\n", all - shown, what);
}

class Caseload {
 public:
  Caseload(const CaseloadView& view, const Speech& speech) : view_(view), speech_(speech) {
    for (const CaseView* one : view.cases) by_crn_.emplace(one->crn, one);
  }

  void write(const Write& write) {
    Page page;
    page.kind = view_.kind;
    page.language = speech_.language();
    page.title = view_.title;
    if (page.language == Language::cy && view_.kind == "caseload") {
      page.title = phrase("heading", "caseload", page.language);
      page.is_title_welsh = true;
    }
    page.home = view_.home;
    page.assets = view_.assets;
    page.is_of_site = view_.is_of_site;
    page.lead = lead();
    const auto section = [&](std::string id, std::string heading, std::string body) {
      page.sections.push_back({std::move(id), std::move(heading), std::move(body)});
    };
    page.sections.push_back(
        {"this-week", speech_.say("heading", "this_week"), {}, [this](const Write& to) { write_week(to); }});
    section("by-rule", speech_.say("heading", "by_rule"), by_rule());
    section("by-team", speech_.say("heading", "by_team"), by_team());
    section("missing", speech_.say("heading", "missing"), missing());
    section("measures", speech_.say("heading", "measures"), measures());
    section("reviews", speech_.say("heading", "reviews"), reviews());
    page.sections.push_back(
        {"cases", speech_.say("heading", "cases"), {}, [this](const Write& to) { write_cases(to); }});
    if (view_.has_findings)
      page.sections.push_back(
          {"findings", speech_.say("heading", "findings"), {}, [this](const Write& to) { write_findings(to); }});
    section("about", speech_.say("heading", "about"), about(view_, speech_));
    write_page(page, write);
  }

 private:
  static constexpr const char* none_judged = "<p>No case was judged.</p>\n";
  [[nodiscard]] bool has_cases() const { return view_.totals.cases > 0; }
  [[nodiscard]] std::string link(const CaseView& one) const {
    if (!view_.case_link.empty()) return view_.case_link + one.key + ".html";
    return view_.has_findings && view_.has_articles ? "#case-" + one.key : std::string{};
  }
  [[nodiscard]] std::string link(const Json& row) const {
    if (!row.contains("crn") || !row.at("crn").is_string()) return {};
    const auto at = by_crn_.find(row.at("crn").text());
    return at == by_crn_.end() ? std::string{} : link(*at->second);
  }

  [[nodiscard]] std::string lead() const {
    return fmt::format("<p>As of {}.</p>\n", speech_.when(view_.as_of)) + figures(figures_of(view_.totals, speech_)) +
           unreadable(view_);
  }

  // Rows up to the most that the page shows, and how many more there are.
  void write_rows(const Table& head, const KeptRows& rows, std::string_view what, const Write& write) const {
    const std::size_t most = view_.most_rows == 0 ? rows.count : std::min(rows.count, view_.most_rows);
    write(table_begin(head));
    std::size_t shown = 0;
    rows.each([&](std::string_view row) {
      if (shown++ < most) write(row);
    });
    write(table_end() + more_rows(rows.count, most, what));
  }

  void write_week(const Write& write) const {
    const KeptRows rows =
        view_.kept_week ? *view_.kept_week : KeptRows{view_.week.size(), [&](const Write& take) {
                                                        for (const Json& row : view_.week)
                                                          take(table_row(dated_row(row, speech_, link(row))));
                                                      }};
    if (rows.count == 0)
      return write(!has_cases()
                       ? none_judged
                       : "<p>Nothing is overdue, and nothing falls due in the seven days from that date.</p>\n");
    write_rows(
        dated_head("What is overdue, falls due by the sixth day after, or waits for a fact to be decided", speech_),
        rows, "dates", write);
  }

  [[nodiscard]] std::string by_rule() const {
    if (view_.rules.empty())
      return view_.totals.files == 0 ? none_judged : "<p>No rule failed, and none had to leave anything open.</p>\n";
    Table table{"Rules that failed or could not decide",
                {{speech_.head("field", "rule", "Rule"), "rule"},
                 {"Failed", "failed", true},
                 {speech_.head("field", "undetermined", "Undetermined"), "undetermined", true}},
                {}};
    for (const RuleRow& row : view_.rules)
      table.rows.push_back({{{"data-rule", row.rule},
                             {"data-failed", std::to_string(row.failed)},
                             {"data-undetermined", std::to_string(row.undetermined)}},
                            {{speech_.say("rule", row.rule) + " " + code(row.rule), row.rule},
                             {std::to_string(row.failed), {}, true},
                             {std::to_string(row.undetermined), {}, true}}});
    return web::table(table);
  }

  [[nodiscard]] std::string by_team() const {
    if (view_.teams.empty()) return no_case();
    Table table{"Cases and findings of each team", {{speech_.head("field", "team", "Team"), "team"}}, {}};
    for (const char* column : {"cases", "errors", "warnings", "notes", "undetermined", "overdue"})
      table.columns.push_back({speech_.head("field", column, column_words(column)), column, true});
    for (const auto& [code_of_team, team] : view_.teams) {
      Row row{{{"data-team", code_of_team}}, {}};
      const std::string name = code_of_team.empty() ? std::string("Not recorded") : code(code_of_team);
      const auto page = view_.team_pages.find(code_of_team);
      row.cells.push_back(
          {page == view_.team_pages.end() ? name : fmt::format("<a href=\"{}\">{}</a>", text(page->second), name)});
      const auto add = [&](std::string_view attribute, std::int64_t value) {
        row.attributes.emplace_back(attribute, std::to_string(value));
        row.cells.push_back({std::to_string(value), {}, true});
      };
      add("data-cases", team.cases);
      add("data-errors", team.fails[0]);
      add("data-warnings", team.fails[1]);
      add("data-notes", team.fails[2]);
      add("data-undetermined", team.undetermined);
      add("data-overdue", team.overdue);
      table.rows.push_back(std::move(row));
    }
    return web::table(table);
  }

  [[nodiscard]] std::string no_case() const {
    return view_.totals.unreadable > 0 ? "<p>No case could be read.</p>\n" : "<p>No case was among the files.</p>\n";
  }

  static std::string column_words(std::string_view name) {
    std::string words(name);
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
  }

  [[nodiscard]] std::string missing() const {
    if (!view_.shows_lacks && view_.totals.undetermined > 0) return lacks_not_shown(view_.totals.undetermined);
    if (view_.lacks.empty()) return !has_cases() ? none_judged : "<p>No question waits for a fact.</p>\n";
    Table table{"Facts that questions wait for: what to record first",
                {{speech_.head("field", "fact", "Missing fact"), "fact"},
                 {speech_.head("field", "questions", "Questions that wait"), "questions", true},
                 {"For it alone", "alone", true},
                 {speech_.head("field", "cases", "Cases"), "cases", true}},
                {}};
    for (const LackRow& row : view_.lacks)
      table.rows.push_back({{{"data-fact", row.fact},
                             {"data-questions", std::to_string(row.questions)},
                             {"data-alone", std::to_string(row.alone)},
                             {"data-cases", std::to_string(row.cases)}},
                            {{speech_.fact(row.fact)},
                             {std::to_string(row.questions), {}, true},
                             {std::to_string(row.alone), {}, true},
                             {std::to_string(row.cases), {}, true}}});
    return web::table(table);
  }

  [[nodiscard]] std::string measures() const {
    return view_.measures.empty() ? "<p>No case answers any of the inspectorate's questions.</p>\n"
                                  : web::table(measure_table(view_.measures, speech_));
  }

  [[nodiscard]] std::string reviews() const { return web::table(weeks_table(view_.weeks, view_.as_of, speech_)); }

  void write_cases(const Write& write) const {
    std::vector<std::pair<std::string, const CaseView*>> sorted;
    for (const CaseView* one : view_.cases) sorted.emplace_back(case_key(*one), one);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const KeptRows rows = view_.kept_cases ? *view_.kept_cases : KeptRows{sorted.size(), [&](const Write& take) {
                                                                            for (const auto& [key, one] : sorted)
                                                                              take(case_row(*one, link(*one), speech_));
                                                                          }};
    if (rows.count == 0) return write(no_case());
    write_rows({"Cases, those with most errors first",
                {{speech_.head("heading", "case", "Case"), "crn"},
                 {speech_.head("field", "team", "Team"), "team"},
                 {speech_.head("field", "officer", "Officer"), "officer"},
                 {speech_.head("field", "errors", "Errors"), "errors", true},
                 {speech_.head("field", "warnings", "Warnings"), "warnings", true},
                 {speech_.head("field", "notes", "Notes"), "notes", true},
                 {speech_.head("field", "undetermined", "Undetermined"), "undetermined", true},
                 {speech_.head("field", "next_step", "Next step"), "next"}},
                {}},
               rows, "cases", write);
  }

  void write_findings(const Write& write) const {
    if (!view_.has_articles)
      return write(
          "<p>A page holds the findings of at most 200 cases. <code>--output site=FOLDER</code> writes a page for "
          "each case of a larger caseload.</p>\n");
    if (view_.cases.empty() && view_.of_no_case.empty())
      return write(!has_cases() ? none_judged : "<p>There is nothing to say about any case.</p>\n");
    if (std::any_of(view_.cases.begin(), view_.cases.end(),
                    [](const CaseView* one) { return one->picture != nullptr; }))
      write(timeline_legend());
    Anchors anchors;
    for (const CaseView* one : view_.cases) write_findings_of(*one, anchors, write);
    std::string file;
    for (const rules::Finding* finding : view_.of_no_case) {
      if (finding->location.file != file)
        write(fmt::format("<h3>{}</h3>\n", code(file = finding->location.file.str())));
      write(article(*finding, anchors.of(*finding), 4, speech_));
    }
  }

  void write_findings_of(const CaseView& one, Anchors& anchors, const Write& write) const {
    write(fmt::format("<h3 id=\"case-{}\">{} <span class=\"quiet\">{}</span></h3>\n", text(one.key),
                      one.crn.empty() ? std::string("No CRN") : code(one.crn), code(one.file)));
    std::vector<FindingMark> marks;
    for (const rules::Finding* finding : worst_first(one.findings)) {
      marks.push_back({finding, anchors.of(*finding)});
      write(article(*finding, marks.back().anchor, 4, speech_, one.owners));
    }
    if (one.findings.empty()) write(no_fault(one.undetermined));
    if (one.shows_lacks && !one.lacks.empty()) write("<h4>What the record lacks</h4>\n" + lacks(one, speech_));
    if (one.picture)
      write(timeline(
          {one.picture.get(), one.crn, marks,
           [&](const std::string& anchor) { return anchor == "about" ? std::string("#about") : "#case-" + one.key; }},
          speech_));
  }

  const CaseloadView& view_;
  const Speech& speech_;
  std::map<std::string, const CaseView*> by_crn_;
};

}  // namespace

void write_caseload_page(const CaseloadView& view, const Speech& speech, const Write& write) {
  Caseload(view, speech).write(write);
}

std::string case_row(const CaseView& view, const std::string& link, const Speech& speech) {
  const std::string name = view.crn.empty() ? code(view.file) : code(view.crn);
  return table_row({{{"data-crn", view.crn},
                     {"data-team", view.team},
                     {"data-officer", view.officer},
                     {"data-errors", std::to_string(view.fails[0])},
                     {"data-warnings", std::to_string(view.fails[1])},
                     {"data-notes", std::to_string(view.fails[2])},
                     {"data-undetermined", std::to_string(view.undetermined)}},
                    {{link.empty() ? name : fmt::format("<a href=\"{}\">{}</a>", text(link), name)},
                     {code(view.team)},
                     {code(view.officer)},
                     {std::to_string(view.fails[0]), {}, true},
                     {std::to_string(view.fails[1]), {}, true},
                     {std::to_string(view.fails[2]), {}, true},
                     {std::to_string(view.undetermined), {}, true},
                     {next_step(view, speech)}}});
}

std::string case_key(const CaseView& view) {
  std::string key;
  for (const std::int64_t fails : view.fails)
    key += fmt::format("{:019}", std::numeric_limits<std::int64_t>::max() / 10 - fails);
  return key + view.crn;
}

}  // namespace probation::render::web
