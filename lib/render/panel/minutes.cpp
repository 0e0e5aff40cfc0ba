#include "render/panel/minutes.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/panel/words.hpp"

namespace probation::render {

using panel_words::one_line;
using panel_words::plain_markdown;

namespace {

std::string cell(const Json& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return value.text();
  return value.dump();
}

std::string decided(const Json& item) {
  const Json& ratification = item["ratification"];
  if (ratification.is_null()) return "not ratified";
  std::string words = cell(ratification["decision"]);
  if (!ratification["board"].is_null()) words += " by " + ratification["board"].text();
  if (!ratification["date"].is_null()) words += ", " + ratification["date"].text();
  return words;
}

std::string votes(const Json& item) {
  const Json& v = item["votes"];
  std::string words = fmt::format("{} approve, {} provisional, {} reject, {} abstain", v["approve"].whole(),
                                  v["provisional"].whole(), v["reject"].whole(), v["abstain"].whole());
  std::vector<std::string> uncounted;
  for (const Json& vote : item["votes_without_marks"])
    uncounted.push_back(fmt::format("{} {}", vote["member"].text(), vote["vote"].text()));
  if (!uncounted.empty()) words += fmt::format("; without marks and not counted: {}", join(uncounted, ", "));
  return words;
}

std::string item_title(const Json& item) {
  std::string words = item["title"].is_null()
                          ? cell(item["intervention"])
                          : fmt::format("{} ({})", item["title"].text(), cell(item["intervention"]));
  if (!item["version"].is_null()) words += fmt::format(", version {}", item["version"].whole());
  return words;
}

std::vector<std::pair<std::string, std::string>> lines_of(const Json& item) {
  std::vector<std::pair<std::string, std::string>> lines{
      {"Recommendation", fmt::format("{}, {} of {} points under {}", cell(item["recommendation"]), cell(item["total"]),
                                     cell(item["maximum"]), cell(item["policy"]))},
      {"Votes", votes(item)}};
  if (!item["chair_reason"].is_null()) lines.emplace_back("Chair", one_line(item["chair_reason"].text()));
  lines.emplace_back("Board", decided(item) + (item["differs"].truth() ? "; panel and board differ" : ""));
  for (const Json& condition : item["conditions"])
    lines.emplace_back("Condition", fmt::format("{}; owner {}; due {}{}", one_line(cell(condition["text"])),
                                                cell(condition["owner"]), cell(condition["due"]),
                                                condition["met"].is_null() ? "" : "; met " + condition["met"].text()));
  for (const Json& move : item["moves"])
    lines.emplace_back("Register", fmt::format("{} {}{}", cell(move["date"]), cell(move["state"]),
                                               move["withdrawn"].is_null() ? "" : ", taken back"));
  return lines;
}

std::vector<std::vector<std::string>> members_of(const Json& minutes) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& member : minutes["members"]) {
    std::vector<std::string> conflicts;
    for (const Json& id : member["conflicts"]) conflicts.push_back(id.text());
    rows.push_back({cell(member["id"]), cell(member["role"]), cell(member["sheets"]),
                    conflicts.empty() ? "none" : join(conflicts, ", ")});
  }
  return rows;
}

std::string heading(const Json& minutes) {
  std::vector<std::string> dates;
  for (const Json& date : minutes["dates"]) dates.push_back(date.text());
  return fmt::format("Minutes of the sitting {}{}", minutes["sitting"].text(),
                     dates.empty() ? "" : ", " + join(dates, ", "));
}

}  // namespace

std::string minutes_text(const Json& minutes) {
  std::string out = heading(minutes) + "\n\nmembers\n";
  for (const auto& row : members_of(minutes))
    out += fmt::format("  {:<12} {:<8} {} sheets, conflicts: {}\n", row[0], row[1], row[2], row[3]);
  for (const Json& item : minutes["items"]) {
    out += "\n" + one_line(item_title(item)) + "\n";
    for (const auto& [name, words] : lines_of(item)) out += fmt::format("  {:<14} {}\n", name, one_line(words));
  }
  return out;
}

std::string minutes_markdown(const Json& minutes) {
  std::string out = fmt::format("# {}\n\n| member | role | sheets | conflicts |\n|---|---|---|---|\n",
                                plain_markdown(heading(minutes)));
  for (const auto& row : members_of(minutes))
    out += fmt::format("| {} | {} | {} | {} |\n", plain_markdown(row[0]), row[1], row[2], plain_markdown(row[3]));
  for (const Json& item : minutes["items"]) {
    out += fmt::format("\n## {}\n\n", plain_markdown(item_title(item)));
    for (const auto& [name, words] : lines_of(item)) out += fmt::format("- {}: {}\n", name, plain_markdown(words));
  }
  return out;
}

std::string minutes_html(const Json& minutes, const LookedAt& looked_at) {
  std::vector<std::vector<std::string>> members;
  for (const auto& row : members_of(minutes)) {
    members.emplace_back();
    for (const std::string& each : row) members.back().push_back(web::prose(each));
  }
  web::Page page;
  page.kind = "minutes";
  page.title = heading(minutes);
  page.sections.push_back(
      {"members", "Members", web::table(web::table_of("Who sat", {"Member", "Role", "Sheets", "Conflicts"}, members))});
  int number = 0;
  for (const Json& item : minutes["items"]) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& [name, words] : lines_of(item)) pairs.emplace_back(web::text(name), web::prose(words));
    page.sections.push_back(
        {fmt::format("item-{}", ++number), web::text(item_title(item)),
         "<div" + web::written({{"data-id", cell(item["intervention"])}}) + ">\n" + web::list(pairs) + "</div>\n"});
  }
  page.sections.push_back({"about", "About this page", web::about(looked_at, {})});
  return web::page(page);
}

}  // namespace probation::render
