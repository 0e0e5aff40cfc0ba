#include "tools/eip-score/supply.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/national_catalogue.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/records_page.hpp"
#include "render/html/speech.hpp"
#include "render/words.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/records.hpp"

namespace probation::tools {

Supply read_supply(Invocation& invocation, const Options& options, About about) {
  Supply supply;
  const bool none_given = invocation.configuration().inputs.empty() && !options.allow_empty;
  if (!none_given) {
    rules::Settings documents = invocation.settings();
    documents.selection = {{"DOC"}, {}};
    supply.given = caseload::read_register(invocation.world(), invocation.request(), documents, supply.result);
  }
  supply.given.catalogue.name = "the catalogue given";
  if (const std::vector<std::string> twice = caseload::ids_used_twice(supply.given.catalogue); !twice.empty())
    throw UsageError{"the catalogue cannot be used, and nothing of it is:", twice};
  supply.at_hand = invocation.settings().catalogue;
  const bool no_entry = supply.given.catalogue.entries.empty();
  supply.lost = !invocation.not_found().empty() && no_entry;
  const bool is_for_selections = about == About::selections && !supply.given.selections.empty();
  supply.stands_in = none_given || (no_entry && is_for_selections && !supply.lost);
  if (about == About::interventions && no_entry && !none_given) invocation.judged_nothing();
  return supply;
}

namespace {

std::string totals_page(const std::string& command, const render::Json& totals, Date as_of,
                        const render::Account& account, const render::web::Speech& speech) {
  using namespace render::web;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [name, value] : totals.items())
    pairs.emplace_back(speech.say("field", name), spoken_value(value, "", name, speech));
  Page page;
  page.kind = command.starts_with("register") ? command.substr(9) == "due"       ? "due"
                                                : command.substr(9) == "minutes" ? "minutes"
                                                                                 : "suite"
                                              : command;
  page.language = speech.language();
  page.title = render::phrase("field", "totals", page.language);
  page.is_title_welsh = page.language == Language::cy;
  std::vector<std::pair<std::string, std::string>> foot{{"As of", speech.when(as_of)}};
  for (auto& pair : account_on_page(account)) foot.push_back(std::move(pair));
  foot.emplace_back("Made by", code(fmt::format("{} {}", eip_score, version())));
  page.sections = {{"totals", speech.say("field", "totals"), list(pairs)},
                   {"about", "About this page", about(foot, {})}};
  return render::web::page(page);
}

}  // namespace

int print_totals(Invocation& invocation, const Options& options, const caseload::Result& result,
                 const std::string& command, render::Json totals, const std::string& text) {
  const std::vector<Target> outputs = targets(options, command, {"text", "json", "ndjson", "csv", "markdown", "html"});
  invocation.say_faults(result);
  const render::RunOutput run = invocation.asked(result, {});
  invocation.say_nothing(run);
  render::Json record = render::summary_json(run);
  record["command"] = command;
  record["totals"] = totals;
  const render::Account& account = run.account;
  const int printed = deliver(outputs, [&](const Target& target) -> std::string {
    if (target.format == "json") return record.dump(2) + "\n";
    if (target.format == "ndjson") return record.dump() + "\n";
    if (target.format == "markdown") return "```\n" + text + "```\n" + account_end(account, target.format);
    if (target.format == "html")
      return totals_page(command, totals, invocation.as_of(), account, render::web::Speech(language_option(options)));
    if (target.format == "csv") {
      std::vector<std::string> columns;
      for (const auto& [name, value] : totals.items()) columns.push_back(name);
      return csv_with_unreadable({totals}, columns, account);
    }
    return text + account_end(account, target.format);
  });
  if (printed == done) invocation.say_account(account, outputs);
  return printed == done ? run.summary.exit : printed;
}

void say_catalogue(const Invocation& invocation, const Supply& supply) {
  if (supply.catalogue().name == national_catalogue_name)
    invocation.note(fmt::format("no catalogue given: {} is used", national_catalogue_name));
}

}  // namespace probation::tools
