#include "rules/report.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include <fmt/format.h>

#include "base/xxh3.hpp"
#include "document/problem.hpp"
#include "facts/case/case_facts.hpp"
#include "law/older_law.hpp"

namespace probation::rules {

std::string_view word(Severity value) {
  static constexpr std::array<std::string_view, 3> words{"error", "warning", "note"};
  static_assert(words.size() == static_cast<std::size_t>(Severity::note) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(value)];
}
std::string_view word(Basis value) {
  static constexpr std::array<std::string_view, 6> words{"statute", "regulation", "policy", "system", "data", "local"};
  static_assert(words.size() == static_cast<std::size_t>(Basis::local) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(value)];
}
std::string_view word(DateTest value) {
  static constexpr std::array<std::string_view, 5> words{"offence", "conviction", "order", "event", "as_at"};
  static_assert(words.size() == static_cast<std::size_t>(DateTest::as_at) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(value)];
}
std::string_view word(Verdict value) {
  static constexpr std::array<std::string_view, 5> words{"pass", "fail", "undetermined", "not_applicable",
                                                         "not_assessed"};
  static_assert(words.size() == static_cast<std::size_t>(Verdict::not_assessed) + 1 && !words.back().empty());
  return words[static_cast<std::size_t>(value)];
}

std::uint32_t section_named(std::string_view key) {
  static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 11> sections{{{"person", person},
                                                                                        {"flags", flags},
                                                                                        {"orders", orders},
                                                                                        {"assessments", assessments},
                                                                                        {"plan", plan},
                                                                                        {"contacts", contacts},
                                                                                        {"enforcement", enforcement},
                                                                                        {"reviews", reviews},
                                                                                        {"suspensions", suspensions},
                                                                                        {"reported", reported},
                                                                                        {"manager", manager}}};
  for (const auto& [name, bit] : sections)
    if (name == key) return bit;
  return no_section;
}

std::string fingerprint(std::string_view rule, std::string_view crn, std::string_view subject,
                        std::string_view identity) {
  // A few words, hashed where they are put together.
  std::array<char, 256> few;
  std::string many;
  const std::size_t size = rule.size() + crn.size() + subject.size() + identity.size() + 3;
  char* const text = size <= few.size() ? few.data() : (many.resize(size), many.data());
  char* to = std::copy(rule.begin(), rule.end(), text);
  for (const std::string_view part : {crn, subject, identity}) {
    *to++ = '\n';
    to = std::copy(part.begin(), part.end(), to);
  }
  std::uint64_t hash = XXH3_64bits(text, size);
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 0xF];
  return digits;
}

namespace {

FindingSource said(const Source& source, bool assumption = false) {
  return {SharedText::constant(source.title), SharedText::constant(source.provision), format(source.from), assumption};
}

// The same place as bytes, and where its value ends. A text that is not at hand leaves them open.
void put_extent(Location& location, const Origin& origin, document::LineIndex& lines) {
  if (location.line == 0 || location.column == 0) return;
  const auto extent = lines.value_at(location.line, location.column);
  if (!extent) return;
  const std::int64_t stored_at = origin.stored_at;
  location.end_line = extent->end_line;
  location.end_column = extent->end_column;
  if (stored_at < 0) return;
  location.from = stored_at + static_cast<std::int64_t>(extent->from);
  location.until = stored_at + static_cast<std::int64_t>(extent->until);
}

// An act that governs by the conviction is none of a finding about an earlier one, but where the rule names it itself.
bool is_after(const Source& source, DateTest asked_by, const Order& order) {
  return asked_by == DateTest::conviction && source.title != the_code_title && order.conviction_date &&
         *order.conviction_date < source.from;
}

bool is_cited(const Source& source, DateTest asked_by, const Order* order) {
  if (order != nullptr && is_after(source, asked_by, *order)) return false;
  if (source.cited_for == CitedFor::any || order == nullptr || !order->type) return true;
  return order->type.is(source.cited_for == CitedFor::community_order ? OrderType::community_order
                                                                      : OrderType::suspended_sentence_order);
}

}  // namespace

Location Report::locate(const Origin& origin, Place place, std::string words) const {
  Location location{origin.file, place.line, place.column, {}, std::move(words), {}};
  if (origin.places != nullptr && place.known()) location.pointer = origin.places->pointer(place.node);
  // Excerpts never show what stands under `person`, even where it shares a line with something else, nor anything of
  // a case under an access limitation.
  const auto is_personal = [&] {
    return (origin.places != nullptr && origin.places->section(place.node) == "person") ||
           std::any_of(origin.personal_lines.begin(), origin.personal_lines.end(),
                       [&](const auto& lines) { return lines.first <= place.line && place.line <= lines.second; });
  };
  if (!detail_.excerpts && !detail_.extents) return location;
  std::optional<document::LineIndex> of_the_file;
  document::LineIndex& lines = origin.lines ? *origin.lines : of_the_file.emplace(origin.text, 0, 1);
  if (detail_.excerpts && place.known() && !origin.limited_access && !is_personal()) {
    document::LineAround line = lines.around(place.line, place.column);
    location.excerpt = std::move(line.text);
    location.excerpt_skips = line.skipped;
    location.excerpt_goes_on = line.goes_on;
  }
  if (detail_.extents) put_extent(location, origin, lines);
  return location;
}

std::string Report::pointer(Place place, std::string_view key) const {
  if (key.find(':') != std::string_view::npos) return std::string(key);  // policy:NAME, law:NAME: in no file
  std::string text = origin_.places == nullptr ? std::string{} : origin_.places->pointer(place.node);
  if (!key.empty()) {
    text += '/';
    text += key;
  }
  return text;
}

Report::Draft Report::say(Verdict verdict, const Subject& subject, Place at, std::string message) {
  if (counts_ != nullptr) {
    ++(*counts_)[static_cast<std::size_t>(verdict)];
    if (verdict == Verdict::not_applicable || verdict == Verdict::not_assessed) return {*this, Draft::only_counted};
  }
  Finding& finding = findings_.emplace_back();
  finding.rule = &rule_;
  finding.severity = rule_.severity;
  finding.basis = rule_.basis;
  finding.outcome = verdict;
  finding.crn = origin_.crn;
  // Where it is shown, or what it waits for: to whom it is shown.
  if (!origin_.limited_access && (has_words(verdict) || (detail_.gaps && verdict == Verdict::undetermined))) {
    finding.region = origin_.region;
    finding.pdu = origin_.pdu;
    finding.team = origin_.team;
    finding.officer = origin_.officer;
  }
  finding.subject = subject.text();
  if (!detail_.words || has_words(verdict)) tell_whose(finding, subject);
  if (has_words(verdict)) {
    finding.location = locate(origin_, at, {});
    add_words(finding, std::move(message));
  } else {
    finding.location.file = origin_.file;
    finding.location.line = at.line;
    finding.location.column = at.column;
  }
  return {*this, findings_.size() - 1};
}

void Report::tell_whose(Finding& finding, const Subject& subject) const {
  finding.is_of_file = subject.is_file();
  if (subject.is_entry()) finding.entry_id = finding.subject;
  if (facts_ == nullptr) return;
  finding.order = facts_->order_of(subject);
  if (finding.order != nullptr && finding.order->id) finding.order_id = finding.order->id->text;
  const Requirement* requirement = facts_->requirement_of(subject);
  if (requirement != nullptr && requirement->id) finding.requirement_id = requirement->id->text;
}

void Report::add_words(Finding& finding, std::string message) const {
  finding.message = std::move(message);
  finding.fingerprint = fingerprint(rule_.id, origin_.crn.empty() ? origin_.file : origin_.crn, finding.subject, {});
  finding.sources.reserve(rule_.sources.size());
  for (const Source& source : rule_.sources)
    if (is_cited(source, rule_.date_test, finding.order)) finding.sources.push_back(said(source));
}

Report::Draft Report::fail(const Subject& subject, Place at, std::string message) {
  return say(Verdict::fail, subject, at, std::move(message));
}

Report::Draft Report::undetermined(const Subject& subject, Place at, std::string message,
                                   std::vector<std::string> missing) {
  Draft draft = say(Verdict::undetermined, subject, at, std::move(message));
  // A fact that several questions lack is named once.
  auto& named = findings_.back().missing;
  if (missing.size() < 2) {
    named = std::move(missing);
    return draft;
  }
  std::unordered_set<std::string_view> known(missing.size());
  named.reserve(missing.size());  // so that what is known stays where it is
  for (std::string& pointer : missing)
    if (!known.contains(pointer)) known.insert(named.emplace_back(std::move(pointer)));
  return draft;
}

void Report::not_assessed(const Subject& subject) { say(Verdict::not_assessed, subject, {}, {}); }

Finding& Report::Draft::finding() { return report_->findings_[index_]; }
bool Report::Draft::has_words() const { return is_kept() && report_->has_words(report_->findings_[index_].outcome); }

Report::Draft& Report::Draft::here(std::string words) {
  if (!has_words()) return *this;
  finding().location.message = std::move(words);
  return *this;
}
Report::Draft& Report::Draft::fact(std::string_view name, FactValue value) {
  if (!has_words()) return *this;
  finding().facts.emplace_back(name, std::move(value));
  return *this;
}
Report::Draft& Report::Draft::fact(std::string_view name, Date value) {
  if (!has_words()) return *this;
  return fact(name, FactValue{format(value)});
}
Report::Draft& Report::Draft::identity(std::string_view name, Date value) {
  if (!has_words()) return *this;
  return identity(name, format(value));
}
Report::Draft& Report::Draft::identity(std::string_view name, std::string value) {
  if (!has_words()) return *this;
  fact(name, FactValue{value});
  identity_ += fmt::format("{}={}\n", name, value);
  Finding& f = finding();
  f.fingerprint = fingerprint(f.rule->id, f.crn.empty() ? f.location.file : f.crn, f.subject, identity_);
  return *this;
}
Report::Draft& Report::Draft::related(Place place, std::string words) {
  if (!has_words()) return *this;
  finding().related.push_back(report_->locate(report_->origin_, place, std::move(words)));
  return *this;
}
Report::Draft& Report::Draft::related_in(const std::string& file, const PlaceTable& places, Place place,
                                         std::string words) {
  if (!has_words()) return *this;
  finding().related.push_back({file,
                               place.line,
                               place.column,
                               place.known() ? places.pointer(place.node) : std::string{},
                               std::move(words),
                               {}});
  return *this;
}
Report::Draft& Report::Draft::stands_in(const std::string& file, std::string_view text, const PlaceTable& places,
                                        Place place) {
  if (!is_kept()) return *this;
  Origin other;
  other.file = SharedText(file);
  other.text = text;
  other.places = &places;
  finding().location = report_->locate(other, place, std::move(finding().location.message));
  return *this;
}
Report::Draft& Report::Draft::trace(std::string sentence) {
  if (!has_words()) return *this;
  finding().trace.push_back(std::move(sentence));
  return *this;
}
Report::Draft& Report::Draft::source(const Source& source) {
  if (!has_words()) return *this;
  FindingSource row = said(source);
  auto& rows = finding().sources;
  if (std::none_of(rows.begin(), rows.end(), [&](const FindingSource& r) {
        return r.title == row.title && r.provision == row.provision && r.from == row.from;
      }))
    rows.push_back(std::move(row));
  return *this;
}
Report::Draft& Report::Draft::standard(const ResolvedStandard& value) {
  if (!has_words()) return *this;
  const StandardRow& row = *value.national;
  finding().sources.push_back(
      {SharedText::constant(row.source), SharedText::constant(row.name), format(row.from), row.assumption});
  if (value.local != nullptr) {
    const LocalValue& local = *value.local;
    finding().sources.push_back(
        {local.source, local.name + " (local)", local.from ? format(*local.from) : std::string{}, false});
  }
  return *this;
}
Report::Draft& Report::Draft::only_local() {
  if (!is_kept()) return *this;
  finding().basis = Basis::local;
  return *this;
}
Report::Draft& Report::Draft::severity(Severity severity) {
  if (!is_kept()) return *this;
  finding().severity = severity;
  return *this;
}
Report::Draft& Report::Draft::fix(std::string words) {
  if (!has_words()) return *this;
  finding().fix = std::move(words);
  return *this;
}
Report::Draft& Report::Draft::no_excerpt() {
  if (!has_words()) return *this;
  finding().location.excerpt.clear();
  return *this;
}

}  // namespace probation::rules
