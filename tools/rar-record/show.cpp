// status, log and verify: what stands, how it came about, whether it holds together. Nothing is changed.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "caseload/visit.hpp"
#include "document/refused.hpp"
#include "facts/case/answers.hpp"
#include "facts/case/failures.hpp"
#include "facts/case/missing_names.hpp"
#include "facts/case/rar_days.hpp"
#include "recording/history.hpp"
#include "render/run/json.hpp"
#include "render/run/text.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/due.hpp"
#include "tools/common/output.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
template <class Number>
Json or_null(const std::optional<Number>& n) {
  return n ? Json(*n) : Json(nullptr);
}

bool is_review(const std::string& kind) {
  const auto& words = document::Worded<ReviewKind>::words;
  return std::any_of(words.begin(), words.end(), [&](const document::Word& word) { return word.text == kind; });
}

struct StatusText {
  std::string text;
  Json json;
};

// An id that is there is shown; one that is not where it could be a slip of one.
std::string reference_shown(const std::string& id, bool is_there, bool is_limited) {
  const bool may_slip = !sight().redact && !is_limited && document::may_be_slip(id, document::Wanted::figure);
  return is_there || may_slip ? id : "…";
}

// Sections that did not decode, lists that are known to lack entries, and lists that nobody recorded: of these nothing
// that stands below is the whole.
struct NotKnown {
  std::vector<std::string_view> not_read, partial, not_recorded;
};

NotKnown not_known_of(const CaseFacts& facts) {
  // By name, for what else stands under the top of a case may be anybody's words.
  static constexpr std::array<std::string_view, 13> sections{
      "person",   "manager",     "flags",   "limited_access", "orders",   "assessments", "plan",
      "contacts", "enforcement", "reviews", "suspensions",    "reported", "partial"};
  NotKnown of;
  for (const std::string_view section : sections)
    if (facts.is_half_read(section)) of.not_read.push_back(section);
  const CaseFile& file = facts.file;
  const auto note_absent = [&](std::string_view name, bool is_recorded) {
    if (!is_recorded && !facts.is_half_read(name)) of.not_recorded.push_back(name);
  };
  note_absent("orders", file.orders.recorded);
  note_absent("contacts", file.contacts.recorded);
  note_absent("enforcement", file.enforcement.recorded);
  note_absent("reviews", file.reviews.recorded);
  note_absent("suspensions", file.suspensions.recorded);
  const auto& lists = document::Worded<ListName>::words;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    bool is_open = false;  // of members alone too: the entries count, and what they say of those does not
    for (const PartialMark& mark : file.partial)
      if (mark.list.is(static_cast<ListName>(i))) is_open = !mark.whole.is(true);
    if (is_open) of.partial.push_back(lists[i].text);
  }
  return of;
}

std::string in_words(const NotKnown& of) {
  std::string text;
  const auto line = [&](std::string_view words, const std::vector<std::string_view>& names) {
    if (!names.empty()) text += fmt::format("  {}: {}\n", words, fmt::join(names, ", "));
  };
  line("could not be read, and is not known", of.not_read);
  line("known to be partial: more may be missing", of.partial);
  line("not recorded", of.not_recorded);
  return text;
}

// What is left of a requirement's days, and what of it is not known.
struct DaysOfRequirement {
  Json days = Json::object(), left = nullptr, at_least = nullptr, at_most = nullptr, awaiting = Json::array();
};

// Which maximum governs, on which days the order was in force, or of which requirement a day is, may not be known:
// then there is a range.
DaysOfRequirement days_of(const Recount& count, const KnownAmount& maximum) {
  DaysOfRequirement of;
  for (std::size_t p = 0; p < profile_names.size(); ++p)
    of.days[std::string(profile_names[p])] = or_null(count.days[p]);
  if (const auto strict = count.days[0]; strict && count.strict.at_most && !maximum.possible.empty()) {
    const bool known = maximum.value && !count.strict.is_range();
    if (known) of.left = *maximum.value - *strict;
    else of.at_least = maximum.possible.front() - *count.strict.at_most;
    if (!known) of.at_most = maximum.possible.back() - *strict;
  }
  for (const std::string& id : count.strict.awaiting_outcome) of.awaiting.push_back(id);
  return of;
}

// Of what did not decode, or may have been amended by what is missing, nobody can say that it is not recorded.
std::string maximum_in_words(const CaseFacts& facts, const KnownAmount& maximum) {
  if (maximum.value || !maximum.possible.empty()) return amount_in_words(maximum);
  if (facts.is_half_read("orders")) return "a maximum that could not be read";
  return facts.is_whole(ListName::amendments, "max_days") ? "a maximum that is not recorded"
                                                          : "a maximum that is not known: amendments are missing";
}

std::string in_words(const Recount& count, const std::string& maximum, const DaysOfRequirement& of) {
  const auto strict = count.days[0];
  std::string line = fmt::format(": {} of {}", strict ? counted(*strict, "day") : "days not known", maximum);
  if (!of.left.is_null()) line += fmt::format(", {} left", of.left.get<std::int64_t>());
  if (!of.at_least.is_null())
    line += fmt::format(", {} to {} left", of.at_least.get<std::int64_t>(), of.at_most.get<std::int64_t>());
  std::string others;
  for (std::size_t p = 1; p < profile_names.size(); ++p)
    if (count.days[p] != strict)
      others += fmt::format("{}{} {}", others.empty() ? "" : ", ", profile_names[p],
                            count.days[p] ? std::to_string(*count.days[p]) : "not known");
  if (!others.empty()) line += fmt::format("\n    other programs count: {}", others);
  if (!count.strict.in_force_not_known.empty())
    line += fmt::format("\n    whether it was in force is not known on the days of: {}",
                        join(count.strict.in_force_not_known, ", "));
  if (!count.strict.awaiting_outcome.empty())
    line += fmt::format("\n    awaiting an outcome: {}", join(count.strict.awaiting_outcome, ", "));
  if (!count.strict.awaiting_rar_decision.empty())
    line += fmt::format("\n    awaiting a RAR decision: {}", join(count.strict.awaiting_rar_decision, ", "));
  return line;
}

Json requirements_of(const CaseFacts& facts, std::string& text) {
  Json requirements = Json::array();
  const std::vector<Recount> counts = recount(facts);
  if (facts.is_half_read("orders")) text += "  the orders could not be read: what is there is not the record\n";
  else if (!facts.file.orders.recorded) text += "  the orders are not recorded\n";
  for (const Order& order : facts.file.orders)
    for (const Requirement& requirement : order.requirements) {
      const KnownAmount maximum = facts.max_days(requirement);
      DaysOfRequirement of;
      text += fmt::format("  {} {}", subject_of(order, requirement),
                          requirement.type ? spoken(*requirement.type) : "requirement of a type that is not recorded");
      const auto count =
          std::find_if(counts.begin(), counts.end(), [&](const Recount& c) { return c.requirement == &requirement; });
      if (count != counts.end()) {
        of = days_of(*count, maximum);
        text += in_words(*count, maximum_in_words(facts, maximum), of);
      }
      text += "\n";
      requirements.push_back({{"order_id", order.id ? Json(order.id->text) : Json(nullptr)},
                              {"requirement_id", requirement.id ? Json(requirement.id->text) : Json(nullptr)},
                              {"type", requirement.type ? Json(word(*requirement.type)) : Json(nullptr)},
                              {"max_days", or_null(maximum.value)},
                              {"max_days_possible", possible_amounts(maximum)},
                              {"days", of.days},
                              {"days_left", of.left},
                              {"at_least", of.at_least},
                              {"at_most", of.at_most},
                              {"awaiting_outcome", of.awaiting}});
    }
  return requirements;
}

Json warnings_of(const CaseFacts& facts, const PlaceTable& places, std::string& text) {
  Json warnings = Json::array();
  for (const EnforcementEntry* entry : facts.enforcement) {
    if (!entry->date) continue;
    const WarningLife life = life_of(facts, *entry);
    if (life.answer == false) continue;
    const Date until = warning_window_end(*entry);
    if (*entry->date > facts.as_of || until < facts.as_of) continue;
    warnings.push_back({{"id", subject_of(*entry).text()},
                        {"date", format(*entry->date)},
                        {"live_until", format(until)},
                        {"why", text_or_null(life.why)},
                        {"missing", names_of(facts, places, life.missing)}});
    text += life.answer ? fmt::format("  warning {} of {}, live until {}\n", subject_of(*entry), format(*entry->date),
                                      format(until))
                        : fmt::format("  warning {} of {}, undetermined; if it stands it is live until {}: {}\n",
                                      subject_of(*entry), format(*entry->date), format(until), life.why);
  }
  return warnings;
}

Json reviews_of(const CaseFacts& facts, const PlaceTable& places, std::string& text) {
  Json reviews = Json::array();
  std::vector<DueRecord> due = due_records(facts, facts.as_of + Days{due_within_days}, places);
  sort_due(due);
  for (const DueRecord& record : due) {
    const DueRow& row = record.row;
    if (!is_review(row.kind) || row.state == DueState::done || row.state == DueState::done_late) continue;
    reviews.push_back(record.json);
    const auto name = [&](const char* member) {
      return record.json[member].is_null() ? std::string("?") : record.json[member].get<std::string>();
    };
    text += fmt::format("  review {} of {}{}, due {}{}\n", row.kind, name("order_id"),
                        record.json["requirement_id"].is_null() ? "" : "/" + name("requirement_id"),
                        row.due ? format(*row.due) : std::string("on a day that is not known"),
                        row.state == DueState::undetermined ? fmt::format(", undetermined: {}", row.computed)
                        : row.days_left.value_or(0) < 0 ? fmt::format(", {} overdue", counted(-*row.days_left, "day"))
                                                        : std::string{});
  }
  return reviews;
}

Json appointments_of(const CaseFacts& facts, std::string& text) {
  std::vector<const Contact*> ahead;
  for (const Contact* contact : facts.contacts)
    if (contact->date && *contact->date >= facts.as_of && !contact->outcome) ahead.push_back(contact);
  std::stable_sort(ahead.begin(), ahead.end(), [](const Contact* a, const Contact* b) { return *a->date < *b->date; });
  Json appointments = Json::array();
  for (const Contact* contact : ahead) {
    appointments.push_back({{"id", subject_of(*contact).text()},
                            {"date", format(*contact->date)},
                            {"type", contact->type ? Json(word(*contact->type)) : Json(nullptr)}});
    text += fmt::format("  next: {} {} {}\n", format(*contact->date), subject_of(*contact),
                        word_or(contact->type, "contact"));
  }
  return appointments;
}

// A booking that got its outcome is one contact with its outcome.
template <class Entry>
bool is_outcome(const CaseFacts& facts, const Entry& entry) {
  if constexpr (std::is_same_v<Entry, Contact>) {
    const Contact* old = facts.contact(entry.supersedes->text);
    return old != nullptr && entry.outcome && !old->outcome && !entry.reason && !entry.withdrawn.is(true);
  } else {
    return false;
  }
}

Json superseded_of(const CaseFacts& facts, std::string& text) {
  Json superseded = Json::array();
  const auto add = [&](const auto& list) {
    for (const auto& entry : list) {
      if (!entry.supersedes || is_outcome(facts, entry)) continue;
      const std::string& id = entry.supersedes->text;
      const bool is_there =
          std::any_of(list.begin(), list.end(), [&](const auto& other) { return other.id && other.id->text == id; });
      const std::string old = reference_shown(id, is_there, facts.file.limited_access.is(true));
      superseded.push_back({{"id", old}, {"by", subject_of(entry).text()}, {"void", entry.withdrawn.is(true)}});
      text += fmt::format("  {} was {} by {}\n", old, entry.withdrawn.is(true) ? "withdrawn" : "replaced",
                          subject_of(entry));
    }
  };
  add(facts.file.contacts);
  add(facts.file.enforcement);
  add(facts.file.reviews);
  add(facts.file.suspensions);
  if (facts.file.plan) add(facts.file.plan->activities);
  return superseded;
}

StatusText status_of(const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
  const std::string crn = facts.file.crn ? facts.file.crn->text : std::string{};
  StatusText status{
      fmt::format("{}  {}, as of {}\n", crn.empty() ? "?" : crn, render::visible(file), format(facts.as_of)),
      {{"schema", "status/1"}, {"crn", text_or_null(crn)}, {"as_of", format(facts.as_of)}}};
  const NotKnown not_known = not_known_of(facts);
  status.text += in_words(not_known);
  status.json["not_read"] = not_known.not_read;
  status.json["partial"] = not_known.partial;
  status.json["not_recorded"] = not_known.not_recorded;
  status.json["requirements"] = requirements_of(facts, status.text);
  status.json["warnings"] = warnings_of(facts, places, status.text);
  status.json["reviews"] = reviews_of(facts, places, status.text);
  status.json["next_appointments"] = appointments_of(facts, status.text);
  status.json["file"] = file;
  status.json["superseded"] = superseded_of(facts, status.text);
  return status;
}

Json undoes_of(const recording::Recorded& entry) {
  if (entry.undoes.empty()) return nullptr;
  if (entry.undoes.find_first_not_of("0123456789") != std::string::npos) return entry.undoes;
  return std::stoll(entry.undoes);
}

// What an entry replaces; where there is no such entry the word may be anything.
std::string superseded_shown(const recording::CaseText& file, const recording::Recorded& entry,
                             recording::Sight sight) {
  const bool is_told =
      sight == recording::Sight::all || entry.supersedes.empty() || file.find(entry.supersedes) != nullptr;
  return is_told ? entry.supersedes : "…";
}

Json who_recorded(const recording::Recorded& entry, recording::Sight sight) {
  const std::string code = recording::text_at(entry.value, "recorded_by");
  if (code.empty() || sight == recording::Sight::limited) return nullptr;
  return officer_shown(code);
}

}  // namespace

int run_status(Invocation& invocation, const Options& options) {
  one_of("--format", options.format, {"text", "json", "ndjson"});
  std::string text;
  std::vector<Json> records;
  const auto result = caseload::visit_in_parallel(
      invocation.world(), invocation.request(), invocation.settings(),
      [](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
        return status_of(facts, file, places);
      },
      [&](StatusText&& status) {
        text += status.text;
        records.push_back(std::move(status.json));
      });
  return invocation.finish_records("status", result, records, {}, [&] { return text; },
                                   {{"json", [](const std::vector<Json>& shown, const Target&) {
                                       const bool is_one = shown.size() == 1 && shown.front()["schema"] == "status/1";
                                       return is_one ? render::written(shown.front(), 2) + "\n" : render::json(shown);
                                     }}});
}

int run_log(Invocation& invocation, const Options& options) {
  one_of("--format", options.format, {"text", "json", "ndjson"});
  std::string text;
  std::vector<Json> records;
  const caseload::Request request = invocation.request();
  caseload::Result result;
  for (const std::string& path : request.paths) {
    std::string bytes;
    try {
      bytes = case_text_of(invocation.world(), path);
      const recording::CaseText file(path, bytes);
      ++result.files;
      caseload::add_file(result, path, bytes, true);
      text += fmt::format("{}  {}\n", file.crn(), render::visible(path));
      const recording::Sight sight = sight_of(file, options);
      for (const recording::LogRow& row : recording::history(file, sight)) {
        const recording::Recorded& entry = *row.entry;
        const std::string recorded = recording::text_at(entry.value, "recorded");
        records.push_back({{"schema", "log_entry/1"},
                           {"id", entry.id},
                           {"kind", recording::row_of(entry.kind).word},
                           {"date", entry.date ? Json(format(*entry.date)) : Json(nullptr)},
                           {"recorded", text_or_null(recorded)},
                           {"supersedes", text_or_null(superseded_shown(file, entry, sight))},
                           {"superseded_by", text_or_null(entry.superseded_by)},
                           {"void", entry.withdraws},
                           {"change", entry.change == 0 ? Json(nullptr) : Json(entry.change)},
                           {"undoes", undoes_of(entry)},
                           {"recorded_by", who_recorded(entry, sight)},
                           {"text", row.text},
                           {"crn", text_or_null(file.crn())},
                           {"file", path}});
        std::string marks;
        const recording::Recorded* old = file.find(entry.supersedes);
        if (!entry.supersedes.empty() && (old == nullptr || !recording::is_outcome_of(entry, *old)))
          marks +=
              fmt::format(" [{} {}]", entry.withdraws ? "withdraws" : "replaces", superseded_shown(file, entry, sight));
        if (!entry.superseded_by.empty()) marks += fmt::format(" [replaced by {}]", entry.superseded_by);
        text += fmt::format("  {:<16} {:<12} {:<6} {}{} {}\n", recorded.empty() ? "-" : recorded,
                            recording::row_of(entry.kind).word, entry.id,
                            entry.date ? format(*entry.date) : std::string("-"), marks, row.text);
      }
    } catch (const recording::NotUnderstood& problem) {
      if (!problem.other_kind.empty() && was_met(invocation, path)) {
        result.accounts.push_back(passed_over(path, problem.other_kind));
        continue;
      }
      caseload::add_file(result, path, bytes, false);
      write_fault("rar-record", problem.message, problem.below);
    } catch (const recording::Refusal& refusal) {
      caseload::add_file(result, path, bytes, false);
      write_fault("rar-record", refusal.message);
    } catch (const WorldFailure& failure) {
      caseload::add_file(result, path, bytes, false);
      write_fault("rar-record", failure.what());
    }
  }
  return invocation.finish_records("log", result, records, {}, [&] { return text; });
}

int run_verify(Invocation& invocation, const Options& options) {
  rules::Settings settings = invocation.settings();
  if (settings.selection.select.empty()) settings.selection.select = {"DOC", "REC5"};  // what a file says of itself
  const caseload::Request request = invocation.request();
  // What a stopped writer left beside a file harms nothing, and is taken away by the next one.
  std::set<std::string> folders;
  for (const std::string& path : request.paths)
    folders.insert(path.find('/') == std::string::npos ? "." : path.substr(0, path.rfind('/')));
  for (const std::string& folder : folders) {
    std::vector<std::string> names = folder.empty() ? std::vector<std::string>{} : invocation.world().list(folder);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
      if (!options.quiet && name.size() > 5 && name.front() == '.' && name.ends_with(".tmp"))
        write_fault(
            "rar-record",
            fmt::format("{}/{}: left by a writer that was stopped; the case file beside it is whole", folder, name));
  }
  return invocation.finish_check(caseload::check_cases(invocation.world(), request, settings));
}

}  // namespace probation::tools
