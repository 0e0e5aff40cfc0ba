#include <fmt/format.h>

#include "base/text.hpp"
#include "render/cohort/cohort.hpp"
#include "render/cohort/words.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/plan/words.hpp"
#include "render/words.hpp"

namespace probation::render {

using planning::Cohort;
using planning::GroupStart;
using planning::Option;
using planning::WaitingPerson;
using namespace of_cohort;

namespace {

// What it is, where and from when, and how full.
std::string group_heading(const Cohort& cohort, std::size_t g, const web::Speech& speech) {
  const GroupStart& group = cohort.groups[g];
  const auto& title = group.intervention->title;
  return fmt::format("{}{}, {}: {}", title ? web::text(*title) : web::code(group.intervention->id->text),
                     group.entry->location ? ", " + web::text(*group.entry->location) : std::string{},
                     speech.when(group.start),
                     cohort.runs[g] != 0 ? fmt::format("{} of {} places", cohort.size_of(g), group.most)
                                         : std::string("does not run"));
}

std::string group_people(const Cohort& cohort, std::size_t g, const web::Speech& speech) {
  const GroupStart& group = cohort.groups[g];
  std::string with;
  for (const std::string& one : cohort.facilitators[g]) with += (with.empty() ? "" : " and ") + web::code(one);
  const std::string what =
      fmt::format("<p>{}{}{}</p>\n", web::code(group.entry->id->text), with.empty() ? "" : ", led by ", with);
  if (cohort.runs[g] == 0) return what + "<p>It does not run.</p>\n";
  web::Table table{fmt::format("Who goes to {} on {}", group.entry->id->text, date_in_words(group.start)),
                   {{speech.head("heading", "case", "Case"), "crn"},
                    {speech.head("field", "requirement", "Requirement"), "requirement"},
                    {"Last useful day", "last"}},
                   {}};
  for (std::size_t p = 0; p < cohort.people.size(); ++p)
    for (const std::size_t taken : chosen_of(cohort, p).groups)
      if (taken == g)
        table.rows.push_back(
            {{{"data-crn", cohort.people[p].who->crn}},
             {{web::code(cohort.people[p].who->crn)},
              {web::code(requirement_of(cohort.people[p]))},
              {speech.when(cohort.people[p].who->question.horizon), format(cohort.people[p].who->question.horizon)}}});
  std::vector<std::string> dates;
  for (const SessionTime& session : group.sessions) dates.push_back(speech.when(session.date));
  if (group.held > 0) table.caption += fmt::format("; beside {} who hold it already", group.held);
  return what + fmt::format("<p>{}: {}</p>\n", speech.head("field", "sessions", "Sessions"), join(dates, ", ")) +
         web::table(table);
}

// Work that no group start of the directory gives.
web::Table people_alone(const Cohort& cohort, const web::Speech& speech) {
  web::Table table{"Who has work of their own",
                   {{speech.head("heading", "case", "Case"), "crn"},
                    {speech.head("field", "option", "Option"), "option"},
                    {"When and where", "when"},
                    {speech.head("field", "sessions", "Sessions"), "sessions", true}},
                   {}};
  for (std::size_t p = 0; p < cohort.people.size(); ++p)
    for (const std::size_t at : chosen_of(cohort, p).options) {
      const Option& option = cohort.people[p].supply.options[at];
      if (option.entry != nullptr && !option.entry->starts.empty()) continue;
      table.rows.push_back({{{"data-crn", cohort.people[p].who->crn}},
                            {{web::code(cohort.people[p].who->crn)},
                             {web::code(option.id)},
                             {web::prose(when_and_where(option))},
                             {std::to_string(option.sessions.size()), {}, true}}});
    }
  return table;
}

std::string waiting_people(const Cohort& cohort, const web::Speech& speech) {
  if (cohort.waiting.empty()) return "<p>Nobody waits.</p>\n";
  web::Table table{"Who waits",
                   {{speech.head("heading", "case", "Case"), "crn"},
                    {speech.head("field", "need", "Need"), "need"},
                    {"First possible", "first"},
                    {"Last useful day", "last"},
                    {speech.head("field", "why", "Why"), "why"}},
                   {}};
  for (const WaitingPerson& one : cohort.waiting) {
    const std::string need = need_of(cohort, one);
    table.rows.push_back(
        {{{"data-crn", one.crn}},
         {{web::code(one.crn)},
          {find_word("area", need) != nullptr ? speech.say_small("area", need) : web::text(spoken_need(cohort, one))},
          {one.first_possible ? speech.when(*one.first_possible) : std::string("none"),
           one.first_possible ? format(*one.first_possible) : std::string{}},
          {speech.when(one.last_useful_date), format(one.last_useful_date)},
          {web::prose(one.why)}}});
  }
  return web::table(table);
}

web::Table people_without(const Cohort& cohort, const std::vector<std::size_t>& left_out, const web::Speech& speech) {
  web::Table table{"Nothing in time that they may be given",
                   {{speech.head("heading", "case", "Case"), "crn"},
                    {speech.head("field", "needs", "Needs"), "needs"},
                    {"Last useful day", "last"}},
                   {}};
  for (const std::size_t p : left_out) {
    const Date last = cohort.people[p].who->question.horizon;
    table.rows.push_back({{{"data-crn", cohort.people[p].who->crn}},
                          {{web::code(cohort.people[p].who->crn)},
                           {web::text(needs_left_open(cohort, p))},
                           {speech.when(last), format(last)}}});
  }
  return table;
}

std::string named(const std::vector<std::string>& crns) { return crns.empty() ? "nobody" : web::code(join(crns, " ")); }

}  // namespace

std::string cohort_html(const CohortPage& page, std::string_view made_by, const web::Speech& speech) {
  const Cohort& cohort = *page.cohort;
  const Located<std::string>& region = page.input->directory->region;
  web::Page out;
  out.kind = "cohort";
  out.language = speech.language();
  out.title = "Groups of " + (region ? *region : std::string("the region"));
  out.lead = fmt::format("<p>As of {}: {}; {}.</p>\n", speech.when(page.input->as_of), web::prose(verdict(cohort)),
                         web::prose(totals(cohort)));
  if (page.what_if)
    out.lead += fmt::format("<p>With the change: gained {}; lost {}.</p>\n", named(page.what_if->gained),
                            named(page.what_if->lost));
  const bool any = cohort.status != Cohort::Status::infeasible;
  for (std::size_t g = 0; any && g < cohort.groups.size(); ++g)
    out.sections.push_back(
        {fmt::format("group-{}-{}", cohort.groups[g].entry->id->text, format(cohort.groups[g].start)),
         group_heading(cohort, g, speech), group_people(cohort, g, speech)});
  if (const web::Table alone = any ? people_alone(cohort, speech) : web::Table{}; !alone.rows.empty())
    out.sections.push_back({"one-to-one", speech.say("kind", "one_to_one"), web::table(alone)});
  out.sections.push_back({"waiting", speech.head("state", "waiting", "Waiting"), waiting_people(cohort, speech)});
  if (const std::vector<std::size_t> left_out = any ? people_left_out(cohort) : std::vector<std::size_t>{};
      !left_out.empty())
    out.sections.push_back({"left-out", "Left out", web::table(people_without(cohort, left_out, speech))});
  std::vector<std::pair<std::string, std::string>> foot{{"As of", speech.when(page.input->as_of)},
                                                        {"Policy", web::code(page.input->policy->id())}};
  foot.insert(foot.end(), page.looked_at.begin(), page.looked_at.end());
  foot.emplace_back("Made by", web::code(made_by));
  out.sections.push_back({"about", "About these groups", web::about(foot, cohort.notes)});
  return web::page(out);
}

}  // namespace probation::render
