// What the pages of a run show, as plain data: made once from the run and what was asked of its cases, then shown as a
// page of the caseload, of a team, or of a case.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "render/html/picture.hpp"
#include "render/html/speech.hpp"
#include "render/html/weeks.hpp"
#include "render/run/run.hpp"

namespace probation::render::web {

// A fact that cases lack, and the questions that wait for it.
struct LackRow {
  std::string fact;  // "/orders/*/type", "policy:NAME"
  std::int64_t questions = 0, alone = 0, cases = 0;
  std::string fix = {};  // the command that would record it; empty: there is none
};

struct CaseView {
  std::string key;  // of its anchor, and of its page in a site
  std::string crn, file;
  std::uint32_t line = 0;
  std::string region, pdu, team, officer;
  std::array<std::int64_t, 3> fails{};  // what stands, whatever is printed
  std::int64_t undetermined = 0, overdue = 0, due_soon = 0, suppressed = 0;
  std::vector<Json> due;                        // due/1, in every state, in its order
  std::vector<const rules::Finding*> findings;  // that are printed
  std::vector<LackRow> lacks;                   // most alone, then most questions
  bool shows_lacks = true;                      // false: nothing that is undetermined is shown
  std::vector<std::string> assumptions;         // of its forecasts
  std::shared_ptr<const Picture> picture;       // nothing: the case was not shown to this run
  std::map<std::string, std::string> owners;    // of the facts that its findings miss, by pointer
};

struct Totals {
  std::int64_t files = 0, cases = 0, unreadable = 0, undetermined = 0, suppressed = 0, overdue = 0, due = 0;
  std::array<std::int64_t, 3> fails{};
  bool is_of_documents = false;  // what was judged are no cases: a catalogue, mark sheets
};

struct TeamRow {
  std::int64_t cases = 0, undetermined = 0, overdue = 0;
  std::array<std::int64_t, 3> fails{};
};

// Rows of a table that are not held, written already; in their order.
struct KeptRows {
  std::size_t count = 0;
  std::function<void(const Write& take)> each;
};

struct RuleRow {
  std::string rule;
  std::int64_t failed = 0, undetermined = 0;
};

struct CaseloadView {
  explicit CaseloadView(Date date) : as_of(date) {}
  std::string kind = "caseload";  // or team
  std::string title;
  Date as_of;
  Totals totals;
  std::vector<UnreadFile> unreadable;
  std::vector<Json> week;                // due/1, and forecasts to act on
  Weeks weeks;                           // of every date of the cases, and of the catalogue where one was given
  std::map<std::string, TeamRow> teams;  // by code; empty: not recorded
  std::vector<RuleRow> rules;            // most failed first
  std::vector<LackRow> lacks;            // the order in which they decide most
  bool shows_lacks = true;               // false: nothing that is undetermined is shown
  std::vector<Json> measures;            // measure/1
  std::vector<const CaseView*> cases;    // in path order
  std::vector<const rules::Finding*> of_no_case;           // printed findings about what is no readable case
  std::vector<std::pair<std::string, std::string>> about;  // term, text
  std::vector<std::string> assumptions;
  bool has_findings = true;   // whether there is a section of findings at all
  bool has_articles = true;   // or only a sentence in it
  std::size_t most_rows = 0;  // of this-week and cases; 0: all
  bool is_of_site = false;
  std::string home, assets;                       // as in Page
  std::map<std::string, std::string> team_pages;  // by code, the way there
  std::string case_link;  // before a case's key, ".html" after it in a site; empty: on this page
  // Instead of `week` and `cases`, of a run that is not held: it has no articles.
  std::optional<KeptRows> kept_week = {}, kept_cases = {};
};

void write_caseload_page(const CaseloadView& view, const Speech& speech, const Write& write);
// A row of the table of cases, and what it is sorted by: most errors first, rows of one key in path order.
std::string case_row(const CaseView& view, const std::string& link, const Speech& speech);
std::string case_key(const CaseView& view);
// `run`: about the run as a whole, for its last section.
void write_case_page(const CaseView& view, const CaseloadView& run, const Speech& speech, const Write& write);

}  // namespace probation::render::web
