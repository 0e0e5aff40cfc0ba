#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/tree.hpp"
#include "intake/find_and_refer.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/common/digests.hpp"
#include "tools/common/output.hpp"
#include "tools/eip-score/commands.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {
namespace {

using document::Tree;
using document::Value;
using render::Json;
using Members = std::vector<std::pair<std::string, Value>>;

struct Imported {
  std::string source;  // the input, and the number of the entry in it where it has several
  std::optional<intake::FoundIntervention> found;
  std::string id, file, status, message, diff;
};

struct Inputs {
  std::vector<Imported> entries;
  render::Account account;
  bool unreadable = false;
};

std::string ending_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? std::string("none") : lower_case(name.substr(dot));
}

std::string state_option(const std::string& given) {
  std::vector<std::string_view> states;
  for (const document::Word& state : document::Worded<LifecycleState>::words) states.push_back(state.text);
  return given.empty() ? given : one_of("--state", given, states);
}

// The JSON files that the paths mean: those named, and of a folder those that end so.
std::vector<std::string> input_files(Invocation& invocation, render::Account& account) {
  account.given = invocation.configuration().given_count;
  std::map<std::pair<std::string, std::string>, std::int64_t> passed_over;
  std::vector<std::string> files;
  for (const std::string& path : invocation.configuration().inputs) {
    if (path == "-" || invocation.world().kind(path) != intake::PathKind::folder) {
      files.push_back(path);
      continue;
    }
    ++account.walked;
    std::vector<std::string> names = invocation.world().list(path);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const std::string file = path.ends_with('/') ? path + name : path + "/" + name;
      if (name.ends_with(".json") && !name.starts_with('.')) files.push_back(file);
      else if (invocation.world().kind(file) == intake::PathKind::file)
        ++passed_over[name.starts_with('.') ? std::pair(std::string("hidden"), std::string("dot-file"))
                                            : std::pair(std::string("ending"), ending_of(name))];
    }
  }
  for (const auto& [row, count] : passed_over) {
    account.passed_over += count;
    account.passed_over_by.push_back({{"why", row.first}, {"what", row.second}, {"files", count}});
  }
  account.found = static_cast<std::int64_t>(files.size()) + account.passed_over;
  return files;
}

Inputs read_inputs(Invocation& invocation) {
  Inputs inputs;
  render::Account& account = inputs.account;
  account.judges_rules = false;
  FramedDigest digest;
  const auto refuse = [&](const std::string& source, const std::string& why) {
    write_fault(eip_score, fmt::format("{}: {}", source, why));
    inputs.entries.push_back({source, std::nullopt, {}, source, "refused", why, {}});
    inputs.unreadable = true;
  };
  const auto refuse_file = [&](const std::string& file, const std::string& why) {
    refuse(file, why);
    account.not_read.push_back({file, why});
    ++account.unreadable;
  };
  for (const std::string& file : input_files(invocation, account)) {
    std::string bytes;
    try {
      bytes = invocation.world().read(file);
    } catch (const intake::WorldFailure& failure) {
      digest.add(fmt::format("{}\nunreadable\n", file));
      refuse_file(file, failure.why());
      continue;
    }
    digest.add(fmt::format("{}\n{}\n", file, digest_of_text(bytes)));
    const auto json = Json::parse(bytes);
    if (!json) {
      refuse_file(file, "no JSON, or a member is given twice");
      continue;
    }
    std::int64_t taken = 0, refused = 0;
    const Json list = json->is_array() ? *json : Json::array({*json});
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string source = json->is_array() ? fmt::format("{}/{}", file, i) : file;
      auto found = intake::from_find_and_refer(list[i]);
      ++(found ? taken : refused);
      if (!found) refuse(source, "no entry of Find and Refer an Intervention: it needs a name and a known int_type");
      else inputs.entries.push_back({source, std::move(found), {}, {}, {}, {}, {}});
    }
    account.read += taken + refused;
    account.documents_judged += taken;
    account.not_understood += refused;
    ++(taken > 0 ? account.judged : account.unreadable);
    if (refused > 0 || taken == 0)
      account.not_read.push_back({file, refused > 0 ? "an entry was not understood" : "no entry", taken > 0});
  }
  account.inputs = digest.hex();
  return inputs;
}

// Ids of one input: where two meet, those that are no toolkit say what they are.
void name_entries(std::vector<Imported>& entries, const std::string& out) {
  std::map<std::string, int> bare;
  for (const Imported& entry : entries)
    if (entry.found) ++bare[entry.found->id];
  std::set<std::string> used;
  for (Imported& entry : entries) {
    if (!entry.found) continue;
    const bool meets = bare.at(entry.found->id) > 1;
    entry.id = meets && !entry.found->suffix.empty() ? entry.found->id + "-" + entry.found->suffix : entry.found->id;
    entry.file = (out.ends_with('/') ? out : out + "/") + entry.id + ".yaml";
    if (used.insert(entry.id).second) continue;
    entry.status = "refused";
    entry.message = fmt::format("another entry of this input is {} too", entry.id);
  }
}

// The file with the members that differ written anew, and all else as it is. Nothing where it is not in block style.
std::optional<std::string> updated(const std::string& before, const Tree& root, const Members& members) {
  std::string bytes = before;
  const auto line_start = [&](std::size_t at) {
    const std::size_t end = at == 0 ? std::string::npos : before.rfind('\n', at - 1);
    return end == std::string::npos ? 0 : end + 1;
  };
  if (root.flow) return std::nullopt;
  struct Patch {
    std::size_t from, to;
    std::string text;
  };
  std::vector<Patch> patches;
  std::string added;
  for (const auto& [key, value] : members) {
    const std::string text = document::block(Value::map({{key, value}}, true), 0, {}) + "\n";
    const auto at = std::find_if(root.entries.begin(), root.entries.end(),
                                 [&, k = key](const auto& entry) { return entry.first.text == k; });
    if (at == root.entries.end()) {
      added += text;
      continue;
    }
    if (document::reads_as(at->second, value)) continue;
    const std::size_t from = at->first.offset;
    if (from != line_start(from)) return std::nullopt;
    std::size_t to = std::next(at) == root.entries.end() ? before.size() : line_start(std::next(at)->first.offset);
    // Comments and blank lines above the next key belong to it.
    while (to > from) {
      const std::size_t start = line_start(to - 1);
      const std::string_view line = trim(std::string_view(before).substr(start, to - start));
      if (start <= from || (!line.empty() && line.front() != '#')) break;
      to = start;
    }
    patches.push_back({from, to, text});
  }
  std::sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) { return a.from > b.from; });
  for (const Patch& patch : patches) bytes.replace(patch.from, patch.to - patch.from, patch.text);
  if (!added.empty() && !bytes.empty() && bytes.back() != '\n') bytes += '\n';
  return bytes + added;
}

class Import {
 public:
  Import(Invocation& invocation, const CatalogueOptions& flags)
      : invocation_(invocation), flags_(flags), state_(state_option(flags.state)) {}

  void write(Imported& entry) {
    if (!entry.found || !entry.status.empty()) return;
    Members members = entry.found->members;
    members.insert(members.begin(), {{"schema", Value::of_text("intervention/1")}, {"id", Value::of_text(entry.id)}});
    std::optional<FileEdit> edit;
    if (!flags_.dry_run) {
      make_folder(flags_.out);
      edit.emplace(entry.file, flags_.lock_timeout);
    }
    const bool exists = edit ? edit->exists() : invocation_.world().kind(entry.file) == intake::PathKind::file;
    if (!exists) {
      Members all = entry.found->members;
      if (!state_.empty()) all.emplace_back("lifecycle", Value::map({{"state", Value::of_text(state_)}}, true));
      finish(entry, edit, intake::file_of(entry.id, all), "written from " + entry.source);
      return;
    }
    renew(entry, edit, edit ? edit->bytes() : invocation_.world().read(entry.file), members);
  }

 private:
  void renew(Imported& entry, std::optional<FileEdit>& edit, const std::string& before, const Members& members) {
    const std::vector<document::Slice> slices = document::split_stream(before);
    const auto root = slices.size() == 1 ? document::read_tree(slices.front()).root : std::nullopt;
    if (!root || root->kind != Tree::Kind::map) {
      entry.status = "conflict";
      entry.message = "the file that is there is no intervention that could be compared";
      return;
    }
    std::vector<std::string> differ;
    for (const auto& [key, value] : members) {
      const Tree* there = root->find(key);
      if (there == nullptr || !document::reads_as(*there, value)) differ.push_back(key);
    }
    if (differ.empty()) {
      entry.status = "already_recorded";
      entry.message = "it says all that the entry does";
      return;
    }
    if (!flags_.update) {
      entry.status = "conflict";
      entry.message =
          fmt::format("the file differs in {}; --update writes these keys and leaves the others", join(differ, ", "));
      return;
    }
    const auto bytes = updated(before, *root, members);
    if (!bytes) {
      entry.status = "conflict";
      entry.message = "the file is not in block style, in which a key can be written anew";
      return;
    }
    finish(entry, edit, *bytes, fmt::format("written anew: {}", join(differ, ", ")));
  }

  void finish(Imported& entry, std::optional<FileEdit>& edit, const std::string& bytes, std::string message) {
    entry.status = flags_.dry_run ? "dry_run" : "written";
    entry.message = std::move(message);
    if (edit) edit->replace(bytes);
  }

  Invocation& invocation_;
  const CatalogueOptions& flags_;
  std::string state_;
};

Json json_of(const Imported& entry) {
  Json unmapped = Json::array();
  if (entry.found)
    for (const intake::UnmappedMember& member : entry.found->unmapped)
      unmapped.push_back({{"pointer", member.pointer}, {"text", member.text}});
  return {{"schema", "receipt/1"},
          {"file", entry.file},
          {"crn", nullptr},
          {"action", "import"},
          {"id", entry.id.empty() ? Json(nullptr) : Json(entry.id)},
          {"status", entry.status},
          {"line", nullptr},
          {"supersedes", nullptr},
          {"findings", Json::array()},
          {"message", entry.message},
          {"source", entry.source},
          {"unmapped", unmapped},
          {"lacking", entry.found ? entry.found->lacking : std::vector<std::string>{}}};
}

std::string text_of(const Imported& entry) {
  std::string text = fmt::format("{}: {}: {}\n", entry.file, entry.status, entry.message);
  if (!entry.found) return text;
  for (const intake::UnmappedMember& member : entry.found->unmapped) {
    std::string words;
    for (const char c : member.text) words += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    text += fmt::format("  not carried: {}: {}\n", member.pointer, words);
  }
  return text;
}

}  // namespace

int run_import(Invocation& invocation, const Options& options, const CatalogueOptions& flags) {
  one_of("--from", flags.from, {"find-and-refer"});
  if (invocation.configuration().inputs.empty()) throw UsageError{"import: no FILE or folder with entries"};
  const std::vector<Target> outputs = targets(options, "import", {"text", "json", "ndjson"});
  Inputs inputs = read_inputs(invocation);
  name_entries(inputs.entries, flags.out);
  Import import(invocation, flags);
  const bool is_of_nothing = inputs.entries.empty() && !inputs.unreadable;
  if (is_of_nothing && !options.allow_empty)
    write_fault(eip_score, fmt::format("nothing judged: no entry in what was given{}",
                                       render::visible(what_was_met(inputs.account))));
  int code = inputs.unreadable ? unreadable : is_of_nothing && !options.allow_empty ? usage : done;
  for (Imported& entry : inputs.entries) {
    try {
      import.write(entry);
    } catch (const WorldConflict& failed) {
      entry.status = "conflict";
      entry.message = failed.what();
    } catch (const WorldRefusal& failed) {
      entry.status = "refused";
      entry.message = fmt::format("{}; {}", failed.what(), failed.fix());
    }
    if (entry.status == "conflict" && code == done) code = conflict;
    if (entry.status == "refused" && code == done) code = refused;
    if (entry.found && (entry.status == "conflict" || entry.status == "refused"))
      write_fault(eip_score, fmt::format("{}: {}: {}", entry.status, entry.file, entry.message));
  }
  invocation.note("not carried of any entry: descriptions, possible outcomes and special educational needs");
  std::vector<Json> records;
  for (const Imported& entry : inputs.entries) records.push_back(json_of(entry));
  render::RunOutput run{eip_score, version(), invocation.as_of(), {}, {}, {}, {}, 0, {}};
  run.account = std::move(inputs.account);
  run.account.records = {{"receipt/1", static_cast<std::int64_t>(records.size())}};
  run.summary.files = run.account.judged + run.account.unreadable;
  run.summary.unreadable = static_cast<std::int64_t>(run.account.not_read.size());
  run.summary.verdict = is_of_nothing       ? "nothing_judged"
                        : inputs.unreadable ? "unreadable"
                        : code != done      ? "refused"
                                            : "clean";
  run.summary.exit = code;
  const int printed = deliver(outputs, [&](const Target& target) -> std::string {
    if (target.format == "json") return (records.size() == 1 ? records.front().dump(2) : Json(records).dump(2)) + "\n";
    if (target.format == "ndjson") return render::ndjson(records, render::summary_json(run));
    std::string text;
    for (const Imported& entry : inputs.entries) text += text_of(entry);
    return text + account_end(run.account, target.format);
  });
  if (printed == done) invocation.say_account(run.account, outputs);
  return printed == done ? code : printed;
}

}  // namespace probation::tools
