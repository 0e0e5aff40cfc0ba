// What a rule says of itself holds: the sections of a case it reads, and the policy values it names.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "rules/judging.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

struct SectionOfFile {
  rules::Section section;
  const char* name;
  void (*clear)(CaseFile&);
};

constexpr std::array<SectionOfFile, 11> sections{{
    {rules::person, "person", [](CaseFile& file) { file.person.reset(); }},
    {rules::flags, "flags", [](CaseFile& file) { file.flags = {}; }},
    {rules::orders, "orders", [](CaseFile& file) { file.orders = {}; }},
    {rules::assessments, "assessments", [](CaseFile& file) { file.assessments = {}; }},
    {rules::plan, "plan", [](CaseFile& file) { file.plan.reset(); }},
    {rules::contacts, "contacts", [](CaseFile& file) { file.contacts = {}; }},
    {rules::enforcement, "enforcement", [](CaseFile& file) { file.enforcement = {}; }},
    {rules::reviews, "reviews", [](CaseFile& file) { file.reviews = {}; }},
    {rules::suspensions, "suspensions", [](CaseFile& file) { file.suspensions = {}; }},
    {rules::reported, "reported", [](CaseFile& file) { file.reported.reset(); }},
    {rules::manager, "manager", [](CaseFile& file) { file.manager.reset(); }},
}};

std::string said(const rules::Judgement& judgement) {
  std::string text;
  for (const rules::Finding& finding : judgement.findings) {
    if (finding.rule->check_case == nullptr) continue;
    text += fmt::format("{} {}: {}", rules::word(finding.outcome), finding.subject, finding.message);
    for (const std::string& missing : finding.missing) text += " " + missing;
    text += '\n';
  }
  return text;
}

// Every contact under a requirement is linked to an activity of the plan instead, and through it to the requirement:
// few cases are written so, and a rule that asks for a contact's requirement reads the plan.
void link_through_plan(CaseFile& file) {
  if (!file.plan) file.plan.emplace();
  file.plan->activities.recorded = true;
  for (Contact& contact : file.contacts.items) {
    if (!contact.requirement || contact.activity) continue;
    const std::string name = "through-" + contact.requirement->text;
    auto& activities = file.plan->activities.items;
    if (std::none_of(activities.begin(), activities.end(),
                     [&](const Activity& activity) { return activity.id && activity.id->text == name; })) {
      Activity activity;
      activity.place = contact.place;
      activity.id = contact.requirement;
      activity.id.value->text = name;
      activity.requirement = contact.requirement;
      activities.push_back(std::move(activity));
    }
    contact.activity = contact.requirement;
    contact.activity.value->text = name;
    contact.requirement = {};
  }
}

}  // namespace

// A section that a rule does not name may be half read while the rule judges: what it holds must not matter to it.
TEST_CASE("What stands in a section that a rule does not read changes nothing of what it says") {
  std::map<std::string, std::string> unnamed;  // rule and section, and the first case that shows it
  for (const auto& entry : std::filesystem::directory_iterator(rule_cases::folder())) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string id = entry.path().stem().string();
    const rules::Rule& rule = *rules::find_rule(id);
    if (rule.check_case == nullptr) continue;
    const std::string text = rule_cases::read(entry.path());
    for (const document::Slice& slice : document::split_stream(text)) {
      const rule_cases::Notes notes = rule_cases::notes_of(slice.text, slice.first_line, rule_cases::stream_headers());
      if (!notes.as_of) continue;
      const auto said_of = [&](void (*prepare)(CaseFile&), void (*clear)(CaseFile&)) -> std::string {
        rule_cases::DecodedCase document = rule_cases::decode(slice);
        auto* file = std::get_if<CaseFile>(&document.content);
        if (file == nullptr) return {};
        if (prepare != nullptr) prepare(*file);
        if (clear != nullptr) clear(*file);
        return said(rule_cases::judge(std::move(document), slice, notes, {id}));
      };
      const std::string whole = said_of(nullptr, nullptr);
      for (const SectionOfFile& row : sections) {
        if ((rule.reads & row.section) != 0) continue;
        std::string with = whole, without = said_of(nullptr, row.clear);
        if (with == without && row.section == rules::plan) {
          with = said_of(&link_through_plan, nullptr);
          without = said_of(&link_through_plan, row.clear);
        }
        if (with != without)
          unnamed.try_emplace(id + " reads " + row.name,
                              fmt::format("line {}: with it\n{}without\n{}", slice.first_line, with, without));
      }
    }
  }
  for (const auto& [what, where] : unnamed) {
    INFO(what << " and does not say so in .reads, " << where);
    CHECK(false);
  }
}

TEST_CASE("A rule names policy values that are there, each once") {
  const std::vector<std::string_view> names = standard_names();
  for (const rules::Rule* rule : rules::rule_book()) {
    INFO(rule->id);
    for (const std::string_view name : rule->policy) {
      INFO(name);
      CHECK(std::count(names.begin(), names.end(), name) == 1);
      CHECK(std::count(rule->policy.begin(), rule->policy.end(), name) == 1);
    }
  }
}

TEST_CASE("A note that is misspelt is a fault, not a case that asks for nothing") {
  const auto faults = [](std::string_view line) {
    return rule_cases::notes_of(line, 7, rule_cases::stream_headers()).faults.size();
  };
  CHECK(faults("# case: a day over") == 0);
  CHECK(faults("# policy: late_record_days 7") == 0);
  CHECK(faults("# policy: late_record_day 7") == 1);
  CHECK(faults("# policy: late_record_days seven") == 1);
  CHECK(faults("# polcy: late_record_days 7") == 1);
  CHECK(faults("#policy: late_record_dayz 7") == 1);
  CHECK(faults("# law: driving_prohibition_commencement 2026-07-01") == 0);
  CHECK(faults("# law: driving_prohibitions_commencement 2026-07-01") == 1);
  CHECK(faults("# law: driving_prohibition_commencement 2026-07-32") == 1);
  CHECK(faults("# as-of: 2025-02-30") == 1);
  CHECK(faults("# expect: RAR201 fail O1/R1") == 0);
  CHECK(faults("# expect: RAR200 fail O1/R1") == 1);
  CHECK(faults("# expect: RAR201 fails O1/R1") == 1);
  CHECK(faults("# expect: RAR201 fail O1/R1 missing") == 1);
  CHECK(faults("# expect: RAR201 fail O1/R1 missing /contacts/1 facts counted=2 message \"2 of \"few\"\"") == 0);
  CHECK(faults("# expect: RAR201 fail O1/R1 facts counted") == 1);
  CHECK(faults("# expect: RAR201 fail O1/R1 message 2 days") == 1);
  CHECK(faults("id: R1  # ! RAR201 fail O1/R1") == 0);
  CHECK(faults("id: R1  # ! RAR201 fail") == 1);
  CHECK(faults("id: R1  #! RAR201 fial O1/R1") == 1);
  CHECK(faults("#   message \"of no note\"") == 1);
  CHECK(faults("# anything else") == 1);
}

TEST_CASE("A note asks for the words of a finding, not only for its outcome") {
  rules::Finding finding;
  finding.rule = rules::find_rule("RAR201");
  finding.outcome = rules::Verdict::undetermined;
  finding.subject = "O1/R1";
  finding.message = "1 counted";
  finding.missing = {"/contacts/0/outcome", "/contacts/1/outcome"};
  finding.facts = {
      {"counted", std::int64_t{1}}, {"profile", std::string("strict")}, {"due", std::string("at the end")}};
  finding.trace = {"1 date"};
  finding.location.line = 7;
  finding.location.message = "the maximum";
  finding.fix = "count again";
  finding.related.push_back({"case.yaml", 9, 1, "/contacts/1/date", "the second", {}});
  const auto differ = [&](std::string_view note) {
    const rule_cases::Notes notes = rule_cases::notes_of(note, 7, rule_cases::stream_headers());
    REQUIRE(notes.faults.empty());
    return rule_cases::differences(notes.expected, {finding}).size();
  };
  const std::string words = "# expect: RAR201 undetermined O1/R1";
  CHECK(differ(words) == 0);
  CHECK(differ("a: b  # ! RAR201 undetermined O1/R1") == 0);
  CHECK(differ("a: b\n# expect: RAR201 undetermined O1/R1 message \"1 counted\"") == 0);
  CHECK(differ("\na: b  # ! RAR201 undetermined O1/R1") == 1);
  CHECK(differ("# expect: RAR201 fail O1/R1") == 2);
  CHECK(differ("# expect: RAR201 undetermined O1/R2") == 2);
  CHECK(differ(words + "\n" + words) == 1);
  CHECK(differ(words + " missing /contacts/1/outcome /contacts/0/outcome") == 0);
  CHECK(differ(words + " missing /contacts/1/outcome") == 1);
  CHECK(differ(words + " missing /contacts/1/outcome /contacts/0/outcome /plan") == 1);
  CHECK(differ(words + " related /contacts/1/date") == 0);
  CHECK(differ(words + " related /contacts/0/date") == 1);
  CHECK(differ(words + " related none") == 1);
  CHECK(differ(words + " facts counted=1 due=\"at the end\" profile=strict") == 0);
  CHECK(differ(words + " facts counted=1 due=\"at the end\"") == 1);
  CHECK(differ(words + " facts counted=2") == 1);
  CHECK(differ(words + " facts possible=2") == 1);
  CHECK(differ(words + "\n#   facts profile=strict due=\"at the end\" counted=1\n#   trace \"1 date\"") == 0);
  CHECK(differ(words + "\n#   trace \"2 dates\"") == 1);
  finding.trace = {"1 date", "2025-01-06"};
  CHECK(differ(words + "\n#   trace \"1 date\"") == 1);
  CHECK(differ(words + "\n#   trace \"2025-01-06\"\n#   trace \"1 date\"") == 1);
  CHECK(differ(words + "\n#   trace \"1 date\"\n#   trace \"2025-01-06\"") == 0);
  CHECK(differ(words + " message \"2 counted\"") == 1);
  CHECK(differ(words + " here \"the maximum\"\n#   fix \"count again\"") == 0);
  CHECK(differ(words + " here \"a maximum\"") == 1);
  CHECK(differ(words + " beside \"the second\"") == 0);
  CHECK(differ(words + " beside \"the first\"") == 1);
  CHECK(differ(words + " fix \"count\"") == 1);
  finding.related.clear();
  CHECK(differ(words + " related none facts counted=1 profile=strict due=\"at the end\"") == 0);
}

TEST_CASE("A pass that nobody noted is a fault where every pass is noted") {
  rules::Finding finding;
  finding.rule = rules::find_rule("RAR201");
  finding.outcome = rules::Verdict::pass;
  finding.subject = "O1/R1";
  const rule_cases::Notes notes = rule_cases::notes_of("# expect: RAR201 pass O1/R1", 7, rule_cases::stream_headers());
  CHECK(rule_cases::differences({}, {finding}).empty());
  CHECK(rule_cases::differences({}, {finding}, "RAR202").empty());
  CHECK(rule_cases::differences({}, {finding}, "RAR201").size() == 1);
  CHECK(rule_cases::differences(notes.expected, {finding}, "RAR201").empty());
  CHECK(rule_cases::differences(notes.expected, {}, "RAR201").size() == 1);
}

TEST_CASE("A policy value or a commencement that nobody declared is our mistake, and never silently no value") {
  const Policy policy = Policy::national();
  CHECK_THROWS_AS(policy.resolve("late_record_day", date(2025, 1, 1)), std::logic_error);
  CHECK_THROWS_AS(policy.at("late_record_day", date(2025, 1, 1)), std::logic_error);
  CHECK_THROWS_AS(policy.commencement("driving_prohibitions_commencement"), std::logic_error);
  CHECK_NOTHROW(policy.commencement("driving_prohibition_commencement"));
  CHECK_NOTHROW(policy.at("breach_action_working_days", date(1990, 1, 1)));
}
