#include "tools/common/site.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/parts.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/split.hpp"
#include "tools/world/file_edit.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

using render::web::CaseloadView;
using render::web::Speech;

namespace {

constexpr std::string_view list_name = ".rar-site";
constexpr std::size_t most_rows_of_an_index = 200;

// What a list names is a file of the site or no business of ours.
bool is_of_site(const std::string& name) {
  if (name == "index.html" || name == "style.css" || name == "script.js") return true;
  for (const std::string_view folder : {"cases/", "teams/"})
    if (name.starts_with(folder) && name.ends_with(".html") && name.find('/', folder.size()) == std::string::npos)
      return true;
  return false;
}

[[noreturn]] void refuse_site_link(const std::string& folder, const std::string& name) {
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
  if (world.kind(list) != PathKind::file) {
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

class Site {
 public:
  Site(std::string folder, const RunViews& views, Language language)
      : folder_(std::move(folder)), views_(views), speech_(language) {}

  void write() {
    RealWorld world;
    const std::set<std::string> before = written_before(world, folder_);
    for (const char* part : {"", "/cases", "/teams"}) make_folder(folder_ + part);
    // The list comes first, of what was and what will be: a site cut short is still known as ours.
    add_names();
    std::set<std::string> both = names_;
    both.insert(before.begin(), before.end());
    put_list(both);
    put("style.css", std::string(render::web::style_sheet()));
    put("script.js", std::string(render::web::script()));
    CaseloadView index = of_site(views_.caseload(), "", "");
    index.has_findings = false;
    index.most_rows = most_rows_of_an_index;
    for (const std::string& code : views_.teams()) index.team_pages[code] = "teams/" + name_of_code(code) + ".html";
    put("index.html", render::web::caseload_page(index, speech_));
    for (const std::string& code : views_.teams())
      put("teams/" + name_of_code(code) + ".html",
          render::web::caseload_page(of_site(views_.team(code), "../", "../index.html"), speech_));
    CaseloadView run = of_site(index, "../", "../index.html");
    run.unreadable.clear();
    for (const render::web::CaseView& one : views_.cases())
      put("cases/" + one.key + ".html", render::web::case_page(one, run, speech_));
    for (const std::string& name : before)
      if (!names_.contains(name)) remove_file(folder_ + "/" + name);
    put_list(names_);
  }

 private:
  static CaseloadView of_site(CaseloadView view, const std::string& up, const std::string& home) {
    view.is_of_site = true;
    view.assets = up;
    view.home = home;
    view.case_link = up + "cases/";
    return view;
  }
  void add_names() {
    names_ = {"index.html", "style.css", "script.js"};
    for (const std::string& code : views_.teams()) names_.insert("teams/" + name_of_code(code) + ".html");
    for (const render::web::CaseView& one : views_.cases()) names_.insert("cases/" + one.key + ".html");
  }
  void put_list(const std::set<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += name + "\n";
    put(std::string(list_name), list);
  }
  void put(const std::string& name, const std::string& bytes) { replace_file(folder_ + "/" + name, bytes); }

  std::string folder_;
  const RunViews& views_;
  Speech speech_;
  std::set<std::string> names_;
};

}  // namespace

std::string run_page(const RunViews& views, Language language) {
  const CaseloadView view = views.caseload();
  const bool one_case = views.cases().size() == 1 && view.totals.unreadable == 0 && view.of_no_case.empty();
  const Speech speech(language);
  return one_case ? render::web::case_page(views.cases().front(), view, speech)
                  : render::web::caseload_page(view, speech);
}

void write_site(const std::string& folder, const RunViews& views, Language language) {
  Site(folder, views, language).write();
}

}  // namespace probation::tools
