// recount: RAR days by every counting profile side by side, contact by contact where they differ.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/rar_days.hpp"
#include "tools/common/case_rows.hpp"
#include "tools/common/record_stream.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {

using render::Json;

namespace {

std::string recount_text(const Recount& count, const std::string& crn, const CaseFacts& facts) {
  std::string out = fmt::format("{} {}: maximum {}\n", crn, subject_of(*count.order, *count.requirement),
                                amount_in_words(facts.max_days(*count.requirement)));
  out += "  ";
  for (const std::string_view name : profile_names) out += fmt::format("{:>13}", name);
  out += "\n  ";
  for (const auto& days : count.days)
    out += fmt::format("{:>13}", days ? std::to_string(*days) : std::string("not known"));
  out += '\n';
  if (!count.strict.awaiting_outcome.empty())
    out += fmt::format("  awaiting outcome: {}\n", join(count.strict.awaiting_outcome, ", "));
  if (!count.strict.awaiting_rar_decision.empty())
    out += fmt::format("  awaiting RAR decision: {}\n", join(count.strict.awaiting_rar_decision, ", "));
  if (!count.strict.in_force_not_known.empty())
    out += fmt::format("  whether it was in force is not known: {}\n", join(count.strict.in_force_not_known, ", "));
  if (count.days[0] && count.strict.at_most != count.days[0])
    out += fmt::format("  strict: {}\n", count.strict.at_most ? fmt::format("up to {}", *count.strict.at_most)
                                                              : std::string("more may be missing from the record"));
  for (const ContactCount& contact : count.contacts) {
    const bool all =
        std::all_of(contact.counts.begin(), contact.counts.end(), [&](bool c) { return c == contact.counts[0]; }) &&
        std::all_of(contact.why.begin(), contact.why.end(), [&](const std::string& w) { return w == contact.why[0]; });
    if (all && contact.counts[0]) continue;  // every way of counting agrees
    out += fmt::format("  {} {}\n", format(*contact.contact->date), subject_of(*contact.contact));
    for (std::size_t p = 0; p < profile_names.size(); ++p) {
      const std::string& why = contact.why[p];
      out += fmt::format("    {:<13} {}{}\n", profile_names[p],
                         contact.counts[p] && why.empty() ? "counts"
                         : contact.counts[p]              ? "counts once"
                                                          : "no",
                         why.empty() ? "" : ": " + why);
    }
  }
  return out;
}

Json activities_json(const Recount& count) {
  Json by_activity = Json::object();
  for (const ActivityCount& activity : count.by_activity)
    by_activity[subject_of(*activity.activity).text()] = {{"delius_flag", activity.delius_flag},
                                                          {"referral", activity.referral}};
  return by_activity;
}

Json contacts_json(const Recount& count) {
  Json contacts = Json::array();
  for (const ContactCount& contact : count.contacts) {
    Json counts = Json::object(), why = Json::object();
    for (std::size_t p = 0; p < profile_names.size(); ++p) {
      counts[profile_names[p]] = contact.counts[p];
      if (!contact.why[p].empty()) why[profile_names[p]] = contact.why[p];
    }
    contacts.push_back(Json::object());
    Json& record = contacts.back();
    record["id"] = subject_of(*contact.contact).text();
    record["date"] = format(*contact.contact->date);
    record["counts"] = std::move(counts);
    record["why"] = std::move(why);
  }
  return contacts;
}

// `is_whole`: with its contacts, which no column shows.
Json recount_json(const Recount& count, const CaseFacts& facts, bool is_whole) {
  Json days = Json::object();
  for (std::size_t p = 0; p < profile_names.size(); ++p) days[profile_names[p]] = render::or_null(count.days[p]);
  Json record = case_columns("recount/1", facts.file, count.order, count.requirement);
  const KnownAmount maximum = facts.max_days(*count.requirement);
  record["max_days"] = render::or_null(maximum.value);
  record["max_days_possible"] = possible_amounts(maximum);
  record["days"] = std::move(days);
  if (is_whole) record["by_activity"] = activities_json(count);
  record["days_at_most"] = render::or_null(count.strict.at_most);
  record["awaiting_outcome"] = count.strict.awaiting_outcome;
  record["awaiting_rar_decision"] = count.strict.awaiting_rar_decision;
  record["in_force_not_known"] = count.strict.in_force_not_known;
  if (is_whole) record["contacts"] = contacts_json(count);
  return record;
}

}  // namespace

int run_recount(Invocation& invocation, const Options&) {
  // In CSV every profile has a column of its own.
  std::vector<std::string> columns = case_table_columns({"max_days", "max_days_possible"});
  for (const std::string_view name : profile_names) columns.push_back(fmt::format("days/{}", name));
  columns.insert(columns.end(), {"days_at_most", "awaiting_outcome", "awaiting_rar_decision", "in_force_not_known"});
  RecordStream table(invocation, "recount", columns);
  table.of_cells();
  std::int64_t all = 0;
  table.visit(
      [&](const CaseFacts& facts, const std::string&, const PlaceTable&) {
        CaseRows own;
        const std::string crn = facts.file.crn ? facts.file.crn->text : std::string("?");
        each_recount(facts, [&](const Recount& count) {
          own.add(table.row(recount_json(count, facts, table.asks_for_whole_records()),
                            table.asks_for_text() ? recount_text(count, crn, facts) : std::string{}));
        });
        return own;
      },
      [&](CaseRows&& own) {
        own.give([&](RecordStream::Row row) { table.add(fmt::format("{:016x}", all++), std::move(row)); });
      });
  RecordStream::Words words;
  if (all == 0) words.end = "no rehabilitation activity requirement\n";
  return table.finish(words);
}

}  // namespace probation::tools
