#include "tools/eip-score/catalogue_commands.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "intake/national_catalogue.hpp"
#include "recording/register_move.hpp"
#include "render/unified_diff.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {
namespace {

using document::word;
using render::Json;

constexpr std::string_view tool = "eip-score";

// Interventions and selections of the paths given; the catalogue at hand where they hold no intervention.
struct Supply {
  caseload::Register given;
  caseload::Result result;
  const CatalogueFacts* at_hand = nullptr;
  bool lost = false;  // a path was named that is not there, and no intervention was read: nothing may stand in for it
  [[nodiscard]] const CatalogueFacts& catalogue() const {
    return given.catalogue.entries.empty() ? *at_hand : given.catalogue;
  }
};

Supply read_supply(Invocation& invocation, const Options& options) {
  Supply supply;
  const bool none_given = invocation.configuration().inputs.empty() && !options.allow_empty;
  if (!none_given) {
    rules::Settings documents = invocation.settings();
    documents.selection = {{"DOC"}, {}};
    supply.given = caseload::read_register(invocation.world(), invocation.request(), documents, supply.result);
    supply.given.catalogue.name = "the catalogue given";
  }
  if (const std::vector<std::string> twice = caseload::ids_used_twice(supply.given.catalogue); !twice.empty())
    throw UsageError{fmt::format("the catalogue cannot be used, and nothing of it is:\n{}", join(twice, "\n"))};
  supply.at_hand = invocation.settings().catalogue;
  supply.lost = !invocation.not_found().empty() && supply.given.catalogue.entries.empty();
  if (supply.lost) invocation.say_faults(supply.result);
  return supply;
}

void say_catalogue(const Invocation& invocation, const Supply& supply) {
  if (supply.catalogue().name == national_catalogue_name)
    invocation.note(fmt::format("no catalogue given: {} is used", national_catalogue_name));
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
template <class Word>
Json word_json(const Located<Word>& value) {
  return value ? Json(word(*value)) : Json(nullptr);
}

// ---- check
// -------------------------------------------------------------------------------------------------------------

int run_check(Invocation& invocation, const Options& options) {
  const caseload::Request request = invocation.request();
  if (options.list_files) {
    std::string list;
    for (const std::string& path : request.paths) list += path + "\n";
    write_out(list);
    return invocation.not_found().empty() ? done : unreadable;
  }
  // A folder is a whole catalogue. Files named one by one, as a hook names those that changed, are part of one: the
  // rest of it is the catalogue of --catalogue or of rar.yaml, else what lies beside the files and behind that the
  // national one. So a rule that looks across files finds no fault that is only a file not named.
  const bool named = !options.catalogue.empty();
  const auto& inputs = invocation.configuration().inputs;
  const bool folder = std::any_of(inputs.begin(), inputs.end(), [&](const std::string& path) {
    return path != "-" && invocation.world().kind(path) == PathKind::folder;
  });
  const bool national =
      invocation.settings().catalogue != nullptr && invocation.settings().catalogue->name == national_catalogue_name;
  caseload::Register beside;
  if (!folder && national) beside = caseload::read_beside(invocation.world(), request.paths, invocation.settings());
  return invocation.finish_check(caseload::check_catalogue(invocation.world(), request, invocation.settings(),
                                                           folder && !named, std::move(beside)));
}

// ---- suite
// -------------------------------------------------------------------------------------------------------------

int run_suite(Invocation& invocation, const Options& options) {
  const std::vector<Target> outputs = targets(options, "suite", {"text", "json", "ndjson"});
  const Supply supply = read_supply(invocation, options);
  if (supply.lost) return unreadable;
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
  for (const Intervention* it : suite.interventions)
    interventions.push_back(
        {{"id", it->id ? Json(it->id->text) : Json(nullptr)},
         {"kind", word_json(it->kind)},
         {"need_area", word_json(it->need_area)},
         {"state", it->lifecycle ? word_json(it->lifecycle->state) : Json(nullptr)},
         {"review_date",
          it->lifecycle && it->lifecycle->review_date ? Json(format(*it->lifecycle->review_date)) : Json(nullptr)},
         {"successor",
          it->lifecycle && it->lifecycle->amalgamated_into ? Json(*it->lifecycle->amalgamated_into) : Json(nullptr)}});
  const Json record{{"schema", "suite/1"},
                    {"appraised", counts(suite.appraised)},
                    {"by_sitting", counts(suite.by_sitting)},
                    {"earmarked", counts(suite.earmarked)},
                    {"provisional", counts(suite.provisional)},
                    {"approved", counts(suite.approved)},
                    {"by_area", counts(suite.by_area)},
                    {"by_state", counts(suite.by_state)},
                    {"successors", suite.successors},
                    {"interventions", interventions},
                    {"as_of", format(invocation.as_of())},
                    {"catalogue", supply.catalogue().name}};
  invocation.say_faults(supply.result);
  const int code = supply.result.unreadable_files > 0 || !invocation.not_found().empty() ? unreadable : done;
  const int printed = deliver(outputs, [&](const Target& target) {
    if (target.format == "json") return render::written(record, 2) + "\n";
    if (target.format == "ndjson") return render::written(record) + "\n";
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
    const auto list = [&](std::string_view title, const auto& by) {
      if (by.empty()) return;
      out += fmt::format("\n{}\n", title);
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
    return out;
  });
  return printed == done ? code : printed;
}

// ---- regions
// -----------------------------------------------------------------------------------------------------------

int run_regions(Invocation& invocation, const Options& options) {
  const Supply supply = read_supply(invocation, options);
  if (supply.lost) return unreadable;
  if (supply.given.selections.empty() && supply.result.unreadable_files == 0 && invocation.not_found().empty())
    throw UsageError{"no selection/1 file: give the folder of what the regions chose"};
  say_catalogue(invocation, supply);
  std::vector<Json> records;
  std::string text = fmt::format("coverage of the three need areas as of {}\n", format(invocation.as_of()));
  int covered = 0, regions = 0;
  for (const RegionFiles& region : by_region(supply.given.selections, invocation.as_of())) {
    const Coverage coverage =
        coverage_of(region.region, region.in_force ? region.chosen() : std::vector<std::string>{}, supply.catalogue());
    Json areas = Json::object();
    for (const auto& [area, ids] : coverage.areas) areas[std::string(word(area))] = ids;
    Json missing = Json::array();
    std::vector<std::string> missing_words;
    for (const InterventionNeedArea area : coverage.missing) {
      missing.push_back(word(area));
      missing_words.emplace_back(word(area));
    }
    records.push_back({{"schema", "coverage/1"},
                       {"region", coverage.region},
                       {"areas", areas},
                       {"missing", missing},
                       {"lapsed", coverage.lapsed},
                       {"unknown", coverage.unknown},
                       {"undecided", coverage.undecided}});
    ++regions;
    if (missing_words.empty()) ++covered;
    text += fmt::format("\n{}: {}{}\n", region.region,
                        missing_words.empty() ? std::string("covered") : "missing " + join(missing_words, ", "),
                        region.in_force ? ""
                        : region.ahead  ? " (its selection lies ahead)"
                                        : " (its selection has ended)");
    for (const auto& [area, ids] : coverage.areas)
      text += fmt::format("  {:<34} {}\n", word(area), ids.empty() ? std::string("none") : join(ids, ", "));
    if (!coverage.lapsed.empty()) text += fmt::format("  {:<34} {}\n", "lapsed", join(coverage.lapsed, ", "));
    if (!coverage.unknown.empty())
      text += fmt::format("  {:<34} {}\n", "not in the catalogue", join(coverage.unknown, ", "));
    if (!coverage.undecided.empty())
      text += fmt::format("  {:<34} {}\n", "area or state not recorded", join(coverage.undecided, ", "));
  }
  text += fmt::format("\n{} of {} cover all three areas\n", covered, counted(regions, "region"));
  return invocation.finish_records("regions", supply.result, records,
                                   {"region", "areas", "missing", "lapsed", "unknown"}, [&] { return text; });
}

// ---- overlap
// -----------------------------------------------------------------------------------------------------------

int run_overlap(Invocation& invocation, const Options& options) {
  const Supply supply = read_supply(invocation, options);
  if (supply.lost) return unreadable;
  say_catalogue(invocation, supply);
  std::vector<Json> records;
  std::string text;
  for (const Overlap& pair : overlaps(supply.catalogue())) {
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
  text +=
      fmt::format("{} of approved interventions overlap\n", counted(static_cast<long long>(records.size()), "pair"));
  return invocation.finish_records("overlap", supply.result, records,
                                   {"a", "b", "need_area", "needs", "sexes", "risk_window", "sessions"},
                                   [&] { return text; });
}

// ---- register move
// -----------------------------------------------------------------------------------------------------

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// What else there is: the catalogue named, else the files beside this one and the national catalogue behind them.
CatalogueFacts catalogue_beside(Invocation& invocation, const Options& options, const std::string& path) {
  if (!options.catalogue.empty()) return *invocation.settings().catalogue;
  CatalogueFacts catalogue = caseload::read_beside(invocation.world(), {path}, invocation.settings()).catalogue;
  for (const CatalogueEntry& entry : invocation.settings().catalogue->entries)
    if (catalogue.find(entry.intervention.id->text) == nullptr) catalogue.entries.push_back(entry);
  catalogue.name = fmt::format("{} or {}", folder_of(path), national_catalogue_name);
  return catalogue;
}

std::vector<rules::Finding> errors_of(const std::string& path, const std::string& bytes, CatalogueFacts catalogue,
                                      const rules::Settings& settings, std::vector<std::string>& problems) {
  FileContent content;
  document::Decoded decoded = document::decode(document::split_stream(bytes).front(), file_kinds(), &content);
  for (const document::Problem& problem : decoded.problems)
    problems.push_back(fmt::format("{}:{}:{}: {}", path, problem.place.line, problem.place.column, problem.message));
  auto* intervention = std::get_if<Intervention>(&content);
  if (intervention == nullptr || !problems.empty()) return {};
  const std::string id = intervention->id ? intervention->id->text : std::string{};
  std::erase_if(catalogue.entries, [&](const CatalogueEntry& entry) {
    return entry.intervention.id && entry.intervention.id->text == id;
  });
  for (CatalogueEntry& entry : catalogue.entries) entry.background = true;
  catalogue.entries.push_back(
      {path, bytes, std::move(*intervention), std::make_shared<PlaceTable>(std::move(decoded.places)), true, false});
  rules::Settings all = settings;
  all.selection = {{"INT", "EIP909"},
                   {}};  // the second where mark sheets lie beside it: the register takes what the board ratified
  std::vector<rules::Finding> errors = rules::judge_catalogue(catalogue, all).findings;
  std::erase_if(errors, [](const rules::Finding& finding) {
    return finding.outcome != rules::Verdict::fail || finding.severity != rules::Severity::error;
  });
  return errors;
}

lifecycle::Move wanted_move(const CatalogueOptions& flags) {
  lifecycle::Move wanted{{}, date_option("--date", flags.date), {}, {}, {}, {}, {}, {}};
  std::vector<std::string_view> states;
  for (const document::Word& state : document::Worded<LifecycleState>::words) states.push_back(state.text);
  one_of("--to", flags.to, states);
  wanted.to = static_cast<LifecycleState>(std::find(states.begin(), states.end(), flags.to) - states.begin());
  const bool amalgamates = wanted.to == LifecycleState::amalgamated,
             is_provisional = wanted.to == LifecycleState::provisional;
  if (!flags.successor.empty() && !amalgamates) throw UsageError{"--successor belongs to --to amalgamated"};
  if ((!flags.conditions.empty() || !flags.owners.empty() || !flags.due.empty()) && !is_provisional)
    throw UsageError{"--condition, --owner and --due belong to --to provisional"};
  if (flags.conditions.size() != flags.owners.size() || flags.conditions.size() != flags.due.size())
    throw UsageError{fmt::format("each --condition needs its --owner and --due: {}, {} and {} were given",
                                 flags.conditions.size(), flags.owners.size(), flags.due.size())};
  for (std::size_t i = 0; i < flags.conditions.size(); ++i)
    wanted.conditions.push_back({flags.conditions[i], flags.owners[i], date_option("--due", flags.due[i])});
  if (!flags.successor.empty()) wanted.successor = flags.successor;
  if (!flags.framework.empty()) wanted.framework = flags.framework;
  if (!flags.sitting.empty()) wanted.sitting = flags.sitting;
  if (!flags.review_date.empty()) wanted.review_date = date_option("--review-date", flags.review_date);
  if (flags.new_version > 0) {
    if (wanted.to != LifecycleState::submitted) throw UsageError{"--new-version belongs to --to submitted"};
    wanted.version = flags.new_version;
  }
  return wanted;
}

struct Receipt {
  std::string file, id, status, message, diff;
  std::uint32_t line = 0;
  std::vector<rules::Finding> findings;
};

int print_receipt(const Receipt& receipt, const Options& options, int code) {
  const std::vector<Target> outputs = targets(options, "register move", {"text", "json", "ndjson"});
  Json findings = Json::array();
  for (const rules::Finding& finding : receipt.findings) findings.push_back(render::to_json(finding));
  Json record{{"schema", "receipt/1"},
              {"file", receipt.file},
              {"crn", nullptr},
              {"action", "move"},
              {"id", or_null(receipt.id)},
              {"status", receipt.status},
              {"line", receipt.line == 0 ? Json(nullptr) : Json(receipt.line)},
              {"supersedes", nullptr},
              {"findings", findings},
              {"message", or_null(receipt.message)}};
  if (!receipt.diff.empty()) record["diff"] = receipt.diff;
  const bool wrong = receipt.status == "refused" || receipt.status == "conflict";
  const std::string where = receipt.line == 0 ? receipt.file : fmt::format("{}:{}", receipt.file, receipt.line);
  if (wrong) write_error(fmt::format("{}: {}: {}\n", tool, receipt.status, receipt.message));
  const int printed = deliver(outputs, [&](const Target& target) -> std::string {
    if (target.format == "json") return render::written(record, 2) + "\n";
    if (target.format == "ndjson") return render::written(record) + "\n";
    if (wrong) return {};
    if (receipt.status == "dry_run") return receipt.diff;
    return fmt::format("{}: {}: {}\n", where, receipt.status == "written" ? "written" : "already recorded",
                       receipt.message);
  });
  return printed == done ? code : printed;
}

int run_move(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  const lifecycle::Move wanted = wanted_move(flags);
  if (invocation.configuration().inputs.size() != 1) throw UsageError{"register move: one FILE"};
  const std::string path = invocation.configuration().inputs.front();
  Receipt receipt;
  receipt.file = path;
  const auto refuse = [&](const std::string& message, std::string_view status, int code) {
    receipt.status = status;
    receipt.message = message;
    return print_receipt(receipt, options, code);
  };
  if (invocation.world().kind(path) != PathKind::file) {
    write_error(fmt::format("{}: {}: no such file\n", tool, path));
    return unreadable;
  }
  try {
    std::optional<FileEdit> edit;  // a dry run takes no lock: it leaves no trace
    if (!flags.dry_run) edit.emplace(path, flags.lock_timeout);
    if (edit && edit->distrust()) invocation.note(*edit->distrust());
    if (edit && !edit->exists()) throw WorldConflict(fmt::format("{}: the file went away meanwhile", path));
    const std::string before = edit ? edit->bytes() : invocation.world().read(path);
    FileContent content;
    const std::vector<document::Slice> documents = document::split_stream(before);
    const document::Decoded decoded = document::decode(documents.front(), file_kinds(), &content);
    const auto* intervention = std::get_if<Intervention>(&content);
    if (!decoded.problems.empty() || (intervention == nullptr && documents.size() == 1)) {
      for (const document::Problem& problem : decoded.problems)
        write_error(fmt::format("{}:{}:{}: {}[{}] {}\n", path, problem.place.line, problem.place.column, "error",
                                problem.rule, problem.message));
      if (decoded.problems.empty()) write_error(fmt::format("{}: {}: not an intervention/1 file\n", tool, path));
      return unreadable;
    }
    if (documents.size() != 1)
      return refuse("the file holds several documents; one intervention stands in one file", "refused", refused);
    receipt.id = intervention->id ? intervention->id->text : std::string{};
    const CatalogueFacts catalogue = catalogue_beside(invocation, options, path);
    const lifecycle::MoveResult result = lifecycle::move(before, *intervention, wanted, catalogue, invocation.as_of());
    if (const auto* no = std::get_if<lifecycle::MoveRefused>(&result))
      return refuse(fmt::format("{}; {}", no->why, no->fix), "refused", refused);
    if (std::holds_alternative<lifecycle::AlreadyMoved>(result)) {
      receipt.status = "already_recorded";
      receipt.message = fmt::format("{} is {} since {}", receipt.id, flags.to, flags.date);
      return print_receipt(receipt, options, done);
    }
    const auto& moved = std::get<lifecycle::Moved>(result);
    std::vector<std::string> problems;
    const std::vector<rules::Finding> old_errors = errors_of(path, before, catalogue, invocation.settings(), problems);
    std::vector<rules::Finding> errors = errors_of(path, moved.bytes, catalogue, invocation.settings(), problems);
    if (!problems.empty())
      return refuse("the file would no longer be read as it should; " + problems.front(), "refused", refused);
    std::erase_if(errors, [&](const rules::Finding& finding) {
      return std::any_of(old_errors.begin(), old_errors.end(), [&](const rules::Finding& old) {
        return old.rule == finding.rule && old.subject == finding.subject;
      });
    });
    receipt.findings = errors;
    if (!errors.empty())
      return refuse(fmt::format("the move would break {}: {}", errors.front().rule->id, errors.front().message),
                    "refused", refused);
    receipt.line = moved.line;
    receipt.message = fmt::format("{} moved from {} to {} on {}", receipt.id, word(*intervention->lifecycle->state),
                                  flags.to, flags.date);
    if (flags.dry_run) {
      receipt.status = "dry_run";
      receipt.diff = render::unified_diff(path, before, moved.bytes);
      return print_receipt(receipt, options, done);
    }
    edit->replace(moved.bytes);
    receipt.status = "written";
    return print_receipt(receipt, options, done);
  } catch (const WorldConflict& failed) {
    return refuse(failed.what(), "conflict", conflict);
  } catch (const WorldRefusal& failed) {
    return refuse(fmt::format("{}; {}", failed.what(), failed.fix()), "refused", refused);
  }
}

}  // namespace

void add_catalogue_commands(Command& app, Options& options, CatalogueOptions& flags) {
  const auto add = [&](Command& to, const char* name, const char* sentence, const char* what) {
    Command& command = to.command(name, sentence);
    command.positional(what, &options.paths, "Files and folders, - for standard input");
  };
  add(app, "check", "Judge interventions and selections: what is missing, wrong, twice or lapsed (default)", "PATH");
  add(app, "suite", "The approved suite, and how many were appraised, earmarked and approved", "CATALOGUE");
  add(app, "regions", "Which need areas each region covers with what it chose", "CATALOGUE SELECTIONS");
  add(app, "overlap", "Pairs of approved interventions that do the same for the same people", "CATALOGUE");
  Command& registry = app.command("register", "Move an intervention through its states");
  registry.needs_command();
  Command& move =
      registry.command("move", "Write the new state and a row of the history into the file, and touch no other byte");
  move.positional("FILE", &options.paths, "An intervention/1 file").required().one();
  move.option("--to", &flags.to, "The new state").required();
  move.option("--date", &flags.date, "The day of the move").required();
  move.option("--successor", &flags.successor, "amalgamated: the intervention that takes its place");
  move.option("--condition", &flags.conditions,
              "provisional: what is to be met; repeatable, each with --owner and --due");
  move.option("--owner", &flags.owners, "provisional: who meets the condition");
  move.option("--due", &flags.due, "provisional: by when");
  move.option("--framework", &flags.framework, "approved: the scoring policy that judged it");
  move.option("--review-date", &flags.review_date, "Day of the next review");
  move.option("--sitting", &flags.sitting, "The panel's sitting, for the history");
  move.option("--new-version", &flags.new_version, "submitted again: the version").positive();
  move.flag("--dry-run", flags.dry_run, "Show what would change, and write nothing");
  move.option("--lock-timeout", &flags.lock_timeout, "Seconds to wait for somebody else's edit").not_negative();
}

int run_catalogue_command(const Command& app, Options& options, const CatalogueOptions& flags) {
  Invocation invocation(std::string(tool), options, "intervention/1");
  if (app.got("suite")) return run_suite(invocation, options);
  if (app.got("regions")) return run_regions(invocation, options);
  if (app.got("overlap")) return run_overlap(invocation, options);
  if (app.got("register")) return run_move(invocation, options, flags);
  return run_check(invocation, options);
}

}  // namespace probation::tools
