#include <algorithm>
#include <deque>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/sheets.hpp"
#include "facts/panel/decision.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/panel/appraisal.hpp"
#include "render/panel/minutes.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/records.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/register_rows.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {
namespace {

using document::word;
using render::Json;

Json number(const std::optional<double>& value) {
  if (!value) return nullptr;
  const double settled_value = settled(*value);
  const auto whole = static_cast<std::int64_t>(settled_value);
  return static_cast<double>(whole) == settled_value ? Json(whole) : Json(settled_value);
}

class Minutes {
 public:
  Minutes(Invocation& invocation, const Options& options, const CatalogueFacts& catalogue, std::string sitting)
      : invocation_(invocation),
        catalogue_(catalogue),
        sitting_(std::move(sitting)),
        redact_(options.redact),
        members_{options.redact, "member"},
        officers_{options.redact, "officer"} {}

  // Without items where no sheet is of the sitting.
  Json record(std::vector<caseload::SheetRead> sheets) {
    std::erase_if(sheets, [&](const caseload::SheetRead& read) {
      return !read.sheet.sitting || *read.sheet.sitting != sitting_;
    });
    std::stable_sort(sheets.begin(), sheets.end(), [](const caseload::SheetRead& a, const caseload::SheetRead& b) {
      const auto key = [](const PanelSheet& s) {
        return std::pair(s.date ? format(*s.date) : std::string{},
                         s.intervention ? s.intervention->text : std::string{});
      };
      return key(a.sheet) < key(b.sheet);
    });
    std::set<std::string> dates;
    Json items = Json::array();
    for (const caseload::SheetRead& read : sheets) {
      if (read.sheet.date) dates.insert(format(*read.sheet.date));
      note_members(read.sheet);
      items.push_back(item(read));
    }
    Json members = Json::array();
    for (const auto& [id, member] : of_sitting_)
      members.push_back({{"id", shown_member(id)},
                         {"role", member.role},
                         {"sheets", member.sheets},
                         {"conflicts", std::vector<std::string>(member.conflicts.begin(), member.conflicts.end())}});
    return {{"schema", "minutes/1"},
            {"sitting", sitting_},
            {"dates", std::vector<std::string>(dates.begin(), dates.end())},
            {"members", members},
            {"items", items}};
  }

 private:
  struct Member {
    std::string role = "member";
    std::int64_t sheets = 0;
    std::set<std::string> conflicts;
  };

  std::string shown_member(const std::string& id) {
    Located<std::string> name;
    name.value = id;
    return members_.who(name).text();
  }

  void note_members(const PanelSheet& sheet) {
    for (const PanelMember& one : sheet.members) {
      if (!one.id) continue;
      Member& member = of_sitting_[one.id->text];
      ++member.sheets;
      if (one.role.is(MemberRole::chair)) member.role = "chair";
      if (one.conflict && sheet.intervention) member.conflicts.insert(sheet.intervention->text);
    }
  }

  Json item(const caseload::SheetRead& read) {
    const PanelSheet& sheet = read.sheet;
    const std::string framework = sheet.policy ? sheet.policy->text : std::string(default_framework);
    const intake::ScoringPolicyFile policy = intake::read_scoring_policy(invocation_.world(), framework);
    if (!policy.policy)
      throw UsageError{fmt::format("{}: the scoring policy cannot be used:", read.file), policy.problems};
    const PanelFacts facts = decide_sheet(sheet, *policy.policy);
    const CatalogueEntry* entry = sheet.intervention ? catalogue_.find_entry(sheet.intervention->text) : nullptr;
    Json uncounted = Json::array();
    for (const UncountedVote& vote : facts.votes_without_marks)
      uncounted.push_back({{"member", shown_member(vote.member->id->text)}, {"vote", word(vote.vote)}});
    const bool reason = facts.chair_gives_reason && !redact_;
    return {{"panel", sheet.id ? Json(sheet.id->text) : Json(nullptr)},
            {"intervention", sheet.intervention ? Json(sheet.intervention->text) : Json(nullptr)},
            {"title", entry != nullptr && entry->intervention.title ? Json(*entry->intervention.title) : Json(nullptr)},
            {"version", sheet.version ? Json(*sheet.version) : Json(nullptr)},
            {"policy", framework},
            {"recommendation", render::decision_word(facts.recommendation)},
            {"total", number(facts.total)},
            {"maximum", number(policy.policy->maximum())},
            {"votes",
             {{"approve", facts.votes.approve},
              {"provisional", facts.votes.provisional},
              {"reject", facts.votes.reject},
              {"abstain", facts.votes.abstain}}},
            {"votes_without_marks", uncounted},
            {"chair_reason", reason ? Json(*sheet.chair_reason) : Json(nullptr)},
            {"conditions", entry == nullptr ? Json::array() : conditions(*entry, sheet)},
            {"ratification", render::ratification_of(sheet)},
            {"differs", board_differs(facts.recommendation,
                                      sheet.ratification ? sheet.ratification->decision.value : std::nullopt)},
            {"moves", entry == nullptr ? Json::array() : moves(*entry, read)}};
  }

  Json conditions(const CatalogueEntry& entry, const PanelSheet& sheet) {
    Json all = Json::array();
    if (redact_) return all;
    for (const ConditionOfLife& one : conditions_on(entry.intervention, invocation_.as_of())) {
      if (one.version && sheet.version && *one.version != *sheet.version) continue;
      const Condition& condition = *one.condition;
      all.push_back({{"text", condition.text ? Json(*condition.text) : Json(nullptr)},
                     {"owner", condition.owner ? Json(*condition.owner) : Json(nullptr)},
                     {"due", condition.due ? Json(format(*condition.due)) : Json(nullptr)},
                     {"met", one.met_on(invocation_.as_of()) ? Json(format(*condition.met)) : Json(nullptr)}});
    }
    return all;
  }

  // Rows that name the sitting or the sheet.
  Json moves(const CatalogueEntry& entry, const caseload::SheetRead& read) {
    std::string digest;
    const std::string name = invocation_.world().canonical(read.file);
    for (const CatalogueSheet& sheet : catalogue_.sheets)
      if (sheet.name == name) digest = sheet.digest;
    Json all = Json::array();
    std::int64_t later = 0;
    for (const RegisterRow& row : register_rows(catalogue_, invocation_.as_of(), later)) {
      if (row.entry != &entry) continue;
      const bool of_sitting = row.row->sitting && *row.row->sitting == sitting_;
      const bool of_sheet = row.row->digest && !digest.empty() && *row.row->digest == digest;
      if (of_sitting || of_sheet) all.push_back(json_of(row, officers_));
    }
    return all;
  }

  Invocation& invocation_;
  const CatalogueFacts& catalogue_;
  std::string sitting_;
  bool redact_;
  Shown members_, officers_;
  std::map<std::string, Member> of_sitting_;
};

render::LookedAt about_minutes(const Invocation& invocation, const render::Account& account) {
  render::LookedAt pairs{{"As of", render::web::Speech().when(invocation.as_of())}};
  for (auto& pair : account_on_page(account)) pairs.push_back(std::move(pair));
  pairs.emplace_back("Made by", render::web::code(fmt::format("eip-score {}", version())));
  return pairs;
}

}  // namespace

int run_minutes(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  const std::vector<Target> outputs =
      targets(options, "register minutes", {"text", "json", "ndjson", "markdown", "html"});
  const Supply supply = read_supply(invocation, options);
  caseload::Result result;
  std::vector<caseload::SheetRead> sheets =
      caseload::read_sheets(invocation.world(), invocation.request(), invocation.settings(), result);
  // For a catalogue that was named and is not there nothing stands in.
  const bool stands_in = supply.given.catalogue.entries.empty() && !supply.lost;
  const CatalogueFacts& catalogue = stands_in ? *supply.at_hand : supply.given.catalogue;
  Minutes minutes(invocation, options, catalogue, flags.sitting);
  invocation.say_faults(result);
  const Json record = minutes.record(std::move(sheets));
  const render::RunOutput run = invocation.asked(result, std::vector<Json>{record});
  if (record["items"].empty() && run.summary.verdict != "unreadable" && run.summary.verdict != "nothing_judged")
    throw UsageError{fmt::format("no mark sheet is of the sitting {}", flags.sitting)};
  invocation.say_nothing(run);
  if (options.summary)
    return print_totals(
        invocation, options, result, "register minutes",
        {{"sitting", flags.sitting}, {"sheets", record["items"].size()}, {"members", record["members"].size()}},
        fmt::format("{}: {}\n", flags.sitting, counted(static_cast<long long>(record["items"].size()), "sheet")));
  const render::Account& account = run.account;
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return with_account(record, account).dump(2) + "\n";
    if (target.format == "ndjson") return render::ndjson({record}, render::summary_json(run));
    if (target.format == "html") return render::minutes_html(record, about_minutes(invocation, account));
    return (target.format == "markdown" ? render::minutes_markdown(record) : render::minutes_text(record)) +
           account_end(account, target.format);
  });
  if (printed == done) invocation.say_account(account, outputs);
  return printed == done ? run.summary.exit : printed;
}

}  // namespace probation::tools
