// session: one sitting of a group, recorded in the case of each of its people. First all names, then all cases.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/tree.hpp"
#include "model/case_shapes.hpp"
#include "tools/rar-record/case_finder.hpp"
#include "tools/rar-record/commands.hpp"

namespace probation::tools {

using recording::CaseText;
using recording::Receipt;
using recording::Words;

namespace {

struct Person {
  std::string crn;
  Words outcome;
  std::string path;      // of the case
  std::string activity;  // that stands in it
};

// Those who attended and those who did not, in the order given. What is wrong goes to `wrong`.
std::vector<Person> people_of(const RecordOptions& record, std::vector<std::string>& wrong) {
  std::vector<Person> people;
  for (const std::string& crn : record.attended) people.push_back({crn, {{"outcome", "attended_complied"}}, {}, {}});
  for (const std::string& words : record.absent) {
    const std::size_t equals = words.find('=');
    if (equals == std::string::npos || equals == 0) {
      wrong.push_back(fmt::format("--absent {}: not CRN=OUTCOME", words));
      continue;
    }
    const std::string said = words.substr(equals + 1);
    const std::size_t colon = said.find(':');
    Person person{words.substr(0, equals), {{"outcome", said.substr(0, colon)}}, {}, {}};
    if (colon != std::string::npos) person.outcome.emplace_back("absence_reason", said.substr(colon + 1));
    people.push_back(std::move(person));
  }
  for (std::size_t i = 0; i < people.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (people[i].crn == people[k].crn) wrong.push_back(fmt::format("{}: named twice", people[i].crn));
  return people;
}

int exit_of(const std::vector<int>& codes) {
  for (const int code : {static_cast<int>(io_error), static_cast<int>(unreadable), static_cast<int>(refused),
                         static_cast<int>(conflict)})
    if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
  return done;
}

// Where each person's case is, and which of its activities is meant; what is wrong is said for all of them at once.
void find_activities(Invocation& invocation, const CaseFinder& cases, const RecordOptions& record,
                     const std::optional<Date>& start, std::vector<Person>& people, std::vector<std::string>& wrong) {
  const std::string intervention = record.activity.substr(0, record.activity.find('@'));
  std::vector<std::string_view> known;
  for (const auto& [crn, places] : cases.by_person()) known.push_back(crn);
  for (Person& person : people) {
    const std::vector<CasePlace>& places = cases.places_of(person.crn);
    if (places.empty()) {
      const auto near = nearest(person.crn, known);
      wrong.push_back(fmt::format("{}: no case of that name{}", person.crn,
                                  near ? fmt::format("; did you mean {}?", *near) : std::string{}));
      continue;
    }
    if (places.size() > 1) {
      wrong.push_back(fmt::format("{}: two cases, {} and {}", person.crn, places[0].name, places[1].name));
      continue;
    }
    if (!places.front().hindrance.empty()) {
      wrong.push_back(fmt::format("{}: {} is the case; {}", person.crn, places.front().name, places.front().hindrance));
      continue;
    }
    person.path = places.front().path;
    std::string why;
    person.activity =
        recording::activity_for(CaseText(person.path, invocation.world().read(person.path)), intervention, start, why);
    if (person.activity.empty()) wrong.push_back(fmt::format("{}: {}", person.crn, why));
  }
}

Outcome record_person(Invocation& invocation, const Options& options, const RecordOptions& record, const Person& person,
                      recording::Clerk clerk, Date day) {
  clerk.judge = engine_judge(invocation, person.path);
  Words words = dated(recording::EntryKind::contact, record.words, invocation.as_of());
  words.insert(words.end(), person.outcome.begin(), person.outcome.end());
  try {
    const auto change = [&](const CaseText& file) {
      return recording::session(file, person.activity, day, words, clerk);
    };
    Outcome one = change_file(person.path, record, options, change);
    // A dry run shows what was asked of every record, beside the refusal of one that does not take it.
    if (record.dry_run && one.exit == refused && one.diff.empty()) {
      clerk.refuses_by_rule = false;
      one.diff = change_file(person.path, record, options, change).diff;
    }
    return one;
  } catch (const recording::NotUnderstood& problem) {
    return failed_outcome(person.path, problem.message, unreadable);
  } catch (const WorldFailure& failure) {
    return failed_outcome(person.path, failure.what(), io_error);
  }
}

}  // namespace

int run_session(Invocation& invocation, const Options& options, const RecordOptions& record) {
  const Date today = invocation.as_of();
  const Date day = date_option("--date", dated("--date", record.date, today));
  const std::size_t at_sign = record.activity.find('@');
  std::optional<Date> start;
  if (at_sign != std::string::npos) start = date_option("--activity …@", record.activity.substr(at_sign + 1));
  const recording::Clerk clerk = clerk_of(invocation, options, record);

  std::vector<std::string> wrong;
  std::vector<Person> people = people_of(record, wrong);
  if (people.empty() && wrong.empty()) throw UsageError{"session: name who attended, or who did not"};
  Options searched = options;
  searched.paths = record.paths;
  Invocation search("rar-record", searched, "case/1");
  const caseload::Request request = search.request();
  const CaseFinder cases(invocation.world(), request, search.not_found());
  for (const intake::Unreadable& file : cases.unreadable())
    write_fault("rar-record", fmt::format("{}: {}", file.path, file.why));
  find_activities(invocation, cases, record, start, people, wrong);
  // A word that no field takes is everybody's mistake.
  for (const Person& person : people)
    for (const auto& [key, value] : person.outcome)
      recording::conform_member(document::type_of<Contact>(),
                                *recording::field_of(recording::shape_of(recording::EntryKind::contact), key),
                                document::Value::literal(value));
  if (!wrong.empty()) {
    const std::string why = fmt::format("nothing is written for anybody: {}", join(wrong, "; "));
    if (!cases.unreadable().empty()) throw recording::NotUnderstood{why};  // who is not found may stand there
    throw UsageError{why};
  }

  Outcome all;
  std::vector<int> codes;
  if (!cases.unreadable().empty()) codes.push_back(unreadable);
  for (const Person& person : people) {
    Outcome one = record_person(invocation, options, record, person, clerk, day);
    codes.push_back(one.exit);
    all.diff += one.diff;
    for (Receipt& receipt : one.receipts) {
      receipt.crn = person.crn;
      if (receipt.action.empty()) receipt.action = "session";
      all.receipts.push_back(std::move(receipt));
    }
  }
  all.exit = exit_of(codes);
  return print_outcome(all, options, true);
}

}  // namespace probation::tools
