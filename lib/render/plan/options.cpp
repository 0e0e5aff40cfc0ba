#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {

using planning::Hindrance;
using planning::Offer;
using planning::Question;
using planning::Supply;

namespace {

struct OfferReason {
  int rule = 0;
  bool unknown = false;  // not known, and no limit therefore
  Eligible verdict = Eligible::eligible;
  std::string message, source;
  std::vector<Missing> missing;
};

std::vector<OfferReason> reasons_of(const Question& question, const Supply& supply, const Offer& offer) {
  std::vector<OfferReason> reasons;
  if (offer.no_option)
    reasons.push_back({0, false, Eligible::not_eligible, offer.no_option->message, offer.no_option->source, {}});
  for (const EligibilityReason& reason : offer.reasons) {
    const int rule = reason.ground == Ground::travel ? 7 : reason.ground == Ground::months_remaining ? 9 : 3;
    const bool not_limited = reason.ground == Ground::travel && reason.verdict == Eligible::undetermined;
    reasons.push_back({rule, not_limited, not_limited ? Eligible::eligible : reason.verdict, reason.message,
                       planning::source_of(question, *offer.intervention, reason),
                       not_limited ? std::vector<Missing>{} : reason.missing});
  }
  // Other rules only where they keep every option out.
  for (const int rule : {1, 2, 4, 5, 6, 8}) {
    const Hindrance* first = nullptr;
    bool all = !offer.options.empty();
    for (const std::size_t at : offer.options) {
      const Hindrance* found = nullptr;
      for (const Hindrance& hindrance : supply.options[at].hindrances)
        if (hindrance.rule == rule && found == nullptr) found = &hindrance;
      if (first == nullptr) first = found;
      all = all && found != nullptr;
    }
    if (all && first != nullptr)
      reasons.push_back({rule, false, first->undetermined ? Eligible::undetermined : Eligible::not_eligible,
                         first->message, first->source, first->missing});
  }
  return reasons;
}

Eligible verdict_of(const std::vector<OfferReason>& reasons) {
  Eligible verdict = Eligible::eligible;
  for (const OfferReason& reason : reasons) {
    if (reason.verdict == Eligible::not_eligible) return Eligible::not_eligible;
    if (reason.verdict == Eligible::undetermined) verdict = Eligible::undetermined;
  }
  return verdict;
}

}  // namespace

std::vector<Json> options_json(const Question& question, const Supply& supply, const PointerOf& pointer) {
  std::vector<Json> records;
  for (const Offer& offer : supply.offers) {
    const std::vector<OfferReason> reasons = reasons_of(question, supply, offer);
    Json list = Json::array();
    for (const OfferReason& reason : reasons) {
      Json missing = Json::array();
      for (const Missing& one : reason.missing) missing.push_back(pointer(one));
      list.push_back({{"rule", or_null(rule_name(reason.rule))},
                      {"message", reason.message},
                      {"source", or_null(reason.source)},
                      {"missing", missing},
                      {"verdict", word(reason.verdict)}});
    }
    for (const std::string& open : offer.questions)
      list.push_back({{"rule", nullptr},
                      {"message", open},
                      {"source", nullptr},
                      {"missing", Json::array()},
                      {"verdict", nullptr}});
    records.push_back({{"schema", "option/1"},
                       {"option", offer.id},
                       {"intervention", offer.intervention->id->text},
                       {"verdict", word(verdict_of(reasons))},
                       {"no_need", or_null(offer.no_need)},
                       {"assumed", or_null(offer.assumptions())},
                       {"reasons", list}});
  }
  return records;
}

std::string options_text(const Question& question, const Supply& supply) {
  std::string out =
      fmt::format("{} as of {}; needs: {}\n", subject(question), format(question.facts->as_of), needs_line(question));
  for (const Offer& offer : supply.offers) {
    const std::vector<OfferReason> reasons = reasons_of(question, supply, offer);
    const Eligible verdict = verdict_of(reasons);
    out += fmt::format("{:<12} {}{}\n", verdict == Eligible::not_eligible ? "not eligible" : word(verdict), offer.id,
                       offer.id == offer.intervention->id->text ? std::string{} : " " + offer.intervention->id->text);
    for (const OfferReason& reason : reasons)
      out += fmt::format("  {}{}{}{}\n", rule_words(reason.rule),
                         reason.unknown                             ? "not known, no limit: "
                         : reason.verdict == Eligible::eligible     ? "holds: "
                         : reason.verdict == Eligible::undetermined ? "not known: "
                                                                    : "",
                         reason.message, reason.source.empty() ? std::string{} : fmt::format(" [{}]", reason.source));
    if (!offer.no_need.empty()) out += fmt::format("  -- {}\n", offer.no_need);
    if (const std::string assumed = offer.assumptions(); !assumed.empty()) out += fmt::format("  -- {}\n", assumed);
    for (const std::string& open : offer.questions) out += fmt::format("  ?? {}\n", open);
    if (!offer.options.empty()) {
      std::vector<std::string> firsts;
      for (const std::size_t at : offer.options) firsts.push_back(format(supply.options[at].first()));
      firsts.erase(std::unique(firsts.begin(), firsts.end()), firsts.end());
      if (firsts.size() > 6) {
        const std::size_t more = firsts.size() - 6;
        firsts.resize(6);
        firsts.push_back(fmt::format("and {} more", more));
      }
      out += fmt::format("  may begin {}\n", join(firsts, ", "));
    }
  }
  return out;
}

}  // namespace probation::render
