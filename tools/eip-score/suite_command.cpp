#include <algorithm>

#include <fmt/format.h>

#include "facts/catalogue/suite.hpp"
#include "render/run/json.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/records.hpp"
#include "tools/common/summary_alone.hpp"
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

std::vector<Json> rows_of(const Suite& suite) {
  std::vector<Json> rows;
  for (const Suite::Row& row : suite.interventions) {
    const Intervention& it = *row.intervention;
    rows.push_back({{"id", it.id ? Json(it.id->text) : Json(nullptr)},
                    {"kind", word_json(it.kind)},
                    {"need_area", word_json(it.need_area)},
                    {"state", row.life.state ? Json(word(*row.life.state)) : Json(nullptr)},
                    {"review_date", row.life.review_date ? Json(format(*row.life.review_date)) : Json(nullptr)},
                    {"successor", row.successor.empty() ? Json(nullptr) : Json(row.successor)},
                    {"title", it.title ? Json(*it.title) : Json(nullptr)},
                    {"version", row.life.version ? Json(*row.life.version) : Json(nullptr)},
                    {"approved_date", row.life.approved_date ? Json(format(*row.life.approved_date)) : Json(nullptr)}});
  }
  return rows;
}

Json record_of(const Suite& suite, const std::vector<Json>& rows, Date as_of, const std::string& catalogue) {
  const auto counts = [](const auto& by) {
    Json json = Json::object();
    for (const auto& [name, n] : by) json[name] = n;
    return json;
  };
  auto held = suite.by_area;  // areas of which nothing is approved stand in the text
  std::erase_if(held, [](const auto& area) { return area.second == 0; });
  return {{"schema", "suite/1"},
          {"appraised", counts(suite.appraised)},
          {"by_sitting", counts(suite.by_sitting)},
          {"earmarked", counts(suite.earmarked)},
          {"provisional", counts(suite.provisional)},
          {"approved", counts(suite.approved)},
          {"by_area", counts(held)},
          {"by_state", counts(suite.by_state)},
          {"successors", suite.successors},
          {"interventions", rows},
          {"as_of", format(as_of)},
          {"catalogue", catalogue}};
}

}  // namespace

int run_suite(Invocation& invocation, const Options& options) {
  summary_fits(options, {"text", "json", "ndjson", "markdown", "html"});  // a table is its rows
  const std::vector<Target> outputs = targets(options, "suite", {"text", "json", "ndjson", "csv", "markdown", "html"});
  const Supply supply = read_supply(invocation, options);
  say_catalogue(invocation, supply);
  const Suite whole = suite_of(supply.catalogue(), invocation.as_of());
  const Suite suite = options.summary ? without_rows(whole) : whole;
  const std::string& name = supply.catalogue().name;
  const std::vector<Json> rows = rows_of(suite);
  Json record = record_of(suite, rows, invocation.as_of(), name);
  invocation.say_faults(supply.result);
  const render::RunOutput run = invocation.asked(supply.result, std::vector<Json>{record});
  invocation.say_nothing(run);
  const render::Account& account = run.account;
  const SuitePage page{suite, name, whole.interventions.size(), invocation.as_of(), options.redact};
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format == "ndjson") return render::ndjson(std::vector<Json>{record}, render::summary_json(run));
    if (target.format == "json") return render::written(with_account(record, account), 2) + "\n";
    if (target.format == "csv")
      return csv_with_unreadable(
          rows, {"id", "kind", "need_area", "state", "review_date", "successor", "title", "version", "approved_date"},
          account);
    if (target.format == "markdown") return suite_markdown(page) + account_end(account, target.format);
    if (target.format == "html")
      return suite_html(page, account_on_page(account), render::web::Speech(language_option(options)));
    return suite_text(page) + account_end(account, target.format);
  });
  if (printed == done) invocation.say_account(account, outputs);
  return printed == done ? run.summary.exit : printed;
}

}  // namespace probation::tools
