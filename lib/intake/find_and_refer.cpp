#include "intake/find_and_refer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/schema.hpp"
#include "intake/find_and_refer_words.hpp"

namespace probation::intake {
namespace {

using namespace find_and_refer;
using document::Value;
using Members = std::vector<std::pair<std::string, Value>>;

Value whole_number(const std::string& digits) { return Value::literal(digits); }
Value words_list(const std::vector<std::string>& words) {
  std::vector<Value> items;
  for (const std::string& word : words) items.push_back(Value::of_text(word));
  return Value::list(std::move(items));
}

class Entry {
 public:
  explicit Entry(const Json& json) : json_(json) {}

  std::optional<FoundIntervention> run() {
    if (!json_.is_object()) return std::nullopt;
    const std::string name(trim(text("/intervention_catalogue/name")));
    const auto kind = meaning(kinds, plain(text("/intervention_catalogue/int_type")));
    FoundIntervention out;
    out.id = id_of(name);
    if (out.id.empty() || !kind) return std::nullopt;
    carried("/uuid");
    carried("/intervention_catalogue/name");
    carried("/intervention_catalogue/int_type");
    out.kind = *kind;
    const std::string type = plain(text("/intervention_catalogue/int_type"));
    if (type != "toolkits") out.suffix = type;
    out.members.emplace_back("title", Value::of_text(name));
    out.members.emplace_back("kind", Value::of_text(out.kind));
    add_needs(out.members);
    if (auto sessions = sessions_of(); !sessions.empty())
      out.members.emplace_back("sessions", Value::map(std::move(sessions), true));
    if (auto delivery = delivery_of(); !delivery.empty())
      out.members.emplace_back("delivery", Value::map(std::move(delivery), true));
    if (auto eligibility = eligibility_of(); !eligibility.empty())
      out.members.emplace_back("eligibility", Value::map(std::move(eligibility), true));
    add_alongside(out.members);
    std::string source = "HMPPS Find and Refer an Intervention";
    if (const std::string uuid = plain(text("/uuid")); !uuid.empty()) source += ", catalogue entry " + uuid;
    out.members.emplace_back("sources", Value::list({Value::map({{"title", Value::of_text(source)}})}, true));
    collect(json_, {}, out.unmapped);
    out.lacking = {"version"};
    if (out.kind == "structured_intervention")
      out.lacking.insert(out.lacking.end(), {"need_area", "sessions/fixed_order"});
    out.lacking.insert(out.lacking.end(), {"delivery/group_size_max", "delivery/facilitators_min", "lifecycle"});
    return out;
  }

 private:
  [[nodiscard]] const Json* at(std::string_view pointer) const {
    const Json* here = &json_;
    for (const std::string& step : split(pointer.substr(1), '/')) {
      if (here->is_object()) here = here->find(step);
      else return nullptr;
      if (here == nullptr) return nullptr;
    }
    return here;
  }
  [[nodiscard]] std::string text(std::string_view pointer) const {
    const Json* value = at(pointer);
    if (value == nullptr) return {};
    if (value->is_string()) return value->text();
    return value->is_number_integer() ? std::to_string(value->whole()) : std::string{};
  }
  [[nodiscard]] bool truth(std::string_view pointer) const {
    const Json* value = at(pointer);
    return value != nullptr && value->is_boolean() && value->truth();
  }
  void carried(std::string pointer) { carried_.insert(std::move(pointer)); }

  // Every word of a list, or nothing of it: half a list would shut people out or let them in.
  template <std::size_t N>
  std::vector<std::string> list_of(const std::string& pointer,
                                   const std::array<std::pair<std::string_view, std::string_view>, N>& words,
                                   std::string_view member = {}) {
    const Json* list = at(pointer);
    std::vector<std::string> found, pointers;
    if (list == nullptr || !list->is_array()) return found;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Json& item = (*list)[i];
      const Json* word = member.empty() ? &item : item.is_object() ? item.find(member) : nullptr;
      const auto ours = word != nullptr && word->is_string() ? meaning(words, plain(word->text())) : std::nullopt;
      if (!ours) return {};
      pointers.push_back(fmt::format("{}/{}{}{}", pointer, i, member.empty() ? "" : "/", member));
      if (std::find(found.begin(), found.end(), *ours) == found.end()) found.emplace_back(*ours);
    }
    for (std::string& one : pointers) carried(std::move(one));
    return found;
  }

  void add_needs(Members& members) {
    if (const auto found = list_of("/criminogenic_needs", needs); !found.empty())
      members.emplace_back("needs", words_list(found));
  }

  Members sessions_of() {
    const std::string pointer = "/intervention_catalogue/session_detail", words = plain(text(pointer));
    if (words.empty()) return {};
    static const std::regex range(R"(^(?:there are )?(\d+) to (\d+) (weekly )?sessions$)");
    static const std::regex fewest(R"(^minimum of (\d+) x (?:group|one-to-one) sessions?( .*)?$)");
    std::smatch match;
    if (std::regex_match(words, match, range)) {
      carried(pointer);
      Members sessions;
      if (match[3].matched) sessions.emplace_back("per_week", whole_number("1"));
      sessions.emplace_back("min", whole_number(match[1]));
      sessions.emplace_back("max", whole_number(match[2]));
      return sessions;
    }
    if (std::regex_match(words, match, fewest)) {
      if (!match[2].matched) carried(pointer);
      return {{"min", whole_number(match[1])}};
    }
    return make_up(words, pointer);
  }

  // "1 x pre-group session and 6 x group sessions": nothing but such parts.
  Members make_up(const std::string& words, const std::string& pointer) {
    static const std::regex part(
        R"(^(\d+) x (pre-group|group|one-to-one|post-group|post) sessions?(?: and | ?, ?(?:and )?| ?& ?| |$))");
    static const std::map<std::string, std::string> names{{"pre-group", "pre_group"},
                                                          {"group", "group"},
                                                          {"one-to-one", "one_to_one"},
                                                          {"post-group", "post"},
                                                          {"post", "post"}};
    std::map<std::string, std::string> counts;
    for (std::string rest = words; !rest.empty();) {
      const std::string here = rest;
      std::smatch match;
      if (!std::regex_search(here, match, part) || !counts.emplace(names.at(match[2]), match[1]).second) return {};
      rest = match.suffix().str();
    }
    carried(pointer);
    Members sessions;
    for (const char* key : {"pre_group", "group", "one_to_one", "post"}) {
      const auto at = counts.find(key);
      sessions.emplace_back(key, whole_number(at == counts.end() ? "0" : at->second));
    }
    return sessions;
  }

  Members delivery_of() {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> settings{
        {{"community", "community"}, {"custody", "custody"}}};
    Members delivery;
    if (const auto found = list_of("/delivery_method_settings", settings); !found.empty())
      delivery.emplace_back("settings", words_list(found));
    std::vector<std::string> formats;
    const std::string format = plain(text("/delivery_method/format"));
    if (format == "group") formats = {"group"};
    else if (format == "one-to-one") formats = {"one_to_one"};
    else if (format == "group or one-to-one" || format == "group and one-to-one" || format == "group one-to-one")
      formats = {"group", "one_to_one"};
    if (!formats.empty()) carried("/delivery_method/format");
    const std::string attendance = plain(text("/delivery_method/attendance_type"));
    static const std::regex remote(R"(\b(online|virtual|telephone|remote|video)\b)");
    if (!attendance.empty() && std::regex_search(attendance, remote)) formats.emplace_back("remote");
    if (attendance == "in person and online" || attendance == "in person" || attendance == "online")
      carried("/delivery_method/attendance_type");
    if (!formats.empty()) delivery.emplace_back("formats", words_list(formats));
    return delivery;
  }

  Members eligibility_of() {
    Members e;
    std::vector<std::string> sexes;
    if (truth("/personal_eligibility/males")) sexes.emplace_back("male");
    if (truth("/personal_eligibility/females")) sexes.emplace_back("female");
    if (!sexes.empty()) e.emplace_back("sexes", words_list(sexes));
    add_age(e);
    if (const auto any = list_of("/eligibility_offence", offences, "offence_type_id"); !any.empty())
      e.emplace_back("offences_any", words_list(any));
    if (const auto none = list_of("/exclude_offence", offences, "offence_type_id"); !none.empty())
      e.emplace_back("offences_none", words_list(none));
    if (auto risk = risk_of(); !risk.empty()) e.emplace_back("risk_all", Value::list(std::move(risk), true));
    if (const std::string rule = need_rule(); !rule.empty()) e.emplace_back("need_rule", Value::of_text(rule));
    if (const auto excluded = exclusions(); !excluded.empty()) e.emplace_back("excluded_if", words_list(excluded));
    if (auto months = months_remaining(); !months.empty())
      e.emplace_back("months_remaining", Value::map(std::move(months)));
    return e;
  }

  void add_age(Members& e) {
    const auto number = [&](const std::string& pointer) {
      const std::string words(trim(text(pointer)));
      const bool is_number = !words.empty() && words.size() < 4 &&
                             words.find_first_not_of("0123456789") == std::string::npos &&
                             (words.size() == 1 || words.front() != '0');
      if (is_number) carried(pointer);
      return is_number ? words : std::string("null");
    };
    const std::string min = number("/personal_eligibility/min_age"), max = number("/personal_eligibility/max_age");
    if (min != "null" || max != "null")
      e.emplace_back("age", Value::map({{"min", whole_number(min)}, {"max", whole_number(max)}}));
  }

  // A threshold in so many words: "score 25+", "50+ OGRS".
  static std::string threshold(const std::string& words, const std::string& score) {
    const std::regex after("^(?:if ovp not available, then )?" + score +
                           R"((?: \(over 2 years\))?: ?score (\d{1,3})\+$)");
    const std::regex before(R"(^(\d{1,3})\+ )" + score + R"((?: \([^)]*\))?(?: over 2 years)?$)");
    std::smatch match;
    if (std::regex_match(words, match, after) || std::regex_match(words, match, before)) return match[1];
    return {};
  }

  std::vector<Value> risk_of() {
    std::vector<Value> items;
    const std::string ogrs_at = "/risk_consideration/ogrs_score_guide", ovp_at = "/risk_consideration/ovp_guide";
    const std::string ogrs_words = plain(text(ogrs_at)), ovp_words = plain(text(ovp_at));
    const std::string ogrs = threshold(ogrs_words, "ogrs3?"), ovp = threshold(ovp_words, "ovp");
    const auto row = [](std::string_view score, const std::string& min) {
      return Value::map({{"score", Value::of_text(score)}, {"min", whole_number(min)}});
    };
    const bool else_ogrs = ogrs_words.starts_with("if ovp not available");
    if (!ogrs.empty() && !ovp.empty() && else_ogrs) {
      items.push_back(Value::map({{"first_known", Value::list({row("ovp", ovp), row("ogrs3", ogrs)})}}));
      carried(ogrs_at);
      carried(ovp_at);
    } else if (!ogrs.empty() && ovp_words.empty() && !else_ogrs) {
      items.push_back(row("ogrs3", ogrs));
      carried(ogrs_at);
    } else if (!ovp.empty() && ogrs_words.empty()) {
      items.push_back(row("ovp", ovp));
      carried(ovp_at);
    }
    add_levels(items, "/risk_consideration/sara_partner_score_guide", "sara", {"sara_partner"});
    add_levels(items, "/risk_consideration/sara_other_score_guide", "sara", {"sara_others"});
    add_levels(items, "/risk_consideration/osp_score_guide", "osp", {"osp_dc", "osp_iic"});
    return items;
  }

  // "Low risk on SARA", "Medium or high SARA (…)", "Medium, high or very high OSP (…)".
  void add_levels(std::vector<Value>& items, const std::string& pointer, const std::string& name,
                  const std::vector<std::string>& scores) {
    const std::regex shape(
        "^((?:low|medium|very high|high)(?:(?:, | or )(?:low|medium|very high|high))*)(?: risk on)? " + name +
        R"((?: \([^)]*\))?$)");
    std::smatch match;
    const std::string words = plain(text(pointer));
    if (!std::regex_match(words, match, shape)) return;
    std::string named = match[1];
    std::vector<std::string> found;
    replace_all(named, " or ", ", ");
    const std::vector<std::string> parts = split(named, ',');
    for (const std::string_view level : levels)
      if (std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return trim(part) == level; }))
        found.emplace_back(level == "very high" ? "very_high" : level);
    // One level of two sexual reconviction predictors says neither which of them nor from where on.
    if (scores.size() > 1 && found.size() < 2) return;
    carried(pointer);
    std::vector<Value> rows;
    for (const std::string& score : scores)
      rows.push_back(Value::map({{"score", Value::of_text(score)}, {"levels", words_list(found)}}));
    items.push_back(rows.size() == 1 ? rows.front() : Value::map({{"any", Value::list(rows)}}));
  }

  std::string need_rule() {
    const std::string pointer = "/risk_consideration/cn_score_guide", words = plain(text(pointer));
    if (words == "na" || words == "n/a" || words == "none") {
      carried(pointer);
      return "none";
    }
    const auto holds = [&](std::initializer_list<std::string_view> all) {
      return std::all_of(all.begin(), all.end(),
                         [&](std::string_view one) { return words.find(one) != std::string::npos; });
    };
    const bool a = holds({"total score of 5+", "2.6", "7.2", "11.4", "11.6", "11.7", "11.9", "12.1"});
    const bool b = holds({"11.3", "thinking and behaviour", "attitudes"}) && (holds({"= 2"}) || holds({"score of 2"}));
    if (a == b) return {};
    carried(pointer);
    return a ? "needs_a" : "needs_b";
  }

  std::vector<std::string> exclusions() {
    std::vector<std::string> found;
    const auto add = [&](const std::string& pointer, const std::regex& shape, const char* word) {
      if (!std::regex_search(plain(text(pointer)), shape)) return;
      carried(pointer);
      found.emplace_back(word);
    };
    static const std::regex programme(
        R"(^the person you are referring (must not be suitable for|should not be eligible for)\b.*\ban accredited programme\b)");
    static const std::regex stable(R"(^any alcohol or drug-related problems must be stable\b)");
    static const std::regex acute(R"(^people with mental health problems should only be excluded\b.*\bacute\b)");
    add("/exclusion/not_allowed_if_eligible_for_another_intervention", programme, "accredited_programme_suitable");
    add("/exclusion/alcohol_drug_problem_guide", stable, "substance_use_unstable");
    add("/exclusion/mental_health_problem_guide", acute, "acute_mental_health");
    return found;
  }

  Members months_remaining() {
    const std::string pointer = "/exclusion/remaining_license_community_order_guide", words = plain(text(pointer));
    static const std::regex below(
        R"(^if there are less than (\d+) months remaining on the licen[cs]e or community order, you should check with the treatment manager$)");
    static const std::regex both(R"(^(\d+) months on licen[cs]e or at least (\d+) months on community order$)");
    std::smatch match;
    if (std::regex_match(words, match, below)) {
      carried(pointer);
      return {{"community_order", whole_number(match[1])},
              {"licence", whole_number(match[1])},
              {"below", Value::of_text("check_with_treatment_manager")}};
    }
    if (!std::regex_match(words, match, both)) return {};
    carried(pointer);
    return {{"community_order", whole_number(match[2])}, {"licence", whole_number(match[1])}};
  }

  void add_alongside(Members& members) {
    static const std::regex alongside(R"(\bthey can do .* alongside it$)");
    for (const char* pointer : {"/exclusion/not_allowed_if_eligible_for_another_intervention",
                                "/enabling_intervention/qualifying_previous_intervention"})
      if (std::regex_search(plain(text(pointer)), alongside)) {
        carried(pointer);
        members.emplace_back("alongside_allowed", Value::literal("true"));
        return;
      }
  }

  // Every member that holds words or a number and was not carried whole, in the order of the entry. Descriptions,
  // outcomes and special needs are of no rule; they are named once for a run.
  void collect(const Json& value, const std::string& pointer, std::vector<UnmappedMember>& unmapped) const {
    static const std::set<std::string, std::less<>> left_out{
        "/intervention_catalogue/short_description", "/intervention_catalogue/long_description",
        "/intervention_catalogue/reason_for_referral", "/possible_outcomes", "/special_educational_needs"};
    if (left_out.contains(pointer) || carried_.contains(pointer)) return;
    if (value.is_object()) {
      for (const auto& [key, member] : value.items()) collect(member, pointer + "/" + escaped(key), unmapped);
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], fmt::format("{}/{}", pointer, i), unmapped);
    } else if (value.is_string()) {
      if (!trim(value.text()).empty()) unmapped.push_back({pointer, value.text()});
    } else if (value.is_number()) {
      unmapped.push_back({pointer, value.dump()});
    }
  }
  static std::string escaped(std::string key) {
    replace_all(key, "~", "~0");
    replace_all(key, "/", "~1");
    return key;
  }

  const Json& json_;
  std::set<std::string, std::less<>> carried_;
};

}  // namespace

std::optional<FoundIntervention> from_find_and_refer(const Json& entry) { return Entry(entry).run(); }

std::string file_of(const std::string& id, const std::vector<std::pair<std::string, document::Value>>& members) {
  Members all{{"schema", Value::of_text("intervention/1")}, {"id", Value::of_text(id)}};
  all.insert(all.end(), members.begin(), members.end());
  return document::schema_line("intervention/1") + document::block(Value::map(std::move(all), true), 0, {}) + "\n";
}

}  // namespace probation::intake
