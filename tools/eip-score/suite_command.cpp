#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "render/run/csv.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/suite_page.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {
namespace {

using document::word;
using render::Json;

template <class Word>
Json word_json(const Located<Word>& value) {
  return value ? Json(word(*value)) : Json(nullptr);
}

Suite without_rows(Suite suite) {
  suite.interventions.clear();
  return suite;
}

}  // namespace

int run_suite(Invocation& invocation, const Options& options) {
  const std::vector<Target> outputs = targets(options, "suite", {"text", "json", "ndjson", "csv", "markdown", "html"});
  const Supply supply = read_supply(invocation, options);
  if (supply.lost) return unreadable;
  if (says_nothing_judged(invocation, options, supply)) return usage;
  say_catalogue(invocation, supply);
  const Suite suite = suite_of(supply.catalogue(), invocation.as_of());
  const std::map<std::string, std::int64_t> successors = [&] {
    std::map<std::string, std::int64_t> by;
    for (const auto& [kind, ids] : suite.successors) by[kind] = static_cast<std::int64_t>(ids.size());
    return by;
  }();
  const auto counts = [](const auto& by) {
    Json json = Json::object();
    for (const auto& [name, n] : by) json[name] = n;
    return json;
  };
  Json interventions = Json::array();
  for (const Suite::Row& row : suite.interventions) {
    const Intervention& it = *row.intervention;
    interventions.push_back(
        {{"id", it.id ? Json(it.id->text) : Json(nullptr)},
         {"kind", word_json(it.kind)},
         {"need_area", word_json(it.need_area)},
         {"state", row.life.state ? Json(word(*row.life.state)) : Json(nullptr)},
         {"review_date", row.life.review_date ? Json(format(*row.life.review_date)) : Json(nullptr)},
         {"successor", row.successor.empty() ? Json(nullptr) : Json(row.successor)},
         {"title", it.title ? Json(*it.title) : Json(nullptr)},
         {"version", row.life.version ? Json(*row.life.version) : Json(nullptr)},
         {"approved_date", row.life.approved_date ? Json(format(*row.life.approved_date)) : Json(nullptr)}});
  }
  const std::vector<Json> rows(interventions.begin(), interventions.end());
  if (options.summary) interventions = Json::array();
  const std::string title =
      fmt::format("The suite of {} as of {}", supply.catalogue().name, format(invocation.as_of()));
  auto held = suite.by_area;  // areas of which nothing is approved stand in the text
  std::erase_if(held, [](const auto& area) { return area.second == 0; });
  const Json record{{"schema", "suite/1"},
                    {"appraised", counts(suite.appraised)},
                    {"by_sitting", counts(suite.by_sitting)},
                    {"earmarked", counts(suite.earmarked)},
                    {"provisional", counts(suite.provisional)},
                    {"approved", counts(suite.approved)},
                    {"by_area", counts(held)},
                    {"by_state", counts(suite.by_state)},
                    {"successors", suite.successors},
                    {"interventions", interventions},
                    {"as_of", format(invocation.as_of())},
                    {"catalogue", supply.catalogue().name}};
  invocation.say_faults(supply.result);
  const int code = supply.result.unreadable_files > 0 || !invocation.not_found().empty() ? unreadable : done;
  const render::Account account = without_rules(invocation.account_of(supply.result));
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return render::written(record, 2) + "\n";
    if (target.format == "ndjson") return render::ndjson({record}, last_record(invocation, account, code));
    if (target.format == "csv")
      return render::csv(
          options.summary ? std::vector<Json>{} : rows,
          {"id", "kind", "need_area", "state", "review_date", "successor", "title", "version", "approved_date"});
    const Suite shown = options.summary ? without_rows(suite) : suite;
    if (target.format == "markdown")
      return suite_markdown(shown, title, invocation.as_of(), options.redact) + account_end(account, target.format);
    if (target.format == "html") return suite_html(shown, title, invocation.as_of(), options.redact);
    std::string out = fmt::format("{}, {} as of {}\n", supply.catalogue().name,
                                  counted(static_cast<long long>(suite.interventions.size()), "intervention"),
                                  format(invocation.as_of()));
    const auto row = [](std::string_view kind, const auto&... cells) {
      return fmt::format("{:<24}{:>10}{:>10}{:>12}{:>12}{:>10}\n", kind, cells...);
    };
    out += "\n" + row("kind", "appraised", "earmarked", "provisional", "successors", "approved");
    std::map<std::string, int> kinds;
    for (const auto* by : {&suite.appraised, &suite.earmarked, &suite.provisional, &successors, &suite.approved})
      for (const auto& [kind, n] : *by) kinds[kind] = 0;
    const auto number = [](const std::map<std::string, std::int64_t>& by, const std::string& key) {
      const auto at = by.find(key);
      return at == by.end() ? std::int64_t{0} : at->second;
    };
    for (const auto& [kind, zero] : kinds)
      out += row(kind, number(suite.appraised, kind), number(suite.earmarked, kind), number(suite.provisional, kind),
                 number(successors, kind), number(suite.approved, kind));
    const auto list = [&](std::string_view heading, const auto& by) {
      if (by.empty()) return;
      out += fmt::format("\n{}\n", heading);
      for (const auto& [name, n] : by) out += fmt::format("  {:<34}{:>4}\n", name, n);
    };
    list("appraised by sitting", suite.by_sitting);
    list("approved structured interventions by need area", suite.by_area);
    list("by state", suite.by_state);
    for (const auto& [kind, ids] : suite.successors) {
      out += fmt::format("\namalgamated into {} of kind {}\n", counted(static_cast<long long>(ids.size()), "successor"),
                         kind);
      for (const std::string& id : ids) out += fmt::format("  {}\n", id);
    }
    return out + account_end(account, target.format);
  });
  if (printed == done) invocation.say_account(account, outputs);
  return printed == done ? code : printed;
}

}  // namespace probation::tools
