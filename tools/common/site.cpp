#include "tools/common/site.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/gaps.hpp"
#include "render/html/finding.hpp"
#include "render/html/parts.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/split.hpp"
#include "tools/world/file_edit.hpp"
#include "tools/world/files.hpp"
#include "tools/world/sorted_runs.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {

using render::web::CaseloadView;
using render::web::KeptRows;
using render::web::Speech;

namespace {

using EachName = std::function<void(const std::function<void(std::string_view)>&)>;

constexpr std::string_view list_name = ".rar-site";
constexpr std::size_t most_rows_of_an_index = 175;  // of two tables, so that the page stays below 300 KB

// What a list names is a file of the site or no business of ours.
bool is_of_site(const std::string& name) {
  if (name == "index.html" || name == "style.css" || name == "script.js") return true;
  for (const std::string_view folder : {"cases/", "teams/"})
    if (name.starts_with(folder) && name.ends_with(".html") && name.find('/', folder.size()) == std::string::npos)
      return true;
  return false;
}

[[noreturn]] void refuse_site_link(const std::string& folder, const std::string& name) {
  refuse_link_of_others(folder + "/" + name);
  throw UsageError{fmt::format("--output site={}: {} is a link that may lead elsewhere", folder, name)};
}

// What the site that stands here wrote; throws where something else stands here.
std::set<std::string> written_before(World& world, const std::string& folder) {
  if (folder == "-") throw UsageError{"--output site=-: a site is a folder; give its name"};
  const PathKind kind = world.kind(folder);
  if (kind == PathKind::missing) return {};
  if (kind == PathKind::file) throw UsageError{fmt::format("--output site={}: is a file; a site is a folder", folder)};
  for (const FolderEntry& entry : world.entries(folder))
    if (entry.is_link &&
        (entry.name == "cases" || entry.name == "teams" || entry.name == list_name || is_of_site(entry.name)))
      refuse_site_link(folder, entry.name);
  for (const std::string part : {"cases", "teams"})
    if (world.kind(folder + "/" + part) == PathKind::folder)
      for (const FolderEntry& entry : world.entries(folder + "/" + part))
        if (entry.is_link) refuse_site_link(folder, part + "/" + entry.name);
  const std::string list = folder + "/" + std::string(list_name);
  refuse_link_of_others(list);
  if (const intake::PathStatus status = world.status(list); status.kind != PathKind::file || status.is_special) {
    if (world.list(folder).empty()) return {};
    throw UsageError{fmt::format("--output site={}: holds something, and no site of ours (no {})", folder, list_name)};
  }
  std::set<std::string> names;
  for (const std::string& line : split(world.read(list), '\n')) {
    if (line.empty()) continue;
    if (!is_of_site(line))
      throw UsageError{fmt::format("--output site={}: {} names what no site of ours holds", folder, list_name)};
    names.insert(line);
  }
  return names;
}

// A site is folder and list as well as pages: what was written before and is not written now goes.
class SiteFolder {
 public:
  explicit SiteFolder(std::string folder) : folder_(std::move(folder)) {}
  void refuse() const {
    RealWorld world;
    written_before(world, folder_);
  }
  // `each`: the names that will be, in their order. The list comes first, of what was and what will be: a site cut
  // short is still known as ours.
  void begin(const EachName& each) {
    RealWorld world;
    before_ = written_before(world, folder_);
    for (const char* part : {"", "/cases", "/teams"}) make_folder(folder_ + part);
    put(list_name, [&](const Bytes& write) {
      auto old = before_.begin();
      each([&](std::string_view name) {
        for (; old != before_.end() && *old < name; ++old) write(*old + "\n");
        if (old != before_.end() && *old == name) ++old;
        write(std::string(name) + "\n");
      });
      for (; old != before_.end(); ++old) write(*old + "\n");
    });
  }
  void put(std::string_view name, const std::function<void(const Bytes&)>& fill) const {
    replace_file(folder_ + "/" + std::string(name), fill);
  }
  void put(std::string_view name, std::string_view bytes) const {
    replace_file(folder_ + "/" + std::string(name), bytes);
  }
  void end(const EachName& each) {
    each([&](std::string_view name) { before_.erase(std::string(name)); });
    for (const std::string& name : before_) remove_file(folder_ + "/" + name);
    put(list_name, [&](const Bytes& write) { each([&](std::string_view name) { write(std::string(name) + "\n"); }); });
  }

 private:
  std::string folder_;
  std::set<std::string> before_;
};

// A case as the site names it, and the rows that lead there from a page of the folder of teams.
struct SiteCase {
  std::string key;  // empty: without a CRN, its number comes when it is taken
  std::string team;
  std::unique_ptr<Spill> page;  // without what is known of the run at its end,
  std::size_t about_at = 0;     // which stands here
  std::string sorted_by, row;
  std::vector<std::pair<std::string, std::string>> week;  // by key
};

constexpr std::string_view to_cases = "href=\"../cases/";
constexpr std::string_view no_key = "none{}";  // in an address, whose quotation marks nobody else writes
constexpr std::string_view about_run_here = "<dt></dt><dd>\x01</dd>\n";  // what is known of the run at its end

struct SitePart : CaseOutput::Kept {
  RunTally counts;
  caseload::GapSums lacks{caseload::GapsBy::fact}, lacks_by_team{caseload::GapsBy::team};
  PageSums sums;
  std::map<std::string, PageSums> by_team;
  std::map<std::string, std::vector<std::string>> files;  // of each team, one after the other
  std::vector<SiteCase> cases;
};

std::string key_in_site(const rules::CaseSummary& one) {
  if (one.crn.empty()) return {};
  return one.file_of_crn > 1 ? fmt::format("{}-{}", one.crn, one.file_of_crn) : one.crn;
}

// Replaces what stands once.
void put_in(std::string& text, std::string_view what, std::string_view with) {
  if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
}

class SiteOutput : public CaseOutput {
 public:
  SiteOutput(const std::string& folder, PageSettings settings)
      : folder_(folder), settings_(std::move(settings)), speech_(settings_.language) {
    for (const char* name : {"index.html", "style.css", "script.js"}) names_.add(name, {});
  }

  void begin() override { folder_.refuse(); }
  [[nodiscard]] bool wants_drawings() const override { return true; }

  [[nodiscard]] std::unique_ptr<Kept> look(const render::RunOutput& part, const Cases&) const override {
    auto kept = std::make_unique<SitePart>();
    kept->counts = tally_of_part(part);
    kept->lacks.add(kept->counts.gaps, part.findings, part.lacks);
    kept->lacks_by_team.add(kept->counts.gaps, part.findings, part.lacks);
    return kept;
  }

  void show(Kept& made, const render::RunOutput& part, const Cases& cases) const override {
    auto& kept = static_cast<SitePart&>(made);
    const RunViews views(part, kept.counts, pointers_to(cases), {}, settings_.redact);
    CaseloadView run(part.as_of);
    run.is_of_site = true;
    run.assets = "../";
    run.home = "../index.html";
    run.about = {{"", "\x01"}};
    for (std::size_t i = 0; i < views.cases().size(); ++i) {
      const render::web::CaseView& one = views.cases()[i];
      SiteCase& out = kept.cases.emplace_back();
      out.key = key_in_site(part.cases[i]);
      out.team = one.team;
      out.page = std::make_unique<Spill>();
      write_case_page(one, run, speech_, [&](std::string_view markup) {
        if (const std::size_t at = markup.find(about_run_here); at != std::string_view::npos) {
          out.page->add(markup.substr(0, at));
          out.about_at = out.page->size();
          markup.remove_prefix(at + about_run_here.size());
        }
        out.page->add(markup);
      });
      const std::string link = fmt::format("../cases/{}.html", out.key.empty() ? no_key : out.key);
      const auto to_week = [&](const DueRecord& record) {
        const std::string to = out.key.empty() ? std::string{} : link;
        out.week.emplace_back(key_of(record), table_row(dated_row(record.json, speech_, to)));
      };
      views.sum(i, kept.sums, to_week);
      out.sorted_by = case_key(one);
      out.row = case_row(one, link, speech_);
      views.sum(i, kept.by_team[one.team], [](const DueRecord&) {});
      std::vector<std::string>& files = kept.files[one.team];
      if (files.empty() || files.back() != one.file) files.push_back(one.file);
      kept.held += out.page->size() + out.row.size() + out.week.size() * 1000;
    }
  }

  void take(std::unique_ptr<Kept> made) override {
    auto& kept = static_cast<SitePart&>(*made);
    lacks_.add(std::move(kept.lacks));
    lacks_by_team_.add(std::move(kept.lacks_by_team));
    sums_.add(kept.sums);
    for (const auto& [code, sums] : kept.by_team) {
      Team& team = teams_[code];
      team.sums.add(sums);
      const std::vector<std::string>& files = kept.files[code];
      team.files += static_cast<std::int64_t>(files.size()) - (files.front() == team.last_file ? 1 : 0);
      team.last_file = files.back();
    }
    unread_.add(kept.counts.unreadable);
    for (SiteCase& one : kept.cases) take(one);
  }

  bool finish(const render::RunOutput& totals) override {
    for (const auto& [code, team] : teams_) names_.add(page_of_team(code), {});
    const EachName names = [this](const std::function<void(std::string_view)>& take) {
      names_.each([&](std::string_view name, std::string_view) { take(name); });
    };
    folder_.begin(names);
    folder_.put("style.css", render::web::style_sheet());
    folder_.put("script.js", render::web::script());
    write_index(totals);
    write_teams(totals);
    write_cases(totals);
    folder_.end(names);
    return true;
  }

 private:
  struct Team {
    PageSums sums;
    std::int64_t files = 0;
    std::string last_file = {};
    std::size_t dates = 0;  // of this week
  };

  static std::string page_of_team(const std::string& code) { return "teams/" + name_of_code(code) + ".html"; }

  void take(SiteCase& one) {
    if (one.key.empty()) {
      one.key = ++without_crn_ == 1 ? std::string("none") : fmt::format("none-{}", without_crn_);
      put_in(one.row, fmt::format("{}{}.html\"", to_cases, no_key), fmt::format("{}{}.html\"", to_cases, one.key));
    }
    names_.add("cases/" + one.key + ".html", {});
    const auto add = [&](char kind, const std::string& key, const std::string& row) {
      rows_of_teams_.add(one.team + '\0' + kind + key, row);
      std::string of_index = row;
      put_in(of_index, to_cases, "href=\"cases/");
      (kind == 'w' ? week_ : rows_).add(key, std::move(of_index));
    };
    for (const auto& [key, row] : one.week) add('w', key, row);
    teams_[one.team].dates += one.week.size();
    week_rows_ += one.week.size();
    add('z', one.sorted_by, one.row);
    ++cases_;
    list_of_pages_.add(fmt::format("{} {} {} {}\n", pages_.size(), one.about_at, one.page->size(), one.key));
    one.page->give([&](std::string_view bytes) { pages_.add(bytes); });
    one.page.reset();
  }

  static CaseloadView of_site(const render::RunOutput& totals, const PageSums& sums, const std::string& up,
                              const std::string& home) {
    CaseloadView view(totals.as_of);
    sums.put_into(view);
    tell_what_made(view, totals);
    view.has_findings = false;
    view.is_of_site = true;
    view.assets = up;
    view.home = home;
    view.case_link = up + "cases/";
    return view;
  }

  void write_index(const render::RunOutput& totals) {
    CaseloadView index = of_site(totals, sums_, "", "");
    add_catalogue_due(index, settings_.reviews, [&](const DueRecord& record) {
      week_.add(key_of(record), table_row(dated_row(record.json, speech_, {})));
      ++week_rows_;
    });
    tell_of_run(index, totals, lacks_.totals(), unread_.beside(totals.unread));
    index.most_rows = most_rows_of_an_index;
    for (const auto& [code, team] : teams_) index.team_pages[code] = page_of_team(code);
    index.kept_week = kept_rows(week_, week_rows_);
    index.kept_cases = kept_rows(rows_, cases_);
    folder_.put("index.html", [&](const Bytes& write) { write_caseload_page(index, speech_, write); });
  }

  // Rows come sorted by team, of each what falls due and then its cases; one team is there at a time.
  void write_teams(const render::RunOutput& totals) {
    std::map<std::string, std::vector<caseload::GapTotal>> lacks;
    for (caseload::GapTotal& total : lacks_by_team_.totals()) lacks[total.group].push_back(std::move(total));
    std::optional<std::string> now;
    std::unique_ptr<Spill> week, cases;
    const auto write_now = [&] {
      if (!now) return;
      const Team& team = teams_.at(*now);
      CaseloadView view = of_site(totals, team.sums, "../", "../index.html");
      view.kind = "team";
      view.lacks = lack_rows(lacks[*now], *now);
      view.shows_lacks = totals.undetermined != render::ShowUndetermined::none;
      view.title = now->empty() ? "Cases without a team" : "Team " + *now;
      view.totals.files = team.files;
      const auto rows = [](const Spill& kept, std::size_t count) {
        return KeptRows{count, [&kept](const Bytes& take) { kept.give(take); }};
      };
      view.kept_week = rows(*week, team.dates);
      view.kept_cases = rows(*cases, static_cast<std::size_t>(team.sums.totals.cases));
      folder_.put(page_of_team(*now), [&](const Bytes& write) { write_caseload_page(view, speech_, write); });
    };
    rows_of_teams_.each([&](std::string_view key, std::string_view row) {
      const std::size_t end = key.find('\0');
      if (const std::string_view code = key.substr(0, end); !now || *now != code) {
        write_now();
        now = code;
        week = std::make_unique<Spill>();
        cases = std::make_unique<Spill>();
      }
      (key[end + 1] == 'w' ? *week : *cases).add(row);
    });
    write_now();
  }

  void write_cases(const render::RunOutput& totals) {
    CaseloadView run(totals.as_of);
    tell_what_made(run, totals);
    std::string about;
    for (const auto& [term, words] : run.about)
      if (!words.empty()) about += fmt::format("<dt>{}</dt><dd>{}</dd>\n", render::web::text(term), words);
    std::string waiting;
    list_of_pages_.give([&](std::string_view bytes) {
      waiting += bytes;
      std::size_t at = 0;
      for (std::size_t end; (end = waiting.find('\n', at)) != std::string::npos; at = end + 1)
        write_case(waiting.substr(at, end - at), about);
      waiting.erase(0, at);
    });
  }

  // `place`: where the page was kept, as `take` noted it.
  void write_case(const std::string& place, const std::string& about) {
    const std::vector<std::string> of = split(place, ' ');
    const std::size_t from = std::stoul(of[0]), about_at = std::stoul(of[1]), size = std::stoul(of[2]);
    folder_.put("cases/" + of[3] + ".html", [&](const Bytes& write) {
      std::string some;  // most pages are written in one go
      const auto collect = [&](std::string_view markup) {
        some += markup;
        if (some.size() < (std::size_t{256} << 10)) return;
        write(some);
        some.clear();
      };
      pages_.give(from, about_at, collect);
      collect(about);
      pages_.give(from + about_at, size - about_at, collect);
      write(some);
    });
  }

  static constexpr std::size_t held_bytes = std::size_t{2} << 20;
  SiteFolder folder_;
  PageSettings settings_;
  Speech speech_;
  caseload::GapSums lacks_{caseload::GapsBy::fact}, lacks_by_team_{caseload::GapsBy::team};
  PageSums sums_;
  std::map<std::string, Team> teams_;
  SortedRuns names_{held_bytes}, week_{held_bytes}, rows_{held_bytes}, rows_of_teams_{held_bytes};
  std::size_t cases_ = 0, week_rows_ = 0, without_crn_ = 0;
  Spill pages_, list_of_pages_;
  UnreadOfRun unread_;
};

}  // namespace

void write_run_page(const RunViews& views, Language language, const render::web::Write& write) {
  const CaseloadView view = views.caseload();
  const bool one_case = views.cases().size() == 1 && view.totals.unreadable == 0 && view.of_no_case.empty();
  const Speech speech(language);
  if (one_case) write_case_page(views.cases().front(), view, speech, write);
  else write_caseload_page(view, speech, write);
}

std::unique_ptr<CaseOutput> site_output(const Target& target, PageSettings settings) {
  return std::make_unique<SiteOutput>(target.path, std::move(settings));
}

}  // namespace probation::tools
