#include "render/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/forecast.hpp"
#include "facts/case/reviews.hpp"
#include "measures/measures.hpp"
#include "model/files.hpp"
#include "render/run/json.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using document::Shape;
using document::Type;
using Key = std::pair<std::string, std::string>;
using Table = std::map<Key, WordRow>;

std::string with_capital(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

// What people write in capitals.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> initials{{{"rar", "RAR"},
                                                                                  {"crn", "CRN"},
                                                                                  {"pdu", "PDU"},
                                                                                  {"oasys", "OASys"},
                                                                                  {"ogrs3", "OGRS3"},
                                                                                  {"ovp", "OVP"},
                                                                                  {"rsr", "RSR"},
                                                                                  {"osp", "OSP"},
                                                                                  {"sara", "SARA"},
                                                                                  {"mappa", "MAPPA"},
                                                                                  {"icc", "ICC"},
                                                                                  {"yaml", "YAML"},
                                                                                  {"utf", "UTF"},
                                                                                  {"rosh", "RoSH"}}};

// days_at_most, days-over-maximum: Days at most, Days over maximum.
std::string as_people_write(std::string_view id) {
  std::string spaced(id);
  std::replace_if(
      spaced.begin(), spaced.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  std::string out;
  for (const std::string& step : split(spaced, ' ')) {
    if (step.empty()) continue;
    const auto known =
        std::find_if(initials.begin(), initials.end(), [&](const auto& row) { return row.first == step; });
    out += (out.empty() ? "" : " ") + (known == initials.end() ? step : std::string(known->second));
  }
  return with_capital(out);
}

// "A community order." is "Community order"; what follows a colon explains and is left out.
std::string from_sentence(std::string_view sentence) {
  if (const std::size_t colon = sentence.find(": "); colon != std::string_view::npos)
    sentence = sentence.substr(0, colon);
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  for (const std::string_view article : {"A ", "An ", "The "})
    if (sentence.starts_with(article)) {
      sentence.remove_prefix(article.size());
      break;
    }
  return with_capital(std::string(sentence));
}

// The first that says what an id means keeps it: two enumerations with the word `other` mean the same by it.
void add(Table& table, std::string_view kind, std::string_view id, std::string text) {
  table.try_emplace({std::string(kind), std::string(id)},
                    WordRow{std::string(kind), std::string(id), std::move(text), {}});
}

template <class E>
void add_enumeration(Table& table, std::string_view kind) {
  for (const document::Word& word : document::Worded<E>::words)
    add(table, kind, word.text, from_sentence(word.sentence));
}

void add_enumerations(Table& table) {
  for (const std::string_view kind : {"kind", "due"}) add_enumeration<ReviewKind>(table, kind);
  add_enumeration<OrderType>(table, "type");
  add_enumeration<RequirementType>(table, "type");
  add_enumeration<ContactType>(table, "type");
  add_enumeration<ReportType>(table, "type");
  add_enumeration<ConsideredOption>(table, "type");
  add_enumeration<AssessmentTool>(table, "type");
  add_enumeration<NeedArea>(table, "area");
  add_enumeration<InterventionNeedArea>(table, "area");
  add_enumeration<Outcome>(table, "outcome");
  add_enumeration<BreachOutcome>(table, "outcome");
  add_enumeration<IndicatorMark>(table, "outcome");
  add_enumeration<EnforcementAction>(table, "action");
  add_enumeration<EarlyTerminationDecision>(table, "action");
  add_enumeration<BelowMonths>(table, "action");
  add_enumeration<TerminationReason>(table, "reason");
  add_enumeration<AbsenceReason>(table, "reason");
  add_enumeration<UnavailableReason>(table, "reason");
  add_enumeration<Exclusion>(table, "reason");
  add_enumeration<LifecycleState>(table, "state");
  add_enumeration<HistoryState>(table, "state");
  add_enumeration<RequirementStatus>(table, "state");
  add_enumeration<ObjectiveStatus>(table, "state");
  add_enumeration<ActivityStatus>(table, "state");
  add_enumeration<PlanStatus>(table, "state");
  add_enumeration<ValueAuthority>(table, "basis");
  add_enumeration<ListName>(table, "field");
  add_enumeration<ScoreName>(table, "field");
  add_enumeration<Weekday>(table, "heading");
  add_enumeration<InterventionKind>(table, "kind");
  add_enumeration<Provider>(table, "kind");
  add_enumeration<AmendmentKind>(table, "kind");
  add_enumeration<CaseFlag>(table, "kind");
  add_enumeration<OffenceCategory>(table, "kind");
  add_enumeration<ContactMode>(table, "kind");
  add_enumeration<Setting>(table, "kind");
  add_enumeration<DeliveryFormat>(table, "kind");
  add_enumeration<SuspensionPolicy>(table, "kind");
  add_enumeration<WarningStatement>(table, "kind");
  add_enumeration<NeedRule>(table, "kind");
  add_enumeration<ProgrammeCover>(table, "kind");
  add_enumeration<Purpose>(table, "kind");
  add_enumeration<ImposedOn>(table, "kind");
  add_enumeration<RiskLevel>(table, "kind");
  add_enumeration<Sex>(table, "kind");
  add_enumeration<Language>(table, "kind");
  add_enumeration<Jurisdiction>(table, "kind");
  add_enumeration<HistoryEvidence>(table, "kind");
  add_enumeration<Principle>(table, "field");
  add_enumeration<GatePrinciple>(table, "field");
  add_enumeration<PolicyPart>(table, "field");
  add_enumeration<MemberRole>(table, "kind");
  add_enumeration<MemberConflict>(table, "kind");
  add_enumeration<MarkStage>(table, "kind");
  add_enumeration<MeasurementLevel>(table, "kind");
  add_enumeration<Aggregate>(table, "kind");
  add_enumeration<VoteMajority>(table, "kind");
  add_enumeration<VoteTie>(table, "kind");
  add_enumeration<Vote>(table, "verdict");
  add_enumeration<PanelDecision>(table, "verdict");
}

// Every key of every file kind.
void add_fields(Table& table, const Type& type, std::set<const Shape*>& seen) {
  if (type.element != nullptr) return add_fields(table, type.element(), seen);
  if (type.kind != Type::Kind::record || !seen.insert(&type.shape()).second) return;
  for (const document::Field& field : type.shape().fields) {
    add(table, "field", field.key, as_people_write(field.key));
    add_fields(table, field.type(), seen);
  }
}

// Words of the library that are no part of a file: their functions are asked, so that none is told twice.
void add_computed(Table& table) {
  for (const DueState state : {DueState::overdue, DueState::due, DueState::ahead, DueState::done, DueState::done_late,
                               DueState::not_applicable, DueState::undetermined})
    add(table, "state", word(state), as_people_write(word(state)));
  for (const Outlook outlook : {Outlook::on_track, Outlook::at_risk, Outlook::cannot_finish, Outlook::undetermined})
    add(table, "state", word(outlook), as_people_write(word(outlook)));
  using namespace rules;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    add(table, "severity", word(severity), as_people_write(word(severity)));
  for (const Basis basis : {Basis::statute, Basis::regulation, Basis::policy, Basis::system, Basis::data, Basis::local})
    add(table, "basis", word(basis), as_people_write(word(basis)));
  for (const Verdict verdict :
       {Verdict::pass, Verdict::fail, Verdict::undetermined, Verdict::not_applicable, Verdict::not_assessed})
    add(table, "outcome", word(verdict), as_people_write(word(verdict)));
  for (const Rule* rule : rule_book()) add(table, "rule", rule->id, as_people_write(rule->slug));
  for (const caseload::MeasureRow& row : caseload::measure_rows())
    add(table, "measure", row.name, with_capital(std::string(row.question)));
}

std::vector<WordRow> built() {
  Table table;
  for (const GivenWord& given : english_words())
    add(table, given.kind, given.id, given.text.empty() ? as_people_write(given.id) : std::string(given.text));
  add_computed(table);
  add_enumerations(table);
  std::set<const Shape*> seen;
  for (const document::FileKind& kind : file_kinds())
    if (kind.type != nullptr) add_fields(table, kind.type(), seen);
  for (const GivenWord& given : welsh_words())
    if (const auto row = table.find({std::string(given.kind), std::string(given.id)}); row != table.end())
      row->second.cy = given.text;
  std::vector<WordRow> rows;
  for (auto& [key, row] : table) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

const std::vector<WordRow>& word_table() {
  static const std::vector<WordRow> table = built();
  return table;
}

const WordRow* find_word(std::string_view kind, std::string_view id) {
  using Key = std::pair<std::string_view, std::string_view>;
  struct Hash {
    std::size_t operator()(const Key& key) const {
      const std::hash<std::string_view> hash;
      return hash(key.first) * 31 + hash(key.second);
    }
  };
  // A page says some fifty words a case.
  static const std::unordered_map<Key, const WordRow*, Hash> by_name = [] {
    std::unordered_map<Key, const WordRow*, Hash> rows;
    for (const WordRow& row : word_table()) rows.emplace(Key(row.kind, row.id), &row);
    return rows;
  }();
  const auto at = by_name.find({kind, id});
  return at == by_name.end() ? nullptr : at->second;
}

std::string phrase(std::string_view kind, std::string_view id, Language language) {
  const WordRow* row = find_word(kind, id);
  if (row == nullptr) return as_people_write(id);
  return language == Language::cy && !row->cy.empty() ? row->cy : row->en;
}

bool is_in_welsh(std::string_view kind, std::string_view id) {
  const WordRow* row = find_word(kind, id);
  return row != nullptr && !row->cy.empty();
}

std::string_view kind_of_values(std::string_view schema, std::string_view member) {
  struct Row {
    std::string_view schema, member, kind;  // schema empty: of every record
  };
  static constexpr std::array rows{Row{"coverage/1", "missing", "area"},
                                   Row{"coverage/1", "selection", "state"},
                                   Row{"", "missing", "fact"},
                                   Row{"", "fact", "fact"},
                                   Row{"due/1", "kind", "due"},
                                   Row{"register_due/1", "kind", "due"},
                                   Row{"", "kind", "kind"},
                                   Row{"", "severity", "severity"},
                                   Row{"", "outcome", "outcome"},
                                   Row{"", "basis", "basis"},
                                   Row{"", "state", "state"},
                                   Row{"", "outlook", "state"},
                                   Row{"", "status", "state"},
                                   Row{"", "baseline", "state"},
                                   Row{"", "verdict", "verdict"},
                                   Row{"", "measure", "measure"},
                                   Row{"", "type", "type"},
                                   Row{"", "order_type", "type"},
                                   Row{"", "provider", "kind"},
                                   Row{"", "need_area", "area"},
                                   Row{"", "action", "action"},
                                   Row{"", "reason", "reason"},
                                   Row{"", "cause", "reason"},
                                   Row{"", "absence_reason", "reason"},
                                   Row{"", "mode", "kind"},
                                   Row{"", "authority", "basis"},
                                   Row{"", "recommendation", "verdict"},
                                   Row{"", "rule_decision", "verdict"}};
  for (const Row& row : rows)
    if (row.member == member && (row.schema.empty() || row.schema == schema)) return row.kind;
  return {};
}

std::string date_in_words(Date date, Language language) {
  const std::string month = "month-" + std::to_string(static_cast<int>(date.month()));
  return std::to_string(static_cast<int>(date.day())) + " " + phrase("heading", month, language) + " " +
         std::to_string(date.year());
}

std::string words_json(Language language) {
  Json words = Json::array();
  for (const WordRow& row : word_table())
    words.push_back({{"kind", row.kind}, {"id", row.id}, {"text", phrase(row.kind, row.id, language)}});
  return written({{"schema", "words/1"}, {"language", document::word(language)}, {"words", words}}, 2) + "\n";
}

std::string words_text(Language language) {
  std::string out;
  for (const WordRow& row : word_table())
    out += fmt::format("{:<8} {:<38} {}\n", row.kind, row.id, phrase(row.kind, row.id, language));
  return out;
}

}  // namespace probation::render
