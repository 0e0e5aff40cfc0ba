#include "render/panel/pages.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/words.hpp"

namespace probation::render {
namespace {

using web::code;
using web::Speech;

std::string number_or_dash(const Json& value) { return value.is_null() ? std::string("–") : value.dump(); }
std::string decided(const Json& value, const Speech& speech) {
  return value.is_null() ? std::string("–") : speech.say("verdict", value.text());
}
std::string principle(const Json& row, const Speech& speech) { return speech.say("field", row["principle"].text()); }

std::string title_of(const Json& record) {
  std::string out = record["intervention"].is_null() ? "an intervention" : record["intervention"].text();
  if (!record["version"].is_null()) out += " version " + record["version"].dump();
  return out;
}

// A row a principle, a column a member: the final mark, and the one given before the members spoke.
std::string marks(const Json& appraisal, const std::string& id, const Speech& speech) {
  std::vector<std::string> members;
  for (const Json& row : appraisal["principles"])
    for (const auto& [member, mark] : row["marks"].items())
      if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
  web::Table table = web::table_of("Final marks; in brackets the mark given independently", {"Principle"}, {});
  table.id = id;
  for (const std::string& member : members) table.columns.push_back({code(member), member, true});
  for (const char* column : {"Mark", "Lowest", "Highest"}) table.columns.push_back({column, column, true});
  for (const Json& row : appraisal["principles"]) {
    web::Row& shown = table.rows.emplace_back();
    shown.attributes = {{"data-principle", row["principle"].text()},
                        {"data-mark", row["mark"].is_null() ? "" : row["mark"].dump()}};
    shown.cells.push_back({principle(row, speech)});
    for (const std::string& member : members) {
      const bool given = row["marks"].contains(member), alone = row["independent"].contains(member);
      shown.cells.push_back({(given ? number_or_dash(row["marks"].at(member)) : std::string("–")) +
                                 (alone ? " (" + number_or_dash(row["independent"].at(member)) + ")" : std::string{}),
                             {},
                             true});
    }
    for (const char* member : {"mark", "min", "max"}) shown.cells.push_back({number_or_dash(row[member]), {}, true});
  }
  return web::table(table);
}

std::string changes(const Json& record, const Speech& speech) {
  if (record["what_would_change"].empty()) return "<p>No change of one mark by one step changes the decision.</p>\n";
  std::string out = "<ul>\n";
  for (const Json& change : record["what_would_change"])
    out += fmt::format("<li>{} from {} to {}: {}</li>\n", principle(change, speech), number_or_dash(change["from"]),
                       number_or_dash(change["to"]), decided(change["decision"], speech));
  return out + "</ul>\n";
}

std::string decision(const Json& a, const Speech& speech) {
  std::vector<std::pair<std::string, std::string>> pairs{
      {speech.head("field", "date", "Date"), a["date"].is_null() ? std::string{} : speech.when(a["date"].text())},
      {speech.head("field", "recommendation", "Recommendation"), decided(a["recommendation"], speech)},
      {"By the rule", decided(a["rule_decision"], speech)},
      {"By the votes", decided(a["vote_decision"], speech)},
      {speech.head("field", "total", "Total"), number_or_dash(a["total"]) + " of " + number_or_dash(a["maximum"])},
      {"Quorum", fmt::format("{} present, {} needed{}", number_or_dash(a["quorum"]["present"]),
                             number_or_dash(a["quorum"]["needed"]), a["quorum"]["met"].truth() ? "" : ", not met")}};
  for (const Json& gate : a["gates"])
    pairs.emplace_back("Gate closed", principle(gate, speech) + " at " + number_or_dash(gate["mark"]) + ": at best " +
                                          decided(gate["at_best"], speech));
  if (!a["ratification"].is_null()) pairs.emplace_back("Ratified", decided(a["ratification"]["decision"], speech));
  const Json& stable = a["stability"];
  pairs.emplace_back(
      "Stability",
      stable["same_decision"].is_null()
          ? std::string("not known")
          : fmt::format("the same decision in {:.0f} of 100 redrawn panels{}", 100 * stable["same_decision"].number(),
                        !stable["fragile"].is_null() && stable["fragile"].truth() ? "; fragile" : ""));
  for (const Json& finding : a["findings"])
    pairs.emplace_back(speech.say("rule", finding["rule"].text()), web::prose(finding["message"].text()));
  return web::list(pairs);
}

std::string ranks(const Json& sitting) {
  web::Table table =
      web::table_of("The sheets of the sitting by their total", {"Panel", "Intervention", "Total", "Rank"}, {});
  for (const Json& row : sitting["ranks"])
    table.rows.push_back({{},
                          {{row["panel"].is_null() ? "–" : code(row["panel"].text())},
                           {row["intervention"].is_null() ? "–" : code(row["intervention"].text())},
                           {number_or_dash(row["total"]), {}, true},
                           {number_or_dash(row["rank"]), {}, true}}});
  return web::table(table);
}

web::Section about_section(const std::vector<Json>& records, std::string_view made_by, const LookedAt& looked_at) {
  std::set<std::string> policies, policy_parts;
  for (const Json& record : records) {
    policies.insert(record["policy"].text());
    for (const Json& line : record["assumptions"]) policy_parts.insert(line.text());
  }
  std::vector<std::string> lines;
  for (const std::string& part : policy_parts) lines.push_back("of the policy: " + phrase("field", part));
  LookedAt foot{{"Policy", code(join(std::vector<std::string>(policies.begin(), policies.end()), ", "))}};
  foot.insert(foot.end(), looked_at.begin(), looked_at.end());
  foot.emplace_back("Made by", code(made_by));
  return {"about", "About this page", web::about(foot, lines)};
}

}  // namespace

std::string panel_html(const std::vector<Json>& appraisals, const std::vector<Json>& sittings, std::string_view made_by,
                       const LookedAt& looked_at, const Speech& speech) {
  web::Page page;
  page.kind = "panel";
  page.language = speech.language();
  page.title = appraisals.size() == 1 ? "Panel on " + title_of(appraisals.front()) : "Panels";
  int n = 0;
  for (const Json& a : appraisals) {
    const std::string more = ++n == 1 ? std::string{} : fmt::format("-{}", n);
    page.sections.push_back({"sheet" + more, web::text(title_of(a)),
                             decision(a, speech) + marks(a, "marks" + more, speech) +
                                 "<h3>What would change it</h3>\n" + changes(a, speech)});
  }
  n = 0;
  for (const Json& sitting : sittings)
    page.sections.push_back({fmt::format("sitting-{}", ++n), "The sitting", ranks(sitting)});
  page.sections.push_back(about_section(appraisals, made_by, looked_at));
  return web::page(page);
}

std::string report_html(const std::vector<Json>& reports, std::string_view made_by, const LookedAt& looked_at,
                        const Speech& speech) {
  web::Page page;
  page.kind = "report";
  page.language = speech.language();
  page.title = reports.size() == 1 ? "Feedback on " + title_of(reports.front()) : "Feedback";
  int n = 0;
  for (const Json& report : reports) {
    web::Table table = web::table_of(
        "Principle by principle",
        {"Principle", "Mark", "Lowest", "Highest", "Reasons", "Evidence present", "Evidence missing"}, {});
    for (const Json& row : report["principles"]) {
      const auto listed = [](const Json& items) {
        std::string out;
        for (const Json& item : items)
          out += (out.empty() ? "" : "; ") + (item.is_string() ? web::prose(item.text()) : web::text(item.dump()));
        return out;
      };
      table.rows.push_back({{{"data-principle", row["principle"].text()}},
                            {{principle(row, speech)},
                             {number_or_dash(row["mark"]), {}, true},
                             {number_or_dash(row["min"]), {}, true},
                             {number_or_dash(row["max"]), {}, true},
                             {listed(row["reasons"])},
                             {listed(row["evidence"]["present"])},
                             {listed(row["evidence"]["missing"])}}});
    }
    std::string steps;
    for (const Json& step : report["next_steps"])
      steps += "<li>" + (step.is_string() ? web::prose(step.text()) : web::text(step.dump())) + "</li>\n";
    page.sections.push_back({fmt::format("sheet{}", ++n == 1 ? std::string{} : fmt::format("-{}", n)),
                             web::text(title_of(report)),
                             "<p>Decision: " + decided(report["decision"], speech) + ".</p>\n" + web::table(table) +
                                 "<h3>What would change it</h3>\n" + changes(report, speech) +
                                 (steps.empty() ? std::string{} : "<h3>Next steps</h3>\n<ol>\n" + steps + "</ol>\n")});
  }
  page.sections.push_back(about_section(reports, made_by, looked_at));
  return web::page(page);
}

}  // namespace probation::render
