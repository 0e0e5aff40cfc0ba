// Parts of pages: what is escaped and what is spoken, weeks, and a policy that names the style and the script it holds.
#include "render/html/parts.hpp"

#include <random>
#include <vector>

#include "base/text.hpp"
#include "facts/case/plan_terms.hpp"
#include "render/fact_words.hpp"
#include "render/html/speech.hpp"
#include "render/html/timeline_rows.hpp"
#include "render/html/timeline_scale.hpp"
#include "render/html/weeks.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::render::web;

TEST_CASE("what files say is text, never markup") {
  CHECK(text("<b>'\"&") == "&lt;b&gt;&#39;&quot;&amp;");
  CHECK(code("") == "");
  CHECK(code("N51_A") == "<code translate=\"no\">N51_A</code>");
  CHECK(written({{"data-crn", "\"><script>"}}) == " data-crn=\"&quot;&gt;&lt;script&gt;\"");
}

TEST_CASE("sentences speak our ids and leave other people's words alone") {
  CHECK(prose("unpaid_work_12_months is due") == "unpaid work 12 months is due");
  CHECK(prose("`a_b` is not known") == "<code translate=\"no\">a_b</code> is not known");
  CHECK(prose("cases/north_1.yaml:12:3: x") == "<code translate=\"no\">cases/north_1.yaml:12:3</code>: x");
  CHECK(prose("is null") == "is not recorded");
  CHECK(prose("it is null. It is <b> and null: x") == "it is not recorded. It is &lt;b&gt; and not recorded: x");
  CHECK(prose("3/2026 and so/or") == "3/2026 and so/or");
  CHECK(prose("an open ` is a character") == "an open ` is a character");
  CHECK(prose("due on 2025-10-24.") == "due on <time datetime=\"2025-10-24\">24 October 2025</time>.");
  CHECK(prose("BOLTON-BS@2025-06-11 is full") == "<code translate=\"no\">BOLTON-BS@2025-06-11</code> is full");
  CHECK(prose("rar_days_per_week = 2") == "RAR days per week = 2");
}

TEST_CASE("a page in Welsh says in Welsh what the table has, and leaves the rest in the words given") {
  CHECK(Speech(Language::cy).head("field", "team", "Team") == "<span lang=\"cy\">Tîm</span>");
  CHECK(Speech(Language::cy).head("field", "no_such_member", "Team") == "Team");
  CHECK(Speech().head("field", "team", "A team") == "A team");
}

TEST_CASE("a missing fact is named without its place") {
  using render::fact_of;
  CHECK(fact_of("/orders/0/requirements/1/type") == "/orders/*/requirements/*/type");
  CHECK(fact_of("/enforcement") == "/enforcement");
  CHECK(fact_of("policy:name") == "policy:name");
  const std::string words = Speech().fact("/orders/*/requirements/*/max_days");
  CHECK(words.find('_') == std::string::npos);
  CHECK(words.find('/') == std::string::npos);
}

TEST_CASE("a missing fact is said in words, with what lacks it") {
  using namespace probation::render;
  CHECK(fact_words("/orders/0/end_date", Language::en, "O1") == "End date, in orders (O1)");
  CHECK(fact_words("/person/date_of_birth", Language::en, "person") == "Date of birth, in person");
  CHECK(fact_words("/suspensions", Language::en, "file") == "Suspensions");
  CHECK(fact_words("/", Language::en) == "The file");
  // The phrase of the list says what it stands in.
  CHECK(fact_words("/plan/activities/0/kind", Language::en) == "Kind, in activities of the plan");
  CHECK(fact_words("/orders/0/requirements/1/purposes", Language::en) == "Purposes, in requirements of an order");
  CHECK(fact_words("policy:rar_days_per_week", Language::en) == "Local policy: RAR days per week");
  CHECK(facts_in_words("/contacts/1/outcome; /contacts/7/outcome; /orders/0/end_date", Language::en) ==
        "Outcome, in contacts, 2 times; End date, in orders");
  CHECK(facts_in_words("said by hand", Language::en) == "said by hand");
  CHECK(Speech().fact("/contacts/*/outcome", "C4") == "Outcome, in contacts (<code translate=\"no\">C4</code>)");
}

TEST_CASE("a sentence speaks ids of ours, and leaves what is to be copied") {
  using render::sentence_in_words;
  CHECK(sentence_in_words("first alcohol_misuse, then thinking_and_behaviour.") ==
        "first alcohol misuse, then thinking and behaviour.");
  CHECK(sentence_in_words("`max_days` of N51_A on 2025-10-24, rar_days: 4") ==
        "`max_days` of N51_A on 2025-10-24, RAR days: 4");
  CHECK(sentence_in_words("a ` alone_stands") == "a ` alone_stands");
  CHECK(render::values_in_words("area", "alcohol_misuse; no_such", Language::en) == "alcohol_misuse; no_such");
}

TEST_CASE("weeks are those of ISO 8601") {
  CHECK(iso_week(date(2025, 10, 24)) == "2025-W43");
  CHECK(iso_week(date(2024, 12, 30)) == "2025-W01");
  CHECK(iso_week(date(2027, 1, 3)) == "2026-W53");
  // The last and the first week of what can be written go over New Year.
  CHECK(iso_week(date(9999, 12, 31)) == "9999-W52");
  CHECK(iso_week(date(9999, 12, 31) + Days{2}) == "9999-W52");
  CHECK(iso_week(date(9999, 12, 31) + Days{3}) == "10000-W01");
  CHECK(iso_week(date(1600, 1, 2)) == "1599-W52");
  CHECK(iso_week(date(1600, 1, 3)) == "1600-W01");
  CHECK(monday_of(date(2025, 10, 26)) == date(2025, 10, 20));
}

TEST_CASE("a page alone names its style and script; one of a site loads those of the site") {
  Page alone;
  alone.kind = "due";
  alone.title = "<Due>";
  alone.sections = {{"rows", "Rows", "<p>None.</p>\n"}};
  const std::string page = render::web::page(alone);
  CHECK(page.find("unsafe") == std::string::npos);
  CHECK(page.find("style-src 'sha256-") != std::string::npos);
  CHECK(page.find("<title>&lt;Due&gt;</title>") != std::string::npos);
  CHECK(page.find("<body data-page=\"due\"") != std::string::npos);
  alone.is_of_site = true;
  alone.assets = "../";
  const std::string of_site = render::web::page(alone);
  CHECK(of_site.find("href=\"../style.css\"") != std::string::npos);
  CHECK(of_site.find("<style>") == std::string::npos);
}

TEST_CASE("a timeline of any length has a dozen ticks at most") {
  for (const int days : {0, 40, 400, 1500, 20000}) {
    Scale scale(date(2025, 10, 24));
    scale.take(date(2025, 10, 24) + Days{days});
    scale.close();
    CHECK(scale.ticks().size() <= 14);
    CHECK(scale.x(date(2025, 10, 24)) > Scale::left);
    CHECK(scale.x(std::nullopt) == Scale::left + 8);
  }
}

TEST_CASE("a mark of a timeline takes the first row that is free, however many lie there") {
  std::mt19937 random(7);
  for (const int width : {1, 40, 2000})
    for (int round = 0; round < 20; ++round) {
      Rows rows;
      std::vector<double> ends;
      for (int i = 0; i < 300; ++i) {
        const double from = static_cast<double>(random() % static_cast<unsigned>(width)),
                     until = from + static_cast<double>(random() % 60);
        std::size_t row = 0;
        while (row < ends.size() && ends[row] + 3 > from) ++row;
        if (row == ends.size()) ends.push_back(0);
        ends[row] = until;
        CHECK(rows.take(from, until) == row);
        CHECK(rows.size() == ends.size());
      }
    }
}
