#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/eip-score/supply.hpp"

namespace probation::tools {
namespace {

using document::word;
using render::Json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

int run_overlap(Invocation& invocation, const Options& options) {
  const Supply supply = read_supply(invocation, options);
  say_catalogue(invocation, supply);
  std::vector<Json> records;
  std::string text;
  for (const Overlap& pair : overlaps(supply.catalogue(), invocation.as_of())) {
    Json needs = Json::array(), sexes = Json::array(), sessions = Json::array();
    std::vector<std::string> need_words, sex_words;
    for (const NeedArea need : pair.needs) needs.push_back(need_words.emplace_back(word(need)));
    for (const Sex sex : pair.sexes) sexes.push_back(sex_words.emplace_back(word(sex)));
    std::vector<std::string> counts;
    for (const Intervention* it : {pair.a, pair.b}) {
      const auto n = sessions_in_all(*it);
      sessions.push_back(n ? Json(*n) : Json(nullptr));
      counts.push_back(n ? std::to_string(*n) : std::string("not recorded"));
    }
    const std::string a = pair.a->id ? pair.a->id->text : std::string{},
                      b = pair.b->id ? pair.b->id->text : std::string{};
    records.push_back({{"schema", "overlap/1"},
                       {"a", or_null(a)},
                       {"b", or_null(b)},
                       {"need_area", word(pair.need_area)},
                       {"needs", needs},
                       {"sexes", sexes},
                       {"risk_window", pair.risk_window},
                       {"sessions", sessions}});
    text += fmt::format("{} and {}\n  {}: {}\n  for {}, {}; sessions {} and {}\n", a, b, word(pair.need_area),
                        join(need_words, ", "), join(sex_words, " and "), pair.risk_window, counts[0], counts[1]);
  }
  text += fmt::format("{} of interventions in use overlap\n", counted(static_cast<long long>(records.size()), "pair"));
  if (options.summary)
    return print_totals(
        invocation, options, supply.result, "overlap", {{"pairs", records.size()}},
        fmt::format("{} of interventions in use overlap\n", counted(static_cast<long long>(records.size()), "pair")));
  return invocation.finish_records("overlap", supply.result, records,
                                   {"a", "b", "need_area", "needs", "sexes", "risk_window", "sessions"},
                                   [&] { return text; });
}

}  // namespace probation::tools
